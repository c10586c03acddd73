//! What an analyst's tables say, row by row, each number with its place and its source.

use crate::quantity::{Moment, Quantity};
use crate::sheet::RowName;
use crate::unit::Unit;
use std::num::NonZeroU32;
use std::rc::Rc;

/// Everything one study says.
#[derive(Debug, Clone, Default)]
pub struct Study {
    /// The file's or folder's name, without path and ending.
    pub name: String,
    /// The files read, as the analyst named them; a [`Place`] points into this list.
    pub files: Vec<String>,
    /// Title, sources and other words about the study.
    pub about: About,
    /// Tiers of all scenarios, in file order.
    pub tiers: Vec<Tier>,
    /// Regimes, in file order.
    pub regimes: Vec<Regime>,
    /// Working time of one officer, where it is known.
    pub availability: Option<Availability>,
    /// Pools of officers, in file order.
    pub pools: Vec<Pool>,
    /// Scenarios other than the base, in file order.
    pub scenarios: Vec<Scenario>,
    /// Inputs that go together, in file order.
    pub correlations: Vec<Correlation>,
    /// Outcomes the analyst defined.
    pub outcomes: Vec<Outcome>,
    /// Posts announced for pools, in file order.
    pub hires: Vec<Hires>,
    /// Inputs that take other values at given dates, in file order.
    pub series: Vec<SeriesPoint>,
    /// How many will attack, where it is said.
    pub attackers: Option<Attackers>,
    /// Ways in which a warning may come, in file order.
    pub channels: Vec<Channel>,
}

/// Words about the study, from the table `about`.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// A heading.
    pub title: Option<String>,
    /// What is measured, where and when.
    pub subtitle: Option<String>,
    /// The tier asked about unless another is named.
    pub headline_tier: Option<String>,
    /// How officers are allocated unless another rule is named.
    pub rule: Option<super::Rule>,
    /// Where the numbers are from.
    pub source: Option<String>,
    /// The date the numbers hold for, as written.
    pub as_of: Option<String>,
    /// Remarks, in file order.
    pub notes: Vec<String>,
}

/// Where a cell stands; small, because every number has one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    line: NonZeroU32,
    /// The column in the low byte, the file above it.
    file_and_column: u32,
}

impl Place {
    /// A column in a byte: tables have at most 200.
    const COLUMN: u32 = 0xff;

    /// The place with this index into [`Study::files`], line and column (from 1; column 0 is the whole line).
    pub fn new(file: u32, line: u32, column: u32) -> Self {
        let line = NonZeroU32::new(line).unwrap_or(NonZeroU32::MIN);
        Self { line, file_and_column: file << 8 | column.min(Self::COLUMN) }
    }

    /// Index into [`Study::files`].
    pub fn file(self) -> u32 {
        self.file_and_column >> 8
    }

    /// Line in the file, from 1.
    pub fn line(self) -> u32 {
        self.line.get()
    }

    /// Column of the spreadsheet, from 1; 0 for the whole line.
    pub fn column(self) -> u32 {
        self.file_and_column & Self::COLUMN
    }

    /// The line it is on.
    #[must_use]
    pub fn whole_line(self) -> Self {
        Self::new(self.file(), self.line(), 0)
    }
}

/// Where a row's numbers are from: the provenance columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Provenance {
    /// Document.
    pub source: Option<String>,
    /// Address.
    pub url: Option<String>,
    /// Date the number holds for, as written.
    pub as_of: Option<String>,
    /// Remark.
    pub note: Option<String>,
}

/// One number of a study: the quantity, its place and, where the text is not a plain number, the text.
#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    /// The number.
    pub quantity: Quantity,
    /// Where it stands; `None` for numbers given on the command line.
    pub place: Option<Place>,
    /// The cell as written, unless it is a plain number.
    pub written: Option<Rc<String>>,
}

/// A list of people, or a part of one.
#[derive(Debug, Clone)]
pub struct Tier {
    /// Its name; empty for the only tier of a study that names none.
    pub name: RowName,
    /// People on it.
    pub subjects: Entry,
    /// How many officers one of them takes.
    pub ratio: TierRatio,
    details: Option<Box<Details>>,
}

/// What only some studies say of a tier.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// The scenario this row belongs to; `None` for the base.
    pub scenario: Option<Rc<str>>,
    /// Share of it that is to be watched (1 if not given).
    pub share_to_watch: Option<Entry>,
    /// Rank for allocation, lowest first.
    pub priority: Option<Entry>,
    /// What else it says for allocation.
    pub allotment: Option<Allotment>,
    /// The share of those who will attack that stands on it, counted once: on the innermost list.
    pub attackers_share: Option<Box<Entry>>,
    /// Index in [`Study::tiers`] of the tier this one is already counted in.
    pub part_of: Option<usize>,
    /// What the count covers (`national`).
    pub scope: Option<Rc<str>>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

impl Tier {
    /// A tier of the base of which nothing more is said.
    pub fn new(name: RowName, subjects: Entry, ratio: TierRatio) -> Self {
        Self { name, subjects, ratio, details: None }
    }

    /// What more is said of it.
    pub fn details(&self) -> &Details {
        self.details.as_deref().unwrap_or(Details::NONE)
    }

    /// The same, to be filled in.
    pub fn details_mut(&mut self) -> &mut Details {
        self.details.get_or_insert_default()
    }
}

impl Details {
    const NONE: &Self = &Self {
        scenario: None,
        share_to_watch: None,
        priority: None,
        allotment: None,
        attackers_share: None,
        part_of: None,
        scope: None,
        provenance: None,
    };
}

/// What a tier says of its part where officers are scarce.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Allotment {
    /// What watching one of its subjects is worth.
    pub value: Option<Entry>,
    /// The share of it that is watched before anything else (0 if not given).
    pub minimum_share: Option<Entry>,
    /// Indices in [`Study::regimes`]: the ways of watching after its own, best first.
    pub fallbacks: Vec<usize>,
}

/// How a tier gets its officers per subject.
#[derive(Debug, Clone, PartialEq)]
pub enum TierRatio {
    /// Given in the tier's own row.
    Own(Entry),
    /// Index in [`Study::regimes`].
    Regime(usize),
}

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

/// How many will attack.
#[derive(Debug, Clone)]
pub struct Attackers {
    /// Attackers: a whole number.
    pub attackers: Entry,
    /// The share of them that is on no list (0 if not given).
    pub not_listed: Option<Entry>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// A way in which a warning may come, and the shares of warnings that pass each step of it.
#[derive(Debug, Clone)]
pub struct Channel {
    /// Its name.
    pub name: Rc<str>,
    /// Share of warnings that are sent (1 if not given).
    pub sent: Option<Entry>,
    /// Of those, the share received (1 if not given).
    pub received: Option<Entry>,
    /// Of those, the share put to the right person (1 if not given).
    pub matched: Option<Entry>,
    /// Of those, the share acted on (1 if not given).
    pub acted_on: Option<Entry>,
    /// Number of such channels (1 if not given).
    pub alike: Option<Entry>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
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

/// Officers of one service.
#[derive(Debug, Clone)]
pub struct Pool {
    /// Its name; empty for the `officers` column of a tiers table.
    pub name: Rc<str>,
    /// The scenario this row belongs to; `None` for the base.
    pub scenario: Option<Rc<str>>,
    /// Officers.
    pub officers: Entry,
    /// Share put on physical surveillance (1 if not given).
    pub deployable: Option<Entry>,
    /// Share of posts that are vacant (0 if not given).
    pub vacancy: Option<Entry>,
    /// Share of officers who leave in a year (0 if not given).
    pub attrition_per_year: Option<Entry>,
    /// Months until an officer who left is replaced; without it nobody is.
    pub replacement_months: Option<Entry>,
    /// What is counted: `headcount`, `FTE`, `posts`.
    pub counts: Option<Rc<str>>,
    /// What the pool covers (`one agency`).
    pub scope: Option<Rc<str>>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// A named what-if: changes to inputs of the base, in order. A scenario that has rows of its own in the
/// tiers table is listed too, with no changes or with more.
#[derive(Debug, Clone)]
pub struct Scenario {
    /// Its name.
    pub name: Rc<str>,
    /// What it changes.
    pub changes: Vec<Change>,
}

/// One change to one input.
#[derive(Debug, Clone)]
pub struct Change {
    /// The input, as written: `DGSI.officers`.
    pub input: String,
    /// How it is changed.
    pub operation: Operation,
    /// By what.
    pub value: Entry,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// How a change acts on an input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Operation {
    /// The value replaces the input.
    Set,
    /// The value is added.
    Add,
    /// The input is multiplied by the value.
    Multiply,
}

/// Two inputs of the base that go together when they are sampled.
#[derive(Debug, Clone)]
pub struct Correlation {
    /// One input, as written.
    pub input: String,
    /// The other, as written.
    pub with: String,
    /// Their rank correlation (Spearman), -1 to 1.
    pub rank: f64,
    /// Where the rank correlation stands.
    pub place: Option<Place>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// An outcome the analyst defined.
#[derive(Debug, Clone)]
pub struct Outcome {
    /// Its name.
    pub name: String,
    /// Its formula, as written.
    pub formula: String,
    /// The unit its value is wanted in.
    pub unit: Option<Unit>,
    /// Where the formula stands.
    pub place: Option<Place>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// Posts announced for a pool, filled evenly over a time.
#[derive(Debug, Clone)]
pub struct Hires {
    /// The row's name: the pool's, unless several rows are for one pool.
    pub name: Rc<str>,
    /// The pool that grows; empty for the only pool of a study that names none.
    pub pool: Rc<str>,
    /// Posts announced.
    pub announced: Entry,
    /// When the first recruits come.
    pub from: Moment,
    /// When the last recruits come; after `from`.
    pub to: Moment,
    /// Share of the posts that are really filled (1 if not given).
    pub filled: Option<Entry>,
    /// Months of training, in which a recruit watches nobody (0 if not given).
    pub training_months: Option<Entry>,
    /// Officers of the pool tied up for each recruit in training (0 if not given).
    pub trainer_share: Option<Entry>,
    /// Share of the trained recruits put on surveillance (the pool's `deployable` if not given).
    pub assigned: Option<Entry>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// The value an input has from a date on.
#[derive(Debug, Clone)]
pub struct SeriesPoint {
    /// The scenario it belongs to; `None` for the base and every scenario without a series of its own for the input.
    pub scenario: Option<Rc<str>>,
    /// The end of the day, month or year written.
    pub date: Moment,
    /// The input, as written: `DGSI.officers`.
    pub input: String,
    /// Its value at the date.
    pub value: Entry,
    /// How it gets there from the point before.
    pub between: Between,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// How a series goes from one point to the next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Between {
    /// The value before holds until the date.
    #[default]
    Step,
    /// In a straight line.
    Linear,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_keep_file_line_and_column() {
        let place = Place::new(70_000, 1_000_000, 200);
        assert_eq!((place.file(), place.line(), place.column()), (70_000, 1_000_000, 200));
        assert_eq!(place.whole_line().column(), 0);
    }

    #[test]
    fn a_tier_is_small() {
        // Two hundred thousand of these are the most of a large study's memory, and reading it takes as long.
        assert!(size_of::<Tier>() <= 11 * size_of::<usize>(), "{}", size_of::<Tier>());
        assert_eq!(size_of::<Option<Place>>(), 8);
    }
}
