//! A formula's text, letter by letter.

use super::{ParseError, Parser};
use std::ops::Range;

impl<'t> Parser<'t> {
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn skip_spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    pub(super) fn start(&mut self) -> usize {
        self.skip_spaces();
        self.at
    }

    pub(super) fn peek(&mut self) -> Option<char> {
        self.skip_spaces();
        self.rest().chars().next()
    }

    pub(super) fn bump(&mut self) {
        self.at += self.rest().chars().next().map_or(0, char::len_utf8);
    }

    pub(super) fn take_while(&mut self, keep: impl Fn(char) -> bool) -> &'t str {
        let rest = self.rest();
        let length = rest.find(|c| !keep(c)).unwrap_or(rest.len());
        self.at += length;
        &rest[..length]
    }

    pub(super) fn expect(&mut self, wanted: char) -> Result<(), ParseError> {
        if self.peek() == Some(wanted) {
            self.bump();
            return Ok(());
        }
        Err(self.unexpected(&format!("`{wanted}`")))
    }

    pub(super) fn unexpected(&mut self, wanted: &str) -> ParseError {
        match self.peek() {
            Some(found) => {
                let span = self.at..self.at + found.len_utf8();
                self.error(span, &format!("found `{found}` where {wanted} was expected"))
            }
            None => self.error(self.at..self.at, &format!("the formula ends where {wanted} was expected")),
        }
    }

    pub(super) fn error(&self, span: Range<usize>, reason: &str) -> ParseError {
        let _ = self;
        ParseError { span, reason: reason.to_owned() }
    }
}

/// Length of `-06`, `-06-30` or `-Q2` after a year; 0 where no digit follows the dash.
pub(super) fn rest_of_date(rest: &str) -> usize {
    let mut length = 0;
    while let Some(part) = rest.get(length..).and_then(|rest| rest.strip_prefix('-')) {
        let digits = part.strip_prefix(['Q', 'q']).unwrap_or(part);
        let count = digits.find(|c: char| !c.is_ascii_digit()).unwrap_or(digits.len());
        if count == 0 {
            break;
        }
        length += 1 + part.len() - digits.len() + count;
    }
    length
}
