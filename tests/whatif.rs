//! The verbs of what-if, from outside: `solve`, `sweep`, `tornado`.
//!
//! `STAKEOUT_ACCEPT=1 cargo test --test whatif` accepts new golden files in tests/whatif/.

// A test that cannot start the program has failed.
#![allow(clippy::unwrap_used)]

use serde_json::Value as Json;
use std::io::Write as _;
use std::process::{Command, Output, Stdio};

const FRANCE: &str = "data/france-2015";
const UNCERTAIN: &str = "data/france-2015-uncertain";
const RATIO: &str = "[round the clock].officers_per_subject";
const QUICK: &str = "data/quick/quick.csv";

fn command(words: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stakeout"));
    command.args(words).current_dir(env!("CARGO_MANIFEST_DIR")).stdin(Stdio::null());
    for variable in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE"] {
        command.env_remove(variable);
    }
    command
}

fn stakeout(words: &[&str]) -> Output {
    command(words).output().unwrap()
}

/// The answer to a study given on standard input.
fn stakeout_of(study: &str, words: &[&str]) -> Output {
    let mut command = command(words);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(study.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn out(output: &Output) -> &str {
    std::str::from_utf8(&output.stdout).unwrap()
}

fn err(output: &Output) -> &str {
    std::str::from_utf8(&output.stderr).unwrap()
}

fn json(words: &[&str]) -> Json {
    let output = stakeout(&[words, &["--format", "json"]].concat());
    assert_eq!(err(&output), "", "{words:?}");
    serde_json::from_slice(&output.stdout).unwrap()
}

/// The sentence of a page: its second paragraph, unwrapped.
fn sentence(words: &[&str]) -> String {
    let output = stakeout(words);
    let page = out(&output).trim_start_matches("Round-the-clock watch in France, 2015\n").trim_start();
    page.split("\n\n").next().unwrap().replace('\n', " ")
}

fn number(row: &Json, key: &str) -> f64 {
    row[key].as_f64().unwrap_or_else(|| panic!("{key} in {row}"))
}

fn three(row: &Json) -> [f64; 3] {
    ["low", "base", "high"].map(|key| number(row, key))
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(other.abs())
}

/// Low, base and high of a quantity of the radicalised, as `cover` answers.
fn covered(study: &str, outcome: &str, settings: &[(&str, f64)]) -> [f64; 3] {
    let settings: Vec<String> =
        settings.iter().map(|(name, value)| format!("--set={name}={value}")).collect();
    let settings: Vec<&str> = settings.iter().map(String::as_str).collect();
    let words = ["cover", study, "--tier", "radicalised", "--scenario", "base", "--outcome", outcome];
    let output = stakeout(&[&words[..], &["--format", "json", "-q"], &settings].concat());
    let answer: Json = serde_json::from_slice(&output.stdout).unwrap();
    three(&answer["rows"][0])
}

fn same_as_golden(name: &str, words: &[&str]) {
    let path = format!("{}/tests/whatif/{name}.json", env!("CARGO_MANIFEST_DIR"));
    let output = stakeout(&[words, &["--format", "json"]].concat());
    let said = out(&output).replace(concat!("\"", env!("CARGO_PKG_VERSION"), "\""), "\"VERSION\"");
    if std::env::var_os("STAKEOUT_ACCEPT").is_some() {
        std::fs::write(&path, &said).unwrap();
    }
    assert_eq!(said, std::fs::read_to_string(&path).unwrap(), "{name}");
}

/// The error of a command that must fail as bad usage.
fn refused(words: &[&str]) -> String {
    let output = stakeout(words);
    assert_eq!((output.status.code(), out(&output)), (Some(2), ""), "{words:?}");
    err(&output).lines().next().unwrap().trim_start_matches("error: ").to_owned()
}

#[test]
fn the_json_of_each_verb_is_fixed() {
    same_as_golden("solve", &["solve", QUICK, "--for", "officers", "--target", "coverage=50%"]);
    same_as_golden("solve-none", &["solve", FRANCE, "--for", "DGSI.deployable", "--target", "coverage=5%"]);
    same_as_golden("sweep", &["sweep", QUICK, "--vary", "officers=0..220000:3"]);
    let two = ["--vary", "subjects=165,11000", "--vary", "officers=3300..220000:2", "--outcome", "coverage"];
    same_as_golden("sweep-two", &[&["sweep", QUICK][..], &two].concat());
    same_as_golden("tornado", &["tornado", UNCERTAIN, "--interactions"]);
    same_as_golden("tornado-swing", &["tornado", FRANCE, "--swing", "10%"]);
    same_as_golden("tornado-spider", &["tornado", QUICK, "--spider", "--steps", "3"]);
}

mod solve {
    use super::*;

    fn row(words: &[&str]) -> Json {
        json(&[&["solve"], words].concat())["rows"][0].clone()
    }

    #[test]
    fn the_founding_example_breaks_even_at_0_3_officers_each() {
        let found = row(&[FRANCE, "--for", RATIO, "--target", "coverage=100%"]);
        assert_eq!(["value", "low", "high"].map(|key| number(&found, key)), [0.3; 3]);
        assert_eq!(
            sentence(&["solve", FRANCE, "--for", RATIO, "--target", "coverage=100%"]),
            "3,300 officers allow 0.30 officers per subject for all 11,000 (radicalised); the source says at least \
             15 to 20."
        );
    }

    #[test]
    fn officers_and_subjects_come_out_exact_over_the_ends_of_the_ratio() {
        let officers = row(&[FRANCE, "--for", "DGSI.officers", "--target", "officer_shortfall=0"]);
        assert_eq!(
            ["low", "value", "high"].map(|key| number(&officers, key)),
            [165_000.0, 192_500.0, 220_000.0]
        );
        let subjects = row(&[QUICK, "--for", "subjects", "--target", "coverage=100%"]);
        assert_eq!(["low", "high"].map(|key| number(&subjects, key)), [165.0, 220.0]);
        assert!(close(number(&subjects, "value"), 3_300.0 / 17.5));
    }

    #[test]
    fn what_is_found_reaches_the_target_when_it_is_set() {
        for (input, outcome, target) in [
            ("DGSI.officers", "coverage", 0.5),
            (RATIO, "officers_required", 12_345.0),
            ("DGSI.deployable", "subjects_coverable", 55.0),
            ("radicalised.subjects", "staff_multiple", 400.0),
        ] {
            let wanted = format!("{outcome}={target}");
            let found = number(&row(&[UNCERTAIN, "--for", input, "--target", &wanted]), "value");
            let [_, base, _] = covered(UNCERTAIN, outcome, &[(input, found)]);
            assert!(close(base, target), "{input} = {found}: {base} and not {target}");
        }
    }

    #[test]
    fn low_and_high_are_where_the_ends_of_the_others_meet_the_target() {
        let found = row(&[UNCERTAIN, "--for", "DGSI.officers", "--target", "coverage=100%"]);
        // Subjects x officers each / share on watching, at the ends that need least and most.
        assert!(close(number(&found, "low"), 9_900.0 * 12.0 / 0.20));
        assert!(close(number(&found, "high"), 12_100.0 * 60.0 / 0.10));
    }

    #[test]
    fn many_other_inputs_are_moved_where_the_formulas_point() {
        let rows: Vec<String> = (0..12).map(|at| format!("t{at},100-200,15-20,3300\n")).collect();
        let rows = rows.concat();
        let study = format!("tier,subjects,officers_per_subject,officers\n{rows}");
        let words = ["solve", "-", "--for", "officers", "--target", "coverage=100%", "--format", "json"];
        let answer: Json = serde_json::from_slice(&stakeout_of(&study, &words).stdout).unwrap();
        let found = &answer["rows"][0];
        assert!(close(number(found, "value"), 12.0 * 150.0 * 17.5));
        assert!(close(number(found, "low"), 12.0 * 100.0 * 15.0));
        assert!(close(number(found, "high"), 12.0 * 200.0 * 20.0));
    }

    #[test]
    fn out_of_reach_is_said_with_the_nearest_and_exit_code_1() {
        let words = ["solve", FRANCE, "--for", "DGSI.deployable", "--target", "coverage=5%"];
        assert_eq!(stakeout(&words).status.code(), Some(1));
        assert_eq!(
            sentence(&words),
            "No value of DGSI.deployable from 0% to 100% brings coverage to 5%: the nearest is 1.7%, at 100%."
        );
        let found = json(&words);
        assert_eq!(found["rows"][0]["value"], Json::Null);
        assert!(close(number(&found["solution"]["nearest"], "outcome"), 3_300.0 / 192_500.0));
    }

    #[test]
    fn an_input_that_changes_nothing_is_said() {
        let words = ["solve", FRANCE, "--for", "DGSI.officers", "--target", "officers_required=100"];
        assert_eq!(stakeout(&words).status.code(), Some(1));
        assert_eq!(
            sentence(&words),
            "Officers required does not depend on DGSI.officers here: it is 192,500 officers whatever DGSI.officers \
             is."
        );
    }

    #[test]
    fn a_target_that_only_some_ends_allow_is_said_so() {
        let words = ["solve", UNCERTAIN, "--for", "DGSI.deployable", "--target", "coverage=2%"];
        let output = stakeout(&words);
        assert_eq!(output.status.code(), Some(1));
        assert_eq!(
            sentence(&words),
            "No value of DGSI.deployable from 0% to 100% brings coverage to 2%: the nearest is 1.5%, at 100%. With \
             the other inputs elsewhere within their ranges it can be reached: from 67.0% on."
        );
        let words = ["solve", UNCERTAIN, "--for", "DGSI.deployable", "--target", "coverage=1%"];
        let found = &json(&words)["rows"][0];
        assert!(close(number(found, "value"), 0.01 * 220_000.0 / 3_300.0));
        assert!(close(number(found, "low"), 0.01 * 9_900.0 * 12.0 / 3_548.0));
        assert_eq!(found["high"], Json::Null);
        assert!(sentence(&words).ends_with("At some ends of the other inputs no value reaches it."));
    }

    #[test]
    fn tier_scenario_and_settings_are_honoured() {
        let watch = ["--tier", "watch lists"];
        let found = row(&[&[FRANCE, "--for", RATIO, "--target", "coverage=100%"][..], &watch].concat());
        assert_eq!(number(&found, "value"), 0.165);
        let scenario = ["--scenario", "plus 8,500 (ceiling)"];
        let found =
            row(&[&[FRANCE, "--for", "DGSI.officers", "--target", "coverage=100%"][..], &scenario].concat());
        assert_eq!(number(&found, "value"), 184_000.0);
        let set = ["--set", "DGSI.officers=6600"];
        let found = row(&[&[FRANCE, "--for", RATIO, "--target", "coverage=100%"][..], &set].concat());
        assert_eq!(number(&found, "value"), 0.6);
    }

    #[test]
    fn a_blank_cell_can_be_sought_and_is_called_blank() {
        let output = stakeout(&["solve", QUICK, "--for", "deployable", "--target", "subjects_coverable=30"]);
        assert_eq!(err(&output), "note: deployable is blank in the study and counts as 100%\n");
        let page = out(&output).replace('\n', " ");
        assert!(page.contains("; the study leaves it blank, which counts as 100%."), "{page}");
        assert!(!page.contains("a ceiling"), "{page}");
    }

    #[test]
    fn a_list_smaller_than_its_part_is_noted() {
        let output =
            stakeout(&["solve", FRANCE, "--for", "radicalised.subjects", "--target", "coverage=100%"]);
        assert_eq!(
            err(&output),
            "note: as a setting the study would refuse this value: in scenario \"base\" the tier `radicalised` is \
             smaller than the tiers that are part of it\n"
        );
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        let say = |target: &str| refused(&["solve", FRANCE, "--for", "DGSI.officers", "--target", target]);
        assert_eq!(say("coverage"), "--target coverage: write OUTCOME=VALUE, as in --target coverage=50%");
        assert_eq!(
            say("coverage=50"),
            "--target coverage=50: coverage is a share; write `50%`, or a number from 0 to 1"
        );
        assert_eq!(
            say("coverage=10-20%"),
            "--target coverage=10-20%: a target is one number and not a range; write the number to reach"
        );
        assert_eq!(say("coverag=50%"), "there is no outcome `coverag`; did you mean `coverage`?");
        let input = |name: &str| refused(&["solve", FRANCE, "--for", name, "--target", "coverage=50%"]);
        assert_eq!(input("DGSI.officer"), "there is no input `DGSI.officer`; did you mean `DGSI.officers`?");
        assert_eq!(
            input("officers"),
            "several rows have `officers`; write which one, as in `DGSI.officers`, `[police and \
             gendarmes].officers` or `justice.officers`"
        );
        let twice = ["solve", QUICK, "--for", "officers", "--target", "coverage=1", "--outcome", "coverage"];
        assert_eq!(
            refused(&twice),
            "--outcome coverage: `solve` takes the outcome from --target; write --target coverage=VALUE"
        );
        assert!(refused(&["solve", QUICK]).starts_with("the following required arguments were not provided"));
    }

    #[test]
    fn a_percentage_of_an_outcome_of_the_analyst_s_is_refused() {
        let study = tempfile::tempdir().unwrap();
        std::fs::copy(format!("{}/{QUICK}", env!("CARGO_MANIFEST_DIR")), study.path().join("tiers.csv"))
            .unwrap();
        let outcomes = "outcome,formula\nspare,officers_available - officers_required\n";
        std::fs::write(study.path().join("outcomes.csv"), outcomes).unwrap();
        let folder = study.path().to_str().unwrap();
        let words = |target| ["solve", folder, "--for", "officers", "--target", target];
        assert_eq!(
            refused(&words("spare=10%")),
            "--target spare=10%: a percentage is no number of officers; write how many"
        );
        assert!(close(number(&json(&words("spare=-500"))["rows"][0], "value"), 192_000.0));
    }
}

mod sweep {
    use super::*;

    fn rows(words: &[&str]) -> Vec<Json> {
        let output = stakeout(&[&["sweep"], words, &["--format", "json"]].concat());
        let answer: Json = serde_json::from_slice(&output.stdout).unwrap();
        answer["rows"].as_array().unwrap().clone()
    }

    #[test]
    fn every_row_is_what_cover_answers_with_the_input_set() {
        let words = [UNCERTAIN, "--vary", "DGSI.officers=1000..5000:3", "--tier", "radicalised"];
        for row in rows(&words) {
            let setting = [("DGSI.officers", number(&row, "DGSI.officers"))];
            let covered = covered(UNCERTAIN, row["outcome"].as_str().unwrap(), &setting);
            for (swept, covered) in three(&row).into_iter().zip(covered) {
                assert!(close(swept, covered), "{row}: {covered}");
            }
        }
    }

    #[test]
    fn two_inputs_give_every_combination_the_last_fastest() {
        let vary = ["--vary", "subjects=log:100..10000:3", "--vary", "officers=3,300; 220,000"];
        let words = [&[QUICK][..], &vary, &["--outcome", "coverage"]].concat();
        let told: Vec<[f64; 2]> =
            rows(&words).iter().map(|row| ["subjects", "officers"].map(|key| number(row, key))).collect();
        let by_hand =
            [100.0, 1_000.0, 10_000.0].map(|subjects| [[subjects, 3_300.0], [subjects, 220_000.0]]).concat();
        assert_eq!(told, by_hand);
        for row in rows(&words) {
            let demand = number(&row, "subjects") * 17.5;
            assert!(close(number(&row, "base"), number(&row, "officers") / demand));
        }
    }

    #[test]
    fn where_coverage_passes_100_percent_is_marked() {
        let words = ["sweep", FRANCE, "--vary", "DGSI.officers=0..300000", "--outcome", "coverage"];
        let crossings = &json(&words)["crossings"];
        assert!(close(number(&crossings[0], "value"), 192_500.0), "{crossings}");
        assert_eq!((crossings.as_array().unwrap().len(), &crossings[0]["rising"]), (1, &Json::Bool(true)));
        assert_eq!(
            sentence(&words),
            "With DGSI.officers from 0 to 300,000, coverage goes from 0% to 156%. It reaches 100% at DGSI.officers = \
             192,500."
        );
        let short = ["sweep", FRANCE, "--vary", "DGSI.officers=0..3300", "--outcome", "coverage"];
        assert!(sentence(&short).ends_with("It stays under 100% throughout."), "{}", sentence(&short));
        let full = ["sweep", FRANCE, "--vary", "DGSI.officers=200000..300000", "--outcome", "coverage"];
        assert!(sentence(&full).ends_with("It is 100% or more throughout."), "{}", sentence(&full));
    }

    #[test]
    fn what_has_no_limit_is_null_and_said() {
        let words = ["sweep", QUICK, "--vary", "subjects=0..220:3", "--outcome", "coverage"];
        let output = stakeout(&[&words[..], &["--format", "csv"]].concat());
        assert_eq!(
            out(&output),
            "subjects,outcome,unit,low,base,high\n0,coverage,share,,,\n\
             110,coverage,share,1.5,1.7142857142857142,2\n220,coverage,share,0.75,0.8571428571428571,1\n"
        );
        assert!(err(&output).contains(
            "note: some values divide by 0: \"no limit\" or \"not defined\" on the page, empty in CSV, null in JSON\n"
        ));
        assert!(
            sentence(&words)
                .starts_with("With subjects from 0 to 220, coverage goes from no limit to 85.7%.")
        );
        let none =
            ["sweep", QUICK, "--vary", "subjects=0..1:2", "--set", "officers=0", "--outcome", "coverage"];
        assert!(sentence(&none).contains("coverage goes from not defined to 0%"), "{}", sentence(&none));
    }

    #[test]
    fn a_large_grid_leaves_low_and_high_out_and_says_so() {
        let words = ["sweep", QUICK, "--vary", "officers=1..201:201", "--outcome", "coverage"];
        let output = stakeout(&[&words[..], &["--format", "csv"]].concat());
        let first = out(&output).lines().nth(1).unwrap().replace("1,coverage,share,,", "");
        assert!(close(first.strip_suffix(',').unwrap().parse().unwrap(), 1.0 / 192_500.0), "{first}");
        assert!(err(&output).contains(
            "note: low and high are left out: 201 combinations are more than 200; base has the other inputs at their \
             base\n"
        ));
        let exact = [&words[..], &["--set", "officers_per_subject=15", "--format", "csv"]].concat();
        let row = out(&stakeout(&exact)).lines().nth(1).unwrap().to_owned();
        let ends: Vec<&str> = row.split(',').skip(3).collect();
        assert!(ends.iter().all(|end| *end == ends[0] && !end.is_empty()), "{row}");
    }

    #[test]
    fn any_number_of_threads_gives_the_same_bytes() {
        let vary = ["--vary", "DGSI.officers=0..20000:150", "--vary", "radicalised.subjects=1..9000:150"];
        let words = [&["sweep", FRANCE][..], &vary, &["--format", "csv", "-q"]].concat();
        let one = stakeout(&[&words[..], &["--threads", "1"]].concat()).stdout;
        assert_eq!(one.split(|byte| *byte == b'\n').count(), 1 + 150 * 150 * 8 + 1);
        for threads in ["2", "3", "8"] {
            assert!(one == stakeout(&[&words[..], &["--threads", threads]].concat()).stdout, "{threads}");
        }
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        let say = |vary: &str| {
            let refused = refused(&["sweep", FRANCE, "--outcome", "coverage", "--vary", vary]);
            refused.trim_start_matches(&format!("--vary {vary}: ")).to_owned()
        };
        assert_eq!(say("DGSI.officers"), "write INPUT=VALUES, as in --vary officers=0..20000");
        assert_eq!(
            say("DGSI.officers="),
            "a value is missing; write A..B, or values with commas between them"
        );
        assert_eq!(
            say("DGSI.officers=0..10:x"),
            "`x` is no number of values; write a whole number after the colon, as in 0..10:11"
        );
        assert_eq!(
            say("DGSI.officers=0..10:1"),
            "1 steps do not reach from one end to the other; ask for at least 2"
        );
        assert_eq!(
            say("DGSI.officers=log:0..10"),
            "equal ratios cannot begin or end at 0; write ends above 0, or use equal steps"
        );
        assert_eq!(say("DGSI.officers=log:5"), "log: goes before a range; write log:A..B or log:A..B:N");
        for (list, pair) in [("1,000", "1,000"), ("1,500,2,500", "1,500"), ("5, 10,200", "10,200")] {
            assert_eq!(
                say(&format!("DGSI.officers={list}")),
                format!(
                    "`{pair}` could be one number or two; write a semicolon between the values, as in 1,000; 2,500"
                )
            );
        }
        assert_eq!(
            say("DGSI.officers=about 5..10"),
            "write two different plain numbers with .. between them, as in 0..20000"
        );
        assert_eq!(
            say("DGSI.officers=3-5; 8"),
            "`3-5` is a range; write A..B for values in steps, or one number for each value"
        );
        assert_eq!(say("nothing=1..2"), "there is no input `nothing`");
        assert_eq!(
            say("[foreign fighters].subjects=0..10"),
            "coverage does not depend on [foreign fighters].subjects here: vary another input, or name another \
             tier, scenario or outcome"
        );
        assert_eq!(
            say("DGSI.officers=0..1:20000000"),
            "a grid of 20000000 points is too large; ask for at most 10000000 in all"
        );
    }

    #[test]
    fn mistakes_of_several_inputs_have_their_sentences() {
        let say = |vary: &[&str]| {
            let flags: Vec<&str> = vary.iter().flat_map(|vary| ["--vary", vary]).collect();
            refused(&[&["sweep", QUICK][..], &flags].concat())
        };
        assert_eq!(
            say(&["officers=1..2", "officers=1..3"]),
            "--vary names officers twice: vary two different inputs"
        );
        assert_eq!(say(&["a=1", "b=1", "c=1"]), "--vary is given 3 times: vary one input or two");
        assert_eq!(
            say(&["officers=1..2:3000", "subjects=1..2:3000"]),
            "9000000 combinations of 8 outcomes are too many: ask for fewer values, or name one outcome with \
             --outcome"
        );
        assert!(
            refused(&["sweep", QUICK, "--vary", "officers=1", "--threads", "0"])
                .starts_with("invalid value '0'")
        );
    }
}

mod tornado {
    use super::*;

    fn bars(words: &[&str]) -> Vec<(String, [f64; 6])> {
        let answer = json(&[&["tornado"], words].concat());
        let keys = ["low", "base", "high", "outcome_low", "outcome_high", "swing"];
        let bar = |row: &Json| (row["input"].as_str().unwrap().to_owned(), keys.map(|key| number(row, key)));
        answer["rows"].as_array().unwrap().iter().map(bar).collect()
    }

    #[test]
    fn inputs_move_from_end_to_end_alone_the_widest_first() {
        let bars = bars(&[UNCERTAIN, "--outcome", "officers_required"]);
        assert_eq!(
            bars,
            [
                (RATIO.to_owned(), [12.0, 20.0, 60.0, 132_000.0, 660_000.0, 528_000.0]),
                (
                    "radicalised.subjects".to_owned(),
                    [9_900.0, 11_000.0, 12_100.0, 198_000.0, 242_000.0, 44_000.0]
                ),
            ]
        );
    }

    #[test]
    fn where_one_input_only_has_a_range_that_is_said() {
        let told = sentence(&["tornado", FRANCE]);
        assert_eq!(
            told,
            "[round the clock].officers_per_subject moves coverage from 2.0% (at 15) to 1.5% (at 20). It is the \
             only one of the 6 inputs behind coverage that is moved: how much the others matter is not asked here."
        );
        let page = stakeout(&["tornado", FRANCE]);
        assert!(out(&page).contains("- 1 of 6 inputs has a range, the others are held fixed\n"));
        assert!(!out(&page).contains("100% of"));
    }

    #[test]
    fn nothing_to_move_is_said_and_elasticities_are_still_answered() {
        let words = ["tornado", QUICK, "--set", "officers_per_subject=15"];
        assert_eq!(
            sentence(&words),
            "No input behind coverage has a range, so there is nothing to move: it is 2%. Give a number a range, or \
             let exact numbers move too with --swing 10%."
        );
        let answer = json(&words);
        assert_eq!(answer["rows"], Json::Array(Vec::new()));
        for (facts, power) in answer["elasticities"].as_array().unwrap().iter().zip([-1.0, -1.0, 1.0]) {
            assert!((number(facts, "elasticity") - power).abs() < 1e-8, "{facts}");
        }
    }

    #[test]
    fn exact_inputs_join_by_a_swing_and_are_called_our_assumption() {
        let bars = bars(&[FRANCE, "--swing", "10%", "--outcome", "officers_required"]);
        assert_eq!(bars[1].1, [9_900.0, 11_000.0, 12_100.0, 173_250.0, 211_750.0, 38_500.0]);
        let page = stakeout(&["tornado", FRANCE, "--swing", "10%"]);
        assert!(out(&page).contains(
            "- our assumption: radicalised.subjects, DGSI.officers given exactly and moved by 10% up and down\n"
        ));
        assert!(!out(&page).contains("held fixed"));
        let plain = out(&stakeout(&["tornado", FRANCE])).contains("our assumption");
        assert!(!plain);
    }

    #[test]
    fn a_share_swings_no_further_than_the_whole() {
        let set = ["--set", "DGSI.deployable=95%"];
        let words = [&["tornado", FRANCE, "--swing", "10%", "--format", "json", "-q"][..], &set].concat();
        let answer: Json = serde_json::from_slice(&stakeout(&words).stdout).unwrap();
        let rows = answer["rows"].as_array().unwrap();
        let share = rows.iter().find(|row| row["input"] == "DGSI.deployable").unwrap();
        let [low, base, high] = three(share);
        assert!(close(low, 0.855) && (base, high) == (0.95, 1.0), "{share}");
        let words = ["tornado", FRANCE, "--swing", "10%", "--at", "p10,p90", set[0], set[1]];
        assert_eq!(
            refused(&[&words[..], &["-q"]].concat()),
            "--swing takes DGSI.deployable beyond 1, the most it can be: give it a range instead, as in --set \
             'DGSI.deployable=0.855 to 1'"
        );
    }

    #[test]
    fn between_quantiles_a_uniform_input_moves_by_that_part_of_its_range() {
        let bars = bars(&[QUICK, "--at", "p10,p90", "--outcome", "officers_required"]);
        let [low, base, high, ..] = bars[0].1;
        assert!(close(low, 15.5) && base == 17.5 && close(high, 19.5), "{bars:?}");
    }

    #[test]
    fn a_spider_has_every_step_as_a_row() {
        let words = ["tornado", QUICK, "--spider", "--steps", "3", "--outcome", "officers_required"];
        let output = stakeout(&[&words[..], &["--format", "csv", "-q"]].concat());
        assert_eq!(
            out(&output),
            "input,unit,value,outcome\nofficers_per_subject,officers per subject,15,165000\n\
             officers_per_subject,officers per subject,17.5,192500\n\
             officers_per_subject,officers per subject,20,220000\n"
        );
    }

    #[test]
    fn two_inputs_that_move_further_together_are_told() {
        let told = sentence(&["tornado", UNCERTAIN, "--outcome", "officers_required"]);
        assert!(told.ends_with(
            "Moved together, radicalised.subjects to 12,100 and [round the clock].officers_per_subject to 60 move \
             officers required by +506,000 officers: further than one at a time, which adds up to +462,000 \
             officers."
        ), "{told}");
        // 12,100 x 60 - 220,000 together; (12,100 - 11,000) x 20 + 11,000 x 40 apart.
        let pairs = &json(&["tornado", UNCERTAIN, "--interactions", "--outcome", "officers_required"]);
        let pair = &pairs["interactions"][0];
        assert_eq!((number(pair, "together"), number(pair, "apart")), (506_000.0, 462_000.0));
    }

    #[test]
    fn inputs_that_add_up_have_no_sentence() {
        let study = "tier,subjects,officers_per_subject,officers\na,10-20,15,3300\nb,30-50,15,3300\n";
        let words = ["tornado", "-", "--outcome", "officers_required", "--interactions"];
        let output = stakeout_of(study, &words);
        let page = out(&output).replace('\n', " ");
        assert!(
            page.starts_with(
                "b.subjects moves officers required most: from 675 (at 30) to 975 (at 50). Next is a.subjects from \
                 750 (at 10) to 900 (at 20). No two of them move it together by much more or less than one at a \
                 time.  "
            ),
            "{page}"
        );
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        let say = |flags: &[&str]| refused(&[&["tornado", QUICK], flags].concat());
        assert_eq!(
            say(&["--swing", "0%"]),
            "--swing 0%: write one share above 0 and up to 100%, as in --swing 10%"
        );
        assert_eq!(
            say(&["--swing", "5-10%"]),
            "--swing 5-10%: write one share above 0 and up to 100%, as in --swing 10%"
        );
        assert_eq!(
            say(&["--swing", "10"]),
            "--swing 10: `10` is more than the whole: write a share with its percent sign, or as a part of 1; write \
             `10%`"
        );
        for at in ["p90,p10", "10,90", "p10", "p0,p90", "p10,p100", "p1e1,p90", "p-5,p90", "pNaN,p90"] {
            assert_eq!(
                say(&["--at", at]),
                format!(
                    "--at {at}: write two percentiles in rising order, from p1 to p99, as in --at p10,p90"
                )
            );
        }
        assert!(say(&["--steps", "4"]).starts_with("the following required arguments were not provided"));
        assert!(say(&["--spider", "--steps", "1"]).starts_with("invalid value '1' for '--steps <N>'"));
    }

    #[test]
    fn an_outcome_without_a_value_is_told_with_the_inputs() {
        assert_eq!(
            refused(&["tornado", QUICK, "--set", "subjects=0-100"]),
            "coverage has no finite value where subjects = 0, officers_per_subject = 17.5: it divides by 0 or leaves \
             what can be calculated there; keep that input away from it"
        );
    }
}
