//! Knows which inputs the rows of a base have, and which of them a name stands for.

use super::super::{
    Attackers, Availability, COLUMNS, Channel, Hires, Pool, Regime, Study, Tier, TierRatio, Way, WindowWork,
    column,
};
use super::error::NameError;
use super::name::split_name;
use super::near::{OFFERED, nearest};
use crate::sheet::input_name;
use std::cell::OnceCell;
use std::collections::HashMap;

/// Everything of a base that has inputs.
pub(crate) struct Base<'s> {
    pub tiers: &'s [Tier],
    pub regimes: &'s [Regime],
    pub pools: Vec<&'s Pool>,
    pub hires: &'s [Hires],
    pub availability: Option<&'s Availability>,
    pub attackers: Option<&'s Attackers>,
    pub channels: &'s [Channel],
    /// The column that another word stands for, where files may say it so.
    pub other_names: fn(&str) -> Option<&'static str>,
}

/// One row of a base.
#[derive(Clone, Copy)]
enum Row<'s> {
    Tier(&'s Tier),
    Regime(&'s Regime),
    Pool(&'s Pool),
    Hires(&'s Hires),
    Availability(&'s Availability),
    /// Where tiers say what share of attackers stands on each, the rest is on no list.
    Attackers {
        ranked: bool,
    },
    Channel(&'s Channel),
}

/// The inputs of a base by name.
pub(crate) struct BaseInputs<'s> {
    base: Base<'s>,
    /// For each column, how many rows have it and the first few of them; counted when it is first asked.
    columns: OnceCell<HashMap<&'static str, Having<'s>>>,
    /// The rows that have names, in the order of these; sorted when one is first asked for.
    named: OnceCell<Vec<(&'s str, Row<'s>)>>,
}

/// The rows that have a column.
#[derive(Default)]
struct Having<'s> {
    rows: usize,
    first: Vec<&'s str>,
}

impl Study {
    /// Why a name that no cell has is no input, where the tables say more than that.
    pub fn explain(&self, error: NameError) -> NameError {
        let NameError::Unknown { name, .. } = &error else { return error };
        match BaseInputs::new(self.base_rows()).resolve(name) {
            Err(known @ (NameError::OfRegime { .. } | NameError::Blank { .. })) => known,
            _ => error,
        }
    }

    fn base_rows(&self) -> Base<'_> {
        Base {
            tiers: &self.tiers,
            regimes: &self.regimes,
            pools: self.pools.iter().collect(),
            hires: &self.hires,
            availability: self.availability.as_ref(),
            attackers: self.attackers.as_ref(),
            channels: &self.channels,
            other_names: |_| None,
        }
    }
}

impl<'s> Base<'s> {
    fn rows(&self) -> impl Iterator<Item = Row<'s>> {
        let ranked = || self.tiers.iter().any(|tier| tier.details().attackers_share.is_some());
        let tiers = self.tiers.iter().filter(|tier| tier.details().scenario.is_none()).map(Row::Tier);
        let pools = self.pools.iter().copied().filter(|pool| pool.scenario.is_none()).map(Row::Pool);
        tiers
            .chain(self.regimes.iter().map(Row::Regime))
            .chain(pools)
            .chain(self.hires.iter().map(Row::Hires))
            .chain(self.availability.map(Row::Availability))
            .chain(self.attackers.map(|_| Row::Attackers { ranked: ranked() }))
            .chain(self.channels.iter().map(Row::Channel))
    }
}

impl<'s> BaseInputs<'s> {
    pub fn new(base: Base<'s>) -> Self {
        Self { base, columns: OnceCell::new(), named: OnceCell::new() }
    }

    /// The column an input's name stands for: `<row>.<column>`, or a column that one row only has.
    pub fn resolve(&self, text: &str) -> Result<&'static str, NameError> {
        let (row, key) = split_name(text);
        let Some(known) = column(key) else { return Err(self.no_column(text, row, key)) };
        match row {
            None => self.bare(known.key),
            Some(row) if self.columns_of(row).contains(&known.key) => Ok(known.key),
            Some(row) => Err(self.no_input_of_row(row, known.key)),
        }
    }

    /// The row that an input is in: the one named, else the first with the column.
    pub fn row_of<'t>(&self, text: &'t str, column: &str) -> &'t str
    where
        's: 't,
    {
        let first = || self.having(column).and_then(|having| having.first.first().copied());
        split_name(text).0.or_else(first).unwrap_or_default()
    }

    fn having(&self, column: &str) -> Option<&Having<'s>> {
        let count = || {
            let mut columns: HashMap<&'static str, Having<'s>> = HashMap::new();
            for row in self.base.rows() {
                for column in row.columns() {
                    columns.entry(column).or_default().add(row.name());
                }
            }
            columns
        };
        self.columns.get_or_init(count).get(column)
    }

    fn rows_named(&self, name: &str) -> impl Iterator<Item = Row<'s>> {
        let sort = || {
            let is_named = |row: &Row<'s>| !row.name().is_empty() || matches!(row, Row::Tier(_));
            let mut rows: Vec<_> = self.base.rows().filter(is_named).map(|row| (row.name(), row)).collect();
            rows.sort_by_key(|(name, _)| *name);
            rows
        };
        let rows = self.named.get_or_init(sort);
        let start = rows.partition_point(|(other, _)| *other < name);
        let end = start + rows[start..].partition_point(|(other, _)| *other == name);
        rows[start..end].iter().map(|(_, row)| *row)
    }

    /// The columns of all rows with this name.
    fn columns_of(&self, row: &str) -> Vec<&'static str> {
        self.rows_named(row).flat_map(Row::columns).collect()
    }

    /// A column without a row: fine where only one row has it.
    fn bare(&self, column: &'static str) -> Result<&'static str, NameError> {
        let Some(having) = self.having(column) else { return Err(NameError::Nowhere { column }) };
        if having.rows == 1 {
            return Ok(column);
        }
        let candidates = having.first.iter().map(|row| input_name(row, column)).collect();
        Err(NameError::Ambiguous { name: column.to_owned(), rows: having.rows, candidates })
    }

    fn no_column(&self, text: &str, row: Option<&str>, key: &str) -> NameError {
        let own = row.map(|row| self.columns_of(row)).unwrap_or_default();
        let likely = (self.base.other_names)(key)
            .and_then(column)
            .map(|known| known.key)
            .filter(|key| row.is_none() || own.contains(key));
        let near = likely.or_else(|| nearest(key, own.iter().copied())).or_else(|| self.nearest_column(key));
        let near = near.map(|column| input_name(row.unwrap_or_default(), column));
        NameError::Unknown { name: text.to_owned(), near: near.into_iter().collect() }
    }

    fn nearest_column(&self, key: &str) -> Option<&'static str> {
        nearest(key, COLUMNS.iter().map(|column| column.key).filter(|key| self.having(key).is_some()))
    }

    /// Why a row has no input in a column that there is.
    fn no_input_of_row(&self, row: &str, column: &'static str) -> NameError {
        let own = self.columns_of(row);
        if own.is_empty() {
            let rows = self.base.rows().filter(|row| row.columns().contains(&column)).map(Row::name);
            let near = nearest(row, rows.filter(|name| !name.is_empty()));
            let near = near.map(|name| input_name(name, column));
            return NameError::NoRow { row: row.to_owned(), column, near };
        }
        let row_name = row.to_owned();
        if let Some(regime) = self.regime_of(row).filter(|_| column == "officers_per_subject") {
            let near = Row::Regime(regime).columns().first().map(|column| input_name(&regime.name, column));
            return NameError::OfRegime { tier: row_name, regime: regime.name.to_string(), near };
        }
        match self.rows_named(row).find_map(|row| row.blank(column)) {
            Some(why) => NameError::Blank { row: row_name, column, why },
            None => NameError::NotOfRow { row: row_name, column, own },
        }
    }

    fn regime_of(&self, tier: &str) -> Option<&'s Regime> {
        self.rows_named(tier).find_map(|row| match row {
            Row::Tier(Tier { ratio: TierRatio::Regime(place), .. }) => self.base.regimes.get(*place),
            _ => None,
        })
    }
}

impl<'s> Having<'s> {
    fn add(&mut self, row: &'s str) {
        self.rows += 1;
        if self.first.len() < OFFERED {
            self.first.push(row);
        }
    }
}

impl<'s> Row<'s> {
    /// Its name; empty for what a study has one of.
    fn name(self) -> &'s str {
        match self {
            Self::Tier(tier) => &tier.name,
            Self::Regime(regime) => &regime.name,
            Self::Pool(pool) => &pool.name,
            Self::Hires(hires) => &hires.name,
            Self::Channel(channel) => &channel.name,
            Self::Availability(_) | Self::Attackers { .. } => "",
        }
    }

    /// The columns of its inputs: also those of blank cells that stand for a number.
    fn columns(self) -> Vec<&'static str> {
        match self {
            Self::Tier(tier) => columns_of_tier(tier),
            Self::Regime(regime) => columns_of_regime(regime),
            Self::Pool(pool) => {
                let given = ["officers", "deployable", "vacancy", "attrition_per_year"];
                with(&given, pool.replacement_months.is_some(), "replacement_months")
            }
            Self::Hires(hires) => {
                let given = ["announced", "filled", "training_months", "trainer_share"];
                with(&given, hires.assigned.is_some(), "assigned")
            }
            Self::Availability(availability) => columns_of_availability(availability),
            Self::Attackers { ranked } => with(&["attackers"], !ranked, "not_listed"),
            Self::Channel(_) => vec!["sent", "received", "matched", "acted_on", "alike"],
        }
    }

    /// Why a blank cell cannot be changed: columns where blank stands for no number.
    fn blank(self, column: &str) -> Option<&'static str> {
        match (self, column) {
            (Self::Pool(_), "replacement_months") => Some(
                "where it is blank, nobody who leaves is replaced: write the months into the pools table, then it can change",
            ),
            (Self::Hires(_), "assigned") => Some(
                "where it is blank, the share is the pool's `deployable`: change that, or write a share into the hires table",
            ),
            _ => None,
        }
    }
}

/// These columns, and one more where the row has it.
fn with(columns: &[&'static str], has: bool, more: &'static str) -> Vec<&'static str> {
    columns.iter().copied().chain(has.then_some(more)).collect()
}

fn columns_of_tier(tier: &Tier) -> Vec<&'static str> {
    let mut columns = match tier.ratio {
        TierRatio::Own(_) => vec!["subjects", "officers_per_subject", "share_to_watch", "priority"],
        TierRatio::Regime(_) => vec!["subjects", "share_to_watch", "priority"],
    };
    columns.push("minimum_share");
    columns.extend(tier.details().allotment.as_ref().filter(|own| own.value.is_some()).map(|_| "value"));
    columns.extend(tier.details().attackers_share.as_ref().map(|_| "attackers_share"));
    columns
}

fn columns_of_regime(regime: &Regime) -> Vec<&'static str> {
    let mut columns = columns_of_way(&regime.way);
    columns.push("worth");
    columns.extend(regime.most_subjects.is_some().then_some("most_subjects"));
    columns.extend(regime.contact.iter().flat_map(|_| ["losses_per_year", "gap_days"]));
    columns.extend(regime.window_days.is_some().then_some("window_days"));
    columns.extend(regime.mean_lead_days.is_some().then_some("mean_lead_days"));
    columns
}

fn columns_of_way(way: &Way) -> Vec<&'static str> {
    match way {
        Way::Ratio(_) => vec!["officers_per_subject"],
        Way::OnDuty { .. } => vec!["on_duty", "hours_per_day", "days_per_week"],
        Way::Visits { .. } => vec!["visits_per_month", "hours_per_visit", "officers_per_visit"],
        Way::Caseload(_) => vec!["subjects_per_officer"],
        Way::Surge { work: WindowWork::InAll(_), .. } => vec!["on_duty", "hours_in_window"],
        Way::Surge { work: WindowWork::Turns { .. }, .. } => vec!["on_duty", "hours_on", "hours_off"],
        Way::Surge { work: WindowWork::Weekly(_), .. } => vec!["on_duty", "hours_per_week"],
        Way::Reviews { between: None, .. } => vec!["review_years", "hours_per_review"],
        Way::Reviews { between: Some(_), .. } => {
            vec!["review_years", "hours_per_review", "found_between_reviews", "years_to_find"]
        }
    }
}

fn columns_of_availability(availability: &Availability) -> Vec<&'static str> {
    if availability.net_hours_per_year.is_some() {
        return vec!["net_hours_per_year", "shift_hours"];
    }
    vec![
        "hours_per_week",
        "hours_per_day",
        "leave_days",
        "public_holidays",
        "sick_days",
        "training_days",
        "shift_hours",
    ]
}
