//! Formulas as data: what may stand on the right of a cell's equals sign.

use super::{AxisId, CellId, Function};
use crate::unit::Unit;
use std::ops;
use std::rc::Rc;

/// A formula over earlier cells.
///
/// Inside a family, a reference to another family of the same axis means the same member of it.
#[derive(Debug, Clone, PartialEq)]
pub enum Expr {
    /// A literal with its unit.
    Constant(f64, Unit),
    /// For each member of an axis, a literal.
    Constants(AxisId, Rc<[f64]>, Unit),
    /// Another cell: a single one, or the same member of a family.
    Cell(CellId),
    /// One given member of a family.
    Member(CellId, u32),
    /// For each member of an axis, where its value comes from.
    Pick(AxisId, Rc<[Source]>),
    /// The sum of a family over its axis.
    Sum(Box<Expr>),
    /// The product of a family over its axis.
    Product(Box<Expr>),
    /// For each member of an axis, the sum of the members of another family (of the same axis) that
    /// belong to it.
    SumOfParts(Box<Expr>, Rc<Parts>),
    /// For each member of a family, the sum of the members that stand before it.
    SumBefore(Box<Expr>),
    /// A family with some members replaced.
    Replaced(CellId, Rc<[(u32, Expr)]>),
    /// The negative.
    Negative(Box<Expr>),
    /// A function of one formula.
    Applied(Function, Box<Expr>),
    /// Two formulas combined.
    Binary(Operator, Box<Expr>, Box<Expr>),
}

/// A single cell (`member` is `None`) or one member of a family.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Source {
    /// The cell.
    pub cell: CellId,
    /// Its member, for a family.
    pub member: Option<u32>,
}

/// Which members of an axis are parts of which.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Parts {
    of_whole: Vec<Vec<u32>>,
}

impl Parts {
    /// From each member's whole; wholes that do not exist are ignored.
    pub fn new(whole_of: &[Option<u32>]) -> Self {
        let mut of_whole: Vec<Vec<u32>> = vec![Vec::new(); whole_of.len()];
        for (part, whole) in (0..).zip(whole_of) {
            if let Some(parts) = whole.and_then(|whole| of_whole.get_mut(whole as usize)) {
                parts.push(part);
            }
        }
        Self { of_whole }
    }

    /// The members that are part of this one.
    pub fn of(&self, whole: u32) -> &[u32] {
        self.of_whole.get(whole as usize).map_or(&[], Vec::as_slice)
    }

    /// How many members the axis has.
    pub fn members(&self) -> usize {
        self.of_whole.len()
    }
}

/// How two numbers are combined.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Operator {
    /// Sum.
    Add,
    /// Difference.
    Subtract,
    /// Product.
    Multiply,
    /// Quotient.
    Divide,
    /// The smaller.
    Min,
    /// The larger.
    Max,
    /// Power.
    Power,
    /// 1 where the left is above the right, else 0.
    Above,
}

impl Operator {
    /// The combination of two numbers. The only place where a formula's operators are carried out on
    /// numbers; blocks, bounds and explanations are checked against it.
    pub fn apply(self, left: f64, right: f64) -> f64 {
        match self {
            Self::Add => left + right,
            Self::Subtract => left - right,
            Self::Multiply => left * right,
            Self::Divide => left / right,
            Self::Min => left.min(right),
            Self::Max => left.max(right),
            Self::Power => power(left, right),
            Self::Above => f64::from(u8::from(left > right)),
        }
    }
}

/// Whole powers by repeated multiplication, so that a square is the same on every machine.
fn power(base: f64, exponent: f64) -> f64 {
    const MOST_STEPS: f64 = 64.0;
    if exponent.fract() != 0.0 || exponent.abs() > MOST_STEPS {
        return libm::pow(base, exponent);
    }
    let mut product = 1.0;
    let mut left = exponent.abs();
    while left >= 1.0 {
        product *= base;
        left -= 1.0;
    }
    if exponent < 0.0 { 1.0 / product } else { product }
}

impl Expr {
    /// A plain number.
    pub fn number(value: f64) -> Self {
        Self::Constant(value, Unit::number())
    }

    /// The sum of a family.
    #[must_use]
    pub fn sum(self) -> Self {
        Self::Sum(Box::new(self))
    }

    /// The product of a family of plain numbers.
    #[must_use]
    pub fn product(self) -> Self {
        Self::Product(Box::new(self))
    }

    /// For each member, the sum over the members that are part of it.
    #[must_use]
    pub fn sum_of_parts(self, parts: Rc<Parts>) -> Self {
        Self::SumOfParts(Box::new(self), parts)
    }

    /// For each member, the sum of those before it: what is gone when its turn comes.
    #[must_use]
    pub fn sum_before(self) -> Self {
        Self::SumBefore(Box::new(self))
    }

    /// The larger of two.
    #[must_use]
    pub fn max(self, other: impl Into<Self>) -> Self {
        self.with(Operator::Max, other.into())
    }

    /// The smaller of two.
    #[must_use]
    pub fn min(self, other: impl Into<Self>) -> Self {
        self.with(Operator::Min, other.into())
    }

    /// Raised to a power.
    #[must_use]
    pub fn power(self, exponent: impl Into<Self>) -> Self {
        self.with(Operator::Power, exponent.into())
    }

    /// e to the power of it.
    #[must_use]
    pub fn exponential(self) -> Self {
        Self::Applied(Function::Exponential, Box::new(self))
    }

    /// Of those who come evenly over some time and leave at a constant rate, the share still there; of the
    /// rate times the time.
    #[must_use]
    pub fn mean_decay(self) -> Self {
        Self::Applied(Function::MeanDecay, Box::new(self))
    }

    /// 1 where it is above another, else 0.
    #[must_use]
    pub fn above(self, other: impl Into<Self>) -> Self {
        self.with(Operator::Above, other.into())
    }

    /// Two formulas combined.
    #[must_use]
    pub fn with(self, operator: Operator, other: Self) -> Self {
        Self::Binary(operator, Box::new(self), Box::new(other))
    }

    /// Calls `visit` for each cell this formula refers to.
    pub fn for_each_cell(&self, visit: &mut dyn FnMut(CellId)) {
        match self {
            Self::Constant(..) | Self::Constants(..) => {}
            Self::Cell(cell) | Self::Member(cell, _) => visit(*cell),
            Self::Pick(_, sources) => sources.iter().for_each(|source| visit(source.cell)),
            Self::Sum(inner)
            | Self::Product(inner)
            | Self::SumOfParts(inner, _)
            | Self::SumBefore(inner)
            | Self::Negative(inner)
            | Self::Applied(_, inner) => inner.for_each_cell(visit),
            Self::Replaced(cell, changes) => {
                visit(*cell);
                changes.iter().for_each(|(_, change)| change.for_each_cell(visit));
            }
            Self::Binary(_, left, right) => {
                left.for_each_cell(visit);
                right.for_each_cell(visit);
            }
        }
    }
}

impl From<CellId> for Expr {
    fn from(cell: CellId) -> Self {
        Self::Cell(cell)
    }
}

impl From<f64> for Expr {
    fn from(value: f64) -> Self {
        Self::number(value)
    }
}

impl From<Source> for Expr {
    fn from(source: Source) -> Self {
        source.member.map_or(Self::Cell(source.cell), |member| Self::Member(source.cell, member))
    }
}

/// `a + b` and its kin build formulas.
macro_rules! operator {
    ($trait:ident, $method:ident, $operator:ident) => {
        impl<T: Into<Expr>> ops::$trait<T> for Expr {
            type Output = Expr;
            fn $method(self, other: T) -> Expr {
                self.with(Operator::$operator, other.into())
            }
        }
        impl<T: Into<Expr>> ops::$trait<T> for CellId {
            type Output = Expr;
            fn $method(self, other: T) -> Expr {
                Expr::from(self).with(Operator::$operator, other.into())
            }
        }
    };
}

operator!(Add, add, Add);
operator!(Sub, sub, Subtract);
operator!(Mul, mul, Multiply);
operator!(Div, div, Divide);
