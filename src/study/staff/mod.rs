//! Staff over the years: who leaves, who is recruited, trained and put on surveillance.
//!
//! Everybody leaves at a constant rate, continuously: of those there, `exp(-rate x years)` are still there. The
//! recruits of a row come evenly from its first to its last day, train, and from then on leave like the others; of
//! those trained so far the mean share still there is `exp(-rate x years since the last one was trained) x (1 -
//! exp(-rate x w)) / (rate x w)`, `w` being the years over which they came out of training. This is the solution of
//! `dS/dt = g - rate x S` for a flow `g` that is constant for a time (a linear stock-and-flow model; D. J. Bartholomew,
//! A. F. Forbes and S. I. `McClean`, "Statistical Techniques for Manpower Planning", 1991), so that it holds at any date
//! and no step has to be chosen.
//!
//! With `replacement_months` those who left are replaced that much later: the staff then lacks `rate x time to
//! replace` of its posts and shrinks no further.

mod inputs;
mod recruits;
mod stage;

pub(super) use inputs::{HiresInputs, Leaving};
pub use stage::{STAGES, Stage};

use super::Pool;
use super::compile::{Builder, Built, PoolInputs};
use super::series::Followed;
use super::timeline::Years;
use crate::sheet::{CellId, Expr, Source, input_name};
use crate::unit::Unit;
use std::rc::Rc;

/// The staff of one scenario over the dates; every cell is a family over them.
#[derive(Debug, Clone)]
pub struct Staff {
    /// The stages there are.
    pub stages: Vec<(Stage, CellId)>,
    /// Of those there at the start, officers still there.
    pub remaining: CellId,
    /// Recruits trained and still there.
    pub recruits: Option<CellId>,
    /// Officers available for surveillance.
    pub available: CellId,
    /// Trainers that training takes beyond the officers there are.
    pub trainers_missing: Option<CellId>,
}

/// One pool's officers over the dates.
struct PoolStaff {
    remaining: Expr,
    left: Option<Expr>,
    rate: Option<CellId>,
    replacement: Option<CellId>,
    deployable: Option<Expr>,
}

/// What adds up over pools.
#[derive(Default)]
struct Sums {
    stages: [Option<Expr>; STAGES.len()],
    remaining: Option<Expr>,
    recruits: Option<Expr>,
    available: Option<Expr>,
    trainers_missing: Option<Expr>,
}

fn plus(sum: &mut Option<Expr>, more: impl Into<Expr>) {
    let more = more.into();
    *sum = Some(match sum.take() {
        Some(sum) => sum + more,
        None => more,
    });
}

fn negative(expr: Expr) -> Expr {
    Expr::Negative(Box::new(expr))
}

fn one_less(share: impl Into<Expr>) -> Expr {
    Expr::number(1.0) - share.into()
}

fn none_below(expr: Expr, unit: Unit) -> Expr {
    expr.max(Expr::Constant(0.0, unit))
}

/// Of posts that stay empty for so many years once their officer has left, the share that is filled: none where more
/// would leave than there are.
fn filled(years_empty: Expr, rate: CellId) -> Expr {
    none_below(one_less(years_empty * rate), Unit::share())
}

impl Builder<'_> {
    /// The staff of a scenario over the dates; `None` where the study has no officers.
    pub(super) fn add_staff(
        &mut self,
        scenario: Option<&Rc<str>>,
        pools: &PoolInputs,
        followed: &[Followed],
        years: &Years,
    ) -> Built<Option<Staff>> {
        let Some(officers) = pools.officers else { return Ok(None) };
        let study = self.study;
        let of = |pool: &&Pool| pool.scenario.as_ref() == scenario;
        let own = scenario.is_some() && study.pools.iter().any(|pool| of(&pool));
        let mut sums = Sums::default();
        let count = if own { 1 } else { self.sheet.members(officers).unwrap_or(1) };
        let base: Vec<&Pool> = study.pools.iter().filter(|pool| pool.scenario.is_none()).collect();
        for at in 0..count {
            let member = self.sheet.members(officers).and_then(|_| u32::try_from(at).ok());
            let source = Source { cell: officers, member };
            let pool = base.get(at).copied().filter(|_| !own);
            let leaving =
                if own { Leaving::default() } else { self.leaving.get(at).copied().unwrap_or_default() };
            self.add_pool(pool, (source, pools), leaving, (followed, years), &mut sums)?;
        }
        self.finish_staff(sums, years).map(Some)
    }

    fn add_pool(
        &mut self,
        pool: Option<&Pool>,
        (officers, pools): (Source, &PoolInputs),
        leaving: Leaving,
        (followed, years): (&[Followed], &Years),
        sums: &mut Sums,
    ) -> Built<()> {
        let name = pool.map_or("", |pool| &*pool.name);
        let follows = followed.iter().any(|follows| follows.source == officers);
        let leaving = if follows { Leaving::default() } else { leaving };
        let staff = self.add_remaining(name, (officers, pools), leaving, (followed, years))?;
        plus(&mut sums.remaining, staff.remaining.clone());
        if let Some(left) = staff.left.clone() {
            plus(&mut sums.stages[Stage::Left as usize], left);
        }
        let mut on_the_ground = staff.remaining.clone();
        let mut trained = None;
        let rows = self.study.hires.iter().zip(self.hires_inputs.clone());
        // A series of officers says itself what staff there is.
        let rows = rows.filter(|(hires, _)| pool.is_some() && !follows && *hires.pool == *name);
        let mut trainers: Option<Expr> = None;
        for (hires, inputs) in rows.collect::<Vec<_>>() {
            let recruits = self.add_recruits(hires, &inputs, &staff, (followed, years))?;
            if let Some(more) = &recruits.trainers {
                plus(&mut trainers, more.clone());
            }
            let share = recruits.assigned.clone().or_else(|| staff.deployable.clone());
            let kept = Expr::from(recruits.kept);
            plus(&mut trained, share.map_or(kept.clone(), |share| kept * share));
            recruits.add_to(sums);
        }
        if let Some(trainers) = trainers {
            plus(
                &mut sums.trainers_missing,
                none_below(trainers.clone() - on_the_ground.clone(), Unit::officers()),
            );
            on_the_ground = none_below(on_the_ground - trainers, Unit::officers());
        }
        if let Some(deployable) = &staff.deployable {
            on_the_ground = on_the_ground * deployable.clone();
        }
        let all = trained.map_or(on_the_ground.clone(), |trained| on_the_ground + trained);
        plus(&mut sums.available, all);
        Ok(())
    }

    /// Of a pool's officers at the start, those still there.
    fn add_remaining(
        &mut self,
        name: &str,
        (officers, pools): (Source, &PoolInputs),
        leaving: Leaving,
        (followed, years): (&[Followed], &Years),
    ) -> Built<PoolStaff> {
        let mut there = self.over_dates(officers, followed);
        let column = |cell: Option<CellId>| cell.map(|cell| Source { cell, ..officers });
        if let Some(vacancy) = column(pools.vacancy) {
            there = there * one_less(self.over_dates(vacancy, followed));
        }
        let deployable = column(pools.deployable).map(|source| self.over_dates(source, followed));
        let rate = leaving.rate.map(|cell| self.now(cell));
        let replacement = leaving.replacement.map(|cell| self.now(cell));
        let Some(rate) = rate else {
            let all = years.dates.iter().map(|_| 1.0).collect();
            let all = Expr::Constants(years.axis, all, Unit::share());
            let remaining = self.formula(&input_name(name, "officers_remaining"), "officers", there * all)?;
            return Ok(PoolStaff { remaining: remaining.into(), left: None, rate, replacement, deployable });
        };
        let staying = match replacement {
            None => negative(rate * years.passed).exponential(),
            Some(months) => filled(Expr::from(years.passed).min(in_years(months)), rate),
        };
        let staying = self.formula(&input_name(name, "share_staying"), "share", staying)?;
        let remaining =
            self.formula(&input_name(name, "officers_remaining"), "officers", there.clone() * staying)?;
        let left = self.formula(&input_name(name, "officers_left"), "officers", there * one_less(staying))?;
        let left = Some(left.into());
        Ok(PoolStaff { remaining: remaining.into(), left, rate: Some(rate), replacement, deployable })
    }

    fn finish_staff(&mut self, sums: Sums, years: &Years) -> Built<Staff> {
        let Sums { mut stages, remaining, recruits, available, trainers_missing } = sums;
        let none = || Expr::Constant(0.0, Unit::officers());
        let remaining =
            self.formula("officers_from_the_start", "officers", remaining.unwrap_or_else(none))?;
        let recruits = match recruits {
            Some(recruits) => Some(self.formula("recruits_still_there", "officers", recruits)?),
            None => None,
        };
        let trained = recruits.map_or(Expr::from(remaining), |recruits| remaining + recruits);
        stages[Stage::Trained as usize] = Some(trained);
        // A stage that one scenario has, all have, so that formulas over it hold in each.
        let nobody = || {
            let none = years.dates.iter().map(|_| 0.0).collect();
            Expr::Constants(years.axis, none, Unit::officers())
        };
        let mut cells = Vec::new();
        for stage in STAGES {
            let expr = stages[stage as usize].take().or_else(|| on_staff(stage, &cells));
            if let Some(expr) = expr.or_else(|| self.has_stage(stage).then(nobody)) {
                cells.push((stage, self.formula(stage.key(), "officers", expr)?));
            }
        }
        let available = self.formula("officers_available", "officers", available.unwrap_or_else(none))?;
        let trainers_missing = match trainers_missing {
            Some(missing) => Some(self.formula("trainers_missing", "officers", missing)?),
            None => None,
        };
        Ok(Staff { stages: cells, remaining, recruits, available, trainers_missing })
    }

    /// Whether the study says something about a stage.
    fn has_stage(&self, stage: Stage) -> bool {
        match stage {
            Stage::Announced | Stage::Recruited => !self.hires_inputs.is_empty(),
            Stage::InTraining => self.hires_inputs.iter().any(|inputs| inputs.training.is_some()),
            Stage::Trained | Stage::OnStaff => true,
            Stage::Left => self.leaving.iter().any(|leaving| leaving.rate.is_some()),
        }
    }

    /// An input over the dates: its series, or its one value.
    fn over_dates(&self, source: Source, followed: &[Followed]) -> Expr {
        let follows = followed.iter().find(|follows| follows.source == source);
        follows.map_or_else(|| Expr::from(self.source_now(source)), |follows| Expr::Cell(follows.at_dates))
    }
}

/// Those trained and those in training, once their cells are there.
fn on_staff(stage: Stage, cells: &[(Stage, CellId)]) -> Option<Expr> {
    let counted = |(stage, _): &&(Stage, CellId)| matches!(stage, Stage::Trained | Stage::InTraining);
    let mut sum = None;
    if stage == Stage::OnStaff {
        cells.iter().filter(counted).for_each(|(_, cell)| plus(&mut sum, *cell));
    }
    sum
}

fn in_years(months: CellId) -> Expr {
    in_years_of(months.into())
}

fn in_years_of(months: Expr) -> Expr {
    months / Expr::Constant(12.0, "months".parse().unwrap_or_default())
}
