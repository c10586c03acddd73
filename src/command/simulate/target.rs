//! Targets as the command line gives them: `coverage=50%`, `officer_shortfall<=1000`.

use super::super::asked::{add_formula_asked, day_wanted, full_name_of_effect, parse_cell, refuse_words_in};
use super::super::question::{Answered, Question};
use super::super::{Choices, Common};
use crate::analysis::{Meets, Target};
use crate::quantity::CellKind;
use crate::study::{Effect, Measure, Timeline};
use anyhow::{Context as _, anyhow, bail};
use std::path::Path;

/// A target, and what it is about.
#[derive(Debug, Clone)]
pub(super) struct Wanted {
    pub target: Target,
    /// The name in the column `statistic`: `probability_at_least_0.5`.
    pub statistic: String,
}

/// The question about a study: what the first target is about, unless another outcome is asked for.
pub(super) fn question(
    study: &Path,
    choices: &Choices,
    common: &Common,
    targets: &[String],
) -> anyhow::Result<Question> {
    let names = targets.iter().map(|text| Ok(split(text)?.0)).collect::<anyhow::Result<Vec<&str>>>()?;
    let outcome = choices.outcome.clone().or_else(|| names.first().map(|name| (*name).to_owned()));
    let choices = Choices { outcome, ..choices.clone() };
    Question::of_file_over(study, &choices, common, |study| {
        for name in names {
            add_formula_asked(study, Some(name), choices.tier.as_deref());
        }
        Ok(Timeline::default())
    })
}

/// The targets; outcomes that only a target names are added to those asked for.
pub(super) fn read(
    texts: &[String],
    question: &Question,
    outcomes: &mut Vec<Answered>,
) -> anyhow::Result<Vec<Wanted>> {
    let read =
        |text: &String| wanted(text, question, outcomes).map_err(|error| anyhow!("--target {text}: {error}"));
    texts.iter().map(read).collect()
}

fn wanted(text: &str, question: &Question, outcomes: &mut Vec<Answered>) -> anyhow::Result<Wanted> {
    let (name, meets, value) = split(text)?;
    let outcome = place(name, question, outcomes)?;
    let answered = &outcomes[outcome];
    let number = number(name, value, answered)?;
    let meets = meets.unwrap_or_else(|| usual(answered));
    let target = Target { outcome, meets, value: number };
    let shown = if answered.unit.is_date() { value.trim() } else { &number.to_string() };
    Ok(Wanted { target, statistic: format!("probability_{}_{shown}", key(meets)) })
}

/// The value wanted, in the outcome's own unit.
fn number(name: &str, value: &str, answered: &Answered) -> anyhow::Result<f64> {
    if answered.unit.is_date() {
        return day_wanted(value);
    }
    refuse_words_in(value, answered)?;
    let is_share = answered.unit.is_share();
    let kind = if is_share { CellKind::Number } else { CellKind::Rate };
    let quantity = parse_cell(&fraction(value, is_share), kind).map_err(|reason| anyhow!(reason))?;
    if !quantity.is_exact() {
        bail!("a target is one value, not a range; write for example {name}=50%");
    }
    Ok(quantity.base())
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

/// More is better, but not of what is needed or missing, and a date is better early.
pub(super) fn usual(answered: &Answered) -> Meets {
    match Measure::named(&answered.key) {
        Some(
            Measure::OfficersRequired
            | Measure::SubjectsUncovered
            | Measure::OfficerShortfall
            | Measure::StaffMultiple,
        ) => Meets::AtMost,
        None if answered.unit.is_date() => Meets::AtMost,
        None if Effect::of_key(&answered.key).is_some_and(Effect::is_a_cost) => Meets::AtMost,
        _ => Meets::AtLeast,
    }
}

/// The outcome of this name among those that answer; one that is not there yet is added.
fn place(name: &str, question: &Question, outcomes: &mut Vec<Answered>) -> anyhow::Result<usize> {
    let full = full_name_of_effect(&question.study, &question.compiled, name.to_owned())?;
    let key = quantity_of(&full, question)?;
    if let Some(at) = outcomes.iter().position(|outcome| outcome.key == key) {
        return Ok(at);
    }
    outcomes.push(question.outcome_named(key)?);
    Ok(outcomes.len() - 1)
}

/// The quantity of `coverage[radicalised]`, where that is the tier answered for.
fn quantity_of<'n>(name: &'n str, question: &Question) -> anyhow::Result<&'n str> {
    let both = name.strip_suffix(']').and_then(|name| name.split_once('['));
    let Some((word, tier)) = both.filter(|(word, _)| Measure::named(word).is_some()) else { return Ok(name) };
    let scenario = question.scenario();
    match question.name_of(scenario, question.headline_tier(scenario)) {
        answered if answered == tier => Ok(word),
        answered => bail!("the other outcomes are those of `{answered}`; ask again with --tier '{tier}'"),
    }
}

fn key(meets: Meets) -> &'static str {
    match meets {
        Meets::AtLeast => "at_least",
        Meets::AtMost => "at_most",
    }
}
