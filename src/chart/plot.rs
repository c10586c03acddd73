//! Data to shapes: the only module that knows plotters, which supplies coordinates and elements.
//!
//! plotters knows whole pixels only, so that curves become staircases: it is given a twentieth of a
//! user unit as its pixel. It also brings data outside its range to the edge, where a line seems to
//! turn: lines are cut here before it sees them.

use std::convert::Infallible;
use std::ops::Range;

use plotters::coord::Shift;
use plotters::coord::cartesian::Cartesian2d;
use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged};
use plotters::drawing::{DrawingArea, IntoDrawingArea};
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::style::{Color as _, RGBColor, ShapeStyle};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind,
};

use super::canvas::{Area, Canvas, GRID, Stroke};
use super::font;
use super::scale::Scale;
use super::theme::{Colour, Fill};

/// More points on a line than this are drawn as the highest and lowest of each step along it.
const MOST_POINTS: usize = 1000;

/// The frame in which data are drawn, and its two axes.
#[derive(Debug, Clone)]
pub(super) struct Plot {
    pub frame: Area,
    pub x: Scale,
    pub y: Scale,
}

impl Plot {
    /// A frame whose vertical axis is the page itself: rows are placed in user units.
    pub fn of_rows(frame: Area, x: Scale) -> Self {
        let y = Scale { low: frame.bottom, high: frame.top, log: false, ticks: Vec::new() };
        Self { frame, x, y }
    }

    /// The place of a value from left to right.
    pub fn across(&self, value: f64) -> f64 {
        self.frame.left + self.x.place(value) * self.frame.width()
    }

    /// The place of a value from left to right, no farther than the frame.
    pub fn across_within(&self, value: f64) -> f64 {
        self.frame.left + self.x.place_within(value) * self.frame.width()
    }

    /// Whether a part of the horizontal axis lies wholly beside what is drawn.
    pub fn nothing_of(&self, low: f64, high: f64) -> bool {
        high < self.x.low || low > self.x.high
    }

    /// The place of a value from top to bottom.
    pub fn down(&self, value: f64) -> f64 {
        self.frame.bottom - self.y.place(value) * self.frame.height()
    }

    /// A bar between two corners in data, cut at the frame.
    pub fn bar(&self, canvas: &mut Canvas, from: (f64, f64), to: (f64, f64), fill: Fill) {
        let held = |(x, y): (f64, f64)| (hold(x, &self.x), hold(y, &self.y));
        let area = self.area(canvas, Mark { fill: Some(fill), dash: None });
        draw(&area, &Rectangle::new([held(from), held(to)], filled(fill.colour())));
    }

    /// A line through points in data, cut exactly at the frame; a point that is no number breaks it.
    pub fn line(&self, canvas: &mut Canvas, points: &[(f64, f64)], stroke: Stroke) {
        for run in self.runs(points) {
            let run = if run.len() > MOST_POINTS { thinned(&run) } else { run };
            let area = self.area(canvas, Mark { fill: None, dash: stroke.dash });
            draw(&area, &PathElement::new(run, lined(stroke)));
        }
    }

    /// The same over bands and other lines: the paper shows at both its sides.
    pub fn cased_line(&self, canvas: &mut Canvas, points: &[(f64, f64)], stroke: Stroke, paper: Colour) {
        self.line(canvas, points, Stroke::new(paper, stroke.width + 1.6));
        self.line(canvas, points, stroke);
    }

    /// A band between two heights, pale, with lines along both that carry the contrast.
    pub fn edged_band(
        &self,
        canvas: &mut Canvas,
        band: &[(f64, f64, f64)],
        tint: Colour,
        (edge, paper): (Stroke, Colour),
    ) {
        self.band(canvas, band, tint);
        for side in [|p: &(f64, f64, f64)| (p.0, p.1), |p: &(f64, f64, f64)| (p.0, p.2)] {
            let line: Vec<_> = band.iter().map(side).collect();
            self.cased_line(canvas, &line, edge, paper);
        }
    }

    /// A filled band between a lower and an upper line over the same places.
    pub fn band(&self, canvas: &mut Canvas, band: &[(f64, f64, f64)], fill: Colour) {
        let whole = |(x, low, high): &&(f64, f64, f64)| x.is_finite() && !low.is_nan() && !high.is_nan();
        let band: Vec<_> = band.iter().filter(whole).copied().collect();
        let band = if band.len() > MOST_POINTS { thinned_band(&band) } else { band };
        let upper = band.iter().map(|(x, _, high)| (*x, hold(*high, &self.y)));
        let lower = band.iter().rev().map(|(x, low, _)| (*x, hold(*low, &self.y)));
        let corners: Vec<_> = upper.chain(lower).collect();
        if corners.len() > 2 {
            let area = self.area(canvas, Mark { fill: None, dash: None });
            draw(&area, &Polygon::new(corners, filled(fill)));
        }
    }

    /// A disc at a point in data, `radius` in user units.
    pub fn disc(&self, canvas: &mut Canvas, at: (f64, f64), radius: f64, colour: Colour) {
        let at = (hold(at.0, &self.x), hold(at.1, &self.y));
        let area = self.area(canvas, Mark { fill: None, dash: None });
        draw(&area, &Circle::new(at, backend_length(radius), filled(colour)));
    }

    /// Whether any of the points lies outside the axes.
    pub fn cuts(&self, points: &[(f64, f64)]) -> bool {
        points.iter().any(|(x, y)| x.is_finite() && !y.is_nan() && !(self.x.holds(*x) && self.y.holds(*y)))
    }

    fn runs(&self, points: &[(f64, f64)]) -> Vec<Vec<(f64, f64)>> {
        let mut runs: Vec<Vec<(f64, f64)>> = vec![Vec::new()];
        for pair in points.windows(2) {
            let [from, to] = pair else { continue };
            let Some((start, end)) = cut(*from, *to, &self.x, &self.y) else { continue };
            match runs.last_mut() {
                Some(run) if run.last() == Some(&start) => run.push(end),
                Some(run) if run.is_empty() => run.extend([start, end]),
                _ => runs.push(vec![start, end]),
            }
        }
        runs.retain(|run| run.len() > 1);
        runs
    }

    fn area<'c>(
        &self,
        canvas: &'c mut Canvas,
        mark: Mark,
    ) -> DrawingArea<Ink<'c>, Cartesian2d<Along<'_>, Along<'_>>> {
        let whole: DrawingArea<Ink<'c>, Shift> = Ink { canvas, mark }.into_drawing_area();
        let across = backend_place(self.frame.left)..backend_place(self.frame.right);
        let down = backend_place(self.frame.bottom)..backend_place(self.frame.top);
        whole.apply_coord_spec(Cartesian2d::new(Along(&self.x), Along(&self.y), (across, down)))
    }
}

/// The value, or the nearer end of the axis.
fn hold(value: f64, axis: &Scale) -> f64 {
    value.clamp(axis.low.min(axis.high), axis.high.max(axis.low))
}

/// The part of a segment that lies on both axes (Liang and Barsky, ACM TOG 3(1), 1984,
/// DOI 10.1145/357332.357333), worked in places so that logarithmic axes are cut straight too.
fn cut(from: (f64, f64), to: (f64, f64), x: &Scale, y: &Scale) -> Option<((f64, f64), (f64, f64))> {
    if [from.0, from.1, to.0, to.1].iter().any(|v| v.is_nan()) {
        return None;
    }
    let (a, b) = ((x.place(from.0), y.place(from.1)), (x.place(to.0), y.place(to.1)));
    let (dx, dy) = (b.0 - a.0, b.1 - a.1);
    let (mut start, mut end) = (0.0_f64, 1.0_f64);
    for (change, room) in [(-dx, a.0), (dx, 1.0 - a.0), (-dy, a.1), (dy, 1.0 - a.1)] {
        if change == 0.0 {
            if room < -1e-9 {
                return None;
            }
        } else if change < 0.0 {
            start = start.max(room / change);
        } else {
            end = end.min(room / change);
        }
    }
    let point = |t: f64| (x.value(a.0 + t * dx), y.value(a.1 + t * dy));
    let start_point = if start <= 0.0 { from } else { point(start) };
    let end_point = if end >= 1.0 { to } else { point(end) };
    (start <= end).then_some((start_point, end_point))
}

/// First, lowest, highest and last of each group of neighbours: the outline is kept to the pixel.
fn thinned(points: &[(f64, f64)]) -> Vec<(f64, f64)> {
    let group = points.len().div_ceil(MOST_POINTS / 4);
    let mut thin = Vec::with_capacity(MOST_POINTS);
    for part in points.chunks(group) {
        let ends = [0, part.len() - 1];
        let least = (0..part.len()).min_by(|a, b| part[*a].1.total_cmp(&part[*b].1)).unwrap_or(0);
        let most = (0..part.len()).max_by(|a, b| part[*a].1.total_cmp(&part[*b].1)).unwrap_or(0);
        let mut kept = [ends[0], least, most, ends[1]];
        kept.sort_unstable();
        thin.extend(kept.iter().map(|index| part[*index]));
    }
    thin.dedup();
    thin
}

fn thinned_band(band: &[(f64, f64, f64)]) -> Vec<(f64, f64, f64)> {
    let group = band.len().div_ceil(MOST_POINTS / 4);
    let widest = |part: &[(f64, f64, f64)]| {
        let first = part.first().copied().unwrap_or_default();
        part.iter().fold(first, |(x, low, high), point| (x, low.min(point.1), high.max(point.2)))
    };
    let mut thin: Vec<_> = band.chunks(group).map(widest).collect();
    thin.extend(band.last());
    thin
}

/// A scale as plotters asks for one.
struct Along<'s>(&'s Scale);

impl Ranged for Along<'_> {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (start, end): (i32, i32)) -> i32 {
        let place = self.0.place(*value).clamp(-10.0, 11.0);
        #[allow(clippy::cast_possible_truncation)]
        let steps = (place * f64::from(end - start)).round() as i32;
        start.saturating_add(steps)
    }

    fn key_points<Hint: KeyPointHint>(&self, _hint: Hint) -> Vec<f64> {
        self.0.ticks.clone()
    }

    fn range(&self) -> Range<f64> {
        self.0.low..self.0.high
    }
}

/// What plotters' own styles cannot say.
#[derive(Debug, Clone, Copy)]
struct Mark {
    fill: Option<Fill>,
    dash: Option<(f64, f64)>,
}

/// The canvas as plotters sees it. Its pixel is a twentieth of a user unit.
struct Ink<'c> {
    canvas: &'c mut Canvas,
    mark: Mark,
}

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

impl DrawingBackend for Ink<'_> {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        (400_000, 400_000)
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, at: BackendCoord, colour: BackendColor) -> Drawn {
        let (x, y) = units(at);
        self.canvas.rect(Area::new(x, y, x + 1.0 / GRID, y + 1.0 / GRID), Fill::Solid(rgb(colour)));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Drawn {
        self.draw_path([from, to], style)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        a: BackendCoord,
        b: BackendCoord,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        let ((ax, ay), (bx, by)) = (units(a), units(b));
        let area = Area::new(ax.min(bx), ay.min(by), ax.max(bx), ay.max(by));
        self.canvas.rect(area, self.mark.fill.unwrap_or(Fill::Solid(rgb(style.color()))));
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Drawn {
        let points: Vec<(f64, f64)> = path.into_iter().map(units).collect();
        let width = f64::from(style.stroke_width()) / GRID;
        self.canvas.polyline(&points, Stroke { colour: rgb(style.color()), width, dash: self.mark.dash });
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        at: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Drawn {
        self.canvas.circle(units(at), f64::from(radius) / GRID, rgb(style.color()), None);
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        corners: I,
        style: &S,
    ) -> Drawn {
        let corners: Vec<(f64, f64)> = corners.into_iter().map(units).collect();
        self.canvas.polygon(&corners, rgb(style.color()));
        Ok(())
    }

    fn estimate_text_size<S: BackendTextStyle>(
        &self,
        text: &str,
        style: &S,
    ) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = font::width(text, style.size(), font::Weight::Regular);
        Ok((backend_length(width).unsigned_abs(), backend_length(style.size()).unsigned_abs()))
    }
}

fn draw<'a, 'e, E>(area: &DrawingArea<Ink<'_>, Cartesian2d<Along<'a>, Along<'a>>>, element: &'e E)
where
    &'e E: plotters::element::PointCollection<'e, (f64, f64)>,
    E: for<'i> plotters::element::Drawable<Ink<'i>>,
{
    // The backend writes to memory: its error type has no values.
    let _ = area.draw(element);
}

fn units((x, y): BackendCoord) -> (f64, f64) {
    (f64::from(x) / GRID, f64::from(y) / GRID)
}

#[allow(clippy::cast_possible_truncation)]
fn backend_place(place: f64) -> i32 {
    (place * GRID).round() as i32
}

fn backend_length(length: f64) -> i32 {
    backend_place(length.max(0.0))
}

fn rgb(colour: BackendColor) -> Colour {
    let (red, green, blue) = colour.rgb;
    Colour(red, green, blue)
}

fn filled(colour: Colour) -> ShapeStyle {
    RGBColor(colour.0, colour.1, colour.2).filled()
}

fn lined(stroke: Stroke) -> ShapeStyle {
    let width = backend_length(stroke.width).unsigned_abs();
    ShapeStyle { stroke_width: width, ..filled(stroke.colour) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plot() -> Plot {
        let axis = |low, high| Scale::linear(low, high, 5);
        Plot { frame: Area::new(10.0, 10.0, 110.0, 60.0), x: axis(0.0, 10.0), y: axis(0.0, 1.0) }
    }

    #[test]
    fn a_line_that_leaves_the_frame_is_cut_where_it_leaves() {
        let mut canvas = Canvas::default();
        plot().line(&mut canvas, &[(0.0, 0.0), (10.0, 2.0)], Stroke::new(Colour(0, 0, 0), 1.0));
        assert!(canvas.body().contains("d=\"M10 60L60 10\""), "{}", canvas.body());
    }

    #[test]
    fn what_is_no_number_breaks_a_line() {
        let mut canvas = Canvas::default();
        let points = [(0.0, 0.5), (2.0, 0.5), (3.0, f64::NAN), (4.0, 0.5), (5.0, 0.5)];
        plot().line(&mut canvas, &points, Stroke::new(Colour(0, 0, 0), 1.0));
        assert_eq!(canvas.body().matches("<path").count(), 2);
    }

    #[test]
    fn many_points_keep_their_peaks() {
        let points: Vec<(f64, f64)> =
            (0..100_000).map(|i| (f64::from(i), if i == 54_321 { 9.0 } else { 0.0 })).collect();
        let thin = thinned(&points);
        assert!(thin.len() <= MOST_POINTS && thin.contains(&(54_321.0, 9.0)));
    }
}
