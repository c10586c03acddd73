//! Any text as a cell of every kind in a file of every decimal mark: no panic, and what is read is finite,
//! inside its column, and reads back from its canonical form.
//!
//! Run: `cargo fuzz run --sanitizer none cell` (plain stable is enough).
#![no_main]

use libfuzzer_sys::fuzz_target;
use stakeout::quantity::{CellContext, CellKind, DecimalMark, Quantity, decimal_evidence};

const KINDS: [CellKind; 5] =
    [CellKind::Count, CellKind::Rate, CellKind::Share, CellKind::Part, CellKind::Number];
const MARKS: [DecimalMark; 3] = [DecimalMark::Undecided, DecimalMark::Point, DecimalMark::Comma];

fuzz_target!(|text: &str| {
    decimal_evidence(text);
    for kind in KINDS {
        for decimal in MARKS {
            match Quantity::parse(text, &CellContext { kind, decimal }) {
                Ok(quantity) => check(&quantity, kind),
                Err(error) => assert!(text.get(error.span).is_some()),
            }
        }
    }
});

fn check(quantity: &Quantity, kind: CellKind) {
    let (low, high, _) = quantity.range_ends();
    assert!(low.is_finite() && high.is_finite() && low <= quantity.base() && quantity.base() <= high);
    assert!(kind == CellKind::Number || quantity.quantile(0.0) >= 0.0);
    assert!(kind != CellKind::Share || quantity.quantile(1.0) <= 1.0);
    let again = Quantity::parse(&quantity.to_string(), &CellContext { kind, decimal: DecimalMark::Point });
    assert_eq!(again.as_ref(), Ok(quantity));
}
