//! Horizontal bars with ranges, against a named line: coverage by tier or by scenario.

use super::axes::{self, Reference};
use super::canvas::Area;
use super::estimate::Estimate;
use super::export::Drawing;
use super::frame::Frame;
use super::page::{Page, Words};
use super::plot::Plot;
use super::rows::{Heights, RowText, Rows, Whole};
use super::scale::{Scale, extent};
use crate::unit::Unit;

/// Room before the first day, as a part of the time shown.
const ASIDE: f64 = 0.08;

/// Bars with their ranges, one row each, in the order given.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Bars {
    /// The texts around the figure.
    pub words: Words,
    /// Bars from top to bottom.
    pub rows: Vec<BarRow>,
    /// How values are shown.
    pub unit: Unit,
    /// How changes are shown (points, for coverage).
    pub change_unit: Unit,
    /// What their unit is called, where that is not its English name.
    pub change_word: Option<String>,
    /// The line the bars are read against (100%).
    pub reference: Option<Reference>,
}

/// One bar.
#[derive(Debug, Clone, PartialEq)]
pub struct BarRow {
    /// The name at its left.
    pub label: String,
    /// Its length and range.
    pub value: Estimate,
    /// By how much it differs from the base scenario.
    pub change: Option<f64>,
}

impl BarRow {
    /// A bar without a change.
    pub fn new(label: impl Into<String>, value: Estimate) -> Self {
        Self { label: label.into(), value, change: None }
    }
}

/// What is written after a bar.
struct Told {
    number: String,
    rest: String,
}

impl Bars {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        if self.rows.is_empty() {
            return frame.close_empty();
        }
        let head = if self.reference.is_some() { axes::head_height(&frame) } else { 0.0 };
        let texts: Vec<RowText> = self.rows.iter().map(|row| RowText::new(&row.label)).collect();
        let marks = frame.sizes.text * 1.7;
        let foot = axes::foot_height(&frame);
        let rows =
            Rows::plan(&mut frame, &texts, Heights { marks, head, foot }, Whole::InOrder(self.rows.len()));
        let shown = self.rows.get(..rows.len()).unwrap_or(&self.rows);
        let told: Vec<Told> = shown.iter().map(|row| self.told(&frame, row)).collect();
        let plot = self.plot(&frame, &rows, shown, &told);
        axes::columns(&mut frame, &plot, &self.unit);
        if self.unit.is_date() {
            draw_days(&mut frame, &plot, &rows, shown);
        } else {
            draw_bars(&mut frame, &plot, &rows, shown);
            axes::upright(&mut frame, &plot, 0.0);
        }
        if let Some(reference) = &self.reference {
            axes::reference(&mut frame, &plot, reference);
        }
        rows.write(&mut frame);
        write_values(&mut frame, &plot, &rows, shown, &told);
        let foot = axes::foot_height(&frame);
        frame.close(rows.bottom + foot)
    }

    fn told(&self, frame: &Frame<'_>, row: &BarRow) -> Told {
        let (number, mut rest) = row.value.told(frame, &self.unit);
        if let Some(change) = row.change.filter(|c| c.is_finite()) {
            let shown = self.change_unit.show_change(change, frame.numbers());
            let named = if self.change_unit.is_share() || self.change_unit == Unit::number() {
                shown
            } else {
                let word = self.change_word.clone().unwrap_or_else(|| self.change_unit.label());
                format!("{shown} {word}")
            };
            rest = if rest.is_empty() { named } else { format!("{rest}; {named}") };
        }
        Told { number, rest }
    }

    fn plot(&self, frame: &Frame<'_>, rows: &Rows, shown: &[BarRow], told: &[Told]) -> Plot {
        let values = shown.iter().flat_map(|row| row.value.values());
        let reference = self.reference.iter().map(|r| r.value);
        // A day is no amount: its row does not start at day 0.
        let from = (!self.unit.is_date()).then_some(0.0);
        let (low, high) = extent(values.chain(reference).chain(from)).unwrap_or((0.0, 1.0));
        let scale = |most| {
            if self.unit.is_date() {
                Scale::time(&self.unit, low - ASIDE * (high - low), high, most)
            } else {
                Scale::linear(low, high, most)
            }
        };
        let rough = scale(5);
        let ends: Vec<(f64, f64)> = shown
            .iter()
            .zip(told)
            .map(|(row, told)| {
                let unlimited = row.value.high == f64::INFINITY;
                let end = if unlimited { rough.high } else { row.value.farthest() };
                (rough.place_within(end), frame.width_with(&told.number, &told.rest))
            })
            .collect();
        let right = axes::fitting_right(frame, rows.left, &ends);
        let fit =
            axes::ticks_that_fit(frame, right - rows.left, &self.unit.show_short(high, frame.numbers()));
        let area = Area::new(rows.left, rows.top, right, rows.bottom);
        Plot::of_rows(area, scale(fit))
    }
}

/// A mark at the day, with its range.
fn draw_days(frame: &mut Frame<'_>, plot: &Plot, rows: &Rows, shown: &[BarRow]) {
    for (index, row) in shown.iter().enumerate().filter(|(_, row)| row.value.base.is_finite()) {
        let (middle, x) = (rows.middle(index), plot.across_within(row.value.base));
        row.value.whisker(frame, plot, middle, frame.sizes.text * 0.42, (x, x));
        let colour = frame.palette.colour(0);
        plot.disc(&mut frame.canvas, (row.value.base, middle), frame.sizes.text * 0.38, colour);
    }
}

fn draw_bars(frame: &mut Frame<'_>, plot: &Plot, rows: &Rows, shown: &[BarRow]) {
    for (index, row) in shown.iter().enumerate() {
        let middle = rows.middle(index);
        let half = rows.bar_half(index);
        // What has no limit has no length either: its row says so in words.
        let end = if row.value.base.is_finite() { row.value.base } else { 0.0 };
        let fill = frame.palette.fill(0);
        plot.bar(&mut frame.canvas, (0.0, middle - half), (end, middle + half), fill);
        let bar = (plot.across_within(0.0), plot.across_within(end));
        row.value.whisker(frame, plot, middle, frame.sizes.text * 0.42, bar);
    }
}

fn write_values(frame: &mut Frame<'_>, plot: &Plot, rows: &Rows, shown: &[BarRow], told: &[Told]) {
    for (index, (row, told)) in shown.iter().zip(told).enumerate() {
        let end = if row.value.high == f64::INFINITY { plot.x.high } else { row.value.farthest() };
        let x = plot.across_within(end) + frame.sizes.text * 0.6;
        let width = frame.width_with(&told.number, &told.rest);
        let x = x.min(frame.right - width).max(frame.left);
        frame.number_with(&told.number, &told.rest, x, rows.middle(index));
    }
}
