//! What an analyst's tables say, row by row, each number with its place and its source.

mod change;
mod entry;
mod pool;
mod regime;
mod tier;
mod warning;

pub use change::*;
pub use entry::*;
pub use pool::*;
pub use regime::*;
pub use tier::*;
pub use warning::*;

/// Everything one study says.
#[derive(Debug, Clone, Default)]
pub struct Study {
    /// The file's or folder's name, without path and ending.
    pub name: String,
    /// The files read, as the analyst named them; a [`Place`] points into this list.
    pub files: Vec<String>,
    /// Title, sources and other words about the study.
    pub about: About,
    /// Tiers of all scenarios, in file order.
    pub tiers: Vec<Tier>,
    /// Regimes, in file order.
    pub regimes: Vec<Regime>,
    /// Working time of one officer, where it is known.
    pub availability: Option<Availability>,
    /// Pools of officers, in file order.
    pub pools: Vec<Pool>,
    /// Scenarios other than the base, in file order.
    pub scenarios: Vec<Scenario>,
    /// Inputs that go together, in file order.
    pub correlations: Vec<Correlation>,
    /// Outcomes the analyst defined.
    pub outcomes: Vec<Outcome>,
    /// Posts announced for pools, in file order.
    pub hires: Vec<Hires>,
    /// Inputs that take other values at given dates, in file order.
    pub series: Vec<SeriesPoint>,
    /// How many will attack, where it is said.
    pub attackers: Option<Attackers>,
    /// Ways in which a warning may come, in file order.
    pub channels: Vec<Channel>,
}

/// Words about the study, from the table `about`.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// A heading.
    pub title: Option<String>,
    /// What is measured, where and when.
    pub subtitle: Option<String>,
    /// The tier asked about unless another is named.
    pub headline_tier: Option<String>,
    /// How officers are allocated unless another rule is named.
    pub rule: Option<super::Rule>,
    /// Where the numbers are from.
    pub source: Option<String>,
    /// The date the numbers hold for, as written.
    pub as_of: Option<String>,
    /// Remarks, in file order.
    pub notes: Vec<String>,
}
