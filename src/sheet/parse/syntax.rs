//! A formula as written: its parts, the names in it, and what it is once they are looked up.

use super::super::{Expr, Function, Operator};
use crate::unit::Unit;
use std::ops::Range;

/// A formula as written, before names are looked up.
#[derive(Debug, Clone, PartialEq)]
pub struct Syntax {
    pub(super) kind: Kind,
    pub(super) span: Range<usize>,
}

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Kind {
    Number(f64, Unit),
    Name(Name),
    /// A distribution, as written: `uniform(15, 20)`.
    Distribution(String),
    Negative(Box<Syntax>),
    Binary(Operator, Box<Syntax>, Box<Syntax>),
    Sum(Vec<Syntax>),
    Applied(Function, Box<Syntax>),
    /// The first date at which a quantity reaches a value.
    FirstDate(Box<Syntax>, Box<Syntax>),
}

/// A name in a formula: `officers_required[foreign fighters]`, `[24/7].officers_per_subject`, `coverage`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    /// The row before the dot, if one is written.
    pub row: Option<String>,
    /// The column or quantity.
    pub word: String,
    /// The member in brackets, if one is written.
    pub member: Option<String>,
    /// Whether the whole family is meant: the only argument of `sum`.
    pub family: bool,
    /// As written.
    pub text: String,
}

impl Syntax {
    /// The formula with every name replaced by what `name` finds, and every distribution by what
    /// `distribution` makes of it.
    ///
    /// # Errors
    /// The first error of the two, with the place of the name in the formula's text.
    pub fn lower<E>(
        &self,
        name: &mut dyn FnMut(&Name) -> Result<Expr, E>,
        distribution: &mut dyn FnMut(&str) -> Result<Expr, E>,
    ) -> Result<Expr, (Range<usize>, E)> {
        match &self.kind {
            Kind::Number(value, unit) => Ok(Expr::Constant(*value, unit.clone())),
            Kind::Name(word) => name(word).map_err(|error| (self.span.clone(), error)),
            Kind::Distribution(text) => distribution(text).map_err(|error| (self.span.clone(), error)),
            Kind::Negative(inner) => Ok(Expr::Negative(Box::new(inner.lower(name, distribution)?))),
            Kind::Applied(function, inner) => {
                Ok(Expr::Applied(*function, Box::new(inner.lower(name, distribution)?)))
            }
            Kind::FirstDate(..) => name(&self.first_date()).map_err(|error| (self.span.clone(), error)),
            Kind::Binary(operator, left, right) => {
                let left = left.lower(name, distribution)?;
                Ok(left.with(*operator, right.lower(name, distribution)?))
            }
            Kind::Sum(parts) => {
                let mut total: Option<Expr> = None;
                for part in parts {
                    let part = part.lower(name, distribution)?;
                    total = Some(match total {
                        Some(total) => total + part,
                        None if parts.len() == 1 => part.sum(),
                        None => part,
                    });
                }
                Ok(total.unwrap_or_else(|| Expr::number(0.0)))
            }
        }
    }

    /// Every name in the formula, in order.
    pub fn names(&self) -> Vec<&Name> {
        match &self.kind {
            Kind::Number(..) | Kind::Distribution(_) => Vec::new(),
            Kind::Name(name) => vec![name],
            Kind::Negative(inner) | Kind::Applied(_, inner) => inner.names(),
            Kind::Binary(_, left, right) | Kind::FirstDate(left, right) => {
                left.names().into_iter().chain(right.names()).collect()
            }
            Kind::Sum(parts) => parts.iter().flat_map(Self::names).collect(),
        }
    }

    /// Every `first_date(quantity, value)` in the formula: the name under which it is looked up, the quantity and
    /// the value.
    pub fn first_dates(&self) -> Vec<(Name, &Name, &Self)> {
        match &self.kind {
            Kind::Number(..) | Kind::Distribution(_) | Kind::Name(_) => Vec::new(),
            Kind::Negative(inner) | Kind::Applied(_, inner) => inner.first_dates(),
            Kind::Binary(_, left, right) => {
                left.first_dates().into_iter().chain(right.first_dates()).collect()
            }
            Kind::Sum(parts) => parts.iter().flat_map(Self::first_dates).collect(),
            Kind::FirstDate(quantity, value) => match &quantity.kind {
                Kind::Name(quantity) => vec![(self.first_date(), quantity, value)],
                _ => Vec::new(),
            },
        }
    }

    /// A name of its own for each place in the formula.
    fn first_date(&self) -> Name {
        let text = format!("first_date at {}", self.span.start);
        Name { row: None, word: "first_date".to_owned(), member: None, family: false, text }
    }
}
