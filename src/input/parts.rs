//! Knows how tiers lie within each other: `part_of`, loops, parts that exceed their whole, and total rows.

use super::columns::Column;
use super::diagnostic::{Problems, Words, nearest, shown};
use super::names::report_unknown;
use super::table::Table;
use super::tables::TableKind;
use super::tiers::Tiers;

/// Fills in `part_of` and reports what cannot be.
pub(super) fn resolve(tiers: &mut Tiers, tables: &[Table], problems: &mut Problems) {
    report_totals(tiers, tables, problems);
    let nested = |table: &Table| table.kind == TableKind::Tiers && table.has(Column::PartOf);
    if !tables.iter().any(nested) {
        return;
    }
    for tier in 0..tiers.list.len() {
        if let Some(whole) = whole_of(tiers, tier, tables, problems) {
            tiers.list[tier].details_mut().part_of = Some(whole);
        }
    }
    report_loops(tiers, tables, problems);
    report_too_large(tiers, tables, problems);
}

fn whole_of(tiers: &Tiers, tier: usize, tables: &[Table], problems: &mut Problems) -> Option<usize> {
    let (table, row) = tiers.row(tables, tier);
    let name = table.text(row, Column::PartOf);
    if name.is_empty() {
        return None;
    }
    let scenario = tiers.list[tier].details().scenario.as_deref();
    let whole = tiers.find(scenario, &name);
    if whole.is_none() {
        report_unknown(table, row, Column::PartOf, "unknown-part-of", problems, || {
            let others =
                tiers.list.iter().enumerate().filter(|(other, _)| *other != tier).map(|(_, other)| other);
            let names = others
                .filter(|other| other.details().scenario.as_deref() == scenario)
                .map(|other| &*other.name);
            let near = nearest(&name, names).map(str::to_owned);
            (format!("there is no tier `{}` to be a part of", shown(&name)), near)
        });
    }
    whole
}

/// Takes one `part_of` out of every loop, and reports it.
fn report_loops(tiers: &mut Tiers, tables: &[Table], problems: &mut Problems) {
    // The walk that first met a tier; 0 for none.
    let mut met = vec![0; tiers.list.len()];
    for start in 0..tiers.list.len() {
        let mut at = start;
        while met[at] == 0 {
            met[at] = start + 1;
            let Some(whole) = tiers.list[at].details().part_of else { break };
            if met[whole] == start + 1 {
                report_loop(tiers, at, whole, tables, problems);
                tiers.list[at].details_mut().part_of = None;
                break;
            }
            at = whole;
        }
    }
}

fn report_loop(tiers: &Tiers, last: usize, first: usize, tables: &[Table], problems: &mut Problems) {
    let (table, row) = tiers.row(tables, last);
    table.report(problems, row, Column::PartOf, "part-of-loop", || {
        let name = shown(&tiers.list[last].name);
        let message = if last == first {
            format!("the tier `{name}` is a part of itself")
        } else {
            format!(
                "the tier `{name}` is a part of `{}`, which is a part of `{name}`",
                shown(&tiers.list[first].name)
            )
        };
        Words::new(
            message,
            "`part_of` names the larger tier that this one is already counted in: the largest has none",
        )
        .cell("")
    });
}

/// Parts whose sum is more than their whole, each at its base value.
fn report_too_large(tiers: &Tiers, tables: &[Table], problems: &mut Problems) {
    let mut parts = vec![0.0; tiers.list.len()];
    let mut last_part = vec![0; tiers.list.len()];
    for (tier, part) in tiers.list.iter().enumerate() {
        if let Some(whole) = part.details().part_of {
            parts[whole] += part.subjects.quantity.base();
            last_part[whole] = tier;
        }
    }
    for (whole, sum) in parts.into_iter().enumerate().filter(|(_, sum)| *sum > 0.0) {
        // A sum of decimals may differ from the whole in the last digit.
        if sum > tiers.list[whole].subjects.quantity.base() * (1.0 + 1e-12) {
            report_parts(tiers, whole, last_part[whole], tables, problems);
        }
    }
}

fn report_parts(tiers: &Tiers, whole: usize, part: usize, tables: &[Table], problems: &mut Problems) {
    let (table, row) = tiers.row(tables, part);
    table.report(problems, row, Column::Subjects, "parts-exceed-whole", || {
        let (whole_table, whole_row) = tiers.row(tables, whole);
        let name = shown(&tiers.list[whole].name);
        let subjects = whole_table.text(whole_row, Column::Subjects);
        let message = format!("the parts of `{name}` are more than its {} subjects", shown(&subjects));
        let why = format!(
            "everybody in a part is counted in `{name}` (line {}) too: correct the numbers, or clear `part_of` where a tier is only partly inside",
            whole_table.grid.records.line(whole_row)
        );
        Words::new(message, why)
    });
}

/// Rows that add up the others: everybody in them would be counted twice.
fn report_totals(tiers: &Tiers, tables: &[Table], problems: &mut Problems) {
    for &place in &tiers.totals {
        let tier = &tiers.list[place];
        let (table, row) = tiers.row(tables, place);
        table.report(problems, row, Column::Tier, "total-row", || {
            let others = tiers.list.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, other)| other);
            let same_scenario = others.filter(|other| other.details().scenario == tier.details().scenario);
            let sum: f64 = same_scenario.map(|other| other.subjects.quantity.base()).sum();
            let is_sum = if sum == tier.subjects.quantity.base() { ", the sum of the others," } else { "" };
            let message = format!("the row `{}`{is_sum} is listed as a tier", shown(&tier.name));
            Words::new(message, "everybody would be counted twice: remove the row, stakeout adds the tiers up itself; a larger list that holds the others is given the name of what it counts, and named by them in `part_of`")
        });
    }
}
