//! Draws counted into bins, as plain data for a figure.

/// How many draws fall into each of a row of equal bins.
#[derive(Debug, Clone, PartialEq)]
pub struct Histogram {
    /// Where the first bin begins.
    pub low: f64,
    /// Where the last bin ends.
    pub high: f64,
    /// The draws in each bin; a bin holds its lower edge, the last one its upper edge too.
    pub counts: Vec<u64>,
    /// The draws below the first bin.
    pub below: u64,
    /// The draws above the last bin.
    pub above: u64,
}

impl Histogram {
    /// Counts `draws` into `bins` equal bins from `low` to `high`.
    ///
    /// Where `low` and `high` are one number there is one bin, of no width, that holds it. Not finite ends or
    /// no bins: an empty histogram.
    ///
    /// ```
    /// use stakeout::analysis::Histogram;
    ///
    /// let histogram = Histogram::of([1.0, 1.5, 2.0, 3.0, 9.0], 1.0, 3.0, 2);
    /// assert_eq!((histogram.counts, histogram.above), (vec![2, 2], 1));
    /// ```
    pub fn of(draws: impl IntoIterator<Item = f64>, low: f64, high: f64, bins: usize) -> Self {
        let bins = if low == high { bins.min(1) } else { bins };
        let usable = low.is_finite() && high.is_finite() && low <= high;
        let mut counts = vec![0; if usable { bins } else { 0 }];
        let (mut below, mut above) = (0, 0);
        for draw in draws {
            let place = (draw - low) / (high - low) * counts.len() as f64;
            let last = counts.len().saturating_sub(1);
            if draw < low {
                below += 1;
            } else if draw > high {
                above += 1;
            } else if let Some(count) = counts.get_mut((place as usize).min(last)) {
                *count += 1;
            }
        }
        Self { low, high, counts, below, above }
    }

    /// The edges of the bins: one more than there are bins.
    pub fn edges(&self) -> Vec<f64> {
        let bins = self.counts.len();
        let edge = |at: usize| self.low + (self.high - self.low) * (at as f64 / bins.max(1) as f64);
        (0..=bins).map(|at| if at == bins { self.high } else { edge(at) }).collect()
    }

    /// The share of all draws below each edge; as many as there are edges.
    pub fn cumulative(&self) -> Vec<f64> {
        let total = self.below + self.above + self.counts.iter().sum::<u64>();
        let mut sum = self.below;
        let mut shares = vec![sum as f64 / total.max(1) as f64];
        for count in &self.counts {
            sum += count;
            shares.push(sum as f64 / total.max(1) as f64);
        }
        shares
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_constant_is_one_bin() {
        let histogram = Histogram::of([2.0; 5], 2.0, 2.0, 40);
        assert_eq!((histogram.counts.clone(), histogram.edges()), (vec![5], vec![2.0, 2.0]));
        assert_eq!(histogram.cumulative(), [0.0, 1.0]);
    }

    #[test]
    fn nothing_is_counted_without_ends_or_bins() {
        assert_eq!(Histogram::of([1.0], f64::NEG_INFINITY, 1.0, 3).counts, Vec::<u64>::new());
        assert_eq!(Histogram::of([1.0], 0.0, 2.0, 0).edges(), [2.0]);
        assert_eq!(Histogram::of([], 0.0, 2.0, 2).cumulative(), [0.0; 3]);
    }

    proptest! {
        #[test]
        fn no_draw_is_lost(draws in prop::collection::vec(-5.0..5.0_f64, 0..200), bins in 1_usize..50) {
            let count = draws.len() as u64;
            let histogram = Histogram::of(draws, -3.0, 3.0, bins);
            prop_assert_eq!(histogram.below + histogram.above + histogram.counts.iter().sum::<u64>(), count);
            prop_assert_eq!(histogram.edges().len(), bins + 1);
        }
    }
}
