//! The recruits of a row of hires over the dates: announced, recruited, in training, trained, gone.

use super::super::Hires;
use super::super::compile::{Builder, Built};
use super::super::series::Followed;
use super::super::timeline::Years;
use super::inputs::HiresInputs;
use super::stage::Stage;
use super::{PoolStaff, Sums, filled, in_years, in_years_of, negative, none_below, one_less, plus};
use crate::quantity::Moment;
use crate::sheet::{CellId, Expr, Source, input_name};
use crate::unit::Unit;

/// The recruits of one row over the dates.
pub(super) struct Recruits {
    pub(super) announced: CellId,
    pub(super) recruited: CellId,
    pub(super) in_training: Option<CellId>,
    pub(super) kept: CellId,
    pub(super) left: Option<CellId>,
    pub(super) trainers: Option<Expr>,
    pub(super) assigned: Option<Expr>,
}

impl Builder<'_> {
    /// The recruits of a row, from announced to still there.
    pub(super) fn add_recruits(
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
}

impl Recruits {
    pub(super) fn add_to(&self, sums: &mut Sums) {
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

/// Years over which a row's recruits come.
fn length(hires: &Hires) -> f64 {
    hires.to.since(hires.from)
}

/// Share of a row's recruits who have come by each date.
fn came_by(hires: &Hires, years: &Years) -> Expr {
    let share = |date: &Moment| (date.since(hires.from) / length(hires)).clamp(0.0, 1.0);
    Expr::Constants(years.axis, years.dates.iter().map(share).collect(), Unit::share())
}

/// Years from a moment to each date; below 0 before it.
fn since(moment: Moment, years: &Years) -> Expr {
    let passed = years.dates.iter().map(|date| date.since(moment)).collect();
    Expr::Constants(years.axis, passed, Unit::number())
}
