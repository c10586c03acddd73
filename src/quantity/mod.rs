//! Quantities: an exact number, hard bounds or a distribution, and the cell text it is written in.
//!
//! A [`Quantity`] knows its ends (where it has ends), its base value, mean, standard deviation and
//! quantile function, and how firmly it was stated. It knows nothing of what it counts beyond the
//! [`CellKind`] it was read for; units belong to the sheet.
//!
//! | file | knows |
//! |---|---|
//! | `shape` | the shapes, what their arguments must be, and their ends and base |
//! | `distribution` | quantile, distribution function, mean and standard deviation of each shape |
//! | `number` | digits: thousands separators, decimal marks, scientific notation |
//! | `cell` | the grammar of a cell, and every refusal with its words |
//! | `canonical` | a quantity as a cell text again |
//! | `reading` | a quantity in words: how a cell was read |
//! | [`date`] | days, months and years as days since 1970-01-01 |

mod canonical;
mod cell;
pub mod date;
mod distribution;
mod moment;
mod number;
mod reading;
mod redate;
mod shape;

pub use cell::{CellContext, CellError, CellKind};
pub use moment::{Moment, parse_moment, parse_period};
pub use number::{DecimalMark, decimal_evidence};
pub use redate::dates_meant;
pub use shape::{Shape, ShapeError, Support};

use distribution::Law;
use std::borrow::Cow;
use std::sync::Arc;

/// A number as an analyst gives it: a shape, and how firmly it was stated.
///
/// Two words long and quickly copied: most numbers of a large study are one value, and rows that say the same
/// share what is more than that.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    held: Held,
}

#[derive(Debug, Clone, PartialEq)]
enum Held {
    /// One value, stated as it stands.
    Value(f64),
    Stated(Arc<Stated>),
}

#[derive(Debug, Clone, PartialEq)]
struct Stated {
    shape: Shape,
    qualifier: Qualifier,
    /// The constants of a distribution without a closed form, and where it is cut off.
    law: Option<Law>,
}

/// How firmly a number was stated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Qualifier {
    /// As it stands.
    #[default]
    Exact,
    /// `about`, `c.`, `~`.
    About,
    /// `at least`, `more than`: the true value may be larger.
    AtLeast,
    /// `at most`, `up to`, `fewer than`: the true value may be smaller.
    AtMost,
}

impl Quantity {
    /// One value.
    pub fn exact(value: f64) -> Self {
        Self::of(Shape::Exact(value))
    }

    /// Hard bounds; exact where they are equal.
    pub fn uniform(low: f64, high: f64) -> Self {
        Self::of(if low == high { Shape::Exact(low) } else { Shape::Uniform { low, high } })
    }

    /// A quantity of a shape whose constants need no preparation.
    fn of(shape: Shape) -> Self {
        Self::stated(shape, Qualifier::Exact, None)
    }

    /// Holds in the one way there is for it, so that equal quantities compare equal.
    fn stated(shape: Shape, qualifier: Qualifier, law: Option<Law>) -> Self {
        let held = match (shape, qualifier) {
            (Shape::Exact(value), Qualifier::Exact) => Held::Value(value),
            (shape, qualifier) => Held::Stated(Arc::new(Stated { shape, qualifier, law })),
        };
        Self { held }
    }

    /// The same quantity, stated with a qualifier.
    #[must_use]
    pub fn qualified(self, qualifier: Qualifier) -> Self {
        if qualifier == self.qualifier() {
            return self;
        }
        let law = self.law().cloned();
        Self::stated(self.shape().into_owned(), qualifier, law)
    }

    /// How firmly it was stated.
    pub fn qualifier(&self) -> Qualifier {
        match &self.held {
            Held::Value(_) => Qualifier::Exact,
            Held::Stated(stated) => stated.qualifier,
        }
    }

    /// The shape.
    pub fn shape(&self) -> Cow<'_, Shape> {
        match &self.held {
            Held::Value(value) => Cow::Owned(Shape::Exact(*value)),
            Held::Stated(stated) => Cow::Borrowed(&stated.shape),
        }
    }

    fn law(&self) -> Option<&Law> {
        match &self.held {
            Held::Value(_) => None,
            Held::Stated(stated) => stated.law.as_ref(),
        }
    }

    /// Whether it is one value.
    pub fn is_exact(&self) -> bool {
        matches!(*self.shape(), Shape::Exact(_))
    }

    /// Where the distribution is cut off below and above, because the quantity cannot lie beyond: `None`
    /// where nothing is cut off.
    pub fn cut_off(&self) -> (Option<f64>, Option<f64>) {
        self.law().map_or((None, None), Law::cut_off)
    }

    /// The value taken where one value is needed: the mode if one was written, else the midpoint of the
    /// ends that were written, else the median.
    pub fn base(&self) -> f64 {
        match &*self.shape() {
            Shape::Exact(value) => *value,
            Shape::Uniform { low, high } => f64::midpoint(*low, *high),
            Shape::Triangular { mode, .. } | Shape::Pert { mode, .. } => *mode,
            _ => self.quantile(0.5),
        }
    }

    /// The smallest and largest value, or `None` where an end is missing (normal, lognormal and central
    /// intervals: where these are cut off is no end that anybody wrote).
    pub fn ends(&self) -> Option<(f64, f64)> {
        self.shape().ends()
    }

    /// Low, high and whether these are the ends: else they are the points below which 5% and 95% lie.
    pub fn range_ends(&self) -> (f64, f64, bool) {
        match self.ends() {
            Some((low, high)) => (low, high, true),
            None => (self.quantile(0.05), self.quantile(0.95), false),
        }
    }

    /// The value below which a share `u` of the distribution lies, 0 <= u <= 1.
    ///
    /// Always finite: where an end is missing, `u` = 0 and 1 give the points 2^-53 from 0 and 1. A `u`
    /// outside 0 to 1 is taken as the nearer end, NaN as 0.5.
    pub fn quantile(&self, u: f64) -> f64 {
        let u = if u.is_nan() { 0.5 } else { u.clamp(0.0, 1.0) };
        match self.law() {
            Some(law) => law.quantile(u),
            None => distribution::quantile(&self.shape(), u),
        }
    }

    /// The share of the distribution at or below `x`, 0 to 1.
    pub fn cdf(&self, x: f64) -> f64 {
        match self.law() {
            Some(law) => law.cdf(x),
            None => distribution::cdf(&self.shape(), x),
        }
    }

    /// The mean, of what is left where the distribution is cut off.
    pub fn mean(&self) -> f64 {
        match self.law() {
            Some(law) => law.mean(),
            None => distribution::mean(&self.shape()),
        }
    }

    /// The standard deviation, of what is left where the distribution is cut off; 0 for one value.
    pub fn sd(&self) -> f64 {
        match self.law() {
            Some(law) => law.sd(),
            None => distribution::sd(&self.shape()),
        }
    }
}
