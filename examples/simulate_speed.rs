//! Times a simulation of demand and coverage, 9 triangular inputs:
//! `cargo run --release --example simulate_speed -- DRAWS [THREADS] [drivers|lean]`.

use stakeout::analysis::{FnModel, Input, Options, Stop, simulate};
use stakeout::quantity::Quantity;
use std::io::Write;
use std::time::Instant;

/// Low, likeliest and high of four numbers of subjects, four of officers per subject, and the officers.
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

fn coverage(x: &[&[f64]], outcomes: &mut [&mut [f64]]) {
    let Some(coverage) = outcomes.first_mut() else { return };
    let [s1, s2, s3, s4, r1, r2, r3, r4, staff] = x else { return };
    let len = coverage.len();
    let columns = [s1, s2, s3, s4, r1, r2, r3, r4, staff].map(|column| &column[..len]);
    let [s1, s2, s3, s4, r1, r2, r3, r4, staff] = columns;
    for (at, coverage) in coverage.iter_mut().enumerate() {
        let demand = s1[at] * r1[at] + s2[at] * r2[at] + s3[at] * r3[at] + s4[at] * r4[at];
        let share = staff[at] / demand;
        *coverage = if share < 1.0 { share } else { 1.0 };
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let argument = |at: usize| std::env::args().nth(at);
    let draws = argument(1).map_or(Ok(10_000_000), |text| text.parse())?;
    let threads = argument(2).map_or(Ok(2), |text| text.parse())?;
    let lean = argument(3).is_some_and(|text| text == "lean");
    let quantities: Vec<Quantity> = INPUTS
        .iter()
        .map(|(low, mode, high)| Quantity::triangular(*low, *mode, *high))
        .collect::<Result<_, _>>()
        .map_err(|error| format!("{error:?}"))?;
    let inputs: Vec<Input> = quantities.iter().map(|quantity| Input { name: "input", quantity }).collect();
    let options = Options {
        stop: Stop::Draws(draws),
        threads,
        drivers: !lean,
        keep_draws: !lean,
        ..Options::default()
    };
    let begun = Instant::now();
    let result = simulate(&inputs, &FnModel::new(9, 1, coverage), &options)?;
    let seconds = begun.elapsed().as_secs_f64();
    let outcome = &result.outcomes[0];
    let mut out = std::io::stdout().lock();
    writeln!(out, "{draws} draws, {threads} threads: {seconds:.4} s")?;
    writeln!(out, "mean {:?}\nsd {:?}", outcome.mean, outcome.sd)?;
    for quantile in &outcome.quantiles {
        writeln!(out, "{quantile:?}")?;
    }
    for driver in &outcome.drivers {
        writeln!(out, "{driver:?}")?;
    }
    Ok(())
}
