//! Every mistake a user can make, and exactly what is said of it: tests/diagnostics/CASE/ holds `input.csv` or a
//! folder `input`, and `expected.txt`. `UPDATE_GOLDEN=1 cargo test --test diagnostics` accepts what is said now.

#![allow(clippy::unwrap_used)]

use stakeout::input::{StudySource, read};
use std::fs;
use std::path::{Path, PathBuf};

fn cases() -> Vec<PathBuf> {
    let mut cases: Vec<PathBuf> =
        fs::read_dir("tests/diagnostics").unwrap().map(|entry| entry.unwrap().path()).collect();
    cases.sort();
    cases
}

/// The study of a case: its file, its folder, or a name that is not there.
fn study_of(case: &Path) -> PathBuf {
    let named = case.join("path.txt");
    if let Ok(name) = fs::read_to_string(named) {
        return case.join(name.trim());
    }
    let folder = case.join("input");
    if folder.is_dir() { folder } else { case.join("input.csv") }
}

fn said_of(case: &Path) -> String {
    let prefix = format!("{}/", case.display());
    match read(vec![StudySource::Path(study_of(case))]) {
        Err(problems) => problems.render_human(false).replace(&prefix, ""),
        Ok(reading) => panic!("{}: no problem was found; notices: {:?}", case.display(), reading.notices),
    }
}

#[test]
fn every_mistake_is_told_in_the_words_that_were_agreed() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut different = Vec::new();
    for case in cases() {
        let said = said_of(&case);
        let file = case.join("expected.txt");
        if update {
            fs::write(&file, &said).unwrap();
        } else if fs::read_to_string(&file).unwrap_or_default() != said {
            different.push(format!("{}:\n{said}", file.display()));
        }
    }
    assert!(different.is_empty(), "{}", different.join("\n"));
}

#[test]
fn there_are_as_many_cases_as_were_collected() {
    assert!(cases().len() >= 60, "{} cases", cases().len());
}

#[test]
fn every_case_has_its_code_in_json_too() {
    for case in cases() {
        let Err(problems) = read(vec![StudySource::Path(study_of(&case))]) else { continue };
        for (line, problem) in problems.render_json().lines().zip(&problems.list) {
            let object: serde_json::Value = serde_json::from_str(line).unwrap();
            assert_eq!(object["code"], problem.code, "{}", case.display());
            assert_eq!(object["line"], problem.line);
        }
    }
}
