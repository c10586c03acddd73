//! The grammar: `[modifier] [L%] core [suffix]`, from a text that looks like a quantity.

use super::super::{Qualifier, Quantity, ShapeError};
use super::amount::{Amount, Reader, Suffix};
use super::column::Draft;
use super::words::{self, begins_with};
use super::{CellContext, CellError, CellKind, function, looks, refusal};
use std::ops::Range;

/// The quantity the text stands for.
pub fn read(text: &str, context: CellContext) -> Result<Quantity, CellError> {
    let span = looks::trimmed(text);
    if span.is_empty() {
        return Err(refusal::empty(text));
    }
    let mut reader = Reader::new(text, span.clone(), context);
    let mut qualifier = modifier(&mut reader);
    reader.skip_spaces();
    looks::refuse_what_is_no_quantity(text, reader.at..span.end, context)?;
    let draft = core(&mut reader, &span)?;
    if qualifier == Qualifier::Exact && reader.rest().trim() == "+" {
        qualifier = Qualifier::AtLeast;
        reader.at = reader.text.len();
    }
    nothing_more(&mut reader, &span, draft.percent)?;
    Ok(draft.accept(text, span, context)?.qualified(qualifier))
}

fn modifier(reader: &mut Reader<'_>) -> Qualifier {
    if reader.rest().starts_with(|c: char| c.is_ascii_digit()) {
        return Qualifier::Exact;
    }
    let modifier = words::MODIFIERS.iter().find(|(word, _)| reader.take(&[word]).is_some());
    modifier.map_or(Qualifier::Exact, |(_, qualifier)| *qualifier)
}

fn core(reader: &mut Reader<'_>, span: &Range<usize>) -> Result<Draft, CellError> {
    if let Some(draft) = function::read(reader)? {
        return Ok(draft);
    }
    if let Some(negative) = accounting_negative(reader)? {
        return Ok(negative);
    }
    let level = level(reader)?;
    let opener = words::OPENERS.iter().find(|(opener, _)| reader.take(&[opener]).is_some());
    let first = reader.amount()?.ok_or_else(|| no_number(reader, span))?;
    let joins = opener.is_some_and(|(_, between)| reader.take(&[between]).is_some());
    if joins || reader.take(words::BETWEEN).is_some() {
        let second = reader.amount()?.ok_or_else(|| refusal::open_range(reader.text, span.clone()))?;
        return range(reader, span, level, [first, second]);
    }
    if opener.is_some() {
        return Err(refusal::open_range(reader.text, span.clone()));
    }
    alone_or_with_tolerance(reader, span, first)
}

/// Nothing but a modifier, or words where a number belongs.
fn no_number(reader: &Reader<'_>, span: &Range<usize>) -> CellError {
    let rest = reader.at..reader.text.len();
    refusal::not_a_quantity(reader.text, if reader.rest().trim().is_empty() { span.clone() } else { rest })
}

fn alone_or_with_tolerance(
    reader: &mut Reader<'_>,
    span: &Range<usize>,
    first: Amount,
) -> Result<Draft, CellError> {
    if reader.take(words::TOLERANCE).is_some() {
        let second = reader.amount()?.ok_or_else(|| refusal::open_range(reader.text, span.clone()))?;
        return tolerance(reader, span, [first, second]);
    }
    if reader.take(words::OUT_OF).is_some() {
        let second = reader.amount()?.ok_or_else(|| refusal::not_one_in(reader.text, span.clone()))?;
        return one_in(reader, span, [first, second]);
    }
    let value = first.value();
    Ok(Draft::new(Quantity::bounds(value, value), first.is_percent()))
}

/// `(500)` in a column of any numbers.
fn accounting_negative(reader: &mut Reader<'_>) -> Result<Option<Draft>, CellError> {
    let mut inside = *reader;
    if reader.context.kind != CellKind::Number || inside.take(&["("]).is_none() {
        return Ok(None);
    }
    let Some(amount) = inside.amount()? else { return Ok(None) };
    if inside.take(&[")"]).is_none() {
        return Err(refusal::unclosed(reader.text, reader.at..reader.text.len()));
    }
    reader.at = inside.at;
    let value = -amount.value();
    Ok(Some(Draft::new(Quantity::bounds(value, value), amount.is_percent())))
}

/// `90%` in front of a range.
fn level(reader: &mut Reader<'_>) -> Result<Option<Amount>, CellError> {
    if words::PERCENT.iter().all(|sign| !reader.rest().contains(sign)) {
        return Ok(None);
    }
    let mut ahead = *reader;
    ahead.context.kind = CellKind::Share;
    let Some(level) = ahead.amount()?.filter(Amount::is_percent) else { return Ok(None) };
    ahead.context.kind = reader.context.kind;
    ahead.take(&["CI", "confidence interval", "interval", "IC"]);
    ahead.take(&[":"]);
    let mut range = ahead;
    let opened = words::OPENERS.iter().any(|(opener, _)| range.take(&[opener]).is_some());
    let is_range = range.amount()?.is_some() && (opened || range.take(words::BETWEEN).is_some());
    if !is_range {
        return Ok(None);
    }
    reader.at = ahead.at;
    Ok(Some(level))
}

/// Two ends, with a level in front or a best value behind.
fn range(
    reader: &mut Reader<'_>,
    span: &Range<usize>,
    level: Option<Amount>,
    [first, high]: [Amount; 2],
) -> Result<Draft, CellError> {
    let text = reader.text;
    let low = first.with_suffix_of(&high);
    if first.suffix != Suffix::None && high.suffix == Suffix::None && high.value() != 0.0 {
        return Err(refusal::suffix_on_first_only(
            text,
            span.clone(),
            [&first, &high],
            reader.context.decimal,
        ));
    }
    if low.value() > high.value() {
        return Err(refusal::backwards(text, span.clone(), [&low, &high], reader.context.decimal));
    }
    let best = best(reader, &high)?;
    let (a, b) = (low.value(), high.value());
    let quantity = match (level, best) {
        (Some(_), Some(_)) => return Err(refusal::many_numbers(text, span.clone())),
        (Some(level), None) => Quantity::interval(a, b, level.value()),
        (None, Some(best)) => Quantity::pert(a, best.value(), b),
        (None, None) => Quantity::bounds(a, b),
    };
    Ok(Draft::new(quantity, low.is_percent() || high.is_percent()))
}

/// `(best 18)` or `, best 18` after a range.
fn best(reader: &mut Reader<'_>, high: &Amount) -> Result<Option<Amount>, CellError> {
    let mut ahead = *reader;
    let bracket = ahead.take(&["(", ","]);
    if bracket.is_none() || ahead.take(words::BEST).is_none() {
        return Ok(None);
    }
    ahead.take(&[":", "="]);
    let Some(best) = ahead.amount()? else { return Ok(None) };
    if bracket == Some("(") && ahead.take(&[")"]).is_none() {
        return Err(refusal::unclosed(reader.text, 0..reader.text.len()));
    }
    reader.at = ahead.at;
    Ok(Some(best.with_suffix_of(high)))
}

/// `17.5 ± 2.5`, `11000 ± 10%` (relative), `30% ± 5%` (points). Calculated in decimal: 30% ± 5% is 0.25 to
/// 0.35 to the last bit.
fn tolerance(
    reader: &Reader<'_>,
    span: &Range<usize>,
    [middle, tolerance]: [Amount; 2],
) -> Result<Draft, CellError> {
    let share = reader.context.kind == CellKind::Share;
    let part_of_one =
        reader.context.kind.takes_percent() && middle.suffix == Suffix::None && middle.value() <= 1.0;
    if middle.is_percent() != tolerance.is_percent() && (middle.is_percent() || part_of_one) {
        return Err(refusal::tolerance_of_share(
            reader.text,
            span.clone(),
            [&middle, &tolerance],
            reader.context.decimal,
        ));
    }
    let relative = tolerance.is_percent() && !middle.is_percent() && !share;
    let middle = if relative { middle } else { middle.with_suffix_of(&tolerance) };
    let percent = middle.is_percent();
    let middle = middle.scaled();
    let spread = if relative { middle.times(tolerance.scaled()) } else { Some(tolerance.scaled()) };
    let ends = spread.and_then(|spread| Some((middle.plus(spread.negated())?, middle.plus(spread)?)));
    let Some((low, high)) = ends.map(|(low, high)| (low.value(), high.value())) else {
        return Ok(Draft::new(Err(ShapeError::NotFinite), percent));
    };
    if low < 0.0 && reader.context.kind != CellKind::Number {
        return Err(refusal::below_zero(reader.text, span.clone(), high, reader.context.decimal));
    }
    Ok(Draft::new(Quantity::bounds(low, high), percent))
}

/// `1 in 5`.
fn one_in(reader: &Reader<'_>, span: &Range<usize>, [part, whole]: [Amount; 2]) -> Result<Draft, CellError> {
    if !reader.context.kind.takes_percent() {
        return Err(refusal::share_only(reader.text, span.clone()));
    }
    let (a, b) = (part.value(), whole.value());
    if part.is_percent() || whole.is_percent() || b <= 0.0 || a > b {
        return Err(refusal::not_one_in(reader.text, span.clone()));
    }
    Ok(Draft::new(Quantity::bounds(a / b, a / b), false))
}

/// Refuses what follows a quantity.
fn nothing_more(reader: &mut Reader<'_>, span: &Range<usize>, percent: bool) -> Result<(), CellError> {
    let before = reader.text.get(span.start..reader.at).unwrap_or_default();
    reader.skip_spaces();
    if reader.is_done() {
        return Ok(());
    }
    let rest = reader.at..reader.text.len();
    let joined = words::BETWEEN.iter().chain(words::TOLERANCE).any(|word| begins_with(reader.rest(), word));
    Err(if reader.rest().starts_with(|c: char| c.is_ascii_digit()) {
        if percent {
            refusal::level_without_range(reader.text, span.clone())
        } else {
            refusal::two_numbers(reader.text, rest)
        }
    } else if words::OTHER_UNITS.iter().any(|word| begins_with(reader.rest(), word)) {
        refusal::other_unit(reader.text, rest)
    } else if joined {
        refusal::many_numbers(reader.text, span.clone())
    } else {
        refusal::trailing(reader.text, rest, before)
    })
}
