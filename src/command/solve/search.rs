//! The search: the value with the other inputs at their base, and with the others at their ends.

use super::super::model::{StudyModel, Varied};
use super::super::named::NamedInput;
use super::super::question::Question;
use super::target::Target;
use crate::analysis::evaluate::at_point;
use crate::analysis::solve::{Goal, Point, Solution, SolveError};
use crate::quantity::Quantity;
use crate::sheet::InputId;
use crate::unit::Unit;
use anyhow::anyhow;
use serde_json::{Value as Json, json};

/// One value of the input that reaches the target, and where it lies while the others move.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Found {
    pub value: Option<f64>,
    pub low: Option<f64>,
    pub high: Option<f64>,
}

/// Why nothing was found at the base of the others.
#[derive(Debug, Clone, Copy)]
pub(super) enum WhyNot {
    /// The nearest the outcome comes.
    OutOfReach(Point),
    /// It has no value between these two.
    Jumped(Point, Point),
    /// The input does not move it; its value.
    NoEffect(f64),
}

/// What the search found.
#[derive(Debug)]
pub(super) struct Solved {
    pub found: Vec<Found>,
    pub why_not: Option<WhyNot>,
    /// Low and high where there is no value at the base of the others.
    elsewhere: Found,
    /// Whether some ends of the others allow no value.
    pub blocked: bool,
    /// How many other inputs have a range.
    pub others: usize,
    pub all_have_ends: bool,
    pub held_fixed: String,
}

impl Solved {
    /// The rows of the answer: every value found, or what there is without one.
    pub(super) fn rows(&self) -> impl Iterator<Item = Found> {
        let none = self.found.is_empty().then_some(self.elsewhere);
        self.found.iter().copied().chain(none)
    }

    /// Where the input may lie for other values of the others, if it has no value at their base.
    pub(super) fn elsewhere(&self) -> Option<Found> {
        let Found { low, high, .. } = self.elsewhere;
        (self.found.is_empty() && (low.is_some() || high.is_some())).then_some(self.elsewhere)
    }
}

impl WhyNot {
    fn of(solution: &Solution) -> Option<Self> {
        match solution {
            Solution::Reached(_) => None,
            Solution::Jumped { before, after } => Some(Self::Jumped(*before, *after)),
            Solution::OutOfReach(nearest) => Some(Self::OutOfReach(*nearest)),
            Solution::NoEffect(outcome) => Some(Self::NoEffect(*outcome)),
        }
    }

    /// The nearest point for JSON.
    pub(super) fn facts(&self) -> Option<Json> {
        let point = |point: &Point| json!({ "input": point.input, "outcome": point.outcome });
        match self {
            Self::OutOfReach(nearest) => Some(point(nearest)),
            Self::Jumped(before, after) => Some(json!([point(before), point(after)])),
            Self::NoEffect(_) => None,
        }
    }
}

/// The others at their base, then at the ends that matter.
pub(super) fn solve(question: &Question, input: &NamedInput, target: &Target) -> anyhow::Result<Solved> {
    let model = question.model(vec![target.answered.clone()], Varied::And(&[input.id]));
    let others: Vec<&Quantity> =
        model.inputs.iter().filter(|other| other.id != input.id).map(|other| &other.quantity).collect();
    let all_have_ends = others.iter().all(|other| other.ends().is_some());
    let search = Search { question, model: &model, input, target };
    let base = search.at(&model.base())?;
    let corners: Vec<Solution> =
        search.corners(base.value())?.iter().map(|corner| search.at(corner)).collect::<Result<_, _>>()?;
    let values = match &base {
        Solution::Reached(points) => points.iter().map(|point| point.input).collect(),
        _ => Vec::new(),
    };
    let places = values.iter().enumerate();
    Ok(Solved {
        found: places.map(|(place, value)| over(&corners, place, Some(*value))).collect(),
        why_not: WhyNot::of(&base),
        elsewhere: over(&corners, 0, None),
        blocked: corners.iter().any(|corner| corner.value().is_none()),
        others: others.len(),
        all_have_ends,
        held_fixed: held_fixed(&model, input),
    })
}

/// Which of the inputs behind the outcome have a range; the input sought is none that is held.
fn held_fixed(model: &StudyModel, input: &NamedInput) -> String {
    let fixed = model.held_fixed();
    if model.position(input.id).is_some() && input.quantity.is_exact() {
        fixed.replacen("the others are held fixed", "the others but the one sought are held fixed", 1)
    } else {
        fixed
    }
}

/// Low and high of one of the values over the ends of the others. Where some ends allow none, the limit on
/// the side they would lie on is open.
fn over(corners: &[Solution], place: usize, value: Option<f64>) -> Found {
    let reached = corners.iter().filter_map(|corner| match corner {
        Solution::Reached(points) => points.get(place).map(|point| point.input),
        _ => None,
    });
    let known: Vec<f64> = reached.chain(value).collect();
    let (low, high) = (known.iter().copied().reduce(f64::min), known.iter().copied().reduce(f64::max));
    let (mut open_below, mut open_above) = (false, false);
    for corner in corners {
        match corner {
            Solution::Reached(_) => {}
            Solution::OutOfReach(nearest) => {
                let above = high.is_none_or(|high| nearest.input >= high);
                (open_below, open_above) = (open_below || !above, open_above || above);
            }
            Solution::Jumped { .. } | Solution::NoEffect(_) => (open_below, open_above) = (true, true),
        }
    }
    Found { value, low: low.filter(|_| !open_below), high: high.filter(|_| !open_above) }
}

/// With so many other inputs every corner of their ranges is tried; with more, the two that the formulas'
/// directions point to.
const EVERY_CORNER: usize = 10;

/// How far beside a step it is looked whether the date is too late there, as a part of the step.
const BESIDE: f64 = 1e-3;

struct Search<'q> {
    question: &'q Question,
    model: &'q StudyModel,
    input: &'q NamedInput,
    target: &'q Target,
}

impl Search<'_> {
    fn at(&self, point: &[f64]) -> anyhow::Result<Solution> {
        let Some(place) = self.model.position(self.input.id) else { return self.without_effect() };
        let (low, high) = self.input.possible;
        let goal = Goal { input: place, low, high, outcome: 0, target: self.target.value };
        let solution = goal.solve_at(self.model, point).map_err(|error| match error {
            SolveError::Model(error) => self.model.told(&error),
            other => anyhow!("{other}"),
        })?;
        if self.target.answered.unit.is_date() { self.in_time(solution, &goal, point) } else { Ok(solution) }
    }

    /// Dates come in steps: where one jumps over the target, the side that is in time is the answer; of a step that is
    /// the target itself, the end beyond which it is too late.
    fn in_time(&self, solution: Solution, goal: &Goal, point: &[f64]) -> anyhow::Result<Solution> {
        let points = match &solution {
            Solution::Jumped { before, after } => {
                let in_time = if before.outcome <= goal.target { before } else { after };
                return Ok(Solution::Reached(vec![self.whole(*in_time, goal, point)?]));
            }
            Solution::Reached(points) => points.as_slice(),
            _ => return Ok(solution),
        };
        let (first, last) = match points {
            [first, last] => (first, last),
            [only] => return Ok(Solution::Reached(vec![self.whole(*only, goal, point)?])),
            _ => return Ok(solution),
        };
        let mut beside = point.to_vec();
        beside[goal.input] = (first.input - BESIDE * (last.input - first.input)).max(goal.low);
        let before = at_point(self.model, &beside).map_err(|error| self.model.told(&error))?;
        let is_late = before[goal.outcome] > goal.target;
        let in_time = if is_late { *first } else { *last };
        Ok(Solution::Reached(vec![self.whole(in_time, goal, point)?]))
    }

    /// Officers and subjects are shown whole: of the whole numbers beside the value the one that is in time, which need
    /// not be the nearer.
    fn whole(&self, found: Point, goal: &Goal, point: &[f64]) -> anyhow::Result<Point> {
        if ![Unit::officers(), Unit::subjects()].contains(&self.input.unit) {
            return Ok(found);
        }
        let mut beside = point.to_vec();
        for input in [found.input.round(), found.input.ceil(), found.input.floor()] {
            beside[goal.input] = input.clamp(goal.low, goal.high);
            let outcomes = at_point(self.model, &beside).map_err(|error| self.model.told(&error))?;
            let outcome = outcomes[goal.outcome];
            if outcome <= goal.target {
                return Ok(Point { input: beside[goal.input], outcome });
            }
        }
        Ok(found)
    }

    /// The outcome does not depend on the input.
    fn without_effect(&self) -> anyhow::Result<Solution> {
        let bounds = self.question.bounds()?;
        let answered = &self.target.answered;
        Ok(Solution::NoEffect(bounds.of(answered.cell, answered.member).base))
    }

    /// Points with the other inputs at their ends.
    fn corners(&self, solution: Option<f64>) -> anyhow::Result<Vec<Vec<f64>>> {
        let ranged: Vec<usize> =
            (0..self.model.inputs.len()).filter(|at| self.model.inputs[*at].id != self.input.id).collect();
        if ranged.is_empty() || self.model.position(self.input.id).is_none() {
            return Ok(Vec::new());
        }
        if ranged.len() > EVERY_CORNER {
            return self.by_direction(solution);
        }
        let ends: Vec<(f64, f64, bool)> =
            self.model.inputs.iter().map(|input| input.quantity.range_ends()).collect();
        let corner = |choice: usize| {
            let mut point = self.model.base();
            for (bit, at) in ranged.iter().enumerate() {
                point[*at] = if choice >> bit & 1 == 0 { ends[*at].0 } else { ends[*at].1 };
            }
            point
        };
        Ok((0..1 << ranged.len()).map(corner).collect())
    }

    /// The two points at which the outcome is lowest and highest with the input at the solution.
    fn by_direction(&self, solution: Option<f64>) -> anyhow::Result<Vec<Vec<f64>>> {
        let value = solution.unwrap_or_else(|| self.input.quantity.base());
        let mut sheet = self.question.compiled.sheet.clone();
        sheet.set_quantity(self.input.id, Quantity::exact(value));
        let answered = &self.target.answered;
        let bound = sheet.bounds()?.of(answered.cell, answered.member);
        let point = |ends: &[(InputId, f64)]| {
            let mut point = self.model.base();
            for (id, value) in ends {
                if let Some(at) = self.model.position(*id) {
                    point[at] = *value;
                }
            }
            point
        };
        Ok(vec![point(&bound.low_when), point(&bound.high_when)])
    }
}

/// A list can be too small for its parts: whether the study would refuse the value found.
pub(super) fn refusal(question: &Question, input: &NamedInput, solved: &Solved) -> Option<String> {
    let value = solved.found.first()?.value?;
    let why = question.refusal(&[(input, value)])?;
    Some(format!("as a setting the study would refuse this value: {why}"))
}
