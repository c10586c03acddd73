//! Runs the program as a person would, and reads its answers.

#![allow(clippy::unwrap_used, dead_code, missing_docs)]

use serde_json::Value;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// What a run said.
#[derive(Debug)]
pub struct Said {
    pub code: Option<i32>,
    pub out: String,
    pub err: String,
}

impl Said {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }
}

/// Runs the program in a folder, with bytes on standard input.
pub fn stakeout_in(folder: impl AsRef<Path>, words: &[&str], stdin: &[u8]) -> Said {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stakeout"));
    command.args(words).current_dir(folder).env("NO_COLOR", "1").env_remove("CLICOLOR_FORCE");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let mut input = child.stdin.take().unwrap();
    // A run that refuses its words reads no input: the pipe is then closed already.
    input.write_all(stdin).ok();
    drop(input);
    said(child.wait_with_output().unwrap())
}

/// Runs the program in the repository's folder.
pub fn stakeout(words: &[&str]) -> Said {
    stakeout_in(env!("CARGO_MANIFEST_DIR"), words, b"")
}

fn said(output: Output) -> Said {
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Said { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
}

/// The answer as JSON; the run must have answered.
pub fn answer(words: &[&str]) -> Value {
    let said = stakeout(&[words, &["--format", "json"]].concat());
    assert_eq!(said.code, Some(0), "{words:?}: {}", said.err);
    said.json()
}

/// What `cover` answers for a study on standard input.
pub fn cover(study: impl AsRef<[u8]>, words: &[&str]) -> Value {
    let words = [&["cover", "-", "--format", "json"], words].concat();
    let said = stakeout_in(env!("CARGO_MANIFEST_DIR"), &words, study.as_ref());
    assert_eq!(said.code, Some(0), "{}", said.err);
    said.json()
}

/// What a verb answers for a study of several files.
pub fn of_folder(files: &[(&str, &str)], words: &[&str]) -> Value {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let (verb, rest) = words.split_first().unwrap();
    let words = [&[*verb, ".", "--format", "json"], rest].concat();
    let said = stakeout_in(&folder, &words, b"");
    assert_eq!(said.code, Some(0), "{}", said.err);
    said.json()
}

/// The row of an answer with these values.
pub fn row<'a>(answer: &'a Value, keys: &[(&str, &str)]) -> &'a Value {
    let rows = answer["rows"].as_array().unwrap();
    let found = rows.iter().find(|row| keys.iter().all(|(key, value)| row[key] == *value));
    found.unwrap_or_else(|| panic!("no row {keys:?} in {answer:#}"))
}

/// Low, base and high of a quantity of the base.
pub fn three(answer: &Value, tier: &str, quantity: &str) -> [f64; 3] {
    numbers(row(answer, &[("scenario", "base"), ("tier", tier), ("quantity", quantity)]))
}

/// Low, base and high of a row.
pub fn numbers(row: &Value) -> [f64; 3] {
    ["low", "base", "high"].map(|key| row[key].as_f64().unwrap_or_else(|| panic!("{key} of {row}")))
}

/// Whether three numbers are those expected, to the last digits.
#[track_caller]
pub fn near(found: [f64; 3], expected: [f64; 3]) {
    for (found, expected) in found.iter().zip(expected) {
        let error = (found - expected).abs();
        assert!(error <= 1e-12 * expected.abs(), "{found} instead of {expected}");
    }
}

/// Every file or folder of data/ that is a study, as a person names it.
pub fn studies() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut studies: Vec<PathBuf> = Vec::new();
    for entry in std::fs::read_dir(root.join("data")).unwrap() {
        let path = entry.unwrap().path();
        let files: Vec<PathBuf> =
            std::fs::read_dir(&path).unwrap().map(|file| file.unwrap().path()).collect();
        let is_document = files.iter().any(|file| file.ends_with("claims.csv"));
        match files.as_slice() {
            _ if is_document => {}
            [file] => studies.push(file.clone()),
            _ => studies.push(path),
        }
    }
    studies.sort();
    let named = studies.iter().map(|path| path.strip_prefix(root).unwrap().to_str().unwrap());
    named.map(|name| name.replace('\\', "/")).collect()
}
