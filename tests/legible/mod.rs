//! Reads a figure back from its SVG, as one who does not know how it was drawn, and finds what stands wrong in it.
//!
//! Texts are measured with the embedded font (usvg), marks are read from the file itself. Groups tell what is no
//! mark: `grid` (axis-parallel aids behind the data), `cells` (a scale of colours, read by its contours and key) and
//! `band` (pale areas, carried by the edges in the same group).

#![allow(clippy::unwrap_used, dead_code, missing_docs)]

mod marks;

use resvg::usvg::{self, Node, fontdb};
use std::sync::Arc;

/// Boxes of two texts are at least this far apart, in user units.
const APART: f32 = 3.0;
/// 7 points in user units.
const SMALLEST: f32 = 7.0 * 96.0 / 72.0;

/// The fonts that the program embeds.
pub fn fonts() -> Arc<fontdb::Database> {
    let mut database = fontdb::Database::new();
    for file in [notosans::REGULAR_TTF, notosans::BOLD_TTF] {
        database.load_font_source(fontdb::Source::Binary(Arc::new(file)));
    }
    Arc::new(database)
}

fn read_back(svg: &str, fonts: &Arc<fontdb::Database>) -> usvg::Tree {
    let options =
        usvg::Options { fontdb: Arc::clone(fonts), font_family: "Noto Sans".into(), ..Default::default() };
    usvg::Tree::from_str(svg, &options).unwrap()
}

/// A text as it stands on the paper.
struct Text {
    said: String,
    /// Its ink box.
    area: usvg::Rect,
    size: f32,
    colour: marks::Colour,
    halo: Option<marks::Colour>,
}

fn texts(group: &usvg::Group, found: &mut Vec<Text>) {
    let solid = |paint: &usvg::Paint| match paint {
        usvg::Paint::Color(colour) => Some([colour.red, colour.green, colour.blue]),
        _ => None,
    };
    for node in group.children() {
        match node {
            Node::Group(inner) => texts(inner, found),
            Node::Path(_) => {}
            Node::Text(text) => {
                let area = text.flattened().bounding_box().transform(text.flattened().abs_transform());
                let span = &text.chunks()[0].spans()[0];
                let said: String = text.chunks().iter().map(usvg::TextChunk::text).collect();
                let colour = span.fill().and_then(|fill| solid(fill.paint())).unwrap();
                let halo = span.stroke().and_then(|stroke| solid(stroke.paint()));
                let size = span.font_size().get();
                found.push(Text { said, area: area.unwrap(), size, colour, halo });
            }
            Node::Image(_) => panic!("a figure holds an image"),
        }
    }
}

/// How many texts a drawing has, and what stands wrong in it, in words.
pub fn faults(svg: &str, fonts: &Arc<fontdb::Database>) -> (usize, Vec<String>) {
    let tree = read_back(svg, fonts);
    let mut texts = Vec::new();
    self::texts(tree.root(), &mut texts);
    let drawn = marks::Drawn::read(svg);
    assert_eq!(drawn.texts.len(), texts.len(), "every text is drawn");
    let mut faults = drawn.faults();
    for (index, text) in texts.iter().enumerate() {
        let (area, said) = (text.area, &text.said);
        if is_off(area, tree.size()) {
            faults.push(format!("off the canvas: {said} {area:?}"));
        }
        if text.size < SMALLEST - 0.05 {
            faults.push(format!("too small: {said} {}", text.size));
        }
        let middle = (middle(area.left(), area.right()), middle(area.top(), area.bottom()));
        let paper = text.halo.unwrap_or_else(|| drawn.under(middle, drawn.texts[index]));
        if marks::contrast(text.colour, paper) < 4.5 {
            faults.push(format!("too pale: {said} on {paper:?}"));
        }
        if let Some(mark) = drawn.crossing(area, drawn.texts[index], text.halo.is_some()) {
            faults.push(format!("crossed: {said} by {mark}"));
        }
        for other in texts[index + 1..].iter().filter(|other| meet(area, other.area)) {
            faults.push(format!("overlap: {said} / {} {area:?} {:?}", other.said, other.area));
        }
    }
    (texts.len(), faults)
}

fn middle(a: f32, b: f32) -> f64 {
    f64::from(f32::midpoint(a, b))
}

fn is_off(area: usvg::Rect, paper: usvg::Size) -> bool {
    area.left() < 0.0 || area.top() < 0.0 || area.right() > paper.width() || area.bottom() > paper.height()
}

fn meet(a: usvg::Rect, b: usvg::Rect) -> bool {
    let apart = APART - 0.05;
    a.left() < b.right() + apart
        && b.left() < a.right() + apart
        && a.top() < b.bottom() + apart
        && b.top() < a.bottom() + apart
}
