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
    /// Where the picture begins and ends: at the first and the last value, so that it shows nothing beyond them; the
    /// outermost cells are half as wide as the others. One value alone has room to both sides.
    pub fn edges(&self) -> (f64, f64) {
        match self.places.as_slice() {
            [] => (0.0, 1.0),
            [only] => {
                let reach = 0.5 * only.abs().max(1.0);
                (only - reach, (only + reach).min(self.most.unwrap_or(f64::INFINITY)))
            }
            [first, .., last] => (*first, *last),
        }
    }

    /// Where each cell begins, and where the last ends.
    pub fn borders(&self) -> Vec<f64> {
        let (first, last) = self.edges();
        let between = self.places.windows(2).map(|pair| pair.iter().sum::<f64>() / 2.0);
        std::iter::once(first).chain(between).chain(std::iter::once(last)).collect()
    }

    /// Where its values lie, for contours: one value alone is the same from edge to edge.
    fn reaching(&self) -> Vec<f64> {
        match self.places.as_slice() {
            [_] => <[f64; 2]>::from(self.edges()).to_vec(),
            places => places.to_vec(),
        }
    }

    /// How often its values are repeated so that there is one for each place of [`Side::reaching`].
    fn times(&self) -> usize {
        if self.places.len() == 1 { 2 } else { 1 }
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

/// The grid for contours: places across, places upwards, and a value for each pair.
pub(super) fn grid(cells: &Cells) -> (Vec<f64>, Vec<f64>, Vec<f64>) {
    let (across, upwards) = (&cells.across, &cells.upwards);
    let twice = |value: &f64| std::iter::repeat_n(*value, across.times());
    let rows = cells.values.chunks(across.places.len().max(1));
    let rows = rows.map(|row| row.iter().flat_map(twice).collect::<Vec<f64>>());
    let values = rows.flat_map(|row| std::iter::repeat_n(row, upwards.times()).flatten());
    (across.reaching(), upwards.reaching(), values.collect())
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
