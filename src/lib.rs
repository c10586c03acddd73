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
//! | [`mod@unit`] | what a number counts and how it is shown | |
//! | [`quantity`] | a number, a range or a distribution, and the cell it is written in | `unit` |
//! | [`sheet`] | named cells and formulas: values, bounds, blocks, words | `quantity`, `unit` |
//! | [`study`] | tiers, regimes, pools, scenarios, and the domain's formulas over them | `sheet` and above |
//! | [`input`] | how files are read, and what is wrong in them | `study` and above |
//! | [`claims`] | documents' figures, and what becomes of what they claim | `sheet`, `input` |
//! | [`analysis`] | functions of numbers: sampling, simulation, sensitivity | `quantity` |
//! | [`report`] | answers as text, Markdown, LaTeX, CSV and JSON | `unit` |
//! | [`chart`] | figures fit to print, as SVG, PNG and PDF | `unit` |
//! | [`command`] | the command line, a file for each verb | everything |
//!
//! The one idea that carries the rest is the [`sheet::Sheet`]: read that first.

pub mod analysis;
pub mod chart;
pub mod claims;
pub mod command;
pub mod input;
pub mod quantity;
pub mod report;
pub mod sheet;
pub mod study;
pub mod unit;
