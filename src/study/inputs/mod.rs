//! Inputs by name: `DGSI.officers`, `[24/7].officers_per_subject`, `deployable`.
//!
//! `name` knows how a name is written, `base` which rows of the base have which inputs, `error` why a name is
//! none of them; here are the cells that the names of a compiled study stand for.

mod base;
mod error;
mod name;
mod near;

pub(crate) use base::{Base, BaseInputs};
pub use error::NameError;
pub use name::column_named;
pub(super) use name::split_name;
pub(crate) use near::{nearest, shown};

use crate::sheet::{CellId, InputId, Sheet, Source};
use near::{OFFERED, some_near};

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
                let all: Vec<Slot> = [first, second].into_iter().chain(slots).collect();
                let candidates = all.iter().take(OFFERED).map(|slot| sheet.input_name(slot.input)).collect();
                Err(NameError::Ambiguous { name: name.to_owned(), rows: all.len(), candidates })
            }
        }
    }

    fn unknown(&self, sheet: &Sheet, name: &str) -> NameError {
        let names =
            self.cells.iter().flat_map(|named| slots(sheet, named)).map(|slot| sheet.input_name(slot.input));
        let near = some_near(name, names);
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
