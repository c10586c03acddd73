//! Points of the unit cube, in blocks: random, Latin hypercube or scrambled Sobol.

use super::AnalysisError;
use super::hypercube::Hypercube;
use super::sequence::{self, Sobol};
use super::stream::{Purpose, Stream};

/// How many points a block has; it names the streams, so that changing it changes every result.
pub const BLOCK: usize = 2048;

/// How the points are spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Sampling {
    /// Independent points: the intervals mean exactly what they say.
    #[default]
    Random,
    /// Latin hypercube: every input's range is covered evenly.
    LatinHypercube,
    /// Scrambled Sobol points: the whole space is covered evenly; best for averages.
    Sobol,
}

/// The points of a run.
///
/// ```
/// use stakeout::analysis::design::{Design, Sampling};
///
/// let design = Design::new(Sampling::Sobol, 42, 2, 8)?;
/// let mut column = [0.0; 8];
/// design.fill(1, 0, &mut column);
/// assert_eq!(column.iter().filter(|u| **u < 0.5).count(), 4);
/// # Ok::<(), stakeout::analysis::AnalysisError>(())
/// ```
#[derive(Debug, Clone)]
pub struct Design {
    seed: u64,
    points: u64,
    spread: Spread,
}

#[derive(Debug, Clone)]
enum Spread {
    Random,
    LatinHypercube(Hypercube),
    Sobol(Sobol),
}

impl Design {
    /// The points of a run of `points` points for `inputs` inputs.
    ///
    /// # Errors
    /// [`AnalysisError::TooManyDimensions`] and [`AnalysisError::TooManyDraws`] where the way of sampling
    /// has a limit.
    pub fn new(sampling: Sampling, seed: u64, inputs: usize, points: u64) -> Result<Self, AnalysisError> {
        let spread = match sampling {
            Sampling::Random => Spread::Random,
            Sampling::LatinHypercube => Spread::LatinHypercube(Hypercube::new(seed, points)?),
            Sampling::Sobol => Spread::Sobol(sobol(inputs, points)?),
        };
        Ok(Self { seed, points, spread })
    }

    /// How many points it has.
    pub fn points(&self) -> u64 {
        self.points
    }

    /// How many blocks the points make; the last may be shorter.
    pub fn blocks(&self) -> u64 {
        self.points.div_ceil(BLOCK as u64)
    }

    /// How many points block `block` has.
    pub fn block_len(&self, block: u64) -> usize {
        self.points.saturating_sub(block * BLOCK as u64).min(BLOCK as u64) as usize
    }

    /// Fills `column` (at most [`BLOCK`] long) with `input`'s coordinate of the points of `block`; all in
    /// the open interval (0, 1), the same whatever else is asked and in whatever order.
    pub fn fill(&self, input: usize, block: u64, column: &mut [f64]) {
        let first = block * BLOCK as u64;
        match &self.spread {
            Spread::Random => Stream::new(self.seed, Purpose::Points, input, block).fill(column),
            Spread::LatinHypercube(cube) => cube.fill(input, first, block, column),
            Spread::Sobol(sobol) => sobol.fill_scrambled(input, first, self.seed, column),
        }
    }
}

fn sobol(inputs: usize, points: u64) -> Result<Sobol, AnalysisError> {
    if points > sequence::POINTS {
        return Err(AnalysisError::TooManyDraws { asked: points, limit: sequence::POINTS });
    }
    Sobol::new(inputs)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::kolmogorov_smirnov;

    const ALL: [Sampling; 3] = [Sampling::Random, Sampling::LatinHypercube, Sampling::Sobol];

    fn column(design: &Design, input: usize) -> Vec<f64> {
        let mut column = vec![0.0; design.points() as usize];
        for (block, chunk) in (0..).zip(column.chunks_mut(BLOCK)) {
            design.fill(input, block, chunk);
        }
        column
    }

    #[test]
    fn every_way_is_uniform_on_the_open_interval() {
        for sampling in ALL {
            let design = Design::new(sampling, 0, 9, 1_000_000).unwrap();
            for input in [0, 8] {
                let u = column(&design, input);
                assert!(u.iter().all(|u| *u > 0.0 && *u < 1.0));
                assert!(kolmogorov_smirnov(u, |u| u) < 1.95, "{sampling:?}, input {input}");
            }
        }
    }

    #[test]
    fn blocks_are_counted() {
        let design = Design::new(Sampling::Random, 0, 1, 2 * BLOCK as u64 + 1).unwrap();
        assert_eq!(design.blocks(), 3);
        assert_eq!([0, 1, 2, 3].map(|block| design.block_len(block)), [BLOCK, BLOCK, 1, 0]);
    }

    #[test]
    fn seeds_and_inputs_differ() {
        for sampling in ALL {
            let of = |seed, input| column(&Design::new(sampling, seed, 2, 100).unwrap(), input);
            assert_ne!(of(0, 0), of(1, 0), "{sampling:?}");
            assert_ne!(of(0, 0), of(0, 1), "{sampling:?}");
            assert_eq!(of(0, 1), of(0, 1), "{sampling:?}");
        }
    }

    #[test]
    fn limits_are_said() {
        let long = Design::new(Sampling::Sobol, 0, 2, sequence::POINTS + 1);
        assert!(matches!(long, Err(AnalysisError::TooManyDraws { .. })));
        assert!(Design::new(Sampling::Random, 0, 5000, u64::MAX).is_ok());
    }
}
