//! Low and high: the smallest and largest value that the inputs' ends allow.
//!
//! One pass over whole families carries, with each value, its ends and which inputs push it which way.
//! Where every input acts in one direction (all of the built-in formulas but nested lists and differences),
//! the ends are found directly and exactly. Elsewhere [`super::enclose`] finds them.

use super::enclose::{self, Enclosure};
use super::ends::{Ends, EndsAlgebra, input_ends};
use super::family;
use super::influence::{Direction, Influence};
use super::interval::Interval;
use super::{CellId, InputId, Sheet, Values};
use crate::quantity::Qualifier;
use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

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

/// Among so many inputs an exact one is not looked at closely.
const MANY: usize = 1_000;

/// Low, base and high of every cell of a sheet; the difficult ones are worked out when asked for.
pub struct Bounds<'s> {
    sheet: &'s Sheet,
    ends: Values<Ends>,
    base: Values<f64>,
    has_ends: Vec<bool>,
    /// What acts on a value that no input with a range or qualifier acts on.
    nothing: Rc<[Influence]>,
    /// The difficult ones that were asked for: a table, its page and its figure ask for the same.
    worked_out: RefCell<HashMap<(CellId, u32), Bound>>,
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
        let (base, worked_out) = (self.base_values(), RefCell::default());
        Ok(Bounds { sheet: self, ends, base, has_ends, nothing: Rc::new([]), worked_out })
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
        let base = self.base(cell, member);
        match self.ends[cell.0 as usize].get(member as usize) {
            None => unlimited(base),
            Some(ends) if is_one_way(ends) => self.one_way(ends, base),
            Some(ends) => self.enclosed_once((cell, member), ends, base),
        }
    }

    fn enclosed_once(&self, (cell, member): (CellId, u32), ends: &Ends, base: f64) -> Bound {
        if let Some(known) = self.worked_out.borrow().get(&(cell, member)) {
            return known.clone();
        }
        let bound = self.enclosed(cell, member, ends, base);
        self.worked_out.borrow_mut().insert((cell, member), bound.clone());
        bound
    }

    /// Low and high alone: much quicker where very many inputs act.
    pub fn range(&self, cell: CellId, member: u32) -> (f64, f64) {
        match self.ends[cell.0 as usize].get(member as usize) {
            Some(ends) if is_one_way(ends) => (ends.interval.low, ends.interval.high),
            _ => {
                let bound = self.of(cell, member);
                (bound.low, bound.high)
            }
        }
    }

    /// Ends that hold every value, found in one pass: wider than low and high where an input acts both ways.
    pub fn rough(&self, cell: CellId, member: u32) -> (f64, f64) {
        let ends = self.ends[cell.0 as usize].get(member as usize);
        ends.map_or((f64::NEG_INFINITY, f64::INFINITY), |ends| (ends.interval.low, ends.interval.high))
    }

    /// The sheet.
    pub fn sheet(&self) -> &Sheet {
        self.sheet
    }

    /// The value at the inputs' base values.
    pub fn base(&self, cell: CellId, member: u32) -> f64 {
        self.base[cell.0 as usize].get(member as usize).copied().unwrap_or(f64::NAN)
    }

    fn one_way(&self, ends: &Ends, base: f64) -> Bound {
        let influences = ends.influences.as_ref().unwrap_or(&self.nothing);
        Bound {
            low: ends.interval.low,
            base,
            high: ends.interval.high,
            kind: self.kind(influences, BoundKind::Exact),
            low_when: self.when(influences, Direction::Against),
            high_when: self.when(influences, Direction::With),
            influences: Rc::clone(influences),
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
        let high = if kind == BoundKind::Exact { high } else { high.min(self.ceiling(cell, member)) };
        // Base lies between the ends even where a last digit was rounded differently.
        let (low, high) = if base.is_nan() { (low, high) } else { (low.min(base), high.max(base)) };
        Bound { low, base, high, kind, influences, low_when, high_when }
    }
}

/// Whether the ends found in one pass are those of the value.
fn is_one_way(ends: &Ends) -> bool {
    let influences: &[Influence] = ends.influences.as_deref().unwrap_or(&[]);
    let unclear = influences.iter().find(|influence| influence.direction == Direction::Either);
    // An exact input that cancels out matters for its qualifier only, and not among very many.
    ends.tight && !unclear.is_some_and(|found| found.ranged || influences.len() < MANY)
}

fn unlimited(base: f64) -> Bound {
    let (low, high) = (f64::NEG_INFINITY, f64::INFINITY);
    let kind = BoundKind::Enclosed;
    Bound { low, base, high, kind, influences: Rc::new([]), low_when: Vec::new(), high_when: Vec::new() }
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
