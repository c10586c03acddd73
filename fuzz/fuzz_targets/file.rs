//! Any bytes as a file: no panic; a study that is read has people on a list, and a refusal can be drawn.
//!
//! Run: `cargo fuzz run --sanitizer none file` (plain stable is enough).
#![no_main]

use libfuzzer_sys::fuzz_target;
use stakeout::input::{StudySource, read};

fuzz_target!(|bytes: &[u8]| {
    match read(vec![StudySource::Stdin(bytes.to_vec())]) {
        Ok(reading) => {
            assert!(!reading.study.tiers.is_empty());
            assert!(reading.cells.cells(&reading.study).count() > 0);
        }
        Err(problems) => {
            assert!(!problems.list.is_empty());
            problems.render_human(true);
            problems.render_json();
            for problem in &problems.list {
                assert!(problem.source_line.get(problem.span.clone()).is_some());
            }
        }
    }
});
