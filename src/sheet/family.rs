//! Whole families at one point: every cell's values, column by column.

use super::{CellId, Content, Expr, Function, InputId, Parts, Sheet, Source};

/// The values of one cell: one, or one for each member.
#[derive(Debug, Clone, PartialEq)]
pub enum Column<V> {
    /// A single cell.
    One(V),
    /// A family, in the axis' order.
    Many(Vec<V>),
}

impl<V> Column<V> {
    /// The value of a member; a single value stands for every member.
    pub fn get(&self, member: usize) -> Option<&V> {
        match self {
            Self::One(value) => Some(value),
            Self::Many(values) => values.get(member),
        }
    }

    /// All values.
    pub fn as_slice(&self) -> &[V] {
        match self {
            Self::One(value) => std::slice::from_ref(value),
            Self::Many(values) => values,
        }
    }
}

/// The values of all cells.
pub type Values<V> = Vec<Column<V>>;

/// What a sheet can be evaluated with: numbers, or numbers with their bounds.
pub(super) trait Algebra {
    /// What stands for a number.
    type Value: Clone;
    /// A literal.
    fn constant(&self, value: f64) -> Self::Value;
    /// The negative.
    fn negative(&self, value: &Self::Value) -> Self::Value;
    /// A function of one value.
    fn applied(&self, function: Function, value: &Self::Value) -> Self::Value;
    /// Two values combined.
    fn binary(&self, operator: super::Operator, left: &Self::Value, right: &Self::Value) -> Self::Value;
    /// The sum of many.
    fn sum<'v>(&self, values: impl Iterator<Item = &'v Self::Value>) -> Self::Value
    where
        Self::Value: 'v;
}

/// Evaluates every cell in order.
pub(super) fn evaluate<A: Algebra>(
    sheet: &Sheet,
    algebra: &A,
    input: &dyn Fn(InputId, &crate::quantity::Quantity) -> A::Value,
) -> Values<A::Value> {
    let mut values: Values<A::Value> = Vec::with_capacity(sheet.cells.len());
    for cell in &sheet.cells {
        let column = match &cell.content {
            Content::Input { first, quantities } => {
                let members = (first.0..).zip(quantities).map(|(id, quantity)| input(InputId(id), quantity));
                match cell.axis {
                    Some(_) => Column::Many(members.collect()),
                    None => members.map(Column::One).next().unwrap_or(Column::Many(Vec::new())),
                }
            }
            Content::Formula(expr) => Evaluation { algebra, values: &values }.column(expr),
        };
        values.push(column);
    }
    values
}

struct Evaluation<'a, A: Algebra> {
    algebra: &'a A,
    values: &'a Values<A::Value>,
}

impl<A: Algebra> Evaluation<'_, A> {
    fn column(&self, expr: &Expr) -> Column<A::Value> {
        match expr {
            Expr::Constant(value, _) => Column::One(self.algebra.constant(*value)),
            Expr::Constants(_, values, _) => {
                Column::Many(values.iter().map(|value| self.algebra.constant(*value)).collect())
            }
            Expr::Cell(cell) => self.cell(*cell).clone(),
            Expr::Member(cell, member) => Column::One(self.member(*cell, *member)),
            Expr::Pick(_, sources) => {
                Column::Many(sources.iter().map(|source| self.source(*source)).collect())
            }
            Expr::Sum(inner) => Column::One(self.algebra.sum(self.column(inner).as_slice().iter())),
            Expr::Product(inner) => Column::One(self.product(&self.column(inner))),
            Expr::SumOfParts(inner, parts) => self.sum_of_parts(&self.column(inner), parts),
            Expr::SumBefore(inner) => self.sum_before(&self.column(inner)),
            Expr::Replaced(cell, changes) => self.replaced(*cell, changes),
            Expr::Negative(inner) => map(&self.column(inner), |value| self.algebra.negative(value)),
            Expr::Applied(function, inner) => {
                map(&self.column(inner), |value| self.algebra.applied(*function, value))
            }
            Expr::Binary(operator, left, right) => {
                zip(self.borrowed(left).as_ref(), self.borrowed(right).as_ref(), |left, right| {
                    self.algebra.binary(*operator, left, right)
                })
            }
        }
    }

    /// A column, without copying where it stands already.
    fn borrowed(&self, expr: &Expr) -> std::borrow::Cow<'_, Column<A::Value>> {
        match expr {
            Expr::Cell(cell) => std::borrow::Cow::Borrowed(self.cell(*cell)),
            expr => std::borrow::Cow::Owned(self.column(expr)),
        }
    }

    fn cell(&self, cell: CellId) -> &Column<A::Value> {
        &self.values[cell.0 as usize]
    }

    fn member(&self, cell: CellId, member: u32) -> A::Value {
        let value = self.cell(cell).get(member as usize);
        value.cloned().unwrap_or_else(|| self.algebra.constant(f64::NAN))
    }

    fn source(&self, source: Source) -> A::Value {
        self.member(source.cell, source.member.unwrap_or(0))
    }

    fn product(&self, column: &Column<A::Value>) -> A::Value {
        let one = self.algebra.constant(1.0);
        let times =
            |product, value: &A::Value| self.algebra.binary(super::Operator::Multiply, &product, value);
        column.as_slice().iter().fold(one, times)
    }

    fn sum_of_parts(&self, column: &Column<A::Value>, parts: &Parts) -> Column<A::Value> {
        let zero = self.algebra.constant(0.0);
        let sums = (0..super::index(parts.members())).map(|whole| match parts.of(whole) {
            [] => zero.clone(),
            parts => self.algebra.sum(parts.iter().filter_map(|part| column.get(*part as usize))),
        });
        Column::Many(sums.collect())
    }

    fn sum_before(&self, column: &Column<A::Value>) -> Column<A::Value> {
        let mut before = self.algebra.constant(0.0);
        let step = |value: &A::Value| {
            let next = self.algebra.binary(super::Operator::Add, &before, value);
            std::mem::replace(&mut before, next)
        };
        Column::Many(column.as_slice().iter().map(step).collect())
    }

    fn replaced(&self, cell: CellId, changes: &[(u32, Expr)]) -> Column<A::Value> {
        let mut column = self.cell(cell).clone();
        for (member, change) in changes {
            let Some(value) = self.column(change).get(0).cloned() else { continue };
            match &mut column {
                Column::One(own) => *own = value,
                Column::Many(values) => values[*member as usize] = value,
            }
        }
        column
    }
}

fn map<V>(column: &Column<V>, of: impl Fn(&V) -> V) -> Column<V> {
    match column {
        Column::One(value) => Column::One(of(value)),
        Column::Many(values) => Column::Many(values.iter().map(of).collect()),
    }
}

/// Member by member; a single value stands for every member.
fn zip<V>(left: &Column<V>, right: &Column<V>, of: impl Fn(&V, &V) -> V) -> Column<V> {
    match (left, right) {
        (Column::One(left), Column::One(right)) => Column::One(of(left, right)),
        (Column::One(left), Column::Many(right)) => Column::Many(right.iter().map(|r| of(left, r)).collect()),
        (Column::Many(left), Column::One(right)) => Column::Many(left.iter().map(|l| of(l, right)).collect()),
        (Column::Many(left), Column::Many(right)) => {
            Column::Many(left.iter().zip(right).map(|(l, r)| of(l, r)).collect())
        }
    }
}

/// Plain numbers.
struct Numbers;

impl Algebra for Numbers {
    type Value = f64;

    fn constant(&self, value: f64) -> f64 {
        value
    }

    fn negative(&self, value: &f64) -> f64 {
        -value
    }

    fn applied(&self, function: Function, value: &f64) -> f64 {
        function.apply(*value)
    }

    fn binary(&self, operator: super::Operator, left: &f64, right: &f64) -> f64 {
        operator.apply(*left, *right)
    }

    fn sum<'v>(&self, values: impl Iterator<Item = &'v f64>) -> f64 {
        values.sum()
    }
}

impl Sheet {
    /// The value of every cell when each input has the value that `input` gives it.
    pub fn values(&self, input: &dyn Fn(InputId) -> f64) -> Values<f64> {
        evaluate(self, &Numbers, &|id, _| input(id))
    }

    /// The value of every cell when each input has its base value.
    pub fn base_values(&self) -> Values<f64> {
        evaluate(self, &Numbers, &|_, quantity| quantity.base())
    }
}
