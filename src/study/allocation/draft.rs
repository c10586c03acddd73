//! What one scenario's allocation is built from: its question in numbers, its people, its ratios.

use super::super::TierRatio;
use super::super::compile::{Builder, Built, TierInputs};
use super::super::compiled::TierCells;
use super::Rule;
use super::case::{Case, Line, Step, Watch};
use super::ledger::Ledger;
use crate::sheet::{CellId, Column, Expr, Source, Values};
use crate::unit::Unit;

/// What is being built for one scenario.
pub(super) struct Draft<'t> {
    pub tiers: &'t TierInputs,
    pub rule: Rule,
    pub case: Case,
    /// Where each way's officers per subject stand.
    pub ratios: Vec<Vec<Source>>,
    pub people: CellId,
    pub available: CellId,
}

/// A cell that is no family.
pub(super) fn single(cell: CellId) -> Source {
    Source { cell, member: None }
}

/// A member of a family.
pub(super) fn member(cell: CellId, at: usize) -> Source {
    Source { cell, member: u32::try_from(at).ok() }
}

/// Nothing, in a unit.
pub(super) fn none(unit: Unit) -> Expr {
    Expr::Constant(0.0, unit)
}

fn number(values: &Values<f64>, place: usize, member: usize) -> f64 {
    values.get(place).and_then(|column: &Column<f64>| column.get(member)).copied().unwrap_or(f64::NAN)
}

impl Builder<'_> {
    /// What is built from, for a set of tiers.
    pub(super) fn draft<'t>(
        &mut self,
        tiers: &'t TierInputs,
        cells: &TierCells,
        available: CellId,
        rule: Rule,
    ) -> Built<Draft<'t>> {
        let subjects = cells.subjects.0;
        let once = self.add_counted_once(tiers, subjects)?;
        let people = match tiers.share_to_watch.map(|cell| self.now(cell)) {
            Some(share) if once != subjects => self.formula("subjects_to_watch", "subjects", once * share)?,
            Some(_) => cells.to_watch.map_or(once, |(cell, _)| cell),
            None => once,
        };
        let ratios = self.way_ratios(tiers);
        let case = self.case(tiers, &ratios, people);
        Ok(Draft { tiers, rule, case, ratios, people, available })
    }

    /// Where the officers per subject of each tier's ways stand, its own first.
    fn way_ratios(&self, tiers: &TierInputs) -> Vec<Vec<Source>> {
        let own = self.ratio_sources(tiers, &self.regime_ratios);
        let others = |row: usize| {
            let fallbacks =
                self.study.tiers[row].details().allotment.iter().flat_map(|own| own.fallbacks.iter());
            fallbacks.filter_map(|regime| self.regime_ratios.get(*regime)).map(|cell| single(*cell))
        };
        let each = own.into_iter().zip(&tiers.rows);
        each.map(|(own, row)| [own].into_iter().chain(others(*row)).collect()).collect()
    }

    /// The regimes of a tier's ways, its own first.
    fn way_regimes(&self, row: usize) -> Vec<Option<usize>> {
        let tier = &self.study.tiers[row];
        let own = match tier.ratio {
            TierRatio::Regime(regime) => Some(regime),
            TierRatio::Own(_) => None,
        };
        let others = tier.details().allotment.iter().flat_map(|own| own.fallbacks.iter().copied().map(Some));
        [own].into_iter().chain(others).collect()
    }

    /// The question in numbers, at the base values.
    fn case(&self, tiers: &TierInputs, ratios: &[Vec<Source>], people: CellId) -> Case {
        let values = self.sheet.base_values();
        let of = |source: Source| {
            number(&values, self.sheet.position(source.cell), source.member.unwrap_or(0) as usize)
        };
        let column = |cell: Option<CellId>, at: usize, otherwise: f64| {
            cell.map_or(otherwise, |cell| of(member(self.now(cell), at)))
        };
        let limit =
            |cell: Option<CellId>, otherwise: f64| cell.map_or(otherwise, |cell| of(single(self.now(cell))));
        let line = |(at, row): (usize, &usize)| {
            let ways = self.way_regimes(*row).into_iter().zip(&ratios[at]).map(|(regime, ratio)| Watch {
                regime,
                officers: of(*ratio),
                worth: regime.map_or(1.0, |regime| limit(self.regime_limits[regime].worth, 1.0)),
            });
            Line {
                subjects: of(member(people, at)).max(0.0),
                minimum: column(tiers.allotments.minimum_share, at, 0.0),
                value: column(tiers.allotments.value, at, 0.0),
                ways: ways.collect(),
            }
        };
        let mut ranked: Vec<usize> = (0..tiers.rows.len()).collect();
        ranked.sort_by(|a, b| {
            let rank = |at: usize| column(tiers.allotments.priority, at, 0.0);
            let around = |at: usize| self.study.lists_around(tiers.rows[at]);
            rank(*a).total_cmp(&rank(*b)).then_with(|| around(*b).cmp(&around(*a)))
        });
        Case {
            lines: tiers.rows.iter().enumerate().map(line).collect(),
            ranked,
            rooms: self.regime_limits.iter().map(|own| limit(own.most_subjects, f64::INFINITY)).collect(),
        }
    }

    /// What is left of people and room before the first step.
    pub(super) fn ledger(&self, draft: &Draft<'_>) -> Ledger {
        let each = |at: usize| Expr::from(self.element(draft.people, at));
        let reserve = |at: usize| match draft.tiers.allotments.minimum_share {
            Some(cell) => each(at) * Expr::from(self.element(self.now(cell), at)),
            None => none(Unit::subjects()),
        };
        let lines = 0..draft.case.lines.len();
        let rooms = self.regime_limits.iter().map(|own| own.most_subjects.map(|cell| self.now(cell).into()));
        Ledger::new(
            &draft.case,
            lines.clone().map(each).collect(),
            lines.map(reserve).collect(),
            rooms.collect(),
        )
    }

    /// A member of a family, or the only value there is.
    pub(in super::super) fn element(&self, cell: CellId, at: usize) -> Source {
        if self.sheet.cell(cell).axis.is_some() { member(cell, at) } else { single(cell) }
    }

    /// Where a formula stands: itself where it is a cell already.
    pub(in super::super) fn place(&mut self, name: &str, unit: &str, expr: Expr) -> Built<Source> {
        match expr {
            Expr::Cell(cell) => Ok(single(cell)),
            Expr::Member(cell, at) => Ok(member(cell, at as usize)),
            expr => self.formula(name, unit, expr).map(single),
        }
    }

    /// `foreign fighters`, or with the regime where the tier has several ways.
    pub(super) fn step_name(&self, draft: &Draft<'_>, step: &Step) -> String {
        let Some(first) = step.moves.first() else { return String::new() };
        let line = &draft.case.lines[first.line];
        let tier = &self.study.tiers[draft.tiers.rows[first.line]].name;
        let way = step.moves.last().and_then(|last| Some((last.line, last.to?)));
        let regime = way.and_then(|(line, way)| draft.case.regime(line, way));
        let regime = regime.filter(|_| line.ways.len() > 1).map(|at| &*self.study.regimes[at].name);
        let name = [Some(&**tier), regime].into_iter().flatten().filter(|name| !name.is_empty());
        let name = name.collect::<Vec<_>>().join(", ");
        if step.is_minimum { format!("{name}, least share") } else { name }
    }
}
