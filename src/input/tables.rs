//! Knows every table: its columns, which of them make a file this table, and what headers mean in it.

use super::columns::{Column, Meaning, PROVENANCE, any_column, meaning};
use super::spelling::fold;
use Column as C;

/// The tables a study may have.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TableKind {
    /// Lists of people.
    Tiers,
    /// Ways of watching.
    Regimes,
    /// Working time of one officer.
    Availability,
    /// Officers of services.
    Pools,
    /// Posts announced for pools.
    Hires,
    /// Changes to the base.
    Scenarios,
    /// Values of inputs at dates.
    Series,
    /// Inputs that go together.
    Correlations,
    /// Outcomes the analyst defined.
    Outcomes,
    /// How many will attack.
    Attackers,
    /// Ways in which a warning may come.
    Channels,
    /// Words about the study.
    About,
}

/// What a table may hold, and the columns it is known by.
pub(super) struct TableSpec {
    pub kind: TableKind,
    /// The table's name in messages.
    pub name: &'static str,
    /// All columns of one of these lists make a file this table.
    pub known_by: &'static [&'static [Column]],
    /// The column that names a row; a header `name` is taken for it.
    pub naming: Option<Column>,
    pub columns: &'static [Column],
}

/// The tables, in the order in which a file's headers are tried.
pub(super) const TABLES: [TableSpec; 12] = [
    TableSpec {
        kind: TableKind::Tiers,
        name: "tiers",
        known_by: &[&[C::Subjects]],
        naming: Some(C::Tier),
        columns: &[
            C::Tier,
            C::Subjects,
            C::OfficersPerSubject,
            C::Regime,
            C::Scenario,
            C::Officers,
            C::Priority,
            C::PartOf,
            C::ShareToWatch,
            C::Scope,
            C::FallbackRegimes,
            C::MinimumShare,
            C::Value,
            C::AttackersShare,
        ],
    },
    TableSpec {
        kind: TableKind::Scenarios,
        name: "scenarios",
        known_by: &[&[C::Operation]],
        naming: Some(C::Scenario),
        columns: &[C::Scenario, C::Input, C::Operation, C::Value],
    },
    TableSpec {
        kind: TableKind::Hires,
        name: "hires",
        known_by: &[&[C::Announced]],
        naming: Some(C::Intake),
        columns: &[
            C::Intake,
            C::Pool,
            C::Announced,
            C::From,
            C::To,
            C::Filled,
            C::TrainingMonths,
            C::TrainerShare,
            C::Assigned,
        ],
    },
    TableSpec {
        kind: TableKind::Correlations,
        name: "correlations",
        known_by: &[&[C::RankCorrelation]],
        naming: None,
        columns: &[C::Input, C::With, C::RankCorrelation],
    },
    TableSpec {
        kind: TableKind::Outcomes,
        name: "outcomes",
        known_by: &[&[C::Formula]],
        naming: Some(C::Outcome),
        columns: &[C::Outcome, C::Formula, C::Unit],
    },
    TableSpec {
        kind: TableKind::Attackers,
        name: "attackers",
        known_by: &[&[C::Attackers]],
        naming: None,
        columns: &[C::Attackers, C::NotListed],
    },
    TableSpec {
        kind: TableKind::Channels,
        name: "channels",
        known_by: &[&[C::Channel]],
        naming: Some(C::Channel),
        columns: &[C::Channel, C::Sent, C::Received, C::Matched, C::ActedOn, C::Alike],
    },
    TableSpec {
        kind: TableKind::About,
        name: "about",
        known_by: &[&[C::Key]],
        naming: None,
        columns: &[C::Key, C::Value],
    },
    TableSpec {
        kind: TableKind::Series,
        name: "series",
        known_by: &[&[C::Date, C::Input, C::Value]],
        naming: None,
        columns: &[C::Scenario, C::Date, C::Input, C::Value, C::Between],
    },
    TableSpec {
        kind: TableKind::Pools,
        name: "pools",
        known_by: &[&[C::Pool]],
        naming: Some(C::Pool),
        columns: &[
            C::Pool,
            C::Officers,
            C::Deployable,
            C::Vacancy,
            C::AttritionPerYear,
            C::ReplacementMonths,
            C::Counts,
            C::Scope,
        ],
    },
    TableSpec {
        kind: TableKind::Regimes,
        name: "regimes",
        known_by: &[&[C::Regime]],
        naming: Some(C::Regime),
        columns: &[
            C::Regime,
            C::OfficersPerSubject,
            C::OnDuty,
            C::HoursPerDay,
            C::DaysPerWeek,
            C::VisitsPerMonth,
            C::HoursPerVisit,
            C::OfficersPerVisit,
            C::SubjectsPerOfficer,
            C::Basis,
            C::MostSubjects,
            C::Worth,
            C::LossesPerYear,
            C::GapDays,
            C::WindowDays,
            C::HoursInWindow,
            C::HoursOn,
            C::HoursOff,
            C::HoursPerWeek,
            C::MeanLeadDays,
            C::ReviewYears,
            C::HoursPerReview,
            C::FoundBetweenReviews,
            C::YearsToFind,
        ],
    },
    TableSpec {
        kind: TableKind::Availability,
        name: "availability",
        known_by: &[&[C::NetHoursPerYear], &[C::HoursPerWeek]],
        naming: None,
        columns: &[
            C::NetHoursPerYear,
            C::HoursPerWeek,
            C::HoursPerDay,
            C::LeaveDays,
            C::PublicHolidays,
            C::SickDays,
            C::TrainingDays,
            C::ShiftHours,
        ],
    },
];

impl TableKind {
    pub(super) fn spec(self) -> &'static TableSpec {
        // Every kind stands in TABLES; a test holds this.
        TABLES.iter().find(|spec| spec.kind == self).unwrap_or(&TABLES[0])
    }

    /// The table's name: `tiers`.
    pub fn name(self) -> &'static str {
        self.spec().name
    }
}

impl TableSpec {
    /// Whether the column may stand in this table.
    pub fn has(&self, column: Column) -> bool {
        self.columns.contains(&column) || PROVENANCE.contains(&column)
    }

    /// `a tiers table`, `an attackers table`.
    pub fn with_article(&self) -> String {
        let article = if self.name.starts_with(['a', 'o']) { "an" } else { "a" };
        format!("{article} {} table", self.name)
    }

    /// The column a header means in this table.
    pub fn column(&self, header: &str) -> Option<Column> {
        match meaning(header)? {
            Meaning::Column(column) if self.has(column) => Some(column),
            Meaning::Column(_) => is_as_of_elsewhere(header).then_some(C::AsOf),
            Meaning::Naming => self.naming,
            Meaning::Personal => None,
        }
    }

    /// The column that a header of another table was probably meant as here.
    pub fn sibling(&self, header: &str) -> Option<Column> {
        let sibling = match any_column(header)? {
            C::TrainingDays => C::TrainingMonths,
            C::Officers => C::Announced,
            _ => return None,
        };
        self.has(sibling).then_some(sibling)
    }

    /// The other names of this table's columns.
    pub fn other_names(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().chain(&PROVENANCE).flat_map(|column| column.facts().3.split('|'))
    }

    /// Every header that may stand in this table, under its documented key.
    pub fn keys(&self) -> impl Iterator<Item = &'static str> {
        self.columns.iter().chain(&PROVENANCE).map(|column| column.key())
    }
}

/// Headers that say when a number holds, on tables that have no dates of their own.
fn is_as_of_elsewhere(header: &str) -> bool {
    ["date", "year", "annee", "au"].contains(&fold(header).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_table() {
        for spec in &TABLES {
            assert_eq!(spec.kind.name(), spec.name);
        }
        assert_eq!(TableKind::Pools.spec().column("Name"), Some(Column::Pool));
    }

    #[test]
    fn dates_are_a_series_own_and_say_when_elsewhere() {
        for header in ["Date", "année", "year"] {
            assert_eq!(TableKind::Series.spec().column(header), Some(Column::Date), "{header}");
            assert_eq!(TableKind::Tiers.spec().column(header), Some(Column::AsOf), "{header}");
            assert_eq!(TableKind::Hires.spec().column(header), Some(Column::AsOf), "{header}");
        }
        assert_eq!(TableKind::Hires.spec().column("au"), Some(Column::To));
        assert_eq!(TableKind::Pools.spec().column("au"), Some(Column::AsOf));
        assert_eq!(TableKind::Pools.spec().column("mois"), None);
    }

    #[test]
    fn training_without_a_unit_is_asked_for_and_not_guessed() {
        assert_eq!(TableKind::Hires.spec().column("training"), None);
        assert_eq!(TableKind::Hires.spec().sibling("training"), Some(Column::TrainingMonths));
    }
}
