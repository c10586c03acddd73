//! `stakeout`: coverage, shortfall and their uncertainty, from watchlist sizes, staff counts and ratios.
//!
//! Counts only, never people. The flow is straight and each room knows one thing:
//!
//! ```text
//! files -> input -> study -> sheet -> analysis -> report, chart -> command
//! ```
//!
//! | room | knows | may use |
//! |---|---|---|
//! | [`unit`] | what a number counts and how it is shown | |
//! | [`quantity`] | a number, a range or a distribution, and the cell it is written in | `unit` |

pub mod chart;
pub mod command;
pub mod input;
pub mod quantity;
pub mod report;
pub mod sheet;
pub mod study;
pub mod unit;
