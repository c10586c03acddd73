//! What is to be reached: `coverage=50%`.

use super::super::Choices;
use super::super::asked::{day_wanted, parse_cell, refuse_words_in};
use super::super::question::{Answered, Question};
use super::no_outcome_flag;
use crate::quantity::CellKind;
use crate::study::Measure;
use crate::unit::Unit;
use anyhow::{Context as _, anyhow, bail};

/// An outcome and the value wanted, in the outcome's own unit.
#[derive(Debug, Clone)]
pub(super) struct Target {
    pub answered: Answered,
    pub value: f64,
}

/// The outcome's name and the text of the value.
pub(super) fn split(text: &str, choices: &Choices) -> anyhow::Result<(String, String)> {
    no_outcome_flag(choices)?;
    let (outcome, value) = text
        .rsplit_once('=')
        .with_context(|| format!("--target {text}: write OUTCOME=VALUE, as in --target coverage=50%"))?;
    Ok((outcome.trim().to_owned(), value.trim().to_owned()))
}

impl Target {
    /// Reads the value in the unit of the outcome that the question is about.
    pub(super) fn new(question: &Question, text: &str, value: &str) -> anyhow::Result<Self> {
        let outcomes = question.outcomes()?;
        let answered =
            outcomes.into_iter().next().ok_or_else(|| anyhow!("--target {text}: nothing to reach"))?;
        let value = number(value, &answered).map_err(|reason| anyhow!("--target {text}: {reason}"))?;
        Ok(Self { answered, value })
    }
}

fn number(text: &str, answered: &Answered) -> anyhow::Result<f64> {
    if answered.unit.is_date() {
        return day_wanted(text);
    }
    refuse_words_in(text, answered)?;
    let quantity = parse_cell(text, kind(answered)).map_err(|reason| anyhow!(reason))?;
    let percent = text.ends_with('%');
    if !quantity.is_exact() {
        bail!("a target is one number and not a range; write the number to reach");
    }
    if percent && !answered.unit.is_plain() {
        bail!("a percentage is no number of {}; write how many", answered.unit.label());
    }
    let value = quantity.base();
    if answered.unit.is_share() && !percent && value > 1.0 {
        bail!("{} is a share; write `{text}%`, or a number from 0 to 1", answered.key);
    }
    Ok(value)
}

/// How the value is read: coverage may pass 100%, and an outcome of the analyst's may be negative.
fn kind(answered: &Answered) -> CellKind {
    match Measure::named(&answered.key) {
        Some(_) if [Unit::officers(), Unit::subjects()].contains(&answered.unit) => CellKind::Count,
        Some(_) if !answered.unit.is_share() => CellKind::Rate,
        _ => CellKind::Number,
    }
}
