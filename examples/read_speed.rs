//! How fast a 100,000-row tiers table becomes a study: `cargo run --release --example read_speed`.

use stakeout::input::{StudySource, read};
use std::io::Write as _;
use std::time::Instant;

fn main() -> std::io::Result<()> {
    let mut text = String::from("tier,subjects,officers_per_subject\n");
    for row in 0..100_000 {
        let (subjects, low, high) = (100 + row * 7 % 9000, 10 + row % 7, 20 + row % 5);
        text.extend([format!("tier {row:06},{subjects},{low}-{high}\n")]);
    }
    let (mut first, mut best) = (None, f64::INFINITY);
    for _ in 0..20 {
        let source = StudySource::Stdin(text.clone().into_bytes());
        let start = Instant::now();
        let reading = read(vec![source]);
        let seconds = start.elapsed().as_secs_f64();
        first.get_or_insert(seconds);
        best = best.min(seconds);
        assert!(reading.is_ok_and(|reading| reading.study.tiers.len() == 100_000));
    }
    let megabytes = text.len() as f64 / 1e6;
    let first = first.unwrap_or(best) * 1e3;
    let (ms, speed) = (best * 1e3, megabytes / best);
    writeln!(
        std::io::stdout(),
        "{megabytes:.2} MB in {ms:.1} ms: {speed:.0} MB/s (the first time {first:.1} ms)"
    )
}
