//! Dots and ranges in rows: claims against what they come to, published figures by country.

use super::axes::{self, Axis, Reference};
use super::canvas::{Area, Stroke};
use super::estimate::Estimate;
use super::export::Drawing;
use super::frame::Frame;
use super::page::{Page, Words};
use super::phrase::Phrase;
use super::plot::Plot;
use super::rows::{Heights, RowText, Rows, Whole};
use super::scale::{Scale, extent};
use super::theme::{Colour, Fill};
use crate::unit::Unit;

/// Stated figures against the same recomputed, one claim a row, each on its own scale: stated is 100%.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Claims {
    /// The texts around the figure.
    pub words: Words,
    /// Claims from top to bottom.
    pub rows: Vec<ClaimRow>,
}

/// One claim.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct ClaimRow {
    /// The document, written over the first of its claims that stand together.
    pub document: String,
    /// What is claimed.
    pub label: String,
    /// How its numbers are shown.
    pub unit: Unit,
    /// What the document states: both ends, equal for a single figure.
    pub stated: (f64, f64),
    /// Low end of what it comes to.
    pub low: f64,
    /// High end of what it comes to.
    pub high: f64,
    /// The verdict in words.
    pub verdict: String,
    /// Whether the claim holds as it is marked; decides the mark.
    pub holds: bool,
}

impl ClaimRow {
    /// What the row's numbers are divided by: the stated figure, the middle of a stated range.
    fn scale(&self) -> f64 {
        let middle = f64::midpoint(self.stated.0, self.stated.1);
        if middle > 0.0 { middle } else { f64::NAN }
    }

    /// Stated ends and recomputed ends as parts of the stated figure. Dates have no parts.
    fn parts(&self) -> Option<[f64; 4]> {
        let parts = [self.stated.0, self.stated.1, self.low, self.high].map(|v| v / self.scale());
        (!self.unit.is_date() && parts.iter().all(|p| p.is_finite())).then_some(parts)
    }
}

impl Claims {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        if self.rows.is_empty() {
            return frame.close_empty();
        }
        let texts = self.texts(&frame);
        let (head, foot) = (axes::head_height(&frame), axes::foot_height(&frame));
        let marks = frame.sizes.text * 1.3;
        let rows =
            Rows::plan(&mut frame, &texts, Heights { marks, head, foot }, Whole::InOrder(self.rows.len()));
        let shown = self.rows.get(..rows.len()).unwrap_or(&self.rows);
        let plot = claims_plot(&frame, &rows, shown);
        axes::columns(&mut frame, &plot, &Unit::share());
        let as_stated = Reference { value: 1.0, name: frame.say(Phrase::AsStated).to_owned() };
        axes::reference(&mut frame, &plot, &as_stated);
        rows.write(&mut frame);
        for (index, row) in shown.iter().enumerate() {
            draw_claim(&mut frame, &plot, rows.middle(index), row);
        }
        frame.close(rows.bottom + foot)
    }

    fn texts(&self, frame: &Frame<'_>) -> Vec<RowText> {
        let mut before = "";
        let mut texts = Vec::with_capacity(self.rows.len());
        for row in &self.rows {
            let numbers = frame.numbers();
            let span = |a: f64, b: f64| row.unit.show_span(a, b, numbers);
            let stated = format!("{} {}", frame.say(Phrase::Stated), span(row.stated.0, row.stated.1));
            let recomputed = format!("{} {}", frame.say(Phrase::Recomputed), span(row.low, row.high));
            let heading = if row.document == before { String::new() } else { row.document.clone() };
            before = &row.document;
            texts.push(RowText {
                label: row.label.clone(),
                beneath: format!("{stated}; {recomputed}"),
                heading,
            });
        }
        texts
    }
}

fn claims_plot(frame: &Frame<'_>, rows: &Rows, shown: &[ClaimRow]) -> Plot {
    let parts: Vec<f64> = shown.iter().filter_map(ClaimRow::parts).flatten().chain([1.0]).collect();
    let (low, high) = extent(parts).unwrap_or((0.5, 2.0));
    let log = low > 0.0 && high / low > 4.0;
    let (low, high) =
        if log { (low * 0.9, high * 1.1) } else { (low.min(0.9).min(low - 0.05), high.max(1.1)) };
    let scale = |most| {
        if log {
            Scale::logarithmic(low.max(1e-6), high.min(1e6), most)
        } else {
            Scale::linear(low, high, most)
        }
    };
    let rough = scale(5);
    let end = |row: &ClaimRow| {
        let place =
            row.parts().map_or(0.5, |parts| rough.place_within(parts.into_iter().fold(0.0, f64::max)));
        (place, frame.strong().width(&row.verdict))
    };
    let ends: Vec<(f64, f64)> = shown.iter().map(end).collect();
    let right = axes::fitting_right(frame, rows.left, &ends);
    let fit = axes::ticks_that_fit(frame, right - rows.left, "1,000%");
    Plot::of_rows(Area::new(rows.left, rows.top, right, rows.bottom), scale(fit))
}

fn draw_claim(frame: &mut Frame<'_>, plot: &Plot, middle: f64, row: &ClaimRow) {
    let Some([stated_low, stated_high, low, high]) = row.parts() else {
        frame.number_with("", &row.verdict, plot.frame.left + frame.sizes.text * 0.5, middle);
        return;
    };
    let colour = frame.palette.colour(if row.holds { 0 } else { 2 });
    if stated_low < stated_high {
        draw_stated(frame, plot, middle, (stated_low, stated_high));
    }
    let (from, to) = (plot.across_within(low), plot.across_within(high));
    frame.canvas.line((from, middle), (to, middle), Stroke::new(colour, 2.5));
    for (value, x) in [(low, from), (high, to)] {
        if plot.x.holds(value) {
            draw_shape(frame, (x, middle), usize::from(!row.holds), colour);
        }
    }
    let end = from.max(to).max(plot.across_within(stated_high)) + frame.sizes.text * 0.75;
    let x = end.min(frame.right - frame.text().width(&row.verdict));
    let style = if row.holds { frame.text() } else { frame.strong() }.over(frame.palette.paper);
    frame.canvas.text_at_middle(&row.verdict, x, middle, &style);
}

/// A stated range: a pale band with an edge at each end.
fn draw_stated(frame: &mut Frame<'_>, plot: &Plot, middle: f64, (low, high): (f64, f64)) {
    let colour = frame.palette.reference;
    let tint = Fill::Solid(frame.palette.tint(colour, 0.2));
    let half = frame.sizes.text * 0.6;
    frame.canvas.group("band", |canvas| {
        plot.bar(canvas, (low, middle - half), (high, middle + half), tint);
        for x in [plot.across_within(low), plot.across_within(high)] {
            canvas.line((x, middle - half), (x, middle + half), Stroke::new(colour, 1.5));
        }
    });
}

/// Published figures (officers per subject by country), grouped and marked by what they count.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Published {
    /// The texts around the figure.
    pub words: Words,
    /// How the figures are shown, and what they are called.
    pub axis: Axis,
    /// Figures; the figure groups them by basis, in the order in which each basis first appears.
    pub rows: Vec<PublishedRow>,
}

/// One published figure.
#[derive(Debug, Clone, PartialEq)]
pub struct PublishedRow {
    /// The country, and whom it is about.
    pub label: String,
    /// The figure and its range.
    pub value: Estimate,
    /// What it counts: the heading it stands under.
    pub basis: String,
    /// Where it was published; listed below the figure.
    pub source: String,
}

impl Published {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let grouped = self.grouped();
        let (texts, sources) = numbered(&grouped);
        let listed = [sources.as_str(), self.words.source.as_str()];
        let source = listed.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join(". ");
        let words = Words { source, ..self.words.clone() };
        let mut frame = Frame::open(page, &words);
        if grouped.is_empty() {
            return frame.close_empty();
        }
        let foot = axes::foot_height(&frame) + frame.line();
        let marks = frame.sizes.text * 1.3;
        let rows = Rows::plan(
            &mut frame,
            &texts,
            Heights { marks, head: 0.0, foot },
            Whole::InOrder(self.rows.len()),
        );
        let shown = grouped.get(..rows.len()).unwrap_or(&grouped);
        let plot = self.plot(&frame, &rows, shown);
        axes::columns(&mut frame, &plot, &self.axis.unit);
        rows.write(&mut frame);
        for (index, (group, row)) in shown.iter().enumerate() {
            self.draw_row(&mut frame, &plot, rows.middle(index), *group, row);
        }
        let style = frame.muted();
        let name = super::layout::wrap(&self.axis.name, frame.right - frame.left, 1, &style).join("");
        let centre = f64::midpoint(plot.frame.left, plot.frame.right);
        frame.centred(&name, centre, rows.bottom + foot - frame.sizes.text * 0.3, &style);
        frame.close(rows.bottom + foot)
    }

    /// Rows by basis, each with the number of its basis.
    fn grouped(&self) -> Vec<(usize, &PublishedRow)> {
        let mut bases: Vec<&str> = Vec::new();
        for row in self.rows.iter().take(MOST_PUBLISHED) {
            if !bases.contains(&row.basis.as_str()) {
                bases.push(&row.basis);
            }
        }
        let of = |(group, heading): (usize, &&str)| {
            let heading = (*heading).to_owned();
            self.rows
                .iter()
                .take(MOST_PUBLISHED)
                .filter(move |row| row.basis == heading)
                .map(move |row| (group, row))
                .collect::<Vec<_>>()
        };
        bases.iter().enumerate().flat_map(of).collect()
    }

    fn plot(&self, frame: &Frame<'_>, rows: &Rows, shown: &[(usize, &PublishedRow)]) -> Plot {
        let values = shown.iter().flat_map(|(_, row)| row.value.values());
        let (low, high) = extent(values).unwrap_or((0.0, 1.0));
        let log = self.axis.log && low > 0.0;
        let (low, high) = if log { (low * 0.8, high * 1.1) } else { (low.min(0.0), high) };
        let rough = self.axis.scale(low, high, 5);
        let end = |(_, row): &(usize, &PublishedRow)| {
            let (number, _) = self.told(frame, row);
            // The marks are wider than the ends of bars, for which the room after a mark is meant.
            let width = frame.strong().width(&number) + frame.sizes.text * 0.15;
            (rough.place_within(row.value.farthest()), width)
        };
        let ends: Vec<(f64, f64)> = shown.iter().map(end).collect();
        let right = axes::fitting_right(frame, rows.left, &ends);
        let fit =
            axes::ticks_that_fit(frame, right - rows.left, &self.axis.unit.show_short(high, frame.numbers()));
        Plot::of_rows(Area::new(rows.left, rows.top, right, rows.bottom), self.axis.scale(low, high, fit))
    }

    /// The range where there is one: a published "15 to 20" has no middle of its own.
    fn told(&self, frame: &Frame<'_>, row: &PublishedRow) -> (String, String) {
        if row.value.is_range() {
            return (self.axis.unit.show_span(row.value.low, row.value.high, frame.numbers()), String::new());
        }
        row.value.told(frame, &self.axis.unit)
    }

    fn draw_row(&self, frame: &mut Frame<'_>, plot: &Plot, middle: f64, group: usize, row: &PublishedRow) {
        let colour = frame.palette.colour(group);
        let mut ends = vec![row.value.base];
        if row.value.is_range() {
            let (from, to) = (plot.across_within(row.value.low), plot.across_within(row.value.high));
            frame.canvas.line((from, middle), (to, middle), Stroke::new(colour, 2.5));
            ends = vec![row.value.low, row.value.high];
        }
        for value in ends {
            if plot.x.holds(value) && !value.is_nan() {
                draw_shape(frame, (plot.across(value), middle), group, colour);
            }
        }
        let (number, rest) = self.told(frame, row);
        let x = plot.across_within(row.value.farthest()) + frame.sizes.text * 0.75;
        let x = x.min(frame.right - frame.width_with(&number, &rest));
        frame.number_with(&number, &rest, x, middle);
    }
}

/// More published figures than this are another study.
const MOST_PUBLISHED: usize = 200;

/// Labels with the number of their source, headings, and the list of sources.
fn numbered(grouped: &[(usize, &PublishedRow)]) -> (Vec<RowText>, String) {
    let mut sources: Vec<&str> = Vec::new();
    let mut texts = Vec::new();
    let mut before = None;
    for (group, row) in grouped {
        let number = sources.iter().position(|source| *source == row.source).unwrap_or_else(|| {
            sources.push(&row.source);
            sources.len() - 1
        });
        let label =
            if row.source.is_empty() { row.label.clone() } else { format!("{} [{}]", row.label, number + 1) };
        let heading = if before == Some(*group) { String::new() } else { row.basis.clone() };
        before = Some(*group);
        texts.push(RowText { label, heading, ..RowText::default() });
    }
    let named = sources.iter().enumerate().filter(|(_, source)| !source.is_empty());
    let list: Vec<String> = named.map(|(index, source)| format!("[{}] {source}", index + 1)).collect();
    (texts, list.join("; "))
}

/// A disc, square, diamond or triangle: groups differ without colour.
fn draw_shape(frame: &mut Frame<'_>, (x, y): (f64, f64), group: usize, colour: Colour) {
    let r = frame.sizes.text * 0.34;
    match group % 4 {
        0 => frame.canvas.circle((x, y), r, colour, None),
        1 => frame.canvas.polygon(&[(x - r, y - r), (x + r, y - r), (x + r, y + r), (x - r, y + r)], colour),
        2 => frame
            .canvas
            .polygon(&[(x, y - 1.3 * r), (x + 1.3 * r, y), (x, y + 1.3 * r), (x - 1.3 * r, y)], colour),
        _ => frame.canvas.polygon(&[(x, y - 1.2 * r), (x + 1.2 * r, y + r), (x - 1.2 * r, y + r)], colour),
    }
}
