//! The inputs of a compiled study by name: `DGSI.officers`, `[24/7].officers_per_subject`, `deployable`.

use crate::sheet::{CellId, InputId, Sheet, Source};
use std::fmt;

/// An input cell under the name analysts use for it.
#[derive(Debug, Clone)]
pub(super) struct NamedCell {
    pub column: &'static str,
    /// The row, for a single cell; a family's rows are the members of its axis.
    pub row: Option<Box<str>>,
    /// The date, for a point of a series.
    pub date: Option<Box<str>>,
    pub cell: CellId,
}

/// Every input of the base, by name.
#[derive(Debug, Clone, Default)]
pub(super) struct InputNames {
    cells: Vec<NamedCell>,
}

/// One input of the base.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its column.
    pub column: &'static str,
    /// Where it stands in the sheet.
    pub source: Source,
    /// Its number.
    pub input: InputId,
}

/// Why a name is no input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NameError {
    /// No input has this name.
    Unknown {
        /// As written.
        name: String,
        /// The nearest names there are.
        near: Vec<String>,
    },
    /// Several rows have this column.
    Ambiguous {
        /// As written.
        name: String,
        /// Their full names, the first few.
        candidates: Vec<String>,
    },
}

impl fmt::Display for NameError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { name, near } if near.is_empty() => {
                write!(formatter, "there is no input `{name}`")
            }
            Self::Unknown { name, near } => {
                write!(formatter, "there is no input `{name}`; did you mean {}?", quoted(near, "or"))
            }
            Self::Ambiguous { name, candidates } => write!(
                formatter,
                "several rows have `{name}`; write which one, as in {}",
                quoted(candidates, "or")
            ),
        }
    }
}

impl std::error::Error for NameError {}

fn quoted(names: &[String], last: &str) -> String {
    let names: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match names.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [first @ .., end] => format!("{} {last} {end}", first.join(", ")),
    }
}

/// How many names an error offers.
const OFFERED: usize = 3;
/// Names less alike than this are not offered.
const ALIKE: f64 = 0.75;

impl InputNames {
    pub fn add(&mut self, column: &'static str, row: Option<&str>, cell: CellId) {
        self.cells.push(NamedCell { column, row: row.map(Into::into), date: None, cell });
    }

    /// A point of a series: `DGSI.officers@2016`.
    pub fn add_at(&mut self, column: &'static str, row: &str, date: &str, cell: CellId) {
        self.cells.push(NamedCell { column, row: Some(row.into()), date: Some(date.into()), cell });
    }

    /// Whether any row has the column.
    pub fn has(&self, column: &str) -> bool {
        self.cells.iter().any(|named| named.column == column)
    }

    /// The input of this name: `<row>.<column>`, `[<row>].<column>`, or a column that one row only has.
    pub fn find(&self, sheet: &Sheet, name: &str) -> Result<Slot, NameError> {
        let name = name.trim();
        let (row, column) = split_name(name);
        let (column, date) =
            column.split_once('@').map_or((column, None), |(column, date)| (column, Some(date)));
        let asked = |named: &&NamedCell| named.column == column && named.date.as_deref() == date;
        let column_cells = || self.cells.iter().filter(asked);
        if let Some(row) = row {
            let found = column_cells().find_map(|named| slot(sheet, named, row));
            return found.ok_or_else(|| self.unknown(sheet, name));
        }
        let mut slots = column_cells().flat_map(|named| slots(sheet, named));
        match (slots.next(), slots.next()) {
            (Some(only), None) => Ok(only),
            (None, _) => Err(self.unknown(sheet, name)),
            (Some(first), Some(second)) => {
                let all = [first, second].into_iter().chain(slots).take(OFFERED);
                let candidates = all.map(|slot| sheet.input_name(slot.input)).collect();
                Err(NameError::Ambiguous { name: name.to_owned(), candidates })
            }
        }
    }

    fn unknown(&self, sheet: &Sheet, name: &str) -> NameError {
        let wanted = name.to_lowercase();
        let names =
            self.cells.iter().flat_map(|named| slots(sheet, named)).map(|slot| sheet.input_name(slot.input));
        let mut alike: Vec<(f64, String)> =
            names.map(|name| (strsim::jaro_winkler(&wanted, &name.to_lowercase()), name)).collect();
        alike.retain(|(score, _)| *score > ALIKE);
        alike.sort_by(|a, b| b.0.total_cmp(&a.0));
        let near = alike.into_iter().take(OFFERED).map(|(_, name)| name).collect();
        NameError::Unknown { name: name.to_owned(), near }
    }
}

fn slots<'s>(sheet: &'s Sheet, named: &'s NamedCell) -> impl Iterator<Item = Slot> + 's {
    let members = sheet.members(named.cell);
    let count = members.unwrap_or(1);
    (0..).take(count).filter_map(move |member| {
        let input = sheet.input_of(named.cell, member)?;
        let source = Source { cell: named.cell, member: members.map(|_| member) };
        Some(Slot { column: named.column, source, input })
    })
}

fn slot(sheet: &Sheet, named: &NamedCell, row: &str) -> Option<Slot> {
    slots(sheet, named).find(|slot| match (slot.source.member, &named.row) {
        (Some(member), _) => sheet.member_name(named.cell, member).is_some_and(|name| **name == *row),
        (None, Some(own)) => **own == *row,
        (None, None) => false,
    })
}

/// Splits at the last dot and takes brackets off the row.
pub(super) fn split_name(name: &str) -> (Option<&str>, &str) {
    match name.rsplit_once('.') {
        None => (None, name),
        Some((row, column)) => {
            let row = row.trim();
            let inner = row.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            (Some(inner.unwrap_or(row).trim()), column.trim())
        }
    }
}
