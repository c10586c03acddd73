//! The quick way for plain cells: `11000`, `17.5`, `15-20`. Nothing is allocated; whatever is not plainly
//! right is left to the full grammar, which also has the words for what is wrong.

use super::super::number::{DecimalMark, POWERS};
use super::super::{Quantity, Shape};
use super::{CellContext, CellKind};

/// Whole numbers of so many digits are exact as floats.
const MOST_DIGITS: usize = 15;

/// The quantity of a plain cell, else `None`.
pub fn read(text: &[u8], context: CellContext) -> Option<Quantity> {
    let (whole, length) = digits(text)?;
    match text.get(length..)? {
        [] => one(whole, context),
        [b'-', high @ ..] => range(whole, high, context),
        [b'.', decimals @ ..] => decimal(whole, length, decimals, context),
        _ => None,
    }
}

/// The quantity of a cell that is nothing but digits, else `None`.
pub fn whole(text: &[u8], context: CellContext) -> Option<Quantity> {
    let (whole, length) = digits(text)?;
    if length == text.len() { one(whole, context) } else { None }
}

/// The digits a text begins with, as a number, and how many they are.
fn digits(text: &[u8]) -> Option<(u64, usize)> {
    let mut value = 0;
    let mut length = 0;
    while let Some(digit) = text.get(length).filter(|byte| byte.is_ascii_digit()) {
        value = value * 10 + u64::from(digit - b'0');
        length += 1;
        if length > MOST_DIGITS {
            return None;
        }
    }
    (length > 0).then_some((value, length))
}

fn one(value: u64, context: CellContext) -> Option<Quantity> {
    fits(value as f64, context).then(|| Quantity::of(Shape::Exact(value as f64)))
}

fn range(low: u64, high: &[u8], context: CellContext) -> Option<Quantity> {
    let (value, length) = digits(high)?;
    let (low, ends_here) = (low as f64, length == high.len());
    let high = value as f64;
    (ends_here && low < high && fits(high, context)).then(|| Quantity::of(Shape::Uniform { low, high }))
}

/// A decimal point that cannot be a thousands separator, in a file that does not use commas.
fn decimal(whole: u64, before: usize, decimals: &[u8], context: CellContext) -> Option<Quantity> {
    let (fraction, after) = digits(decimals)?;
    let clear = after != 3 || (before > 3 || whole == 0);
    if after != decimals.len()
        || !clear
        || context.decimal == DecimalMark::Comma
        || before + after > MOST_DIGITS
    {
        return None;
    }
    let power = *POWERS.get(after)?;
    let value = (whole as f64 * power + fraction as f64) / power;
    fits(value, context).then(|| Quantity::of(Shape::Exact(value)))
}

fn fits(value: f64, context: CellContext) -> bool {
    context.kind != CellKind::Share || value <= 1.0
}
