//! Yardsticks the tests of this room share.

/// sqrt(n) times the largest distance between the sample's and the stated distribution function; below
/// 1.95 at significance .001.
pub(crate) fn kolmogorov_smirnov(mut sample: Vec<f64>, cdf: impl Fn(f64) -> f64) -> f64 {
    sample.sort_unstable_by(f64::total_cmp);
    let n = sample.len() as f64;
    let distance = sample.iter().enumerate().fold(0.0_f64, |distance, (rank, x)| {
        let p = cdf(*x);
        distance.max(p - rank as f64 / n).max((rank + 1) as f64 / n - p)
    });
    distance * n.sqrt()
}
