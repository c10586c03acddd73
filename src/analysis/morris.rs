//! Screening: elementary effects of each input or group, for models with many inputs.
//!
//! Morris (1991), doi:10.1080/00401706.1991.10484804; mu* and groups: Campolongo, Cariboni and Saltelli
//! (2007), doi:10.1016/j.envsoft.2006.10.004.

use super::evaluate::{BLOCK, evaluate_block, fill, in_order, zeros};
use super::factors::{Factor, FactorError, Factors, Group, factors};
use super::interval::{Interval, student_quantile};
use super::trajectory::{Spread, Trajectory, trajectories};
use super::{AnalysisError, Input, Model};
use crate::quantity::Quantity;
use std::fmt;

/// How to screen.
#[derive(Debug, Clone, PartialEq)]
pub struct Screening {
    /// How many walks, each of one run more than there are factors.
    pub trajectories: usize,
    /// How many levels the grid has in each input, even.
    pub levels: usize,
    /// How the walks are chosen.
    pub spread: Spread,
    /// Inputs that move together.
    pub groups: Vec<Group>,
    /// The seed; 0 is a seed.
    pub seed: u64,
    /// How sure the intervals are, between 0 and 1.
    pub confidence: f64,
    /// Threads to work with; 0 for as many as the machine has. The answer is the same for any number.
    pub threads: usize,
}

impl Default for Screening {
    fn default() -> Self {
        Self {
            trajectories: 1_000,
            levels: 4,
            spread: Spread::default(),
            groups: Vec::new(),
            seed: 1,
            confidence: 0.95,
            threads: 0,
        }
    }
}

/// The elementary effects of one factor on one outcome, in the outcome's unit: by how much the outcome would
/// change if the factor moved over all of its range at the pace of one step.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Effect {
    /// The mean effect; nothing for a group, whose members move in different directions.
    pub mu: Option<f64>,
    /// The mean of the effects' sizes: the influence.
    pub mu_star: f64,
    /// The interval of `mu_star` (Student's t over the trajectories); no ends for a single trajectory and
    /// for [`Spread::Furthest`], which is no sample.
    pub interval: Interval,
    /// The standard deviation of the effects: interaction or curvature. Nothing for a group or a single
    /// trajectory.
    pub sigma: Option<f64>,
}

/// What screening found.
#[derive(Debug, Clone, PartialEq)]
pub struct Morris {
    /// What was moved, and what was held fixed.
    pub factors: Factors,
    /// One effect per outcome (first index) and factor (second index).
    pub effects: Vec<Vec<Effect>>,
    /// How often the model was run.
    pub runs: usize,
    /// The inputs without ends: moved between their 5% and 95% points, which count as their whole range.
    pub without_ends: Vec<usize>,
}

/// What is wrong with a screening.
#[derive(Debug, Clone, PartialEq)]
pub enum MorrisError {
    /// No trajectories.
    NoTrajectories,
    /// A number of levels that has no half, or is too large.
    Levels(usize),
    /// More runs than can be answered.
    TooManyRuns(usize),
    /// A confidence that is no share between 0 and 1.
    Confidence(f64),
    /// An outcome so large that its effects are infinite.
    TooLarge {
        /// The outcome, from 0.
        outcome: usize,
    },
    /// Groups or inputs that do not fit.
    Factors(FactorError),
    /// The model has no finite outcome at one of the points.
    Model(AnalysisError),
}

/// The most levels a grid may have, and the most runs a screening.
const MOST_LEVELS: usize = 1_000;
const MOST_RUNS: usize = 100_000_000;

impl fmt::Display for MorrisError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoTrajectories => write!(f, "0 trajectories show nothing; ask for at least 1"),
            Self::Levels(levels) => write!(
                f,
                "a step is half of the levels, which {levels} levels do not allow; write an even number from 2 \
                 to {MOST_LEVELS}, such as 4"
            ),
            Self::TooManyRuns(runs) => {
                write!(
                    f,
                    "{runs} runs are too many; ask for fewer trajectories, up to {MOST_RUNS} runs in all"
                )
            }
            Self::Confidence(confidence) => {
                write!(
                    f,
                    "an interval cannot be {confidence} sure; write a share between 0 and 1, such as 95%"
                )
            }
            Self::TooLarge { outcome } => write!(
                f,
                "outcome {} is too large for its effects to be compared; narrow the input that makes it so",
                outcome + 1
            ),
            Self::Factors(error) => error.fmt(f),
            Self::Model(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for MorrisError {}

impl From<FactorError> for MorrisError {
    fn from(error: FactorError) -> Self {
        Self::Factors(error)
    }
}

impl From<AnalysisError> for MorrisError {
    fn from(error: AnalysisError) -> Self {
        Self::Model(error)
    }
}

/// The elementary effects of every factor on every outcome.
///
/// Each trajectory starts at a random point of the grid {0, 1/(p-1), ..., 1} of the unit cube and moves one
/// factor at a time by p / (2 (p - 1)), up or down; effect = change of the outcome / step. mu is the mean,
/// mu* the mean size, sigma the standard deviation (n - 1) of the effects.
///
/// ```
/// use stakeout::analysis::{morris::{morris, Screening}, scalar, Input};
/// use stakeout::quantity::Quantity;
/// let (subjects, each) = (Quantity::uniform(10_000.0, 12_000.0), Quantity::uniform(15.0, 20.0));
/// let inputs =
///     [Input { name: "subjects", quantity: &subjects }, Input { name: "ratio", quantity: &each }];
/// let required = scalar(2, |x| x[0] * x[1]);
/// let found = morris(&inputs, &required, &Screening::default()).unwrap();
/// assert!(found.effects[0][1].mu_star > found.effects[0][0].mu_star);
/// ```
///
/// # Errors
///
/// A screening that makes no sense, groups that do not fit, or an outcome that is not finite.
pub fn morris<M: Model + ?Sized>(
    inputs: &[Input<'_>],
    model: &M,
    screening: &Screening,
) -> Result<Morris, MorrisError> {
    let factors = factors(inputs, model.inputs(), &screening.groups)?;
    let levels = check(screening, factors.varying.len())?;
    let walk = Walk {
        trajectories: trajectories(
            screening.trajectories,
            levels,
            inputs.len(),
            &factors.varying,
            (screening.spread, screening.seed, screening.threads),
        ),
        values: inputs.iter().map(|input| grid_values(input.quantity, levels)).collect(),
        factors: &factors.varying,
        levels,
        sampled: screening.spread != Spread::Furthest,
    };
    let outcomes = walk.outcomes(model, screening.threads)?;
    let count = factors.varying.len();
    let effects = in_order(count * outcomes.len(), screening.threads, |job| {
        walk.effect(&outcomes[job / count], job % count, screening.confidence)
    });
    let finite = |effect: &Effect| effect.mu_star.is_finite() && effect.sigma.is_none_or(f64::is_finite);
    if let Some(job) = effects.iter().position(|effect| !finite(effect)) {
        return Err(MorrisError::TooLarge { outcome: job / count });
    }
    let runs = outcomes.first().map_or(0, Vec::len);
    let without_ends = (0..inputs.len()).filter(|input| inputs[*input].quantity.ends().is_none()).collect();
    Ok(Morris {
        effects: effects.chunks(count).map(<[Effect]>::to_vec).collect(),
        runs,
        without_ends,
        factors,
    })
}

fn check(screening: &Screening, factors: usize) -> Result<u16, MorrisError> {
    if screening.trajectories == 0 {
        return Err(MorrisError::NoTrajectories);
    }
    let runs = screening.trajectories.saturating_mul(factors + 1);
    if runs > MOST_RUNS {
        return Err(MorrisError::TooManyRuns(runs));
    }
    if !(screening.confidence > 0.0 && screening.confidence < 1.0) {
        return Err(MorrisError::Confidence(screening.confidence));
    }
    let levels = screening.levels;
    let fitting = u16::try_from(levels).ok().filter(|n| *n >= 2 && n % 2 == 0 && levels <= MOST_LEVELS);
    fitting.ok_or(MorrisError::Levels(levels))
}

/// The values of an input at the levels of the grid.
fn grid_values(quantity: &Quantity, levels: u16) -> Vec<f64> {
    let (from, over) = if quantity.ends().is_some() { (0.0, 1.0) } else { (0.05, 0.9) };
    let share = |level: u16| f64::from(level) / f64::from(levels - 1);
    (0..levels).map(|level| quantity.quantile(from + over * share(level))).collect()
}

/// What differences of outcomes keep of their digits: effects that differ by less, relative to the largest
/// outcome, differ by rounding only.
const ROUNDING: f64 = 1e-13;

struct Walk<'a> {
    trajectories: Vec<Trajectory>,
    /// The value of each input (first index) at each level (second index).
    values: Vec<Vec<f64>>,
    factors: &'a [Factor],
    levels: u16,
    /// Whether the trajectories are a sample, which an interval needs.
    sampled: bool,
}

impl Walk<'_> {
    /// Runs of one trajectory.
    fn steps(&self) -> usize {
        self.factors.len() + 1
    }

    /// The length of a step in the unit cube.
    fn step(&self) -> f64 {
        f64::from(self.levels / 2) / f64::from(self.levels - 1)
    }

    /// Every outcome (first index) at every step of every trajectory (second index).
    fn outcomes<M: Model + ?Sized>(&self, model: &M, threads: usize) -> Result<Vec<Vec<f64>>, AnalysisError> {
        let steps = self.steps();
        let mut outcomes = zeros(model.outcomes(), steps * self.trajectories.len());
        let block = (BLOCK / steps).max(1) * steps;
        fill(&mut outcomes, block, threads, |start, slots| {
            let rows = slots.first().map_or(0, |slot| slot.len());
            let columns = self.columns(start / steps, rows);
            let columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
            evaluate_block(model, &columns, slots)
        })?;
        Ok(outcomes)
    }

    /// The inputs' values along the trajectories from number `first` on.
    fn columns(&self, first: usize, rows: usize) -> Vec<Vec<f64>> {
        let mut columns: Vec<Vec<f64>> = self.values.iter().map(|values| vec![values[0]; rows]).collect();
        let walked = self.trajectories[first..].iter().take(rows / self.steps());
        for (trajectory, start) in walked.zip((0..).step_by(self.steps())) {
            for (turn, factor) in trajectory.order.iter().enumerate() {
                for input in &self.factors[*factor].inputs {
                    let column = &mut columns[*input][start..start + self.steps()];
                    let (before, after) = column.split_at_mut(turn + 1);
                    before.fill(self.values[*input][usize::from(trajectory.start[*input])]);
                    after.fill(self.values[*input][usize::from(trajectory.end[*input])]);
                }
            }
        }
        columns
    }

    fn effect(&self, outcome: &[f64], factor: usize, confidence: f64) -> Effect {
        let effects = self.elementary(outcome, factor);
        let largest = outcome.iter().fold(0.0, |most: f64, y| most.max(y.abs()));
        let single = self.factors[factor].inputs.len() == 1;
        let effect = summary(&effects, single, ROUNDING * largest / self.step(), confidence);
        let interval = if self.sampled { effect.interval } else { Interval::default() };
        Effect { interval, ..effect }
    }

    /// The elementary effect of a factor in every trajectory.
    fn elementary(&self, outcome: &[f64], factor: usize) -> Vec<f64> {
        let walks = self.trajectories.iter().zip(outcome.chunks_exact(self.steps()));
        let effect = |(trajectory, walk): (&Trajectory, &[f64])| {
            let turn = trajectory.order.iter().position(|turn| *turn == factor).unwrap_or(0);
            let input = self.factors[factor].inputs[0];
            let up = trajectory.start[input] < trajectory.end[input];
            let change = if up { walk[turn + 1] - walk[turn] } else { walk[turn] - walk[turn + 1] };
            change / self.step()
        };
        walks.map(effect).collect()
    }
}

/// mu, mu* with its interval, and sigma of elementary effects; differences up to `rounding` are none.
pub(crate) fn summary(effects: &[f64], single: bool, rounding: f64, confidence: f64) -> Effect {
    let sizes: Vec<f64> = effects.iter().map(|effect| effect.abs()).collect();
    let (mu, mu_star) = (mean(effects), mean(&sizes));
    let freedom = effects.len() as f64 - 1.0;
    let sigma = deviation(effects, mu, rounding);
    let interval = deviation(&sizes, mu_star, rounding).map_or_else(Interval::default, |deviation| {
        let half = student_quantile(0.5 + confidence / 2.0, freedom) * deviation / libm::sqrt(freedom + 1.0);
        // A mean size is not negative.
        Interval::new((mu_star - half).max(0.0), mu_star + half)
    });
    Effect { mu: single.then_some(mu), mu_star, interval, sigma: sigma.filter(|_| single) }
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / values.len() as f64
}

/// The standard deviation (n - 1); nothing for a single value, 0 where only rounding is left.
fn deviation(values: &[f64], mean: f64, rounding: f64) -> Option<f64> {
    let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
    let deviation = libm::sqrt(squares / (values.len() as f64 - 1.0));
    (values.len() > 1).then_some(if deviation <= rounding { 0.0 } else { deviation })
}
