//! Every number of a study with its name, its text and its source.

use super::inputs::split_name;
use super::{
    Availability, Entry, Hires, Operation, Pool, Provenance, Regime, SeriesPoint, Study, Tier, TierRatio, Way,
};
use crate::quantity::Moment;
use crate::sheet::input_name;
use crate::unit::Unit;
use std::rc::Rc;

/// One number with where it is from.
#[derive(Debug, Clone, Copy)]
pub struct Cited<'s> {
    /// The scenario whose own row it is in, or that changes an input by it; `None` for the base.
    pub scenario: Option<&'s Rc<str>>,
    /// How it changes an input, where it does.
    pub operation: Option<Operation>,
    /// The row: a tier, a regime, a pool.
    pub row: &'s str,
    /// The column.
    pub column: &'static str,
    /// The date from which it holds, where it is a point of a series.
    pub date: Option<Moment>,
    /// The number.
    pub entry: &'s Entry,
    /// Where the row is from.
    pub provenance: Option<&'s Rc<Provenance>>,
}

impl Cited<'_> {
    /// The input's full name: `DGSI.officers`.
    pub fn name(&self) -> String {
        let name = input_name(self.row, self.column);
        let name = self.date.map_or_else(|| name.clone(), |date| format!("{name}@{date}"));
        self.scenario.map_or_else(|| name.clone(), |scenario| input_name(scenario, &name))
    }

    /// What the number counts.
    pub fn unit(&self) -> Unit {
        match self.operation {
            Some(Operation::Multiply) => Unit::number(),
            _ => super::column(self.column).map(super::InputColumn::unit).unwrap_or_default(),
        }
    }
}

impl Study {
    /// Every number of the study, in table order.
    pub fn cited(&self) -> impl Iterator<Item = Cited<'_>> {
        let tiers = self.tiers.iter().flat_map(tier_entries);
        let regimes = self.regimes.iter().flat_map(regime_entries);
        let availability = self.availability.iter().flat_map(availability_entries);
        let pools = self.pools.iter().flat_map(pool_entries);
        let hires = self.hires.iter().flat_map(hires_entries);
        let inputs = tiers.chain(regimes).chain(availability).chain(pools).chain(hires);
        inputs.chain(self.change_entries()).chain(self.series.iter().map(point_entry))
    }

    fn change_entries(&self) -> impl Iterator<Item = Cited<'_>> {
        self.scenarios.iter().flat_map(|scenario| {
            scenario.changes.iter().map(|change| {
                let (row, column) = split_name(&change.input);
                let known = super::column(column);
                Cited {
                    scenario: Some(&scenario.name),
                    operation: Some(change.operation),
                    row: row.unwrap_or_default(),
                    column: known.map_or("", |column| column.key),
                    date: None,
                    entry: &change.value,
                    provenance: change.provenance.as_ref(),
                }
            })
        })
    }
}

fn tier_entries(tier: &Tier) -> impl Iterator<Item = Cited<'_>> {
    let ratio = match &tier.ratio {
        TierRatio::Own(entry) => Some(entry),
        TierRatio::Regime(_) => None,
    };
    let entries = [
        ("subjects", Some(&tier.subjects)),
        ("officers_per_subject", ratio),
        ("share_to_watch", tier.details().share_to_watch.as_ref()),
        ("priority", tier.details().priority.as_ref()),
        ("minimum_share", tier.details().allotment.as_ref().and_then(|own| own.minimum_share.as_ref())),
        ("value", tier.details().allotment.as_ref().and_then(|own| own.value.as_ref())),
    ];
    let details = tier.details();
    cited(details.scenario.as_ref(), &tier.name, entries, details.provenance.as_ref())
}

fn regime_entries(regime: &Regime) -> impl Iterator<Item = Cited<'_>> {
    let entries = match &regime.way {
        Way::Ratio(ratio) => [("officers_per_subject", Some(ratio)), ("", None), ("", None)],
        Way::OnDuty { on_duty, hours_per_day, days_per_week } => [
            ("on_duty", Some(on_duty)),
            ("hours_per_day", hours_per_day.as_ref()),
            ("days_per_week", days_per_week.as_ref()),
        ],
        Way::Visits { visits_per_month, hours_per_visit, officers_per_visit } => [
            ("visits_per_month", Some(visits_per_month)),
            ("hours_per_visit", Some(hours_per_visit)),
            ("officers_per_visit", officers_per_visit.as_ref()),
        ],
        Way::Caseload(subjects) => [("subjects_per_officer", Some(subjects)), ("", None), ("", None)],
    };
    let limits = [("most_subjects", regime.most_subjects.as_ref()), ("worth", regime.worth.as_ref())];
    let ways = cited(None, &regime.name, entries, regime.provenance.as_ref());
    ways.chain(cited(None, &regime.name, limits, regime.provenance.as_ref()))
}

fn availability_entries(availability: &Availability) -> impl Iterator<Item = Cited<'_>> {
    let entries = [
        ("net_hours_per_year", availability.net_hours_per_year.as_ref()),
        ("hours_per_week", availability.hours_per_week.as_ref()),
        ("hours_per_day", availability.hours_per_day.as_ref()),
        ("leave_days", availability.leave_days.as_ref()),
        ("public_holidays", availability.public_holidays.as_ref()),
        ("sick_days", availability.sick_days.as_ref()),
        ("training_days", availability.training_days.as_ref()),
        ("shift_hours", availability.shift_hours.as_ref()),
    ];
    cited(None, super::ratios::AVAILABILITY, entries, availability.provenance.as_ref())
}

fn pool_entries(pool: &Pool) -> impl Iterator<Item = Cited<'_>> {
    let entries = [
        ("officers", Some(&pool.officers)),
        ("deployable", pool.deployable.as_ref()),
        ("vacancy", pool.vacancy.as_ref()),
        ("attrition_per_year", pool.attrition_per_year.as_ref()),
        ("replacement_months", pool.replacement_months.as_ref()),
    ];
    cited(pool.scenario.as_ref(), &pool.name, entries, pool.provenance.as_ref())
}

fn point_entry(point: &SeriesPoint) -> Cited<'_> {
    let (row, column) = split_name(&point.input);
    Cited {
        scenario: point.scenario.as_ref(),
        operation: None,
        row: row.unwrap_or_default(),
        column: super::column(column).map_or("", |column| column.key),
        date: Some(point.date),
        entry: &point.value,
        provenance: point.provenance.as_ref(),
    }
}

fn hires_entries(hires: &Hires) -> impl Iterator<Item = Cited<'_>> {
    let entries = [
        ("announced", Some(&hires.announced)),
        ("filled", hires.filled.as_ref()),
        ("training_months", hires.training_months.as_ref()),
        ("trainer_share", hires.trainer_share.as_ref()),
        ("assigned", hires.assigned.as_ref()),
    ];
    cited(None, &hires.name, entries, hires.provenance.as_ref())
}

fn cited<'s, const N: usize>(
    scenario: Option<&'s Rc<str>>,
    row: &'s str,
    entries: [(&'static str, Option<&'s Entry>); N],
    provenance: Option<&'s Rc<Provenance>>,
) -> impl Iterator<Item = Cited<'s>> {
    let given = entries.into_iter().filter_map(|(column, entry)| Some((column, entry?)));
    given.map(move |(column, entry)| Cited {
        scenario,
        operation: None,
        row,
        column,
        date: None,
        entry,
        provenance,
    })
}
