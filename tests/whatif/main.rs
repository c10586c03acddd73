//! The verbs of what-if, from outside: `solve`, `sweep`, `tornado`.
//!
//! `STAKEOUT_ACCEPT=1 cargo test --test whatif` accepts new golden files in tests/whatif/.

// A test that cannot start the program has failed.
#![allow(clippy::unwrap_used)]

mod solve;
mod sweep;
mod tornado;

use serde_json::Value as Json;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

const FRANCE: &str = "data/france-2015";
const UNCERTAIN: &str = "data/france-2015-uncertain";
const RATIO: &str = "[round the clock].officers_per_subject";
const QUICK: &str = "data/quick/quick.csv";

fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stakeout"));
    command.args(words).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command
}

fn stakeout(words: &[&str]) -> Output {
    command(words).output().unwrap()
}

/// The answer to a study given on standard input.
fn stakeout_of(study: &str, words: &[&str]) -> Output {
    let mut command = command(words);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(study.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn json(words: &[&str]) -> Json {
    let output = stakeout(&[words, &["--format", "json"]].concat());
    assert_eq!(err(&output), "", "{words:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The sentence of a page: its second paragraph, unwrapped.
fn sentence(words: &[&str]) -> String {
    let output = stakeout(words);
    let page = out(&output).trim_start_matches("Round-the-clock watch in France, 2015\n").trim_start();
    page.split("\n\n").next().unwrap().replace('\n', " ")
}

fn number(row: &Json, key: &str) -> f64 {
    row[key].as_f64().unwrap_or_else(|| panic!("{key} in {row}"))
}

fn three(row: &Json) -> [f64; 3] {
    ["low", "base", "high"].map(|key| number(row, key))
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

/// Low, base and high of a quantity of the radicalised, as `cover` answers.
fn covered(study: &str, outcome: &str, settings: &[(&str, f64)]) -> [f64; 3] {
    let settings: Vec<String> =
        settings.iter().map(|(name, value)| format!("--set={name}={value}")).collect();
    let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
    let words = ["cover", study, "--tier", "radicalised", "--scenario", "base", "--outcome", outcome];
    let output = stakeout(&[&words[..], &["--format", "json", "-q"], &settings].concat());
    let answer: Json = serde_json::from_slice(&output.stdout).unwrap();
    three(&answer["rows"][0])
}

fn same_as_golden(name: &str, words: &[&str]) {
    let path = format!("{}/tests/whatif/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let output = stakeout(&[words, &["--format", "json"]].concat());
    let said = out(&output).replace(concat!("\"", env!("CARGO_PKG_VERSION"), "\""), "\"VERSION\"");
    if std::env::var_os("STAKEOUT_ACCEPT").is_some() {
        std::fs::write(&path, &said).unwrap();
    }
    assert_eq!(said, std::fs::read_to_string(&path).unwrap(), "{name}");
}

/// The error of a command that must fail as bad usage.
fn refused(words: &[&str]) -> String {
    let output = stakeout(words);
    assert_eq!((output.status.code(), out(&output)), (Some(2), ""), "{words:?}");
    err(&output).lines().next().unwrap().trim_start_matches("error: ").to_owned()
}

#[test]
fn the_json_of_each_verb_is_fixed() {
    same_as_golden("solve", &["solve", QUICK, "--for", "officers", "--target", "coverage=50%"]);
    same_as_golden("solve-none", &["solve", FRANCE, "--for", "DGSI.deployable", "--target", "coverage=5%"]);
    same_as_golden("sweep", &["sweep", QUICK, "--vary", "officers=0..220000:3"]);
    let two = ["--vary", "subjects=165,11000", "--vary", "officers=3300..220000:2", "--outcome", "coverage"];
    same_as_golden("sweep-two", &[&["sweep", QUICK][..], &two].concat());
    same_as_golden("tornado", &["tornado", UNCERTAIN, "--interactions"]);
    same_as_golden("tornado-swing", &["tornado", FRANCE, "--swing", "10%"]);
    same_as_golden("tornado-spider", &["tornado", QUICK, "--spider", "--steps", "3"]);
}
