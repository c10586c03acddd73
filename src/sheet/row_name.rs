//! A row's name, as a part of the text it was read from.

use std::borrow::Borrow;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::{Deref, Range};
use std::rc::Rc;

/// The name of a tier, a pool or another row. Names of one file share its text: none is copied.
#[derive(Clone, Default)]
pub struct RowName {
    text: Rc<String>,
    start: u32,
    end: u32,
}

impl RowName {
    /// The part of a text that is the name; empty where the text has no such part.
    pub fn within(text: &Rc<String>, part: Range<usize>) -> Self {
        match (text.get(part.clone()), u32::try_from(part.start), u32::try_from(part.end)) {
            (Some(_), Ok(start), Ok(end)) => Self { text: Rc::clone(text), start, end },
            _ => Self::default(),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        self.text.get(self.start as usize..self.end as usize).unwrap_or_default()
    }
}

impl<T: Into<String>> From<T> for RowName {
    fn from(name: T) -> Self {
        let text = Rc::new(name.into());
        Self::within(&text, 0..text.len())
    }
}

impl Deref for RowName {
    type Target = str;

    fn deref(&self) -> &str {
        self.as_str()
    }
}

impl Borrow<str> for RowName {
    fn borrow(&self) -> &str {
        self
    }
}

impl PartialEq for RowName {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for RowName {}

impl Hash for RowName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl fmt::Debug for RowName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(formatter)
    }
}

impl fmt::Display for RowName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.as_str().fmt(formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_part_of_its_text() {
        let text = Rc::new("été,11".to_owned());
        let name = RowName::within(&text, 0..5);
        assert_eq!(&*name, "été");
        assert_eq!(name, RowName::from("été"));
        assert_eq!(Rc::strong_count(&text), 2);
    }

    #[test]
    fn what_is_no_part_of_the_text_is_no_name() {
        let text = Rc::new("été".to_owned());
        assert_eq!(RowName::within(&text, 1..3), RowName::default());
        assert_eq!(RowName::within(&text, 0..9), RowName::from(""));
    }
}
