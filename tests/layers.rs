//! Imports point one way, and what only one room may do is done there: reads the source files.

#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Which rooms a room may use, besides itself. `command` may use everything.
const MAY_USE: [(&str, &[&str]); 10] = [
    ("unit", &[]),
    ("quantity", &["unit"]),
    ("sheet", &["quantity", "unit"]),
    ("study", &["sheet", "quantity", "unit"]),
    ("input", &["study", "sheet", "quantity", "unit"]),
    ("claims", &["input", "study", "sheet", "quantity", "unit"]),
    ("analysis", &["quantity"]),
    ("report", &["unit"]),
    ("chart", &["unit"]),
    ("main.rs", &["command"]),
];

/// Libraries that only these rooms may use.
const ONLY_IN: [(&str, &[&str]); 6] = [
    ("clap", &["command"]),
    ("clap_complete", &["command"]),
    ("clap_mangen", &["command"]),
    ("csv", &["input", "report"]),
    ("encoding_rs", &["input", "report"]),
    ("plotters", &["chart"]),
];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn files_under(folder: &Path, ending: &str) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(files_under(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// Every source file: its room, its name, and its lines without comments.
fn sources() -> Vec<(String, String, String)> {
    let src = root().join("src");
    let files = files_under(&src, "rs").into_iter();
    let read = |path: PathBuf| {
        let name = path.strip_prefix(&src).unwrap().to_str().unwrap().replace('\\', "/");
        let room = name.split('/').next().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        (room, name, code.collect::<Vec<_>>().join("\n"))
    };
    files.map(read).collect()
}

/// The rooms that a text names: after `crate::`, and inside `use crate::{...}`.
fn rooms_named(code: &str) -> BTreeSet<String> {
    let mut rooms = BTreeSet::new();
    for rest in code.split("crate::").skip(1).chain(code.split("stakeout::").skip(1)) {
        match rest.strip_prefix('{') {
            Some(list) => rooms.extend(top_of_list(list)),
            None => rooms.extend([word(rest)]),
        }
    }
    rooms
}

/// The first word of each path in `a::b, c::{d, e}}`.
fn top_of_list(list: &str) -> Vec<String> {
    let (mut depth, mut at_start, mut words) = (0, true, Vec::new());
    for (at, c) in list.char_indices() {
        match c {
            '{' => depth += 1,
            '}' if depth == 0 => break,
            '}' => depth -= 1,
            ',' if depth == 0 => at_start = true,
            c if at_start && c.is_alphabetic() => {
                words.push(word(&list[at..]));
                at_start = false;
            }
            _ => {}
        }
    }
    words
}

fn word(text: &str) -> String {
    text.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
}

#[test]
fn imports_point_one_way() {
    let rules: BTreeMap<&str, &[&str]> = MAY_USE.into_iter().collect();
    let rooms: BTreeSet<&str> = rules.keys().copied().chain(["command"]).collect();
    let mut wrong = Vec::new();
    for (room, name, code) in sources() {
        let Some(may_use) = rules.get(&*room) else {
            assert!(
                room == "command" || room == "lib.rs",
                "src/{room} is new: add it to MAY_USE in tests/layers.rs"
            );
            continue;
        };
        for used in rooms_named(&code) {
            if rooms.contains(&*used) && used != *room && !may_use.contains(&&*used) {
                wrong.push(format!("src/{name} uses crate::{used}"));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "imports point from the outside in ({MAY_USE:?}); move what is shared to the room below, or hand it over as \
         an argument:\n{}",
        wrong.join("\n")
    );
}

#[test]
fn libraries_stay_in_their_rooms() {
    let mut wrong = Vec::new();
    for (room, name, code) in sources() {
        for (library, rooms) in ONLY_IN {
            let path = format!("{library}::");
            let mut places = code.match_indices(&path).filter(|(at, _)| {
                !code[..*at].ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == ':')
            });
            // A format may say that it can be typed: `derive(clap::ValueEnum)`.
            let used = places.any(|(at, _)| !(room == "report" && code[at..].starts_with("clap::ValueEnum")));
            // A room's own file of this name is not the library.
            let own = code.contains(&format!("mod {library};"));
            if used && !own && !rooms.contains(&&*room) {
                wrong.push(format!("src/{name} uses {library}, which belongs to {}", rooms.join(" and ")));
            }
        }
    }
    assert!(wrong.is_empty(), "hand over plain data instead:\n{}", wrong.join("\n"));
}

#[test]
fn nothing_is_printed_but_through_the_one_handle() {
    for (_, name, code) in sources() {
        for printing in ["println!", "eprintln!", "print!(", "dbg!"] {
            assert!(
                !code.contains(printing),
                "src/{name} has {printing}: it would end the program on a closed pipe; return the text, or write it \
                 through command/voice.rs"
            );
        }
    }
}

#[test]
fn the_rooms_of_the_first_page_are_the_rooms_there_are() {
    let lib = std::fs::read_to_string(root().join("src/lib.rs")).unwrap();
    for line in lib.lines().filter_map(|line| line.strip_prefix("pub mod ")) {
        let room = line.trim_end_matches(';');
        let told =
            lib.contains(&format!("//! | [`{room}`]")) || lib.contains(&format!("//! | [`mod@{room}`]"));
        assert!(told, "say in src/lib.rs what the room {room} knows");
    }
}

/// Places on one person's machine mean nothing on another's.
#[test]
fn no_file_names_a_machine() {
    // Put together, so that this file does not name one.
    let homes = ["home", "Users", "root", "work", "tmp"].map(|folder| format!("/{folder}/"));
    let folders = ["src", "tests", "data", "seeds", "examples", "benches", ".ci"];
    let mut files: Vec<PathBuf> = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md", "Cargo.toml", "build.rs"]
        .map(|name| root().join(name))
        .to_vec();
    for folder in folders.map(|name| root().join(name)).iter().filter(|folder| folder.is_dir()) {
        for ending in ["rs", "csv", "md", "txt", "json"] {
            files.extend(files_under(folder, ending));
        }
    }
    for file in files {
        let Ok(text) = std::fs::read_to_string(&file) else { continue };
        for home in &homes {
            let mut found = text.match_indices(home.as_str()).map(|(at, _)| at);
            // A path of a web address or of the repository has a word before it.
            let own =
                found.find(|at| text[..*at].ends_with(|c: char| c.is_whitespace() || "\"'`(=".contains(c)));
            assert!(
                own.is_none(),
                "{} names {home}...: use a path from the repository's folder",
                file.display()
            );
        }
    }
}

#[test]
fn every_way_to_name_a_room_is_seen() {
    let named = |code: &str| rooms_named(code).into_iter().collect::<Vec<_>>();
    assert_eq!(named("use crate::study::Study;"), ["study"]);
    assert_eq!(named("use crate::{input::{a, b}, report, unit::Unit};"), ["input", "report", "unit"]);
    assert_eq!(named("let unit = crate::unit::Unit::of(\"x\");"), ["unit"]);
    assert_eq!(named("stakeout::command::run()"), ["command"]);
}
