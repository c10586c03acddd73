//! The input columns: what each one counts, in which unit, and what it is when left blank.

use crate::quantity::CellKind;
use crate::unit::Unit;

/// A column whose cells are inputs of the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct InputColumn {
    /// The name: `officers_per_subject`.
    pub key: &'static str,
    /// The unit, in words.
    pub unit: &'static str,
    /// How its cells are read.
    pub kind: CellKind,
    /// The value of a blank cell; `None` where blank is no value.
    pub default: Option<f64>,
}

impl InputColumn {
    /// The unit.
    pub fn unit(&self) -> Unit {
        self.unit.parse().unwrap_or_default()
    }
}

const fn given(key: &'static str, unit: &'static str, kind: CellKind) -> InputColumn {
    InputColumn { key, unit, kind, default: None }
}

const fn optional(key: &'static str, unit: &'static str, kind: CellKind, default: f64) -> InputColumn {
    InputColumn { key, unit, kind, default: Some(default) }
}

/// Every input column. A post is one person on watch at once; hours of an officer are hours at work.
pub const COLUMNS: &[InputColumn] = &[
    given("subjects", "subjects", CellKind::Count),
    optional("share_to_watch", "share", CellKind::Share, 1.0),
    given("officers_per_subject", "officers per subject", CellKind::Rate),
    given("on_duty", "posts per subject", CellKind::Rate),
    optional("hours_per_day", "hours per post per day", CellKind::Rate, 24.0),
    optional("days_per_week", "days per week", CellKind::Rate, 7.0),
    given("visits_per_month", "visits per subject per month", CellKind::Rate),
    given("hours_per_visit", "hours per visit", CellKind::Rate),
    optional("officers_per_visit", "number", CellKind::Rate, 1.0),
    given("subjects_per_officer", "subjects per officer", CellKind::Rate),
    given("net_hours_per_year", "hours per officer per year", CellKind::Rate),
    given("hours_per_week", "hours per officer per week", CellKind::Rate),
    optional("leave_days", "days per year", CellKind::Rate, 0.0),
    optional("public_holidays", "days per year", CellKind::Rate, 0.0),
    optional("sick_days", "days per year", CellKind::Rate, 0.0),
    optional("training_days", "days per year", CellKind::Rate, 0.0),
    optional("shift_hours", "hours per officer per day", CellKind::Rate, 8.0),
    given("priority", "number", CellKind::Count),
    given("value", "value per subject", CellKind::Rate),
    optional("minimum_share", "share", CellKind::Share, 0.0),
    given("most_subjects", "subjects", CellKind::Count),
    optional("worth", "share", CellKind::Share, 1.0),
    given("losses_per_year", "gaps per year", CellKind::Rate),
    given("gap_days", "days per gap", CellKind::Rate),
    given("window_days", "days", CellKind::Rate),
    given("hours_in_window", "hours per officer", CellKind::Rate),
    given("hours_on", "hours", CellKind::Rate),
    given("hours_off", "hours", CellKind::Rate),
    given("mean_lead_days", "days", CellKind::Rate),
    given("review_years", "years", CellKind::Rate),
    given("hours_per_review", "hours per subject", CellKind::Rate),
    given("found_between_reviews", "share", CellKind::Share),
    given("years_to_find", "years", CellKind::Rate),
    given("attackers_share", "share", CellKind::Share),
    given("attackers", "number", CellKind::Count),
    optional("not_listed", "share", CellKind::Share, 0.0),
    optional("sent", "share", CellKind::Share, 1.0),
    optional("received", "share", CellKind::Share, 1.0),
    optional("matched", "share", CellKind::Share, 1.0),
    optional("acted_on", "share", CellKind::Share, 1.0),
    optional("alike", "number", CellKind::Count, 1.0),
    given("officers", "officers", CellKind::Count),
    optional("deployable", "share", CellKind::Share, 1.0),
    optional("vacancy", "share", CellKind::Share, 0.0),
    optional("attrition_per_year", "share", CellKind::Share, 0.0),
    given("replacement_months", "months", CellKind::Rate),
    given("announced", "officers", CellKind::Count),
    optional("filled", "share", CellKind::Share, 1.0),
    optional("training_months", "months", CellKind::Rate, 0.0),
    optional("trainer_share", "number", CellKind::Part, 0.0),
    given("assigned", "share", CellKind::Share),
];

/// Inputs that others are divided by: 0 is no value for them.
const DIVISORS: [&str; 8] = [
    "subjects_per_officer",
    "net_hours_per_year",
    "hours_per_week",
    "hours_in_window",
    "hours_on",
    "window_days",
    "mean_lead_days",
    "review_years",
];

/// Inputs of what one officer gains: by value, they decide who comes first.
const DECIDE_BY_VALUE: [&str; 9] = [
    "value",
    "officers_per_subject",
    "on_duty",
    "hours_per_day",
    "days_per_week",
    "visits_per_month",
    "hours_per_visit",
    "officers_per_visit",
    "subjects_per_officer",
];

impl InputColumn {
    /// Whether it decides, by value, who comes first.
    pub fn decides_by_value(&self) -> bool {
        DECIDE_BY_VALUE.contains(&self.key)
    }

    /// Whether other numbers are divided by it.
    pub fn is_divisor(&self) -> bool {
        DIVISORS.contains(&self.key)
    }

    /// The most it can be: shares, and hours of a day or a week.
    pub fn most(&self) -> f64 {
        match self.key {
            "hours_per_day" | "shift_hours" => 24.0,
            "days_per_week" => 7.0,
            "hours_per_week" => 168.0,
            _ if self.kind == CellKind::Share => 1.0,
            _ => f64::INFINITY,
        }
    }
}

/// The column of this name.
pub fn column(key: &str) -> Option<&'static InputColumn> {
    COLUMNS.iter().find(|column| column.key == key)
}
