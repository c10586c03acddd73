//! The shapes of what is known about a number: their arguments, the rules these keep, and their ends.

use super::distribution::{Law, Normal};
use super::{Qualifier, Quantity};
use std::fmt;

/// The shape of what is known about a number.
#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// One value.
    Exact(f64),
    /// Hard bounds; uniform when sampled.
    Uniform {
        /// Smallest value.
        low: f64,
        /// Largest value.
        high: f64,
    },
    /// Hard bounds with a likeliest value; the density falls in straight lines.
    Triangular {
        /// Smallest value.
        low: f64,
        /// Likeliest value.
        mode: f64,
        /// Largest value.
        high: f64,
    },
    /// Hard bounds with a likeliest value; a beta distribution whose mean is (low + 4 mode + high) / 6.
    Pert {
        /// Smallest value.
        low: f64,
        /// Likeliest value.
        mode: f64,
        /// Largest value.
        high: f64,
    },
    /// A normal distribution, before it is cut off.
    Normal {
        /// Mean.
        mean: f64,
        /// Standard deviation.
        sd: f64,
    },
    /// A lognormal distribution, before it is cut off.
    Lognormal {
        /// Mean of the quantity itself, not of its logarithm.
        mean: f64,
        /// Standard deviation of the quantity itself.
        sd: f64,
    },
    /// A central interval: of a lognormal, or of a normal where `low` is not above 0.
    Interval {
        /// The value below which (1 - level) / 2 lies.
        low: f64,
        /// The value above which (1 - level) / 2 lies.
        high: f64,
        /// The share that lies between, 0 to 1.
        level: f64,
    },
    /// A beta distribution on 0 to 1.
    Beta {
        /// First parameter.
        alpha: f64,
        /// Second parameter.
        beta: f64,
    },
    /// Values and their probabilities, in the order of the values.
    Discrete(Box<[(f64, f64)]>),
}

/// Which values a quantity can have at all.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Support {
    /// Any number.
    Any,
    /// 0 and above.
    NonNegative,
    /// 0 to 1.
    Share,
}

impl Support {
    fn holds(self, value: f64) -> bool {
        match self {
            Self::Any => true,
            Self::NonNegative => value >= 0.0,
            Self::Share => (0.0..=1.0).contains(&value),
        }
    }
}

/// Why arguments do not make a distribution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ShapeError {
    /// NaN, infinity, beyond 1e150, or so small that it would be 0.
    NotFinite,
    /// The low end is above the high end.
    Backwards,
    /// The likeliest value is not between the ends.
    ModeOutside,
    /// A standard deviation below 0.
    NegativeSpread,
    /// A lognormal whose mean is not above 0.
    MeanNotPositive,
    /// A level that is not between 0 and 1.
    Level,
    /// A beta parameter that is not between 0.01 and 1,000,000.
    BetaParameter,
    /// A probability below 0 or above 1.
    Probability,
    /// Probabilities that do not add up to 1.
    ProbabilitySum,
    /// So wide that its mean or its far values are no numbers, or that nothing is known of a share.
    TooWide,
    /// A value or a mean below 0 of a quantity that cannot be negative.
    BelowZero,
    /// A value or a mean above 1 of a share.
    AboveOne,
}

impl ShapeError {
    /// The rule that is broken, as a short code.
    pub fn code(self) -> &'static str {
        match self {
            Self::NotFinite => "out-of-range",
            Self::Backwards => "backwards-range",
            Self::ModeOutside => "best-outside",
            Self::NegativeSpread => "negative-sd",
            Self::MeanNotPositive => "mean-not-positive",
            Self::Level => "level",
            Self::BetaParameter => "beta-parameter",
            Self::Probability => "probability",
            Self::ProbabilitySum => "probability-sum",
            Self::TooWide => "too-wide",
            Self::BelowZero => "negative",
            Self::AboveOne => "share-over-1",
        }
    }
}

impl fmt::Display for ShapeError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::NotFinite => "a number is too large or too small to calculate with: write it in another unit",
            Self::Backwards => "the smaller number comes first: write it as low, then high",
            Self::ModeOutside => "the best value lies outside the range: write one between the two ends",
            Self::NegativeSpread => "a standard deviation cannot be below 0: write it without the minus",
            Self::MeanNotPositive => {
                "a lognormal is always above 0, so its mean must be: write a mean above 0, or use normal(mean, sd)"
            }
            Self::Level => {
                "the part of the cases an interval holds is above 0% and below 100%: write for example `90%`"
            }
            Self::BetaParameter => {
                "both parameters of beta must lie between 0.01 and 1,000,000: write for example `beta(2, 8)`"
            }
            Self::Probability => "a probability lies between 0 and 1: write for example `discrete(10:0.5, 20:0.5)`",
            Self::ProbabilitySum => "the probabilities do not add up to 1: change them so that they do",
            Self::TooWide => {
                "this is so wide that it says nothing: write a smaller spread, or two ends such as `15 to 20`"
            }
            Self::BelowZero => "this quantity cannot be negative: write 0 or more",
            Self::AboveOne => "a share cannot be over 100%: write at most `100%`",
        })
    }
}

impl std::error::Error for ShapeError {}

/// Squares and sums of numbers up to here are finite.
const LARGEST: f64 = 1e150;

/// Probabilities that are this near to 1 in sum add up.
const SUM_TOLERANCE: f64 = 1e-9;

/// A normal with a larger standard deviation says nothing about a share.
const WIDEST_SHARE: f64 = 1.0;

/// Parameters of a beta between which its distribution function is accurate and quick.
const BETA_PARAMETERS: std::ops::RangeInclusive<f64> = 0.01..=1e6;

fn check(holds: bool, otherwise: ShapeError) -> Result<(), ShapeError> {
    if holds { Ok(()) } else { Err(otherwise) }
}

fn all_finite(values: &[f64]) -> Result<(), ShapeError> {
    check(values.iter().all(|value| value.abs() <= LARGEST), ShapeError::NotFinite)
}

fn in_order(low: f64, mode: f64, high: f64) -> Result<(), ShapeError> {
    all_finite(&[low, mode, high])?;
    check(low <= high, ShapeError::Backwards)?;
    check((low..=high).contains(&mode), ShapeError::ModeOutside)
}

impl Shape {
    /// The smallest and largest value, where the shape has both.
    pub(super) fn ends(&self) -> Option<(f64, f64)> {
        match self {
            Self::Exact(value) => Some((*value, *value)),
            Self::Uniform { low, high }
            | Self::Triangular { low, high, .. }
            | Self::Pert { low, high, .. } => Some((*low, *high)),
            Self::Beta { .. } => Some((0.0, 1.0)),
            Self::Discrete(points) => Some((points.first()?.0, points.last()?.0)),
            Self::Normal { .. } | Self::Lognormal { .. } | Self::Interval { .. } => None,
        }
    }
}

impl Quantity {
    /// Hard bounds, checked; exact where they are equal.
    ///
    /// # Errors
    /// Ends that are no finite numbers or not in order.
    pub fn bounds(low: f64, high: f64) -> Result<Self, ShapeError> {
        in_order(low, low, high)?;
        Ok(Self::uniform(low, high))
    }

    /// A triangular distribution: F(mode) = (mode - low) / (high - low).
    ///
    /// # Errors
    /// Arguments that are no finite numbers or not in order.
    pub fn triangular(low: f64, mode: f64, high: f64) -> Result<Self, ShapeError> {
        in_order(low, mode, high)?;
        Ok(if low == high { Self::exact(low) } else { Self::of(Shape::Triangular { low, mode, high }) })
    }

    /// A PERT distribution: low + (high - low) Beta(1 + 4 (mode - low) / (high - low), 1 + 4 (high - mode)
    /// / (high - low)).
    ///
    /// Source: Malcolm et al. 1959, doi:10.1287/opre.7.5.646.
    ///
    /// # Errors
    /// Arguments that are no finite numbers or not in order.
    pub fn pert(low: f64, mode: f64, high: f64) -> Result<Self, ShapeError> {
        in_order(low, mode, high)?;
        if low == high {
            return Ok(Self::exact(low));
        }
        Self::with_law(Shape::Pert { low, mode, high }, Support::Any)
    }

    /// A normal distribution; exact where `sd` is 0.
    ///
    /// # Errors
    /// Arguments that are no finite numbers; a negative standard deviation.
    pub fn normal(mean: f64, sd: f64) -> Result<Self, ShapeError> {
        all_finite(&[mean, sd])?;
        check(sd >= 0.0, ShapeError::NegativeSpread)?;
        if sd == 0.0 {
            return Ok(Self::exact(mean));
        }
        Self::with_law(Shape::Normal { mean, sd }, Support::Any)
    }

    /// A lognormal distribution of the given mean and standard deviation of the quantity itself:
    /// sigma^2 = ln(1 + (sd / mean)^2), mu = ln(mean) - sigma^2 / 2. Exact where `sd` is 0.
    ///
    /// # Errors
    /// Arguments that are no finite numbers; a mean not above 0; a negative standard deviation.
    pub fn lognormal(mean: f64, sd: f64) -> Result<Self, ShapeError> {
        all_finite(&[mean, sd])?;
        check(sd >= 0.0, ShapeError::NegativeSpread)?;
        check(mean > 0.0, ShapeError::MeanNotPositive)?;
        if sd == 0.0 {
            return Ok(Self::exact(mean));
        }
        Self::with_law(Shape::Lognormal { mean, sd }, Support::Any)
    }

    /// The distribution of which a share `level` lies between `low` and `high` and the rest in equal parts
    /// on both sides: a lognormal, or a normal where `low` is not above 0.
    ///
    /// # Errors
    /// Ends that are no finite numbers or not in order; a level that is not between 0 and 1.
    pub fn interval(low: f64, high: f64, level: f64) -> Result<Self, ShapeError> {
        in_order(low, low, high)?;
        check(level > 0.0 && level < 1.0, ShapeError::Level)?;
        if low == high {
            return Ok(Self::exact(low));
        }
        Self::with_law(Shape::Interval { low, high, level }, Support::Any)
    }

    /// A beta distribution on 0 to 1, of mean alpha / (alpha + beta).
    ///
    /// # Errors
    /// Parameters outside 0.01 to 1,000,000.
    pub fn beta(alpha: f64, beta: f64) -> Result<Self, ShapeError> {
        let fit = BETA_PARAMETERS.contains(&alpha) && BETA_PARAMETERS.contains(&beta);
        check(fit, ShapeError::BetaParameter)?;
        Self::with_law(Shape::Beta { alpha, beta }, Support::Any)
    }

    /// Values with their probabilities, in any order; values of probability 0 are left out, equal values
    /// are one.
    ///
    /// # Errors
    /// Values that are no finite numbers; probabilities outside 0 to 1 or whose sum is not 1.
    pub fn discrete(points: &[(f64, f64)]) -> Result<Self, ShapeError> {
        let mut kept: Vec<(f64, f64)> = Vec::with_capacity(points.len());
        for &(value, probability) in points {
            all_finite(&[value])?;
            check((0.0..=1.0).contains(&probability), ShapeError::Probability)?;
            match kept.iter_mut().find(|(known, _)| *known == value) {
                Some((_, own)) => *own += probability,
                None if probability > 0.0 => kept.push((value, probability)),
                None => {}
            }
        }
        let sum: f64 = kept.iter().map(|(_, probability)| probability).sum();
        check((sum - 1.0).abs() <= SUM_TOLERANCE, ShapeError::ProbabilitySum)?;
        kept.sort_by(|(a, _), (b, _)| a.total_cmp(b));
        Ok(match kept.as_slice() {
            [(value, _)] => Self::exact(*value),
            _ => Self::of(Shape::Discrete(kept.into_boxed_slice())),
        })
    }

    /// The same quantity where it can only have the values of `support`: a normal or lognormal that
    /// reaches beyond is cut off there (quantile, mean and standard deviation are of what is left).
    ///
    /// # Errors
    /// Ends, or the mean of a normal or lognormal, outside the support; a normal too wide for a share.
    pub fn limited_to(self, support: Support) -> Result<Self, ShapeError> {
        let told = self.told();
        check(support == Support::Any || told.0 >= 0.0, ShapeError::BelowZero)?;
        check(support.holds(told.1), ShapeError::AboveOne)?;
        if self.ends().is_some() || support == Support::Any {
            return Ok(self);
        }
        let limited = Self::with_law(self.shape().into_owned(), support)?;
        Ok(limited.qualified(self.qualifier()))
    }

    /// The lowest and highest number that was written: ends, or a mean.
    pub(super) fn told(&self) -> (f64, f64) {
        match *self.shape() {
            Shape::Normal { mean, .. } | Shape::Lognormal { mean, .. } => (mean, mean),
            Shape::Interval { low, high, .. } => (low, high),
            _ => self.ends().unwrap_or_default(),
        }
    }

    fn with_law(shape: Shape, support: Support) -> Result<Self, ShapeError> {
        let law = Law::of(&shape, support);
        if let Some(Law::Normal(Normal { sd, .. })) = law {
            check(support != Support::Share || sd <= WIDEST_SHARE, ShapeError::TooWide)?;
        }
        let quantity = Self::stated(shape, Qualifier::Exact, law);
        let told =
            [quantity.quantile(0.0), quantity.quantile(1.0), quantity.mean(), quantity.sd(), quantity.base()];
        check(told.iter().all(|value| value.is_finite()), ShapeError::TooWide)?;
        Ok(quantity)
    }
}
