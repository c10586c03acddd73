//! Two-way what-if: a grid of cells whose colour changes side at 100%, with labelled contours.
//!
//! Cells, key and contours are drawn straight on the canvas: cells of one colour are one shape, and
//! overlap by half a unit so that no seams show, which plotters' rectangles cannot do.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::axes::{self, Axis, Panel};
use super::canvas::{Area, Stroke};
use super::contour::{Grid, label_place};
use super::export::Drawing;
use super::frame::Frame;
use super::layout::wrap;
use super::page::{Page, Words};
use super::phrase;
use super::plot::Plot;
use super::theme::{Colour, Fill, Palette};

/// An outcome over two inputs.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Heat {
    /// The texts around the figure.
    pub words: Words,
    /// The input across.
    pub x: Axis,
    /// The input upwards.
    pub y: Axis,
    /// Values of the input across.
    pub xs: Vec<f64>,
    /// Values of the input upwards.
    pub ys: Vec<f64>,
    /// The outcome: for each value upwards, one for each value across.
    pub values: Vec<f64>,
    /// The outcome's name and unit.
    pub outcome: Axis,
    /// The value at which the colour changes side and the line is heavy (1 for coverage).
    pub middle: f64,
    /// A part of the horizontal axis to mark, and what it is: the published range.
    pub marked: Option<(f64, f64, String)>,
}

/// More cells than this in a direction cannot be told apart on paper.
const MOST_CELLS: usize = 120;

/// The key's name is cut short where it is wider, in user units.
const WIDEST_KEY: f64 = 90.0;

/// Doublings to each side of the middle that the colours tell apart.
const MOST_DOUBLINGS: f64 = 10.0;

/// A level, in doublings, and the lines along which the grid has it.
type Contour = (f64, Vec<Vec<(f64, f64)>>);

/// Values sorted along both axes, on a scale of doublings from the middle.
struct Cells {
    xs: Vec<f64>,
    ys: Vec<f64>,
    doublings: Vec<f64>,
    /// Ends of the key, in doublings.
    low: f64,
    high: f64,
}

impl Heat {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        let Some(cells) = self.cells(&mut frame) else { return frame.close_empty() };
        let (plot, key_left) = self.panel(&mut frame, &cells);
        draw_cells(&mut frame, &plot, &cells);
        self.mark(&mut frame, &plot);
        self.draw_contours(&mut frame, &plot, &cells);
        self.draw_key(&mut frame, &plot, &cells, key_left);
        let bottom = frame.top;
        frame.close(bottom)
    }

    fn cells(&self, frame: &mut Frame<'_>) -> Option<Cells> {
        let (columns, rows) = (order(&self.xs), order(&self.ys));
        let thin = |kept: &[usize]| -> Vec<usize> {
            kept.iter().copied().step_by(kept.len().div_ceil(MOST_CELLS).max(1)).collect()
        };
        let (thin_columns, thin_rows) = (thin(&columns), thin(&rows));
        if (thin_columns.len(), thin_rows.len()) != (columns.len(), rows.len()) {
            let locale = frame.page.locale;
            let sentence = phrase::cells_drawn(
                (columns.len(), rows.len()),
                (thin_columns.len(), thin_rows.len()),
                locale,
            );
            frame.notice(sentence);
        }
        let middle = if self.middle > 0.0 { self.middle } else { 1.0 };
        let width = self.xs.len();
        let doubling = |row: usize, column: usize| {
            let value = self.values.get(row * width + column).copied().unwrap_or(f64::NAN);
            if value <= 0.0 { f64::NEG_INFINITY } else { libm::log2(value / middle) }
        };
        let doublings: Vec<f64> = thin_rows
            .iter()
            .flat_map(|row| thin_columns.iter().map(|column| doubling(*row, *column)))
            .collect();
        let (least, most) = super::scale::extent(doublings.iter().copied()).unwrap_or((-1.0, -1.0));
        // No place on a scale of doublings is low enough for zero: it is shown as the lowest there is.
        let doublings: Vec<f64> = doublings.into_iter().map(|d| d.clamp(least, most)).collect();
        // The colours stop, the values do not: contours are where they belong.
        let (low, high) = super::scale::extent(doublings.iter().copied())?;
        let (low, high) = (low.max(-MOST_DOUBLINGS), high.min(MOST_DOUBLINGS));
        let pick = |all: &[f64], kept: &[usize]| kept.iter().filter_map(|at| all.get(*at)).copied().collect();
        let (low, high) = ((low - 1e-9).floor().min(-1.0), (high + 1e-9).ceil().max(1.0));
        Some(Cells {
            xs: pick(&self.xs, &thin_columns),
            ys: pick(&self.ys, &thin_rows),
            doublings,
            low,
            high,
        })
    }

    fn panel(&self, frame: &mut Frame<'_>, cells: &Cells) -> (Plot, f64) {
        let height = frame.suitable_height(0.55);
        let labels = key_ticks(cells, 9).into_iter().map(|level| self.show(frame, level));
        let label = labels.map(|text| frame.width(&text)).fold(0.0, f64::max);
        let name = self.key_name(frame, WIDEST_KEY).into_owned();
        let key = (label + frame.sizes.text * 1.7).max(frame.width(&name));
        let right = key + frame.sizes.text * 1.6;
        let fit = axes::ticks_that_fit(frame, frame.right - frame.left - right - 60.0, "00,000");
        let ((left_edge, right_edge), (low_edge, high_edge)) = (edges(&cells.xs), edges(&cells.ys));
        let linear =
            |axis: &Axis, low, high, most| Axis { log: false, ..axis.clone() }.scale(low, high, most);
        let x_scale = linear(&self.x, left_edge, right_edge, fit);
        let y_scale = linear(&self.y, low_edge, high_edge, 6);
        let panel = Panel {
            x: &self.x,
            y: &self.y,
            x_scale,
            y_scale,
            right,
            height,
            grid: false,
            name_later: false,
            least_label: 0.0,
        };
        (panel.draw(frame), frame.right - key)
    }

    /// The outcome's name over the key; without its brackets where there is no room for them.
    fn key_name(&self, frame: &Frame<'_>, width: f64) -> Cow<'_, str> {
        let (name, style) = (&self.outcome.name, frame.muted());
        let short = name.split(" (").next().unwrap_or(name);
        match () {
            () if style.width(name) <= width => Cow::Borrowed(name),
            () if style.width(short) <= width => Cow::Borrowed(short),
            () => Cow::Owned(wrap(name, width, 1, &style).join("")),
        }
    }

    fn show(&self, frame: &Frame<'_>, doublings: f64) -> String {
        let middle = if self.middle > 0.0 { self.middle } else { 1.0 };
        self.outcome.unit.show_ticks(&[middle * libm::exp2(doublings)], frame.page.locale).join("")
    }

    fn draw_contours(&self, frame: &mut Frame<'_>, plot: &Plot, cells: &Cells) {
        let (xs, ys, doublings) = widened(cells);
        let xs: Vec<f64> = xs.iter().map(|x| plot.across_within(*x)).collect();
        let ys: Vec<f64> = ys.iter().map(|y| plot.down(*y)).collect();
        let grid = Grid { xs: &xs, ys: &ys, values: &doublings };
        let mut levels = key_ticks(cells, 9);
        levels.retain(|level| *level > cells.low + 1e-9 && *level < cells.high - 1e-9);
        let lines: Vec<Contour> = levels.iter().map(|level| (*level, grid.contours(*level))).collect();
        for (level, chains) in &lines {
            let width = if *level == 0.0 { 2.6 } else { 1.1 };
            for chain in chains {
                frame.canvas.polyline(chain, Stroke::new(frame.palette.paper, width + 1.6));
                frame.canvas.polyline(chain, Stroke::new(frame.palette.ink, width));
            }
        }
        self.label_contours(frame, plot, &lines);
    }

    /// The middle first, then outwards: it must not lose its place to another.
    fn label_contours(&self, frame: &mut Frame<'_>, plot: &Plot, lines: &[Contour]) {
        let mut taken: Vec<Area> = Vec::new();
        let mut sorted: Vec<&Contour> = lines.iter().collect();
        sorted.sort_by(|a, b| a.0.abs().total_cmp(&b.0.abs()));
        for (level, chains) in sorted {
            let text = self.show(frame, *level);
            let style = if *level == 0.0 { frame.strong() } else { frame.text() };
            let size = (style.width(&text) + 7.0, style.size * 1.25);
            let others: Vec<Vec<(f64, f64)>> = lines
                .iter()
                .filter(|(other, _)| other != level)
                .flat_map(|(_, chains)| chains.clone())
                .collect();
            let Some((x, y)) = label_place(chains, size, &plot.frame, &taken, &others) else { continue };
            let plate = Area::new(x - size.0 / 2.0, y - size.1 / 2.0, x + size.0 / 2.0, y + size.1 / 2.0);
            frame.canvas.rect(plate, Fill::Solid(frame.palette.paper));
            frame.canvas.text_at_middle(&text, x, y, &style.anchored(super::canvas::Anchor::Middle));
            taken.push(plate);
        }
    }

    /// A bracket over the marked part of the horizontal axis, with its name beside the axis' own.
    fn mark(&self, frame: &mut Frame<'_>, plot: &Plot) {
        let Some((from, to, name)) = &self.marked else { return };
        let (left, right) = (plot.across_within(from.min(*to)), plot.across_within(to.max(*from)));
        let (top, foot) = (plot.frame.top - 5.5, plot.frame.top - 1.5);
        let stroke = Stroke::new(frame.palette.ink, 1.2);
        frame.canvas.polyline(&[(left, foot), (left, top), (right, top), (right, foot)], stroke);
        for x in [left, right] {
            let (pale, dark) =
                (Stroke::new(frame.palette.paper, 2.4), Stroke::new(frame.palette.ink, 0.9).dashed(3.0, 2.5));
            frame.canvas.line((x, plot.frame.top), (x, plot.frame.bottom), pale);
            frame.canvas.line((x, plot.frame.top), (x, plot.frame.bottom), dark);
        }
        axes::name_marked(frame, plot, &self.y.name, name, (left, right));
    }

    fn draw_key(&self, frame: &mut Frame<'_>, plot: &Plot, cells: &Cells, left: f64) {
        let (top, bottom) = (plot.frame.top, plot.frame.bottom);
        let width = frame.sizes.text * 0.9;
        let steps = 60;
        let palette = frame.palette;
        frame.canvas.group("cells", |canvas| {
            for step in 0..steps {
                let part = |at: i32| bottom - (bottom - top) * f64::from(at) / f64::from(steps);
                let level = cells.low + (cells.high - cells.low) * (f64::from(step) + 0.5) / f64::from(steps);
                let lower = if step == 0 { part(step) } else { part(step) + 0.5 };
                let colour = colour_of(&palette, cells, level);
                canvas.tiles(&[Area::new(left, part(step + 1), left + width, lower)], colour);
            }
        });
        let style = frame.muted();
        let mut free = f64::INFINITY;
        for level in key_ticks(cells, 9) {
            let y = bottom - (bottom - top) * (level - cells.low) / (cells.high - cells.low);
            frame.canvas.line(
                (left + width, y),
                (left + width + 3.5, y),
                Stroke::new(frame.palette.axis, 1.0),
            );
            if y < free {
                let text = self.show(frame, level);
                frame.canvas.text_at_middle(&text, left + width + frame.sizes.text * 0.5, y, &style);
                free = y - frame.sizes.text - 3.5;
            }
        }
        let name = self.key_name(frame, frame.right - left).into_owned();
        frame.canvas.text(&name, left, top - frame.sizes.text * (1.75 - super::font::CAP), &style);
    }
}

/// Indices of the finite values, smallest first, each value once.
fn order(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> =
        (0..values.len()).filter(|at| values.get(*at).is_some_and(|v| v.is_finite())).collect();
    let value = |at: &usize| values.get(*at).copied().unwrap_or_default();
    order.sort_by(|a, b| value(a).total_cmp(&value(b)));
    order.dedup_by(|a, b| value(a) == value(b));
    order
}

/// Where a grid of cells begins and ends: half a cell beyond its first and last value, but not below zero where no
/// value is.
fn edges(values: &[f64]) -> (f64, f64) {
    let (first, last) = match values {
        [] => (0.0, 1.0),
        [only] => (only - 0.5 * only.abs().max(1.0), only + 0.5 * only.abs().max(1.0)),
        _ => edges_of_line(values),
    };
    let is_negative = values.iter().any(|value| *value < 0.0);
    (if is_negative { first } else { first.max(0.0) }, last)
}

/// Where each cell begins, and where the last ends.
fn borders(values: &[f64]) -> Vec<f64> {
    let (first, last) = edges(values);
    let between = values.windows(2).map(|pair| pair.iter().sum::<f64>() / 2.0);
    std::iter::once(first).chain(between).chain(std::iter::once(last)).collect()
}

/// The grid with its outermost cells drawn on to the border, so that contours end there and not half a
/// cell before it.
fn widened(cells: &Cells) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let width = cells.xs.len().max(1);
    let rows: Vec<Vec<f64>> = cells.doublings.chunks(width).map(|row| stretched(row, &cells.xs)).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let column = |at: usize| {
        stretched(&rows.iter().filter_map(|row| row.get(at)).copied().collect::<Vec<f64>>(), &cells.ys)
    };
    let columns: Vec<Vec<f64>> = (0..columns).map(column).collect();
    let height = columns.first().map_or(0, Vec::len);
    let values =
        (0..height).flat_map(|row| columns.iter().filter_map(move |column| column.get(row)).copied());
    (reaching(&cells.xs), reaching(&cells.ys), values.collect())
}

/// Values drawn on to the edges of their places, in the direction of the first and the last step.
fn stretched(values: &[f64], places: &[f64]) -> Vec<f64> {
    let ((first, last), (from, _)) = (edges_of_line(values), edges(places));
    let first = match (values, places) {
        ([a, b, ..], [x, y, ..]) if y > x => a - (b - a) * (x - from) / (y - x),
        _ => first,
    };
    std::iter::once(first).chain(values.iter().copied()).chain(std::iter::once(last)).collect()
}

fn reaching(places: &[f64]) -> Vec<f64> {
    let (first, last) = edges(places);
    std::iter::once(first).chain(places.iter().copied()).chain(std::iter::once(last)).collect()
}

fn edges_of_line(values: &[f64]) -> (f64, f64) {
    match values {
        [] => (f64::NAN, f64::NAN),
        [only] => (*only, *only),
        [first, .., last] => {
            let second = values.get(1).unwrap_or(last);
            let before = values.get(values.len() - 2).unwrap_or(first);
            (first - (second - first) / 2.0, last + (last - before) / 2.0)
        }
    }
}

/// Levels on the key, in doublings, at most `most`: always the middle, then its 2, 5, 10 ... -fold and its half,
/// fifth, tenth ...; only powers of ten where these are too many.
fn key_ticks(cells: &Cells, most: usize) -> Vec<f64> {
    let levels = |steps: &[f64]| -> Vec<f64> {
        let decades = (-4..=4).map(|power| libm::pow(10.0, f64::from(power)));
        let levels = decades.flat_map(|decade| steps.iter().map(move |step| libm::log2(step * decade)));
        levels.filter(|level| (cells.low..=cells.high).contains(level)).collect()
    };
    [&[1.0, 2.0, 5.0][..], &[1.0, 3.0]]
        .into_iter()
        .map(levels)
        .find(|levels| levels.len() <= most)
        .unwrap_or_else(|| levels(&[1.0]))
}

fn colour_of(palette: &Palette, cells: &Cells, doublings: f64) -> Colour {
    palette.heat(doublings / cells.high.max(-cells.low))
}

/// Cells by colour; each reaches half a unit into its neighbours.
fn draw_cells(frame: &mut Frame<'_>, plot: &Plot, cells: &Cells) {
    let (across, upwards) = (borders(&cells.xs), borders(&cells.ys));
    let mut tiles: BTreeMap<Colour, Vec<Area>> = BTreeMap::new();
    let columns = cells.xs.len().max(1);
    for (at, doublings) in cells.doublings.iter().enumerate().filter(|(_, d)| !d.is_nan()) {
        let (row, column) = (at / columns, at % columns);
        let ends = |borders: &[f64], index: usize| Some((*borders.get(index)?, *borders.get(index + 1)?));
        let (Some((left, right)), Some((low, high))) = (ends(&across, column), ends(&upwards, row)) else {
            continue;
        };
        let overlap = |place: f64, end: f64| (place + 0.5).min(end);
        let area = Area::new(
            plot.across_within(left),
            plot.down(high).max(plot.frame.top),
            overlap(plot.across_within(right), plot.frame.right),
            overlap(plot.down(low), plot.frame.bottom),
        );
        let level = (doublings * 12.0).round() / 12.0;
        tiles.entry(colour_of(&frame.palette, cells, level)).or_default().push(area);
    }
    frame.canvas.group("cells", |canvas| {
        for (colour, areas) in tiles {
            canvas.tiles(&areas, colour);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_meet_half_way_and_end_half_a_cell_out() {
        assert_eq!(borders(&[1.0, 2.0, 4.0]), [0.5, 1.5, 3.0, 5.0]);
        assert_eq!(borders(&[2.0]), [1.0, 3.0]);
        assert_eq!(order(&[3.0, f64::NAN, 1.0, 3.0]), [2, 0]);
    }

    #[test]
    fn colours_end_and_values_do_not() {
        let values = vec![0.0, 0.0005, 0.001, 4096.0, f64::INFINITY, f64::NAN];
        let heat =
            Heat { xs: vec![1.0, 2.0, 3.0], ys: vec![1.0, 2.0], values, middle: 1.0, ..Heat::default() };
        let page = Page::page();
        let cells = heat.cells(&mut Frame::open(&page, &heat.words)).unwrap();
        let low = libm::log2(0.0005);
        assert_eq!(cells.doublings[..5], [low, low, libm::log2(0.001), 12.0, 12.0]);
        assert!(cells.doublings[5].is_nan());
        assert_eq!((cells.low, cells.high), (-11.0, 11.0));
    }

    #[test]
    fn the_key_names_the_middle() {
        let cells = Cells { xs: vec![], ys: vec![], doublings: vec![], low: -5.0, high: 3.0 };
        let parts = |most| key_ticks(&cells, most).into_iter().map(libm::exp2).collect::<Vec<f64>>();
        let near = |found: Vec<f64>, expected: &[f64]| {
            assert_eq!(found.len(), expected.len(), "{found:?}");
            assert!(found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
        };
        near(parts(9), &[0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0]);
        near(parts(6), &[0.1, 0.3, 1.0, 3.0]);
        near(parts(3), &[0.1, 1.0]);
        assert!(key_ticks(&cells, 3).contains(&0.0));
    }
}
