//! The pass over whole families that carries, with each value, its ends and which inputs push it which way.

use super::family::Algebra;
use super::influence::{Direction, Influence};
use super::interval::Interval;
use super::{Function, InputId, Operator};
use crate::quantity::{Qualifier, Quantity};
use std::rc::Rc;

/// The ends an input is moved between: its own, or its 5% and 95% points.
pub(super) fn input_ends(quantity: &Quantity) -> (f64, f64) {
    quantity.ends().unwrap_or_else(|| (quantity.quantile(0.05), quantity.quantile(0.95)))
}

/// A value with its ends, in the pass over families.
#[derive(Debug, Clone)]
pub(super) struct Ends {
    pub interval: Interval,
    /// Whether the ends are attained with every input at one of its own.
    pub tight: bool,
    pub influences: Option<Rc<[Influence]>>,
}

/// Values with their ends, as [`super::family`] evaluates them.
pub(super) struct EndsAlgebra;

impl EndsAlgebra {
    fn exact(interval: Interval) -> Ends {
        Ends { interval, tight: true, influences: None }
    }

    pub fn input(id: InputId, quantity: &Quantity) -> Ends {
        let (low, high) = input_ends(quantity);
        let ranged = low < high;
        let listed = ranged || quantity.qualifier() != Qualifier::Exact;
        let influence = Influence { input: id, direction: Direction::With, ranged };
        Ends {
            interval: Interval::new(low, high),
            tight: true,
            influences: listed.then(|| Rc::from([influence].as_slice())),
        }
    }

    fn combined(interval: Interval, left: &Ends, by_left: Sense, right: &Ends, by_right: Sense) -> Ends {
        let (influences, one_way) = match (&left.influences, &right.influences) {
            (None, None) => (None, true),
            (Some(own), None) => (Some(by_left.of(own)), true),
            (None, Some(own)) => (Some(by_right.of(own)), true),
            (Some(left), Some(right)) => {
                let (merged, one_way) = merged(by_left.each(left), by_right.each(right));
                (Some(merged), one_way)
            }
        };
        Ends { interval, tight: left.tight && right.tight && one_way, influences }
    }
}

/// Which way a combination moves with one of its sides.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Sense {
    Same,
    Opposite,
    Unclear,
}

impl Sense {
    fn by_sign(interval: Interval) -> Self {
        match interval {
            Interval { low, .. } if low >= 0.0 => Self::Same,
            Interval { high, .. } if high <= 0.0 => Self::Opposite,
            _ => Self::Unclear,
        }
    }

    fn opposite(self) -> Self {
        match self {
            Self::Same => Self::Opposite,
            Self::Opposite => Self::Same,
            Self::Unclear => Self::Unclear,
        }
    }

    fn apply(self, influence: Influence) -> Influence {
        let direction = match self {
            Self::Same => influence.direction,
            Self::Opposite => influence.direction.flipped(),
            Self::Unclear => Direction::Either,
        };
        Influence { direction, ..influence }
    }

    fn of(self, influences: &Rc<[Influence]>) -> Rc<[Influence]> {
        if self == Self::Same { Rc::clone(influences) } else { self.each(influences).collect() }
    }

    fn each(self, influences: &[Influence]) -> impl Iterator<Item = Influence> {
        influences.iter().map(move |influence| self.apply(*influence))
    }
}

/// Two lists sorted by input as one, and whether every shared ranged input acts one way.
fn merged(
    left: impl Iterator<Item = Influence>,
    right: impl Iterator<Item = Influence>,
) -> (Rc<[Influence]>, bool) {
    let mut all: Vec<Influence> = left.chain(right).collect();
    all.sort_by_key(|influence| influence.input);
    let mut one_way = true;
    all.dedup_by(|next, kept| {
        let same = next.input == kept.input;
        if same {
            let agree = next.direction == kept.direction && kept.direction != Direction::Either;
            one_way &= agree || !kept.ranged;
            kept.direction = if agree { kept.direction } else { Direction::Either };
        }
        same
    });
    (all.into(), one_way)
}

impl Algebra for EndsAlgebra {
    type Value = Ends;

    fn constant(&self, value: f64) -> Ends {
        Self::exact(Interval::point(value))
    }

    fn negative(&self, value: &Ends) -> Ends {
        let influences = value.influences.as_ref().map(|own| Sense::Opposite.of(own));
        Ends { interval: value.interval.negative(), tight: value.tight, influences }
    }

    fn applied(&self, function: Function, value: &Ends) -> Ends {
        let [low, high] = [value.interval.low, value.interval.high].map(|end| function.apply(end));
        if function.rises() {
            return Ends { interval: Interval::new(low, high), ..value.clone() };
        }
        let influences = value.influences.as_ref().map(|own| Sense::Opposite.of(own));
        Ends { interval: Interval::new(high, low), tight: value.tight, influences }
    }

    fn binary(&self, operator: Operator, left: &Ends, right: &Ends) -> Ends {
        let (l, r) = (left.interval, right.interval);
        if l.is_undefined() || r.is_undefined() {
            return Self::exact(Interval::UNDEFINED);
        }
        match operator {
            Operator::Add => {
                Self::combined(limits(l.low + r.low, l.high + r.high), left, Sense::Same, right, Sense::Same)
            }
            Operator::Subtract => Self::combined(
                limits(l.low - r.high, l.high - r.low),
                left,
                Sense::Same,
                right,
                Sense::Opposite,
            ),
            Operator::Multiply => {
                Self::combined(l.product(r), left, Sense::by_sign(r), right, Sense::by_sign(l))
            }
            Operator::Divide => {
                let (by_left, by_right) = if r.low >= 0.0 || r.high <= 0.0 {
                    (Sense::by_sign(r), Sense::by_sign(l).opposite())
                } else {
                    (Sense::Unclear, Sense::Unclear)
                };
                Self::combined(quotient(l, r), left, by_left, right, by_right)
            }
            Operator::Max if l.low >= r.high => left.clone(),
            Operator::Max if r.low >= l.high => right.clone(),
            Operator::Min if l.high <= r.low => left.clone(),
            Operator::Min if r.high <= l.low => right.clone(),
            Operator::Max => Self::combined(
                Interval::new(l.low.max(r.low), l.high.max(r.high)),
                left,
                Sense::Same,
                right,
                Sense::Same,
            ),
            Operator::Min => Self::combined(
                Interval::new(l.low.min(r.low), l.high.min(r.high)),
                left,
                Sense::Same,
                right,
                Sense::Same,
            ),
            Operator::Power => power(left, right),
            Operator::Above => Self::combined(l.above(r), left, Sense::Same, right, Sense::Opposite),
        }
    }

    fn sum<'v>(&self, values: impl Iterator<Item = &'v Ends>) -> Ends {
        let (mut low, mut high, mut tight) = (0.0, 0.0, true);
        let mut lists: Vec<Influence> = Vec::new();
        for value in values {
            low += value.interval.low;
            high += value.interval.high;
            tight &= value.tight;
            lists.extend(value.influences.iter().flat_map(|own| own.iter().copied()));
        }
        let (influences, one_way) = merged(lists.into_iter(), std::iter::empty());
        let influences = (!influences.is_empty()).then_some(influences);
        Ends { interval: limits(low, high), tight: tight && one_way, influences }
    }
}

/// No limit minus no limit is no limit.
fn limits(low: f64, high: f64) -> Interval {
    let low = if low.is_nan() { f64::NEG_INFINITY } else { low };
    Interval { low, high: if high.is_nan() { f64::INFINITY } else { high } }
}

fn quotient(left: Interval, right: Interval) -> Interval {
    if right.low > 0.0 || right.high < 0.0 {
        let corners =
            [left.low / right.low, left.low / right.high, left.high / right.low, left.high / right.high];
        let low = corners.iter().copied().fold(f64::INFINITY, f64::min);
        return limits(low, corners.iter().copied().fold(f64::NEG_INFINITY, f64::max));
    }
    if right == Interval::point(0.0) {
        return left.by_nothing();
    }
    match (right.low == 0.0 && right.high > 0.0, left) {
        (true, Interval { low, .. }) if low >= 0.0 => Interval::new(low / right.high, f64::INFINITY),
        (true, Interval { high, .. }) if high <= 0.0 => Interval::new(f64::NEG_INFINITY, high / right.high),
        _ => Interval::WHOLE,
    }
}

/// Powers of one sign are one-way; the others are left to the enclosure.
fn power(left: &Ends, right: &Ends) -> Ends {
    let (l, r) = (left.interval, right.interval);
    let raise = |base: f64, exponent: f64| Operator::Power.apply(base, exponent);
    let enclosure = l.binary(Operator::Power, r);
    if enclosure.is_undefined() {
        return EndsAlgebra::exact(Interval::UNDEFINED);
    }
    if l.low >= 0.0 && l.high <= 1.0 && r.low >= 0.0 {
        // Of a share, a higher power is less.
        let interval = Interval::new(raise(l.low, r.high), raise(l.high, r.low));
        return EndsAlgebra::combined(interval, left, Sense::Same, right, Sense::Opposite);
    }
    let one_way = r.is_point() && l.low >= 0.0 && (r.low >= 0.0 || l.low > 0.0);
    if one_way {
        let sense = if r.low >= 0.0 { Sense::Same } else { Sense::Opposite };
        let ends = [raise(l.low, r.low), raise(l.high, r.low)];
        let interval = Interval::new(ends[0].min(ends[1]), ends[0].max(ends[1]));
        return EndsAlgebra::combined(interval, left, sense, right, Sense::Unclear);
    }
    let rough = EndsAlgebra::combined(enclosure, left, Sense::Unclear, right, Sense::Unclear);
    Ends { tight: rough.influences.is_none(), ..rough }
}
