//! The cells of a two-way grid: where each begins and ends, and how their values lie on a scale of doublings.

/// Values sorted along both axes, on a scale of doublings from the middle.
pub(super) struct Cells {
    pub across: Side,
    pub upwards: Side,
    /// As multiples of the middle: where the contours are.
    pub values: Vec<f64>,
    /// What the colours are of.
    pub doublings: Vec<f64>,
    /// Ends of the key, in doublings.
    pub low: f64,
    pub high: f64,
}

/// The middles of the cells along one axis.
pub(super) struct Side {
    pub places: Vec<f64>,
    /// The most that a value there can be.
    pub most: Option<f64>,
}

/// Indices of the finite values, smallest first, each value once.
pub(super) fn order(values: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> =
        (0..values.len()).filter(|at| values.get(*at).is_some_and(|v| v.is_finite())).collect();
    let value = |at: &usize| values.get(*at).copied().unwrap_or_default();
    order.sort_by(|a, b| value(a).total_cmp(&value(b)));
    order.dedup_by(|a, b| value(a) == value(b));
    order
}

impl Side {
    /// Where the cells begin and end: half a cell beyond the first and the last value, but not below zero where no
    /// value is, nor past the most that a value can be.
    pub fn edges(&self) -> (f64, f64) {
        let (first, last) = match self.places.as_slice() {
            [] => (0.0, 1.0),
            [only] => (only - 0.5 * only.abs().max(1.0), only + 0.5 * only.abs().max(1.0)),
            [first, second, ..] => {
                let before = self.places.iter().rev().nth(1).unwrap_or(first);
                let last = self.places.last().unwrap_or(second);
                (first - (second - first) / 2.0, last + (last - before) / 2.0)
            }
        };
        let is_negative = self.places.iter().any(|value| *value < 0.0);
        let most = self.most.filter(|most| self.places.iter().all(|value| value <= most));
        (if is_negative { first } else { first.max(0.0) }, last.min(most.unwrap_or(f64::INFINITY)))
    }

    /// Where each cell begins, and where the last ends.
    pub fn borders(&self) -> Vec<f64> {
        let (first, last) = self.edges();
        let between = self.places.windows(2).map(|pair| pair.iter().sum::<f64>() / 2.0);
        std::iter::once(first).chain(between).chain(std::iter::once(last)).collect()
    }

    /// The middles of the cells, and where the first begins and the last ends.
    fn reaching(&self) -> Vec<f64> {
        let (first, last) = self.edges();
        std::iter::once(first).chain(self.places.iter().copied()).chain(std::iter::once(last)).collect()
    }

    /// Values drawn on to the edges of their places, in the direction of the first and the last step.
    fn stretched(&self, values: &[f64]) -> Vec<f64> {
        let (from, to) = self.edges();
        let known: Vec<(f64, f64)> = self.places.iter().copied().zip(values.iter().copied()).collect();
        let first = match known.as_slice() {
            [first, second, ..] => outwards(*first, *second, from),
            rest => rest.first().map_or(f64::NAN, |(_, only)| *only),
        };
        let last = match known.as_slice() {
            [.., second, last] => outwards(*last, *second, to),
            _ => first,
        };
        std::iter::once(first).chain(values.iter().copied()).chain(std::iter::once(last)).collect()
    }
}

/// The value at a place outside of the first, as the step from the second to the first goes on: in equal ratios
/// where both are above zero.
fn outwards((x, first): (f64, f64), (y, second): (f64, f64), place: f64) -> f64 {
    let steps = (place - x) / (y - x);
    match () {
        () if steps == 0.0 || first.is_infinite() || second.is_infinite() => first,
        () if first > 0.0 && second > 0.0 => first * libm::pow(second / first, steps),
        () => first + (second - first) * steps,
    }
}

/// How far from one value to the next a level above zero lies: by ratios, as the colours are; by differences where a
/// value is zero or less and so has no ratio; by the reciprocals where one is without limit.
pub(super) fn part_of_way(level: f64, from: f64, to: f64) -> f64 {
    let scale: fn(f64) -> f64 = match () {
        () if from <= 0.0 || to <= 0.0 => |value| value,
        () if from.is_infinite() || to.is_infinite() => f64::recip,
        () => libm::log,
    };
    (scale(level) - scale(from)) / (scale(to) - scale(from))
}

/// Multiples of the middle in doublings. No place on that scale is low enough for zero, nor high enough for what has
/// no limit: they are coloured as the lowest and the highest there is.
pub(super) fn doublings(multiples: &[f64]) -> Vec<f64> {
    let doubling = |value: &f64| if *value <= 0.0 { f64::NEG_INFINITY } else { libm::log2(*value) };
    let doublings: Vec<f64> = multiples.iter().map(doubling).collect();
    let (least, most) = super::super::scale::extent(doublings.iter().copied()).unwrap_or((-1.0, -1.0));
    doublings.into_iter().map(|doubling| doubling.clamp(least, most)).collect()
}

/// The grid with its outermost cells drawn on to the border, so that contours end there and not half a
/// cell before it.
pub(super) fn widened(cells: &Cells) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let width = cells.across.places.len().max(1);
    let rows: Vec<Vec<f64>> = cells.values.chunks(width).map(|row| cells.across.stretched(row)).collect();
    let columns = rows.first().map_or(0, Vec::len);
    let column = |at: usize| {
        cells.upwards.stretched(&rows.iter().filter_map(|row| row.get(at)).copied().collect::<Vec<f64>>())
    };
    let columns: Vec<Vec<f64>> = (0..columns).map(column).collect();
    let height = columns.first().map_or(0, Vec::len);
    let values =
        (0..height).flat_map(|row| columns.iter().filter_map(move |column| column.get(row)).copied());
    (cells.across.reaching(), cells.upwards.reaching(), values.collect())
}

/// Levels on the key, in doublings, at most `most`: always the middle, then its 2, 5, 10 ... -fold and its half,
/// fifth, tenth ...; only powers of ten where these are too many.
pub(super) fn key_ticks(cells: &Cells, most: usize) -> Vec<f64> {
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
