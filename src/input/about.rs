//! Knows the tables of words: `about` and `outcomes`.

use super::columns::Column;
use super::diagnostic::{Problems, Words, nearest, shown};
use super::names::check_name;
use super::rows::{Named, walk};
use super::table::{Neighbours, Table};
use super::tables::TableKind;
use super::tiers::Tiers;
use crate::study::{About, Outcome, Rule};
use crate::unit::Unit;

const KEYS: [&str; 7] = ["title", "subtitle", "headline_tier", "rule", "source", "as_of", "note"];

/// Words about the study, from all files.
pub(super) fn about(tables: &[Table], tiers: &Tiers, problems: &mut Problems) -> About {
    let mut about = About::default();
    for table in tables.iter().filter(|table| table.kind == TableKind::About) {
        for row in table.rows() {
            about_row(&mut about, table, row, tiers, problems);
        }
    }
    about
}

fn about_row(about: &mut About, table: &Table, row: usize, tiers: &Tiers, problems: &mut Problems) {
    let written = table.text(row, Column::Key);
    let value = table.text(row, Column::Value).into_owned();
    let key = written.to_lowercase().replace([' ', '-'], "_");
    if value.is_empty() || key.is_empty() {
        let blank = if key.is_empty() { Column::Key } else { Column::Value };
        return table.report_blank(row, blank, problems);
    }
    let slot = match key.as_str() {
        "title" => &mut about.title,
        "subtitle" => &mut about.subtitle,
        "headline_tier" => {
            check_headline(table, row, &value, tiers, problems);
            &mut about.headline_tier
        }
        "rule" => return about_rule(about, table, row, &value, problems),
        "source" => &mut about.source,
        "as_of" => &mut about.as_of,
        "note" | "notes" => return about.notes.push(value),
        _ => {
            return table.report(problems, row, Column::Key, "unknown-key", || {
                let message = format!("an about table has no key `{}`", shown(&written));
                Words::new(message, format!("the keys are {}", KEYS.join(", "))).cell_if(nearest(&key, KEYS))
            });
        }
    };
    if slot.is_some() {
        return report_key_twice(table, row, problems);
    }
    *slot = Some(value);
}

fn about_rule(about: &mut About, table: &Table, row: usize, value: &str, problems: &mut Problems) {
    match Rule::named(&value.to_lowercase()) {
        Some(_) if about.rule.is_some() => report_key_twice(table, row, problems),
        Some(rule) => about.rule = Some(rule),
        None => table.report(problems, row, Column::Value, "unknown-rule", || {
            let words = Rule::ALL.map(Rule::word);
            let message = format!("there is no rule `{}` for officers", shown(value));
            Words::new(message, format!("the rules are {}", words.join(", "))).cell_if(nearest(value, words))
        }),
    }
}

fn report_key_twice(table: &Table, row: usize, problems: &mut Problems) {
    table.report(problems, row, Column::Key, "row-twice", || {
        let message = format!("`{}` is given a second time", shown(&table.text(row, Column::Key)));
        Words::new(
            message,
            "only one of the two could be used: remove one; `note` may be given any number of times",
        )
    });
}

fn check_headline(table: &Table, row: usize, name: &str, tiers: &Tiers, problems: &mut Problems) {
    if name == "total" || tiers.list.is_empty() || tiers.find(None, name).is_some() {
        return;
    }
    table.report(problems, row, Column::Value, "unknown-tier", || {
        let near = nearest(name, tiers.list.iter().map(|tier| &*tier.name));
        let why = near.map_or_else(
            || "`headline_tier` names a tier of the base, or `total`".to_owned(),
            |near| format!("did you mean `{}`?", shown(near)),
        );
        Words::new(format!("there is no tier `{}`", shown(name)), why).cell_if(near)
    });
}

/// The outcomes of all files; their formulas are read when the sheet is built.
pub(super) fn outcomes(tables: &[Table], problems: &mut Problems) -> Vec<Outcome> {
    let mut outcomes = Named::new(|outcome: &Outcome| &outcome.name);
    walk(tables, TableKind::Outcomes, |place, neighbours| {
        if let Some(outcome) = outcome(&tables[place.0], place.1, neighbours, problems) {
            outcomes.add(outcome, tables, place, Column::Outcome, problems);
        }
    });
    outcomes.list
}

fn outcome(
    table: &Table,
    row: usize,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Option<Outcome> {
    let (name, formula) = (table.text(row, Column::Outcome), table.text(row, Column::Formula));
    for (text, column) in [(&name, Column::Outcome), (&formula, Column::Formula)] {
        if text.is_empty() {
            table.report_blank(row, column, problems);
        }
    }
    check_name(table, row, Column::Outcome, &name, problems);
    let unit = unit(table, row, problems);
    (!name.is_empty() && !formula.is_empty()).then(|| Outcome {
        name: name.into_owned(),
        formula: formula.into_owned(),
        unit,
        place: Some(table.place(row, Column::Formula)),
        provenance: table.provenance(row, neighbours),
    })
}

fn unit(table: &Table, row: usize, problems: &mut Problems) -> Option<Unit> {
    let text = table.text(row, Column::Unit);
    if text.is_empty() {
        return None;
    }
    text.parse()
        .map_err(|error: crate::unit::UnitError| {
            table.report(problems, row, Column::Unit, "unit", || Words::new(shown_error(&error), ""));
        })
        .ok()
}

/// A unit's error holds the analyst's text: one line of it.
fn shown_error(error: &crate::unit::UnitError) -> String {
    error.to_string().chars().map(|c| if c.is_control() { ' ' } else { c }).take(300).collect()
}
