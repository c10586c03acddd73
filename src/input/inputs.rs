//! Knows the inputs a scenario may change, by the names that output prints: `DGSI.officers`, `[24/7].on_duty`.

use super::channels::Channels;
use super::columns::{COLUMN_COUNT, Column, any_column, column_of_key};
use super::diagnostic::{Problems, Words, nearest, shown};
use super::hires::Intakes;
use super::pools::Pools;
use super::regimes::Regimes;
use super::table::Table;
use super::tiers::Tiers;
use crate::study::{Attackers, Availability, Hires, Pool, Regime, Tier, TierRatio, Way, WindowWork};
use std::cell::OnceCell;

/// Everything of the base that has inputs.
pub(super) struct Inputs<'s> {
    pub tiers: &'s Tiers,
    pub regimes: &'s Regimes,
    pub pools: &'s Pools,
    pub hires: &'s Intakes,
    pub availability: Option<&'s Availability>,
    pub attackers: Option<&'s Attackers>,
    pub channels: &'s Channels,
    /// How many rows have each column, counted when it is first asked.
    rows_with: OnceCell<[usize; COLUMN_COUNT]>,
}

/// Why a text names no input: what is wrong, and the name that may have been meant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct NoInput {
    pub message: String,
    pub why: String,
    pub near: Option<String>,
}

use Column as C;

impl<'s> Inputs<'s> {
    pub fn new(
        tiers: &'s Tiers,
        regimes: &'s Regimes,
        (pools, hires): (&'s Pools, &'s Intakes),
        availability: Option<&'s Availability>,
        (attackers, channels): (Option<&'s Attackers>, &'s Channels),
    ) -> Self {
        let rows_with = OnceCell::new();
        Self { tiers, regimes, pools, hires, availability, attackers, channels, rows_with }
    }

    /// How many rows of the base have each column.
    fn rows_with(&self, column: Column) -> usize {
        let count = || {
            let mut rows = [0; COLUMN_COUNT];
            self.each(&mut |_, columns| columns.iter().for_each(|column| rows[*column as usize] += 1));
            rows
        };
        self.rows_with.get_or_init(count)[column as usize]
    }

    /// Every row of the base that has inputs, with their columns.
    fn each(&self, take: &mut dyn FnMut(&'s str, &[Column])) {
        for tier in self.tiers.list.iter().filter(|tier| tier.details().scenario.is_none()) {
            take(&tier.name, &columns_of_tier(tier));
        }
        for regime in &self.regimes.list {
            take(&regime.name, &columns_of_regime(regime));
        }
        for pool in
            self.pools.list.iter().chain(self.tiers.pools.iter().filter(|pool| pool.scenario.is_none()))
        {
            take(&pool.name, columns_of_pool(pool));
        }
        for hires in &self.hires.list {
            take(&hires.name, columns_of_hires(hires));
        }
        if let Some(availability) = self.availability {
            take("", columns_of_availability(availability));
        }
        if self.attackers.is_some() {
            take("", self.columns_of_attackers());
        }
        for channel in &self.channels.list {
            take(&channel.name, &CHANNEL);
        }
    }

    /// Where tiers say what share of attackers stands on each, the rest is on no list.
    fn columns_of_attackers(&self) -> &'static [Column] {
        const ALL: [Column; 2] = [C::Attackers, C::NotListed];
        let ranked = self.tiers.list.iter().any(|tier| tier.details().attackers_share.is_some());
        if ranked { &ALL[..1] } else { &ALL }
    }

    /// The column of the input that a row names under `input`; what names none is reported.
    pub fn named_in(&self, table: &Table, row: usize, problems: &mut Problems) -> Option<Column> {
        let text = table.text(row, Column::Input);
        if text.is_empty() {
            table.report_blank(row, Column::Input, problems);
            return None;
        }
        let report = |no_input: NoInput| {
            table.report(problems, row, Column::Input, "unknown-input", || {
                Words::new(no_input.message, no_input.why).cell_if(no_input.near)
            });
        };
        self.resolve(&text).map_err(report).ok()
    }

    /// The column an input's name stands for.
    pub fn resolve(&self, text: &str) -> Result<Column, NoInput> {
        let (row, key) = split(text);
        let Some(column) = column_of_key(key).filter(|column| column.input_kind().is_some()) else {
            return Err(self.no_column(text, row, key));
        };
        match row {
            None => self.bare(column),
            Some(row) if self.columns_of(row).contains(&column) => Ok(column),
            Some(row) => Err(self.no_row(row, column)),
        }
    }

    /// The row that an input is in: the one named, else the only one with the column.
    pub fn row_of<'t>(&self, text: &'t str, column: Column) -> &'t str
    where
        's: 't,
    {
        split(text).0.or_else(|| self.first_with(column)).unwrap_or_default()
    }

    /// A column without a row: fine where only one row has it.
    fn bare(&self, column: Column) -> Result<Column, NoInput> {
        let key = column.key();
        match self.rows_with(column) {
            1 => Ok(column),
            0 => Err(NoInput {
                message: format!("nothing in this study has `{key}`"),
                why: "an input is a number of the base study, named by its row and column, as in `DGSI.officers`".into(),
                near: None,
            }),
            rows => {
                let example = self.first_with(column).map(|row| full_name(row, column));
                let message = format!("`{key}` could be any of {rows} inputs");
                Err(NoInput { message, why: "say which row is meant: name it before a point".into(), near: example })
            }
        }
    }

    fn no_column(&self, text: &str, row: Option<&str>, key: &str) -> NoInput {
        let columns = row.map(|row| self.columns_of(row)).unwrap_or_default();
        let likely = any_column(key)
            .filter(|column| column.input_kind().is_some() && (row.is_none() || columns.contains(column)));
        let known = columns.iter().map(|column| column.key());
        let column =
            likely.or_else(|| column_of_key(nearest(key, known)?)).or_else(|| self.nearest_column(key));
        let near =
            column.map(|column| row.map_or_else(|| column.key().to_owned(), |row| full_name(row, column)));
        NoInput {
            message: format!("there is no input `{}`", shown(text)),
            why: did_you_mean(near.as_deref()),
            near,
        }
    }

    fn nearest_column(&self, key: &str) -> Option<Column> {
        let mut columns = Vec::new();
        self.each(&mut |_, own| {
            columns.extend(own.iter().filter(|_| columns.len() < 100).copied().collect::<Vec<_>>());
        });
        column_of_key(nearest(key, columns.iter().map(|column| column.key()))?)
    }

    fn no_row(&self, row: &str, column: Column) -> NoInput {
        let own = self.columns_of(row);
        let key = column.key();
        if own.is_empty() {
            let mut rows = Vec::new();
            self.each(&mut |name, columns| {
                if columns.contains(&column) && !name.is_empty() {
                    rows.push(name);
                }
            });
            let near = nearest(row, rows).map(|name| full_name(name, column));
            let message = format!("there is no row `{}` with an input `{key}`", shown(row));
            return NoInput { message, why: did_you_mean(near.as_deref()), near };
        }
        if let Some(regime) = self.regime_of(row).filter(|_| column == C::OfficersPerSubject) {
            let near = columns_of_regime(regime).first().map(|column| full_name(&regime.name, *column));
            let message = format!(
                "the tier `{}` takes its ratio from the regime `{}`",
                shown(row),
                shown(&regime.name)
            );
            return NoInput {
                message,
                why: "change the regime's input: it holds for every tier with that regime".into(),
                near,
            };
        }
        if let Some(why) = self.blank_of(row, column) {
            let message = format!("`{}` has no number under `{key}`", shown(row));
            return NoInput { message, why: why.into(), near: None };
        }
        let keys: Vec<String> = own.iter().map(|column| format!("`{}`", column.key())).collect();
        let message = format!("`{}` has no input `{key}`", shown(row));
        NoInput { message, why: format!("it has {}", keys.join(", ")), near: None }
    }

    /// Why a blank cell cannot be changed: columns where blank stands for no number.
    fn blank_of(&self, row: &str, column: Column) -> Option<&'static str> {
        match column {
            C::ReplacementMonths if self.pools.find(row).is_some() => Some(
                "where it is blank, nobody who leaves is replaced: write the months into the pools table, then it can change",
            ),
            C::Assigned if self.hires.find(row).is_some() => Some(
                "where it is blank, the share is the pool's `deployable`: change that, or write a share into the hires table",
            ),
            _ => None,
        }
    }

    fn regime_of(&self, tier: &str) -> Option<&Regime> {
        let tier = &self.tiers.list[self.tiers.find(None, tier)?];
        match tier.ratio {
            TierRatio::Regime(place) => self.regimes.list.get(place),
            TierRatio::Own(_) => None,
        }
    }

    /// The columns of all rows of the base with this name.
    fn columns_of(&self, row: &str) -> Vec<Column> {
        let mut columns = Vec::new();
        if let Some(tier) = self.tiers.find(None, row) {
            columns.extend(columns_of_tier(&self.tiers.list[tier]));
        }
        if let Some(regime) = self.regimes.find(row) {
            columns.extend(columns_of_regime(&self.regimes.list[regime]));
        }
        if let Some(pool) = self.pools.find(row) {
            columns.extend(columns_of_pool(&self.pools.list[pool]));
        }
        if let Some(hires) = self.hires.find(row) {
            columns.extend(columns_of_hires(&self.hires.list[hires]));
        }
        if self.channels.find(row).is_some() {
            columns.extend(CHANNEL);
        }
        columns
    }

    fn first_with(&self, column: Column) -> Option<&'s str> {
        let mut first = None;
        self.each(&mut |name, columns| {
            if first.is_none() && columns.contains(&column) {
                first = Some(name);
            }
        });
        first
    }
}

fn did_you_mean(near: Option<&str>) -> String {
    match near {
        Some(near) => format!("did you mean `{}`?", shown(near)),
        None => {
            "an input is named by its row and column, as in `DGSI.officers` or `[24/7].officers_per_subject`"
                .into()
        }
    }
}

/// Row and column of an input's name, split at the last dot; no row where there is none.
fn split(text: &str) -> (Option<&str>, &str) {
    match text.rsplit_once('.') {
        None => (None, text.trim()),
        Some((row, column)) => {
            let row = row.trim();
            let bare = row.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')).unwrap_or(row);
            (Some(bare), column.trim())
        }
    }
}

/// An input's name as output prints it: brackets where the row is no bare word.
fn full_name(row: &str, column: Column) -> String {
    let is_bare = !row.is_empty() && row.chars().all(|c| c.is_alphanumeric() || c == '_');
    match (row.is_empty(), is_bare) {
        (true, _) => column.key().to_owned(),
        (false, true) => format!("{row}.{}", column.key()),
        (false, false) => format!("[{row}].{}", column.key()),
    }
}

const CHANNEL: [Column; 5] = [C::Sent, C::Received, C::Matched, C::ActedOn, C::Alike];

fn columns_of_tier(tier: &Tier) -> Vec<Column> {
    let mut columns = match tier.ratio {
        TierRatio::Own(_) => vec![C::Subjects, C::OfficersPerSubject, C::ShareToWatch, C::Priority],
        TierRatio::Regime(_) => vec![C::Subjects, C::ShareToWatch, C::Priority],
    };
    columns.push(C::MinimumShare);
    columns.extend(tier.details().allotment.as_ref().filter(|own| own.value.is_some()).map(|_| C::Value));
    columns.extend(tier.details().attackers_share.as_ref().map(|_| C::AttackersShare));
    columns
}

fn columns_of_regime(regime: &Regime) -> Vec<Column> {
    let mut columns = match &regime.way {
        Way::Ratio(_) => vec![C::OfficersPerSubject],
        Way::OnDuty { .. } => vec![C::OnDuty, C::HoursPerDay, C::DaysPerWeek],
        Way::Visits { .. } => vec![C::VisitsPerMonth, C::HoursPerVisit, C::OfficersPerVisit],
        Way::Caseload(_) => vec![C::SubjectsPerOfficer],
        Way::Surge { work: WindowWork::InAll(_), .. } => vec![C::OnDuty, C::HoursInWindow],
        Way::Surge { work: WindowWork::Turns { .. }, .. } => vec![C::OnDuty, C::HoursOn, C::HoursOff],
        Way::Surge { work: WindowWork::Weekly(_), .. } => vec![C::OnDuty, C::HoursPerWeek],
        Way::Reviews { between: None, .. } => vec![C::ReviewYears, C::HoursPerReview],
        Way::Reviews { between: Some(_), .. } => {
            vec![C::ReviewYears, C::HoursPerReview, C::FoundBetweenReviews, C::YearsToFind]
        }
    };
    columns.push(C::Worth);
    columns.extend(regime.most_subjects.is_some().then_some(C::MostSubjects));
    columns.extend(regime.contact.iter().flat_map(|_| [C::LossesPerYear, C::GapDays]));
    columns.extend(regime.window_days.is_some().then_some(C::WindowDays));
    columns.extend(regime.mean_lead_days.is_some().then_some(C::MeanLeadDays));
    columns
}

fn columns_of_pool(pool: &Pool) -> &'static [Column] {
    const ALL: [Column; 5] =
        [C::Officers, C::Deployable, C::Vacancy, C::AttritionPerYear, C::ReplacementMonths];
    if pool.replacement_months.is_some() { &ALL } else { &ALL[..4] }
}

fn columns_of_hires(hires: &Hires) -> &'static [Column] {
    const ALL: [Column; 5] = [C::Announced, C::Filled, C::TrainingMonths, C::TrainerShare, C::Assigned];
    if hires.assigned.is_some() { &ALL } else { &ALL[..4] }
}

fn columns_of_availability(availability: &Availability) -> &'static [Column] {
    if availability.net_hours_per_year.is_some() {
        return &[C::NetHoursPerYear, C::ShiftHours];
    }
    &[
        C::HoursPerWeek,
        C::HoursPerDay,
        C::LeaveDays,
        C::PublicHolidays,
        C::SickDays,
        C::TrainingDays,
        C::ShiftHours,
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_split_at_the_last_dot() {
        assert_eq!(split("DGSI.officers"), (Some("DGSI"), "officers"));
        assert_eq!(split("[24/7].officers_per_subject"), (Some("24/7"), "officers_per_subject"));
        assert_eq!(split("[St. Denis].subjects"), (Some("St. Denis"), "subjects"));
        assert_eq!(split("officers"), (None, "officers"));
        assert_eq!(full_name("foreign fighters", C::Subjects), "[foreign fighters].subjects");
    }
}
