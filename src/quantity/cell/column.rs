//! What the column demands of a quantity: whole counts that can be counted, shares up to 1, no negatives.

use super::super::{Quantity, Shape, ShapeError};
use super::{CellContext, CellError, CellKind, refusal};
use std::ops::Range;

/// Counts below this are exact as floats: 2^53. It is refused itself, because 2^53 + 1 reads as the same float.
const LARGEST_COUNT: f64 = 9_007_199_254_740_992.0;

/// More than this is no percentage whose sign was left out.
const LARGEST_PERCENTAGE: f64 = 100.0;

/// A quantity as read, before the column has had its say.
#[derive(Debug)]
pub struct Draft {
    pub quantity: Result<Quantity, ShapeError>,
    /// Whether a number of it was written with a percent sign.
    pub percent: bool,
}

impl Draft {
    pub fn new(quantity: Result<Quantity, ShapeError>, percent: bool) -> Self {
        Self { quantity, percent }
    }

    /// The quantity, if it can stand in the column.
    pub fn accept(self, text: &str, span: Range<usize>, context: CellContext) -> Result<Quantity, CellError> {
        let counts = matches!(context.kind, CellKind::Count | CellKind::Rate);
        if counts && self.percent {
            return Err(refusal::percent_of_count(text, span));
        }
        let whole = self.quantity.map_err(|error| refusal::shape(text, span.clone(), error))?;
        if context.kind == CellKind::Count && matches!(*whole.shape(), Shape::Beta { .. }) {
            return Err(refusal::share_only(text, span));
        }
        let (_, high) = whole.told();
        if context.kind == CellKind::Count && high >= LARGEST_COUNT {
            return Err(refusal::too_large_count(text, span));
        }
        whole.limited_to(context.kind.support()).map_err(|error| match error {
            ShapeError::BelowZero => refusal::negative(text, span),
            ShapeError::AboveOne if self.percent || high > LARGEST_PERCENTAGE => {
                refusal::share_over_one(text, span)
            }
            ShapeError::AboveOne => refusal::share_without_percent(text, span),
            other => refusal::shape(text, span, other),
        })
    }
}
