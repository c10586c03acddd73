//! Inputs named on the command line: what they may be, and those whose cell the study leaves blank.

use super::question::Question;
use super::{Choices, Common};
use crate::quantity::{CellKind, Quantity, Support};
use crate::sheet::InputId;
use crate::study::{
    ALLOCATED, Change, Compiled, Entry, InputColumn, Measure, Operation, Pool, Rule, Study, Timeline,
    column_named,
};
use crate::unit::Unit;
use anyhow::bail;
use std::path::Path;

/// An input that a question is about.
#[derive(Debug, Clone)]
pub(super) struct NamedInput {
    pub id: InputId,
    /// Its full name.
    pub name: String,
    pub unit: Unit,
    pub kind: CellKind,
    /// The smallest and largest value it can have.
    pub possible: (f64, f64),
    /// What is known of it.
    pub quantity: Quantity,
    /// Who says so.
    pub said: Said,
}

impl NamedInput {
    fn set_to(&self, value: f64) -> Change {
        let value = Entry { quantity: Quantity::exact(value), place: None, written: None };
        Change { input: self.name.clone(), operation: Operation::Set, value, provenance: None }
    }
}

/// Who gives the number of an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Said {
    /// The study, which names a source.
    Source,
    /// The study.
    Study,
    /// Nobody: its cell is blank.
    Default,
    /// A setting on the command line.
    Setting,
}

/// Reads a study and sees to it that these inputs are in it: an optional cell that every row leaves blank
/// takes part with its default.
pub(super) fn question_with(
    path: &Path,
    choices: &Choices,
    common: &Common,
    names: &[&str],
) -> anyhow::Result<Question> {
    let mut question = Question::of_file(path, choices, common)?;
    let blank: Vec<(&str, &InputColumn, f64)> = names
        .iter()
        .filter(|name| question.input(name).is_err())
        .filter_map(|name| column_named(name).map(|column| (*name, column)))
        .filter_map(|(name, column)| column.default.map(|default| (name, column, default)))
        .collect();
    for name in names {
        fill_deployable(&mut question.study, name);
    }
    if blank.is_empty() {
        return Ok(question);
    }
    let own = question.notes.len().saturating_sub(question.compiled.notes.len());
    let mut notices = question.notes.clone();
    notices.truncate(own);
    for (name, column, default) in &blank {
        let shown = column.unit().show(*default, question.style);
        notices.push(format!("{name} is blank in the study and counts as {shown}"));
    }
    let defaults = blank.iter().map(|(name, _, default)| format!("{name}={default}"));
    let set = defaults.chain(choices.set.iter().cloned()).collect();
    let filled = Question::new(question.study.clone(), &Choices { set, ..choices.clone() }, common, notices);
    // Where even that does not make it an input, the first question says which names there are.
    Ok(filled.unwrap_or(question))
}

/// A question about the share on watching does not count every officer of that pool as watching.
fn fill_deployable(study: &mut Study, name: &str) {
    let of_pool = |pool: &Pool| crate::sheet::input_name(&pool.name, "deployable");
    let only = study.pools.len() == 1;
    for pool in &mut study.pools {
        if of_pool(pool) == name.trim() || (only && name.trim() == "deployable") {
            let quantity = Quantity::exact(1.0);
            pool.deployable.get_or_insert(Entry { quantity, place: None, written: None });
        }
    }
}

impl Question {
    /// The input of this name, with what it may be.
    pub(super) fn named(&self, name: &str) -> anyhow::Result<NamedInput> {
        let id = self.input(name)?;
        if self.compiled.sheet.input_name(id) == "attackers" {
            bail!(
                "`attackers` is a whole number for which a formula is built, so it does not vary by degrees: try \
                 --set attackers=4, or compare scenarios that set it"
            );
        }
        let sheet = &self.compiled.sheet;
        let full = sheet.input_name(id);
        let column = column_named(&full);
        if self.is_allocated_by_value() && column.is_some_and(InputColumn::decides_by_value) {
            bail!(
                "by value, who comes first is worked out from the base values, so `{full}` does not vary by degrees \
                 here: try `stakeout allocate` with --set '{full}=...'"
            );
        }
        let unit = sheet.input_cell(id).map(|(cell, _)| sheet.cell(cell).unit.clone()).unwrap_or_default();
        let quantity = sheet.quantity(id).cloned().unwrap_or_else(|| Quantity::exact(0.0));
        let said = self.said(&full, &quantity);
        Ok(NamedInput {
            id,
            name: full,
            unit,
            kind: column.map_or(CellKind::Number, |column| column.kind),
            possible: column.map_or((0.0, f64::INFINITY), possible),
            quantity,
            said,
        })
    }

    /// Whether what is asked is who is watched where most value per officer comes first.
    fn is_allocated_by_value(&self) -> bool {
        let allocated = self.outcome().and_then(Measure::named).is_some_and(|key| ALLOCATED.contains(&key));
        allocated && self.study.about.rule == Some(Rule::Value)
    }

    /// Why the study would refuse these values as settings: a list smaller than its parts, say.
    pub(super) fn refusal(&self, values: &[(&NamedInput, f64)]) -> Option<String> {
        let given = self.set.iter().map(|(_, change)| change.clone());
        let settings: Vec<Change> =
            given.chain(values.iter().map(|(input, value)| input.set_to(*value))).collect();
        let problems = Compiled::asked(&self.study, &settings, &Timeline::default(), None).err()?;
        problems.into_iter().next().map(|problem| problem.message)
    }

    fn said(&self, name: &str, quantity: &Quantity) -> Said {
        let cited = self.study.cited().find(|cited| cited.operation.is_none() && cited.name() == name);
        match cited.filter(|cited| cited.entry.place.is_some()) {
            Some(cited) if cited.entry.quantity != *quantity => Said::Setting,
            Some(cited) if cited.provenance.is_some_and(|known| known.source.is_some()) => Said::Source,
            Some(_) => Said::Study,
            None if is_default(name, quantity) => Said::Default,
            None => Said::Setting,
        }
    }
}

/// The values that a cell of a column can have: a day has 24 hours, a week 7 days.
fn possible(column: &InputColumn) -> (f64, f64) {
    let least = if column.kind.support() == Support::Any { f64::NEG_INFINITY } else { 0.0 };
    (least, column.most())
}

/// Whether a blank cell of this input would count as the same.
pub(super) fn is_default(name: &str, quantity: &Quantity) -> bool {
    let default = column_named(name).and_then(|column| column.default);
    default.is_some_and(|default| *quantity == Quantity::exact(default))
}

/// The most that the input of this name can be.
pub(super) fn most(name: &str) -> f64 {
    column_named(name).map_or(f64::INFINITY, InputColumn::most)
}
