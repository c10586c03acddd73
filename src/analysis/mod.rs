//! Functions of numbers: sampling, Monte Carlo and what the inputs do to an outcome.
//!
//! An analysis sees named quantities ([`Input`]) and a function from columns of points to columns of
//! outcomes ([`Model`]), and gives back a plain struct. It knows nothing of officers and never prints.
//!
//! | file | knows |
//! |---|---|
//! | [`stream`] | random numbers, named by seed, purpose, input and block |
//! | [`sequence`], [`hypercube`] | the Sobol sequence and its scrambling; strata hit once |
//! | [`design`] | the points of a run, block by block, of any way of sampling |
//! | [`marginal`], `table` | from the unit interval to an input, fast |
//! | [`correlation`], `matrix` | rank correlations between inputs |
//! | `simulate`, `options`, `summary`, `run` | Monte Carlo: its flow, what is asked, what is answered, one block |
//! | [`moments`], [`order`], [`interval`], [`drivers`] | what draws add up to, and how well it is known |
//! | `threads` | work shared so that nothing but the time depends on it |
//!
//! ```
//! use stakeout::analysis::{scalar, Model};
//!
//! let required = scalar(2, |x| x[0] * x[1]);
//! let mut outcome = [0.0; 2];
//! required.evaluate(&[&[11_000.0, 11_000.0], &[15.0, 20.0]], &mut [&mut outcome]);
//! assert_eq!(outcome, [165_000.0, 220_000.0]);
//! ```

// Numbers of draws, blocks and ranks are below 2^34 (checked where a run begins) and never negative.
#![allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]

pub mod correlation;
pub mod crossing;
pub mod design;
pub mod drivers;
mod error;
pub mod evaluate;
pub mod factors;
mod histogram;
pub mod hypercube;
pub mod interaction;
pub mod interval;
pub mod marginal;
mod matrix;
pub mod moments;
pub mod morris;
#[cfg(test)]
mod morris_tests;
mod options;
pub mod order;
pub mod range;
pub mod recorded;
mod resample;
pub mod root;
mod run;
mod saltelli;
pub mod sequence;
mod simulate;
pub mod sobol;
#[cfg(test)]
mod sobol_tests;
pub mod solve;
#[cfg(test)]
mod solve_tests;
pub mod spider;
pub mod stream;
mod summary;
pub mod sweep;
mod table;
pub mod terms;
pub mod test_functions;
#[cfg(test)]
mod testing;
mod threads;
pub mod tornado;
pub mod trajectory;

pub use design::{Design, Sampling};
pub use error::AnalysisError;
pub use histogram::Histogram;
pub use options::{
    EachBlock, Hooks, MOST_DRAWS, MOST_KEPT, Meets, Options, Precision, Progress, Statistic, Stop, Target,
};
pub use simulate::{simulate, simulate_with};
pub use summary::{Estimate, Quantile, Simulation, Summary};

use crate::quantity::Quantity;

/// One uncertain (or exact) number that a model takes.
#[derive(Debug, Clone, Copy)]
pub struct Input<'a> {
    /// What it is called in results and messages.
    pub name: &'a str,
    /// What is known about it.
    pub quantity: &'a Quantity,
}

/// A function from columns of inputs to columns of outcomes, evaluated for a block of points at a time.
pub trait Model: Sync {
    /// How many inputs it takes.
    fn inputs(&self) -> usize;

    /// How many outcomes it gives.
    fn outcomes(&self) -> usize;

    /// Fills every outcome for every point.
    ///
    /// `columns` holds one slice per input, all of one length; `outcomes` one slice per outcome, of that
    /// same length, to fill. An outcome must depend on its own point only: analyses choose the blocks.
    fn evaluate(&self, columns: &[&[f64]], outcomes: &mut [&mut [f64]]);
}

/// A model made of a closure; see [`scalar`] for one that works point by point.
///
/// ```
/// use stakeout::analysis::{FnModel, Model};
///
/// let model = FnModel::new(1, 2, |columns: &[&[f64]], outcomes: &mut [&mut [f64]]| {
///     for (at, x) in columns[0].iter().enumerate() {
///         outcomes[0][at] = x + 1.0;
///         outcomes[1][at] = x * 2.0;
///     }
/// });
/// assert_eq!((model.inputs(), model.outcomes()), (1, 2));
/// ```
#[derive(Debug, Clone, Copy)]
pub struct FnModel<F> {
    inputs: usize,
    outcomes: usize,
    function: F,
}

impl<F> FnModel<F>
where
    F: Fn(&[&[f64]], &mut [&mut [f64]]) + Sync,
{
    /// A model of so many inputs and outcomes that calls `function` with a block of columns.
    pub fn new(inputs: usize, outcomes: usize, function: F) -> Self {
        Self { inputs, outcomes, function }
    }
}

impl<F> Model for FnModel<F>
where
    F: Fn(&[&[f64]], &mut [&mut [f64]]) + Sync,
{
    fn inputs(&self) -> usize {
        self.inputs
    }

    fn outcomes(&self) -> usize {
        self.outcomes
    }

    fn evaluate(&self, columns: &[&[f64]], outcomes: &mut [&mut [f64]]) {
        (self.function)(columns, outcomes);
    }
}

/// A model of one outcome, given as a function of one point.
pub fn scalar<F>(inputs: usize, function: F) -> impl Model
where
    F: Fn(&[f64]) -> f64 + Sync,
{
    FnModel::new(inputs, 1, move |columns: &[&[f64]], outcomes: &mut [&mut [f64]]| {
        let mut point = vec![0.0; columns.len()];
        for (at, outcome) in outcomes[0].iter_mut().enumerate() {
            for (value, column) in point.iter_mut().zip(columns) {
                *value = column[at];
            }
            *outcome = function(&point);
        }
    })
}
