//! Allocation as cells of the sheet.

use super::super::Measure;
use super::super::compile::{Builder, Built, TierInputs};
use super::super::compiled::{Problem, TierCells};
use super::Rule;
use super::case::{Case, Step};
use super::draft::Draft;
use super::order::{MOST_EXCHANGED, Ways, needs_exchanges, tried};
use crate::sheet::{CellId, Expr, Source};
use crate::unit::{NumberStyle, Unit};

/// Who is watched in one scenario, as cells.
#[derive(Debug, Clone)]
pub struct Allocation {
    /// The rule.
    pub rule: Rule,
    /// One for each tier and way of watching, in file order.
    pub rows: Vec<AllocatedRow>,
    /// The people of each tier, counted once.
    pub people: Vec<Source>,
    /// Families that answer for each tier.
    pub alone: Vec<(Measure, CellId)>,
    /// Cells that answer for all.
    pub total: Vec<(Measure, Source)>,
    /// Officers that the least shares take, where there are any.
    pub minimums: Option<CellId>,
    /// Officers there are.
    pub available: CellId,
    /// The same question in plain numbers, at the base values.
    pub case: Case,
    /// Where the officers per subject of each tier's ways stand.
    pub ratios: Vec<Vec<Source>>,
    /// Where the value of each tier and the worth of each regime stand.
    pub values: Vec<Option<Source>>,
    /// The worth of each regime, where it is given.
    pub worths: Vec<Option<CellId>>,
}

/// A tier in one way of watching.
#[derive(Debug, Clone)]
pub struct AllocatedRow {
    /// The tier's place.
    pub tier: usize,
    /// Index in [`super::super::Study::regimes`]; `None` for a ratio of its own.
    pub regime: Option<usize>,
    /// Subjects watched.
    pub watched: Source,
    /// Officers who watch them.
    pub officers: Source,
    /// The share of the tier's people, counted once.
    pub share: Source,
}

/// Tiers that officers are allocated to at most: whom one tier leaves officers for depends on every tier before it, so
/// that work and memory grow with the square.
const MOST_ALLOCATED: usize = 1_000;

/// The same where officers are shared in proportion and limits leave some of a share to others: the ends of every
/// number are then searched for over all inputs.
const MOST_SHARED: usize = 50;

impl Builder<'_> {
    /// Adds who is watched; `None` where the study has no officers.
    pub(in super::super) fn add_allocation(
        &mut self,
        tiers: &TierInputs,
        cells: &TierCells,
        rule: Rule,
    ) -> Built<Result<Option<Allocation>, Problem>> {
        let available = cells.total.iter().find(|(measure, _)| *measure == Measure::OfficersAvailable);
        let Some((_, available)) = available else { return Ok(Ok(None)) };
        let draft = self.draft(tiers, cells, available.cell, rule)?;
        if let Some(problem) = self.no_order(&draft) {
            return Ok(Err(problem));
        }
        let allocation = match rule {
            Rule::Proportional => self.in_proportion(&draft)?,
            Rule::Priority | Rule::Value => self.in_order(&draft)?,
        };
        Ok(Ok(Some(allocation)))
    }

    /// Why a rule has no order, in words.
    fn no_order(&self, draft: &Draft<'_>) -> Option<Problem> {
        let problem = |code, message| Problem { code, place: None, span: None, message };
        if draft.rule == Rule::Value
            && let Some(row) = draft.tiers.rows.iter().find(|row| !self.has_value(**row))
        {
            let message = format!(
                "the tier `{}` does not say what watching one of its subjects is worth, which the value rule needs: add \
                 the column `value` to the tiers table, or use --rule priority",
                self.study.tiers[*row].name
            );
            return Some(problem("value-missing", message));
        }
        let shown = |count: usize| Unit::number().show(count as f64, NumberStyle::default());
        let (tiers, limited) = (draft.case.lines.len(), needs_exchanges(&draft.case));
        let most = match draft.rule {
            Rule::Value if limited => MOST_EXCHANGED,
            Rule::Proportional if limited => MOST_SHARED,
            _ => MOST_ALLOCATED,
        };
        if tiers <= most {
            return None;
        }
        let (most, tiers) = (shown(most), shown(tiers));
        let message = if most == shown(MOST_ALLOCATED) {
            format!("officers are allocated to up to {most} tiers, and there are {tiers}: put tiers together")
        } else {
            format!(
                "the {} rule with limits on regimes (`most_subjects`) and `fallback_regimes` is worked out for up to \
                 {most} tiers, and there are {tiers}: leave one of the two out, put tiers together, or use --rule priority",
                draft.rule.word()
            )
        };
        Some(problem("too-many-to-allocate", message))
    }
}

impl Allocation {
    /// The ways of a tier that officers can be put to: none after the first that has no limit.
    pub fn reached(&self, tier: usize) -> usize {
        tried(&self.case, tier, Ways::Reached).end
    }

    /// What a step gains for each officer, as a formula; `None` where tiers have no value.
    pub fn value_per_officer(&self, step: &Step) -> Option<Expr> {
        let value = |line: usize, way: usize| {
            let value = Expr::from(self.values[line]?);
            let worth = self.case.regime(line, way).and_then(|regime| self.worths[regime]);
            Some(worth.map_or(value.clone(), |worth| value * worth))
        };
        let ratio = |line: usize, way: usize| Some(Expr::from(self.ratios[line][way]));
        Some(Self::net(step, &value)? / Self::net(step, &ratio)?)
    }

    /// What a step adds less what it takes away.
    fn net(step: &Step, of: &dyn Fn(usize, usize) -> Option<Expr>) -> Option<Expr> {
        let more = step.moves.iter().filter_map(|moved| of(moved.line, moved.to?));
        let less = step.moves.iter().filter_map(|moved| of(moved.line, moved.from?));
        let more = more.reduce(|sum, next| sum + next)?;
        Some(less.fold(more, |rest, next| rest - next))
    }
}
