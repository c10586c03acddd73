//! Knows the inputs that cells of scenarios, series and correlations name, and tells of names that are none.

use super::channels::Channels;
use super::columns::{Column, any_column, column_of_key};
use super::diagnostic::{Problems, Words};
use super::hires::Intakes;
use super::pools::Pools;
use super::regimes::Regimes;
use super::table::Table;
use super::tiers::Tiers;
use crate::study::{Attackers, Availability, Base, BaseInputs, NameError};

/// The inputs of the base that is being read.
pub(super) struct Inputs<'s> {
    pub tiers: &'s Tiers,
    base: BaseInputs<'s>,
}

impl<'s> Inputs<'s> {
    pub fn new(
        tiers: &'s Tiers,
        regimes: &'s Regimes,
        (pools, hires): (&'s Pools, &'s Intakes),
        availability: Option<&'s Availability>,
        (attackers, channels): (Option<&'s Attackers>, &'s Channels),
    ) -> Self {
        let base = BaseInputs::new(Base {
            tiers: &tiers.list,
            regimes: &regimes.list,
            pools: pools.list.iter().chain(&tiers.pools).collect(),
            hires: &hires.list,
            availability,
            attackers,
            channels: &channels.list,
            other_names: |word| any_column(word).map(Column::key),
        });
        Self { tiers, base }
    }

    /// The column of the input that a cell names; a blank cell and a name of none are reported.
    pub fn named_in(
        &self,
        table: &Table,
        row: usize,
        column: Column,
        problems: &mut Problems,
    ) -> Option<Column> {
        let text = table.text(row, column);
        if text.is_empty() {
            table.report_blank(row, column, problems);
            return None;
        }
        let report = |error: NameError| {
            table.report(problems, row, column, "unknown-input", || {
                Words::new(error.message(), error.why()).cell_if(error.near())
            });
        };
        self.base.resolve(&text).map_err(report).ok().and_then(column_of_key)
    }

    /// The row that an input is in: the one named, else the only one with the column.
    pub fn row_of<'t>(&self, text: &'t str, column: Column) -> &'t str
    where
        's: 't,
    {
        self.base.row_of(text, column.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::study::COLUMNS;

    #[test]
    fn every_input_has_a_column_that_says_how_a_change_to_it_is_read() {
        for column in COLUMNS {
            let known = column_of_key(column.key).and_then(Column::input_kind);
            assert_eq!(known, Some(column.kind), "{}", column.key);
        }
    }
}
