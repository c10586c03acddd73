//! Moments on a line of years: the start or the end of a day, a month, a year or a quarter.
//!
//! A year is one long, a month a twelfth, and the days of a month are of one length, so that whole years and
//! months are round numbers: the end of 2016 is 2017.0, the end of March 2016 is 2016.25.

use super::cell::CellError;
use super::date::{Days, civil, day_number, month_length, parse_days};
use std::cmp::Ordering;
use std::fmt;

/// A moment, in years: 2017.0 is the end of 2016 and the start of 2017.
#[derive(Debug, Clone, Copy, PartialEq, PartialOrd)]
pub struct Moment {
    years: f64,
}

/// Two moments closer than this (a second or so) are one.
const SAME: f64 = 1e-7;

impl Moment {
    /// The start of the first day of a date.
    pub fn start_of(days: Days) -> Self {
        Self::after(days.first, 0)
    }

    /// The end of the last day of a date.
    pub fn end_of(days: Days) -> Self {
        Self::after(days.last, 1)
    }

    fn after(day: i64, whole_days: i64) -> Self {
        let (year, month, day) = civil(day);
        let length = month_length(year, month).unwrap_or(30);
        let of_month = (day - 1 + whole_days) as f64 / length as f64;
        Self { years: year as f64 + ((month - 1) as f64 + of_month) / MONTHS }
    }

    /// A number of years, counted as [`Moment`] does.
    pub fn of_years(years: f64) -> Self {
        Self { years }
    }

    /// The years.
    pub fn years(self) -> f64 {
        self.years
    }

    /// Years from another moment to this one.
    pub fn since(self, earlier: Self) -> f64 {
        self.years - earlier.years
    }

    /// The first moment after this one that ends a period of so many months, counted from January.
    #[must_use]
    pub fn next_end(self, months: u32) -> Self {
        let period = f64::from(months) / MONTHS;
        let year = self.years.floor();
        let within = ((self.years - year + SAME) / period).floor() + 1.0;
        Self { years: year + within * period }
    }

    /// The period of so many months that ends with it, written as it is read: `2016-Q1` for three months and `2016-03`
    /// for one; a moment that ends none of them, and any other period, as [`fmt::Display`] does.
    pub fn period(self, months: u32) -> String {
        let (year, month, day) = self.last_day();
        match (months, month_length(year, month) == Some(day)) {
            (1, true) => format!("{year:04}-{month:02}"),
            (3, true) if month % 3 == 0 => format!("{year:04}-Q{}", month / 3),
            _ => self.to_string(),
        }
    }

    /// Whether two moments are the same.
    pub fn is(self, other: Self) -> bool {
        (self.years - other.years).abs() < SAME
    }

    /// Earlier or later.
    pub fn order(self, other: Self) -> Ordering {
        if self.is(other) { Ordering::Equal } else { self.years.total_cmp(&other.years) }
    }

    /// The day that ends with it, in days since 1970-01-01.
    pub fn day(self) -> i64 {
        let (year, month, day) = self.last_day();
        day_number(year, month, day)
    }

    #[allow(clippy::cast_possible_truncation)]
    fn last_day(self) -> (i64, i64, i64) {
        let months = (self.years * MONTHS + SAME).floor();
        let (year, month) = ((months / MONTHS).floor() as i64, months.rem_euclid(MONTHS) as i64 + 1);
        let length = month_length(year, month).unwrap_or(30);
        let passed = ((self.years * MONTHS - months) * length as f64).round() as i64;
        if passed > 0 {
            return (year, month, passed);
        }
        civil(day_number(year, month, 1) - 1)
    }
}

/// Months of a year.
const MONTHS: f64 = 12.0;

/// `2016` for the end of a year, `2016-03` for the end of a month, `2016-03-17` for that of any other day.
impl fmt::Display for Moment {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.last_day();
        match (month, month_length(year, month) == Some(day)) {
            (12, true) => write!(formatter, "{year:04}"),
            (_, true) => write!(formatter, "{year:04}-{month:02}"),
            _ => write!(formatter, "{year:04}-{month:02}-{day:02}"),
        }
    }
}

/// The end of `2018`, `2018-03`, `2018-Q1` or `2018-03-17`.
///
/// # Errors
/// A text that is no date.
pub fn parse_moment(text: &str) -> Result<Moment, CellError> {
    parse_period(text).map(|(_, end)| end)
}

/// The start and the end of `2018`, `2018-03`, `2018-Q1` or `2018-03-17`.
///
/// # Errors
/// A text that is no date.
pub fn parse_period(text: &str) -> Result<(Moment, Moment), CellError> {
    let days = quarter(text).map_or_else(|| parse_days(text).map(|days| (days, days)), Ok)?;
    Ok((Moment::start_of(days.0), Moment::end_of(days.1)))
}

/// The first and the last month of `2018-Q1`.
fn quarter(text: &str) -> Option<(Days, Days)> {
    let (year, quarter) = text.trim().split_once(['Q', 'q'])?;
    let year: i64 = year.trim_end_matches('-').parse().ok()?;
    let quarter: i64 = quarter.parse().ok().filter(|quarter| (1..=4).contains(quarter))?;
    let month = |month: i64| parse_days(&format!("{year:04}-{month:02}")).ok();
    Some((month(quarter * 3 - 2)?, month(quarter * 3)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn end(text: &str) -> Moment {
        parse_moment(text).unwrap()
    }

    #[test]
    fn whole_years_and_months_are_round() {
        assert_eq!(end("2016").years(), 2017.0);
        assert_eq!(end("2016-03").years(), 2016.25);
        assert_eq!(end("2016-Q1"), end("2016-03"));
        assert_eq!(end("2016-12-31"), end("2016"));
        assert_eq!(Moment::start_of(parse_days("2017").unwrap()), end("2016"));
        assert_eq!(end("2019").since(end("2014")), 5.0);
    }

    #[test]
    fn periods_have_a_start_too() {
        let years = |text| parse_period(text).map(|(start, end)| (start.years(), end.years())).unwrap();
        assert_eq!(years("2016"), (2016.0, 2017.0));
        assert_eq!(years("2016-03"), (2016.0 + 2.0 / 12.0, 2016.25));
        assert_eq!(years("2016-Q2"), (2016.25, 2016.5));
        assert_eq!(years("2016-01-01").0, 2016.0);
    }

    #[test]
    fn they_are_written_as_they_are_read() {
        for text in ["2016", "2016-03", "2015-11-13", "2016-02", "2016-02-28", "2015-02", "1999-06-01"] {
            assert_eq!(end(text).to_string(), text);
        }
        assert_eq!(end("2016-Q3").to_string(), "2016-09");
        assert_eq!(end("2015-11-13").day(), 16_752);
    }

    #[test]
    fn periods_are_written_as_they_are_read() {
        for (text, months) in [("2015-12", 1), ("2016-01", 1), ("2015-Q4", 3), ("2016-Q1", 3), ("2015", 12)] {
            assert_eq!(end(text).period(months), text);
        }
        // A start that ends no such period.
        for (text, months) in [("2015-11-13", 1), ("2015-11", 3), ("2015-11", 12)] {
            assert_eq!(end(text).period(months), text);
        }
    }

    #[test]
    fn periods_end_with_the_calendar() {
        let start = end("2015-11-13");
        assert_eq!(start.next_end(12).to_string(), "2015");
        assert_eq!(start.next_end(12).next_end(12).to_string(), "2016");
        assert_eq!(start.next_end(1).to_string(), "2015-11");
        assert_eq!(end("2015").next_end(3).to_string(), "2016-03");
        let mut month = end("2014");
        for _ in 0..120 {
            month = month.next_end(1);
        }
        assert_eq!(month.to_string(), "2024");
    }

    #[test]
    fn what_is_no_date_is_refused() {
        assert!(parse_moment("2016-Q5").is_err());
        assert!(parse_moment("next year").is_err());
    }
}
