//! One input at a time, from low to high: which of them moves an outcome most.

use super::evaluate::{Change, at_changes};
use super::range::{Origin, Range, RangeError, Reach, bases, fitting, ranges};
use super::{Input, Model};

/// How far the inputs are moved.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Moves {
    /// Where inputs that have a range go.
    pub reach: Reach,
    /// By which share of their value inputs given exactly go up and down; not at all where nothing is given.
    pub swing_exact: Option<f64>,
}

/// What one outcome does when one input is moved, all others at their base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bar {
    /// The input, by its number.
    pub input: usize,
    /// Its values, in its own unit.
    pub range: Range,
    /// The outcome where the input is low.
    pub outcome_low: f64,
    /// The outcome where the input is high.
    pub outcome_high: f64,
    /// The largest less the smallest of the outcome at low, base and high.
    pub swing: f64,
    /// Whether the outcome at the base lies outside those at low and high: the outcome turns back in between.
    pub turns: bool,
}

/// The bars of every outcome.
#[derive(Debug, Clone, PartialEq)]
pub struct Tornado {
    /// Every outcome with all inputs at their base.
    pub base: Vec<f64>,
    /// The bars of each outcome, widest first, equal ones in the order of the inputs.
    pub bars: Vec<Vec<Bar>>,
}

/// What each outcome does when each input goes from low to high alone, in the outcome's unit.
///
/// swing = max - min of f at (low, base, high) of the one input. Eschenbach (1992),
/// doi:10.1287/inte.22.6.40.
///
/// ```
/// use stakeout::analysis::{scalar, tornado::{tornado, Moves}, Input};
/// use stakeout::quantity::Quantity;
/// let (subjects, each) = (Quantity::exact(11_000.0), Quantity::uniform(15.0, 20.0));
/// let inputs =
///     [Input { name: "subjects", quantity: &subjects }, Input { name: "ratio", quantity: &each }];
/// let required = scalar(2, |x| x[0] * x[1]);
/// let answer = tornado(&inputs, &required, Moves::default()).unwrap();
/// assert_eq!(answer.bars[0].len(), 1);
/// assert_eq!(answer.bars[0][0].swing, 55_000.0);
/// ```
///
/// # Errors
///
/// Moves that make no sense, inputs that do not fit the model, or an outcome that is not finite at an end.
pub fn tornado<M: Model + ?Sized>(
    inputs: &[Input<'_>],
    model: &M,
    how: Moves,
) -> Result<Tornado, RangeError> {
    let movers = moved(inputs, model.inputs(), how)?;
    let ends =
        movers.iter().flat_map(|(input, range)| [vec![(*input, range.low)], vec![(*input, range.high)]]);
    let changes: Vec<Change> = std::iter::once(Vec::new()).chain(ends).collect();
    let outcomes = at_changes(model, &bases(inputs), &changes)?;
    let base = outcomes.iter().map(|column| column[0]).collect();
    let bars = outcomes.iter().map(|column| bars(column, &movers)).collect();
    Ok(Tornado { base, bars })
}

/// The inputs that move, with their ranges.
pub(crate) fn moved(
    inputs: &[Input<'_>],
    expected: usize,
    how: Moves,
) -> Result<Vec<(usize, Range)>, RangeError> {
    fitting(inputs.len(), expected)?;
    let ranges = ranges(inputs, how.reach, how.swing_exact)?;
    Ok(ranges.into_iter().enumerate().filter(|(_, range)| range.origin != Origin::Fixed).collect())
}

/// The bars of one outcome from its values at the base and then low, high of each input that how.
fn bars(column: &[f64], moved: &[(usize, Range)]) -> Vec<Bar> {
    let ends = column[1..].chunks_exact(2);
    let mut bars: Vec<Bar> =
        moved.iter().zip(ends).map(|(moved, ends)| bar(*moved, column[0], ends)).collect();
    bars.sort_by(|a, b| b.swing.total_cmp(&a.swing));
    bars
}

fn bar((input, range): (usize, Range), base: f64, ends: &[f64]) -> Bar {
    let (outcome_low, outcome_high) = (ends[0], ends[1]);
    let (least, most) = (outcome_low.min(outcome_high), outcome_low.max(outcome_high));
    let swing = most.max(base) - least.min(base);
    Bar { input, range, outcome_low, outcome_high, swing, turns: base < least || most < base }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{FnModel, scalar};
    use crate::quantity::Quantity;

    fn inputs(quantities: &[Quantity]) -> Vec<Input<'_>> {
        quantities.iter().map(|quantity| Input { name: "x", quantity }).collect()
    }

    fn article() -> [Quantity; 3] {
        [Quantity::uniform(10_000.0, 12_000.0), Quantity::uniform(15.0, 20.0), Quantity::exact(3_300.0)]
    }

    #[test]
    fn the_widest_bar_comes_first() {
        let required = scalar(3, |x| x[0] * x[1]);
        let answer = tornado(&inputs(&article()), &required, Moves::default()).unwrap();
        assert_eq!(answer.base, [192_500.0]);
        let told: Vec<_> =
            answer.bars[0].iter().map(|b| (b.input, b.outcome_low, b.outcome_high, b.swing)).collect();
        assert_eq!(told, [(1, 165_000.0, 220_000.0, 55_000.0), (0, 175_000.0, 210_000.0, 35_000.0)]);
    }

    #[test]
    fn an_exact_input_joins_by_a_swing_and_is_marked() {
        let coverage = scalar(3, |x| x[2] / (x[0] * x[1]));
        let moves = Moves { swing_exact: Some(0.5), ..Moves::default() };
        let answer = tornado(&inputs(&article()), &coverage, moves).unwrap();
        assert_eq!(answer.bars[0][0].input, 2);
        assert_eq!(answer.bars[0][0].range.origin, Origin::Assumed);
        assert!(answer.bars[0][1].outcome_low > answer.bars[0][1].outcome_high);
    }

    #[test]
    fn between_quantiles_the_swing_is_smaller() {
        let sum = scalar(3, |x| x.iter().sum());
        let moves = Moves { reach: Reach::Quantiles { low: 0.1, high: 0.9 }, swing_exact: None };
        let answer = tornado(&inputs(&article()), &sum, moves).unwrap();
        assert!((answer.bars[0][0].swing - 1_600.0).abs() < 1e-9);
    }

    #[test]
    fn an_outcome_that_turns_back_keeps_its_swing() {
        let valley = scalar(1, |x| x[0] * x[0]);
        let quantities = [Quantity::uniform(-2.0, 2.0)];
        let answer = tornado(&inputs(&quantities), &valley, Moves::default()).unwrap();
        assert_eq!((answer.bars[0][0].swing, answer.bars[0][0].turns), (4.0, true));
    }

    #[test]
    fn every_outcome_has_its_own_order_and_equal_swings_keep_the_inputs_order() {
        let two = FnModel::new(2, 2, |columns: &[&[f64]], outcomes: &mut [&mut [f64]]| {
            for (row, (a, b)) in columns[0].iter().zip(columns[1]).enumerate() {
                outcomes[0][row] = a + 3.0 * b;
                outcomes[1][row] = a - b;
            }
        });
        let quantities = [Quantity::uniform(0.0, 1.0), Quantity::uniform(0.0, 1.0)];
        let answer = tornado(&inputs(&quantities), &two, Moves::default()).unwrap();
        let order = |outcome: usize| answer.bars[outcome].iter().map(|b| b.input).collect::<Vec<_>>();
        assert_eq!((order(0), order(1)), (vec![1, 0], vec![0, 1]));
    }

    #[test]
    fn a_linear_function_swings_by_range_times_coefficient() {
        let coefficients: Vec<f64> = (0..200).map(|i| f64::from(i) - 100.0).collect();
        let quantities = vec![Quantity::uniform(1.0, 3.0); 200];
        let linear = crate::analysis::test_functions::linear(coefficients.clone());
        let answer = tornado(&inputs(&quantities), &linear, Moves::default()).unwrap();
        for bar in &answer.bars[0] {
            assert!((bar.swing - 2.0 * coefficients[bar.input].abs()).abs() < 1e-9);
        }
    }

    #[test]
    fn nothing_uncertain_gives_no_bars_and_other_mistakes_are_refused() {
        let sum = scalar(1, |x| x[0]);
        let exact = [Quantity::exact(1.0)];
        assert!(tornado(&inputs(&exact), &sum, Moves::default()).unwrap().bars[0].is_empty());
        assert!(tornado(&[], &sum, Moves::default()).is_err());
        let reciprocal = scalar(1, |x| 1.0 / x[0]);
        let from_zero = [Quantity::uniform(0.0, 1.0)];
        let error = tornado(&inputs(&from_zero), &reciprocal, Moves::default());
        assert!(matches!(error, Err(RangeError::Model(_))));
    }
}
