//! Quantities: an exact number, hard bounds or a distribution, and the cell text it is written in.
//!
//! A [`Quantity`] knows its ends (where it has ends), its base value, mean, standard deviation and
//! quantile function, and how it was written. It knows nothing of what it counts beyond its
//! [`CellKind`]; units belong to the sheet.

/// A number as an analyst gives it: a shape, and how firmly it was stated.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    shape: Shape,
    qualifier: Qualifier,
}

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

/// What a cell's column holds: decides how `11.000`, `30%` and `-5` are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Things that come whole and cannot be negative: subjects, officers, days.
    Count,
    /// A positive number that may have decimals: officers per subject, hours per year.
    Rate,
    /// A part of a whole, 0 to 1.
    Share,
    /// Any number, also negative: the value of a scenario's change.
    Number,
}

impl Quantity {
    /// One value.
    pub fn exact(value: f64) -> Self {
        Self { shape: Shape::Exact(value), qualifier: Qualifier::Exact }
    }

    /// Hard bounds; exact where they are equal.
    pub fn uniform(low: f64, high: f64) -> Self {
        let shape = if low == high { Shape::Exact(low) } else { Shape::Uniform { low, high } };
        Self { shape, qualifier: Qualifier::Exact }
    }

    /// The same quantity, stated with a qualifier.
    #[must_use]
    pub fn qualified(self, qualifier: Qualifier) -> Self {
        Self { qualifier, ..self }
    }

    /// How firmly it was stated.
    pub fn qualifier(&self) -> Qualifier {
        self.qualifier
    }

    /// The shape.
    pub fn shape(&self) -> &Shape {
        &self.shape
    }

    /// Whether it is one value.
    pub fn is_exact(&self) -> bool {
        matches!(self.shape, Shape::Exact(_))
    }

    /// The value taken where one value is needed: the mode if one was written, else the midpoint of the
    /// ends, else the median.
    pub fn base(&self) -> f64 {
        match &self.shape {
            Shape::Exact(value) => *value,
            Shape::Uniform { low, high } => f64::midpoint(*low, *high),
        }
    }

    /// The smallest and largest value, or `None` where an end is missing (normal, lognormal).
    pub fn ends(&self) -> Option<(f64, f64)> {
        match &self.shape {
            Shape::Exact(value) => Some((*value, *value)),
            Shape::Uniform { low, high } => Some((*low, *high)),
        }
    }

    /// The value below which a share `u` of the distribution lies, 0 <= u <= 1.
    pub fn quantile(&self, u: f64) -> f64 {
        match &self.shape {
            Shape::Exact(value) => *value,
            Shape::Uniform { low, high } => low + u * (high - low),
        }
    }
}
