//! Goal seek: the value of one input at which an outcome has a wanted value, all other inputs held.

use super::evaluate::{at_point, evaluate_block};
use super::root::{At, Passage, passage};
use super::{AnalysisError, Model};
use std::fmt;

/// What is sought: `outcome` = `target`, by changing `input` from `low` to `high`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Goal {
    /// The input that may change.
    pub input: usize,
    /// The smallest value it may take.
    pub low: f64,
    /// The largest value it may take; infinity for no limit (tried up to 2^53).
    pub high: f64,
    /// The outcome that is to reach the target.
    pub outcome: usize,
    /// The value wanted.
    pub target: f64,
}

/// A value of the input and the outcome there.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    /// The input, in its own unit.
    pub input: f64,
    /// The outcome, in its own unit.
    pub outcome: f64,
}

/// What goal seek found.
#[derive(Debug, Clone, PartialEq)]
pub enum Solution {
    /// The outcome reaches the target; more than one point where it turns back, in rising order of the input.
    Reached(Vec<Point>),
    /// The outcome jumps over the target here and has no value between the two.
    Jumped {
        /// The last point on the one side.
        before: Point,
        /// The first point on the other.
        after: Point,
    },
    /// The target is out of reach; this is the nearest the outcome comes.
    OutOfReach(Point),
    /// The input does not move the outcome at all; this is its value.
    NoEffect(f64),
}

impl Solution {
    /// The value of the input that reaches the target; the smallest where there are several.
    pub fn value(&self) -> Option<f64> {
        match self {
            Self::Reached(points) => points.first().map(|point| point.input),
            _ => None,
        }
    }
}

/// What is wrong with a goal.
#[derive(Debug, Clone, PartialEq)]
pub enum SolveError {
    /// The input or outcome does not exist.
    Unknown {
        /// `input` or `outcome`.
        what: &'static str,
        /// Which was asked for, from 0.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// The point to solve at has not one number per input.
    WrongPoint {
        /// Numbers given.
        given: usize,
        /// Inputs of the model.
        inputs: usize,
    },
    /// The target is infinite or undefined.
    Target(f64),
    /// The limits leave nothing to search.
    Limits {
        /// The lower limit.
        low: f64,
        /// The upper limit.
        high: f64,
    },
    /// The model has no finite outcome there.
    Model(AnalysisError),
}

impl fmt::Display for SolveError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown { what, index, count } => {
                write!(f, "{what} {} does not exist; choose one of the {count} there are", index + 1)
            }
            Self::WrongPoint { given, inputs } => {
                write!(f, "{given} values were given for {inputs} inputs; give one value for each input")
            }
            Self::Target(target) => {
                write!(f, "the target {target} is no number that can be reached; write a finite number")
            }
            Self::Limits { low, high } => {
                write!(
                    f,
                    "there is nothing between {low} and {high} to search; write the smaller limit first"
                )
            }
            Self::Model(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SolveError {}

impl From<AnalysisError> for SolveError {
    fn from(error: AnalysisError) -> Self {
        Self::Model(error)
    }
}

/// Counts above this are not whole numbers any more; "no limit" is tried this far.
const FURTHEST: f64 = 9_007_199_254_740_992.0;
/// Evenly spaced points looked at between the limits, and points in doubling steps around the base.
const EVEN: u32 = 128;
const HALVINGS: i32 = 64;
/// Steps of golden section around the nearest point: the width shrinks by 1e-9.
const NARROWINGS: u32 = 44;
/// How far from the target, relative to the outcomes around, is still rounding.
const ROUNDING: f64 = 1e-13;
/// Places nearer to each other than this share are one: a target that is touched is found to half the digits.
const SAME_PLACE: f64 = 1e-7;
/// What a narrowed passage keeps of its step where the outcome does not jump: far more than rounding leaves.
const CONTINUOUS: f64 = 1e-6;

impl Goal {
    /// Where the outcome reaches the target, in the unit of the input, the other inputs as in `point`.
    ///
    /// The limits are looked through at even steps and at doubling steps around the input's value in `point`;
    /// every change of side is narrowed by the ITP method (doi:10.1145/3423597) to a few units in the last
    /// place, and the nearest point by golden section. Among doubles that are as near, the one with the
    /// fewest digits is given.
    ///
    /// ```
    /// use stakeout::analysis::{scalar, solve::Goal};
    /// let coverage = scalar(3, |x| x[2] / (x[0] * x[1]));
    /// let goal = Goal { input: 1, low: 0.0, high: f64::INFINITY, outcome: 0, target: 1.0 };
    /// let answer = goal.solve_at(&coverage, &[11_000.0, 17.5, 3_300.0]).unwrap();
    /// assert_eq!(answer.value(), Some(0.3));
    /// ```
    ///
    /// # Errors
    ///
    /// [`SolveError`] where the goal does not fit the model, or no outcome between the limits is finite.
    pub fn solve_at<M: Model + ?Sized>(&self, model: &M, point: &[f64]) -> Result<Solution, SolveError> {
        self.check(model, point)?;
        let search = Search { goal: self, model, point };
        let seen = search.look()?;
        if seen.iter().all(|p| p.outcome == seen[0].outcome) {
            return Ok(Solution::NoEffect(seen[0].outcome));
        }
        search.conclude(search.with_nearest(seen)?)
    }

    fn check<M: Model + ?Sized>(&self, model: &M, point: &[f64]) -> Result<(), SolveError> {
        known("input", self.input, model.inputs())?;
        known("outcome", self.outcome, model.outcomes())?;
        if point.len() != model.inputs() {
            return Err(SolveError::WrongPoint { given: point.len(), inputs: model.inputs() });
        }
        if !self.target.is_finite() {
            return Err(SolveError::Target(self.target));
        }
        let bounded = self.low.is_finite() && self.low < self.high && self.low < FURTHEST;
        if bounded { Ok(()) } else { Err(SolveError::Limits { low: self.low, high: self.high }) }
    }
}

fn known(what: &'static str, index: usize, count: usize) -> Result<(), SolveError> {
    if index < count { Ok(()) } else { Err(SolveError::Unknown { what, index, count }) }
}

struct Search<'a, M: ?Sized> {
    goal: &'a Goal,
    model: &'a M,
    point: &'a [f64],
}

impl<M: Model + ?Sized> Search<'_, M> {
    /// The outcome at the points looked at, without those where it is not finite.
    fn look(&self) -> Result<Vec<Point>, SolveError> {
        let places = places(self.goal, self.point[self.goal.input]);
        let columns: Vec<Vec<f64>> = self.point.iter().map(|x| vec![*x; places.len()]).collect();
        let mut columns: Vec<&[f64]> = columns.iter().map(Vec::as_slice).collect();
        columns[self.goal.input] = &places;
        let mut outcomes = vec![vec![0.0; places.len()]; self.model.outcomes()];
        let mut slots: Vec<&mut [f64]> = outcomes.iter_mut().map(Vec::as_mut_slice).collect();
        let checked = evaluate_block(self.model, &columns, &mut slots);
        let all = places.iter().zip(&outcomes[self.goal.outcome]);
        let seen: Vec<Point> = all
            .filter(|(_, outcome)| outcome.is_finite())
            .map(|(input, outcome)| Point { input: *input, outcome: *outcome })
            .collect();
        match checked {
            Err(error) if seen.is_empty() => Err(error.into()),
            _ => Ok(seen),
        }
    }

    /// The outcome less the target: it may be infinite, but not undefined.
    fn miss(&self, input: f64) -> Result<f64, AnalysisError> {
        let mut point = self.point.to_vec();
        point[self.goal.input] = input;
        match at_point(self.model, &point) {
            Ok(outcomes) => Ok(outcomes[self.goal.outcome] - self.goal.target),
            Err(error) => self.infinite(&point).ok_or(error),
        }
    }

    /// Plus or minus infinity where the sought outcome is that at `point`, or is not the one that failed.
    fn infinite(&self, point: &[f64]) -> Option<f64> {
        let columns: Vec<&[f64]> = point.iter().map(std::slice::from_ref).collect();
        let mut outcomes = vec![f64::NAN; self.model.outcomes()];
        let mut slots: Vec<&mut [f64]> = outcomes.iter_mut().map(std::slice::from_mut).collect();
        self.model.evaluate(&columns, &mut slots);
        let miss = outcomes[self.goal.outcome] - self.goal.target;
        (!miss.is_nan()).then_some(miss)
    }

    /// The points seen with the nearest there is between them, and that one again where it is on the target:
    /// a turning point may touch it without passing.
    fn with_nearest(&self, mut seen: Vec<Point>) -> Result<(Vec<Point>, Option<Point>), SolveError> {
        let nearest = self.nearest(&seen);
        let at = seen.iter().position(|point| *point == nearest).unwrap_or(0);
        let (from, to) = (seen[at.saturating_sub(1)], seen[(at + 1).min(seen.len() - 1)]);
        let turn = self.narrow(from.input, to.input)?;
        let best = if self.distance(&turn) < self.distance(&nearest) { turn } else { nearest };
        let scale = self.distance(&from).max(self.distance(&to)).max(self.goal.target.abs());
        if best != nearest {
            seen.insert(seen.partition_point(|p| p.input < best.input), best);
        }
        let touch = self.distance(&best) <= ROUNDING * scale && !self.between_sides(&from, &to);
        Ok((seen, touch.then_some(best)))
    }

    /// Whether the target lies between two points, so that their passage tells the place more exactly.
    fn between_sides(&self, one: &Point, other: &Point) -> bool {
        side(one.outcome - self.goal.target) * side(other.outcome - self.goal.target) < 0
    }

    fn distance(&self, point: &Point) -> f64 {
        (point.outcome - self.goal.target).abs()
    }

    fn nearest(&self, seen: &[Point]) -> Point {
        let by_distance = |a: &Point, b: &Point| if self.distance(b) < self.distance(a) { *b } else { *a };
        seen.iter().skip(1).fold(seen[0], |best, point| by_distance(&best, point))
    }

    /// The smallest distance from the target between two points, by golden section.
    fn narrow(&self, mut low: f64, mut high: f64) -> Result<Point, AnalysisError> {
        let golden = (5.0_f64.sqrt() - 1.0) / 2.0;
        let mut best = (f64::INFINITY, low);
        for _ in 0..NARROWINGS {
            let (left, right) = (high - golden * (high - low), low + golden * (high - low));
            let (at_left, at_right) = (self.miss(left)?.abs(), self.miss(right)?.abs());
            best = [best, (at_left, left), (at_right, right)].into_iter().fold(best, nearer);
            if at_left <= at_right { high = right } else { low = left }
        }
        Ok(Point { input: best.1, outcome: self.goal.target + self.miss(best.1)? })
    }

    fn conclude(&self, (seen, touch): (Vec<Point>, Option<Point>)) -> Result<Solution, SolveError> {
        let (hits, jumps): (Vec<Found>, Vec<Found>) =
            self.passages(&seen)?.into_iter().partition(Found::is_hit);
        let mut reached: Vec<Point> = Vec::new();
        // A point on the target beside a passage is the plateau that the passage leads to.
        let touch = touch.filter(|_| hits.is_empty());
        for x in hits.iter().map(|hit| hit.passage.nearer().x).chain(touch.map(|p| p.input)) {
            let point = self.fewest_digits(x)?;
            if !reached.iter().any(|known| same_place(known.input, point.input)) {
                reached.push(point);
            }
        }
        reached.sort_by(|a, b| a.input.total_cmp(&b.input));
        Ok(match (reached.is_empty(), jumps.first()) {
            (false, _) => Solution::Reached(reached),
            (true, Some(jump)) => self.jumped(&jump.passage),
            (true, None) => Solution::OutOfReach(self.nearest(&seen)),
        })
    }

    /// Every change of side between neighbours, narrowed.
    fn passages(&self, seen: &[Point]) -> Result<Vec<Found>, AnalysisError> {
        let mut found = Vec::new();
        for pair in seen.windows(2) {
            let [left, right] =
                [pair[0], pair[1]].map(|p| At { x: p.input, y: p.outcome - self.goal.target });
            if side(left.y) == side(right.y) {
                continue;
            }
            // Where one end is on the target, the other is made the negative one: the passage is then where
            // a plateau on the target begins.
            let turn = if left.y < 0.0 || right.y < 0.0 { 1.0 } else { -1.0 };
            let [left, right] = [left, right].map(|at| At { x: at.x, y: turn * at.y });
            let (below, above) = if left.y < 0.0 { (left, right) } else { (right, left) };
            let passage = passage(below, above, |x| Ok(turn * self.miss(x)?))?;
            found.push(Found { passage: turned(passage, turn), step: (right.y - left.y).abs() });
        }
        Ok(found)
    }

    fn jumped(&self, jump: &Passage) -> Solution {
        let point = |at: At| Point { input: at.x, outcome: at.y + self.goal.target };
        let (one, other) = (point(jump.below), point(jump.above));
        let (before, after) = if one.input < other.input { (one, other) } else { (other, one) };
        Solution::Jumped { before, after }
    }

    /// The same place written with the fewest digits that reach the target as well: 165,000 rather than
    /// 164,999.99999999997.
    fn fewest_digits(&self, x: f64) -> Result<Point, AnalysisError> {
        let miss = self.miss(x)?;
        let allowed = miss.abs().max(4.0 * f64::EPSILON * self.goal.target.abs());
        for digits in 11..16 {
            let short: f64 = format!("{x:.digits$e}").parse().unwrap_or(x);
            let inside = self.goal.low <= short && short <= self.goal.high;
            let short_miss = if inside { self.miss(short)? } else { f64::INFINITY };
            if short_miss.abs() <= allowed {
                return Ok(Point { input: short, outcome: self.goal.target + short_miss });
            }
        }
        Ok(Point { input: x, outcome: self.goal.target + miss })
    }
}

/// A change of side, and how far apart the outcomes were before it was narrowed.
struct Found {
    passage: Passage,
    step: f64,
}

impl Found {
    /// Whether the outcome takes the value in between: what is left of the step is next to nothing.
    fn is_hit(&self) -> bool {
        let left = (self.passage.above.y - self.passage.below.y).abs();
        self.passage.nearer().y == 0.0 || left <= CONTINUOUS * self.step
    }
}

fn side(miss: f64) -> i8 {
    i8::from(miss > 0.0) - i8::from(miss < 0.0)
}

fn turned(passage: Passage, turn: f64) -> Passage {
    let turned = |at: At| At { x: at.x, y: turn * at.y };
    Passage { below: turned(passage.below), above: turned(passage.above) }
}

fn same_place(a: f64, b: f64) -> bool {
    (a - b).abs() <= SAME_PLACE * a.abs().max(b.abs())
}

fn nearer(best: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    if other.0 < best.0 { other } else { best }
}

/// Where the outcome is looked at: even steps between the limits, doubling steps away from zero in the
/// measure of the input's value now, and both limits.
fn places(goal: &Goal, now: f64) -> Vec<f64> {
    let measure = if now == 0.0 || !now.is_finite() { 1.0 } else { now.abs() };
    let last = goal.high.min(FURTHEST);
    let reach = if goal.high.is_finite() { goal.high } else { goal.low.abs() + 4.0 * measure };
    let even = (0..=EVEN).map(|step| goal.low + (reach - goal.low) * f64::from(step) / f64::from(EVEN));
    let doubling = (-HALVINGS..=HALVINGS).flat_map(|power| {
        let distance = measure * 2.0_f64.powi(power);
        [distance, -distance]
    });
    let mut places: Vec<f64> = even.chain(doubling).chain([now, last]).collect();
    places.retain(|x| goal.low <= *x && *x <= last);
    places.sort_by(f64::total_cmp);
    places.dedup();
    places
}
