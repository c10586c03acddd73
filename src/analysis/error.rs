//! What an analysis refuses, one variant per broken rule.

use super::correlation::NamedCorrelation;
use std::fmt;

/// Why an analysis gives no answer.
#[derive(Debug, Clone, PartialEq)]
pub enum AnalysisError {
    /// An outcome is not a finite number at a point.
    NotFinite {
        /// Which outcome, from 0.
        outcome: usize,
        /// The value of every input there, in the order of the inputs.
        point: Vec<f64>,
    },
    /// A Sobol sequence of more dimensions than there are direction numbers for.
    TooManyDimensions {
        /// How many were asked for.
        asked: usize,
        /// How many there are.
        limit: usize,
    },
    /// More points than the way of sampling has.
    TooManyDraws {
        /// How many were asked for.
        asked: u64,
        /// How many there are.
        limit: u64,
    },
    /// A rank correlation that means nothing.
    BadCorrelation(NamedCorrelation),
    /// Rank correlations that no set of numbers has together.
    ImpossibleCorrelations {
        /// The nearest ones that are possible.
        nearest: Vec<NamedCorrelation>,
    },
    /// As many quantities as the model takes were not given.
    InputCount {
        /// How many were given.
        given: usize,
        /// How many the model takes.
        taken: usize,
    },
    /// No draws asked for.
    NoDraws,
    /// More numbers to keep than memory is set aside for.
    TooManyKept {
        /// How many were asked for: draws times outcomes.
        asked: u64,
        /// How many there may be.
        limit: u64,
    },
    /// A share that must lie between 0 and 1, both excluded.
    NotBetween0And1 {
        /// What it was given for.
        what: &'static str,
        /// What was given.
        value: f64,
    },
    /// An outcome the model does not have.
    UnknownOutcome {
        /// Which, from 0.
        asked: usize,
        /// How many there are.
        outcomes: usize,
    },
    /// A target that is no number.
    TargetNotFinite,
    /// Latin hypercube sampling without a fixed number of draws.
    HypercubeNeedsDraws,
    /// An outcome too large to square.
    TooLarge {
        /// Which outcome, from 0.
        outcome: usize,
    },
    /// A hook asked to stop.
    Stopped,
}

impl fmt::Display for AnalysisError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFinite { outcome, point } => write!(
                f,
                "outcome {} has no finite value where the inputs are {}: it divides by zero or leaves what \
                 can be calculated there; narrow the input that allows it",
                outcome + 1,
                List(point)
            ),
            Self::TooManyDimensions { asked, limit } => write!(
                f,
                "scrambled Sobol points exist for up to {limit} columns of numbers and this needs {asked}: use \
                 random or Latin hypercube sampling, or let fewer inputs vary"
            ),
            Self::TooManyDraws { asked, limit } => write!(
                f,
                "this way of sampling has at most {limit} draws and {asked} were asked for: ask for fewer, or \
                 use random sampling"
            ),
            Self::BadCorrelation(wish) => write!(
                f,
                "{wish} is no rank correlation: write each pair of different inputs once, with a value from -1 to 1"
            ),
            Self::ImpossibleCorrelations { nearest } => write!(
                f,
                "these rank correlations cannot hold together, because inputs that both go with a third also go \
                 with each other; the nearest possible are {}",
                List(nearest)
            ),
            Self::InputCount { given, taken } => {
                write!(
                    f,
                    "the model takes {taken} inputs and {given} were given: give one quantity per input"
                )
            }
            Self::NoDraws => write!(f, "0 draws give no answer: ask for at least 1"),
            Self::TooManyKept { asked, limit } => write!(
                f,
                "keeping {asked} numbers (draws times outcomes) takes more memory than the {limit} that are set \
                 aside for: ask for fewer draws or outcomes, or do not keep the draws"
            ),
            Self::NotBetween0And1 { what, value } => {
                write!(
                    f,
                    "{what} is a share between 0 and 1, both excluded, and {value} is not: write for example 0.95"
                )
            }
            Self::UnknownOutcome { asked, outcomes } => write!(
                f,
                "there is no outcome {}: the model has {outcomes}; name one of them",
                asked.saturating_add(1)
            ),
            Self::TargetNotFinite => {
                write!(f, "a target is a number to be met, and this one is none: write for example 0.5")
            }
            Self::HypercubeNeedsDraws => write!(
                f,
                "Latin hypercube sampling divides each input by the number of draws and cannot go on until a precision \
                 is reached: give a number of draws, or use random or Sobol sampling"
            ),
            Self::TooLarge { outcome } => write!(
                f,
                "outcome {} is too large for a standard deviation (above about 1e150): express it in a larger unit",
                outcome + 1
            ),
            Self::Stopped => write!(f, "stopped before the last draw, as asked"),
        }
    }
}

impl std::error::Error for AnalysisError {}

/// Numbers with commas between them.
struct List<'a, T>(&'a [T]);

impl<T: fmt::Display> fmt::Display for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, value) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{value}")?;
        }
        Ok(())
    }
}
