//! The lognormal distribution, whole or cut off above.

use super::normal::{below, half_width};
use super::{Cut, EDGE};
use crate::quantity::shape::Support;

/// A lognormal distribution: the logarithm is normal with mean `mu` and standard deviation `sigma`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lognormal {
    mu: f64,
    sigma: f64,
    pub cut: Cut,
}

impl Lognormal {
    /// From the mean and standard deviation of the quantity itself.
    pub fn of_moments(mean: f64, sd: f64) -> Self {
        let variance = libm::log1p((sd / mean) * (sd / mean));
        Self { mu: libm::log(mean) - variance / 2.0, sigma: variance.sqrt(), cut: Cut::NONE }
    }

    /// The lognormal of which a share `level` lies between `low` and `high`, the rest in equal parts outside.
    pub fn of_interval(low: f64, high: f64, level: f64) -> Self {
        let (low, high) = (libm::log(low), libm::log(high));
        Self { mu: f64::midpoint(low, high), sigma: (high - low) / 2.0 / half_width(level), cut: Cut::NONE }
    }

    /// A share is cut off at 1; the lower end is 0 in any case.
    pub fn cut(self, support: Support) -> Self {
        if support != Support::Share {
            return self;
        }
        let above = below(self.mu / self.sigma);
        Self { cut: Cut { high: 1.0, above, ..Cut::NONE }, ..self }
    }

    pub fn quantile(&self, u: f64) -> f64 {
        libm::exp(self.mu + self.sigma * self.cut.point(u)).min(self.cut.high)
    }

    pub fn cdf(&self, x: f64) -> f64 {
        if x <= 0.0 { 0.0 } else { self.cut.share((libm::log(x) - self.mu) / self.sigma) }
    }

    /// exp(mu + sigma^2 / 2), of what is left.
    pub fn mean(&self) -> f64 {
        self.whole_mean() * self.left_of_moment(1.0)
    }

    /// mean sqrt(exp(sigma^2) - 1), of what is left.
    pub fn sd(&self) -> f64 {
        let spread = libm::expm1(self.sigma * self.sigma);
        let (first, second) = (self.left_of_moment(1.0), self.left_of_moment(2.0));
        // Var = E[X^2] - E[X]^2, with the whole mean taken out: second (1 + spread) - first^2.
        let variance = second * spread + (second - first * first);
        self.whole_mean() * variance.max(0.0).sqrt()
    }

    fn whole_mean(&self) -> f64 {
        libm::exp(self.mu + self.sigma * self.sigma / 2.0)
    }

    /// What the cut leaves of the moment of the given power, relative to the whole one: 1 without a cut.
    fn left_of_moment(&self, power: f64) -> f64 {
        if self.cut.above <= EDGE {
            return 1.0;
        }
        let end = -self.mu / self.sigma;
        below(end - power * self.sigma) / self.cut.inside()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_90_percent_interval_has_the_known_parameters() {
        for (low, high, mu, sigma, mean) in [
            (5.0, 10.0, 1.956_011_502_714_073, 0.210_701_781_970_899_62, 7.229_783_732_289_854),
            (15.0, 20.0, 2.851_891_237_328_100_5, 0.087_449_140_682_798_35, 17.386_862_867_281_46),
            (3300.0, 11_800.0, 8.738_766_278_954_165, 0.387_322_325_257_813_35, 6_726.266_882_720_985),
        ] {
            let law = Lognormal::of_interval(low, high, 0.9);
            for (found, known) in [(law.mu, mu), (law.sigma, sigma), (law.mean(), mean)] {
                assert!((found / known - 1.0).abs() < 1e-14, "{low} to {high}: {found} is not {known}");
            }
        }
    }
}
