//! Lines and areas of a figure, read from its SVG: what each stands on, and whether it can be told from that.

use resvg::usvg;
use roxmltree::{Document, Node};

/// Red, green, blue.
pub type Colour = [u8; 3];

type Point = (f64, f64);

/// Graphics that carry meaning (WCAG 2.2, 1.4.11).
const LEAST: f64 = 3.0;

/// Contrast ratio, 1 to 21 (WCAG 2.2).
pub fn contrast(a: Colour, b: Colour) -> f64 {
    let linear = |channel: u8| {
        let c = f64::from(channel) / 255.0;
        if c <= 0.040_45 { c / 12.92 } else { ((c + 0.055) / 1.055).powf(2.4) }
    };
    let light = |[r, g, b]: Colour| 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b) + 0.05;
    light(a).max(light(b)) / light(a).min(light(b))
}

/// What a group says its elements are.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Kind {
    Mark,
    Grid,
    Cells,
    /// With the number of its group.
    Band(usize),
}

#[derive(Debug)]
struct Shape {
    /// Its place among all elements.
    at: usize,
    kind: Kind,
    /// Each run of points; closed where it is filled.
    runs: Vec<Vec<Point>>,
    fill: Option<Colour>,
    stroke: Option<(Colour, f64)>,
}

/// The shapes of a figure, the paper first, and the places of its texts among them.
pub struct Drawn {
    shapes: Vec<Shape>,
    pub texts: Vec<usize>,
}

fn colour(node: Node<'_, '_>, name: &str) -> Option<Colour> {
    let hex = node.attribute(name).filter(|value| *value != "none")?.strip_prefix('#').unwrap();
    assert_eq!(hex.len(), 6, "{hex}");
    Some([0, 2, 4].map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()))
}

fn number(node: Node<'_, '_>, name: &str) -> f64 {
    node.attribute(name).unwrap().parse().unwrap()
}

impl Drawn {
    pub fn read(svg: &str) -> Self {
        let document = Document::parse(svg).unwrap();
        let mut drawn = Self { shapes: Vec::new(), texts: Vec::new() };
        for (at, node) in document.root_element().descendants().filter(Node::is_element).enumerate() {
            match node.tag_name().name() {
                "text" => drawn.texts.push(at),
                "path" => drawn.shapes.push(shape(at, node, runs(node.attribute("d").unwrap()))),
                "circle" => drawn.shapes.push(shape(at, node, vec![circle(node)])),
                "svg" | "title" | "desc" | "g" | "style" => {}
                other => panic!("a figure holds <{other}>"),
            }
        }
        drawn
    }

    /// Marks that cannot be told from what they stand on, bands without edges, aids that are none.
    pub fn faults(&self) -> Vec<String> {
        self.shapes.iter().skip(1).filter_map(|shape| self.fault(shape)).collect()
    }

    fn fault(&self, shape: &Shape) -> Option<String> {
        let told = |words: &str| Some(format!("{words}: {} {:?}", shape.said(), shape.bounds()));
        match shape.kind {
            Kind::Cells => None,
            Kind::Grid => (!shape.is_aid()).then(|| told("no gridline")).flatten(),
            Kind::Band(group) if shape.fill.is_some() => {
                let edged = self.shapes.iter().any(|other| {
                    other.kind == Kind::Band(group)
                        && other.stroke.is_some_and(|(colour, _)| contrast(colour, self.paper()) >= LEAST)
                });
                (!edged).then(|| told("band without an edge")).flatten()
            }
            Kind::Band(_) | Kind::Mark => (!self.is_seen(shape)).then(|| told("mark too pale")).flatten(),
        }
    }

    fn paper(&self) -> Colour {
        self.shapes[0].fill.unwrap()
    }

    /// A shape in the colour of the paper is the gap between two others, and one drawn again is seen already.
    ///
    /// Others are seen by what is beside them: along a third of their outline at least, since bars stand on their
    /// axis and dots on each other. Beside a line are both its sides: one may be a bar that it closes.
    fn is_seen(&self, shape: &Shape) -> bool {
        let colours = shape.fill.into_iter().chain(shape.stroke.map(|(colour, _)| colour));
        let again = || self.shapes.iter().any(|other| other.at < shape.at && other.is_same(shape));
        colours.clone().any(|colour| colour == self.paper())
            || self.is_cased(shape)
            || again()
            || colours.clone().any(|colour| {
                let places = shape.beside();
                let told = |place: &&[Point; 2]| {
                    place.iter().any(|side| contrast(colour, self.under(*side, shape.at)) >= LEAST)
                };
                places.iter().filter(told).count() * 3 >= places.len()
            })
    }

    /// Whether the same line was drawn before it, wider and in the paper's colour.
    fn is_cased(&self, shape: &Shape) -> bool {
        let Some((_, width)) = shape.stroke else { return false };
        let mut before = self.shapes.iter().filter(|other| other.at < shape.at).rev().take(2);
        before.any(|other| {
            other.runs == shape.runs
                && other.stroke.is_some_and(|(colour, wider)| colour == self.paper() && wider > width)
        })
    }

    /// The colour of the last area drawn under a place before an element.
    pub fn under(&self, place: Point, before: usize) -> Colour {
        let mut earlier = self.shapes.iter().filter(|shape| shape.at < before);
        earlier.rfind(|shape| shape.covers(place)).and_then(|shape| shape.fill).unwrap_or(self.paper())
    }

    /// The first mark that runs through a text: drawn after it, or before it where no halo clears the way.
    pub fn crossing(&self, area: usvg::Rect, text: usize, has_halo: bool) -> Option<String> {
        let marks = self.shapes.iter().skip(1).filter(|shape| shape.kind == Kind::Mark || shape.at > text);
        let mut marks = marks.filter(|shape| shape.at > text || (!has_halo && shape.stroke.is_some()));
        let is_in = |place: &Point| {
            let (x, y) = *place;
            x > f64::from(area.left())
                && x < f64::from(area.right())
                && y > f64::from(area.top())
                && y < f64::from(area.bottom())
        };
        let paper = self.paper();
        let is_through = |shape: &&Shape| {
            let is_gap = shape.fill.or(shape.stroke.map(|(colour, _)| colour)) == Some(paper);
            let covered = self.is_plated(area, shape.at, text);
            !is_gap && !covered && (shape.pieces().any(|piece| piece.iter().any(is_in)) || shape.fills(area))
        };
        marks.find(is_through).map(Shape::said)
    }

    /// Whether a plate in the paper's colour lies between a shape and the text over it.
    fn is_plated(&self, area: usvg::Rect, from: usize, to: usize) -> bool {
        let between = self.shapes.iter().filter(|shape| shape.at > from && shape.at < to);
        let mut plates = between.filter(|shape| shape.fill == Some(self.paper()));
        plates.any(|plate| plate.fills(area))
    }
}

fn shape(at: usize, node: Node<'_, '_>, runs: Vec<Vec<Point>>) -> Shape {
    let group = node.parent().filter(|parent| parent.has_tag_name("g"));
    let kind = match group.and_then(|group| group.attribute("class")) {
        Some("grid") => Kind::Grid,
        Some("cells") => Kind::Cells,
        Some("band") => Kind::Band(group.unwrap().range().start),
        Some(other) => panic!("a group of {other}"),
        None => Kind::Mark,
    };
    let stroke = colour(node, "stroke").map(|colour| (colour, number(node, "stroke-width")));
    Shape { at, kind, runs, fill: colour(node, "fill"), stroke }
}

fn circle(node: Node<'_, '_>) -> Vec<Point> {
    let (x, y, r) = (number(node, "cx"), number(node, "cy"), number(node, "r"));
    let corner = |step: u32| {
        let angle = f64::from(step) * std::f64::consts::TAU / 12.0;
        (x + r * angle.cos(), y + r * angle.sin())
    };
    (0..=12).map(corner).collect()
}

/// The runs of a path of M, L, H, V and Z.
fn runs(path: &str) -> Vec<Vec<Point>> {
    let mut runs: Vec<Vec<Point>> = Vec::new();
    let mut rest = path;
    while let Some(command) = rest.chars().next() {
        let end = rest[1..].find(|c: char| c.is_ascii_alphabetic()).map_or(rest.len(), |at| at + 1);
        let numbers: Vec<f64> =
            rest[1..end].split([' ', ',']).filter(|n| !n.is_empty()).map(|n| n.parse().unwrap()).collect();
        rest = &rest[end..];
        if command == 'M' {
            runs.push(vec![(numbers[0], numbers[1])]);
            continue;
        }
        let run = runs.last_mut().unwrap();
        let (x, y) = *run.last().unwrap();
        run.push(match command {
            'L' => (numbers[0], numbers[1]),
            'H' => (numbers[0], y),
            'V' => (x, numbers[0]),
            'Z' => run[0],
            other => panic!("a path with {other}"),
        });
    }
    runs
}

impl Shape {
    fn said(&self) -> String {
        let (what, colour) = match (self.fill, self.stroke) {
            (Some(fill), _) => ("area", fill),
            (None, Some((stroke, _))) => ("line", stroke),
            (None, None) => ("nothing", [0; 3]),
        };
        format!("{what} #{:02x}{:02x}{:02x}", colour[0], colour[1], colour[2])
    }

    /// Left, top, right, bottom.
    fn bounds(&self) -> [f64; 4] {
        let all = self.runs.iter().flatten();
        all.fold([f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY], |b, (x, y)| {
            [b[0].min(*x), b[1].min(*y), b[2].max(*x), b[3].max(*y)]
        })
    }

    /// Whether it is a plain aid: an upright rectangle or lines along one axis.
    fn is_aid(&self) -> bool {
        let mut pairs = self.runs.iter().flat_map(|run| run.windows(2));
        pairs.all(|pair| pair[0].0 == pair[1].0 || pair[0].1 == pair[1].1)
    }

    /// Whether its area holds a place (the even-odd rule).
    fn covers(&self, (x, y): Point) -> bool {
        if self.fill.is_none() {
            return false;
        }
        let crossings = self.runs.iter().flat_map(|run| run.windows(2)).filter(|pair| {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            (ay > y) != (by > y) && x < ax + (y - ay) / (by - ay) * (bx - ax)
        });
        crossings.count() % 2 == 1
    }

    /// Whether its area holds the middle of a text's box.
    fn fills(&self, area: usvg::Rect) -> bool {
        let middle = |a: f32, b: f32| f64::from(f32::midpoint(a, b));
        self.covers((middle(area.left(), area.right()), middle(area.top(), area.bottom())))
    }

    fn is_same(&self, other: &Self) -> bool {
        self.runs == other.runs && self.fill == other.fill && self.stroke == other.stroke
    }

    /// Places just beside its outline, in steps: one on each side.
    fn beside(&self) -> Vec<[Point; 2]> {
        let away = self.stroke.map_or(0.0, |(_, width)| width / 2.0) + 0.3;
        let mut places = Vec::new();
        for pair in self.runs.iter().flat_map(|run| run.windows(2)) {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            let length = (bx - ax).hypot(by - ay);
            if length == 0.0 {
                continue;
            }
            let (nx, ny) = ((ay - by) / length * away, (bx - ax) / length * away);
            let steps = (length / 4.0).ceil().clamp(1.0, 200.0);
            let mut part = 0.5 / steps;
            while part < 1.0 {
                let (x, y) = (ax + (bx - ax) * part, ay + (by - ay) * part);
                places.push([(x + nx, y + ny), (x - nx, y - ny)]);
                part += 1.0 / steps;
            }
        }
        places
    }

    /// Its lines in small steps.
    fn pieces(&self) -> impl Iterator<Item = Vec<Point>> {
        let steps = |pair: &[Point]| {
            let ((ax, ay), (bx, by)) = (pair[0], pair[1]);
            let count = ((bx - ax).abs().max((by - ay).abs()) / 2.0).ceil().clamp(1.0, 2000.0);
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let count = count as u32;
            (0..=count)
                .map(|step| f64::from(step) / f64::from(count))
                .map(|part| (ax + (bx - ax) * part, ay + (by - ay) * part))
                .collect()
        };
        self.runs.iter().flat_map(move |run| run.windows(2).map(steps).collect::<Vec<_>>())
    }
}
