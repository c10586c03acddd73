//! The smallest and largest value of one formula where an input acts both ways.
//!
//! Branch and bound on intervals (R. E. Moore, R. B. Kearfott, M. J. Cloud, "Introduction to Interval
//! Analysis", 2009, chapters 6 and 11): the box of the inputs is cut up; a piece in which an input acts
//! one way shrinks to that input's end; pieces that cannot hold the smallest value are dropped. What is
//! returned is guaranteed, and marked as found at the inputs' ends where it was found there.

use super::corners::has_ends_at_corners;
use super::graph::{Graph, NodeId};
use super::influence::Direction;
use super::interval::Interval;
use super::{CellId, InputId, Operator, Sheet};
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// A search ends when what is guaranteed and what was found differ by no more than this, relatively.
const CLOSE: f64 = 1e-10;
/// Inputs whose corners are tried one by one, at most: 4,096 corners.
const MOST_CORNERED: usize = 12;
/// Node evaluations one search may take, and one that starts without a limit.
const MOST_WORK: usize = 4_000_000;
const WORK_WITHOUT_LIMIT: usize = 200_000;

/// Ends of one value, with how they were found.
pub(super) struct Enclosure {
    pub low: f64,
    pub high: f64,
    /// Whether both were found with every input at one of its ends.
    pub at_ends: bool,
    /// For each input, which way it acts over the whole box; `None` where it does not act.
    pub directions: Vec<Option<Direction>>,
    pub low_when: Vec<(InputId, f64)>,
    pub high_when: Vec<(InputId, f64)>,
}

/// The ends of a member of a cell, over the box of its inputs.
pub(super) fn enclose(sheet: &Sheet, cell: CellId, member: u32, inputs: &[(InputId, Interval)]) -> Enclosure {
    let varies = |input: InputId| inputs.binary_search_by_key(&input, |(id, _)| *id).is_ok();
    let fixed = |input: InputId| {
        (!varies(input)).then(|| sheet.quantity(input).map_or(f64::NAN, crate::quantity::Quantity::base))
    };
    let mut graph = Graph::new(sheet, &fixed);
    let outcome = graph.element(cell, member);
    let negative = graph.negative(outcome);
    let ids: Vec<InputId> = inputs.iter().map(|(id, _)| *id).collect();
    let derivatives = graph.derivatives(outcome, &ids);
    let opposite: Vec<NodeId> = derivatives.iter().map(|node| graph.negative(*node)).collect();
    let start: Vec<Interval> = inputs.iter().map(|(_, interval)| *interval).collect();

    let mut low = Search::new(&graph, &ids, outcome, &derivatives, &start);
    let directions = low.directions();
    let smallest = low.smallest();
    let largest = Search::new(&graph, &ids, negative, &opposite, &start).smallest();
    let when = |at: Vec<f64>| -> Vec<(InputId, f64)> {
        let moved = ids.iter().copied().zip(at).zip(&start).zip(&directions);
        moved
            .filter(|((_, box_), acts)| !box_.is_point() && acts.is_some())
            .map(|((pair, _), _)| pair)
            .collect()
    };
    Enclosure {
        low: smallest.best(),
        high: -largest.best(),
        at_ends: smallest.at_ends(&start) && largest.at_ends(&start),
        low_when: when(smallest.at),
        high_when: when(largest.at),
        directions,
    }
}

/// What a search found.
struct Found {
    /// No value is below this.
    guaranteed: f64,
    /// A value that occurs.
    value: f64,
    /// Where it occurs.
    at: Vec<f64>,
    /// The size of the numbers that cancel in it.
    scale: f64,
}

impl Found {
    fn is_close(&self) -> bool {
        self.value - self.guaranteed <= CLOSE * self.value.abs().max(self.scale)
    }

    fn is_corner(&self, start: &[Interval]) -> bool {
        self.at.iter().zip(start).all(|(value, ends)| *value == ends.low || *value == ends.high)
    }

    fn at_ends(&self, start: &[Interval]) -> bool {
        self.is_close() && self.is_corner(start)
    }

    /// What was found, where that is proven the smallest; otherwise what is guaranteed.
    fn best(&self) -> f64 {
        if self.is_close() { self.value } else { self.guaranteed }
    }
}

/// A box of inputs with the smallest value it may hold; ordered so that a heap gives the smallest first.
struct Piece {
    at_least: f64,
    sides: Vec<Interval>,
}

impl PartialEq for Piece {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Piece {}

impl PartialOrd for Piece {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Piece {
    fn cmp(&self, other: &Self) -> Ordering {
        other.at_least.total_cmp(&self.at_least)
    }
}

/// The search for the smallest value of one node.
struct Search<'a, 's> {
    graph: &'a Graph<'s>,
    inputs: &'a [InputId],
    outcome: NodeId,
    derivatives: &'a [NodeId],
    start: &'a [Interval],
    intervals: Vec<Interval>,
    numbers: Vec<f64>,
    found: f64,
    at: Vec<f64>,
}

impl<'a, 's> Search<'a, 's> {
    fn new(
        graph: &'a Graph<'s>,
        inputs: &'a [InputId],
        outcome: NodeId,
        derivatives: &'a [NodeId],
        start: &'a [Interval],
    ) -> Self {
        let (intervals, numbers, found) = (Vec::new(), Vec::new(), f64::INFINITY);
        Self { graph, inputs, outcome, derivatives, start, intervals, numbers, found, at: Vec::new() }
    }

    /// Which way each input acts over the whole box.
    fn directions(&mut self) -> Vec<Option<Direction>> {
        self.spread(self.start);
        let of = |node: &NodeId| match self.intervals[node.0 as usize] {
            Interval { low: 0.0, high: 0.0 } => None,
            Interval { low, .. } if low >= 0.0 => Some(Direction::With),
            Interval { high, .. } if high <= 0.0 => Some(Direction::Against),
            _ => Some(Direction::Either),
        };
        self.derivatives.iter().map(of).collect()
    }

    fn smallest(mut self) -> Found {
        if let Some(found) = self.smallest_corner() {
            return found;
        }
        self.descend();
        let (scale, most_work) = self.scale();
        let mut pieces = BinaryHeap::new();
        pieces.extend(self.examined(self.start.to_vec()));
        let (mut work, mut guaranteed) = (0, f64::INFINITY);
        while let Some(piece) = pieces.pop() {
            let close = CLOSE * self.found.abs().max(scale);
            let halves = halves(&piece.sides, self.start);
            if halves.is_empty() || work > most_work || self.found - piece.at_least <= close {
                guaranteed = guaranteed.min(piece.at_least);
                if halves.is_empty() {
                    continue;
                }
                break;
            }
            work += 2 * self.graph.nodes().len();
            for half in halves {
                pieces.extend(self.examined(half));
            }
        }
        Found { guaranteed: guaranteed.min(self.found), value: self.found, at: self.at, scale }
    }

    /// The smallest value, where it is sure to stand at a corner and the corners are few.
    fn smallest_corner(&mut self) -> Option<Found> {
        let mut sides = self.start.to_vec();
        self.spread(&sides);
        while self.shrink(&mut sides) {
            self.spread(&sides);
        }
        let moving: Vec<usize> = (0..sides.len()).filter(|at| !sides[*at].is_point()).collect();
        let inputs: Vec<InputId> = moving.iter().map(|at| self.inputs[*at]).collect();
        let few = moving.len() <= MOST_CORNERED;
        if !few || !has_ends_at_corners(self.graph, self.outcome, &inputs, &self.intervals) {
            return None;
        }
        let mut point: Vec<f64> = sides.iter().map(|side| side.low).collect();
        for corner in 0..1_u32 << moving.len() {
            for (bit, at) in moving.iter().enumerate() {
                point[*at] = if corner >> bit & 1 == 0 { sides[*at].low } else { sides[*at].high };
            }
            self.try_point(&point);
        }
        let (found, at) = (self.found, std::mem::take(&mut self.at));
        found.is_finite().then_some(Found { guaranteed: found, value: found, at, scale: 0.0 })
    }

    /// The size of the numbers that cancel in the outcome, and how much work is worth while.
    fn scale(&mut self) -> (f64, usize) {
        self.spread(self.start);
        let width = self.intervals[self.outcome.0 as usize].width();
        if width.is_finite() { (width, MOST_WORK) } else { (0.0, WORK_WITHOUT_LIMIT) }
    }

    /// A first value: from the middle, each input in turn to the better of its ends.
    fn descend(&mut self) {
        let mut point: Vec<f64> = self.start.iter().map(|side| side.low).collect();
        self.try_point(&point);
        for _ in 0..2 {
            for side in 0..point.len() {
                for end in [self.start[side].low, self.start[side].high] {
                    let before = std::mem::replace(&mut point[side], end);
                    if !self.try_point(&point) {
                        point[side] = before;
                    }
                }
            }
            if point.len() > 64 {
                break;
            }
        }
    }

    /// Evaluates a point; whether it is the best so far.
    fn try_point(&mut self, point: &[f64]) -> bool {
        let inputs = self.inputs;
        let at = |input: InputId| inputs.binary_search(&input).map_or(f64::NAN, |index| point[index]);
        let value = self.graph.evaluate(self.outcome, &at, &mut self.numbers);
        let better = value < self.found;
        if better {
            self.found = value;
            self.at = point.to_vec();
        }
        better
    }

    fn spread(&mut self, sides: &[Interval]) {
        let inputs = self.inputs;
        let at = |input: InputId| inputs.binary_search(&input).map_or(Interval::WHOLE, |index| sides[index]);
        self.graph.intervals(&at, &mut self.intervals);
    }

    /// Shrinks a box where inputs act one way, and keeps it if it may hold something smaller.
    fn examined(&mut self, mut sides: Vec<Interval>) -> Option<Piece> {
        self.spread(&sides);
        while self.shrink(&mut sides) {
            self.spread(&sides);
        }
        let middle: Vec<f64> = sides.iter().map(|side| side.middle()).collect();
        self.try_point(&middle);
        let natural = self.intervals[self.outcome.0 as usize].low;
        let at_least = natural.max(self.mean_value(&sides, &middle));
        let whole = sides.iter().all(|side| side.is_point());
        (at_least < self.found && !whole).then_some(Piece { at_least, sides })
    }

    /// Sets inputs that act one way to the end that makes the value small; whether any moved.
    fn shrink(&self, sides: &mut [Interval]) -> bool {
        let mut moved = false;
        for (side, derivative) in sides.iter_mut().zip(self.derivatives) {
            let slope = self.intervals[derivative.0 as usize];
            if side.is_point() || slope.is_undefined() {
                continue;
            }
            let end = match slope {
                Interval { low, .. } if low >= 0.0 => side.low,
                Interval { high, .. } if high <= 0.0 => side.high,
                _ => continue,
            };
            *side = Interval::point(end);
            moved = true;
        }
        moved
    }

    /// The mean value form: the value in the middle, and the steepest way down from there.
    fn mean_value(&mut self, sides: &[Interval], middle: &[f64]) -> f64 {
        let mut centre = Interval::point(0.0);
        for ((side, derivative), at) in sides.iter().zip(self.derivatives).zip(middle) {
            let step = side.binary(Operator::Subtract, Interval::point(*at));
            let slope = self.intervals[derivative.0 as usize];
            centre = centre.binary(Operator::Add, slope.binary(Operator::Multiply, step));
        }
        let points: Vec<Interval> = middle.iter().map(|at| Interval::point(*at)).collect();
        self.spread(&points);
        let value = self.intervals[self.outcome.0 as usize].binary(Operator::Add, centre).low;
        if value.is_nan() { f64::NEG_INFINITY } else { value }
    }
}

/// A box cut in two across the side that is widest for its size at the start.
fn halves(sides: &[Interval], start: &[Interval]) -> Vec<Vec<Interval>> {
    let share = |(side, start): (&Interval, &Interval)| {
        if start.is_point() { 0.0 } else { side.width() / start.width() }
    };
    let shares: Vec<f64> = sides.iter().zip(start).map(share).collect();
    let Some(widest) = (0..shares.len()).max_by(|a, b| shares[*a].total_cmp(&shares[*b])) else {
        return Vec::new();
    };
    let middle = sides[widest].middle();
    if shares[widest] == 0.0 || middle <= sides[widest].low || middle >= sides[widest].high {
        return Vec::new();
    }
    let part = |low: f64, high: f64| {
        let mut part = sides.to_vec();
        part[widest] = Interval::new(low, high);
        part
    };
    vec![part(sides[widest].low, middle), part(middle, sides[widest].high)]
}
