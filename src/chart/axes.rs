//! Axes: gridlines in one direction, ticks, names, the line a figure is read against.

use super::canvas::{Anchor, Area, Stroke};
use super::font;
use super::frame::Frame;
use super::plot::Plot;
use super::scale::Scale;
use crate::unit::Unit;

/// What an axis measures.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Axis {
    /// What stands beside the axis: `Officers per subject`.
    pub name: String,
    /// How its numbers are shown.
    pub unit: Unit,
    /// Whether equal steps are equal ratios; needs positive values.
    pub log: bool,
    /// The most that a value can be, where there is an end to it: 1 for a chance, 24 for hours in a day.
    pub most: Option<f64>,
}

/// A value that a figure is read against, drawn and named.
#[derive(Debug, Clone, PartialEq)]
pub struct Reference {
    /// Where it lies.
    pub value: f64,
    /// What it means, in 50 characters or fewer: `100%: every subject watched`.
    pub name: String,
}

impl Axis {
    /// A linear axis.
    pub fn new(name: impl Into<String>, unit: Unit) -> Self {
        Self { name: name.into(), unit, log: false, most: None }
    }

    /// The same, of what cannot pass `most`; an infinite end is none.
    #[must_use]
    pub fn up_to(self, most: f64) -> Self {
        Self { most: most.is_finite().then_some(most), ..self }
    }

    /// An axis of years: 2017.0 is the start of 2017, and ticks are whole years.
    pub fn years(name: impl Into<String>) -> Self {
        Self::new(name, Unit::of("years"))
    }

    /// The scale that suits the values, exactly between the ends.
    pub(super) fn scale(&self, low: f64, high: f64, most: usize) -> Scale {
        if self.log && low > 0.0 {
            return Scale::logarithmic(low, high, most);
        }
        Scale::suited(&self.unit, low, high, most)
    }

    /// The same, widened to round numbers.
    pub(super) fn rounded(&self, low: f64, high: f64, most: usize) -> Scale {
        if self.unit.is_date() || (self.log && low > 0.0) {
            return self.scale(low, high, most);
        }
        Scale::rounded(low, high, most)
    }
}

/// Height of the ticks' labels under a frame.
pub(super) fn foot_height(frame: &Frame<'_>) -> f64 {
    frame.sizes.text * 1.8
}

/// Height of the name of a reference line over a frame.
pub(super) fn head_height(frame: &Frame<'_>) -> f64 {
    frame.line() * 1.25
}

/// How many ticks have room on an axis this long whose labels are about as wide as `widest`.
pub(super) fn ticks_that_fit(frame: &Frame<'_>, length: f64, widest: &str) -> usize {
    let each = frame.width(widest) + frame.sizes.text;
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    let fitting = (length / each).ceil().clamp(2.0, 7.0) as usize;
    fitting
}

/// The right edge of a frame such that every label fits that starts at its mark's place.
///
/// `ends` are the places (0 to 1) of marks and the widths of what is written after them.
pub(super) fn fitting_right(frame: &Frame<'_>, left: f64, ends: &[(f64, f64)]) -> f64 {
    let gap = frame.sizes.text * 0.6;
    let limit = |(place, width): &(f64, f64)| {
        if *width <= 0.0 {
            frame.right
        } else {
            left + (frame.right - gap - width - left) / place.clamp(1e-6, 1.0)
        }
    };
    ends.iter().map(limit).fold(frame.right - gap, f64::min).max(left + frame.sizes.text * 4.0)
}

/// Vertical gridlines, and the labels of the ticks under the frame.
pub(super) fn columns(frame: &mut Frame<'_>, plot: &Plot, unit: &Unit) {
    let grid = Stroke::new(frame.palette.grid, 0.8);
    frame.canvas.group("grid", |canvas| {
        for x in plot.x.ticks.iter().map(|tick| plot.across(*tick)) {
            canvas.line((x, plot.frame.top), (x, plot.frame.bottom), grid);
        }
    });
    tick_labels(frame, plot, unit, false);
}

/// The labels of the ticks under the frame, with little marks on request. Labels that would meet are left
/// out.
///
/// The name of a calendar's year stands in the middle of it: beside a mark it would be read as the end of that year
/// by some and as its start by others.
pub(super) fn tick_labels(frame: &mut Frame<'_>, plot: &Plot, unit: &Unit, marks: bool) {
    let labels = plot.x.labels(unit, frame.page.locale);
    let style = frame.muted();
    let baseline = plot.frame.bottom + frame.sizes.text * (if marks { 0.78 } else { 0.4 } + font::CAP);
    let years = plot.x.calendar_years(unit);
    if marks {
        let stroke = Stroke::new(frame.palette.axis, 1.0);
        for x in years.as_ref().unwrap_or(&plot.x.ticks).iter().map(|tick| plot.across(*tick)) {
            frame.canvas.line((x, plot.frame.bottom), (x, plot.frame.bottom + 3.5), stroke);
        }
    }
    let mut free = f64::NEG_INFINITY;
    for (tick, label) in plot.x.ticks.iter().zip(labels) {
        let width = style.width(&label);
        let x = if years.is_some() { middle_of_year(plot, *tick, width) } else { Some(plot.across(*tick)) };
        let Some(x) = x else { continue };
        let start = (x - width / 2.0).min(frame.right - width).max(frame.left);
        if start > free {
            frame.canvas.text(&label, start, baseline, &style);
            free = start + width + frame.word_gap();
        }
    }
}

/// The middle of what the axis shows of a year; `None` where its name has no room there.
fn middle_of_year(plot: &Plot, start: f64, width: f64) -> Option<f64> {
    let (from, to) = (start.max(plot.x.low), (start + 1.0).min(plot.x.high));
    let is_whole = to - from > 1.0 - 1e-6;
    let (left, right) = (plot.across(from), plot.across(to));
    (to > from && (is_whole || right - left >= width)).then(|| f64::midpoint(left, right))
}

/// Horizontal gridlines, and the labels of the ticks at the left of the frame.
pub(super) fn lines(frame: &mut Frame<'_>, plot: &Plot, unit: &Unit, grid: bool) {
    let style = frame.muted().anchored(Anchor::End);
    let labels = plot.y.labels(unit, frame.page.locale);
    let mut free = f64::INFINITY;
    let heights = plot.y.ticks.iter().map(|tick| plot.down(*tick));
    if grid {
        let stroke = Stroke::new(frame.palette.grid, 0.8);
        frame.canvas.group("grid", |canvas| {
            heights.clone().for_each(|y| canvas.line((plot.frame.left, y), (plot.frame.right, y), stroke));
        });
    }
    for (y, label) in heights.zip(labels) {
        if !grid {
            let stroke = Stroke::new(frame.palette.axis, 1.0);
            frame.canvas.line((plot.frame.left - 3.5, y), (plot.frame.left, y), stroke);
        }
        if y < free {
            frame.canvas.text_at_middle(&label, plot.frame.left - frame.sizes.text * 0.5, y, &style);
            free = y - frame.sizes.text - 3.5;
        }
    }
}

/// A dark line along the lower edge of the frame.
pub(super) fn base_line(frame: &mut Frame<'_>, plot: &Plot) {
    let stroke = Stroke::new(frame.palette.axis, 1.2);
    frame.canvas.line((plot.frame.left, plot.frame.bottom), (plot.frame.right, plot.frame.bottom), stroke);
}

/// A dark upright line at a value: where bars start.
pub(super) fn upright(frame: &mut Frame<'_>, plot: &Plot, value: f64) {
    let x = plot.across_within(value);
    let stroke = Stroke::new(frame.palette.axis, 1.2);
    frame.canvas.line((x, plot.frame.top), (x, plot.frame.bottom), stroke);
}

/// A dark upright line at a value between bars, which it parts.
pub(super) fn divide(frame: &mut Frame<'_>, plot: &Plot, value: f64) {
    let x = plot.across_within(value);
    let stroke = Stroke::new(frame.palette.axis, 1.2);
    cased(frame, &[(x, plot.frame.top), (x, plot.frame.bottom)], stroke);
}

/// A dashed upright line with its name above the frame; a long name is shortened to the width.
pub(super) fn reference(frame: &mut Frame<'_>, plot: &Plot, reference: &Reference) {
    if !plot.x.holds(reference.value) {
        return;
    }
    let x = plot.across(reference.value);
    let stroke = Stroke::new(frame.palette.reference, 1.5).dashed(4.5, 3.0);
    cased(frame, &[(x, plot.frame.top - 3.0), (x, plot.frame.bottom)], stroke);
    let colour = frame.readable(frame.palette.reference);
    let style = super::canvas::Style::new(frame.sizes.text, colour).bold();
    let name = super::layout::wrap(&reference.name, frame.right - frame.left, 1, &style).join("");
    frame.centred(&name, x, plot.frame.top - frame.sizes.text * 0.55, &style);
}

/// A line that can be seen on a dark bar too: the paper shows beside and between its dashes.
pub(super) fn cased(frame: &mut Frame<'_>, points: &[(f64, f64)], stroke: Stroke) {
    frame.canvas.polyline(points, Stroke::new(frame.palette.paper, stroke.width + 1.6));
    frame.canvas.polyline(points, stroke);
}

/// Writes the name of a marked part of the horizontal axis above it, beside the vertical axis' name; where
/// it has no room, the note says it.
pub(super) fn name_marked(
    frame: &mut Frame<'_>,
    plot: &Plot,
    axis: &str,
    name: &str,
    (left, right): (f64, f64),
) {
    let style = frame.muted();
    let name = super::canvas::printable(name);
    let free = frame.left + frame.width(axis) + frame.sizes.text;
    let width = style.width(&name);
    if free + width > plot.frame.right {
        let sentence = super::phrase::marked(&name, frame.page.locale);
        frame.notice(sentence);
        return;
    }
    let start = (f64::midpoint(left, right) - width / 2.0).clamp(free, plot.frame.right - width);
    frame.canvas.text(&name, start, plot.frame.top - frame.sizes.text * (1.75 - font::CAP), &style);
}

/// A frame with a vertical axis: its name above, labels at the left as wide as they need, and the
/// horizontal axis with its name below. `right` is the room to keep at the right.
pub(super) struct Panel<'a> {
    pub x: &'a Axis,
    pub y: &'a Axis,
    pub x_scale: Scale,
    pub y_scale: Scale,
    pub right: f64,
    pub height: f64,
    /// Whether the frame is one of marks in both directions (ticks) or of lines (gridlines).
    pub grid: bool,
    /// Whether the vertical axis' name is written by [`name_above`] when the data are drawn.
    pub name_later: bool,
    /// Room for labels of at least this width, so that panels above each other share their edge.
    pub least_label: f64,
}

impl Panel<'_> {
    /// Draws the axes and returns where to draw the data; the frame's top moves under the panel.
    pub fn draw(self, frame: &mut Frame<'_>) -> Plot {
        let labels = self.y_scale.labels(&self.y.unit, frame.page.locale);
        let widest = labels.iter().map(|label| frame.width(label)).fold(self.least_label, f64::max);
        let left = frame.left + widest + frame.sizes.text * 0.7;
        let named = if self.y.name.is_empty() { 0.5 } else { 1.75 } * frame.sizes.text;
        if !self.name_later {
            let left = frame.left;
            name_above(frame, &self.y.name, left, frame.top + named);
        }
        let x_name = if self.x.name.is_empty() { 0.0 } else { frame.line() };
        let ticks = if self.x_scale.ticks.is_empty() { frame.sizes.text * 0.6 } else { foot_height(frame) };
        let below = ticks + x_name;
        let top = frame.top + named;
        let bottom = (frame.top + self.height - below).max(top + frame.sizes.text * 4.0);
        let area =
            Area::new(left, top, (frame.right - self.right).max(left + frame.sizes.text * 5.0), bottom);
        let plot = Plot { frame: area, x: self.x_scale, y: self.y_scale };
        lines(frame, &plot, &self.y.unit, self.grid);
        tick_labels(frame, &plot, &self.x.unit, true);
        frame.top = bottom + below;
        if !self.x.name.is_empty() {
            let style = frame.muted();
            let name = super::layout::wrap(&self.x.name, frame.right - left, 1, &style).join("");
            frame.centred(
                &name,
                f64::midpoint(area.left, area.right),
                frame.top - frame.sizes.text * 0.25,
                &style,
            );
        }
        plot
    }
}

/// Writes the name of a vertical axis over the upper edge of its frame.
pub(super) fn name_above(frame: &mut Frame<'_>, name: &str, from: f64, edge: f64) {
    let style = frame.muted().over(frame.palette.paper);
    let name = super::layout::wrap(name, frame.right - frame.left, 1, &style).join("");
    frame.canvas.text(&name, from, edge - frame.sizes.text * (1.75 - font::CAP), &style);
}
