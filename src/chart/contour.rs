//! Lines of equal value through a grid, and where to put their labels.

use std::collections::BTreeMap;

use super::canvas::Area;

/// A grid of values at places in user units: columns from left to right, rows as given.
pub(super) struct Grid<'g> {
    pub xs: &'g [f64],
    pub ys: &'g [f64],
    /// Row by row.
    pub values: &'g [f64],
    /// How far on the way from one value to the next (0 to 1) a level lies between them.
    pub part: fn(level: f64, from: f64, to: f64) -> f64,
}

/// The side of a cell: column, row, and whether it runs down.
type Edge = (usize, usize, bool);

impl Grid<'_> {
    fn value(&self, column: usize, row: usize) -> f64 {
        self.values.get(row * self.xs.len() + column).copied().unwrap_or(f64::NAN)
    }

    /// The lines along which the grid has the value `level` (marching squares, saddle cells decided by
    /// their mean; Lorensen and Cline, DOI 10.1145/37402.37422, in two dimensions).
    pub fn contours(&self, level: f64) -> Vec<Vec<(f64, f64)>> {
        let mut joints: BTreeMap<Edge, Vec<Edge>> = BTreeMap::new();
        for row in 0..self.ys.len().saturating_sub(1) {
            for column in 0..self.xs.len().saturating_sub(1) {
                for (from, to) in self.segments(column, row, level) {
                    joints.entry(from).or_default().push(to);
                    joints.entry(to).or_default().push(from);
                }
            }
        }
        let chains = chains(joints);
        chains
            .iter()
            .map(|chain| chain.iter().filter_map(|edge| self.crossing(*edge, level)).collect())
            .collect()
    }

    fn segments(&self, column: usize, row: usize, level: f64) -> Vec<(Edge, Edge)> {
        let corners = [(0, 0), (1, 0), (1, 1), (0, 1)].map(|(dx, dy)| self.value(column + dx, row + dy));
        if corners.iter().any(|corner| corner.is_nan()) {
            return Vec::new();
        }
        let (top, right) = ((column, row, false), (column + 1, row, true));
        let (bottom, left) = ((column, row + 1, false), (column, row, true));
        let above = corners.map(|corner| corner >= level);
        let centre = corners.iter().sum::<f64>() / 4.0 >= level;
        match above {
            [a, b, c, d] if a == b && b == c && c == d => Vec::new(),
            [a, b, c, d] if a == c && b == d => {
                if a == centre {
                    vec![(top, right), (left, bottom)]
                } else {
                    vec![(top, left), (right, bottom)]
                }
            }
            [a, b, c, d] if a == b && c == d => vec![(left, right)],
            [a, b, c, d] if a == d && b == c => vec![(top, bottom)],
            [a, b, c, d] if b == c && c == d && a != b => vec![(left, top)],
            [a, b, c, d] if a == c && c == d && b != a => vec![(top, right)],
            [a, b, _, d] if a == b && b == d => vec![(right, bottom)],
            _ => vec![(left, bottom)],
        }
    }

    fn crossing(&self, (column, row, downward): Edge, level: f64) -> Option<(f64, f64)> {
        let (next_column, next_row) = if downward { (column, row + 1) } else { (column + 1, row) };
        let (from, to) = (self.value(column, row), self.value(next_column, next_row));
        let part = (self.part)(level, from, to);
        let part = if part.is_nan() { 0.5 } else { part.clamp(0.0, 1.0) };
        let between = |places: &[f64], a: usize, b: usize| {
            Some(places.get(a)? + (places.get(b)? - places.get(a)?) * part)
        };
        Some((between(self.xs, column, next_column)?, between(self.ys, row, next_row)?))
    }
}

/// Follows the joints from edge to edge: first the lines that end at the border, then the closed ones.
fn chains(mut joints: BTreeMap<Edge, Vec<Edge>>) -> Vec<Vec<Edge>> {
    let mut chains = Vec::new();
    let ends: Vec<Edge> = joints.iter().filter(|(_, next)| next.len() == 1).map(|(edge, _)| *edge).collect();
    let all: Vec<Edge> = joints.keys().copied().collect();
    for start in ends.into_iter().chain(all) {
        let mut chain = vec![start];
        let mut here = start;
        while let Some(next) = joints.get_mut(&here).and_then(Vec::pop) {
            if let Some(back) = joints.get_mut(&next)
                && let Some(at) = back.iter().position(|edge| *edge == here)
            {
                back.swap_remove(at);
            }
            chain.push(next);
            here = next;
        }
        if chain.len() > 1 {
            chains.push(chain);
        }
    }
    chains
}

/// The best place for a label of this size on one of the lines: where the line is straight, far from the
/// border and from what is already there. None where every place meets something.
pub(super) fn label_place(
    lines: &[Vec<(f64, f64)>],
    size: (f64, f64),
    frame: &Area,
    taken: &[Area],
    others: &[Vec<(f64, f64)>],
) -> Option<(f64, f64)> {
    let mut best: Option<(f64, (f64, f64))> = None;
    for line in lines {
        for (place, turn) in candidates(line, size.0) {
            let area = Area::new(
                place.0 - size.0 / 2.0,
                place.1 - size.1 / 2.0,
                place.0 + size.0 / 2.0,
                place.1 + size.1 / 2.0,
            );
            let edge = border_distance(&area, frame);
            if edge < 4.0 || taken.iter().any(|other| other.meets(&area, 6.0)) {
                continue;
            }
            let near =
                others.iter().flatten().filter(|(x, y)| Area::new(*x, *y, *x, *y).meets(&area, 3.0)).count();
            let cost = turn + 8.0 / edge.min(40.0) + near as f64 * 2.0;
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, place));
            }
        }
    }
    best.map(|(_, place)| place)
}

fn border_distance(area: &Area, frame: &Area) -> f64 {
    let sides =
        [area.left - frame.left, frame.right - area.right, area.top - frame.top, frame.bottom - area.bottom];
    sides.into_iter().fold(f64::INFINITY, f64::min)
}

/// Points along a line, each with how much the line turns within a label's width around it.
fn candidates(line: &[(f64, f64)], width: f64) -> Vec<((f64, f64), f64)> {
    let even = evenly(line, (width / 4.0).max(3.0));
    let turn = |index: usize| {
        let from = index.saturating_sub(2);
        let window = even.get(from..(index + 3).min(even.len())).unwrap_or_default();
        let angle = |pair: &[(f64, f64)]| match pair {
            [a, b] => libm::atan2(b.1 - a.1, b.0 - a.0),
            _ => 0.0,
        };
        let angles: Vec<f64> = window.windows(2).map(angle).collect();
        let turned = |pair: &[f64]| match pair {
            [a, b] => {
                let difference = (b - a).abs();
                difference.min(std::f64::consts::TAU - difference)
            }
            _ => 0.0,
        };
        angles.windows(2).map(turned).sum::<f64>() * 4.0
    };
    let inner = 2..even.len().saturating_sub(2);
    inner.filter_map(|index| even.get(index).map(|place| (*place, turn(index)))).collect()
}

/// The line again, with a point every `step` along it.
fn evenly(line: &[(f64, f64)], step: f64) -> Vec<(f64, f64)> {
    let mut even: Vec<(f64, f64)> = line.first().copied().into_iter().collect();
    let mut left = step;
    for pair in line.windows(2) {
        let [from, to] = pair else { continue };
        let length = libm::hypot(to.0 - from.0, to.1 - from.1);
        let mut done = left;
        while done <= length && length > 0.0 {
            let part = done / length;
            even.push((from.0 + (to.0 - from.0) * part, from.1 + (to.1 - from.1) * part));
            done += step;
        }
        left = done - length;
    }
    even
}

#[cfg(test)]
mod tests {
    use super::*;

    fn even(level: f64, from: f64, to: f64) -> f64 {
        (level - from) / (to - from)
    }

    fn grid_of(f: impl Fn(f64, f64) -> f64) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
        let places: Vec<f64> = (0..=20).map(f64::from).collect();
        let values =
            places.iter().flat_map(|y| places.iter().map(|x| f(*x, *y)).collect::<Vec<_>>()).collect();
        (places.clone(), places, values)
    }

    #[test]
    fn a_plane_has_one_straight_contour() {
        let (xs, ys, values) = grid_of(|x, y| x + y);
        let lines = Grid { xs: &xs, ys: &ys, values: &values, part: even }.contours(15.5);
        assert_eq!(lines.len(), 1);
        assert!(lines[0].iter().all(|(x, y)| (x + y - 15.5).abs() < 1e-9));
    }

    #[test]
    fn a_hill_has_one_closed_contour() {
        let (xs, ys, values) = grid_of(|x, y| -((x - 10.0).powi(2) + (y - 10.0).powi(2)));
        let lines = Grid { xs: &xs, ys: &ys, values: &values, part: even }.contours(-30.5);
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].first(), lines[0].last());
        assert!(lines[0].iter().all(|(x, y)| ((x - 10.0).hypot(y - 10.0) - 30.5_f64.sqrt()).abs() < 0.1));
    }

    #[test]
    fn a_label_stands_where_the_line_is_straight() {
        let mut line: Vec<(f64, f64)> = (0..=50).map(|x| (f64::from(x), 50.0)).collect();
        line.extend((0..40).map(|step| (50.0 + f64::from(step % 2) * 6.0, 50.0 + f64::from(step))));
        let place = label_place(&[line], (20.0, 8.0), &Area::new(-20.0, 0.0, 120.0, 120.0), &[], &[]);
        assert!(place.is_some_and(|(x, y)| x < 45.0 && (y - 50.0).abs() < 1e-9), "{place:?}");
    }

    #[test]
    fn holes_have_no_contour() {
        let (xs, ys, _) = grid_of(|_, _| 0.0);
        let values = vec![f64::NAN; xs.len() * ys.len()];
        assert!(Grid { xs: &xs, ys: &ys, values: &values, part: even }.contours(0.5).is_empty());
    }
}
