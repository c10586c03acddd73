//! What a value is never more than, read off its formula: the smaller of two is no more than either, and a part of a
//! whole no more than all of it.
//!
//! An enclosure looks at a formula as one; where it says `min(watched, people)`, the high end of `people`, found by
//! itself, may be lower than what the enclosure could guarantee.

use super::bound::Bounds;
use super::{CellId, Content, Expr, Operator, Sheet, Source};

/// One value of a cell.
type Value = (CellId, u32);

impl Bounds<'_> {
    /// The lowest of the ends that the formula's `min` shows at once; infinity where it shows none.
    pub(super) fn ceiling(&self, cell: CellId, member: u32) -> f64 {
        let sheet = self.sheet();
        let cell = followed(sheet, (cell, member));
        match formula(sheet, cell) {
            Some(Expr::Binary(Operator::Min, left, right)) => {
                let of = |side: &Expr| {
                    let source = single(sheet, side, cell.1);
                    source.map_or(f64::INFINITY, |(cell, member)| self.range(cell, member).1)
                };
                of(left).min(of(right))
            }
            Some(Expr::Binary(Operator::Divide, part, whole)) => {
                let pair = single(sheet, part, cell.1).zip(single(sheet, whole, cell.1));
                let is_part = pair.is_some_and(|(part, whole)| {
                    is_at_most(sheet, part, whole) && self.rough(whole.0, whole.1).0 >= 0.0
                });
                if is_part { 1.0 } else { f64::INFINITY }
            }
            _ => f64::INFINITY,
        }
    }
}

/// Whether the one is the smaller of the other and something.
fn is_at_most(sheet: &Sheet, part: Value, whole: Value) -> bool {
    match formula(sheet, part) {
        Some(Expr::Binary(Operator::Min, left, right)) => {
            [left, right].into_iter().any(|side| single(sheet, side, part.1) == Some(whole))
        }
        _ => false,
    }
}

fn formula(sheet: &Sheet, (cell, _): Value) -> Option<&Expr> {
    match &sheet.cell(cell).content {
        Content::Formula(expr) => Some(expr),
        Content::Input { .. } => None,
    }
}

/// The value that an expression is, where it is that of a cell.
fn single(sheet: &Sheet, expr: &Expr, member: u32) -> Option<Value> {
    let source = match expr {
        Expr::Cell(cell) => (*cell, member),
        Expr::Member(cell, member) => (*cell, *member),
        Expr::Pick(_, sources) => {
            let Source { cell, member } = sources.get(member as usize)?;
            (*cell, member.unwrap_or(0))
        }
        _ => return None,
    };
    Some(followed(sheet, source))
}

/// Where a value comes from that is taken from another cell as it is.
fn followed(sheet: &Sheet, (cell, member): Value) -> Value {
    let member = if sheet.cell(cell).axis.is_some() { member } else { 0 };
    let taken = formula(sheet, (cell, member)).and_then(|expr| single(sheet, expr, member));
    taken.unwrap_or((cell, member))
}
