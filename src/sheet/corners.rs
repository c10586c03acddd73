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
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Degree {
    above: u8,
    below: u8,
}

impl Degree {
    const NONE: Self = Self { above: 0, below: 0 };
    const INPUT: Self = Self { above: 1, below: 0 };
    /// No quotient of two lines.
    const OTHER: Self = Self { above: 2, below: 2 };

    fn is_a_quotient_of_lines(self) -> bool {
        self.above <= 1 && self.below <= 1
    }

    /// Of a sum; of two quotients without a common denominator.
    fn sum(self, other: Self) -> Self {
        let left = self.above.saturating_add(other.below);
        let right = other.above.saturating_add(self.below);
        Self { above: left.max(right), below: self.below.saturating_add(other.below) }
    }

    fn product(self, other: Self) -> Self {
        Self { above: self.above.saturating_add(other.above), below: self.below.saturating_add(other.below) }
    }

    fn inverse(self) -> Self {
        Self { above: self.below, below: self.above }
    }

    /// Of a function of values that are no quotient of lines themselves.
    fn other(parts: &[Self]) -> Self {
        if parts.iter().all(|part| *part == Self::NONE) { Self::NONE } else { Self::OTHER }
    }
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
        let of = |id: NodeId| degrees[id.0 as usize];
        let degree = match *node {
            Node::Variable(own) if own == input => Degree::INPUT,
            Node::Constant(_) | Node::Variable(_) => Degree::NONE,
            Node::Negative(inner) => of(inner),
            Node::Applied(_, inner) => Degree::other(&[of(inner)]),
            Node::Jump(left, right) => Degree::other(&[of(left), of(right)]),
            Node::Binary(operator, left, right) => {
                if let Some((left, right, below)) = common_denominator(graph, *node, intervals) {
                    of(left).sum(of(right)).product(of(below).inverse())
                } else {
                    let ends = [left, right].map(|id| intervals[id.0 as usize]);
                    combined(operator, [of(left), of(right)], ends)
                }
            }
        };
        degrees.push(degree);
    }
    degrees[outcome.0 as usize]
}

/// What is added, and below which line, in `a / c - b / c`.
fn common_denominator(
    graph: &Graph<'_>,
    node: Node,
    intervals: &[Interval],
) -> Option<(NodeId, NodeId, NodeId)> {
    let Node::Binary(Operator::Add | Operator::Subtract, left, right) = node else { return None };
    match [left, right].map(|id| graph.nodes()[id.0 as usize]) {
        [Node::Binary(Operator::Divide, a, below), Node::Binary(Operator::Divide, b, same)]
            if below == same && excludes_zero(intervals[below.0 as usize]) =>
        {
            Some((a, b, below))
        }
        _ => None,
    }
}

fn excludes_zero(interval: Interval) -> bool {
    interval.low > 0.0 || interval.high < 0.0
}

fn combined(operator: Operator, [left, right]: [Degree; 2], [l, r]: [Interval; 2]) -> Degree {
    match operator {
        Operator::Add | Operator::Subtract => left.sum(right),
        Operator::Multiply => left.product(right),
        Operator::Divide if excludes_zero(r) => left.product(right.inverse()),
        Operator::Max if l.low >= r.high => left,
        Operator::Max if r.low >= l.high => right,
        Operator::Min if l.high <= r.low => left,
        Operator::Min if r.high <= l.low => right,
        Operator::Divide | Operator::Max | Operator::Min | Operator::Power | Operator::Above => {
            Degree::other(&[left, right])
        }
    }
}
