//! What an allocation means: whom a rule leaves out for whom, and what one more officer buys.

use super::Rule;
use super::case::Case;
use super::fill::{Filled, allocate};

/// Fewer people than this are nobody.
const NOBODY: f64 = 1e-9;
/// Displaced tiers that are told: each with everybody who is watched instead.
const TOLD: usize = 100;

/// A tier that strict priority would watch more of.
#[derive(Debug, Clone, PartialEq)]
pub struct Displaced {
    /// Its place.
    pub tier: usize,
    /// How many of its people strict priority would watch and this allocation does not.
    pub unwatched: f64,
    /// The lower tiers of whom more are watched instead, and how many more.
    pub by: Vec<(usize, f64)>,
}

/// People of a tier whom one more officer lets watch in one way; fewer where they change to another.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Gained {
    /// The tier's place.
    pub tier: usize,
    /// The way, by its place among the tier's.
    pub way: usize,
    /// How many more subjects.
    pub subjects: f64,
}

impl Case {
    /// The higher tiers that lose to lower ones, against strict priority with as many officers.
    pub fn displaced(&self, filled: &Filled, available: f64, whole: bool) -> Vec<Displaced> {
        let strict = allocate(self, Rule::Priority, available, whole);
        let more = |tier: usize| filled.state.watched_in(tier) - strict.state.watched_in(tier);
        let mut displaced = Vec::new();
        for (at, tier) in self.ranked.iter().copied().enumerate() {
            if more(tier) >= -NOBODY || displaced.len() == TOLD {
                continue;
            }
            let lower = self.ranked[at + 1..].iter().copied();
            let by: Vec<(usize, f64)> =
                lower.map(|tier| (tier, more(tier))).filter(|(_, more)| *more > NOBODY).collect();
            if !by.is_empty() {
                displaced.push(Displaced { tier, unwatched: -more(tier), by });
            }
        }
        displaced
    }

    /// What one more officer changes.
    pub fn one_more(&self, rule: Rule, available: f64, whole: bool) -> Vec<Gained> {
        let now = allocate(self, rule, available, whole);
        let then = allocate(self, rule, available + 1.0, whole);
        let mut gained = Vec::new();
        for (tier, (now, then)) in now.state.watched.iter().zip(&then.state.watched).enumerate() {
            for (way, (now, then)) in now.iter().zip(then).enumerate() {
                if (then - now).abs() > NOBODY {
                    gained.push(Gained { tier, way, subjects: then - now });
                }
            }
        }
        gained
    }
}
