//! Formulas as an analyst writes them: `+ - * /`, parentheses, `min max sum pow sqrt exp`, names, literals.
//!
//! Formulas do not share the grammar of cells: `15-20` is a subtraction; a range is written as a function,
//! `uniform(15, 20)`.

mod scan;
mod syntax;

pub use syntax::{Name, Syntax};

use super::{Function, Operator};
use crate::unit::Unit;
use scan::rest_of_date;
use std::fmt;
use std::ops::Range;
use syntax::Kind;

/// Why a text is no formula.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseError {
    /// Bytes of the formula it concerns.
    pub span: Range<usize>,
    /// One sentence: what is wrong and what to write instead.
    pub reason: String,
}

impl fmt::Display for ParseError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.reason)
    }
}

impl std::error::Error for ParseError {}

/// Names of functions that give a range or a distribution.
const DISTRIBUTIONS: [&str; 7] = ["uniform", "triangular", "pert", "normal", "lognormal", "beta", "discrete"];

/// Deeper nesting than this is refused: no worksheet needs it, and a stack has an end.
const DEEPEST: usize = 64;

/// Reads a formula.
///
/// # Errors
/// When the text is no formula; the error points at the place.
pub fn parse_formula(text: &str) -> Result<Syntax, ParseError> {
    let mut parser = Parser { text, at: 0, depth: 0 };
    let syntax = parser.sum()?;
    parser.skip_spaces();
    if parser.at < text.len() {
        return Err(parser.unexpected("an operator"));
    }
    Ok(syntax)
}

struct Parser<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
}

impl<'t> Parser<'t> {
    fn sum(&mut self) -> Result<Syntax, ParseError> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(
                self.error(self.at..self.at, "the formula is nested too deeply; split it into two outcomes")
            );
        }
        let mut left = self.product()?;
        loop {
            let operator = match self.peek() {
                Some('+') => Operator::Add,
                Some('-' | '\u{2212}') => Operator::Subtract,
                _ => break,
            };
            self.bump();
            left = binary(operator, left, self.product()?);
        }
        self.depth -= 1;
        Ok(left)
    }

    fn product(&mut self) -> Result<Syntax, ParseError> {
        let mut left = self.factor()?;
        loop {
            let operator = match self.peek() {
                Some('*' | '×' | '·') => Operator::Multiply,
                Some('/' | '÷') => Operator::Divide,
                Some('^') => return Err(self.error(self.at..self.at + 1, "write pow(x, 2) for a power")),
                _ => return Ok(left),
            };
            self.bump();
            left = binary(operator, left, self.factor()?);
        }
    }

    fn factor(&mut self) -> Result<Syntax, ParseError> {
        let mut signs = Vec::new();
        while matches!(self.peek(), Some('-' | '\u{2212}')) {
            signs.push(self.at);
            self.bump();
        }
        let mut factor = self.atom()?;
        for start in signs.into_iter().rev() {
            let span = start..factor.span.end;
            factor = Syntax { kind: Kind::Negative(Box::new(factor)), span };
        }
        Ok(factor)
    }

    fn atom(&mut self) -> Result<Syntax, ParseError> {
        let start = self.start();
        match self.peek() {
            Some('(') => {
                self.bump();
                let inner = self.sum()?;
                self.expect(')')?;
                Ok(inner)
            }
            Some(c) if c.is_ascii_digit() || c == '.' => self.number(start),
            Some(c) if c.is_alphabetic() || c == '_' || c == '[' => self.name_or_function(start),
            _ => Err(self.unexpected("a number, a name or `(`")),
        }
    }

    fn number(&mut self, start: usize) -> Result<Syntax, ParseError> {
        let digits = self.take_while(|c| c.is_ascii_digit() || matches!(c, '.' | '_'));
        let end = self.at;
        if self.rest().starts_with(',')
            && self.rest()[1..].starts_with(|c: char| c.is_ascii_digit())
            && self.depth <= 1
        {
            let reason = "write numbers in formulas with a decimal point and without thousands separators";
            return Err(self.error(start..end + 1, reason));
        }
        let value: Option<f64> = digits.replace('_', "").parse().ok().filter(|value: &f64| value.is_finite());
        let value =
            value.ok_or_else(|| self.error(start..end, "this is not a number; write it as in 17.5"))?;
        if self.peek() == Some('%') {
            self.bump();
            return Ok(self.finish(start, Kind::Number(value / 100.0, Unit::share())));
        }
        let unit = self.unit()?;
        Ok(self.finish(start, Kind::Number(value, unit)))
    }

    /// The unit after a literal: `60000 EUR`, `365 days`, `12 visits per year`.
    fn unit(&mut self) -> Result<Unit, ParseError> {
        let mut words: Vec<&str> = Vec::new();
        let start = self.start();
        let mut end = self.at;
        while let Some(c) = self.peek() {
            if !c.is_alphabetic() {
                break;
            }
            words.push(self.take_while(char::is_alphabetic));
            end = self.at;
        }
        if words.is_empty() {
            return Ok(Unit::number());
        }
        self.at = end;
        words
            .join(" ")
            .parse()
            .map_err(|error: crate::unit::UnitError| self.error(start..end, &error.to_string()))
    }

    fn name_or_function(&mut self, start: usize) -> Result<Syntax, ParseError> {
        if self.peek() == Some('[') {
            let row = self.bracketed()?;
            self.expect('.')?;
            return self.name(start, Some(row));
        }
        let word = self.word();
        if self.peek() == Some('(') {
            return self.function(start, word);
        }
        let (row, column) = match word.rsplit_once('.') {
            Some((row, column)) => (Some(row.to_owned()), column),
            None => (None, word),
        };
        self.finish_name(start, row, column)
    }

    /// A name with its date. The `-` of `coverage@2018-06` is no minus; `coverage@2018 - 6` has one.
    fn word(&mut self) -> &'t str {
        let start = self.at;
        if self.take_while(is_name_letter).contains('@') {
            self.at += rest_of_date(self.rest());
        }
        &self.text[start..self.at]
    }

    fn name(&mut self, start: usize, row: Option<String>) -> Result<Syntax, ParseError> {
        let column = self.word();
        self.finish_name(start, row, column)
    }

    fn finish_name(&mut self, start: usize, row: Option<String>, word: &str) -> Result<Syntax, ParseError> {
        if word.is_empty() {
            return Err(self.unexpected("a column name after the dot, as in `DGSI.officers`"));
        }
        let end = self.at;
        let member = if self.peek() == Some('[') {
            Some(self.bracketed()?)
        } else {
            self.at = end;
            None
        };
        let text = self.text[start..self.at].to_owned();
        Ok(self.finish(start, Kind::Name(Name { row, word: word.to_owned(), member, family: false, text })))
    }

    fn bracketed(&mut self) -> Result<String, ParseError> {
        let start = self.start();
        self.expect('[')?;
        let inner = self.take_while(|c| c != ']').trim().to_owned();
        if self.peek() != Some(']') {
            return Err(
                self.error(start..self.text.len(), "the bracket `[` is not closed; write `]` after the name")
            );
        }
        self.bump();
        Ok(inner)
    }

    fn function(&mut self, start: usize, word: &str) -> Result<Syntax, ParseError> {
        let lower = word.to_lowercase();
        if DISTRIBUTIONS.contains(&lower.as_str()) {
            return self.distribution(start);
        }
        self.expect('(')?;
        let mut arguments = vec![self.sum()?];
        while self.peek() == Some(',') {
            self.bump();
            arguments.push(self.sum()?);
        }
        self.expect(')')?;
        let kind = call(&lower, arguments).ok_or_else(|| {
            let reason = format!(
                "`{word}` is not a function of formulas with so many values; there are min(a, b), max(a, b), \
                 sum(a, b), sum(family), pow(x, n), sqrt(x), exp(x) and distributions such as uniform(a, b)"
            );
            self.error(start..self.at, &reason)
        })?;
        Ok(self.finish(start, kind))
    }

    fn distribution(&mut self, start: usize) -> Result<Syntax, ParseError> {
        self.take_while(|c| c != ')');
        self.expect(')')?;
        let text = self.text[start..self.at].to_owned();
        Ok(self.finish(start, Kind::Distribution(text)))
    }

    fn finish(&self, start: usize, kind: Kind) -> Syntax {
        Syntax { kind, span: start..self.at }
    }
}

fn is_name_letter(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '.' | '@')
}

fn binary(operator: Operator, left: Syntax, right: Syntax) -> Syntax {
    let span = left.span.start..right.span.end;
    Syntax { kind: Kind::Binary(operator, Box::new(left), Box::new(right)), span }
}

fn call(function: &str, mut arguments: Vec<Syntax>) -> Option<Kind> {
    match (function, arguments.len()) {
        ("min" | "max", 2..) => {
            let operator = if function == "min" { Operator::Min } else { Operator::Max };
            let folded = arguments.into_iter().reduce(|left, right| binary(operator, left, right))?;
            Some(folded.kind)
        }
        ("sum", 1) => {
            if let Kind::Name(name) = &mut arguments[0].kind {
                name.family = name.member.is_none() && name.row.is_none();
            }
            Some(Kind::Sum(arguments))
        }
        ("sum", 2..) => Some(Kind::Sum(arguments)),
        ("pow", 2) => {
            let exponent = arguments.pop()?;
            Some(Kind::Binary(Operator::Power, Box::new(arguments.pop()?), Box::new(exponent)))
        }
        ("first_date", 2) if matches!(arguments[0].kind, Kind::Name(_)) => {
            let value = arguments.pop()?;
            Some(Kind::FirstDate(Box::new(arguments.pop()?), Box::new(value)))
        }
        ("sqrt", 1) => Some(Kind::Applied(Function::Root, Box::new(arguments.pop()?))),
        ("exp", 1) => Some(Kind::Applied(Function::Exponential, Box::new(arguments.pop()?))),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::Expr;
    use super::*;
    use proptest::prelude::*;

    fn of(expr: &Expr) -> f64 {
        match expr {
            Expr::Constant(value, _) => *value,
            Expr::Negative(inner) => -of(inner),
            Expr::Applied(function, inner) => function.apply(of(inner)),
            Expr::Binary(operator, left, right) => operator.apply(of(left), of(right)),
            other => panic!("{other:?}"),
        }
    }

    fn value(text: &str) -> f64 {
        let syntax = parse_formula(text).unwrap();
        let lowered = syntax.lower::<()>(&mut |_| Err(()), &mut |_| Err(())).unwrap();
        of(&lowered)
    }

    fn reason(text: &str) -> String {
        parse_formula(text).unwrap_err().reason
    }

    #[test]
    fn arithmetic_binds_as_in_school() {
        assert_eq!(value("1 + 2 * 3"), 7.0);
        assert_eq!(value("(1 + 2) * 3"), 9.0);
        assert_eq!(value("20 - 15 - 1"), 4.0);
        assert_eq!(value("15-20"), -5.0);
        assert_eq!(value("8760 / 2 / 2"), 2190.0);
        assert_eq!(value("--2 + -1"), 1.0);
        assert_eq!(value("min(3, 1, 2) + max(1, 2) + sum(1, 2, 3) + pow(2, 3) + sqrt(16)"), 21.0);
    }

    #[test]
    fn literals_have_percent_signs_and_units() {
        assert_eq!(value("15%"), 0.15);
        let Kind::Number(value, unit) = parse_formula("60000 EUR per officer").unwrap().kind else {
            panic!()
        };
        assert_eq!((value, unit.label().as_str()), (60_000.0, "EUR per officer"));
    }

    #[test]
    fn names_have_rows_and_members() {
        let syntax =
            parse_formula("[24/7].officers_per_subject * subjects[foreign fighters] + DGSI.officers")
                .unwrap();
        let names: Vec<_> =
            syntax.names().into_iter().map(|n| (n.row.clone(), n.word.clone(), n.member.clone())).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(
            names,
            [
                (some("24/7"), "officers_per_subject".to_owned(), None),
                (None, "subjects".to_owned(), some("foreign fighters")),
                (some("DGSI"), "officers".to_owned(), None)
            ]
        );
    }

    #[test]
    fn mistakes_are_named() {
        assert_eq!(reason("1 +"), "the formula ends where a number, a name or `(` was expected");
        assert_eq!(reason("(1"), "the formula ends where `)` was expected");
        assert_eq!(reason("2 ^ 3"), "write pow(x, 2) for a power");
        assert_eq!(reason("1 2"), "found `2` where an operator was expected");
        assert_eq!(reason("subjects[a"), "the bracket `[` is not closed; write `]` after the name");
        assert!(reason("round(2)").starts_with("`round` is not a function of formulas"));
        assert!(reason("1,200 * 3").starts_with("write numbers in formulas with a decimal point"));
        assert!(reason(&"(".repeat(500)).starts_with("the formula is nested too deeply"));
    }

    proptest! {
        #[test]
        fn any_text_parses_or_is_refused(text in "\\PC{0,40}") {
            let _ = parse_formula(&text);
        }

        #[test]
        fn formula_like_text_parses_or_is_refused(text in "[0-9a-z.,%()\\[\\]+*/ -]{0,40}") {
            if let Err(error) = parse_formula(&text) {
                prop_assert!(text.get(error.span).is_some() || text.is_empty());
            }
        }
    }
}
