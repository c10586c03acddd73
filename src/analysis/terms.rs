//! Variance shares as ratios of means: one term per sample and share, over the variance.
//!
//! On the centred and scaled outcome, with `a`, `b` the two samples, `ab_j`, `ba_j` each with factor j from
//! the other:
//!
//! - first order `b (ab_j - a)`: Saltelli et al. (2010), doi:10.1016/j.cpc.2009.09.018;
//! - total `(a - ab_j)^2 / 2`: Jansen (1999), doi:10.1016/S0010-4655(98)00154-4;
//! - second order `ba_j ab_k - a b`, less the first-order terms of j and k: Saltelli (2002),
//!   doi:10.1016/S0010-4655(02)00280-1;
//!
//! all over the mean of `v = (a^2 + b^2) / 2`.

use super::evaluate::{BLOCK, fill, in_order};
use super::saltelli::Runs;

/// Which share a term belongs to; factors by their number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// What the factor alone explains.
    First(usize),
    /// What the factor has a part in.
    Total(usize),
    /// What the two explain together beyond what each explains alone.
    Second(usize, usize),
}

/// Every share of so many factors: first, total, then second order where asked.
pub(crate) fn orders(factors: usize, second_order: bool) -> Vec<Order> {
    let pairs = (0..factors).flat_map(|j| (j + 1..factors).map(move |k| Order::Second(j, k)));
    let singles = (0..factors).map(Order::First).chain((0..factors).map(Order::Total));
    singles.chain(pairs.filter(|_| second_order)).collect()
}

/// What differences of outcomes keep of their digits: an outcome that varies by less, relative to its
/// size, is constant.
const ROUNDING: f64 = 1e-13;

/// The mean and standard deviation of the two samples together, in the outcome's unit.
pub(crate) fn moments(runs: &Runs) -> (f64, f64) {
    // From the first value and in the measure of the largest distance from it, so that neither an offset
    // nor a very small or large unit costs digits.
    let origin = runs.a.first().copied().unwrap_or(0.0);
    let both = || runs.a.iter().chain(&runs.b).map(|y| y - origin);
    let measure = both().fold(0.0, |most: f64, y| most.max(y.abs()));
    if measure == 0.0 {
        return (origin, 0.0);
    }
    let count = 2.0 * runs.a.len() as f64;
    let mean = both().map(|y| y / measure).sum::<f64>() / count;
    let variance = both().map(|y| (y / measure - mean) * (y / measure - mean)).sum::<f64>() / count;
    (origin + mean * measure, libm::sqrt(variance) * measure)
}

/// Centres every run on the mean of the samples and scales it to variance 1; false where the outcome is
/// constant, and the runs are then left as they are.
pub(crate) fn standardise(runs: &mut Runs, (mean, deviation): (f64, f64), threads: usize) -> bool {
    if deviation <= ROUNDING * mean.abs() {
        return false;
    }
    let scale = |_: usize, slots: &mut [&mut [f64]]| {
        for slot in slots {
            for y in slot.iter_mut() {
                *y = (*y - mean) / deviation;
            }
        }
        Ok::<(), ()>(())
    };
    let Runs { a, b, ab, ba } = runs;
    for columns in [std::slice::from_mut(a), std::slice::from_mut(b), ab, ba] {
        // Scaling cannot fail.
        let _ = fill(columns, BLOCK, threads, scale);
    }
    true
}

/// A mean over the variance, and the standard error of it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Estimate {
    pub value: f64,
    pub error: f64,
}

/// Every share and its standard error by the influence function: sqrt(mean((term - share v)^2) / (n - 1)),
/// which is that of a ratio of two means (the delta method).
pub(crate) fn estimates(runs: &Runs, orders: &[Order], threads: usize) -> Vec<Estimate> {
    let rows = runs.a.len();
    let blocks = in_order(rows.div_ceil(BLOCK), threads, |block| {
        let range = block * BLOCK..rows.min((block + 1) * BLOCK);
        block_sums(&Rows::new(runs, range), orders)
    });
    let mut total = vec![[0.0; 3]; orders.len()];
    let mut weight = [0.0; 3];
    for (sums, v) in &blocks {
        add(&mut weight, v);
        for (total, sums) in total.iter_mut().zip(sums) {
            add(total, sums);
        }
    }
    total.iter().map(|sums| estimate(sums, &weight, rows as f64)).collect()
}

fn add(total: &mut [f64; 3], part: &[f64; 3]) {
    for (total, part) in total.iter_mut().zip(part) {
        *total += part;
    }
}

/// From the sums of (term, term^2, term v) and of (v, v^2, -).
fn estimate([t, tt, tv]: &[f64; 3], [v, vv, _]: &[f64; 3], rows: f64) -> Estimate {
    let value = t / v;
    let squares = (tt - 2.0 * value * tv + value * value * vv).max(0.0);
    Estimate { value, error: libm::sqrt(squares / (rows - 1.0) * rows) / v }
}

/// Some rows of the runs, and what every term needs of them.
pub(crate) struct Rows<'a> {
    runs: &'a Runs,
    range: std::ops::Range<usize>,
    a: &'a [f64],
    b: &'a [f64],
    /// (a^2 + b^2) / 2.
    v: Vec<f64>,
    /// The first-order terms of every factor.
    first: Vec<Vec<f64>>,
}

impl<'a> Rows<'a> {
    pub fn new(runs: &'a Runs, range: std::ops::Range<usize>) -> Self {
        let (a, b) = (&runs.a[range.clone()], &runs.b[range.clone()]);
        let v = a.iter().zip(b).map(|(a, b)| f64::midpoint(a * a, b * b)).collect();
        let first_of = |ab: &Vec<f64>| {
            let mixed = &ab[range.clone()];
            a.iter().zip(b).zip(mixed).map(|((a, b), ab)| b * (ab - a)).collect()
        };
        let first = runs.ab.iter().map(first_of).collect();
        Self { runs, range, a, b, v, first }
    }

    /// What the variance is the mean of.
    pub fn weights(&self) -> &[f64] {
        &self.v
    }

    /// a + b, by which a resample's mean is found.
    pub fn sums(&self) -> impl Iterator<Item = f64> {
        self.a.iter().zip(self.b).map(|(a, b)| a + b)
    }

    /// Fills `terms` with the terms of a share, one per row.
    pub fn terms(&self, order: Order, terms: &mut [f64]) {
        match order {
            Order::First(j) => terms.copy_from_slice(&self.first[j]),
            Order::Total(j) => {
                let mixed = &self.runs.ab[j][self.range.clone()];
                for ((t, a), ab) in terms.iter_mut().zip(self.a).zip(mixed) {
                    *t = (a - ab) * (a - ab) * 0.5;
                }
            }
            Order::Second(j, k) => {
                let ba = &self.runs.ba[j][self.range.clone()];
                let ab = &self.runs.ab[k][self.range.clone()];
                let alone = self.first[j].iter().zip(&self.first[k]);
                for ((((t, a), b), (ba, ab)), (one, other)) in
                    terms.iter_mut().zip(self.a).zip(self.b).zip(ba.iter().zip(ab)).zip(alone)
                {
                    *t = ba * ab - a * b - one - other;
                }
            }
        }
    }
}

/// The sums of every share's terms over some rows, and those of the weights.
fn block_sums(rows: &Rows<'_>, orders: &[Order]) -> (Vec<[f64; 3]>, [f64; 3]) {
    let weights = rows.weights();
    let mut terms = vec![0.0; weights.len()];
    let sums = orders.iter().map(|order| {
        rows.terms(*order, &mut terms);
        sums(&terms, weights)
    });
    (sums.collect(), [dot(weights, &vec![1.0; weights.len()]), dot(weights, weights), 0.0])
}

fn sums(terms: &[f64], weights: &[f64]) -> [f64; 3] {
    let mut lanes = [[0.0; LANES]; 3];
    let whole = terms.len() / LANES * LANES;
    for (t, v) in terms[..whole].chunks_exact(LANES).zip(weights.chunks_exact(LANES)) {
        for lane in 0..LANES {
            lanes[0][lane] += t[lane];
            lanes[1][lane] += t[lane] * t[lane];
            lanes[2][lane] += t[lane] * v[lane];
        }
    }
    let mut sums = lanes.map(|lanes| lanes.iter().sum());
    for (t, v) in terms[whole..].iter().zip(&weights[whole..]) {
        add(&mut sums, &[*t, t * t, t * v]);
    }
    sums
}

/// Partial sums side by side: fixed, as the order of adding decides the last digits.
const LANES: usize = 4;

fn dot(one: &[f64], other: &[f64]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
