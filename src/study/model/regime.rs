//! What a row of regimes says, and the working time that it is turned into officers by.

use super::{Entry, Provenance};
use std::rc::Rc;

/// A way of watching.
#[derive(Debug, Clone)]
pub struct Regime {
    /// Its name.
    pub name: Rc<str>,
    /// How its officers per subject come about.
    pub way: Way,
    /// What an officer means in the ratio.
    pub basis: Basis,
    /// A legal limit on how many may be watched in it.
    pub most_subjects: Option<Entry>,
    /// The share of a subject's value that it gains (1 if not given).
    pub worth: Option<Entry>,
    /// How often a subject is lost from sight; never, where it is not given.
    pub contact: Option<Contact>,
    /// Days that it is kept up at a time.
    pub window_days: Option<Entry>,
    /// Days from a warning to the attack it is about, on average.
    pub mean_lead_days: Option<Entry>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// The ways to a ratio; a regime has exactly one.
#[derive(Debug, Clone, PartialEq)]
pub enum Way {
    /// Officers per subject, given.
    Ratio(Entry),
    /// People on watch at once, with the hours and days it goes on.
    OnDuty {
        /// People on watch at once.
        on_duty: Entry,
        /// Hours a day (24 if not given).
        hours_per_day: Option<Entry>,
        /// Days a week (7 if not given).
        days_per_week: Option<Entry>,
    },
    /// Visits.
    Visits {
        /// Visits per subject and month.
        visits_per_month: Entry,
        /// Hours one visit takes one officer, travel included.
        hours_per_visit: Entry,
        /// Officers on one visit (1 if not given).
        officers_per_visit: Option<Entry>,
    },
    /// Subjects one officer follows.
    Caseload(Entry),
    /// People on watch at once, round the clock for the days of [`Regime::window_days`].
    Surge {
        /// People on watch at once.
        on_duty: Entry,
        /// How many hours of the window one officer works.
        work: WindowWork,
    },
    /// Periodic checks.
    Reviews {
        /// Years from one check to the next.
        review_years: Entry,
        /// Hours one check takes one officer.
        hours_per_review: Entry,
        /// What comes to light before the next check.
        between: Option<FoundBetween>,
    },
}

/// How many hours of a window of days one officer works.
#[derive(Debug, Clone, PartialEq)]
pub enum WindowWork {
    /// Hours in the whole window.
    InAll(Entry),
    /// Hours on duty and hours off, in turn.
    Turns {
        /// Hours on duty.
        on: Entry,
        /// Hours off duty.
        off: Entry,
    },
    /// Hours a week.
    Weekly(Entry),
}

/// How often a subject is lost from sight, and for how long.
#[derive(Debug, Clone, PartialEq)]
pub struct Contact {
    /// Times a year.
    pub losses_per_year: Entry,
    /// Days until contact is found again.
    pub gap_days: Entry,
}

/// What comes to light between two checks.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundBetween {
    /// The share of cases.
    pub found_between_reviews: Entry,
    /// Years until it does, on average.
    pub years_to_find: Entry,
}

impl Way {
    /// The number the way starts from: the ratio, the people on duty, the visits, the caseload, the hours of a check.
    pub fn first_entry(&self) -> Option<&Entry> {
        match self {
            Self::Ratio(entry) | Self::Caseload(entry) => Some(entry),
            Self::OnDuty { on_duty, .. } | Self::Surge { on_duty, .. } => Some(on_duty),
            Self::Reviews { hours_per_review, .. } => Some(hours_per_review),
            Self::Visits { visits_per_month, .. } => Some(visits_per_month),
        }
    }
}

/// What an "officer per subject" means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Basis {
    /// Posts, leave and training included.
    Establishment,
    /// Heads per day.
    PerDay,
    /// Not said: calculated as establishment, with a caveat.
    #[default]
    NotStated,
}

/// The working time of one officer; either net hours or a week less absences.
#[derive(Debug, Clone, Default)]
pub struct Availability {
    /// Hours a year one officer is at work.
    pub net_hours_per_year: Option<Entry>,
    /// Contract hours a week.
    pub hours_per_week: Option<Entry>,
    /// Hours of one working day of absence.
    pub hours_per_day: Option<Entry>,
    /// Days of leave a year.
    pub leave_days: Option<Entry>,
    /// Public holidays a year.
    pub public_holidays: Option<Entry>,
    /// Days of sickness a year.
    pub sick_days: Option<Entry>,
    /// Days of training a year.
    pub training_days: Option<Entry>,
    /// Hours of one shift (8 if not given), for ratios quoted per day.
    pub shift_hours: Option<Entry>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}
