//! Variance shares: how much of an outcome's uncertainty comes from each input, alone and with others.
//!
//! Sobol' (2001), doi:10.1016/S0378-4754(00)00270-6; estimators: see [`super::terms`].

use super::factors::{FactorError, Factors, Group, factors};
use super::interval::{Interval, two_sided};
use super::saltelli::{Plan, Runs, runs};
use super::terms::{Estimate, Order, estimates, moments, orders, standardise};
use super::{AnalysisError, Input, Model, Sampling, resample};
use std::fmt;

/// How variance is to be shared out.
#[derive(Debug, Clone, PartialEq)]
pub struct Sharing {
    /// Base samples N: the model runs N (d + 2) times for d factors, with second order N (2 d + 2) times.
    pub samples: usize,
    /// How the samples are spread.
    pub sampling: Sampling,
    /// Whether pairs of factors are asked for too.
    pub second_order: bool,
    /// Inputs that count as one.
    pub groups: Vec<Group>,
    /// Intervals by so many bootstrap resamples; by the influence function where nothing is given.
    pub resamples: Option<usize>,
    /// How sure the intervals are, between 0 and 1.
    pub confidence: f64,
    /// The seed; 0 is a seed.
    pub seed: u64,
    /// Threads to work with; 0 for as many as the machine has. The answer is the same for any number.
    pub threads: usize,
}

impl Default for Sharing {
    fn default() -> Self {
        Self {
            samples: 1 << 14,
            sampling: Sampling::Sobol,
            second_order: true,
            groups: Vec::new(),
            resamples: None,
            confidence: 0.95,
            seed: 1,
            threads: 0,
        }
    }
}

/// A share of one outcome's variance, without unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// Which share, of which factors.
    pub order: Order,
    /// The share; sampling may carry it a little below 0 or above 1.
    pub value: f64,
    /// Where the true share lies.
    pub interval: Interval,
    /// Whether the interval holds 0: the share is not distinguishable from 0.
    pub may_be_zero: bool,
}

/// The shares of one outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct OutcomeShares {
    /// First order, total and, where asked, second order.
    pub shares: Vec<Share>,
    /// The outcome's mean, in its own unit.
    pub mean: f64,
    /// The outcome's standard deviation, in its own unit.
    pub deviation: f64,
    /// Whether the outcome does not vary: all its shares are 0 then.
    pub constant: bool,
}

/// How the variance of every outcome is shared out.
#[derive(Debug, Clone, PartialEq)]
pub struct Sobol {
    /// What varied, and what was held fixed: no share speaks of the latter.
    pub factors: Factors,
    /// The shares of each outcome.
    pub outcomes: Vec<OutcomeShares>,
    /// How often the model was run.
    pub runs: usize,
    /// Whether the intervals are wider than they need be: they do not know how evenly the samples are spread.
    pub conservative: bool,
}

/// What is wrong with a question for variance shares.
#[derive(Debug, Clone, PartialEq)]
pub enum SobolError {
    /// Fewer than two samples.
    TooFewSamples(usize),
    /// More runs than fit into memory.
    TooManyRuns(usize),
    /// Fewer resamples than an interval needs.
    TooFewResamples(usize),
    /// More terms than a bootstrap can hold.
    TooManyTerms(usize),
    /// A confidence that is no share between 0 and 1.
    Confidence(f64),
    /// An outcome so much larger in some runs than in others that squares of it are infinite.
    TooLarge {
        /// The outcome, from 0.
        outcome: usize,
    },
    /// Groups or inputs that do not fit.
    Factors(FactorError),
    /// The samples cannot be drawn, or the model has no finite outcome at one of them.
    Model(AnalysisError),
}

/// The fewest resamples: below, the ends of a 95% interval are the extremes.
const FEWEST_RESAMPLES: usize = 100;
/// The most outcomes of runs and the most terms that are kept, 8 bytes each.
const MOST_RUNS: usize = 1 << 28;
const MOST_TERMS: usize = 1 << 27;

impl fmt::Display for SobolError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooFewSamples(samples) => {
                write!(f, "{samples} samples have no variance to share out; ask for at least 2, better 1024")
            }
            Self::TooManyRuns(runs) => {
                write!(
                    f,
                    "{runs} runs are too many to keep; ask for fewer samples, up to {MOST_RUNS} runs in all"
                )
            }
            Self::TooFewResamples(resamples) => write!(
                f,
                "{resamples} resamples do not make an interval; ask for at least {FEWEST_RESAMPLES}, or leave \
                 resamples out"
            ),
            Self::TooManyTerms(terms) => write!(
                f,
                "resampling {terms} terms takes too much memory; ask for fewer samples, or leave resamples out"
            ),
            Self::Confidence(confidence) => {
                write!(
                    f,
                    "an interval cannot be {confidence} sure; write a share between 0 and 1, such as 95%"
                )
            }
            Self::TooLarge { outcome } => write!(
                f,
                "outcome {} is too large in some runs to compare them; narrow the input that makes it so",
                outcome + 1
            ),
            Self::Factors(error) => error.fmt(f),
            Self::Model(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SobolError {}

impl From<FactorError> for SobolError {
    fn from(error: FactorError) -> Self {
        Self::Factors(error)
    }
}

impl From<AnalysisError> for SobolError {
    fn from(error: AnalysisError) -> Self {
        Self::Model(error)
    }
}

/// How the variance of every outcome is shared out among inputs or groups.
///
/// First order V(E(y | x)) / V(y), total 1 - V(E(y | all but x)) / V(y), second order what two explain
/// together beyond each alone; estimators in [`super::terms`]. Intervals: value +- z standard errors of the
/// ratio by its influence function, or percentiles of the bootstrap.
///
/// ```
/// use stakeout::analysis::{scalar, sobol::{sobol, Sharing}, terms::Order, Input};
/// use stakeout::quantity::Quantity;
/// let (subjects, each) = (Quantity::uniform(10_000.0, 12_000.0), Quantity::uniform(15.0, 20.0));
/// let inputs =
///     [Input { name: "subjects", quantity: &subjects }, Input { name: "ratio", quantity: &each }];
/// let required = scalar(2, |x| x[0] * x[1]);
/// let found = sobol(&inputs, &required, &Sharing::default()).unwrap();
/// let ratio = found.outcomes[0].shares[1];
/// assert_eq!(ratio.order, Order::First(1));
/// assert!((ratio.value - 0.711).abs() < 0.01);
/// ```
///
/// # Errors
///
/// A question that makes no sense, groups that do not fit, or an outcome that is not finite.
pub fn sobol<M: Model + ?Sized>(
    inputs: &[Input<'_>],
    model: &M,
    sharing: &Sharing,
) -> Result<Sobol, SobolError> {
    let factors = factors(inputs, model.inputs(), &sharing.groups)?;
    let count = factors.varying.len();
    let orders = orders(count, sharing.second_order);
    let variants = 2 + count * if sharing.second_order { 2 } else { 1 };
    check(sharing, variants.saturating_mul(model.outcomes()), orders.len())?;
    let all = runs(inputs, model, &factors, plan(sharing))?;
    let all = all.into_iter().enumerate();
    let outcomes: Result<_, SobolError> =
        all.map(|(outcome, runs)| finite(shares(runs, &orders, sharing), outcome)).collect();
    let conservative = sharing.sampling != Sampling::Random;
    Ok(Sobol { factors, outcomes: outcomes?, runs: sharing.samples * variants, conservative })
}

fn check(sharing: &Sharing, columns: usize, orders: usize) -> Result<(), SobolError> {
    let samples = sharing.samples;
    if samples < 2 {
        return Err(SobolError::TooFewSamples(samples));
    }
    let runs = samples.saturating_mul(columns);
    if runs > MOST_RUNS {
        return Err(SobolError::TooManyRuns(runs));
    }
    if let Some(resamples) = sharing.resamples {
        let terms = samples.saturating_mul(orders);
        if resamples < FEWEST_RESAMPLES {
            return Err(SobolError::TooFewResamples(resamples));
        }
        if terms > MOST_TERMS {
            return Err(SobolError::TooManyTerms(terms));
        }
    }
    let possible = sharing.confidence > 0.0 && sharing.confidence < 1.0;
    if possible { Ok(()) } else { Err(SobolError::Confidence(sharing.confidence)) }
}

fn plan(sharing: &Sharing) -> Plan {
    let Sharing { samples, sampling, second_order, seed, threads, .. } = *sharing;
    Plan { samples, sampling, second_order, seed, threads }
}

/// Refuses shares that are no numbers.
fn finite(found: OutcomeShares, outcome: usize) -> Result<OutcomeShares, SobolError> {
    let finite = |share: &Share| share.value.is_finite() && share.interval.width().is_some();
    let all = found.deviation.is_finite() && found.shares.iter().all(finite);
    if all { Ok(found) } else { Err(SobolError::TooLarge { outcome }) }
}

fn shares(mut runs: Runs, orders: &[Order], sharing: &Sharing) -> OutcomeShares {
    let (mean, deviation) = moments(&runs);
    if !standardise(&mut runs, (mean, deviation), sharing.threads) {
        let none = |order: &Order| share(*order, 0.0, Interval::new(0.0, 0.0));
        return OutcomeShares {
            shares: orders.iter().map(none).collect(),
            mean,
            deviation: 0.0,
            constant: true,
        };
    }
    let estimates = estimates(&runs, orders, sharing.threads);
    let intervals = match sharing.resamples {
        None => estimates.iter().map(|estimate| around(*estimate, sharing.confidence)).collect(),
        Some(resamples) => {
            let (seed, threads) = (sharing.seed, sharing.threads);
            resample::intervals(&runs, orders, (resamples, sharing.confidence), (seed, threads))
        }
    };
    let all = orders.iter().zip(&estimates).zip(intervals);
    let shares = all.map(|((order, estimate), interval)| share(*order, estimate.value, interval)).collect();
    OutcomeShares { shares, mean, deviation, constant: false }
}

fn around(estimate: Estimate, confidence: f64) -> Interval {
    Interval::around(estimate.value, two_sided(confidence) * estimate.error)
}

fn share(order: Order, value: f64, interval: Interval) -> Share {
    Share { order, value, interval, may_be_zero: interval.holds(0.0) }
}
