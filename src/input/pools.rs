//! Knows the table `pools`: officers of services.

use super::columns::Column;
use super::diagnostic::{Problems, Words};
use super::names::{check_name, is_total};
use super::rows::Named;
use super::table::{Neighbours, Table};
use super::tables::TableKind;
use super::tiers::Tiers;
use crate::study::Pool;
use std::rc::Rc;

/// The pools of all files, found by name.
pub(super) type Pools = Named<Pool>;

/// Reads the pools of all tables.
pub(super) fn pools(tables: &[Table], problems: &mut Problems) -> Pools {
    Named::read(tables, (TableKind::Pools, Column::Pool), |pool| &pool.name, problems, pool)
}

fn pool(
    table: &Table,
    row: usize,
    name: Rc<str>,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Pool {
    if is_total(&name) {
        report_total(table, row, problems);
    } else {
        check_name(table, row, Column::Pool, &name, problems);
    }
    Pool {
        name,
        scenario: None,
        officers: table.needed_entry(row, Column::Officers, neighbours, problems),
        deployable: table.entry(row, Column::Deployable, neighbours, problems),
        vacancy: table.entry(row, Column::Vacancy, neighbours, problems),
        attrition_per_year: table.entry(row, Column::AttritionPerYear, neighbours, problems),
        replacement_months: table.entry(row, Column::ReplacementMonths, neighbours, problems),
        counts: table.words(row, Column::Counts),
        scope: table.words(row, Column::Scope),
        provenance: table.provenance(row, neighbours),
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
