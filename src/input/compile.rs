//! Knows how the tables of all files make one study, and what a study cannot do without.

use super::about::{about, outcomes};
use super::attackers;
use super::channels::channels;
use super::columns::Column;
use super::correlations::correlations;
use super::diagnostic::{Problems, Words, shown};
use super::hires::Intakes;
use super::inputs::Inputs;
use super::parts;
use super::pools::{pools, report_officers_twice};
use super::regimes::{Regimes, availability, regimes};
use super::scenarios::Scenarios;
use super::series::Points;
use super::table::Table;
use super::tables::TableKind;
use super::tiers::Tiers;
use crate::study::{Availability, Basis, Study, Way};

/// The study that tables make; what is wrong in it is added to the problems. `name` and `files` are left blank.
pub(super) fn compile(tables: &[Table], problems: &mut Problems, notices: &mut Vec<String>) -> Study {
    let regimes = regimes(tables, problems);
    let availability = availability(tables, problems);
    let mut tiers = Tiers::read(tables, &regimes, problems);
    let pools = pools(tables, problems);
    parts::resolve(&mut tiers, tables, problems);
    report_officers_twice(&tiers, &pools, tables, problems);
    report_no_availability(&regimes, availability.as_ref(), tables, problems);
    let hires = Intakes::read(tables, (&pools, &tiers), problems);
    let attackers = attackers::read(tables, &tiers, problems);
    attackers::check_shares(&tiers, tables, problems);
    let channels = channels(tables, problems);
    let about_attacks = (attackers.as_ref(), &channels);
    let inputs = Inputs::new(&tiers, &regimes, (&pools, &hires), availability.as_ref(), about_attacks);
    let mut scenarios = Scenarios::read(tables, &inputs, problems);
    let series = Points::read(tables, &inputs, &mut scenarios, problems, notices);
    let correlations = correlations(tables, &inputs, problems);
    let about = about(tables, &tiers, problems);
    let outcomes = outcomes(tables, problems);
    notices.extend(base_notice(&tiers));
    let pools = [pools.list, tiers.pools].concat();
    Study {
        about,
        tiers: tiers.list,
        regimes: regimes.list,
        availability,
        pools,
        scenarios,
        correlations,
        outcomes,
        hires: hires.list,
        series,
        attackers,
        channels: channels.list,
        ..Study::default()
    }
}

fn base_notice(tiers: &Tiers) -> Option<String> {
    let base = shown(tiers.acting_base.as_deref()?);
    Some(format!("no row belongs to the base: the first scenario named, \"{base}\", is taken for it"))
}

/// A study without a tiers table has nobody to watch.
pub(super) fn report_no_tiers(tables: &[Table], problems: &mut Problems) {
    let Some(first) = tables.first() else { return };
    if tables.iter().any(|table| table.kind == TableKind::Tiers) {
        return;
    }
    let mut kinds: Vec<&str> = tables.iter().map(|table| table.kind.name()).collect();
    kinds.dedup();
    let message = format!("this study has no tiers table: only {}", kinds.join(", "));
    let words = Words::new(
        message,
        "a tiers table says how many people are on each list: a CSV file with a column `subjects`",
    );
    first.grid.report_file(
        problems,
        "no-tiers",
        words.line("tier,subjects,officers_per_subject\nlisted,11000,15-20"),
    );
}

/// Ways that are built up from hours need to know how many hours an officer works.
fn report_no_availability(
    regimes: &Regimes,
    availability: Option<&Availability>,
    tables: &[Table],
    problems: &mut Problems,
) {
    if availability.is_some() || tables.iter().any(|table| table.kind == TableKind::Availability) {
        return;
    }
    for (regime, (number, row)) in regimes.list.iter().zip(&regimes.rows) {
        let column = match (&regime.way, regime.basis) {
            (Way::OnDuty { .. }, _) => Column::OnDuty,
            (Way::Visits { .. }, _) => Column::VisitsPerMonth,
            (Way::Reviews { .. }, _) => Column::ReviewYears,
            (_, Basis::PerDay) => Column::Basis,
            _ => continue,
        };
        tables[*number].report(problems, *row, column, "no-availability", || {
            let message = format!("the regime `{}` cannot be turned into officers without their working time", shown(&regime.name));
            let why = "put a CSV file into the folder with an availability table, which says how many hours an officer works in a year";
            Words::new(message, why).line("net_hours_per_year\n1607")
        });
    }
}
