//! Latin hypercube sampling: with n points, each of n equal strata of every input is hit once.
//!
//! `McKay`, Beckman and Conover 1979 (doi:10.1080/00401706.1979.10489755). The order in which an input's
//! strata are visited is a keyed permutation that any point can be looked up in, so that blocks need not
//! know each other: an invertible hash on the next power of two, walked until it falls below n (Black and
//! Rogaway 2002, doi:10.1007/3-540-45760-7_9).

use super::AnalysisError;
use super::stream::{Purpose, Stream, key};

/// How many points a hypercube may have: the place within a stratum needs the digits that are left.
pub const POINTS: u64 = 1 << 32;

/// A Latin hypercube of a number of points.
#[derive(Debug, Clone)]
pub struct Hypercube {
    seed: u64,
    points: u64,
}

impl Hypercube {
    /// The hypercube of so many points.
    ///
    /// # Errors
    /// [`AnalysisError::TooManyDraws`] above 2^32 points.
    pub fn new(seed: u64, points: u64) -> Result<Self, AnalysisError> {
        if points > POINTS {
            return Err(AnalysisError::TooManyDraws { asked: points, limit: POINTS });
        }
        Ok(Self { seed, points: points.max(1) })
    }

    /// Fills `column` with `input`'s coordinate of the points from `first` on; in (0, 1).
    ///
    /// `block` names the stream of the places within the strata. Points past the last one repeat from the
    /// first stratum order.
    ///
    /// ```
    /// use stakeout::analysis::hypercube::Hypercube;
    ///
    /// let mut column = [0.0; 4];
    /// Hypercube::new(1, 4)?.fill(0, 0, 0, &mut column);
    /// let mut strata = column.map(|u| (u * 4.0) as u8);
    /// strata.sort();
    /// assert_eq!(strata, [0, 1, 2, 3]);
    /// # Ok::<(), stakeout::analysis::AnalysisError>(())
    /// ```
    pub fn fill(&self, input: usize, first: u64, block: u64, column: &mut [f64]) {
        let order = Permutation::new(self.points, key(self.seed, Purpose::Shuffle, input, 0));
        // As many digits for the place within a stratum as the stratum's number leaves free of 51, so that
        // their sum is exact and its quotient never rounds into the next stratum.
        let digits = 51 - (self.points.ilog2() + 1);
        let mut stream = Stream::new(self.seed, Purpose::Jitter, input, block);
        let mut words = vec![0; column.len()];
        stream.fill_words(&mut words);
        let scale = 1.0 / (1_u64 << digits) as f64;
        for (at, (slot, word)) in (first..).zip(column.iter_mut().zip(words)) {
            let place = ((word >> (64 - digits)) as f64 + 0.5) * scale;
            *slot = (order.at(at % self.points) as f64 + place) / self.points as f64;
        }
    }
}

/// A keyed permutation of 0..n in which any place is looked up without the others.
#[derive(Debug, Clone)]
struct Permutation {
    len: u64,
    mask: u64,
    shift: u32,
    rounds: [(u64, u64); ROUNDS],
}

/// With these, every order of 2 to 5 things is equally frequent (tested); on fewer bits the steps mix badly,
/// and walking through 256 numbers to find four costs nothing.
const ROUNDS: usize = 6;
const FEWEST_BITS: u32 = 8;

impl Permutation {
    fn new(len: u64, key: u64) -> Self {
        let bits = (u64::BITS - (len.max(2) - 1).leading_zeros()).max(FEWEST_BITS);
        let mut words = [0; 2 * ROUNDS];
        Stream::new(key, Purpose::Shuffle, 0, 0).fill_words(&mut words);
        let mut rounds = [(1, 0); ROUNDS];
        for (round, pair) in rounds.iter_mut().zip(words.chunks_exact(2)) {
            *round = (pair[0] | 1, pair[1]);
        }
        Self { len, mask: u64::MAX >> (u64::BITS - bits), shift: bits.div_ceil(2), rounds }
    }

    #[inline]
    fn at(&self, place: u64) -> u64 {
        let mut there = self.hash(place);
        while there >= self.len {
            there = self.hash(there);
        }
        there
    }

    /// A permutation of the next power of two: each step can be undone.
    #[inline]
    fn hash(&self, place: u64) -> u64 {
        self.rounds.iter().fold(place, |x, (odd, add)| {
            let x = x.wrapping_mul(*odd).wrapping_add(*add) & self.mask;
            x ^ (x >> self.shift)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::kolmogorov_smirnov;
    use proptest::prelude::*;
    use std::collections::BTreeMap;

    fn column(seed: u64, points: u64, input: usize) -> Vec<f64> {
        let mut column = vec![0.0; points as usize];
        Hypercube::new(seed, points).unwrap().fill(input, 0, 0, &mut column);
        column
    }

    fn every_stratum_once(column: &[f64]) -> bool {
        let n = column.len();
        let mut hits = vec![0; n];
        for u in column {
            hits[(u * n as f64) as usize] += 1;
        }
        hits.iter().all(|hits| *hits == 1)
    }

    #[test]
    fn every_stratum_is_hit_once() {
        for points in [1, 2, 3, 7, 1000, 4096, 65_537, 1_000_000] {
            assert!(every_stratum_once(&column(5, points, 2)), "{points} points");
        }
    }

    #[test]
    fn every_order_of_a_few_is_equally_frequent() {
        for (len, orders) in [(2, 2), (3, 6), (4, 24), (5, 120)] {
            let mut seen: BTreeMap<Vec<u64>, f64> = BTreeMap::new();
            let tries = 2000 * orders;
            for seed in 0..tries {
                let order = Permutation::new(len, key(seed, Purpose::Shuffle, 0, 0));
                *seen.entry((0..len).map(|place| order.at(place)).collect()).or_default() += 1.0;
            }
            assert_eq!(seen.len() as u64, orders);
            let chi: f64 = seen.values().map(|count| (count - 2000.0_f64).powi(2) / 2000.0).sum();
            let freedom = (orders - 1) as f64;
            // Wilson and Hilferty: the .999 point of chi square.
            let c = 2.0 / (9.0 * freedom);
            let limit = freedom * (1.0 - c + 3.09 * c.sqrt()).powi(3);
            assert!(chi < limit, "{len} things: chi square {chi:.1} against {limit:.1}");
        }
    }

    #[test]
    fn inputs_are_visited_in_unrelated_orders() {
        let (a, b) = (column(1, 10_000, 0), column(1, 10_000, 1));
        let correlation: f64 =
            a.iter().zip(&b).map(|(a, b)| (a - 0.5) * (b - 0.5)).sum::<f64>() * 12.0 / 10_000.0;
        assert!(correlation.abs() < 0.04);
        // Nor is an order related to itself a few places on.
        for lag in [1, 2, 3, 5000] {
            let r: f64 = a.iter().zip(&a[lag..]).map(|(a, b)| (a - 0.5) * (b - 0.5)).sum();
            assert!((r * 12.0 / (10_000 - lag) as f64).abs() < 0.06, "lag {lag}");
        }
    }

    #[test]
    fn places_within_the_strata_are_uniform() {
        let within = column(3, 100_000, 0).iter().map(|u| (u * 100_000.0).fract()).collect();
        assert!(kolmogorov_smirnov(within, |u| u) < 1.95);
        let single = (0..100_000).map(|seed| column(seed, 1, 0)[0]).collect();
        assert!(kolmogorov_smirnov(single, |u| u) < 1.95);
    }

    #[test]
    fn the_last_stratum_stays_below_one() {
        let cube = Hypercube::new(0, POINTS).unwrap();
        let order = Permutation::new(POINTS, 1);
        assert!(order.at(POINTS - 1) < POINTS);
        let mut some = vec![0.0; 4096];
        cube.fill(0, POINTS - 4096, 0, &mut some);
        assert!(some.iter().all(|u| *u > 0.0 && *u < 1.0));
    }

    #[test]
    fn too_many_points_are_refused() {
        assert_eq!(
            Hypercube::new(0, POINTS + 1).unwrap_err().to_string(),
            "this way of sampling has at most 4294967296 draws and 4294967297 were asked for: ask for fewer, \
             or use random sampling"
        );
    }

    proptest! {
        #[test]
        fn every_stratum_is_hit_once_for_any_seed(seed: u64, points in 1_u64..5000, input in 0_usize..100) {
            prop_assert!(every_stratum_once(&column(seed, points, input)));
        }
    }
}
