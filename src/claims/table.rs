//! Knows how the text of a file falls into rows under headers, and where each cell stands.

use super::diagnostic::{Diagnostics, Place, Words, nearest};

/// A file of a document: its name, for messages, and its text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name that messages use: `claims.csv`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// The tables a document may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Claims,
    Facts,
    About,
}

/// A table's kind, the columns it needs, and those it may have. Other columns are nobody's business.
const KINDS: [(Kind, &[&str], &[&str]); 3] = [
    (
        Kind::Claims,
        &["id", "claim", "formula", "stated", "unit", "precision"],
        &["qualifier", "expected", "note"],
    ),
    (Kind::Facts, &["id", "value", "unit"], &["stated", "counts", "where", "note", "source", "url", "as_of"]),
    (Kind::About, &["key", "value"], &[]),
];

/// The rows of one file, under headers that have been checked.
#[derive(Debug)]
pub(super) struct Table {
    pub kind: Kind,
    file: String,
    headers: Vec<String>,
    rows: Vec<Cells>,
}

#[derive(Debug)]
struct Cells {
    line: usize,
    texts: Vec<String>,
    /// The character of its line that each cell starts at, from 1.
    starts: Vec<usize>,
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    cells: &'t Cells,
}

impl<'t> Row<'t> {
    /// What the cell under a header says, without blanks around it; empty where there is none.
    pub fn text(self, header: &str) -> &'t str {
        let column = self.table.column(header);
        column.and_then(|column| self.cells.texts.get(column)).map_or("", |text| text.trim())
    }

    /// Where that cell stands.
    pub fn place(self, header: &str) -> Place {
        self.table.place(self.cells, self.table.column(header).unwrap_or(0))
    }

    /// The line the row stands on.
    pub fn line(self) -> usize {
        self.cells.line
    }
}

impl Table {
    /// Reads a file; its mistakes go to `problems`, and nothing is left of it where it is no table at all.
    pub fn read(file: &File, problems: &mut Diagnostics) -> Option<Self> {
        let whole = Place { file: file.name.clone(), ..Place::default() };
        let mut rows = records(&file.text, &whole, problems)?;
        if rows.is_empty() {
            problems.add(whole, "empty-file", empty());
            return None;
        }
        let header = rows.remove(0);
        let headers: Vec<String> = header.texts.iter().map(|text| text.trim().to_lowercase()).collect();
        let Some(kind) = kind(&headers) else {
            problems.add(whole, "unknown-table", unknown(&headers));
            return None;
        };
        let table = Self { kind, file: file.name.clone(), headers, rows };
        table.check(&header, problems);
        Some(table)
    }

    /// The rows that are as wide as the headers.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let whole = self.rows.iter().filter(|cells| cells.texts.len() == self.headers.len());
        whole.map(|cells| Row { table: self, cells })
    }

    /// Whether every column that is needed is there: without them the rows say nothing.
    pub fn is_whole(&self) -> bool {
        self.needed().iter().all(|name| self.column(name).is_some())
    }

    fn column(&self, header: &str) -> Option<usize> {
        self.headers.iter().position(|name| name == header)
    }

    fn needed(&self) -> &'static [&'static str] {
        KINDS.iter().find(|(kind, ..)| *kind == self.kind).map_or(&[], |(_, needed, _)| needed)
    }

    fn known(&self) -> impl Iterator<Item = &'static str> {
        let own = KINDS.iter().filter(|(kind, ..)| *kind == self.kind);
        own.flat_map(|(_, needed, optional)| needed.iter().chain(*optional).copied())
    }

    fn place(&self, cells: &Cells, column: usize) -> Place {
        let start = cells.starts.get(column).copied().unwrap_or(1);
        Place {
            file: self.file.clone(),
            line: cells.line,
            column: start,
            cell: format!("{}{}", letters(column), cells.line),
        }
    }

    fn check(&self, header: &Cells, problems: &mut Diagnostics) {
        for name in self.needed().iter().filter(|name| self.column(name).is_none()) {
            problems.add(self.place(header, 0), "missing-column", self.missing(name));
        }
        for (column, name) in self.headers.iter().enumerate() {
            if let Some((code, words)) = self.strange(column, name) {
                problems.add(self.place(header, column), code, words);
            }
        }
        if self.rows.is_empty() {
            let words =
                Words::new("there are no rows below the headers", "nothing can be calculated from them");
            problems.add(self.place(header, 0), "no-rows", words);
        }
        for cells in self.rows.iter().filter(|cells| cells.texts.len() != self.headers.len()) {
            problems.add(self.place(cells, 0), "ragged-row", self.ragged(cells));
        }
    }

    fn missing(&self, name: &str) -> Words {
        let why =
            format!("the other columns say nothing without it; needed are {}", self.needed().join(", "));
        Words::new(format!("there is no column `{name}`"), why)
            .instead(format!("{},{name}", self.headers.join(",")))
    }

    /// A header that is there twice, or is almost one that is not there.
    fn strange(&self, column: usize, name: &str) -> Option<(&'static str, Words)> {
        let is_known = self.known().any(|known| known == name);
        if is_known && self.column(name) != Some(column) {
            let message = format!("the column `{name}` is there twice");
            return Some((
                "column-twice",
                Words::new(message, "only one of them can be meant: remove the other"),
            ));
        }
        if is_known {
            return None;
        }
        let absent = self.known().filter(|known| self.column(known).is_none());
        let meant = nearest(name, absent)?;
        let why = format!("it is almost `{meant}`, and would be ignored under this name");
        let words = Words::new(format!("the column `{name}` is not known"), why).instead(meant);
        Some(("unknown-column", words))
    }

    fn ragged(&self, cells: &Cells) -> Words {
        let message =
            format!("this row has {} cells, the headers have {}", cells.texts.len(), self.headers.len());
        Words::new(message, "cells could stand under the wrong header: put text with commas between quotes")
    }
}

fn empty() -> Words {
    Words::new("this file is empty", "a document needs its facts and its claims")
        .instead(KINDS[0].1.join(","))
}

fn unknown(headers: &[String]) -> Words {
    let message = format!("this is no table of a document: its headers are {}", headers.join(", "));
    let why = "facts have id, value and unit; claims have id, claim, formula, stated, unit and precision";
    Words::new(message, why)
}

/// The kind of table whose columns most of the headers are.
fn kind(headers: &[String]) -> Option<Kind> {
    let found = |needed: &[&str], optional: &[&str]| {
        let known = |header: &&String| needed.iter().chain(optional).any(|name| name == header);
        headers.iter().filter(known).count()
    };
    let mut best = (0, None);
    for (kind, needed, optional) in KINDS {
        let found = found(needed, optional);
        if found > best.0 {
            best = (found, Some(kind));
        }
    }
    best.1
}

/// The rows of a text that are not blank, or nothing where it is no CSV.
fn records(text: &str, whole: &Place, problems: &mut Diagnostics) -> Option<Vec<Cells>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = Vec::new();
    for record in reader.records() {
        match record {
            Ok(record) => rows.extend(cells(&record, text)),
            Err(error) => {
                let words = Words::new("this file cannot be read as CSV", error.to_string());
                problems.add(whole.clone(), "not-csv", words);
                return None;
            }
        }
    }
    Some(rows)
}

fn cells(record: &csv::StringRecord, text: &str) -> Option<Cells> {
    let texts: Vec<String> = record.iter().map(str::to_owned).collect();
    let position = record.position()?;
    if texts.iter().all(|text| text.trim().is_empty()) {
        return None;
    }
    let before = usize::try_from(position.byte()).ok().and_then(|at| text.get(at..)).unwrap_or_default();
    // The reader counts blank lines before a record as part of it.
    let skipped = before.len() - before.trim_start_matches(['\r', '\n']).len();
    let blank_lines = before.get(..skipped).unwrap_or_default().matches('\n').count();
    let line = usize::try_from(position.line()).unwrap_or(0) + blank_lines;
    Some(Cells { line, texts, starts: starts(before.get(skipped..).unwrap_or_default()) })
}

/// The characters at which the cells of a line start, from 1.
fn starts(text: &str) -> Vec<usize> {
    let mut starts = vec![1];
    let mut quoted = false;
    for (index, c) in text.lines().next().unwrap_or_default().chars().enumerate() {
        match c {
            '"' => quoted = !quoted,
            ',' if !quoted => starts.push(index + 2),
            _ => {}
        }
    }
    starts
}

/// A spreadsheet's name of a column, counted from 0: `A`, `Z`, `AA`.
fn letters(column: usize) -> String {
    let mut name = String::new();
    let mut rest = column + 1;
    while rest > 0 {
        rest -= 1;
        name.insert(0, char::from(b'A' + u8::try_from(rest % 26).unwrap_or(0)));
        rest /= 26;
    }
    name
}
