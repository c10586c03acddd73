//! Known answers of whole studies, through the program: the founding example, ratios built up from work, nested
//! and mixed tiers, scenarios, outcomes, and files as spreadsheets save them.

#![allow(clippy::unwrap_used)]

mod program;

use program::{answer, cover, near, numbers, of_folder, row, stakeout, stakeout_in, three};
use serde_json::Value;

const FRANCE: &str = "data/france-2015";
const WORK: &str = "tier,subjects,regime\nlisted,100,watch\n";

/// A row of the base that is about nobody in particular: of `compare`.
fn compared(answer: &Value, scenario: &str, quantity: &str, keys: [&str; 3]) -> [f64; 3] {
    let row = row(answer, &[("scenario", scenario), ("quantity", quantity)]);
    keys.map(|key| row[key].as_f64().unwrap_or_else(|| panic!("{key} of {row}")))
}

/// Officers per subject that a regime and the working time make, and that the answer must have used.
fn ratio_of(regimes: &str, availability: &str) -> [f64; 3] {
    let files = [("tiers.csv", WORK), ("regimes.csv", regimes), ("availability.csv", availability)];
    let answer = of_folder(&files, &["explain"]);
    let ratio = numbers(row(&answer, &[("cell", "officers per subject [listed]")]));
    near(numbers(row(&answer, &[("cell", "officers required [listed]")])), ratio.map(|ratio| 100.0 * ratio));
    ratio
}

fn three_numbers(answer: &Value) {
    near(three(answer, "total", "officers_required"), [165_000.0, 192_500.0, 220_000.0]);
    near(three(answer, "total", "officers_available"), [3300.0; 3]);
    near(three(answer, "total", "coverage"), [0.015, 3300.0 / 192_500.0, 0.02]);
    near(three(answer, "total", "subjects_coverable"), [165.0, 3300.0 / 17.5, 220.0]);
    near(three(answer, "total", "subjects_uncovered"), [10_780.0, 11_000.0 - 3300.0 / 17.5, 10_835.0]);
    near(three(answer, "total", "officer_shortfall"), [161_700.0, 189_200.0, 216_700.0]);
    near(three(answer, "total", "staff_multiple"), [50.0, 192_500.0 / 3300.0, 220_000.0 / 3300.0]);
    near(three(answer, "total", "breakeven_ratio"), [0.3; 3]);
}

#[test]
fn three_numbers_are_answered_alike_typed_and_from_a_file() {
    let typed = answer(&["quick", "11000", "15-20", "3300"]);
    three_numbers(&typed);
    let file = answer(&["cover", "data/quick/quick.csv"]);
    assert_eq!(typed["rows"], file["rows"]);
    assert_eq!(typed["caveats"], file["caveats"]);
    assert_eq!(typed["reading"], file["reading"]);
    let piped = cover("subjects,officers_per_subject,officers\n11000,15-20,3300\n", &[]);
    assert_eq!(piped["rows"], file["rows"]);
}

#[test]
fn the_founding_example_has_the_columns_and_the_numbers() {
    let answer = answer(&["cover", FRANCE]);
    let columns: Vec<&String> = answer["rows"][0].as_object().unwrap().keys().collect();
    let expected = "scenario,tier,quantity,unit,low,base,high,low_when,high_when,bounds,qualifier";
    assert_eq!(columns, expected.split(',').collect::<Vec<_>>());
    for (tier, subjects) in
        [("watch lists", 20_000.0), ("radicalised", 11_000.0), ("foreign fighters", 1200.0)]
    {
        near(three(&answer, tier, "officers_required"), [15.0, 17.5, 20.0].map(|ratio| ratio * subjects));
        let coverage = [20.0, 17.5, 15.0].map(|ratio| 3300.0 / (ratio * subjects));
        near(three(&answer, tier, "coverage"), coverage);
        near(three(&answer, tier, "subjects_coverable"), [20.0, 17.5, 15.0].map(|ratio| 3300.0 / ratio));
    }
    near(three(&answer, "total", "officers_required"), [300_000.0, 350_000.0, 400_000.0]);
    near(three(&answer, "total", "breakeven_ratio"), [3300.0 / 20_000.0; 3]);
}

#[test]
fn what_is_stated_as_at_least_makes_required_at_least_and_coverage_at_most() {
    let answer = answer(&["cover", FRANCE]);
    let keys = |quantity| [("scenario", "base"), ("tier", "radicalised"), ("quantity", quantity)];
    assert_eq!(row(&answer, &keys("officers_required"))["qualifier"], "at least");
    assert_eq!(row(&answer, &keys("coverage"))["qualifier"], "at most");
    assert_eq!(row(&answer, &keys("officers_available"))["qualifier"], "about");
    let end = "[round the clock].officers_per_subject=";
    assert_eq!(row(&answer, &keys("coverage"))["low_when"], format!("{end}20"));
    assert_eq!(row(&answer, &keys("coverage"))["high_when"], format!("{end}15"));
    let caveats = answer["caveats"].to_string();
    assert!(caveats.contains("the lists are national, the officers one agency"), "{caveats}");
}

#[test]
fn a_setting_changes_the_study() {
    let set = |text: &str| {
        let answer = answer(&["cover", FRANCE, "--tier", "radicalised", "--set", text]);
        three(&answer, "radicalised", "coverage")
    };
    let coverage = |officers: f64| [20.0, 17.5, 15.0].map(|ratio| officers / (11_000.0 * ratio));
    near(set("DGSI.officers=11800"), coverage(11_800.0));
    near(set("DGSI.officers+=8500"), coverage(11_800.0));
    near(set("DGSI.officers*=2"), coverage(6600.0));
    near(set("[round the clock].officers_per_subject=15"), [0.02; 3]);
    let low = set("DGSI.officers=11800");
    assert_eq!(format!("{:.2}% to {:.2}%", low[0] * 100.0, low[2] * 100.0), "5.36% to 7.15%");
}

#[test]
fn a_setting_is_shown_as_what_was_read() {
    let answer = answer(&["explain", FRANCE, "--tier", "radicalised", "--set", "DGSI.officers=11800"]);
    let reading = answer["reading"].to_string();
    assert!(!reading.contains("about 3300"), "the number that was replaced: {reading}");
    assert!(reading.contains("11,800"), "{reading}");
    let officers = row(&answer, &[("cell", "DGSI.officers")]);
    assert_eq!(officers["source"], "given by --set");
}

#[test]
fn who_says_how_many_watch_is_not_told_that_all_are_counted() {
    let ceiling = |words: &[&str]| {
        let answer = answer(&[&["cover", FRANCE, "--scenario", "base"], words].concat());
        answer["caveats"].to_string().contains("a ceiling")
    };
    assert!(ceiling(&[]));
    assert!(ceiling(&["--set", "DGSI.officers=11800"]));
    assert!(!ceiling(&["--set", "DGSI.deployable=10-20%"]));
}

#[test]
fn announced_posts_close_a_part_of_the_gap() {
    let answer = answer(&["compare", FRANCE]);
    let plus = "plus 8,500 (ceiling)";
    let change = ["change_low", "change", "change_high"];
    near(compared(&answer, plus, "officer_shortfall", change), [-8500.0; 3]);
    let closed = compared(&answer, plus, "gap_closed", ["low", "base", "high"]);
    near(closed, [8500.0 / 216_700.0, 8500.0 / 189_200.0, 8500.0 / 161_700.0]);
    let points = compared(&answer, plus, "coverage", change);
    near(points, [8500.0 / 220_000.0, 8500.0 / 192_500.0, 8500.0 / 165_000.0]);
    let said = stakeout(&["compare", FRANCE]).out;
    assert!(said.contains("closes 3.9% to\n5.3% of the base's shortfall"), "{said}");
}

/// The scenario's ends go with the base's: 500 posts of which 10 to 20% watch close a part, never the opposite.
#[test]
fn the_part_of_a_gap_that_posts_close_is_told_closely() {
    let answer = answer(&["compare", "data/france-2015-uncertain"]);
    let closed = compared(&answer, "plus 500 DGSI posts", "gap_closed", ["low", "base", "high"]);
    near(closed, [50.0 / (726_000.0 - 325.0), 75.0 / 219_505.0, 100.0 / (118_800.0 - 709.6)]);
}

#[test]
fn a_total_at_one_ratio_is_the_widest_tier() {
    let answer = answer(&["cover", "data/france-2015-uncertain", "--scenario", "base"]);
    for quantity in ["officers_required", "coverage", "officer_shortfall"] {
        let keys = |tier| [("scenario", "base"), ("tier", tier), ("quantity", quantity)];
        assert_eq!(row(&answer, &keys("total"))["bounds"], "exact", "{quantity}");
        near(three(&answer, "total", quantity), three(&answer, "watch lists", quantity));
    }
}

#[test]
fn a_post_watched_round_the_clock_takes_more_than_four_officers() {
    let ratio = ratio_of("regime,on_duty\nwatch,3 to 4\n", "net_hours_per_year\n1850\n");
    near(ratio, [3.0, 3.5, 4.0].map(|on_duty| on_duty * 8760.0 / 1850.0));
    assert_eq!(ratio.map(|ratio| format!("{ratio:.2}")), ["14.21", "16.57", "18.94"]);
}

#[test]
fn every_step_of_a_built_up_ratio_is_explained() {
    let files = [
        ("tiers.csv", WORK),
        ("regimes.csv", "regime,on_duty\nwatch,3 to 4\n"),
        ("availability.csv", "net_hours_per_year\n1850\n"),
    ];
    let answer = of_folder(&files, &["explain"]);
    let step = |cell| {
        let row = row(&answer, &[("cell", cell)]);
        (row["formula"].as_str().unwrap(), row["with_numbers"].as_str().unwrap())
    };
    let post = "hours per day x days per week x 365 / 7";
    assert_eq!(step("hours of one post [watch]"), (post, "24 x 7 x 365 / 7"));
    assert_eq!(step("relief factor [watch]"), ("hours of one post / net hours per year", "8,760 / 1,850"));
    assert_eq!(step("officers per subject [watch]"), ("on duty x relief factor", "(3 to 4) x 4.73514"));
}

#[test]
fn relief_factors_are_those_of_the_planners() {
    let year = "hours_per_week,hours_per_day,leave_days\n40,8,47.75\n";
    let eight_hours = ratio_of("regime,on_duty,hours_per_day\nwatch,1,8\n", year);
    near(eight_hours, [2920.0 / 1698.0; 3]);
    assert_eq!(format!("{:.5}", eight_hours[0]), "1.71967");
    let whole_day = ratio_of("regime,on_duty\nwatch,1\n", year);
    assert_eq!(format!("{:.5}", whole_day[0]), "5.15901");
    for (on_duty, officers) in [(3, 15.0), (4, 20.0), (5, 25.0), (6, 30.0), (8, 40.0), (12, 60.0)] {
        let regimes = format!("regime,on_duty\nwatch,{on_duty}\n");
        near(ratio_of(&regimes, "net_hours_per_year\n1752\n"), [officers; 3]);
    }
}

#[test]
fn absences_shorten_the_year() {
    let year =
        "hours_per_week,hours_per_day,leave_days,public_holidays,sick_days,training_days\n35,7,25,8,6,4\n";
    let net = 35.0 * 52.0 - 7.0 * (25.0 + 8.0 + 6.0 + 4.0);
    near(ratio_of("regime,on_duty\nwatch,2\n", year), [2.0 * 8760.0 / net; 3]);
}

#[test]
fn visits_take_their_hours() {
    let regimes = "regime,visits_per_month,hours_per_visit,officers_per_visit\nwatch,2,3,2\n";
    near(ratio_of(regimes, "net_hours_per_year\n1440\n"), [0.1; 3]);
}

#[test]
fn a_caseload_is_the_ratio_turned_over() {
    let tiers = "tier,subjects,regime\nlisted,100,watch\n";
    let files = [("t.csv", tiers), ("r.csv", "regime,subjects_per_officer\nwatch,20-25\n")];
    let answer = of_folder(&files, &["cover"]);
    near(three(&answer, "listed", "officers_required"), [4.0, 100.0 / 22.5, 5.0]);
}

#[test]
fn heads_per_day_are_fewer_than_posts() {
    let regimes = "regime,officers_per_subject,basis\nwatch,20,per_day\n";
    near(ratio_of(regimes, "net_hours_per_year\n1600\n"), [20.0 * 8.0 * 365.0 / 1600.0; 3]);
    let long = "net_hours_per_year,shift_hours\n1600,12\n";
    near(ratio_of(regimes, long), [20.0 * 12.0 * 365.0 / 1600.0; 3]);
    let posts = "regime,officers_per_subject,basis\nwatch,20,establishment\n";
    near(ratio_of(posts, long), [20.0; 3]);
    near(ratio_of("regime,officers_per_subject\nwatch,20\n", long), [20.0; 3]);
}

#[test]
fn tiers_at_different_ratios_have_no_common_number_of_subjects() {
    let answer = cover("tier,subjects,ratio,officers\na,100,10,550\nb,20,5,550\n", &[]);
    near(three(&answer, "total", "officers_required"), [1100.0; 3]);
    near(three(&answer, "total", "coverage"), [0.5; 3]);
    let rows = answer["rows"].as_array().unwrap();
    assert!(!rows.iter().any(|row| row["tier"] == "total" && row["quantity"] == "subjects_coverable"));
    assert!(answer["notes"].to_string().contains("mixes ratios"), "{}", answer["notes"]);
}

#[test]
fn a_part_is_counted_once_at_its_own_ratio() {
    let text = "tier,subjects,ratio,part_of,officers\nlisted,100,2,,\nmost,30,10,listed,\nworst,5,20,most,\n";
    let answer = cover(text, &[]);
    near(three(&answer, "total", "officers_required"), [70.0 * 2.0 + 25.0 * 10.0 + 5.0 * 20.0; 3]);
    near(three(&answer, "most", "officers_required"), [300.0; 3]);
}

#[test]
fn only_a_share_may_be_watched() {
    let answer = cover("tier,subjects,ratio,share_to_watch,officers\na,1000,10,50%,550\n", &[]);
    near(three(&answer, "a", "officers_required"), [5000.0; 3]);
    near(three(&answer, "a", "coverage"), [0.11; 3]);
}

#[test]
fn pools_add_up_what_they_can_deploy() {
    let tiers = "tier,subjects,ratio\na,1000,10\n";
    let pools = "pool,officers,deployable,vacancy\none,1000,50%,10%\ntwo,200,,\nthree,100,10-20%,\n";
    let answer = of_folder(&[("t.csv", tiers), ("p.csv", pools)], &["cover"]);
    near(three(&answer, "a", "officers_available"), [660.0, 665.0, 670.0]);
}

#[test]
fn a_scenario_column_gives_each_scenario_its_rows() {
    let file = "data/single-file-scenarios/france-2015.csv";
    let answer = answer(&["cover", file]);
    near(three(&answer, "total", "officers_required"), [300_000.0, 350_000.0, 400_000.0]);
    let total = |scenario| {
        numbers(row(&answer, &[("scenario", scenario), ("tier", "total"), ("quantity", "coverage")]))
    };
    near(total("plus 8,500 (ceiling)"), [20.0, 17.5, 15.0].map(|ratio| 11_800.0 / (20_000.0 * ratio)));
    let only = "foreign fighters only";
    let keys = [("scenario", only), ("tier", "foreign fighters"), ("quantity", "officers_required")];
    near(numbers(row(&answer, &keys)), [18_000.0, 21_000.0, 24_000.0]);
}

#[test]
fn outcomes_come_in_the_unit_asked_for() {
    let tiers = "tier,subjects,ratio,officers\na,11000,15,3300\n";
    let outcomes = "outcome,formula,unit\ncost,officers_required * 60000 EUR per officer,million EUR\n\
                    missing,1 - coverage,share\nworst,\"max(officers_required, 2 * officers_available)\",\n";
    let answer = of_folder(&[("t.csv", tiers), ("o.csv", outcomes)], &["cover"]);
    near(three(&answer, "total", "cost"), [9900.0; 3]);
    near(three(&answer, "total", "missing"), [0.98; 3]);
    near(three(&answer, "total", "worst"), [165_000.0; 3]);
    let cost = row(&answer, &[("quantity", "cost")]);
    assert_eq!(cost["unit"], "million EUR");
}

#[test]
fn without_officers_the_rest_is_answered() {
    let answer = cover("tier,subjects,ratio\na,11000,15-20\n", &[]);
    near(three(&answer, "a", "officers_required"), [165_000.0, 192_500.0, 220_000.0]);
    let rows = answer["rows"].as_array().unwrap();
    assert!(!rows.iter().any(|row| row["quantity"] == "coverage"));
    assert!(answer["notes"].to_string().contains("officers"), "{}", answer["notes"]);
}

#[test]
fn more_officers_than_needed_leave_nobody_uncovered() {
    let answer = cover("tier,subjects,ratio,officers\na,10,5,100\n", &[]);
    near(three(&answer, "a", "coverage"), [2.0; 3]);
    near(three(&answer, "a", "officer_shortfall"), [0.0; 3]);
    near(three(&answer, "a", "subjects_uncovered"), [0.0; 3]);
}

#[test]
fn a_file_saved_by_a_french_excel_is_the_plain_one() {
    let plain = "tier,subjects,officers_per_subject,officers\n\
                 radicalisés,11000,17.5,3300\nétrangers,1200,15-20,3300\n";
    let french = "Liste;Nombre de sujets;Agents par sujet;Effectif (ETP)\r\n\
                  radicalisés;11\u{a0}000;17,5;3\u{a0}300\r\nétrangers;1 200;15-20;3\u{202f}300\r\n;;;\r\n";
    let expected = cover(plain, &[])["rows"].clone();
    // Windows-1252 has no narrow space.
    let one_byte_each = french.replace('\u{202f}', "\u{a0}");
    let (windows, _, lossy) = encoding_rs::WINDOWS_1252.encode(&one_byte_each);
    assert!(!lossy);
    let utf16 = |order: fn(u16) -> [u8; 2]| french.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    for file in [
        french.as_bytes().to_vec(),
        windows.to_vec(),
        [b"\xEF\xBB\xBF", french.as_bytes()].concat(),
        [b"\xFF\xFE".to_vec(), utf16(u16::to_le_bytes)].concat(),
        [b"\xFE\xFF".to_vec(), utf16(u16::to_be_bytes)].concat(),
        format!("sep=;\r\n{french}").into_bytes(),
        french.replace(';', "\t").into_bytes(),
        format!("Capacité de surveillance;;;\r\n\r\n{french}").into_bytes(),
    ] {
        assert_eq!(cover(&file, &[])["rows"], expected, "{}", String::from_utf8_lossy(&file));
    }
}

#[test]
fn what_excel_writes_for_the_french_is_read_back() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("answer.csv");
    let words = ["quick", "11000", "15-20", "3300", "--excel", "--lang", "fr", "-o", file.to_str().unwrap()];
    assert_eq!(stakeout(&words).code, Some(0));
    let text = std::fs::read_to_string(file).unwrap();
    assert!(text.starts_with("\u{feff}scenario;tier;quantity;"), "{text}");
    assert!(text.contains("coverage;share;0,015;0,017142857142857144;0,02;"), "{text}");
}

/// One mistake a line, and one in the header.
const TEN_MISTAKES: &str = "tier,subjects,officers_per_subject,part_of,colour
listed,,15-20,,
backwards,10,20-15,,
a date,10,12-Oct,,
negative,-5,3,,
a word,many,3,,
total,50,3,,
x[1],5,3,,
nobody's,5,3,nobody,
short,1
";

#[test]
fn ten_mistakes_are_ten_reports_and_no_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("study.csv"), TEN_MISTAKES).unwrap();
    for verb in ["cover", "explain", "check", "compare"] {
        let said = stakeout_in(&folder, &[verb, "study.csv", "-o", "answer.csv"], b"");
        assert_eq!((said.code, &*said.out), (Some(2), ""));
        assert_eq!(said.err.matches("error[").count(), 10, "{}", said.err);
        assert!(said.err.ends_with("\n10 problems in 1 file: nothing was calculated.\n"), "{}", said.err);
        assert_eq!(std::fs::read_dir(&folder).unwrap().count(), 1, "nothing is written");
    }
}

#[test]
fn a_file_that_exists_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("answer.csv"), "mine").unwrap();
    let words = ["quick", "1", "2", "3", "-o", "answer.csv"];
    let said = stakeout_in(&folder, &words, b"");
    assert_eq!((said.code, &*said.err), (Some(2), "error: answer.csv exists: add --force to overwrite it\n"));
    assert_eq!(std::fs::read_to_string(folder.path().join("answer.csv")).unwrap(), "mine");
    assert_eq!(stakeout_in(&folder, &[&words[..], &["--force"]].concat(), b"").code, Some(0));
}
