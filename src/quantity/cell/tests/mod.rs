//! The grammar table, every refusal with its words, and properties of the grammar.

mod accepted;
mod properties;
mod refused;

use super::super::{DecimalMark, Quantity};
use super::{CellContext, CellError, CellKind};

const KINDS: [CellKind; 5] =
    [CellKind::Count, CellKind::Rate, CellKind::Share, CellKind::Part, CellKind::Number];
const MARKS: [DecimalMark; 3] = [DecimalMark::Undecided, DecimalMark::Point, DecimalMark::Comma];

fn parse(text: &str, kind: CellKind, decimal: DecimalMark) -> Result<Quantity, CellError> {
    Quantity::parse(text, &CellContext { kind, decimal })
}

/// The canonical form of what is read in a file that decides nothing.
fn read(text: &str, kind: CellKind) -> String {
    match parse(text, kind, DecimalMark::Undecided) {
        Ok(quantity) => quantity.to_string(),
        Err(error) => format!("{}: {}", error.code, error.reason),
    }
}
