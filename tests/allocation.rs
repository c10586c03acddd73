//! Scarce officers over tiers: known answers, mass, and the optimum against a linear-programming solver.

#![allow(clippy::unwrap_used)]

use microlp::{ComparisonOp, OptimizationDirection, Problem, SolveOutcome};
use proptest::prelude::*;
use stakeout::input::{StudySource, read};
use stakeout::sheet::{BoundKind, CellId, Source};
use stakeout::study::allocation::{Case, Line, State, Watch, Ways, allocate, steps};
use stakeout::study::{Compiled, Measure, Rule, Study};
use std::fmt::Write as _;

/// Numbers of people and officers this close are equal.
const CLOSE: f64 = 1e-6;

fn way(officers: f64) -> Watch {
    Watch { regime: None, officers, worth: 1.0 }
}

/// 1,200, 1,800 and 8,000 people at 17.5, 8 and 1 officers each, all of the same value.
fn three_lists() -> Case {
    let line = |subjects, officers| Line { subjects, minimum: 0.0, value: 1.0, ways: vec![way(officers)] };
    Case {
        lines: vec![line(1200.0, 17.5), line(1800.0, 8.0), line(8000.0, 1.0)],
        ranked: vec![0, 1, 2],
        rooms: Vec::new(),
    }
}

fn watched(state: &State) -> Vec<f64> {
    (0..state.watched.len()).map(|line| state.watched_in(line)).collect()
}

#[test]
fn strict_priority_watches_188_of_the_first_and_none_of_the_others() {
    let filled = allocate(&three_lists(), Rule::Priority, 3300.0, false);
    assert_eq!(watched(&filled.state), [3300.0 / 17.5, 0.0, 0.0]);
    assert_eq!(filled.left, 0.0);
    let whole = allocate(&three_lists(), Rule::Priority, 3300.0, true);
    // The 10 officers who make no team of 17.5 are left over: the first tier is not in full.
    assert_eq!(watched(&whole.state), [188.0, 0.0, 0.0]);
    assert_eq!((whole.left, whole.missing), (10.0, Some(7.5)));
}

#[test]
fn the_naive_value_watches_only_the_least_dangerous() {
    let case = three_lists();
    let filled = allocate(&case, Rule::Value, 3300.0, false);
    assert_eq!(watched(&filled.state), [0.0, 0.0, 3300.0]);
    let displaced = case.displaced(&filled, 3300.0, false);
    assert_eq!(displaced.len(), 1);
    assert_eq!((displaced[0].tier, displaced[0].unwatched), (0, 3300.0 / 17.5));
    assert_eq!(displaced[0].by, [(2, 3300.0)]);
    let strict = allocate(&case, Rule::Priority, 3300.0, false);
    assert!(case.displaced(&strict, 3300.0, false).is_empty());
}

#[test]
fn by_value_smaller_teams_take_whom_a_larger_one_cannot_use() {
    let mut case = three_lists();
    case.lines[0].value = 100.0;
    let whole = allocate(&case, Rule::Value, 3300.0, true);
    // 188 teams of 17.5 take 3,290; the last list gains most from the 10 others, one each.
    assert_eq!(watched(&whole.state), [188.0, 0.0, 10.0]);
    assert_eq!((whole.left, whole.missing), (0.0, Some(1.0)));
    assert_eq!(watched(&allocate(&case, Rule::Priority, 3300.0, true).state), [188.0, 0.0, 0.0]);
}

#[test]
fn in_proportion_every_tier_has_the_same_share() {
    let filled = allocate(&three_lists(), Rule::Proportional, 3300.0, false);
    let share = 3300.0 / (1200.0 * 17.5 + 1800.0 * 8.0 + 8000.0);
    for (found, subjects) in watched(&filled.state).iter().zip([1200.0, 1800.0, 8000.0]) {
        assert!((found / subjects - share).abs() < 1e-12);
    }
}

#[test]
fn one_more_officer_buys_a_seventeenth() {
    let gained = three_lists().one_more(Rule::Priority, 3300.0, false);
    assert_eq!(gained.len(), 1);
    assert_eq!((gained[0].tier, gained[0].way), (0, 0));
    assert!((gained[0].subjects - 1.0 / 17.5).abs() < 1e-9);
    assert!(three_lists().one_more(Rule::Priority, 1e6, false).is_empty());
}

#[test]
fn a_full_regime_sends_people_to_the_next() {
    let ways = vec![
        Watch { regime: Some(0), officers: 10.0, worth: 1.0 },
        Watch { regime: Some(1), officers: 2.0, worth: 0.5 },
    ];
    let case = Case {
        lines: vec![Line { subjects: 100.0, minimum: 0.0, value: 1.0, ways }],
        ranked: vec![0],
        rooms: vec![20.0, f64::INFINITY],
    };
    let filled = allocate(&case, Rule::Priority, 250.0, false);
    assert_eq!(filled.state.watched, [[20.0, 25.0]]);
    assert_eq!(filled.left, 0.0);
}

/// A small number of people, or a whole number of hundreds: sizes that tie.
fn lines() -> impl Strategy<Value = Case> {
    let way = (0..3_usize, 0..4_u8, prop::bool::weighted(0.2));
    let line = (1..60_u32, prop_oneof![Just(0_u32), 0..100_u32], 1..9_u32, prop::collection::vec(way, 1..4));
    let room = prop_oneof![Just(f64::INFINITY), (0..80_u32).prop_map(f64::from)];
    let regimes = prop::collection::vec((1..40_u32, 0..=10_u32, room), 3);
    let case = (prop::collection::vec(line, 1..5), regimes, 1..20_u32);
    case.prop_map(|(lines, regimes, own)| {
        let watch = |regime: usize| Watch {
            regime: Some(regime),
            officers: f64::from(regimes[regime].0) / 2.0,
            worth: f64::from(regimes[regime].1) / 10.0,
        };
        let line = |(subjects, minimum, value, ways): &(u32, u32, u32, Vec<(usize, u8, bool)>)| {
            let mut own_ways: Vec<Watch> = Vec::new();
            for (at, (regime, _, is_own)) in ways.iter().enumerate() {
                let way = if *is_own && at == 0 { way_of(own) } else { watch(*regime) };
                if own_ways.iter().all(|known| known.regime != way.regime) {
                    own_ways.push(way);
                }
            }
            let minimum = f64::from(*minimum) / 100.0;
            Line { subjects: f64::from(*subjects) * 10.0, minimum, value: f64::from(*value), ways: own_ways }
        };
        Case {
            lines: lines.iter().map(line).collect(),
            ranked: (0..lines.len()).rev().collect(),
            rooms: regimes.iter().map(|regime| regime.2).collect(),
        }
    })
}

fn way_of(officers: u32) -> Watch {
    way(f64::from(officers))
}

/// The largest value by a linear-programming solver, with the least shares' people fixed where the steps put them.
fn optimum(case: &Case, available: f64) -> f64 {
    let mut state = State::empty(case);
    let mut left = available;
    for step in steps(case, Rule::Value, Ways::Reached).iter().filter(|step| step.is_minimum) {
        let people = state.limit(case, step).min(left / case.cost(step));
        state.apply(case, step, people);
        left -= people * case.cost(step);
    }
    let mut problem = Problem::new(OptimizationDirection::Maximize);
    let mut officers = Vec::new();
    let mut rooms = vec![Vec::new(); case.rooms.len()];
    for (at, line) in case.lines.iter().enumerate() {
        let mut people = Vec::new();
        for way in &line.ways {
            let variable = problem.add_var(line.value * way.worth, (0.0, f64::INFINITY));
            people.push((variable, 1.0));
            officers.push((variable, way.officers));
            if let Some(regime) = way.regime {
                rooms[regime].push((variable, 1.0));
            }
        }
        problem.add_constraint(people, ComparisonOp::Le, state.unwatched[at]);
    }
    problem.add_constraint(officers, ComparisonOp::Le, left.max(0.0));
    for (room, people) in state.rooms.iter().zip(rooms) {
        if room.is_finite() {
            problem.add_constraint(people, ComparisonOp::Le, room.max(0.0));
        }
    }
    let SolveOutcome::Solution(solution) = problem.solve().unwrap() else {
        panic!("the solver was interrupted")
    };
    state.value(case) + solution.objective()
}

fn conserves(case: &Case, rule: Rule, available: f64, whole: bool) -> Result<(), TestCaseError> {
    let filled = allocate(case, rule, available, whole);
    let mut assigned = 0.0;
    let mut rooms = vec![0.0; case.rooms.len()];
    for (at, line) in case.lines.iter().enumerate() {
        prop_assert!(filled.state.watched_in(at) <= line.subjects + CLOSE);
        for (way, people) in line.ways.iter().zip(&filled.state.watched[at]) {
            prop_assert!(*people >= -CLOSE);
            prop_assert!(!whole || (people - people.round()).abs() < CLOSE, "{people}");
            assigned += people * way.officers;
            if let Some(regime) = way.regime {
                rooms[regime] += people;
            }
        }
    }
    prop_assert!(rooms.iter().zip(&case.rooms).all(|(used, room)| *used <= room + CLOSE));
    prop_assert!((assigned + filled.left - available).abs() <= CLOSE * available.max(1.0));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn the_value_rule_is_the_optimum(case in lines(), available in 0..4000_u32) {
        let available = f64::from(available);
        let filled = allocate(&case, Rule::Value, available, false);
        let (found, best) = (filled.state.value(&case), optimum(&case, available));
        prop_assert!((found - best).abs() <= CLOSE * best.max(1.0), "{found} instead of {best}");
    }

    #[test]
    fn officers_assigned_and_left_over_are_those_there_are(case in lines(), available in 0..4000_u32, whole: bool) {
        for rule in Rule::ALL {
            conserves(&case, rule, f64::from(available), whole)?;
        }
    }

    #[test]
    fn officers_are_left_over_only_where_they_could_watch_nobody(case in lines(), available in 0..4000_u32) {
        for rule in [Rule::Priority, Rule::Proportional] {
            let filled = allocate(&case, rule, f64::from(available), false);
            for (at, line) in case.lines.iter().enumerate().filter(|_| filled.left > CLOSE) {
                let has_room = |regime: Option<usize>| regime.is_none_or(|at| filled.state.rooms[at] > CLOSE);
                let has_way = line.ways.iter().any(|way| has_room(way.regime));
                prop_assert!(filled.state.unwatched[at] < CLOSE || !has_way, "{rule:?}: {} left", filled.left);
            }
        }
    }

    #[test]
    fn nobody_of_a_lower_tier_before_a_higher_one(case in lines(), available in 0..4000_u32) {
        let case = Case { lines: case.lines.into_iter().map(|line| Line { minimum: 0.0, ..line }).collect(), ..case };
        let filled = allocate(&case, Rule::Priority, f64::from(available), false);
        let higher = case.ranked.iter().scan(false, |is_short, line| {
            let before = *is_short;
            let room = case.lines[*line].ways.iter().enumerate().any(|(way, own)| {
                own.regime.is_none_or(|regime| filled.state.rooms[regime] > CLOSE) && case.room(*line, way) > 0.0
            });
            *is_short |= room && filled.state.unwatched[*line] > CLOSE;
            Some((*line, before))
        });
        for (line, is_short) in higher.collect::<Vec<_>>() {
            prop_assert!(!is_short || filled.state.watched_in(line) < CLOSE);
        }
    }

    #[test]
    fn more_officers_never_watch_less_of_the_first(case in lines(), available in 0..4000_u32, more in 1..500_u32) {
        let first = case.ranked[0];
        let of = |officers: u32| allocate(&case, Rule::Priority, f64::from(officers), false).state.watched_in(first);
        prop_assert!(of(available + more) >= of(available) - CLOSE);
    }
}

/// The case as the tables of a study.
fn study(case: &Case, available: u32) -> Study {
    let mut tiers =
        "tier,subjects,officers_per_subject,regime,fallback_regimes,minimum_share,value,priority\n"
            .to_owned();
    for (at, line) in case.lines.iter().enumerate() {
        let own = line.ways[0]
            .regime
            .map_or_else(|| format!("{},", line.ways[0].officers), |regime| format!(",regime {regime}"));
        let others: Vec<String> = line.ways[1..]
            .iter()
            .filter_map(|way| way.regime)
            .map(|regime| format!("regime {regime}"))
            .collect();
        let rank = case.ranked.iter().position(|known| *known == at).unwrap();
        let Line { subjects, minimum, value, .. } = line;
        let others = others.join(" > ");
        writeln!(tiers, "tier {at},{subjects},{own},{others},{minimum},{value},{rank}").unwrap();
    }
    let mut regimes = "regime,officers_per_subject,most_subjects,worth\n".to_owned();
    for (at, room) in case.rooms.iter().enumerate() {
        let used = || case.lines.iter().flat_map(|line| &line.ways).find(|way| way.regime == Some(at));
        let way = used().copied().unwrap_or(Watch { regime: None, officers: 1.0, worth: 1.0 });
        let room = if room.is_finite() { format!("{room}") } else { String::new() };
        writeln!(regimes, "regime {at},{},{room},{}", way.officers, way.worth).unwrap();
    }
    let folder = tempfile::tempdir().unwrap();
    let files = [
        ("tiers.csv", tiers),
        ("regimes.csv", regimes),
        ("pools.csv", format!("pool,officers\nservice,{available}\n")),
    ];
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    read(vec![StudySource::Path(folder.path().to_owned())]).unwrap().study
}

fn base(compiled: &Compiled, cell: CellId, member: usize) -> f64 {
    *compiled.sheet.base_values()[compiled.sheet.position(cell)].get(member).unwrap()
}

fn at(compiled: &Compiled, source: Source) -> f64 {
    base(compiled, source.cell, source.member.unwrap_or(0) as usize)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_sheet_says_what_the_numbers_say(case in lines(), available in 0..4000_u32) {
        let study = study(&case, available);
        for rule in Rule::ALL {
            let compiled = Compiled::allocated(&study, &[], rule).unwrap();
            let allocation = compiled.base().allocation.clone().unwrap();
            prop_assert_eq!(&allocation.case.ranked, &case.ranked);
            let filled = allocate(&allocation.case, rule, f64::from(available), false);
            let mut ways = vec![0; case.lines.len()];
            for row in &allocation.rows {
                let expected = filled.state.watched[row.tier][ways[row.tier]];
                let officers = expected * allocation.case.lines[row.tier].ways[ways[row.tier]].officers;
                ways[row.tier] += 1;
                let (found, staff) = (at(&compiled, row.watched), at(&compiled, row.officers));
                prop_assert!((found - expected).abs() < CLOSE, "{rule:?}: {found} instead of {expected}");
                prop_assert!((staff - officers).abs() < 20.0 * CLOSE, "{rule:?}: {staff} instead of {officers}");
            }
            let left = allocation.total.iter().find(|(measure, _)| *measure == Measure::OfficersLeftOver);
            prop_assert!((at(&compiled, left.unwrap().1) - filled.left).abs() < 20.0 * CLOSE);
            let bounds = compiled.sheet.bounds().unwrap();
            for row in &allocation.rows {
                let bound = bounds.of(row.watched.cell, row.watched.member.unwrap_or(0));
                prop_assert!((bound.low, bound.high) == (bound.base, bound.base) || bound.base.is_nan());
            }
        }
    }
}

/// Two regimes whose officers per subject are ranges, in three tiers that share them; officers are a range too.
#[derive(Debug, Clone)]
struct Ranged {
    ratios: [(u32, u32); 2],
    officers: (u32, u32),
    room: u32,
    subjects: [u32; 3],
    minimum: u32,
}

fn ranged() -> impl Strategy<Value = Ranged> {
    let ratio = || (1..20_u32, 0..10_u32).prop_map(|(low, more)| (low, low + more));
    let officers = (0..1500_u32, 0..500_u32).prop_map(|(low, more)| (low, low + more));
    let case = ([ratio(), ratio()], officers, 0..60_u32, [1..90_u32, 1..90_u32, 1..90_u32], 0..50_u32);
    case.prop_map(|(ratios, officers, room, subjects, minimum)| Ranged {
        ratios,
        officers,
        room,
        subjects,
        minimum,
    })
}

impl Ranged {
    fn study(&self) -> Study {
        let range = |(low, high): (u32, u32)| format!("{low} to {high}");
        let [first, second, third] = self.subjects;
        let tiers = format!(
            "tier,subjects,regime,fallback_regimes,minimum_share,priority\na,{first},r0,r1,0,1\nb,{second},r1,,0,2\n\
             c,{third},r0,r1,{}%,3\n",
            self.minimum
        );
        let (close, other) = (range(self.ratios[0]), range(self.ratios[1]));
        let regimes =
            format!("regime,officers_per_subject,most_subjects\nr0,{close},{}\nr1,{other},\n", self.room);
        let pools = format!("pool,officers\nservice,{}\n", range(self.officers));
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in [("tiers.csv", tiers), ("regimes.csv", regimes), ("pools.csv", pools)] {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        read(vec![StudySource::Path(folder.path().to_owned())]).unwrap().study
    }

    /// Who is watched by tier and way, with each ratio and the officers at this part of their ranges.
    fn watched(&self, case: &Case, parts: [f64; 3], rule: Rule) -> Vec<f64> {
        let at =
            |(low, high): (u32, u32), part: f64| f64::from(low) + (f64::from(high) - f64::from(low)) * part;
        let mut case = case.clone();
        for way in case.lines.iter_mut().flat_map(|line| &mut line.ways) {
            let regime = way.regime.unwrap();
            way.officers = at(self.ratios[regime], parts[regime]);
        }
        let filled = allocate(&case, rule, at(self.officers, parts[2]), false);
        filled.state.watched.into_iter().flatten().collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(30))]

    #[test]
    fn no_ranges_lead_outside_the_ends_and_exact_ends_are_reached(ranged in ranged()) {
        let study = ranged.study();
        let steps = [0.0, 0.2, 0.5, 0.8, 1.0];
        for rule in [Rule::Priority, Rule::Proportional] {
            let compiled = Compiled::allocated(&study, &[], rule).unwrap();
            let allocation = compiled.base().allocation.clone().unwrap();
            let bounds = compiled.sheet.bounds().unwrap();
            let (mut least, mut most) = (vec![f64::INFINITY; 5], vec![f64::NEG_INFINITY; 5]);
            for (a, b, c) in (0..125).map(|at| (steps[at % 5], steps[at / 5 % 5], steps[at / 25])) {
                for (at, people) in ranged.watched(&allocation.case, [a, b, c], rule).into_iter().enumerate() {
                    least[at] = least[at].min(people);
                    most[at] = most[at].max(people);
                }
            }
            for (at, row) in allocation.rows.iter().enumerate() {
                let bound = bounds.of(row.watched.cell, row.watched.member.unwrap_or(0));
                prop_assert!(bound.low <= least[at] + CLOSE && most[at] <= bound.high + CLOSE, "{rule:?} {at}: {bound:?}");
                if bound.kind == BoundKind::Exact {
                    prop_assert!((bound.low - least[at]).abs() < CLOSE, "{rule:?} {at}: {} for {}", bound.low, least[at]);
                    prop_assert!((bound.high - most[at]).abs() < CLOSE, "{rule:?} {at}: {} for {}", bound.high, most[at]);
                }
            }
        }
    }
}
