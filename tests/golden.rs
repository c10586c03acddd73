//! The JSON of each verb on the studies of data/, byte for byte: tests/golden/VERB-STUDY.json. What is there now
//! is accepted with `UPDATE_GOLDEN=1 cargo test --test golden`; look at the difference before it is committed.

#![allow(clippy::unwrap_used)]

mod program;

use program::{stakeout, studies};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

/// The file and the words of each answer that is kept.
fn kept() -> Vec<(String, Vec<String>)> {
    let mut kept = vec![named("quick", &["quick", "11000", "15-20", "3300"])];
    for study in studies() {
        let name = study.trim_start_matches("data/").replace(".csv", "").replace('/', "-");
        for verb in ["cover", "explain", "check", "compare", "allocate"] {
            kept.push(named(&format!("{verb}-{name}"), &[verb, &study]));
        }
    }
    for rule in ["proportional", "value"] {
        let words = ["allocate", "data/scarce-officers", "--rule", rule];
        kept.push(named(&format!("allocate-scarce-officers-{rule}"), &words));
    }
    let years = "data/france-2015-2019";
    kept.push(named(
        "project-france-2015-2019",
        &["project", years, "--until", "2018", "--reach", "coverage=6%"],
    ));
    let against = ["--by", "quarter", "--outcome", "officers_on_staff", "--against", "real staff"];
    kept.push(named("project-against", &[&["project", years, "--until", "2015"], &against[..]].concat()));
    for name in ["quick", "france-2015-uncertain"] {
        let study = format!("data/{name}");
        for (verb, small) in [
            ("simulate", &["--draws", "1,000", "--target", "coverage=1%"][..]),
            ("morris", &["--trajectories", "20"]),
            ("sobol", &["--samples", "256"]),
        ] {
            kept.push(named(&format!("{verb}-{name}"), &[&[verb, &study], small].concat()));
        }
    }
    kept
}

fn named(name: &str, words: &[&str]) -> (String, Vec<String>) {
    let words = words.iter().chain(&["--format", "json"]).map(ToString::to_string).collect();
    (format!("{name}.json"), words)
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden")
}

#[test]
fn every_answer_is_the_one_that_was_accepted() {
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let mut different = Vec::new();
    for (name, words) in kept() {
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let said = stakeout(&words);
        assert_eq!(said.code, Some(0), "{words:?}: {}", said.err);
        let file = folder().join(&name);
        if update {
            std::fs::write(file, said.out).unwrap();
        } else if std::fs::read_to_string(file).unwrap_or_default() != said.out {
            different.push(name);
        }
    }
    assert!(
        different.is_empty(),
        "these answers are not the accepted ones: {different:?}; if they should change, accept them with \
         UPDATE_GOLDEN=1 cargo test --test golden"
    );
}

#[test]
fn no_accepted_answer_is_left_without_its_study() {
    let wanted: BTreeSet<String> = kept().into_iter().map(|(name, _)| name).collect();
    let verbs = [
        "quick", "cover", "explain", "check", "compare", "allocate", "project", "simulate", "morris", "sobol",
    ];
    for entry in std::fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let is_ours = verbs.iter().any(|verb| name.starts_with(verb));
        assert!(!is_ours || wanted.contains(&name), "tests/golden/{name} has no study: remove it");
    }
}
