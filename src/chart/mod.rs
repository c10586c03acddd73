//! Figures fit to print: plain data in, SVG, PNG and PDF out.
//!
//! Each figure is a plain struct with a `draw` that returns a [`Drawing`]; a [`Page`] says how large, in
//! which colours and by whose conventions. This room knows nothing of officers or verbs.
//!
//! ```
//! use stakeout::chart::{BarRow, Bars, Estimate, Page, Reference, Words};
//! use stakeout::unit::Unit;
//! let bars = Bars {
//!     words: Words { title: "One in sixty can be watched".into(), ..Words::default() },
//!     rows: vec![BarRow::new("radicalised", Estimate::new(0.015, 0.017, 0.02))],
//!     unit: Unit::share(),
//!     reference: Some(Reference { value: 1.0, name: "100%: all watched".into() }),
//!     ..Bars::default()
//! };
//! assert!(bars.draw(&Page::column()).svg().contains("1.7%"));
//! ```

mod against;
mod axes;
mod bars;
mod canvas;
mod contour;
mod dots;
mod embed;
mod ends;
mod estimate;
mod export;
mod fan;
mod flow;
mod font;
mod frame;
mod heat;
mod histogram;
mod indices;
mod layout;
mod line;
mod page;
mod phrase;
mod plot;
mod rows;
mod scale;
mod scatter;
mod stack;
mod staffing;
mod stages;
mod texture;
mod theme;
mod told;
mod tornado;

pub use axes::{Axis, Reference};
pub use bars::{BarRow, Bars};
pub use dots::{ClaimRow, Claims, Published, PublishedRow};
pub use estimate::Estimate;
pub use export::{Drawing, ExportError, font_rules};
pub use fan::{Fan, FanBand};
pub use flow::{Flow, FlowBand};
pub use heat::Heat;
pub use histogram::Histogram;
pub use indices::{IndexRow, Indices};
pub use line::{Lines, Series};
pub use page::{Page, Theme, Words};
pub use scatter::{Scatter, ScatterPoint};
pub use staffing::{Staffing, StaffingGroup};
pub use stages::{StageKind, StageLayer, Stages};
pub use tornado::{Spider, Tornado, TornadoRow};
