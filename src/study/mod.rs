//! The study: what the analyst wrote, as tiers, regimes, pools and scenarios.

mod model;

pub use model::*;
