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

use super::compile::{Builder, Built, PoolInputs};
use super::series::Followed;
use super::timeline::Years;
use super::{Hires, Pool};
use crate::sheet::{CellId, Expr, Source, input_name};
use crate::unit::Unit;
use std::rc::Rc;

/// Where officers stand on their way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Stage {
    /// Posts announced to be filled by the date.
    Announced,
    /// Announced x filled.
    Recruited,
    /// Recruited and not yet trained.
    InTraining,
    /// Trained and still there, with those there from the start.
    Trained,
    /// Left since the start, and not replaced.
    Left,
    /// In training or trained and still there: what a count of the staff counts.
    OnStaff,
}

/// Every stage, in the order of the answer.
pub const STAGES: [Stage; 6] =
    [Stage::Announced, Stage::Recruited, Stage::InTraining, Stage::Trained, Stage::Left, Stage::OnStaff];

impl Stage {
    /// The name in formulas, CSV and JSON.
    pub fn key(self) -> &'static str {
        match self {
            Self::Announced => "officers_announced",
            Self::Recruited => "officers_recruited",
            Self::InTraining => "officers_in_training",
            Self::Trained => "officers_trained",
            Self::Left => "officers_left",
            Self::OnStaff => "officers_on_staff",
        }
    }

    /// The words in tables.
    pub fn words(self) -> &'static str {
        match self {
            Self::Announced => "officers announced",
            Self::Recruited => "officers recruited",
            Self::InTraining => "in training",
            Self::Trained => "trained and still there",
            Self::Left => "left",
            Self::OnStaff => "officers on the staff (trained or in training)",
        }
    }

    /// The stage of this name.
    pub fn named(key: &str) -> Option<Self> {
        STAGES.into_iter().find(|stage| stage.key() == key)
    }
}

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

/// The inputs of one row of hires; what is neither given nor changed is left out.
#[derive(Debug, Clone)]
pub(super) struct HiresInputs {
    announced: CellId,
    filled: Option<CellId>,
    training: Option<CellId>,
    trainers: Option<CellId>,
    assigned: Option<CellId>,
}

/// How fast a pool's officers leave and are replaced.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Leaving {
    rate: Option<CellId>,
    replacement: Option<CellId>,
}

/// One pool's officers over the dates.
struct PoolStaff {
    remaining: Expr,
    left: Option<Expr>,
    rate: Option<CellId>,
    replacement: Option<CellId>,
    deployable: Option<Expr>,
}

/// The recruits of one row over the dates.
struct Recruits {
    announced: CellId,
    recruited: CellId,
    in_training: Option<CellId>,
    kept: CellId,
    left: Option<CellId>,
    trainers: Option<Expr>,
    assigned: Option<Expr>,
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
    /// The inputs of pools and hires that matter with the years only.
    pub(super) fn add_staff_inputs(&mut self) {
        let study = self.study;
        for pool in study.pools.iter().filter(|pool| pool.scenario.is_none()) {
            let rate = self.input_if(&pool.name, "attrition_per_year", pool.attrition_per_year.as_ref());
            let replacement =
                self.input_if(&pool.name, "replacement_months", pool.replacement_months.as_ref());
            self.leaving.push(Leaving { rate, replacement });
        }
        for hires in &study.hires {
            let Some(announced) = self.row_input(&hires.name, "announced", Some(&hires.announced)) else {
                continue;
            };
            let inputs = HiresInputs {
                announced,
                filled: self.input_if(&hires.name, "filled", hires.filled.as_ref()),
                training: self.input_if(&hires.name, "training_months", hires.training_months.as_ref()),
                trainers: self.input_if(&hires.name, "trainer_share", hires.trainer_share.as_ref()),
                assigned: self.input_if(&hires.name, "assigned", hires.assigned.as_ref()),
            };
            self.hires_inputs.push(inputs);
        }
    }

    /// Which ways of leaving are calculated, where anybody leaves.
    pub(super) fn how_officers_leave(&self) -> Vec<String> {
        let leaving = || self.leaving.iter().filter(|leaving| leaving.rate.is_some());
        let lasting = leaving().any(|leaving| leaving.replacement.is_none()).then(|| {
            "officers leave continuously: of those there, exp(-rate x years) are still there (Bartholomew, Forbes and \
             McClean 1991); steps of a month give the same within 0.3%"
                .to_owned()
        });
        let replaced = leaving().any(|leaving| leaving.replacement.is_some()).then(|| {
            "where replacement_months is given, those who leave are replaced that much later: rate x years of the posts \
             are empty, and never more than rate x time to replace"
                .to_owned()
        });
        lasting.into_iter().chain(replaced).collect()
    }

    fn input_if(&mut self, row: &str, key: &'static str, entry: Option<&super::Entry>) -> Option<CellId> {
        if entry.is_none() && !self.is_changed(key) {
            return None;
        }
        self.row_input(row, key, entry)
    }

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

    /// The recruits of a row, from announced to still there.
    fn add_recruits(
        &mut self,
        hires: &Hires,
        inputs: &HiresInputs,
        staff: &PoolStaff,
        (followed, years): (&[Followed], &Years),
    ) -> Built<Recruits> {
        let key = |word: &str| input_name(&hires.name, word);
        let single = |cell: CellId| Source { cell, member: None };
        let over = |builder: &Self, cell: CellId| builder.over_dates(single(cell), followed);
        let posts = over(self, inputs.announced);
        let announced = posts.clone() * came_by(hires, years);
        let announced = self.formula(&key("officers_announced"), "officers", announced)?;
        let filled = inputs.filled.map(|cell| over(self, cell));
        let recruited = filled.clone().map_or(announced.into(), |filled| Expr::from(announced) * filled);
        let recruited = self.formula(&key("officers_recruited"), "officers", recruited)?;
        let to_come = filled.map_or(posts.clone(), |filled| posts * filled);
        let training = inputs.training.map(|cell| in_years_of(over(self, cell)));
        let share = self.add_share_trained(hires, training.clone(), years)?;
        let trained = self.formula(&key("recruits_trained"), "officers", to_come.clone() * share)?;
        let in_training = if inputs.training.is_some() {
            let share = none_below(came_by(hires, years) - share, Unit::share());
            Some(self.formula(&key("officers_in_training"), "officers", to_come * share)?)
        } else {
            None
        };
        let staying = self.add_share_of_recruits(hires, training.as_ref(), (share, staff), years)?;
        let (kept, left) = match staying {
            None => (trained, None),
            Some(staying) => (
                self.formula(&key("recruits_still_there"), "officers", trained * staying)?,
                Some(self.formula(&key("recruits_left"), "officers", trained * one_less(staying))?),
            ),
        };
        let tied = inputs.trainers.zip(in_training);
        let trainers = tied.map(|(cell, in_training)| over(self, cell) * in_training);
        let assigned = inputs.assigned.map(|cell| over(self, cell));
        Ok(Recruits { announced, recruited, in_training, kept, left, trainers, assigned })
    }

    /// Of a row's recruits, the share trained by each date.
    fn add_share_trained(&mut self, hires: &Hires, training: Option<Expr>, years: &Years) -> Built<CellId> {
        let share = match training {
            None => came_by(hires, years),
            Some(training) => {
                let served = (since(hires.from, years) - training) / Expr::number(length(hires));
                served.max(Expr::number(0.0)).min(Expr::number(1.0))
            }
        };
        self.formula(&input_name(&hires.name, "share_trained"), "share", share)
    }

    /// Of a row's trained recruits, the share still there; `None` where nobody leaves.
    fn add_share_of_recruits(
        &mut self,
        hires: &Hires,
        training: Option<&Expr>,
        (share, staff): (CellId, &PoolStaff),
        years: &Years,
    ) -> Built<Option<CellId>> {
        let Some(rate) = staff.rate else { return Ok(None) };
        let served = |from| {
            none_below(
                training.map_or(since(from, years), |training| since(from, years) - training.clone()),
                Unit::number(),
            )
        };
        let last = served(hires.to);
        let last =
            self.formula(&input_name(&hires.name, "years_since_the_last_was_trained"), "number", last)?;
        let out = Expr::from(share) * Expr::number(length(hires));
        let out = self.formula(&input_name(&hires.name, "years_of_coming_out_of_training"), "number", out)?;
        let staying = match staff.replacement {
            None => negative(rate * last).exponential() * (Expr::from(rate) * out).mean_decay(),
            // Those who came out evenly have served half that time on average.
            Some(months) => filled((last + Expr::from(out) / Expr::number(2.0)).min(in_years(months)), rate),
        };
        self.formula(&input_name(&hires.name, "share_of_recruits_staying"), "share", staying).map(Some)
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

impl Recruits {
    fn add_to(&self, sums: &mut Sums) {
        let stages = [
            (Stage::Announced, Some(self.announced)),
            (Stage::Recruited, Some(self.recruited)),
            (Stage::InTraining, self.in_training),
            (Stage::Left, self.left),
        ];
        for (stage, cell) in stages {
            if let Some(cell) = cell {
                plus(&mut sums.stages[stage as usize], cell);
            }
        }
        plus(&mut sums.recruits, self.kept);
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

/// Years over which a row's recruits come.
fn length(hires: &Hires) -> f64 {
    hires.to.since(hires.from)
}

/// Share of a row's recruits who have come by each date.
fn came_by(hires: &Hires, years: &Years) -> Expr {
    let share = |date: &crate::quantity::Moment| (date.since(hires.from) / length(hires)).clamp(0.0, 1.0);
    Expr::Constants(years.axis, years.dates.iter().map(share).collect(), Unit::share())
}

/// Years from a moment to each date; below 0 before it.
fn since(moment: crate::quantity::Moment, years: &Years) -> Expr {
    let passed = years.dates.iter().map(|date| date.since(moment)).collect();
    Expr::Constants(years.axis, passed, Unit::number())
}

fn in_years(months: CellId) -> Expr {
    in_years_of(months.into())
}

fn in_years_of(months: Expr) -> Expr {
    months / Expr::Constant(12.0, "months".parse().unwrap_or_default())
}
