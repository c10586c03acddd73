//! Texts that are no quantity by their look: blanks, spreadsheet errors, negatives, ratios and dates.

use super::{CellContext, CellError, CellKind, refusal, words};
use std::ops::Range;

/// Where the text stands without the spaces around it.
pub fn trimmed(text: &str) -> Range<usize> {
    let start = text.len() - text.trim_start().len();
    start..start + text.trim().len()
}

/// Refuses what is no quantity, with words that fit it; `span` is what stands after a modifier.
pub fn refuse_what_is_no_quantity(
    text: &str,
    span: Range<usize>,
    context: CellContext,
) -> Result<(), CellError> {
    let cell = text.get(span.clone()).unwrap_or_default();
    if !cell.starts_with(|c: char| c.is_ascii_digit()) {
        refuse_words(text, &span)?;
    }
    refuse_signs(text, &span, context)?;
    if let Some(parts) = ratio(cell) {
        let dated =
            parts.2 == ':' || context.kind.takes_percent() || day_and_month(parts.0, parts.1).is_none();
        if dated {
            return Err(refusal::ratio(text, span, (parts.0, parts.1), context.kind));
        }
    }
    match date(cell) {
        Some(range) => Err(refusal::date(text, span, range)),
        None => Ok(()),
    }
}

/// Refuses formulas, spreadsheet errors and words for what is not known or not finite.
fn refuse_words(text: &str, span: &Range<usize>) -> Result<(), CellError> {
    let cell = text.get(span.clone()).unwrap_or_default();
    if cell.starts_with('=') {
        return Err(refusal::formula(text, span.clone()));
    }
    if cell.starts_with("##") || words::is_one_of(cell, words::SPREADSHEET_ERRORS) {
        return Err(refusal::spreadsheet_error(text, span.clone()));
    }
    if words::is_one_of(cell, words::UNKNOWN) {
        return Err(refusal::unknown(text, span.clone()));
    }
    if words::is_one_of(cell, words::NOT_FINITE) {
        return Err(refusal::not_finite(text, span.clone()));
    }
    Ok(())
}

/// Refuses a sign in front of a number where the column takes none.
fn refuse_signs(text: &str, span: &Range<usize>, context: CellContext) -> Result<(), CellError> {
    if context.kind == CellKind::Number {
        return Ok(());
    }
    let cell = text.get(span.clone()).unwrap_or_default();
    let goes_on = |rest: &str| {
        let rest = rest.trim_start();
        rest.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '€' | '£' | '$'))
    };
    let after = |signs: &[char]| cell.strip_prefix(signs).is_some_and(goes_on);
    if after(&['-', '−', '–']) || (cell.ends_with(')') && after(&['('])) {
        return Err(refusal::negative(text, span.clone()));
    }
    if after(&['+']) {
        return Err(refusal::plus_sign(text, span.clone()));
    }
    Ok(())
}

/// The two whole numbers of `1:5` or `1/5`, and what stands between.
fn ratio(cell: &str) -> Option<(&str, &str, char)> {
    let mark = cell.chars().find(|c| matches!(c, ':' | '/'))?;
    let (first, second) = cell.split_once(mark)?;
    let (first, second) = (first.trim(), second.trim());
    (is_digits(first) && is_digits(second.split(':').next()?)).then_some((first, second, mark))
}

fn is_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a cell is a date, and the range that was meant by it if a spreadsheet made it from one.
///
/// `12-Oct`, `Oct-12`, `10-déc`, `12/10/2015`, `2015-10-12`, `12.10.2015`, `2015-10`, each also with a time
/// of day.
#[allow(clippy::option_option)]
fn date(cell: &str) -> Option<Option<(u32, u32)>> {
    let day = cell.split_once([' ', 'T']).filter(|(_, time)| time.contains(':')).map_or(cell, |(day, _)| day);
    let mut parts = day.split(['-', '/', '.', ',', ' ', '\u{a0}', '–']).filter(|part| !part.is_empty());
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    named_month(first, second, third).or_else(|| numbered_month(day, first, second, third))
}

#[allow(clippy::option_option)]
fn named_month(first: &str, second: &str, third: Option<&str>) -> Option<Option<(u32, u32)>> {
    let (month, number) = match (words::month(first), words::month(second)) {
        (Some(month), None) => (month, second),
        (None, Some(month)) => (month, first),
        _ => return None,
    };
    if !is_digits(number) || third.is_some_and(|year| !is_digits(year)) {
        return None;
    }
    Some(ascending(month, number.parse().ok()?))
}

#[allow(clippy::option_option)]
fn numbered_month(day: &str, first: &str, second: &str, third: Option<&str>) -> Option<Option<(u32, u32)>> {
    let separator = day.chars().find(|c| !c.is_ascii_digit()).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let joined = [Some(first), Some(second), third].into_iter().flatten().collect::<Vec<_>>();
    if !joined.iter().all(|part| is_digits(part)) || joined.join(&separator.to_string()) != day {
        return None;
    }
    match (separator, third) {
        (_, Some(third)) if first.len() == 4 => day_and_month(second, third),
        (_, Some(third)) if third.len() == 4 || third.len() == 2 => day_and_month(first, second),
        ('/', None) => day_and_month(first, second),
        ('-', None) if is_year_and_month(first, second) => Some(None),
        _ => None,
    }
}

fn is_year_and_month(year: &str, month: &str) -> bool {
    let year = year.parse().is_ok_and(|year: u32| (1900..=2100).contains(&year));
    let month = month.len() == 2 && month.parse().is_ok_and(|month: u32| (1..=12).contains(&month));
    year && month
}

/// The range two numbers that can be a day and a month were made from.
#[allow(clippy::option_option)]
fn day_and_month(first: &str, second: &str) -> Option<Option<(u32, u32)>> {
    if first.len() > 2 || second.len() > 2 {
        return None;
    }
    let (a, b): (u32, u32) = (first.parse().ok()?, second.parse().ok()?);
    let possible = (1..=31).contains(&a) && (1..=31).contains(&b) && a.min(b) <= 12;
    possible.then(|| ascending(a, b))
}

fn ascending(a: u32, b: u32) -> Option<(u32, u32)> {
    (a != b).then(|| (a.min(b), a.max(b)))
}
