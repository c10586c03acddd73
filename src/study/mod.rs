//! The study: what the analyst wrote, and the domain's formulas over it.
//!
//! `model` holds the tables row by row; `compile` turns them into a sheet, `compiled` is what comes out. The
//! formulas of coverage, shortfall and ratios built up from work stand here, once, and nowhere else.

pub mod allocation;
mod answers;
mod caveats;
mod cited;
mod columns;
mod compare;
mod compile;
mod compiled;
mod effects;
mod inputs;
mod model;
mod outcomes;
mod overlays;
mod possible;
mod ratios;
mod rows;
mod series;
mod staff;
mod timeline;

pub use allocation::{Allocation, Rule};
pub use answers::{ALLOCATED, ANSWERED, Measure};
pub use caveats::caveats;
pub use cited::Cited;
pub use columns::{COLUMNS, InputColumn, column};
pub use compare::{Difference, Member};
pub use compiled::{BASE, Compiled, Problem, ScenarioCells, ScenarioYears, TOTAL, TierCells};
pub use effects::{EFFECTS, Effect, EffectCell, MOST_ATTACKERS, effect_caveats};
pub(crate) use inputs::{Base, BaseInputs, nearest, shown};
pub use inputs::{NameError, Slot, column_named};
pub use model::*;
pub use staff::{STAGES, Staff, Stage};
pub use timeline::{Timeline, Years, dated};
