//! What rows of scenarios, series, correlations and outcomes say of the base.

use super::{Entry, Place, Provenance};
use crate::quantity::Moment;
use crate::unit::Unit;
use std::rc::Rc;

/// A named what-if: changes to inputs of the base, in order. A scenario that has rows of its own in the
/// tiers table is listed too, with no changes or with more.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its name.
    pub name: Rc<str>,
    /// What it changes.
    pub changes: Vec<Change>,
}

/// One change to one input.
#[derive(Debug, Clone)]
pub struct Change {
    /// The input, as written: `DGSI.officers`.
    pub input: String,
    /// How it is changed.
    pub operation: Operation,
    /// By what.
    pub value: Entry,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// How a change acts on an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// The value replaces the input.
    Set,
    /// The value is added.
    Add,
    /// The input is multiplied by the value.
    Multiply,
}

/// Two inputs of the base that go together when they are sampled.
#[derive(Debug, Clone)]
pub struct Correlation {
    /// One input, as written.
    pub input: String,
    /// The other, as written.
    pub with: String,
    /// Their rank correlation (Spearman), -1 to 1.
    pub rank: f64,
    /// Where the rank correlation stands.
    pub place: Option<Place>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// An outcome the analyst defined.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Its formula, as written.
    pub formula: String,
    /// The unit its value is wanted in.
    pub unit: Option<Unit>,
    /// Where the formula stands.
    pub place: Option<Place>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// The value an input has from a date on.
#[derive(Debug, Clone)]
pub struct SeriesPoint {
    /// The scenario it belongs to; `None` for the base and every scenario without a series of its own for the input.
    pub scenario: Option<Rc<str>>,
    /// The end of the day, month or year written.
    pub date: Moment,
    /// The input, as written: `DGSI.officers`.
    pub input: String,
    /// Its value at the date.
    pub value: Entry,
    /// How it gets there from the point before.
    pub between: Between,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// How a series goes from one point to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Between {
    /// The value before holds until the date.
    #[default]
    Step,
    /// In a straight line.
    Linear,
}
