//! Quantile, distribution function, mean and standard deviation of each shape.
//!
//! Bounds, triangles and discrete values are computed from the shape as it stands (closed forms); the
//! others keep their constants, and where they are cut off, in a [`Law`]. Transcendental functions are
//! those of `libm`, so that the same arguments give the same bits on every machine.

mod beta;
mod closed;
mod lognormal;
mod normal;
#[cfg(test)]
mod tests;

pub(super) use beta::ScaledBeta;
pub(super) use closed::{cdf, mean, quantile, sd};
pub(super) use lognormal::Lognormal;
pub(super) use normal::Normal;

use super::shape::{Shape, Support};

/// Where a distribution without an end is taken to begin and end, as a probability: 2^-53.
const EDGE: f64 = f64::EPSILON / 2.0;

/// A distribution with its constants.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Law {
    Normal(Normal),
    Lognormal(Lognormal),
    Beta(ScaledBeta),
}

impl Law {
    /// The law of a shape that needs one, cut off where the support ends.
    pub fn of(shape: &Shape, support: Support) -> Option<Self> {
        Some(match *shape {
            Shape::Normal { mean, sd } => Self::Normal(Normal::new(mean, sd).cut(support)),
            Shape::Lognormal { mean, sd } => Self::Lognormal(Lognormal::of_moments(mean, sd).cut(support)),
            Shape::Interval { low, high, level } if low > 0.0 => {
                Self::Lognormal(Lognormal::of_interval(low, high, level).cut(support))
            }
            Shape::Interval { low, high, level } => {
                Self::Normal(Normal::of_interval(low, high, level).cut(support))
            }
            Shape::Pert { low, mode, high } => Self::Beta(ScaledBeta::pert(low, mode, high)),
            Shape::Beta { alpha, beta } => Self::Beta(ScaledBeta::new(alpha, beta, 0.0, 1.0)),
            _ => return None,
        })
    }

    pub fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::Normal(law) => law.quantile(u),
            Self::Lognormal(law) => law.quantile(u),
            Self::Beta(law) => law.quantile(u),
        }
    }

    pub fn cdf(&self, x: f64) -> f64 {
        match self {
            Self::Normal(law) => law.cdf(x),
            Self::Lognormal(law) => law.cdf(x),
            Self::Beta(law) => law.cdf(x),
        }
    }

    pub fn mean(&self) -> f64 {
        match self {
            Self::Normal(law) => law.mean(),
            Self::Lognormal(law) => law.mean(),
            Self::Beta(law) => law.mean(),
        }
    }

    pub fn sd(&self) -> f64 {
        match self {
            Self::Normal(law) => law.sd(),
            Self::Lognormal(law) => law.sd(),
            Self::Beta(law) => law.sd(),
        }
    }

    /// The points below and above which nothing is left, where the distribution was cut.
    pub fn cut_off(&self) -> (Option<f64>, Option<f64>) {
        let (low, high) = match self {
            Self::Normal(law) => (law.cut.low, law.cut.high),
            Self::Lognormal(law) => (f64::NEG_INFINITY, law.cut.high),
            Self::Beta(_) => return (None, None),
        };
        (Some(low).filter(|end| end.is_finite()), Some(high).filter(|end| end.is_finite()))
    }
}

/// Where a distribution is cut off, and the probabilities that fall away.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Cut {
    pub low: f64,
    pub high: f64,
    below: f64,
    above: f64,
}

impl Cut {
    const NONE: Self = Self { low: f64::NEG_INFINITY, high: f64::INFINITY, below: 0.0, above: 0.0 };

    /// The probability that is left.
    fn inside(&self) -> f64 {
        1.0 - self.below - self.above
    }

    /// The standard normal point of the uncut distribution that belongs to a share `u` of what is left;
    /// from the nearer tail, so that small probabilities stay exact.
    fn point(&self, u: f64) -> f64 {
        let lower = self.below + u * self.inside();
        if lower <= 0.5 {
            normal::point_below(lower.max(EDGE))
        } else {
            -normal::point_below((self.above + (1.0 - u) * self.inside()).clamp(EDGE, 0.5))
        }
    }

    /// The share of what is left at or below the standard normal point `z`; the inverse of `point`.
    fn share(&self, z: f64) -> f64 {
        let share = if z <= 0.0 {
            (normal::below(z) - self.below) / self.inside()
        } else {
            1.0 - (normal::below(-z) - self.above) / self.inside()
        };
        share.clamp(0.0, 1.0)
    }
}
