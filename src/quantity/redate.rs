//! Dates in the forms that spreadsheets and people give them, and what they may have been meant as.

use super::cell::month;
use super::date::{civil, day_number, parse_days};

/// The dates a text that is no date may mean, as they are to be written: none, one, or both where day and
/// month could stand either way round. `2016-03` of `Mar-16`, `2016-03-01` of a spreadsheet's `42430`.
pub fn dates_meant(text: &str) -> Vec<String> {
    let date = without_time(text.trim());
    let fields: Vec<&str> = date.split(|c: char| !c.is_alphanumeric()).filter(|f| !f.is_empty()).collect();
    let mut meant = match fields.as_slice() {
        [serial] => vec![day_of_serial(serial)],
        [a, b] => vec![month_of(a, b)],
        [a, b, c] => days_of([a, b, c]),
        _ => Vec::new(),
    };
    meant.dedup();
    meant.into_iter().flatten().filter(|date| parse_days(date).is_ok()).collect()
}

/// `2016-03-01` of `2016-03-01 00:00:00` and `2016-03-01T00:00`.
fn without_time(text: &str) -> &str {
    match text.split_once([' ', 'T']) {
        Some((date, time)) if time.contains(':') => date,
        _ => text,
    }
}

/// Whether a text is the number that spreadsheets keep for a day of 1954 to 2119.
fn serial(text: &str) -> Option<i64> {
    let is_number = text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|days| is_number && (20_000..80_000).contains(days))
}

/// Spreadsheets count days so that 1 March 1900 is 61.
fn day_of_serial(text: &str) -> Option<String> {
    let (year, month, day) = civil(day_number(1900, 3, 1) - 61 + serial(text)?);
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

/// `Mar-16`, `March 2016`, `2016/3`, `03/2016`.
fn month_of(first: &str, second: &str) -> Option<String> {
    let (year, month) = match (month(first), month(second)) {
        (Some(month), None) => (year(second)?, month),
        (None, Some(month)) if first.len() == 4 => (year(first)?, month),
        _ if first.len() == 4 => (year(first)?, second.parse().ok()?),
        _ if second.len() == 4 => (year(second)?, first.parse().ok()?),
        _ => return None,
    };
    Some(format!("{year:04}-{month:02}"))
}

/// `01/03/2016` both ways, `13/11/2015`, `2016-3-1`, `1 March 2016`, `March 1, 2016`.
fn days_of([first, second, third]: [&str; 3]) -> Vec<Option<String>> {
    let date = |y: &str, m: Option<u32>, d: &str| {
        let (year, month, day) = (year(y)?, m?, d.parse::<u32>().ok()?);
        let date = format!("{year:04}-{month:02}-{day:02}");
        parse_days(&date).is_ok().then_some(date)
    };
    let number = |text: &str| text.parse().ok();
    match (month(first), month(second)) {
        (Some(named), _) => vec![date(third, Some(named), second)],
        (_, Some(named)) if first.len() == 4 => vec![date(first, Some(named), third)],
        (_, Some(named)) => vec![date(third, Some(named), first)],
        _ if first.len() == 4 => vec![date(first, number(second), third)],
        _ => vec![date(third, number(second), first), date(third, number(first), second)],
    }
}

/// `2016`, or `16` for the same: spreadsheets show years in two digits.
fn year(text: &str) -> Option<u32> {
    let number: u32 = text.parse().ok()?;
    match text.len() {
        4 => Some(number),
        2 if number < 70 => Some(2000 + number),
        2 => Some(1900 + number),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_make_of_dates_is_undone() {
        let cases = [
            ("42430", "2016-03-01"),
            ("Mar-16", "2016-03"),
            ("mars-16", "2016-03"),
            ("March 2016", "2016-03"),
            ("03/2016", "2016-03"),
            ("2016/3", "2016-03"),
            ("2016-3-1", "2016-03-01"),
            ("13/11/2015", "2015-11-13"),
            ("11/13/2015", "2015-11-13"),
            ("13.11.15", "2015-11-13"),
            ("1 March 2016", "2016-03-01"),
            ("March 1, 2016", "2016-03-01"),
            ("01-Mar-16", "2016-03-01"),
            ("2016-03-01 00:00:00", "2016-03-01"),
            ("01/01/2016", "2016-01-01"),
        ];
        for (text, date) in cases {
            assert_eq!(dates_meant(text), [date], "{text}");
        }
    }

    #[test]
    fn a_day_and_a_month_could_stand_either_way_round() {
        assert_eq!(dates_meant("01/03/2016"), ["2016-03-01", "2016-01-03"]);
        assert_eq!(dates_meant("12.10.15"), ["2015-10-12", "2015-12-10"]);
    }

    #[test]
    fn nothing_is_made_of_other_texts() {
        for text in ["", "next year", "99/99/2016", "2016-13", "123456", "12-Oct", "q1", "31/02/2016", "é"] {
            assert_eq!(dates_meant(text), Vec::<String>::new(), "{text}");
        }
    }
}
