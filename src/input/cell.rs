//! Stands in for the grammar of a cell until `quantity` has it.
use crate::quantity::{CellKind, Quantity};
use std::ops::Range;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DecimalMark {
    Point,
    Comma,
}
#[derive(Debug, Clone, Copy)]
pub(super) struct CellContext {
    pub kind: CellKind,
    pub decimal: Option<DecimalMark>,
}
#[derive(Debug, Clone)]
pub(super) struct CellError {
    pub code: &'static str,
    pub span: Range<usize>,
    pub reason: String,
    pub suggestion: Option<String>,
}

pub(super) fn decimal_evidence(text: &str) -> Option<DecimalMark> {
    text.contains(',').then_some(DecimalMark::Comma)
}
pub(super) fn parse(text: &str, _: &CellContext) -> Result<Quantity, CellError> {
    if let Ok(v) = text.parse::<f64>() {
        return Ok(Quantity::exact(v));
    }
    let bad =
        || CellError { code: "cell", span: 0..text.len(), reason: "not a number".into(), suggestion: None };
    let (a, b) = text.split_once('-').ok_or_else(bad)?;
    Ok(Quantity::uniform(a.parse().map_err(|_| bad())?, b.parse().map_err(|_| bad())?))
}
