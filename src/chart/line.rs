//! Lines with range bands: an outcome over an input.

use super::axes::{self, Axis, Panel, Reference, name_marked};
use super::canvas::{Area, Stroke, Style};
use super::ends::{EndLabel, end_height, end_room, write_ends};
use super::export::Drawing;
use super::frame::Frame;
use super::layout::wrap;
use super::page::{Page, Words};
use super::phrase;
use super::plot::Plot;
use super::scale::extent;

/// Lines of an outcome over an input, each with its range.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Lines {
    /// The texts around the figure.
    pub words: Words,
    /// What is varied.
    pub x: Axis,
    /// What follows.
    pub y: Axis,
    /// Lines; up to four are named.
    pub series: Vec<Series>,
    /// A level to read against (100%).
    pub reference: Option<Reference>,
    /// A part of the horizontal axis to mark, and what it is: the published range.
    pub marked: Option<(f64, f64, String)>,
}

/// One line.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Series {
    /// The name at its end.
    pub name: String,
    /// Where the line runs.
    pub points: Vec<(f64, f64)>,
    /// Low and high limit at the same places as the points; empty for none.
    pub range: Vec<(f64, f64)>,
}

impl Series {
    /// A line without a range.
    pub fn new(name: impl Into<String>, points: Vec<(f64, f64)>) -> Self {
        Self { name: name.into(), points, range: Vec::new() }
    }

    fn band(&self) -> Vec<(f64, f64, f64)> {
        let mut band: Vec<_> =
            self.points.iter().zip(&self.range).map(|((x, _), (a, b))| (*x, *a, *b)).collect();
        band.sort_by(|a, b| a.0.total_cmp(&b.0));
        band
    }

    /// The points from left to right.
    pub(super) fn line(&self) -> Vec<(f64, f64)> {
        let mut line: Vec<_> = self.points.iter().filter(|(x, _)| x.is_finite()).copied().collect();
        line.sort_by(|a, b| a.0.total_cmp(&b.0));
        line
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.points.iter().map(|p| p.1).chain(self.range.iter().flat_map(|r| [r.0, r.1]))
    }
}

/// A reference farther away, as a multiple of the largest value, is named under the figure instead: with it on the
/// axis the lines would lie on its floor.
const FARTHEST: f64 = 8.0;

/// Lines that are told apart by name; more are grey.
const MOST_NAMED: usize = 4;

impl Lines {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        let across = extent(self.series.iter().flat_map(|s| s.points.iter().map(|p| p.0)));
        let drawn = extent(self.series.iter().flat_map(Series::values));
        let near = self.reference.as_ref().filter(|reference| is_near(reference.value, drawn));
        let values = self.series.iter().flat_map(Series::values).chain(near.map(|r| r.value));
        let (Some(across), Some(values)) = (across, extent(values)) else {
            return frame.close_empty();
        };
        if let (Some(reference), None) = (&self.reference, near) {
            frame.notice(phrase::beyond_the_axis(&reference.name, page.locale));
        }
        if self.series.len() > MOST_NAMED {
            frame.notice(phrase::lines_unnamed(self.series.len() - MOST_NAMED, page.locale));
        }
        let plot = self.panel(&mut frame, across, values);
        self.mark(&mut frame, &plot);
        for (index, series) in self.series.iter().enumerate().take(MOST_NAMED) {
            draw_band(&mut frame, &plot, series, index);
        }
        for series in self.series.iter().skip(MOST_NAMED).take(200) {
            let stroke = Stroke::new(frame.palette.paper.mix(frame.palette.muted, 0.75), 0.8);
            plot.line(&mut frame.canvas, &series.line(), stroke);
        }
        for (index, series) in self.series.iter().enumerate().take(MOST_NAMED) {
            let stroke = stroke_of(&frame, index, 2.0);
            draw_line(&mut frame, &plot, &series.line(), stroke);
        }
        axes::base_line(&mut frame, &plot);
        let mut labels = self.labels(&frame, &plot);
        labels.extend(self.write_reference(&mut frame, &plot));
        write_ends(&mut frame, &plot, labels);
        let bottom = frame.top;
        frame.close(bottom)
    }

    fn panel(&self, frame: &mut Frame<'_>, across: (f64, f64), (low, high): (f64, f64)) -> Plot {
        let named = self.series.iter().take(MOST_NAMED).map(|s| (s.name.as_str(), ""));
        let right = end_room(frame, named);
        let height = frame.suitable_height(if right > 0.0 { 0.52 } else { 0.5 });
        let near_zero = low >= 0.0 && low < high * 0.35 && !self.y.log;
        let floor = if near_zero { 0.0 } else { low };
        let fit = axes::ticks_that_fit(frame, frame.right - frame.left - right - 60.0, "000,000");
        let y_scale = self.y.rounded(floor, high, 5);
        let mut x_scale = self.x.scale(across.0, across.1, fit);
        x_scale.low = x_scale.low.min(across.0);
        Panel {
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
        .draw(frame)
    }

    /// A pale strip over the marked part, named at its top.
    fn mark(&self, frame: &mut Frame<'_>, plot: &Plot) {
        let Some((from, to, name)) = &self.marked else { return };
        if plot.nothing_of(from.min(*to), to.max(*from)) {
            return;
        }
        let (left, right) = (plot.across_within(*from), plot.across_within(*to));
        let strip = Area::new(left.min(right), plot.frame.top, left.max(right), plot.frame.bottom);
        let tint = frame.palette.paper.mix(frame.palette.muted, 0.1);
        let grid = Stroke::new(frame.palette.grid.mix(tint, 0.3), 0.8);
        frame.canvas.group("grid", |canvas| {
            canvas.rect(strip, super::theme::Fill::Solid(tint));
            for y in plot.y.ticks.iter().map(|tick| plot.down(*tick)) {
                canvas.line((strip.left, y), (strip.right, y), grid);
            }
        });
        let edge = Stroke::new(frame.palette.axis, 1.0);
        let y = plot.frame.top - 2.5;
        frame.canvas.line((strip.left, y), (strip.right, y), edge);
        name_marked(frame, plot, &self.y.name, name, (strip.left, strip.right));
    }

    /// Draws the line that the others are read against, with its name where no line runs; else the name is given
    /// back, to stand at the end like theirs.
    fn write_reference(&self, frame: &mut Frame<'_>, plot: &Plot) -> Option<EndLabel> {
        let reference = self.reference.as_ref().filter(|reference| plot.y.holds(reference.value))?;
        let y = plot.down(reference.value);
        let colour = frame.palette.ink;
        let stroke = Stroke::new(colour, 1.4).dashed(4.5, 3.0);
        frame.canvas.line((plot.frame.left, y), (plot.frame.right, y), stroke);
        let style = Style::new(frame.sizes.text, colour).bold().over(frame.palette.paper);
        let name = wrap(&reference.name, plot.frame.width() * 0.9, 1, &style).join("");
        let (cost, (start, baseline)) = self.freest(frame, plot, y, style.width(&name));
        let room = frame.right - plot.frame.right - frame.sizes.text * 1.4;
        if cost >= 1.0 && room > frame.sizes.text * 4.0 {
            let lines = wrap(&reference.name, room, 3, &frame.strong());
            return Some(EndLabel { y, lines, colour, bold: true, swatch: None });
        }
        frame.canvas.text(&name, start, baseline, &style);
        None
    }

    /// The start and baseline beside the reference line at which a name meets the fewest lines, and how many.
    fn freest(&self, frame: &Frame<'_>, plot: &Plot, y: f64, width: f64) -> (f64, (f64, f64)) {
        let (size, inset) = (frame.sizes.text, frame.sizes.text * 0.4);
        let (first, last) = (plot.frame.left + inset, plot.frame.right - width - inset);
        let mut best = (f64::INFINITY, (first, y - size * 0.45));
        for step in 0..=10 {
            let start = (last - (last - first).max(0.0) * f64::from(step) / 10.0).max(first);
            for (preference, baseline) in [(0.0, y - size * 0.45), (0.1, y + size * 1.15)] {
                let area = Area::new(start, baseline - size, start + width, baseline + size * 0.25);
                let outside = area.top < plot.frame.top || area.bottom > plot.frame.bottom;
                let cost = self.crossings(plot, &area) + preference + if outside { 100.0 } else { 0.0 };
                if cost < best.0 {
                    best = (cost, (start, baseline));
                }
            }
        }
        best
    }

    /// How many pieces of lines run through an area.
    fn crossings(&self, plot: &Plot, area: &Area) -> f64 {
        let touches = |pair: &[(f64, f64)]| {
            let [a, b] = pair else { return false };
            let (ax, ay, bx, by) = (plot.across(a.0), plot.down(a.1), plot.across(b.0), plot.down(b.1));
            let at = |x: f64| ay + (by - ay) * ((x - ax) / (bx - ax)).clamp(0.0, 1.0);
            let (from, to) = (at(area.left.clamp(ax, bx.max(ax))), at(area.right.clamp(ax, bx.max(ax))));
            bx >= area.left && ax <= area.right && from.min(to) <= area.bottom && from.max(to) >= area.top
        };
        let lines = self.series.iter().take(50).map(|s| s.line().windows(2).filter(|p| touches(p)).count());
        lines.sum::<usize>() as f64
    }

    fn labels(&self, frame: &Frame<'_>, plot: &Plot) -> Vec<EndLabel> {
        let width = frame.right - plot.frame.right - frame.sizes.text * 1.4;
        let named =
            self.series.iter().enumerate().take(MOST_NAMED).filter(|(_, s)| !s.name.trim().is_empty());
        let label = |(index, series): (usize, &Series)| {
            let line = series.line();
            let last = line.iter().rev().find(|(_, v)| v.is_finite())?;
            let colour = frame.readable(frame.palette.colour(index));
            let lines = wrap(&series.name, width, 3, &frame.strong());
            Some(EndLabel { y: end_height(plot, last.1), lines, colour, bold: true, swatch: None })
        };
        named.filter_map(label).collect()
    }
}

/// Whether lines can still be told apart on an axis that reaches a value.
fn is_near(value: f64, drawn: Option<(f64, f64)>) -> bool {
    drawn.is_none_or(|(_, high)| high <= 0.0 || value <= FARTHEST * high)
}

/// Lines differ by dashes too, so that they can be told apart without colour.
fn stroke_of(frame: &Frame<'_>, index: usize, width: f64) -> Stroke {
    let stroke = Stroke::new(frame.palette.colour(index), width);
    match index {
        0 => stroke,
        1 => stroke.dashed(8.0, 3.0),
        2 => stroke.dashed(2.0, 2.0),
        _ => stroke.dashed(12.0, 2.5),
    }
}

/// A line, or a dot where it has one point only; what leaves the axes is cut, and said.
pub(super) fn draw_line(frame: &mut Frame<'_>, plot: &Plot, line: &[(f64, f64)], stroke: Stroke) {
    if let [(x, y)] = line {
        if y.is_finite() {
            // On a bar as on the paper: the paper shows around it.
            plot.disc(&mut frame.canvas, (*x, *y), 4.5, frame.palette.paper);
            plot.disc(&mut frame.canvas, (*x, *y), 3.5, stroke.colour);
        }
        return;
    }
    if plot.cuts(line) {
        frame.notice(phrase::cut_at_the_frame(frame.page.locale));
    }
    plot.cased_line(&mut frame.canvas, line, stroke, frame.palette.paper);
}

fn draw_band(frame: &mut Frame<'_>, plot: &Plot, series: &Series, index: usize) {
    let band = series.band();
    if let [(x, low, high)] = band.as_slice() {
        let (x, low, high) = (plot.across(*x), end_height(plot, *low), end_height(plot, *high));
        frame.canvas.line((x, low), (x, high), Stroke::new(frame.palette.colour(index), 1.5));
        return;
    }
    let colour = frame.palette.colour(index);
    let tint = frame.palette.tint(colour, 0.2);
    let pale = frame.palette.tint(colour, 0.75);
    let edge = if pale.contrast(frame.palette.paper) >= 3.0 { pale } else { colour };
    let (edge, paper) = (Stroke::new(edge, 0.75), frame.palette.paper);
    frame.canvas.group("band", |canvas| plot.edged_band(canvas, &band, tint, (edge, paper)));
}
