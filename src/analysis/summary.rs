//! What a simulation answers, and how it follows from what was gathered.

use super::design::Sampling;
use super::drivers::Driver;
use super::histogram::Histogram;
use super::interval::{Interval, quantile_ranks, student_quantile};
use super::moments::Moments;
use super::order::quantile_position;

/// A number and the interval it is known to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Where the truth lies, as sure as was asked.
    pub interval: Interval,
}

/// A quantile of an outcome.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantile {
    /// The share of the draws below it.
    pub share: f64,
    /// Its value, between the two draws nearest to that share (as Excel's PERCENTILE.INC), and the interval
    /// between two of the ordered draws, which holds for any distribution.
    pub estimate: Estimate,
    /// The ranks, from 0, of the draws that are the interval's ends.
    pub ranks: (Option<u64>, Option<u64>),
}

/// What the draws say of one outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Summary {
    /// The mean.
    pub mean: Estimate,
    /// The standard deviation; none of a single draw.
    pub sd: Option<Estimate>,
    /// The smallest draw.
    pub min: f64,
    /// The largest draw.
    pub max: f64,
    /// The quantiles asked for, in that order.
    pub quantiles: Vec<Quantile>,
    /// Which inputs go with it, one per input; empty where not asked for.
    pub drivers: Vec<Driver>,
    /// The first draws (as many as the drivers are taken from) counted into bins from the smallest to the
    /// largest of them, where asked for.
    pub histogram: Option<Histogram>,
    /// The draws in their order, in parts; empty where they are not kept.
    pub kept: Vec<Box<[f64]>>,
}

impl Summary {
    /// The kept draws, in their order.
    pub fn draws(&self) -> impl Iterator<Item = f64> {
        self.kept.iter().flat_map(|part| part.iter().copied())
    }
}

/// What a simulation answers.
#[derive(Debug, Clone, PartialEq)]
pub struct Simulation {
    /// How many draws were made.
    pub draws: u64,
    /// The seed they were made with.
    pub seed: u64,
    /// How the points were spread.
    pub sampling: Sampling,
    /// How sure the intervals are.
    pub confidence: f64,
    /// Whether the intervals hold the truth more often than they say: they do for Latin hypercube and
    /// Sobol points, which are more regular than the intervals assume.
    pub conservative: bool,
    /// For each outcome.
    pub outcomes: Vec<Summary>,
    /// The probability of meeting each target, in the order asked (Wilson's interval).
    pub targets: Vec<Estimate>,
    /// How many draws, from the first, the drivers are taken from.
    pub driver_draws: u64,
    /// Whether the precision asked for was reached; none asked for: `None`.
    pub precision_reached: Option<bool>,
}

/// The mean with its interval: Student's t times s / sqrt(n), for independent draws. Latin hypercube points do
/// better than that (Stein 1987, doi:10.1080/00401706.1987.10488205), and how much is not known from the draws.
/// Sobol points do much better, which the means of batches of consecutive draws show where all batches are
/// whole; that the batches also make up for each other is left out.
pub(crate) fn mean(parts: &[Moments], sampling: Sampling, confidence: f64) -> Estimate {
    let total = Moments::total(parts);
    let p = 0.5 + confidence / 2.0;
    let batches = if sampling == Sampling::Sobol { batches(parts) } else { None };
    let n = total.count() as f64;
    let (error, freedom) = batches.unwrap_or((total.sd() / libm::sqrt(n), n - 1.0));
    let interval = if n < 2.0 {
        Interval::default()
    } else {
        Interval::around(total.mean(), student_quantile(p, freedom) * error)
    };
    Estimate { value: total.mean(), interval }
}

/// Fewer batches than this say too little of their spread.
const FEWEST_BATCHES: usize = 8;
const MOST_BATCHES: usize = 32;

/// The standard error of the mean from the means of equal batches, and its degrees of freedom. A batch is a
/// power of two of parts, as Sobol points are even over powers of two; what is left over when the last batch is
/// not whole is the least even part of all, and no batch shows it: then there is no answer.
fn batches(parts: &[Moments]) -> Option<(f64, f64)> {
    let size = parts.len().div_ceil(MOST_BATCHES).next_power_of_two();
    let batches: Vec<Moments> = parts.chunks(size).map(Moments::total).collect();
    let full = batches.first()?.count();
    let whole = batches.iter().all(|batch| batch.count() == full);
    let means: Vec<f64> = batches.iter().map(Moments::mean).collect();
    let spread = Moments::of(&means);
    let count = means.len() as f64;
    (whole && means.len() >= FEWEST_BATCHES).then(|| (spread.sd() / libm::sqrt(count), count - 1.0))
}

/// The standard deviation with its interval.
pub(crate) fn sd(total: &Moments, confidence: f64) -> Option<Estimate> {
    (total.count() > 1).then(|| Estimate { value: total.sd(), interval: total.sd_interval(confidence) })
}

/// The ranks that a quantile and its interval are made of.
pub(crate) struct Ranks {
    share: f64,
    below: u64,
    above: u64,
    way: f64,
    interval: (Option<u64>, Option<u64>),
}

impl Ranks {
    pub(crate) fn new(draws: u64, share: f64, confidence: f64) -> Self {
        let (below, above, way) = quantile_position(draws, share);
        Self { share, below, above, way, interval: quantile_ranks(draws, share, confidence) }
    }

    /// All of them.
    pub(crate) fn all(&self) -> impl Iterator<Item = u64> {
        [Some(self.below), Some(self.above), self.interval.0, self.interval.1].into_iter().flatten()
    }

    /// The quantile, from the value at each rank.
    pub(crate) fn quantile(&self, value: impl Fn(u64) -> f64) -> Quantile {
        let (below, above) = (value(self.below), value(self.above));
        // Not below + way * (above - below), which may overflow between far ends.
        let middle = if below == above { below } else { below * (1.0 - self.way) + above * self.way };
        let interval = Interval { low: self.interval.0.map(&value), high: self.interval.1.map(&value) };
        Quantile { share: self.share, estimate: Estimate { value: middle, interval }, ranks: self.interval }
    }
}
