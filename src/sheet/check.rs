//! Whether a formula's units and axes fit together.

use super::{AxisId, CellId, Expr, Function, Operator, Sheet};
use crate::unit::Unit;
use std::fmt;

/// A formula with its unit and axis, changes of scale written out.
pub(super) struct Checked {
    pub expr: Expr,
    pub unit: Unit,
    pub axis: Option<AxisId>,
}

/// Why a formula cannot be a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FormulaError {
    /// Two things that measure different things are added, subtracted or compared.
    Units {
        /// The cell.
        cell: String,
        /// What was done: `add`, `subtract`.
        verb: &'static str,
        /// Unit on the left.
        left: Unit,
        /// Unit on the right.
        right: Unit,
    },
    /// The formula does not give what the cell is declared to hold.
    Declared {
        /// The cell.
        cell: String,
        /// What the formula gives.
        found: Unit,
        /// What was declared.
        wanted: Unit,
    },
    /// A power or a root has no unit.
    Power {
        /// The cell.
        cell: String,
        /// The unit under it.
        unit: Unit,
    },
    /// Dates can only be subtracted, compared, or moved by a time.
    Dates {
        /// The cell.
        cell: String,
    },
    /// Families of different axes meet in one formula.
    Axes {
        /// The cell.
        cell: String,
        /// One axis.
        left: &'static str,
        /// The other.
        right: &'static str,
    },
    /// A sum over what is no family, or a member that does not exist.
    Members {
        /// The cell.
        cell: String,
    },
}

impl fmt::Display for FormulaError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Units { cell, verb, left, right } => write!(
                formatter,
                "`{cell}`: cannot {verb} {left} and {right}, because they measure different things"
            ),
            Self::Declared { cell, found, wanted } => {
                write!(formatter, "`{cell}`: the formula gives {found}, not {wanted}{}", hint(found, wanted))
            }
            Self::Power { cell, unit } => write!(
                formatter,
                "`{cell}`: {unit} has no such power or root; take it of a plain number, or use a whole power"
            ),
            Self::Dates { cell } => write!(
                formatter,
                "`{cell}`: a date can be subtracted from a date, compared with one, or moved by days; nothing else"
            ),
            Self::Axes { cell, left, right } => write!(
                formatter,
                "`{cell}`: a value for each {left} and a value for each {right} do not line up; take the sum of one"
            ),
            Self::Members { cell } => {
                write!(
                    formatter,
                    "`{cell}`: a sum needs one value for each row of a table, and the rows must match"
                )
            }
        }
    }
}

/// `60000 EUR` for each of many officers is meant as `60000 EUR per officer`.
fn hint(found: &Unit, wanted: &Unit) -> String {
    let over = found.per(wanted);
    match over.singular().filter(|_| wanted.is_money()) {
        Some(one) => {
            format!("; a rate is written with what it is for, as in `60000 {} per {one}`", wanted.unscaled())
        }
        None => String::new(),
    }
}

impl std::error::Error for FormulaError {}

/// Checks a formula and converts it to the declared unit.
pub(super) fn check(
    sheet: &Sheet,
    cell: &str,
    expr: Expr,
    wanted: Option<&Unit>,
) -> Result<Checked, FormulaError> {
    let checked = Checker { sheet, cell }.check(expr)?;
    let Some(wanted) = wanted else { return Ok(checked) };
    let ratio = checked.unit.ratio_to(wanted).filter(|_| checked.unit.is_date() == wanted.is_date());
    let ratio = ratio.ok_or_else(|| FormulaError::Declared {
        cell: cell.to_owned(),
        found: checked.unit.clone(),
        wanted: wanted.clone(),
    })?;
    Ok(Checked {
        expr: scaled(checked.expr, ratio, &checked.unit, wanted),
        unit: wanted.clone(),
        axis: checked.axis,
    })
}

/// The formula in another unit of the same measure; unchanged where the scale is the same.
fn scaled(expr: Expr, ratio: f64, from: &Unit, to: &Unit) -> Expr {
    if ratio == 1.0 {
        return expr;
    }
    // A factor below one is written as a division: exact where its reciprocal is a whole number.
    let (operator, factor, unit) = if ratio < 1.0 {
        (Operator::Divide, 1.0 / ratio, from.per(to))
    } else {
        (Operator::Multiply, ratio, to.per(from))
    };
    expr.with(operator, Expr::Constant(factor, unit))
}

struct Checker<'a> {
    sheet: &'a Sheet,
    cell: &'a str,
}

impl Checker<'_> {
    fn check(&self, expr: Expr) -> Result<Checked, FormulaError> {
        match expr {
            Expr::Constant(_, ref unit) => Ok(Checked { unit: unit.clone(), expr, axis: None }),
            Expr::Constants(axis, ref values, ref unit) => {
                self.same_length(axis, values.len())?;
                Ok(Checked { unit: unit.clone(), expr, axis: Some(axis) })
            }
            Expr::Cell(id) => {
                let cell = self.sheet.cell(id);
                Ok(Checked { expr, unit: cell.unit.clone(), axis: cell.axis })
            }
            Expr::Member(id, member) => {
                self.has_member(id, member)?;
                Ok(Checked { expr, unit: self.sheet.cell(id).unit.clone(), axis: None })
            }
            Expr::Pick(axis, ref sources) => {
                let unit = self.picked_unit(axis, sources)?;
                Ok(Checked { expr, unit, axis: Some(axis) })
            }
            Expr::Sum(inner) => {
                let inner = self.check(*inner)?;
                inner.axis.ok_or_else(|| self.members())?;
                Ok(Checked { expr: inner.expr.sum(), unit: self.no_date(inner.unit)?, axis: None })
            }
            Expr::Product(inner) => {
                let inner = self.check(*inner)?;
                inner.axis.ok_or_else(|| self.members())?;
                let unit = inner.unit.is_plain().then(Unit::number).ok_or_else(|| self.power(&inner.unit))?;
                Ok(Checked { expr: inner.expr.product(), unit, axis: None })
            }
            Expr::SumOfParts(inner, parts) => {
                let inner = self.check(*inner)?;
                let axis = inner.axis.ok_or_else(|| self.members())?;
                self.same_length(axis, parts.members())?;
                Ok(Checked { expr: inner.expr.sum_of_parts(parts), unit: inner.unit, axis: inner.axis })
            }
            Expr::SumBefore(inner) => {
                let inner = self.check(*inner)?;
                inner.axis.ok_or_else(|| self.members())?;
                let unit = self.no_date(inner.unit)?;
                Ok(Checked { expr: inner.expr.sum_before(), unit, axis: inner.axis })
            }
            Expr::Replaced(id, changes) => self.check_replaced(id, &changes),
            Expr::Negative(inner) => {
                let inner = self.check(*inner)?;
                Ok(Checked {
                    expr: Expr::Negative(Box::new(inner.expr)),
                    unit: self.no_date(inner.unit)?,
                    ..inner
                })
            }
            Expr::Applied(function, inner) => {
                let inner = self.check(*inner)?;
                let unit = self.applied_unit(function, &inner.unit)?;
                Ok(Checked { expr: Expr::Applied(function, Box::new(inner.expr)), unit, axis: inner.axis })
            }
            Expr::Binary(operator, left, right) => self.check_binary(operator, *left, *right),
        }
    }

    /// A root of a square; any other function of plain numbers only.
    fn applied_unit(&self, function: Function, of: &Unit) -> Result<Unit, FormulaError> {
        let unit = match function {
            Function::Root => of.root(),
            _ => of.is_plain().then(Unit::number),
        };
        unit.ok_or_else(|| self.power(of))
    }

    fn check_binary(&self, operator: Operator, left: Expr, right: Expr) -> Result<Checked, FormulaError> {
        let (left, right) = (self.check(left)?, self.check(right)?);
        let axis = self.common_axis(left.axis, right.axis)?;
        let (unit, right) = match operator {
            Operator::Multiply => {
                (self.no_date(left.unit.clone())?.by(&self.no_date(right.unit.clone())?), right.expr)
            }
            Operator::Divide => {
                (self.no_date(left.unit.clone())?.per(&self.no_date(right.unit.clone())?), right.expr)
            }
            Operator::Power => (self.power_unit(&left, &right)?, right.expr),
            Operator::Above => (Unit::number(), self.same_measure(operator, &left.unit, right)?.1),
            Operator::Add | Operator::Subtract if left.unit.is_date() || right.unit.is_date() => {
                self.moved_date(operator, &left.unit, right)?
            }
            _ => self.same_measure(operator, &left.unit, right)?,
        };
        Ok(Checked { expr: left.expr.with(operator, right), unit, axis })
    }

    /// Adding, subtracting, comparing: the right side is converted to the left one's unit.
    fn same_measure(
        &self,
        operator: Operator,
        left: &Unit,
        right: Checked,
    ) -> Result<(Unit, Expr), FormulaError> {
        let clash = || FormulaError::Units {
            cell: self.cell.to_owned(),
            verb: verb(operator),
            left: left.clone(),
            right: right.unit.clone(),
        };
        let ratio = right.unit.ratio_to(left).ok_or_else(clash)?;
        // Between numbers the more telling name wins: 1 - vacancy is a share.
        let unit = if *left == Unit::number() { right.unit.clone() } else { left.clone() };
        let ratio = if *left == Unit::number() && ratio == 1.0 { 1.0 } else { ratio };
        let unit = if ratio == 1.0 { unit } else { left.clone() };
        Ok((unit, scaled(right.expr, ratio, &right.unit, left)))
    }

    fn moved_date(
        &self,
        operator: Operator,
        left: &Unit,
        right: Checked,
    ) -> Result<(Unit, Expr), FormulaError> {
        let dates = || FormulaError::Dates { cell: self.cell.to_owned() };
        match (left.is_date(), right.unit.is_date(), operator) {
            (true, true, Operator::Subtract) => Ok((Unit::days(), right.expr)),
            (true, false, _) => {
                let ratio = right.unit.ratio_to(&Unit::days()).ok_or_else(dates)?;
                Ok((Unit::date(), scaled(right.expr, ratio, &right.unit, &Unit::days())))
            }
            _ => Err(dates()),
        }
    }

    fn power_unit(&self, base: &Checked, exponent: &Checked) -> Result<Unit, FormulaError> {
        if !exponent.unit.is_plain() {
            return Err(self.power(&exponent.unit));
        }
        if base.unit.is_plain() {
            return Ok(Unit::number());
        }
        let Expr::Constant(power, _) = exponent.expr else { return Err(self.power(&base.unit)) };
        #[allow(clippy::cast_possible_truncation)]
        let whole = power as i8;
        if f64::from(whole) == power { Ok(base.unit.power(whole)) } else { Err(self.power(&base.unit)) }
    }

    fn check_replaced(&self, id: CellId, changes: &[(u32, Expr)]) -> Result<Checked, FormulaError> {
        let (unit, axis) = (self.sheet.cell(id).unit.clone(), self.sheet.cell(id).axis);
        let converted = changes.iter().map(|(member, change)| {
            if axis.is_some() {
                self.has_member(id, *member)?;
            }
            let change = check(self.sheet, self.cell, change.clone(), Some(&unit))?;
            if change.axis.is_some() { Err(self.members()) } else { Ok((*member, change.expr)) }
        });
        let changes = converted.collect::<Result<Vec<_>, _>>()?;
        Ok(Checked { expr: Expr::Replaced(id, changes.into()), unit, axis })
    }

    fn picked_unit(&self, axis: AxisId, sources: &[super::Source]) -> Result<Unit, FormulaError> {
        self.same_length(axis, sources.len())?;
        let mut unit: Option<&Unit> = None;
        for source in sources {
            match source.member {
                Some(member) => self.has_member(source.cell, member)?,
                None if self.sheet.cell(source.cell).axis.is_some() => return Err(self.members()),
                None => {}
            }
            let found = &self.sheet.cell(source.cell).unit;
            match unit {
                Some(unit) if unit != found => {
                    return Err(FormulaError::Units {
                        cell: self.cell.to_owned(),
                        verb: "put side by side",
                        left: unit.clone(),
                        right: found.clone(),
                    });
                }
                _ => unit = Some(found),
            }
        }
        Ok(unit.cloned().unwrap_or_default())
    }

    fn common_axis(
        &self,
        left: Option<AxisId>,
        right: Option<AxisId>,
    ) -> Result<Option<AxisId>, FormulaError> {
        match (left, right) {
            (Some(left), Some(right)) if left != right => Err(FormulaError::Axes {
                cell: self.cell.to_owned(),
                left: self.sheet.axis(left).name,
                right: self.sheet.axis(right).name,
            }),
            (left, right) => Ok(left.or(right)),
        }
    }

    fn has_member(&self, cell: CellId, member: u32) -> Result<(), FormulaError> {
        let known = self.sheet.members(cell).is_some_and(|members| (member as usize) < members);
        if known { Ok(()) } else { Err(self.members()) }
    }

    fn same_length(&self, axis: AxisId, length: usize) -> Result<(), FormulaError> {
        if self.sheet.axis(axis).members.len() == length { Ok(()) } else { Err(self.members()) }
    }

    fn no_date(&self, unit: Unit) -> Result<Unit, FormulaError> {
        if unit.is_date() { Err(FormulaError::Dates { cell: self.cell.to_owned() }) } else { Ok(unit) }
    }

    fn members(&self) -> FormulaError {
        FormulaError::Members { cell: self.cell.to_owned() }
    }

    fn power(&self, unit: &Unit) -> FormulaError {
        FormulaError::Power { cell: self.cell.to_owned(), unit: unit.clone() }
    }
}

fn verb(operator: Operator) -> &'static str {
    match operator {
        Operator::Add => "add",
        Operator::Subtract => "subtract",
        _ => "compare",
    }
}
