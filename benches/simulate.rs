//! `cargo bench --bench simulate`: drawing, spreading and simulating, each per draw.

use divan::counter::ItemsCount;
use divan::{Bencher, black_box};
use stakeout::analysis::design::{BLOCK, Design, Sampling};
use stakeout::analysis::marginal::Marginal;
use stakeout::analysis::moments::Moments;
use stakeout::analysis::{Input, Options, Stop, scalar, simulate};
use stakeout::quantity::Quantity;

fn main() {
    divan::main();
}

/// One column of a block of each way of sampling.
#[divan::bench(args = [Sampling::Random, Sampling::LatinHypercube, Sampling::Sobol])]
fn column(bencher: Bencher, sampling: Sampling) {
    let Ok(design) = Design::new(sampling, 0, 9, 1 << 20) else { return };
    let mut column = vec![0.0; BLOCK];
    bencher
        .counter(ItemsCount::new(BLOCK))
        .bench_local(|| design.fill(black_box(3), black_box(7), &mut column));
}

/// One column from the unit interval to an input: uniform, triangular, a table, the exact quantile.
#[divan::bench(args = ["uniform", "triangular", "lognormal", "lognormal, exact"])]
fn marginal(bencher: Bencher, shape: &str) {
    let quantity = match shape {
        "uniform" => Ok(Quantity::uniform(15.0, 20.0)),
        "triangular" => Quantity::triangular(15.0, 18.0, 20.0),
        _ => Quantity::lognormal(17.0, 2.0),
    };
    let Ok(quantity) = quantity else { return };
    let marginal = Marginal::new(&quantity, if shape.ends_with("exact") { 1 } else { 10_000_000 });
    let Ok(design) = Design::new(Sampling::Random, 0, 1, 1 << 20) else { return };
    let mut points = vec![0.0; BLOCK];
    design.fill(0, 0, &mut points);
    bencher.counter(ItemsCount::new(BLOCK)).with_inputs(|| points.clone()).bench_refs(|column| {
        marginal.apply(column);
    });
}

/// The moments of a block.
#[divan::bench]
fn moments(bencher: Bencher) {
    let values: Vec<f64> = (0..2048).map(f64::from).collect();
    bencher.counter(ItemsCount::new(values.len())).bench_local(|| Moments::of(black_box(&values)));
}

/// A million draws of officers required, on one thread and on two.
#[divan::bench(args = [1, 2])]
fn million_draws(bencher: Bencher, threads: usize) {
    let (subjects, ratio) = (Quantity::uniform(10_000.0, 12_000.0), Quantity::uniform(15.0, 20.0));
    let inputs = [Input { name: "subjects", quantity: &subjects }, Input { name: "ratio", quantity: &ratio }];
    let model = scalar(2, |x| x[0] * x[1]);
    let options = Options { stop: Stop::Draws(1_000_000), threads, ..Options::default() };
    bencher.counter(ItemsCount::new(1_000_000_u64)).bench_local(|| simulate(&inputs, &model, &options));
}
