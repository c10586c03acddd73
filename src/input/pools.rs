//! Knows the table `pools`: officers of services.

use super::columns::Column;
use super::diagnostic::{Problems, Words};
use super::names::{NameIndex, check_name, is_total, report_row_twice};
use super::table::{Neighbours, Table};
use super::tables::TableKind;
use super::tiers::Tiers;
use crate::study::Pool;

/// The pools of all files.
#[derive(Debug, Default)]
pub(super) struct Pools {
    pub list: Vec<Pool>,
    rows: Vec<(usize, usize)>,
    index: NameIndex,
}

impl Pools {
    /// Reads the pools of all tables.
    pub fn read(tables: &[Table], problems: &mut Problems) -> Self {
        let mut pools = Self::default();
        for (number, table) in tables.iter().enumerate().filter(|(_, table)| table.kind == TableKind::Pools) {
            let mut neighbours = Neighbours::default();
            for row in table.rows() {
                pools.read_row(tables, (number, row), &mut neighbours, problems);
            }
        }
        pools
    }

    fn read_row(
        &mut self,
        tables: &[Table],
        (number, row): (usize, usize),
        neighbours: &mut Neighbours,
        problems: &mut Problems,
    ) {
        let table = &tables[number];
        let Some(name) = table.words(row, Column::Pool) else {
            return table.report_blank(row, Column::Pool, problems);
        };
        if is_total(&name) {
            report_total(table, row, problems);
        } else {
            check_name(table, row, Column::Pool, &name, problems);
        }
        self.rows.push((number, row));
        self.list.push(Pool {
            name: name.clone(),
            scenario: None,
            officers: table.needed_entry(row, Column::Officers, neighbours, problems),
            deployable: table.entry(row, Column::Deployable, neighbours, problems),
            vacancy: table.entry(row, Column::Vacancy, neighbours, problems),
            attrition_per_year: table.entry(row, Column::AttritionPerYear, neighbours, problems),
            replacement_months: table.entry(row, Column::ReplacementMonths, neighbours, problems),
            counts: table.words(row, Column::Counts),
            scope: table.words(row, Column::Scope),
            provenance: table.provenance(row, neighbours),
        });
        let list = &self.list;
        if let Some(other) = self.index.add(("", &name), list.len() - 1, |row| ("", &list[row].name)) {
            report_row_twice(tables, (number, row), (Column::Pool, &name), self.rows[other], problems);
        }
    }
}

fn report_total(table: &Table, row: usize, problems: &mut Problems) {
    table.report(problems, row, Column::Pool, "total-row", || {
        let message = format!("the row `{}` is listed as a pool", table.text(row, Column::Pool));
        Words::new(
            message,
            "its officers would be counted twice: remove the row, stakeout adds the pools up itself",
        )
    });
}

/// Officers on the tiers' rows and a pools table cannot both hold.
pub(super) fn report_officers_twice(tiers: &Tiers, pools: &Pools, tables: &[Table], problems: &mut Problems) {
    if pools.list.is_empty() || tiers.pools.is_empty() {
        return;
    }
    let pools_file = pools.rows.first().map_or("", |(number, _)| &tables[*number].grid.name);
    let (table, row) = tiers.pool_row(tables, 0);
    table.report(problems, row, Column::Officers, "officers-twice", || {
        let message = format!("officers are given here and in the pools table {pools_file}");
        Words::new(
            message,
            "they would be counted twice: keep one of the two; scenarios change a pool by a scenarios table",
        )
        .cell("")
    });
}
