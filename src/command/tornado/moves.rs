//! How far the inputs are moved: to their ends, between two quantiles, and those given exactly by a swing.

use super::super::asked::parse_cell;
use super::super::model::{StudyInput, StudyModel, Varied};
use super::super::named::{self, most};
use super::super::question::{Answered, Question};
use crate::analysis::range::Reach;
use crate::analysis::tornado::Moves;
use crate::quantity::{CellKind, Quantity};
use crate::sheet::InputId;
use anyhow::{anyhow, bail};

/// More inputs than this are not moved one by one.
const MOST_MOVED: usize = 10_000;
/// Of studies with more inputs than this, only those with a range get an elasticity.
const MOST_EXACT: usize = 200;

/// The inputs that move, and how far.
pub(super) struct Swinging {
    pub model: StudyModel,
    pub moves: Moves,
}

/// `--swing` and `--at` as they are meant.
pub(super) fn read(swing: Option<&str>, at: Option<&str>) -> anyhow::Result<Moves> {
    Ok(Moves {
        reach: at.map(reach).transpose()?.unwrap_or_default(),
        swing_exact: swing.map(share).transpose()?,
    })
}

fn share(text: &str) -> anyhow::Result<f64> {
    let quantity = parse_cell(text, CellKind::Share).map_err(|reason| anyhow!("--swing {text}: {reason}"))?;
    match quantity.base() {
        share if quantity.is_exact() && share > 0.0 => Ok(share),
        _ => bail!("--swing {text}: write one share above 0 and up to 100%, as in --swing 10%"),
    }
}

/// `p10,p90` as quantiles.
fn reach(text: &str) -> anyhow::Result<Reach> {
    let points: Option<Vec<f64>> = text.split(',').map(|point| percentile(point.trim())).collect();
    match points.as_deref() {
        Some([low, high]) if 0.0 < *low && low < high && *high < 1.0 => {
            Ok(Reach::Quantiles { low: *low, high: *high })
        }
        _ => bail!("--at {text}: write two percentiles in rising order, from p1 to p99, as in --at p10,p90"),
    }
}

/// `p10` as .1, `p2.5` as .025.
fn percentile(text: &str) -> Option<f64> {
    let percent = text.strip_prefix(['p', 'P'])?;
    let plain = percent.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    percent.parse::<f64>().ok().filter(|_| plain).map(|percent| percent / 100.0)
}

impl Swinging {
    pub(super) fn new(question: &Question, moves: Moves) -> anyhow::Result<Self> {
        let outcomes = question.outcomes()?;
        let mut model = match moves.swing_exact {
            Some(_) => question.model(outcomes, Varied::And(&given_exactly(question))),
            None => question.model(outcomes, Varied::Ranged),
        };
        if model.inputs.len() > MOST_MOVED {
            bail!(
                "{} inputs would be moved one by one, and {MOST_MOVED} is the most: name one tier with --tier",
                model.inputs.len()
            );
        }
        for input in &mut model.inputs {
            keep_possible(input, moves)?;
        }
        Ok(Self { model, moves })
    }

    /// The two quantiles, where they were asked for.
    pub(super) fn quantiles(&self) -> Option<[f64; 2]> {
        match self.moves.reach {
            Reach::Ends => None,
            Reach::Quantiles { low, high } => Some([low, high]),
        }
    }
}

/// Of studies with more inputs than this it is not asked which swings the study refuses: each is a study of its own.
const MOST_TRIED: usize = 50;

/// Swings to where the study would refuse the input as a setting: a list smaller than its parts.
pub(super) fn refused(question: &Question, swinging: &Swinging) -> Option<String> {
    let swing = swinging.moves.swing_exact.filter(|_| swinging.model.inputs.len() <= MOST_TRIED)?;
    let exact = swinging.model.inputs.iter().filter(|input| input.is_exact);
    let mut why = exact.filter_map(|input| {
        let named = question.named(&input.name).ok()?;
        let base = input.quantity.base();
        let ends = [base * (1.0 - swing), (base * (1.0 + swing)).min(named.possible.1)];
        let refusal = |end: f64| question.refusal(&[(&named, end)]).map(|why| (end, why));
        let (end, why) = ends.into_iter().find_map(refusal)?;
        Some(format!("{} at {}: {why}", input.name, input.unit.show(end, question.style)))
    });
    let first = why.next()?;
    let more = match why.count() {
        0 => String::new(),
        more => format!("; and {more} more"),
    };
    Some(format!("--swing goes where the study refuses an input as a setting, {first}{more}"))
}

/// A share of 100% cannot swing upwards: such an input swings to what is possible.
fn keep_possible(input: &mut StudyInput, moves: Moves) -> anyhow::Result<()> {
    let Some(swing) = moves.swing_exact.filter(|_| input.is_exact) else { return Ok(()) };
    let (base, most) = (input.quantity.base(), most(&input.name));
    if base * (1.0 + swing) <= most {
        return Ok(());
    }
    if moves.reach != Reach::Ends {
        bail!(
            "--swing takes {} beyond {most}, the most it can be: give it a range instead, as in --set \
             '{}={} to {most}'",
            input.name,
            input.name,
            base * (1.0 - swing)
        );
    }
    let ends = format!("triangular({}, {base}, {most})", base * (1.0 - swing));
    input.quantity = parse_cell(&ends, CellKind::Number).map_err(|reason| anyhow!(reason))?;
    Ok(())
}

/// The inputs that the study gives as one number; defaults of blank cells are nobody's number.
fn given_exactly(question: &Question) -> Vec<InputId> {
    let defaults = question.default_inputs();
    let sheet = &question.compiled.sheet;
    let is_default = |id: &InputId, quantity: &Quantity| {
        defaults.contains(id) && named::is_default(&sheet.input_name(*id), quantity)
    };
    let exact = |(id, quantity): &(InputId, &Quantity)| quantity.is_exact() && !is_default(id, quantity);
    sheet.inputs().filter(exact).map(|(id, _)| id).collect()
}

/// The model in which inputs given exactly vary too, where they are few.
pub(super) fn with_exact(question: &Question, outcomes: Vec<Answered>) -> StudyModel {
    let exact = given_exactly(question);
    let varied = if exact.len() <= MOST_EXACT { Varied::And(&exact) } else { Varied::Ranged };
    question.model(outcomes, varied)
}
