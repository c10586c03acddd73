//! The random stream: where every random number of the program comes from.
//!
//! A stream is named by (seed, purpose, input, block) and is the same on every machine and for any number of
//! threads. It is xoshiro256+ (Blackman and Vigna 2021, doi:10.1145/3460772) in sixteen interleaved lanes, each
//! lane started from `SplitMix64` (Steele, Lea and Flood 2014, doi:10.1145/2660193.2660195) of the name.
//! Of each 64-bit word the upper 52 bits are used: the weak bits of xoshiro256+ are the lowest three.
//! The generator is written out here and not taken from a crate, because a crate may change its streams.

/// How many independent generators run side by side in a stream; fixed, as it decides the numbers.
const LANES: usize = 16;

/// 2^64 divided by the golden ratio, odd: the step of `SplitMix64`.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

/// What random numbers are drawn for: two purposes never share a stream.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Points of plain random sampling.
    Points,
    /// The place of a Latin hypercube's point within its stratum.
    Jitter,
    /// The order in which a Latin hypercube visits the strata.
    Shuffle,
    /// The scrambling of a Sobol sequence.
    Scramble,
    /// Resamples of a bootstrap.
    Resample,
    /// Trajectories of a screening design.
    Trajectory,
}

/// A 64-bit word in which every bit depends on every bit of `word` (the finalizer of `SplitMix64`).
const fn mix(word: u64) -> u64 {
    let word = (word ^ (word >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let word = (word ^ (word >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    word ^ (word >> 31)
}

/// A 64-bit key for (seed, purpose, input, block); different names give unrelated keys.
///
/// ```
/// use stakeout::analysis::stream::{key, Purpose};
/// assert_ne!(key(0, Purpose::Points, 0, 1), key(0, Purpose::Points, 1, 0));
/// ```
pub fn key(seed: u64, purpose: Purpose, input: usize, block: u64) -> u64 {
    [purpose as u64, input as u64, block]
        .iter()
        .fold(mix(seed.wrapping_add(GOLDEN)), |key, part| mix(key.wrapping_add(GOLDEN) ^ mix(part ^ GOLDEN)))
}

/// A sequence of random numbers.
///
/// ```
/// use stakeout::analysis::stream::{Purpose, Stream};
///
/// let mut points = [0.0; 3];
/// Stream::new(7, Purpose::Points, 0, 0).fill(&mut points);
/// assert!(points.iter().all(|u| *u > 0.0 && *u < 1.0));
/// ```
#[derive(Debug, Clone)]
pub struct Stream {
    state: [[u64; LANES]; 4],
}

impl Stream {
    /// The stream of that name; 0 is a seed like any other.
    pub fn new(seed: u64, purpose: Purpose, input: usize, block: u64) -> Self {
        let mut word = key(seed, purpose, input, block);
        let mut state = [[0; LANES]; 4];
        for slot in state.iter_mut().flatten() {
            word = word.wrapping_add(GOLDEN);
            *slot = mix(word);
        }
        Self { state }
    }

    /// Puts the next word of every lane through `show` into `slots`. Sixteen lanes gone through in memory, and not
    /// in registers, is what compilers turn into vectors.
    #[inline]
    fn step<T>(&mut self, slots: &mut [T], show: impl Fn(u64) -> T) {
        let [a, b, c, d] = &mut self.state;
        let lanes = a.iter_mut().zip(b).zip(c).zip(d);
        for (slot, (((a, b), c), d)) in slots.iter_mut().zip(lanes) {
            *slot = show(a.wrapping_add(*d));
            let shifted = *b << 17;
            *c ^= *a;
            *d ^= *b;
            *b ^= *c;
            *a ^= *d;
            *c ^= shifted;
            *d = d.rotate_left(45);
        }
    }

    /// Fills `column` with numbers uniform on the open interval (0, 1): odd multiples of 2^-53.
    #[inline]
    pub fn fill(&mut self, column: &mut [f64]) {
        let mut chunks = column.chunks_exact_mut(LANES);
        for chunk in &mut chunks {
            self.step(chunk, unit);
        }
        self.step(chunks.into_remainder(), unit);
    }

    /// Fills `words` with random 64-bit words. After one that is no multiple of 16 long the lanes are out of
    /// step, so that a stream is best used with columns of one length.
    pub fn fill_words(&mut self, words: &mut [u64]) {
        for chunk in words.chunks_mut(LANES) {
            self.step(chunk, |word| word);
        }
    }
}

/// The number in (0, 1) made of the upper 52 bits of `word`: (k + 1/2) / 2^52, without rounding.
#[inline]
fn unit(word: u64) -> f64 {
    // 52 bits behind the exponent of 1 are a number in [1, 2); taking 1 - 2^-53 off is exact.
    const BELOW_ONE: f64 = 1.0 - f64::EPSILON / 2.0;
    f64::from_bits((word >> 12) | 1.0_f64.to_bits()) - BELOW_ONE
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::kolmogorov_smirnov;
    use std::collections::BTreeSet;

    fn column(seed: u64, input: usize, block: u64, len: usize) -> Vec<f64> {
        let mut column = vec![0.0; len];
        Stream::new(seed, Purpose::Points, input, block).fill(&mut column);
        column
    }

    #[test]
    fn the_numbers_never_change() {
        // xoshiro256+ written down once more, one lane, from the same start.
        let mut word = key(1, Purpose::Points, 2, 3);
        let mut starts = vec![];
        for _ in 0..4 * LANES {
            word = word.wrapping_add(GOLDEN);
            starts.push(mix(word));
        }
        let mut s = [starts[0], starts[LANES], starts[2 * LANES], starts[3 * LANES]];
        let ours = column(1, 2, 3, 3 * LANES);
        for turn in 0..3 {
            assert_eq!(ours[turn * LANES], unit(s[0].wrapping_add(s[3])));
            let t = s[1] << 17;
            s[2] ^= s[0];
            s[3] ^= s[1];
            s[1] ^= s[2];
            s[0] ^= s[3];
            s[2] ^= t;
            s[3] = s[3].rotate_left(45);
        }
    }

    #[test]
    fn the_mixer_is_splitmix64() {
        // First outputs of SplitMix64 seeded with 0, as published with its reference code.
        assert_eq!(mix(GOLDEN), 0xe220_a839_7b1d_cdaf);
        assert_eq!(mix(GOLDEN.wrapping_mul(2)), 0x6e78_9e6a_a1b9_65f4);
        assert_eq!(mix(GOLDEN.wrapping_mul(3)), 0x06c4_5d18_8009_454f);
    }

    #[test]
    fn uniform_on_the_open_interval() {
        assert_eq!(unit(0), f64::EPSILON / 2.0);
        assert_eq!(unit(u64::MAX), 1.0 - f64::EPSILON / 2.0);
        for (seed, input) in [(0, 0), (0, 1), (1, 0), (u64::MAX, 8)] {
            assert!(kolmogorov_smirnov(column(seed, input, 5, 1_000_000), |u| u) < 1.95, "seed {seed}");
        }
    }

    #[test]
    fn one_number_of_each_block_is_uniform_too() {
        let firsts = (0..200_000).map(|block| column(3, 1, block, 1)[0]).collect();
        assert!(kolmogorov_smirnov(firsts, |u| u) < 1.95);
    }

    #[test]
    fn streams_are_unrelated() {
        let correlation = |a: &[f64], b: &[f64]| {
            a.iter().zip(b).map(|(a, b)| (a - 0.5) * (b - 0.5)).sum::<f64>() * 12.0 / a.len() as f64
        };
        let base = column(9, 0, 0, 100_000);
        for other in [column(9, 1, 0, 100_000), column(9, 0, 1, 100_000), column(10, 0, 0, 100_000)] {
            assert!(correlation(&base, &other).abs() < 4.0 / 100_000_f64.sqrt());
        }
        // Neighbours within a stream, at the distance of the lanes too.
        for lag in [1, 2, LANES, 2 * LANES] {
            assert!(correlation(&base[lag..], &base).abs() < 4.0 / 100_000_f64.sqrt(), "lag {lag}");
        }
    }

    #[test]
    fn keys_do_not_collide() {
        let mut keys = BTreeSet::new();
        for seed in 0..20 {
            for input in 0..20 {
                keys.extend((0..50).map(|block| key(seed, Purpose::Points, input, block)));
                keys.extend((0..50).map(|block| key(seed, Purpose::Jitter, input, block)));
            }
        }
        assert_eq!(keys.len(), 20 * 20 * 100);
    }

    #[test]
    fn a_short_column_is_the_start_of_a_long_one() {
        let long = column(4, 0, 0, 37);
        for len in 0..37 {
            assert_eq!(column(4, 0, 0, len), long[..len]);
        }
    }
}
