//! Every refusal: exact code, words, place and suggestion.

use super::super::super::DecimalMark::{self, Comma, Point, Undecided};
use super::super::CellKind::{self, Count, Number, Rate, Share};
use super::super::Range;
use super::parse;

/// A cell's text, its column and its file's mark; code, suggestion, words, and the bytes pointed at.
type Case =
    (&'static str, CellKind, DecimalMark, &'static str, Option<&'static str>, &'static str, Range<usize>);

fn check(cases: &[Case]) {
    for (text, kind, mark, code, suggestion, reason, span) in cases {
        let error = parse(text, *kind, *mark).expect_err(text);
        let found = (error.code, error.suggestion.as_deref(), error.reason.as_str(), &error.span);
        assert_eq!(found, (*code, *suggestion, *reason, span), "{text:?} as {kind:?} in {mark:?}");
    }
}

#[rustfmt::skip]
const BLANKS_ERRORS_AND_WORDS: &[Case] = &[
    ("", Count, Undecided, "empty", None,
     "the cell is empty, and unknown is not 0: write a number, or a range such as `15 to 20`", 0..0),
    ("=11000*15", Count, Undecided, "formula", None,
     "`=11000*15` is a formula, not its value: write the number it gives", 0..9),
    ("#REF!", Count, Undecided, "spreadsheet-error", None,
     "`#REF!` is a spreadsheet's error, not a number: repair the formula in the spreadsheet and export again", 0..5),
    ("?", Count, Undecided, "unknown", None,
     "`?` says that the number is unknown, and unknown is not 0: write a range that surely holds it, such as `0 to 50`, or leave the row out", 0..1),
    ("about unknown", Rate, Undecided, "unknown", None,
     "`unknown` says that the number is unknown, and unknown is not 0: write a range that surely holds it, such as `0 to 50`, or leave the row out", 6..13),
    ("n/a", Count, Undecided, "unknown", None,
     "`n/a` says that the number is unknown, and unknown is not 0: write a range that surely holds it, such as `0 to 50`, or leave the row out", 0..3),
    ("-", Count, Undecided, "unknown", None,
     "`-` says that the number is unknown, and unknown is not 0: write a range that surely holds it, such as `0 to 50`, or leave the row out", 0..1),
    ("unknown", Count, Undecided, "unknown", None,
     "`unknown` says that the number is unknown, and unknown is not 0: write a range that surely holds it, such as `0 to 50`, or leave the row out", 0..7),
    ("NaN", Rate, Undecided, "not-finite", None,
     "`NaN` is not a number to calculate with: write digits, such as `11000`", 0..3),
    ("∞", Count, Undecided, "not-finite", None,
     "`∞` is not a number to calculate with: write digits, such as `11000`", 0..3),
    ("fifteen", Rate, Undecided, "not-a-quantity", None,
     "`fifteen` is not a number: write digits such as `11000`, or a range such as `15 to 20`", 0..7),
    ("at least", Rate, Undecided, "not-a-quantity", None,
     "`at least` is not a number: write digits such as `11000`, or a range such as `15 to 20`", 0..8),
    ("(15", Rate, Undecided, "not-a-quantity", None,
     "`(15` is not a number: write digits such as `11000`, or a range such as `15 to 20`", 0..3),
    ("++5", Rate, Undecided, "not-a-quantity", None,
     "`++5` is not a number: write digits such as `11000`, or a range such as `15 to 20`", 0..3),
];

#[test]
fn blanks_errors_and_words() {
    check(BLANKS_ERRORS_AND_WORDS);
}

#[rustfmt::skip]
const SIGNS: &[Case] = &[
    ("-5", Count, Undecided, "negative", None,
     "`-5` is below 0, which this column cannot be: write 0 or more; to take away, use a scenarios row with operation `add`", 0..2),
    ("(500)", Count, Undecided, "negative", None,
     "`(500)` is below 0, which this column cannot be: write 0 or more; to take away, use a scenarios row with operation `add`", 0..5),
    ("5 ± 10", Rate, Undecided, "negative", Some("0 to 15"),
     "`5 ± 10` reaches below 0, which this column cannot be: write the range with its lowest possible value", 0..7),
    ("uniform(-5, 5)", Rate, Undecided, "negative", None,
     "`uniform(-5, 5)` is below 0, which this column cannot be: write 0 or more; to take away, use a scenarios row with operation `add`", 0..14),
    ("normal(-15, 1)", Rate, Undecided, "negative", None,
     "`normal(-15, 1)` is below 0, which this column cannot be: write 0 or more; to take away, use a scenarios row with operation `add`", 0..14),
    ("about -5", Rate, Undecided, "negative", None,
     "`-5` is below 0, which this column cannot be: write 0 or more; to take away, use a scenarios row with operation `add`", 6..8),
    ("-5%", Share, Undecided, "negative", None,
     "`-5%` is below 0, which this column cannot be: write 0 or more; to take away, use a scenarios row with operation `add`", 0..3),
    ("11000 ± 200%", Count, Undecided, "negative", Some("0 to 33000"),
     "`11000 ± 200%` reaches below 0, which this column cannot be: write the range with its lowest possible value", 0..13),
    ("30% ± 80%", Share, Undecided, "negative", None,
     "`30% ± 80%` reaches below 0, which this column cannot be: write the range with its lowest possible value", 0..10),
    ("+5", Count, Undecided, "plus-sign", Some("5"),
     "`+5` has a plus sign: write the number alone; to add, use a scenarios row with operation `add`", 0..2),
];

#[test]
fn signs() {
    check(SIGNS);
}

#[rustfmt::skip]
const DATES_AND_RATIOS: &[Case] = &[
    ("12-Oct", Rate, Undecided, "date", Some("10 to 12"),
     "`12-Oct` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..6),
    ("oct-12", Rate, Undecided, "date", Some("10 to 12"),
     "`oct-12` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..6),
    ("10-déc", Rate, Undecided, "date", Some("10 to 12"),
     "`10-déc` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..7),
    ("12/10/2015", Rate, Undecided, "date", Some("10 to 12"),
     "`12/10/2015` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..10),
    ("2015-10-12", Rate, Undecided, "date", Some("10 to 12"),
     "`2015-10-12` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..10),
    ("2015-10-12 00:00:00", Rate, Undecided, "date", Some("10 to 12"),
     "`2015-10-12 00:00:00` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..19),
    ("12.10.2015", Rate, Undecided, "date", Some("10 to 12"),
     "`12.10.2015` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..10),
    ("10/12", Rate, Undecided, "date", Some("10 to 12"),
     "`10/12` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..5),
    ("2015-10", Rate, Undecided, "date", None,
     "`2015-10` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..7),
    ("10-Oct", Rate, Undecided, "date", None,
     "`10-Oct` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..6),
    ("Oct-95", Rate, Undecided, "date", Some("10 to 95"),
     "`Oct-95` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..6),
    ("12-Oct-15", Count, Undecided, "date", Some("10 to 12"),
     "`12-Oct-15` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..9),
    ("12-Oct", Share, Undecided, "date", None,
     "`12-Oct` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..6),
    ("12-Oct", Number, Comma, "date", Some("10 to 12"),
     "`12-Oct` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..6),
    ("12 Oct", Rate, Undecided, "date", Some("10 to 12"),
     "`12 Oct` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..6),
    ("May 15", Rate, Undecided, "date", Some("5 to 15"),
     "`May 15` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..6),
    ("at least 12-Oct", Rate, Undecided, "date", Some("10 to 12"),
     "`12-Oct` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 9..15),
    ("2015-10-12T00:00:00", Rate, Undecided, "date", Some("10 to 12"),
     "`2015-10-12T00:00:00` is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`", 0..19),
    ("1:5", Share, Undecided, "ratio", Some("1 in 5"),
     "`1:5` could be a share, a ratio either way round, a time or a date: write a share as `1 in 5` or `20%`", 0..3),
    ("1:5", Rate, Undecided, "ratio", None,
     "`1:5` could be a share, a ratio either way round, a time or a date: write one number, for example `5`", 0..3),
    ("1/5", Share, Undecided, "ratio", Some("1 in 5"),
     "`1/5` could be a share, a ratio either way round, a time or a date: write a share as `1 in 5` or `20%`", 0..3),
    ("8:30", Rate, Undecided, "ratio", None,
     "`8:30` could be a share, a ratio either way round, a time or a date: write one number, for example `5`", 0..4),
    ("45/60", Rate, Undecided, "ratio", None,
     "`45/60` could be a share, a ratio either way round, a time or a date: write one number, for example `5`", 0..5),
    ("00:15", Rate, Undecided, "ratio", None,
     "`00:15` could be a share, a ratio either way round, a time or a date: write one number, for example `5`", 0..5),
];

#[test]
fn dates_and_ratios() {
    check(DATES_AND_RATIOS);
}

#[rustfmt::skip]
const DIGITS_AND_MARKS: &[Case] = &[
    ("1,20,000", Count, Undecided, "digit-groups", None,
     "the digits of `1,20,000` are not in groups of three: write the number without separators, such as `11000`", 0..8),
    ("15 20", Count, Undecided, "digit-groups", None,
     "the digits of `15 20` are not in groups of three: write the number without separators, such as `11000`", 0..5),
    ("11,0000", Count, Undecided, "digit-groups", None,
     "the digits of `11,0000` are not in groups of three: write the number without separators, such as `11000`", 0..7),
    ("17,5", Rate, Point, "decimal-mark", Some("17.5"),
     "`17,5` does not fit a file whose decimal mark is `.`: write thousands without separators, and decimals after `.`", 0..4),
    ("11.000", Count, Point, "decimal-mark", Some("11000"),
     "`11.000` does not fit a file whose decimal mark is `.`: write thousands without separators, and decimals after `.`", 0..6),
    ("1.234.567", Count, Point, "decimal-mark", Some("1234567"),
     "`1.234.567` does not fit a file whose decimal mark is `.`: write thousands without separators, and decimals after `.`", 0..9),
    ("17,55", Count, Point, "decimal-mark", Some("17.55"),
     "`17,55` does not fit a file whose decimal mark is `.`: write thousands without separators, and decimals after `.`", 0..5),
    ("1.234,5", Rate, Point, "decimal-mark", Some("1234.5"),
     "`1.234,5` does not fit a file whose decimal mark is `.`: write thousands without separators, and decimals after `.`", 0..7),
    ("11.000-12.000", Count, Point, "decimal-mark", None,
     "`11.000` does not fit a file whose decimal mark is `.`: write thousands without separators, and decimals after `.`", 0..6),
    ("uniform(11.000, 12.000)", Count, Undecided, "decimal-mark", None,
     "`11.000` does not fit a file whose decimal mark is `.`: write thousands without separators, and decimals after `.`", 8..14),
    ("1,200", Rate, Undecided, "ambiguous-number", None,
     "`1,200` could be 1.2 or 1200: write it without a separator, or say `# decimal: point` or `# decimal: comma` on a line above the header", 0..5),
    ("$1,000", Rate, Undecided, "ambiguous-number", None,
     "`1,000` could be 1 or 1000: write it without a separator, or say `# decimal: point` or `# decimal: comma` on a line above the header", 1..6),
    ("9007199254740993000", Count, Undecided, "too-large", None,
     "`9007199254740993000` is more than can be counted exactly (9,007,199,254,740,992): check the number", 0..19),
    ("1e999", Rate, Undecided, "out-of-range", None,
     "`1e999`: a number is too large or too small to calculate with: write it in another unit", 0..5),
    ("1e200", Rate, Undecided, "out-of-range", None,
     "`1e200`: a number is too large or too small to calculate with: write it in another unit", 0..5),
    ("1e-999", Rate, Undecided, "out-of-range", None,
     "`1e-999`: a number is too large or too small to calculate with: write it in another unit", 0..6),
    ("0-1e999", Rate, Undecided, "out-of-range", None,
     "`0-1e999`: a number is too large or too small to calculate with: write it in another unit", 0..7),
];

#[test]
fn digits_and_marks() {
    check(DIGITS_AND_MARKS);
}

#[rustfmt::skip]
const WHAT_THE_COLUMN_CANNOT_HOLD: &[Case] = &[
    ("30%", Count, Undecided, "percent", None,
     "`30%` is a percentage where a number of things belongs: write the number; to change an input by 10%, use a scenarios row with operation `multiply` and value 1.1", 0..3),
    ("10 %", Rate, Undecided, "percent", None,
     "`10 %` is a percentage where a number of things belongs: write the number; to change an input by 10%, use a scenarios row with operation `multiply` and value 1.1", 0..4),
    ("130%", Share, Undecided, "share-over-1", None,
     "`130%` is over 100%, which a share cannot be: write at most `100%`", 0..4),
    ("300", Share, Undecided, "share-over-1", None,
     "`300` is over 100%, which a share cannot be: write at most `100%`", 0..3),
    ("normal(150%, 5%)", Share, Undecided, "share-over-1", None,
     "`normal(150%, 5%)` is over 100%, which a share cannot be: write at most `100%`", 0..16),
    ("30", Share, Undecided, "share-without-percent", Some("30%"),
     "`30` is more than the whole: write a share with its percent sign, or as a part of 1", 0..2),
    ("15-20", Share, Undecided, "share-without-percent", Some("15-20%"),
     "`15-20` is more than the whole: write a share with its percent sign, or as a part of 1", 0..5),
    ("1 in 5", Rate, Undecided, "share", None,
     "`1 in 5` is a share, and this column is not one: write one number, or a range such as `15 to 20`", 0..6),
    ("5 in 1", Share, Undecided, "share", None,
     "`5 in 1` is not a part of a whole: write plain numbers, the smaller first, as in `1 in 5`", 0..6),
    ("beta(2, 8)", Count, Undecided, "share", None,
     "`beta(2, 8)` is a share, and this column is not one: write one number, or a range such as `15 to 20`", 0..10),
    ("1 in 5", Number, Undecided, "share", None,
     "`1 in 5` is a share, and this column is not one: write one number, or a range such as `15 to 20`", 0..6),
];

#[test]
fn what_the_column_cannot_hold() {
    check(WHAT_THE_COLUMN_CANNOT_HOLD);
}

#[rustfmt::skip]
const RANGES_AND_WHAT_STANDS_AROUND_THEM: &[Case] = &[
    ("20-15", Rate, Undecided, "backwards-range", Some("15 to 20"),
     "the range `20-15` runs backwards: write the smaller number first", 0..5),
    ("20,5-17,5", Rate, Comma, "backwards-range", Some("17,5 to 20,5"),
     "the range `20,5-17,5` runs backwards: write the smaller number first", 0..9),
    ("900-1k", Count, Undecided, "backwards-range", Some("900 to 1000"),
     "the range `900-1k` runs backwards: write the smaller number first", 0..6),
    ("20-15%", Share, Undecided, "backwards-range", Some("15% to 20%"),
     "the range `20-15%` runs backwards: write the smaller number first", 0..6),
    ("pert(20, 18, 15)", Rate, Undecided, "backwards-range", None,
     "`pert(20, 18, 15)`: the smaller number comes first: write it as low, then high", 0..16),
    ("10k-15", Count, Undecided, "suffix", Some("10000 to 15000"),
     "in `10k-15` only the first number has a `%` or a scale: write it on both numbers, or on the second", 0..6),
    ("10%-15", Share, Undecided, "suffix", Some("10% to 15%"),
     "in `10%-15` only the first number has a `%` or a scale: write it on both numbers, or on the second", 0..6),
    ("0.3 ± 5%", Share, Undecided, "suffix", Some("30% ± 5%"),
     "in `0.3 ± 5%` one number has a percent sign and the other none: write both as percentages", 0..9),
    ("30% ± 5", Share, Undecided, "suffix", Some("30% ± 5%"),
     "in `30% ± 5` one number has a percent sign and the other none: write both as percentages", 0..8),
    ("15-", Rate, Undecided, "open-range", None,
     "the range `15-` has one end: write both, as in `15 to 20`, or say `at least` or `at most`", 0..3),
    ("from 15", Rate, Undecided, "open-range", None,
     "the range `from 15` has one end: write both, as in `15 to 20`, or say `at least` or `at most`", 0..7),
    ("15 to unknown", Rate, Undecided, "open-range", None,
     "the range `15 to unknown` has one end: write both, as in `15 to 20`, or say `at least` or `at most`", 0..13),
    ("1-in-5", Share, Undecided, "open-range", None,
     "the range `1-in-5` has one end: write both, as in `15 to 20`, or say `at least` or `at most`", 0..6),
    ("15...20", Rate, Undecided, "open-range", None,
     "the range `15...20` has one end: write both, as in `15 to 20`, or say `at least` or `at most`", 0..7),
    ("15-18-20", Rate, Undecided, "many-numbers", None,
     "`15-18-20` has more than two numbers: write `15 to 20`, with a likeliest value `15 to 20 (best 18)`", 0..8),
    ("15  000", Count, Undecided, "many-numbers", None,
     "`000` is a second number with nothing that joins it to the first: write a range as `15 to 20`", 4..7),
    ("90% 15 to 20 (best 18)", Rate, Undecided, "many-numbers", None,
     "`90% 15 to 20 (best 18)` has more than two numbers: write `15 to 20`, with a likeliest value `15 to 20 (best 18)`", 0..22),
    ("90% 15", Rate, Undecided, "interval-without-range", None,
     "`90% 15` has a percentage in front of one number: write an interval with both ends, as in `90% 15 to 20`", 0..6),
    ("0% 15 to 20", Rate, Undecided, "level", None,
     "`0% 15 to 20`: the part of the cases an interval holds is above 0% and below 100%: write for example `90%`", 0..11),
    ("100% 15 to 20", Rate, Undecided, "level", None,
     "`100% 15 to 20`: the part of the cases an interval holds is above 0% and below 100%: write for example `90%`", 0..13),
    ("15 to 20 (best 25)", Rate, Undecided, "best-outside", None,
     "`15 to 20 (best 25)`: the best value lies outside the range: write one between the two ends", 0..18),
    ("10-15 (best 12k)", Count, Undecided, "best-outside", None,
     "`10-15 (best 12k)`: the best value lies outside the range: write one between the two ends", 0..16),
    ("15 to 20 (best 18", Rate, Undecided, "parenthesis", Some("15 to 20 (best 18)"),
     "the parenthesis of `15 to 20 (best 18` is not closed: write `)` at its end", 0..17),
    ("pert(15, 18, 20", Rate, Undecided, "parenthesis", Some("pert(15, 18, 20)"),
     "the parenthesis of `pert(15, 18, 20` is not closed: write `)` at its end", 0..15),
    ("15 officials", Count, Undecided, "unknown-word", Some("15"),
     "`officials` after a number says nothing that can be read: leave it out, and put remarks into the column `note`", 3..12),
    ("15 to 20 or 30", Rate, Undecided, "unknown-word", Some("15 to 20"),
     "`or 30` after a number says nothing that can be read: leave it out, and put remarks into the column `note`", 9..14),
    ("80% of officers", Share, Undecided, "unknown-word", Some("80%"),
     "`of officers` after a number says nothing that can be read: leave it out, and put remarks into the column `note`", 4..15),
    ("15-20 per year", Rate, Undecided, "other-unit", None,
     "`per year` changes what the number counts: convert the number to the column's own unit, and leave the words out", 6..14),
    ("3 to 5 times a week", Rate, Undecided, "other-unit", None,
     "`times a week` changes what the number counts: convert the number to the column's own unit, and leave the words out", 7..19),
    ("40 hours per week", Rate, Undecided, "other-unit", None,
     "`per week` changes what the number counts: convert the number to the column's own unit, and leave the words out", 9..17),
    ("3 weeks", Rate, Undecided, "other-unit", None,
     "`weeks` changes what the number counts: convert the number to the column's own unit, and leave the words out", 2..7),
    ("8 hours/day", Rate, Undecided, "other-unit", None,
     "`/day` changes what the number counts: convert the number to the column's own unit, and leave the words out", 7..11),
];

#[test]
fn ranges_and_what_stands_around_them() {
    check(RANGES_AND_WHAT_STANDS_AROUND_THEM);
}

#[rustfmt::skip]
const FUNCTIONS: &[Case] = &[
    ("prt(15, 18, 20)", Rate, Undecided, "unknown-function", None,
     "`prt` is not a distribution: did you mean `pert`? write one of uniform, triangular, pert, normal, lognormal, beta, discrete", 0..3),
    ("zeta(3)", Rate, Undecided, "unknown-function", None,
     "`zeta` is not a distribution: did you mean `beta`? write one of uniform, triangular, pert, normal, lognormal, beta, discrete", 0..4),
    ("normal(15)", Rate, Undecided, "arguments", None,
     "`normal(15)` does not have the right numbers between its parentheses: write `normal(1200, 50)`, without separators between thousands", 0..10),
    ("uniform(1,000, 2,000)", Rate, Undecided, "arguments", None,
     "`uniform(1,000, 2,000)` does not have the right numbers between its parentheses: write `uniform(15, 20)`, without separators between thousands", 0..21),
    ("discrete(10, 20)", Rate, Undecided, "arguments", None,
     "`discrete(10, 20)` does not have the right numbers between its parentheses: write `discrete(10:0.5, 20:0.5)`, without separators between thousands", 0..16),
    ("uniform(1.5, 2.5)", Rate, Comma, "argument-separator", Some("uniform(1,5; 2,5)"),
     "in `uniform(1.5, 2.5)` a comma could be a decimal mark, as elsewhere in the file: separate the numbers with `;`", 0..17),
    ("normal(15, -1)", Number, Undecided, "negative-sd", None,
     "`normal(15, -1)`: a standard deviation cannot be below 0: write it without the minus", 0..14),
    ("lognormal(0, 1)", Rate, Undecided, "mean-not-positive", None,
     "`lognormal(0, 1)`: a lognormal is always above 0, so its mean must be: write a mean above 0, or use normal(mean, sd)", 0..15),
    ("beta(0, 1)", Share, Undecided, "beta-parameter", None,
     "`beta(0, 1)`: both parameters of beta must lie between 0.01 and 1,000,000: write for example `beta(2, 8)`", 0..10),
    ("discrete(1:1.5, 2:0.4)", Rate, Undecided, "probability", None,
     "`discrete(1:1.5, 2:0.4)`: a probability lies between 0 and 1: write for example `discrete(10:0.5, 20:0.5)`", 0..22),
    ("discrete(1:0.5, 2:0.4)", Rate, Undecided, "probability-sum", None,
     "`discrete(1:0.5, 2:0.4)`: the probabilities do not add up to 1: change them so that they do", 0..22),
    ("normal(50%, 200%)", Share, Undecided, "too-wide", None,
     "`normal(50%, 200%)`: this is so wide that it says nothing: write a smaller spread, or two ends such as `15 to 20`", 0..17),
    ("0.1% 1 to 1000000", Rate, Undecided, "too-wide", None,
     "`0.1% 1 to 1000000`: this is so wide that it says nothing: write a smaller spread, or two ends such as `15 to 20`", 0..17),
];

#[test]
fn functions() {
    check(FUNCTIONS);
}

#[test]
fn every_suggestion_can_stand_in_the_cell() {
    let tables = [
        BLANKS_ERRORS_AND_WORDS,
        SIGNS,
        DATES_AND_RATIOS,
        DIGITS_AND_MARKS,
        WHAT_THE_COLUMN_CANNOT_HOLD,
        RANGES_AND_WHAT_STANDS_AROUND_THEM,
        FUNCTIONS,
    ];
    let mut suggested = 0;
    for (text, kind, mark, _, suggestion, ..) in tables.into_iter().flatten() {
        let Some(suggestion) = suggestion else { continue };
        assert!(parse(suggestion, *kind, *mark).is_ok(), "{text:?}: {suggestion}");
        suggested += 1;
    }
    assert!(suggested > 30);
}

#[test]
fn long_texts_are_quoted_in_part() {
    let error = parse(&"word ".repeat(100), Count, Undecided).expect_err("words");
    assert_eq!(
        error.reason,
        "`word word word word word word word word ...` is not a number: write digits such as `11000`, or a range such as `15 to 20`"
    );
}
