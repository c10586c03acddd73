//! Goal seek: what is found reaches the target, and what is not found is said.

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
    assert_eq!(["low", "value", "high"].map(|key| number(&officers, key)), [165_000.0, 192_500.0, 220_000.0]);
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
    let rows = (0..12).map(|at| format!("t{at},100-200,15-20,3300\n")).collect::<Vec<_>>().concat();
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
        "No value of DGSI.deployable from 0% to 100% brings coverage (radicalised) to 5%: the nearest is 1.7%, at 100%."
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
        "Officers required (radicalised) does not depend on DGSI.officers here: it is 192,500 officers whatever DGSI.officers \
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
        "No value of DGSI.deployable from 0% to 100% brings coverage (radicalised) to 2%: the nearest is 1.5%, at 100%. With \
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
    let output = stakeout(&["solve", FRANCE, "--for", "radicalised.subjects", "--target", "coverage=100%"]);
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
    let built_up = ["solve", "data/france-2015-built-up", "--for", "radicalised.officers_per_subject"];
    assert!(refused(&[&built_up[..], &["--target", "coverage=50%"]].concat()).starts_with(
        "the tier `radicalised` takes its ratio from the regime `round the clock`; did you mean `[round the clock].on_duty`?"
    ));
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
    std::fs::copy(format!("{}/{QUICK}", env!("CARGO_MANIFEST_DIR")), study.path().join("tiers.csv")).unwrap();
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
