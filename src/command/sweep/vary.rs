//! `INPUT=VALUES` as it is typed: ranges in steps, and lists.

use super::super::asked::parse_cell;
use super::super::named::NamedInput;
use super::super::question::Question;
use crate::analysis::sweep::Steps;
use crate::quantity::{Qualifier, Shape};
use anyhow::{Context as _, anyhow, bail};

/// Steps of a range that does not say how many.
const STEPS: usize = 11;

/// An input and the values it takes.
#[derive(Debug)]
pub(super) struct Vary {
    pub input: NamedInput,
    pub values: Vec<f64>,
}

/// Each input's name and the text of its values; names may contain `=`.
pub(super) fn split(texts: &[String]) -> anyhow::Result<Vec<(String, String)>> {
    if texts.len() > 2 {
        bail!("--vary is given {} times: vary one input or two", texts.len());
    }
    let split = |text: &String| {
        let (name, values) = text
            .rsplit_once('=')
            .with_context(|| format!("--vary {text}: write INPUT=VALUES, as in --vary officers=0..20000"))?;
        Ok((name.trim().to_owned(), values.trim().to_owned()))
    };
    texts.iter().map(split).collect()
}

/// Refuses the same input twice.
pub(super) fn different(varied: &[Vary]) -> anyhow::Result<()> {
    match varied {
        [one, other] if one.input.id == other.input.id => {
            bail!("--vary names {} twice: vary two different inputs", one.input.name)
        }
        _ => Ok(()),
    }
}

/// Refuses values that the study would refuse as settings. Its limits are straight (a list is no smaller than its
/// parts, shares add up to 100% at most), so that all values are possible where the corners are.
pub(super) fn possible(question: &Question, varied: &[Vary]) -> anyhow::Result<()> {
    for corner in corners(varied) {
        if let Some(why) = question.refusal(&corner) {
            let value = |(input, value): &(&NamedInput, f64)| {
                format!("{} at {}", input.name, input.unit.show(*value, question.style))
            };
            let values: Vec<String> = corner.iter().map(value).collect();
            bail!("--vary: the study refuses {}: {why}", values.join(" with "));
        }
    }
    Ok(())
}

/// Values of inputs, together.
type Corner<'v> = Vec<(&'v NamedInput, f64)>;

/// Every combination of the smallest and the largest value of each input.
fn corners(varied: &[Vary]) -> Vec<Corner<'_>> {
    varied.iter().fold(vec![Vec::new()], |corners, vary| {
        let ends = [f64::min, f64::max].map(|end| vary.values.iter().copied().reduce(end));
        ends.into_iter().flatten().flat_map(|end| with(&corners, &vary.input, end)).collect()
    })
}

fn with<'v>(corners: &[Corner<'v>], input: &'v NamedInput, value: f64) -> Vec<Corner<'v>> {
    corners.iter().map(|corner| corner.iter().copied().chain([(input, value)]).collect()).collect()
}

impl Vary {
    /// Reads the values in the unit of the input.
    pub(super) fn new(question: &Question, name: &str, text: &str) -> anyhow::Result<Self> {
        let input = question.named(name)?;
        let told = |reason: String| anyhow!("--vary {name}={text}: {reason}");
        let steps = steps(text, &input).map_err(told)?;
        let values = steps.values().map_err(|error| told(error.to_string()))?;
        let (low, high) = input.possible;
        if let Some(beyond) = values.iter().find(|value| !(low <= **value && **value <= high)) {
            let most = input.unit.show(high, question.style);
            return Err(told(format!("{} cannot be {beyond}; write values up to {most}", input.name)));
        }
        Ok(Self { input, values })
    }
}

fn steps(text: &str, input: &NamedInput) -> Result<Steps, String> {
    let (logarithmic, range) = match text.strip_prefix("log:") {
        Some(range) => (true, range.trim()),
        None => (false, text),
    };
    if !range.contains("..") {
        return if logarithmic {
            Err("log: goes before a range; write log:A..B or log:A..B:N".to_owned())
        } else {
            list(text, input)
        };
    }
    let (range, count) = counted(range)?;
    let (from, to) = ends(range, input)?;
    Ok(if logarithmic { Steps::Logarithmic { from, to, count } } else { Steps::Linear { from, to, count } })
}

/// `A..B:N`, or 11 steps.
fn counted(range: &str) -> Result<(&str, usize), String> {
    let Some((range, count)) = range.rsplit_once(':') else { return Ok((range, STEPS)) };
    let count = count.trim();
    let number = count.parse().map_err(|_| {
        format!("`{count}` is no number of values; write a whole number after the colon, as in {range}:11")
    })?;
    Ok((range.trim(), number))
}

fn ends(range: &str, input: &NamedInput) -> Result<(f64, f64), String> {
    let quantity = parse_cell(range, input.kind)?;
    match &*quantity.shape() {
        Shape::Uniform { low, high } if quantity.qualifier() == Qualifier::Exact => Ok((*low, *high)),
        _ => Err("write two different plain numbers with .. between them, as in 0..20000".to_owned()),
    }
}

/// `10%, 20%, 100%`; with semicolons where the numbers have commas of their own.
fn list(text: &str, input: &NamedInput) -> Result<Steps, String> {
    let separator = if text.contains(';') { ';' } else { ',' };
    if let Some(pair) = one_or_two(text).filter(|_| separator == ',') {
        return Err(format!(
            "`{pair}` could be one number or two; write a semicolon between the values, as in 1,000; 2,500"
        ));
    }
    let values: Vec<f64> =
        text.split(separator).map(|value| one(value.trim(), input)).collect::<Result<_, _>>()?;
    Ok(Steps::List(values))
}

/// `1,000`: a comma that may separate thousands or values.
fn one_or_two(text: &str) -> Option<String> {
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let parts: Vec<&str> = text.split(',').collect();
    let pair = parts.windows(2).find(|pair| {
        let (left, right) = (pair[0].trim_start(), pair[1].trim_end());
        digits(left) && digits(right) && (1..=3).contains(&left.len()) && right.len() == 3
    });
    pair.map(|pair| pair.join(",").trim().to_owned())
}

fn one(text: &str, input: &NamedInput) -> Result<f64, String> {
    if text.is_empty() {
        return Err("a value is missing; write A..B, or values with commas between them".to_owned());
    }
    let quantity = parse_cell(text, input.kind).map_err(|reason| format!("`{text}`: {reason}"))?;
    if quantity.is_exact() {
        Ok(quantity.base())
    } else {
        Err(format!("`{text}` is a range; write A..B for values in steps, or one number for each value"))
    }
}
