//! Knows the table `channels`: ways in which a warning may come.

use super::columns::Column;
use super::diagnostic::Problems;
use super::names::{NameIndex, check_name, report_row_twice};
use super::table::{Neighbours, Table};
use super::tables::TableKind;
use crate::study::Channel;

/// The channels of all files, found by name.
#[derive(Debug, Default)]
pub(super) struct Channels {
    pub list: Vec<Channel>,
    rows: Vec<(usize, usize)>,
    index: NameIndex,
}

impl Channels {
    /// Reads the channels of all tables.
    pub fn read(tables: &[Table], problems: &mut Problems) -> Self {
        let mut channels = Self::default();
        let own = |(_, table): &(usize, &Table)| table.kind == TableKind::Channels;
        for (number, table) in tables.iter().enumerate().filter(own) {
            let mut neighbours = Neighbours::default();
            for row in table.rows() {
                channels.read_row(tables, (number, row), &mut neighbours, problems);
            }
        }
        channels
    }

    fn read_row(
        &mut self,
        tables: &[Table],
        (number, row): (usize, usize),
        neighbours: &mut Neighbours,
        problems: &mut Problems,
    ) {
        let table = &tables[number];
        let Some(name) = table.words(row, Column::Channel) else {
            return table.report_blank(row, Column::Channel, problems);
        };
        check_name(table, row, Column::Channel, &name, problems);
        let mut entry = |column| table.entry(row, column, neighbours, problems);
        let [sent, received, matched, acted_on, alike] =
            [Column::Sent, Column::Received, Column::Matched, Column::ActedOn, Column::Alike].map(&mut entry);
        let provenance = table.provenance(row, neighbours);
        self.rows.push((number, row));
        self.list.push(Channel { name: name.clone(), sent, received, matched, acted_on, alike, provenance });
        let list = &self.list;
        if let Some(other) = self.index.add(("", &name), list.len() - 1, |row| ("", &list[row].name)) {
            report_row_twice(tables, (number, row), (Column::Channel, &name), self.rows[other], problems);
        }
    }
}
