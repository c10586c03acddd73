//! A line that a figure of time is held against: drawn where it lies near; where it lies far above, an arrow
//! and how far, so that what there is does not become a strip at the bottom.

use super::axes::{self, Axis, Panel};
use super::canvas::{Anchor, Stroke, Style};
use super::ends::{EndLabel, end_height, named_value};
use super::font;
use super::frame::Frame;
use super::layout::wrap;
use super::line::{Series, draw_line};
use super::phrase;
use super::plot::Plot;
use super::scale::{Scale, extent};
use crate::unit::{Locale, NumberStyle, Unit};

/// Beyond so many times what the figure shows by itself, a line is told instead of drawn.
const FAR: f64 = 3.0;

/// Room at the top for an arrow is at most this part of the frame.
const MOST_HEADROOM: f64 = 0.6;

/// The line, and what the figure shows without it.
pub(super) struct Held<'s> {
    series: Option<&'s Series>,
    /// The lowest and highest value that the figure shows by itself, 0 included.
    own: (f64, f64),
    /// What it is compared with at the right end: a value and its name (`the total`).
    base: Option<(f64, &'static str)>,
}

impl<'s> Held<'s> {
    pub fn new(
        series: Option<&'s Series>,
        own: impl Iterator<Item = f64>,
        base: Option<(f64, &'static str)>,
    ) -> Self {
        let (low, high) = extent(own.chain([0.0])).unwrap_or((0.0, 0.0));
        Self { series: series.filter(|s| s.points.iter().any(|(_, y)| !y.is_nan())), own: (low, high), base }
    }

    /// The last value with its range, where it lies far above.
    fn far(&self) -> Option<(f64, f64)> {
        let series = self.series?;
        let known = |(_, (x, y)): &(usize, &(f64, f64))| x.is_finite() && !y.is_nan();
        let last = series.points.iter().enumerate().filter(known).max_by(|a, b| a.1.0.total_cmp(&b.1.0));
        let (index, (_, value)) =
            last.filter(|(_, (_, value))| *value > self.limits().1 || *value == f64::INFINITY)?;
        let range = series.range.get(index).filter(|(low, high)| low.is_finite() && high.is_finite());
        Some(range.copied().unwrap_or((*value, *value)))
    }

    fn limits(&self) -> (f64, f64) {
        let (low, high) = self.own;
        let span = high - low;
        // Where the figure shows nothing but zeros, no line can be far from it.
        if span > 0.0 { (low - FAR * span, low + FAR * span) } else { (f64::NEG_INFINITY, f64::INFINITY) }
    }

    fn values(&self) -> impl Iterator<Item = f64> {
        self.series.into_iter().flat_map(|s| {
            s.points.iter().map(|p| p.1).chain(s.range.iter().flat_map(|(low, high)| [*low, *high]))
        })
    }

    /// The places of the line, for the horizontal axis.
    pub fn places(&self) -> impl Iterator<Item = f64> {
        self.series.into_iter().flat_map(|s| s.points.iter().map(|p| p.0))
    }

    /// What the vertical axis has to show: the figure's own values, and those of a line that ends near.
    pub fn shown(&self) -> (f64, f64) {
        if self.far().is_some() {
            return self.own;
        }
        let (least, most) = self.limits();
        let near = self.values().filter(|v| (least..=most).contains(v));
        extent(near.chain([self.own.0, self.own.1])).unwrap_or(self.own)
    }

    /// `16.3`, the range of multiples where the line has a range.
    fn times(&self, (low, high): (f64, f64), style: NumberStyle) -> Option<String> {
        let (base, _) = self.base.filter(|(base, _)| *base > 0.0)?;
        let (low, high) = (low / base, high / base);
        let sayable = |times: f64| times == 0.0 || times.is_normal();
        (sayable(low) && sayable(high)).then(|| Unit::times().show_span(low, high, style))
    }

    /// The value and what it is a multiple of, `15–20 times all stages, above this axis`, where the line
    /// lies far above.
    fn far_said(&self, unit: &Unit, locale: Locale) -> Option<(String, String)> {
        let range = self.far()?;
        let style = NumberStyle::new(locale);
        let of = self.base.map_or("", |(_, name)| name);
        let times = self.times(range, style);
        let said = phrase::above_this_axis(times.as_deref(), of, locale);
        Some((unit.show_span(range.0, range.1, style), said))
    }

    /// The whole line in a sentence, for those who do not see it.
    pub fn told(&self, unit: &Unit, locale: Locale) -> Option<String> {
        let series = self.series?;
        if let Some((value, said)) = self.far_said(unit, locale) {
            return Some(format!("{} {value}, {said}.", series.name));
        }
        let range = last_with_range(series)?;
        let shown = unit.show_span(range.0, range.1, NumberStyle::new(locale));
        Some(match (self.times(range, NumberStyle::new(locale)), self.base) {
            (Some(times), Some((_, of))) => {
                format!("{} {shown}, {}.", series.name, phrase::times_of(&times, of, locale))
            }
            _ => format!("{} {shown}.", series.name),
        })
    }

    /// The lines written beside the arrow, no wider than `room`.
    fn said(&self, frame: &Frame<'_>, unit: &Unit, room: f64) -> Vec<String> {
        let Some((value, said)) = self.far_said(unit, frame.page.locale) else { return Vec::new() };
        let style = frame.strong();
        let name = self.series.map(|s| s.name.as_str()).unwrap_or_default();
        let mut lines = named_value(name, &value, room, 2, &style);
        lines.extend(wrap(&said, room, 3, &style));
        lines
    }

    /// The vertical axis, with room at the top for the arrow and its words where they are needed.
    fn scale(&self, frame: &Frame<'_>, y: &Axis, height: f64, lines: usize) -> Scale {
        let (low, high) = self.shown();
        if lines == 0 {
            return y.rounded(low, high, 5);
        }
        let inner = (height - frame.sizes.text * 3.6).max(frame.sizes.text * 4.0);
        let needed = lines as f64 * frame.line() + frame.sizes.text * 1.2;
        let headroom = (needed / inner).min(MOST_HEADROOM);
        let mut scale = Scale::linear(low, high, 4);
        scale.ticks.retain(|tick| *tick <= high);
        scale.high = scale.low + (scale.high - scale.low) / (1.0 - headroom);
        scale
    }

    /// Draws the axes for the figure, and returns where to draw.
    pub fn panel(&self, frame: &mut Frame<'_>, x: &Axis, y: &Axis, across: (f64, f64), right: f64) -> Plot {
        let y = &Axis { log: false, ..y.clone() };
        let height = frame.suitable_height(0.52);
        let fit = axes::ticks_that_fit(frame, frame.right - frame.left - right - 60.0, "0000");
        let x_scale = Scale::time(&x.unit, across.0, across.1, fit);
        let lines = self.said(frame, &y.unit, self.room(frame, y, right)).len();
        let y_scale = self.scale(frame, y, height, lines);
        let (name_later, least_label) = (false, 0.0);
        Panel { x, y, x_scale, y_scale, right, height, grid: true, name_later, least_label }.draw(frame)
    }

    /// Room for the words, before the width of the axis' labels is known to the last unit.
    fn room(&self, frame: &Frame<'_>, y: &Axis, right: f64) -> f64 {
        let (low, high) = self.shown();
        let labels = y.rounded(low, high, 5).labels(&y.unit, frame.page.locale);
        let widest = labels.iter().map(|label| frame.width(label)).fold(0.0, f64::max);
        let width = (frame.right - right) - (frame.left + widest + frame.sizes.text * 0.7);
        width.max(frame.sizes.text * 5.0) - arrow_room(frame) - frame.sizes.text * 1.5
    }

    /// The line, as far as it lies on the axes; the arrow where it goes on above them.
    pub fn draw(&self, frame: &mut Frame<'_>, plot: &Plot, y: &Axis, right: f64) {
        let Some(series) = self.series else { return };
        let (line, colour) = (series.line(), frame.palette.reference);
        if line.iter().any(|(_, value)| plot.y.holds(*value)) {
            for edge in edges(series) {
                draw_line(frame, plot, &edge, Stroke::new(colour, 0.9));
            }
            if line.len() > 1 {
                plot.line(&mut frame.canvas, &line, Stroke::new(frame.palette.paper, 3.8));
            }
            draw_line(frame, plot, &line, Stroke::new(colour, 2.2).dashed(7.0, 3.5));
        }
        let lines = self.said(frame, &y.unit, self.room(frame, y, right));
        if !lines.is_empty() {
            point_above(frame, plot, &lines);
        }
    }

    /// The name at the right end, where the line ends on the axes.
    pub fn end(&self, frame: &Frame<'_>, plot: &Plot, unit: &Unit, width: f64) -> Option<EndLabel> {
        let series = self.series?;
        let (_, last) = last_of(series).filter(|(_, last)| plot.y.holds(*last))?;
        let colour = frame.readable(frame.palette.reference);
        let (name, value) = self.end_name(unit, frame.page.locale)?;
        let lines = named_value(&name, &value, width, 3, &frame.strong());
        Some(EndLabel { y: end_height(plot, last), lines, colour, bold: true, swatch: None })
    }

    /// The name and the value at the right end, before it is known where that is; none where an arrow tells it.
    pub fn end_name(&self, unit: &Unit, locale: Locale) -> Option<(String, String)> {
        let series = self.series.filter(|_| self.far().is_none())?;
        let (low, high) = last_with_range(series)?;
        Some((series.name.clone(), unit.show_span(low, high, NumberStyle::new(locale))))
    }
}

/// The last point that is a number.
fn last_of(series: &Series) -> Option<(f64, f64)> {
    series.line().into_iter().rfind(|(_, value)| value.is_finite())
}

/// The range at the last point that is a number; that number twice where it has none.
fn last_with_range(series: &Series) -> Option<(f64, f64)> {
    let (place, last) = last_of(series)?;
    let at = series.points.iter().rposition(|point| *point == (place, last));
    let range =
        at.and_then(|at| series.range.get(at)).filter(|(low, high)| low.is_finite() && high.is_finite());
    Some(range.copied().unwrap_or((last, last)))
}

/// The low and the high limit as lines, where there are any.
fn edges(series: &Series) -> Vec<Vec<(f64, f64)>> {
    let side = |pick: fn(&(f64, f64)) -> f64| {
        let points = series.points.iter().zip(&series.range).map(|((x, _), range)| (*x, pick(range)));
        Series::new("", points.collect()).line()
    };
    [side(|r| r.0), side(|r| r.1)].into_iter().filter(|line| line.len() > 1).collect()
}

fn arrow_room(frame: &Frame<'_>) -> f64 {
    frame.sizes.text * 1.6
}

/// An arrow through the upper edge of the frame at the right, with its words at its left.
fn point_above(frame: &mut Frame<'_>, plot: &Plot, lines: &[String]) {
    let (text, colour) = (frame.sizes.text, frame.palette.reference);
    let (x, top) = (plot.frame.right - text * 0.8, plot.frame.top - text * 0.5);
    let foot = (plot.frame.top + text * 0.4 + lines.len() as f64 * frame.line()).min(plot.frame.bottom);
    let head = text * 0.75;
    frame.canvas.line((x, foot), (x, top + head), Stroke::new(colour, 2.2).dashed(7.0, 3.5));
    frame.canvas.polygon(&[(x, top), (x - head * 0.5, top + head), (x + head * 0.5, top + head)], colour);
    let style = frame.strong().over(frame.palette.paper).anchored(Anchor::End);
    let style = Style { colour: frame.readable(colour), ..style };
    let mut baseline = plot.frame.top + text * (0.5 + font::CAP);
    for line in lines {
        frame.canvas.text(line, x - text * 0.7, baseline, &style);
        baseline += frame.line();
    }
}
