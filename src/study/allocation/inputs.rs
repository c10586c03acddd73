//! The inputs of allocation: ranks, least shares and values of tiers, limits and worth of regimes.

use super::super::compile::{Builder, Built};
use super::super::compiled::Problem;
use super::super::inputs::split_name;
use super::super::{Allotment, Change, Entry, InputColumn, Study, Tier, column};
use crate::quantity::Quantity;
use crate::sheet::{AxisId, CellId, input_name};
use std::cmp::Reverse;
use std::rc::Rc;

/// What a set of tiers says for allocation; `None` where no row says it.
#[derive(Debug, Clone, Default)]
pub(in super::super) struct AllotmentInputs {
    pub priority: Option<CellId>,
    pub minimum_share: Option<CellId>,
    pub value: Option<CellId>,
}

/// What one regime says for allocation.
#[derive(Debug, Clone, Copy, Default)]
pub(in super::super) struct RegimeLimits {
    pub most_subjects: Option<CellId>,
    pub worth: Option<CellId>,
}

/// Makes a cell of what the rows say in one column.
type MakeColumn<'m, B> = dyn FnMut(&mut B, &'static str, &[Option<&Entry>]) -> Built<Option<CellId>> + 'm;

impl AllotmentInputs {
    fn of(&self, key: &str) -> Option<CellId> {
        match key {
            "priority" => self.priority,
            "minimum_share" => self.minimum_share,
            _ => self.value,
        }
    }
}

fn plain(value: f64) -> Entry {
    Entry { quantity: Quantity::exact(value), place: None, written: None }
}

pub(in super::super) fn minimum_share(tier: &Tier) -> Option<&Entry> {
    tier.details().allotment.as_ref().and_then(|own: &Allotment| own.minimum_share.as_ref())
}

pub(in super::super) fn value(tier: &Tier) -> Option<&Entry> {
    tier.details().allotment.as_ref().and_then(|own: &Allotment| own.value.as_ref())
}

impl Study {
    /// Whether it says anything of who is watched first.
    pub fn ranks_tiers(&self) -> bool {
        let details = || self.tiers.iter().map(Tier::details);
        self.about.rule.is_some()
            || details().any(|own| own.priority.is_some() || own.allotment.is_some())
            || self.regimes.iter().any(|regime| regime.most_subjects.is_some() || regime.worth.is_some())
    }

    /// How many lists a tier is within: those of one rank are watched from the innermost out, as a list within
    /// another is a choice from it.
    pub(super) fn lists_around(&self, row: usize) -> usize {
        let outer = |row: &usize| self.tiers[*row].details().part_of;
        std::iter::successors(Some(row), outer).take(self.tiers.len()).count() - 1
    }
}

impl Study {
    /// Changes that make a rank a range: an order has none.
    pub(in super::super) fn ranks_with_ranges(&self, settings: &[Change]) -> Vec<Problem> {
        let changes = settings.iter().chain(self.scenarios.iter().flat_map(|scenario| &scenario.changes));
        let ranks = changes.filter(|change| split_name(&change.input).1 == "priority");
        let ranged = ranks.filter(|change| !change.value.quantity.is_exact());
        let problem = |change: &Change| Problem {
            code: "priority-range",
            place: change.value.place,
            span: None,
            message: format!(
                "`{}` is set to a range: tiers are watched in one order, so give one number, 1 for the tier that comes \
                 first",
                change.input
            ),
        };
        ranged.map(problem).collect()
    }
}

impl Builder<'_> {
    /// The base's inputs.
    pub(in super::super) fn add_allotments(
        &mut self,
        axis: Option<AxisId>,
        rows: &[usize],
    ) -> Built<AllotmentInputs> {
        self.allotments(rows, &mut |builder, key, entries| builder.column(axis, key, entries))
    }

    /// The inputs of a scenario's own rows.
    pub(in super::super) fn scenario_allotments(
        &mut self,
        scenario: &Rc<str>,
        axis: AxisId,
        rows: &[usize],
    ) -> Built<AllotmentInputs> {
        let base = self.base_tiers.allotments.clone();
        self.allotments(rows, &mut |builder, key, entries| {
            let base = base.of(key);
            let twin = move |row: usize| base.map(|cell| (cell, row));
            builder.shared_column(scenario, (axis, rows), key, &twin, entries)
        })
    }

    /// What tiers say for allocation, each column made a cell.
    fn allotments(&mut self, rows: &[usize], column: &mut MakeColumn<'_, Self>) -> Built<AllotmentInputs> {
        let study = self.study;
        let tiers = || rows.iter().map(|row| &study.tiers[*row]);
        let ranks = self.ranks(rows);
        let ranks: Vec<Option<&Entry>> = ranks.iter().map(Option::as_ref).collect();
        let minimums: Vec<Option<&Entry>> = tiers().map(minimum_share).collect();
        let values: Vec<Option<&Entry>> = tiers().map(value).collect();
        Ok(AllotmentInputs {
            priority: column(self, "priority", &ranks)?,
            minimum_share: column(self, "minimum_share", &minimums)?,
            value: column(self, "value", &values)?,
        })
    }

    /// The ranks of tiers: those given, and after them the others. Where none is given, there are ranks only if
    /// one is changed: those of the order that holds without.
    fn ranks(&self, rows: &[usize]) -> Vec<Option<Entry>> {
        let given = |row: &usize| self.study.tiers[*row].details().priority.as_ref();
        let last = rows.iter().filter_map(given).map(|entry| entry.quantity.base()).reduce(f64::max);
        let mut order: Vec<usize> = (0..rows.len()).collect();
        order.sort_by_key(|at| Reverse(self.study.lists_around(rows[*at])));
        let mut place = vec![0.0; rows.len()];
        order.iter().enumerate().for_each(|(rank, at)| place[*at] = rank as f64 + 1.0);
        let rank = |(row, place): (&usize, f64)| match (given(row), last) {
            (Some(entry), _) => Some(entry.clone()),
            (None, Some(last)) => Some(plain(last + 1.0)),
            (None, None) => self.is_changed("priority").then(|| plain(place)),
        };
        rows.iter().zip(place).map(rank).collect()
    }

    /// The limits and the worth of every regime.
    pub(in super::super) fn add_regime_limits(&mut self) {
        let study = self.study;
        for regime in &study.regimes {
            let limit = regime.most_subjects.clone().or_else(|| {
                // Set on the command line where the table has none: until it is set there is no limit.
                self.is_row_changed(&regime.name, "most_subjects").then(|| plain(f64::INFINITY))
            });
            let worth = regime.worth.as_ref();
            let wanted = worth.is_some() || self.is_changed("worth");
            let limits = RegimeLimits {
                most_subjects: limit
                    .as_ref()
                    .and_then(|limit| self.row_input(&regime.name, "most_subjects", Some(limit))),
                worth: wanted.then(|| self.row_input(&regime.name, "worth", worth)).flatten(),
            };
            self.regime_limits.push(limits);
        }
    }

    /// Whether a tier says, or is told, what one of its subjects is worth.
    pub(super) fn has_value(&self, row: usize) -> bool {
        let tier = &self.study.tiers[row];
        value(tier).is_some() || self.is_row_changed(&tier.name, "value")
    }

    /// What the unit of a column is.
    pub(in super::super) fn unit_of(key: &str) -> crate::unit::Unit {
        column(key).map(InputColumn::unit).unwrap_or_default()
    }
}

/// The name of a cell that belongs to one tier in one way of watching.
pub(super) fn name_of(tier: &str, regime: Option<&str>, key: &str) -> String {
    match regime {
        Some(regime) if !tier.is_empty() => input_name(&format!("{tier}, {regime}"), key),
        Some(regime) => input_name(regime, key),
        None => input_name(tier, key),
    }
}
