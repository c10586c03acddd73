//! The program from outside: help, exit codes, closed pipes, full devices, colours.

// A test that cannot start the program has failed.
#![allow(clippy::unwrap_used)]

use std::io::Read;
use std::process::{Command, Output, Stdio};

const VERBS: [&str; 15] = [
    "quick",
    "cover",
    "explain",
    "check",
    "compare",
    "solve",
    "sweep",
    "tornado",
    "simulate",
    "morris",
    "sobol",
    "reproduce",
    "report",
    "completions",
    "man",
];

fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stakeout"));
    command.args(words).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command
}

fn stakeout(words: &[&str]) -> Output {
    command(words).output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

#[test]
fn every_verb_has_help_with_examples() {
    for verb in VERBS {
        let help = stakeout(&[verb, "--help"]);
        assert_eq!(help.status.code(), Some(0), "{verb}");
        assert!(out(&help).contains(&format!("Usage: stakeout {verb}")), "{}", out(&help));
        assert!(out(&help).contains(&format!("Examples:\n  stakeout {verb}")), "{}", out(&help));
        assert_eq!(err(&help), "");
        assert_eq!(out(&stakeout(&["help", verb])), out(&help));
    }
}

#[test]
fn the_main_help_names_every_verb() {
    let help = stakeout(&["--help"]);
    for verb in VERBS {
        assert!(out(&help).contains(&format!("\n  {verb} ")), "{verb}");
    }
    let bare = stakeout(&[]);
    assert_eq!((bare.status.code(), out(&bare)), (Some(2), ""));
    assert!(err(&bare).contains("Verbs:"));
}

#[test]
fn the_version_is_the_crate_s() {
    assert_eq!(out(&stakeout(&["--version"])), concat!("stakeout ", env!("CARGO_PKG_VERSION"), "\n"));
}

#[test]
fn an_unknown_verb_is_told_with_the_nearest() {
    let expected = "\
error: unrecognized subcommand 'explian'

  tip: a similar subcommand exists: 'explain'

Usage: stakeout <VERB>

For more information, try '--help'.
";
    for words in [&["explian", "study.csv"][..], &["--set", "a=1", "explian", "study.csv"]] {
        let failed = stakeout(words);
        assert_eq!((failed.status.code(), out(&failed), err(&failed)), (Some(2), "", expected));
    }
}

#[test]
fn an_unknown_option_is_told_with_the_nearest() {
    for words in [&["cover", "study.csv", "--scenaro", "base"], &["cover", "--scenaro", "base", "study.csv"]]
    {
        let failed = stakeout(words);
        assert_eq!(failed.status.code(), Some(2));
        assert!(
            err(&failed).starts_with("error: unexpected argument '--scenaro' found\n"),
            "{}",
            err(&failed)
        );
        assert!(err(&failed).contains("'--scenario'"), "{}", err(&failed));
    }
}

#[test]
fn an_option_without_its_value_takes_nothing_else_for_it() {
    let failed = stakeout(&["cover", "study.csv", "--tier"]);
    let told = "error: a value is required for '--tier <NAME>' but none was supplied\n";
    assert_eq!(failed.status.code(), Some(2));
    assert!(err(&failed).starts_with(told), "{}", err(&failed));
}

#[test]
fn mistakes_can_be_told_to_a_program() {
    for words in [
        &["cover", "study.csv", "--format", "xml", "--diagnostic-format", "json"][..],
        &["--diagnostic-format=json", "cover", "study.csv", "-o", "answer.doc"],
        &["covr", "--diagnostic-format=json"],
    ] {
        let failed = stakeout(words);
        assert_eq!(failed.status.code(), Some(2));
        let object: serde_json::Value = serde_json::from_str(err(&failed)).unwrap();
        assert_eq!(object["severity"], "error");
        assert!(!object["message"].as_str().unwrap().is_empty());
    }
}

#[test]
fn a_file_that_cannot_be_written_is_told_before_the_study_is_read() {
    let failed = stakeout(&["cover", "no such study", "-o", "answer.doc"]);
    let expected = "error: answer.doc ends in .doc, which is no format this command writes: \
                    end it in .csv, .json, .md, .txt, .tex or .html\n";
    assert_eq!((failed.status.code(), err(&failed)), (Some(2), expected));
}

#[test]
fn completions_are_written_for_every_shell() {
    for (shell, sign) in
        [("bash", "complete -F"), ("zsh", "#compdef stakeout"), ("fish", "complete -c stakeout")]
    {
        let script = stakeout(&["completions", shell]);
        assert_eq!(script.status.code(), Some(0));
        assert!(out(&script).contains(sign), "{shell}");
        assert!(out(&script).contains("reproduce"), "{shell}");
    }
    assert_eq!(stakeout(&["completions", "dos"]).status.code(), Some(2));
}

#[test]
fn only_verbs_that_take_an_outcome_offer_it() {
    for verb in ["cover", "explain", "compare", "sweep", "simulate", "project"] {
        assert!(out(&stakeout(&[verb, "--help"])).contains("--outcome <NAME>"), "{verb}");
    }
    for verb in ["allocate", "solve"] {
        assert!(!out(&stakeout(&[verb, "--help"])).contains("--outcome <NAME>"), "{verb}");
    }
}

#[test]
fn the_manual_has_a_page_for_every_verb() {
    let manual = stakeout(&["man"]);
    assert!(out(&manual).contains(".TH stakeout 1"));
    for verb in VERBS {
        let title = format!(".TH stakeout-{verb} 1");
        assert!(out(&manual).contains(&title), "{verb}");
        let page = stakeout(&["man", verb]);
        assert!(out(&page).contains(&title) && out(&page).matches(".TH").count() == 1, "{verb}");
    }
    let failed = stakeout(&["man", "covr"]);
    let expected = "error: there is no verb \"covr\": the verbs are quick, cover, explain, check, compare, \
                    allocate, solve, sweep, tornado, simulate, morris, sobol, \
                    project, reproduce, report, completions, man\n";
    assert_eq!((failed.status.code(), out(&failed), err(&failed)), (Some(2), "", expected));
}

#[test]
fn a_closed_pipe_is_quiet() {
    for words in [&["man"][..], &["completions", "bash"], &["cover", "--help"]] {
        let (reader, writer) = std::io::pipe().unwrap();
        drop(reader);
        let closed = command(words).stdout(writer).stderr(Stdio::piped()).spawn().unwrap();
        let closed = closed.wait_with_output().unwrap();
        assert_eq!((closed.status.code(), err(&closed)), (Some(0), ""), "{words:?}");
    }
}

#[test]
fn a_pipe_that_is_read_in_part_is_quiet() {
    let mut child =
        command(&["completions", "zsh"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut start = [0; 8];
    child.stdout.take().unwrap().read_exact(&mut start).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert_eq!((&start, ended.status.code(), err(&ended)), (b"#compdef", Some(0), ""));
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_device_is_an_error_with_a_sentence() {
    let expected = "error: the answer could not be written in full to standard output\n  \
                    because no space is left on the device: free some, or write elsewhere\n";
    for words in [&["man"][..], &["completions", "bash"], &["--help"], &["--version"]] {
        let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let failed = command(words).stdout(full).output().unwrap();
        assert_eq!((failed.status.code(), err(&failed)), (Some(2), expected), "{words:?}");
    }
}

#[test]
fn colours_follow_the_option_and_then_the_environment() {
    let colored = |words: &[&str], variables: &[(&str, &str)]| {
        let mut command = command(words);
        command.envs(variables.iter().copied());
        let output = command.output().unwrap();
        output.stderr.contains(&0x1b) || output.stdout.contains(&0x1b)
    };
    let mistakes = [&["cover", "s", "-o", "a.doc"][..], &["cover", "s", "--sett"], &["cover", "--help"]];
    for mistake in mistakes {
        let with = |option: &'static str| [mistake, &[option]].concat();
        assert!(!colored(mistake, &[]), "a pipe has no colours: {mistake:?}");
        assert!(colored(mistake, &[("CLICOLOR_FORCE", "1")]), "{mistake:?}");
        assert!(!colored(mistake, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")]), "{mistake:?}");
        assert!(colored(&with("--color=always"), &[("NO_COLOR", "1")]), "{mistake:?}");
        assert!(!colored(&with("--color=never"), &[("CLICOLOR_FORCE", "1")]), "{mistake:?}");
    }
}
