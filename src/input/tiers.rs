//! Knows the table `tiers`: lists of people, each row with its way to a ratio and, in a one-file study, the officers.

use super::allotment;
use super::columns::Column;
use super::diagnostic::{Problems, Words, shown};
use super::names::{FullName, NameIndex, check_name, is_total, report_twice, report_unknown};
use super::regimes::Regimes;
use super::table::{Neighbours, Table, unreadable};
use super::tables::TableKind;
use crate::study::{Details, Entry, Pool, Scenario, Tier, TierRatio};
use std::borrow::Cow;
use std::rc::Rc;

/// The tiers of all files.
#[derive(Debug, Default)]
pub(super) struct Tiers {
    pub list: Vec<Tier>,
    /// The officers given on the tiers' rows, one pool for each scenario that has any.
    pub pools: Vec<Pool>,
    /// The row that first named each pool's officers: table, row.
    pool_rows: Vec<(usize, usize)>,
    /// Finds a pool by its scenario.
    pool_index: NameIndex,
    /// Scenarios in the order in which rows name them.
    pub scenarios: Vec<Scenario>,
    /// The scenario taken for the base, where no row belongs to the base.
    pub acting_base: Option<String>,
    /// Tiers that are named like a total.
    pub totals: Vec<usize>,
    /// For each table of tiers: its number and the place of its first tier in the list.
    starts: Vec<(usize, usize)>,
    index: NameIndex,
    scenario_index: NameIndex,
    last_scenario: Option<Rc<str>>,
    /// The table at hand has columns of [`DETAILS`].
    has_details: bool,
    /// There is one row in all: it needs no name.
    is_alone: bool,
}

/// A tier's full name.
fn name_of(tiers: &[Tier], tier: usize) -> FullName<'_> {
    let tier = &tiers[tier];
    (tier.details().scenario.as_deref().unwrap_or_default(), &tier.name)
}

impl Tiers {
    /// Reads the tiers of all tables; `part_of` is resolved by [`super::parts`].
    pub fn read(tables: &[Table], regimes: &Regimes, problems: &mut Problems) -> Self {
        let mut tiers = Self { acting_base: acting_base(tables), ..Self::default() };
        let rows: usize = of_tiers(tables).map(|(_, table)| table.rows().len()).sum();
        tiers.is_alone = rows == 1;
        tiers.list.reserve_exact(rows);
        tiers.index.reserve(rows);
        for (number, table) in of_tiers(tables) {
            tiers.starts.push((number, tiers.list.len()));
            let mut neighbours = Neighbours::default();
            tiers.has_details = DETAILS.iter().any(|column| table.has(*column));
            for row in table.rows() {
                tiers.read_row(tables, (number, row), regimes, &mut neighbours, problems);
            }
        }
        tiers
    }

    fn read_row(
        &mut self,
        tables: &[Table],
        at: (usize, usize),
        regimes: &Regimes,
        neighbours: &mut Neighbours,
        problems: &mut Problems,
    ) {
        let (table, row) = (&tables[at.0], at.1);
        let name = self.name(table, row, problems);
        let scenario = self.scenario(table, row, problems);
        let subjects = table.needed_entry(row, Column::Subjects, neighbours, problems);
        let ratio = ratio(table, row, regimes, neighbours, problems);
        let is_total = is_total(&name);
        let mut tier = Tier::new(table.row_name(name), subjects, ratio);
        if self.has_details {
            read_details(&mut tier, table, row, regimes, neighbours, problems);
        }
        if scenario.is_some() {
            tier.details_mut().scenario = scenario;
        }
        if is_total {
            self.totals.push(self.list.len());
        }
        self.list.push(tier);
        if let Some(officers) = table.entry(row, Column::Officers, neighbours, problems) {
            self.add_officers(tables, at, officers, problems);
        }
        self.index_last(tables, at, problems);
    }

    fn name<'t>(&self, table: &'t Table, row: usize, problems: &mut Problems) -> Cow<'t, str> {
        let name = table.text(row, Column::Tier);
        check_name_of_tier(table, row, &name, problems);
        if name.is_empty() && table.has(Column::Tier) && !self.is_alone {
            table.report_blank(row, Column::Tier, problems);
        }
        name
    }

    /// The row's scenario, shared by the rows that name it; `None` for the base.
    fn scenario(&mut self, table: &Table, row: usize, problems: &mut Problems) -> Option<Rc<str>> {
        let name = table.text(row, Column::Scenario);
        if is_base(&name) || self.acting_base.as_deref() == Some(&*name) {
            return None;
        }
        if let Some(last) = self.last_scenario.as_ref().filter(|last| ***last == *name) {
            return Some(Rc::clone(last));
        }
        let scenarios = &mut self.scenarios;
        let place = self
            .scenario_index
            .find(("", &name), |place| ("", &scenarios[place].name))
            .unwrap_or_else(|| {
                check_name(table, row, Column::Scenario, &name, problems);
                scenarios.push(Scenario { name: Rc::from(&*name), changes: Vec::new() });
                self.scenario_index
                    .add(("", &name), scenarios.len() - 1, |place| ("", &scenarios[place].name));
                scenarios.len() - 1
            });
        self.last_scenario = Some(Rc::clone(&scenarios[place].name));
        self.last_scenario.clone()
    }

    fn index_last(&mut self, tables: &[Table], (number, row): (usize, usize), problems: &mut Problems) {
        let Some(tier) = self.list.len().checked_sub(1) else { return };
        let list = &self.list;
        let Some(other) = self.index.add(name_of(list, tier), tier, |tier| name_of(list, tier)) else {
            return;
        };
        let table = &tables[number];
        if !list[tier].name.is_empty() {
            let (other_table, other_row) = self.row(tables, other);
            let earlier = (other_table.grid.name.as_str(), other_table.grid.records.line(other_row));
            report_twice(table, row, Column::Tier, &list[tier].name, earlier, problems);
        } else if !table.has(Column::Tier) {
            report_nameless(table, row, problems);
        }
    }

    /// The row's officers: all rows of a scenario must name the same.
    fn add_officers(
        &mut self,
        tables: &[Table],
        (number, row): (usize, usize),
        officers: Entry,
        problems: &mut Problems,
    ) {
        let Some(tier) = self.list.last() else { return };
        let pools = &self.pools;
        let scenario_of = |pool: usize| ("", pools[pool].scenario.as_deref().unwrap_or_default());
        let wanted = ("", tier.details().scenario.as_deref().unwrap_or_default());
        let Some(place) = self.pool_index.find(wanted, scenario_of) else {
            let pool = Pool {
                scenario: tier.details().scenario.clone(),
                officers,
                provenance: tier.details().provenance.clone(),
                ..nameless_pool()
            };
            self.pool_rows.push((number, row));
            self.pools.push(pool);
            let pools = &self.pools;
            let scenario_of = |pool: usize| ("", pools[pool].scenario.as_deref().unwrap_or_default());
            self.pool_index.add(wanted, pools.len() - 1, scenario_of);
            return;
        };
        let first = &self.pools[place].officers.quantity;
        if *first == officers.quantity || first.base().is_nan() || officers.quantity.base().is_nan() {
            return;
        }
        let (first_table, first_row) = self.pool_rows[place];
        let first_text = tables[first_table].text(first_row, Column::Officers);
        tables[number].report(problems, row, Column::Officers, "officers-differ", || {
            let text = tables[number].text(row, Column::Officers);
            let message = format!("the rows give different officers: `{}` here, `{}` above", shown(&text), shown(&first_text));
            let why = "on tiers, `officers` is one pool that watches them all; several services go into a pools table: pool,officers";
            Words::new(message, why)
        });
    }

    /// The table and row a tier is from.
    pub fn row<'t>(&self, tables: &'t [Table], tier: usize) -> (&'t Table, usize) {
        let start = self.starts.iter().rfind(|(_, start)| *start <= tier).or(self.starts.first());
        let (number, start) = start.copied().unwrap_or_default();
        let table = &tables[number];
        (table, table.rows().start + (tier - start))
    }

    /// The tier of a scenario with this name.
    pub fn find(&self, scenario: Option<&str>, name: &str) -> Option<usize> {
        self.index.find((scenario.unwrap_or_default(), name), |tier| name_of(&self.list, tier))
    }

    /// The table and row of each pool that rows of tiers make.
    pub fn pool_row<'t>(&self, tables: &'t [Table], pool: usize) -> (&'t Table, usize) {
        let (number, row) = self.pool_rows[pool];
        (&tables[number], row)
    }
}

/// Columns of [`Details`], without `scenario` and `part_of`.
const DETAILS: [Column; 11] = [
    Column::ShareToWatch,
    Column::Priority,
    Column::FallbackRegimes,
    Column::MinimumShare,
    Column::Value,
    Column::AttackersShare,
    Column::Scope,
    Column::Source,
    Column::Url,
    Column::AsOf,
    Column::Note,
];

fn read_details(
    tier: &mut Tier,
    table: &Table,
    row: usize,
    regimes: &Regimes,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) {
    let share_to_watch = table.entry(row, Column::ShareToWatch, neighbours, problems);
    let priority = allotment::priority(table, row, neighbours, problems);
    let allotment = allotment::allotment(table, row, regimes, neighbours, problems);
    let attackers_share = table.entry(row, Column::AttackersShare, neighbours, problems).map(Box::new);
    let scope = table.words(row, Column::Scope);
    let provenance = table.provenance(row, neighbours);
    let ranked = priority.is_some() || allotment.is_some() || attackers_share.is_some();
    let is_blank = share_to_watch.is_none() && !ranked && scope.is_none() && provenance.is_none();
    if !is_blank {
        let details = Details {
            share_to_watch,
            priority,
            allotment,
            attackers_share,
            scope,
            provenance,
            ..Details::default()
        };
        *tier.details_mut() = details;
    }
}

fn nameless_pool() -> Pool {
    Pool {
        name: Rc::from(""),
        scenario: None,
        officers: unreadable(),
        deployable: None,
        vacancy: None,
        attrition_per_year: None,
        replacement_months: None,
        counts: None,
        scope: None,
        provenance: None,
    }
}

fn of_tiers(tables: &[Table]) -> impl Iterator<Item = (usize, &Table)> {
    tables.iter().enumerate().filter(|(_, table)| table.kind == TableKind::Tiers)
}

/// Whether a scenario cell means the base.
pub(super) fn is_base(scenario: &str) -> bool {
    scenario.is_empty() || scenario.eq_ignore_ascii_case("base")
}

/// The first scenario named, where no row of any table belongs to the base.
fn acting_base(tables: &[Table]) -> Option<String> {
    let mut first = None;
    for (_, table) in of_tiers(tables) {
        if !table.has(Column::Scenario) {
            return None;
        }
        for row in table.rows() {
            let scenario = table.text(row, Column::Scenario);
            if is_base(&scenario) {
                return None;
            }
            first.get_or_insert_with(|| scenario.into_owned());
        }
    }
    first
}

/// Total rows have words of their own, in [`super::parts`].
fn check_name_of_tier(table: &Table, row: usize, name: &str, problems: &mut Problems) {
    if !name.eq_ignore_ascii_case("total") {
        check_name(table, row, Column::Tier, name, problems);
    }
}

fn report_nameless(table: &Table, row: usize, problems: &mut Problems) {
    table.report(problems, row, Column::Subjects, "tiers-nameless", || {
        let message = "there are several tiers, and they have no names";
        let why = "without a column `tier` a study has one row for each scenario: add the column and name every row";
        Words::new(message, why)
    });
}

fn ratio(
    table: &Table,
    row: usize,
    regimes: &Regimes,
    neighbours: &mut Neighbours,
    problems: &mut Problems,
) -> TierRatio {
    let own = table.entry(row, Column::OfficersPerSubject, neighbours, problems);
    let regime = table.text(row, Column::Regime);
    match (own, regime.is_empty()) {
        (Some(own), true) => TierRatio::Own(own),
        (None, true) => {
            report_no_ratio(table, row, problems);
            TierRatio::Own(unreadable())
        }
        (Some(own), false) => {
            report_two_ratios(table, row, problems);
            TierRatio::Own(own)
        }
        (None, false) => regime_ratio(table, row, &regime, regimes, problems),
    }
}

fn report_no_ratio(table: &Table, row: usize, problems: &mut Problems) {
    let column =
        if table.has(Column::OfficersPerSubject) { Column::OfficersPerSubject } else { Column::Regime };
    table.report(problems, row, column, "tier-no-ratio", || {
        let name = shown(&table.text(row, Column::Tier));
        let message = format!("the tier `{name}` does not say how many officers one of its subjects takes");
        Words::new(
            message,
            "fill `officers_per_subject` (15-20), or `regime` with the name of a row of a regimes table",
        )
    });
}

fn report_two_ratios(table: &Table, row: usize, problems: &mut Problems) {
    table.report(problems, row, Column::Regime, "tier-two-ratios", || {
        let message = "this tier has both `officers_per_subject` and `regime`";
        Words::new(message, "they could disagree: leave one of them blank").cell("")
    });
}

fn regime_ratio(
    table: &Table,
    row: usize,
    name: &str,
    regimes: &Regimes,
    problems: &mut Problems,
) -> TierRatio {
    if let Some(place) = regimes.find(name) {
        return TierRatio::Regime(place);
    }
    if table.read(name, Column::OfficersPerSubject.kind().unwrap_or(crate::quantity::CellKind::Rate)).is_ok()
    {
        table.report(problems, row, Column::Regime, "regime-number", || {
            let message = format!("`{}` under `regime` is a number, not the name of a regime", shown(name));
            Words::new(message, "did you mean `officers_per_subject`? then change the header")
        });
    } else if regimes.list.is_empty() {
        table.report(problems, row, Column::Regime, "no-regimes", || {
            let message = format!("the regime `{}` is not defined: the study has no regimes table", shown(name));
            let why = "put a second CSV file into the folder that says what it takes, or use the column `officers_per_subject` here";
            Words::new(message, why).line(format!("regime,officers_per_subject\n{},15-20", shown(name)))
        });
    } else {
        report_unknown(table, row, Column::Regime, "unknown-regime", problems, || {
            (format!("there is no regime `{}`", shown(name)), regimes.nearest(name).map(str::to_owned))
        });
    }
    TierRatio::Own(unreadable())
}
