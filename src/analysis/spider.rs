//! One input at a time in several steps, and how many percent an outcome moves for one percent of an input.

use super::evaluate::{Change, at_changes};
use super::range::{Range, RangeError, bases, fitting};
use super::tornado::{Moves, moved};
use super::{Input, Model};
use crate::quantity::Quantity;

/// One input on its way from low to high, all others at their base.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The input, by its number.
    pub input: usize,
    /// Its range, in its own unit.
    pub range: Range,
    /// Its values, from low to high at equal distances.
    pub values: Vec<f64>,
    /// Every outcome (first index) at each of them (second index).
    pub outcomes: Vec<Vec<f64>>,
}

/// Every outcome at `steps` values of each input that moves, in the order of the inputs.
///
/// ```
/// use stakeout::analysis::{scalar, spider::spider, tornado::Moves, Input};
/// use stakeout::quantity::Quantity;
/// let each = Quantity::uniform(15.0, 20.0);
/// let required = scalar(1, |x| 11_000.0 * x[0]);
/// let lines = spider(&[Input { name: "ratio", quantity: &each }], &required, Moves::default(), 3).unwrap();
/// assert_eq!(lines[0].values, [15.0, 17.5, 20.0]);
/// assert_eq!(lines[0].outcomes[0], [165_000.0, 192_500.0, 220_000.0]);
/// ```
///
/// # Errors
///
/// Fewer than two steps, and what [`super::tornado::tornado`] refuses.
pub fn spider<M: Model + ?Sized>(
    inputs: &[Input<'_>],
    model: &M,
    how: Moves,
    steps: usize,
) -> Result<Vec<Line>, RangeError> {
    if steps < 2 {
        return Err(RangeError::Steps(steps));
    }
    let base = bases(inputs);
    let line = |(input, range): (usize, Range)| {
        let values: Vec<f64> = (0..steps).map(|step| part_way(range, step, steps - 1)).collect();
        let changes: Vec<Change> = values.iter().map(|value| vec![(input, *value)]).collect();
        Ok(Line { input, range, outcomes: at_changes(model, &base, &changes)?, values })
    };
    moved(inputs, model.inputs(), how)?.into_iter().map(line).collect()
}

fn part_way(range: Range, step: usize, last: usize) -> f64 {
    (range.low * (last - step) as f64 + range.high * step as f64) / last as f64
}

/// The relative step of a difference quotient: near the cube root of the precision, where the errors of
/// rounding and of curvature are about equal.
const STEP: f64 = 1e-5;

/// The elasticity of every outcome (first index) to every input (second index) at the base, without unit:
/// by how many percent the outcome moves when the input moves by one percent.
///
/// (df / f) / (dx / x), by a central difference over 0.002% of x, from one side where x is at an end; at a
/// kink the mean of both sides. Nothing where the input or the outcome is 0.
///
/// ```
/// use stakeout::analysis::{scalar, spider::elasticities, Input};
/// use stakeout::quantity::Quantity;
/// let (staff, required) = (Quantity::exact(3_300.0), Quantity::exact(192_500.0));
/// let inputs = [Input { name: "staff", quantity: &staff }, Input { name: "required", quantity: &required }];
/// let of_coverage = &elasticities(&inputs, &scalar(2, |x| x[0] / x[1])).unwrap()[0];
/// assert!((of_coverage[0].unwrap() - 1.0).abs() < 1e-9);
/// assert!((of_coverage[1].unwrap() + 1.0).abs() < 1e-9);
/// ```
///
/// # Errors
///
/// Inputs that do not fit the model, or an outcome that is not finite near the base.
pub fn elasticities<M: Model + ?Sized>(
    inputs: &[Input<'_>],
    model: &M,
) -> Result<Vec<Vec<Option<f64>>>, RangeError> {
    fitting(inputs.len(), model.inputs())?;
    let base = bases(inputs);
    let sides: Vec<(f64, f64)> = inputs.iter().map(|input| sides(input.quantity)).collect();
    let around = sides.iter().enumerate().flat_map(|(input, (a, b))| [vec![(input, *a)], vec![(input, *b)]]);
    let changes: Vec<Change> = std::iter::once(Vec::new()).chain(around).collect();
    let outcomes = at_changes(model, &base, &changes)?;
    let of_outcome = |column: &Vec<f64>| {
        let pairs = column[1..].chunks_exact(2);
        let each = base.iter().zip(&sides).zip(pairs);
        each.map(|((x, sides), y)| elasticity(*x, column[0], *sides, (y[0], y[1]))).collect()
    };
    Ok(outcomes.iter().map(of_outcome).collect())
}

/// The values just below and above the base, not beyond an end.
fn sides(quantity: &Quantity) -> (f64, f64) {
    let (base, by) = (quantity.base(), STEP * quantity.base().abs());
    match quantity.ends() {
        Some((low, high)) if low < high => ((base - by).max(low), (base + by).min(high)),
        _ => (base - by, base + by),
    }
}

fn elasticity(x: f64, y: f64, (below, above): (f64, f64), (y_below, y_above): (f64, f64)) -> Option<f64> {
    let ratio = (y_above - y_below) / (above - below) * x / y;
    (x != 0.0 && ratio.is_finite()).then_some(ratio)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::scalar;

    fn inputs(quantities: &[Quantity]) -> Vec<Input<'_>> {
        quantities.iter().map(|quantity| Input { name: "x", quantity }).collect()
    }

    #[test]
    fn a_spider_has_a_line_for_each_input_that_moves() {
        let quantities = [Quantity::uniform(0.0, 4.0), Quantity::exact(2.0)];
        let product = scalar(2, |x| x[0] * x[1]);
        let lines = spider(&inputs(&quantities), &product, Moves::default(), 5).unwrap();
        assert_eq!(lines.len(), 1);
        assert_eq!(lines[0].outcomes, [[0.0, 2.0, 4.0, 6.0, 8.0]]);
        let both =
            spider(&inputs(&quantities), &product, Moves { swing_exact: Some(0.5), ..Moves::default() }, 2);
        assert_eq!(both.unwrap()[1].outcomes, [[2.0, 6.0]]);
    }

    #[test]
    fn one_step_is_refused() {
        let error = spider(&[], &scalar(0, |_| 1.0), Moves::default(), 1).unwrap_err();
        assert_eq!(error.to_string(), "1 steps do not reach from low to high; ask for at least 2");
    }

    #[test]
    fn the_elasticity_of_a_power_is_its_exponent() {
        let quantities = [Quantity::uniform(1.0, 3.0), Quantity::exact(-5.0), Quantity::uniform(0.5, 7.0)];
        let powers = scalar(3, |x| x[0].powi(3) * x[1] * x[2].sqrt());
        let found = &elasticities(&inputs(&quantities), &powers).unwrap()[0];
        for (found, exponent) in found.iter().zip([3.0, 1.0, 0.5]) {
            assert!((found.unwrap() - exponent).abs() < 1e-8, "{found:?}");
        }
    }

    #[test]
    fn without_a_percent_of_zero() {
        let sum = scalar(2, |x| x[0] + x[1]);
        let zero_input = [Quantity::exact(0.0), Quantity::exact(1.0)];
        let found = elasticities(&inputs(&zero_input), &sum).unwrap();
        assert_eq!(found[0][0], None);
        assert!((found[0][1].unwrap() - 1.0).abs() < 1e-9);
        let zero_outcome = [Quantity::exact(-1.0), Quantity::exact(1.0)];
        assert_eq!(elasticities(&inputs(&zero_outcome), &sum).unwrap(), [[None, None]]);
    }
}
