//! Targets as the command line gives them: `coverage=50%`, `officer_shortfall<=1000`.

use super::super::asked::{parse_cell, refuse_words_in};
use super::super::question::{Answered, Question};
use crate::analysis::{Meets, Target};
use crate::quantity::CellKind;
use crate::study::{Effect, Measure};
use anyhow::{Context as _, anyhow, bail};

/// A target, and what it is about.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub target: Target,
    /// The name in the column `statistic`: `probability_at_least_0.5`.
    pub statistic: String,
}

/// The targets; outcomes that only a target names are added to those asked for.
pub(super) fn read(
    texts: &[String],
    question: &Question,
    outcomes: &mut Vec<Answered>,
) -> anyhow::Result<Vec<Wanted>> {
    texts.iter().map(|text| wanted(text, question, outcomes)).collect()
}

fn wanted(text: &str, question: &Question, outcomes: &mut Vec<Answered>) -> anyhow::Result<Wanted> {
    let (name, meets, value) = split(text)?;
    let outcome = place(name, question, outcomes).map_err(|error| anyhow!("--target {text}: {error}"))?;
    refuse_words_in(value, &outcomes[outcome]).map_err(|error| anyhow!("--target {text}: {error}"))?;
    let unit = &outcomes[outcome].unit;
    let kind = if unit.is_share() { CellKind::Number } else { CellKind::Rate };
    let quantity = parse_cell(&fraction(value, unit.is_share()), kind)
        .map_err(|reason| anyhow!("--target {text}: {reason}"))?;
    if !quantity.is_exact() {
        bail!("--target {text}: a target is one value, not a range; write for example {name}=50%");
    }
    let meets = meets.unwrap_or_else(|| usual(name));
    let target = Target { outcome, meets, value: quantity.base() };
    Ok(Wanted { target, statistic: format!("probability_{}_{}", key(meets), quantity.base()) })
}

/// `50%` as a number: coverage may be asked to pass 100%, which a share may not.
fn fraction(value: &str, is_share: bool) -> String {
    let percent = value.strip_suffix('%').filter(|_| is_share);
    let number = percent.and_then(|number| number.trim().parse::<f64>().ok());
    number.map_or_else(|| value.to_owned(), |number| format!("{}", number / 100.0))
}

fn split(text: &str) -> anyhow::Result<(&str, Option<Meets>, &str)> {
    let (name, value) = text
        .split_once('=')
        .with_context(|| format!("--target {text}: write OUTCOME=VALUE, as in --target coverage=50%"))?;
    let (name, meets) = match (name.strip_suffix('>'), name.strip_suffix('<')) {
        (Some(name), _) => (name, Some(Meets::AtLeast)),
        (_, Some(name)) => (name, Some(Meets::AtMost)),
        _ => (name, None),
    };
    Ok((name.trim(), meets, value.trim()))
}

/// More is better, but not of what is needed or missing.
pub(super) fn usual(name: &str) -> Meets {
    match Measure::named(name) {
        Some(
            Measure::OfficersRequired
            | Measure::SubjectsUncovered
            | Measure::OfficerShortfall
            | Measure::StaffMultiple,
        ) => Meets::AtMost,
        None if Effect::of_key(name).is_some_and(Effect::is_a_cost) => Meets::AtMost,
        _ => Meets::AtLeast,
    }
}

fn place(name: &str, question: &Question, outcomes: &mut Vec<Answered>) -> anyhow::Result<usize> {
    if let Some(at) = outcomes.iter().position(|outcome| outcome.key == name) {
        return Ok(at);
    }
    outcomes.push(question.outcome_named(name)?);
    Ok(outcomes.len() - 1)
}

fn key(meets: Meets) -> &'static str {
    match meets {
        Meets::AtLeast => "at_least",
        Meets::AtMost => "at_most",
    }
}
