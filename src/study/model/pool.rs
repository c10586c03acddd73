//! What rows of pools and of hires say: officers there are, and posts announced.

use super::{Entry, Provenance};
use crate::quantity::Moment;
use std::rc::Rc;

/// Officers of one service.
#[derive(Debug, Clone)]
pub struct Pool {
    /// Its name; empty for the `officers` column of a tiers table.
    pub name: Rc<str>,
    /// The scenario this row belongs to; `None` for the base.
    pub scenario: Option<Rc<str>>,
    /// Officers.
    pub officers: Entry,
    /// Share put on physical surveillance (1 if not given).
    pub deployable: Option<Entry>,
    /// Share of posts that are vacant (0 if not given).
    pub vacancy: Option<Entry>,
    /// Share of officers who leave in a year (0 if not given).
    pub attrition_per_year: Option<Entry>,
    /// Months until an officer who left is replaced; without it nobody is.
    pub replacement_months: Option<Entry>,
    /// What is counted: `headcount`, `FTE`, `posts`.
    pub counts: Option<Rc<str>>,
    /// What the pool covers (`one agency`).
    pub scope: Option<Rc<str>>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}

/// Posts announced for a pool, filled evenly over a time.
#[derive(Debug, Clone)]
pub struct Hires {
    /// The row's name: the pool's, unless several rows are for one pool.
    pub name: Rc<str>,
    /// The pool that grows; empty for the only pool of a study that names none.
    pub pool: Rc<str>,
    /// Posts announced.
    pub announced: Entry,
    /// When the first recruits come.
    pub from: Moment,
    /// The same as written: the start of `2015` is the moment that 2014 ends.
    pub from_written: Rc<str>,
    /// When the last recruits come; after `from`.
    pub to: Moment,
    /// Share of the posts that are really filled (1 if not given).
    pub filled: Option<Entry>,
    /// Months of training, in which a recruit watches nobody (0 if not given).
    pub training_months: Option<Entry>,
    /// Officers of the pool tied up for each recruit in training (0 if not given).
    pub trainer_share: Option<Entry>,
    /// Share of the trained recruits put on surveillance (the pool's `deployable` if not given).
    pub assigned: Option<Entry>,
    /// Where the row is from.
    pub provenance: Option<Rc<Provenance>>,
}
