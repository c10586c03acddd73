//! How points are spread over what the inputs may be, as the command line says it.

use crate::analysis;

/// The ways there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Sampling {
    /// Independent draws.
    Random,
    /// Latin hypercube.
    Latin,
    /// Scrambled Sobol points.
    Sobol,
}

impl Sampling {
    pub(super) fn design(self) -> analysis::Sampling {
        match self {
            Self::Random => analysis::Sampling::Random,
            Self::Latin => analysis::Sampling::LatinHypercube,
            Self::Sobol => analysis::Sampling::Sobol,
        }
    }

    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Random => "random",
            Self::Latin => "latin",
            Self::Sobol => "sobol",
        }
    }

    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Random => "random sampling",
            Self::Latin => "Latin hypercube sampling, for which the intervals are wider than they need be",
            Self::Sobol => "scrambled Sobol points, for which the intervals are wider than they need be",
        }
    }
}
