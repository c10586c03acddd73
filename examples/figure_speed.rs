//! How long one figure takes, in one process: `cargo run --release --example figure_speed`.
#![allow(clippy::print_stdout)]

use std::time::Instant;

use stakeout::chart::{Axis, Drawing, Heat, Lines, Page, Series};
use stakeout::unit::Unit;

fn heat() -> Drawing {
    let xs: Vec<f64> = (5..=30).map(f64::from).collect();
    let ys: Vec<f64> = (1..=20).map(|i| f64::from(i) * 250.0).collect();
    let values = ys.iter().flat_map(|y| xs.iter().map(move |x| 11_800.0 / (x * y))).collect();
    let outcome = Axis::new("Coverage", Unit::share());
    Heat { xs, ys, values, outcome, middle: 1.0, ..Heat::default() }.draw(&Page::page())
}

fn lines() -> Drawing {
    let points = (5..=30).map(|x| (f64::from(x), 9.0 / f64::from(x))).collect();
    let y = Axis::new("Coverage", Unit::share());
    Lines { y, series: vec![Series::new("Staff of today", points)], ..Lines::default() }.draw(&Page::page())
}

fn main() {
    for (name, draw) in [("lines, first", lines as fn() -> Drawing), ("lines", lines), ("heatmap", heat)] {
        let start = Instant::now();
        let svg = draw().svg();
        let svg_ms = start.elapsed().as_secs_f64() * 1e3;
        let drawing = draw();
        let before = Instant::now();
        let png = drawing.png().map_or(0, |file| file.len());
        let png_ms = before.elapsed().as_secs_f64() * 1e3;
        let before = Instant::now();
        let pdf = drawing.pdf().map_or(0, |file| file.len());
        let pdf_ms = before.elapsed().as_secs_f64() * 1e3;
        println!(
            "{name}: SVG {svg_ms:.1} ms ({} bytes), PNG {png_ms:.1} ms ({png}), PDF {pdf_ms:.1} ms ({pdf})",
            svg.len()
        );
    }
}
