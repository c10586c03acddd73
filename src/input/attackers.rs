//! Knows the table `attackers`, and whether the shares of attackers on the tiers can be.

use super::columns::Column;
use super::diagnostic::{Problems, Words, shown};
use super::table::{Neighbours, Table, unreadable};
use super::tables::TableKind;
use super::tiers::Tiers;
use crate::study::{Attackers, Entry, MOST_ATTACKERS, Tier};
use crate::unit::{NumberStyle, Unit};
use std::collections::HashMap;

/// How many will attack: one row in all files.
pub(super) fn read(tables: &[Table], tiers: &Tiers, problems: &mut Problems) -> Option<Attackers> {
    let own = tables.iter().filter(|table| table.kind == TableKind::Attackers);
    let rows: Vec<(&Table, usize)> =
        own.flat_map(|table| table.rows().map(move |row| (table, row))).collect();
    let ((table, row), others) = rows.split_first()?;
    for (table, row) in others {
        table.report(problems, *row, Column::Attackers, "attackers-twice", || {
            let message = "how many will attack is given a second time";
            Words::new(
                message,
                "a study has one row of it: remove the other, and try other numbers with a scenarios table",
            )
        });
    }
    let mut neighbours = Neighbours::default();
    let attackers = table.entry(*row, Column::Attackers, &mut neighbours, problems).unwrap_or_else(|| {
        table.report(problems, *row, Column::Attackers, "blank-cell", || {
            Words::new(
                "the cell under `attackers` is blank",
                "a formula is built for it: write one whole number, 1 or more",
            )
        });
        unreadable()
    });
    check_whole(table, *row, &attackers, problems);
    let not_listed = table.entry(*row, Column::NotListed, &mut neighbours, problems);
    let is_ranked = tiers.list.iter().any(|tier| share(tier).is_some());
    match (not_listed.is_some(), is_ranked) {
        (true, true) => report_not_listed(table, *row, problems),
        (false, false) => check_listed(table, *row, &attackers, tiers, problems),
        _ => {}
    }
    Some(Attackers { attackers, not_listed, provenance: table.provenance(*row, &mut neighbours) })
}

fn share(tier: &Tier) -> Option<&Entry> {
    tier.details().attackers_share.as_deref()
}

/// The formula is built for so many attackers.
fn check_whole(table: &Table, row: usize, attackers: &Entry, problems: &mut Problems) {
    let count = attackers.quantity.base();
    let is_whole = count.fract() == 0.0 && (1.0..=MOST_ATTACKERS).contains(&count);
    if count.is_nan() || (attackers.quantity.is_exact() && is_whole) {
        return;
    }
    table.report(problems, row, Column::Attackers, "attackers-whole", || {
        let text = table.text(row, Column::Attackers);
        let most = Unit::number().show(MOST_ATTACKERS, NumberStyle::default());
        let message = format!("`{}` is no whole number of attackers from 1 to {most}", shown(&text));
        Words::new(
            message,
            "a formula is built for it: write one number, and compare others with a scenarios table",
        )
    });
}

/// No more attackers than people, where all of them are taken to be listed.
fn check_listed(table: &Table, row: usize, attackers: &Entry, tiers: &Tiers, problems: &mut Problems) {
    let outer = |tier: &&Tier| tier.details().scenario.is_none() && tier.details().part_of.is_none();
    let listed: f64 = tiers.list.iter().filter(outer).map(|tier| tier.subjects.quantity.base()).sum();
    if attackers.quantity.base() > listed {
        table.report(problems, row, Column::Attackers, "attackers-over-listed", || {
            let listed = Unit::subjects().show(listed, NumberStyle::default());
            let message = format!("there are more attackers than the {listed} people on the lists");
            Words::new(
                message,
                "attackers are taken to be listed unless `not_listed` gives the share that is not",
            )
        });
    }
}

fn report_not_listed(table: &Table, row: usize, problems: &mut Problems) {
    table.report(problems, row, Column::NotListed, "not-listed-twice", || {
        let message = "`not_listed` is given here, and the tiers have `attackers_share`";
        Words::new(
            message,
            "the shares say it already: what they do not add up to is on no list; leave it blank",
        )
        .cell("")
    });
}

/// The shares of attackers on the tiers: all of them or none, and of each scenario no more than all attackers.
pub(super) fn check_shares(tiers: &Tiers, tables: &[Table], problems: &mut Problems) {
    if tiers.list.iter().all(|tier| share(tier).is_none()) {
        return;
    }
    // For each scenario the sum, and the last tier that adds to it.
    let mut sums: HashMap<Option<&str>, (f64, usize)> = HashMap::new();
    for (place, tier) in tiers.list.iter().enumerate() {
        match share(tier) {
            None => report_blank(tiers, place, tables, problems),
            Some(entry) => {
                let sum = sums.entry(tier.details().scenario.as_deref()).or_default();
                *sum = (sum.0 + entry.quantity.base(), place);
            }
        }
    }
    let mut over: Vec<(f64, usize)> = sums.into_values().filter(|(sum, _)| *sum > 1.0 + 1e-12).collect();
    over.sort_by_key(|(_, place)| *place);
    for (sum, place) in over {
        report_over_all(tiers, place, sum, tables, problems);
    }
}

fn report_blank(tiers: &Tiers, place: usize, tables: &[Table], problems: &mut Problems) {
    let (table, row) = tiers.row(tables, place);
    let column = if table.has(Column::AttackersShare) { Column::AttackersShare } else { Column::Subjects };
    table.report(problems, row, column, "attackers-share-blank", || {
        let name = shown(&tiers.list[place].name);
        let message =
            format!("the tier `{name}` does not say what share of those who will attack stands on it");
        let words = Words::new(
            message,
            "other tiers do, and unknown is not 0: write `attackers_share`, 0% where none does",
        );
        if column == Column::AttackersShare { words.cell("0%") } else { words }
    });
}

fn report_over_all(tiers: &Tiers, place: usize, sum: f64, tables: &[Table], problems: &mut Problems) {
    let (table, row) = tiers.row(tables, place);
    table.report(problems, row, Column::AttackersShare, "attackers-over-all", || {
        let shown = Unit::share().show(sum, NumberStyle::default());
        let message = format!("the shares of those who will attack add up to {shown}");
        let why = "each counts those whose innermost list is this tier, once: they add up to 100% at most, and the rest is on no list";
        Words::new(message, why)
    });
}
