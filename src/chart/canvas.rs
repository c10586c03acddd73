//! The sheet of paper: shapes and texts to SVG, on a grid of a twentieth of a user unit.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::font::{self, Weight};
use super::theme::{Colour, Fill};

/// Places are written in twentieths: finer than any printer, and the same on every machine.
pub(super) const GRID: f64 = 20.0;

/// Nothing is drawn farther out than this; SVG readers use 32-bit floats.
const FAR: f64 = 20_000.0;

/// Where a text stands from its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a text is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct Style {
    pub size: f64,
    pub weight: Weight,
    pub colour: Colour,
    pub anchor: Anchor,
    /// An outline in the paper's colour, for text that crosses a line.
    pub halo: Option<Colour>,
}

impl Style {
    /// Regular text from its left end.
    pub fn new(size: f64, colour: Colour) -> Self {
        Self { size, weight: Weight::Regular, colour, anchor: Anchor::Start, halo: None }
    }

    #[must_use]
    pub fn bold(self) -> Self {
        Self { weight: Weight::Bold, ..self }
    }

    #[must_use]
    pub fn anchored(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    #[must_use]
    pub fn over(self, paper: Colour) -> Self {
        Self { halo: Some(paper), ..self }
    }

    /// Width of a text in this style.
    pub fn width(&self, text: &str) -> f64 {
        font::width(text, self.size, self.weight)
    }
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Stroke {
    pub colour: Colour,
    pub width: f64,
    /// Lengths of dash and gap.
    pub dash: Option<(f64, f64)>,
}

impl Stroke {
    pub fn new(colour: Colour, width: f64) -> Self {
        Self { colour, width, dash: None }
    }

    #[must_use]
    pub fn dashed(self, dash: f64, gap: f64) -> Self {
        Self { dash: Some((dash, gap)), ..self }
    }
}

/// An upright rectangle in user units.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Area {
    pub left: f64,
    pub top: f64,
    pub right: f64,
    pub bottom: f64,
}

impl Area {
    pub fn new(left: f64, top: f64, right: f64, bottom: f64) -> Self {
        Self { left, top, right, bottom }
    }

    pub fn width(&self) -> f64 {
        self.right - self.left
    }

    pub fn height(&self) -> f64 {
        self.bottom - self.top
    }

    /// Whether the two have a point within `gap` in common.
    pub fn meets(&self, other: &Self, gap: f64) -> bool {
        self.left < other.right + gap
            && other.left < self.right + gap
            && self.top < other.bottom + gap
            && other.top < self.bottom + gap
    }
}

/// A straight piece, from and to.
pub(super) type Piece = ((f64, f64), (f64, f64));

/// Shapes and texts, in the order they were drawn.
#[derive(Debug, Clone, Default)]
pub(super) struct Canvas {
    body: String,
    regular: BTreeSet<char>,
    bold: BTreeSet<char>,
}

impl Canvas {
    /// The elements drawn so far.
    pub fn body(&self) -> &str {
        &self.body
    }

    /// Characters written in `weight`.
    pub fn characters(&self, weight: Weight) -> &BTreeSet<char> {
        match weight {
            Weight::Regular => &self.regular,
            Weight::Bold => &self.bold,
        }
    }

    /// Draws several things as one group of a kind, by which an editor finds them: `grid`, `band`, `cells`.
    pub fn group(&mut self, kind: &str, draw: impl FnOnce(&mut Self)) {
        let _ = writeln!(self.body, "<g class=\"{kind}\">");
        draw(self);
        self.body.push_str("</g>\n");
    }

    /// Writes a text on its baseline and returns its width.
    pub fn text(&mut self, text: &str, x: f64, baseline: f64, style: &Style) -> f64 {
        if text.trim().is_empty() {
            return 0.0;
        }
        let clean = printable(text);
        let anchor = match style.anchor {
            Anchor::Start => "",
            Anchor::Middle => " text-anchor=\"middle\"",
            Anchor::End => " text-anchor=\"end\"",
        };
        let weight = if style.weight == Weight::Bold { " font-weight=\"700\"" } else { "" };
        let _ = write!(
            self.body,
            "<text x=\"{}\" y=\"{}\" font-size=\"{}\"",
            at(x),
            at(baseline),
            at(style.size)
        );
        let _ = write!(self.body, "{weight}{anchor} fill=\"{}\"", style.colour.hex());
        if let Some(halo) = style.halo {
            let _ = write!(
                self.body,
                " stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\" paint-order=\"stroke\"",
                halo.hex()
            );
        }
        let _ = writeln!(self.body, ">{}</text>", escape(&clean));
        let set = if style.weight == Weight::Bold { &mut self.bold } else { &mut self.regular };
        set.extend(clean.chars());
        style.width(&clean)
    }

    /// Writes a text with the middle of its capitals at `y`.
    pub fn text_at_middle(&mut self, text: &str, x: f64, y: f64, style: &Style) -> f64 {
        self.text(text, x, y + style.size * font::CAP / 2.0, style)
    }

    /// A straight line.
    pub fn line(&mut self, from: (f64, f64), to: (f64, f64), stroke: Stroke) {
        self.polyline(&[from, to], stroke);
    }

    /// A line through points.
    pub fn polyline(&mut self, points: &[(f64, f64)], stroke: Stroke) {
        if points.len() < 2 {
            return;
        }
        let _ = write!(self.body, "<path d=\"{}\" fill=\"none\"", path(points));
        self.stroke(stroke);
        self.body.push_str("/>\n");
    }

    /// Many straight pieces as one shape.
    pub fn strokes(&mut self, pieces: &[Piece], stroke: Stroke) {
        if pieces.is_empty() {
            return;
        }
        let lines: String = pieces.iter().map(|(from, to)| path(&[*from, *to])).collect();
        let _ = write!(self.body, "<path d=\"{lines}\" fill=\"none\"");
        self.stroke(stroke);
        self.body.push_str("/>\n");
    }

    /// A closed, filled shape.
    pub fn polygon(&mut self, points: &[(f64, f64)], fill: Colour) {
        if points.len() > 2 {
            let _ = writeln!(self.body, "<path d=\"{}Z\" fill=\"{}\"/>", path(points), fill.hex());
        }
    }

    /// An outlined shape on paper.
    pub fn outline(&mut self, points: &[(f64, f64)], fill: Colour, stroke: Stroke) {
        let _ = write!(self.body, "<path d=\"{}Z\" fill=\"{}\"", path(points), fill.hex());
        self.stroke(stroke);
        self.body.push_str("/>\n");
    }

    /// A filled rectangle; one without width is not drawn.
    pub fn rect(&mut self, area: Area, fill: Fill) {
        if area.width() <= 0.0 || area.height() <= 0.0 {
            return;
        }
        match fill {
            Fill::Solid(colour) => {
                let _ = writeln!(self.body, "<path d=\"{}\" fill=\"{}\"/>", box_path(area), colour.hex());
            }
            Fill::Hatched(colour) => self.hatched(area, colour),
        }
    }

    /// Slanting lines cut at the rectangle, and its outline. No pattern: patterns need names, and
    /// names meet in a page with two figures.
    fn hatched(&mut self, area: Area, colour: Colour) {
        const STEP: f64 = 4.5;
        let mut lines = String::new();
        let mut start = area.left - area.height();
        while start < area.right && lines.len() < 100_000 {
            let (x0, x1) = (start.max(area.left), (start + area.height()).min(area.right));
            let (y0, y1) = (area.bottom - (x0 - start), area.bottom - (x1 - start));
            if x1 > x0 {
                let _ = write!(lines, "M{} {}L{} {}", at(x0), at(y0), at(x1), at(y1));
            }
            start += STEP;
        }
        let hex = colour.hex();
        if !lines.is_empty() {
            let _ = writeln!(
                self.body,
                "<path d=\"{lines}\" fill=\"none\" stroke=\"{hex}\" stroke-width=\"1\"/>"
            );
        }
        let inner = Area::new(area.left + 0.5, area.top + 0.5, area.right - 0.5, area.bottom - 0.5);
        if inner.width() > 0.0 && inner.height() > 0.0 {
            let outline = box_path(inner);
            let _ = writeln!(
                self.body,
                "<path d=\"{outline}\" fill=\"none\" stroke=\"{hex}\" stroke-width=\"1\"/>"
            );
        }
    }

    /// Many rectangles of one colour as one shape.
    pub fn tiles(&mut self, areas: &[Area], colour: Colour) {
        let _ = write!(self.body, "<path d=\"");
        for area in areas {
            self.body.push_str(&box_path(*area));
        }
        let _ = writeln!(self.body, "\" fill=\"{}\"/>", colour.hex());
    }

    /// A disc.
    pub fn circle(&mut self, centre: (f64, f64), radius: f64, fill: Colour, stroke: Option<Stroke>) {
        let (x, y) = centre;
        let _ = write!(
            self.body,
            "<circle cx=\"{}\" cy=\"{}\" r=\"{}\" fill=\"{}\"",
            at(x),
            at(y),
            at(radius),
            fill.hex()
        );
        if let Some(stroke) = stroke {
            self.stroke(stroke);
        }
        self.body.push_str("/>\n");
    }

    fn stroke(&mut self, stroke: Stroke) {
        let _ =
            write!(self.body, " stroke=\"{}\" stroke-width=\"{}\"", stroke.colour.hex(), at(stroke.width));
        match stroke.dash {
            Some((dash, gap)) => {
                let _ = write!(self.body, " stroke-dasharray=\"{} {}\"", at(dash), at(gap));
            }
            None => self.body.push_str(" stroke-linejoin=\"round\""),
        }
    }
}

/// A place on the grid, in the fewest characters: `12`, `12.5`, `12.35`.
pub(super) fn at(value: f64) -> String {
    let value = if value.is_finite() { value.clamp(-FAR, FAR) } else { 0.0 };
    #[allow(clippy::cast_possible_truncation)]
    let steps = (value * GRID).round() as i64;
    let sign = if steps < 0 { "-" } else { "" };
    let hundredths = steps.unsigned_abs() * 5;
    match (hundredths / 100, hundredths % 100) {
        (whole, 0) => format!("{sign}{whole}"),
        (whole, part) if part % 10 == 0 => format!("{sign}{whole}.{}", part / 10),
        (whole, part) => format!("{sign}{whole}.{part:02}"),
    }
}

fn path(points: &[(f64, f64)]) -> String {
    let mut path = String::with_capacity(points.len() * 12);
    for (index, (x, y)) in points.iter().enumerate() {
        let _ = write!(path, "{}{} {}", if index == 0 { 'M' } else { 'L' }, at(*x), at(*y));
    }
    path
}

fn box_path(area: Area) -> String {
    format!("M{} {}H{}V{}H{}Z", at(area.left), at(area.top), at(area.right), at(area.bottom), at(area.left))
}

/// The text without what XML forbids or what would turn the text around it: control characters become
/// U+FFFD, white space one space, marks of direction go.
pub(super) fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            ' ' | '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => {
                if !clean.is_empty() && !clean.ends_with(' ') {
                    clean.push(' ');
                }
            }
            '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' => {}
            '\u{fffe}' | '\u{ffff}' => clean.push('\u{fffd}'),
            c if c.is_control() => clean.push('\u{fffd}'),
            c => clean.push(c),
        }
    }
    clean.truncate(clean.trim_end_matches(' ').len());
    clean
}

/// The text as XML writes it.
pub(super) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_on_the_grid_and_short() {
        let written: Vec<String> =
            [0.0, -0.001, 12.0, 12.5, 12.34, -3.05, f64::NAN, 1e300].into_iter().map(at).collect();
        assert_eq!(written, ["0", "0", "12", "12.5", "12.35", "-3.05", "0", "20000"]);
    }

    #[test]
    fn names_cannot_leave_their_element() {
        assert_eq!(escape("</text><script>\"'&"), "&lt;/text&gt;&lt;script&gt;&quot;&#39;&amp;");
        assert_eq!(printable(" a\u{0}b\u{1b}[\tc \n\u{202e}d\u{ffff} "), "a\u{fffd}b\u{fffd}[ c d\u{fffd}");
    }

    #[test]
    fn hatches_stay_within_their_rectangle() {
        let mut canvas = Canvas::default();
        canvas.rect(Area::new(10.0, 20.0, 14.0, 60.0), Fill::Hatched(Colour(0, 0, 0)));
        let numbers: Vec<f64> = canvas
            .body()
            .lines()
            .next()
            .unwrap()
            .split('"')
            .nth(1)
            .unwrap()
            .split(['M', 'L', ' '])
            .filter_map(|n| n.parse().ok())
            .collect();
        assert!(numbers.len() > 8);
        for place in numbers.chunks(2) {
            assert!((10.0..=14.0).contains(&place[0]) && (20.0..=60.0).contains(&place[1]), "{place:?}");
        }
    }
}
