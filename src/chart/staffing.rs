//! Officers there are and announced, beside officers required: the gap at one glance.

use super::axes;
use super::canvas::Area;
use super::export::Drawing;
use super::frame::Frame;
use super::page::{Page, Words};
use super::phrase::Phrase;
use super::plot::Plot;
use super::rows::{Heights, RowText, Rows, Whole};
use super::scale::{Scale, extent};
use super::theme::Fill;
use crate::unit::Unit;

/// Staff against need, one group of two bars for each row.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Staffing {
    /// The texts around the figure.
    pub words: Words,
    /// Groups from top to bottom.
    pub groups: Vec<StaffingGroup>,
    /// How the counts are shown.
    pub unit: Unit,
}

/// What there is and what is needed in one case.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StaffingGroup {
    /// The name at the left.
    pub label: String,
    /// Officers there are.
    pub there_are: f64,
    /// Officers announced on top of them; 0 for none.
    pub announced: f64,
    /// Officers required, low end: solid.
    pub required_low: f64,
    /// Officers required, high end: hatched from the low end on.
    pub required_high: f64,
}

impl StaffingGroup {
    fn values(&self) -> [f64; 3] {
        [positive(self.there_are) + positive(self.announced), self.required_low, self.required_high]
    }

    fn required_end(&self) -> f64 {
        [self.required_low, self.required_high].into_iter().map(positive).fold(0.0, f64::max)
    }
}

/// One of the texts after a bar, with the fill it names.
struct Named {
    fill: Fill,
    number: String,
    name: String,
}

fn positive(value: f64) -> f64 {
    if value.is_finite() { value.max(0.0) } else { 0.0 }
}

impl Staffing {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        if self.groups.is_empty() {
            return frame.close_empty();
        }
        let texts: Vec<RowText> = self.groups.iter().map(|group| RowText::new(&group.label)).collect();
        let foot = axes::foot_height(&frame);
        let marks = frame.sizes.text * 3.4;
        let rows = Rows::plan(
            &mut frame,
            &texts,
            Heights { marks, head: 0.0, foot },
            Whole::InOrder(self.groups.len()),
        );
        let shown = self.groups.get(..rows.len()).unwrap_or(&self.groups);
        let plot = self.plot(&frame, &rows, shown);
        axes::columns(&mut frame, &plot, &self.unit);
        for (index, group) in shown.iter().enumerate() {
            draw_group(&mut frame, &plot, &rows, index, group);
        }
        axes::upright(&mut frame, &plot, 0.0);
        rows.write(&mut frame);
        for (index, group) in shown.iter().enumerate() {
            self.write_group(&mut frame, &plot, &rows, index, group);
        }
        frame.close(rows.bottom + foot)
    }

    fn plot(&self, frame: &Frame<'_>, rows: &Rows, shown: &[StaffingGroup]) -> Plot {
        let values = shown.iter().flat_map(StaffingGroup::values);
        let (_, high) = extent(values.chain([0.0])).unwrap_or((0.0, 1.0));
        let rough = Scale::linear(0.0, high, 5);
        let mut ends = Vec::new();
        for group in shown {
            let [staff, ..] = group.values();
            ends.push((rough.place_within(staff), width(frame, &self.staff(frame, group))));
            let required = [self.required(frame, group)];
            ends.push((rough.place_within(group.required_end()), width(frame, &required)));
        }
        let right = axes::fitting_right(frame, rows.left, &ends);
        let fit =
            axes::ticks_that_fit(frame, right - rows.left, &self.unit.show_short(high, frame.numbers()));
        let area = Area::new(rows.left, rows.top, right, rows.bottom);
        Plot::of_rows(area, Scale::linear(0.0, high, fit))
    }

    /// What the upper bar's text says: a swatch, a number and a name for each part.
    fn staff(&self, frame: &Frame<'_>, group: &StaffingGroup) -> Vec<Named> {
        let show = |value: f64| self.unit.show_short(value, frame.numbers());
        let named = |series, value: f64, phrase| Named {
            fill: frame.palette.fill(series),
            number: show(value),
            name: frame.say(phrase).to_owned(),
        };
        let mut parts = Vec::new();
        if !group.there_are.is_nan() {
            parts.push(named(0, group.there_are, Phrase::ThereAre));
        }
        if group.announced > 0.0 {
            parts.push(named(1, group.announced, Phrase::Announced));
        }
        parts
    }

    fn required(&self, frame: &Frame<'_>, group: &StaffingGroup) -> Named {
        let (low, high) = (group.required_low, group.required_high);
        let number = if low == high || high.is_nan() {
            self.unit.show_short(low, frame.numbers())
        } else {
            self.unit.show_span(low, high, frame.numbers())
        };
        Named {
            fill: Fill::Solid(frame.palette.colour(2)),
            number,
            name: frame.say(Phrase::Required).to_owned(),
        }
    }

    fn write_group(
        &self,
        frame: &mut Frame<'_>,
        plot: &Plot,
        rows: &Rows,
        index: usize,
        group: &StaffingGroup,
    ) {
        let (upper, lower) = lanes(rows, index);
        let [staff, ..] = group.values();
        let parts = self.staff(frame, group);
        write(frame, &parts, plot.across_within(staff), upper);
        let unlimited = group.required_high == f64::INFINITY;
        let end = if unlimited { plot.x.high } else { group.required_end() };
        let required = [self.required(frame, group)];
        write(frame, &required, plot.across_within(end), lower);
    }
}

fn draw_group(frame: &mut Frame<'_>, plot: &Plot, rows: &Rows, index: usize, group: &StaffingGroup) {
    let (upper, lower) = lanes(rows, index);
    let half = rows.mark_height() * 0.20;
    let (there, announced) = (positive(group.there_are), positive(group.announced));
    let canvas = &mut frame.canvas;
    let palette = frame.palette;
    plot.bar(canvas, (0.0, upper - half), (there, upper + half), palette.fill(0));
    plot.bar(canvas, (there, upper - half), (there + announced, upper + half), palette.fill(1));
    let (low, high) = (positive(group.required_low), group.required_end());
    let colour = palette.colour(2);
    plot.bar(canvas, (0.0, lower - half), (low, lower + half), Fill::Solid(colour));
    let end = if group.required_high == f64::INFINITY { plot.x.high } else { high };
    plot.bar(canvas, (low, lower - half), (end, lower + half), Fill::Hatched(colour));
}

fn lanes(rows: &Rows, index: usize) -> (f64, f64) {
    let (middle, apart) = (rows.middle(index), rows.mark_height() * 0.23);
    (middle - apart, middle + apart)
}

fn swatch(frame: &Frame<'_>) -> f64 {
    frame.sizes.text * 0.7
}

fn width(frame: &Frame<'_>, parts: &[Named]) -> f64 {
    let each = |part: &Named| {
        swatch(frame) + frame.word_gap() + frame.width_with(&part.number, &part.name) + frame.sizes.text * 0.9
    };
    parts.iter().map(each).sum::<f64>() - if parts.is_empty() { 0.0 } else { frame.sizes.text * 0.9 }
}

fn write(frame: &mut Frame<'_>, parts: &[Named], from: f64, middle: f64) {
    let mut x = (from + frame.sizes.text * 0.6).min(frame.right - width(frame, parts)).max(frame.left);
    for part in parts {
        let half = swatch(frame) / 2.0;
        frame.canvas.rect(Area::new(x, middle - half, x + 2.0 * half, middle + half), part.fill);
        x += 2.0 * half + frame.word_gap();
        x += frame.number_with(&part.number, &part.name, x, middle) + frame.sizes.text * 0.9;
    }
}
