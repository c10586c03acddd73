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
        let moved = answer(&["tornado", &study, "--swing", "20%"]);
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

/// Two lists, an agency, and eight attackers of whom some are on no list.
fn attacked() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let tables = [
        (
            "tiers.csv",
            "tier,subjects,officers_per_subject,priority\nclose,1200,15-20,1\nothers,9800,15-20,2\n",
        ),
        ("pools.csv", "pool,officers,deployable\nagency,3300,50%\n"),
        ("attackers.csv", "attackers,not_listed\n8,20%\n"),
    ];
    for (name, text) in tables {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// A figure's title, and its texts in the order drawn.
fn texts_of(question: &[&str]) -> (String, Vec<String>) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("figure.svg");
    let said = stakeout(&[question, &["-o", file.to_str().unwrap(), "--force", "-q"]].concat());
    assert_eq!((said.code, said.err.as_str()), (Some(0), ""), "{question:?}");
    let svg = std::fs::read_to_string(&file).unwrap();
    let title = svg.split("<title>").nth(1).unwrap().split("</title>").next().unwrap().to_owned();
    let texts = svg.split("<text ").skip(1);
    (title, texts.map(|text| text.split(['>', '<']).nth(1).unwrap().to_owned()).collect())
}

const SWEPT: [&str; 4] = ["--vary", "agency.officers=0..20000", "--vary", "agency.deployable=0..1"];

/// No figure calls a quantity by its key, nor by the key's words.
#[test]
fn built_in_quantities_are_called_by_their_labels() {
    let folder = attacked();
    let study = folder.path().to_str().unwrap();
    let questions: [&[&str]; 6] = [
        &["tornado", study, "--swing", "10%"],
        &["tornado", study, "--swing", "10%", "--spider"],
        &["simulate", study, "--draws", "200"],
        &["sobol", study, "--samples", "64"],
        &["morris", study, "--trajectories", "9"],
        &[&["sweep", study], &SWEPT[..]].concat(),
    ];
    for (key, label) in [
        ("chance_one_watched", "chance that at least one attacker is watched"),
        ("chance_watched", "chance that a given attacker is watched"),
        ("subjects_coverable", "subjects watchable at that level"),
        ("staff_multiple", "officers required / available"),
    ] {
        // How many can be watched in all depends on who is watched first.
        let of = if key == "subjects_coverable" { &["--tier", "others"][..] } else { &[] };
        for question in questions {
            let (title, texts) = texts_of(&[question, &["--outcome", key], of].concat());
            let all = format!("{title} {}", texts.join(" ")).to_lowercase();
            assert!(!all.contains(key) && !all.contains(&key.replace('_', " ")), "{question:?}: {all}");
            assert!(title.to_lowercase().contains(label), "{question:?}: {title}");
        }
    }
}

/// A chance has no 200%, and what is deployed no 105%; the key's name is not cut.
#[test]
fn a_chance_ends_at_all() {
    let folder = attacked();
    let study = folder.path().to_str().unwrap();
    let outcome = ["--outcome", "chance_one_watched"];
    for look in [&[][..], &["--size", "column"], &["--size", "slide", "--lang", "fr"]] {
        let (_, texts) = texts_of(&[&["sweep", study], &SWEPT[..], &outcome, look].concat());
        let all = texts.join(" ");
        let shares = texts.iter().filter_map(|text| {
            let number = text.strip_suffix('%')?.trim_end_matches('\u{202f}').replace(',', ".");
            number.parse::<f64>().ok()
        });
        assert_eq!(shares.fold(0.0, f64::max), 100.0, "{all}");
        assert!(!texts.iter().any(|text| text.ends_with('…')), "{all}");
    }
}

/// The note says every caveat, or how many more there are.
#[test]
fn no_caveat_is_left_out_in_silence() {
    let folder = attacked();
    let study = folder.path().to_str().unwrap();
    let question = [&["sweep", study], &SWEPT[..], &["--outcome", "chance_one_watched"]].concat();
    let all = answer(&question)["caveats"].as_array().unwrap().len();
    assert!(all > 3, "{all}");
    let note = |look: &[&str]| texts_of(&[&question[..], look].concat()).1.join(" ");
    assert!(note(&[]).contains("One more caveat: see the table."), "{}", note(&[]));
    assert!(note(&["--size", "column"]).contains(" more caveats: see the table."));
    assert!(note(&["--lang", "fr"]).contains("Une autre réserve\u{202f}: voir le tableau."));
    let whole = texts_of(&["cover", "data/france-2015-uncertain"]).1.join(" ");
    assert!(whole.contains("Being on a list is neither guilt") && !whole.contains("more caveat"), "{whole}");
}

/// Titles, subtitles and notes that the program words are French with --lang fr, and so are units.
#[test]
fn sentences_are_french_where_numbers_are() {
    const ENGLISH: [&str; 14] = [
        " of ",
        " the ",
        " is ",
        " are ",
        " moves ",
        "officers",
        "subjects",
        "years",
        "watch",
        "between",
        "Seed",
        "projected",
        " by ",
        " to ",
    ];
    let verbs: [&[&str]; 10] = [
        &["cover"],
        &["cover", "--figure", "staffing"],
        &["cover", "--outcome", "officers_required"],
        &["compare"],
        &["compare", "--outcome", "officers_required"],
        &["allocate"],
        &["tornado", "--swing", "10%"],
        &["simulate", "--draws", "1000", "--approx", "10%"],
        &["sobol", "--samples", "64", "--approx", "10%"],
        &["morris", "--trajectories", "9", "--approx", "10%"],
    ];
    let names = |study: &str| {
        let tables = ["about.csv", "tiers.csv", "scenarios.csv", "regimes.csv", "hires.csv"];
        let read = |name| std::fs::read_to_string(Path::new(study).join(name)).unwrap_or_default();
        tables
            .map(read)
            .concat()
            .split([',', '\n'])
            .map(|cell| cell.trim_matches('"').to_owned())
            .collect::<Vec<_>>()
    };
    for study in ["france-2015-uncertain", "france-2015-built-up", "moscow-2024-warning", "vetting-2019"] {
        let study = format!("{}/data/{study}", env!("CARGO_MANIFEST_DIR"));
        let own = names(&study);
        for verb in verbs {
            let (title, texts) = texts_of(&[&[verb[0], &study], &verb[1..], &["--lang", "fr"]].concat());
            let mut said = vec![title];
            // Beside the title, changes with their unit; a subtitle runs into the study's own.
            let is_number = |text: &String| {
                let inner = text.trim_start_matches(['−', '+', '(']);
                inner.len() < text.len() && inner.starts_with(|c: char| c.is_ascii_digit())
            };
            said.extend(texts.into_iter().filter(is_number));
            for text in said {
                let mut left = format!(" {text} ");
                own.iter()
                    .filter(|name| name.len() > 2)
                    .for_each(|name| left = left.replace(name.as_str(), ""));
                let english = ENGLISH.iter().find(|word| left.contains(**word));
                assert!(english.is_none(), "{verb:?} {study}: {english:?} in {text}");
            }
        }
    }
    let (title, _) = texts_of(&["project", "data/france-2015-2019", "--lang", "fr"]);
    assert_eq!(
        title.replace('\u{202f}', " "),
        "Agents disponibles : 3 250 (fin 2014), 3 374 à 3 599 (fin 2020)"
    );
    let (title, texts) = texts_of(&["reproduce", "--lang", "fr"]);
    assert!(title.starts_with("Recalculés, ") && texts.join(" ").contains("les documents nommés"), "{title}");
    let (title, _) = texts_of(&["reproduce", "--published", "--lang", "fr"]);
    assert!(title.starts_with("Surveiller une personne jour et nuit"), "{title}");
}

/// Labels follow --lang as numbers do; what the study says, and its caveats, stay.
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
            &["Agents disponibles", "95e centile 3 546", "Médiane 3 427"],
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

#[test]
fn a_size_that_cannot_be_had_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let drawn = |name: &str, size: &[&str]| {
        let file = folder.path().join(name);
        let words = [&["cover", "data/france-2015", "-o", file.to_str().unwrap()], size].concat();
        stakeout(&words)
    };
    let low = drawn("low.svg", &["--height", "30mm"]);
    assert_eq!(
        low.err.matches("note: the figure is 60 mm high: what stands in it takes as much").count(),
        1,
        "{}",
        low.err
    );
    let narrow = drawn("narrow.svg", &["--width", "40mm"]);
    assert!(
        narrow.code == Some(2) && narrow.err.contains("--width 40mm: write 50mm to 1000mm"),
        "{}",
        narrow.err
    );
    let as_asked = drawn("as-asked.svg", &["--width", "170mm", "--height", "120mm"]);
    assert!(!as_asked.err.contains("the figure is"), "{}", as_asked.err);
}
