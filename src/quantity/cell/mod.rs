//! The grammar of a cell: `[modifier] [L%] core [suffix]`.
//!
//! | file | knows |
//! |---|---|
//! | `plain` | the quick way for plain numbers and ranges, without allocating |
//! | `grammar` | modifiers, levels, ranges, tolerances, `1 in 5`, the best value |
//! | `function` | `uniform(...)`, `pert(...)` and the others |
//! | `amount` | one number with its sign, currency, scale and unit word |
//! | `looks` | texts that are no quantity: dates, ratios, spreadsheet errors, words for "unknown" |
//! | `column` | what the column demands: whole counts, shares, no negatives |
//! | `refusal` | every refusal: its code, its words, what to write instead |
//! | `words` | the lists of words |

mod amount;
mod column;
mod function;
mod grammar;
mod looks;
mod plain;
mod refusal;
mod words;

#[cfg(test)]
mod tests;

pub(super) use words::month;

use super::number::{DecimalMark, decimal_evidence};
use super::{Quantity, Support};
use std::fmt;
use std::ops::Range;

/// What a cell's column holds: decides how `11.000`, `30%` and `-5` are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellKind {
    /// Things that come whole and cannot be negative: subjects, officers, days.
    Count,
    /// A positive number that may have decimals: officers per subject, hours per year.
    Rate,
    /// A part of a whole, 0 to 1.
    Share,
    /// A part for each of something, written as a share is; it may pass 1.
    Part,
    /// Any number, also negative: the value of a scenario's change.
    Number,
}

impl CellKind {
    /// The values a quantity of this kind can have.
    pub fn support(self) -> Support {
        match self {
            Self::Count | Self::Rate | Self::Part => Support::NonNegative,
            Self::Share => Support::Share,
            Self::Number => Support::Any,
        }
    }

    /// Whether `20%` and `1 in 5` are numbers of this kind.
    pub fn takes_percent(self) -> bool {
        matches!(self, Self::Share | Self::Part)
    }
}

/// What is known of the place a cell stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CellContext {
    /// What the column holds.
    pub kind: CellKind,
    /// The file's decimal mark.
    pub decimal: DecimalMark,
}

/// Why a cell's text is not a quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CellError {
    /// The rule that is broken, as a short code: `backwards-range`.
    pub code: &'static str,
    /// Where in the cell's text, in bytes.
    pub span: Range<usize>,
    /// One sentence: why, and what to write instead.
    pub reason: String,
    /// A cell text to paste.
    pub suggestion: Option<String>,
}

impl fmt::Display for CellError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for CellError {}

impl Quantity {
    /// The quantity a cell's text stands for.
    ///
    /// ```
    /// use stakeout::quantity::{CellContext, CellKind, DecimalMark, Quantity};
    /// let context = CellContext { kind: CellKind::Rate, decimal: DecimalMark::Undecided };
    /// assert_eq!(Quantity::parse("15-20", &context)?, Quantity::uniform(15.0, 20.0));
    /// assert_eq!(Quantity::parse("20-15", &context).map_err(|error| error.code), Err("backwards-range"));
    /// # Ok::<(), stakeout::quantity::CellError>(())
    /// ```
    ///
    /// # Errors
    /// A [`CellError`] that says why and what to write instead.
    pub fn parse(text: &str, context: &CellContext) -> Result<Self, CellError> {
        plain::read(text.as_bytes(), *context).map_or_else(|| parse_in_full(text, *context), Ok)
    }

    /// As [`Quantity::parse`], where the text is a whole number and nothing else; `None` for every other cell.
    pub fn whole(text: &str, context: CellContext) -> Option<Self> {
        plain::whole(text.as_bytes(), context)
    }
}

/// The quantity by the full grammar; a refusal suggests only what would be read.
fn parse_in_full(text: &str, context: CellContext) -> Result<Quantity, CellError> {
    read_cell(text, context).map_err(|error| {
        let suggestion = error.suggestion.filter(|suggestion| read_cell(suggestion, context).is_ok());
        CellError { suggestion, ..error }
    })
}

fn read_cell(text: &str, context: CellContext) -> Result<Quantity, CellError> {
    let decimal = match context.decimal {
        DecimalMark::Undecided => decimal_evidence(text).unwrap_or_default(),
        known => known,
    };
    let context = CellContext { decimal, ..context };
    grammar::read(text, context)
}
