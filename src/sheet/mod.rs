//! The sheet: an ordered list of named cells, each an input or a formula over earlier cells.
//!
//! The one idea that carries the program. A cell may be a family (one formula over an axis), so that
//! 100,000 tiers are one cell. From the one representation come the value at a point ([`Sheet::values`]),
//! low and high ([`Sheet::bounds`]), blocks of points ([`Program`]), and the explanation
//! ([`Bounds::describe`]). The sheet knows nothing of officers.

mod bound;
mod ceiling;
mod check;
mod corners;
mod describe;
mod enclose;
mod ends;
mod expr;
mod family;
mod function;
mod graph;
mod influence;
mod interval;
mod parse;
mod program;
mod row_name;

pub use bound::{Bound, BoundKind, Bounds, DomainError, Stated};
pub use check::FormulaError;
pub use describe::{Notation, Step};
pub use expr::{Expr, Operator, Parts, Source};
pub use family::{Column, Values};
pub use function::Function;
pub use graph::Graph;
pub use influence::{Direction, Influence};
pub use parse::{Name, ParseError, Syntax, parse_formula};
pub use program::Program;
pub use row_name::RowName;

use crate::quantity::Quantity;
use crate::unit::Unit;
use std::rc::Rc;

/// An axis of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct AxisId(u32);

/// A cell of a sheet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellId(u32);

/// One input number of a sheet: a single input cell, or one member of an input family.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InputId(pub u32);

/// Cells in order, and the axes their families run over.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    axes: Vec<Axis>,
    cells: Vec<Cell>,
    inputs: u32,
    /// The first input of each input cell that has any, in order.
    input_cells: Vec<(InputId, CellId)>,
}

/// What a family runs over: tiers, pools.
#[derive(Debug, Clone)]
pub struct Axis {
    /// What one member is: `tier`.
    pub name: &'static str,
    /// The members' names.
    pub members: Rc<[RowName]>,
}

/// A named value or family of values.
#[derive(Debug, Clone)]
pub struct Cell {
    /// The name in formulas and columns: `officers_required`.
    pub key: Rc<str>,
    /// The name in explanations: `officers required`.
    pub label: Rc<str>,
    /// What its numbers count.
    pub unit: Unit,
    /// The axis, for a family.
    pub axis: Option<AxisId>,
    /// Where its value comes from.
    pub content: Content,
}

/// Where a cell's value comes from.
#[derive(Debug, Clone)]
pub enum Content {
    /// Given; one quantity a member. The inputs are numbered on from `first`.
    Input {
        /// Number of the first member's input.
        first: InputId,
        /// The quantities.
        quantities: Vec<Quantity>,
    },
    /// Calculated.
    Formula(Expr),
}

impl Sheet {
    /// An empty sheet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an axis.
    pub fn add_axis(&mut self, name: &'static str, members: Rc<[RowName]>) -> AxisId {
        self.axes.push(Axis { name, members });
        AxisId(index(self.axes.len() - 1))
    }

    /// Adds a single input.
    pub fn add_input(&mut self, key: &str, unit: Unit, quantity: Quantity) -> CellId {
        self.push_input(key, None, unit, vec![quantity])
    }

    /// Adds one input for each member of an axis, in the axis' order.
    ///
    /// # Errors
    /// [`FormulaError::Members`] when there are more or fewer quantities than members.
    pub fn add_inputs(
        &mut self,
        key: &str,
        axis: AxisId,
        unit: Unit,
        quantities: Vec<Quantity>,
    ) -> Result<CellId, FormulaError> {
        if quantities.len() != self.axis(axis).members.len() {
            return Err(FormulaError::Members { cell: key.into() });
        }
        Ok(self.push_input(key, Some(axis), unit, quantities))
    }

    fn push_input(
        &mut self,
        key: &str,
        axis: Option<AxisId>,
        unit: Unit,
        quantities: Vec<Quantity>,
    ) -> CellId {
        let first = InputId(self.inputs);
        if !quantities.is_empty() {
            self.input_cells.push((first, CellId(index(self.cells.len()))));
        }
        self.inputs += index(quantities.len());
        let content = Content::Input { first, quantities };
        self.push(Cell { key: key.into(), label: label(key), unit, axis, content })
    }

    /// Adds a calculated cell; its axis and, without `unit`, its unit follow from the formula.
    ///
    /// # Errors
    /// When the formula's units do not fit together or do not measure what `unit` measures, or when
    /// families of different axes meet.
    pub fn add_formula(
        &mut self,
        key: &str,
        unit: Option<&Unit>,
        formula: impl Into<Expr>,
    ) -> Result<CellId, FormulaError> {
        let checked = check::check(self, key, formula.into(), unit)?;
        let content = Content::Formula(checked.expr);
        Ok(self.push(Cell {
            key: key.into(),
            label: label(key),
            unit: checked.unit,
            axis: checked.axis,
            content,
        }))
    }

    /// The unit that a formula works out in, before it is turned into a declared one.
    ///
    /// # Errors
    /// As [`Sheet::add_formula`] without a unit.
    pub fn unit_of(&self, formula: impl Into<Expr>) -> Result<Unit, FormulaError> {
        check::check(self, "", formula.into(), None).map(|checked| checked.unit)
    }

    /// Gives a cell a name in explanations that is not read off its key.
    pub fn set_label(&mut self, cell: CellId, label: &str) {
        self.cells[cell.0 as usize].label = label.into();
    }

    /// The row that a cell's key names; `None` where it names none, or the cell has a label of its own.
    pub fn row_of(&self, cell: CellId) -> Option<&str> {
        let cell = self.cell(cell);
        split_key(&cell.key).0.filter(|_| *cell.label == *label(&cell.key))
    }

    fn push(&mut self, cell: Cell) -> CellId {
        self.cells.push(cell);
        CellId(index(self.cells.len() - 1))
    }

    /// The cell.
    pub fn cell(&self, cell: CellId) -> &Cell {
        &self.cells[cell.0 as usize]
    }

    /// Every cell, in order.
    pub fn cells(&self) -> impl Iterator<Item = (CellId, &Cell)> {
        self.cells.iter().enumerate().map(|(at, cell)| (CellId(index(at)), cell))
    }

    /// The cell's place in order, which is its place in [`Values`].
    #[allow(clippy::unused_self)]
    pub fn position(&self, cell: CellId) -> usize {
        cell.0 as usize
    }

    /// The axis.
    pub fn axis(&self, axis: AxisId) -> &Axis {
        &self.axes[axis.0 as usize]
    }

    /// How many members a cell has; `None` for a single cell.
    pub fn members(&self, cell: CellId) -> Option<usize> {
        self.cell(cell).axis.map(|axis| self.axis(axis).members.len())
    }

    /// The name of a family's member.
    pub fn member_name(&self, cell: CellId, member: u32) -> Option<&RowName> {
        let axis = self.cell(cell).axis?;
        self.axis(axis).members.get(member as usize)
    }

    /// How many input numbers the sheet has.
    pub fn input_count(&self) -> usize {
        self.inputs as usize
    }

    /// Every input number with its quantity, in order.
    pub fn inputs(&self) -> impl Iterator<Item = (InputId, &Quantity)> {
        let all = self.input_cells.iter().flat_map(|(_, cell)| self.quantities(*cell));
        all.enumerate().map(|(at, quantity)| (InputId(index(at)), quantity))
    }

    fn quantities(&self, cell: CellId) -> &[Quantity] {
        match &self.cell(cell).content {
            Content::Input { quantities, .. } => quantities,
            Content::Formula(_) => &[],
        }
    }

    /// The cell and member behind an input.
    pub fn input_cell(&self, input: InputId) -> Option<(CellId, u32)> {
        let after = self.input_cells.partition_point(|(first, _)| *first <= input);
        let (first, cell) = self.input_cells.get(after.checked_sub(1)?)?;
        let member = input.0 - first.0;
        ((member as usize) < self.quantities(*cell).len()).then_some((*cell, member))
    }

    /// The input behind a member of an input cell.
    pub fn input_of(&self, cell: CellId, member: u32) -> Option<InputId> {
        match &self.cell(cell).content {
            Content::Input { first, quantities } if (member as usize) < quantities.len() => {
                Some(InputId(first.0 + member))
            }
            _ => None,
        }
    }

    /// The quantity of an input.
    pub fn quantity(&self, input: InputId) -> Option<&Quantity> {
        let (cell, member) = self.input_cell(input)?;
        self.quantities(cell).get(member as usize)
    }

    /// Gives an input another quantity.
    pub fn set_quantity(&mut self, input: InputId, quantity: Quantity) {
        let Some((cell, member)) = self.input_cell(input) else { return };
        if let Content::Input { quantities, .. } = &mut self.cells[cell.0 as usize].content {
            quantities[member as usize] = quantity;
        }
    }

    /// The full name of an input: `DGSI.officers`, `[24/7].officers_per_subject`, `net_hours_per_year`.
    pub fn input_name(&self, input: InputId) -> String {
        let mut name = String::new();
        self.push_input_name(input, &mut name);
        name
    }

    /// Appends the full name of an input to a text.
    pub fn push_input_name(&self, input: InputId, text: &mut String) {
        let Some((id, member)) = self.input_cell(input) else { return };
        let key = &self.cell(id).key;
        match self.member_name(id, member) {
            Some(row) => push_name(row, key, text),
            None => text.push_str(key),
        }
    }
}

/// `<row>.<column>`, with brackets where the row is no bare word, and only the column where the row has
/// no name.
pub fn input_name(row: &str, column: &str) -> String {
    let mut name = String::with_capacity(row.len() + column.len() + 3);
    push_name(row, column, &mut name);
    name
}

fn push_name(row: &str, column: &str, text: &mut String) {
    let parts = match row {
        "" => ["", "", "", column],
        row if is_bare_word(row) => ["", row, ".", column],
        row => ["[", row, "].", column],
    };
    text.extend(parts);
}

fn is_bare_word(name: &str) -> bool {
    let mut letters = name.chars();
    letters.next().is_some_and(|c| c.is_alphabetic() || c == '_')
        && letters.all(|c| c.is_alphanumeric() || c == '_')
}

/// Row and column of a key, brackets off the row; no row where it names none. Points within the parentheses of a
/// distribution or a formula part nothing.
pub fn split_key(key: &str) -> (Option<&str>, &str) {
    let mut depth = 0_usize;
    let point = key.char_indices().rev().find(|(_, c)| {
        match c {
            ')' => depth += 1,
            '(' => depth = depth.saturating_sub(1),
            _ => {}
        }
        *c == '.' && depth == 0
    });
    let parts = point.map(|(at, _)| (&key[..at], &key[at + 1..]));
    match parts.filter(|(_, column)| column.starts_with(|c: char| c.is_alphabetic() || c == '_')) {
        None => (None, key),
        Some((row, column)) => {
            let inner = row.strip_prefix('[').and_then(|rest| rest.strip_suffix(']'));
            (Some(inner.unwrap_or(row)), column)
        }
    }
}

/// `officers_required@2018` is `officers required (2018)`.
fn label(key: &str) -> Rc<str> {
    let words = split_key(key).1.replace('_', " ");
    match words.split_once('@') {
        Some((quantity, date)) => format!("{quantity} ({date})").into(),
        None => words.into(),
    }
}

/// Sheets hold fewer than 2^32 cells, inputs and members: files are limited to 10^6 rows.
fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
