//! Distributions written as functions: `pert(15, 18, 20)`, `normal(30%; 5%)`, `discrete(10:0.5, 20:0.5)`.

use super::super::{DecimalMark, Quantity, ShapeError};
use super::amount::{Amount, Reader};
use super::column::Draft;
use super::{CellContext, CellError, CellKind, refusal};
use std::ops::Range;

/// The functions, each with its form.
const FORMS: [(&str, &str); 7] = [
    ("uniform", "uniform(15, 20)"),
    ("triangular", "triangular(15, 18, 20)"),
    ("pert", "pert(15, 18, 20)"),
    ("normal", "normal(1200, 50)"),
    ("lognormal", "lognormal(1200, 50)"),
    ("beta", "beta(2, 8)"),
    ("discrete", "discrete(10:0.5, 20:0.5)"),
];

/// A name is meant where it is this similar.
const SIMILAR: f64 = 0.75;

/// A call as written: the name, and where its arguments stand.
struct Call<'a> {
    name: &'a str,
    form: &'static str,
    arguments: Vec<Range<usize>>,
    context: CellContext,
    whole: Range<usize>,
}

/// The distribution the text goes on with; `None` if it goes on with none.
pub fn read(reader: &mut Reader<'_>) -> Result<Option<Draft>, CellError> {
    reader.skip_spaces();
    let rest = reader.rest();
    let letters = rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
    let (name, after) = rest.split_at(letters);
    if name.is_empty() || !after.trim_start().starts_with('(') {
        return Ok(None);
    }
    let opens = reader.at + letters + (after.len() - after.trim_start().len());
    let form = form_of(reader.text, reader.at..reader.at + letters)?;
    let Some(length) = reader.text.get(opens..).and_then(|r| r.find(')')) else {
        return Err(refusal::unclosed(reader.text, reader.at..reader.text.len()));
    };
    let whole = reader.at..opens + length + 1;
    let (arguments, context) = split(reader, opens + 1..opens + length, &whole)?;
    reader.at = whole.end;
    let call = Call { name, form, arguments, context, whole };
    call.draft(reader.text).map(Some)
}

fn form_of(text: &str, span: Range<usize>) -> Result<&'static str, CellError> {
    let name = text.get(span.clone()).unwrap_or_default().to_ascii_lowercase();
    if let Some((_, form)) = FORMS.iter().find(|(known, _)| *known == name) {
        return Ok(form);
    }
    let likeness = |known: &str| strsim::jaro_winkler(known, &name);
    let near = FORMS.iter().map(|(known, _)| *known).max_by(|a, b| likeness(a).total_cmp(&likeness(b)));
    Err(refusal::unknown_function(text, span, near.filter(|known| likeness(known) >= SIMILAR)))
}

/// Where each argument stands, and how its digits are read: commas between arguments are no decimals.
fn split(
    reader: &Reader<'_>,
    inside: Range<usize>,
    whole: &Range<usize>,
) -> Result<(Vec<Range<usize>>, CellContext), CellError> {
    let text = reader.text.get(inside.clone()).unwrap_or_default();
    if text.contains(';') || !text.contains(',') {
        return Ok((parts(text, inside.start, ';'), reader.context));
    }
    if reader.context.decimal == DecimalMark::Comma {
        return Err(refusal::argument_separator(reader.text, whole.clone()));
    }
    let context = CellContext { decimal: DecimalMark::Point, ..reader.context };
    Ok((parts(text, inside.start, ','), context))
}

fn parts(text: &str, start: usize, separator: char) -> Vec<Range<usize>> {
    let mut from = start;
    let part = |part: &str| {
        let span = from..from + part.len();
        from = span.end + separator.len_utf8();
        span
    };
    text.split(separator).map(part).collect()
}

impl Call<'_> {
    fn draft(&self, text: &str) -> Result<Draft, CellError> {
        if self.name.eq_ignore_ascii_case("discrete") {
            return self.discrete(text);
        }
        let mut amounts = Vec::with_capacity(self.arguments.len());
        for span in &self.arguments {
            amounts.push(self.argument(text, span.clone())?);
        }
        let values: Vec<f64> = amounts.iter().map(Amount::value).collect();
        let quantity = self
            .distribution(&values)
            .ok_or_else(|| refusal::arguments(text, self.whole.clone(), self.form))?;
        Ok(Draft::new(quantity, amounts.iter().any(Amount::is_percent)))
    }

    /// The distribution; `None` where the number of arguments is not its.
    fn distribution(&self, values: &[f64]) -> Option<Result<Quantity, ShapeError>> {
        let name = self.name.to_ascii_lowercase();
        Some(match (name.as_str(), values) {
            ("uniform", &[low, high]) => Quantity::bounds(low, high),
            ("triangular", &[low, mode, high]) => Quantity::triangular(low, mode, high),
            ("pert", &[low, mode, high]) => Quantity::pert(low, mode, high),
            ("normal", &[mean, sd]) => Quantity::normal(mean, sd),
            ("lognormal", &[mean, sd]) => Quantity::lognormal(mean, sd),
            ("beta", &[alpha, beta]) => Quantity::beta(alpha, beta),
            _ => return None,
        })
    }

    fn discrete(&self, text: &str) -> Result<Draft, CellError> {
        let mut points = Vec::with_capacity(self.arguments.len());
        let mut percent = false;
        for span in &self.arguments {
            let colon = text.get(span.clone()).and_then(|part| part.find(':'));
            let colon =
                colon.ok_or_else(|| refusal::arguments(text, self.whole.clone(), self.form))? + span.start;
            let value = self.argument(text, span.start..colon)?;
            let probability = self.probability(text, colon + 1..span.end)?;
            percent |= value.is_percent();
            points.push((value.value(), probability.value()));
        }
        Ok(Draft::new(Quantity::discrete(&points), percent))
    }

    /// One argument, read as the column's cells are; beta's parameters are plain numbers.
    fn argument(&self, text: &str, span: Range<usize>) -> Result<Amount, CellError> {
        let negative = text.get(span.clone()).is_some_and(|part| part.trim_start().starts_with(['-', '−']));
        if negative && self.context.kind != CellKind::Number {
            return Err(refusal::negative(text, self.whole.clone()));
        }
        self.number(text, span, self.context)
    }

    fn probability(&self, text: &str, span: Range<usize>) -> Result<Amount, CellError> {
        self.number(text, span, CellContext { kind: CellKind::Share, ..self.context })
    }

    fn number(&self, text: &str, span: Range<usize>, context: CellContext) -> Result<Amount, CellError> {
        let mut reader = Reader::new(text, span, context);
        let amount = reader.amount()?;
        reader.skip_spaces();
        let amount = amount.filter(|_| reader.is_done());
        amount.ok_or_else(|| refusal::arguments(text, self.whole.clone(), self.form))
    }
}
