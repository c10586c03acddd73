//! A value with the range around it, as text and as a mark.

use super::canvas::Stroke;
use super::frame::Frame;
use super::phrase::Phrase;
use super::plot::Plot;
use super::theme::Colour;
use crate::unit::Unit;

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
        let finite: Vec<f64> = self.values().into_iter().filter(|v| v.is_finite()).collect();
        if finite.is_empty() {
            return (String::new(), frame.say(Phrase::NoValue).to_owned());
        }
        let style = frame.numbers().for_group(unit, &finite);
        let range = if self.is_range() { format!("({})", unit.show_span(self.low, self.high, style)) } else { String::new() };
        let base = if self.base.is_nan() { String::new() } else { unit.show_short(self.base, style) };
        (base, range)
    }

    /// Draws the range as a line with end caps, cased in the paper's colour so that it can be seen on a bar.
    pub(super) fn whisker(self, frame: &mut Frame<'_>, plot: &Plot, middle: f64, cap: f64, colour: Colour) {
        if !self.is_range() {
            return;
        }
        let (low, high) = (plot.across_within(self.low), plot.across_within(self.high));
        let cased = Stroke::new(frame.palette.paper, 3.6);
        let plain = Stroke::new(colour, 1.5);
        let caps: Vec<f64> =
            [(self.low, low), (self.high, high)].into_iter().filter(|(v, _)| plot.x.holds(*v)).map(|(_, x)| x).collect();
        for stroke in [cased, plain] {
            frame.canvas.line((low, middle), (high, middle), stroke);
            for x in &caps {
                frame.canvas.line((*x, middle - cap), (*x, middle + cap), stroke);
            }
        }
        if !plot.x.holds(self.high) {
            let head = [(high, middle), (high - 6.0, middle - 3.5), (high - 6.0, middle + 3.5)];
            frame.canvas.polygon(&head, colour);
        }
    }
}
