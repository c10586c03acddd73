//! What a simulation is asked for, and what of that cannot be done.

use super::correlation::Correlation;
use super::design::Sampling;
use super::{AnalysisError, hypercube, sequence};
use std::ops::ControlFlow;

/// What a simulation is asked for.
#[derive(Debug, Clone, PartialEq)]
pub struct Options {
    /// When to stop.
    pub stop: Stop,
    /// The seed; 0 is one like any other.
    pub seed: u64,
    /// How the points are spread.
    pub sampling: Sampling,
    /// How many threads; 0 for as many as the machine offers. The results do not depend on it.
    pub threads: usize,
    /// How sure the intervals are, between 0 and 1.
    pub confidence: f64,
    /// Which quantiles, each between 0 and 1.
    pub quantiles: Vec<f64>,
    /// What outcomes should meet.
    pub targets: Vec<Target>,
    /// Which inputs go together.
    pub correlations: Vec<Correlation>,
    /// Whether to say which inputs go with each outcome.
    pub drivers: bool,
    /// How many bins the first 65,536 draws of each outcome are counted into; 0 for no histogram.
    pub bins: usize,
    /// Whether the draws of the outcomes are kept, 8 bytes each; nothing else depends on it.
    pub keep_draws: bool,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            stop: Stop::Draws(100_000),
            seed: 0,
            sampling: Sampling::Random,
            threads: 0,
            confidence: 0.95,
            quantiles: vec![0.05, 0.25, 0.5, 0.75, 0.95],
            targets: Vec::new(),
            correlations: Vec::new(),
            drivers: true,
            bins: 0,
            keep_draws: true,
        }
    }
}

/// When a simulation stops.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Stop {
    /// After so many draws.
    Draws(u64),
    /// When an interval is narrow enough.
    Precision(Precision),
}

impl Stop {
    /// The most draws there can be.
    pub fn most_draws(&self) -> u64 {
        match self {
            Self::Draws(draws) => *draws,
            Self::Precision(precision) => precision.at_most,
        }
    }
}

/// How narrow an interval has to be.
///
/// The draws are doubled, or more where the interval is still far too wide, until it is that narrow. As
/// stopping depends on the draws, the last interval holds the truth a little less often than it says.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Precision {
    /// Of which outcome.
    pub outcome: usize,
    /// Of which of its statistics.
    pub of: Statistic,
    /// Half the interval's width, as a share of the statistic, is to be at most this.
    pub relative: f64,
    /// Give up after so many draws.
    pub at_most: u64,
}

/// A statistic that a precision is asked for.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Statistic {
    /// The mean.
    Mean,
    /// The value below which this share of the draws lies.
    Quantile(f64),
}

/// What an outcome should meet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Target {
    /// Which outcome.
    pub outcome: usize,
    /// On which side of the value it is met.
    pub meets: Meets,
    /// The value.
    pub value: f64,
}

/// On which side of a value a target is met; the value itself always meets it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Meets {
    /// The outcome is to be at least the value.
    AtLeast,
    /// The outcome is to be at most the value.
    AtMost,
}

impl Target {
    /// How many of the draws meet it.
    pub(crate) fn hits(&self, draws: &[f64]) -> u64 {
        let value = self.value;
        match self.meets {
            Meets::AtLeast => draws.iter().map(|draw| u64::from(*draw >= value)).sum(),
            Meets::AtMost => draws.iter().map(|draw| u64::from(*draw <= value)).sum(),
        }
    }
}

/// Called with the draws done and planned so far; `Break` stops the simulation.
pub type Progress<'a> = &'a (dyn Fn(u64, u64) -> ControlFlow<()> + Sync);

/// Called with a block's columns of inputs and of outcomes, in the order of the draws; `Break` stops.
pub type EachBlock<'a> = &'a mut (dyn FnMut(&[&[f64]], &[&[f64]]) -> ControlFlow<()> + Send);

/// What else happens during a simulation.
#[derive(Default)]
pub struct Hooks<'a> {
    /// For a bar and for Ctrl-C: from any thread, every few thousand draws.
    pub progress: Option<Progress<'a>>,
    /// For writing the draws out. One thread then does all the work, as writing takes longer than drawing.
    pub each_block: Option<EachBlock<'a>>,
}

/// The most draws of plain random sampling.
pub const MOST_DRAWS: u64 = 1 << 34;
/// The most numbers that are kept: draws times outcomes, 3.2 GB.
pub const MOST_KEPT: u64 = 400_000_000;

impl Options {
    /// Checks everything that does not need the inputs.
    pub(crate) fn check(&self, outcomes: usize) -> Result<(), AnalysisError> {
        self.check_draws(outcomes)?;
        check_share("the confidence", self.confidence)?;
        self.quantiles.iter().try_for_each(|share| check_share("a quantile", *share))?;
        for target in &self.targets {
            check_outcome(target.outcome, outcomes)?;
            if !target.value.is_finite() {
                return Err(AnalysisError::TargetNotFinite);
            }
        }
        match &self.stop {
            Stop::Draws(_) => Ok(()),
            Stop::Precision(precision) => self.check_precision(precision, outcomes),
        }
    }

    fn check_draws(&self, outcomes: usize) -> Result<(), AnalysisError> {
        let asked = self.stop.most_draws();
        let limit = match self.sampling {
            Sampling::Random => MOST_DRAWS,
            Sampling::LatinHypercube => hypercube::POINTS,
            Sampling::Sobol => sequence::POINTS,
        };
        let kept = asked.saturating_mul(outcomes as u64);
        if asked == 0 {
            Err(AnalysisError::NoDraws)
        } else if asked > limit {
            Err(AnalysisError::TooManyDraws { asked, limit })
        } else if self.keep_draws && kept > MOST_KEPT {
            Err(AnalysisError::TooManyKept { asked: kept, limit: MOST_KEPT })
        } else {
            Ok(())
        }
    }

    fn check_precision(&self, precision: &Precision, outcomes: usize) -> Result<(), AnalysisError> {
        if self.sampling == Sampling::LatinHypercube {
            return Err(AnalysisError::HypercubeNeedsDraws);
        }
        check_outcome(precision.outcome, outcomes)?;
        if let Statistic::Quantile(share) = precision.of {
            check_share("a quantile", share)?;
        }
        check_share("a precision", precision.relative)
    }
}

fn check_share(what: &'static str, value: f64) -> Result<(), AnalysisError> {
    if value > 0.0 && value < 1.0 { Ok(()) } else { Err(AnalysisError::NotBetween0And1 { what, value }) }
}

fn check_outcome(asked: usize, outcomes: usize) -> Result<(), AnalysisError> {
    if asked < outcomes { Ok(()) } else { Err(AnalysisError::UnknownOutcome { asked, outcomes }) }
}
