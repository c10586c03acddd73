//! Screening: the mean effect of each input against how much it varies, every point named.

use super::axes::{self, Axis, Panel};
use super::canvas::{Area, Stroke, printable};
use super::export::Drawing;
use super::font;
use super::frame::Frame;
use super::layout::{free_place, wrap};
use super::page::{Page, Words};
use super::phrase::{self, Phrase};
use super::plot::Plot;
use super::scale::extent;

/// Named points in a plane, with an interval across.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Scatter {
    /// The texts around the figure.
    pub words: Words,
    /// What lies across: the mean absolute effect.
    pub x: Axis,
    /// What lies upwards: its standard deviation.
    pub y: Axis,
    /// Points.
    pub points: Vec<ScatterPoint>,
    /// Whether the line on which both are equal is drawn: points above it act unevenly or together.
    pub diagonal: bool,
}

/// One named point.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ScatterPoint {
    /// Its name.
    pub label: String,
    /// Its place across, and the ends of its interval.
    pub x: f64,
    /// Lower end of the interval across.
    pub x_low: f64,
    /// Upper end of the interval across.
    pub x_high: f64,
    /// Its place upwards.
    pub y: f64,
}

/// Points drawn, and points named, at most.
const MOST_POINTS: usize = 300;
const MOST_NAMES: usize = 40;

impl Scatter {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        let points = self.largest();
        let across = extent(points.iter().flat_map(|p| [p.x, p.x_low, p.x_high]).chain([0.0]));
        let upwards = extent(points.iter().map(|p| p.y).chain([0.0]));
        let (Some((left, right)), Some((low, high)), false) = (across, upwards, points.is_empty()) else {
            return frame.close_empty();
        };
        if points.len() < self.points.len() {
            frame.notice(phrase::largest_shown(points.len(), self.points.len(), page.locale));
        }
        let fit = axes::ticks_that_fit(&frame, frame.right - frame.left - 60.0, "000,000");
        let height = frame.suitable_height(0.58);
        let (x_scale, y_scale) = (self.x.rounded(left, right, fit), self.y.rounded(low, high, 5));
        let right = frame.sizes.text * 1.5;
        let plot = Panel {
            x: &self.x,
            y: &self.y,
            x_scale,
            y_scale,
            right,
            height,
            grid: true,
            name_later: false,
            least_label: 0.0,
        }
        .draw(&mut frame);
        axes::base_line(&mut frame, &plot);
        let mut taken = draw_points(&mut frame, &plot, &points);
        if self.diagonal {
            draw_diagonal(&mut frame, &plot, &mut taken);
        }
        name_points(&mut frame, &plot, &points, &mut taken);
        let bottom = frame.top;
        frame.close(bottom)
    }

    /// The points that are numbers, the farthest to the right first.
    fn largest(&self) -> Vec<&ScatterPoint> {
        let mut points: Vec<&ScatterPoint> =
            self.points.iter().filter(|p| p.x.is_finite() && p.y.is_finite()).collect();
        points.sort_by(|a, b| b.x.total_cmp(&a.x));
        points.truncate(MOST_POINTS);
        points
    }
}

/// Draws points and intervals; returns the room they take.
fn draw_points(frame: &mut Frame<'_>, plot: &Plot, points: &[&ScatterPoint]) -> Vec<Area> {
    let radius = frame.sizes.text * 0.3;
    let mut taken = Vec::new();
    for point in points.iter().rev() {
        let (x, y) = (plot.across_within(point.x), plot.down(point.y));
        if point.x_low < point.x_high {
            let (low, high) = (plot.across_within(point.x_low), plot.across_within(point.x_high));
            frame.canvas.line((low, y), (high, y), Stroke::new(frame.palette.ink, 1.1));
        }
        plot.disc(&mut frame.canvas, (point.x, point.y), radius, frame.palette.colour(0));
        taken.push(Area::new(x - radius, y - radius, x + radius, y + radius));
        taken.push(reach(plot, point, y));
    }
    taken
}

/// The room of a point's interval.
fn reach(plot: &Plot, point: &ScatterPoint, y: f64) -> Area {
    let within = |value: f64| plot.across_within(if value.is_nan() { point.x } else { value });
    Area::new(within(point.x_low.min(point.x)), y - 0.5, within(point.x_high.max(point.x)), y + 0.5)
}

fn draw_diagonal(frame: &mut Frame<'_>, plot: &Plot, taken: &mut Vec<Area>) {
    let end = plot.x.high.min(plot.y.high);
    let start = plot.x.low.max(plot.y.low);
    if end <= start {
        return;
    }
    let stroke = Stroke::new(frame.palette.muted, 1.0).dashed(4.0, 3.0);
    plot.line(&mut frame.canvas, &[(start, start), (end, end)], stroke);
    let name = frame.say(Phrase::NonLinear);
    let style = frame.muted().over(frame.palette.paper);
    let width = style.width(name);
    for part in [0.92, 0.8, 0.68, 0.56, 0.44, 0.32] {
        let at = start + (end - start) * part;
        let (x, y) = (plot.across(at), plot.down(at));
        let area =
            Area::new(x - width - 6.0, y - frame.sizes.text * 0.9, x - 6.0, y + frame.sizes.text * 0.1);
        if free_place(&[area], taken, &plot.frame, 4.0).is_some() {
            frame.canvas.text(name, area.left, area.bottom - frame.sizes.text * 0.15, &style);
            taken.push(area);
            return;
        }
    }
}

/// Names each point beside it where there is room, else farther off with a leader, else not at all. Names are
/// written over all leaders.
fn name_points(frame: &mut Frame<'_>, plot: &Plot, points: &[&ScatterPoint], taken: &mut Vec<Area>) {
    let paper = Area::new(plot.frame.left + 2.0, plot.frame.top, frame.right, plot.frame.bottom - 2.0);
    let style = frame.text().over(frame.palette.paper);
    let mut left_out = points.len().saturating_sub(MOST_NAMES);
    let mut names = Vec::new();
    for point in points.iter().take(MOST_NAMES) {
        let lines = wrap(&printable(&point.label), plot.frame.width() * 0.33, 2, &style);
        let width = lines.iter().map(|line| style.width(line)).fold(0.0, f64::max);
        let height = frame.sizes.text * 0.95 + (lines.len().max(1) - 1) as f64 * frame.line();
        let centre = (plot.across_within(point.x), plot.down(point.y));
        let places = around(centre, &reach(plot, point, centre.1), (width, height), frame.sizes.text);
        let areas: Vec<Area> = places.iter().map(|(area, _)| *area).collect();
        let Some((area, near)) = free_place(&areas, taken, &paper, 3.5).and_then(|at| places.get(at)) else {
            left_out += 1;
            continue;
        };
        if !near {
            let end = (centre.0.clamp(area.left, area.right), centre.1.clamp(area.top, area.bottom));
            frame.canvas.line(centre, end, Stroke::new(frame.palette.muted, 0.9));
        }
        names.push((lines, *area));
        taken.push(*area);
    }
    for (lines, area) in names {
        for (index, line) in lines.iter().enumerate() {
            let baseline = area.top + frame.sizes.text * (0.1 + font::CAP) + index as f64 * frame.line();
            frame.canvas.text(line, area.left, baseline, &style);
        }
    }
    if left_out > 0 {
        let locale = frame.page.locale;
        frame.notice(phrase::names_left_out(left_out, locale));
    }
}

/// Places for a name around a point, the best first, and whether each is next to it.
fn around((x, y): (f64, f64), reach: &Area, (width, height): (f64, f64), size: f64) -> Vec<(Area, bool)> {
    let mut places = Vec::new();
    for ring in 0..4 {
        let gap = size * (0.66 + 1.1 * f64::from(ring));
        let (half, aside) = (height / 2.0, size * 0.25);
        let starts = [
            (reach.right.max(x + gap - size * 0.3) + size * 0.35 + gap - size * 0.66, y - half),
            (reach.left.min(x - gap + size * 0.3) - size * 0.35 - gap + size * 0.66 - width, y - half),
            (x - width / 2.0, y - gap - height),
            (x - width / 2.0, y + gap),
            (x + gap - aside, y - gap - height + aside),
            (x + gap - aside, y + gap - aside),
            (x - gap - width + aside, y - gap - height + aside),
            (x - gap - width + aside, y + gap - aside),
        ];
        let place = |(left, top): (f64, f64)| (Area::new(left, top, left + width, top + height), ring == 0);
        places.extend(starts.into_iter().map(place));
    }
    places
}
