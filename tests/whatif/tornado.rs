//! One input at a time: known bars, and words that follow from them.

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
        "Coverage (radicalised) goes with officers per subject from 2.0% (at 15) to 1.5% (at 20). It is the \
         only one of the 6 inputs behind coverage (radicalised) that is moved: how much the others matter is not asked here."
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
        "Moved together, subjects (to 12,100) and officers per subject (to 60) move \
         officers required (radicalised) by +506,000 officers: further than one at a time, which adds up to +462,000 \
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
            "What moves officers required most is subjects [b], from 675 (at 30) to 975 (at 50). Next is subjects \
             [a], from 750 (at 10) to 900 (at 20). No two of them move it together by much more or less than one at a \
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
            format!("--at {at}: write two percentiles in rising order, from p1 to p99, as in --at p10,p90")
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

#[test]
fn swings_to_where_the_study_refuses_an_input_are_said() {
    let far = stakeout(&["tornado", "data/single-file", "--swing", "50%"]);
    let told = "note: --swing goes where the study refuses an input as a setting, [watch lists].subjects at 10,000: in \
                scenario \"base\" the tier `watch lists` is smaller than the tiers that are part of it";
    assert!(err(&far).contains(told), "{}", err(&far));
    let near = stakeout(&["tornado", "data/single-file", "--swing", "10%"]);
    assert!(!err(&near).contains("--swing goes"), "{}", err(&near));
}
