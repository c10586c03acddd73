//! Layers put on top of each other: at which places, and how high each reaches there.

use super::stages::StageLayer;

/// More places than this, over all layers, are drawn as the highest of each group of neighbours.
const MOST_PLACES: usize = 2400;

/// Heights above this are brought to it, so that their sum is a number.
const MOST: f64 = 1e295;

/// Heights below this are none: the axis knows no smaller ones.
const LEAST: f64 = 1e-280;

/// Layers at the places that all of them know.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Stack {
    pub places: Vec<f64>,
    /// For each layer from the lowest: its height at each place.
    pub heights: Vec<Vec<f64>>,
    /// Places where a layer has no number: their total is unknown.
    pub left_out: usize,
    /// Heights below 0, drawn as 0.
    pub negative: usize,
}

impl Stack {
    /// The layers at every place that one of them names. A layer runs straight between its points, and is 0
    /// before the first and after the last.
    pub fn of(layers: &[StageLayer]) -> Self {
        let points = || layers.iter().flat_map(|layer| layer.points.iter()).filter(|(x, _)| x.is_finite());
        let unknown = sorted(points().filter(|(_, y)| !y.is_finite()).map(|(x, _)| *x));
        let known = |x: &f64| unknown.binary_search_by(|u| u.total_cmp(x)).is_err();
        let mut places = sorted(points().map(|(x, _)| *x));
        places.retain(known);
        let heights = layers.iter().map(|layer| heights(&layer.points, &places)).collect();
        let negative = points().filter(|(_, y)| y.is_finite() && *y < 0.0).count();
        Self { places, heights, left_out: unknown.len(), negative }.thinned()
    }

    /// Height of all layers together at a place, counted from 0.
    pub fn total(&self, place: usize) -> f64 {
        self.heights.iter().filter_map(|layer| layer.get(place)).sum()
    }

    /// Height of the layers under one, at a place.
    pub fn under(&self, layer: usize, place: usize) -> f64 {
        self.heights.iter().take(layer).filter_map(|layer| layer.get(place)).sum()
    }

    /// Place and total at every place.
    pub fn totals(&self) -> Vec<(f64, f64)> {
        self.places.iter().enumerate().map(|(index, x)| (*x, self.total(index))).collect()
    }

    /// The height of a layer at the last place, and its greatest.
    pub fn last_and_most(&self, layer: usize) -> (f64, f64) {
        let heights = self.heights.get(layer).map(Vec::as_slice).unwrap_or_default();
        (heights.last().copied().unwrap_or(0.0), heights.iter().copied().fold(0.0, f64::max))
    }

    fn thinned(self) -> Self {
        let count = self.places.len();
        let most = (MOST_PLACES / self.heights.len().max(1)).clamp(100, 600);
        if count <= most {
            return self;
        }
        let indexes: Vec<usize> = (0..count).collect();
        let highest = |part: &[usize]| {
            part.iter().copied().max_by(|a, b| self.total(*a).total_cmp(&self.total(*b))).unwrap_or(0)
        };
        let group = count.div_ceil(most);
        let mut kept: Vec<usize> = indexes.chunks(group).map(highest).chain([0, count - 1]).collect();
        kept.sort_unstable();
        kept.dedup();
        let pick = |from: &[f64]| kept.iter().filter_map(|index| from.get(*index).copied()).collect();
        let heights = self.heights.iter().map(|layer| pick(layer)).collect();
        Self { places: pick(&self.places), heights, ..self }
    }
}

fn sorted(places: impl Iterator<Item = f64>) -> Vec<f64> {
    // Adding 0 makes -0 the same place as 0.
    let mut places: Vec<f64> = places.map(|x| x + 0.0).collect();
    places.sort_by(f64::total_cmp);
    places.dedup();
    places
}

/// Heights of one layer at the places; of two points at one place the later counts.
fn heights(points: &[(f64, f64)], places: &[f64]) -> Vec<f64> {
    let mut known: Vec<(f64, f64)> = points
        .iter()
        .filter(|(x, y)| x.is_finite() && y.is_finite())
        .map(|(x, y)| (x + 0.0, if *y < LEAST { 0.0 } else { y.min(MOST) }))
        .collect();
    known.sort_by(|a, b| a.0.total_cmp(&b.0));
    places.iter().map(|x| height(&known, *x)).collect()
}

fn height(known: &[(f64, f64)], x: f64) -> f64 {
    let after = known.partition_point(|point| point.0 <= x);
    match (after.checked_sub(1).and_then(|index| known.get(index)), known.get(after)) {
        (Some((at, height)), _) if *at == x => *height,
        (Some((x0, y0)), Some((x1, y1))) => y0 + (y1 - y0) * ((x - x0) / (x1 - x0)),
        _ => 0.0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn layer(points: &[(f64, f64)]) -> StageLayer {
        StageLayer { points: points.to_vec(), ..StageLayer::default() }
    }

    #[test]
    fn layers_add_up_at_every_place() {
        let stack = Stack::of(&[layer(&[(0.0, 10.0), (4.0, 6.0)]), layer(&[(2.0, 1.0), (4.0, 3.0)])]);
        assert_eq!(stack.places, [0.0, 2.0, 4.0]);
        assert_eq!(stack.heights, [vec![10.0, 8.0, 6.0], vec![0.0, 1.0, 3.0]]);
        assert_eq!(stack.totals(), [(0.0, 10.0), (2.0, 9.0), (4.0, 9.0)]);
        assert_eq!((stack.under(1, 2), stack.last_and_most(0)), (6.0, (6.0, 10.0)));
    }

    #[test]
    fn a_total_with_an_unknown_part_is_left_out_and_counted() {
        let stack = Stack::of(&[layer(&[(0.0, 1.0), (1.0, f64::NAN)]), layer(&[(0.0, -2.0), (1.0, 5.0)])]);
        assert_eq!((stack.places.len(), stack.left_out, stack.negative), (1, 1, 1));
        assert_eq!(stack.total(0), 1.0);
    }

    #[test]
    fn many_places_keep_the_ends_and_the_peak() {
        let at = |i: i32| (f64::from(i), if i == 54_321 { 9.0 } else { 1.0 });
        let stack = Stack::of(&[layer(&(0..100_000).map(at).collect::<Vec<_>>())]);
        assert!(stack.places.len() <= 602);
        assert!(stack.totals().contains(&(54_321.0, 9.0)));
        assert_eq!((stack.places[0], *stack.places.last().unwrap()), (0.0, 99_999.0));
    }
}
