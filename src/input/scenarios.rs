//! Knows the table `scenarios`: changes to the base, and which of them cannot have been meant.

use super::allotment::check_rank;
use super::columns::Column;
use super::diagnostic::{Problems, Words, nearest, shown};
use super::inputs::Inputs;
use super::names::{NameIndex, check_name};
use super::rows::walk;
use super::table::{Neighbours, Table, unreadable};
use super::tables::TableKind;
use super::tiers::is_base;
use crate::quantity::CellKind;
use crate::study::{Change, Entry, Operation, Scenario};
use std::collections::HashSet;
use std::rc::Rc;

/// The scenarios of all files: those that tiers name first, then those that change the base.
pub(super) struct Scenarios<'s> {
    pub list: Vec<Scenario>,
    index: NameIndex,
    inputs: &'s Inputs<'s>,
    /// Scenario, input and operation of the changes read.
    seen: HashSet<(usize, String, &'static str)>,
}

impl<'s> Scenarios<'s> {
    /// Reads the changes of all tables.
    pub fn read(tables: &[Table], inputs: &'s Inputs<'s>, problems: &mut Problems) -> Vec<Scenario> {
        let mut scenarios =
            Self { list: Vec::new(), index: NameIndex::default(), inputs, seen: HashSet::new() };
        for scenario in &inputs.tiers.scenarios {
            scenarios.place_of(&scenario.name);
        }
        walk(tables, TableKind::Scenarios, |(number, row), neighbours| {
            scenarios.read_row(&tables[number], row, neighbours, problems);
        });
        scenarios.list
    }

    fn place_of(&mut self, name: &str) -> usize {
        let list = &mut self.list;
        if let Some(place) = self.index.find(("", name), |place| ("", &list[place].name)) {
            return place;
        }
        list.push(Scenario { name: Rc::from(name), changes: Vec::new() });
        self.index.add(("", name), list.len() - 1, |place| ("", &list[place].name));
        list.len() - 1
    }

    fn read_row(&mut self, table: &Table, row: usize, neighbours: &mut Neighbours, problems: &mut Problems) {
        let scenario = self.scenario(table, row, problems);
        let column = self.inputs.named_in(table, row, Column::Input, problems);
        let operation = operation(table, row, problems);
        let value = match (column, operation) {
            (Some(column), Some(operation)) => value(table, row, (column, operation), neighbours, problems),
            _ => unreadable(),
        };
        let (Some(scenario), Some(operation)) = (scenario, operation) else { return };
        let input = table.text(row, Column::Input).into_owned();
        if column.is_some() && !self.seen.insert((scenario, input.clone(), word(operation))) {
            report_change_twice(table, row, problems);
        }
        let provenance = table.provenance(row, neighbours);
        self.list[scenario].changes.push(Change { input, operation, value, provenance });
    }

    fn scenario(&mut self, table: &Table, row: usize, problems: &mut Problems) -> Option<usize> {
        let name = table.text(row, Column::Scenario);
        if name.is_empty() {
            table.report_blank(row, Column::Scenario, problems);
            return None;
        }
        if is_base(&name) || self.inputs.tiers.acting_base.as_deref() == Some(&*name) {
            table.report(problems, row, Column::Scenario, "base-changed", || {
                let message =
                    format!("the scenario `{}` is the base itself", shown(&name));
                Words::new(message, "a scenario is what the base is compared with: give it another name, or change the base in its own tables")
            });
            return None;
        }
        check_name(table, row, Column::Scenario, &name, problems);
        Some(self.place_of(&name))
    }
}

fn word(operation: Operation) -> &'static str {
    match operation {
        Operation::Set => "set",
        Operation::Add => "add",
        Operation::Multiply => "multiply",
    }
}

fn operation(table: &Table, row: usize, problems: &mut Problems) -> Option<Operation> {
    let text = table.text(row, Column::Operation);
    match text.to_lowercase().as_str() {
        "" => {
            table.report_blank(row, Column::Operation, problems);
            None
        }
        "set" | "=" | "fixer" | "remplacer" => Some(Operation::Set),
        "add" | "+" | "+=" | "ajouter" => Some(Operation::Add),
        "multiply" | "*" | "*=" | "x" | "×" | "multiplier" => Some(Operation::Multiply),
        other => {
            table.report(problems, row, Column::Operation, "unknown-operation", || {
                unknown_operation(&text, other)
            });
            None
        }
    }
}

fn unknown_operation(text: &str, lower: &str) -> Words {
    let subtracting = ["subtract", "minus", "-", "remove", "less"].contains(&lower);
    let dividing = ["divide", "/", "divided by"].contains(&lower);
    let why = match (subtracting, dividing) {
        (true, _) => "operations are `set`, `add` and `multiply`: to take away, add a negative number",
        (_, true) => "operations are `set`, `add` and `multiply`: to divide by 2, multiply by 0.5",
        _ => "operations are `set`, `add` and `multiply`",
    };
    let words = Words::new(format!("there is no operation `{}`", shown(text)), why);
    let meant = [("times", "multiply"), ("replace", "set"), ("plus", "add")];
    let known = meant.iter().find(|(word, _)| *word == lower).map(|(_, operation)| *operation);
    words.cell_if(known.or_else(|| nearest(lower, ["set", "add", "multiply"])))
}

/// The value of a change, in the kind of the input for `set`, else as any number.
fn value(
    table: &Table,
    row: usize,
    change: (Column, Operation),
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Entry {
    let (input, operation) = change;
    let text = table.text(row, Column::Value);
    if text.is_empty() {
        table.report_blank(row, Column::Value, problems);
        return unreadable();
    }
    let kind = input.input_kind().unwrap_or(CellKind::Number);
    if !kind.takes_percent() && percentage(&text).is_some() {
        report_percentage(table, row, change, &text, problems);
        return unreadable();
    }
    let read_as = if operation == Operation::Set { kind } else { CellKind::Number };
    let entry =
        table.entry_of_kind(row, Column::Value, read_as, neighbours, problems).unwrap_or_else(unreadable);
    check_value(table, row, change, &entry, problems);
    if input == Column::Priority {
        check_rank(&entry, table, (row, Column::Value), problems);
    }
    entry
}

/// The number of a text that is one percentage, signed or not: `+10%`.
fn percentage(text: &str) -> Option<f64> {
    let number = text.trim().strip_suffix('%')?.trim().replace(['−', '–'], "-").replace(',', ".");
    number.parse().ok().filter(|number: &f64| number.is_finite())
}

/// `+10%` on a number: Excel keeps it as 0.1, and one tenth of an officer is not what was meant.
fn report_percentage(
    table: &Table,
    row: usize,
    (input, operation): (Column, Operation),
    text: &str,
    problems: &mut Problems,
) {
    table.report(problems, row, Column::Value, "percentage-of-count", || {
        let message = format!("`{}` is a percentage, but `{}` is a number", shown(text), input.key());
        let why = "to change a number by a percentage, multiply it: by 1.1 for 10% more, by 0.9 for 10% less";
        let factor = percentage(text).map(|percent| factor(percent / 100.0, operation));
        multiply_words(table, row, Words::new(message, why), factor)
    });
}

/// What `+10%` multiplies by: 1.1; a plain `110%` of a multiplication stays 1.1.
fn factor(part: f64, operation: Operation) -> f64 {
    let factor = if operation == Operation::Multiply && part >= 0.5 { part } else { 1.0 + part };
    (factor * 1e9).round() / 1e9
}

fn multiply_words(table: &Table, row: usize, words: Words, factor: Option<f64>) -> Words {
    let Some(factor) = factor.filter(|factor| *factor > 0.0) else { return words };
    let columns =
        [(table.column(Column::Operation), "multiply"), (table.column(Column::Value), &format!("{factor}"))];
    words.line(table.grid.line_with(row, &columns))
}

fn check_value(
    table: &Table,
    row: usize,
    (input, operation): (Column, Operation),
    entry: &Entry,
    problems: &mut Problems,
) {
    let (low, high) = entry.quantity.ends().unwrap_or((entry.quantity.base(), entry.quantity.base()));
    let is_part = low > -1.0 && high < 1.0 && (low, high) != (0.0, 0.0);
    match operation {
        Operation::Add | Operation::Set if input.input_kind() == Some(CellKind::Count) && is_part => {
            table.report(problems, row, Column::Value, "percentage-of-count", || {
                let text = table.text(row, Column::Value);
                let message = format!("`{}` of one is not a number of `{}`", shown(&text), input.key());
                let why = "Excel turns a typed +10% into 0.1: to change a number by a percentage, multiply it, by 1.1 for 10% more";
                let is_addend = operation == Operation::Add && low == high;
                let factor = is_addend.then(|| factor(low, operation));
                multiply_words(table, row, Words::new(message, why), factor)
            });
        }
        Operation::Multiply if low < 0.0 => {
            table.report(problems, row, Column::Value, "negative-factor", || {
                let message = format!("`{}` is multiplied by a number below 0", input.key());
                Words::new(
                    message,
                    "it cannot be negative: multiply by 0.9 for 10% less, or add a negative number",
                )
            });
        }
        _ => {}
    }
}

fn report_change_twice(table: &Table, row: usize, problems: &mut Problems) {
    table.report(problems, row, Column::Input, "row-twice", || {
        let (scenario, input) = (table.text(row, Column::Scenario), table.text(row, Column::Input));
        let message = format!("the scenario `{}` already does this to `{}`", shown(&scenario), shown(&input));
        Words::new(message, "done twice, it would act twice or hide the first: remove one of the rows")
    });
}
