//! Times the sensitivity analyses on demand and coverage, 9 triangular inputs:
//! `cargo run --release --example indices_speed -- [THREADS]`.

use stakeout::analysis::morris::{Screening, morris};
use stakeout::analysis::sobol::{Sharing, sobol};
use stakeout::analysis::sweep::{Axis, Steps, sweep};
use stakeout::analysis::trajectory::Spread;
use stakeout::analysis::{FnModel, Input};
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

const NAMES: [&str; 9] = ["s1", "s2", "s3", "s4", "r1", "r2", "r3", "r4", "staff"];

fn coverage(x: &[&[f64]], outcomes: &mut [&mut [f64]]) {
    let [coverage] = outcomes else { return };
    let [s1, s2, s3, s4, r1, r2, r3, r4, staff] = x else { return };
    let len = coverage.len();
    let [s1, s2, s3, s4, r1, r2, r3, r4, staff] =
        [s1, s2, s3, s4, r1, r2, r3, r4, staff].map(|column| &column[..len]);
    for (at, coverage) in coverage.iter_mut().enumerate() {
        let demand = s1[at] * r1[at] + s2[at] * r2[at] + s3[at] * r3[at] + s4[at] * r4[at];
        let share = staff[at] / demand;
        *coverage = if share < 1.0 { share } else { 1.0 };
    }
}

/// Runs eleven times and writes the median and the best time.
fn time<T>(out: &mut impl Write, name: &str, run: impl Fn() -> T) -> std::io::Result<()> {
    let mut seconds: Vec<f64> = (0..11)
        .map(|_| {
            let start = Instant::now();
            std::hint::black_box(run());
            start.elapsed().as_secs_f64()
        })
        .collect();
    seconds.sort_by(f64::total_cmp);
    writeln!(out, "{name:<48} median {:.5} s, best {:.5} s", seconds[5], seconds[0])
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let threads = std::env::args().nth(1).map_or(Ok(0), |text| text.parse())?;
    let made: Result<Vec<Quantity>, _> =
        INPUTS.iter().map(|(low, mode, high)| Quantity::triangular(*low, *mode, *high)).collect();
    let quantities = made?;
    let inputs: Vec<Input<'_>> =
        quantities.iter().zip(NAMES).map(|(quantity, name)| Input { name, quantity }).collect();
    let model = FnModel::new(9, 1, coverage);
    let mut out = std::io::stdout().lock();
    for resamples in [None, Some(100), Some(1_000)] {
        let sharing = Sharing { samples: 1 << 16, resamples, threads, ..Sharing::default() };
        let name = format!("sobol, 2^16 samples, resamples {resamples:?}");
        time(&mut out, &name, || sobol(&inputs, &model, &sharing))?;
    }
    for spread in [Spread::Random, Spread::Balanced, Spread::Furthest] {
        let screening = Screening { spread, threads, ..Screening::default() };
        let name = format!("morris, 1,000 trajectories, {spread:?}");
        time(&mut out, &name, || morris(&inputs, &model, &screening))?;
    }
    let point: Vec<f64> = quantities.iter().map(Quantity::base).collect();
    let axis = |input, from, to| {
        let values = Steps::Linear { from, to, count: 1_000 }.values();
        values.map(|values| Axis { input, values })
    };
    let grid = [axis(0, 100.0, 20_000.0)?, axis(4, 1.0, 20.0)?];
    time(&mut out, "sweep, 1,000 x 1,000", || sweep(&model, &point, &grid, threads)).map_err(Into::into)
}
