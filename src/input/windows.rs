//! Knows what a row of the table `regimes` says of contact, of windows of days and of periodic checks.

use super::columns::Column;
use super::diagnostic::{Problems, Words};
use super::regimes::{positive, report_too_many};
use super::table::{Neighbours, Table, unreadable};
use crate::study::{Contact, Entry, FoundBetween, Way, WindowWork};

fn is_given(table: &Table, row: usize, column: Column) -> bool {
    !table.text(row, column).is_empty()
}

/// Reports a column that says nothing without another one.
fn report_half(
    table: &Table,
    row: usize,
    given: Column,
    missing: Column,
    why: &str,
    problems: &mut Problems,
) {
    table.report(problems, row, given, "needs-another", || {
        Words::new(format!("`{}` needs `{}`", given.key(), missing.key()), why)
    });
}

/// How often contact is lost and for how long: both, or neither.
pub(super) fn contact(
    table: &Table,
    row: usize,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Option<Contact> {
    const WHY: &str =
        "the share of the time in contact takes both: how often it is lost in a year, and for how many days";
    let losses = table.entry(row, Column::LossesPerYear, neighbours, problems);
    let gap = table.entry(row, Column::GapDays, neighbours, problems);
    match (losses, gap) {
        (Some(losses_per_year), Some(gap_days)) => return Some(Contact { losses_per_year, gap_days }),
        (Some(_), None) => report_half(table, row, Column::LossesPerYear, Column::GapDays, WHY, problems),
        (None, Some(_)) => report_half(table, row, Column::GapDays, Column::LossesPerYear, WHY, problems),
        (None, None) => {}
    }
    None
}

/// The hours of one officer over a window of days: any of these makes a watch a surge.
const WORK: [Column; 4] = [Column::HoursInWindow, Column::HoursOn, Column::HoursOff, Column::HoursPerWeek];

/// Whether a watch is kept up for a window of days, and not all year.
pub(super) fn is_surge(table: &Table, row: usize) -> bool {
    WORK.into_iter().any(|column| is_given(table, row, column))
}

/// The days that a watch is kept up at a time; they say something with one officer's hours or with a lead.
pub(super) fn window_days(
    table: &Table,
    row: usize,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Option<Entry> {
    if !is_given(table, row, Column::WindowDays) {
        return None;
    }
    if !is_surge(table, row) && !is_given(table, row, Column::MeanLeadDays) {
        table.report(problems, row, Column::WindowDays, "window-alone", || {
            let why = "it goes with the hours one officer works in it (`hours_in_window`, `hours_on` and `hours_off`, or \
                       `hours_per_week`) or with `mean_lead_days`";
            Words::new("`window_days` says nothing by itself", why)
        });
    }
    Some(positive(table, row, Column::WindowDays, neighbours, problems))
}

/// Days from a warning to the attack, on average.
pub(super) fn mean_lead_days(
    table: &Table,
    row: usize,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Option<Entry> {
    if !is_given(table, row, Column::MeanLeadDays) {
        return None;
    }
    if !is_given(table, row, Column::WindowDays) {
        let why =
            "the chance that an attack falls inside the window takes the days that the watch is kept up";
        report_half(table, row, Column::MeanLeadDays, Column::WindowDays, why, problems);
    }
    Some(positive(table, row, Column::MeanLeadDays, neighbours, problems))
}

/// A watch round the clock for a window of days.
pub(super) fn surge(table: &Table, row: usize, neighbours: &mut Neighbours, problems: &mut Problems) -> Way {
    let given: Vec<Column> = WORK.into_iter().filter(|column| is_given(table, row, *column)).collect();
    let first = given.first().copied().unwrap_or(Column::HoursInWindow);
    if !is_given(table, row, Column::WindowDays) {
        let why = "the officers of a surge depend on how many days it is kept up";
        report_half(table, row, first, Column::WindowDays, why, problems);
    }
    report_two_hours(table, row, &given, problems);
    report_part_of_a_day(table, row, first, problems);
    let on_duty = table.entry(row, Column::OnDuty, neighbours, problems).unwrap_or_else(unreadable);
    Way::Surge { on_duty, work: work(table, row, first, neighbours, problems) }
}

fn work(
    table: &Table,
    row: usize,
    first: Column,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> WindowWork {
    const WHY: &str = "one officer's hours in the window are those on duty out of those on and off together";
    match first {
        Column::HoursPerWeek => {
            let hours = positive(table, row, first, neighbours, problems);
            report_too_many(table, row, first, Some(&hours), 168.0, problems);
            WindowWork::Weekly(hours)
        }
        Column::HoursOn | Column::HoursOff => {
            let other = if first == Column::HoursOn { Column::HoursOff } else { Column::HoursOn };
            if !is_given(table, row, other) {
                report_half(table, row, first, other, WHY, problems);
                return WindowWork::Turns { on: unreadable(), off: unreadable() };
            }
            let on = positive(table, row, Column::HoursOn, neighbours, problems);
            let off = table.entry(row, Column::HoursOff, neighbours, problems).unwrap_or_else(unreadable);
            WindowWork::Turns { on, off }
        }
        _ => {
            let hours = positive(table, row, Column::HoursInWindow, neighbours, problems);
            report_more_than_there_are(table, row, &hours, neighbours, problems);
            WindowWork::InAll(hours)
        }
    }
}

fn report_two_hours(table: &Table, row: usize, given: &[Column], problems: &mut Problems) {
    let is_turns = |column: &Column| [Column::HoursOn, Column::HoursOff].contains(column);
    let Some(first) = given.first() else { return };
    let second = given[1..].iter().find(|second| !(is_turns(first) && is_turns(second)));
    if let Some(second) = second {
        table.report(problems, row, *second, "surge-two-ways", || {
            let message = format!("this regime has both `{}` and `{}`", first.key(), second.key());
            let why = "each gives the hours one officer works in the window, and they could disagree: leave one blank";
            Words::new(message, why).cell("")
        });
    }
}

/// Over a window a post is kept round the clock.
fn report_part_of_a_day(table: &Table, row: usize, work: Column, problems: &mut Problems) {
    for column in [Column::HoursPerDay, Column::DaysPerWeek] {
        if is_given(table, row, column) {
            table.report(problems, row, column, "regime-mixed", || {
                let message =
                    format!("`{}` goes with a watch all year, not with `{}`", column.key(), work.key());
                Words::new(message, "over a window of days a post is kept round the clock: leave it blank")
                    .cell("")
            });
        }
    }
}

fn report_more_than_there_are(
    table: &Table,
    row: usize,
    hours: &Entry,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) {
    // What is wrong with the window itself is told where it is read.
    let days = table.entry(row, Column::WindowDays, neighbours, &mut Problems::default());
    let high = |entry: &Entry| entry.quantity.ends().map(|(_, high)| high);
    if let (Some(hours), Some(days)) = (high(hours), days.as_ref().and_then(high))
        && hours > 24.0 * days
    {
        table.report(problems, row, Column::HoursInWindow, "too-many-hours", || {
            let message = "`hours_in_window` is more than there are in the window";
            Words::new(
                message,
                "it is what one officer works: 24 hours for each of the `window_days` at the very most",
            )
        });
    }
}

/// Periodic checks.
pub(super) fn reviews(
    table: &Table,
    row: usize,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Way {
    let review_years = positive(table, row, Column::ReviewYears, neighbours, problems);
    let hours_per_review =
        table.entry(row, Column::HoursPerReview, neighbours, problems).unwrap_or_else(|| {
            let why = "the officers that checks take depend on the hours one check takes one officer";
            report_half(table, row, Column::ReviewYears, Column::HoursPerReview, why, problems);
            unreadable()
        });
    let between = found_between(table, row, &review_years, neighbours, problems);
    Way::Reviews { review_years, hours_per_review, between }
}

fn found_between(
    table: &Table,
    row: usize,
    review_years: &Entry,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Option<FoundBetween> {
    const WHY: &str =
        "the mean delay takes both: the share that comes to light between two checks, and after how long";
    let (found, years) = (Column::FoundBetweenReviews, Column::YearsToFind);
    let share = table.entry(row, found, neighbours, problems);
    let delay = table.entry(row, years, neighbours, problems);
    match (share, delay) {
        (Some(found_between_reviews), Some(years_to_find)) => {
            if years_to_find.quantity.base() > review_years.quantity.base() {
                report_late(table, row, problems);
            }
            return Some(FoundBetween { found_between_reviews, years_to_find });
        }
        (Some(_), None) => report_half(table, row, found, years, WHY, problems),
        (None, Some(_)) => report_half(table, row, years, found, WHY, problems),
        (None, None) => {}
    }
    None
}

fn report_late(table: &Table, row: usize, problems: &mut Problems) {
    table.report(problems, row, Column::YearsToFind, "found-late", || {
        let message = "`years_to_find` is more than `review_years`";
        Words::new(message, "what is found between two checks is found before the next one is due")
    });
}
