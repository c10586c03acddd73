//! Documents: the figures each gives, and what becomes of what it claims from them.
//!
//! A [`Document`] is data, never code: facts and claims as tables of text. Its facts become inputs of a sheet
//! and its claims formula cells; low and high are the sheet's bounds, compared with what was stated.
//!
//! | file | knows |
//! |---|---|
//! | `table` | which tables a document has, and how their cells are asked for |
//! | `value` | how a figure is written: cells of numbers, days, months, years |
//! | `fact`, `claim` | one row each |
//! | `document` | facts and claims -> sheet -> verdicts |
//! | `verdict` | how a stated figure compares with the recomputed one |
//! | [`folder`], [`embedded`] | documents on disk, and those inside the program |

mod claim;
mod document;
pub mod embedded;
mod fact;
pub mod folder;
mod table;
mod value;
mod verdict;

pub use claim::Claim;
pub use document::{Document, Judgement};
pub use fact::{Fact, Origin};
pub use table::File;
pub use verdict::{Ends, Figure, Verdict, judge};
