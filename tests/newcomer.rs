//! What people new to the program stumbled over, each as a test of its own.

#![allow(clippy::unwrap_used)]

use std::process::{Command, Output};

/// A study of two services and a nested list, with a cost.
fn study() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write(
        "tiers.csv",
        "tier,subjects,officers_per_subject,part_of\non file,20000,0.1,\ndangerous,1200,15-20,on file\n",
    );
    write("pools.csv", "pool,officers,deployable\nservice,3300,10-20%\npolice,2000,5%\n");
    write("plans.csv", "scenario,input,operation,value\nmore,service.officers,add,500\n");
    write(
        "outcomes.csv",
        "outcome,formula,unit\ncost,officers_required * 60000 EUR per officer,million EUR\n",
    );
    folder
}

fn stakeout(folder: &tempfile::TempDir, words: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_stakeout")).current_dir(folder.path()).args(words).output().unwrap()
}

/// Standard output, standard error, exit code.
fn said(words: &[&str]) -> (String, String, Option<i32>) {
    let output = stakeout(&study(), words);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    (text(output.stdout), text(output.stderr), output.status.code())
}

#[test]
fn a_target_with_words_beside_it_is_refused() {
    let (_, err, code) =
        said(&["solve", ".", "--for", "service.officers", "--target", "cost=2000 million EUR"]);
    let told = "error: --target cost=2000 million EUR: write the number alone; it is read in the outcome's own unit \
                (million EUR)\n";
    assert_eq!((err.as_str(), code), (told, Some(2)));
    let (_, err, code) = said(&["simulate", ".", "--target", "cost>=1500 million EUR"]);
    assert!(err.contains("write the number alone") && code == Some(2), "{err}");
}

#[test]
fn an_outcome_of_ones_own_is_about_the_whole_study() {
    let (out, err, code) =
        said(&["cover", ".", "--tier", "dangerous", "--outcome", "cost", "--format", "csv"]);
    // (18,800 x 0.1 + 1,200 x 15 to 20) officers at 60,000 EUR each.
    assert!(out.contains("base,total,cost,million EUR,1192.8,1372.8,1552.8,"), "{out}");
    assert!(err.contains(
        "note: `cost` is a formula about all tiers, or those it names: --tier dangerous does not change it"
    ));
    assert_eq!(code, Some(0));
}

#[test]
fn scenarios_compare_outcomes_of_ones_own() {
    let (out, _, code) = said(&["compare", ".", "--outcome", "cost", "--format", "csv"]);
    assert_eq!((out.lines().count(), code), (3, Some(0)), "{out}");
    assert!(out.lines().nth(2).unwrap().ends_with(",0,0,0"), "{out}");
}

/// A ratio that may be 0 leaves coverage, and what changes it, without a limit: that is said once.
#[test]
fn no_limit_is_said_once() {
    let folder = study();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("tiers.csv", "tier,subjects,officers_per_subject\ndangerous,100,0-5\n");
    let told = |words: &[&str]| String::from_utf8(stakeout(&folder, words).stdout).unwrap();
    let changed = told(&["compare", ".", "--outcome", "coverage"]);
    let row = changed.lines().find(|line| line.trim_start().starts_with("more  ")).unwrap();
    assert!(row.ends_with("no limit    no limit"), "{changed}");
    write("tiers.csv", "tier,subjects,officers_per_subject\ndangerous,100,0\n");
    let closed = told(&["compare", "."]);
    let row = closed.split("shortfall closed").nth(1).unwrap().lines().nth(2).unwrap();
    assert_eq!(row.matches("no limit").count(), 1, "{closed}");
    assert!(!row.contains("not defined"), "{closed}");
}

#[test]
fn impossible_shares_and_counts_are_refused() {
    let (_, err, code) = said(&["cover", ".", "--set", "service.deployable+=500%"]);
    assert_eq!(
        (err.as_str(), code),
        ("error: --set makes `service.deployable` over 100%, which cannot be\n", Some(2))
    );
    let (_, err, _) = said(&["cover", ".", "--set", "service.officers+=-9000"]);
    assert!(err.starts_with("error: --set makes `service.officers` below 0, which cannot be\n"), "{err}");
    let (_, err, _) = said(&["cover", ".", "--set", "service.officers*=10%"]);
    assert_eq!(
        err,
        "error: --set service.officers*=10%: `*=` multiplies: write `*=1.1` for 10% more, `*=0.1` for a tenth\n"
    );
}

#[test]
fn nested_lists_are_added_up_without_a_blank_term() {
    let (out, _, _) = said(&["explain", ".", "--tier", "total", "--outcome", "breakeven_ratio"]);
    assert!(
        out.contains("subjects [total]\n  = sum of subjects\n  = 20,000\n  = 20,000 subjects\n"),
        "{out}"
    );
}

#[test]
fn shares_of_an_uncertainty_without_limit_are_refused() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("z.csv"), "subjects,officers_per_subject,officers\n0-100,0-20,0-50\n")
        .unwrap();
    let output = stakeout(&folder, &["sobol", "z.csv"]);
    let err = String::from_utf8(output.stderr).unwrap();
    assert!(err.contains("has no limit, because something is divided by a range that contains 0"), "{err}");
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn only_the_share_to_watch_is_spoken_of() {
    let folder = tempfile::tempdir().unwrap();
    let text = "tier,subjects,officers_per_subject,officers,share_to_watch\na,11000,17,3300,30%\n";
    std::fs::write(folder.path().join("s.csv"), text).unwrap();
    let output = stakeout(&folder, &["cover", "s.csv"]);
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("To watch 3,300 of 11,000 subjects (a) takes 56,100 officers"), "{out}");
}

#[test]
fn swept_values_are_shown_as_they_are() {
    let (out, _, _) = said(&["sweep", ".", "--vary", "dangerous.subjects=1..10", "--outcome", "coverage"]);
    assert!(out.contains("1.90") && out.contains("9.10"), "{out}");
}

#[test]
fn a_study_is_no_document_and_is_told_so_once() {
    let told = "error: . is a study, which makes no claims to recompute: ask `stakeout cover .`, or name a folder with \
                facts.csv and claims.csv\n";
    assert_eq!(said(&["reproduce", "."]), (String::new(), told.to_owned(), Some(2)));
}

#[test]
fn where_nobody_is_to_be_watched_there_is_no_limit_to_tell() {
    let (out, _, code) = said(&["quick", "0", "15-20", "3300"]);
    let told = "To watch 0 subjects takes 0 officers: none are needed, so coverage has no limit. Enough: up to 3,300\n\
                officers to spare.\n\n";
    assert!(out.starts_with(told) && code == Some(0), "{out}");
}

#[test]
fn few_draws_are_told() {
    let few = "only 999 draws: percentiles are rough; ask for --draws 1,000 or more";
    let (out, _, _) = said(&["simulate", ".", "--draws", "999"]);
    assert!(out.contains(few), "{out}");
    let (out, _, _) = said(&["simulate", ".", "--draws", "1000"]);
    assert!(!out.contains("percentiles are rough"), "{out}");
}

#[test]
fn a_formula_turned_into_another_time_is_said_to_be() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("tiers.csv", "tier,subjects,officers_per_subject,officers\na,100,10,900\n");
    write(
        "outcomes.csv",
        "outcome,formula,unit\nmonth,officers_required * 60000 EUR per officer per year / 12,EUR per month\n\
         cost,officers_required * 60000 EUR per officer per year,million EUR per year\n",
    );
    let err = String::from_utf8(stakeout(&folder, &["cover", "."]).stderr).unwrap();
    assert_eq!(err, "note: `month` works out in EUR per year and is divided by 12 to be in EUR per month\n");
}

#[test]
fn nobody_is_left_over_where_watching_takes_no_officers() {
    let folder = tempfile::tempdir().unwrap();
    let output = stakeout(&folder, &["quick", "100", "0", "3300", "--format", "csv", "-q"]);
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.contains("subjects_uncovered,subjects,0,0,0,"), "{out}");
    assert!(out.contains("coverage,share,,,,"), "{out}");
}

#[test]
fn a_figure_speaks_of_those_to_be_watched_only() {
    let folder = tempfile::tempdir().unwrap();
    let text = "tier,subjects,officers_per_subject,officers,share_to_watch\na,1000,10,500,50%\n";
    std::fs::write(folder.path().join("s.csv"), text).unwrap();
    let drawn = stakeout(&folder, &["cover", "s.csv", "-q", "-o", "s.svg"]);
    assert_eq!(drawn.status.code(), Some(0));
    let svg = std::fs::read_to_string(folder.path().join("s.svg")).unwrap();
    for words in ["those of “a” to be watched", "a (500 of 1,000)", "100%: all to be watched"] {
        assert!(svg.contains(words), "{words}: {svg}");
    }
}

#[test]
fn no_scenario_closes_more_than_the_gap() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
    write("pools.csv", "pool,officers,deployable\ns,1000-2500,60-100%\n");
    write("tiers.csv", "tier,subjects,officers_per_subject\na,100,5-30\nb,200,10-12\nc,50,2-3\n");
    write("scenarios.csv", "scenario,input,operation,value\nmore,s.officers,add,2000\n");
    let output = stakeout(&folder, &["compare", ".", "--format", "csv", "-q"]);
    let out = String::from_utf8(output.stdout).unwrap();
    let closed = out.lines().find(|line| line.starts_with("more,gap_closed,share,")).unwrap();
    assert!(closed.contains(",1,,,") && closed.starts_with("more,gap_closed,share,0.242424"), "{closed}");
}

#[test]
fn what_has_no_limit_has_no_bar() {
    let folder = tempfile::tempdir().unwrap();
    let text = "tier,subjects,officers_per_subject,officers\nclosed,0,15-20,500\nopen,100,4-6,500\n";
    std::fs::write(folder.path().join("s.csv"), text).unwrap();
    assert_eq!(stakeout(&folder, &["cover", "s.csv", "-q", "-o", "s.svg"]).status.code(), Some(0));
    let svg = std::fs::read_to_string(folder.path().join("s.svg")).unwrap();
    assert!(svg.contains("no limit") && !svg.contains("no value"), "{svg}");
}

#[test]
fn those_of_the_title_are_drawn_where_not_all_have_room() {
    let folder = tempfile::tempdir().unwrap();
    let rows: Vec<String> = (0..200).map(|at| format!("list {at},{},15-20,900", 100 + at)).collect();
    let rows = rows.join("\n");
    let text = format!("tier,subjects,officers_per_subject,officers\n{rows}");
    std::fs::write(folder.path().join("s.csv"), text).unwrap();
    for figure in ["coverage", "staffing"] {
        let words = ["cover", "s.csv", "-q", "--force", "--figure", figure, "-o", "s.svg"];
        assert_eq!(stakeout(&folder, &words).status.code(), Some(0));
        let svg = std::fs::read_to_string(folder.path().join("s.svg")).unwrap();
        assert!(svg.contains("everybody listed") && svg.contains("all listed ("), "{figure}");
        assert!(svg.contains("list 0 (") && svg.contains("rows are shown"), "{figure}");
    }
}
