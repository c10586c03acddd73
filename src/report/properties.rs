//! CSV and JSON carry the same numbers and words, whatever they are.

use super::{Answer, Format, Style, Table, Value};
use proptest::collection::vec;
use proptest::prelude::*;

#[derive(Debug, Clone)]
enum Cell {
    Text(String),
    Number(f64),
    Null,
}

impl Cell {
    fn value(&self) -> Value<'_> {
        match self {
            Self::Text(text) => Value::Text(text),
            Self::Number(number) => Value::Number(*number),
            Self::Null => Value::Null,
        }
    }
}

fn cell() -> impl Strategy<Value = Cell> {
    prop_oneof![
        any::<String>().prop_map(Cell::Text),
        "[=+@,;\"\r\n\t a-]{0,6}".prop_map(Cell::Text),
        any::<u64>().prop_map(|bits| Cell::Number(f64::from_bits(bits))),
        (-1_000_000_i32..1_000_000).prop_map(|number| Cell::Number(f64::from(number) / 8.0)),
        Just(Cell::Null),
    ]
}

fn answer(rows: &[[Cell; 3]]) -> Answer<'_> {
    let give = move |sink: &mut super::RowSink<'_>| {
        rows.iter().try_for_each(|[a, b, c]| sink(&[a.value(), b.value(), c.value()]))
    };
    Answer {
        command: String::new(),
        study: String::new(),
        settings: Vec::new(),
        table: Table { columns: vec!["a", "b", "c"], rows: Box::new(give) },
        blocks: Vec::new(),
        caveats: Vec::new(),
        notes: Vec::new(),
        extra: Vec::new(),
    }
}

fn written(answer: &Answer<'_>, format: Format) -> Vec<u8> {
    let mut out = Vec::new();
    answer.write(format, &Style::default(), &mut out).unwrap();
    out
}

fn from_csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let rows = csv::Reader::from_reader(bytes).into_records();
    rows.map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

fn from_json(bytes: &[u8]) -> Vec<Vec<serde_json::Value>> {
    let object: serde_json::Value = serde_json::from_slice(bytes).unwrap();
    let rows = object["rows"].as_array().unwrap();
    rows.iter().map(|row| row.as_object().unwrap().values().cloned().collect()).collect()
}

/// The bits of a number as a program reads it back; a zero has no sign.
fn bits(text: &str) -> u64 {
    (text.parse::<f64>().unwrap() + 0.0).to_bits()
}

fn agree(cell: &Cell, csv: &str, json: &serde_json::Value) -> Result<(), TestCaseError> {
    match cell {
        Cell::Number(number) if number.is_finite() => {
            prop_assert_eq!(bits(csv), (number + 0.0).to_bits());
            prop_assert_eq!(bits(&json.to_string()), (number + 0.0).to_bits());
        }
        Cell::Text(text) => {
            prop_assert_eq!(csv.strip_prefix('\'').filter(|_| !text.starts_with('\'')).unwrap_or(csv), text);
            prop_assert!(!csv.starts_with(['=', '+', '-', '@', '\t', '\r']));
            prop_assert_eq!(json.as_str(), Some(&**text));
        }
        Cell::Number(_) | Cell::Null => {
            prop_assert_eq!(csv, "");
            prop_assert!(json.is_null());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn csv_and_json_carry_the_same(rows in vec([cell(), cell(), cell()], 0..8)) {
        let answer = answer(&rows);
        let csv = from_csv(&written(&answer, Format::Csv));
        let json = from_json(&written(&answer, Format::Json));
        prop_assert_eq!((csv.len(), json.len()), (rows.len(), rows.len()));
        for ((row, csv), json) in rows.iter().zip(&csv).zip(&json) {
            for ((cell, csv), json) in row.iter().zip(csv).zip(json) {
                agree(cell, csv, json)?;
            }
        }
    }
}
