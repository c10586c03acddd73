//! What the grammar reads, as canonical text.

use super::super::super::{DecimalMark, Qualifier, Quantity, Shape, decimal_evidence};
use super::super::CellKind::{self, Count, Number, Rate, Share};
use super::{KINDS, parse, read};

fn all(kind: CellKind, table: &[(&str, &str)]) {
    for (text, canonical) in table {
        assert_eq!(read(text, kind), *canonical, "{text:?} as {kind:?}");
    }
}

#[test]
fn one_number_in_every_grouping() {
    for text in [
        "11000",
        "11,000",
        "11 000",
        "11\u{a0}000",
        "11\u{202f}000",
        "11\u{2009}000",
        "11'000",
        "11\u{2019}000",
        "11_000",
        "11k",
        "11 k",
        "11K",
        "11.000",
        " 11000 ",
        "1.1e4",
        "1.1E+04",
        "11 thousand",
    ] {
        assert_eq!(read(text, Count), "11000", "{text}");
    }
    all(
        Count,
        &[
            ("1,234,567", "1234567"),
            ("1.234.567", "1234567"),
            ("1,234,567.5", "1234567.5"),
            ("1.234.567,5", "1234567.5"),
            ("11 000,5", "11000.5"),
            ("17.5", "17.5"),
            ("17,5", "17.5"),
            ("1e6", "1000000"),
            ("2m", "2000000"),
            ("1.5 million", "1500000"),
            ("18 million GBP", "18000000"),
            ("€500", "500"),
            ("£ 1,200", "1200"),
            ("9007199254740991", "9007199254740991"),
            ("0", "0"),
            ("007", "7"),
        ],
    );
}

#[test]
fn rates_take_decimals() {
    all(
        Rate,
        &[
            ("0.005", "0.005"),
            ("0,005", "0.005"),
            ("17,5", "17.5"),
            (".5", "0.5"),
            (",5", "0.5"),
            ("1850", "1850"),
            ("17.25", "17.25"),
            ("1200.500", "1200.5"),
            ("1,200.5", "1200.5"),
            ("1e-3", "0.001"),
            ("15-20 officers", "15 to 20"),
            ("15 officers per subject", "15"),
            ("15 to 20 officers/subject", "15 to 20"),
            ("40 h", "40"),
        ],
    );
}

#[test]
fn the_files_mark_decides() {
    let value = |text, kind, mark| parse(text, kind, mark).map(|q| q.base()).map_err(|e| e.code);
    assert_eq!(value("1,200", Rate, DecimalMark::Point), Ok(1200.0));
    assert_eq!(value("1,200", Rate, DecimalMark::Comma), Ok(1.2));
    assert_eq!(value("1.200", Rate, DecimalMark::Point), Ok(1.2));
    assert_eq!(value("1.200", Rate, DecimalMark::Comma), Ok(1200.0));
    assert_eq!(value("11.000", Count, DecimalMark::Comma), Ok(11_000.0));
    assert_eq!(value("11.000", Count, DecimalMark::Point), Err("decimal-mark"));
    assert_eq!(value("11,000", Count, DecimalMark::Comma), Err("decimal-mark"));
    assert_eq!(value("1,200", Rate, DecimalMark::Undecided), Err("ambiguous-number"));
    assert_eq!(value("1.200", Rate, DecimalMark::Undecided), Err("ambiguous-number"));
    assert_eq!(value("1,200 to 1,500.5", Rate, DecimalMark::Undecided), Ok(1350.25));
}

#[test]
fn a_cell_proves_its_decimal_mark() {
    for (text, mark) in [
        ("17,5", Some(DecimalMark::Comma)),
        ("17.5", Some(DecimalMark::Point)),
        ("1,200.5", Some(DecimalMark::Point)),
        ("11.000,5", Some(DecimalMark::Comma)),
        ("1,234,567", Some(DecimalMark::Point)),
        ("1.234.567", Some(DecimalMark::Comma)),
        ("11 000,5", Some(DecimalMark::Comma)),
        ("0,200", Some(DecimalMark::Comma)),
        ("17,5-20", Some(DecimalMark::Comma)),
        ("uniform(1,5; 2,5)", Some(DecimalMark::Comma)),
        ("uniform(1.5, 2)", Some(DecimalMark::Point)),
        ("1,200", None),
        ("11.000", None),
        ("11000", None),
        ("uniform(15,20)", None),
        ("12.10.2015", None),
        ("11,0000", None),
        ("15..20", None),
        ("", None),
    ] {
        assert_eq!(decimal_evidence(text), mark, "{text}");
    }
}

#[test]
fn ranges_in_every_writing() {
    for text in [
        "15-20",
        "15 - 20",
        "15–20",
        "15—20",
        "15−20",
        "15 to 20",
        "15..20",
        "15 .. 20",
        "15…20",
        "15 TO 20",
        "from 15 to 20",
        "between 15 and 20",
        "15 à 20",
        "de 15 à 20",
        "entre 15 et 20",
        "17.5 +/- 2.5",
        "17.5 ± 2.5",
        "17,5 ± 2,5",
        "uniform(15, 20)",
        "uniform(15;20)",
        "UNIFORM( 15 , 20 )",
        "15 officers to 20 officers",
    ] {
        assert_eq!(read(text, Rate), "15 to 20", "{text}");
    }
    all(
        Count,
        &[
            ("10-15k", "10000 to 15000"),
            ("10k-15k", "10000 to 15000"),
            ("1-2 million", "1000000 to 2000000"),
            ("11000 ± 10%", "9900 to 12100"),
            ("11k ± 1k", "10000 to 12000"),
            ("1 200 - 1 500", "1200 to 1500"),
            ("11,000-12,000", "11000 to 12000"),
            ("15-15", "15"),
            ("10-12", "10 to 12"),
        ],
    );
    all(Rate, &[("17,5-20", "17.5 to 20"), ("17,5-20,5", "17.5 to 20.5"), ("14.2-18.9", "14.2 to 18.9")]);
}

#[test]
fn parts_are_written_as_shares_and_may_pass_one() {
    all(
        CellKind::Part,
        &[
            ("0.25", "0.25"),
            ("0,25", "0.25"),
            ("20%", "0.2"),
            ("120%", "1.2"),
            ("1 in 5", "0.2"),
            ("1.5", "1.5"),
            ("2 ± 10%", "1.8 to 2.2"),
            ("30% ± 5%", "0.25 to 0.35"),
        ],
    );
}

#[test]
fn shares() {
    all(
        Share,
        &[
            ("30%", "0.3"),
            ("0.3", "0.3"),
            ("0,3", "0.3"),
            ("30 %", "0.3"),
            ("30\u{202f}%", "0.3"),
            ("30 percent", "0.3"),
            ("1 in 5", "0.2"),
            ("1 sur 5", "0.2"),
            ("100%", "1"),
            ("1", "1"),
            ("0", "0"),
            ("1,5 %", "0.015"),
            ("1.5%", "0.015"),
            ("15-20%", "0.15 to 0.2"),
            ("15%-20%", "0.15 to 0.2"),
            ("0.15-0.2", "0.15 to 0.2"),
            ("30% ± 5%", "0.25 to 0.35"),
            ("30 ± 5%", "0.25 to 0.35"),
            ("0.3 ± 0.05", "0.25 to 0.35"),
            ("0.125", "0.125"),
            ("33,333%", "0.33333"),
            ("up to 15%", "at most 0.15"),
            ("90% 15 to 20%", "90% 0.15 to 0.2"),
            ("beta(2, 8)", "beta(2, 8)"),
            ("normal(30%, 5%)", "normal(0.3, 0.05)"),
            ("15 to 20% (best 18)", "pert(0.15, 0.18, 0.2)"),
        ],
    );
}

#[test]
fn distributions() {
    all(
        Rate,
        &[
            ("15 to 20 (best 18)", "pert(15, 18, 20)"),
            ("15-20 (most likely 18)", "pert(15, 18, 20)"),
            ("15 to 20, best 18", "pert(15, 18, 20)"),
            ("15 to 20 (best: 18)", "pert(15, 18, 20)"),
            ("90% 15 to 20", "90% 15 to 20"),
            ("90% 15-20", "90% 15 to 20"),
            ("95.5% 15-20", "95.5% 15 to 20"),
            ("90% CI 15 to 20", "90% 15 to 20"),
            ("90% CI: 15-20", "90% 15 to 20"),
            ("90% 0 to 20", "90% 0 to 20"),
            ("triangular(15, 18, 20)", "triangular(15, 18, 20)"),
            ("triangular(15;18,5;20)", "triangular(15, 18.5, 20)"),
            ("pert(15,18,20)", "pert(15, 18, 20)"),
            ("normal(17, 1.5)", "normal(17, 1.5)"),
            ("lognormal(17, 1.5)", "lognormal(17, 1.5)"),
            ("discrete(20:0.25, 10:0.75)", "discrete(10:0.75, 20:0.25)"),
            ("discrete(10:75%; 20:25%)", "discrete(10:0.75, 20:0.25)"),
            ("normal(17, 0)", "17"),
            ("pert(15, 15, 15)", "15"),
            ("pert(1.125, 1.25, 1.375)", "pert(1.1250, 1.25, 1.3750)"),
            ("10-15k (best 12)", "pert(10000, 12000, 15000)"),
        ],
    );
}

#[test]
fn qualifiers() {
    for (text, qualifier) in [
        ("~1,200", Qualifier::About),
        ("c. 1200", Qualifier::About),
        ("c.1200", Qualifier::About),
        ("ca 1200", Qualifier::About),
        ("about 1200", Qualifier::About),
        ("environ 1 200", Qualifier::About),
        ("at least 1200", Qualifier::AtLeast),
        ("More than 1200", Qualifier::AtLeast),
        ("≥ 1200", Qualifier::AtLeast),
        (">1200", Qualifier::AtLeast),
        ("1200+", Qualifier::AtLeast),
        ("au moins 1200", Qualifier::AtLeast),
        ("fewer than 1200", Qualifier::AtMost),
        ("up to 1200", Qualifier::AtMost),
        ("<= 1200", Qualifier::AtMost),
        ("jusqu'à 1200", Qualifier::AtMost),
    ] {
        let wanted = Quantity::exact(1200.0).qualified(qualifier);
        assert_eq!(parse(text, Count, DecimalMark::Undecided), Ok(wanted), "{text}");
    }
    assert_eq!(read("at least 15-20", Rate), "at least 15 to 20");
    assert_eq!(read("about pert(15, 18, 20)", Rate), "about pert(15, 18, 20)");
}

#[test]
fn any_number_may_be_negative() {
    all(
        Number,
        &[
            ("-5", "-5"),
            ("−5", "-5"),
            ("(500)", "-500"),
            ("+8500", "8500"),
            ("-5 to 5", "-5 to 5"),
            ("-5 to -2", "-5 to -2"),
            ("5-10", "5 to 10"),
            ("10%", "0.1"),
            ("-10%", "-0.1"),
            ("1.1", "1.1"),
            ("90% -5 to 5", "90% -5 to 5"),
            ("normal(-5, 2)", "normal(-5, 2)"),
            ("-1 ± 2", "-3 to 1"),
        ],
    );
}

#[test]
fn only_what_can_reach_beyond_the_column_is_cut_off() {
    let cut = |text, kind| parse(text, kind, DecimalMark::Undecided).unwrap().cut_off();
    assert_eq!(cut("normal(17, 5)", Rate), (Some(0.0), None));
    assert_eq!(cut("90% 0 to 20", Rate), (Some(0.0), None));
    assert_eq!(cut("normal(30%, 5%)", Share), (Some(0.0), Some(1.0)));
    assert_eq!(cut("lognormal(30%, 5%)", Share), (None, Some(1.0)));
    assert_eq!(cut("lognormal(17, 5)", Rate), (None, None));
    assert_eq!(cut("normal(17, 5)", Number), (None, None));
    assert_eq!(cut("15 to 20 (best 18)", Rate), (None, None));
}

#[test]
fn the_quick_way_reads_as_the_grammar_does() {
    for text in
        ["0", "7", "11000", "0.3", "1", "17.5", "0.005", "1200.500", "15-20", "0-1", "999999999999999"]
    {
        for kind in KINDS {
            for decimal in [DecimalMark::Undecided, DecimalMark::Point] {
                let context = super::super::CellContext { kind, decimal };
                let Some(quick) = super::super::plain::read(text.as_bytes(), context) else { continue };
                assert_eq!(super::super::parse_in_full(text, context), Ok(quick), "{text}");
            }
        }
    }
    let plain = parse("17.55", Rate, DecimalMark::Undecided).unwrap();
    assert_eq!(*plain.shape(), Shape::Exact(17.55));
}
