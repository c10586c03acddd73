//! Knows the table `channels`: ways in which a warning may come.

use super::columns::Column;
use super::diagnostic::Problems;
use super::names::check_name;
use super::rows::Named;
use super::table::{Neighbours, Table};
use super::tables::TableKind;
use crate::study::Channel;
use std::rc::Rc;

/// The channels of all files, found by name.
pub(super) type Channels = Named<Channel>;

/// Reads the channels of all tables.
pub(super) fn channels(tables: &[Table], problems: &mut Problems) -> Channels {
    Named::read(tables, (TableKind::Channels, Column::Channel), |channel| &channel.name, problems, channel)
}

fn channel(
    table: &Table,
    row: usize,
    name: Rc<str>,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Channel {
    check_name(table, row, Column::Channel, &name, problems);
    let mut entry = |column| table.entry(row, column, neighbours, problems);
    let [sent, received, matched, acted_on, alike] =
        [Column::Sent, Column::Received, Column::Matched, Column::ActedOn, Column::Alike].map(&mut entry);
    let provenance = table.provenance(row, neighbours);
    Channel { name, sent, received, matched, acted_on, alike, provenance }
}
