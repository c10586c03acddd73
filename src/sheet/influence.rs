//! Which input pushes a value which way.

use super::InputId;

/// Which way an input moves a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// More of the input is more of the value.
    With,
    /// More of the input is less of the value.
    Against,
    /// It depends on the other inputs.
    Either,
}

impl Direction {
    pub(super) fn flipped(self) -> Self {
        match self {
            Self::With => Self::Against,
            Self::Against => Self::With,
            Self::Either => Self::Either,
        }
    }
}

/// One input's part in a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Influence {
    /// The input.
    pub input: InputId,
    /// Which way it acts.
    pub direction: Direction,
    /// Whether it has a range; otherwise it is listed for its qualifier.
    pub ranged: bool,
}
