//! The grid: every outcome at every combination of values, with low and high where the grid is small.

use super::super::model::{StudyModel, Varied};
use super::super::question::{Answered, Question};
use super::vary::Vary;
use crate::analysis::crossing::{Crossing, crossings};
use crate::analysis::sweep::{Axis, Sweep, SweepError, open_sweep};
use crate::quantity::Quantity;
use crate::sheet::{InputId, Sheet};
use crate::study::Measure;
use anyhow::{anyhow, bail};

/// Coverage of everybody.
pub(super) const FULL: f64 = 1.0;
/// With more combinations than this, low and high are left out: each takes the whole sheet.
const MOST_BANDS: usize = 200;
/// More answers than this take more memory than an office machine has to spare.
const MOST_ANSWERS: usize = 50_000_000;

/// One outcome at one point; low and high where they were worked out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Three {
    pub low: Option<f64>,
    pub base: f64,
    pub high: Option<f64>,
}

/// Every outcome over the grid.
pub(super) struct Swept {
    pub outcomes: Vec<Answered>,
    pub crossings: Vec<Crossing>,
    /// How many inputs besides the varied ones have a range.
    pub others: usize,
    /// Whether coverage is among the outcomes, so that its crossings were looked for.
    pub looked: bool,
    sweep: Sweep,
    /// Low and high of each outcome (first index) at each point (second index).
    bands: Option<Vec<Vec<(f64, f64)>>>,
}

impl Swept {
    pub(super) fn new(question: &Question, varied: &[Vary], threads: usize) -> anyhow::Result<Self> {
        let outcomes = super::outcomes(question)?;
        let ids: Vec<InputId> = varied.iter().map(|vary| vary.input.id).collect();
        let model = question.model(outcomes, Varied::And(&ids));
        let axes = axes(&model, varied)?;
        let sweep = swept(&model, &axes, threads)?;
        let coverage = model.outcomes.iter().position(|known| known.key == Measure::Coverage.key());
        let found = match coverage {
            Some(coverage) => crossings(&model, &model.base(), &sweep, coverage, FULL),
            None => Ok(Vec::new()),
        };
        let crossings = found.map_err(|error| told(&model, error))?;
        let others = model.inputs.iter().filter(|input| !input.is_exact && !ids.contains(&input.id)).count();
        let mut swept = Self {
            outcomes: model.outcomes,
            crossings,
            others,
            looked: coverage.is_some(),
            sweep,
            bands: None,
        };
        if others > 0 && swept.points() <= MOST_BANDS {
            swept.bands = Some(swept.bands(&question.compiled.sheet, &ids)?);
        }
        Ok(swept)
    }

    /// How many combinations there are.
    pub(super) fn points(&self) -> usize {
        self.sweep.axes.iter().map(|axis| axis.values.len()).product()
    }

    /// The values of the varied inputs at a point; the last runs fastest.
    pub(super) fn place(&self, at: usize) -> Vec<f64> {
        match self.sweep.axes.as_slice() {
            [one] => vec![one.values[at]],
            [row, column] => {
                let width = column.values.len();
                vec![row.values[at / width], column.values[at % width]]
            }
            _ => Vec::new(),
        }
    }

    /// Low, base and high of an outcome at a point.
    pub(super) fn three(&self, outcome: usize, at: usize) -> Three {
        let base = self.base(outcome, at);
        match &self.bands {
            Some(bands) => {
                let (low, high) = bands[outcome][at];
                Three { low: Some(low), base, high: Some(high) }
            }
            None => Three { low: self.plain(base), base, high: self.plain(base) },
        }
    }

    pub(super) fn base(&self, outcome: usize, at: usize) -> f64 {
        self.sweep.outcomes[outcome][at]
    }

    /// Where nothing else has a range, low and high are the base.
    fn plain(&self, base: f64) -> Option<f64> {
        (self.others == 0).then_some(base)
    }

    /// What is left out, and what has no limit.
    pub(super) fn notes(&self) -> Vec<String> {
        let mut notes = Vec::new();
        if self.others > 0 && self.bands.is_none() {
            notes.push(format!(
                "low and high are left out: {} combinations are more than {MOST_BANDS}; base has the other inputs \
                 at their base",
                self.points()
            ));
        }
        if self.sweep.outcomes.iter().flatten().any(|value| !value.is_finite()) {
            notes.push(
                "some values divide by 0: \"no limit\" or \"not defined\" on the page, empty in CSV, null in JSON"
                    .to_owned(),
            );
        }
        notes
    }

    fn bands(&self, sheet: &Sheet, ids: &[InputId]) -> anyhow::Result<Vec<Vec<(f64, f64)>>> {
        let mut sheet = sheet.clone();
        let mut bands = vec![Vec::with_capacity(self.points()); self.outcomes.len()];
        for at in 0..self.points() {
            for (id, value) in ids.iter().zip(self.place(at)) {
                sheet.set_quantity(*id, Quantity::exact(value));
            }
            let bounds = sheet.bounds()?;
            for (outcome, answered) in self.outcomes.iter().enumerate() {
                let bound = bounds.of(answered.cell, answered.member);
                let base = self.base(outcome, at);
                bands[outcome].push((bound.low.min(base), bound.high.max(base)));
            }
        }
        Ok(bands)
    }
}

/// Cells of a picture in each direction, at least: with fewer a contour is drawn where the outcome is not.
const FINE: usize = 60;

/// An outcome over the values of two inputs and between them, for a picture: rows, columns, and the values.
pub(super) fn between(
    question: &Question,
    outcome: &Answered,
    varied: [&Vary; 2],
) -> anyhow::Result<(Vec<f64>, Vec<f64>, Vec<f64>)> {
    let model = question.model(vec![outcome.clone()], Varied::And(&varied.map(|vary| vary.input.id)));
    let fine = |vary: &Vary| Ok(Axis { values: refined(&vary.values), ..axis(&model, vary)? });
    let axes = varied.into_iter().map(fine).collect::<anyhow::Result<Vec<Axis>>>()?;
    let Sweep { outcomes, .. } = swept(&model, &axes, 1)?;
    let values = outcomes.into_iter().next().unwrap_or_default();
    let mut places = axes.into_iter().map(|axis| axis.values);
    Ok((places.next().unwrap_or_default(), places.next().unwrap_or_default(), values))
}

/// The values in order, with as many others evenly between two of them as it takes.
fn refined(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.dedup();
    let Some(last) = sorted.last().copied() else { return sorted };
    let parts = FINE.div_ceil((sorted.len() - 1).max(1)).max(1);
    let part = |pair: &[f64], at: usize| pair[0] + (pair[1] - pair[0]) * at as f64 / parts as f64;
    let between = sorted.windows(2).flat_map(|pair| (0..parts).map(|at| part(pair, at)));
    between.chain([last]).collect()
}

fn axes(model: &StudyModel, varied: &[Vary]) -> anyhow::Result<Vec<Axis>> {
    varied.iter().map(|vary| axis(model, vary)).collect()
}

fn axis(model: &StudyModel, vary: &Vary) -> anyhow::Result<Axis> {
    match model.position(vary.input.id) {
        Some(input) => Ok(Axis { input, values: vary.values.clone() }),
        None => Err(anyhow!(
            "{} does not depend on {} here: vary another input, or name another tier, scenario or outcome",
            names(model),
            vary.input.name
        )),
    }
}

fn names(model: &StudyModel) -> String {
    match model.outcomes.as_slice() {
        [one] => one.key.replace('_', " "),
        _ => "no outcome".to_owned(),
    }
}

fn swept(model: &StudyModel, axes: &[Axis], threads: usize) -> anyhow::Result<Sweep> {
    let points = axes.iter().fold(1_usize, |points, axis| points.saturating_mul(axis.values.len()));
    let answers = points.saturating_mul(model.outcomes.len());
    if answers > MOST_ANSWERS {
        bail!(
            "{points} combinations of {} outcomes are too many: ask for fewer values, or name one outcome with \
             --outcome",
            model.outcomes.len()
        );
    }
    open_sweep(model, &model.base(), axes, threads).map_err(|error| told(model, error))
}

fn told(model: &StudyModel, error: SweepError) -> anyhow::Error {
    match error {
        SweepError::Model(error) => model.told(&error),
        other => anyhow!("{other}"),
    }
}

#[cfg(test)]
mod tests {
    use super::{FINE, refined};

    #[test]
    fn a_picture_has_values_between_those_asked_for_and_none_beyond() {
        let few = refined(&[0.5, 0.1, 0.05]);
        assert!(few.is_sorted() && few.len() > FINE);
        assert_eq!((few[0], *few.last().unwrap()), (0.05, 0.5));
        assert!(few.contains(&0.1));
        let many: Vec<f64> = (0..200).map(f64::from).collect();
        assert_eq!(refined(&many), many);
        assert_eq!(refined(&[3.0]), [3.0]);
    }
}
