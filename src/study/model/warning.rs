//! How many will attack, and the ways in which a warning of it may come.

use super::{Entry, Provenance};
use std::rc::Rc;

/// How many will attack.
#[derive(Debug, Clone)]
pub struct Attackers {
    /// Attackers: a whole number.
    pub attackers: Entry,
    /// The share of them that is on no list (0 if not given).
    pub not_listed: Option<Entry>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// A way in which a warning may come, and the shares of warnings that pass each step of it.
#[derive(Debug, Clone)]
pub struct Channel {
    /// Its name.
    pub name: Rc<str>,
    /// Share of warnings that are sent (1 if not given).
    pub sent: Option<Entry>,
    /// Of those, the share received (1 if not given).
    pub received: Option<Entry>,
    /// Of those, the share put to the right person (1 if not given).
    pub matched: Option<Entry>,
    /// Of those, the share acted on (1 if not given).
    pub acted_on: Option<Entry>,
    /// Number of such channels (1 if not given).
    pub alike: Option<Entry>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}
