//! `stakeout reproduce` from outside: any folder, its answer in every form, its exit codes.

// A test that cannot start the program has failed.
#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use tempfile::TempDir;

fn reproduce(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stakeout"));
    command.arg("reproduce").args(words).current_dir(folder).stdin(Stdio::null());
    command.env_remove("NO_COLOR").env_remove("CLICOLOR_FORCE").output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of `seeds/` with one text of one file replaced.
fn changed_seeds(file: &str, from: &str, to: &str) -> TempDir {
    let copy = tempfile::tempdir().unwrap();
    for folder in fs::read_dir(root().join("seeds")).unwrap().map(|entry| entry.unwrap().path()) {
        let into = copy.path().join(folder.file_name().unwrap());
        fs::create_dir(&into).unwrap();
        for table in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            fs::copy(&table, into.join(table.file_name().unwrap())).unwrap();
        }
    }
    let path = copy.path().join(file);
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.matches(from).count(), 1, "{from}");
    fs::write(path, text.replace(from, to)).unwrap();
    copy
}

#[test]
fn it_answers_from_an_empty_folder() {
    let empty = tempfile::tempdir().unwrap();
    let answer = reproduce(empty.path(), &[]);
    assert_eq!((answer.status.code(), err(&answer)), (Some(0), ""));
    let first = "192 claims: 97 reproduced, 74 round to it, 2 high end only, 1 low end only, 3 consistent, 8 inside\n\
                 the range, 7 differ, each says why.\n";
    assert!(out(&answer).starts_with(first), "{}", out(&answer));
    assert!(out(&answer).contains("\nWhy claims differ:\n"));
    let published = reproduce(empty.path(), &["--published"]);
    assert!(out(&published).starts_with("105 claims: "), "{}", out(&published));
}

#[test]
fn no_line_of_the_page_is_wider_than_it() {
    let answer = reproduce(&root(), &[]);
    let widest = out(&answer).lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{widest:?}");
}

#[test]
fn a_changed_figure_is_no_longer_as_marked_and_is_named() {
    let seeds = changed_seeds("camilli-2015/claims.csv", ",220000,officers,1000,", ",250000,officers,1000,");
    let answer = reproduce(seeds.path(), &[".", "--quiet"]);
    assert_eq!(answer.status.code(), Some(1));
    assert_eq!(err(&answer), "error: camilli-2015/required: expected `high end only`, found `differs`\n");
    assert!(out(&answer).contains("One is not as marked."), "{}", out(&answer));
    assert!(out(&answer).contains("  differs, not as marked\n"), "{}", out(&answer));
    let listed = "Not as marked:\n  - camilli-2015/required: expected `high end only`, found `differs`\n";
    assert!(out(&answer).ends_with(listed), "{}", out(&answer));
}

#[test]
fn a_changed_fact_is_found_in_every_claim_on_it() {
    let seeds = changed_seeds("camilli-2015/facts.csv", "dgsi_officers,3300,", "dgsi_officers,3400,");
    let answer = reproduce(seeds.path(), &[".", "--format", "json"]);
    assert_eq!(answer.status.code(), Some(1));
    let object: serde_json::Value = serde_json::from_str(out(&answer)).unwrap();
    let named: Vec<&str> = object["not_as_marked"]
        .as_array()
        .unwrap()
        .iter()
        .map(|claim| claim["claim"].as_str().unwrap())
        .collect();
    assert!(named.contains(&"coverage_radicalised"), "{named:?}");
    assert!(!named.contains(&"required"), "{named:?}");
    assert_eq!(err(&answer).lines().count(), named.len());
}

#[test]
fn mistakes_in_files_are_told_with_exit_code_2() {
    let seeds = changed_seeds(
        "camilli-2015/claims.csv",
        "officers_required / radicalised",
        "officer_required / radicalised",
    );
    let answer = reproduce(seeds.path(), &["."]);
    assert_eq!((answer.status.code(), out(&answer)), (Some(2), ""));
    assert!(
        err(&answer).starts_with("error[unknown-fact]: there is no fact `officer_required`\n"),
        "{}",
        err(&answer)
    );
    assert!(err(&answer).contains("camilli-2015/claims.csv:5:"), "{}", err(&answer));
}

#[test]
fn folders_that_are_none_are_told() {
    let empty = tempfile::tempdir().unwrap();
    fs::write(empty.path().join("facts.csv"), "id,value,unit\na,1,number\n").unwrap();
    for (words, code) in [
        (&["missing"][..], "error[unreadable]: there is no such folder\n"),
        (&["facts.csv"], "error[unreadable]: this is a file, not a folder\n"),
        (&["."], "error[no-claims]: this document has no claims\n"),
    ] {
        let answer = reproduce(empty.path(), words);
        assert_eq!((answer.status.code(), out(&answer)), (Some(2), ""));
        assert!(err(&answer).starts_with(code), "{}", err(&answer));
    }
    fs::remove_file(empty.path().join("facts.csv")).unwrap();
    let answer = reproduce(empty.path(), &["."]);
    assert!(
        err(&answer).starts_with("error[no-documents]: there are no documents in this folder\n"),
        "{}",
        err(&answer)
    );
    let both = reproduce(empty.path(), &[".", "--published"]);
    assert_eq!(both.status.code(), Some(2));
}

/// Golden files: set `STAKEOUT_ACCEPT` to accept new ones.
#[test]
fn one_document_in_every_form() {
    for (format, ending) in [("text", "txt"), ("json", "json"), ("csv", "csv"), ("markdown", "md")] {
        let answer = reproduce(&root(), &["seeds/alraffie-2024", "--format", format]);
        assert_eq!((answer.status.code(), err(&answer)), (Some(0), ""));
        let golden = root().join(format!("tests/golden/reproduce.{ending}"));
        if std::env::var_os("STAKEOUT_ACCEPT").is_some() {
            fs::write(&golden, out(&answer)).unwrap();
        }
        assert_eq!(out(&answer), fs::read_to_string(&golden).unwrap(), "{}", golden.display());
    }
}
