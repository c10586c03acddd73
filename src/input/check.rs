//! Knows how every cell and header was read: what the verb `check` shows. Made on demand, one cell at a time.

use super::columns::{Column, PROVENANCE};
use super::dates::DateReading;
use super::header::meaning;
use super::table::Table;
use crate::quantity::Quantity;
use crate::study::{Place, Study};
use std::borrow::Cow;

/// The cells and headers of a study's files, as they were read.
#[derive(Debug, Default)]
pub struct Cells {
    pub(super) tables: Vec<Table>,
}

/// One cell and what it was taken for.
#[derive(Debug, Clone, PartialEq)]
pub struct CellReading<'c> {
    /// The file as the analyst named it.
    pub file: &'c str,
    /// Where the cell stands.
    pub place: Place,
    /// The table it is in: `tiers`.
    pub table: &'static str,
    /// The column's documented header: `officers_per_subject`.
    pub column: &'static str,
    /// The cell as written.
    pub text: Cow<'c, str>,
    /// The number it was read as; `None` for words.
    pub quantity: Option<Quantity>,
    /// The day it was read as, where it is a date that counts.
    pub date: Option<DateReading>,
}

/// One header and what it was taken for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeaderReading<'c> {
    /// The file as the analyst named it.
    pub file: &'c str,
    /// Where the header stands.
    pub place: Place,
    /// The table it makes: `tiers`.
    pub table: &'static str,
    /// The header as written.
    pub text: Cow<'c, str>,
    /// The column it was taken for: `officers_per_subject`.
    pub column: &'static str,
}

impl Cells {
    /// Every header that is read, in file order.
    pub fn headers(&self) -> impl Iterator<Item = HeaderReading<'_>> {
        self.tables.iter().flat_map(|table| {
            let width = table.grid.records.width(table.header);
            (0..width).filter_map(move |index| {
                let column = meaning(table, index)?;
                Some(HeaderReading {
                    file: &table.grid.name,
                    place: table.place(table.header, column),
                    table: table.kind.name(),
                    text: table.grid.records.value(table.header, index),
                    column: column.key(),
                })
            })
        })
    }

    /// Every cell that is not blank, row by row, without the provenance columns.
    pub fn cells<'c>(&'c self, study: &'c Study) -> impl Iterator<Item = CellReading<'c>> {
        self.tables.iter().flat_map(move |table| {
            let columns = columns_in_order(table);
            table.rows().flat_map(move |row| {
                columns.clone().into_iter().filter_map(move |column| cell(table, row, column, study))
            })
        })
    }
}

fn columns_in_order(table: &Table) -> Vec<Column> {
    let width = table.grid.records.width(table.header);
    (0..width)
        .filter_map(|index| meaning(table, index))
        .filter(|column| !PROVENANCE.contains(column))
        .collect()
}

fn cell<'c>(table: &'c Table, row: usize, column: Column, study: &Study) -> Option<CellReading<'c>> {
    let text = table.text(row, column);
    if text.is_empty() {
        return None;
    }
    let place = table.place(row, column);
    let quantity = match column.kind() {
        Some(kind) => table.read(&text, kind).ok(),
        None if column == Column::Value => value_of_change(study, place),
        None => None,
    };
    Some(CellReading {
        file: &table.grid.name,
        place,
        table: table.kind.name(),
        column: column.key(),
        date: DateReading::of(table.kind, column, &text),
        text,
        quantity,
    })
}

/// The value of a change or of a point of a series is read in the kind of its input: the study knows it.
fn value_of_change(study: &Study, place: Place) -> Option<Quantity> {
    let changes = study.scenarios.iter().flat_map(|scenario| &scenario.changes);
    let points = study.series.iter().map(|point| &point.value);
    changes
        .map(|change| &change.value)
        .chain(points)
        .find(|value| value.place == Some(place))
        .map(|value| value.quantity.clone())
}
