//! The years ahead from outside: `project`, and the other verbs on an outcome at a date.

#![allow(clippy::unwrap_used)]

mod program;

use program::{Said, of_folder, row, stakeout, stakeout_in};
use serde_json::Value;

const TIERS: (&str, &str) = ("tiers.csv", "tier,subjects,officers_per_subject\nlisted,11000,17.5\n");
const POOLS: (&str, &str) = ("pools.csv", "pool,officers,attrition_per_year\nDGSI,3300,4%\n");
const HIRES: (&str, &str) = ("hires.csv", "pool,announced,from,to,training_months\nDGSI,8500,2015,2016,12\n");
/// 3,300 officers at the end of 2014, 4,250 recruits a year for two years, a year of training, 4% leaving a year.
const ABOUT: (&str, &str) = ("about.csv", "key,value\nas_of,2014\n");
const STUDY: [(&str, &str); 4] = [TIERS, POOLS, HIRES, ABOUT];

const FRANCE: &str = "data/france-2015-2019";

#[test]
fn days_are_drawn_as_marks_on_a_line_of_dates() {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in STUDY {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let scenarios = "scenario,input,operation,value\nhalf,DGSI.announced,multiply,0.8\n";
    std::fs::write(folder.path().join("scenarios.csv"), scenarios).unwrap();
    let words = ["compare", ".", "--outcome", "first_date(coverage, 3%)", "-q", "-o", "days.svg"];
    assert_eq!(stakeout_in(&folder, &words, b"").code, Some(0));
    let svg = std::fs::read_to_string(folder.path().join("days.svg")).unwrap();
    assert!(svg.contains("First date with coverage at 3%") && svg.contains("<circle"), "{svg}");
    assert!(svg.contains(">2016") && !svg.contains(">1970"), "{svg}");
}

/// Everything a run says about a study of several files.
fn said(files: &[(&str, &str)], words: &[&str]) -> Said {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    stakeout_in(&folder, words, b"")
}

fn with_hires(hires: &'static str) -> Vec<(&'static str, &'static str)> {
    vec![TIERS, POOLS, ("hires.csv", hires), ABOUT]
}

fn base(answer: &Value, date: &str, quantity: &str) -> f64 {
    row(answer, &[("date", date), ("quantity", quantity)])["base"].as_f64().unwrap()
}

fn close(found: f64, known: f64, within: f64) {
    assert!((found - known).abs() <= within, "{found} for {known}");
}

#[test]
fn every_date_has_every_quantity() {
    let answer = of_folder(&STUDY, &["project", "--until", "2019"]);
    for (date, known) in [("2015", 3_170.61), ("2016", 7_212.41), ("2017", 11_095.73), ("2019", 10_242.65)] {
        close(base(&answer, date, "officers_trained"), known, 0.005);
        close(base(&answer, date, "coverage"), known / 192_500.0, 1e-7);
        close(base(&answer, date, "officer_shortfall"), 192_500.0 - known, 0.005);
    }
    let keys: Vec<&str> = answer["rows"][0].as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(keys, ["date", "scenario", "quantity", "unit", "low", "base", "high"]);
    let quantities = answer["rows"].as_array().unwrap().iter().filter(|row| row["date"] == "2016");
    let quantities: Vec<&str> = quantities.map(|row| row["quantity"].as_str().unwrap()).collect();
    let all = [
        "officers_announced",
        "officers_recruited",
        "officers_in_training",
        "officers_trained",
        "officers_left",
        "officers_available",
        "officers_required",
        "coverage",
        "officer_shortfall",
    ];
    assert_eq!(quantities, all);
    assert_eq!(answer["start"]["date"], "2014");
}

#[test]
fn dates_end_years_quarters_or_months() {
    let dates = |by: &str, until: &str| {
        let answer =
            of_folder(&STUDY, &["project", "--by", by, "--until", until, "--outcome", "officers_trained"]);
        let rows = answer["rows"].as_array().unwrap().clone();
        rows.iter().map(|row| row["date"].as_str().unwrap().to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(dates("year", "2016"), "2014 2015 2016");
    assert_eq!(dates("quarter", "2015-09"), "2014-Q4 2015-Q1 2015-Q2 2015-Q3");
    assert_eq!(dates("month", "2015-03"), "2014-12 2015-01 2015-02 2015-03");
    assert!(dates("month", "2016-01").ends_with("2015-11 2015-12 2016-01"));
    assert!(dates("quarter", "2016-03").ends_with("2015-Q3 2015-Q4 2016-Q1"));
}

#[test]
fn what_is_between_does_not_change_what_comes_of_it() {
    let at_the_end = |by: &str, end: &str| {
        base(&of_folder(&STUDY, &["project", "--by", by, "--until", "2019"]), end, "officers_trained")
    };
    assert_eq!(at_the_end("year", "2019"), at_the_end("month", "2019-12"));
}

#[test]
fn the_way_of_leaving_is_told() {
    let told = |pools| {
        said(&[TIERS, ("pools.csv", pools), HIRES, ABOUT], &["explain", ".", "--outcome", "coverage@2018"])
    };
    let leaving = "officers leave continuously: of those there, exp(-rate x years) are still there (Bartholomew, \
                   Forbes and McClean 1991); steps of a month give the same within 0.3%";
    let replaced = "where replacement_months is given, those who leave are replaced that much later: rate x years of \
                    the posts are empty, and never more than rate x time to replace";
    assert_eq!(told(POOLS.1).err, format!("note: {leaving}\n"));
    let pools = "pool,officers,attrition_per_year,replacement_months\nDGSI,3300,4%,12\n";
    assert_eq!(told(pools).err, format!("note: {replaced}\n"));
}

#[test]
fn steps_name_the_row_and_the_date() {
    let hires = "intake,pool,announced,from,to,training_months\nfirst,DGSI,4250,2015,,12\nsecond,DGSI,4250,2016,,12\n";
    let steps = said(&with_hires(hires), &["explain", ".", "--outcome", "coverage@2016"]).out;
    for name in
        ["recruits trained [first, 2016]", "recruits trained [second, 2016]", "share staying [DGSI, 2016]"]
    {
        assert!(steps.contains(name), "{name} in {steps}");
    }
}

#[test]
fn posts_empty_while_they_are_filled_again() {
    let pools = "pool,officers,attrition_per_year,replacement_months\nDGSI,200,10%,12\n";
    let answer = of_folder(&[TIERS, ("pools.csv", pools), ABOUT], &["project", "--until", "2016"]);
    close(base(&answer, "2015", "officers_available"), 180.0, 1e-9);
    close(base(&answer, "2016", "officers_available"), 180.0, 1e-9);
    // As many posts are empty in every year: the column says what it counts.
    let page = said(&[TIERS, ("pools.csv", pools), ABOUT], &["project", ".", "--until", "2016"]).out;
    assert!(page.contains("left and not replaced"), "{page}");
    let hires = [("hires.csv", "pool,announced,from,to\nDGSI,10,2015,2015\n")];
    let files = [&[TIERS, ("pools.csv", pools), ABOUT], hires.as_slice()].concat();
    let page = said(&files, &["project", ".", "--until", "2016"]).out.replace('\n', " ");
    assert!(page.contains("officers have left and are not replaced."), "{page}");
}

#[test]
fn the_dip_and_the_plateau_are_told() {
    let hires = "pool,announced,from,to,training_months,trainer_share\nDGSI,8500,2015,2016,12,20%\n";
    let page = said(&with_hires(hires), &["project", ".", "--until", "2020"]).out.replace('\n', " ");
    // 4,250 recruits in training take 850 of the 3,171 left at the end of 2015.
    assert!(page.contains("The fewest are available at the end of 2015: 2,321 officers."), "{page}");
    assert!(page.contains("The most are available at the end of 2017: 11,096 officers."), "{page}");
    assert!(page.contains("Of 8,500 posts announced by then, 8,500 are filled"), "{page}");
}

#[test]
fn trainers_that_there_are_not_are_told() {
    let caveats = |share: &str| {
        let hires =
            format!("pool,announced,from,to,training_months,trainer_share\nDGSI,8500,2015,2016,12,{share}\n");
        let files = [TIERS, POOLS, ("hires.csv", &hires), ABOUT];
        of_folder(&files, &["project", "--until", "2017"])["caveats"].to_string()
    };
    // 4,250 in training take as many trainers; of the 3,300 officers 3,300 exp(-0.08) = 3,046 are left after two years.
    assert!(caveats("100%").contains(
        "training takes more trainers than there are officers: at the end of 2016 up to 1,204 are missing, and recruits \
         are counted as if they had been trained all the same"
    ), "{}", caveats("100%"));
    assert!(!caveats("20%").contains("trainers"));
}

#[test]
fn how_many_recruits_a_year_it_takes_can_be_solved_for() {
    let answer = of_folder(&STUDY, &["solve", "--for", "DGSI.announced", "--target", "coverage@2020=10%"]);
    // 19,250 officers are a tenth of those required. Recruits come out of training evenly in 2016 and 2017.
    let still_there = |years: f64| (-0.04 * years).exp();
    let of_recruits = still_there(3.0) * (1.0 - still_there(2.0)) / 0.08;
    let known = (19_250.0 - 3_300.0 * still_there(6.0)) / of_recruits;
    close(answer["rows"][0]["value"].as_f64().unwrap(), known, 1e-6 * known);
}

#[test]
fn the_first_date_can_be_answered_and_solved_for() {
    let page =
        said(&STUDY, &["project", ".", "--reach", "officers_trained=7000", "--reach", "coverage=10%"]).out;
    assert!(page.contains("  - officers_trained=7000: 2016-12-31\n"), "{page}");
    assert!(page.contains("  - coverage=10%: not by the end of 2018\n"), "{page}");
    let target = "first_date(coverage, 5%)=2017-06";
    let solved = |target: &str| {
        of_folder(&STUDY, &["solve", "--for", "DGSI.announced", "--target", target])["rows"].clone()
    };
    let dates = solved(target);
    // The fewest posts that are in time are those with which coverage is 5% then.
    let coverage = solved("coverage@2017-06=5%");
    assert_eq!(dates.as_array().unwrap().len(), 1, "{dates}");
    let (date, coverage) = (dates[0]["value"].as_f64().unwrap(), coverage[0]["value"].as_f64().unwrap());
    // Posts are whole, and one fewer is too late.
    assert_eq!(date, (coverage - 1e-6).ceil());
    let page = said(&STUDY, &["solve", ".", "--for", "DGSI.announced", "--target", target]).out;
    let page = page.replace('\n', " ");
    assert!(page.starts_with("First date with coverage at 5% is 2017-06-30 or earlier with"), "{page}");
}

#[test]
fn every_analysis_takes_an_outcome_at_a_date() {
    let announced = "[announced in January 2015].announced";
    let asked: [&[&str]; 8] = [
        &["cover", FRANCE, "--outcome", "coverage@2018"],
        &["explain", FRANCE, "--outcome", "coverage@2018"],
        &["compare", FRANCE, "--outcome", "coverage@2018"],
        &["simulate", FRANCE, "--outcome", "coverage@2018", "--draws", "1000"],
        &["sobol", FRANCE, "--outcome", "coverage@2018", "--samples", "256"],
        &["tornado", FRANCE, "--outcome", "coverage@2018"],
        &["solve", FRANCE, "--for", announced, "--target", "coverage@2018=10%"],
        &["sweep", FRANCE, "--vary", "DGSI.officers=3000..4000:3", "--outcome", "coverage@2018"],
    ];
    for words in asked {
        let answer = program::answer(words);
        assert!(!answer["rows"].as_array().unwrap().is_empty(), "{words:?}");
    }
}

#[test]
fn simulated_and_projected_are_the_same_quantity() {
    let projected = program::answer(&["project", FRANCE, "--until", "2018", "--outcome", "coverage"]);
    let at = row(&projected, &[("date", "2018"), ("scenario", "base")]);
    let simulated = program::answer(&["simulate", FRANCE, "--outcome", "coverage@2018", "--draws", "100000"]);
    let of = |statistic: &str| row(&simulated, &[("statistic", statistic)])["value"].as_f64().unwrap();
    assert!(of("min") >= at["low"].as_f64().unwrap() && of("max") <= at["high"].as_f64().unwrap());
    assert!(of("min") < at["base"].as_f64().unwrap() && of("max") > at["base"].as_f64().unwrap());
}

#[test]
fn a_projection_is_held_against_what_became_of_it() {
    let words =
        ["project", FRANCE, "--until", "2018", "--outcome", "officers_on_staff", "--against", "real staff"];
    let answer = program::answer(&words);
    let at = |date: &str, scenario: &str| {
        row(&answer, &[("date", date), ("scenario", scenario)])["base"].as_f64().unwrap()
    };
    for (date, real) in
        [("2014", 3_250.0), ("2015", 3_548.0), ("2016", 3_812.0), ("2017", 3_999.0), ("2018", 4_043.0)]
    {
        assert_eq!(at(date, "real staff"), real);
        let more = answer["against"]["more"].as_array().unwrap().iter().find(|more| more["date"] == date);
        close(more.unwrap()["base"].as_f64().unwrap(), at(date, "base") - real, 1e-9);
    }
    assert_eq!(answer["against"]["scenario"], "real staff");
    let page = stakeout(&words).out.replace('\n', " ");
    let miss =
        "At the end of 2018 that is 439 to 669 officers fewer than in \u{201c}real staff\u{201d} (4,043).";
    assert!(page.contains(miss), "{page}");
}

#[test]
fn the_figure_of_the_miss_says_it() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("miss.svg");
    let words = [
        "project",
        FRANCE,
        "--until",
        "2018",
        "--outcome",
        "officers_on_staff",
        "--against",
        "real staff",
        "-q",
        "-o",
        file.to_str().unwrap(),
    ];
    assert_eq!(stakeout(&words).code, Some(0));
    let svg = std::fs::read_to_string(file).unwrap();
    let title = "End of 2018: 3,374 to 3,604 projected, 439 to 669 fewer than in \u{201c}real staff\u{201d}";
    for said in [title, "real staff 4,043", "Median 3,491", "Not a forecast.", "Seed 1."] {
        assert!(svg.contains(said), "{said}");
    }
    assert!(!svg.contains("plus 5,000"), "only what it is held against is drawn beside it");
}

/// Three lists within each other, whose ratios share the hours of a year.
const NESTED: [(&str, &str); 3] = [
    (
        "tiers.csv",
        "tier,subjects,regime,part_of\nouter,18000-22000,visit,\nmid,9900-12100,close,outer\n\
        inner,1200-1432,full,mid\n",
    ),
    (
        "regimes.csv",
        "regime,on_duty,visits_per_month,hours_per_visit,officers_per_subject\nfull,3-4,,,\n\
        close,,,,5-8\nvisit,,1-2,3,\n",
    ),
    ("hours.csv", "hours_per_week,hours_per_day,leave_days,sick_days\n35-39,7,25,5-10\n"),
];

const POOL: &str = "pool,officers,deployable,as_of\nS,3250-3548,50-70%,2020\n";

fn nested(pools: &str, scenarios: &str) -> String {
    let folder = [NESTED.as_slice(), &[("pools.csv", pools), ("scenarios.csv", scenarios)]].concat();
    let words =
        ["project", ".", "--from", "2020", "--until", "2021", "--outcome", "coverage", "--against", "other"];
    said(&folder, &words).out.split_whitespace().collect::<Vec<&str>>().join(" ")
}

#[test]
fn a_difference_is_exact_where_both_are_divided_by_the_same() {
    let page = nested(POOL, "scenario,input,operation,value\nother,S.officers,add,500\n");
    // Every end of every input tried by a loop outside the program: 0.21 to 0.57.
    assert!(page.contains("that is 0.21 to 0.57 points lower than in"), "{page}");
    assert!(!page.contains("enclose what the inputs allow"), "{page}");
}

#[test]
fn a_difference_that_is_only_enclosed_says_so() {
    let pools = "pool,officers,deployable,vacancy,attrition_per_year,replacement_months\nS,3250-3548,50-70%,5-10%,4-10%,12\n";
    let page = nested(pools, "scenario,input,operation,value\nother,full.on_duty,set,5\n");
    let caveat = "low and high of the difference in coverage (officers available / required) from \u{201c}other\u{201d} \
                  enclose what the inputs allow: the smallest and the largest difference may lie closer";
    assert!(page.contains(caveat), "{page}");
}

#[test]
fn the_figure_of_a_difference_in_points_says_points() {
    let folder = tempfile::tempdir().unwrap();
    let more = ("scenarios.csv", "scenario,input,operation,value\nmore,S.officers,add,500\n");
    for (name, text) in NESTED.into_iter().chain([("pools.csv", POOL), more]) {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    let words =
        ["project", ".", "--from", "2020", "--until", "2022", "--outcome", "coverage", "--against", "more"];
    let drawn = stakeout_in(&folder, &[words.as_slice(), &["-q", "-o", "miss.svg"]].concat(), b"");
    assert_eq!(drawn.code, Some(0), "{}", drawn.err);
    let svg = std::fs::read_to_string(folder.path().join("miss.svg")).unwrap();
    assert!(svg.contains("0.21 to 0.57 points lower than in"), "{svg}");
}

#[test]
fn what_cannot_be_projected_is_told() {
    let told = |files: &[(&str, &str)], words: &[&str]| {
        let said = said(files, &[&["project", "."], words].concat());
        assert_eq!((said.code, said.out.as_str()), (Some(2), ""), "{words:?}");
        said.err
    };
    let undated = [TIERS, ("pools.csv", "pool,officers\nDGSI,3300\n")];
    assert_eq!(
        told(&undated, &[]),
        "error: say from when to when: add --from DATE and --until DATE, as in --from 2015 --until 2025 (the study has \
         no as_of and no dates)\n"
    );
    let cases = [
        (
            &["--until", "2013"][..],
            "error: --until 2013 is not after the start, 2014: ask for a later date, or give --from an earlier one\n",
        ),
        (
            &["--reach", "cover=10%"],
            "error: --reach cover=10%: write a quantity and its value, as in --reach coverage=10%\n",
        ),
        (
            &["--reach", "coverage=10"],
            "error: --reach coverage=10: coverage is a share; write `coverage=10%`, or a number from 0 to 1\n",
        ),
        (&["--outcome", "coverag"], "error: there is no outcome `coverag`; did you mean `coverage`?\n"),
        (
            &["--outcome", "coverage@2016"],
            "error: project answers at every date: write --outcome coverage, and --from and --until for the dates\n",
        ),
        (&["--against", "nobody"], "error: there is no scenario `nobody`; there are: base\n"),
        (&["--against", "base"], "error: --against base: that is the scenario projected; name another\n"),
    ];
    for (words, error) in cases {
        assert_eq!(told(&STUDY, words), error);
    }
    let none = said(&undated, &["project", ".", "--from", "2014", "--until", "2016"]);
    assert_eq!(
        none.err,
        "note: nothing in this study changes with the years: a table hires (announced, from, to), a table series (date, \
         input, value) or a column attrition_per_year on pools says what does\n"
    );
}

#[test]
fn a_spreadsheet_in_french_is_read() {
    let files = [
        ("listes.csv", "liste;sujets;agents par sujet\nsuivis;11000;17,5\n"),
        ("effectifs.csv", "pool;effectif;attrition_per_year\nDGSI;3300;4%\n"),
        (
            "recrues.csv",
            "pool;announced;from;to;training_months\nDGSI;4250;2015-Q1;2015-Q4;12\nDGSI;4250;2016-01;2016-12;12\n",
        ),
        ("dates.csv", "date;input;value\n2016-03;suivis.subjects;12 000\n"),
        ABOUT,
    ];
    let answer = of_folder(&files, &["project", "--until", "2019"]);
    close(base(&answer, "2017", "officers_trained"), 11_095.73, 0.005);
    assert_eq!(base(&answer, "2015", "officers_required"), 192_500.0);
    assert_eq!(base(&answer, "2016", "officers_required"), 210_000.0);
}

/// Twice as many officers as are needed by the end of 2016, too few before.
const CLOSING: [(&str, &str); 4] = [
    ("tiers.csv", "tier,subjects,officers_per_subject\nlisted,100,10\n"),
    ("pools.csv", "pool,officers\nDGSI,500\n"),
    ("hires.csv", "pool,announced,from,to\nDGSI,1500,2015,2016\n"),
    ABOUT,
];

#[test]
fn a_shortfall_is_reached_from_above() {
    let words =
        ["project", ".", "--until", "2017", "--reach", "officer_shortfall=0", "--reach", "coverage=100%"];
    let said = said(&CLOSING, &words);
    assert_eq!(said.code, Some(0), "{}", said.err);
    // 500 more come in eight months of 24.
    assert_eq!(said.out.matches("2015-08-31").count(), 2, "{}", said.out);
}

#[test]
fn dates_are_compared_in_days_and_what_never_comes_is_said() {
    let outcomes = (
        "outcomes.csv",
        "outcome,formula\nfull,\"first_date(coverage, 100%)\"\nnever,\"first_date(coverage, 900%)\"\n",
    );
    let scenarios = ("scenarios.csv", "scenario,input,operation,value\nhalf,DGSI.announced,set,750\n");
    let files: Vec<(&str, &str)> = CLOSING.into_iter().chain([outcomes, scenarios]).collect();
    let answer = of_folder(&files, &["compare", "--outcome", "full"]);
    let change = row(&answer, &[("scenario", "half")])["change"].as_f64();
    // Half as fast: from the end of August 2015 to that of April 2016.
    close(change.unwrap(), 243.0, 0.0);
    let page = said(&files, &["compare", ".", "--outcome", "full", "-o", "full.svg"]);
    assert!(page.out.contains("+243 days") && !page.out.contains("1970"), "{}", page.out);
    let caveats = answer["caveats"].to_string();
    assert!(
        caveats.contains("a first date of 2025-01-31 means: not by 2024-12-31, the last date looked at"),
        "{caveats}"
    );
}

#[test]
fn hires_before_the_count_are_told() {
    let hires = ("hires.csv", "pool,announced,from,to\nDGSI,1500,2013,2016\n");
    let files = [CLOSING[0], CLOSING[1], hires, ABOUT];
    let said = said(&files, &["project", ".", "--until", "2017"]);
    assert!(said.err.contains("posts of `DGSI` were filled from 2013 on"), "{}", said.err);
}

#[test]
fn who_is_watched_is_not_worked_out_at_dates() {
    let said = said(&CLOSING, &["cover", ".", "--outcome", "subjects_watched@2016"]);
    assert_eq!(said.code, Some(2));
    assert!(
        said.err.contains("`subjects_watched` is not worked out at dates, only for today"),
        "{}",
        said.err
    );
}

#[test]
fn a_formula_asked_for_keeps_the_points_of_its_numbers() {
    for formula in ["first_date(coverage, 5.5%)", "coverage@2016 * uniform(1.5, 2.5)"] {
        let said = said(&CLOSING, &["explain", ".", "--outcome", formula]);
        let heading = format!("\n{}\n", formula.replace("first_date", "first date"));
        assert!(said.out.contains(&heading), "{}", said.out);
    }
    let out = said(&CLOSING, &["explain", ".", "--outcome", "coverage@2016 * uniform(1.5, 2.5)"]).out;
    assert!(out.contains(" x uniform(1.5, 2.5)\n"), "{out}");
}

#[test]
fn what_a_series_hides_of_settings_and_scenarios_is_told() {
    let files = [
        ("tiers.csv", "tier,subjects,officers_per_subject\na,1000,10\nb,500,2\n"),
        ("pools.csv", "pool,officers,as_of\nS,500,2020\n"),
        (
            "series.csv",
            "scenario,date,input,value,between\n,2023,a.subjects,2000,linear\nown,2024,b.subjects,700,step\n",
        ),
        (
            "scenarios.csv",
            "scenario,input,operation,value\nalt,a.subjects,multiply,1.5\nown,b.subjects,set,600\n\
             own,S.officers,add,5\n",
        ),
    ];
    let note = |date: &str, words: &[&str]| {
        let outcome = format!("officers_required@{date}");
        let words = [&["cover", ".", "--tier", "total", "--outcome", &outcome], words].concat();
        said(&files, &words).err
    };
    let both = note("2025", &["--set", "a.subjects=5000"]);
    let hidden = "note: a series says what `a.subjects` is from 2023 on: --set and scenario \"alt\" change it only before\n";
    assert!(both.contains(hidden), "{both}");
    let own = "note: a series of scenario \"own\" says what `b.subjects` is from 2024 on: scenario \"own\" changes it \
               only before\n";
    assert!(both.contains(own), "{both}");
    let alone = note("2025", &["--set", "S.officers=600"]);
    assert!(
        alone.contains("on: scenario \"alt\" changes it only before") && !alone.contains("S.officers"),
        "{alone}"
    );
    let early = note("2022", &["--set", "a.subjects=5000"]);
    assert!(!early.contains("a series"), "{early}");
}

#[test]
fn a_series_of_officers_is_said_to_count_without_hires() {
    let series = ("series.csv", "date,input,value,between\n2016,DGSI.officers,2000,step\n");
    let files: Vec<(&str, &str)> = STUDY.into_iter().chain([series]).collect();
    let told = "note: a series says how many officers `DGSI` has: its hires and leavers are not counted on top, at no \
                date\n";
    assert!(said(&files, &["project", ".", "--until", "2018"]).err.contains(told));
    assert!(!said(&STUDY, &["project", ".", "--until", "2018"]).err.contains("a series says"));
}
