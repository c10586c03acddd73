//! Where an outcome crosses a level within a grid: found on the model itself, not by interpolation.

use super::evaluate::at_point;
use super::root::{At, passage};
use super::sweep::{Sweep, SweepError};
use super::{AnalysisError, Model};

/// One crossing of the level.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crossing {
    /// The value of the first of two axes; nothing where one input varies.
    pub row: Option<f64>,
    /// The value of the last axis at which the level is crossed, in that input's unit.
    pub at: f64,
    /// The outcome there: the level, or what it jumps to.
    pub outcome: f64,
    /// Whether the outcome reaches the level from below as the last axis goes on.
    pub rising: bool,
}

/// Every place on the grid lines of the last axis where outcome number `outcome` crosses `level`.
///
/// On the level counts as above it: of an outcome that reaches the level and stays there, the crossing is
/// where it first reaches it. Between two neighbouring grid points the place is narrowed on the model by the
/// ITP method (doi:10.1145/3423597); a crossing and its way back between the same two points are not seen.
/// Next to a point where the outcome is undefined none is sought.
///
/// ```
/// use stakeout::analysis::{crossing::crossings, scalar, sweep::{sweep, Axis}};
/// let coverage = scalar(1, |x| (x[0] / 192_500.0).min(1.0));
/// let staff = Axis { input: 0, values: vec![0.0, 100_000.0, 200_000.0, 300_000.0] };
/// let grid = sweep(&coverage, &[3_300.0], &[staff], 1).unwrap();
/// let full = crossings(&coverage, &[3_300.0], &grid, 0, 1.0).unwrap();
/// assert_eq!((full.len(), full[0].at.round()), (1, 192_500.0));
/// ```
///
/// # Errors
///
/// A point between two grid points where the model has no finite outcome.
pub fn crossings<M: Model + ?Sized>(
    model: &M,
    point: &[f64],
    grid: &Sweep,
    outcome: usize,
    level: f64,
) -> Result<Vec<Crossing>, SweepError> {
    let (Some(column), Some(outcomes)) = (grid.axes.last(), grid.outcomes.get(outcome)) else {
        return Ok(Vec::new());
    };
    let row_axis = grid.axes.first().filter(|_| grid.axes.len() == 2);
    let mut found = Vec::new();
    for (index, line) in outcomes.chunks(column.values.len()).enumerate() {
        let mut point = point.to_vec();
        let row = row_axis.map(|axis| axis.values[index]);
        if let (Some(axis), Some(value)) = (row_axis, row) {
            point[axis.input] = value;
        }
        let mut miss = |x: f64| {
            point[column.input] = x;
            Ok(at_point(model, &point)?[outcome] - level)
        };
        let places: Vec<At> =
            column.values.iter().zip(line).map(|(x, y)| At { x: *x, y: y - level }).collect();
        let known = |pair: &&[At]| pair.iter().all(|at| !at.y.is_nan());
        for pair in places.windows(2).filter(known) {
            found.extend(between(pair[0], pair[1], &mut miss)?.map(|(at, rising)| Crossing {
                row,
                at: at.x,
                outcome: at.y + level,
                rising,
            }));
        }
    }
    Ok(found)
}

fn between(
    left: At,
    right: At,
    miss: &mut impl FnMut(f64) -> Result<f64, AnalysisError>,
) -> Result<Option<(At, bool)>, AnalysisError> {
    let rising = left.y < 0.0;
    if rising == (right.y < 0.0) {
        return Ok(None);
    }
    let (below, above) = if rising { (left, right) } else { (right, left) };
    Ok(Some((passage(below, above, miss)?.above, rising)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::scalar;
    use crate::analysis::sweep::{Axis, Steps, open_sweep, sweep};

    fn axis(input: usize, from: f64, to: f64, count: usize) -> Axis {
        Axis { input, values: Steps::Linear { from, to, count }.values().unwrap() }
    }

    #[test]
    fn coverage_reaches_100_percent_once_in_each_row() {
        let coverage = scalar(2, |x| (x[1] / (11_000.0 * x[0])).min(1.0));
        let point = [0.0, 0.0];
        let grid = sweep(&coverage, &point, &[axis(0, 15.0, 20.0, 6), axis(1, 0.0, 3e5, 7)], 1).unwrap();
        let found = crossings(&coverage, &point, &grid, 0, 1.0).unwrap();
        assert_eq!(found.len(), 6);
        for crossing in found {
            let full = 11_000.0 * crossing.row.unwrap();
            assert!((crossing.at - full).abs() < 1e-9 && crossing.rising && crossing.outcome == 1.0);
        }
    }

    #[test]
    fn up_and_down_again_are_two_crossings_and_a_touch_from_above_is_none() {
        let hill = scalar(1, |x| x[0] * (4.0 - x[0]));
        let grid = sweep(&hill, &[0.0], &[axis(0, 0.0, 4.0, 9)], 1).unwrap();
        let found = crossings(&hill, &[0.0], &grid, 0, 1.75).unwrap();
        assert_eq!(found.iter().map(|c| (c.at, c.rising)).collect::<Vec<_>>(), [(0.5, true), (3.5, false)]);
        assert!(crossings(&hill, &[0.0], &grid, 0, 4.5).unwrap().is_empty());
        assert!(crossings(&hill, &[0.0], &grid, 0, 0.0).unwrap().is_empty());
    }

    #[test]
    fn a_jump_is_given_with_the_value_it_jumps_to() {
        let shifts = scalar(1, |x| x[0].floor());
        let grid = sweep(&shifts, &[0.0], &[axis(0, 0.5, 1.5, 2)], 1).unwrap();
        let found = crossings(&shifts, &[0.0], &grid, 0, 0.7).unwrap();
        assert!(found.len() == 1 && (found[0].at - 1.0).abs() < 1e-14 && found[0].outcome == 1.0);
    }

    #[test]
    fn from_infinity_is_a_crossing_and_from_undefined_is_none() {
        let coverage = scalar(2, |x| x[1] / x[0]);
        let line = axis(0, 0.0, 8.0, 3);
        let crossed = |officers: f64| {
            let point = [1.0, officers];
            let grid = open_sweep(&coverage, &point, std::slice::from_ref(&line), 1).unwrap();
            crossings(&coverage, &point, &grid, 0, 1.0).unwrap()
        };
        let found = crossed(3.0);
        assert!(found.len() == 1 && (found[0].at - 3.0).abs() < 1e-14 && !found[0].rising);
        assert!(crossed(0.0).is_empty());
    }

    #[test]
    fn an_outcome_that_does_not_exist_crosses_nothing() {
        let line = scalar(1, |x| x[0]);
        let grid = sweep(&line, &[0.0], &[axis(0, -1.0, 1.0, 3)], 1).unwrap();
        assert!(crossings(&line, &[0.0], &grid, 7, 0.5).unwrap().is_empty());
    }
}
