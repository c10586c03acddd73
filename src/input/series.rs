//! Knows the table `series`: values that inputs have at dates, and which rows cannot have been meant.

use super::columns::Column;
use super::dates::needed_period;
use super::diagnostic::{Problems, Words, nearest, shown};
use super::inputs::Inputs;
use super::names::{check_name, line_of};
use super::rows::walk;
use super::table::{Neighbours, Table, unreadable};
use super::tables::TableKind;
use super::tiers::is_base;
use crate::quantity::{CellKind, Moment};
use crate::study::{Between, Entry, Scenario, SeriesPoint};
use std::collections::HashMap;
use std::rc::Rc;

/// The points of the series of all files.
pub(super) struct Points<'s> {
    inputs: &'s Inputs<'s>,
    scenarios: &'s mut Vec<Scenario>,
    /// Where each point stands: file and line.
    seen: HashMap<Which, (String, u32)>,
}

/// Inputs that say how staff change from date to date: one value holds for all of them.
const HOLDS_FOR_ALL_DATES: [Column; 7] = [
    Column::AttritionPerYear,
    Column::ReplacementMonths,
    Column::Announced,
    Column::Filled,
    Column::TrainingMonths,
    Column::TrainerShare,
    Column::Assigned,
];

fn report_not_followed(table: &Table, row: usize, column: Column, problems: &mut Problems) {
    table.report(problems, row, Column::Input, "series-of-change", || {
        Words::new(
            format!("`{}` cannot follow a series", column.key()),
            "one value holds for all dates: give later posts a row of hires of their own, and another rate a scenario",
        )
    });
}

/// What a point is of: scenario, column, row and day.
type Which = (Option<Rc<str>>, &'static str, String, i64);

impl<'s> Points<'s> {
    /// Reads the points of all tables. A scenario that nothing else names is added to the scenarios.
    pub fn read(
        tables: &[Table],
        inputs: &'s Inputs<'s>,
        scenarios: &'s mut Vec<Scenario>,
        problems: &mut Problems,
        notices: &mut Vec<String>,
    ) -> Vec<SeriesPoint> {
        let mut points = Self { inputs, scenarios, seen: HashMap::new() };
        let mut list = Vec::new();
        walk(tables, TableKind::Series, |(number, row), neighbours| {
            list.extend(points.point(&tables[number], row, neighbours, problems, notices));
        });
        list
    }

    fn point(
        &mut self,
        table: &Table,
        row: usize,
        neighbours: &mut Neighbours,
        problems: &mut Problems,
        notices: &mut Vec<String>,
    ) -> Option<SeriesPoint> {
        let scenario = self.scenario(table, row, problems, notices);
        let date = needed_period(table, row, Column::Date, problems).map(|(_, end)| end);
        let column = self.inputs.named_in(table, row, Column::Input, problems);
        let between = between(table, row, problems);
        if let Some(column) = column.filter(|column| HOLDS_FOR_ALL_DATES.contains(column)) {
            report_not_followed(table, row, column, problems);
            return None;
        }
        let value = column.map(|column| value(table, row, column, neighbours, problems));
        let (date, column, value) = (date?, column?, value?);
        self.check_once(table, row, (scenario.as_ref(), column, date), problems);
        Some(SeriesPoint {
            scenario,
            date,
            input: table.text(row, Column::Input).into_owned(),
            value,
            between,
            provenance: table.provenance(row, neighbours),
        })
    }

    /// The scenario of a row; `None` for the base.
    fn scenario(
        &mut self,
        table: &Table,
        row: usize,
        problems: &mut Problems,
        notices: &mut Vec<String>,
    ) -> Option<Rc<str>> {
        let name = table.text(row, Column::Scenario);
        if is_base(&name) || self.inputs.tiers.acting_base.as_deref() == Some(&*name) {
            return None;
        }
        if let Some(known) = self.scenarios.iter().find(|scenario| *scenario.name == *name) {
            return Some(Rc::clone(&known.name));
        }
        check_name(table, row, Column::Scenario, &name, problems);
        notices.extend(self.near_notice(table, &name));
        let name: Rc<str> = Rc::from(&*name);
        self.scenarios.push(Scenario { name: Rc::clone(&name), changes: Vec::new() });
        Some(name)
    }

    /// A scenario of its own that differs from another by a letter may be a slip.
    fn near_notice(&self, table: &Table, name: &str) -> Option<String> {
        let near = nearest(name, self.scenarios.iter().map(|scenario| &*scenario.name))?;
        let (file, name, near) = (&table.grid.name, shown(name), shown(near));
        Some(format!("{file}: the scenario \"{name}\" is taken for one of its own, not for \"{near}\""))
    }

    fn check_once(
        &mut self,
        table: &Table,
        row: usize,
        (scenario, column, date): (Option<&Rc<str>>, Column, Moment),
        problems: &mut Problems,
    ) {
        let input = table.text(row, Column::Input);
        let of_row = self.inputs.row_of(&input, column).to_owned();
        let here = (table.grid.name.clone(), table.grid.records.line(row));
        let key = (scenario.cloned(), column.key(), of_row, date.day());
        if let Some((file, line)) = self.seen.insert(key, here) {
            table.report(problems, row, Column::Date, "row-twice", || {
                let place = line_of((&file, line), table);
                let message =
                    format!("`{}` has a value at the end of {date} already, on {place}", shown(&input));
                Words::new(
                    message,
                    "only one of the two could be used: remove one of the rows, or put its date right",
                )
            });
        }
    }
}

/// The value at the date, in the kind of the input.
fn value(
    table: &Table,
    row: usize,
    input: Column,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Entry {
    if table.text(row, Column::Value).is_empty() {
        table.report_blank(row, Column::Value, problems);
        return unreadable();
    }
    let kind = input.kind().unwrap_or(CellKind::Number);
    let entry =
        table.entry_of_kind(row, Column::Value, kind, neighbours, problems).unwrap_or_else(unreadable);
    let (low, high) = entry.quantity.ends().unwrap_or((entry.quantity.base(), entry.quantity.base()));
    if kind == CellKind::Count && low >= 0.0 && high < 1.0 && high > 0.0 {
        report_part_of_count(table, row, input, problems);
    }
    entry
}

fn report_part_of_count(table: &Table, row: usize, input: Column, problems: &mut Problems) {
    table.report(problems, row, Column::Value, "percentage-of-count", || {
        let text = table.text(row, Column::Value);
        let message = format!("`{}` of one is not a number of `{}`", shown(&text), input.key());
        let why = "Excel turns a typed +10% into 0.1: a series says how many there are at the date, not by how much they change";
        Words::new(message, why)
    });
}

fn between(table: &Table, row: usize, problems: &mut Problems) -> Between {
    let text = table.text(row, Column::Between);
    match text.to_lowercase().as_str() {
        "" | "step" => Between::Step,
        "linear" => Between::Linear,
        other => {
            table.report(problems, row, Column::Between, "unknown-between", || {
                let message = format!("there is no way `{}` from one date to the next", shown(&text));
                let why = "`step` keeps the value before until the date, `linear` goes in a straight line";
                Words::new(message, why).cell_if(way_meant(other))
            });
            Between::Step
        }
    }
}

fn way_meant(text: &str) -> Option<&'static str> {
    let known = [
        ("lineaire", "linear"),
        ("linéaire", "linear"),
        ("line", "linear"),
        ("straight line", "linear"),
        ("palier", "step"),
        ("paliers", "step"),
        ("escalier", "step"),
        ("constant", "step"),
        ("stepwise", "step"),
    ];
    let known = known.iter().find(|(word, _)| *word == text).map(|(_, way)| *way);
    known.or_else(|| {
        nearest(text, ["step", "linear"]).map(|way| if way == "step" { "step" } else { "linear" })
    })
}
