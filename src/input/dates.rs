//! Knows how dates are written, what spreadsheets make of them, and how they were read.

use super::columns::Column;
use super::diagnostic::{Problems, Words, shown};
use super::table::{Table, cell_words};
use super::tables::TableKind;
use crate::quantity::date::civil;
use crate::quantity::{CellError, Moment, dates_meant, parse_period};
use std::fmt;

/// The start and the end of the day, month, quarter or year in a cell; what is none is reported. `None` too
/// where the cell is blank.
pub(super) fn period(
    table: &Table,
    row: usize,
    column: Column,
    problems: &mut Problems,
) -> Option<(Moment, Moment)> {
    let text = table.text(row, column);
    if text.is_empty() {
        return None;
    }
    match parse_period(&text) {
        Ok(period) => Some(period),
        Err(error) => {
            let meant = dates_meant(&text);
            table.report(problems, row, column, error.code, || no_date(&text, &meant, error));
            None
        }
    }
}

/// As [`period`]; a blank cell is reported.
pub(super) fn needed_period(
    table: &Table,
    row: usize,
    column: Column,
    problems: &mut Problems,
) -> Option<(Moment, Moment)> {
    if table.text(row, column).is_empty() {
        table.report(problems, row, column, "blank-cell", || {
            let message = format!("the cell under `{}` is blank", column.key());
            Words::new(
                message,
                "every row needs a date: write a day as 2016-03-15, a month as 2016-03, a year as 2016",
            )
        });
    }
    period(table, row, column, problems)
}

/// Reports a number that spreadsheets keep for a day, in a column where a range was meant.
pub(super) fn report_serial(table: &Table, row: usize, column: Column, problems: &mut Problems) {
    let text = table.text(row, column);
    let is_serial = text.bytes().all(|byte| byte.is_ascii_digit());
    let Some(date) = dates_meant(&text).into_iter().next().filter(|_| is_serial) else { return };
    table.report(problems, row, column, "date", || {
        let message = format!("`{text}` is the number by which spreadsheets keep the day {date}");
        let why = "spreadsheets turn a range such as 10-12 into a day; format the column as Text, or write the range with `to`";
        let words = Words::new(message, why);
        match range_of(&date) {
            Some(range) => words.cell(range),
            None => words,
        }
    });
}

/// The range of which a spreadsheet made a day: `10 to 12` of 2023-10-12.
fn range_of(date: &str) -> Option<String> {
    let mut fields = date.split('-').skip(1).map(|field| field.parse::<u32>().ok());
    let (month, day) = (fields.next()??, fields.next()??);
    (month != day).then(|| format!("{} to {}", month.min(day), month.max(day)))
}

fn no_date(text: &str, meant: &[String], error: CellError) -> Words {
    let text = shown(text);
    let is_serial = text.bytes().all(|byte| byte.is_ascii_digit());
    match meant {
        [date] if is_serial => {
            let message = format!("`{text}` is the number by which spreadsheets keep the day {date}");
            Words::new(message, "format the column as Text, then write the date").cell(date)
        }
        [date] => {
            let message = format!("`{text}` is a date in the form of one country's spreadsheets");
            let why = "format the column as Text, and write a day as 2016-03-15, a month as 2016-03, a year as 2016";
            Words::new(message, why).cell(date)
        }
        [first, second, ..] => {
            let message = format!("`{text}` could be {first} or {second}");
            let why = "day and month change places from country to country: format the column as Text, and write the one that is meant";
            Words::new(message, why)
        }
        [] => Words { span: None, ..cell_words(CellError { reason: reason(&text), ..error }) },
    }
}

fn reason(text: &str) -> String {
    format!(
        "`{text}` is no date: write a day as 2016-03-15, a month as 2016-03, a quarter as 2016-Q1, a year as 2016"
    )
}

/// A date as it was read: which day, and which end of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum DateReading {
    /// The start of the first day.
    From(Moment),
    /// The end of the last day.
    To(Moment),
    /// The end of the last day, where a value is reached.
    At(Moment),
}

impl DateReading {
    /// How a date cell of a table is read; `None` for a cell that holds no date.
    pub(super) fn of(kind: TableKind, column: Column, text: &str) -> Option<Self> {
        let reading: fn((Moment, Moment)) -> Self = match (kind, column) {
            (TableKind::Hires, Column::From) => |period| Self::From(period.0),
            (TableKind::Hires, Column::To) => |period| Self::To(period.1),
            (TableKind::Series, Column::Date) => |period| Self::At(period.1),
            _ => return None,
        };
        parse_period(text).ok().map(reading)
    }
}

/// `from 1 January 2016`, `to 31 December 2016`, `at the end of 31 December 2016`.
impl fmt::Display for DateReading {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::From(moment) => write!(formatter, "from {}", day(moment.day() + 1)),
            Self::To(moment) => write!(formatter, "to {}", day(moment.day())),
            Self::At(moment) => write!(formatter, "at the end of {}", day(moment.day())),
        }
    }
}

/// `31 December 2016`, of days since 1970-01-01.
fn day(number: i64) -> String {
    const MONTHS: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let (year, month, day) = civil(number);
    let month = usize::try_from(month - 1).ok().and_then(|month| MONTHS.get(month)).copied();
    format!("{day} {} {year}", month.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(column: Column, text: &str) -> String {
        let kind = if column == Column::Date { TableKind::Series } else { TableKind::Hires };
        DateReading::of(kind, column, text).map_or_else(String::new, |reading| reading.to_string())
    }

    #[test]
    fn dates_are_told_by_their_day() {
        assert_eq!(read(Column::From, "2016"), "from 1 January 2016");
        assert_eq!(read(Column::To, "2016"), "to 31 December 2016");
        assert_eq!(read(Column::From, "2016-03-15"), "from 15 March 2016");
        assert_eq!(read(Column::To, "2016-02"), "to 29 February 2016");
        assert_eq!(read(Column::From, "2016-Q2"), "from 1 April 2016");
        assert_eq!(read(Column::Date, "2016-Q2"), "at the end of 30 June 2016");
        assert_eq!(read(Column::Pool, "2016"), "");
    }
}
