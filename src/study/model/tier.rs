//! What a row of tiers says.

use super::{Entry, Provenance};
use crate::sheet::RowName;
use std::rc::Rc;

/// A list of people, or a part of one.
#[derive(Debug, Clone)]
pub struct Tier {
    /// Its name; empty for the only tier of a study that names none.
    pub name: RowName,
    /// People on it.
    pub subjects: Entry,
    /// How many officers one of them takes.
    pub ratio: TierRatio,
    details: Option<Box<Details>>,
}

/// What only some studies say of a tier.
#[derive(Debug, Clone, Default)]
pub struct Details {
    /// The scenario this row belongs to; `None` for the base.
    pub scenario: Option<Rc<str>>,
    /// Share of it that is to be watched (1 if not given).
    pub share_to_watch: Option<Entry>,
    /// Rank for allocation, lowest first.
    pub priority: Option<Entry>,
    /// What else it says for allocation.
    pub allotment: Option<Allotment>,
    /// The share of those who will attack that stands on it, counted once: on the innermost list.
    pub attackers_share: Option<Box<Entry>>,
    /// Index in [`Study::tiers`](crate::study::Study::tiers) of the tier this one is already counted in.
    pub part_of: Option<usize>,
    /// What the count covers (`national`).
    pub scope: Option<Rc<str>>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

impl Tier {
    /// A tier of the base of which nothing more is said.
    pub fn new(name: RowName, subjects: Entry, ratio: TierRatio) -> Self {
        Self { name, subjects, ratio, details: None }
    }

    /// What more is said of it.
    pub fn details(&self) -> &Details {
        self.details.as_deref().unwrap_or(Details::NONE)
    }

    /// The same, to be filled in.
    pub fn details_mut(&mut self) -> &mut Details {
        self.details.get_or_insert_default()
    }
}

impl Details {
    const NONE: &Self = &Self {
        scenario: None,
        share_to_watch: None,
        priority: None,
        allotment: None,
        attackers_share: None,
        part_of: None,
        scope: None,
        provenance: None,
    };
}

/// What a tier says of its part where officers are scarce.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Allotment {
    /// What watching one of its subjects is worth.
    pub value: Option<Entry>,
    /// The share of it that is watched before anything else (0 if not given).
    pub minimum_share: Option<Entry>,
    /// Indices in [`Study::regimes`](crate::study::Study::regimes): the ways of watching after its own, best first.
    pub fallbacks: Vec<usize>,
}

/// How a tier gets its officers per subject.
#[derive(Debug, Clone, PartialEq)]
pub enum TierRatio {
    /// Given in the tier's own row.
    Own(Entry),
    /// Index in [`Study::regimes`](crate::study::Study::regimes).
    Regime(usize),
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::*;

    #[test]
    fn a_tier_is_small() {
        // Two hundred thousand of these are the most of a large study's memory, and reading it takes as long.
        assert!(size_of::<Tier>() <= 11 * size_of::<usize>(), "{}", size_of::<Tier>());
        assert_eq!(size_of::<Option<Place>>(), 8);
    }
}
