//! What moves the answer: each input from its low to its high end, the others held.

use super::axes;
use super::canvas::{Anchor, Area};
use super::export::Drawing;
use super::frame::Frame;
use super::line::{Lines, Series};
use super::page::{Page, Words};
use super::phrase::Phrase;
use super::plot::Plot;
use super::rows::{Heights, RowText, Rows, Whole};
use super::scale::{Scale, extent};
use super::theme::Fill;
use crate::chart::{Axis, Reference};
use crate::unit::Unit;

/// Bars to both sides of the base, the widest on top.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Tornado {
    /// The texts around the figure.
    pub words: Words,
    /// Inputs; the figure sorts them.
    pub rows: Vec<TornadoRow>,
    /// How the outcome is shown.
    pub unit: Unit,
    /// The outcome with all inputs at their base.
    pub base: f64,
}

/// One input and what its ends do.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct TornadoRow {
    /// The input's name.
    pub label: String,
    /// How the input is shown.
    pub unit: Unit,
    /// The input's low end.
    pub low: f64,
    /// The input's high end.
    pub high: f64,
    /// The outcome at the low end.
    pub outcome_low: f64,
    /// The outcome at the high end.
    pub outcome_high: f64,
}

impl TornadoRow {
    fn swing(&self) -> f64 {
        (self.outcome_high - self.outcome_low).abs()
    }
}

/// More rows than this say nothing that the first ones have not said.
const MOST_ROWS: usize = 20;

impl Tornado {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        let sorted = self.sorted();
        if sorted.is_empty() || !self.base.is_finite() {
            return frame.close_empty();
        }
        let texts: Vec<RowText> = sorted.iter().map(|row| RowText::new(&row.label)).collect();
        let (foot, marks) = (axes::foot_height(&frame), frame.sizes.text * 1.9);
        let head = self.head_lines(&frame) * frame.line() + frame.line() * 0.3;
        let fitting = texts.get(..MOST_ROWS.min(texts.len())).unwrap_or(&texts);
        let rows =
            Rows::plan(&mut frame, fitting, Heights { marks, head, foot }, Whole::Sorted(self.rows.len()));
        let shown = sorted.get(..rows.len()).unwrap_or(&sorted);
        let plot = self.plot(&frame, &rows, shown);
        axes::columns(&mut frame, &plot, &self.unit);
        for (index, row) in shown.iter().enumerate() {
            self.draw_row(&mut frame, &plot, &rows, index, row);
        }
        axes::divide(&mut frame, &plot, self.base);
        self.write_head(&mut frame, &plot);
        rows.write(&mut frame);
        for (index, row) in shown.iter().enumerate() {
            self.write_ends(&mut frame, &plot, &rows, index, row);
        }
        frame.close(rows.bottom + foot)
    }

    /// Widest swing first; inputs that cannot be drawn last.
    fn sorted(&self) -> Vec<&TornadoRow> {
        let mut rows: Vec<&TornadoRow> = self.rows.iter().collect();
        let key = |row: &TornadoRow| if row.swing().is_nan() { -1.0 } else { row.swing() };
        rows.sort_by(|a, b| key(b).total_cmp(&key(a)));
        rows
    }

    fn plot(&self, frame: &Frame<'_>, rows: &Rows, shown: &[&TornadoRow]) -> Plot {
        let outcomes = shown.iter().flat_map(|row| [row.outcome_low, row.outcome_high]);
        let (low, high) = extent(outcomes.chain([self.base])).unwrap_or((0.0, 1.0));
        let widest =
            shown.iter().map(|row| frame.width(&ends(frame, row).0).max(frame.width(&ends(frame, row).1)));
        let room = widest.fold(0.0, f64::max) + frame.sizes.text * 0.8;
        let (left, right) = (rows.left + room, frame.right - room);
        let right = right.max(left + frame.sizes.text * 4.0);
        let fit = axes::ticks_that_fit(frame, right - left, &self.unit.show_short(high, frame.numbers()));
        Plot::of_rows(Area::new(left, rows.top, right, rows.bottom), self.scale(low, high, fit))
    }

    /// Widened to round numbers; of dates none but the first of years, quarters or months are round.
    fn scale(&self, low: f64, high: f64, most: usize) -> Scale {
        if self.unit.is_date() {
            Scale::time(&self.unit, low, high, most)
        } else {
            Scale::rounded(low, high, most)
        }
    }

    fn draw_row(&self, frame: &mut Frame<'_>, plot: &Plot, rows: &Rows, index: usize, row: &TornadoRow) {
        let (low_lane, high_lane) = self.lanes(rows, index, row);
        let fills = fills(frame);
        for (outcome, (top, bottom), fill) in
            [(row.outcome_low, low_lane, fills.0), (row.outcome_high, high_lane, fills.1)]
        {
            if !outcome.is_nan() {
                plot.bar(&mut frame.canvas, (self.base, top), (outcome, bottom), fill);
            }
        }
    }

    /// Both ends on one side of the base share the row: the low end above, the high end below.
    fn lanes(&self, rows: &Rows, index: usize, row: &TornadoRow) -> ((f64, f64), (f64, f64)) {
        let (middle, half) = (rows.middle(index), rows.bar_half(index));
        let whole = (middle - half, middle + half);
        if self.one_sided(row) {
            ((middle - half, middle - 0.5), (middle + 0.5, middle + half))
        } else {
            (whole, whole)
        }
    }

    fn one_sided(&self, row: &TornadoRow) -> bool {
        let (low, high) = (row.outcome_low - self.base, row.outcome_high - self.base);
        low * high > 0.0
    }

    fn write_ends(&self, frame: &mut Frame<'_>, plot: &Plot, rows: &Rows, index: usize, row: &TornadoRow) {
        let (low, high) = ends(frame, row);
        if self.one_sided(row) {
            let style = frame.text().over(frame.palette.paper);
            let both = format!("{low}; {high}");
            let upwards = row.outcome_low > self.base;
            let far = if upwards {
                row.outcome_low.max(row.outcome_high)
            } else {
                row.outcome_low.min(row.outcome_high)
            };
            let x = plot.across_within(far) + if upwards { 0.5 } else { -0.5 } * frame.sizes.text;
            let width = style.width(&both);
            let start = if upwards { x.min(frame.right - width) } else { (x - width).max(rows.left) };
            frame.canvas.text_at_middle(&both, start, rows.middle(index), &style);
            return;
        }
        let low_is_left = match row.outcome_low - row.outcome_high {
            difference if difference == 0.0 || difference.is_nan() => row.low <= row.high,
            difference => difference < 0.0,
        };
        for (text, outcome, at_left) in
            [(low, row.outcome_low, low_is_left), (high, row.outcome_high, !low_is_left)]
        {
            let outcome = if outcome.is_nan() { self.base } else { outcome };
            let away = if at_left { -0.5 } else { 0.5 } * frame.sizes.text;
            let anchor = if at_left { Anchor::End } else { Anchor::Start };
            let style = frame.text().over(frame.palette.paper).anchored(anchor);
            frame.canvas.text_at_middle(
                &text,
                plot.across_within(outcome) + away,
                rows.middle(index),
                &style,
            );
        }
    }

    /// What is written over the bars: which colour is which end, and the base.
    fn head(&self, frame: &Frame<'_>) -> (String, String, String) {
        let base = self.unit.show_short(self.base, frame.numbers());
        let low = frame.say(Phrase::LowInput).to_owned();
        (low, frame.say(Phrase::HighInput).to_owned(), format!("{} {base}", frame.say(Phrase::Base)))
    }

    fn head_widths(&self, frame: &Frame<'_>) -> (f64, f64) {
        let (low, high, base) = self.head(frame);
        let swatch = frame.sizes.text * 1.1;
        let keys = 2.0 * swatch + frame.width(&low) + frame.width(&high) + frame.sizes.text;
        (keys, frame.strong().width(&base))
    }

    fn head_lines(&self, frame: &Frame<'_>) -> f64 {
        let (keys, _) = self.head_widths(frame);
        if keys > frame.right - frame.left { 3.0 } else { 2.0 }
    }

    fn write_head(&self, frame: &mut Frame<'_>, plot: &Plot) {
        let (low, high, base) = self.head(frame);
        let fills = fills(frame);
        let (keys, _) = self.head_widths(frame);
        let stacked = keys > frame.right - frame.left;
        let (mut x, mut y) = (frame.left, frame.top + frame.sizes.text * 0.5);
        let text = frame.text();
        for (name, fill) in [(low, fills.0), (high, fills.1)] {
            let half = frame.sizes.text * 0.35;
            frame.canvas.rect(Area::new(x, y - half, x + 2.0 * half, y + half), fill);
            let width = frame.canvas.text_at_middle(&name, x + frame.sizes.text * 1.1, y, &text);
            if stacked {
                y += frame.line();
            } else {
                x += width + frame.sizes.text * 2.1;
            }
        }
        let style = frame.strong();
        let at = plot.across_within(self.base);
        frame.centred(&base, at, plot.frame.top - frame.sizes.text * 0.45, &style);
    }
}

fn fills(frame: &Frame<'_>) -> (Fill, Fill) {
    if frame.in_grey() {
        return (frame.palette.fill(0), Fill::Hatched(frame.palette.colour(0)));
    }
    (frame.palette.fill(0), frame.palette.fill(3))
}

/// The input's ends as text, at one precision.
fn ends(frame: &Frame<'_>, row: &TornadoRow) -> (String, String) {
    let style = frame.numbers().for_group(&row.unit, &[row.low, row.high]);
    (row.unit.show_short(row.low, style), row.unit.show_short(row.high, style))
}

/// How the outcome follows each input over its own range: one line an input, all through the base.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Spider {
    /// The texts around the figure.
    pub words: Words,
    /// Inputs: the name, and the outcome at each place of its range (0 low end, 1 high end).
    pub lines: Vec<(String, Vec<(f64, f64)>)>,
    /// What the horizontal axis is called: `Input, from its low end to its high end`.
    pub across: String,
    /// The outcome's name and unit.
    pub outcome: Axis,
    /// The outcome with all inputs at their base, and what to call it.
    pub base: Option<Reference>,
}

impl Spider {
    /// The figure. Inputs that move the outcome most are named, others are grey.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut lines: Vec<&(String, Vec<(f64, f64)>)> = self.lines.iter().collect();
        let reach =
            |points: &[(f64, f64)]| extent(points.iter().map(|p| p.1)).map_or(0.0, |(low, high)| high - low);
        lines.sort_by(|a, b| reach(&b.1).total_cmp(&reach(&a.1)));
        let series = lines.into_iter().map(|(name, points)| Series::new(name.clone(), points.clone()));
        Lines {
            words: self.words.clone(),
            x: Axis::new(self.across.clone(), Unit::share()),
            y: self.outcome.clone(),
            series: series.collect(),
            reference: self.base.clone(),
            ..Lines::default()
        }
        .draw(page)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Locale;

    #[test]
    fn dates_have_ticks_on_the_first_of_a_period() {
        // The end of 2016 to the end of 2017.
        let tornado = Tornado { unit: Unit::date(), ..Tornado::default() };
        let scale = tornado.scale(17_166.0, 17_531.0, 8);
        let labels = scale.labels(&Unit::date(), Locale::English);
        assert_eq!(labels, ["Jan 2017", "Apr 2017", "Jul 2017", "Oct 2017"]);
    }
}
