//! Years ahead against known answers: stocks and flows of officers, series, and what holds for all of them.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use stakeout::quantity::{Moment, Quantity, parse_moment};
use stakeout::study::{
    Between, Compiled, Entry, Hires, Measure, Outcome, Pool, STAGES, SeriesPoint, Stage, Study, Tier,
    TierRatio, Timeline,
};
use std::rc::Rc;

fn entry(quantity: Quantity) -> Entry {
    Entry { quantity, place: None, written: None }
}

fn exact(value: f64) -> Entry {
    entry(Quantity::exact(value))
}

fn moment(text: &str) -> Moment {
    parse_moment(text).unwrap()
}

fn pool(officers: f64, attrition: Option<f64>) -> Pool {
    Pool {
        name: Rc::from("DGSI"),
        scenario: None,
        officers: exact(officers),
        deployable: None,
        vacancy: None,
        attrition_per_year: attrition.map(exact),
        replacement_months: None,
        counts: None,
        scope: None,
        provenance: None,
    }
}

fn tier(subjects: f64, ratio: f64) -> Tier {
    Tier::new("listed".into(), exact(subjects), TierRatio::Own(exact(ratio)))
}

fn hires(announced: f64, from: &str, to: &str, months: f64) -> Hires {
    Hires {
        name: Rc::from("DGSI"),
        pool: Rc::from("DGSI"),
        announced: exact(announced),
        from: moment(from),
        from_written: Rc::from(from),
        to: moment(to),
        filled: None,
        training_months: Some(exact(months)),
        trainer_share: None,
        assigned: None,
        provenance: None,
    }
}

/// 3,300 officers at the end of 2014, 4,250 recruits a year for two years, a year of training, 4% leaving a year.
fn announced() -> Study {
    Study {
        tiers: vec![tier(11_000.0, 17.5)],
        pools: vec![pool(3_300.0, Some(0.04))],
        hires: vec![hires(8_500.0, "2014", "2016", 12.0)],
        ..Study::default()
    }
}

fn over(study: &Study, dates: &[Moment]) -> Compiled {
    let start = Some(moment("2014"));
    Compiled::over(study, &[], &Timeline { start, dates: dates.to_vec(), until: None }).unwrap()
}

/// The base values of a stage over the dates.
fn stage(compiled: &Compiled, stage: Stage) -> Vec<f64> {
    let staff = compiled.base().years.as_ref().unwrap().staff.as_ref().unwrap();
    let cell = staff.stages.iter().find(|(known, _)| *known == stage).unwrap().1;
    compiled.sheet.base_values()[compiled.sheet.position(cell)].as_slice().to_vec()
}

/// The base values of a quantity of the total over the dates.
fn measure(compiled: &Compiled, measure: Measure) -> Vec<f64> {
    let values = compiled.sheet.base_values();
    let years = compiled.base().years.as_ref().unwrap();
    let at = |tiers: &stakeout::study::TierCells| {
        let source = tiers.total.iter().find(|(known, _)| *known == measure).unwrap().1;
        *values[compiled.sheet.position(source.cell)].get(source.member.unwrap_or(0) as usize).unwrap()
    };
    years.dates.iter().map(at).collect()
}

#[test]
fn recruits_come_out_of_training_and_leave_as_published() {
    let dates = ["2015", "2016", "2017", "2019"].map(moment);
    let compiled = over(&announced(), &dates);
    let trained = stage(&compiled, Stage::Trained);
    for (found, known) in trained.iter().zip([3_170.61, 7_212.41, 11_095.73, 10_242.65]) {
        assert!((found - known).abs() < 0.005, "{found} for {known}");
    }
    assert_eq!(stage(&compiled, Stage::Announced), [4_250.0, 8_500.0, 8_500.0, 8_500.0]);
    assert_eq!(stage(&compiled, Stage::InTraining), [4_250.0, 4_250.0, 0.0, 0.0]);
    assert_eq!(measure(&compiled, Measure::OfficersAvailable), trained);
    assert!((measure(&compiled, Measure::Coverage)[1] - 7_212.41 / 192_500.0).abs() < 1e-7);
}

/// A recurrence by months, as a worksheet has it: leavers at the end of each month, then those out of training.
fn by_months(months: usize, rate: f64) -> f64 {
    let mut there = 3_300.0;
    for month in 1..=months {
        let trained = if (13..=36).contains(&month) { 4_250.0 / 12.0 } else { 0.0 };
        there = there * (1.0 - rate / 12.0) + trained;
    }
    there
}

#[test]
fn monthly_steps_come_within_three_in_a_thousand() {
    let dates: Vec<Moment> =
        (1..=60).map(|month| Moment::of_years(2015.0 + f64::from(month) / 12.0)).collect();
    let trained = stage(&over(&announced(), &dates), Stage::Trained);
    for (month, found) in (1..).zip(trained) {
        let stepped = by_months(month, 0.04);
        assert!((stepped / found - 1.0).abs() < 0.003, "month {month}: {stepped} for {found}");
    }
}

#[test]
fn replacing_leavers_after_a_year_keeps_a_tenth_of_the_posts_empty() {
    let mut study = announced();
    study.hires.clear();
    study.pools = vec![Pool { replacement_months: Some(exact(12.0)), ..pool(200.0, Some(0.1)) }];
    let dates = ["2014-06", "2015", "2018"].map(moment);
    let compiled = Compiled::over(
        &study,
        &[],
        &Timeline { start: Some(moment("2013")), dates: dates.to_vec(), until: None },
    )
    .unwrap();
    let trained = stage(&compiled, Stage::Trained);
    for (found, known) in trained.iter().zip([190.0, 180.0, 180.0]) {
        assert!((found - known).abs() < 1e-9, "{found}");
    }
}

#[test]
fn recruits_who_come_evenly_have_served_half_the_time_when_the_last_comes() {
    let mut study = announced();
    study.hires = vec![hires(1000.0, "2014", "2015", 0.0)];
    study.pools = vec![Pool { replacement_months: Some(exact(12.0)), ..pool(0.0, Some(0.2)) }];
    let dates = ["2015", "2017"].map(moment);
    let timeline = Timeline { start: Some(moment("2014")), dates: dates.to_vec(), until: None };
    let compiled = Compiled::over(&study, &[], &timeline).unwrap();
    for (found, known) in stage(&compiled, Stage::Trained).iter().zip([900.0, 800.0]) {
        assert!((found - known).abs() < 1e-9, "{found}");
    }
}

#[test]
fn trainers_make_a_dip_before_the_recruits_arrive() {
    let mut study = announced();
    study.pools[0].attrition_per_year = None;
    study.hires[0].trainer_share = Some(exact(0.2));
    study.hires[0].assigned = Some(exact(0.5));
    study.hires[0].filled = Some(exact(0.8));
    let dates = ["2014", "2015", "2016", "2017", "2019"].map(moment);
    let available = measure(&over(&study, &dates), Measure::OfficersAvailable);
    // 3,400 in training at the end of 2015 tie up 680 trainers.
    assert_eq!(available, [3_300.0, 2_620.0, 2_620.0 + 1_700.0, 3_300.0 + 3_400.0, 3_300.0 + 3_400.0]);
}

#[test]
fn series_step_or_run_in_straight_lines() {
    let point = |scenario: Option<&str>, date, value, between| SeriesPoint {
        scenario: scenario.map(Rc::from),
        date: moment(date),
        input: "DGSI.officers".into(),
        value: exact(value),
        between,
        provenance: None,
    };
    let mut study = announced();
    study.series =
        vec![point(None, "2016", 4_000.0, Between::Step), point(None, "2018", 5_000.0, Between::Linear)];
    let dates = ["2014", "2015", "2016", "2017", "2018", "2019"].map(moment);
    let compiled = over(&study, &dates);
    // A series of officers says itself what staff there is: hires and leaving add nothing to it.
    assert_eq!(
        measure(&compiled, Measure::OfficersAvailable),
        [3_300.0, 3_300.0, 4_000.0, 4_500.0, 5_000.0, 5_000.0]
    );
    assert!(compiled.find_input("DGSI.officers@2016").is_ok());
    study.series = vec![SeriesPoint { input: "listed.subjects".into(), ..study.series[1].clone() }];
    let compiled = over(&study, &dates);
    let required = measure(&compiled, Measure::OfficersRequired);
    assert_eq!(required[0], 192_500.0);
    assert!((required[2] - 17.5 * 8_000.0).abs() < 1e-6);
    assert_eq!(required[5], 17.5 * 5_000.0);
}

#[test]
fn formulas_name_dates() {
    let mut study = announced();
    let outcome = |name: &str, formula: &str| Outcome {
        name: name.into(),
        formula: formula.into(),
        unit: None,
        place: None,
        provenance: None,
    };
    study.outcomes = vec![
        outcome("gain", "coverage@2019 - coverage@2014"),
        outcome("trained", "officers_trained@2016"),
        outcome("one", "officers_required@2019[listed]"),
        outcome("reached", "first_date(officers_trained, 7000 officers)"),
        outcome("never", "first_date(coverage, 10%)"),
    ];
    let months =
        ["coverage@2017-06", "coverage@2017-06-30", "coverage@2017-Q2", "coverage@2018-06-coverage@2017-06"];
    study.outcomes.extend(months.map(|formula| outcome(formula, formula)));
    let compiled = Compiled::new(&study, &[]).unwrap();
    let values = compiled.sheet.base_values();
    let of = |at: usize| *values[compiled.sheet.position(compiled.base().outcomes[at].1)].get(0).unwrap();
    assert!((of(0) - (10_242.65 - 3_300.0) / 192_500.0).abs() < 1e-6);
    assert!((of(1) - 7_212.41).abs() < 0.005);
    assert_eq!(of(2), 192_500.0);
    assert_eq!(of(3), Moment::of_years(2017.0).day() as f64, "the end of 2016");
    // Three quarters of the recruits are trained by then, the last just now: the dash is no minus.
    let still = |years: f64| (-0.04 * years).exp();
    let june = 3_300.0 * still(2.5) + 6_375.0 * (1.0 - still(1.5)) / 0.06;
    for at in 5..8 {
        assert!((of(at) - june / 192_500.0).abs() < 1e-9, "{}", of(at));
    }
    let later = 3_300.0 * still(3.5) + 8_500.0 * still(0.5) * (1.0 - still(2.0)) / 0.08;
    assert!((of(8) - (later - june) / 192_500.0).abs() < 1e-9, "{}", of(8));
    let never = Moment::of_years(2025.0).next_end(1).day() as f64;
    assert_eq!(of(4), never, "a month after the last date looked at");
    let wrong = |formula: &str| {
        let study = Study { outcomes: vec![outcome("wrong", formula)], ..announced() };
        Compiled::new(&study, &[]).unwrap_err().remove(0).message
    };
    assert_eq!(
        wrong("officers_trained"),
        "`officers_trained` is asked for at a date, as in `officers_trained@2018`"
    );
    let refused = wrong("coverage@2018-6");
    assert!(refused.starts_with("`2018-6` is not a date"), "{refused}");
    assert_eq!(
        wrong("coverage@2010"),
        "2010 is before the start, 2014 (the earliest date in the study): ask for a later date, or give --from an earlier one"
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    /// Nobody comes from nowhere, and nobody is lost.
    #[test]
    fn mass_is_conserved_at_every_date(
        officers in 0.0..10_000.0_f64,
        posts in 0.0..10_000.0_f64,
        filled in 0.0..1.0_f64,
        months in 0.0..40.0_f64,
        rate in 0.0..0.5_f64,
        length in 1_u32..40,
        replacement in prop::option::of(0.0..60.0_f64),
    ) {
        let mut study = announced();
        study.pools = vec![Pool { replacement_months: replacement.map(exact), ..pool(officers, Some(rate)) }];
        let to = Moment::of_years(2015.0 + f64::from(length) / 12.0);
        study.hires = vec![Hires { filled: Some(exact(filled)), to, ..hires(posts, "2014", "2015", months) }];
        let dates: Vec<Moment> = (0..=120).map(|month| Moment::of_years(2015.0 + f64::from(month) / 12.0)).collect();
        let compiled = over(&study, &dates);
        let [announced, recruited, training, trained, left, staff] = STAGES.map(|wanted| stage(&compiled, wanted));
        for at in 0..dates.len() {
            let (come, are) = (officers + recruited[at], training[at] + trained[at] + left[at]);
            prop_assert!((come - are).abs() < 1e-6 * (1.0 + come), "{at}: {come} and {are}");
            prop_assert!((training[at] + trained[at] - staff[at]).abs() < 1e-9 * (1.0 + come));
            prop_assert!((announced[at] * filled - recruited[at]).abs() < 1e-6);
            prop_assert!(training[at] >= 0.0 && left[at] >= -1e-9 && trained[at] >= 0.0);
            prop_assert!(at == 0 || left[at] >= left[at - 1] - 1e-6);
        }
    }
}
