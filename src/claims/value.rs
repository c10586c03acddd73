//! Knows how a figure is written: the grammar of cells for numbers, days for dates, months and years.

use crate::quantity::date::{Precision, parse_date};
use crate::quantity::{CellContext, CellError, CellKind, DecimalMark, Qualifier, Quantity};
use crate::unit::{Unit, UnitError};

/// The word for each qualifier, in the columns `stated` of facts and `qualifier` of claims.
pub(super) const QUALIFIERS: [(&str, Qualifier); 4] = [
    ("exact", Qualifier::Exact),
    ("about", Qualifier::About),
    ("at least", Qualifier::AtLeast),
    ("at most", Qualifier::AtMost),
];

/// A unit's word as the unit of its numbers; `month` and `year` are ranges of days, `months` is a length.
///
/// # Errors
/// Where the word is no unit.
pub(super) fn unit(text: &str) -> Result<Unit, UnitError> {
    if calendar(text).is_some() { Ok(Unit::date()) } else { text.parse() }
}

fn calendar(unit: &str) -> Option<Precision> {
    match unit {
        "date" => Some(Precision::Date),
        "month" => Some(Precision::Month),
        "year" => Some(Precision::Year),
        _ => None,
    }
}

/// A figure in its unit: days since 1970-01-01 for dates. Numbers have a decimal point, as in formulas.
///
/// # Errors
/// Why the text is no such figure, and what to write instead.
pub(super) fn read(text: &str, unit: &str) -> Result<Quantity, CellError> {
    if let Some(precision) = calendar(unit) {
        return parse_date(text, precision);
    }
    // 15 percent and 15% percent are the same: the unit has said it.
    let is_percent = matches!(unit, "percent" | "%");
    let text = if is_percent { text.replace('%', "") } else { text.to_owned() };
    let is_plain = unit.parse().is_ok_and(|unit: Unit| unit.is_plain());
    if let Some(at) = text.find('%').filter(|_| !is_plain) {
        return Err(misplaced_percent(at, unit));
    }
    Quantity::parse(&text, &CellContext { kind: CellKind::Number, decimal: DecimalMark::Point })
}

fn misplaced_percent(at: usize, unit: &str) -> CellError {
    CellError {
        code: "percent",
        span: at..at + 1,
        reason: format!("a percentage is no number of {unit}; write the number, or use the unit `percent`"),
        suggestion: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ends(text: &str, unit: &str) -> (f64, f64) {
        read(text, unit).unwrap().ends().unwrap()
    }

    #[test]
    fn numbers_and_ranges_are_cells() {
        assert_eq!(ends("11000", "subjects"), (11_000.0, 11_000.0));
        assert_eq!(ends("11,000", "subjects"), (11_000.0, 11_000.0));
        assert_eq!(ends("15-20", "officers per subject"), (15.0, 20.0));
        assert_eq!(ends("0.825-1.100", "percent"), (0.825, 1.1));
        assert_eq!(ends("11 to 20", "percent"), (11.0, 20.0));
        assert_eq!(ends("2193-2921", "days"), (2193.0, 2921.0));
        assert_eq!(read("about 5", "officers").unwrap().qualifier(), Qualifier::About);
    }

    #[test]
    fn percent_is_said_once() {
        assert_eq!(ends("15", "percent"), (15.0, 15.0));
        assert_eq!(ends("15-20%", "percent"), (15.0, 20.0));
        assert_eq!(ends("15%", "share"), (0.15, 0.15));
        assert_eq!(
            read("15%", "officers").unwrap_err().reason,
            "a percentage is no number of officers; write the number, or use the unit `percent`"
        );
    }

    #[test]
    fn days_months_and_years_are_ranges_of_days() {
        assert_eq!(ends("2015-11-13", "date"), (16_752.0, 16_752.0));
        assert_eq!(ends("2016-02", "month"), (16_832.0, 16_860.0));
        assert_eq!(ends("1970", "year"), (0.0, 364.0));
        assert!(read("3", "month").is_err());
        assert_eq!(ends("3", "months"), (3.0, 3.0));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}", unit in "date|month|year|percent|share|officers") {
            let _ = read(&text, &unit);
        }
    }
}
