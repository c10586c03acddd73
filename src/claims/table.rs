//! Knows which tables a document has, and how their cells are asked for and told of.

use crate::input::{Grid, LaidOut, Problems, Words, nearest, read_rows, shown};
use std::borrow::Cow;
use std::ops::Range;

/// A file of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// The name that messages use: `claims.csv`.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
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
    grid: Grid,
    header: usize,
    headers: Vec<String>,
}

/// One row of a table.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row<'t> {
    table: &'t Table,
    row: usize,
}

impl<'t> Row<'t> {
    /// What the cell under a header says; empty where there is none.
    pub fn text(self, header: &str) -> Cow<'t, str> {
        let column = self.table.column(header);
        column.map_or(Cow::Borrowed(""), |column| self.table.grid.records.value(self.row, column))
    }

    /// Adds what is wrong with the cell under a header.
    pub fn report(self, problems: &mut Problems, header: &str, code: &'static str, words: Words) {
        let column = self.table.column(header).unwrap_or(0);
        self.table.grid.report(problems, (self.row, column), code, || words);
    }

    /// The line the row stands on.
    pub fn line(self) -> u32 {
        self.table.grid.records.line(self.row)
    }
}

impl Table {
    /// Reads a file; its mistakes go to `problems`, and nothing is left of it where it is no table at all.
    pub fn read(number: u32, file: File, problems: &mut Problems, notices: &mut Vec<String>) -> Option<Self> {
        let File { name, bytes } = file;
        match read_rows((number, &name), bytes, is_known, notices) {
            Ok(laid_out) => Self::checked(laid_out, problems),
            Err((code, words)) => {
                let words = if code == "empty-file" { empty() } else { words };
                problems.add_file(number, &name, code, words);
                None
            }
        }
    }

    fn checked(LaidOut { grid, header, .. }: LaidOut, problems: &mut Problems) -> Option<Self> {
        let headers: Vec<String> = grid.records.values(header).map(|text| text.to_lowercase()).collect();
        let Some(kind) = kind(&headers) else {
            grid.report(problems, (header, 0), "unknown-table", || unknown(&headers));
            return None;
        };
        let table = Self { kind, grid, header, headers };
        table.check_headers(problems);
        table.check_rows(problems);
        Some(table)
    }

    /// The rows that have a cell for every header.
    pub fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        let whole = self.places().filter(|row| !self.is_ragged(*row));
        whole.map(|row| Row { table: self, row })
    }

    /// Whether every column that is needed is there: without them the rows say nothing.
    pub fn is_whole(&self) -> bool {
        self.needed().iter().all(|name| self.column(name).is_some())
    }

    fn places(&self) -> Range<usize> {
        self.header + 1..self.grid.records.len()
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

    /// Blank cells beyond the headers count too: a comma in a text shifts the row and pushes one there.
    fn is_ragged(&self, row: usize) -> bool {
        self.grid.records.width(row) != self.headers.len()
    }

    fn check_headers(&self, problems: &mut Problems) {
        // One that a misspelt header may have meant is told there.
        let is_meant = |name: &str| self.headers.iter().any(|header| self.meant(header) == Some(name));
        for name in self.needed().iter().filter(|name| self.column(name).is_none() && !is_meant(name)) {
            self.grid.report(problems, (self.header, 0), "missing-column", || self.missing(name));
        }
        for (column, name) in self.headers.iter().enumerate() {
            if let Some((code, words)) = self.strange(column, name) {
                self.grid.report(problems, (self.header, column), code, || words);
            }
        }
    }

    fn check_rows(&self, problems: &mut Problems) {
        if self.places().is_empty() {
            self.grid.report(problems, (self.header, 0), "no-rows", no_rows);
        }
        for row in self.places().filter(|row| self.is_ragged(*row)) {
            self.grid.report(problems, (row, 0), "ragged-row", || self.ragged(row));
        }
    }

    fn missing(&self, name: &str) -> Words {
        let why =
            format!("the other columns say nothing without it: a row needs {}", self.needed().join(", "));
        Words::new(format!("there is no column `{name}`"), why)
    }

    /// A header that is there twice, or is almost one that is not there.
    fn strange(&self, column: usize, name: &str) -> Option<(&'static str, Words)> {
        if self.known().any(|known| known == name) {
            let message = format!("the column `{name}` is there twice");
            let words = Words::new(message, "only one of them can be meant: remove the other");
            return (self.column(name) != Some(column)).then_some(("column-twice", words));
        }
        let meant = self.meant(name)?;
        let message = format!("the column `{}` is not known", shown(name));
        let why = format!("it is almost `{meant}`, and would be ignored under this name");
        Some(("unknown-column", Words::new(message, why).cell(meant)))
    }

    /// The column that is not there and that a header is almost.
    fn meant(&self, header: &str) -> Option<&'static str> {
        let is_known = self.known().any(|known| known == header);
        let missing = self.known().filter(|known| self.column(known).is_none());
        nearest(header, missing).filter(|_| !is_known)
    }

    fn ragged(&self, row: usize) -> Words {
        let (cells, headers) = (self.grid.records.width(row), self.headers.len());
        let message = format!("this row has {cells} cells, the headers have {headers}");
        Words::new(
            message,
            "cells could stand under the wrong header: put text with separators between quotes",
        )
    }
}

fn is_known(header: &str) -> bool {
    let header = header.to_lowercase();
    KINDS.iter().any(|(_, needed, optional)| needed.iter().chain(*optional).any(|known| *known == header))
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

fn empty() -> Words {
    let words = Words::new("this file is empty", "a document needs its facts and its claims");
    words.line("remove it, or start with the line\nid,value,unit")
}

fn no_rows() -> Words {
    Words::new("there are no rows below the headers", "nothing can be calculated from them")
}

fn unknown(headers: &[String]) -> Words {
    let message = format!("this is no table of a document: its headers are `{}`", shown(&headers.join(", ")));
    let why = "facts have id, value and unit; claims have id, claim, formula, stated, unit and precision";
    Words::new(message, why)
}
