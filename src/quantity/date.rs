//! Days, months and years, as days since 1970-01-01.
//!
//! A month and a year are ranges of days: what is known of them is no more.

use super::Quantity;
use super::cell::CellError;

/// How exactly a date is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Precision {
    /// `2015-10-03`.
    Date,
    /// `2015-07`.
    Month,
    /// `2015`.
    Year,
}

impl Precision {
    fn example(self) -> &'static str {
        match self {
            Self::Date => "2015-10-03",
            Self::Month => "2015-07",
            Self::Year => "2015",
        }
    }
}

/// The first and the last day a date can be, in days since 1970-01-01.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// First day.
    pub first: i64,
    /// Last day.
    pub last: i64,
    /// How exactly it was written.
    pub precision: Precision,
}

/// The days of `2015-10-03`, `2015-07` or `2015`.
///
/// # Errors
/// A text of another form; a date that no calendar has.
pub fn parse_days(text: &str) -> Result<Days, CellError> {
    let cell = text.trim();
    let mut parts = cell.split('-');
    let fields = (parts.next(), parts.next(), parts.next(), parts.next());
    let days = match fields {
        (Some(year), None, None, None) => year_days(field(year, 4)),
        (Some(year), Some(month), None, None) => month_days(field(year, 4), field(month, 2)),
        (Some(year), Some(month), Some(day), None) => one_day(field(year, 4), field(month, 2), field(day, 2)),
        _ => None,
    };
    days.ok_or_else(|| refuse(text))
}

/// A date as a quantity: one day, or hard bounds from the first to the last day of a month or year.
///
/// # Errors
/// As [`parse_days`]; a date written less exactly than, or more exactly than, asked for.
pub fn parse_date(text: &str, precision: Precision) -> Result<Quantity, CellError> {
    let days = parse_days(text)?;
    if days.precision != precision {
        return Err(CellError {
            code: "date-precision",
            span: 0..text.len(),
            reason: format!("`{}` is not of the form `{}`: write it so", text.trim(), precision.example()),
            suggestion: None,
        });
    }
    Ok(Quantity::uniform(days.first as f64, days.last as f64))
}

fn refuse(text: &str) -> CellError {
    CellError {
        code: "no-date",
        span: 0..text.len(),
        reason: format!(
            "`{}` is not a date of the calendar: write `2015-10-03`, a month as `2015-07`, a year as `2015`",
            text.trim()
        ),
        suggestion: None,
    }
}

fn field(text: &str, length: usize) -> Option<i64> {
    let right = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
    right.then(|| text.parse().ok()).flatten()
}

fn year_days(year: Option<i64>) -> Option<Days> {
    let year = year?;
    Some(Days { first: day_number(year, 1, 1), last: day_number(year, 12, 31), precision: Precision::Year })
}

fn month_days(year: Option<i64>, month: Option<i64>) -> Option<Days> {
    let (year, month) = (year?, month?);
    let length = month_length(year, month)?;
    let (first, last) = (day_number(year, month, 1), day_number(year, month, length));
    Some(Days { first, last, precision: Precision::Month })
}

fn one_day(year: Option<i64>, month: Option<i64>, day: Option<i64>) -> Option<Days> {
    let (year, month, day) = (year?, month?, day?);
    let exists = (1..=month_length(year, month)?).contains(&day);
    let number = day_number(year, month, day);
    exists.then_some(Days { first: number, last: number, precision: Precision::Date })
}

/// Days of a month, or `None` if there is no such month.
pub fn month_length(year: i64, month: i64) -> Option<i64> {
    let leap = year.rem_euclid(4) == 0 && (year.rem_euclid(100) != 0 || year.rem_euclid(400) == 0);
    match month {
        2 => Some(if leap { 29 } else { 28 }),
        4 | 6 | 9 | 11 => Some(30),
        1..=12 => Some(31),
        _ => None,
    }
}

/// Days in 400 years, and from 0000-03-01 to 1970-01-01.
const ERA: i64 = 146_097;
const EPOCH: i64 = 719_468;

/// Days since 1970-01-01 of a day of the Gregorian calendar.
///
/// Source: H. Hinnant, "chrono-compatible low-level date algorithms", days from civil.
pub fn day_number(year: i64, month: i64, day: i64) -> i64 {
    // Years begin in March, so that the leap day is the last.
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    let of_era = year.rem_euclid(400);
    let day_of_year = (153 * month + 2) / 5 + day - 1;
    year.div_euclid(400) * ERA + of_era * 365 + of_era / 4 - of_era / 100 + day_of_year - EPOCH
}

/// Year, month and day of a day counted from 1970-01-01; the inverse of [`day_number`].
pub fn civil(day_number: i64) -> (i64, i64, i64) {
    let shifted = day_number + EPOCH;
    let day_of_era = shifted.rem_euclid(ERA);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let march_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * march_month + 2) / 5 + 1;
    let month = if march_month < 10 { march_month + 3 } else { march_month - 9 };
    (year_of_era + shifted.div_euclid(ERA) * 400 + i64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str) -> &'static str {
        parse_days(text).unwrap_err().code
    }

    #[test]
    fn a_date_a_month_and_a_year_are_ranges_of_days() {
        let attack = parse_date("2015-11-13", Precision::Date).unwrap();
        assert_eq!(attack, Quantity::exact(16_752.0));
        let law = parse_date("2015-10-03", Precision::Date).unwrap();
        assert_eq!(attack.base() - law.base(), 41.0);
        let july = parse_date("2015-07", Precision::Month).unwrap();
        assert_eq!(july.ends(), Some((16_617.0, 16_647.0)));
        assert_eq!(parse_date("2016", Precision::Year).unwrap().ends(), Some((16_801.0, 17_166.0)));
    }

    #[test]
    fn what_no_calendar_has_is_refused() {
        for text in
            ["2015-02-29", "2015-13", "2015-00-10", "2015-10-0", "15-10-2015", "12/10/2015", "", "1e3"]
        {
            assert_eq!(code(text), "no-date", "{text}");
        }
        assert!(parse_days("2016-02-29").is_ok());
        assert!(parse_days("1900-02-29").is_err());
        assert!(parse_days("2000-02-29").is_ok());
    }

    #[test]
    fn messages_say_what_to_write() {
        assert_eq!(
            parse_days("2015-02-29").unwrap_err().reason,
            "`2015-02-29` is not a date of the calendar: write `2015-10-03`, a month as `2015-07`, a year as `2015`"
        );
        let error = parse_date("2015", Precision::Month).unwrap_err();
        assert_eq!(error.code, "date-precision");
        assert_eq!(error.reason, "`2015` is not of the form `2015-07`: write it so");
    }

    #[test]
    fn day_numbers_and_civil_dates_are_inverses() {
        assert_eq!(day_number(1970, 1, 1), 0);
        for number in (-800_000..800_000).step_by(17) {
            let (year, month, day) = civil(number);
            assert!((1..=month_length(year, month).unwrap()).contains(&day));
            assert_eq!(day_number(year, month, day), number);
        }
    }
}
