//! Variance shares: first-order and total indices with their intervals.

use super::axes;
use super::canvas::{Area, Stroke};
use super::estimate::Estimate;
use super::export::Drawing;
use super::frame::Frame;
use super::page::{Page, Words};
use super::phrase::Phrase;
use super::plot::Plot;
use super::rows::{Heights, RowText, Rows, Whole};
use super::scale::{Scale, extent};
use crate::unit::{NumberStyle, Unit};

/// Two marks a row: what the input explains alone (disc), and with all others (square).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Indices {
    /// The texts around the figure.
    pub words: Words,
    /// Inputs; the figure sorts them by their total index.
    pub rows: Vec<IndexRow>,
}

/// One input's indices.
#[derive(Debug, Clone, PartialEq)]
pub struct IndexRow {
    /// The input's name.
    pub label: String,
    /// The first-order index with its interval.
    pub first: Estimate,
    /// The total index with its interval.
    pub total: Estimate,
}

impl Indices {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        let sorted = self.sorted();
        if sorted.is_empty() {
            return frame.close_empty();
        }
        let texts: Vec<RowText> = sorted.iter().map(|row| RowText::new(&row.label)).collect();
        let (foot, marks) = (axes::foot_height(&frame), frame.sizes.text * 2.7);
        let rows = Rows::plan(
            &mut frame,
            &texts,
            Heights { marks, head: 0.0, foot },
            Whole::Sorted(self.rows.len()),
        );
        let shown = sorted.get(..rows.len()).unwrap_or(&sorted);
        let style = group_style(&frame, shown);
        let plot = plot(&frame, style, &rows, shown);
        axes::columns(&mut frame, &plot, &Unit::share());
        axes::upright(&mut frame, &plot, 0.0);
        rows.write(&mut frame);
        for (index, row) in shown.iter().enumerate() {
            draw_row(&mut frame, &plot, style, (index, rows.middle(index)), row);
        }
        frame.close(rows.bottom + foot)
    }

    fn sorted(&self) -> Vec<&IndexRow> {
        let mut rows: Vec<&IndexRow> = self.rows.iter().collect();
        let key = |row: &IndexRow| {
            if row.total.base.is_finite() { row.total.base } else { row.first.base.min(-1.0) }
        };
        rows.sort_by(|a, b| key(b).total_cmp(&key(a)));
        rows
    }
}

/// One precision for all indices of the figure.
fn group_style(frame: &Frame<'_>, shown: &[&IndexRow]) -> NumberStyle {
    let values: Vec<f64> =
        shown.iter().flat_map(|row| [row.first.finite(), row.total.finite()].concat()).collect();
    frame.numbers().for_group(&Unit::share(), &values)
}

/// The two marks of a row, with what is written after them. The first row names them.
fn marks(
    frame: &Frame<'_>,
    style: NumberStyle,
    index: usize,
    row: &IndexRow,
) -> [(Estimate, String, String); 2] {
    [(row.first, Phrase::First), (row.total, Phrase::Total)].map(|(estimate, phrase)| {
        let (number, range) = estimate.told_as(frame, &Unit::share(), style);
        let rest = if index == 0 { format!("{range} {}", frame.say(phrase)) } else { range };
        (estimate, number, rest.trim().to_owned())
    })
}

fn plot(frame: &Frame<'_>, style: NumberStyle, rows: &Rows, shown: &[&IndexRow]) -> Plot {
    let values = shown.iter().flat_map(|row| row.first.values().into_iter().chain(row.total.values()));
    let (low, high) = extent(values.chain([0.0])).unwrap_or((0.0, 1.0));
    let high = if high > 0.5 { high.max(1.0) } else { high };
    let rough = Scale::linear(low, high, 5);
    let each = |(index, row): (usize, &&IndexRow)| {
        marks(frame, style, index, row).map(|(estimate, number, rest)| {
            (rough.place_within(estimate.farthest()), frame.width_with(&number, &rest))
        })
    };
    let ends: Vec<(f64, f64)> = shown.iter().enumerate().flat_map(each).collect();
    let right = axes::fitting_right(frame, rows.left, &ends);
    let fit = axes::ticks_that_fit(frame, right - rows.left, "100%");
    Plot::of_rows(Area::new(rows.left, rows.top, right, rows.bottom), Scale::linear(low, high, fit))
}

fn draw_row(
    frame: &mut Frame<'_>,
    plot: &Plot,
    style: NumberStyle,
    (index, centre): (usize, f64),
    row: &IndexRow,
) {
    let apart = frame.sizes.text * 0.635;
    for (lane, (estimate, number, rest)) in marks(frame, style, index, row).into_iter().enumerate() {
        let middle = centre + if lane == 0 { -apart } else { apart };
        estimate.whisker(frame, plot, middle, frame.sizes.text * 0.22, (plot.frame.left, plot.frame.left));
        if plot.x.holds(estimate.base) {
            let x = plot.across(estimate.base);
            mark(frame, (x, middle), lane);
        }
        let x = plot.across_within(estimate.farthest()) + frame.sizes.text * 0.75;
        let x = x.min(frame.right - frame.width_with(&number, &rest));
        frame.number_with(&number, &rest, x, middle);
    }
}

/// A disc for the first order, an open square for the total: different without colour.
fn mark(frame: &mut Frame<'_>, (x, y): (f64, f64), lane: usize) {
    let radius = frame.sizes.text * 0.33;
    let edge = Stroke::new(frame.palette.colour(lane * 2), 1.8);
    if lane == 0 {
        let colour = frame.palette.colour(0);
        frame.canvas.circle((x, y), radius, colour, None);
        return;
    }
    let r = radius * 0.85;
    let corners = [(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)];
    frame.canvas.outline(&corners, frame.palette.paper, edge);
}
