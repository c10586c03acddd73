//! The Sobol sequence, plain and scrambled.
//!
//! Direction numbers: Joe and Kuo 2008 (doi:10.1137/070709359), their set `new-joe-kuo-6.21201`, the first
//! 1,024 dimensions. Scrambling: nested uniform (Owen 1995, doi:10.1007/978-1-4612-2552-2_19) by the hash of
//! Laine and Karras 2011 (doi:10.1111/j.1467-8659.2011.01980.x) with the constants of Vegdahl 2021, one key
//! per dimension and seed. The points come in Gray-code order.

use super::AnalysisError;
use super::stream::{Purpose, key};

/// One line per dimension from the second on: dimension, degree, polynomial, first direction numbers.
const DIRECTIONS: &str = include_str!("joe-kuo-d6.txt");

/// How many dimensions there are direction numbers for.
pub const DIMENSIONS: usize = 1024;

/// How many points the sequence has before it repeats: 32 binary digits.
pub const POINTS: u64 = 1 << 32;

const BITS: usize = 32;

/// The Sobol sequence in a number of dimensions.
#[derive(Debug, Clone)]
pub struct Sobol {
    dimensions: Vec<Dimension>,
}

/// One dimension: what each binary digit of a point's number adds (exclusive or), in Gray-code order, with
/// the digits of the coordinate reversed (first digit lowest), as the scrambling wants them.
type Dimension = [u32; BITS];

impl Sobol {
    /// The sequence in so many dimensions.
    ///
    /// # Errors
    /// [`AnalysisError::TooManyDimensions`] above 1,024.
    pub fn new(dimensions: usize) -> Result<Self, AnalysisError> {
        if dimensions > DIMENSIONS {
            return Err(AnalysisError::TooManyDimensions { asked: dimensions, limit: DIMENSIONS });
        }
        let later = DIRECTIONS.lines().skip(1).map(directions);
        let all = std::iter::once([1; BITS]).chain(later);
        Ok(Self { dimensions: all.take(dimensions).map(|m| gray(&m)).collect() })
    }

    /// How many dimensions it has.
    pub fn dimensions(&self) -> usize {
        self.dimensions.len()
    }

    /// Fills `column` with one coordinate of the plain points `first`, `first` + 1, ...; in [0, 1).
    ///
    /// ```
    /// use stakeout::analysis::sequence::Sobol;
    ///
    /// let mut second = [0.0; 4];
    /// Sobol::new(3)?.fill(1, 0, &mut second);
    /// assert_eq!(second, [0.0, 0.5, 0.25, 0.75]);
    /// # Ok::<(), stakeout::analysis::AnalysisError>(())
    /// ```
    pub fn fill(&self, dimension: usize, first: u64, column: &mut [f64]) {
        self.walk(dimension, first, column, |digits| f64::from(digits.reverse_bits()) * UNIT);
    }

    /// Fills `column` with one coordinate of the scrambled points `first`, `first` + 1, ...; in (0, 1), at
    /// the middle of their interval of length 2^-32.
    pub fn fill_scrambled(&self, dimension: usize, first: u64, seed: u64, column: &mut [f64]) {
        // The upper half of the key: 32 bits are what the hash takes.
        let scramble = (key(seed, Purpose::Scramble, dimension, 0) >> 32) as u32;
        self.walk(dimension, first, column, |digits| middle(nested_uniform(digits, scramble).reverse_bits()));
    }

    /// Visits the points in runs that start at a multiple of their length: within one, every point is the
    /// first one with digits switched, so that the run doubles from what it already has.
    #[inline]
    fn walk(&self, dimension: usize, first: u64, column: &mut [f64], show: impl Fn(u32) -> f64) {
        let directions = &self.dimensions[dimension];
        let mut digits = [0_u32; RUN];
        let mut rest = column;
        let mut at = first;
        while !rest.is_empty() {
            let offset = (at % RUN as u64) as usize;
            let (now, later) = rest.split_at_mut((RUN - offset).min(rest.len()));
            digits[0] = start(directions, at / RUN as u64);
            double(directions, &mut digits);
            for (slot, digits) in now.iter_mut().zip(&digits[offset..]) {
                *slot = show(*digits);
            }
            at += now.len() as u64;
            rest = later;
        }
    }
}

/// The middle of the interval that starts at `coordinate` / 2^32: its digits behind the exponent of 1, less 1,
/// which is exact and has no conversion from integers, slow where there is no instruction for it.
#[inline]
fn middle(coordinate: u32) -> f64 {
    f64::from_bits(1.0_f64.to_bits() | (u64::from(coordinate) << 20) | (1 << 19)) - 1.0
}

/// How many points are made from one start.
const RUN: usize = 256;

/// 2^-32, the resolution of a coordinate.
const UNIT: f64 = 1.0 / POINTS as f64;

/// The digits of point `run` x `RUN`.
fn start(directions: &Dimension, run: u64) -> u32 {
    let point = run * RUN as u64;
    directions.iter().enumerate().filter(|(bit, _)| point >> bit & 1 == 1).fold(0, |all, (_, d)| all ^ d)
}

/// Fills a run from its first point.
#[inline]
fn double(directions: &Dimension, digits: &mut [u32; RUN]) {
    for (bit, direction) in directions.iter().enumerate().take(RUN.ilog2() as usize) {
        let (done, next) = digits.split_at_mut(1 << bit);
        for (next, done) in next.iter_mut().zip(done) {
            *next = *done ^ direction;
        }
    }
}

/// A permutation of reversed digits in which each digit is switched depending on the digits before it only:
/// Owen's nested uniform scrambling, hashed.
#[inline]
fn nested_uniform(digits: u32, scramble: u32) -> u32 {
    let mut x = digits;
    x ^= x.wrapping_mul(0x3d20_adea);
    x = x.wrapping_add(scramble);
    x = x.wrapping_mul((scramble >> 16) | 1);
    x ^= x.wrapping_mul(0x0552_6c56);
    x ^ x.wrapping_mul(0x53a2_2864)
}

/// The direction numbers m of a line of the table, continued by its recurrence.
fn directions(line: &str) -> [u32; BITS] {
    let mut numbers = line.split_ascii_whitespace().skip(1).map_while(|word| word.parse::<u32>().ok());
    let degree = numbers.next().unwrap_or(0) as usize;
    let polynomial = numbers.next().unwrap_or(0);
    let mut m = [0_u32; BITS];
    for (slot, number) in m.iter_mut().zip(numbers.take(degree)) {
        *slot = number;
    }
    for at in degree..BITS {
        m[at] = recur(&m[..at], degree, polynomial);
    }
    m
}

/// The next direction number: `m_k` = 2 `a_1` `m_(k-1)` ^ 4 `a_2` `m_(k-2)` ^ ... ^ 2^s `m_(k-s)` ^ `m_(k-s)`.
fn recur(m: &[u32], degree: usize, polynomial: u32) -> u32 {
    let k = m.len();
    let oldest = m[k - degree];
    // Kept modulo 2^32: the lost digits would be shifted out of the coordinate anyway.
    let ends = oldest ^ oldest.wrapping_shl(degree as u32);
    (1..degree)
        .filter(|back| polynomial >> (degree - 1 - back) & 1 == 1)
        .fold(ends, |next, back| next ^ (m[k - back] << back))
}

/// What each digit of a point's number switches when points are counted in Gray code, digits reversed.
fn gray(m: &[u32; BITS]) -> Dimension {
    let mut directions = [0; BITS];
    let mut before = 0;
    for (bit, (slot, m)) in directions.iter_mut().zip(m).enumerate() {
        let direction = (m << (BITS - 1 - bit)).reverse_bits();
        *slot = direction ^ before;
        before = direction;
    }
    directions
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::testing::kolmogorov_smirnov;
    use proptest::prelude::*;

    const REFERENCE: &str = include_str!("reference/sobol-sequence-unscrambled.csv");

    #[test]
    fn equals_the_reference_points() {
        let rows: Vec<Vec<f64>> = REFERENCE
            .lines()
            .skip(1)
            .map(|line| line.split(',').map(|cell| cell.parse().unwrap()).collect())
            .collect();
        let sobol = Sobol::new(21).unwrap();
        for dimension in 0..21 {
            let mut column = vec![0.0; rows.len()];
            sobol.fill(dimension, 0, &mut column);
            let expected: Vec<f64> = rows.iter().map(|row| row[dimension]).collect();
            assert_eq!(column, expected, "dimension {}", dimension + 1);
        }
        assert_eq!(rows.len(), 64);
    }

    #[test]
    fn the_middle_of_an_interval() {
        for coordinate in [0, 1, 0x8000_0000, 0xdead_beef, u32::MAX] {
            assert_eq!(middle(coordinate), (f64::from(coordinate) + 0.5) * UNIT);
        }
    }

    #[test]
    fn the_table_is_whole() {
        for (at, line) in DIRECTIONS.lines().skip(1).enumerate() {
            let numbers: Vec<u32> = line.split_ascii_whitespace().map(|word| word.parse().unwrap()).collect();
            assert_eq!(numbers[0] as usize, at + 2);
            assert_eq!(numbers.len(), 3 + numbers[1] as usize, "dimension {}", at + 2);
            assert!(numbers[3..].iter().enumerate().all(|(k, m)| m % 2 == 1 && *m < 2 << k));
        }
        assert_eq!(DIRECTIONS.lines().count(), DIMENSIONS);
    }

    #[test]
    fn a_dimension_too_many_is_refused() {
        assert_eq!(Sobol::new(1024).unwrap().dimensions(), 1024);
        assert_eq!(
            Sobol::new(1025).unwrap_err().to_string(),
            "scrambled Sobol points exist for up to 1024 columns of numbers and this needs 1025: use random or \
             Latin hypercube sampling, or let fewer inputs vary"
        );
    }

    #[test]
    fn every_interval_holds_one_point_of_every_power_of_two() {
        let sobol = Sobol::new(1024).unwrap();
        for dimension in (0..64).chain([255, 511, 1023]) {
            for m in [1, 4, 9, 12] {
                let mut column = vec![0.0; 1 << m];
                for seed in [None, Some(0), Some(7)] {
                    match seed {
                        None => sobol.fill(dimension, 0, &mut column),
                        Some(seed) => sobol.fill_scrambled(dimension, 0, seed, &mut column),
                    }
                    let mut hit = vec![false; 1 << m];
                    for u in &column {
                        hit[(u * f64::from(1 << m)) as usize] = true;
                    }
                    assert!(hit.iter().all(|hit| *hit), "dimension {dimension}, m {m}, seed {seed:?}");
                }
            }
        }
    }

    #[test]
    fn two_dimensions_stay_a_net_when_scrambled() {
        // The first two dimensions are a (0, m, 2)-net: every box of area 2^-m holds one point of 2^m.
        let sobol = Sobol::new(2).unwrap();
        let (mut x, mut y) = (vec![0.0; 256], vec![0.0; 256]);
        sobol.fill_scrambled(0, 0, 11, &mut x);
        sobol.fill_scrambled(1, 0, 11, &mut y);
        for split in 0..=8 {
            let (wide, high) = (f64::from(1 << split), f64::from(1 << (8 - split)));
            let mut boxes: Vec<usize> =
                x.iter().zip(&y).map(|(x, y)| ((x * wide) as usize) * 256 + (y * high) as usize).collect();
            boxes.sort_unstable();
            boxes.dedup();
            assert_eq!(boxes.len(), 256, "split {split}");
        }
    }

    #[test]
    fn one_scrambled_point_is_uniform_over_seeds() {
        let sobol = Sobol::new(3).unwrap();
        for point in [0, 1, 1000] {
            let over_seeds = (0..100_000).map(|seed| {
                let mut u = [0.0];
                sobol.fill_scrambled(2, point, seed, &mut u);
                u[0]
            });
            assert!(kolmogorov_smirnov(over_seeds.collect(), |u| u) < 1.95, "point {point}");
        }
    }

    #[test]
    fn scrambled_points_integrate_much_better_than_random_ones() {
        let sobol = Sobol::new(4).unwrap();
        let mut product = vec![1.0; 4096];
        for dimension in 0..4 {
            let mut column = vec![0.0; 4096];
            sobol.fill_scrambled(dimension, 0, 5, &mut column);
            product.iter_mut().zip(column).for_each(|(product, u)| *product *= 2.0 * u);
        }
        // Random points: standard error sqrt((4/3)^4 - 1) / 64 = .023.
        assert!((product.iter().sum::<f64>() / 4096.0 - 1.0).abs() < 0.0015);
    }

    proptest! {
        #[test]
        fn any_part_is_a_part_of_the_whole(first in 0_u64..3000, len in 0_usize..900) {
            let sobol = Sobol::new(5).unwrap();
            let mut whole = vec![0.0; 4000];
            sobol.fill_scrambled(4, 0, 3, &mut whole);
            let mut part = vec![0.0; len];
            sobol.fill_scrambled(4, first, 3, &mut part);
            prop_assert_eq!(&part[..], &whole[first as usize..first as usize + len]);
        }
    }
}
