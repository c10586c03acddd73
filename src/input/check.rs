//! Knows how every cell and header was read: what the verb `check` shows. Made on demand, one cell at a time.

use super::columns::{Column, PROVENANCE, column_of_key};
use super::dates::DateReading;
use super::header::meaning;
use super::table::Table;
use super::tables::TableKind;
use crate::quantity::Quantity;
use crate::study::{Operation, Place, Study};
use std::borrow::Cow;
use std::collections::HashMap;
use std::rc::Rc;

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
    /// The column whose unit the number has: `officers` for a value that `DGSI.officers` is set to.
    pub counts: &'static str,
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
        let values = Rc::new(values(study));
        self.tables.iter().flat_map(move |table| {
            let (columns, values) = (columns_in_order(table), Rc::clone(&values));
            table.rows().flat_map(move |row| {
                let values = Rc::clone(&values);
                columns.clone().into_iter().filter_map(move |column| cell(table, row, column, &values))
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

fn cell<'c>(table: &'c Table, row: usize, column: Column, values: &Values<'_>) -> Option<CellReading<'c>> {
    let text = table.text(row, column);
    if text.is_empty() {
        return None;
    }
    let place = table.place(row, column);
    let value = values.get(&place);
    let quantity = match column.kind() {
        Some(kind) => table.read(&text, kind).ok(),
        None if column == Column::Value && table.kind == TableKind::Tiers => {
            column.input_kind().and_then(|kind| table.read(&text, kind).ok())
        }
        None => value.map(|(quantity, _)| (*quantity).clone()),
    };
    Some(CellReading {
        file: &table.grid.name,
        place,
        table: table.kind.name(),
        column: column.key(),
        date: DateReading::of(table.kind, column, &text),
        text,
        quantity,
        counts: value.and_then(|(_, counts)| *counts).unwrap_or(column.key()),
    })
}

/// The values of changes and of series, by their places, with the columns they count in: they are read in the
/// kind of their input, and the study knows it.
type Values<'s> = HashMap<Place, (&'s Quantity, Option<&'static str>)>;

fn values(study: &Study) -> Values<'_> {
    let changes = study.scenarios.iter().flat_map(|scenario| &scenario.changes).map(|change| {
        let column = column_of_input(&change.input).filter(|_| change.operation != Operation::Multiply);
        (&change.value, column)
    });
    let points = study.series.iter().map(|point| (&point.value, column_of_input(&point.input)));
    let placed =
        changes.chain(points).filter_map(|(entry, column)| Some((entry.place?, (&entry.quantity, column))));
    placed.collect()
}

fn column_of_input(input: &str) -> Option<&'static str> {
    column_of_key(input.rsplit('.').next()?.trim()).map(Column::key)
}
