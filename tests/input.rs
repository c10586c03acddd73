//! What files say, however they are written: the study that comes of them, and what is noticed on the way.

#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use stakeout::input::{Reading, StudySource, read};
use stakeout::quantity::Quantity;
use stakeout::study::{Basis, Between, Operation, Study, TierRatio, Way};
use std::path::PathBuf;

fn reading(text: impl AsRef<[u8]>) -> Reading {
    read(vec![StudySource::Stdin(text.as_ref().to_vec())]).unwrap_or_else(|problems| panic!("{problems}"))
}

fn codes(text: impl AsRef<[u8]>) -> Vec<&'static str> {
    match read(vec![StudySource::Stdin(text.as_ref().to_vec())]) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.list.iter().map(|problem| problem.code).collect(),
    }
}

/// Several files in one folder.
fn folder(files: &[(&str, &str)]) -> Reading {
    let folder = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    read(vec![StudySource::Path(folder.path().to_path_buf())]).unwrap_or_else(|problems| panic!("{problems}"))
}

/// The numbers of a study, without places and names of files.
fn numbers(study: &Study) -> Vec<(String, Quantity, Quantity)> {
    let ratio = |tier: &stakeout::study::Tier| match &tier.ratio {
        TierRatio::Own(entry) => entry.quantity.clone(),
        TierRatio::Regime(place) => Quantity::exact(*place as f64),
    };
    let tiers =
        study.tiers.iter().map(|tier| (tier.name.to_string(), tier.subjects.quantity.clone(), ratio(tier)));
    let pools = study
        .pools
        .iter()
        .map(|pool| (pool.name.to_string(), pool.officers.quantity.clone(), Quantity::exact(0.0)));
    tiers.chain(pools).collect()
}

const PLAIN: &str = "tier,subjects,officers_per_subject,officers\n\
    radicalisés,11000,17.5,3300\nétrangers,1200,15-20,3300\n";

#[test]
fn a_french_excel_file_is_the_plain_one() {
    let wanted = numbers(&reading(PLAIN).study);
    let french = "Liste;Nombre de sujets;Agents par sujet;Effectif (ETP)\r\n\
        radicalisés;11\u{a0}000;17,5;3\u{a0}300\r\nétrangers;1 200;15-20;3300\r\n;;;\r\n";
    let (windows, _, _) = encoding_rs::WINDOWS_1252.encode(french);
    let utf16: Vec<u8> = french.encode_utf16().flat_map(u16::to_le_bytes).collect();
    for bytes in [
        french.as_bytes().to_vec(),
        windows.into_owned(),
        [b"\xEF\xBB\xBF", french.as_bytes()].concat(),
        [b"\xFF\xFE", &utf16[..]].concat(),
        french.replace(';', "\t").into_bytes(),
        french.replace("\r\n", "\r").into_bytes(),
        format!("sep=;\r\n{french}").into_bytes(),
        format!("Tableau 1;;;\r\n\r\n{french}").into_bytes(),
        format!("# decimal: comma;;;\r\n{french}").into_bytes(),
    ] {
        assert_eq!(numbers(&reading(&bytes).study), wanted, "{:?}", String::from_utf8_lossy(&bytes));
    }
}

#[test]
fn equal_officers_are_one_pool_without_a_name() {
    let study = reading(PLAIN).study;
    assert_eq!(study.pools.len(), 1);
    assert_eq!((&*study.pools[0].name, study.pools[0].officers.quantity.base()), ("", 3300.0));
}

#[test]
fn every_number_knows_its_place_and_how_it_was_written() {
    let study =
        reading("# from a page\ntier,subjects,officers_per_subject\n\nlisted,\"11,000\",15-20\n").study;
    let tier = &study.tiers[0];
    let place = tier.subjects.place.unwrap();
    assert_eq!((place.file(), place.line(), place.column()), (0, 4, 2));
    assert_eq!(tier.subjects.written.as_deref().map(String::as_str), Some("11,000"));
    assert_eq!(study.files, ["-"]);
    let plain = &reading("subjects,ratio\n11000,17.5\n").study.tiers[0];
    assert_eq!(plain.subjects.written, None);
    assert!(matches!(&plain.ratio, TierRatio::Own(entry) if entry.written.is_none()));
}

#[test]
fn scenarios_of_a_tiers_table_have_rows_of_their_own() {
    let text = "tier,subjects,officers_per_subject,scenario,officers\n\
        listed,11000,15-20,,3300\nlisted,12000,15-20,later,8500\n";
    let study = reading(text).study;
    assert_eq!(study.tiers[0].details().scenario, None);
    assert_eq!(study.tiers[1].details().scenario.as_deref(), Some("later"));
    assert_eq!(study.scenarios.len(), 1);
    assert!(study.scenarios[0].changes.is_empty());
    let pools: Vec<_> = study.pools.iter().map(|pool| pool.scenario.as_deref()).collect();
    assert_eq!(pools, [None, Some("later")]);
}

#[test]
fn without_a_base_the_first_scenario_is_it() {
    let text = "tier,subjects,ratio,scenario\nlisted,11000,15-20,2015\nlisted,12000,15-20,2016\n";
    let reading = reading(text);
    assert_eq!(reading.study.tiers[0].details().scenario, None);
    assert_eq!(reading.study.scenarios.len(), 1);
    assert_eq!(
        reading.notices,
        ["no row belongs to the base: the first scenario named, \"2015\", is taken for it"]
    );
}

#[test]
fn a_folder_of_tables_is_one_study() {
    let reading = folder(&[
        (
            "tiers.csv",
            "tier,subjects,regime,part_of,share watched\nall listed,20000,visits,,\nradicalised,11000,24/7,all listed,50%\n",
        ),
        (
            "ways.csv",
            "regime,on_duty,hours_per_day,visits_per_month,hours_per_visit,ratio,basis\n24/7,3-4,24,,,,\nvisits,,,2,3,,posts\nquoted,,,,,20,per day\n",
        ),
        ("hours.csv", "hours per week,hours per day,leave,sick leave\n40,8,27.5,10\n"),
        (
            "pools.csv",
            "service,effectif,deployable,vacancy,counts,scope,source\nDGSI,3300,10-20%,5%,posts,one agency,Senate\nPolice,500,,,,,Senate\n",
        ),
        (
            "plans.csv",
            "scenario,input,operation,value\nplan,DGSI.officers,set,8500\nplan,Police.officers,add,-100\nplan,[24/7].on_duty,multiply,0.9\nplan,DGSI.deployable,add,5%\n",
        ),
        (
            "outcomes.csv",
            "outcome,formula,unit\ncost,officers_required * 60000 EUR per officer,million EUR\n",
        ),
        ("about.csv", "key,value\ntitle,France\nheadline_tier,radicalised\nnote,one\nnote,two\n"),
    ]);
    let study = reading.study;
    assert_eq!(study.tiers[1].details().part_of, Some(0));
    assert_eq!(study.tiers[1].details().share_to_watch.as_ref().unwrap().quantity.base(), 0.5);
    assert!(matches!(study.regimes[0].way, Way::OnDuty { days_per_week: None, hours_per_day: Some(_), .. }));
    let bases: Vec<Basis> = study.regimes.iter().map(|regime| regime.basis).collect();
    assert_eq!(bases, [Basis::NotStated, Basis::Establishment, Basis::PerDay]);
    assert_eq!(study.availability.unwrap().leave_days.unwrap().quantity.base(), 27.5);
    assert_eq!(study.pools[0].counts.as_deref(), Some("posts"));
    let shared = study.pools.iter().map(|pool| pool.provenance.clone().unwrap()).collect::<Vec<_>>();
    assert!(std::rc::Rc::ptr_eq(&shared[0], &shared[1]));
    let changes = &study.scenarios[0].changes;
    assert_eq!(changes[1].operation, Operation::Add);
    assert_eq!(changes[1].value.quantity.base(), -100.0);
    assert!((changes[3].value.quantity.base() - 0.05).abs() < 1e-12);
    assert_eq!(study.outcomes[0].unit.as_ref().unwrap().label(), "million EUR");
    assert_eq!((study.about.title.as_deref(), study.about.notes.len()), (Some("France"), 2));
}

#[test]
fn check_lists_every_header_and_cell() {
    let reading = reading("Liste,Sujets,Ratio\nlisted,\"11,000\",15-20\n");
    let headers: Vec<_> =
        reading.cells.headers().map(|header| (header.text.into_owned(), header.column)).collect();
    let wanted = [("Liste", "tier"), ("Sujets", "subjects"), ("Ratio", "officers_per_subject")];
    assert_eq!(headers, wanted.map(|(text, column)| (text.to_owned(), column)));
    let cells: Vec<_> = reading.cells.cells(&reading.study).collect();
    assert_eq!(cells.len(), 3);
    assert_eq!((cells[0].quantity.as_ref(), &*cells[1].text), (None, "11,000"));
    assert_eq!(cells[2].quantity, Some(Quantity::uniform(15.0, 20.0)));
    assert_eq!((cells[2].place.line(), cells[2].place.column()), (2, 3));
}

#[test]
fn decimal_marks_are_decided_by_the_file() {
    let ratio = |text: &str| match &reading(text).study.tiers[0].ratio {
        TierRatio::Own(entry) => entry.quantity.base(),
        TierRatio::Regime(_) => f64::NAN,
    };
    assert_eq!(ratio("tier;subjects;ratio\na;1;1,200\nb;2;17,5\n"), 1.2);
    assert_eq!(ratio("# decimal: point\ntier;subjects;ratio\na;1;1,200\n"), 1200.0);
    assert_eq!(codes("tier;subjects;ratio\na;1;1,200\n"), ["ambiguous-number"]);
}

#[test]
fn limits_are_said() {
    let long = format!("tier,subjects,ratio\n\"{}\",1,2\n", "x".repeat(1 << 20));
    assert_eq!(codes(long), ["row-too-long"]);
    let many = format!("tier,subjects,ratio\n{}", "a,1,2\n".repeat(1_000_001));
    assert_eq!(codes(many), ["too-many-rows"]);
}

#[test]
fn a_mistake_in_every_row_is_counted_and_not_listed_for_ever() {
    let text = format!(
        "tier,subjects,ratio\n{}",
        (0..300).map(|row| format!("t{row},x,2\n")).collect::<Vec<_>>().concat()
    );
    let problems = read(vec![StudySource::Stdin(text.into_bytes())]).unwrap_err();
    assert_eq!((problems.list.len(), problems.omitted), (50, 250));
    assert!(
        problems
            .render_human(false)
            .ends_with("300 problems in 1 file (50 are shown): nothing was calculated.\n")
    );
    assert!(problems.render_json().ends_with("{\"omitted\":250}\n"));
}

#[test]
fn colour_is_for_terminals_only() {
    let problems = read(vec![StudySource::Path(PathBuf::from("tests/none.csv"))]).unwrap_err();
    assert!(!problems.render_human(false).contains('\u{1b}'));
    assert!(problems.render_human(true).contains('\u{1b}'));
}

#[test]
fn long_chains_of_parts_are_no_trouble() {
    let rows = (1..50_000).map(|row| format!("t{row},1,2,t{}\n", row - 1)).collect::<Vec<_>>().concat();
    let text = format!("tier,subjects,ratio,part_of\nt0,1,2,\n{rows}");
    assert_eq!(reading(text).study.tiers[49_999].details().part_of, Some(49_998));
}

proptest! {
    /// Nothing a file holds ends the program, and what is said of it can be drawn.
    #[test]
    fn arbitrary_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        said(bytes)?;
    }

    /// The same, for bytes that get past the headers.
    #[test]
    fn arbitrary_rows_are_read_or_refused(
        header in prop::sample::select(vec![
            "tier,subjects,ratio,part_of,scenario,officers,regime",
            "scenario;input;operation;value",
            "regime\ton_duty\thours_per_day\tofficers_per_subject\tbasis",
            "pool|officers|deployable|vacancy",
            "subjects,officers_per_subject",
            "key,value",
            "sep=;\nsubjects;ratio",
        ]),
        rows in "[a-d0-9,;|\t\n\"%.# é–\u{a0}\u{301}-]{0,120}",
    ) {
        said(format!("{header}\n{rows}").into_bytes())?;
    }
}

fn said(bytes: Vec<u8>) -> Result<(), TestCaseError> {
    match read(vec![StudySource::Stdin(bytes)]) {
        Ok(reading) => prop_assert!(reading.cells.cells(&reading.study).count() > 0),
        Err(problems) => {
            prop_assert!(!problems.list.is_empty());
            prop_assert!(!problems.render_human(true).is_empty() && !problems.render_json().is_empty());
            for problem in &problems.list {
                prop_assert!(problem.source_line.get(problem.span.clone()).is_some(), "{problem:?}");
            }
        }
    }
    Ok(())
}

const LISTED: (&str, &str) = ("tiers.csv", "tier,subjects,officers_per_subject\nlisted,11000,15-20\n");

/// What each row of hires says: name, pool, dates as years, and its numbers (-1 for a blank cell).
fn told(study: &Study) -> Vec<(String, String, f64, f64, [f64; 5])> {
    let base = |entry: &Option<stakeout::study::Entry>| entry.as_ref().map_or(-1.0, |e| e.quantity.base());
    let row = |hires: &stakeout::study::Hires| {
        let numbers =
            [&hires.filled, &hires.training_months, &hires.trainer_share, &hires.assigned].map(base);
        let [filled, months, trainers, assigned] = numbers;
        let announced = hires.announced.quantity.base();
        let (from, to) = (hires.from.years(), hires.to.years());
        let numbers = [announced, filled, months, trainers, assigned];
        (hires.name.to_string(), hires.pool.to_string(), from, to, numbers)
    };
    study.hires.iter().map(row).collect()
}

#[test]
fn hires_are_read_as_meant() {
    let study = folder(&[
        LISTED,
        (
            "pools.csv",
            "pool,officers,attrition_per_year,replacement_months\nDGSI,3300,5%,6-9\nPolice,500,,\nArmy,100,1 in 20,\n",
        ),
        (
            "hires.csv",
            "intake,pool,announced,from,to,filled,training_months,trainer_share,assigned,source\n\
             ,DGSI,1900,2015,2017,80%,12,0.25,,law\n,Police,6500,2016-03,,,,1 in 5,30%,\n\
             ,Police,1000,2017-Q1,2017-03-15,,,120%,,\nguards,Army,10000,2016-01-01,2016-02,,,,,\n",
        ),
    ])
    .study;
    let base = |entry: &Option<stakeout::study::Entry>| entry.as_ref().map(|e| e.quantity.base());
    let pools: Vec<_> =
        study.pools.iter().map(|p| (base(&p.attrition_per_year), base(&p.replacement_months))).collect();
    assert_eq!(pools, [(Some(0.05), Some(7.5)), (None, None), (Some(0.05), None)]);
    let (march, mid_march) = (2016.0 + 2.0 / 12.0, 2017.0 + (2.0 + 15.0 / 31.0) / 12.0);
    let blank = -1.0;
    let row =
        |name: &str, pool: &str, from, to, numbers| (name.to_owned(), pool.to_owned(), from, to, numbers);
    let wanted = [
        row("DGSI", "DGSI", 2015.0, 2018.0, [1900.0, 0.8, 12.0, 0.25, blank]),
        row("Police 2016-03", "Police", march, 2016.25, [6500.0, blank, blank, 0.2, 0.3]),
        row("Police 2017-Q1", "Police", 2017.0, mid_march, [1000.0, blank, blank, 1.2, blank]),
        row("guards", "Army", 2016.0, march, [10000.0, blank, blank, blank, blank]),
    ];
    assert_eq!(told(&study), wanted);
    assert_eq!(study.hires[0].provenance.as_ref().unwrap().source.as_deref(), Some("law"));
    let place = study.hires[1].assigned.as_ref().unwrap().place.unwrap();
    assert_eq!((place.line(), place.column()), (3, 9));
}

#[test]
fn the_only_pool_need_not_be_named() {
    let text = "tier,subjects,ratio,officers\nlisted,11000,15-20,3300\n";
    let of = |hires: &str| told(&folder(&[("tiers.csv", text), ("hires.csv", hires)]).study);
    let one = of("announced,from\n1900,2016\n");
    assert_eq!((one[0].0.as_str(), one[0].1.as_str()), ("", ""));
    let two = of("announced,from\n1900,2016\n500,2017\n");
    assert_eq!((two[0].0.as_str(), two[1].0.as_str()), ("2016", "2017"));
    let named = folder(&[
        LISTED,
        ("pools.csv", "pool,officers\nDGSI,3300\n"),
        ("hires.csv", "announced,from\n1900,2016\n"),
    ]);
    assert_eq!((&*named.study.hires[0].name, &*named.study.hires[0].pool), ("DGSI", "DGSI"));
}

#[test]
fn a_french_folder_of_hires_and_series_is_the_plain_one() {
    let plain = folder(&[
        LISTED,
        ("pools.csv", "pool,officers,attrition_per_year,replacement_months\nDGSI,3300,4.5%,7.5\n"),
        (
            "hires.csv",
            "pool,announced,from,to,filled,training_months,trainer_share,assigned\nDGSI,1900,2015,2017,80%,10.5,0.25,30%\n",
        ),
        (
            "series.csv",
            "date,input,value,between\n2016,listed.officers_per_subject,17.5-18.5,linear\n2016,DGSI.vacancy,0.5%,\n",
        ),
    ]);
    let french = folder(&[
        ("listes.csv", "Liste;Sujets;Agents par sujet\r\nlisted;11 000;15-20\r\n"),
        (
            "services.csv",
            "Service;Effectif;Taux de départ;Délai de remplacement (mois)\r\nDGSI;3 300;4,5 %;7,5\r\n",
        ),
        (
            "embauches.csv",
            "Service;Postes annoncés;Début;Fin;Taux de remplissage;Durée de formation (mois);Formateurs par recrue;\
             Part affectée à la surveillance\r\nDGSI;1 900;2015;2017;80 %;10,5;0,25;30 %\r\n",
        ),
        (
            "annees.csv",
            "Année;Entrée;Valeur;Interpolation\r\n2016;listed.officers_per_subject;17,5-18,5;linear\r\n2016;DGSI.vacancy;0,5 %;\r\n",
        ),
    ]);
    assert_eq!(told(&french.study), told(&plain.study));
    let points = |study: &Study| -> Vec<_> {
        let point = |point: &stakeout::study::SeriesPoint| {
            (point.input.clone(), point.date.years(), point.value.quantity.clone(), point.between)
        };
        study.series.iter().map(point).collect()
    };
    assert_eq!(points(&french.study), points(&plain.study));
    let pool = |study: &Study| {
        let pool = &study.pools[0];
        [&pool.attrition_per_year, &pool.replacement_months].map(|e| e.as_ref().unwrap().quantity.clone())
    };
    assert_eq!(pool(&french.study), pool(&plain.study));
    assert_eq!(pool(&plain.study), [Quantity::exact(0.045), Quantity::exact(7.5)]);
}

#[test]
fn series_are_read_as_meant_and_may_make_scenarios() {
    let reading = folder(&[
        LISTED,
        ("pools.csv", "pool,officers\nDGSI,3300\n"),
        ("hires.csv", "announced,from\n1900,2016\n"),
        ("plans.csv", "scenario,input,operation,value\nplan,DGSI.officers,add,100\n"),
        (
            "values.csv",
            "scenario,date,input,value,between,note\n,2016,DGSI.officers,~3500,,budget\n\
             plan,2017-06,DGSI.officers,3600-3700,linear,\nslow,2018-Q2,listed.subjects,11k,step,\nbase,2019,listed.subjects,12k,,\n",
        ),
    ]);
    let study = &reading.study;
    let names: Vec<_> = study.scenarios.iter().map(|s| (&*s.name, s.changes.len())).collect();
    assert_eq!(names, [("plan", 1), ("slow", 0)]);
    let points: Vec<_> = study
        .series
        .iter()
        .map(|p| {
            (p.scenario.as_deref(), p.date.to_string(), p.input.as_str(), p.value.quantity.base(), p.between)
        })
        .collect();
    let wanted = [
        (None, "2016", "DGSI.officers", 3500.0, Between::Step),
        (Some("plan"), "2017-06", "DGSI.officers", 3650.0, Between::Linear),
        (Some("slow"), "2018-06", "listed.subjects", 11_000.0, Between::Step),
        (None, "2019", "listed.subjects", 12_000.0, Between::Step),
    ];
    assert_eq!(points, wanted.map(|(a, b, c, d, e)| (a, b.to_owned(), c, d, e)));
    assert_eq!(study.series[0].provenance.as_ref().unwrap().note.as_deref(), Some("budget"));
    assert_eq!(reading.notices, Vec::<String>::new());
}

#[test]
fn operations_may_be_french() {
    let operations = |words: [&str; 3]| {
        let [first, second, third] = words;
        let rows = format!("s0,officers,{first},2\ns1,officers,{second},2\ns2,officers,{third},2\n");
        let scenarios = format!("scenario,input,operation,value\n{rows}");
        let study = folder(&[
            ("t.csv", "tier,subjects,officers_per_subject,officers\na,100,15,30\n"),
            ("s.csv", &scenarios),
        ]);
        let scenarios = study.study.scenarios;
        scenarios.iter().map(|scenario| scenario.changes[0].operation).collect::<Vec<_>>()
    };
    assert_eq!(operations(["Fixer", "ajouter", "multiplier"]), operations(["set", "add", "multiply"]));
}

#[test]
fn a_scenario_almost_like_another_is_said() {
    let reading = folder(&[
        ("tiers.csv", "tier,subjects,ratio,officers\nlisted,11000,15-20,3300\n"),
        ("plans.csv", "scenario,input,operation,value\nbigger,officers,add,100\n"),
        ("values.csv", "scenario,date,input,value\nbiger,2016,officers,3500\n"),
    ]);
    let notice = "values.csv: the scenario \"biger\" is taken for one of its own, not for \"bigger\"";
    assert_eq!(reading.notices.len(), 1);
    assert!(reading.notices[0].ends_with(notice), "{:?}", reading.notices);
}

#[test]
fn scenarios_may_change_inputs_of_hires_and_leaving() {
    let text = "scenario,input,operation,value\nplan,DGSI.announced,multiply,0.5\nplan,DGSI.training_months,set,6\n\
        plan,DGSI.attrition_per_year,add,1%\nplan,trainer_share,set,20%\nplan,DGSI.replacement_months,set,3\n";
    let study = folder(&[
        LISTED,
        ("pools.csv", "pool,officers,replacement_months\nDGSI,3300,6\n"),
        ("hires.csv", "pool,announced,from\nDGSI,1900,2016\n"),
        ("plans.csv", text),
    ])
    .study;
    let values: Vec<f64> = study.scenarios[0].changes.iter().map(|c| c.value.quantity.base()).collect();
    assert_eq!(values, [0.5, 6.0, 0.01, 0.2, 3.0]);
}

#[test]
fn check_tells_how_dates_and_values_were_read() {
    let reading = folder(&[
        LISTED,
        ("pools.csv", "pool,officers,attrition\nDGSI,3300,5%\n"),
        ("hires.csv", "pool,announced,from,to\nDGSI,1900,2016,2017-06\n"),
        ("series.csv", "year,input,value\n2016,DGSI.vacancy,5%\n"),
    ]);
    let cells: Vec<_> = reading
        .cells
        .cells(&reading.study)
        .filter(|cell| ["hires", "series"].contains(&cell.table))
        .map(|cell| (cell.column, cell.date.map(|date| date.to_string()), cell.quantity.map(|q| q.base())))
        .collect();
    let wanted = [
        ("pool", None, None),
        ("announced", None, Some(1900.0)),
        ("from", Some("from 1 January 2016"), None),
        ("to", Some("to 30 June 2017"), None),
        ("date", Some("at the end of 31 December 2016"), None),
        ("input", None, None),
        ("value", None, Some(0.05)),
    ];
    assert_eq!(cells, wanted.map(|(column, date, number)| (column, date.map(str::to_owned), number)));
}
