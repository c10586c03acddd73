//! The verb `report` and HTML from every verb, from outside.

// A test that cannot start the program has failed.
#![allow(clippy::unwrap_used)]

use roxmltree::{Document, ParsingOptions};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn stakeout(folder: &Path, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stakeout"));
    command.current_dir(folder).args(words).stdin(Stdio::null()).env("NO_COLOR", "1").output().unwrap()
}

fn texts(output: &Output) -> (Option<i32>, &str, &str) {
    let text = |bytes| std::str::from_utf8(bytes).unwrap();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("data")
}

fn parsed(html: &str) -> Document<'_> {
    Document::parse_with_options(html, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })
        .unwrap()
}

/// Nothing is fetched: what a page refers to is in it, or a link to a source.
fn check(html: &str) {
    let document = parsed(html);
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        assert!(!["script", "img", "link", "iframe", "object"].contains(&node.tag_name().name()));
        assert!(!node.has_attribute("src"));
        let Some(address) = node.attribute("href") else { continue };
        let is_inside =
            address.starts_with('#') || (address.starts_with("data:") && node.has_attribute("download"));
        let is_link = address.starts_with("http") && node.attribute("rel") == Some("noopener noreferrer");
        assert!(is_inside || is_link, "{address}");
    }
    let styles = document.descendants().filter(|node| node.has_tag_name("style"));
    for style in styles.filter_map(|node| node.text()) {
        assert!(!style.contains("@import"));
        assert!(style.split("url(").skip(1).all(|address| address.starts_with("data:font/")));
    }
    for node in document.descendants().filter(roxmltree::Node::is_element) {
        check_place(node);
    }
    let mut names: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
}

/// The content models of the HTML standard, for the elements that pages use: what may be a child of what.
const CHILDREN: [(&str, &[&str]); 21] = [
    ("html", &["head", "body"]),
    ("head", &["meta", "title", "style"]),
    ("body", &["header", "nav", "main", "footer"]),
    ("header", &["h1", "p"]),
    ("nav", &["ul"]),
    ("main", &["section"]),
    ("section", &["h2", "h3", "p", "ul", "div", "pre", "figure"]),
    ("footer", &["p"]),
    ("figure", &["div", "figcaption"]),
    ("figcaption", &["p"]),
    ("div", &["table", "svg", "p"]),
    ("table", &["caption", "thead", "tbody"]),
    ("caption", &["span"]),
    ("thead", &["tr"]),
    ("tbody", &["tr"]),
    ("tr", &["th", "td"]),
    ("ul", &["li"]),
    ("p", &["a", "br", "strong"]),
    ("li", &["a", "br"]),
    ("td", &["a", "br"]),
    ("th", &["a", "br"]),
];

/// An element stands where the standard lets it; a caption of a figure is its last child.
fn check_place(node: roxmltree::Node<'_, '_>) {
    let name = node.tag_name().name();
    let children: Vec<&str> =
        node.children().filter(roxmltree::Node::is_element).map(|c| c.tag_name().name()).collect();
    let is_svg = node.ancestors().any(|above| above.has_tag_name(("http://www.w3.org/2000/svg", "svg")));
    if is_svg {
        return;
    }
    let allowed = CHILDREN.iter().find(|(parent, _)| *parent == name).map_or(&[][..], |(_, allowed)| allowed);
    for child in &children {
        assert!(allowed.contains(child), "<{child}> in <{name}>");
    }
    let captions = children.iter().filter(|child| **child == "figcaption").count();
    assert!(captions == 0 || (captions == 1 && children.last() == Some(&"figcaption")));
    if name == "section" || name == "ul" || name == "table" || name == "tr" {
        assert!(!children.is_empty(), "an empty <{name}>");
    }
}

fn headings(html: &str) -> Vec<String> {
    let document = parsed(html);
    let headings = document.descendants().filter(|node| node.has_tag_name("h2"));
    headings.filter_map(|node| node.text().map(str::to_owned)).collect()
}

#[test]
fn the_example_needs_no_file() {
    let folder = tempfile::tempdir().unwrap();
    let done = stakeout(folder.path(), &["report"]);
    let (code, out, err) = texts(&done);
    assert_eq!((code, err), (Some(0), ""));
    let answer = "Round-the-clock watch in France, 2015\n\
        To watch about 11,000 subjects (radicalised) takes at least 165,000 to 220,000 officers, at least 50\n\
        to 67 times the about 3,300 there are.\n";
    assert!(out.starts_with(answer), "{out}");
    assert!(out.contains("\nCaveats:\n  - a ceiling: counts every officer"), "{out}");
    assert!(out.ends_with("\n\nThe report is in report.html: open it in a browser.\n"), "{out}");
    let html = fs::read_to_string(folder.path().join("report.html")).unwrap();
    check(&html);
    assert_eq!(
        headings(&html),
        [
            "The answer",
            "Coverage",
            "The arithmetic, with sources",
            "What moves the answer",
            "The uncertainty",
            "Scenarios",
            "How each input was read",
            "The same page again"
        ]
    );
    for words in [
        "at least 165,000 to 220,000 officers, at least 50 to 67 times the about 3,300 there are",
        "coverage is at most 1.5% to 2.0%",
        "<pre>stakeout report</pre>",
        "a ceiling: counts every officer",
        concat!("Program: stakeout ", env!("CARGO_PKG_VERSION")),
        "Seed of everything drawn at random: 1;",
    ] {
        assert!(html.contains(words), "{words}");
    }
}

/// A newcomer may run the same command twice; nobody loses a file by it.
#[test]
fn without_a_name_an_earlier_report_on_the_same_study_is_replaced_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("report.html");
    let quick = data().join("quick");
    let quick = quick.to_string_lossy();
    let refused = "error: report.html exists and is no earlier report on this study: name another file with -o, or \
                   add --force to overwrite it\n";
    let done = |words: &[&str]| {
        let done = stakeout(folder.path(), &[words, &["--quiet"]].concat());
        let (code, out, err) = texts(&done);
        assert_eq!(out, "");
        (code, err.to_owned())
    };
    assert_eq!(done(&["report"]), (Some(0), String::new()));
    let first = fs::read(&file).unwrap();
    fs::write(&file, [&first[..], b"<!-- older -->"].concat()).unwrap();
    assert_eq!(done(&["report"]), (Some(0), String::new()));
    assert_eq!(fs::read(&file).unwrap(), first);
    assert_eq!(done(&["report", &quick]), (Some(2), refused.to_owned()));
    assert_eq!(fs::read(&file).unwrap(), first);
    assert_eq!(done(&["report", &quick, "--force"]), (Some(0), String::new()));
    for other in ["mine", "", "<meta name=\"generator\" content=\"stakeout 0.1.0\" />"] {
        fs::write(&file, other).unwrap();
        assert_eq!(done(&["report"]), (Some(2), refused.to_owned()));
        assert_eq!(fs::read_to_string(&file).unwrap(), other);
    }
    let same = stakeout(folder.path(), &["cover", &quick, "-o", "report.html", "--force", "-q"]);
    assert_eq!(same.status.code(), Some(0));
    assert_eq!(done(&["report", &quick]).0, Some(2), "another verb's page is no report");
}

#[test]
fn the_same_question_gives_the_same_bytes_and_the_example_is_the_study_in_data() {
    let folder = tempfile::tempdir().unwrap();
    let page = |words: &[&str]| {
        let done = stakeout(folder.path(), words);
        assert_eq!(done.status.code(), Some(0), "{}", texts(&done).2);
        String::from_utf8(done.stdout).unwrap()
    };
    let one = page(&["report", "--format", "html", "--threads", "1"]);
    assert_eq!(one, page(&["report", "--format", "html", "--threads", "4"]));
    let study = data().join("france-2015");
    let other = page(&["report", &study.to_string_lossy(), "--format", "html"]);
    let hash = |html: &str| html.split("sha256sum): ").nth(1).unwrap()[..64].to_owned();
    assert_eq!(hash(&one), hash(&other));
}

#[test]
fn a_report_tells_who_is_watched_and_the_years_where_the_study_says_what_it_takes() {
    let folder = tempfile::tempdir().unwrap();
    let told = |study: &str| {
        let study = data().join(study);
        let said = stakeout(folder.path(), &["report", study.to_str().unwrap(), "--format", "html"]);
        let (code, page, err) = texts(&said);
        assert_eq!(code, Some(0), "{err}");
        let has = |heading: &str| page.contains(&format!(">{heading}</h2>"));
        (has("Who is watched where officers are scarce"), has("The years ahead"))
    };
    assert_eq!(told("scarce-officers"), (true, false));
    assert_eq!(told("france-2015-2019"), (false, true));
    assert_eq!(told("france-2015"), (false, false));
}

#[test]
fn every_study_in_data_has_a_report() {
    let folder = tempfile::tempdir().unwrap();
    for entry in fs::read_dir(data()).unwrap() {
        let study = entry.unwrap().path();
        // Documents with claims are no study.
        if study.join("claims.csv").exists() {
            continue;
        }
        let done = stakeout(folder.path(), &["report", &study.to_string_lossy(), "--format", "html", "-q"]);
        assert_eq!((done.status.code(), texts(&done).2), (Some(0), ""), "{}", study.display());
        let html = texts(&done).1;
        check(html);
        assert!(html.contains("<svg ") && !html.contains("Left out:"), "{}", study.display());
    }
}

#[test]
fn names_from_a_file_are_shown_in_the_page_and_its_figures() {
    let folder = tempfile::tempdir().unwrap();
    let study = "tier,subjects,officers_per_subject,officers,source,url\n\
                 <script>alert(1)</script>,100,15-20,30,\"a \"\"b\"\" & <i>c</i>\",https://example.org/?a=1&b=2\n\
                 <b onload='x'>,50,5-9,30,,javascript:alert(1)\n";
    fs::write(folder.path().join("s.csv"), study).unwrap();
    let done = stakeout(folder.path(), &["report", "s.csv", "--format", "html"]);
    assert_eq!(done.status.code(), Some(0), "{}", texts(&done).2);
    let html = texts(&done).1;
    check(html);
    assert!(!html.contains("<script>") && !html.contains("<b onload") && !html.contains("<i>"));
    assert!(html.contains("&lt;script&gt;alert(1)&lt;/script&gt;"));
    assert!(html.contains("<a href=\"https://example.org/?a=1&amp;b=2\" rel=\"noopener noreferrer\">"));
    assert!(!html.contains("href=\"javascript:"));
}

#[test]
fn every_verb_writes_a_page() {
    let folder = tempfile::tempdir().unwrap();
    let study = data().join("france-2015");
    for verb in ["cover", "explain", "check", "compare", "tornado", "simulate", "sobol"] {
        let file = format!("{verb}.html");
        let done = stakeout(folder.path(), &[verb, &study.to_string_lossy(), "-o", &file, "-q"]);
        assert_eq!((done.status.code(), texts(&done).2), (Some(0), ""), "{verb}");
        check(&fs::read_to_string(folder.path().join(file)).unwrap());
    }
}

#[test]
fn nothing_uncertain_leaves_the_uncertainty_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("s.csv"), "tier,subjects,officers_per_subject\nlist,100,15\n").unwrap();
    let done = stakeout(folder.path(), &["report", "s.csv", "--format", "html"]);
    assert_eq!(done.status.code(), Some(0), "{}", texts(&done).2);
    let html = texts(&done).1;
    check(html);
    let parts = [
        "The answer",
        "Coverage",
        "The arithmetic, with sources",
        "What moves the answer",
        "How each input was read",
    ];
    assert_eq!(headings(html)[..5], parts);
    assert!(html.contains("No officers are given, so coverage is not answered."));
}

#[test]
fn mistakes_are_told_before_the_study_is_read() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("old.html"), "").unwrap();
    let told = |words: &[&str]| {
        let done = stakeout(folder.path(), words);
        let (code, out, err) = texts(&done);
        assert_eq!((code, out), (Some(2), ""), "{words:?}");
        err.to_owned()
    };
    for name in ["answer.csv", "answer.svg", "answer", "answer.xlsx"] {
        assert_eq!(
            told(&["report", "no study", "-o", name]),
            format!(
                "error: a report is a web page, which {name} is not: end it in .html (its tables and figures are \
                 inside, as CSV and SVG)\n"
            )
        );
    }
    assert_eq!(
        told(&["report", "no study", "--format", "json"]),
        "error: a report is a web page: write --format html, or ask another verb, such as cover\n"
    );
    assert_eq!(
        told(&["report", "no study", "-o", "old.html"]),
        "error: old.html exists: add --force to overwrite it\n"
    );
    assert!(told(&["report", "no study", "-o", "new.html"]).contains("there is no such file"));
    assert!(!folder.path().join("new.html").exists());
}

/// A study of so many tiers, each with a range.
fn tiers(count: usize) -> String {
    let row = |at: usize| format!("list {at},{},10-20,50\n", 1_000 + at);
    "tier,subjects,officers_per_subject,officers\n".to_owned() + &(0..count).map(row).collect::<String>()
}

#[test]
fn the_total_of_very_many_tiers_is_explained_with_names_to_ask_for() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.csv");
    fs::write(&path, tiers(1_001)).unwrap();
    let output = stakeout(folder.path(), &["explain", "many.csv"]);
    let (status, page, notes) = texts(&output);
    assert_eq!(status, Some(0), "{notes}");
    assert!(page.contains("= sum of 1001 values\n"), "{page}");
    assert_eq!(
        notes.lines().last().unwrap(),
        "note: the total adds up 1,001 tiers, which are not explained one by one here: ask for one with --tier NAME; \
         those that take most officers are `list 1000`, `list 999` and `list 998`"
    );
    let one = stakeout(folder.path(), &["explain", "many.csv", "--tier", "list 7"]);
    assert!(!texts(&one).2.contains("one by one"));
    fs::write(&path, tiers(1_000)).unwrap();
    let fewer = stakeout(folder.path(), &["explain", "many.csv"]);
    assert!(!texts(&fewer).2.contains("one by one"));
}

#[test]
fn a_report_on_very_many_tiers_says_what_it_leaves_out() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("many.csv"), tiers(1_001)).unwrap();
    let output = stakeout(folder.path(), &["report", "many.csv", "--format", "html"]);
    let (status, html, notes) = texts(&output);
    assert_eq!(status, Some(0), "{notes}");
    check(html);
    for words in [
        "The total adds up 1,001 tiers, which are not explained one by one here: ask for one with --tier NAME",
        "1,001 inputs vary: what each of them moves alone takes long to work out and is left out here; ",
        "1,001 inputs vary: what they do to the answer together takes long to work out and is left out here; ",
    ] {
        assert!(html.contains(words), "{words}");
    }
}
