//! What watching part of a list is worth: known answers, and what holds whatever the numbers.

#![allow(clippy::unwrap_used)]

mod program;

use program::{near, numbers, of_folder, row, stakeout_in, three};
use proptest::prelude::*;
use serde_json::Value;
use stakeout::input::{StudySource, read};
use stakeout::sheet::{Bound, BoundKind, InputId};
use stakeout::study::{Compiled, Effect, EffectCell, Rule, Study};
use std::fmt::Write as _;
use std::fs;
use tempfile::TempDir;

const LISTED: &str = "tier,subjects,regime,officers\nlisted,11000,watch,3300\n";
const WATCH: &str = "regime,officers_per_subject\nwatch,20\n";

/// What a regime answers of itself.
fn of_regime(regimes: &str, effect: &str) -> [f64; 3] {
    let hours = ("availability.csv", "net_hours_per_year\n1600\n");
    let files = [("tiers.csv", LISTED), ("regimes.csv", regimes), hours];
    three(&of_folder(&files, &["cover"]), "total", &format!("{effect}[watch]"))
}

/// Whether a number is the one that was worked out by hand, to the last digit given there.
#[track_caller]
fn rounds_to(found: [f64; 3], expected: &str) {
    let places = expected.split_once('.').map_or(0, |(_, places)| places.len());
    assert_eq!(found.map(|value| format!("{value:.places$}")), [expected; 3], "{found:?}");
}

#[test]
fn twelve_losses_of_three_days_leave_91_percent_of_the_year() {
    let regimes = "regime,officers_per_subject,losses_per_year,gap_days\nwatch,20,12,3\n";
    let contact = of_regime(regimes, "in_contact");
    near(contact, [1.0 / (1.0 + 36.0 / 365.0); 3]);
    rounds_to(contact, "0.910224");
}

#[test]
fn longer_windows_hold_more_attacks() {
    for (days, expected) in [(2, "0.124827"), (14, "0.606759"), (21, "0.753403")] {
        let regimes = format!("regime,officers_per_subject,window_days,mean_lead_days\nwatch,20,{days},15\n");
        rounds_to(of_regime(&regimes, "chance_in_window"), expected);
    }
}

#[test]
fn surges_take_officers_by_the_hours_they_can_work() {
    let turns = "regime,on_duty,window_days,hours_on,hours_off\nwatch,3,2,12,12\n";
    near(of_regime(turns, "officers_per_post"), [2.0; 3]);
    let in_all = "regime,on_duty,window_days,hours_in_window\nwatch,3,2,24\n";
    near(of_regime(in_all, "officers_per_post"), [2.0; 3]);
    for (hours, posts) in [(60, 2.8), (48, 3.5)] {
        let weekly = format!("regime,on_duty,window_days,hours_per_week\nwatch,3,14,{hours}\n");
        near(of_regime(&weekly, "officers_per_post"), [posts; 3]);
    }
}

/// Three on watch at 2.0 officers a post are six officers each: no working year is asked for.
#[test]
fn a_surge_is_a_way_to_a_ratio_without_a_working_year() {
    let turns = "regime,on_duty,window_days,hours_on,hours_off\nwatch,3,2,12,12\n";
    let answer = of_folder(&[("tiers.csv", LISTED), ("regimes.csv", turns)], &["cover"]);
    near(three(&answer, "listed", "officers_required"), [66_000.0; 3]);
}

#[test]
fn checks_every_five_years_find_late_what_nobody_reports() {
    let regimes =
        "regime,review_years,hours_per_review,found_between_reviews,years_to_find\nwatch,5,40,70%,0.1\n";
    near(of_regime(regimes, "detection_delay"), [0.82; 3]);
    near(of_regime(regimes, "reviews_per_year"), [2200.0; 3]);
    let alone = "regime,review_years,hours_per_review\nwatch,5,40\n";
    near(of_regime(alone, "detection_delay"), [2.5; 3]);
    let hours = ("availability.csv", "net_hours_per_year\n1600\n");
    let answer = of_folder(&[("tiers.csv", LISTED), ("regimes.csv", alone), hours], &["cover"]);
    near(three(&answer, "listed", "officers_required"), [2200.0 * 40.0 / 1600.0; 3]);
}

#[test]
fn people_within_two_lists_are_checked_once() {
    let tiers =
        "tier,subjects,regime,part_of,share_to_watch\nlisted,1000,watch,,50%\nworst,200,often,listed,\n";
    let regimes = "regime,review_years,hours_per_review\nwatch,5,40\noften,1,40\n";
    let hours = ("availability.csv", "net_hours_per_year\n1600\n");
    let answer = of_folder(&[("tiers.csv", tiers), ("regimes.csv", regimes), hours], &["cover"]);
    near(three(&answer, "total", "reviews_per_year[watch]"), [80.0; 3]);
    near(three(&answer, "total", "reviews_per_year[often]"), [200.0; 3]);
}

#[test]
fn warnings_pass_every_step_of_one_channel_at_least() {
    let answer = |channels: &str| {
        let files = [("tiers.csv", LISTED), ("regimes.csv", WATCH), ("channels.csv", channels)];
        three(&of_folder(&files, &["cover"]), "total", "warning_acted_on")
    };
    rounds_to(answer("channel,sent,received,matched,acted_on\na,90%,80%,70%,60%\n"), "0.3024");
    let alike = "channel,sent,received,matched,acted_on,alike\na,90%,80%,70%,60%,2\n";
    rounds_to(answer(alike), "0.513354");
    let two = "channel,sent,received,matched,acted_on\na,90%,80%,70%,60%\nb,90%,80%,70%,60%\n";
    near(answer(two), answer(alike));
    near(answer("channel,sent,acted_on\na,50%,50%\n"), [0.25; 3]);
}

fn attackers(files: &[(&str, &str)], words: &[&str]) -> Value {
    let shared = [("tiers.csv", LISTED), ("regimes.csv", WATCH), ("attackers.csv", "attackers\n8\n")];
    let kept = shared.iter().filter(|(name, _)| files.iter().all(|(own, _)| own != name));
    let files: Vec<(&str, &str)> = kept.chain(files).copied().collect();
    of_folder(&files, words)
}

#[test]
fn one_in_nine_that_one_of_eight_is_watched() {
    let answer = attackers(&[], &["cover"]);
    near(three(&answer, "total", "chance_watched"), [0.015; 3]);
    let one = three(&answer, "total", "chance_one_watched");
    // Of 11,000 the 165 watched, as choices of eight: C(10835, 8) / C(11000, 8).
    let none: f64 = (0..8).map(|i| (10_835.0 - f64::from(i)) / (11_000.0 - f64::from(i))).product();
    assert!((one[1] - (1.0 - none)).abs() < 1e-13, "{one:?}");
    rounds_to(one, "0.113920");
}

#[test]
fn attackers_on_no_list_are_never_watched() {
    let answer = attackers(&[("attackers.csv", "attackers,not_listed\n8,50%\n")], &["cover"]);
    near(three(&answer, "total", "chance_watched"), [0.0075; 3]);
    near(three(&answer, "total", "chance_one_watched"), [1.0 - 0.9925_f64.powi(8); 3]);
}

#[test]
fn who_is_out_of_sight_is_not_watched() {
    let regimes = "regime,officers_per_subject,losses_per_year,gap_days\nwatch,20,12,3\n";
    let answer = attackers(&[("regimes.csv", regimes)], &["cover"]);
    let chance = 0.015 / (1.0 + 36.0 / 365.0);
    near(three(&answer, "total", "chance_watched"), [chance; 3]);
    let one = three(&answer, "total", "chance_one_watched");
    assert!((one[1] - (1.0 - (1.0 - chance).powi(8))).abs() < 1e-13);
}

const RANKED: &str = "tier,subjects,regime,part_of,priority,attackers_share,officers\nlisted,11000,watch,,2,30%,\n\
                      worst,1000,watch,listed,1,60%,22000\n";

/// 1,100 are watched: the 1,000 of the first list, and 100 of the 10,000 who are on the other alone.
#[test]
fn a_good_ranking_is_worth_more_than_chance() {
    let answer = attackers(&[("tiers.csv", RANKED)], &["cover"]);
    let chance = 0.6 + 0.3 * 100.0 / 10_000.0;
    near(three(&answer, "total", "chance_watched"), [chance; 3]);
    near(three(&answer, "total", "chance_one_watched"), [1.0 - (1.0 - chance).powi(8); 3]);
    let proportional = attackers(&[("tiers.csv", RANKED)], &["allocate", "--rule", "proportional"]);
    let even = proportional["chance_watched"]["base"].as_f64().unwrap();
    near([even; 3], [0.9 * 1100.0 / 11_000.0; 3]);
}

#[test]
fn allocate_says_it_in_a_sentence() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [("t.csv", LISTED), ("r.csv", WATCH), ("a.csv", "attackers\n8\n")] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let said = stakeout_in(&folder, &["allocate", "."], b"");
    let sentence =
        "The chance that a given attacker is watched is 1.5%, and that at least one of 8 is, 11.4%.";
    assert!(said.out.contains(sentence), "{}", said.out);
    let whole = stakeout_in(&folder, &["allocate", ".", "--whole-teams"], b"");
    assert!(!whole.out.contains("attacker is watched is"), "{}", whole.out);
    assert!(whole.err.contains("left out with --whole-teams"), "{}", whole.err);
}

#[test]
fn every_verb_answers_them() {
    let tiers = ("tiers.csv", "tier,subjects,regime,officers\nlisted,11000,watch,3000-3600\n");
    let outcome = ["--outcome", "chance_watched"];
    let explained = attackers(&[tiers], &[&["explain"], &outcome[..]].concat());
    let chance = row(&explained, &[("cell", "chance watched")]);
    near(numbers(chance), [3000.0, 3300.0, 3600.0].map(|officers| officers / 20.0 / 11_000.0));
    let solved = attackers(&[tiers], &["solve", "--for", "officers", "--target", "chance_watched=3%"]);
    let officers = solved["rows"][0]["value"].as_f64().unwrap();
    assert!((officers - 6600.0).abs() < 1e-6, "{officers}");
    let swept = attackers(&[tiers], &[&["sweep", "--vary", "officers=0..220000:3"], &outcome[..]].concat());
    let last = swept["rows"].as_array().unwrap().last().unwrap();
    assert_eq!(last["base"].as_f64(), Some(1.0), "{last}");
    let tornado = attackers(&[tiers], &[&["tornado"], &outcome[..]].concat());
    assert_eq!(tornado["rows"][0]["input"], "officers");
    let sobol = attackers(&[tiers], &[&["sobol", "--samples", "64"], &outcome[..]].concat());
    assert_eq!(sobol["rows"][0]["input"], "officers");
    let scenarios = ("scenarios.csv", "scenario,input,operation,value\nmore,officers,multiply,2\n");
    let compared = attackers(&[tiers, scenarios], &[&["compare"], &outcome[..]].concat());
    let more = row(&compared, &[("scenario", "more"), ("quantity", "chance_watched")]);
    assert!((more["change"].as_f64().unwrap() - 0.015).abs() < 1e-15, "{more}");
}

#[test]
fn draws_of_a_study_without_ranges_are_its_answer() {
    let regimes = "regime,officers_per_subject,losses_per_year,gap_days\nwatch,20,12,3\n";
    let simulated = |outcome: &str| {
        let words = ["simulate", "--draws", "1000", "--outcome", outcome];
        let answer = attackers(&[("regimes.csv", regimes)], &words);
        row(&answer, &[("statistic", "mean")])["value"].as_f64().unwrap()
    };
    let answer = attackers(&[("regimes.csv", regimes)], &["cover"]);
    for outcome in ["chance_watched", "chance_one_watched", "in_contact[watch]"] {
        let expected = three(&answer, "total", outcome)[1];
        assert!((simulated(outcome) - expected).abs() < 1e-12, "{outcome}");
    }
    assert_eq!(simulated("in_contact"), simulated("in_contact[watch]"));
}

#[test]
fn own_formulas_may_use_them() {
    let outcomes = "outcome,formula,unit\nmissed,1 - chance_watched,share\n\
                    posts,officers_per_post * 2,\nsight,in_contact[watch] * officers_available,\n";
    let regimes = "regime,on_duty,window_days,hours_in_window,losses_per_year,gap_days\nwatch,3,2,24,12,3\n";
    let answer = attackers(&[("outcomes.csv", outcomes), ("regimes.csv", regimes)], &["cover"]);
    let chance = three(&answer, "total", "chance_watched")[1];
    near(three(&answer, "total", "missed"), [1.0 - chance; 3]);
    near(three(&answer, "total", "posts"), [4.0; 3]);
    near(three(&answer, "total", "sight"), [3300.0 / (1.0 + 36.0 / 365.0); 3]);
}

#[test]
fn what_is_not_said_is_not_answered() {
    let files = [("tiers.csv", LISTED), ("regimes.csv", WATCH)];
    let answer = of_folder(&files, &["cover"]);
    let rows = answer["rows"].as_array().unwrap();
    assert!(rows.iter().all(|row| Effect::of_key(row["quantity"].as_str().unwrap()).is_none()));
    assert!(!answer["caveats"].to_string().contains("found out or stopped"));
}

#[test]
fn what_it_does_not_say_goes_with_every_chance() {
    let answer = attackers(&[("tiers.csv", RANKED)], &["cover"]);
    let caveats = answer["caveats"].to_string();
    for words in ["found out or stopped", "are assumptions", "independent of each other"] {
        assert!(caveats.contains(words), "{words}: {caveats}");
    }
    let coverage = attackers(&[("tiers.csv", RANKED)], &["cover", "--outcome", "coverage"]);
    assert!(!coverage["caveats"].to_string().contains("found out or stopped"));
}

/// A study of tiers with ranges, and what it says of those who will attack.
#[derive(Debug, Clone)]
struct Numbers {
    /// Subjects, officers per subject, share of attackers: each from, and how much more it may be.
    tiers: Vec<[(u32, u32); 3]>,
    officers: (u32, u32),
    ranked: bool,
    not_listed: Option<(u32, u32)>,
    contact: Option<((u32, u32), (u32, u32))>,
    attackers: u32,
}

fn range() -> impl Strategy<Value = Numbers> {
    let tier = [
        (50..3_000_u32, prop_oneof![2 => Just(0), 1 => 0..400_u32]).boxed(),
        (1..30_u32, prop_oneof![2 => Just(0), 1 => 0..9_u32]).boxed(),
        (0..34_u32, prop_oneof![2 => Just(0), 1 => 0..25_u32]).boxed(),
    ];
    let contact = (
        (0..30_u32, prop_oneof![2 => Just(0), 1 => 0..9_u32]),
        (0..20_u32, prop_oneof![2 => Just(0), 1 => 0..9_u32]),
    );
    (
        prop::collection::vec(tier, 1..4),
        (0..60_000_u32, prop_oneof![2 => Just(0), 1 => 0..900_u32]),
        any::<bool>(),
        prop::option::of((0..80_u32, 0..20_u32)),
        prop::option::of(contact),
        1..12_u32,
    )
        .prop_map(|(tiers, officers, ranked, not_listed, contact, attackers)| {
            let not_listed = not_listed.filter(|_| !ranked);
            Numbers { tiers, officers, ranked, not_listed, contact, attackers }
        })
}

fn cell((low, more): (u32, u32)) -> String {
    if more == 0 { low.to_string() } else { format!("{low} to {}", low + more) }
}

fn share((low, more): (u32, u32)) -> String {
    if more == 0 { format!("{low}%") } else { format!("{low}% to {}%", low + more) }
}

impl Numbers {
    fn write(&self) -> TempDir {
        let folder = tempfile::tempdir().unwrap();
        let mut tiers = String::from("tier,subjects,regime").clone()
            + if self.ranked { ",attackers_share\n" } else { "\n" };
        let mut regimes = String::from("regime,officers_per_subject,losses_per_year,gap_days\n");
        let contact = self.contact.map(|(losses, gap)| format!("{},{}", cell(losses), cell(gap)));
        let contact = contact.unwrap_or_else(|| ",".to_owned());
        // Base values of attackers' shares add up to less than all.
        for (at, [subjects, ratio, attack]) in self.tiers.iter().enumerate() {
            let attack = (attack.0 * 2 / 3, attack.1 / 3);
            let attack = if self.ranked { format!(",{}", share(attack)) } else { String::new() };
            writeln!(tiers, "t{at},{},r{at}{attack}", cell(*subjects)).unwrap();
            writeln!(regimes, "r{at},{},{contact}", cell(*ratio)).unwrap();
        }
        let not_listed = self.not_listed.map(share).unwrap_or_default();
        let files = [
            ("tiers.csv", tiers),
            ("regimes.csv", regimes),
            ("pools.csv", format!("pool,officers\np,{}\n", cell(self.officers))),
            ("attackers.csv", format!("attackers,not_listed\n{},{not_listed}\n", self.attackers)),
        ];
        for (name, text) in files {
            std::fs::write(folder.path().join(name), text).unwrap();
        }
        folder
    }

    fn study(&self) -> Study {
        read(vec![StudySource::Path(self.write().path().to_owned())]).unwrap().study
    }
}

fn effects(compiled: &Compiled) -> Vec<EffectCell> {
    compiled.base().effects.clone()
}

/// The values of an effect with every ranged input at one of its ends.
fn at_corners(compiled: &Compiled, own: EffectCell) -> Vec<f64> {
    let sheet = &compiled.sheet;
    let ranged: Vec<(InputId, (f64, f64))> = sheet
        .inputs()
        .filter(|(_, quantity)| !quantity.is_exact())
        .map(|(id, quantity)| (id, quantity.ends().unwrap()))
        .collect();
    let corner = |corner: usize| {
        let value = |id: InputId| match ranged.iter().position(|(known, _)| *known == id) {
            Some(at) if corner >> at & 1 == 1 => ranged[at].1.1,
            Some(at) => ranged[at].1.0,
            None => sheet.quantity(id).unwrap().base(),
        };
        *sheet.values(&value)[sheet.position(own.cell)].get(0).unwrap()
    };
    (0..1 << ranged.len()).map(corner).collect()
}

fn ends_are_those_of_the_corners(bound: &Bound, corners: &[f64]) -> Result<(), TestCaseError> {
    let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
    let high = corners.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    // An end is found to 1e-10, and a chance of nearly 1 is a difference of two numbers.
    prop_assert!(bound.low <= low + 1e-9 && bound.high >= high - 1e-9, "{bound:?}: {low} to {high}");
    if bound.kind == BoundKind::Exact {
        prop_assert!((bound.low - low).abs() < 1e-9, "{bound:?}: {low} to {high}");
        prop_assert!((bound.high - high).abs() < 1e-9, "{bound:?}: {low} to {high}");
    }
    Ok(())
}

fn chances_are_within_their_ends(numbers: &Numbers) -> Result<(), TestCaseError> {
    let compiled = Compiled::new(&numbers.study(), &[]).unwrap();
    let bounds = compiled.sheet.bounds().unwrap();
    for own in effects(&compiled) {
        let bound = bounds.of(own.cell, 0);
        prop_assert!(0.0 <= bound.low && bound.low <= bound.base, "{own:?}: {bound:?}");
        prop_assert!(bound.base <= bound.high && bound.high <= 1.0, "{own:?}: {bound:?}");
        if compiled.sheet.inputs().filter(|(_, quantity)| !quantity.is_exact()).count() < 11 {
            ends_are_those_of_the_corners(&bound, &at_corners(&compiled, own))?;
        }
    }
    Ok(())
}

#[test]
fn a_chance_of_nothing_begins_at_nothing() {
    // Nobody of the first two lists attacks, and nobody is left to watch the third.
    let tiers = vec![[(50, 1), (1, 0), (0, 0)], [(1391, 0), (27, 0), (0, 0)], [(50, 0), (1, 0), (0, 3)]];
    let known =
        Numbers { tiers, officers: (51, 0), ranked: true, not_listed: None, contact: None, attackers: 1 };
    chances_are_within_their_ends(&known).unwrap();
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn chances_are_chances_and_their_ends_those_of_the_inputs(numbers in range()) {
        chances_are_within_their_ends(&numbers)?;
    }

    #[test]
    fn more_officers_never_watch_fewer_attackers(numbers in range(), more in 1..9_000_u32) {
        // In the order of the lists: a larger share further down may not be reached, but nobody is left out again.
        let chances = |numbers: &Numbers, rule: Rule| -> Vec<f64> {
            let compiled = Compiled::allocated(&numbers.study(), &[], rule).unwrap();
            let values = compiled.sheet.base_values();
            let value = |own: EffectCell| *values[compiled.sheet.position(own.cell)].get(0).unwrap();
            effects(&compiled).into_iter().map(value).collect()
        };
        let then = Numbers { officers: (numbers.officers.0 + more, numbers.officers.1), ..numbers.clone() };
        for rule in [Rule::Priority, Rule::Proportional] {
            for (now, then) in chances(&numbers, rule).iter().zip(chances(&then, rule)) {
                prop_assert!(then >= now - 1e-12, "{rule:?}: {now} and then {then}");
            }
        }
    }

    #[test]
    fn at_least_one_is_likelier_than_a_given_one(numbers in range()) {
        let compiled = Compiled::new(&numbers.study(), &[]).unwrap();
        let values = compiled.sheet.base_values();
        let of = |effect: Effect| {
            let own = effects(&compiled).into_iter().find(|own| own.effect == effect).unwrap();
            *values[compiled.sheet.position(own.cell)].get(0).unwrap()
        };
        let (one, any) = (of(Effect::ChanceWatched), of(Effect::ChanceOneWatched));
        prop_assert!(any >= one - 1e-12, "{one} and {any}");
    }

    /// Whether by choices of a few from all or one by one: 1 - C(N - K, m) / C(N, m) by whole numbers.
    #[test]
    fn choices_are_counted_as_whole_numbers_are(listed in 20..90_u32, watched in 0..90_u32, attackers in 1..9_u32) {
        let watched = watched.min(listed);
        let numbers = Numbers {
            tiers: vec![[(listed, 0), (1, 0), (0, 0)]],
            officers: (watched, 0),
            ranked: false,
            not_listed: None,
            contact: None,
            attackers,
        };
        let compiled = Compiled::new(&numbers.study(), &[]).unwrap();
        let values = compiled.sheet.base_values();
        let own = effects(&compiled).into_iter().find(|own| own.effect == Effect::ChanceOneWatched).unwrap();
        let found = *values[compiled.sheet.position(own.cell)].get(0).unwrap();
        let expected = 1.0 - choices(listed - watched, attackers) / choices(listed, attackers);
        prop_assert!((found - expected).abs() < 1e-12, "{found} instead of {expected}");
    }
}

/// C(n, k), exactly: all are below 2^53.
fn choices(n: u32, k: u32) -> f64 {
    let mut ways: u64 = 1;
    for i in 0..u64::from(k) {
        ways = ways * u64::from(n).saturating_sub(i) / (i + 1);
    }
    #[allow(clippy::cast_precision_loss)]
    let ways = ways as f64;
    ways
}

#[test]
fn settings_are_held_to_what_files_are() {
    let wrong = |setting: &str, told: &str| {
        let said = program::stakeout(&["cover", "data/moscow-2024-warning", "--set", setting]);
        assert_eq!((said.code, said.err.as_str()), (Some(2), told), "{setting}");
    };
    wrong("[48 hours].hours_on=0", "error: --set makes `[48 hours].hours_on` 0, which cannot be\n");
    wrong(
        "[two weeks].hours_per_week=200",
        "error: --set makes `[two weeks].hours_per_week` more than 168, which cannot be\n",
    );
    wrong(
        "[two weeks].hours_per_week*=4",
        "error: --set makes `[two weeks].hours_per_week` more than 168, which cannot be\n",
    );
}

#[test]
fn cover_draws_lists_only() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("figure.svg");
    let words =
        ["cover", "data/moscow-2024-warning", "--outcome", "warning_acted_on", "-o", file.to_str().unwrap()];
    let said = program::stakeout(&words);
    assert_eq!(said.code, Some(2));
    assert_eq!(
        said.err,
        "error: cover draws quantities of lists, and warning_acted_on is one of the whole study: compare, tornado, sweep \
         and simulate draw it\n"
    );
    assert!(!file.exists());
}

#[test]
fn how_firmly_attackers_are_stated_is_said() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(
        folder.path().join("tiers.csv"),
        "tier,subjects,officers_per_subject,officers\na,1000,10,900\n",
    )
    .unwrap();
    let caveats = |attackers: &str| {
        fs::write(folder.path().join("attackers.csv"), format!("attackers\n{attackers}\n")).unwrap();
        program::stakeout_in(folder.path(), &["cover", ".", "--outcome", "chance_one_watched"], b"").out
    };
    assert!(caveats("at least 8").contains("attackers are stated as a number at least"));
    assert!(caveats("up to 8").contains("attackers are stated as a number at most"));
    assert!(caveats("about 8").contains("the number of attackers is stated as about"));
    assert!(!caveats("8").contains("stated as"));
}

#[test]
fn a_change_that_is_an_enclosure_is_said_to_be_one() {
    let caveats = |study: &str| program::answer(&["compare", study])["caveats"].to_string();
    assert!(caveats("data/vetting-2019").contains(
        "low and high of the change of subjects not watchable at that level enclose what the inputs allow"
    ));
    assert!(!caveats("data/france-2015").contains("enclose"));
}
