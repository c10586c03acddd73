//! Mean, spread and ends of a stream of numbers, gathered in parts and merged.

use super::interval::{Interval, two_sided};

/// What a set of numbers adds up to: count, mean, sums of powers about the mean, ends.
///
/// Within a part the powers are summed about the part's own mean; parts are merged by the formulas of
/// Pebay 2008 (doi:10.2172/1028931). Exact for constants; 8 digits of the standard deviation survive a mean
/// ten million times as large (NIST `StRD` `NumAcc4`, all that the numbers hold).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Moments {
    count: f64,
    mean: f64,
    squares: f64,
    cubes: f64,
    fourths: f64,
    min: f64,
    max: f64,
}

/// Sums run in this many lanes, whatever the machine: it decides the last digits.
const LANES: usize = 8;

impl Default for Moments {
    fn default() -> Self {
        Self {
            count: 0.0,
            mean: 0.0,
            squares: 0.0,
            cubes: 0.0,
            fourths: 0.0,
            min: f64::INFINITY,
            max: f64::NEG_INFINITY,
        }
    }
}

impl Moments {
    /// The moments of a block of numbers.
    ///
    /// ```
    /// use stakeout::analysis::moments::Moments;
    /// let moments = Moments::of(&[1.0, 2.0, 3.0, 4.0]);
    /// assert_eq!((moments.mean(), moments.min(), moments.max()), (2.5, 1.0, 4.0));
    /// ```
    pub fn of(values: &[f64]) -> Self {
        let Some(first) = values.first() else { return Self::default() };
        let count = values.len() as f64;
        // From the first value: a constant then has no deviation at all, not one of rounding.
        let ([shift], min, max) = sums(values, |x| [x - first]);
        let mean = first + shift / count;
        let ([rest, squares, cubes, fourths], _, _) = sums(values, |x| {
            let d = x - mean;
            let s = d * d;
            [d, s, s * d, s * s]
        });
        // What rounding left of the first power corrects the mean and the squares.
        let correction = rest * rest / count;
        // Squares too large for a number stay so, for the caller to see: less infinity they would seem to be 0.
        let squares = if squares.is_finite() { (squares - correction).max(0.0) } else { f64::INFINITY };
        Self { count, mean: mean + rest / count, squares, cubes, fourths, min, max }
    }

    /// The moments of both sets together.
    #[must_use]
    #[allow(clippy::many_single_char_names)] // as in the paper
    pub fn merge(&self, other: &Self) -> Self {
        if self.count == 0.0 {
            return *other;
        }
        if other.count == 0.0 {
            return *self;
        }
        let (a, b) = (self.count, other.count);
        let n = a + b;
        let d = other.mean - self.mean;
        let (wa, wb) = (a / n, b / n);
        let s = d * d * a * wb;
        Self {
            count: n,
            mean: self.mean + d * wb,
            squares: self.squares + other.squares + s,
            cubes: self.cubes
                + other.cubes
                + s * d * (wa - wb)
                + 3.0 * d * (wa * other.squares - wb * self.squares),
            fourths: self.fourths
                + other.fourths
                + s * d * d * (wa * wa - wa * wb + wb * wb)
                + 6.0 * d * d * (wa * wa * other.squares + wb * wb * self.squares)
                + 4.0 * d * (wa * other.cubes - wb * self.cubes),
            min: self.min.min(other.min),
            max: self.max.max(other.max),
        }
    }

    /// All parts together, merged pairwise in their order: the rounding grows with the logarithm of their
    /// number, and the answer does not depend on who gathered which part.
    pub fn total(parts: &[Self]) -> Self {
        match parts {
            [] => Self::default(),
            [one] => *one,
            _ => {
                let (left, right) = parts.split_at(parts.len() / 2);
                Self::total(left).merge(&Self::total(right))
            }
        }
    }

    /// How many numbers.
    pub fn count(&self) -> u64 {
        self.count as u64
    }

    /// Their mean; 0 of none.
    pub fn mean(&self) -> f64 {
        self.mean
    }

    /// Their variance, with n - 1; 0 of fewer than two.
    pub fn variance(&self) -> f64 {
        if self.count < 2.0 { 0.0 } else { self.squares / (self.count - 1.0) }
    }

    /// Their standard deviation, with n - 1.
    pub fn sd(&self) -> f64 {
        libm::sqrt(self.variance())
    }

    /// The smallest.
    pub fn min(&self) -> f64 {
        self.min
    }

    /// The largest.
    pub fn max(&self) -> f64 {
        self.max
    }

    /// The interval of the standard deviation for independent numbers of any distribution: s times
    /// exp(±z e / 2), with e² = (m4 / m2² - (n - 3) / (n - 1)) / n; none of fewer than four numbers.
    pub fn sd_interval(&self, confidence: f64) -> Interval {
        let n = self.count;
        if n < 4.0 {
            return Interval::default();
        }
        if self.squares == 0.0 {
            return Interval::new(0.0, 0.0);
        }
        let kurtosis = self.fourths / self.squares / self.squares * n;
        // Fourth powers overflow, or vanish, long before squares do.
        if !kurtosis.is_finite() || kurtosis == 0.0 {
            return Interval::default();
        }
        let error = libm::sqrt(((kurtosis - (n - 3.0) / (n - 1.0)) / n).max(0.0));
        let factor = libm::exp(two_sided(confidence) * error / 2.0);
        Interval::new(self.sd() / factor, self.sd() * factor)
    }
}

/// Sums of what `terms` gives for each value, and the smallest and largest value; in lanes, so that the
/// order of the additions is the same however the machine works.
#[inline]
fn sums<const N: usize>(values: &[f64], terms: impl Fn(f64) -> [f64; N]) -> ([f64; N], f64, f64) {
    let mut lanes = [[0.0; LANES]; N];
    let mut min = [f64::INFINITY; LANES];
    let mut max = [f64::NEG_INFINITY; LANES];
    let chunks = values.chunks_exact(LANES);
    let rest = chunks.remainder();
    for chunk in chunks {
        for lane in 0..LANES {
            let x = chunk[lane];
            min[lane] = if x < min[lane] { x } else { min[lane] };
            max[lane] = if x > max[lane] { x } else { max[lane] };
            for (sum, term) in lanes.iter_mut().zip(terms(x)) {
                sum[lane] += term;
            }
        }
    }
    for (lane, x) in rest.iter().enumerate() {
        min[lane] = min[lane].min(*x);
        max[lane] = max[lane].max(*x);
        for (sum, term) in lanes.iter_mut().zip(terms(*x)) {
            sum[lane] += term;
        }
    }
    let least = min.iter().fold(f64::INFINITY, |a, b| a.min(*b));
    let most = max.iter().fold(f64::NEG_INFINITY, |a, b| a.max(*b));
    (lanes.map(|lane| fold(&lane)), least, most)
}

/// The sum of the lanes, as a tree.
fn fold(lane: &[f64; LANES]) -> f64 {
    ((lane[0] + lane[4]) + (lane[2] + lane[6])) + ((lane[1] + lane[5]) + (lane[3] + lane[7]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The numerical accuracy sets of the NIST `StRD`: a first value, then two others in turn.
    fn accuracy(first: f64, odd: f64, even: f64) -> Vec<f64> {
        std::iter::once(first).chain((0..1000).map(|at| if at % 2 == 0 { odd } else { even })).collect()
    }

    fn digits(value: f64, truth: f64) -> f64 {
        if value == truth { 15.0 } else { -((value - truth).abs() / truth).log10() }
    }

    #[test]
    fn sums_are_as_exact_as_the_numbers_allow() {
        let sets = [
            (vec![10_000_001.0, 10_000_003.0, 10_000_002.0], 10_000_002.0, 1.0, 15.0),
            (accuracy(1.2, 1.1, 1.3), 1.2, 0.1, 14.5),
            (accuracy(1_000_000.2, 1_000_000.1, 1_000_000.3), 1_000_000.2, 0.1, 9.4),
            (accuracy(10_000_000.2, 10_000_000.1, 10_000_000.3), 10_000_000.2, 0.1, 8.2),
        ];
        for (values, mean, sd, expected) in sets {
            let parts: Vec<Moments> = values.chunks(100).map(Moments::of).collect();
            for moments in [Moments::of(&values), Moments::total(&parts)] {
                assert!(digits(moments.mean(), mean) >= 14.9, "{mean}: {}", moments.mean());
                assert!(digits(moments.sd(), sd) >= expected, "{mean}: {}", digits(moments.sd(), sd));
            }
        }
    }

    #[test]
    fn a_constant_has_no_spread_at_all() {
        let parts = [Moments::of(&[0.1; 1000]), Moments::of(&[0.1; 17]), Moments::of(&[0.1])];
        let total = Moments::total(&parts);
        assert_eq!((total.mean(), total.sd(), total.count()), (0.1, 0.0, 1018));
        assert_eq!(total.sd_interval(0.95), Interval::new(0.0, 0.0));
    }

    #[test]
    fn higher_powers_are_right() {
        // 0, 0, 0, 4: about the mean 1: squares 12, cubes 24, fourths 84.
        let moments = Moments::of(&[0.0, 0.0, 0.0, 4.0]);
        assert_eq!((moments.squares, moments.cubes, moments.fourths), (12.0, 24.0, 84.0));
    }

    #[test]
    fn few_numbers() {
        assert_eq!(Moments::of(&[]), Moments::default());
        assert_eq!(Moments::of(&[3.0]).sd(), 0.0);
        assert_eq!(Moments::of(&[3.0, 5.0]).variance(), 2.0);
        assert_eq!(Moments::of(&[3.0, 5.0, 9.0]).sd_interval(0.95), Interval::default());
    }

    #[test]
    fn numbers_too_large_are_not_taken_for_equal() {
        assert_eq!(Moments::of(&[1e300, 2e300, 4e300]).variance(), f64::INFINITY);
        assert_eq!(Moments::of(&[-1.7e308, 1.7e308]).variance(), f64::INFINITY);
        let apart = Moments::of(&[1e200]).merge(&Moments::of(&[3e200]));
        assert_eq!(apart.variance(), f64::INFINITY);
        let fourths = Moments::of(&[1e100, 2e100, 4e100, 5e100]);
        assert!(fourths.sd().is_finite() && fourths.sd_interval(0.95) == Interval::default());
    }

    fn close(a: &Moments, b: &Moments) -> bool {
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-11 * (a.abs() + b.abs()) + 1e-6;
        a.count == b.count
            && (a.min, a.max) == (b.min, b.max)
            && near(a.mean, b.mean)
            && near(a.squares, b.squares)
            && near(a.cubes, b.cubes)
            && near(a.fourths, b.fourths)
    }

    fn numbers() -> impl Strategy<Value = Vec<f64>> {
        prop::collection::vec(-100.0..100.0_f64, 0..60)
    }

    proptest! {
        #[test]
        fn merging_with_nothing_changes_nothing(values in numbers()) {
            let moments = Moments::of(&values);
            prop_assert_eq!(moments.merge(&Moments::default()), moments);
            prop_assert_eq!(Moments::default().merge(&moments), moments);
        }

        #[test]
        fn parts_make_the_whole(a in numbers(), b in numbers(), c in numbers()) {
            let [x, y, z] = [&a, &b, &c].map(|values| Moments::of(values));
            let whole = Moments::of(&[a, b, c].concat());
            prop_assert!(close(&x.merge(&y).merge(&z), &whole));
            prop_assert!(close(&x.merge(&y.merge(&z)), &whole));
            prop_assert!(close(&Moments::total(&[x, y, z]), &whole));
        }
    }
}
