//! The verb allocate from outside: known answers, its warnings, its figure, and the other verbs on what it answers.

#![allow(clippy::unwrap_used)]

mod program;

use program::{answer, of_folder, row, stakeout, stakeout_in};
use serde_json::Value;

/// 1,200, 1,800 and 8,000 people at 17.5, 8 and 1 officers each, 3,300 officers; each is worth the same.
const THREE_LISTS: &str = "tier,subjects,officers_per_subject,officers,value\n\
    foreign fighters,1200,17.5,3300,1\nradicalised,1800,8,3300,1\nlisted only,8000,1,3300,1\n";

fn three_lists(words: &[&str]) -> Value {
    of_folder(&[("tiers.csv", THREE_LISTS)], &[&["allocate"], words].concat())
}

fn watched(answer: &Value, tier: &str) -> f64 {
    row(answer, &[("tier", tier)])["watched"].as_f64().unwrap()
}

#[test]
fn strict_priority_watches_the_first_list_only() {
    let answer = three_lists(&[]);
    assert!((watched(&answer, "foreign fighters") - 188.571_428_571_428_58).abs() < 1e-9);
    assert_eq!((watched(&answer, "radicalised"), watched(&answer, "listed only")), (0.0, 0.0));
    let gained = &answer["one_more_officer"][0];
    assert_eq!(gained["tier"], "foreign fighters");
    assert!((gained["subjects"].as_f64().unwrap() - 1.0 / 17.5).abs() < 1e-9);
    assert!(answer["displaced"].is_null());
}

#[test]
fn the_value_rule_warns_where_a_lower_tier_displaces_a_higher_one() {
    let answer = three_lists(&["--rule", "value"]);
    assert_eq!(watched(&answer, "listed only"), 3300.0);
    let caveats = answer["caveats"].to_string();
    let warning = "a lower tier displaces a higher one: 189 of \\\"foreign fighters\\\", whom strict priority would \
                   watch, are left out for 3,300 more of \\\"listed only\\\"";
    assert!(caveats.contains(warning), "{caveats}");
    assert_eq!(answer["displaced"][0]["by"][0]["tier"], "listed only");
    // Where the first list is worth so much that it comes first, nothing is displaced.
    let worth = three_lists(&["--rule", "value", "--set", "[foreign fighters].value=100"]);
    assert!(!worth["caveats"].to_string().contains("displaces"), "{worth:#}");
    assert!((watched(&worth, "foreign fighters") - 3300.0 / 17.5).abs() < 1e-9);
}

#[test]
fn the_value_rule_asks_for_values() {
    let said = stakeout(&["allocate", "data/france-2015", "--rule", "value"]);
    assert_eq!(said.code, Some(2));
    assert_eq!(
        said.err,
        "error: the tier `watch lists` does not say what watching one of its subjects is worth, which the value rule \
         needs: add the column `value` to the tiers table, or use --rule priority\n"
    );
}

#[test]
fn whole_teams_leave_officers_over() {
    let answer = three_lists(&["--whole-teams"]);
    assert_eq!(watched(&answer, "foreign fighters"), 188.0);
    assert_eq!(row(&answer, &[("tier", "[left over]")])["officers"], 10.0);
    let said = stakeout_in(".", &["allocate", "-", "--whole-teams"], THREE_LISTS.as_bytes());
    assert!(said.out.contains("One more officer would make no whole team; 7.50 more would."), "{}", said.out);
}

#[test]
fn ranks_are_followed_and_inner_lists_come_first_without_them() {
    let answer = answer(&["allocate", "data/france-2015"]);
    assert_eq!(watched(&answer, "radicalised"), 0.0);
    assert!((watched(&answer, "foreign fighters") - 3300.0 / 17.5).abs() < 1e-9);
    let notes = answer["notes"].to_string();
    assert!(
        notes.contains("no tier has a rank (`priority`): inner lists come before those around them"),
        "{notes}"
    );
    let ranked = three_lists(&["--set", "[listed only].priority=0"]);
    assert_eq!(watched(&ranked, "listed only"), 3300.0);
}

#[test]
fn what_is_stated_one_sided_stays_one_sided() {
    let answer = answer(&["allocate", "data/france-2015"]);
    assert_eq!(row(&answer, &[("tier", "total")])["qualifier"], "at most");
    let said = stakeout(&["allocate", "data/france-2015"]);
    assert!(said.out.contains("about 3,300 officers watch at most 165 to 220 of"), "{}", said.out);
}

#[test]
fn a_study_without_officers_says_what_is_missing() {
    let said = stakeout_in(".", &["allocate", "-"], b"tier,subjects,officers_per_subject\na,100,2\n");
    assert_eq!(said.code, Some(2));
    assert_eq!(
        said.err,
        "error: there are no officers to allocate: the study says nothing about them; add a column `officers` or a \
         pools table\n"
    );
}

#[test]
fn a_rank_cannot_be_set_to_a_range() {
    let said = stakeout(&["allocate", "data/scarce-officers", "--set", "radicalised.priority=1-3"]);
    assert_eq!(said.code, Some(2));
    assert_eq!(
        said.err,
        "error: `radicalised.priority` is set to a range: tiers are watched in one order, so give one number, 1 for the \
         tier that comes first\n"
    );
}

#[test]
fn too_many_tiers_are_refused() {
    let mut study = "tier,subjects,officers_per_subject,officers\n".to_owned();
    study.extend((0..1001).map(|tier| format!("t{tier},10,2,30\n")));
    let said = stakeout_in(".", &["allocate", "-"], study.as_bytes());
    assert_eq!(said.code, Some(2));
    assert_eq!(
        said.err,
        "error: officers are allocated to up to 1,000 tiers, and there are 1,001: put tiers together\n"
    );
    assert_eq!(stakeout_in(".", &["cover", "-"], study.as_bytes()).code, Some(0));
    let rows = (0..51).map(|tier| format!("t{tier},10,limited,other\n"));
    let tiers = format!("tier,subjects,regime,fallback_regimes\n{}", rows.collect::<Vec<String>>().concat());
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in [
        ("tiers.csv", tiers.as_str()),
        ("regimes.csv", "regime,officers_per_subject,most_subjects\nlimited,2,9\nother,1,\n"),
        ("pools.csv", "pool,officers\nservice,30\n"),
    ] {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let said = stakeout_in(folder.path(), &["allocate", ".", "--rule", "proportional"], b"");
    assert_eq!(
        said.err,
        "error: the proportional rule with limits on regimes (`most_subjects`) and `fallback_regimes` is worked out for \
         up to 50 tiers, and there are 51: leave one of the two out, put tiers together, or use --rule priority\n"
    );
}

#[test]
fn an_outcome_is_refused_with_where_to_ask_for_it() {
    let said = stakeout(&["allocate", "data/scarce-officers", "--outcome", "coverage"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.err.contains("allocate always answers who is watched; for one quantity try"),
        "{}",
        said.err
    );
}

#[test]
fn limits_move_by_setting_them() {
    let of = |limit: &str| {
        let answer = answer(&[
            "allocate",
            "data/scarce-officers",
            "--set",
            &format!("[round the clock].most_subjects={limit}"),
        ]);
        row(&answer, &[("tier", "foreign fighters"), ("regime", "round the clock")])["watched"]
            .as_f64()
            .unwrap()
    };
    assert_eq!((of("40"), of("0")), (40.0, 0.0));
}

/// What `verb` says of the people watched on the first list, with these words.
fn of_first(verb: &str, words: &[&str]) -> Value {
    answer(
        &[
            &[verb, "data/scarce-officers", "--outcome", "subjects_watched", "--tier", "foreign fighters"],
            words,
        ]
        .concat(),
    )
}

#[test]
fn the_other_verbs_answer_what_is_watched() {
    let tornado = of_first("tornado", &[]);
    let only = row(&tornado, &[("input", "[round the clock].officers_per_subject")]);
    assert_eq!((&only["outcome_low"], &only["outcome_high"]), (&Value::from(152.5), &Value::from(102.5)));
    let simulate = of_first("simulate", &["--draws", "20000"]);
    let mean = row(&simulate, &[("statistic", "mean")])["value"].as_f64().unwrap();
    assert!((mean - 127.5).abs() < 0.5, "{mean}");
    let sobol = of_first("sobol", &["--samples", "256"]);
    let first = sobol["rows"][0]["index"].as_f64().unwrap();
    // The only input with a range explains everything, but for the noise of 256 samples.
    assert!((first - 1.0).abs() < 0.01, "{first}");
    let solve = answer(&[
        "solve",
        "data/scarce-officers",
        "--for",
        "service.officers",
        "--target",
        "subjects_watched=1100",
    ]);
    // 1,017.5 are watched; each more is one of the first list by 8 officers.
    let value = solve["rows"][0]["value"].as_f64().unwrap();
    assert!((value - (3300.0 + 82.5 * 8.0)).abs() < 1e-6, "{value}");
}

#[test]
fn the_steps_are_explained() {
    let said = stakeout(&[
        "explain",
        "data/scarce-officers",
        "--outcome",
        "subjects_watched",
        "--tier",
        "foreign fighters",
    ]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    for words in ["officers ahead", "officers left for it", "subjects in line"] {
        assert!(said.out.contains(words), "{words}: {}", said.out);
    }
}

#[test]
fn the_figure_says_who_is_watched() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("flow.svg");
    let said = stakeout(&["allocate", "data/scarce-officers", "-o", file.to_str().unwrap()]);
    assert_eq!(said.code, Some(0), "{}", said.err);
    let svg = std::fs::read_to_string(file).unwrap();
    assert!(svg.contains("128 (102–152) of 1,200 watched (10.6%)"), "{svg}");
}

#[test]
fn ways_of_one_tier_that_could_change_places_are_told_apart() {
    let said = of_folder(
        &[
            ("tiers.csv", "tier,subjects,regime,fallback_regimes,value\na,100,full,part,1\n"),
            (
                "regimes.csv",
                "regime,officers_per_subject,worth,most_subjects\nfull,8-12,100%,10\npart,1-9,60%,\n",
            ),
            ("pools.csv", "pool,officers\np,150\n"),
        ],
        &["allocate", "--rule", "value"],
    );
    let notes = said["notes"].to_string().replace('\\', "");
    assert!(notes.contains("\"a\" by \"full\" could come before \"a\" by \"part\""), "{notes}");
}

/// Three lists within each other, with limits, so that numbers depend on each other in more than one way.
const LIMITED: [(&str, &str); 3] = [
    (
        "tiers.csv",
        "tier,subjects,share_to_watch,regime,part_of,priority,minimum_share,value,fallback_regimes\n\
        outer,8000-9000,80%,visit,,3,5%,1,\nmid,2000-2400,100%,close,outer,2,10%,3,visit\n\
        inner,300-350,90%,full,mid,1,,10,close > visit\n",
    ),
    (
        "regimes.csv",
        "regime,officers_per_subject,most_subjects,worth\nfull,15-20,80-100,\n\
        close,5-6,200-300,60%\nvisit,0.1-0.2,,10%\n",
    ),
    ("pools.csv", "pool,officers,deployable\nS,4000-4400,80-90%\n"),
];

#[test]
fn the_ends_hold_every_value_and_pass_nothing_there_is() {
    for rule in ["priority", "proportional", "value"] {
        let answer = of_folder(&LIMITED, &["allocate", "--rule", rule]);
        let whole = [("outer", 5600.0), ("mid", 2100.0), ("inner", 315.0), ("total", 7650.0)];
        if rule == "proportional" {
            holds_every_value(&answer);
        }
        for row in answer["rows"].as_array().unwrap() {
            let end = |key: &str| row[key].as_f64().unwrap_or(0.0);
            let most = whole.iter().find(|(name, _)| row["tier"] == *name).map_or(0.0, |(_, most)| *most);
            assert!(end("watched_high") <= most * (1.0 + 1e-9), "{rule}: {row}");
            assert!(end("share_watched_high") <= 1.0 + 1e-9, "{rule}: {row}");
            assert!(end("officers_high") <= 3960.0 * (1.0 + 1e-9), "{rule}: {row}");
            let lows = ["watched_low", "share_watched_low", "officers_low"];
            assert!(lows.into_iter().all(|key| end(key) >= 0.0), "{rule}: {row}");
        }
        let caveats = answer["caveats"].to_string();
        assert!(
            caveats.contains("low and high of subjects watched, officers assigned, share watched"),
            "{caveats}"
        );
    }
}

/// Answers where every input is at one of its ends lie within those of the ranges.
fn holds_every_value(wide: &Value) {
    let text = |at: usize| LIMITED[at].1;
    for point in 0..6_u32 {
        let of = |bit: u32, low: &'static str, high: &'static str| {
            if point.wrapping_mul(2_654_435_761) >> (31 - bit) & 1 == 0 { low } else { high }
        };
        let tiers =
            text(0).replace("8000-9000", of(0, "8000", "9000")).replace("2000-2400", of(1, "2000", "2400"));
        let tiers = tiers.replace("300-350", of(2, "300", "350"));
        let regimes = text(1).replace("15-20", of(3, "15", "20")).replace("80-100", of(4, "80", "100"));
        let regimes = regimes.replace("5-6", of(5, "5", "6")).replace("200-300", of(6, "200", "300"));
        let regimes = regimes.replace("0.1-0.2", of(7, "0.1", "0.2"));
        let pools =
            text(2).replace("4000-4400", of(8, "4000", "4400")).replace("80-90%", of(9, "80%", "90%"));
        let files = [("tiers.csv", &*tiers), ("regimes.csv", &*regimes), ("pools.csv", &*pools)];
        let one = of_folder(&files, &["allocate", "--rule", "proportional"]);
        for (own, ends) in one["rows"].as_array().unwrap().iter().zip(wide["rows"].as_array().unwrap()) {
            for key in ["watched", "officers", "share_watched"] {
                let Some(value) = own[key].as_f64() else { continue };
                let end = |of: &str| ends[format!("{key}_{of}")].as_f64().unwrap();
                let within = end("low") - 1e-6 <= value && value <= end("high") + 1e-6;
                assert!(within, "{key} of {own}: {ends}");
            }
        }
    }
}
