//! simulate, morris and sobol from outside: known answers, the same bytes, the same story, every mistake.

#![allow(clippy::unwrap_used)]

mod program;

use program::{Said, answer, row, stakeout, stakeout_in};
use serde_json::Value;
use std::fs;

const NINE: [&str; 3] = ["data/nine-inputs", "--outcome", "covered"];

fn nine(verb: &str, words: &[&str]) -> Value {
    answer(&[&[verb], &NINE[..], words].concat())
}

fn number(row: &Value, key: &str) -> f64 {
    row[key].as_f64().unwrap_or_else(|| panic!("{key} of {row}"))
}

fn refused(words: &[&str]) -> String {
    let Said { code, out, err } = stakeout(words);
    assert_eq!((code, &*out), (Some(2), ""), "{words:?}: {err}");
    err
}

/// Mean, sd, quantiles and the share at 100% of `min(1, officers / required)` from twice 10^7 draws of another
/// program (numpy 2.4.6, two generators), with the standard errors of those and of our 10^6 draws together.
#[test]
fn nine_inputs_agree_with_another_program() {
    let ours = nine("simulate", &["--draws", "1e6", "--target", "covered=100%"]);
    let known = [
        ("mean", 0.639_754, 0.000_245),
        ("sd", 0.238_458, 0.000_17),
        ("p05", 0.269_635, 0.000_21),
        ("p50", 0.621_174, 0.000_42),
        ("p95", 1.0, 0.0),
        ("probability_at_least_1", 0.138_27, 0.000_35),
    ];
    for (statistic, value, error) in known {
        let row = row(&ours, &[("statistic", statistic)]);
        assert!((number(row, "value") - value).abs() <= 4.0 * error, "{statistic}: {row}");
    }
}

/// First order and total of the nine inputs from 65,536 samples of another program, with its standard errors.
#[test]
fn shares_of_nine_inputs_agree_with_another_program() {
    let ours = nine("sobol", &["--samples", "16384"]);
    let known = [
        ("[first list].subjects", 0.014_34, 0.018_25, 0.000_66, 0.000_16),
        ("[first list].officers_per_subject", 0.152_68, 0.181_85, 0.002_3, 0.001_3),
        ("[second list].officers_per_subject", 0.054_52, 0.070_11, 0.001_5, 0.000_54),
        ("staff.officers", 0.726_70, 0.761_81, 0.004_2, 0.003_5),
    ];
    for (input, first, total, first_error, total_error) in known {
        for (order, value, error) in [("first", first, first_error), ("total", total, total_error)] {
            let row = row(&ours, &[("input", input), ("order", order)]);
            // Ours has a quarter of the samples: the error of a difference.
            assert!((number(row, "index") - value).abs() < 4.0 * 2.24 * error, "{row} for {value}");
        }
    }
    let pair = [("input", "[first list].officers_per_subject"), ("with", "staff.officers")];
    assert!((number(row(&ours, &pair), "index") - 0.0167).abs() < 0.016);
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let asked: [&[&str]; 5] = [
        &["simulate", "--draws", "200,000", "--target", "covered=50%"],
        &["simulate", "--precision", "0.2%", "--sampling", "sobol"],
        &["morris", "--group", "lists=[first list].subjects,[second list].subjects"],
        &["sobol", "--samples", "5000"],
        &["sobol", "--samples", "2000", "--resamples", "200", "--sampling", "random"],
    ];
    for words in asked {
        let run = |threads: &str| {
            let rest = ["--format", "json", "--threads", threads];
            stakeout(&[&words[..1], &NINE[..], &words[1..], &rest].concat()).out
        };
        let one = run("1");
        assert!(one.len() > 1000, "{one}");
        for threads in ["2", "3", "8"] {
            assert_eq!(run(threads), one, "{words:?}, {threads} threads");
        }
    }
}

#[test]
fn the_seed_is_in_every_answer_and_0_is_a_seed() {
    for verb in ["simulate", "morris", "sobol"] {
        assert_eq!(nine(verb, &[])["seed"], 1);
        let [zero, one] = ["0", "1"].map(|seed| nine(verb, &["--seed", seed]));
        assert_eq!((&zero["seed"], &one["seed"]), (&0.into(), &1.into()));
        assert_ne!(zero["rows"], one["rows"], "{verb}");
        assert_eq!(one["rows"], nine(verb, &[])["rows"], "{verb}");
        let page = stakeout(&[&[verb], &NINE[..], &["--seed", "7"]].concat()).out;
        assert!(page.contains("\nSeed 7, "), "{page}");
    }
}

/// The input that most uncertainty comes from is the one that moves the outcome most and goes with it most.
#[test]
fn all_verbs_of_uncertainty_tell_one_story() {
    let study = "data/france-2015-uncertain";
    let begin = |verb: &str| {
        let page = stakeout(&[verb, study]).out;
        page.lines().skip(1).take(4).collect::<Vec<_>>().join(" ")
    };
    let says = [
        (
            "sobol",
            "% of the uncertainty in coverage (radicalised) comes from officers per subject, 26% from deployable",
        ),
        ("simulate", "Low coverage (radicalised) goes most with high officers per subject"),
        ("simulate", "then low deployable"),
        ("morris", "Over its range, officers per subject moves coverage (radicalised) most, by"),
        ("morris", "then deployable by"),
        ("tornado", "What moves coverage (radicalised) most is officers per subject"),
        ("tornado", "Next is deployable"),
    ];
    for (verb, words) in says {
        assert!(begin(verb).contains(words), "{verb}: {}", begin(verb));
    }
}

#[test]
fn one_input_with_a_range_is_not_all_of_the_uncertainty() {
    for verb in ["simulate", "morris", "sobol"] {
        let page = stakeout(&[verb, "data/france-2015"]).out;
        assert!(!page.contains("100%") && !page.contains("nearly all"), "{page}");
        assert!(page.contains("1 of 6 inputs has a range, the others are held fixed"), "{page}");
    }
    let page = stakeout(&["sobol", "data/france-2015"]).out.replace('\n', " ");
    let words = "Only officers per subject varies here, so coverage (radicalised) follows from it alone: this says \
                 nothing of the inputs that are held fixed, however uncertain they may be.";
    assert!(page.contains(words), "{page}");
}

#[test]
fn inputs_given_exactly_join_as_our_assumption() {
    let shared = answer(&["sobol", "data/france-2015", "--approx", "10%"]);
    assert_eq!(shared["assumed"], serde_json::json!(["radicalised.subjects", "DGSI.officers"]));
    let caveats = shared["caveats"].to_string();
    let words = "our assumption: 2 of 6 inputs are given exactly and vary here by 10% either way, or as far as \
                 they can: subjects and officers";
    assert!(caveats.contains(words), "{caveats}");
    // Relative variances: .2^2 / 12 each of two, (5 / 17.5)^2 / 12 of the ratio; coverage is nearly their sum.
    let first = |input: &str| number(row(&shared, &[("input", input), ("order", "first")]), "index");
    assert!((first("DGSI.officers") - 0.24).abs() < 0.02);
}

#[test]
fn draws_are_written_whole_and_are_those_of_the_answer() {
    let folder = tempfile::tempdir().unwrap();
    let study = concat!(env!("CARGO_MANIFEST_DIR"), "/data/nine-inputs");
    let words = ["simulate", study, "--outcome", "covered", "--draws", "1500", "--draws-out", "draws.csv"];
    let said = stakeout_in(&folder, &[&words[..], &["--format", "json"]].concat(), b"");
    assert_eq!(said.code, Some(0), "{}", said.err);
    let mut reader = csv::Reader::from_path(folder.path().join("draws.csv")).unwrap();
    let headers: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    assert_eq!(
        (headers[0].as_str(), headers[8].as_str(), headers[9].as_str()),
        ("[first list].subjects", "staff.officers", "covered")
    );
    let covered: Vec<f64> = reader.records().map(|row| row.unwrap()[9].parse().unwrap()).collect();
    assert_eq!(covered.len(), 1500);
    let mean = number(row(&said.json(), &[("statistic", "mean")]), "value");
    assert!((covered.iter().sum::<f64>() / 1500.0 - mean).abs() < 1e-12);
    let again = stakeout_in(&folder, &words, b"");
    assert_eq!(again.err, "error: draws.csv exists: add --force to overwrite it\n");
    assert!(!said.json()["command"].as_str().unwrap().contains("draws.csv"));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 1);
}

#[test]
fn what_fails_on_the_way_leaves_no_draws() {
    let folder = tempfile::tempdir().unwrap();
    let study = "tier,subjects,officers_per_subject,officers\nlisted,1000,10,500-600\n";
    fs::write(folder.path().join("study.csv"), study).unwrap();
    let outcomes = "outcome,formula\nodd,1 / (officers_available - officers_available)\n";
    fs::create_dir(folder.path().join("study")).unwrap();
    fs::write(folder.path().join("study/tiers.csv"), study).unwrap();
    fs::write(folder.path().join("study/outcomes.csv"), outcomes).unwrap();
    let words = ["simulate", "study", "--outcome", "odd", "--draws-out", "draws.csv"];
    let said = stakeout_in(&folder, &words, b"");
    assert_eq!(said.code, Some(2), "{}", said.out);
    assert!(said.err.contains("odd has no finite value where "), "{}", said.err);
    assert!(!folder.path().join("draws.csv").exists());
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
}

#[test]
fn correlated_inputs_go_together_as_asked() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| fs::write(folder.path().join(name), text).unwrap();
    write(
        "tiers.csv",
        "tier,subjects,officers_per_subject,officers\nA,1000-2000,10-20,500-600\nB,3000-4000,1-2,\n",
    );
    write(
        "correlations.csv",
        "input,with,rank_correlation\nA.subjects,B.subjects,0.7\nofficers,A.subjects,0.1\n",
    );
    let words = ["simulate", ".", "--draws", "20000", "--draws-out", "draws.csv", "--format", "json"];
    let said = stakeout_in(&folder, &[&words[..], &["--correlate", "officers~A.subjects=0"]].concat(), b"");
    assert_eq!(said.code, Some(0), "{}", said.err);
    let wishes = said.json()["correlations"].as_array().unwrap().clone();
    let ranks: Vec<f64> = wishes.iter().map(|wish| number(wish, "rank_correlation")).collect();
    assert_eq!(ranks, [0.7, 0.0], "what is typed replaces the table's row");
    let mut reader = csv::Reader::from_path(folder.path().join("draws.csv")).unwrap();
    let place = |name: &str, reader: &mut csv::Reader<fs::File>| {
        reader.headers().unwrap().iter().position(|header| header == name).unwrap()
    };
    let (a, b) = (place("A.subjects", &mut reader), place("B.subjects", &mut reader));
    let pairs: Vec<(f64, f64)> = reader
        .records()
        .map(|row| row.unwrap())
        .map(|row| (row[a].parse::<f64>().unwrap(), row[b].parse::<f64>().unwrap()))
        .collect();
    // Both inputs are uniform, so that their correlation is that of their ranks; four standard errors.
    let n = pairs.len() as f64;
    let centred = pairs.iter().map(|(a, b)| ((a - 1500.0) / 1000.0, (b - 3500.0) / 1000.0));
    let correlation = centred.map(|(a, b)| a * b).sum::<f64>() * 12.0 / n;
    assert!((correlation - 0.7).abs() < 4.0 / n.sqrt(), "{correlation}");
}

#[test]
fn each_mistake_has_its_words() {
    let quick = "data/quick";
    let cases: [(&[&str], &str); 16] = [
        (
            &["simulate", quick, "--target", "coverage"],
            "error: --target coverage: write OUTCOME=VALUE, as in --target coverage=50%\n",
        ),
        (
            &["simulate", quick, "--target", "covrage=50%"],
            "error: there is no outcome `covrage`; did you mean `coverage`?\n",
        ),
        (
            &["simulate", quick, "--target", "coverage=1-2%"],
            "error: --target coverage=1-2%: a target is one value, not a range; write for example coverage=50%\n",
        ),
        (
            &["simulate", quick, "--correlate", "subjects"],
            "error: --correlate subjects: write A~B=R, as in --correlate A.subjects~B.subjects=0.5\n",
        ),
        (
            &["simulate", quick, "--correlate", "subjects~officers=0.5"],
            "error: --correlate subjects~officers=0.5: `subjects` is given exactly and does not vary; give it a range, such as 15-20\n",
        ),
        (
            &["simulate", quick, "--correlate", "subjects~officers=1.5"],
            "error: --correlate subjects~officers=1.5: a rank correlation is one number from -1 to 1, such as 0.5\n",
        ),
        (
            &["simulate", quick, "--correlate", "officers_per_subject~officers_per_subject=0.5"],
            "error: officers_per_subject~officers_per_subject=0.5 is no rank correlation: write each pair of different inputs once, with a value from -1 to 1\n",
        ),
        (
            &["simulate", quick, "--precision", "1%", "--sampling", "latin"],
            "error: Latin hypercube sampling divides each input by the number of draws and cannot go on until a precision is reached: give a number of draws, or use random or Sobol sampling\n",
        ),
        (
            &["simulate", quick, "--draws-out", "x.json"],
            "error: --draws-out x.json: draws are written as CSV; give the file a name that ends in .csv\n",
        ),
        (
            &["simulate", quick, "--draws-out", "x.csv", "-o", "x.csv"],
            "error: --draws-out x.csv: the answer goes to that file; give the draws another name\n",
        ),
        (
            &["morris", quick, "--levels", "5"],
            "error: a step is half of the levels, which 5 levels do not allow; write an even number from 2 to 1000, such as 4\n",
        ),
        (
            &["morris", quick, "--group", "lists"],
            "error: --group lists: write NAME=INPUT,INPUT, as in --group lists=A.subjects,B.subjects\n",
        ),
        (
            &["sobol", quick, "--group", "lists=subjects"],
            "error: --group lists=subjects: `subjects` does not vary here: it is given exactly, or the outcome does not depend on it; leave it out\n",
        ),
        (
            &["sobol", quick, "--resamples", "10"],
            "error: 10 resamples do not make an interval; ask for at least 100, or leave resamples out\n",
        ),
        (
            &["sobol", quick, "--samples", "1"],
            "error: 1 samples have no variance to share out; ask for at least 2, better 1024\n",
        ),
        (
            &["sobol", quick, "--set", "officers_per_subject=17"],
            "error: none of the 3 inputs has a range: nothing is uncertain as the study stands; give an input a range, as in --set NAME=15-20, or let all of them vary with --approx 10%\n",
        ),
    ];
    for (words, told) in cases {
        assert_eq!(refused(words), told, "{words:?}");
    }
}

#[test]
fn options_that_do_not_fit_are_told() {
    let cases = [
        (["--draws", "0"], "write one whole number from 1, such as 10,000"),
        (["--draws", "1.5"], "write one whole number from 1, such as 10,000"),
        (["--precision", "p5=1%"], "`p5` is no statistic; write mean, or p05, p50, p95 and so on"),
        (["--precision", "100%"], "write one share above 0% and below 100%, such as 1%"),
        (["--sampling", "halton"], "invalid value 'halton'"),
        (["--seed", "one"], "invalid value 'one'"),
        (["--threads", "0"], "invalid value '0'"),
    ];
    for (words, told) in cases {
        let said = refused(&[&["simulate", "data/quick"], &words[..]].concat());
        assert!(said.contains(told), "{words:?}: {said}");
    }
    let both = refused(&["simulate", "data/quick", "--draws", "10", "--precision", "1%"]);
    assert!(both.contains("cannot be used with '--precision <SHARE>'"), "{both}");
}

#[test]
fn a_target_is_the_outcome_unless_another_is_asked_for() {
    let asked = |words: &[&str]| {
        let answer = answer(&[&["simulate", "data/france-2015-2019", "--draws", "1000"], words].concat());
        let name = |row: &Value| row["outcome"].as_str().unwrap().to_owned();
        let mut names: Vec<String> = answer["rows"].as_array().unwrap().iter().map(name).collect();
        names.sort();
        names.dedup();
        names
    };
    assert_eq!(asked(&["--target", "coverage@2018=5%"]), ["coverage@2018"]);
    assert_eq!(
        asked(&["--target", "coverage@2018=5%", "--outcome", "coverage"]),
        ["coverage", "coverage@2018"]
    );
    assert_eq!(
        asked(&["--target", "officer_shortfall<=60000", "--target", "coverage@2016=5%"]),
        ["coverage@2016", "officer_shortfall"]
    );
    assert_eq!(asked(&["--target", "first_date(coverage, 4.7%)=2018"]), ["first_date(coverage, 4.7%)"]);
}

#[test]
fn a_targets_value_is_shown_in_its_unit() {
    let page = program::stakeout(&[
        "simulate",
        "data/france-2015-2019",
        "--draws",
        "1000",
        "-q",
        "--target",
        "coverage@2018=5%",
        "--target",
        "first_date(coverage, 4.7%)=2018",
    ])
    .out;
    assert!(
        page.contains("probability at least 5%") && page.contains("probability at most 2018-12-31"),
        "{page}"
    );
}

#[test]
fn inputs_that_go_together_are_said_to_be_taken_as_independent() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("tiers.csv", "tier,subjects,officers_per_subject\nA,900-1100,10-20\nB,50-60,2\n");
    write("pools.csv", "pool,officers\np,4000-5000\n");
    let rows = |rows: &str| write("correlations.csv", &format!("input,with,rank_correlation\n{rows}"));
    let caveats = |verb: &str| {
        let words = [verb, ".", "--tier", "A", "--outcome", "coverage", "--format", "json", "-q"];
        stakeout_in(&folder, &words, b"").json()["caveats"].to_string()
    };
    rows("A.subjects,p.officers,0.9\nA.subjects,B.subjects,0.7\n");
    let one = "the study says that A.subjects and p.officers go together (rank correlation 0.90): taken as independent \
               here; simulate takes it into account";
    for verb in ["sobol", "morris", "tornado"] {
        let said = caveats(verb);
        // The list B is not behind A's coverage.
        assert!(said.contains(one) && !said.contains("B.subjects"), "{verb}: {said}");
    }
    assert!(!caveats("simulate").contains("independent here"));
    rows("A.subjects,p.officers,0.9\nA.officers_per_subject,p.officers,-0.2\n");
    let several = "the study says that these go together, A.subjects and p.officers (rank correlation 0.90), \
                   A.officers_per_subject and p.officers (rank correlation \u{2212}0.20): taken as independent here";
    assert!(caveats("tornado").contains(several), "{}", caveats("tornado"));
    let figure = ["tornado", ".", "--tier", "A", "-o", "t.svg", "-q"];
    assert_eq!(stakeout_in(&folder, &figure, b"").code, Some(0));
    let drawn = std::fs::read_to_string(folder.path().join("t.svg")).unwrap();
    assert!(drawn.contains("independent"), "{drawn}");
}
