//! What-if over values: every row is what `cover` answers there.

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
        "With DGSI.officers from 0 to 300,000, coverage (radicalised) goes from 0% to 156%. It reaches 100% at DGSI.officers = \
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
        sentence(&words).starts_with("With subjects from 0 to 220, coverage goes from no limit to 85.7%.")
    );
    let none = ["sweep", QUICK, "--vary", "subjects=0..1:2", "--set", "officers=0", "--outcome", "coverage"];
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
    let vary = ["--vary", "DGSI.officers=0..20000:150", "--vary", "radicalised.subjects=1200..9000:150"];
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
    assert_eq!(say("DGSI.officers="), "a value is missing; write A..B, or values with commas between them");
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
        refused(&["sweep", QUICK, "--vary", "officers=1", "--threads", "0"]).starts_with("invalid value '0'")
    );
}

#[test]
fn values_that_the_study_refuses_as_settings_are_refused() {
    let told = |words: &[&str]| refused(&[&["sweep"], words].concat());
    assert_eq!(
        told(&[FRANCE, "--vary", "DGSI.officers=0..9000:2", "--vary", "radicalised.subjects=1000..9000:3"]),
        "--vary: the study refuses DGSI.officers at 0 with radicalised.subjects at 1,000: in scenario \"base\" the \
         tier `radicalised` is smaller than the tiers that are part of it"
    );
    let study =
        "tier,subjects,officers_per_subject,officers,attackers_share\na,50,10,100,60%\nb,500,10,100,20%\n";
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("ranked.csv");
    std::fs::write(&file, study).unwrap();
    let file = file.to_str().unwrap();
    let shares = ["--outcome", "chance_watched", "--vary"];
    assert!(told(&[&[file][..], &shares, &["b.attackers_share=0..60%"]].concat()).starts_with(
        "--vary: the study refuses b.attackers_share at 60%: the shares of attackers (`attackers_share`) add up to \
         more than 100%"
    ));
    let within = stakeout(&[&["sweep", file][..], &shares, &["b.attackers_share=0..40%"]].concat());
    assert_eq!(within.status.code(), Some(0), "{}", err(&within));
    assert_eq!(
        told(&["data/france-2015-built-up", "--vary", "hours_per_week=30..200"]).split("; ").next(),
        Some("--vary hours_per_week=30..200: availability.hours_per_week cannot be 183")
    );
}

#[test]
fn what_decides_the_order_by_value_does_not_vary_by_degrees() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("tiers.csv", "tier,subjects,officers_per_subject,value\na,100,10,5-12\nb,100,10,8\n");
    write("pools.csv", "pool,officers\np,500\n");
    write("about.csv", "key,value\nrule,value\n");
    let study = folder.path().to_str().unwrap();
    let of = ["--outcome", "share_watched", "--tier", "a", "--vary"];
    let told = |vary| refused(&[&["sweep", study][..], &of, &[vary]].concat());
    assert_eq!(
        told("a.officers_per_subject=5..20:4"),
        "by value, who comes first is worked out from the base values, so `a.officers_per_subject` does not vary by \
         degrees here: try `stakeout allocate` with --set 'a.officers_per_subject=...'"
    );
    let officers = stakeout(&[&["sweep", study][..], &of, &["p.officers=100..900:3"]].concat());
    assert!(out(&officers).contains("by value, who comes first is worked out from the base values"));
}
