//! Every refusal of a cell: its code, why, and what to write instead.

use super::super::ShapeError;
use super::super::canonical::{Percent, Plain};
use super::super::number::{DecimalMark, Token};
use super::amount::{Amount, Suffix};
use super::{CellError, CellKind};
use std::ops::Range;

/// Longer texts are quoted up to here.
const LONGEST_QUOTE: usize = 40;

fn refuse(code: &'static str, span: Range<usize>, reason: impl Into<String>) -> CellError {
    CellError { code, span, reason: reason.into(), suggestion: None }
}

impl CellError {
    /// Suggests a text; `Quantity::parse` drops it if it cannot stand in the cell.
    fn suggest(self, text: impl Into<String>) -> Self {
        Self { suggestion: Some(text.into()), ..self }
    }
}

/// The part of a text in a message.
fn quote(text: &str, span: &Range<usize>) -> String {
    let part = text.get(span.clone()).unwrap_or(text);
    match part.char_indices().nth(LONGEST_QUOTE) {
        Some((end, _)) => format!("`{}...`", part.get(..end).unwrap_or_default()),
        None => format!("`{part}`"),
    }
}

/// A number as it can be pasted into the file.
fn number(value: f64, mark: DecimalMark) -> String {
    Plain(value).to_string().replace('.', mark.text())
}

fn percent(value: f64, mark: DecimalMark) -> String {
    Percent(value).to_string().replace('.', mark.text())
}

fn amount(amount: &Amount, mark: DecimalMark) -> String {
    if amount.is_percent() { percent(amount.value(), mark) } else { number(amount.value(), mark) }
}

pub fn empty(text: &str) -> CellError {
    let reason = "the cell is empty, and unknown is not 0: write a number, or a range such as `15 to 20`";
    refuse("empty", 0..text.len(), reason)
}

pub fn formula(text: &str, span: Range<usize>) -> CellError {
    let reason = format!("{} is a formula, not its value: write the number it gives", quote(text, &span));
    refuse("formula", span, reason)
}

pub fn spreadsheet_error(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} is a spreadsheet's error, not a number: repair the formula in the spreadsheet and export again",
        quote(text, &span)
    );
    refuse("spreadsheet-error", span, reason)
}

pub fn unknown(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} says that the number is unknown, and unknown is not 0: write a range that surely holds it, such as `0 to 50`, or leave the row out",
        quote(text, &span)
    );
    refuse("unknown", span, reason)
}

pub fn not_finite(text: &str, span: Range<usize>) -> CellError {
    let reason =
        format!("{} is not a number to calculate with: write digits, such as `11000`", quote(text, &span));
    refuse("not-finite", span, reason)
}

pub fn negative(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} is below 0, which this column cannot be: write 0 or more; to take away, use a scenarios row with operation `add`",
        quote(text, &span)
    );
    refuse("negative", span, reason)
}

/// A tolerance that reaches below 0.
pub fn below_zero(text: &str, span: Range<usize>, high: f64, mark: DecimalMark) -> CellError {
    let range = format!("0 to {}", number(high, mark));
    let reason = format!(
        "{} reaches below 0, which this column cannot be: write the range with its lowest possible value",
        quote(text, &span)
    );
    refuse("negative", span, reason).suggest(range)
}

pub fn plus_sign(text: &str, span: Range<usize>) -> CellError {
    let plain = text.get(span.clone()).unwrap_or_default().trim_start_matches(['+', ' ']).to_owned();
    let reason = format!(
        "{} has a plus sign: write the number alone; to add, use a scenarios row with operation `add`",
        quote(text, &span)
    );
    refuse("plus-sign", span, reason).suggest(plain)
}

pub fn ratio(text: &str, span: Range<usize>, parts: (&str, &str), kind: CellKind) -> CellError {
    let share = kind.takes_percent();
    let instead = if share { "a share as `1 in 5` or `20%`" } else { "one number, for example `5`" };
    let reason = format!(
        "{} could be a share, a ratio either way round, a time or a date: write {instead}",
        quote(text, &span)
    );
    refuse("ratio", span, reason).suggest(format!("{} in {}", parts.0, parts.1))
}

pub fn date(text: &str, span: Range<usize>, range: Option<(u32, u32)>) -> CellError {
    let reason = format!(
        "{} is a date: spreadsheets turn a range such as 10-12 into one; format the column as Text, or write the range with `to`",
        quote(text, &span)
    );
    let error = refuse("date", span, reason);
    match range {
        Some((low, high)) => error.suggest(format!("{low} to {high}")),
        None => error,
    }
}

pub fn not_a_quantity(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} is not a number: write digits such as `11000`, or a range such as `15 to 20`",
        quote(text, &span)
    );
    refuse("not-a-quantity", span, reason)
}

pub fn digit_groups(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "the digits of {} are not in groups of three: write the number without separators, such as `11000`",
        quote(text, &span)
    );
    refuse("digit-groups", span, reason)
}

pub fn mark_against_file(text: &str, span: Range<usize>, token: &Token<'_>, mark: DecimalMark) -> CellError {
    let whole = token.rewritten_for(mark);
    let reason = format!(
        "{} does not fit a file whose decimal mark is `{}`: write thousands without separators, and decimals after `{1}`",
        quote(text, &span),
        mark.text()
    );
    let alone = text.trim().len() == span.len();
    let error = refuse("decimal-mark", span, reason);
    if alone { error.suggest(whole) } else { error }
}

pub fn ambiguous_mark(text: &str, span: Range<usize>, token: &Token<'_>) -> CellError {
    let (whole, decimal) = (token.rewritten(0, DecimalMark::Point), token.rewritten(3, DecimalMark::Point));
    let reason = format!(
        "{} could be {decimal} or {whole}: write it without a separator, or say `# decimal: point` or `# decimal: comma` on a line above the header",
        quote(text, &span)
    );
    refuse("ambiguous-number", span, reason)
}

pub fn too_large_count(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} is more than can be counted exactly (9,007,199,254,740,992): check the number",
        quote(text, &span)
    );
    refuse("too-large", span, reason)
}

pub fn percent_of_count(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} is a percentage where a number of things belongs: write the number; to change an input by 10%, use a scenarios row with operation `multiply` and value 1.1",
        quote(text, &span)
    );
    refuse("percent", span, reason)
}

pub fn share_over_one(text: &str, span: Range<usize>) -> CellError {
    let reason =
        format!("{} is over 100%, which a share cannot be: write at most `100%`", quote(text, &span));
    refuse("share-over-1", span, reason)
}

pub fn share_without_percent(text: &str, span: Range<usize>) -> CellError {
    let with_percent = format!("{}%", text.get(span.clone()).unwrap_or_default());
    let reason = format!(
        "{} is more than the whole: write a share with its percent sign, or as a part of 1",
        quote(text, &span)
    );
    refuse("share-without-percent", span, reason).suggest(with_percent)
}

pub fn backwards(text: &str, span: Range<usize>, ends: [&Amount; 2], mark: DecimalMark) -> CellError {
    let [first, second] = ends;
    let own = first.digits.value();
    // `900-1k`: the suffix was meant for the second number alone.
    let meant = if first.suffix != Suffix::None && own < second.value() && !first.is_percent() {
        format!("{} to {}", number(own, mark), amount(second, mark))
    } else {
        format!("{} to {}", amount(second, mark), amount(first, mark))
    };
    let reason = format!("the range {} runs backwards: write the smaller number first", quote(text, &span));
    refuse("backwards-range", span, reason).suggest(meant)
}

pub fn suffix_on_first_only(
    text: &str,
    span: Range<usize>,
    ends: [&Amount; 2],
    mark: DecimalMark,
) -> CellError {
    let [first, second] = ends;
    let second = Amount { suffix: first.suffix, ..*second };
    let range = format!("{} to {}", amount(first, mark), amount(&second, mark));
    let reason = format!(
        "in {} only the first number has a `%` or a scale: write it on both numbers, or on the second",
        quote(text, &span)
    );
    refuse("suffix", span, reason).suggest(range)
}

pub fn tolerance_of_share(
    text: &str,
    span: Range<usize>,
    ends: [&Amount; 2],
    mark: DecimalMark,
) -> CellError {
    let [middle, tolerance] = ends;
    // `0.3 ± 5%` and `30% ± 5` alike.
    let middle_value = middle.value();
    let tolerance_value =
        if tolerance.is_percent() { tolerance.value() } else { tolerance.digits.shifted(-2).value() };
    let points = format!("{} ± {}", percent(middle_value, mark), percent(tolerance_value, mark));
    let reason = format!(
        "in {} one number has a percent sign and the other none: write both as percentages",
        quote(text, &span)
    );
    refuse("suffix", span, reason).suggest(points)
}

pub fn share_only(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} is a share, and this column is not one: write one number, or a range such as `15 to 20`",
        quote(text, &span)
    );
    refuse("share", span, reason)
}

pub fn not_one_in(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} is not a part of a whole: write plain numbers, the smaller first, as in `1 in 5`",
        quote(text, &span)
    );
    refuse("share", span, reason)
}

pub fn level_without_range(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} has a percentage in front of one number: write an interval with both ends, as in `90% 15 to 20`",
        quote(text, &span)
    );
    refuse("interval-without-range", span, reason)
}

pub fn open_range(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "the range {} has one end: write both, as in `15 to 20`, or say `at least` or `at most`",
        quote(text, &span)
    );
    refuse("open-range", span, reason)
}

pub fn many_numbers(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} has more than two numbers: write `15 to 20`, with a likeliest value `15 to 20 (best 18)`",
        quote(text, &span)
    );
    refuse("many-numbers", span, reason)
}

pub fn two_numbers(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} is a second number with nothing that joins it to the first: write a range as `15 to 20`",
        quote(text, &span)
    );
    refuse("many-numbers", span, reason)
}

pub fn unclosed(text: &str, span: Range<usize>) -> CellError {
    let closed = format!("{})", text.get(span.clone()).unwrap_or_default());
    let reason = format!("the parenthesis of {} is not closed: write `)` at its end", quote(text, &span));
    refuse("parenthesis", span, reason).suggest(closed)
}

/// Something after a quantity that does not belong to it.
pub fn trailing(text: &str, span: Range<usize>, before: &str) -> CellError {
    let reason = format!(
        "{} after a number says nothing that can be read: leave it out, and put remarks into the column `note`",
        quote(text, &span)
    );
    refuse("unknown-word", span, reason).suggest(before.trim().to_owned())
}

pub fn other_unit(text: &str, span: Range<usize>) -> CellError {
    let reason = format!(
        "{} changes what the number counts: convert the number to the column's own unit, and leave the words out",
        quote(text, &span)
    );
    refuse("other-unit", span, reason)
}

pub fn unknown_function(text: &str, span: Range<usize>, near: Option<&str>) -> CellError {
    let meant = near.map_or(String::new(), |name| format!("did you mean `{name}`? "));
    let reason = format!(
        "{} is not a distribution: {meant}write one of uniform, triangular, pert, normal, lognormal, beta, discrete",
        quote(text, &span)
    );
    refuse("unknown-function", span, reason)
}

pub fn arguments(text: &str, span: Range<usize>, form: &str) -> CellError {
    let reason = format!(
        "{} does not have the right numbers between its parentheses: write `{form}`, without separators between thousands",
        quote(text, &span)
    );
    refuse("arguments", span, reason)
}

pub fn argument_separator(text: &str, span: Range<usize>) -> CellError {
    let written = text.get(span.clone()).unwrap_or_default();
    let reason = format!(
        "in {} a comma could be a decimal mark, as elsewhere in the file: separate the numbers with `;`",
        quote(text, &span)
    );
    let separated = written.replace(',', ";").replace('.', ",");
    refuse("argument-separator", span, reason).suggest(separated)
}

pub fn shape(text: &str, span: Range<usize>, error: ShapeError) -> CellError {
    refuse(error.code(), span.clone(), format!("{}: {error}", quote(text, &span)))
}
