//! Order statistics of many numbers without sorting them.
//!
//! A sample of the numbers says roughly where the wanted ranks lie. Around each, a bracket is set so wide
//! that the rank almost surely falls inside; every number is then only compared with the brackets, counted
//! below them and kept inside them (Floyd and Rivest 1975, doi:10.1145/360680.360691). What comes out is
//! exact, and a rank that does fall outside is noticed.

/// The values at `ranks` (from 0, increasing) of `values`, which is put in some other order.
///
/// ```
/// use stakeout::analysis::order::select;
/// assert_eq!(select(&mut [3.0, 1.0, 2.0, 5.0], &[0, 2]), [1.0, 3.0]);
/// ```
///
/// Ranks past the last are the largest value; of no values nothing comes out.
pub fn select(values: &mut [f64], ranks: &[usize]) -> Vec<f64> {
    let Some(last) = values.len().checked_sub(1) else { return Vec::new() };
    let ranks: Vec<usize> = ranks.iter().map(|rank| (*rank).min(last)).collect();
    partition(values, &ranks, 0);
    ranks.iter().map(|rank| values[*rank]).collect()
}

/// Puts the right value at every one of `ranks`, the middle rank first, so that each part is looked at
/// about log2(ranks) times.
fn partition(values: &mut [f64], ranks: &[usize], offset: usize) {
    let middle = ranks.len() / 2;
    let Some(rank) = ranks.get(middle) else { return };
    let (left, _, right) = values.select_nth_unstable_by(rank - offset, f64::total_cmp);
    let before = ranks[..middle].partition_point(|other| other < rank);
    let after = middle + ranks[middle..].partition_point(|other| other == rank);
    partition(left, &ranks[..before], offset);
    partition(right, &ranks[after..], rank + 1);
}

/// The rank below and above the `p`-quantile of `draws` numbers and the way between them: the definition of
/// numpy and of Excel's PERCENTILE.INC (type 7 of Hyndman and Fan 1996, doi:10.2307/2684934).
pub fn quantile_position(draws: u64, p: f64) -> (u64, u64, f64) {
    let last = draws.saturating_sub(1);
    let place = p * last as f64;
    let below = (place.floor() as u64).min(last);
    (below, (below + 1).min(last), place - below as f64)
}

/// Where the wanted ranks are looked for: disjoint, increasing, ends included.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Brackets(Vec<(f64, f64)>);

impl Brackets {
    /// Brackets around the quantiles `shares` of numbers of which `sample` (sorted) is a part, `reach`
    /// standard errors of the sample's rank to either side.
    pub fn around(sample: &[f64], shares: &[f64], reach: f64) -> Self {
        let end = |rank: u64| sample.get(rank as usize).copied();
        let ends = ranges(sample.len() as u64, shares, reach).into_iter().map(|(low, high)| {
            let low = low.and_then(end).unwrap_or(f64::NEG_INFINITY);
            (low, high.and_then(end).unwrap_or(f64::INFINITY))
        });
        Self::joined(ends)
    }

    /// Joins brackets that touch; in the order of their lower ends.
    fn joined(ends: impl Iterator<Item = (f64, f64)>) -> Self {
        let mut brackets: Vec<(f64, f64)> = Vec::new();
        for ends in ends {
            match brackets.last_mut() {
                Some(before) if ends.0 <= before.1 => before.1 = before.1.max(ends.1),
                _ => brackets.push(ends),
            }
        }
        Self(brackets)
    }

    /// Narrower brackets and what the tally holds of them, once it has seen `count` numbers: what is kept
    /// then grows with the square root of the numbers only. As they were, where a rank lies outside.
    #[must_use]
    pub fn narrowed(self, mut tally: Tally, count: u64, shares: &[f64], reach: f64) -> (Self, Tally) {
        let ranges = ranges(count, shares, reach);
        let mut ranks: Vec<u64> = ranges.iter().flat_map(|(low, high)| [*low, *high]).flatten().collect();
        ranks.sort_unstable();
        let Some(values) = tally.select(&self, &ranks) else { return (self, tally) };
        let value = |rank: u64| ranks.binary_search(&rank).ok().and_then(|at| values.get(at).copied());
        let narrower = Self::joined(ranges.iter().map(|(low, high)| {
            let low = low.and_then(value).unwrap_or(f64::NEG_INFINITY);
            (low, high.and_then(value).unwrap_or(f64::INFINITY))
        }));
        let found = narrower.0.iter().map(|ends| tally.within(&self, *ends)).collect();
        (narrower, Tally(found))
    }

    /// A tally of nothing yet.
    pub fn tally(&self) -> Tally {
        Tally(vec![Found::default(); self.0.len()])
    }
}

/// The ranks among `count` numbers between which each quantile of the whole lies, almost surely; increasing,
/// `None` past an end.
fn ranges(count: u64, shares: &[f64], reach: f64) -> Vec<(Option<u64>, Option<u64>)> {
    let n = count as f64;
    let mut shares = shares.to_vec();
    shares.sort_unstable_by(f64::total_cmp);
    let range = |share: &f64| {
        let error = reach * libm::sqrt(n * share * (1.0 - share)) + 3.0;
        let (low, high) = ((share * n - error).floor(), (share * n + error).ceil());
        ((low >= 0.0).then_some(low as u64), (high < n).then_some(high as u64))
    };
    shares.iter().map(range).collect()
}

/// What was found at one bracket.
#[derive(Debug, Clone, Default, PartialEq)]
struct Found {
    /// How many lie below it.
    below: u64,
    /// How many lie on its lower end, and on its upper end: a heap of equal numbers takes no memory.
    on_ends: (u64, u64),
    /// Those in between.
    inside: Vec<f64>,
}

/// How many numbers lie below each bracket, and those within; tallies of parts merge to that of the whole.
#[derive(Debug, Clone, PartialEq)]
pub struct Tally(Vec<Found>);

/// How many numbers are compared at a time.
const CHUNK: usize = 1024;

impl Tally {
    /// Adds numbers.
    #[inline]
    pub fn add(&mut self, brackets: &Brackets, values: &[f64]) {
        for chunk in values.chunks(CHUNK) {
            let mut within = [0_u64; CHUNK];
            for (found, ends) in self.0.iter_mut().zip(&brackets.0) {
                found.below += compare(chunk, *ends, &mut within);
            }
            let mut near = [0.0; CHUNK];
            let count = gather(chunk, &within, &mut near);
            for value in &near[..count] {
                self.keep(brackets, *value);
            }
        }
    }

    fn keep(&mut self, brackets: &Brackets, value: f64) {
        let at = brackets.0.iter().position(|(_, high)| value <= *high);
        let Some((found, (low, high))) = at.and_then(|at| self.0.get_mut(at).zip(brackets.0.get(at))) else {
            return;
        };
        found.add(value, 1, (*low, *high));
    }

    /// Adds another part's tally, of the same brackets.
    pub fn merge(&mut self, other: Self) {
        for (ours, theirs) in self.0.iter_mut().zip(other.0) {
            ours.below += theirs.below;
            ours.on_ends.0 += theirs.on_ends.0;
            ours.on_ends.1 += theirs.on_ends.1;
            ours.inside.extend(theirs.inside);
        }
    }

    /// What this tally of wider brackets holds of a narrower one.
    fn within(&self, wider: &Brackets, ends: (f64, f64)) -> Found {
        let at = wider.0.iter().position(|(low, high)| *low <= ends.0 && ends.1 <= *high);
        let Some((found, (low, high))) = at.and_then(|at| self.0.get(at).zip(wider.0.get(at))) else {
            return Found::default();
        };
        let mut within = Found { below: found.below, ..Found::default() };
        within.add(*low, found.on_ends.0, ends);
        within.add(*high, found.on_ends.1, ends);
        found.inside.iter().for_each(|value| within.add(*value, 1, ends));
        within
    }

    /// The values at `ranks` (increasing); `None` where a rank lies in no bracket.
    pub fn select(&mut self, brackets: &Brackets, ranks: &[u64]) -> Option<Vec<f64>> {
        let mut values = Vec::with_capacity(ranks.len());
        let mut rest = ranks;
        for (found, ends) in self.0.iter_mut().zip(&brackets.0) {
            let count = rest.partition_point(|rank| *rank < found.end());
            let (here, later) = rest.split_at(count);
            values.extend(found.select(*ends, here)?);
            rest = later;
        }
        rest.is_empty().then_some(values)
    }
}

impl Found {
    /// Adds `count` equal numbers; those above the bracket do not count.
    #[inline]
    fn add(&mut self, value: f64, count: u64, (low, high): (f64, f64)) {
        if value < low {
            self.below += count;
        } else if value == low {
            self.on_ends.0 += count;
        } else if value == high {
            self.on_ends.1 += count;
        } else if value < high {
            self.inside.extend((0..count).map(|_| value));
        }
    }

    /// The first rank above the bracket.
    fn end(&self) -> u64 {
        self.below + self.on_ends.0 + self.inside.len() as u64 + self.on_ends.1
    }

    fn select(&mut self, (low, high): (f64, f64), ranks: &[u64]) -> Option<Vec<f64>> {
        let first = self.below + self.on_ends.0;
        if ranks.first().is_some_and(|rank| *rank < self.below) {
            return None;
        }
        let (on_low, rest) = ranks.split_at(ranks.partition_point(|rank| *rank < first));
        let after = first + self.inside.len() as u64;
        let (inside, on_high) = rest.split_at(rest.partition_point(|rank| *rank < after));
        let inside: Vec<usize> = inside.iter().map(|rank| (rank - first) as usize).collect();
        let mut values = vec![low; on_low.len()];
        values.extend(select(&mut self.inside, &inside));
        values.resize(values.len() + on_high.len(), high);
        Some(values)
    }
}

/// How many values lie below `low`; marks those from `low` to `high`.
#[inline]
fn compare(values: &[f64], (low, high): (f64, f64), within: &mut [u64; CHUNK]) -> u64 {
    values.iter().zip(within).fold(0, |below, (value, within)| {
        let under = u64::from(*value < low);
        *within |= u64::from(*value <= high) & (under ^ 1);
        below + under
    })
}

/// Copies the marked values to the front of `near`; returns how many there are.
#[inline]
fn gather(values: &[f64], within: &[u64; CHUNK], near: &mut [f64; CHUNK]) -> usize {
    let mut count = 0;
    for (value, within) in values.iter().zip(within) {
        // Written always and kept by moving on: no branch to mispredict.
        near[count % CHUNK] = *value;
        count += *within as usize;
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::stream::{Purpose, Stream};
    use proptest::prelude::*;

    fn sorted(mut values: Vec<f64>) -> Vec<f64> {
        values.sort_unstable_by(f64::total_cmp);
        values
    }

    fn uniforms(seed: u64, len: usize) -> Vec<f64> {
        let mut values = vec![0.0; len];
        Stream::new(seed, Purpose::Points, 0, 0).fill(&mut values);
        values
    }

    fn by_brackets(values: &[f64], sample: usize, shares: &[f64], ranks: &[u64]) -> Option<Vec<f64>> {
        let brackets = Brackets::around(&sorted(values[..sample].to_vec()), shares, 6.0);
        let mut tally = brackets.tally();
        for part in values.chunks(1500) {
            let mut of_part = brackets.tally();
            of_part.add(&brackets, part);
            tally.merge(of_part);
        }
        tally.select(&brackets, ranks)
    }

    #[test]
    fn positions_are_those_of_excel() {
        // PERCENTILE.INC({1,2,3,4}; 0.4) = 2.2
        let (below, above, way) = quantile_position(4, 0.4);
        assert_eq!((below, above), (1, 2));
        assert!((way - 0.2).abs() < 1e-15);
        assert_eq!(quantile_position(1, 0.95), (0, 0, 0.0));
        assert_eq!(quantile_position(3, 1.0), (2, 2, 0.0));
    }

    #[test]
    fn brackets_find_what_sorting_finds() {
        let values = uniforms(1, 200_000);
        let ranks = [9_000, 10_000, 10_001, 99_500, 100_000, 189_999];
        let expected: Vec<f64> = ranks.iter().map(|rank| sorted(values.clone())[*rank as usize]).collect();
        assert_eq!(by_brackets(&values, 20_000, &[0.05, 0.5, 0.95], &ranks), Some(expected));
    }

    #[test]
    fn heaps_of_equal_numbers_take_no_memory() {
        let mut values = uniforms(2, 100_000);
        for value in &mut values {
            *value = value.min(0.6);
        }
        let brackets = Brackets::around(&sorted(values[..10_000].to_vec()), &[0.5, 0.75, 0.95], 6.0);
        let mut tally = brackets.tally();
        tally.add(&brackets, &values);
        assert!(tally.0.iter().map(|found| found.inside.len()).sum::<usize>() < 7_000);
        assert_eq!(tally.select(&brackets, &[75_000, 95_000]), Some(vec![0.6, 0.6]));
    }

    #[test]
    fn narrowed_brackets_find_the_same_and_hold_less() {
        let mut values = uniforms(5, 400_000);
        for value in &mut values {
            *value = value.min(0.9);
        }
        let shares = [0.05, 0.5, 0.95];
        let brackets = Brackets::around(&sorted(values[..5_000].to_vec()), &shares, 6.0);
        let mut tally = brackets.tally();
        tally.add(&brackets, &values[..80_000]);
        let held = |tally: &Tally| tally.0.iter().map(|found| found.inside.len()).sum::<usize>();
        let before = held(&tally);
        let (brackets, mut tally) = brackets.narrowed(tally, 80_000, &shares, 6.0);
        assert!(held(&tally) * 3 < before, "{} of {before}", held(&tally));
        tally.add(&brackets, &values[80_000..]);
        let ranks = [20_000, 199_900, 200_100, 380_000];
        let expected: Vec<f64> = ranks.iter().map(|rank| sorted(values.clone())[*rank as usize]).collect();
        assert_eq!(tally.select(&brackets, &ranks), Some(expected));
    }

    #[test]
    fn an_endless_reach_keeps_everything() {
        let values = uniforms(6, 1000);
        let brackets = Brackets::around(&sorted(values[..10].to_vec()), &[0.5], f64::INFINITY);
        let mut tally = brackets.tally();
        tally.add(&brackets, &values);
        let order = sorted(values);
        assert_eq!(tally.select(&brackets, &[0, 999]), Some(vec![order[0], order[999]]));
    }

    #[test]
    fn a_constant_is_found() {
        assert_eq!(by_brackets(&[7.0; 2000], 100, &[0.05, 0.5], &[0, 250, 1000, 1999]), Some(vec![7.0; 4]));
    }

    #[test]
    fn a_rank_outside_is_noticed() {
        assert_eq!(by_brackets(&uniforms(3, 50_000), 5_000, &[0.5], &[100]), None);
        assert_eq!(by_brackets(&uniforms(3, 50_000), 5_000, &[0.5], &[49_000]), None);
        // The first numbers are no fair sample here.
        let drifting: Vec<f64> = (0..50_000).map(f64::from).collect();
        assert_eq!(by_brackets(&drifting, 5_000, &[0.5], &[25_000]), None);
    }

    #[test]
    fn nothing_from_nothing() {
        assert_eq!(select(&mut [], &[0, 3]), Vec::<f64>::new());
        assert_eq!(select(&mut [1.0, 2.0], &[9]), [2.0]);
    }

    proptest! {
        #[test]
        fn selection_is_sorting(
            mut values in prop::collection::vec(prop_oneof![0.0..1.0_f64, Just(0.5)], 1..300),
            mut ranks in prop::collection::vec(0_usize..300, 0..12),
        ) {
            for rank in &mut ranks {
                *rank %= values.len();
            }
            ranks.sort_unstable();
            let order = sorted(values.clone());
            let expected: Vec<f64> = ranks.iter().map(|rank| order[*rank]).collect();
            prop_assert_eq!(select(&mut values, &ranks), expected);
        }

        #[test]
        fn brackets_never_lie(
            values in prop::collection::vec(prop_oneof![0.0..1.0_f64, Just(0.5), Just(1.0)], 50..400),
            mut ranks in prop::collection::vec(0_u64..400, 1..8),
            share in 0.01..0.99_f64,
        ) {
            for rank in &mut ranks {
                *rank %= values.len() as u64;
            }
            ranks.sort_unstable();
            let order = sorted(values.clone());
            let expected: Vec<f64> = ranks.iter().map(|rank| order[*rank as usize]).collect();
            if let Some(found) = by_brackets(&values, 50, &[share], &ranks) {
                prop_assert_eq!(found, expected);
            }
        }
    }
}
