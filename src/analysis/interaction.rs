//! Two inputs moved together: whether they move an outcome by more than each alone adds up to.

use super::evaluate::{Change, at_changes};
use super::range::{Range, RangeError, bases};
use super::tornado::{Moves, moved};
use super::{Input, Model};

/// Two inputs and how far they move one outcome from its base.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pair {
    /// The one input, by its number, and the value it is moved to.
    pub first: (usize, f64),
    /// The other.
    pub second: (usize, f64),
    /// By how much the two move the outcome when moved together.
    pub together: f64,
    /// By how much they move it one at a time, added up.
    pub apart: f64,
}

impl Pair {
    /// What only moving both together shows, in the outcome's unit.
    pub fn excess(&self) -> f64 {
        self.together - self.apart
    }

    /// Whether the two together move the outcome further than apart.
    pub fn more_together(&self) -> bool {
        self.together.abs() > self.apart.abs() && self.excess() != 0.0
    }
}

/// What is left of adding outcomes up that differ in their last digits only.
const ROUNDING: f64 = 1e-12;

/// Each pair of the inputs in `among` at the corner (low or high of each) where moving them together differs
/// most from moving them apart, for outcome number `outcome`; the largest difference first.
///
/// together = f(a, b) - f(base); apart = f(a) - f(base) + f(b) - f(base). Pairs that do not interact are
/// left out. Four points per pair: choose a dozen inputs, such as the widest bars of a tornado.
///
/// ```
/// use stakeout::analysis::{interaction::interactions, scalar, tornado::Moves, Input};
/// use stakeout::quantity::Quantity;
/// let (subjects, each) = (Quantity::uniform(10_000.0, 12_000.0), Quantity::uniform(15.0, 20.0));
/// let inputs =
///     [Input { name: "subjects", quantity: &subjects }, Input { name: "ratio", quantity: &each }];
/// let required = scalar(2, |x| x[0] * x[1]);
/// let pairs = interactions(&inputs, &required, Moves::default(), 0, &[0, 1]).unwrap();
/// assert_eq!((pairs[0].together, pairs[0].apart), (47_500.0, 45_000.0));
/// assert!(pairs[0].more_together());
/// ```
///
/// # Errors
///
/// What [`super::tornado::tornado`] refuses.
pub fn interactions<M: Model + ?Sized>(
    inputs: &[Input<'_>],
    model: &M,
    how: Moves,
    outcome: usize,
    among: &[usize],
) -> Result<Vec<Pair>, RangeError> {
    let mut movers = moved(inputs, model.inputs(), how)?;
    movers.retain(|(input, _)| among.contains(input));
    if outcome >= model.outcomes() {
        return Ok(Vec::new());
    }
    let singles: Vec<Change> = movers.iter().flat_map(corners_of_one).collect();
    let pairs = pairs_of(&movers);
    let changes: Vec<Change> = std::iter::once(Vec::new()).chain(singles.clone()).chain(pairs).collect();
    let column = &at_changes(model, &bases(inputs), &changes)?[outcome];
    let alone = |(input, value): (usize, f64)| {
        let at = singles.iter().position(|change| change[0] == (input, value)).unwrap_or(0);
        column[1 + at] - column[0]
    };
    let both = changes.iter().zip(column).skip(1 + singles.len());
    let corners: Vec<Pair> = both
        .map(|(change, y)| Pair {
            first: change[0],
            second: change[1],
            together: y - column[0],
            apart: alone(change[0]) + alone(change[1]),
        })
        .collect();
    let scale = column.iter().fold(0.0, |most: f64, y| most.max(y.abs()));
    Ok(strongest(&corners, ROUNDING * scale))
}

fn corners_of_one((input, range): &(usize, Range)) -> [Change; 2] {
    [vec![(*input, range.low)], vec![(*input, range.high)]]
}

/// The four corners of every pair, pair after pair.
fn pairs_of(moved: &[(usize, Range)]) -> Vec<Change> {
    let mut corners = Vec::new();
    for (at, (first, one)) in moved.iter().enumerate() {
        for (second, other) in &moved[at + 1..] {
            for a in [one.low, one.high] {
                corners.extend([other.low, other.high].map(|b| vec![(*first, a), (*second, b)]));
            }
        }
    }
    corners
}

/// The corner of each pair that differs most, without those that differ by rounding only.
fn strongest(corners: &[Pair], rounding: f64) -> Vec<Pair> {
    let size = |pair: &Pair| pair.excess().abs();
    // Corners are often equal but for rounding: then the one that shows most, both moved the same way.
    let telling = |pair: &Pair| (pair.more_together(), pair.together.abs());
    let larger = |best: Pair, next: &Pair| {
        let equal = (size(next) - size(&best)).abs() <= rounding;
        let wins = if equal { telling(next) > telling(&best) } else { size(next) > size(&best) };
        if wins { *next } else { best }
    };
    let mut pairs: Vec<Pair> =
        corners.chunks_exact(4).map(|four| four[1..].iter().fold(four[0], larger)).collect();
    pairs.retain(|pair| size(pair) > rounding);
    pairs.sort_by(|a, b| size(b).total_cmp(&size(a)));
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::scalar;
    use crate::quantity::Quantity;

    fn pairs(quantities: &[Quantity], model: &impl Model) -> Vec<Pair> {
        let inputs: Vec<Input<'_>> =
            quantities.iter().map(|quantity| Input { name: "x", quantity }).collect();
        let among: Vec<usize> = (0..quantities.len()).collect();
        interactions(&inputs, model, Moves::default(), 0, &among).unwrap()
    }

    #[test]
    fn a_product_moves_more_together_and_a_sum_does_not() {
        let quantities = vec![Quantity::uniform(1.0, 2.0); 3];
        let found = pairs(&quantities, &scalar(3, |x| x[0] * x[1] + 0.1 * x[2]));
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].first.0, found[0].second.0), (0, 1));
        assert!((found[0].excess().abs() - 0.25).abs() < 1e-15);
        let up = Pair { first: (0, 2.0), second: (1, 2.0), together: 1.75, apart: 1.5 };
        assert!(up.more_together());
        assert!(pairs(&quantities, &scalar(3, |x| 0.1 * x[0] + 0.7 * x[1] + 1e6 * x[2])).is_empty());
    }

    #[test]
    fn the_strongest_pair_comes_first() {
        let quantities = vec![Quantity::uniform(-1.0, 1.0); 4];
        let found = pairs(&quantities, &scalar(4, |x| x[0] * x[1] - 5.0 * x[2] * x[3]));
        let told: Vec<_> = found.iter().map(|p| (p.first.0, p.second.0, p.excess().abs())).collect();
        assert_eq!(told, [(2, 3, 5.0), (0, 1, 1.0)]);
    }

    #[test]
    fn only_the_chosen_inputs_that_move_are_paired() {
        let quantities = [Quantity::uniform(1.0, 2.0), Quantity::exact(3.0)];
        assert!(pairs(&quantities, &scalar(2, |x| x[0] * x[1])).is_empty());
    }
}
