//! Knows how the rows of a table are walked over, and how rows that have names are told apart and found.

use super::columns::Column;
use super::diagnostic::{Problems, nearest};
use super::names::{NameIndex, report_row_twice};
use super::table::{Neighbours, Table};
use super::tables::TableKind;
use std::rc::Rc;

/// Takes every row of the tables of one kind, in file order: the table's number and the row, with what rows near
/// each other share.
pub(super) fn walk(tables: &[Table], kind: TableKind, mut take: impl FnMut((usize, usize), &mut Neighbours)) {
    for (number, table) in tables.iter().enumerate().filter(|(_, table)| table.kind == kind) {
        let mut neighbours = Neighbours::default();
        for row in table.rows() {
            take((number, row), &mut neighbours);
        }
    }
}

/// What the rows of all tables of one kind say, found by name.
#[derive(Debug)]
pub(super) struct Named<T> {
    pub list: Vec<T>,
    /// The table and row of each.
    pub rows: Vec<(usize, usize)>,
    index: NameIndex,
    name_of: fn(&T) -> &str,
}

impl<T> Named<T> {
    /// Reads every row that has a name, in this column; one without is reported, and so is a name given twice.
    pub fn read(
        tables: &[Table],
        (kind, column): (TableKind, Column),
        name_of: fn(&T) -> &str,
        problems: &mut Problems,
        mut read: impl FnMut(&Table, usize, Rc<str>, &mut Neighbours, &mut Problems) -> T,
    ) -> Self {
        let mut named = Self::new(name_of);
        walk(tables, kind, |(number, row), neighbours| {
            let table = &tables[number];
            let Some(name) = table.words(row, column) else {
                return table.report_blank(row, column, problems);
            };
            let value = read(table, row, name, neighbours, problems);
            named.add(value, tables, (number, row), column, problems);
        });
        named
    }

    pub fn new(name_of: fn(&T) -> &str) -> Self {
        Self { list: Vec::new(), rows: Vec::new(), index: NameIndex::default(), name_of }
    }

    /// Adds what a row says; the name, in this column, of an earlier row is reported.
    pub fn add(
        &mut self,
        value: T,
        tables: &[Table],
        place: (usize, usize),
        column: Column,
        problems: &mut Problems,
    ) {
        self.list.push(value);
        self.rows.push(place);
        let (list, name_of, at) = (&self.list, self.name_of, self.list.len() - 1);
        let name = name_of(&list[at]);
        if let Some(earlier) = self.index.add(("", name), at, |row| ("", name_of(&list[row]))) {
            report_row_twice(tables, place, (column, name), self.rows[earlier], problems);
        }
    }

    /// The place in the list of the row with this name.
    pub fn find(&self, name: &str) -> Option<usize> {
        self.index.find(("", name), |row| ("", (self.name_of)(&self.list[row])))
    }

    /// The name most like this one.
    pub fn nearest(&self, name: &str) -> Option<&str> {
        nearest(name, self.list.iter().map(self.name_of))
    }
}
