//! Bootstrap of variance shares: every resample is a list of counts, and all shares of all resamples are one
//! product of a matrix of counts with a matrix of terms.
//!
//! Efron and Tibshirani (1993), doi:10.1201/9780429246593; percentile intervals. The product is made in
//! single precision within a block of rows, which is twice as fast and carries the ends of an interval by
//! 1e-6 at most, a thousandth of what the choice of resamples does.

use super::evaluate::{BLOCK, in_order};
use super::interval::Interval;
use super::saltelli::Runs;
use super::stream::{Purpose, Stream};
use super::terms::{Order, Rows};

/// Resamples and terms multiplied together: as many sums as fit a processor's registers.
const TILE: usize = 4;
const PANEL: usize = 8;

/// One percentile interval per share, from so many resamples of the rows.
pub(crate) fn intervals(
    runs: &Runs,
    orders: &[Order],
    (resamples, confidence): (usize, f64),
    (seed, threads): (u64, usize),
) -> Vec<Interval> {
    let terms = Terms::new(runs, orders, threads);
    let tiles = in_order(resamples.div_ceil(TILE), threads, |tile| terms.tile(seed, tile));
    let shares: Vec<Vec<f64>> = tiles.into_iter().flatten().take(resamples).collect();
    let of_order = |order: usize| percentiles(shares.iter().map(|row| row[order]).collect(), confidence);
    (0..orders.len()).map(of_order).collect()
}

fn percentiles(mut values: Vec<f64>, confidence: f64) -> Interval {
    values.sort_unstable_by(f64::total_cmp);
    let tail = (1.0 - confidence) / 2.0 * values.len() as f64;
    let below = (0..values.len()).take_while(|rank| (rank + 1) as f64 <= tail).count();
    match (values.get(below), values.get(values.len() - 1 - below)) {
        (Some(low), Some(high)) => Interval::new(*low, *high),
        _ => Interval::default(),
    }
}

/// The terms of every share in columns, then the weights and the sums a + b, in panels of [`PANEL`] columns.
struct Terms {
    rows: usize,
    orders: usize,
    /// For each block of rows, for each panel, the rows of the panel.
    blocks: Vec<Vec<Vec<[f32; PANEL]>>>,
}

impl Terms {
    fn new(runs: &Runs, orders: &[Order], threads: usize) -> Self {
        let rows = runs.a.len();
        let blocks = in_order(rows.div_ceil(BLOCK), threads, |block| {
            let range = block * BLOCK..rows.min((block + 1) * BLOCK);
            panels(&Rows::new(runs, range), orders)
        });
        Self { rows, orders: orders.len(), blocks }
    }

    /// The shares of [`TILE`] resamples: one row each.
    fn tile(&self, seed: u64, tile: usize) -> Vec<Vec<f64>> {
        let counts: Vec<Vec<u16>> = (tile * TILE..(tile + 1) * TILE)
            .map(|resample| counts(seed, resample as u64, self.rows))
            .collect();
        let panels = (self.orders + 2).div_ceil(PANEL);
        let mut totals = vec![[[0.0; PANEL]; TILE]; panels];
        let mut start = 0;
        for block in &self.blocks {
            let length = block.first().map_or(0, Vec::len);
            let weights: Vec<[f32; TILE]> = (start..start + length)
                .map(|row| std::array::from_fn(|resample| f32::from(counts[resample][row])))
                .collect();
            for (total, panel) in totals.iter_mut().zip(block) {
                multiply(total, &weights, panel);
            }
            start += length;
        }
        (0..TILE).map(|resample| self.shares(&totals, resample)).collect()
    }

    fn shares(&self, totals: &[[[f64; PANEL]; TILE]], resample: usize) -> Vec<f64> {
        let mean = |column: usize| totals[column / PANEL][resample][column % PANEL] / self.rows as f64;
        let centre = mean(self.orders + 1) / 2.0;
        let variance = mean(self.orders) - centre * centre;
        // A resample of equal rows has nothing to share out.
        let share = |order: usize| if variance > 0.0 { mean(order) / variance } else { 0.0 };
        (0..self.orders).map(share).collect()
    }
}

#[allow(clippy::cast_possible_truncation)] // single precision is meant
fn panels(rows: &Rows<'_>, orders: &[Order]) -> Vec<Vec<[f32; PANEL]>> {
    let length = rows.weights().len();
    let mut panels = vec![vec![[0.0; PANEL]; length]; (orders.len() + 2).div_ceil(PANEL)];
    let mut column = vec![0.0; length];
    for at in 0..orders.len() + 2 {
        match orders.get(at) {
            Some(order) => rows.terms(*order, &mut column),
            None if at == orders.len() => column.copy_from_slice(rows.weights()),
            None => column.iter_mut().zip(rows.sums()).for_each(|(slot, sum)| *slot = sum),
        }
        for (row, value) in panels[at / PANEL].iter_mut().zip(&column) {
            row[at % PANEL] = *value as f32;
        }
    }
    panels
}

/// Adds, for each resample and column, the sum over the rows of count times term.
fn multiply(total: &mut [[f64; PANEL]; TILE], weights: &[[f32; TILE]], panel: &[[f32; PANEL]]) {
    let mut sums = [[0.0_f32; PANEL]; TILE];
    for (weights, terms) in weights.iter().zip(panel) {
        for (sums, weight) in sums.iter_mut().zip(weights) {
            for (sum, term) in sums.iter_mut().zip(terms) {
                *sum += weight * term;
            }
        }
    }
    for (total, sum) in total.iter_mut().flatten().zip(sums.iter().flatten()) {
        *total += f64::from(*sum);
    }
}

/// How often each of `rows` rows is drawn in a resample: as many draws as rows, with replacement.
fn counts(seed: u64, resample: u64, rows: usize) -> Vec<u16> {
    let mut stream = Stream::new(seed, Purpose::Resample, 0, resample);
    let mut counts = vec![0_u16; rows];
    let mut words = [0; BLOCK / 2];
    let mut left = rows;
    while left > 0 {
        stream.fill_words(&mut words);
        let now = left.min(BLOCK);
        for word in &words[..now / 2] {
            draw(&mut counts, word >> 32);
            draw(&mut counts, word & LOW);
        }
        if now % 2 == 1 {
            draw(&mut counts, words[now / 2] & LOW);
        }
        left -= now;
    }
    counts
}

/// The lower half of a word: either half is a draw.
const LOW: u64 = 0xffff_ffff;

/// Counts the row that 32 random bits stand for; its odds differ from even by less than rows / 2^32.
#[allow(clippy::cast_possible_truncation)] // below the number of rows
fn draw(counts: &mut [u16], bits: u64) {
    let row = (bits * counts.len() as u64) >> 32;
    if let Some(count) = counts.get_mut(row as usize) {
        *count = count.saturating_add(1);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_resample_draws_as_many_as_there_are_rows() {
        for rows in [1, 2, 1_000, 1_024, 5_001] {
            let drawn: u64 = counts(0, 3, rows).iter().map(|count| u64::from(*count)).sum();
            assert_eq!(drawn, rows as u64);
        }
        assert_ne!(counts(0, 3, 100), counts(0, 4, 100));
        assert_ne!(counts(0, 3, 100), counts(1, 3, 100));
    }

    #[test]
    fn every_row_is_drawn_alike() {
        let mut totals = [0_u32; 50];
        for resample in 0..2_000 {
            for (total, count) in totals.iter_mut().zip(counts(9, resample, 50)) {
                *total += u32::from(count);
            }
        }
        // Five standard errors of a count of mean 2,000.
        assert!(
            totals.iter().all(|n| (f64::from(*n) - 2_000.0).abs() < 5.0 * 1_960_f64.sqrt()),
            "{totals:?}"
        );
    }

    #[test]
    fn percentiles_leave_the_tails_out() {
        let values: Vec<f64> = (1..=1_000).rev().map(f64::from).collect();
        assert_eq!(percentiles(values, 0.95), Interval::new(26.0, 975.0));
        assert_eq!(percentiles(vec![2.0, 1.0], 0.95), Interval::new(1.0, 2.0));
    }
}
