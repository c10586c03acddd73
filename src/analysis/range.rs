//! From where to where an input moves when it is moved alone.

use super::{AnalysisError, Input};
use crate::quantity::Quantity;
use std::fmt;

/// Where inputs that have a range are moved to.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Reach {
    /// To their ends; those without ends to their own 5% and 95% points.
    #[default]
    Ends,
    /// To these quantiles, such as .1 and .9.
    Quantiles {
        /// The share of the distribution below the low value.
        low: f64,
        /// The share of the distribution below the high value.
        high: f64,
    },
}

/// Where a range came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The ends of the quantity.
    Ends,
    /// Quantiles, because they were asked for or because the quantity has no ends.
    Quantiles,
    /// A share of a value given exactly, up and down: whoever asks assumes it, the study does not say it.
    Assumed,
    /// A value given exactly, which is not moved.
    Fixed,
}

/// The values of one input when it is moved alone, in its own unit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Range {
    /// The smallest value.
    pub low: f64,
    /// The value where it is not moved.
    pub base: f64,
    /// The largest value.
    pub high: f64,
    /// Where the two came from.
    pub origin: Origin,
}

/// What is wrong with a question that moves inputs one at a time.
#[derive(Debug, Clone, PartialEq)]
pub enum RangeError {
    /// Quantiles that are not in order between 0 and 1.
    Quantiles {
        /// The lower one.
        low: f64,
        /// The higher one.
        high: f64,
    },
    /// A swing of exactly given inputs that is not a share above 0.
    Swing(f64),
    /// Fewer than two values per input.
    Steps(usize),
    /// Not one input for each that the model takes.
    Inputs {
        /// Inputs given.
        given: usize,
        /// Inputs of the model.
        expected: usize,
    },
    /// The model has no finite outcome at one of the points.
    Model(AnalysisError),
}

impl fmt::Display for RangeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Quantiles { low, high } => write!(
                f,
                "inputs cannot swing from quantile {low} to {high}; write two shares in rising order above 0 \
                 and below 1, such as p10,p90"
            ),
            Self::Swing(share) => {
                write!(
                    f,
                    "exact inputs cannot swing by {share}; write a share above 0 and up to 1, such as 10%"
                )
            }
            Self::Steps(steps) => {
                write!(f, "{steps} steps do not reach from low to high; ask for at least 2")
            }
            Self::Inputs { given, expected } => {
                write!(f, "{given} inputs were given to a model of {expected}; give each input once")
            }
            Self::Model(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for RangeError {}

impl From<AnalysisError> for RangeError {
    fn from(error: AnalysisError) -> Self {
        Self::Model(error)
    }
}

/// The range of every input, in its own unit, in the order of the inputs.
///
/// `swing_exact` moves inputs given exactly by that share of their value, up and down.
///
/// # Errors
///
/// Quantiles out of order, or a swing that is no share above 0 and up to 1.
pub fn ranges(
    inputs: &[Input<'_>],
    reach: Reach,
    swing_exact: Option<f64>,
) -> Result<Vec<Range>, RangeError> {
    if let Reach::Quantiles { low, high } = reach
        && !(0.0 < low && low < high && high < 1.0)
    {
        return Err(RangeError::Quantiles { low, high });
    }
    if let Some(share) = swing_exact.filter(|share| !(*share > 0.0 && *share <= 1.0)) {
        return Err(RangeError::Swing(share));
    }
    Ok(inputs.iter().map(|input| range(input.quantity, reach, swing_exact)).collect())
}

fn range(quantity: &Quantity, reach: Reach, swing_exact: Option<f64>) -> Range {
    let base = quantity.base();
    if quantity.is_exact() {
        return swung(base, swing_exact);
    }
    let (low, high, origin) = match reach {
        Reach::Ends => {
            let (low, high, ends) = quantity.range_ends();
            (low, high, if ends { Origin::Ends } else { Origin::Quantiles })
        }
        Reach::Quantiles { low, high } => {
            (quantity.quantile(low), quantity.quantile(high), Origin::Quantiles)
        }
    };
    Range { low, base, high, origin }
}

fn swung(base: f64, swing_exact: Option<f64>) -> Range {
    let by = base.abs() * swing_exact.unwrap_or(0.0);
    let origin = if by > 0.0 { Origin::Assumed } else { Origin::Fixed };
    Range { low: base - by, base, high: base + by, origin }
}

/// The base value of every input.
pub(crate) fn bases(inputs: &[Input<'_>]) -> Vec<f64> {
    inputs.iter().map(|input| input.quantity.base()).collect()
}

/// Refuses a list of inputs that does not fit the model.
pub(crate) fn fitting(given: usize, expected: usize) -> Result<(), RangeError> {
    if given == expected { Ok(()) } else { Err(RangeError::Inputs { given, expected }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn one(quantity: &Quantity, reach: Reach, swing: Option<f64>) -> Range {
        ranges(&[Input { name: "x", quantity }], reach, swing).unwrap()[0]
    }

    #[test]
    fn a_range_moves_between_its_ends_or_its_quantiles() {
        let ratio = Quantity::uniform(15.0, 20.0);
        let ends = Range { low: 15.0, base: 17.5, high: 20.0, origin: Origin::Ends };
        assert_eq!(one(&ratio, Reach::Ends, None), ends);
        let inner = one(&ratio, Reach::Quantiles { low: 0.1, high: 0.9 }, Some(0.1));
        assert_eq!(inner, Range { low: 15.5, base: 17.5, high: 19.5, origin: Origin::Quantiles });
    }

    #[test]
    fn an_exact_value_moves_only_when_asked() {
        let staff = Quantity::exact(3_300.0);
        assert_eq!(one(&staff, Reach::Ends, None).origin, Origin::Fixed);
        let swung = one(&staff, Reach::Ends, Some(0.1));
        assert_eq!(swung, Range { low: 2_970.0, base: 3_300.0, high: 3_630.0, origin: Origin::Assumed });
        assert_eq!(one(&Quantity::exact(0.0), Reach::Ends, Some(0.1)).origin, Origin::Fixed);
    }

    #[test]
    fn an_input_without_ends_moves_between_its_5_and_95_percent_points() {
        let found = one(&Quantity::normal(100.0, 10.0).unwrap(), Reach::Ends, None);
        assert_eq!((found.base, found.origin), (100.0, Origin::Quantiles));
        assert!(
            (found.low - 83.551_463_730_485_27).abs() < 1e-9
                && (found.high - 116.448_536_269_514_73).abs() < 1e-9
        );
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        let say = |reach, swing| ranges(&[], reach, swing).unwrap_err().to_string();
        for (low, high) in [(0.9, 0.1), (0.0, 0.9), (0.1, 1.0), (f64::NAN, 0.9)] {
            assert_eq!(
                say(Reach::Quantiles { low, high }, None),
                format!(
                    "inputs cannot swing from quantile {low} to {high}; write two shares in rising order \
                     above 0 and below 1, such as p10,p90"
                )
            );
        }
        assert_eq!(
            say(Reach::Ends, Some(0.0)),
            "exact inputs cannot swing by 0; write a share above 0 and up to 1, such as 10%"
        );
        assert!(ranges(&[], Reach::Ends, Some(f64::NAN)).is_err());
        assert_eq!(
            fitting(1, 2).unwrap_err().to_string(),
            "1 inputs were given to a model of 2; give each input once"
        );
    }
}
