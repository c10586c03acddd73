//! A value with the range around it, as text and as a mark.

use super::canvas::Stroke;
use super::frame::Frame;
use super::phrase::Phrase;
use super::plot::Plot;
use crate::unit::{NumberStyle, Unit};

/// A value and the limits around it; an unknown one is NaN, an unlimited end infinite.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    /// Lower limit.
    pub low: f64,
    /// The value itself.
    pub base: f64,
    /// Upper limit.
    pub high: f64,
}

impl Estimate {
    /// A value between limits.
    pub fn new(low: f64, base: f64, high: f64) -> Self {
        Self { low, base, high }
    }

    /// A value without a range.
    pub fn exact(value: f64) -> Self {
        Self::new(value, value, value)
    }

    /// Whether the limits are apart.
    pub(super) fn is_range(self) -> bool {
        self.low < self.high
    }

    /// The three numbers.
    pub(super) fn values(self) -> [f64; 3] {
        [self.low, self.base, self.high]
    }

    /// The largest finite of the three, else 0.
    pub(super) fn farthest(self) -> f64 {
        self.values().into_iter().filter(|v| v.is_finite()).fold(0.0, f64::max)
    }

    /// The value, and the range in brackets where there is one: `1.7%`, `(1.5–2.0%)`.
    pub(super) fn told(self, frame: &Frame<'_>, unit: &Unit) -> (String, String) {
        let style = frame.numbers().for_group(unit, &self.finite());
        self.told_as(frame, unit, style)
    }

    /// The three numbers that are numbers.
    pub(super) fn finite(self) -> Vec<f64> {
        self.values().into_iter().filter(|v| v.is_finite()).collect()
    }

    /// The same, at the precision of a larger group.
    pub(super) fn told_as(self, frame: &Frame<'_>, unit: &Unit, style: NumberStyle) -> (String, String) {
        if self.finite().is_empty() {
            let none = if self.base.is_infinite() { Phrase::NoLimit } else { Phrase::NoValue };
            return (String::new(), frame.say(none).to_owned());
        }
        let range = if self.is_range() {
            format!("({})", unit.show_span(self.low, self.high, style))
        } else {
            String::new()
        };
        let base = if self.base.is_nan() { String::new() } else { unit.show_short(self.base, style) };
        (base, range)
    }

    /// Draws the range as a line with end caps: in ink, but in the paper's colour where it lies on a bar
    /// that reaches from `bar.0` to `bar.1`.
    pub(super) fn whisker(self, frame: &mut Frame<'_>, plot: &Plot, middle: f64, cap: f64, bar: (f64, f64)) {
        if !self.is_range() {
            return;
        }
        let (low, high) = (plot.across_within(self.low), plot.across_within(self.high));
        let (from, to) = (bar.0.min(bar.1), bar.0.max(bar.1));
        let (from, to) = (from.clamp(low, high), to.clamp(low, high));
        let (ink, paper) = (frame.palette.ink, frame.palette.paper);
        for (start, end, colour) in [(low, from, ink), (from, to, paper), (to, high, ink)] {
            if end > start {
                frame.canvas.line((start, middle), (end, middle), Stroke::new(colour, 1.5));
            }
        }
        for (value, x) in [(self.low, low), (self.high, high)] {
            let on_bar = x > from - 0.5 && x < to - 1.0;
            let colour = if on_bar { paper } else { ink };
            if plot.x.holds(value) {
                frame.canvas.line((x, middle - cap), (x, middle + cap), Stroke::new(colour, 1.5));
            }
        }
        if !plot.x.holds(self.high) {
            let head = [(high, middle), (high - 6.0, middle - 3.5), (high - 6.0, middle + 3.5)];
            frame.canvas.polygon(&head, ink);
        }
    }
}
