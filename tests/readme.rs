//! README.md is true: its commands print what it shows, on the files it shows.
//!
//! A block ```` ```console ```` holds commands (`$ stakeout ...`) and the standard output of each; a line `...` stands
//! for any lines. A block ```` ```csv NAME ```` is a file of that name. Commands run in a folder of their own that has
//! data/ in it. `UPDATE_GOLDEN=1 cargo test --test readme` writes what is printed now; what a `...` left out
//! at the end of an output stays left out.

#![allow(clippy::unwrap_used)]

mod program;

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

/// A part of the page: lines of text, or a block with its info string.
#[derive(Debug, PartialEq)]
enum Part {
    Text(String),
    Block { info: String, body: String },
}

fn parts(page: &str) -> Vec<Part> {
    let (mut parts, mut text, mut block) = (Vec::new(), String::new(), None);
    for line in page.split_inclusive('\n') {
        match (&mut block, line.strip_prefix("```")) {
            (None, Some(info)) => {
                parts.push(Part::Text(std::mem::take(&mut text)));
                block = Some(info.trim().to_owned());
            }
            (Some(info), Some(_)) => {
                parts.push(Part::Block { info: std::mem::take(info), body: std::mem::take(&mut text) });
                block = None;
            }
            _ => text.push_str(line),
        }
    }
    parts.push(Part::Text(text));
    parts
}

fn page_of(parts: &[Part]) -> String {
    let mut page = String::new();
    for part in parts {
        match part {
            Part::Text(text) => page.push_str(text),
            Part::Block { info, body } => write!(page, "```{info}\n{body}```\n").unwrap(),
        }
    }
    page
}

/// The commands of a block, each with the output shown.
fn commands(body: &str) -> Vec<(String, String)> {
    let mut commands: Vec<(String, String)> = Vec::new();
    for line in body.split_inclusive('\n') {
        match (line.strip_prefix("$ "), commands.last_mut()) {
            (Some(command), _) => commands.push((command.trim_end().to_owned(), String::new())),
            (None, Some((_, shown))) => shown.push_str(line),
            (None, None) => panic!("a console block starts with a command: {body}"),
        }
    }
    commands
}

/// Words as a shell makes them, as far as the page needs it: single quotes.
fn words(command: &str) -> Vec<String> {
    let outside = |(at, text): (usize, &str)| match at % 2 {
        0 => text.split_whitespace().map(str::to_owned).collect(),
        _ => vec![text.to_owned()],
    };
    command.split('\'').enumerate().flat_map(outside).collect()
}

/// Whether an output is the one shown; a line `...` stands for any number of lines.
fn is_shown(shown: &str, printed: &str) -> bool {
    let pieces: Vec<&str> = shown.split("...\n").collect();
    let [first, middle @ .., last] = pieces.as_slice() else { return shown == printed };
    let Some(mut rest) = printed.strip_prefix(first) else { return false };
    for piece in middle {
        match rest.find(piece) {
            Some(at) => rest = &rest[at + piece.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// What is to be shown: all, or as many lines as were shown before `...`.
fn abridged(shown: &str, printed: &str) -> String {
    match shown.strip_suffix("...\n") {
        None => printed.to_owned(),
        Some(before) => {
            let kept: String = printed.split_inclusive('\n').take(before.lines().count()).collect();
            format!("{kept}...\n")
        }
    }
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path: PathBuf = entry.unwrap().path();
        let target = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).unwrap();
        }
    }
}

/// The folder a reader of the page would have.
fn folder(parts: &[Part]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("data"), &folder.path().join("data"));
    for part in parts {
        if let Part::Block { info, body } = part
            && let Some(name) = info.strip_prefix("csv ")
        {
            let file = folder.path().join(name.trim());
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, body).unwrap();
        }
    }
    folder
}

#[test]
fn every_command_prints_what_the_page_shows() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = std::fs::read_to_string(&file).unwrap();
    let mut parts = parts(&page);
    assert_eq!(page_of(&parts), page, "every block of README.md starts and ends with ```");
    let folder = folder(&parts);
    let update = std::env::var_os("UPDATE_GOLDEN").is_some();
    let (mut run, mut wrong) = (0, Vec::new());
    for part in &mut parts {
        let Part::Block { info, body } = part else { continue };
        if info != "console" {
            continue;
        }
        let mut now = String::new();
        for (command, shown) in commands(body) {
            let words = words(&command);
            assert_eq!(words[0], "stakeout", "{command}");
            let words: Vec<&str> = words[1..].iter().map(String::as_str).collect();
            let said = program::stakeout_in(&folder, &words, b"");
            let printed = if said.out.is_empty() { &said.err } else { &said.out };
            run += 1;
            if !is_shown(&shown, printed) {
                wrong.push(format!("$ {command}\n{printed}"));
            }
            write!(now, "$ {command}\n{}", abridged(&shown, printed)).unwrap();
        }
        *body = now;
    }
    assert!(run >= 8, "README.md shows {run} commands");
    if update {
        std::fs::write(file, page_of(&parts)).unwrap();
    } else {
        assert!(
            wrong.is_empty(),
            "README.md shows another output; accept this one with UPDATE_GOLDEN=1 cargo test --test readme:\n{}",
            wrong.join("\n")
        );
    }
}

#[test]
fn every_verb_is_on_the_page() {
    let page = page();
    let help = program::stakeout(&["--help"]).out;
    let verbs = help.lines().skip_while(|line| *line != "Verbs:").skip(1).take_while(|line| !line.is_empty());
    let verbs: Vec<&str> = verbs.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(verbs.len() >= 8, "{help}");
    for verb in verbs.iter().filter(|verb| **verb != "help") {
        assert!(
            page.contains(&format!("$ stakeout {verb}")),
            "README.md has no example of `stakeout {verb}`"
        );
    }
}

fn page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).unwrap()
}

/// The rows of the first table below a heading, as cells.
fn table(page: &str, heading: &str) -> Vec<Vec<String>> {
    let (_, below) = page.split_once(&format!("\n## {heading}\n")).unwrap();
    let rows =
        below.lines().skip_while(|line| !line.starts_with('|')).take_while(|line| line.starts_with('|'));
    let cells = |line: &str| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect();
    rows.skip(2).map(cells).collect()
}

/// What stands in backticks.
fn codes(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).collect()
}

#[test]
fn every_cell_of_the_page_is_read() {
    use stakeout::quantity::{CellContext, CellKind, DecimalMark, Quantity};
    let rows = table(&page(), "Cells");
    let read =
        |text: &str, kind| Quantity::parse(text, &CellContext { kind, decimal: DecimalMark::Undecided });
    let mut cells = 0;
    for text in rows.iter().flat_map(|row| codes(&row[0])) {
        let kinds = [CellKind::Count, CellKind::Rate, CellKind::Share];
        assert!(
            kinds.into_iter().any(|kind| read(text, kind).is_ok()),
            "`{text}` is refused in every column"
        );
        cells += 1;
    }
    assert!(cells > 25, "{cells} cells");
}

/// The page lists every column there is, and no other.
#[test]
fn every_column_is_on_the_page() {
    let rows = table(&page(), "Tables");
    let source =
        std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("src/input/columns.rs")).unwrap();
    let keys = source.lines().filter_map(|line| line.trim().strip_prefix("(C::")?.split('"').nth(1));
    let keys: BTreeSet<&str> = keys.collect();
    assert!(keys.len() >= 40, "{keys:?}");
    let provenance = ["source", "url", "as_of", "note"];
    for key in &keys {
        assert!(page().contains(&format!("`{key}`")), "README.md does not name the column `{key}`");
    }
    for named in rows.iter().flat_map(|row| codes(&row[2])) {
        assert!(keys.contains(named) && !provenance.contains(&named), "there is no column `{named}`");
    }
}

#[test]
fn every_quantity_is_on_the_page() {
    let rows = table(&page(), "What is answered");
    let named: Vec<&str> = rows.iter().flat_map(|row| codes(&row[0])).collect();
    assert_eq!(named, stakeout::study::ANSWERED.map(stakeout::study::Measure::key));
    let effects = table(&page(), "What watching part of a list is worth");
    let named: Vec<&str> = effects.iter().flat_map(|row| codes(&row[0])).collect();
    assert_eq!(named, stakeout::study::EFFECTS.map(stakeout::study::Effect::key));
}

#[test]
fn a_shown_part_is_a_part() {
    assert!(is_shown("a\nb\n", "a\nb\n") && !is_shown("a\n", "a\nb\n"));
    assert!(is_shown("a\n...\n", "a\nb\nc\n") && !is_shown("b\n...\n", "a\nb\n"));
    assert!(is_shown("a\n...\nc\n", "a\nb\nc\n") && !is_shown("a\n...\nd\n", "a\nb\nc\n"));
    assert_eq!(abridged("x\n...\n", "a\nb\nc\n"), "a\n...\n");
    assert_eq!(
        words("stakeout quick '~1,200' '15 to 20' 3"),
        ["stakeout", "quick", "~1,200", "15 to 20", "3"]
    );
}
