//! The explanation: each cell as a formula in words, with its numbers, and with its result.

use super::{Bounds, CellId, Content, Expr, Function, Operator, Sheet, Source};
use crate::unit::{NumberStyle, Unit};

/// How formulas are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Notation {
    /// `subjects x officers per subject`.
    Plain,
    /// LaTeX mathematics.
    Latex,
}

/// One step of an explanation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// The formula in words.
    pub formula: String,
    /// The formula with numbers in place of the words.
    pub with_numbers: String,
}

/// Sums of more values than this are told, not written out.
const WRITTEN_OUT: usize = 6;

/// How tightly the parts of a formula bind, loosest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Binding {
    Sum,
    Product,
    Whole,
}

impl Bounds<'_> {
    /// The formula behind a member of a cell; `None` for an input. Its numbers have figures enough to calculate on
    /// with, more than a result is shown with.
    pub fn describe(
        &self,
        cell: CellId,
        member: u32,
        notation: Notation,
        style: NumberStyle,
    ) -> Option<Step> {
        let sheet = self.sheet();
        let Content::Formula(expr) = &sheet.cell(cell).content else { return None };
        let words = Writer { sheet, notation, number: None };
        let numbers = Writer { sheet, notation, number: Some((self, style.to_calculate_with())) };
        Some(Step { formula: words.write(expr, member).0, with_numbers: numbers.write(expr, member).0 })
    }
}

impl Sheet {
    /// The cells (and members) that a member of a cell is directly made of, in order; those of long sums are
    /// left out.
    pub fn made_of(&self, cell: CellId, member: u32) -> Vec<(CellId, u32)> {
        let mut found = Vec::new();
        if let Content::Formula(expr) = &self.cell(cell).content {
            self.collect(expr, member, &mut found);
        }
        let mut seen = std::collections::HashSet::new();
        found.retain(|reference| seen.insert(*reference));
        found
    }

    fn collect(&self, expr: &Expr, member: u32, found: &mut Vec<(CellId, u32)>) {
        match expr {
            Expr::Constant(..) | Expr::Constants(..) => {}
            Expr::Cell(cell) => found.push((*cell, if self.cell(*cell).axis.is_some() { member } else { 0 })),
            Expr::Member(cell, member) => found.push((*cell, *member)),
            Expr::Pick(_, sources) => {
                let source = sources.get(member as usize);
                found.extend(source.map(|source| (source.cell, source.member.unwrap_or(0))));
            }
            Expr::Sum(inner) => {
                let members = 0..self.length(inner);
                self.collect_each(inner, members, found);
            }
            Expr::Product(inner) => {
                self.factors(inner).into_iter().for_each(|member| self.collect(inner, member, found));
            }
            Expr::SumOfParts(inner, parts) => {
                self.collect_each(inner, parts.of(member).iter().copied(), found);
            }
            Expr::SumBefore(inner) => self.collect_each(inner, 0..member, found),
            Expr::Replaced(cell, changes) => match changes.iter().find(|(changed, _)| *changed == member) {
                Some((_, change)) => self.collect(change, 0, found),
                None => found.push((*cell, member)),
            },
            Expr::Negative(inner) | Expr::Applied(_, inner) => self.collect(inner, member, found),
            Expr::Binary(_, left, right) => {
                self.collect(left, member, found);
                self.collect(right, member, found);
            }
        }
    }

    fn collect_each(
        &self,
        inner: &Expr,
        members: impl ExactSizeIterator<Item = u32>,
        found: &mut Vec<(CellId, u32)>,
    ) {
        if members.len() <= WRITTEN_OUT {
            for member in members {
                self.collect(inner, member, found);
            }
        }
    }

    /// The members of a product that are written out: the first and the last stand for many, which differ little.
    fn factors(&self, inner: &Expr) -> Vec<u32> {
        let members: Vec<u32> = (0..self.length(inner)).collect();
        match members.as_slice() {
            [first, .., last] if members.len() > WRITTEN_OUT => vec![*first, *last],
            _ => members,
        }
    }

    /// How many members the family of a formula has; none for a single value.
    pub(super) fn length(&self, expr: &Expr) -> u32 {
        match expr {
            Expr::Constant(..) | Expr::Member(..) | Expr::Sum(_) | Expr::Product(_) => 0,
            Expr::Cell(cell) | Expr::Replaced(cell, _) => super::index(self.members(*cell).unwrap_or(0)),
            Expr::Pick(axis, _) | Expr::Constants(axis, ..) => super::index(self.axis(*axis).members.len()),
            Expr::SumOfParts(inner, _)
            | Expr::SumBefore(inner)
            | Expr::Negative(inner)
            | Expr::Applied(_, inner) => self.length(inner),
            Expr::Binary(_, left, right) => self.length(left).max(self.length(right)),
        }
    }
}

struct Writer<'a> {
    sheet: &'a Sheet,
    notation: Notation,
    /// Numbers in place of names.
    number: Option<(&'a Bounds<'a>, NumberStyle)>,
}

impl Writer<'_> {
    fn write(&self, expr: &Expr, member: u32) -> (String, Binding) {
        match expr {
            Expr::Constant(value, unit) => (self.literal(*value, unit), Binding::Whole),
            Expr::Constants(_, values, unit) => {
                let value = values.get(member as usize).copied().unwrap_or(f64::NAN);
                (self.literal(value, unit), Binding::Whole)
            }
            Expr::Cell(cell) => (self.reference(*cell, member), Binding::Whole),
            Expr::Member(cell, member) => (self.named_member(*cell, *member), Binding::Whole),
            Expr::Pick(_, sources) => (self.picked(sources, member), Binding::Whole),
            Expr::Sum(inner) => self.sum(inner, 0..self.sheet.length(inner)),
            Expr::SumOfParts(inner, parts) => self.sum(inner, parts.of(member).iter().copied()),
            Expr::SumBefore(inner) => self.sum(inner, 0..member),
            Expr::Product(inner) => self.product(inner),
            Expr::Replaced(cell, changes) => match changes.iter().find(|(changed, _)| *changed == member) {
                Some((_, change)) => self.write(change, 0),
                None => (self.reference(*cell, member), Binding::Whole),
            },
            Expr::Negative(inner) => {
                let inner = self.within(self.write(inner, member), Binding::Product);
                (format!("\u{2212}{inner}"), Binding::Sum)
            }
            Expr::Applied(function, inner) => self.applied(*function, self.write(inner, member)),
            Expr::Binary(operator, left, right) => self.binary(*operator, left, right, member),
        }
    }

    fn applied(&self, function: Function, inner: (String, Binding)) -> (String, Binding) {
        if function != Function::MeanDecay {
            return (self.call(function.word(), &[inner.0]), Binding::Whole);
        }
        // The mean decay is no function that readers know by name: its formula is written out.
        let inner = self.within(inner, Binding::Whole);
        let text = match self.notation {
            Notation::Plain => format!("(1 \u{2212} exp(\u{2212}{inner})) / {inner}"),
            Notation::Latex => {
                format!("\\frac{{1 \u{2212} \\exp\\left(\u{2212}{inner}\\right)}}{{{inner}}}")
            }
        };
        (text, Binding::Product)
    }

    fn binary(&self, operator: Operator, left: &Expr, right: &Expr, member: u32) -> (String, Binding) {
        let latex = self.notation == Notation::Latex;
        let (left, right) = (self.write(left, member), self.write(right, member));
        let (sign, binding) = match operator {
            Operator::Min => return (self.call("min", &[left.0, right.0]), Binding::Whole),
            Operator::Max => return (self.call("max", &[left.0, right.0]), Binding::Whole),
            Operator::Power => return (self.call("pow", &[left.0, right.0]), Binding::Whole),
            Operator::Above if latex => {
                return (format!("\\mathbf{{1}}\\left[{} > {}\\right]", left.0, right.0), Binding::Whole);
            }
            Operator::Above => return (format!("1 if {} > {}, else 0", left.0, right.0), Binding::Sum),
            Operator::Divide if latex => {
                return (format!("\\frac{{{}}}{{{}}}", left.0, right.0), Binding::Whole);
            }
            Operator::Add => ("+", Binding::Sum),
            Operator::Subtract => ("\u{2212}", Binding::Sum),
            Operator::Multiply if latex => ("\\times", Binding::Product),
            Operator::Multiply => ("x", Binding::Product),
            Operator::Divide => ("/", Binding::Product),
        };
        let tight =
            if matches!(operator, Operator::Subtract | Operator::Divide) { next(binding) } else { binding };
        let (left, right) = (self.within(left, binding), self.within(right, tight));
        (format!("{left} {sign} {right}"), binding)
    }

    fn within(&self, (text, binding): (String, Binding), least: Binding) -> String {
        if binding >= least {
            return text;
        }
        match self.notation {
            Notation::Plain => format!("({text})"),
            Notation::Latex => format!("\\left({text}\\right)"),
        }
    }

    fn call(&self, function: &str, arguments: &[String]) -> String {
        match (self.notation, function, arguments) {
            (Notation::Latex, "sqrt", [inner]) => format!("\\sqrt{{{inner}}}"),
            (Notation::Latex, "pow", [base, exponent]) => format!("\\left({base}\\right)^{{{exponent}}}"),
            (Notation::Latex, ..) => format!("\\{function}\\left({}\\right)", arguments.join(", ")),
            (Notation::Plain, ..) => format!("{function}({})", arguments.join(", ")),
        }
    }

    fn literal(&self, value: f64, unit: &Unit) -> String {
        let style = self.number.map_or_else(NumberStyle::default, |(_, style)| style);
        self.escaped(&unit.show(value, style))
    }

    /// A cell's label, or its number; a range in parentheses.
    fn reference(&self, cell: CellId, member: u32) -> String {
        let Some((bounds, style)) = self.number else { return self.words(&self.sheet.cell(cell).label) };
        let (low, high) = bounds.range(cell, member);
        let unit = &self.sheet.cell(cell).unit;
        if low == high {
            return self.escaped(&unit.show(low, style));
        }
        format!("({})", self.escaped(&unit.show_range(low, high, style)))
    }

    fn named_member(&self, cell: CellId, member: u32) -> String {
        match (self.number, self.sheet.member_name(cell, member)) {
            (None, Some(name)) => self.words(&format!("{} [{name}]", self.sheet.cell(cell).label)),
            _ => self.reference(cell, member),
        }
    }

    fn picked(&self, sources: &[Source], member: u32) -> String {
        let Some(source) = sources.get(member as usize) else { return String::new() };
        match (self.number, self.sheet.row_of(source.cell)) {
            (None, Some(row)) => self.words(&format!("{} [{row}]", self.sheet.cell(source.cell).label)),
            _ => self.reference(source.cell, source.member.unwrap_or(0)),
        }
    }

    fn sum(&self, inner: &Expr, members: impl Iterator<Item = u32>) -> (String, Binding) {
        let members: Vec<u32> = members.collect();
        let count = members.len();
        if self.number.is_none() {
            let all = self.within(self.write(inner, 0), Binding::Whole);
            return match self.notation {
                Notation::Plain => (format!("sum of {all}"), Binding::Sum),
                Notation::Latex => (format!("\\sum {all}"), Binding::Sum),
            };
        }
        match count {
            0 => ("0".to_owned(), Binding::Whole),
            1..=WRITTEN_OUT => {
                let terms =
                    members.iter().map(|member| self.within(self.write(inner, *member), Binding::Sum));
                (
                    terms.collect::<Vec<_>>().join(" + "),
                    if count == 1 { Binding::Product } else { Binding::Sum },
                )
            }
            _ => (self.words(&format!("sum of {count} values")), Binding::Sum),
        }
    }

    fn product(&self, inner: &Expr) -> (String, Binding) {
        let latex = self.notation == Notation::Latex;
        if self.number.is_none() {
            let all = self.within(self.write(inner, 0), Binding::Whole);
            let sign = if latex { "\\prod" } else { "product of" };
            return (format!("{sign} {all}"), Binding::Sum);
        }
        let factors = self.sheet.factors(inner);
        let written = factors.iter().map(|member| self.within(self.write(inner, *member), Binding::Product));
        let times = if latex { " \\times " } else { " x " };
        let between = if factors.len() < self.sheet.length(inner) as usize {
            format!("{times}{}{times}", if latex { "\\dots" } else { "..." })
        } else {
            times.to_owned()
        };
        match factors.len() {
            0 => ("1".to_owned(), Binding::Whole),
            _ => (written.collect::<Vec<_>>().join(&between), Binding::Product),
        }
    }

    fn words(&self, text: &str) -> String {
        match self.notation {
            Notation::Plain => text.to_owned(),
            Notation::Latex => format!("\\text{{{}}}", latex(text)),
        }
    }

    /// Ready for its notation; words inside mathematics (`15 to 20`) stay upright.
    fn escaped(&self, text: &str) -> String {
        match self.notation {
            Notation::Plain => text.to_owned(),
            Notation::Latex if text.contains(char::is_alphabetic) => format!("\\text{{{}}}", latex(text)),
            Notation::Latex => latex(text),
        }
    }
}

/// LaTeX's own characters as text.
fn latex(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '%' | '#' | '&' | '_' | '$' | '{' | '}' => escaped.extend(['\\', c]),
            '\\' | '^' | '~' => escaped.push(' '),
            '\u{202f}' | '\u{a0}' => escaped.push_str("\\,"),
            ',' => escaped.push_str("{,}"),
            c => escaped.push(c),
        }
    }
    escaped
}

fn next(binding: Binding) -> Binding {
    if binding == Binding::Sum { Binding::Product } else { Binding::Whole }
}
