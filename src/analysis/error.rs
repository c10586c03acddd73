//! What an analysis refuses, one variant per broken rule.

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
        }
    }
}

impl std::error::Error for AnalysisError {}

/// Numbers with commas between them.
struct List<'a>(&'a [f64]);

impl fmt::Display for List<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, value) in self.0.iter().enumerate() {
            let comma = if at == 0 { "" } else { ", " };
            write!(f, "{comma}{value}")?;
        }
        Ok(())
    }
}
