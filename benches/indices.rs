//! `cargo bench --bench indices`: shares of uncertainty and screening of nine inputs.

use divan::Bencher;
use stakeout::analysis::morris::{Screening, morris};
use stakeout::analysis::sobol::{Sharing, sobol};
use stakeout::analysis::{FnModel, Input, Model};
use stakeout::quantity::Quantity;

fn main() {
    divan::main();
}

/// Low, likeliest and high of four lists, four ratios, one staff: data/nine-inputs.
const INPUTS: [(f64, f64, f64); 9] = [
    (1000.0, 1200.0, 1500.0),
    (2500.0, 3000.0, 4000.0),
    (4000.0, 5000.0, 6500.0),
    (1500.0, 1800.0, 2500.0),
    (4.0, 15.0, 20.0),
    (0.2, 1.0, 4.0),
    (0.02, 0.1, 1.0),
    (0.005, 0.02, 0.2),
    (3300.0, 11_800.0, 30_000.0),
];

fn quantities() -> Vec<Quantity> {
    INPUTS.iter().filter_map(|(low, mode, high)| Quantity::triangular(*low, *mode, *high).ok()).collect()
}

fn named(quantities: &[Quantity]) -> Vec<Input<'_>> {
    const NAMES: [&str; 9] = ["s1", "s2", "s3", "s4", "r1", "r2", "r3", "r4", "officers"];
    quantities.iter().zip(NAMES).map(|(quantity, name)| Input { name, quantity }).collect()
}

fn covered() -> impl Model {
    FnModel::new(9, 1, |x: &[&[f64]], outcomes: &mut [&mut [f64]]| {
        for (at, covered) in outcomes[0].iter_mut().enumerate() {
            let required: f64 = (0..4).map(|tier| x[tier][at] * x[tier + 4][at]).sum();
            *covered = (x[8][at] / required).min(1.0);
        }
    })
}

/// First, total and second order, by the number of base samples.
#[divan::bench(args = [1 << 12, 1 << 14, 1 << 16])]
fn shares(bencher: Bencher, samples: usize) {
    let (quantities, model) = (quantities(), covered());
    let inputs: Vec<Input> = named(&quantities);
    let sharing = Sharing { samples, ..Sharing::default() };
    bencher.bench_local(|| sobol(&inputs, &model, &sharing));
}

/// The same with 100 bootstrap resamples.
#[divan::bench(args = [1 << 12, 1 << 14], sample_count = 20)]
fn resampled(bencher: Bencher, samples: usize) {
    let (quantities, model) = (quantities(), covered());
    let inputs: Vec<Input> = named(&quantities);
    let sharing = Sharing { samples, resamples: Some(100), ..Sharing::default() };
    bencher.bench_local(|| sobol(&inputs, &model, &sharing));
}

/// Elementary effects, by the number of trajectories.
#[divan::bench(args = [100, 1_000, 10_000])]
fn screening(bencher: Bencher, trajectories: usize) {
    let (quantities, model) = (quantities(), covered());
    let inputs: Vec<Input> = named(&quantities);
    let screening = Screening { trajectories, ..Screening::default() };
    bencher.bench_local(|| morris(&inputs, &model, &screening));
}
