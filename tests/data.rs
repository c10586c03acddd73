//! Every study in data/ answers every verb that takes a study: a new folder there is a new test.

#![allow(clippy::unwrap_used)]

mod program;

use program::{stakeout, studies};

const VERBS: [&str; 7] = ["cover", "explain", "check", "compare", "simulate", "morris", "sobol"];

#[test]
fn every_study_answers_every_verb() {
    assert!(studies().len() >= 6, "{:?}", studies());
    for study in studies() {
        for verb in VERBS {
            let said = stakeout(&[verb, &study]);
            assert_eq!(said.code, Some(0), "{verb} {study}: {}", said.err);
            assert!(!said.out.contains("NaN") && !said.out.contains("inf "), "{verb} {study}:\n{}", said.out);
        }
    }
}

#[test]
fn every_study_takes_every_analysis() {
    let analyses = [
        &["tornado"][..],
        &["simulate", "--draws", "1000"],
        &["morris", "--trajectories", "10"],
        &["sobol", "--samples", "64"],
    ];
    for study in studies() {
        for analysis in analyses {
            let said = stakeout(&[analysis, &[&*study]].concat());
            assert_eq!(said.code, Some(0), "{analysis:?} {study}: {}", said.err);
            assert!(!said.out.contains("NaN"), "{analysis:?} {study}:\n{}", said.out);
        }
    }
}

#[test]
fn every_format_of_every_answer_is_written() {
    for study in studies() {
        for format in ["text", "csv", "json", "markdown", "latex"] {
            let said = stakeout(&["cover", &study, "--format", format]);
            assert_eq!(said.code, Some(0), "{study} {format}: {}", said.err);
            assert!(said.out.ends_with('\n') && said.out.len() > 100, "{study} {format}: {}", said.out);
        }
    }
}

/// JSON and CSV hold the same numbers, to the last bit.
#[test]
fn csv_and_json_are_the_same_numbers() {
    for study in studies() {
        for verb in VERBS {
            let csv = stakeout(&[verb, &study, "--format", "csv"]).out;
            let json = stakeout(&[verb, &study, "--format", "json"]).json();
            let mut reader = csv::Reader::from_reader(csv.as_bytes());
            let headers = reader.headers().unwrap().clone();
            let rows = json["rows"].as_array().unwrap();
            let records: Vec<_> = reader.records().map(Result::unwrap).collect();
            assert_eq!(records.len(), rows.len(), "{verb} {study}");
            for (record, row) in records.iter().zip(rows) {
                assert_eq!(headers.len(), row.as_object().unwrap().len());
                for (key, cell) in headers.iter().zip(record) {
                    assert!(same(cell, &row[key]), "{verb} {study} {key}: {cell} and {}", row[key]);
                }
            }
        }
    }
}

/// A cell that would be a formula to a spreadsheet has a quotation mark before it in CSV alone.
fn same(cell: &str, value: &serde_json::Value) -> bool {
    match value {
        serde_json::Value::Null => cell.is_empty(),
        serde_json::Value::Number(number) => cell.parse() == Ok(number.as_f64().unwrap()),
        serde_json::Value::String(text) => cell == text || cell.strip_prefix('\'') == Some(text),
        _ => false,
    }
}
