//! Draws through a model, block by block: what each block gives is added up in the order of the blocks.

use super::correlation::Copula;
use super::design::{BLOCK, Design};
use super::marginal::Marginal;
use super::moments::Moments;
use super::options::{EachBlock, Hooks, Progress, Target};
use super::order::{Brackets, Tally};
use super::{AnalysisError, Model};
use std::ops::{ControlFlow, Range};
use std::sync::Mutex;
use std::sync::atomic::{AtomicU64, Ordering};

/// What turns the number of a block into its draws and their outcomes.
pub(crate) struct Draws<'a> {
    pub(crate) design: Design,
    pub(crate) marginals: Vec<Marginal<'a>>,
    pub(crate) copula: Copula,
    pub(crate) model: &'a dyn Model,
}

/// Room for one block: a column per input and per outcome.
pub(crate) struct Block {
    inputs: Vec<f64>,
    outcomes: Vec<f64>,
    len: usize,
}

impl Block {
    /// The inputs' columns.
    pub(crate) fn inputs(&self) -> Vec<&[f64]> {
        self.inputs.chunks_exact(BLOCK).map(|column| &column[..self.len]).collect()
    }

    /// The outcomes' columns.
    pub(crate) fn outcomes(&self) -> Vec<&[f64]> {
        self.outcomes.chunks_exact(BLOCK).map(|column| &column[..self.len]).collect()
    }
}

impl Draws<'_> {
    /// Room for a block of this run.
    pub(crate) fn room(&self) -> Block {
        let columns = |count: usize| vec![0.0; count * BLOCK];
        Block { inputs: columns(self.marginals.len()), outcomes: columns(self.model.outcomes()), len: 0 }
    }

    /// Draws block `number` into `block` and evaluates the model there.
    pub(crate) fn draw(&self, number: u64, block: &mut Block) -> Result<(), AnalysisError> {
        block.len = self.design.block_len(number);
        let columns = block.inputs.chunks_exact_mut(BLOCK).map(|column| &mut column[..block.len]);
        let mut columns: Vec<&mut [f64]> = columns.collect();
        for (input, (column, marginal)) in columns.iter_mut().zip(&self.marginals).enumerate() {
            if !marginal.is_constant() {
                self.design.fill(input, number, column);
            }
            if self.copula.is_empty() {
                marginal.apply(column);
            }
        }
        if !self.copula.is_empty() {
            self.copula.apply(&mut columns);
            columns.iter_mut().zip(&self.marginals).for_each(|(column, marginal)| marginal.apply(column));
        }
        self.evaluate(block)
    }

    fn evaluate(&self, block: &mut Block) -> Result<(), AnalysisError> {
        let len = block.len;
        let inputs: Vec<&[f64]> = block.inputs.chunks_exact(BLOCK).map(|column| &column[..len]).collect();
        let mut outcomes: Vec<&mut [f64]> =
            block.outcomes.chunks_exact_mut(BLOCK).map(|column| &mut column[..len]).collect();
        self.model.evaluate(&inputs, &mut outcomes);
        for (outcome, column) in outcomes.iter().enumerate() {
            if !column.iter().fold(true, |all, value| all & value.is_finite()) {
                let at = column.iter().position(|value| !value.is_finite()).unwrap_or(0);
                let point = inputs.iter().map(|column| column[at]).collect();
                return Err(AnalysisError::NotFinite { outcome, point });
            }
        }
        Ok(())
    }
}

/// What is known of one outcome after a number of blocks.
#[derive(Debug, Clone, Default)]
pub(crate) struct Gathered {
    /// One for each job, in order.
    pub(crate) moments: Vec<Moments>,
    /// The draws themselves, in order, where they are kept.
    pub(crate) kept: Vec<Box<[f64]>>,
}

/// Everything gathered so far, of all outcomes and targets.
pub(crate) struct Total {
    pub(crate) outcomes: Vec<Gathered>,
    pub(crate) hits: Vec<u64>,
}

impl Total {
    pub(crate) fn new(outcomes: usize, targets: usize) -> Self {
        Self { outcomes: vec![Gathered::default(); outcomes], hits: vec![0; targets] }
    }

    /// Adds the next parts, in order.
    pub(crate) fn add(&mut self, parts: Vec<Part>) {
        for part in parts {
            let each = part.moments.iter().zip(part.outcomes);
            for (gathered, (moments, kept)) in self.outcomes.iter_mut().zip(each) {
                gathered.moments.push(Moments::total(moments));
                if !kept.is_empty() {
                    gathered.kept.push(kept.into_boxed_slice());
                }
            }
            self.hits.iter_mut().zip(part.hits).for_each(|(sum, hits)| *sum += hits);
        }
    }
}

/// What is looked for in the draws.
pub(crate) struct Wanted<'a> {
    pub(crate) targets: &'a [Target],
    /// Whether outcomes are kept.
    pub(crate) keep: bool,
    /// Whether inputs are.
    pub(crate) keep_inputs: bool,
    /// For each outcome.
    pub(crate) brackets: &'a [Brackets],
}

/// What one job (a run of blocks) gives.
pub(crate) struct Part {
    /// For each outcome, of each block.
    moments: Vec<Vec<Moments>>,
    /// Kept columns of outcomes, and of inputs.
    outcomes: Vec<Vec<f64>>,
    inputs: Vec<Vec<f64>>,
    /// How many draws meet each target.
    hits: Vec<u64>,
}

impl Part {
    fn new(draws: &Draws, wanted: &Wanted, blocks: u64) -> Self {
        let room = |keep: bool, count: usize| -> Vec<Vec<f64>> {
            (0..count).map(|_| Vec::with_capacity(if keep { blocks as usize * BLOCK } else { 0 })).collect()
        };
        Self {
            moments: vec![Vec::with_capacity(blocks as usize); draws.model.outcomes()],
            outcomes: room(wanted.keep, draws.model.outcomes()),
            inputs: room(wanted.keep_inputs, draws.marginals.len()),
            hits: vec![0; wanted.targets.len()],
        }
    }

    /// The kept column of an input.
    pub(crate) fn take_input(&mut self, at: usize) -> Vec<f64> {
        self.inputs.get_mut(at).map(std::mem::take).unwrap_or_default()
    }

    fn add(&mut self, block: &Block, wanted: &Wanted) {
        let columns = block.outcomes();
        for (parts, column) in self.moments.iter_mut().zip(&columns) {
            parts.push(Moments::of(column));
        }
        if wanted.keep {
            self.outcomes.iter_mut().zip(&columns).for_each(|(kept, column)| kept.extend_from_slice(column));
        }
        if wanted.keep_inputs {
            self.inputs
                .iter_mut()
                .zip(block.inputs())
                .for_each(|(kept, column)| kept.extend_from_slice(column));
        }
        for (hits, target) in self.hits.iter_mut().zip(wanted.targets) {
            *hits += target.hits(columns[target.outcome]);
        }
    }
}

/// A worker's own room and counts.
pub(crate) struct Worker {
    block: Block,
    pub(crate) tallies: Vec<Tally>,
}

impl Worker {
    pub(crate) fn new(draws: &Draws, wanted: &Wanted) -> Self {
        Self { block: draws.room(), tallies: wanted.brackets.iter().map(Brackets::tally).collect() }
    }

    /// Draws the blocks of one job and adds them up.
    pub(crate) fn work(
        &mut self,
        draws: &Draws,
        wanted: &Wanted,
        blocks: Range<u64>,
        output: &Output,
    ) -> Result<Part, AnalysisError> {
        let mut part = Part::new(draws, wanted, blocks.end - blocks.start);
        for number in blocks {
            draws.draw(number, &mut self.block)?;
            part.add(&self.block, wanted);
            let tallied = self.tallies.iter_mut().zip(wanted.brackets);
            for ((tally, brackets), column) in tallied.zip(self.block.outcomes()) {
                tally.add(brackets, column);
            }
            output.block(&self.block)?;
        }
        check_size(&part.moments)?;
        output.progress()?;
        Ok(part)
    }
}

impl Total {
    /// The moments of every outcome, of all draws so far.
    pub(crate) fn moments(&self) -> Vec<Vec<Moments>> {
        self.outcomes.iter().map(|outcome| vec![Moments::total(&outcome.moments)]).collect()
    }
}

/// Refuses outcomes whose squares are no numbers any more.
pub(crate) fn check_size(moments: &[Vec<Moments>]) -> Result<(), AnalysisError> {
    let outcome = moments.iter().position(|blocks| blocks.iter().any(|block| !block.variance().is_finite()));
    outcome.map_or(Ok(()), |outcome| Err(AnalysisError::TooLarge { outcome }))
}

/// Where the hooks are called from.
pub(crate) struct Output<'a> {
    progress: Option<Progress<'a>>,
    each_block: Option<Mutex<EachBlock<'a>>>,
    done: AtomicU64,
    planned: u64,
}

impl<'a> Output<'a> {
    pub(crate) fn new(hooks: Hooks<'a>, planned: u64) -> Self {
        let Hooks { progress, each_block } = hooks;
        Self { progress, each_block: each_block.map(Mutex::new), done: AtomicU64::new(0), planned }
    }

    fn block(&self, block: &Block) -> Result<(), AnalysisError> {
        self.done.fetch_add(block.len as u64, Ordering::Relaxed);
        let Some(hook) = &self.each_block else { return Ok(()) };
        let Ok(mut hook) = hook.lock() else { return Err(AnalysisError::Stopped) };
        flow(hook(&block.inputs(), &block.outcomes()))
    }

    fn progress(&self) -> Result<(), AnalysisError> {
        let done = self.done.load(Ordering::Relaxed);
        self.progress.map_or(Ok(()), |progress| flow(progress(done.min(self.planned), self.planned)))
    }
}

fn flow(flow: ControlFlow<()>) -> Result<(), AnalysisError> {
    if flow.is_break() { Err(AnalysisError::Stopped) } else { Ok(()) }
}
