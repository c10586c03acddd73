//! Changes by settings and scenarios: cells that stand in for inputs.

use super::compile::{Builder, Built};
use super::inputs::Slot;
use super::{Change, Operation, Place, Problem};
use crate::sheet::{Expr, Source, input_name};
use crate::unit::Unit;
use std::rc::Rc;

/// One input as a setting or scenario makes it.
pub(super) struct Overlay {
    pub source: Source,
    pub column: &'static str,
    pub input: String,
    pub scenario: String,
    pub place: Option<Place>,
}

impl Builder<'_> {
    /// Carries out changes; those that replace a base number with `direct` replace the quantity itself.
    pub(super) fn apply(&mut self, name: &str, changes: &[Change], direct: bool) -> Vec<Problem> {
        let mut problems = Vec::new();
        for change in changes {
            let slot = match self.names.find(&self.sheet, &change.input) {
                Ok(slot) => slot,
                Err(error) => {
                    problems.push(Problem {
                        code: "unknown-input",
                        place: change.value.place.map(Place::whole_line),
                        span: None,
                        message: self.study.explain(error).to_string(),
                    });
                    continue;
                }
            };
            if direct && change.operation == Operation::Set {
                problems.extend(self.impossible_setting(slot, &change.value.quantity));
                self.sheet.set_quantity(slot.input, change.value.quantity.clone());
            } else if let Err(error) = self.overlay(name, slot, change) {
                problems.push(error.into());
            }
        }
        problems
    }

    /// A cell that stands for an input cell, with one member changed.
    fn overlay(&mut self, name: &str, slot: Slot, change: &Change) -> Built<()> {
        let original = slot.source.cell;
        let now = self.source_now(slot.source);
        let unit = match change.operation {
            Operation::Multiply => Unit::number(),
            _ => self.sheet.cell(original).unit.clone(),
        };
        let key = input_name(name, &self.sheet.input_name(slot.input));
        let value = self.sheet.add_input(&key, unit, change.value.quantity.clone());
        let before = Expr::from(now);
        let changed = match change.operation {
            Operation::Set => Expr::from(value),
            Operation::Add => before + value,
            Operation::Multiply => before * value,
        };
        let member = slot.source.member.unwrap_or(0);
        let key = self.sheet.cell(original).key.clone();
        let replaced = Expr::Replaced(now.cell, Rc::from([(member, changed)]));
        let unit = self.sheet.cell(original).unit.clone();
        let cell = self.sheet.add_formula(&key, Some(&unit), replaced)?;
        self.overlays.push(Overlay {
            source: Source { cell, ..slot.source },
            column: slot.column,
            input: self.sheet.input_name(slot.input),
            scenario: name.to_owned(),
            place: change.value.place,
        });
        self.current.insert(original, cell);
        Ok(())
    }

    /// Settings that a scenario replaces again, and so hides.
    pub(super) fn hidden_settings(&self, settings: &[Change]) -> Vec<String> {
        let input = |change: &Change| self.names.find(&self.sheet, &change.input).ok().map(|slot| slot.input);
        let mut notes = Vec::new();
        for setting in settings {
            let Some(set) = input(setting) else { continue };
            for scenario in &self.study.scenarios {
                let hides =
                    |change: &&Change| change.operation == Operation::Set && input(change) == Some(set);
                if scenario.changes.iter().any(|change| hides(&change)) {
                    notes.push(format!(
                        "scenario \"{}\" sets {} itself: --set has no effect there",
                        scenario.name,
                        self.sheet.input_name(set)
                    ));
                }
            }
        }
        notes
    }
}

/// The row and the column that a change names.
pub(super) fn row_and_column(change: &Change) -> (String, String) {
    let (row, column) = super::inputs::split_name(&change.input);
    (row.unwrap_or_default().to_owned(), column.to_owned())
}
