//! Knows what a tier's row says for allocation: its rank, its least share, what it is worth, and the ways of
//! watching after its own.

use super::columns::Column;
use super::diagnostic::{Problems, Words, shown};
use super::names::report_unknown;
use super::regimes::Regimes;
use super::table::{Neighbours, Table};
use crate::study::{Allotment, Entry};

/// Stands between the names of regimes in one cell.
const THEN: char = '>';

/// The rank of a tier; one that could be several is refused, because an order has no range.
pub(super) fn priority(
    table: &Table,
    row: usize,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Option<Entry> {
    let entry = table.entry(row, Column::Priority, neighbours, problems)?;
    check_rank(&entry, table, (row, Column::Priority), problems);
    Some(entry)
}

/// Refuses a rank that is a range.
pub(super) fn check_rank(
    entry: &Entry,
    table: &Table,
    (row, column): (usize, Column),
    problems: &mut Problems,
) {
    if entry.quantity.is_exact() {
        return;
    }
    table.report(problems, row, column, "priority-range", || {
        let message = format!("the rank `{}` is a range", shown(&table.text(row, column)));
        Words::new(
            message,
            "tiers are watched in one order: write one number, 1 for the tier that comes first",
        )
    });
}

/// Other signs that people put between names.
const NOT_THEN: [char; 5] = [';', ',', '/', '|', '+'];

fn report_separator(table: &Table, row: usize, text: &str, problems: &mut Problems) {
    table.report(problems, row, Column::FallbackRegimes, "fallback-separator", || {
        let message = format!("there is no regime `{}`", shown(text));
        let names: Vec<&str> =
            text.split(NOT_THEN).flat_map(|part| part.split(THEN)).map(str::trim).collect();
        Words::new(message, "names of regimes stand best first with ` > ` between them")
            .cell(names.join(" > "))
    });
}

/// What a row says beyond its rank, or `None` where it says nothing.
pub(super) fn allotment(
    table: &Table,
    row: usize,
    regimes: &Regimes,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Option<Allotment> {
    let kind = Column::Value.input_kind()?;
    let allotment = Allotment {
        value: table.entry_of_kind(row, Column::Value, kind, neighbours, problems),
        minimum_share: table.entry(row, Column::MinimumShare, neighbours, problems),
        fallbacks: fallbacks(table, row, regimes, problems),
    };
    (allotment != Allotment::default()).then_some(allotment)
}

/// The regimes of a cell such as `weekly visit > phone check`, best first.
fn fallbacks(table: &Table, row: usize, regimes: &Regimes, problems: &mut Problems) -> Vec<usize> {
    let text = table.text(row, Column::FallbackRegimes);
    let own = table.text(row, Column::Regime);
    let mut known: Vec<usize> = Vec::new();
    if text.is_empty() {
        return known;
    }
    for name in text.split(THEN).map(str::trim) {
        match regimes.find(name) {
            Some(place) if known.contains(&place) || *name == *own => {
                report_twice(table, row, name, problems);
            }
            Some(place) => known.push(place),
            None if name.is_empty() => report_gap(table, row, &text, problems),
            None if name.split(NOT_THEN).any(|part| regimes.find(part.trim()).is_some()) => {
                report_separator(table, row, &text, problems);
            }
            None if regimes.list.is_empty() => report_no_regimes(table, row, name, problems),
            None => report_unknown(table, row, Column::FallbackRegimes, "unknown-regime", problems, || {
                let near = regimes.nearest(name).map(|near| text.replace(name, near));
                (format!("there is no regime `{}`", shown(name)), near)
            }),
        }
    }
    known
}

fn report_twice(table: &Table, row: usize, name: &str, problems: &mut Problems) {
    table.report(problems, row, Column::FallbackRegimes, "fallback-twice", || {
        let message = format!("the regime `{}` comes twice for this tier", shown(name));
        let why = "`regime` is the first way of watching it, `fallback_regimes` the others, best first: name each once";
        Words::new(message, why)
    });
}

fn report_gap(table: &Table, row: usize, text: &str, problems: &mut Problems) {
    table.report(problems, row, Column::FallbackRegimes, "fallback-gap", || {
        let names: Vec<&str> = text.split(THEN).map(str::trim).filter(|name| !name.is_empty()).collect();
        let words = Words::new(
            "a regime is missing beside a `>`",
            "names of regimes stand best first with ` > ` between them",
        );
        words.cell(names.join(" > "))
    });
}

fn report_no_regimes(table: &Table, row: usize, name: &str, problems: &mut Problems) {
    table.report(problems, row, Column::FallbackRegimes, "no-regimes", || {
        let message = format!("the regime `{}` is not defined: the study has no regimes table", shown(name));
        let why = "put a second CSV file into the folder that says what it takes";
        Words::new(message, why).line(format!("regime,officers_per_subject\n{},0.5", shown(name)))
    });
}
