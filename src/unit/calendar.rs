//! Dates as numbers: days since 1970-01-01, and how they are written.

use super::Locale;

/// ISO 8601.
pub(super) fn show_date(days: f64) -> String {
    let (year, month, day) = civil_from_days(days);
    format!("{year:04}-{month:02}-{day:02}")
}

/// `2015` where all are the first of a year, else `Jul 2015`, or ISO 8601 within a month.
pub(super) fn show_date_ticks(values: &[f64], locale: Locale) -> Vec<String> {
    const ENGLISH: [&str; 12] =
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    const FRENCH: [&str; 12] =
        ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
    let names = if locale == Locale::French { FRENCH } else { ENGLISH };
    let dates: Vec<(i64, usize, i64)> = values.iter().map(|v| civil_from_days(*v)).collect();
    let years = dates.iter().all(|(_, month, day)| (*month, *day) == (1, 1));
    let months = dates.iter().all(|(.., day)| *day == 1);
    let show = |(value, (year, month, _)): (&f64, &(i64, usize, i64))| match (years, months) {
        (true, _) => format!("{year}"),
        (_, true) => format!("{} {year}", names.get(month.wrapping_sub(1)).copied().unwrap_or_default()),
        _ => show_date(*value),
    };
    values.iter().zip(&dates).map(show).collect()
}

/// Year, month and day of a number of days since 1970-01-01 (algorithm: H. Hinnant,
/// "chrono-compatible low-level date algorithms", civil from days).
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
fn civil_from_days(days: f64) -> (i64, usize, i64) {
    let shifted = (days.floor() as i64).clamp(-MOST_DAYS, MOST_DAYS) + 719_468;
    let era = shifted.div_euclid(146_097);
    let day_of_era = shifted.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 { shifted_month + 3 } else { shifted_month - 9 };
    let year = year_of_era + era * 400 + i64::from(month <= 2);
    (year, month as usize, day)
}

/// Beyond this a number of days is no date, and the arithmetic above would overflow.
const MOST_DAYS: i64 = 1_000_000_000_000;

/// Days since 1970-01-01 of the first day of a month, counted in months since year 0 (same source).
pub fn first_of_month(months: i64) -> f64 {
    let months = months.clamp(-12_000_000, 12_000_000);
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12) + 1);
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    (era * 146_097 + day_of_era - 719_468) as f64
}
