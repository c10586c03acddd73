//! `cargo bench --bench read`: from the bytes of a tiers table to a study.

use divan::Bencher;
use divan::counter::BytesCount;
use stakeout::input::{StudySource, read};

fn main() {
    divan::main();
}

/// A table of tiers, each with a range; names in order, or mixed as by a sort on another column.
fn tiers(rows: u64, order: impl Fn(u64) -> u64) -> Vec<u8> {
    let mut text = String::from("tier,subjects,officers_per_subject\n");
    for row in 0..rows {
        let (name, subjects, low, high) = (order(row), 100 + row * 7 % 9000, 10 + row % 7, 20 + row % 5);
        text.extend([format!("tier {name:06},{subjects},{low}-{high}\n")]);
    }
    text.into_bytes()
}

fn reading(bencher: Bencher, text: &[u8]) {
    let source = || vec![StudySource::Stdin(text.to_vec())];
    bencher.counter(BytesCount::of_slice(text)).with_inputs(source).bench_local_values(read);
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn in_order(bencher: Bencher, rows: u64) {
    reading(bencher, &tiers(rows, |row| row));
}

#[divan::bench(args = [1_000, 10_000, 100_000])]
fn mixed(bencher: Bencher, rows: u64) {
    reading(bencher, &tiers(rows, |row| row * 7_919 % rows));
}
