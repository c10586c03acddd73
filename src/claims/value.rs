//! Knows how a figure is written: numbers and ranges by their unit, days, months and years.

use super::verdict::Ends;
use crate::quantity::Qualifier;
use crate::unit::Unit;

/// The word for each qualifier, in the columns `stated` of facts and `qualifier` of claims.
pub(super) const QUALIFIERS: [(&str, Qualifier); 4] = [
    ("exact", Qualifier::Exact),
    ("about", Qualifier::About),
    ("at least", Qualifier::AtLeast),
    ("at most", Qualifier::AtMost),
];

/// Counts above this are no longer told apart by one.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// What a unit says about how its figures are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Writing {
    Day,
    Month,
    Year,
    Percent,
    Number,
}

/// A unit's word as the unit of its numbers; `month` and `year` are ranges of days, `months` is a length.
///
/// # Errors
/// One sentence, where the word is no unit.
pub(super) fn unit(text: &str) -> Result<Unit, String> {
    match writing(text) {
        Writing::Day | Writing::Month | Writing::Year => Ok(Unit::date()),
        _ => text.parse().map_err(|error: crate::unit::UnitError| error.to_string()),
    }
}

fn writing(unit: &str) -> Writing {
    match unit {
        "date" => Writing::Day,
        "month" => Writing::Month,
        "year" => Writing::Year,
        "percent" | "%" => Writing::Percent,
        _ => Writing::Number,
    }
}

/// The ends of a figure in its unit: days since 1970-01-01 for dates.
///
/// # Errors
/// One sentence: why the text is no such figure, and what to write instead.
pub(super) fn read(text: &str, unit: &str) -> Result<Ends, String> {
    match writing(unit) {
        Writing::Day => {
            days(text, 3).ok_or_else(|| not_a(text, "day; write year-month-day, as in 2015-11-13"))
        }
        Writing::Month => days(text, 2).ok_or_else(|| {
            not_a(
                text,
                "month; write year-month, as in 2015-06, or use the unit `months` for a length of time",
            )
        }),
        Writing::Year => days(text, 1).ok_or_else(|| {
            not_a(text, "year; write it as in 2015, or use the unit `years` for a length of time")
        }),
        Writing::Percent => range(&text.replace('%', " ")),
        Writing::Number => range(text),
    }
}

fn not_a(text: &str, rest: &str) -> String {
    format!("`{text}` is not a {rest}")
}

fn range(text: &str) -> Result<Ends, String> {
    let (low, high) = match split(text) {
        Some((low, high)) => (number(low)?, number(high)?),
        None => (number(text)?, number(text)?),
    };
    if low > high {
        return Err(format!("`{}` runs backwards; write the smaller end first", text.trim()));
    }
    Ok(Ends { low, high })
}

/// The two sides of `15-20`, `15 to 20`, `15..20`; a hyphen that leads is a minus.
fn split(text: &str) -> Option<(&str, &str)> {
    let worded = [" to ", "..", "–", "—"].iter().find_map(|mark| text.split_once(mark));
    worded.or_else(|| {
        let start = text.len() - text.trim_start().len() + 1;
        let at = start + text.get(start..)?.find('-')?;
        Some((text.get(..at)?, text.get(at + 1..)?))
    })
}

fn number(text: &str) -> Result<f64, String> {
    let text = text.trim();
    let plain = grouped(text).unwrap_or_else(|| text.to_owned());
    let digits = plain.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b'-'));
    let value: Option<f64> = plain.parse().ok().filter(|_| digits);
    match value {
        Some(value) if value.abs() <= LARGEST => Ok(value),
        Some(_) => {
            Err(format!("`{text}` is too large: numbers up to 9,007,199,254,740,992 are held exactly"))
        }
        None => Err(format!("`{text}` is not a number; write it as in 11000, 11,000, 17.5 or 15-20")),
    }
}

/// `11,000` without its separators; nothing where the groups are not of three digits.
fn grouped(text: &str) -> Option<String> {
    let (whole, fraction) = text.split_once('.').map_or((text, None), |(whole, rest)| (whole, Some(rest)));
    let mut groups = whole.split([',', '\u{a0}', '\u{202f}', ' ']);
    let first = groups.next()?.trim_start_matches('-');
    let is_grouped = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    let joined: String = whole.chars().filter(|c| c.is_ascii_digit() || *c == '-').collect();
    is_grouped.then(|| fraction.map_or(joined.clone(), |fraction| format!("{joined}.{fraction}")))
}

/// First and last day of a year, a month or a day written in so many parts.
fn days(text: &str, parts: usize) -> Option<Ends> {
    let written: Vec<&str> = text.trim().split('-').collect();
    let widths = [4, 2, 2];
    let is_date =
        |(part, width): (&&str, usize)| part.len() == width && part.bytes().all(|b| b.is_ascii_digit());
    if written.len() != parts || !written.iter().zip(widths).all(is_date) {
        return None;
    }
    let numbers: Vec<i64> = written.iter().filter_map(|part| part.parse().ok()).collect();
    let (first, next) = match numbers.as_slice() {
        [year] => (day_number(*year, 1, 1), day_number(year + 1, 1, 1)),
        [year, month @ 1..=12] => month_days(*year, *month),
        [year, month @ 1..=12, day] => {
            let (first, next) = month_days(*year, *month);
            let date = first + day - 1;
            return (*day >= 1 && date < next).then(|| ends(date, date));
        }
        _ => return None,
    };
    Some(ends(first, next - 1))
}

fn ends(first: i64, last: i64) -> Ends {
    #[allow(clippy::cast_precision_loss)]
    Ends { low: first as f64, high: last as f64 }
}

/// The first day of a month, and of the next one.
fn month_days(year: i64, month: i64) -> (i64, i64) {
    let next = if month == 12 { day_number(year + 1, 1, 1) } else { day_number(year, month + 1, 1) };
    (day_number(year, month, 1), next)
}

/// Days from 1970-01-01 (algorithm: H. Hinnant, "chrono-compatible low-level date algorithms", days from
/// civil). A year counted from March has its leap day last.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::NumberStyle;
    use proptest::prelude::*;

    fn ends_of(text: &str, unit: &str) -> (f64, f64) {
        let Ends { low, high } = read(text, unit).unwrap();
        (low, high)
    }

    #[test]
    fn numbers_and_ranges_are_read_as_written() {
        assert_eq!(ends_of("11000", "subjects"), (11_000.0, 11_000.0));
        assert_eq!(ends_of("11,000", "subjects"), (11_000.0, 11_000.0));
        assert_eq!(ends_of("1 234 567.5", "EUR"), (1_234_567.5, 1_234_567.5));
        assert_eq!(ends_of("15-20", "officers per subject"), (15.0, 20.0));
        assert_eq!(ends_of("11 to 20", "percent"), (11.0, 20.0));
        assert_eq!(ends_of("0.015 – 0.02", "share"), (0.015, 0.02));
        assert_eq!(ends_of("15-20%", "percent"), (15.0, 20.0));
        assert_eq!(ends_of("-3", "officers"), (-3.0, -3.0));
        assert_eq!(ends_of("-3 to -1", "officers"), (-3.0, -1.0));
    }

    #[test]
    fn days_months_and_years_are_ranges_of_days() {
        assert_eq!(ends_of("1970-01-01", "date"), (0.0, 0.0));
        assert_eq!(ends_of("2015-11-13", "date"), (16_752.0, 16_752.0));
        assert_eq!(ends_of("2016-02", "month"), (16_832.0, 16_860.0));
        assert_eq!(ends_of("2015-12", "month"), (16_770.0, 16_800.0));
        assert_eq!(ends_of("1970", "year"), (0.0, 364.0));
        assert_eq!(ends_of("2000", "year").1 - ends_of("2000", "year").0, 365.0);
    }

    #[test]
    fn what_is_no_figure_is_told() {
        let reason = |text: &str, unit: &str| read(text, unit).unwrap_err();
        assert_eq!(reason("20-15", "officers"), "`20-15` runs backwards; write the smaller end first");
        assert_eq!(
            reason("many", "officers"),
            "`many` is not a number; write it as in 11000, 11,000, 17.5 or 15-20"
        );
        for text in ["", "1,20", "12-Oct", "1.2.3", "1e400", "inf", "nan", "15-", "1--2"] {
            assert!(read(text, "officers").is_err(), "{text}");
        }
        assert_eq!(
            reason("9007199254740993000", "officers"),
            "`9007199254740993000` is too large: numbers up to 9,007,199,254,740,992 are held exactly"
        );
        assert_eq!(
            reason("2015-02-30", "date"),
            "`2015-02-30` is not a day; write year-month-day, as in 2015-11-13"
        );
        assert_eq!(
            reason("3", "month"),
            "`3` is not a month; write year-month, as in 2015-06, or use the unit `months` for a length of time"
        );
        assert_eq!(
            reason("15", "year"),
            "`15` is not a year; write it as in 2015, or use the unit `years` for a length of time"
        );
        for text in ["2015-13", "2015-00", "20-15", "é"] {
            assert!(read(text, "month").is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}", unit in "date|month|year|percent|officers") {
            let _ = read(&text, &unit);
        }

        #[test]
        fn days_are_read_as_they_are_shown(day in -200_000_i32..1_000_000) {
            let shown = Unit::date().show(f64::from(day), NumberStyle::default());
            prop_assert_eq!(ends_of(&shown, "date"), (f64::from(day), f64::from(day)));
        }
    }
}
