//! Pages read back by an XML parser: well-formed, self-contained, in order, the same each time.

use super::super::{Answer, Format, Grid, Style, Table, Value};
use super::*;
use roxmltree::{Document, Node, ParsingOptions};

/// A name that would do harm in every place, were it obeyed.
const HOSTILE: &str =
    "</title></style><script>alert('x')</script>\" onload=\"y\u{1b}[31m\u{202e}\u{ffff}&amp;]]>";

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn blocks(name: &str) -> Vec<Block> {
    let grid = Grid {
        title: name.to_owned(),
        headings: strings(&["", name, "high"]),
        numeric: vec![false, true, true],
        rows: vec![strings(&[name, name, "2.0%"]), strings(&["https://example.org/a?b=1&c='2'", "1"])],
    };
    vec![
        Block::Paragraph(format!("{name}\nsee https://example.org/x.")),
        Block::List { heading: name.to_owned(), items: vec![name.to_owned()] },
        Block::Grid(grid),
        Block::Grid(Grid { rows: vec![strings(&[name])], ..Grid::default() }),
        Block::Grid(Grid { title: name.to_owned(), ..Grid::default() }),
        Block::Verbatim(format!("{name}\n  two")),
        Block::Formula { plain: format!("{name}\n  = {name}"), heading: name.to_owned(), latex: Vec::new() },
    ]
}

fn figure(name: &str) -> Figure {
    let svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\"><defs><path id=\"a\"/></defs><use href=\"#a\"/></svg>";
    Figure {
        svg: svg.to_owned(),
        narrow_svg: svg.to_owned(),
        caption: name.to_owned(),
        file_name: format!("{name}.svg"),
        ..Figure::default()
    }
}

fn page(name: &str) -> Page {
    let section = |heading: &str| Section {
        heading: heading.to_owned(),
        blocks: blocks(name),
        figures: vec![figure(name), figure(name)],
        downloads: vec![Download {
            words: name.to_owned(),
            file_name: name.to_owned(),
            media_type: "text/csv;charset=utf-8",
            bytes: b"a,b\n".to_vec(),
        }],
    };
    Page {
        title: name.to_owned(),
        subtitle: name.to_owned(),
        sections: vec![section("The answer"), section(name), section("The answer"), section("Content")],
        foot: name.to_owned(),
        ..Page::default()
    }
}

fn written(page: &Page) -> String {
    let mut out = Vec::new();
    page.write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn parsed(html: &str) -> Document<'_> {
    Document::parse_with_options(html, ParsingOptions { allow_dtd: true, ..ParsingOptions::default() })
        .unwrap()
}

fn answer(name: &str) -> Answer<'static> {
    Answer {
        command: format!("stakeout cover {name}"),
        study: name.to_owned(),
        settings: Vec::new(),
        table: Table { columns: vec!["low"], rows: Box::new(|sink| sink(&[Value::Number(1.5)])) },
        blocks: blocks(name),
        caveats: strings(&[name]),
        notes: Vec::new(),
        extra: Vec::new(),
    }
}

fn answer_page(name: &str) -> String {
    let mut out = Vec::new();
    answer(name).write(Format::Html, &Style::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// What a page may hold, and no more.
const ELEMENTS: [&str; 41] = [
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "header",
    "nav",
    "main",
    "section",
    "footer",
    "h1",
    "h2",
    "h3",
    "p",
    "br",
    "a",
    "ul",
    "li",
    "div",
    "pre",
    "strong",
    "span",
    "table",
    "caption",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "figure",
    "figcaption",
    "svg",
    "defs",
    "path",
    "use",
    "g",
    "rect",
    "text",
    "desc",
    "tspan",
];

fn check_self_contained(document: &Document<'_>) {
    for node in document.descendants().filter(Node::is_element) {
        let name = node.tag_name().name();
        assert!(ELEMENTS.contains(&name), "{name}");
        for attribute in node.attributes() {
            let (key, value) = (attribute.name(), attribute.value());
            assert!(!key.starts_with("on") && key != "src" && key != "style" && key != "action", "{key}");
            if key == "href" {
                check_reference(node, value);
            }
        }
    }
}

fn check_reference(node: Node<'_, '_>, value: &str) {
    if let Some(name) = value.strip_prefix('#') {
        let targets = node.document().descendants().filter(|node| node.attribute("id") == Some(name));
        assert_eq!(targets.count(), 1, "{value}");
        return;
    }
    assert_eq!(node.tag_name().name(), "a");
    if node.has_attribute("download") {
        assert!(value.starts_with("data:image/svg+xml;base64,") || value.starts_with("data:text/csv;"));
    } else {
        assert!(value.starts_with("https://") || value.starts_with("http://"), "{value}");
        assert_eq!(node.attribute("rel"), Some("noopener noreferrer"));
    }
}

#[test]
fn pages_are_well_formed_and_self_contained_whatever_names_hold() {
    for name in ["radicalised", HOSTILE, "", "監視 forêt ‏عربي"] {
        for html in [written(&page(name)), answer_page(name)] {
            let document = parsed(&html);
            check_self_contained(&document);
            assert!(!html.contains("<script") && !html.contains(['\u{1b}', '\u{202e}', '\u{ffff}']));
        }
    }
}

#[test]
fn a_hostile_name_is_shown_as_it_is() {
    let html = written(&page(HOSTILE));
    let document = parsed(&html);
    let shown = "</title></style><script>alert('x')</script>\" onload=\"y␛[31m\u{fffd}\u{fffd}&amp;]]>";
    let text = |tag: &str| {
        let node = document.descendants().find(|node| node.has_tag_name(tag)).unwrap();
        node.descendants().filter_map(|node| node.text().filter(|_| node.is_text())).collect::<String>()
    };
    for tag in ["title", "h1", "caption", "figcaption", "th", "h3", "strong"] {
        assert!(text(tag).contains(shown), "{tag}: {}", text(tag));
    }
}

#[test]
fn nothing_may_be_fetched_or_run() {
    let policy = |page: &Page| {
        let html = written(page);
        let document = parsed(&html);
        let meta = document.descendants().find(|node| node.has_attribute("http-equiv")).unwrap();
        assert_eq!(meta.attribute("http-equiv"), Some("Content-Security-Policy"));
        meta.attribute("content").unwrap().to_owned()
    };
    let plain =
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";
    assert_eq!(policy(&page("x")), plain);
    let lettered = Page { font_rules: "@font-face{}".to_owned(), ..page("x") };
    assert_eq!(policy(&lettered), plain.replace("img-src data:;", "img-src data:; font-src data:;"));
}

#[test]
fn headings_follow_each_other_and_landmarks_are_there() {
    for html in [written(&page("x")), answer_page("x")] {
        let document = parsed(&html);
        let levels: Vec<u32> = document
            .descendants()
            .filter_map(|node| node.tag_name().name().strip_prefix('h')?.parse().ok())
            .collect();
        assert_eq!(levels[0], 1);
        assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
        assert!(levels.windows(2).all(|pair| pair[1] <= pair[0] + 1), "{levels:?}");
        for landmark in ["header", "main", "footer"] {
            assert_eq!(document.descendants().filter(|node| node.has_tag_name(landmark)).count(), 1);
        }
        assert_eq!(document.root_element().attribute("lang"), Some("en"));
    }
}

#[test]
fn every_name_in_the_page_is_there_once() {
    let html = written(&page("x"));
    let document = parsed(&html);
    let mut names: Vec<&str> = document.descendants().filter_map(|node| node.attribute("id")).collect();
    let all = names.len();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all);
    assert!(all >= 4 * 5, "parts and drawings have names: {all}");
    let labelled = document.descendants().filter_map(|node| node.attribute("aria-labelledby"));
    assert!(labelled.into_iter().all(|name| names.contains(&name)));
}

#[test]
fn numbers_stand_right_and_rows_have_heads() {
    let grid = Grid {
        title: "By tier".to_owned(),
        headings: strings(&["", "low"]),
        numeric: vec![false, true],
        rows: vec![strings(&["radicalised", "1.5%"]), strings(&["", "2%"])],
    };
    let mut out = Vec::new();
    block::write(&Block::Grid(grid), 2, &mut out).unwrap();
    let expected = "\
<div class=\"scroll short\" role=\"region\" aria-label=\"By tier\" tabindex=\"0\">
<table>
<caption><span>By tier</span></caption>
<thead>
<tr><td></td><th scope=\"col\" class=\"n\">low</th></tr>
</thead>
<tbody>
<tr><th scope=\"row\">radicalised</th><td class=\"n\">1.5%</td></tr>
<tr><td></td><td class=\"n\">2%</td></tr>
</tbody>
</table>
</div>
";
    assert_eq!(String::from_utf8(out).unwrap(), expected);
}

#[test]
fn files_are_carried_inside() {
    let html = written(&page("x"));
    assert!(html.contains("<a download=\"x\" href=\"data:text/csv;charset=utf-8;base64,YSxiCg==\">x</a>"));
    assert!(html.contains("<a download=\"x.svg\" href=\"data:image/svg+xml;base64,PHN2Zy"));
}

#[test]
fn the_same_page_has_the_same_bytes() {
    assert_eq!(written(&page("x")), written(&page("x")));
    assert_eq!(answer_page("x"), answer_page("x"));
}

#[test]
fn an_answer_without_anything_is_still_a_page() {
    let empty = Answer { study: String::new(), blocks: Vec::new(), caveats: Vec::new(), ..answer("x") };
    let mut out = Vec::new();
    empty.write(Format::Html, &Style::default(), &mut out).unwrap();
    let html = String::from_utf8(out).unwrap();
    let document = parsed(&html);
    let title = document.descendants().find(|node| node.has_tag_name("title")).unwrap();
    assert_eq!(title.text(), Some("stakeout"));
    assert!(html.contains("(stakeout "), "{html}");
}
