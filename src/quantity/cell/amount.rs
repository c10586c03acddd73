//! One number in a cell, with its sign, currency, scale and unit word.

use super::super::number::{Decimal, Fault, Leaning, Token};
use super::words::{self, begins_with};
use super::{CellContext, CellError, CellKind, refusal};
use std::ops::Range;

/// A place in a cell's text, and what is known of the cell.
#[derive(Debug, Clone, Copy)]
pub struct Reader<'a> {
    /// The text up to where it is read.
    pub text: &'a str,
    pub at: usize,
    pub context: CellContext,
}

/// What follows a number and scales it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suffix {
    None,
    Percent,
    Power(i32),
}

impl Suffix {
    fn places(self) -> i32 {
        match self {
            Self::None => 0,
            Self::Percent => -2,
            Self::Power(places) => places,
        }
    }
}

/// A number with what it is scaled by.
#[derive(Debug, Clone, Copy)]
pub struct Amount {
    pub digits: Decimal,
    pub suffix: Suffix,
}

impl Amount {
    pub fn scaled(&self) -> Decimal {
        self.digits.shifted(self.suffix.places())
    }

    pub fn value(&self) -> f64 {
        self.scaled().value()
    }

    pub fn is_percent(&self) -> bool {
        self.suffix == Suffix::Percent
    }

    /// The same number with another's suffix, if it has none of its own.
    pub fn with_suffix_of(&self, other: &Self) -> Self {
        match self.suffix {
            Suffix::None => Self { suffix: other.suffix, ..*self },
            _ => *self,
        }
    }
}

impl<'a> Reader<'a> {
    /// A reader of a range of a text.
    pub fn new(text: &'a str, range: Range<usize>, context: CellContext) -> Self {
        let text = text.get(..range.end).unwrap_or(text);
        Self { text, at: range.start, context }
    }

    pub fn rest(&self) -> &'a str {
        self.text.get(self.at..).unwrap_or_default()
    }

    pub fn is_done(&self) -> bool {
        self.rest().is_empty()
    }

    pub fn skip_spaces(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
    }

    /// Moves past the first of `words` the text goes on with, after spaces; says which it was.
    pub fn take<'w>(&mut self, words: &[&'w str]) -> Option<&'w str> {
        let mut ahead = *self;
        ahead.skip_spaces();
        if ahead.is_done() {
            return None;
        }
        let word = words.iter().find(|word| begins_with(ahead.rest(), word))?;
        self.at = ahead.at + word.len();
        Some(word)
    }

    /// One number; `None` if none begins here.
    pub fn amount(&mut self) -> Result<Option<Amount>, CellError> {
        let mut ahead = *self;
        ahead.skip_spaces();
        let negative = ahead.sign();
        ahead.take(words::CURRENCIES);
        ahead.skip_spaces();
        let Some(token) = Token::scan(ahead.text, ahead.at) else { return Ok(None) };
        let span = ahead.at..token.end;
        ahead.at = token.end;
        let suffix = ahead.suffix();
        let digits = ahead.worth(&token, suffix).map_err(|fault| self.fault(fault, &token, span))?;
        ahead.unit_words();
        self.at = ahead.at;
        let digits = if negative { digits.negated() } else { digits };
        Ok(Some(Amount { digits, suffix }))
    }

    /// A sign, where the column may hold any number.
    fn sign(&mut self) -> bool {
        if self.context.kind != CellKind::Number {
            return false;
        }
        self.take(&["-", "−", "+"]).is_some_and(|sign| sign != "+")
    }

    fn worth(&self, token: &Token<'_>, suffix: Suffix) -> Result<Decimal, Fault> {
        let leaning = match (self.context.kind, suffix) {
            (_, Suffix::Percent) | (CellKind::Share | CellKind::Part, _) => Leaning::Decimals,
            (CellKind::Count, Suffix::None) => Leaning::Thousands,
            _ => Leaning::Neither,
        };
        token.value(self.context.decimal, leaning)
    }

    fn fault(&self, fault: Fault, token: &Token<'_>, span: Range<usize>) -> CellError {
        match fault {
            Fault::Groups => refusal::digit_groups(self.text, span),
            Fault::Mark => refusal::mark_against_file(self.text, span, token, self.context.decimal),
            Fault::Ambiguous => refusal::ambiguous_mark(self.text, span, token),
        }
    }

    fn suffix(&mut self) -> Suffix {
        if self.take(words::PERCENT).is_some() {
            return Suffix::Percent;
        }
        let scale = words::SCALES.iter().find(|(word, _)| self.take(&[word]).is_some());
        scale.map_or(Suffix::None, |(_, places)| Suffix::Power(*places))
    }

    /// Unit words say nothing that the column does not.
    fn unit_words(&mut self) {
        if self.take(words::UNITS).is_none() {
            return;
        }
        let mut ahead = *self;
        if ahead.take(words::PER).is_some() && ahead.take(words::COUNTED_BY).is_some() {
            *self = ahead;
        }
    }
}
