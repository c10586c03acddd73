//! What a simulation gave: a histogram over its cumulative curve, with quantiles named.

use super::axes::{self, Axis, Panel};
use super::canvas::Stroke;
use super::export::Drawing;
use super::font;
use super::frame::Frame;
use super::layout::spread;
use super::page::{Page, Words};
use super::phrase::{self, Phrase};
use super::plot::Plot;
use super::scale::{Scale, extent};
use super::theme::Fill;
use crate::unit::Unit;

/// Shares of draws by bin, the cumulative curve below, quantiles through both.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Histogram {
    /// The texts around the figure.
    pub words: Words,
    /// The outcome.
    pub x: Axis,
    /// Bins: lower edge, upper edge, share of the draws. Neighbours in order.
    pub bins: Vec<(f64, f64, f64)>,
    /// Quantiles to name, in order; bins outside the first and last are pale.
    pub quantiles: Vec<(String, f64)>,
    /// Number of draws.
    pub draws: u64,
}

/// More bins than this are put together.
const MOST_BINS: usize = 60;

impl Histogram {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        let bins = self.bins(&mut frame);
        let edges = bins.iter().flat_map(|bin| [bin.0, bin.1]);
        let Some((low, high)) = extent(edges.chain(self.quantiles.iter().map(|q| q.1))) else {
            return frame.close_empty();
        };
        frame.notice(phrase::draws_and_bins(self.draws, bins.len(), page.locale));
        let names_top = frame.top;
        if !self.quantiles.is_empty() {
            frame.top += frame.line() * 2.25;
        }
        let height = frame.suitable_height(0.55);
        let (upper, lower) = self.panels(&mut frame, (low, high), &bins, height);
        self.draw_bins(&mut frame, &upper, &bins);
        axes::base_line(&mut frame, &upper);
        draw_cumulative(&mut frame, &lower, &bins);
        axes::base_line(&mut frame, &lower);
        self.write_quantiles(&mut frame, &upper, &lower, names_top);
        self.name_panels(&mut frame, &upper, &lower);
        let bottom = frame.top;
        frame.close(bottom)
    }

    /// The bins that are numbers, put together where there are too many.
    fn bins(&self, frame: &mut Frame<'_>) -> Vec<(f64, f64, f64)> {
        let whole = |bin: &&(f64, f64, f64)| bin.0.is_finite() && bin.1.is_finite() && bin.2.is_finite();
        let bins: Vec<(f64, f64, f64)> = self.bins.iter().filter(whole).copied().collect();
        if bins.len() <= MOST_BINS {
            return bins;
        }
        let group = bins.len().div_ceil(MOST_BINS);
        let joined = |part: &[(f64, f64, f64)]| {
            let (first, last) =
                (part.first().copied().unwrap_or_default(), part.last().copied().unwrap_or_default());
            (first.0, last.1, part.iter().map(|bin| bin.2).sum())
        };
        let together: Vec<_> = bins.chunks(group).map(joined).collect();
        let sentence = phrase::put_together(bins.len(), together.len(), frame.page.locale);
        frame.notice(sentence);
        together
    }

    fn panels(
        &self,
        frame: &mut Frame<'_>,
        (low, high): (f64, f64),
        bins: &[(f64, f64, f64)],
        height: f64,
    ) -> (Plot, Plot) {
        let tallest = bins.iter().map(|bin| bin.2).fold(0.0, f64::max);
        let fit = axes::ticks_that_fit(
            frame,
            frame.right - frame.left - 50.0,
            &self.x.unit.show_short(high, frame.numbers()),
        );
        let x_scale = self.x.scale(low, high, fit);
        let share = |phrase| Axis::new(frame.say(phrase), Unit::share());
        let (upper_axis, lower_axis) = (share(Phrase::ShareOfDraws), share(Phrase::CumulativeShare));
        let (bare, shares) = (Axis::new("", self.x.unit.clone()), Scale::rounded(0.0, tallest, 4));
        let no_ticks = Scale { ticks: Vec::new(), ..x_scale.clone() };
        let right = frame.sizes.text;
        let labels = shares.labels(&Unit::share(), frame.page.locale);
        let widest = labels.iter().map(|label| frame.width(label)).fold(frame.width("100%"), f64::max);
        let upper = Panel {
            x: &bare,
            y: &upper_axis,
            x_scale: no_ticks,
            y_scale: shares,
            right,
            height: height * 0.58,
            grid: true,
            name_later: true,
            least_label: widest,
        };
        let upper = upper.draw(frame);
        frame.top += frame.sizes.text * 0.5;
        let whole = Scale::linear(0.0, 1.0, 2);
        let lower = Panel {
            x: &self.x,
            y: &lower_axis,
            x_scale,
            y_scale: whole,
            right,
            height: height * 0.42 - frame.sizes.text * 0.5,
            grid: true,
            name_later: true,
            least_label: widest,
        };
        (upper, lower.draw(frame))
    }

    /// The names of the panels begin at the left, at the right or after a quantile's line: the first of these at
    /// which no line runs through them.
    fn name_panels(&self, frame: &mut Frame<'_>, upper: &Plot, lower: &Plot) {
        let (upper_name, lower_name) = (frame.say(Phrase::ShareOfDraws), frame.say(Phrase::CumulativeShare));
        let width = frame.width(upper_name).max(frame.width(lower_name));
        let right = upper.frame.right;
        let lines: Vec<f64> = self.quantiles.iter().map(|q| upper.across_within(q.1)).collect();
        let is_free = |from: &f64| {
            from + width <= right && !lines.iter().any(|at| *at > from - 6.0 && *at < from + width + 6.0)
        };
        let after = lines.iter().map(|at| at + 7.0);
        let places = [frame.left, right - width].into_iter().chain(after);
        let from = places.into_iter().find(is_free).unwrap_or(frame.left);
        axes::name_above(frame, upper_name, from, upper.frame.top);
        axes::name_above(frame, lower_name, from, lower.frame.top);
    }

    /// Bins between the first and the last quantile carry the colour, the tails are pale or hatched.
    fn draw_bins(&self, frame: &mut Frame<'_>, plot: &Plot, bins: &[(f64, f64, f64)]) {
        let ends = extent(self.quantiles.iter().map(|q| q.1));
        let colour = frame.palette.colour(0);
        for (low, high, share) in bins {
            let middle = f64::midpoint(*low, *high);
            let inside = ends.is_none_or(|(first, last)| (first..=last).contains(&middle));
            let fill = if inside { Fill::Solid(colour) } else { Fill::Hatched(colour) };
            let gap = (high - low) * 0.04;
            plot.bar(&mut frame.canvas, (low + gap, 0.0), (high - gap, *share), fill);
        }
    }

    fn write_quantiles(&self, frame: &mut Frame<'_>, upper: &Plot, lower: &Plot, top: f64) {
        let named: Vec<&(String, f64)> = self.quantiles.iter().filter(|q| upper.x.holds(q.1)).collect();
        let style = frame.numbers().for_group(&self.x.unit, &named.iter().map(|q| q.1).collect::<Vec<_>>());
        let texts: Vec<(String, String)> = named
            .iter()
            .map(|q| (super::canvas::printable(&q.0), self.x.unit.show_short(q.1, style)))
            .collect();
        let widest = texts.iter().map(|(name, value)| frame.width(name).max(frame.strong().width(value)));
        let apart = widest.fold(0.0, f64::max) + frame.sizes.text * 0.7;
        let wanted: Vec<f64> = named.iter().map(|q| upper.across(q.1)).collect();
        let boxes: Vec<(f64, f64)> = wanted.iter().map(|x| (*x, apart)).collect();
        let places = spread(&boxes, frame.left, frame.right + frame.sizes.text * 0.7);
        let fits = apart * places.len() as f64 <= frame.right - frame.left + frame.sizes.text;
        for (((name, value), place), x) in texts.iter().zip(&places).zip(&wanted) {
            let line = Stroke::new(frame.palette.ink, 1.1).dashed(3.5, 2.5);
            let elbow = top + frame.line() * 2.05;
            let step = upper.frame.top - frame.sizes.text * 0.3;
            frame.canvas.polyline(&[(*place, elbow), (*x, step), (*x, upper.frame.top)], line);
            axes::cased(frame, &[(*x, upper.frame.top), (*x, upper.frame.bottom)], line);
            frame.canvas.line((*x, upper.frame.bottom), (*x, lower.frame.bottom), line);
            if fits {
                let (plain, strong) = (frame.text(), frame.strong());
                let first = top + frame.sizes.text * font::CAP;
                frame.centred(name, *place, first, &plain);
                frame.centred(value, *place, first + frame.line(), &strong);
            }
        }
        if !fits {
            let locale = frame.page.locale;
            frame.notice(phrase::names_left_out(texts.len(), locale));
        }
    }
}

fn draw_cumulative(frame: &mut Frame<'_>, plot: &Plot, bins: &[(f64, f64, f64)]) {
    let mut sum = 0.0;
    let mut curve: Vec<(f64, f64)> = bins.first().map(|bin| (bin.0, 0.0)).into_iter().collect();
    for (_, high, share) in bins {
        sum += share;
        curve.push((*high, sum.min(1.0)));
    }
    plot.line(&mut frame.canvas, &curve, Stroke::new(frame.palette.colour(0), 2.0));
}
