//! Low and high: the smallest and largest value that the inputs' ends allow.
//!
//! One pass over whole families carries, with each value, its ends and which inputs push it which way.
//! Where every input acts in one direction (all of the built-in formulas but nested lists and differences),
//! the ends are found directly and exactly. Elsewhere [`super::enclose`] finds them.

use super::enclose::{self, Enclosure};
use super::family::{self, Algebra};
use super::interval::Interval;
use super::{CellId, InputId, Operator, Sheet, Values};
use crate::quantity::{Qualifier, Quantity};
use std::rc::Rc;

/// Which way an input moves a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More of the input is more of the value.
    With,
    /// More of the input is less of the value.
    Against,
    /// It depends on the other inputs.
    Either,
}

impl Direction {
    fn flipped(self) -> Self {
        match self {
            Self::With => Self::Against,
            Self::Against => Self::With,
            Self::Either => Self::Either,
        }
    }
}

/// One input's part in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Influence {
    /// The input.
    pub input: InputId,
    /// Which way it acts.
    pub direction: Direction,
    /// Whether it has a range; otherwise it is listed for its qualifier.
    pub ranged: bool,
}

/// How good a pair of ends is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BoundKind {
    /// Found at the ends of the inputs.
    Exact,
    /// A guaranteed enclosure.
    Enclosed,
    /// An input has no ends; each such input at its own 5% and 95% points.
    Percentiles,
}

impl BoundKind {
    /// The word in the column `bounds`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Enclosed => "enclosed",
            Self::Percentiles => "p05-p95",
        }
    }
}

/// Low, base and high of one value.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    /// Smallest value; negative infinity where there is no limit.
    pub low: f64,
    /// The value at the inputs' base values; NaN where it is not defined (nothing divided by nothing).
    pub base: f64,
    /// Largest value; infinity where there is no limit.
    pub high: f64,
    /// How good the ends are.
    pub kind: BoundKind,
    /// Which inputs act on it, by input.
    pub influences: Rc<[Influence]>,
    /// Inputs and their values at the low end.
    pub low_when: Vec<(InputId, f64)>,
    /// Inputs and their values at the high end.
    pub high_when: Vec<(InputId, f64)>,
}

/// The ends an input is moved between: its own, or its 5% and 95% points.
pub(super) fn input_ends(quantity: &Quantity) -> (f64, f64) {
    quantity.ends().unwrap_or_else(|| (quantity.quantile(0.05), quantity.quantile(0.95)))
}

/// A value with its ends, in the pass over families.
#[derive(Debug, Clone)]
pub(super) struct Ends {
    interval: Interval,
    /// Whether the ends are attained with every input at one of its own.
    tight: bool,
    influences: Option<Rc<[Influence]>>,
}

struct EndsAlgebra;

impl EndsAlgebra {
    fn exact(interval: Interval) -> Ends {
        Ends { interval, tight: true, influences: None }
    }

    fn input(id: InputId, quantity: &Quantity) -> Ends {
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

    fn root(&self, value: &Ends) -> Ends {
        let Interval { low, high } = value.interval;
        Ends { interval: Interval::new(low.sqrt(), high.sqrt()), ..value.clone() }
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

/// Among so many inputs an exact one is not looked at closely.
const MANY: usize = 1_000;

/// Low, base and high of every cell of a sheet; the difficult ones are worked out when asked for.
pub struct Bounds<'s> {
    sheet: &'s Sheet,
    ends: Values<Ends>,
    base: Values<f64>,
    has_ends: Vec<bool>,
}

/// A root or a power outside its domain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DomainError {
    /// The cell.
    pub cell: String,
    /// Its member, for a family.
    pub member: Option<String>,
}

impl std::fmt::Display for DomainError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let member = self.member.as_ref().map(|member| format!(" [{member}]")).unwrap_or_default();
        write!(
            formatter,
            "`{}{member}`: the inputs allow the root or a broken power of a negative number, which does not exist",
            self.cell
        )
    }
}

impl std::error::Error for DomainError {}

impl Sheet {
    /// Low, base and high of every cell.
    ///
    /// # Errors
    /// When the inputs allow a root or power outside its domain.
    pub fn bounds(&self) -> Result<Bounds<'_>, DomainError> {
        let ends = family::evaluate(self, &EndsAlgebra, &EndsAlgebra::input);
        self.check_domain(&ends)?;
        let has_ends = self.inputs().map(|(_, quantity)| quantity.ends().is_some()).collect();
        Ok(Bounds { sheet: self, ends, base: self.base_values(), has_ends })
    }

    fn check_domain(&self, ends: &Values<Ends>) -> Result<(), DomainError> {
        for ((id, cell), column) in self.cells().zip(ends) {
            let undefined = (0..).zip(column.as_slice()).find(|(_, ends)| ends.interval.is_undefined());
            if let Some((member, _)) = undefined {
                let member = self.member_name(id, member).map(ToString::to_string);
                return Err(DomainError { cell: cell.key.to_string(), member });
            }
        }
        Ok(())
    }
}

impl Bounds<'_> {
    /// Low, base and high of a member of a cell (0 for a single cell).
    pub fn of(&self, cell: CellId, member: u32) -> Bound {
        let base = self.base[cell.0 as usize].get(member as usize).copied().unwrap_or(f64::NAN);
        let Some(ends) = self.ends[cell.0 as usize].get(member as usize) else {
            return self.unlimited(base);
        };
        let influences: &[Influence] = ends.influences.as_deref().unwrap_or(&[]);
        let unclear = |influence: &&Influence| influence.direction == Direction::Either;
        // An exact input that cancels out matters for its qualifier only, and not among very many.
        let unclear =
            influences.iter().find(unclear).is_some_and(|found| found.ranged || influences.len() < MANY);
        if ends.tight && !unclear {
            self.one_way(ends, base)
        } else {
            self.enclosed(cell, member, ends, base)
        }
    }

    /// The sheet.
    pub fn sheet(&self) -> &Sheet {
        self.sheet
    }

    /// The value at the inputs' base values.
    pub fn base(&self, cell: CellId, member: u32) -> f64 {
        self.base[cell.0 as usize].get(member as usize).copied().unwrap_or(f64::NAN)
    }

    fn unlimited(&self, base: f64) -> Bound {
        let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
        let kind = BoundKind::Enclosed;
        Bound { low, base, high, kind, influences: Rc::new([]), low_when: Vec::new(), high_when: Vec::new() }
    }

    fn one_way(&self, ends: &Ends, base: f64) -> Bound {
        let influences = ends.influences.clone().unwrap_or_else(|| Rc::new([]));
        Bound {
            low: ends.interval.low,
            base,
            high: ends.interval.high,
            kind: self.kind(&influences, BoundKind::Exact),
            low_when: self.when(&influences, Direction::Against),
            high_when: self.when(&influences, Direction::With),
            influences,
        }
    }

    /// The inputs' values at the end where those that act in `upward` direction are at their high.
    fn when(&self, influences: &[Influence], upward: Direction) -> Vec<(InputId, f64)> {
        let ranged = influences.iter().filter(|influence| influence.ranged);
        let ends = ranged.filter_map(|influence| {
            let (low, high) = self.input_ends(influence.input)?;
            Some((influence.input, if influence.direction == upward { high } else { low }))
        });
        ends.collect()
    }

    fn input_ends(&self, input: InputId) -> Option<(f64, f64)> {
        self.sheet.quantity(input).map(input_ends)
    }

    fn kind(&self, influences: &[Influence], otherwise: BoundKind) -> BoundKind {
        let endless = |influence: &Influence| {
            influence.ranged && !self.has_ends.get(influence.input.0 as usize).copied().unwrap_or(true)
        };
        if influences.iter().any(endless) { BoundKind::Percentiles } else { otherwise }
    }

    fn enclosed(&self, cell: CellId, member: u32, ends: &Ends, base: f64) -> Bound {
        let inputs: Vec<(InputId, Interval)> = ends
            .influences
            .iter()
            .flat_map(|own| own.iter())
            .filter_map(|influence| {
                let (low, high) = self.input_ends(influence.input)?;
                Some((influence.input, Interval::new(low, high)))
            })
            .collect();
        let Enclosure { low, high, at_ends, directions, low_when, high_when } =
            enclose::enclose(self.sheet, cell, member, &inputs);
        let influences: Rc<[Influence]> = directions
            .into_iter()
            .zip(&inputs)
            .filter_map(|(direction, (input, ends))| {
                direction.map(|direction| Influence { input: *input, direction, ranged: !ends.is_point() })
            })
            .collect();
        let kind = self.kind(&influences, if at_ends { BoundKind::Exact } else { BoundKind::Enclosed });
        // Base lies between the ends even where a last digit was rounded differently.
        let (low, high) = if base.is_nan() { (low, high) } else { (low.min(base), high.max(base)) };
        Bound { low, base, high, kind, influences, low_when, high_when }
    }
}

/// How firmly a value is stated, from how firmly its inputs are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stated {
    /// In one way.
    As(Qualifier),
    /// One input pushes up, another down.
    DirectionUnknown,
}

impl Bound {
    /// How firmly the value is stated: qualifiers carried through the formulas by direction.
    pub fn stated(&self, sheet: &Sheet) -> Stated {
        let mut stated = Qualifier::Exact;
        for influence in self.influences.iter() {
            let Some(quantity) = sheet.quantity(influence.input) else { continue };
            let one_sided = matches!(quantity.qualifier(), Qualifier::AtLeast | Qualifier::AtMost);
            if one_sided && influence.direction == Direction::Either {
                return Stated::DirectionUnknown;
            }
            let carried = carried(quantity.qualifier(), influence.direction);
            match (stated, carried) {
                (Qualifier::AtLeast, Qualifier::AtMost) | (Qualifier::AtMost, Qualifier::AtLeast) => {
                    return Stated::DirectionUnknown;
                }
                (Qualifier::Exact, new)
                | (Qualifier::About, new @ (Qualifier::AtLeast | Qualifier::AtMost)) => {
                    stated = new;
                }
                _ => {}
            }
        }
        Stated::As(stated)
    }
}

fn carried(qualifier: Qualifier, direction: Direction) -> Qualifier {
    match (qualifier, direction) {
        (Qualifier::AtLeast, Direction::Against) => Qualifier::AtMost,
        (Qualifier::AtMost, Direction::Against) => Qualifier::AtLeast,
        (qualifier, _) => qualifier,
    }
}
