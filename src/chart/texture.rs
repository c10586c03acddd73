//! How an area is filled so that it is known without its colour: plain, pale with an outline, hatched.

use super::canvas::{Canvas, Piece, Stroke};
use super::theme::Colour;

/// Which way the lines of a hatching run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slant {
    Rising,
    Falling,
    Level,
}

/// The fill of an area.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Texture {
    pub fill: Colour,
    /// What carries the contrast where the fill is pale: the outline and the hatching.
    pub edge: Option<Colour>,
    pub hatch: Option<Slant>,
}

/// From left to right: a place, the upper and the lower edge there, in user units.
pub(super) type Strip = Vec<(f64, f64, f64)>;

/// User units between the lines of a hatching.
const STEP: f64 = 4.5;

/// Lower than this is no area: its outline would be a line where there is nothing.
const NO_HEIGHT: f64 = 0.05;

impl Texture {
    /// An area of one colour.
    pub fn plain(fill: Colour) -> Self {
        Self { fill, edge: None, hatch: None }
    }

    /// The colour that can be seen against the paper.
    pub fn mark(self) -> Colour {
        self.edge.unwrap_or(self.fill)
    }

    /// Fills the parts of a strip that have a height.
    pub fn fill(self, canvas: &mut Canvas, strip: &[(f64, f64, f64)]) {
        for part in parts(strip) {
            let upper = part.iter().map(|(x, top, _)| (*x, *top));
            let lower = part.iter().rev().map(|(x, _, bottom)| (*x, *bottom));
            let corners: Vec<_> = upper.chain(lower).collect();
            match self.edge {
                Some(edge) => canvas.outline(&corners, self.fill, Stroke::new(edge, 1.0)),
                None => canvas.polygon(&corners, self.fill),
            }
            if let Some(slant) = self.hatch {
                canvas.strokes(&hatching(part, slant), Stroke::new(self.mark(), 1.0));
            }
        }
    }
}

/// The strip without the places where it has no height.
fn parts(strip: &[(f64, f64, f64)]) -> impl Iterator<Item = &[(f64, f64, f64)]> {
    let high = |(_, top, bottom): &(f64, f64, f64)| bottom - top > NO_HEIGHT;
    let mut ranges: Vec<std::ops::Range<usize>> = Vec::new();
    for (index, pair) in strip.windows(2).enumerate() {
        if !pair.iter().any(high) {
            continue;
        }
        match ranges.last_mut() {
            Some(range) if range.end == index + 1 => range.end = index + 2,
            _ => ranges.push(index..index + 2),
        }
    }
    ranges.into_iter().filter_map(|range| strip.get(range))
}

/// Parallel lines cut at the edges of a strip.
///
/// No pattern and no clip path: both need names, and names meet in a page with two figures.
fn hatching(strip: &[(f64, f64, f64)], slant: Slant) -> Vec<Piece> {
    let rise = match slant {
        Slant::Rising => -1.0,
        Slant::Falling => 1.0,
        Slant::Level => 0.0,
    };
    let ends = strip.iter().flat_map(|(x, top, bottom)| [top - rise * x, bottom - rise * x]);
    let (low, high) = ends.fold((f64::INFINITY, f64::NEG_INFINITY), |(a, b), c| (a.min(c), b.max(c)));
    let mut pieces = Vec::new();
    let mut start = (low / STEP).ceil() * STEP;
    while start < high {
        pieces.extend(within(strip, rise, start));
        start += STEP;
    }
    pieces
}

/// The pieces of the line `y = start + rise * x` that lie in the strip.
fn within(strip: &[(f64, f64, f64)], rise: f64, start: f64) -> Vec<Piece> {
    let mut pieces: Vec<Piece> = Vec::new();
    for pair in strip.windows(2) {
        let [(x0, top0, bottom0), (x1, top1, bottom1)] = pair else { continue };
        let line = |x: f64| start + rise * x;
        let (mut from, mut to) = (0.0_f64, 1.0_f64);
        // Below the upper edge and above the lower one: both are straight here.
        for (a, b) in [(line(*x0) - top0, line(*x1) - top1), (bottom0 - line(*x0), bottom1 - line(*x1))] {
            match (a >= 0.0, b >= 0.0) {
                (true, true) => {}
                (true, false) => to = to.min(a / (a - b)),
                (false, true) => from = from.max(a / (a - b)),
                (false, false) => to = -1.0,
            }
        }
        if from >= to || x1 <= x0 {
            continue;
        }
        let at = |part: f64| (x0 + part * (x1 - x0), line(x0 + part * (x1 - x0)));
        let (from, to) = (at(from), at(to));
        match pieces.last_mut() {
            Some((_, end)) if (end.0 - from.0).abs() < 1e-6 => *end = to,
            _ => pieces.push((from, to)),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn hatching_of_a_square_is_cut_at_its_sides() {
        let square = [(0.0, 0.0, 9.0), (9.0, 0.0, 9.0)];
        assert_eq!(
            hatching(&square, Slant::Rising),
            [((0.0, 4.5), (4.5, 0.0)), ((0.0, 9.0), (9.0, 0.0)), ((4.5, 9.0), (9.0, 4.5))]
        );
        assert_eq!(hatching(&square, Slant::Level), [((0.0, 0.0), (9.0, 0.0)), ((0.0, 4.5), (9.0, 4.5))]);
    }

    #[test]
    fn what_has_no_height_is_left_out() {
        let strip = [(0.0, 5.0, 5.0), (1.0, 5.0, 5.0), (2.0, 3.0, 5.0), (3.0, 5.0, 5.0), (4.0, 5.0, 5.0)];
        let kept: Vec<_> = parts(&strip).collect();
        assert_eq!(kept, [&strip[1..4]]);
    }

    proptest! {
        #[test]
        fn hatching_stays_within_any_strip(heights in prop::collection::vec((0.0_f64..80.0, 0.0_f64..60.0), 2..9)) {
            let strip: Strip =
                heights.iter().enumerate().map(|(i, (top, h))| (i as f64 * 13.0, *top, top + h)).collect();
            for slant in [Slant::Rising, Slant::Falling, Slant::Level] {
                for (a, b) in hatching(&strip, slant) {
                    for (x, y) in [a, b, (f64::midpoint(a.0, b.0), f64::midpoint(a.1, b.1))] {
                        let piece = strip.windows(2).find(|p| p[0].0 - 1e-6 <= x && x <= p[1].0 + 1e-6).unwrap();
                        let part = (x - piece[0].0) / (piece[1].0 - piece[0].0);
                        let top = piece[0].1 + part * (piece[1].1 - piece[0].1);
                        let bottom = piece[0].2 + part * (piece[1].2 - piece[0].2);
                        prop_assert!(y >= top - 1e-6 && y <= bottom + 1e-6, "{x} {y} {top} {bottom}");
                    }
                }
            }
        }
    }
}
