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
