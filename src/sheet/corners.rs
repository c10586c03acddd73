//! Which formulas have their ends where every input is at one of its own.
//!
//! A formula that is, in each input alone, one straight line divided by another only rises or only falls
//! with that input, as long as nothing is divided by zero. Its smallest and largest values are then found by
//! trying the corners of the box. Products, sums and quotients of different inputs are all of this kind, also
//! where an input occurs above and below the line, as in `1 - available / required`.

use super::graph::{Graph, Node, NodeId};
use super::interval::Interval;
use super::{InputId, Operator};

/// How often an input is multiplied with itself, at most, above and below a node's fraction line.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Degree {
    above: u8,
    /// What stands below the line and holds the input: whose upper part it is, and how often the input is in it.
    below: Vec<(NodeId, u8)>,
}

impl Degree {
    const NONE: Self = Self { above: 0, below: Vec::new() };
    const INPUT: Self = Self { above: 1, below: Vec::new() };
    /// No quotient of two lines.
    const OTHER: Self = Self { above: 2, below: Vec::new() };

    fn is_a_quotient_of_lines(&self) -> bool {
        self.above <= 1 && times(&self.below) <= 1
    }

    /// Of a sum: what stands below both lines is there once, so that `a / c - b / c` is `(a - b) / c`.
    fn sum(&self, other: &Self) -> Self {
        let (more, less) = (without(&other.below, &self.below), without(&self.below, &other.below));
        let above = self.above.saturating_add(times(&more)).max(other.above.saturating_add(times(&less)));
        Self { above, below: [self.below.as_slice(), &more].concat() }
    }

    fn product(&self, other: &Self) -> Self {
        let below = [self.below.as_slice(), &other.below].concat();
        Self { above: self.above.saturating_add(other.above), below }
    }

    /// Of 1 by the node.
    fn inverse(&self, node: NodeId) -> Self {
        let below = if self.above == 0 { Vec::new() } else { vec![(node, self.above)] };
        Self { above: times(&self.below), below }
    }

    /// Of a function of values that are no quotient of lines themselves.
    fn other(parts: [&Self; 2]) -> Self {
        if parts.into_iter().all(|part| *part == Self::NONE) { Self::NONE } else { Self::OTHER }
    }
}

/// How often the input is in a product.
fn times(factors: &[(NodeId, u8)]) -> u8 {
    factors.iter().fold(0, |sum, (_, degree)| sum.saturating_add(*degree))
}

/// The factors less those of another product, each as often as it is there.
fn without(factors: &[(NodeId, u8)], others: &[(NodeId, u8)]) -> Vec<(NodeId, u8)> {
    let mut left = factors.to_vec();
    for other in others {
        if let Some(at) = left.iter().position(|own| own == other) {
            left.swap_remove(at);
        }
    }
    left
}

/// Whether the ends of `outcome` stand at corners of the box, given the interval of every node over it.
pub(super) fn has_ends_at_corners(
    graph: &Graph<'_>,
    outcome: NodeId,
    moving: &[InputId],
    intervals: &[Interval],
) -> bool {
    moving.iter().all(|input| degree(graph, outcome, *input, intervals).is_a_quotient_of_lines())
}

fn degree(graph: &Graph<'_>, outcome: NodeId, input: InputId, intervals: &[Interval]) -> Degree {
    let mut degrees: Vec<Degree> = Vec::with_capacity(outcome.0 as usize + 1);
    for node in &graph.nodes()[..=outcome.0 as usize] {
        let of = |id: NodeId| &degrees[id.0 as usize];
        let degree = match *node {
            Node::Variable(own) if own == input => Degree::INPUT,
            Node::Constant(_) | Node::Variable(_) => Degree::NONE,
            Node::Negative(inner) => of(inner).clone(),
            Node::Applied(_, inner) => Degree::other([of(inner), &Degree::NONE]),
            Node::Jump(left, right) => Degree::other([of(left), of(right)]),
            Node::Binary(operator, left, right) => {
                let ends = [left, right].map(|id| intervals[id.0 as usize]);
                combined(operator, [of(left), of(right)], ends, right)
            }
        };
        // Beyond two lines nothing is decided: a long product need not be kept.
        degrees.push(if degree.above > 1 || times(&degree.below) > MOST_BELOW {
            Degree::OTHER
        } else {
            degree
        });
    }
    degrees[outcome.0 as usize].clone()
}

/// What stands below the line never becomes less, so that one more than a line is too many.
const MOST_BELOW: u8 = 1;

fn excludes_zero(interval: Interval) -> bool {
    interval.low > 0.0 || interval.high < 0.0
}

fn combined(
    operator: Operator,
    [left, right]: [&Degree; 2],
    [l, r]: [Interval; 2],
    divisor: NodeId,
) -> Degree {
    match operator {
        Operator::Add | Operator::Subtract => left.sum(right),
        Operator::Multiply => left.product(right),
        Operator::Divide if excludes_zero(r) => left.product(&right.inverse(divisor)),
        Operator::Max if l.low >= r.high => left.clone(),
        Operator::Max if r.low >= l.high => right.clone(),
        Operator::Min if l.high <= r.low => left.clone(),
        Operator::Min if r.high <= l.low => right.clone(),
        Operator::Divide | Operator::Max | Operator::Min | Operator::Power | Operator::Above => {
            Degree::other([left, right])
        }
    }
}
