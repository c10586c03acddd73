//! Every figure of every verb on every study of data/ and every document of seeds/, drawn by the program itself and
//! read back: nothing overlaps, is cut off, too small or too pale. A new folder is a new test.

#![allow(clippy::unwrap_used)]

mod legible;
mod program;

use legible::{faults, fonts};
use program::{answer, stakeout, studies};
use serde_json::Value;
use std::path::Path;

/// Looks and languages that differ in layout: each theme, each size, titles left out, a fixed height, French.
const LOOKS: [&[&str]; 6] = [
    &[],
    &["--theme", "dark", "--size", "slide"],
    &["--theme", "print", "--lang", "fr"],
    &["--size", "column"],
    &["--size", "column", "--theme", "print", "--no-title"],
    &["--theme", "dark", "--height", "70mm", "--lang", "fr"],
];

/// Draws with every look, and says what is wrong.
fn drawn(question: &[&str], wrong: &mut Vec<String>) -> usize {
    let (folder, fonts) = (tempfile::tempdir().unwrap(), fonts());
    let file = folder.path().join("figure.svg");
    for look in LOOKS {
        let words = [question, look, &["-o", file.to_str().unwrap(), "--force", "--quiet"]].concat();
        let said = stakeout(&words);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{words:?}");
        let (texts, faults) = faults(&std::fs::read_to_string(&file).unwrap(), &fonts);
        assert!(texts > 3, "{words:?} has {texts} texts");
        wrong.extend(
            faults
                .into_iter()
                .take(3)
                .map(|fault| format!("{} {}: {fault}", question.join(" "), look.join(" "))),
        );
    }
    LOOKS.len()
}

fn check(questions: &[Vec<String>]) {
    let mut wrong = Vec::new();
    let mut figures = 0;
    for question in questions {
        let words: Vec<&str> = question.iter().map(String::as_str).collect();
        figures += drawn(&words, &mut wrong);
    }
    assert!(figures >= LOOKS.len());
    assert!(wrong.is_empty(), "{} faults in {figures} figures:\n{}", wrong.len(), wrong.join("\n"));
}

/// What one verb asks of each study.
fn each_study(question: impl Fn(&str) -> Vec<Vec<&'static str>>) {
    let mut questions = Vec::new();
    for study in studies() {
        for words in question(&study) {
            let (verb, rest) = words.split_first().unwrap();
            let words = [*verb, &study].into_iter().chain(rest.iter().copied());
            questions.push(words.map(str::to_owned).collect());
        }
    }
    check(&questions);
}

#[test]
fn cover() {
    each_study(|_| {
        vec![
            vec!["cover"],
            vec!["cover", "--figure", "staffing"],
            vec!["cover", "--outcome", "officers_required"],
        ]
    });
}

#[test]
fn compare() {
    each_study(|_| vec![vec!["compare"], vec!["compare", "--outcome", "officer_shortfall"]]);
}

#[test]
fn allocate() {
    each_study(|_| vec![vec!["allocate"]]);
    let words = ["allocate", "data/scarce-officers", "--rule", "proportional", "--whole-teams"];
    check(&[words.map(str::to_owned).to_vec()]);
}

/// The figures of a report, wide and narrow, as they stand in the page.
#[test]
fn report() {
    let (mut wrong, mut figures, fonts) = (Vec::new(), 0, fonts());
    for study in studies() {
        let said = stakeout(&["report", &study, "--format", "html", "-q"]);
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{study}");
        for svg in said.out.split("<svg ").skip(1).filter_map(|rest| rest.split("</svg>").next()) {
            let (texts, faults) = faults(&format!("<svg {svg}</svg>"), &fonts);
            assert!(texts > 3, "{study}: {texts} texts");
            wrong.extend(faults.into_iter().take(3).map(|fault| format!("report {study}: {fault}")));
            figures += 1;
        }
    }
    assert!(figures >= 4 * studies().len());
    assert!(wrong.is_empty(), "{} faults in {figures} figures:\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn tornado() {
    each_study(|_| vec![vec!["tornado", "--swing", "20%"], vec!["tornado", "--swing", "10%", "--spider"]]);
}

#[test]
fn simulate() {
    each_study(|_| vec![vec!["simulate", "--draws", "2000"]]);
}

#[test]
fn sobol() {
    each_study(|_| vec![vec!["sobol", "--samples", "64"]]);
}

#[test]
fn morris() {
    each_study(|_| vec![vec!["morris", "--trajectories", "20"]]);
}

/// The years ahead of the study that has some, and of one that is told from when to when.
#[test]
fn project() {
    let years = ["project", "data/france-2015-2019"];
    let dated = ["project", "data/france-2015-uncertain", "--from", "2015", "--until", "2018"];
    let questions: [(&[&str], &[&str]); 7] = [
        (&years, &[]),
        (&years, &["--figure", "stages"]),
        (&years, &["--by", "month", "--outcome", "coverage"]),
        (&years, &["--outcome", "officers_on_staff", "--against", "real staff", "--until", "2018"]),
        (&years, &["--scenario", "plus 5,000 police and gendarmes", "--figure", "stages", "--by", "quarter"]),
        (&dated, &[]),
        (&dated, &["--figure", "stages"]),
    ];
    let words =
        |(verb, rest): (&[&str], &[&str])| [verb, rest].concat().iter().map(ToString::to_string).collect();
    check(&questions.map(words));
}

/// The first input that counts for something, and the second, each from half to twice what it is.
#[test]
fn sweep() {
    let mut questions = Vec::new();
    for study in studies() {
        let moved = answer(&["tornado", &study, "--swing", "50%"]);
        let rows = moved["rows"].as_array().unwrap();
        let vary = |row: &Value, steps: u32| {
            let end = |key: &str| row[key].as_f64().unwrap();
            format!("{}={}..{}:{steps}", row["input"].as_str().unwrap(), end("low"), end("high"))
        };
        let words = |vary: &[String]| {
            let options = vary.iter().flat_map(|vary| ["--vary".to_owned(), vary.clone()]);
            ["sweep".to_owned(), study.clone()].into_iter().chain(options).collect::<Vec<String>>()
        };
        questions.push(words(&[vary(&rows[0], 21)]));
        if rows.len() > 1 {
            questions.push(words(&[vary(&rows[0], 9), vary(&rows[1], 12)]));
        }
    }
    assert!(questions.len() > studies().len());
    check(&questions);
}

#[test]
fn reproduce() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut questions: Vec<Vec<String>> =
        vec![vec!["reproduce".into()], vec!["reproduce".into(), "--published".into()]];
    for folder in ["seeds", "data"] {
        for entry in std::fs::read_dir(root.join(folder)).unwrap() {
            let document = entry.unwrap().path();
            if document.join("claims.csv").exists() {
                questions.push(vec!["reproduce".into(), document.to_str().unwrap().into()]);
            }
        }
    }
    assert!(questions.len() >= 7);
    check(&questions);
}

/// As many rows as there are, unless a height is asked for.
#[test]
fn figures_grow_with_their_rows() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = |words: &[&str]| {
        let file = folder.path().join("figure.svg");
        let said = stakeout(&[words, &["-o", file.to_str().unwrap(), "--force", "-q"]].concat());
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        std::fs::read_to_string(file).unwrap()
    };
    for words in [&["reproduce"][..], &["reproduce", "--published"]] {
        assert!(!drawn(words).contains("rows are shown"), "{words:?}");
        let low = drawn(&[words, &["--height", "120mm"]].concat());
        assert!(low.contains("The first ") && low.contains("rows are shown"), "{words:?}");
    }
}

/// A curve is drawn as one, however few steps of it are listed.
#[test]
fn curves_have_no_corners_of_few_steps() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("spider.svg");
    let drawn = |steps: &str| {
        let words = ["tornado", "data/france-2015-uncertain", "--spider", "--steps", steps];
        let said = stakeout(&[&words[..], &["-o", file.to_str().unwrap(), "--force", "-q"]].concat());
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        std::fs::read_to_string(&file).unwrap()
    };
    let [few, more, many] = ["2", "9", "60"].map(drawn);
    assert!(few == more && few != many);
}

/// Coverage is drawn unless staffing is asked for, which needs officers.
#[test]
fn an_author_reaches_staffing_alone() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("staffing.svg");
    let file = file.to_str().unwrap();
    let staffing = ["--figure", "staffing", "-o", file, "--force", "-q"];
    for question in [&["cover", "data/quick/quick.csv"][..], &["quick", "11000", "15-20", "3300"]] {
        let said = stakeout(&[question, &staffing[..]].concat());
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        let svg = std::fs::read_to_string(file).unwrap();
        let title =
            "<title>Watching everybody listed takes 165,000 to 220,000 officers; there are 3,300</title>";
        assert!(svg.contains(title), "{svg:.600}");
        assert!(svg.contains(">in post<") && svg.contains(">required<") && !svg.contains("100%"));
    }
    std::fs::write(folder.path().join("s.csv"), "subjects,officers_per_subject\n100,15\n").unwrap();
    let said = program::stakeout_in(&folder, &[&["cover", "s.csv"], &staffing[..]].concat(), b"");
    let told = "error: --figure staffing shows the officers there are, and this study has none: give `officers`, or leave it out\n";
    assert_eq!((said.code, said.out.as_str(), said.err.as_str()), (Some(2), "", told));
}

/// Labels follow --lang as numbers do; what the study says, and sentences, stay.
#[test]
fn labels_are_french_where_numbers_are() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("figure.svg");
    let labels = |words: &[&str]| {
        let said =
            stakeout(&[words, &["--lang", "fr", "-o", file.to_str().unwrap(), "--force", "-q"]].concat());
        assert_eq!((said.code, said.err.as_str()), (Some(0), ""));
        let svg = std::fs::read_to_string(&file).unwrap();
        svg.split("<text ")
            .skip(1)
            .map(|text| text.split(['>', '<']).nth(1).unwrap().to_owned())
            .collect::<Vec<_>>()
    };
    let uncertain = "data/france-2015-uncertain";
    for (words, expected) in [
        (&["cover", uncertain][..], &["100 % : tous surveillés", "radicalised (9 900–12 100)"][..]),
        (&["cover", uncertain, "--figure", "staffing"], &["en poste", "nécessaires"]),
        (&["tornado", uncertain], &["Agents par sujet", "donnée à sa valeur basse", "base 0,23 %"]),
        (&["tornado", uncertain, "--spider"], &["Couverture (radicalised)", "part déployable"]),
        (
            &["simulate", uncertain, "--draws", "500"],
            &["médiane", "Part des tirages", "Couverture (radicalised)"],
        ),
        (&["sobol", uncertain, "--samples", "64"], &["Agents par sujet"]),
        (&["morris", uncertain, "--trajectories", "9"], &["Effet moyen en valeur absolue (μ*, points)"]),
        (
            &["sweep", uncertain, "--vary", "officers_per_subject=5..30:4"],
            &["Agents par sujet", "fourchette publiée"],
        ),
        (&["compare", uncertain], &["100 % : tous surveillés"]),
        (
            &["project", "data/france-2015-2019", "--until", "2018"],
            &["Agents disponibles", "seuil 95 % 3 546", "Médiane 3 427"],
        ),
        (&["project", "data/france-2015-2019", "--figure", "stages"], &["Agents", "en formation 0"]),
        (&["reproduce"], &["tel qu’annoncé", "dans la fourchette"]),
        (&["reproduce", "--published"], &["Agents par sujet", "Base non précisée"]),
    ] {
        let found = labels(words);
        let plain: Vec<String> = found.iter().map(|text| text.replace('\u{202f}', " ")).collect();
        for label in expected {
            assert!(plain.iter().any(|text| text == label), "{words:?}: no {label} in {plain:?}");
        }
    }
}
