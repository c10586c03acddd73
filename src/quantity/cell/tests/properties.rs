//! Properties of the grammar: it never panics, its canonical form reads back, its suggestions are right.

use super::super::super::{DecimalMark, Qualifier, Quantity, decimal_evidence};
use super::super::{CellContext, CellKind, Range};
use super::{KINDS, MARKS, parse};
use proptest::prelude::*;

fn kind() -> impl Strategy<Value = CellKind> {
    prop::sample::select(&KINDS[..])
}

fn mark() -> impl Strategy<Value = DecimalMark> {
    prop::sample::select(&MARKS[..])
}

fn qualifier() -> impl Strategy<Value = Qualifier> {
    prop::sample::select(vec![Qualifier::Exact, Qualifier::About, Qualifier::AtLeast, Qualifier::AtMost])
}

/// Pieces of cells, put together at random: nearer to the grammar than arbitrary text.
fn pieces() -> impl Strategy<Value = String> {
    let words = vec![
        "15",
        "20",
        "1,200",
        "1.200",
        "17,5",
        "0.3",
        "11 000",
        "%",
        "k",
        "m",
        "-",
        "–",
        "to",
        " ",
        " ",
        "(",
        ")",
        ",",
        ";",
        ":",
        "±",
        "+/-",
        "..",
        "best",
        "at least",
        "~",
        "pert(",
        "normal(",
        "discrete(",
        "beta(",
        "in",
        "1e999",
        "1e-400",
        "99999999999999999999999999999",
        "-5",
        "€",
        "officers",
        "per",
        "90%",
        "Oct",
        "/",
        ".",
        "'",
        "\u{202f}",
        "é",
        "#REF!",
        "=",
        "+",
        "de",
        "à",
        "0",
    ];
    prop::collection::vec(prop::sample::select(words), 0..9).prop_map(|words| words.concat())
}

/// A number the kind can hold, with decimals a person could write.
fn value(kind: CellKind) -> BoxedStrategy<f64> {
    match kind {
        CellKind::Share => (0_u32..=100_000).prop_map(|n| f64::from(n) / 100_000.0).boxed(),
        CellKind::Number => prop_oneof![-1e9..1e9, (-9999_i32..9999).prop_map(f64::from)].boxed(),
        _ => prop_oneof![
            (0_u32..2_000_000).prop_map(f64::from),
            (0_u32..9_000_000).prop_map(|n| f64::from(n) / 1000.0),
            0.0..1e9,
            1e-12..1e-3,
        ]
        .boxed(),
    }
}

/// A quantity of any shape that the kind can hold.
fn quantity() -> impl Strategy<Value = (CellKind, Quantity)> {
    let of_kind =
        |kind: CellKind| (Just(kind), [value(kind), value(kind), value(kind)], 0..9_u8, qualifier());
    kind().prop_flat_map(of_kind).prop_filter_map("no such shape", |(kind, mut values, shape, qualifier)| {
        values.sort_by(f64::total_cmp);
        let [low, mode, high] = values;
        let part = (high.abs() / 3e9).clamp(0.01, 0.99);
        let quantity = match shape {
            0 => Quantity::bounds(low, low),
            1 => Quantity::bounds(low, high),
            2 => Quantity::triangular(low, mode, high),
            3 => Quantity::pert(low, mode, high),
            4 => Quantity::normal(mode, high - low),
            5 => Quantity::lognormal(mode, high - low),
            6 => Quantity::interval(low, high, part),
            7 if kind != CellKind::Count => Quantity::beta(part * 10.0, 3.0),
            _ => Quantity::discrete(&[(low, 0.25), (mode, 0.25), (high, 0.5)]),
        };
        let limited = quantity.ok()?.limited_to(kind.support()).ok()?;
        Some((kind, limited.qualified(qualifier)))
    })
}

fn check_error(text: &str, kind: CellKind, mark: DecimalMark) {
    let Err(error) = parse(text, kind, mark) else { return };
    let Range { start, end } = error.span;
    assert!(text.get(start..end).is_some(), "{text:?}: span {start}..{end} of {}", error.code);
    assert!(!error.reason.is_empty() && !error.code.is_empty());
    if let Some(suggestion) = error.suggestion {
        assert!(parse(&suggestion, kind, mark).is_ok(), "{text:?}: `{suggestion}` is no better");
    }
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC*", kind in kind(), mark in mark()) {
        decimal_evidence(&text);
        check_error(&text, kind, mark);
    }

    #[test]
    fn near_cells_never_panic_and_suggestions_are_right(text in pieces(), kind in kind(), mark in mark()) {
        decimal_evidence(&text);
        check_error(&text, kind, mark);
    }

    #[test]
    fn what_is_read_is_finite_and_in_the_column(text in pieces(), kind in kind(), mark in mark()) {
        let Ok(quantity) = parse(&text, kind, mark) else { return Ok(()) };
        let (low, high, _) = quantity.range_ends();
        let base = quantity.base();
        prop_assert!(low <= base && base <= high, "{text:?}: {low} {base} {high}");
        prop_assert!([low, high, quantity.mean(), quantity.sd()].iter().all(|v| v.is_finite()));
        prop_assert!(kind == CellKind::Number || quantity.quantile(0.0) >= 0.0);
        prop_assert!(kind != CellKind::Share || quantity.quantile(1.0) <= 1.0);
        let canonical = quantity.to_string();
        prop_assert_eq!(parse(&canonical, kind, DecimalMark::Point), Ok(quantity), "{:?} {}", text, canonical);
    }

    #[test]
    fn the_canonical_form_reads_back((kind, quantity) in quantity()) {
        let text = quantity.to_string();
        let again = parse(&text, kind, DecimalMark::Point);
        prop_assert_eq!(again, Ok(quantity), "{} as {:?}", text, kind);
    }

    #[test]
    fn whole_numbers_are_read_the_same_in_the_quick_way(text in "[0-9]{1,18}|[0-9]{0,3}[-.,k ]?[0-9]{0,3}", kind in kind(), mark in mark()) {
        let quick = Quantity::whole(&text, CellContext { kind, decimal: mark });
        if let Some(quick) = quick {
            prop_assert!(text.bytes().all(|byte| byte.is_ascii_digit()));
            prop_assert_eq!(parse(&text, kind, mark), Ok(quick));
        }
    }

    #[test]
    fn a_comma_file_reads_the_same_numbers(whole in 0_u32..99_999, cents in 1_u32..99) {
        let (point, comma) = (format!("{whole}.{cents:02}"), format!("{whole},{cents:02}"));
        let read = |text: &str, mark| parse(text, CellKind::Rate, mark);
        prop_assert_eq!(read(&point, DecimalMark::Point), read(&comma, DecimalMark::Comma));
    }
}
