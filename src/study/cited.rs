//! Every number of a study with its name, its text and its source.

use super::inputs::{column_named, split_name};
use super::{
    Attackers, Availability, Channel, Entry, Hires, Operation, Pool, Provenance, Regime, SeriesPoint, Study,
    Tier, TierRatio, Way, WindowWork,
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
        let attackers = self.attackers.iter().flat_map(attacker_entries);
        let channels = self.channels.iter().flat_map(channel_entries);
        let inputs = tiers.chain(regimes).chain(availability).chain(pools).chain(hires);
        let inputs = inputs.chain(attackers).chain(channels);
        inputs.chain(self.change_entries()).chain(self.series.iter().map(point_entry))
    }

    fn change_entries(&self) -> impl Iterator<Item = Cited<'_>> {
        self.scenarios.iter().flat_map(|scenario| {
            scenario.changes.iter().map(|change| {
                let known = column_named(&change.input);
                Cited {
                    scenario: Some(&scenario.name),
                    operation: Some(change.operation),
                    row: split_name(&change.input).0.unwrap_or_default(),
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
        ("attackers_share", tier.details().attackers_share.as_deref()),
    ];
    let details = tier.details();
    cited(details.scenario.as_ref(), &tier.name, entries, details.provenance.as_ref())
}

fn regime_entries(regime: &Regime) -> impl Iterator<Item = Cited<'_>> {
    let contact = regime.contact.as_ref();
    let others = [
        ("most_subjects", regime.most_subjects.as_ref()),
        ("worth", regime.worth.as_ref()),
        ("losses_per_year", contact.map(|contact| &contact.losses_per_year)),
        ("gap_days", contact.map(|contact| &contact.gap_days)),
        ("window_days", regime.window_days.as_ref()),
        ("mean_lead_days", regime.mean_lead_days.as_ref()),
    ];
    let ways = cited(None, &regime.name, way_entries(&regime.way), regime.provenance.as_ref());
    ways.chain(cited(None, &regime.name, others, regime.provenance.as_ref()))
}

/// The numbers of a way, each under its column.
fn way_entries(way: &Way) -> [(&'static str, Option<&Entry>); 4] {
    const NONE: (&str, Option<&Entry>) = ("", None);
    match way {
        Way::Ratio(ratio) => [("officers_per_subject", Some(ratio)), NONE, NONE, NONE],
        Way::OnDuty { on_duty, hours_per_day, days_per_week } => [
            ("on_duty", Some(on_duty)),
            ("hours_per_day", hours_per_day.as_ref()),
            ("days_per_week", days_per_week.as_ref()),
            NONE,
        ],
        Way::Visits { visits_per_month, hours_per_visit, officers_per_visit } => [
            ("visits_per_month", Some(visits_per_month)),
            ("hours_per_visit", Some(hours_per_visit)),
            ("officers_per_visit", officers_per_visit.as_ref()),
            NONE,
        ],
        Way::Caseload(subjects) => [("subjects_per_officer", Some(subjects)), NONE, NONE, NONE],
        Way::Surge { on_duty, work } => {
            let [first, second] = work_entries(work);
            [("on_duty", Some(on_duty)), first, second, NONE]
        }
        Way::Reviews { review_years, hours_per_review, between } => [
            ("review_years", Some(review_years)),
            ("hours_per_review", Some(hours_per_review)),
            ("found_between_reviews", between.as_ref().map(|between| &between.found_between_reviews)),
            ("years_to_find", between.as_ref().map(|between| &between.years_to_find)),
        ],
    }
}

/// What a surge says of one officer's hours.
pub(super) fn work_entries(work: &WindowWork) -> [(&'static str, Option<&Entry>); 2] {
    match work {
        WindowWork::InAll(hours) => [("hours_in_window", Some(hours)), ("", None)],
        WindowWork::Turns { on, off } => [("hours_on", Some(on)), ("hours_off", Some(off))],
        WindowWork::Weekly(hours) => [("hours_per_week", Some(hours)), ("", None)],
    }
}

fn attacker_entries(attackers: &Attackers) -> impl Iterator<Item = Cited<'_>> {
    let entries = [("attackers", Some(&attackers.attackers)), ("not_listed", attackers.not_listed.as_ref())];
    cited(None, "", entries, attackers.provenance.as_ref())
}

fn channel_entries(channel: &Channel) -> impl Iterator<Item = Cited<'_>> {
    let entries = [
        ("sent", channel.sent.as_ref()),
        ("received", channel.received.as_ref()),
        ("matched", channel.matched.as_ref()),
        ("acted_on", channel.acted_on.as_ref()),
        ("alike", channel.alike.as_ref()),
    ];
    cited(None, &channel.name, entries, channel.provenance.as_ref())
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
    Cited {
        scenario: point.scenario.as_ref(),
        operation: None,
        row: split_name(&point.input).0.unwrap_or_default(),
        column: column_named(&point.input).map_or("", |column| column.key),
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
