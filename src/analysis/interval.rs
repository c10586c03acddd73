//! Confidence intervals, and the few distribution functions they need.
//!
//! Everything is made of the basic operations and `libm`, so that the bytes are the same on every machine.

/// An interval, in the unit of what it is about; an end is `None` where the draws do not allow one.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Interval {
    /// Its lower end.
    pub low: Option<f64>,
    /// Its upper end.
    pub high: Option<f64>,
}

impl Interval {
    /// From `low` to `high`; no interval where an end is not a finite number.
    pub fn new(low: f64, high: f64) -> Self {
        if low.is_finite() && high.is_finite() {
            Self { low: Some(low), high: Some(high) }
        } else {
            Self::default()
        }
    }

    /// `centre` less and plus `half`.
    pub fn around(centre: f64, half: f64) -> Self {
        Self::new(centre - half, centre + half)
    }

    /// Its length, where it has both ends.
    pub fn width(&self) -> Option<f64> {
        Some(self.high? - self.low?)
    }

    /// Whether `value` lies inside; a missing end excludes nothing.
    pub fn holds(&self, value: f64) -> bool {
        self.low.is_none_or(|low| low <= value) && self.high.is_none_or(|high| value <= high)
    }
}

/// The standard normal value below which a share `p` lies, 0 < p < 1; relative error about 1e-16.
///
/// Wichura 1988, algorithm AS 241 (doi:10.2307/2347330).
///
/// ```
/// use stakeout::analysis::interval::normal_quantile;
/// assert!((normal_quantile(0.975) - 1.959_963_984_540_054).abs() < 1e-15);
/// ```
pub fn normal_quantile(p: f64) -> f64 {
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.425 * 0.425 - q * q;
        return q * ratio(&CENTRE, r);
    }
    let tail = libm::sqrt(-libm::log(if q < 0.0 { p } else { 1.0 - p }));
    let value = if tail <= 5.0 { ratio(&MIDDLE, tail - 1.6) } else { ratio(&FAR, tail - 5.0) };
    if q < 0.0 { -value } else { value }
}

/// A ratio of two polynomials of degree 7; coefficients from the constant up.
fn ratio([above, below]: &[[f64; 8]; 2], x: f64) -> f64 {
    let polynomial = |c: &[f64; 8]| c.iter().rev().fold(0.0, |sum, c| sum * x + c);
    polynomial(above) / polynomial(below)
}

#[allow(clippy::excessive_precision, clippy::unreadable_literal)] // as published
const CENTRE: [[f64; 8]; 2] = [
    [
        3.3871328727963666080,
        1.3314166789178437745e2,
        1.9715909503065514427e3,
        1.3731693765509461125e4,
        4.5921953931549871457e4,
        6.7265770927008700853e4,
        3.3430575583588128105e4,
        2.5090809287301226727e3,
    ],
    [
        1.0,
        4.2313330701600911252e1,
        6.8718700749205790830e2,
        5.3941960214247511077e3,
        2.1213794301586595867e4,
        3.9307895800092710610e4,
        2.8729085735721942674e4,
        5.2264952788528545610e3,
    ],
];

#[allow(clippy::excessive_precision, clippy::unreadable_literal)] // as published
const MIDDLE: [[f64; 8]; 2] = [
    [
        1.42343711074968357734,
        4.63033784615654529590,
        5.76949722146069140550,
        3.64784832476320460504,
        1.27045825245236838258,
        2.41780725177450611770e-1,
        2.27238449892691845833e-2,
        7.74545014278341407640e-4,
    ],
    [
        1.0,
        2.05319162663775882187,
        1.67638483018380384940,
        6.89767334985100004550e-1,
        1.48103976427480074590e-1,
        1.51986665636164571966e-2,
        5.47593808499534494600e-4,
        1.05075007164441684324e-9,
    ],
];

#[allow(clippy::excessive_precision, clippy::unreadable_literal)] // as published
const FAR: [[f64; 8]; 2] = [
    [
        6.65790464350110377720,
        5.46378491116411436990,
        1.78482653991729133580,
        2.96560571828504891230e-1,
        2.65321895265761230930e-2,
        1.24266094738807843860e-3,
        2.71155556874348757815e-5,
        2.01033439929228813265e-7,
    ],
    [
        1.0,
        5.99832206555887937690e-1,
        1.36929880922735805310e-1,
        1.48753612908506148525e-2,
        7.86869131145613259100e-4,
        1.84631831751005468180e-5,
        1.42151175831644588870e-7,
        2.04426310338993978564e-15,
    ],
];

/// The share of a standard normal below `z`; relative error a few 1e-16 in the lower tail.
pub fn normal_cdf(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// The value of Student's t with `freedom` degrees of freedom below which a share `p` lies; 1 and 2 degrees
/// exactly, from 3 on within .5% at p = .975 (Abramowitz and Stegun 26.7.5), from 30 on within 1e-6.
pub fn student_quantile(p: f64, freedom: f64) -> f64 {
    let alpha = 4.0 * p * (1.0 - p);
    if freedom < 1.5 {
        return libm::tan(std::f64::consts::PI * (p - 0.5));
    }
    if freedom < 2.5 {
        return 2.0 * (p - 0.5) * libm::sqrt(2.0 / alpha);
    }
    let z = normal_quantile(p);
    let s = z * z;
    let terms = [
        z,
        z * (s + 1.0) / 4.0,
        z * ((5.0 * s + 16.0) * s + 3.0) / 96.0,
        z * (((3.0 * s + 19.0) * s + 17.0) * s - 15.0) / 384.0,
        z * ((((79.0 * s + 776.0) * s + 1482.0) * s - 1920.0) * s - 945.0) / 92_160.0,
    ];
    terms.iter().rev().fold(0.0, |sum, term| sum / freedom + term)
}

/// The interval of a share of which `hits` of `draws` were seen (Wilson 1927, doi:10.2307/2276774):
/// (p + z²/2n ± z sqrt(p(1-p)/n + z²/4n²)) / (1 + z²/n).
///
/// ```
/// use stakeout::analysis::interval::wilson;
/// let interval = wilson(10, 100, 0.95);
/// assert!((interval.low.unwrap() - 0.055_229).abs() < 1e-6);
/// assert!((interval.high.unwrap() - 0.174_366).abs() < 1e-6);
/// ```
pub fn wilson(hits: u64, draws: u64, confidence: f64) -> Interval {
    let (n, z) = (draws as f64, two_sided(confidence));
    let share = hits as f64 / n;
    let centre = share + z * z / (2.0 * n);
    let half = z * libm::sqrt(share * (1.0 - share) / n + z * z / (4.0 * n * n));
    let scale = 1.0 + z * z / n;
    // Never past what was seen at the ends, where rounding would leave 1e-17.
    let low = if hits == 0 { 0.0 } else { (centre - half) / scale };
    let high = if hits == draws { 1.0 } else { (centre + half) / scale };
    Interval::new(low, high)
}

/// The normal value that leaves (1 - `confidence`) / 2 above it.
pub fn two_sided(confidence: f64) -> f64 {
    normal_quantile(0.5 + confidence / 2.0)
}

/// The ranks (from 0) of the ordered draws between which the `p`-quantile lies with at least `confidence`,
/// whatever the distribution; `None` for an end that so few draws do not allow.
///
/// The number of draws below the quantile is binomial: the lower rank leaves at most half of the error
/// below, the upper one is the smallest that makes the whole as sure as asked (Conover 1999, 3.2).
///
/// ```
/// use stakeout::analysis::interval::quantile_ranks;
/// assert_eq!(quantile_ranks(1_000, 0.05, 0.95), (Some(36), Some(63)));
/// ```
pub fn quantile_ranks(draws: u64, p: f64, confidence: f64) -> (Option<u64>, Option<u64>) {
    let binomial = Binomial::new(draws, p);
    let tail = (1.0 - confidence) / 2.0;
    let (below, low) = binomial.last_below(tail);
    let sure = below + confidence;
    let high = binomial.first_at_least(sure).filter(|count| *count < draws);
    (low, high)
}

/// The binomial distribution as probabilities relative to its mode: ratios of neighbours only, no gamma
/// function, so that ten thousand million draws are as exact as ten.
struct Binomial {
    /// The number of hits of the first weight.
    first: u64,
    /// Weights, adding up to 1.
    weights: Vec<f64>,
}

impl Binomial {
    /// Weights smaller than this, relative to the mode's, are left out.
    const NEGLIGIBLE: f64 = 1e-20;

    fn new(draws: u64, p: f64) -> Self {
        let (n, odds) = (draws as f64, p / (1.0 - p));
        let mode = (((n + 1.0) * p) as u64).min(draws);
        let mut weights = Vec::new();
        let mut weight = 1.0;
        let mut count = mode;
        while count > 0 && weight > Self::NEGLIGIBLE {
            weight *= count as f64 / ((n - count as f64 + 1.0) * odds);
            weights.push(weight);
            count -= 1;
        }
        weights.reverse();
        weights.push(1.0);
        (weight, count) = (1.0, mode);
        let first = mode + 1 - weights.len() as u64;
        while count < draws && weight > Self::NEGLIGIBLE {
            weight *= (n - count as f64) * odds / (count as f64 + 1.0);
            weights.push(weight);
            count += 1;
        }
        let total: f64 = weights.iter().sum();
        for weight in &mut weights {
            *weight /= total;
        }
        Self { first, weights }
    }

    /// The largest count k with P(hits <= k) <= `tail`, and that probability.
    fn last_below(&self, tail: f64) -> (f64, Option<u64>) {
        let mut below = 0.0;
        for (count, weight) in (self.first..).zip(&self.weights) {
            if below + weight > tail {
                return (below, count.checked_sub(1).filter(|_| below > 0.0));
            }
            below += weight;
        }
        (below, None)
    }

    /// The smallest count k with P(hits <= k) >= `share`.
    fn first_at_least(&self, share: f64) -> Option<u64> {
        let mut below = 0.0;
        (self.first..).zip(&self.weights).find_map(|(count, weight)| {
            below += weight;
            (below >= share).then_some(count)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn near(value: f64, expected: f64, relative: f64) -> bool {
        (value - expected).abs() <= relative * expected.abs()
    }

    #[test]
    fn normal_quantiles() {
        let known = [
            (1e-15, -7.941_345_326_170_997),
            (1e-9, -5.997_807_015_007_687),
            (0.001, -3.090_232_306_167_813_6),
            (0.02, -2.053_748_910_631_823),
            (0.07, -1.475_791_028_179_170_7),
            (0.3, -0.524_400_512_708_040_9),
            (0.9, 1.281_551_565_544_600_4),
            (0.95, 1.644_853_626_951_472_7),
            (0.975, 1.959_963_984_540_054_2),
        ];
        for (p, z) in known {
            assert!(near(normal_quantile(p), z, 1e-14), "{p}: {}", normal_quantile(p));
        }
        assert_eq!(normal_quantile(0.5), 0.0);
    }

    #[test]
    fn normal_shares() {
        assert!(near(normal_cdf(-6.0), 9.865_876_450_376_946e-10, 1e-13));
        assert!(near(normal_cdf(1.2), 0.884_930_329_778_291_8, 1e-15));
    }

    #[test]
    fn student_quantiles() {
        let known = [(1.0, 12.706_204_736, 1e-9), (2.0, 4.302_652_730, 1e-9), (3.0, 3.182_446_305, 5e-3)];
        let more = [(5.0, 2.570_581_836, 5e-4), (10.0, 2.228_138_852, 2e-5), (30.0, 2.042_272_456, 1e-6)];
        for (freedom, t, tolerance) in known.into_iter().chain(more) {
            assert!(near(student_quantile(0.975, freedom), t, tolerance), "{freedom}");
        }
        assert!(near(student_quantile(0.975, 1e12), normal_quantile(0.975), 1e-11));
    }

    #[test]
    fn ranks_of_the_reference() {
        assert_eq!(quantile_ranks(1000, 0.05, 0.95), (Some(36), Some(63)));
        assert_eq!(quantile_ranks(10_000, 0.05, 0.95), (Some(457), Some(543)));
        // The median of 10: from the 2nd to the 9th (Conover 1999: 97.9%).
        assert_eq!(quantile_ranks(10, 0.5, 0.95), (Some(1), Some(8)));
    }

    #[test]
    fn too_few_draws_leave_an_end_open() {
        assert_eq!(quantile_ranks(1, 0.5, 0.95), (None, None));
        assert_eq!(quantile_ranks(4, 0.5, 0.95), (None, None));
        assert_eq!(quantile_ranks(5, 0.5, 0.95), (None, Some(4)));
        assert_eq!(quantile_ranks(20, 0.05, 0.95), (None, Some(3)));
        assert_eq!(quantile_ranks(20, 0.95, 0.95), (Some(16), None));
    }

    #[test]
    fn ranks_of_very_many_draws_follow_the_normal_limit() {
        let (low, high) = quantile_ranks(100_000_000, 0.25, 0.95);
        let half = 1.959_964 * (1e8_f64 * 0.25 * 0.75).sqrt();
        assert!((low.unwrap() as f64 - (2.5e7 - half)).abs() < 3.0);
        assert!((high.unwrap() as f64 - (2.5e7 + half)).abs() < 3.0);
    }

    #[test]
    fn a_share_of_none_or_all_keeps_its_end() {
        assert_eq!(wilson(0, 50, 0.95).low, Some(0.0));
        assert_eq!(wilson(50, 50, 0.95).high, Some(1.0));
        assert!(wilson(0, 50, 0.95).holds(0.05) && !wilson(0, 50, 0.95).holds(0.08));
    }

    /// The exact probability that the interval between those ranks holds the quantile.
    fn coverage(draws: u64, p: f64, (low, high): (Option<u64>, Option<u64>)) -> f64 {
        let binomial = Binomial::new(draws, p);
        let from = low.map_or(0, |rank| rank + 1);
        let to = high.unwrap_or(draws);
        (binomial.first..)
            .zip(&binomial.weights)
            .filter(|(k, _)| (from..=to).contains(k))
            .map(|(_, w)| w)
            .sum()
    }

    proptest! {
        #[test]
        fn ranks_hold_what_they_promise(draws in 1_u64..3000, p in 0.001..0.999_f64, confidence in 0.5..0.999_f64) {
            let ranks = quantile_ranks(draws, p, confidence);
            prop_assert!(coverage(draws, p, ranks) >= confidence - 1e-12);
            if let (Some(low), Some(high)) = ranks {
                prop_assert!(low < high && high < draws);
                // One rank less would not do.
                prop_assert!(coverage(draws, p, (Some(low), Some(high - 1))) < confidence);
            }
        }

        #[test]
        fn the_normal_quantile_undoes_the_cdf(z in -8.0..5.0_f64) {
            prop_assert!((normal_quantile(normal_cdf(z)) - z).abs() < 1e-10 * z.abs().max(1.0));
        }
    }
}
