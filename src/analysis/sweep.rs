//! What-if over a grid: every outcome for each value of one input, or of two.

use super::evaluate::{BLOCK, evaluate_block, fill, zeros};
use super::{AnalysisError, Model};
use std::fmt;

/// The values an input takes in turn.
#[derive(Debug, Clone, PartialEq)]
pub enum Steps {
    /// So many values at equal distances, both ends included.
    Linear {
        /// The first value.
        from: f64,
        /// The last value.
        to: f64,
        /// How many.
        count: usize,
    },
    /// So many values at equal ratios, both ends included.
    Logarithmic {
        /// The first value, above 0.
        from: f64,
        /// The last value, above 0.
        to: f64,
        /// How many.
        count: usize,
    },
    /// These values, as they stand.
    List(Vec<f64>),
}

/// One input and the values it takes.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    /// The input that varies.
    pub input: usize,
    /// Its values, in its own unit.
    pub values: Vec<f64>,
}

/// Every outcome over a grid.
#[derive(Debug, Clone, PartialEq)]
pub struct Sweep {
    /// The one or two inputs that vary.
    pub axes: Vec<Axis>,
    /// One list per outcome; the values of the last axis run fastest.
    pub outcomes: Vec<Vec<f64>>,
}

/// What is wrong with a grid.
#[derive(Debug, Clone, PartialEq)]
pub enum SweepError {
    /// Not one or two inputs vary.
    Axes(usize),
    /// The same input varies twice.
    SameInput(usize),
    /// The input does not exist.
    UnknownInput {
        /// Which was asked for, from 0.
        index: usize,
        /// How many there are.
        count: usize,
    },
    /// The point has not one number per input.
    WrongPoint {
        /// Numbers given.
        given: usize,
        /// Inputs of the model.
        inputs: usize,
    },
    /// Equal steps between fewer than two values.
    TooFewSteps(usize),
    /// An empty list.
    NoValues,
    /// A grid of more points than can be answered.
    TooManyPoints(usize),
    /// An end or a listed value that is no finite number.
    NotFinite(f64),
    /// Equal ratios that would begin or end at zero or below.
    LogOfZero(f64),
    /// The model has no finite outcome at a point of the grid.
    Model(AnalysisError),
}

/// The most points a grid may have.
pub const MOST_POINTS: usize = 10_000_000;

impl fmt::Display for SweepError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Axes(count) => write!(f, "{count} inputs were asked to vary; vary one input or two"),
            Self::SameInput(index) => {
                write!(f, "input {} is asked to vary twice; name two different inputs", index + 1)
            }
            Self::UnknownInput { index, count } => {
                write!(f, "input {} does not exist; choose one of the {count} there are", index + 1)
            }
            Self::WrongPoint { given, inputs } => {
                write!(f, "{given} values were given for {inputs} inputs; give one value for each input")
            }
            Self::TooFewSteps(count) => {
                write!(f, "{count} steps do not reach from one end to the other; ask for at least 2")
            }
            Self::NoValues => write!(f, "the list of values is empty; write at least one value"),
            Self::TooManyPoints(points) => {
                write!(f, "a grid of {points} points is too large; ask for at most {MOST_POINTS} in all")
            }
            Self::NotFinite(value) => {
                write!(f, "an input cannot take the value {value}; write a finite number")
            }
            Self::LogOfZero(value) => {
                write!(
                    f,
                    "equal ratios cannot begin or end at {value}; write ends above 0, or use equal steps"
                )
            }
            Self::Model(error) => error.fmt(f),
        }
    }
}

impl std::error::Error for SweepError {}

impl From<AnalysisError> for SweepError {
    fn from(error: AnalysisError) -> Self {
        Self::Model(error)
    }
}

impl Steps {
    /// The values in turn, in the input's own unit.
    ///
    /// Linear: (from (n - 1 - i) + to i) / (n - 1). Logarithmic: from (to / from)^(i / (n - 1)), to 14 digits,
    /// so that 1 to 1,000 in 4 is 1, 10, 100, 1,000.
    ///
    /// ```
    /// use stakeout::analysis::sweep::Steps;
    /// let values = Steps::Logarithmic { from: 1.0, to: 1_000.0, count: 4 }.values();
    /// assert_eq!(values, Ok(vec![1.0, 10.0, 100.0, 1_000.0]));
    /// ```
    ///
    /// # Errors
    ///
    /// Fewer than two steps, an empty list, a value that is not finite, a ratio from zero.
    pub fn values(&self) -> Result<Vec<f64>, SweepError> {
        match *self {
            Self::List(ref values) if values.is_empty() => Err(SweepError::NoValues),
            Self::List(ref values) => finite(values.clone()),
            Self::Linear { from, to, count } => {
                let steps = intervals(count)?;
                finite((0..count).map(|step| between(from, to, step as f64, steps)).collect())
            }
            Self::Logarithmic { from, to, count } => {
                let steps = intervals(count)?;
                let (first, last) = (above_zero(from)?, above_zero(to)?);
                let ratio = |step: usize| libm::pow(10.0, between(first, last, step as f64, steps));
                let mut values: Vec<f64> = (0..count).map(|step| digits_14(ratio(step))).collect();
                values[0] = from;
                values[count - 1] = to;
                finite(values)
            }
        }
    }
}

fn intervals(count: usize) -> Result<f64, SweepError> {
    match count {
        0 | 1 => Err(SweepError::TooFewSteps(count)),
        2..=MOST_POINTS => Ok((count - 1) as f64),
        _ => Err(SweepError::TooManyPoints(count)),
    }
}

fn between(from: f64, to: f64, step: f64, steps: f64) -> f64 {
    // Weighted, not added up: 0 to 1 in tenths gives 0.3 and not 0.30000000000000004.
    (from * (steps - step) + to * step) / steps
}

fn above_zero(end: f64) -> Result<f64, SweepError> {
    if end.is_nan() || end > 0.0 { Ok(libm::log10(end)) } else { Err(SweepError::LogOfZero(end)) }
}

fn digits_14(value: f64) -> f64 {
    format!("{value:.13e}").parse().unwrap_or(value)
}

fn finite(values: Vec<f64>) -> Result<Vec<f64>, SweepError> {
    match values.iter().find(|value| !value.is_finite()) {
        Some(value) => Err(SweepError::NotFinite(*value)),
        None => Ok(values),
    }
}

/// Every outcome at every point of the grid of `axes`, the other inputs as in `point`.
///
/// ```
/// use stakeout::analysis::{scalar, sweep::{sweep, Axis}};
/// let required = scalar(2, |x| x[0] * x[1]);
/// let subjects = Axis { input: 0, values: vec![1_200.0, 11_000.0] };
/// let officers_each = Axis { input: 1, values: vec![15.0, 20.0] };
/// let grid = sweep(&required, &[0.0, 0.0], &[subjects, officers_each], 1).unwrap();
/// assert_eq!(grid.outcomes[0], [18_000.0, 24_000.0, 165_000.0, 220_000.0]);
/// ```
///
/// # Errors
///
/// A grid that does not fit the model, or a point of it without a finite outcome.
pub fn sweep<M: Model + ?Sized>(
    model: &M,
    point: &[f64],
    axes: &[Axis],
    threads: usize,
) -> Result<Sweep, SweepError> {
    fill_grid(model, point, axes, threads, Open::Refused)
}

/// The same grid where an outcome may be infinite or undefined at some points: those values stay as they are.
///
/// ```
/// use stakeout::analysis::{scalar, sweep::{open_sweep, Axis}};
/// let coverage = scalar(1, |subjects| 330.0 / subjects[0]);
/// let axis = Axis { input: 0, values: vec![0.0, 330.0] };
/// assert_eq!(open_sweep(&coverage, &[1.0], &[axis], 1).unwrap().outcomes, [[f64::INFINITY, 1.0]]);
/// ```
///
/// # Errors
///
/// What [`sweep`] refuses, but for outcomes without a finite value.
pub fn open_sweep<M: Model + ?Sized>(
    model: &M,
    point: &[f64],
    axes: &[Axis],
    threads: usize,
) -> Result<Sweep, SweepError> {
    fill_grid(model, point, axes, threads, Open::Kept)
}

/// What becomes of outcomes that are not finite.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Open {
    Refused,
    Kept,
}

fn fill_grid<M: Model + ?Sized>(
    model: &M,
    point: &[f64],
    axes: &[Axis],
    threads: usize,
    open: Open,
) -> Result<Sweep, SweepError> {
    let points = check(model.inputs(), point, axes)?;
    let grid = Grid::new(point, axes, open);
    let mut outcomes = zeros(model.outcomes(), points);
    fill(&mut outcomes, grid.block(), threads, |start, slots| grid.fill(model, start, slots))?;
    Ok(Sweep { axes: axes.to_vec(), outcomes })
}

fn check(inputs: usize, point: &[f64], axes: &[Axis]) -> Result<usize, SweepError> {
    if point.len() != inputs {
        return Err(SweepError::WrongPoint { given: point.len(), inputs });
    }
    if let Some(axis) = axes.iter().find(|axis| axis.input >= inputs) {
        return Err(SweepError::UnknownInput { index: axis.input, count: inputs });
    }
    match axes {
        [one, other] if one.input == other.input => return Err(SweepError::SameInput(one.input)),
        [_] | [_, _] => {}
        _ => return Err(SweepError::Axes(axes.len())),
    }
    if axes.iter().any(|axis| axis.values.is_empty()) {
        return Err(SweepError::NoValues);
    }
    let points = axes.iter().fold(1_usize, |points, axis| points.saturating_mul(axis.values.len()));
    if points <= MOST_POINTS { Ok(points) } else { Err(SweepError::TooManyPoints(points)) }
}

/// The grid as rows (the first of two axes) of columns (the last axis).
struct Grid<'a> {
    point: &'a [f64],
    row: Option<&'a Axis>,
    column: &'a Axis,
    open: Open,
}

impl<'a> Grid<'a> {
    fn new(point: &'a [f64], axes: &'a [Axis], open: Open) -> Self {
        let column = &axes[axes.len() - 1];
        Self { point, row: axes.first().filter(|_| axes.len() == 2), column, open }
    }

    /// Whole rows where they are short, so that a block is worth starting.
    fn block(&self) -> usize {
        let columns = self.column.values.len();
        if columns >= BLOCK { BLOCK } else { BLOCK / columns * columns }
    }

    /// Fills the outcomes from grid point `start` on, row by row.
    fn fill<M: Model + ?Sized>(
        &self,
        model: &M,
        start: usize,
        slots: &mut [&mut [f64]],
    ) -> Result<(), AnalysisError> {
        let width = self.column.values.len();
        let end = start + slots.first().map_or(0, |slot| slot.len());
        let mut held: Vec<Vec<f64>> = self.point.iter().map(|x| vec![*x; width.min(BLOCK)]).collect();
        let mut at = start;
        while at < end {
            let length = (width - at % width).min(end - at);
            if let Some(row) = self.row {
                held[row.input].fill(row.values[at / width]);
            }
            let mut columns: Vec<&[f64]> = held.iter().map(|column| &column[..length]).collect();
            columns[self.column.input] = &self.column.values[at % width..][..length];
            let mut part: Vec<&mut [f64]> =
                slots.iter_mut().map(|slot| &mut slot[at - start..][..length]).collect();
            match evaluate_block(model, &columns, &mut part) {
                Err(AnalysisError::NotFinite { .. }) if self.open == Open::Kept => {}
                checked => checked?,
            }
            at += length;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{FnModel, scalar};

    fn coverage() -> impl Model {
        scalar(3, |x| x[2] / (x[0] * x[1]))
    }

    fn axis(input: usize, from: f64, to: f64, count: usize) -> Axis {
        Axis { input, values: Steps::Linear { from, to, count }.values().unwrap() }
    }

    #[test]
    fn steps_are_the_numbers_one_would_write() {
        let tenths = Steps::Linear { from: 0.0, to: 1.0, count: 11 }.values().unwrap();
        assert_eq!(tenths, [0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0]);
        let down = Steps::Linear { from: 20.0, to: 15.0, count: 3 }.values().unwrap();
        assert_eq!(down, [20.0, 17.5, 15.0]);
        let decades = Steps::Logarithmic { from: 0.01, to: 1e6, count: 9 }.values().unwrap();
        assert_eq!(decades, [0.01, 0.1, 1.0, 10.0, 100.0, 1e3, 1e4, 1e5, 1e6]);
        assert_eq!(Steps::List(vec![5.0, 1.0]).values().unwrap(), [5.0, 1.0]);
    }

    #[test]
    fn the_last_axis_runs_fastest_and_the_rest_is_held() {
        let axes = [axis(1, 15.0, 20.0, 2), axis(0, 100.0, 300.0, 3)];
        let grid = sweep(&coverage(), &[0.0, 0.0, 3_300.0], &axes, 2).unwrap();
        let by_hand: Vec<f64> = [15.0, 20.0]
            .iter()
            .flat_map(|each| [100.0, 200.0, 300.0].map(|subjects| 3_300.0 / (subjects * each)))
            .collect();
        assert_eq!(grid.outcomes, [by_hand]);
    }

    #[test]
    fn any_shape_of_grid_and_number_of_threads_gives_the_same() {
        let two = FnModel::new(2, 2, |columns: &[&[f64]], outcomes: &mut [&mut [f64]]| {
            for (row, (x, y)) in columns[0].iter().zip(columns[1]).enumerate() {
                outcomes[0][row] = 1_000.0 * x + y;
                outcomes[1][row] = x - y;
            }
        });
        for (rows, columns) in [(1, 1), (1, 5_000), (5_000, 1), (3, 1_500), (700, 3), (40, 1_024)] {
            let values = |count: usize| (0..count).map(|i| i as f64).collect::<Vec<f64>>();
            let axes = [Axis { input: 0, values: values(rows) }, Axis { input: 1, values: values(columns) }];
            for threads in [1, 2, 3, 8] {
                let grid = sweep(&two, &[0.0, 0.0], &axes, threads).unwrap();
                for (at, (sum, difference)) in grid.outcomes[0].iter().zip(&grid.outcomes[1]).enumerate() {
                    let (x, y) = ((at / columns) as f64, (at % columns) as f64);
                    assert_eq!((*sum, *difference), (1_000.0 * x + y, x - y));
                }
            }
        }
    }

    #[test]
    fn a_point_of_the_grid_without_an_answer_is_named() {
        let axes = [axis(0, 0.0, 10.0, 11)];
        let error = sweep(&coverage(), &[1.0, 15.0, 3_300.0], &axes, 2).unwrap_err();
        let expected = AnalysisError::NotFinite { outcome: 0, point: vec![0.0, 15.0, 3_300.0] };
        assert_eq!(error, SweepError::Model(expected));
    }

    #[test]
    fn an_open_grid_keeps_what_is_infinite_or_undefined() {
        let axes = [axis(2, 0.0, 3_300.0, 2), axis(0, 0.0, 220.0, 2)];
        let grid = open_sweep(&coverage(), &[1.0, 15.0, 3_300.0], &axes, 2).unwrap();
        assert!(grid.outcomes[0][0].is_nan());
        assert_eq!(grid.outcomes[0][1..], [0.0, f64::INFINITY, 1.0]);
    }

    #[test]
    fn each_mistake_has_its_sentence() {
        let say = |axes: &[Axis]| sweep(&coverage(), &[1.0, 1.0, 1.0], axes, 1).unwrap_err().to_string();
        let one = |input| axis(input, 1.0, 2.0, 2);
        assert_eq!(say(&[]), "0 inputs were asked to vary; vary one input or two");
        assert_eq!(say(&[one(0), one(1), one(2)]), "3 inputs were asked to vary; vary one input or two");
        assert_eq!(say(&[one(1), one(1)]), "input 2 is asked to vary twice; name two different inputs");
        assert_eq!(say(&[one(3)]), "input 4 does not exist; choose one of the 3 there are");
        assert_eq!(
            say(&[Axis { input: 0, values: vec![] }]),
            "the list of values is empty; write at least one value"
        );
        assert_eq!(
            say(&[axis(0, 1.0, 2.0, 4_000), axis(1, 1.0, 2.0, 4_000)]),
            "a grid of 16000000 points is too large; ask for at most 10000000 in all"
        );
        let short = sweep(&coverage(), &[1.0], &[one(0)], 1).unwrap_err().to_string();
        assert_eq!(short, "1 values were given for 3 inputs; give one value for each input");
    }

    #[test]
    fn each_mistake_of_steps_has_its_sentence() {
        let say = |steps: Steps| steps.values().unwrap_err().to_string();
        assert_eq!(
            say(Steps::Linear { from: 1.0, to: 2.0, count: 1 }),
            "1 steps do not reach from one end to the other; ask for at least 2"
        );
        assert_eq!(say(Steps::List(vec![])), "the list of values is empty; write at least one value");
        assert_eq!(
            say(Steps::List(vec![1.0, f64::INFINITY])),
            "an input cannot take the value inf; write a finite number"
        );
        assert_eq!(
            say(Steps::Logarithmic { from: 0.0, to: 2.0, count: 3 }),
            "equal ratios cannot begin or end at 0; write ends above 0, or use equal steps"
        );
    }
}
