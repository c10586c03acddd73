//! Knows the tables `regimes` and `availability`: ways of watching, and the working time they need.

use super::columns::Column;
use super::diagnostic::{Problems, Words, nearest, shown};
use super::names::check_name;
use super::rows::Named;
use super::table::{Neighbours, Table, unreadable};
use super::tables::TableKind;
use super::windows;
use crate::study::{Availability, Basis, Entry, Regime, Way};
use std::rc::Rc;

/// The regimes of all files, found by name.
pub(super) type Regimes = Named<Regime>;

/// Reads the regimes of all tables.
pub(super) fn regimes(tables: &[Table], problems: &mut Problems) -> Regimes {
    Named::read(tables, (TableKind::Regimes, Column::Regime), |regime| &regime.name, problems, regime)
}

fn regime(
    table: &Table,
    row: usize,
    name: Rc<str>,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Regime {
    check_name(table, row, Column::Regime, &name, problems);
    Regime {
        name,
        way: way(table, row, neighbours, problems),
        basis: basis(table, row, problems),
        most_subjects: table.entry(row, Column::MostSubjects, neighbours, problems),
        worth: table.entry(row, Column::Worth, neighbours, problems),
        contact: windows::contact(table, row, neighbours, problems),
        window_days: windows::window_days(table, row, neighbours, problems),
        mean_lead_days: windows::mean_lead_days(table, row, neighbours, problems),
        provenance: table.provenance(row, neighbours),
    }
}

/// The columns that make a way, and those that go with it.
const WAYS: [(Column, &[Column]); 5] = [
    (Column::OfficersPerSubject, &[]),
    (
        Column::OnDuty,
        &[
            Column::HoursPerDay,
            Column::DaysPerWeek,
            Column::HoursInWindow,
            Column::HoursOn,
            Column::HoursOff,
            Column::HoursPerWeek,
        ],
    ),
    (Column::VisitsPerMonth, &[Column::HoursPerVisit, Column::OfficersPerVisit]),
    (Column::SubjectsPerOfficer, &[]),
    (Column::ReviewYears, &[Column::HoursPerReview, Column::FoundBetweenReviews, Column::YearsToFind]),
];

fn way(table: &Table, row: usize, neighbours: &mut Neighbours, problems: &mut Problems) -> Way {
    let given: Vec<Column> =
        WAYS.iter().map(|(way, _)| *way).filter(|way| !table.text(row, *way).is_empty()).collect();
    match given.as_slice() {
        [] => report_no_way(table, row, problems),
        [_] => {}
        [first, second, ..] => report_two_ways(table, row, *first, *second, problems),
    }
    let chosen = given.first().copied();
    report_strangers(table, row, chosen, problems);
    if chosen == Some(Column::OnDuty) && windows::is_surge(table, row) {
        return windows::surge(table, row, neighbours, problems);
    }
    if chosen == Some(Column::ReviewYears) {
        return windows::reviews(table, row, neighbours, problems);
    }
    let mut entry = |column| table.entry(row, column, neighbours, problems);
    match chosen {
        Some(Column::OnDuty) => {
            let on_duty = entry(Column::OnDuty).unwrap_or_else(unreadable);
            let (hours_per_day, days_per_week) = (entry(Column::HoursPerDay), entry(Column::DaysPerWeek));
            report_too_many(table, row, Column::HoursPerDay, hours_per_day.as_ref(), 24.0, problems);
            report_too_many(table, row, Column::DaysPerWeek, days_per_week.as_ref(), 7.0, problems);
            Way::OnDuty { on_duty, hours_per_day, days_per_week }
        }
        Some(Column::VisitsPerMonth) => Way::Visits {
            visits_per_month: entry(Column::VisitsPerMonth).unwrap_or_else(unreadable),
            officers_per_visit: entry(Column::OfficersPerVisit),
            hours_per_visit: table.needed_entry(row, Column::HoursPerVisit, neighbours, problems),
        },
        Some(Column::SubjectsPerOfficer) => {
            Way::Caseload(positive(table, row, Column::SubjectsPerOfficer, neighbours, problems))
        }
        _ => Way::Ratio(entry(Column::OfficersPerSubject).unwrap_or_else(unreadable)),
    }
}

/// A number that others are divided by.
pub(super) fn positive(
    table: &Table,
    row: usize,
    column: Column,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> Entry {
    let entry = table.needed_entry(row, column, neighbours, problems);
    if entry.quantity.base() <= 0.0 {
        table.report(problems, row, column, "zero", || {
            Words::new(
                format!("`{}` is 0", column.key()),
                "something is divided by it: write the number, or leave the row out",
            )
        });
    }
    entry
}

fn report_no_way(table: &Table, row: usize, problems: &mut Problems) {
    table.report(problems, row, Column::Regime, "regime-no-way", || {
        let name = shown(&table.text(row, Column::Regime));
        let message = format!("the regime `{name}` does not say how many officers it takes");
        let why = "fill one of `officers_per_subject`, `on_duty` (people on watch at once), `visits_per_month`, `subjects_per_officer` or `review_years` (periodic checks)";
        Words::new(message, why)
    });
}

fn report_two_ways(table: &Table, row: usize, first: Column, second: Column, problems: &mut Problems) {
    table.report(problems, row, second, "regime-two-ways", || {
        let message = format!("this regime has both `{}` and `{}`", first.key(), second.key());
        let why = "each gives the officers per subject, and they could disagree: leave one blank, or make two regimes and compare them";
        Words::new(message, why).cell("")
    });
}

/// Cells that belong to a way other than the one taken: they would be ignored.
fn report_strangers(table: &Table, row: usize, chosen: Option<Column>, problems: &mut Problems) {
    let Some(chosen) = chosen else { return };
    for (way, details) in WAYS.iter().filter(|(way, _)| *way != chosen && table.text(row, *way).is_empty()) {
        for detail in details.iter().filter(|detail| !table.text(row, **detail).is_empty()) {
            table.report(problems, row, *detail, "regime-mixed", || {
                let message =
                    format!("`{}` goes with `{}`, not with `{}`", detail.key(), way.key(), chosen.key());
                Words::new(message, "it would be ignored: leave it blank").cell("")
            });
        }
    }
}

pub(super) fn report_too_many(
    table: &Table,
    row: usize,
    column: Column,
    entry: Option<&Entry>,
    most: f64,
    problems: &mut Problems,
) {
    let high = entry.and_then(|entry| entry.quantity.ends()).map_or(0.0, |(_, high)| high);
    if high > most {
        table.report(problems, row, column, "too-many-hours", || {
            let message = format!(
                "`{}` is more than `{}` can be: {most}",
                shown(&table.text(row, column)),
                column.key()
            );
            Words::new(message, "several people on watch at once are written in `on_duty`")
                .cell(format!("{most}"))
        });
    }
}

fn basis(table: &Table, row: usize, problems: &mut Problems) -> Basis {
    let text = table.text(row, Column::Basis);
    match text.to_lowercase().replace([' ', '-'], "_").as_str() {
        "" | "not_stated" | "unknown" | "non_precise" => Basis::NotStated,
        "establishment" | "posts" | "etablissement" | "établissement" | "postes" => Basis::Establishment,
        "per_day" | "heads_per_day" | "par_jour" => {
            report_day_of_posts(table, row, &text, problems);
            Basis::PerDay
        }
        other => {
            table.report(problems, row, Column::Basis, "basis", || {
                let message = format!("`{}` is no basis of a ratio", shown(&text));
                let why = "write `establishment` (posts, leave and training included), `per_day` (heads per day) or `not_stated`";
                Words::new(message, why).cell_if(nearest(other, ["establishment", "per_day", "not_stated"]))
            });
            Basis::NotStated
        }
    }
}

/// Heads per day where no ratio is given: the officers come about in another way, and it would be ignored.
fn report_day_of_posts(table: &Table, row: usize, text: &str, problems: &mut Problems) {
    let given = |column: &Column| !table.text(row, *column).is_empty();
    let mut ways = WAYS.iter().map(|(way, _)| *way).filter(given);
    let Some(way) = ways.next().filter(|way| *way != Column::OfficersPerSubject) else { return };
    table.report(problems, row, Column::Basis, "regime-day-of-posts", || {
        let message = format!("`{}` goes with `officers_per_subject`, not with `{}`", shown(text), way.key());
        let why = if way == Column::SubjectsPerOfficer {
            "a caseload is one of posts: leave it blank, or, where so many subjects are followed by each officer \
             there on a day, write 1 / `subjects_per_officer` under `officers_per_subject` (0.1 for 10)"
        } else {
            "a ratio built from work is one of posts, leave and training included: leave it blank"
        };
        Words::new(message, why).cell("")
    });
}

/// The working time of one officer: one row in all files.
pub(super) fn availability(tables: &[Table], problems: &mut Problems) -> Option<Availability> {
    let rows: Vec<(&Table, usize)> = tables
        .iter()
        .filter(|table| table.kind == TableKind::Availability)
        .flat_map(|table| table.rows().map(move |row| (table, row)))
        .collect();
    let (first, others) = rows.split_first()?;
    for (table, row) in others {
        table.grid.report(problems, (*row, 0), "availability-twice", || {
            let message = "the working time of an officer is given a second time";
            Words::new(
                message,
                "a study has one: remove the other row, and try other values with a scenarios table",
            )
        });
    }
    Some(availability_row(first.0, first.1, problems))
}

const ABSENCES: [Column; 4] =
    [Column::LeaveDays, Column::PublicHolidays, Column::SickDays, Column::TrainingDays];

fn availability_row(table: &Table, row: usize, problems: &mut Problems) -> Availability {
    report_two_hours(table, row, problems);
    let mut neighbours = Neighbours::default();
    let mut entry = |column| table.entry(row, column, &mut neighbours, problems);
    let availability = Availability {
        net_hours_per_year: entry(Column::NetHoursPerYear),
        hours_per_week: entry(Column::HoursPerWeek),
        hours_per_day: entry(Column::HoursPerDay),
        leave_days: entry(Column::LeaveDays),
        public_holidays: entry(Column::PublicHolidays),
        sick_days: entry(Column::SickDays),
        training_days: entry(Column::TrainingDays),
        shift_hours: entry(Column::ShiftHours),
        provenance: table.provenance(row, &mut neighbours),
    };
    let limits = [
        (Column::HoursPerDay, &availability.hours_per_day, 24.0),
        (Column::ShiftHours, &availability.shift_hours, 24.0),
        (Column::HoursPerWeek, &availability.hours_per_week, 168.0),
        (Column::NetHoursPerYear, &availability.net_hours_per_year, 8784.0),
    ];
    for (column, entry, most) in limits {
        report_too_many(table, row, column, entry.as_ref(), most, problems);
    }
    availability
}

fn report_two_hours(table: &Table, row: usize, problems: &mut Problems) {
    let given = |column: &Column| !table.text(row, *column).is_empty();
    let (net, week) = (given(&Column::NetHoursPerYear), given(&Column::HoursPerWeek));
    let absences: Vec<Column> = ABSENCES.into_iter().filter(given).collect();
    let mut report = |column, code, message: String, why: &str| {
        table.report(problems, row, column, code, || Words::new(message, why));
    };
    match (net, week) {
        (false, false) => {
            let column = if table.has(Column::NetHoursPerYear) {
                Column::NetHoursPerYear
            } else {
                Column::HoursPerWeek
            };
            report(
                column,
                "blank-cell",
                "the working time of an officer is not given".into(),
                "fill `net_hours_per_year`, or `hours_per_week` with the days of absence",
            );
        }
        (true, true) => {
            let message = "this row has both `net_hours_per_year` and `hours_per_week`".into();
            report(
                Column::HoursPerWeek,
                "availability-two-ways",
                message,
                "each gives the hours of a year, and they could disagree: leave one blank",
            );
        }
        (true, false) => {
            for column in absences {
                let message = format!(
                    "`{}` goes with `hours_per_week`: net hours have no absences left to take off",
                    column.key()
                );
                report(column, "availability-two-ways", message, "it would be ignored: leave it blank");
            }
        }
        (false, true) if !absences.is_empty() && !given(&Column::HoursPerDay) => {
            let column = absences[0];
            let message = format!("`{}` needs `hours_per_day`", column.key());
            report(
                column,
                "availability-no-day",
                message,
                "days of absence are taken off in hours: say how many hours one working day has, for instance 8",
            );
        }
        (false, true) => {}
    }
}
