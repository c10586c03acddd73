//! Two-way what-if: a grid of cells whose colour changes side at 100%, with labelled contours.
//!
//! Cells, key and contours are drawn straight on the canvas: cells of one colour are one shape, and
//! overlap by half a unit so that no seams show, which plotters' rectangles cannot do.

mod cells;

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
use cells::{Cells, Side, doublings, grid, key_ticks, order, part_of_way};

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

/// The key's name takes several lines where it is wider than this part of the page.
const WIDEST_KEY: f64 = 0.22;
/// Lines of the key's name: as many as a name of 60 letters takes in a column.
const KEY_LINES: usize = 6;

/// Doublings to each side of the middle that the colours tell apart.
const MOST_DOUBLINGS: f64 = 10.0;

/// A level, in doublings, and the lines along which the grid has it.
type Contour = (f64, Vec<Vec<(f64, f64)>>);

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
        let width = self.xs.len();
        let multiple = |row: usize, column: usize| {
            self.values.get(row * width + column).copied().unwrap_or(f64::NAN) / self.middle()
        };
        let values: Vec<f64> = thin_rows
            .iter()
            .flat_map(|row| thin_columns.iter().map(|column| multiple(*row, *column)))
            .collect();
        let doublings = doublings(&values);
        let (low, high) = self.key_ends(&doublings)?;
        let side = |all: &[f64], kept: &[usize], axis: &Axis| Side {
            places: kept.iter().filter_map(|at| all.get(*at)).copied().collect(),
            most: axis.most,
        };
        let (across, upwards) = (side(&self.xs, &thin_columns, &self.x), side(&self.ys, &thin_rows, &self.y));
        Some(Cells { across, upwards, values, doublings, low, high })
    }

    /// The value that the colours are counted from.
    fn middle(&self) -> f64 {
        if self.middle > 0.0 { self.middle } else { 1.0 }
    }

    /// Whole doublings around what was found, one to each side of the middle at least; but not past the most that
    /// the outcome can be.
    fn key_ends(&self, doublings: &[f64]) -> Option<(f64, f64)> {
        let (low, high) = super::scale::extent(doublings.iter().copied())?;
        // The colours stop, the values do not: contours are where they belong.
        let (low, high) = (low.max(-MOST_DOUBLINGS), high.min(MOST_DOUBLINGS));
        let (low, high) = ((low - 1e-9).floor().min(-1.0), (high + 1e-9).ceil().max(1.0));
        let most = self.outcome.most.map_or(f64::INFINITY, |most| libm::log2(most / self.middle()));
        Some((low, if most > low { high.min(most) } else { high }))
    }

    fn panel(&self, frame: &mut Frame<'_>, cells: &Cells) -> (Plot, f64) {
        let labels = key_ticks(cells, 9).into_iter().map(|level| self.show(frame, level));
        let label = labels.map(|text| frame.width(&text)).fold(0.0, f64::max);
        let least = label + frame.sizes.text * 1.7;
        let name = self.key_name(frame, least.max(frame.page.width() * WIDEST_KEY));
        let key = name.iter().map(|line| frame.width(line)).fold(least, f64::max);
        // The axis' name beside the last line of the key's name, the others above.
        frame.top += frame.line() * (name.len().max(1) - 1) as f64;
        let height = frame.suitable_height(0.55);
        let right = key + frame.sizes.text * 1.6;
        let fit = axes::ticks_that_fit(frame, frame.right - frame.left - right - 60.0, "00,000");
        let ((left_edge, right_edge), (low_edge, high_edge)) = (cells.across.edges(), cells.upwards.edges());
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

    /// The outcome's name over the key, in lines of about this width.
    fn key_name(&self, frame: &Frame<'_>, width: f64) -> Vec<String> {
        wrap(&self.outcome.name, width, KEY_LINES, &frame.muted())
    }

    fn show(&self, frame: &Frame<'_>, doublings: f64) -> String {
        self.outcome.unit.show_ticks(&[self.middle() * libm::exp2(doublings)], frame.page.locale).join("")
    }

    fn draw_contours(&self, frame: &mut Frame<'_>, plot: &Plot, cells: &Cells) {
        let (xs, ys, values) = grid(cells);
        let xs: Vec<f64> = xs.iter().map(|x| plot.across_within(*x)).collect();
        let ys: Vec<f64> = ys.iter().map(|y| plot.down(*y)).collect();
        let grid = Grid { xs: &xs, ys: &ys, values: &values, part: part_of_way };
        let mut levels = key_ticks(cells, 9);
        levels.retain(|level| *level > cells.low + 1e-9 && *level < cells.high - 1e-9);
        let lines: Vec<Contour> =
            levels.iter().map(|level| (*level, grid.contours(libm::exp2(*level)))).collect();
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
        let (from, to) = (from.min(*to), to.max(*from));
        if plot.nothing_of(from, to) {
            return;
        }
        let (left, right) = (plot.across_within(from), plot.across_within(to));
        let (top, foot) = (plot.frame.top - 5.5, plot.frame.top - 1.5);
        let stroke = Stroke::new(frame.palette.ink, 1.2);
        frame.canvas.line((left, top), (right, top), stroke);
        // An end that lies beyond what is swept is open.
        for (x, _) in [(left, from), (right, to)].into_iter().filter(|(_, end)| plot.x.holds(*end)) {
            frame.canvas.line((x, top), (x, foot), stroke);
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
        let mut baseline = top - frame.sizes.text * (1.75 - super::font::CAP);
        for line in self.key_name(frame, frame.right - left + 0.01).iter().rev() {
            frame.canvas.text(line, left, baseline, &style);
            baseline -= frame.line();
        }
    }
}

fn colour_of(palette: &Palette, cells: &Cells, doublings: f64) -> Colour {
    palette.heat(doublings / cells.high.max(-cells.low))
}

/// Cells by colour; each reaches half a unit into its neighbours.
fn draw_cells(frame: &mut Frame<'_>, plot: &Plot, cells: &Cells) {
    let (across, upwards) = (cells.across.borders(), cells.upwards.borders());
    let mut tiles: BTreeMap<Colour, Vec<Area>> = BTreeMap::new();
    let columns = cells.across.places.len().max(1);
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

    fn side(places: &[f64]) -> Side {
        Side { places: places.to_vec(), most: None }
    }

    /// The grid as drawn, with each level's lines, of officers and of what each watches.
    fn lines_of(heat: &Heat) -> Vec<Contour> {
        let page = Page::page();
        let cells = heat.cells(&mut Frame::open(&page, &heat.words)).unwrap();
        let (xs, ys, values) = grid(&cells);
        let grid = Grid { xs: &xs, ys: &ys, values: &values, part: part_of_way };
        let levels = key_ticks(&cells, 9).into_iter();
        levels.map(|level| (level, grid.contours(libm::exp2(level)))).collect()
    }

    fn heat_of(xs: &[f64], ys: &[f64], value: impl Fn(f64, f64) -> f64) -> Heat {
        let values = ys.iter().flat_map(|y| xs.iter().map(|x| value(*x, *y)).collect::<Vec<f64>>()).collect();
        Heat { xs: xs.to_vec(), ys: ys.to_vec(), values, middle: 1.0, ..Heat::default() }
    }

    #[test]
    fn cells_meet_half_way_and_end_at_the_first_and_the_last_value() {
        assert_eq!(side(&[1.0, 2.0, 4.0]).borders(), [1.0, 1.5, 3.0, 4.0]);
        assert_eq!(side(&[2.0]).borders(), [1.0, 3.0]);
        let share = Side { places: vec![0.8], most: Some(1.0) };
        assert_eq!(share.borders().last(), Some(&1.0));
        assert_eq!(order(&[3.0, f64::NAN, 1.0, 3.0]), [2, 0]);
    }

    #[test]
    fn a_marked_part_is_open_where_it_goes_on_and_not_drawn_where_it_is_not() {
        let dashed_and_named = |from: f64, to: f64| {
            let heat = heat_of(&[1.0, 2.0, 3.0], &[1.0, 2.0], |x, y| x * y);
            let marked = Some((from, to, "as published".to_owned()));
            let svg = Heat { marked, ..heat }.draw(&Page::page()).svg();
            (svg.matches("stroke-dasharray").count(), svg.contains("as published"))
        };
        assert_eq!(dashed_and_named(1.5, 2.5), (2, true));
        assert_eq!(dashed_and_named(1.5, 60.0), (1, true));
        assert_eq!(dashed_and_named(0.0, 60.0), (0, true));
        assert_eq!(dashed_and_named(12.0, 60.0), (0, false));
    }

    /// x times y is known everywhere: each contour is a hyperbola, zero along both edges.
    #[test]
    fn contours_beside_zero_lie_where_the_values_are() {
        let steps: Vec<f64> = (0..=10).map(f64::from).collect();
        let lines = lines_of(&heat_of(&steps, &steps, |x, y| x * y / 20.0));
        let mut seen = 0;
        for (level, chains) in &lines {
            for (x, y) in chains.iter().flatten() {
                // By ratios a level lies at most a tenth of a cell off a straight line's place.
                let k = 20.0 * libm::exp2(*level);
                let off = ((x - k / y).abs()).min((y - k / x).abs());
                assert!(off < 0.1, "{} at {x}, {y}: {off}", libm::exp2(*level));
                seen += 1;
            }
        }
        assert!(seen > 50, "{seen}");
        let lowest = lines.iter().min_by(|a, b| a.0.total_cmp(&b.0)).unwrap();
        assert!((libm::exp2(lowest.0) - 0.05).abs() < 1e-12, "{}", libm::exp2(lowest.0));
        // Half way from nothing to 0.1 in the second row.
        assert!(
            lowest.1.iter().flatten().any(|(x, y)| (x - 0.5).abs() < 1e-9 && *y == 2.0),
            "{:?}",
            lowest.1
        );
    }

    /// Coverage with no officers per subject has no limit; its contours do.
    #[test]
    fn contours_beside_no_limit_lie_where_the_values_are() {
        let lines = lines_of(&heat_of(&[0.0, 4.0, 8.0], &[1.0, 2.0], |x, y| y / x));
        let double = lines.iter().find(|(level, _)| (level - 1.0).abs() < 1e-9).unwrap();
        assert!(double.1.iter().flatten().any(|(x, y)| (x - 0.5).abs() < 1e-9 && *y == 1.0), "{double:?}");
    }

    #[test]
    fn the_key_of_a_chance_ends_at_all() {
        let ends = |most: Option<f64>, middle: f64, values: &[f64]| {
            let outcome = Axis { most, ..Axis::default() };
            Heat { outcome, middle, ..Heat::default() }.key_ends(&doublings(values)).unwrap()
        };
        assert_eq!(ends(None, 0.5, &[0.5, 1.9]), (-2.0, 1.0));
        assert_eq!(ends(Some(1.0), 1.0, &[0.5, 0.9]), (-2.0, 0.0));
        assert_eq!(ends(Some(1.0), 0.5, &[0.5, 1.0]), (-2.0, 1.0));
        assert!((ends(Some(1.0), 0.8, &[0.5, 1.0]).1 - libm::log2(1.25)).abs() < 1e-12);
    }

    #[test]
    fn the_name_of_the_key_is_whole() {
        let name = "Chance that at least one attacker is watched";
        let heat = Heat { outcome: Axis::new(name, crate::unit::Unit::share()), ..Heat::default() };
        for page in [Page::page(), Page::column(), Page::slide()] {
            let frame = Frame::open(&page, &heat.words);
            let lines = heat.key_name(&frame, page.width() * WIDEST_KEY);
            assert!(lines.len() > 1 && lines.join(" ") == name, "{lines:?}");
        }
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
        let (across, upwards, values, doublings) = (side(&[]), side(&[]), vec![], vec![]);
        let cells = Cells { across, upwards, values, doublings, low: -5.0, high: 3.0 };
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
