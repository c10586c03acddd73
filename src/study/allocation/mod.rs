//! Scarce officers over tiers: who is watched where not everybody can be.
//!
//! A rule puts officers to one **step** after the other (a tier in one way of watching), each as far as it goes:
//!
//! - officers in line = subjects in line x officers per subject
//! - officers ahead = the sum of officers in line for the steps before
//! - officers left for it = max(officers available - officers ahead, 0)
//! - subjects watched = min(subjects in line, officers left for it / officers per subject)
//! - officers left over = max(officers available - all officers in line, 0)
//!
//! Subjects in line are those a step would watch if officers were no limit: the people of the tier counted once
//! (less those in its parts), less those of earlier steps, and no more than the regime has room for. Once officers
//! run out nothing follows, so what earlier steps lack never shows in later ones.
//!
//! **Priority**: least shares first, then the tiers by rank; each tier in its own way until everybody or the
//! limit, those left over in the next way as far as officers last, and only then the next tier. **Proportional**:
//! after the least shares every tier has the same share of the officers that its own way takes for everybody, and
//! spends them best way first. **Value**: most value per officer first, found at the base values.

mod case;
mod cells;
mod chain;
mod draft;
mod exchange;
mod fill;
mod flow;
mod inputs;
mod ledger;
mod order;
mod told;

pub use case::{Case, Line, Move, State, Step, Watch};
pub use cells::{AllocatedRow, Allocation};
pub use fill::{Filled, allocate};
pub use order::{MOST_EXCHANGED, Ways, steps};
pub use told::{Displaced, Gained};

pub(super) use inputs::{AllotmentInputs, RegimeLimits};

/// How officers are put to tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Rule {
    /// The first tier in full before the second.
    #[default]
    Priority,
    /// Every tier the same share of its requirement.
    Proportional,
    /// Most value per officer first.
    Value,
}

impl Rule {
    /// Every rule.
    pub const ALL: [Self; 3] = [Self::Priority, Self::Proportional, Self::Value];

    /// The rule of this word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|rule| rule.word() == word)
    }

    /// The word for it: `priority`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Priority => "priority",
            Self::Proportional => "proportional",
            Self::Value => "value",
        }
    }
}
