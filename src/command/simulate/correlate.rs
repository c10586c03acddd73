//! Inputs that go together: from the study's table `correlations`, and from `--correlate A~B=0.5`.

use super::super::asked::parse_cell;
use super::super::model::StudyModel;
use super::super::question::Question;
use crate::analysis::correlation::Correlation;
use crate::quantity::CellKind;
use anyhow::{Context as _, anyhow, bail};

/// The correlations of the study, then those typed, which replace the study's.
pub(in super::super) fn read(
    texts: &[String],
    question: &Question,
    model: &StudyModel,
    notes: &mut Vec<String>,
) -> anyhow::Result<Vec<Correlation>> {
    let typed: Vec<Correlation> =
        texts.iter().map(|text| typed(text, question, model)).collect::<anyhow::Result<_>>()?;
    let mut all: Vec<Correlation> = Vec::new();
    for row in &question.study.correlations {
        match between(question, model, &row.input, &row.with, row.rank) {
            Ok(found) if typed.iter().any(|typed| is_same_pair(typed, &found)) => {}
            Ok(found) => all.push(found),
            Err(why) => notes.push(format!("{} and {} are not correlated here: {why}", row.input, row.with)),
        }
    }
    all.extend(typed);
    Ok(all)
}

fn is_same_pair(a: &Correlation, b: &Correlation) -> bool {
    let pair = |of: &Correlation| (of.input.min(of.with), of.input.max(of.with));
    pair(a) == pair(b)
}

fn typed(text: &str, question: &Question, model: &StudyModel) -> anyhow::Result<Correlation> {
    let (pair, rank) = text.rsplit_once('=').with_context(|| form(text))?;
    let (input, with) = pair.split_once('~').with_context(|| form(text))?;
    let quantity =
        parse_cell(rank, CellKind::Number).map_err(|reason| anyhow!("--correlate {text}: {reason}"))?;
    let value = quantity.base();
    if !quantity.is_exact() || value.abs() > 1.0 {
        bail!("--correlate {text}: a rank correlation is one number from -1 to 1, such as 0.5");
    }
    between(question, model, input.trim(), with.trim(), value)
        .map_err(|error| anyhow!("--correlate {text}: {error}"))
}

fn form(text: &str) -> String {
    format!("--correlate {text}: write A~B=R, as in --correlate A.subjects~B.subjects=0.5")
}

fn between(
    question: &Question,
    model: &StudyModel,
    input: &str,
    with: &str,
    rank: f64,
) -> anyhow::Result<Correlation> {
    let (input, with) = (drawn(question, model, input)?, drawn(question, model, with)?);
    Ok(Correlation { input, with, rank })
}

/// The place of an input among those that are drawn.
fn drawn(question: &Question, model: &StudyModel, name: &str) -> anyhow::Result<usize> {
    let id = question.input(name)?;
    let sheet = &question.compiled.sheet;
    match model.position(id) {
        Some(at) => Ok(at),
        None if sheet.quantity(id).is_some_and(crate::quantity::Quantity::is_exact) => {
            bail!("`{name}` is given exactly and does not vary; give it a range, such as 15-20")
        }
        None => bail!("the outcome does not depend on `{name}`; leave it out, or ask for another outcome"),
    }
}
