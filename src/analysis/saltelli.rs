//! The runs that variance shares are made of: two independent samples, and each with one factor taken from
//! the other.
//!
//! Saltelli (2002), doi:10.1016/S0010-4655(02)00280-1; Saltelli et al. (2010),
//! doi:10.1016/j.cpc.2009.09.018.

use super::design::{BLOCK, Design};
use super::evaluate::{evaluate_block, fill, zeros};
use super::factors::Factors;
use super::marginal::Marginal;
use super::{AnalysisError, Input, Model, Sampling};

/// How the samples are drawn.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Plan {
    pub samples: usize,
    pub sampling: Sampling,
    pub second_order: bool,
    pub seed: u64,
    pub threads: usize,
}

/// One outcome of every run, one row per sample.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Runs {
    /// The first sample.
    pub a: Vec<f64>,
    /// The second, independent one.
    pub b: Vec<f64>,
    /// The first with one factor (by its number) from the second.
    pub ab: Vec<Vec<f64>>,
    /// The second with one factor from the first; empty without second order.
    pub ba: Vec<Vec<f64>>,
}

/// The runs of every outcome.
pub(crate) fn runs<M: Model + ?Sized>(
    inputs: &[Input<'_>],
    model: &M,
    factors: &Factors,
    plan: Plan,
) -> Result<Vec<Runs>, AnalysisError> {
    let sampler = Sampler::new(inputs, factors, plan)?;
    let (count, outcomes) = (factors.varying.len(), model.outcomes());
    let variants = 2 + count * if plan.second_order { 2 } else { 1 };
    let mut columns = zeros(variants * outcomes, plan.samples);
    fill(&mut columns, BLOCK, plan.threads, |start, slots| sampler.evaluate(model, factors, start, slots))?;
    // Columns come variant after variant, each with all outcomes: deal them out to the outcomes.
    let mut dealt: Vec<Vec<Vec<f64>>> = vec![Vec::new(); outcomes];
    for (at, column) in columns.into_iter().enumerate() {
        dealt[at % outcomes].push(column);
    }
    Ok(dealt.into_iter().map(|variants| split(variants, count)).collect())
}

fn split(mut variants: Vec<Vec<f64>>, factors: usize) -> Runs {
    let ba = variants.split_off(2 + factors);
    let ab = variants.split_off(2);
    let b = variants.pop().unwrap_or_default();
    let a = variants.pop().unwrap_or_default();
    Runs { a, b, ab, ba }
}

struct Sampler<'a> {
    design: Design,
    marginals: Vec<Marginal<'a>>,
    /// The inputs that vary, in order: each has a dimension of the design in either sample.
    varying: Vec<usize>,
}

impl<'a> Sampler<'a> {
    fn new(inputs: &[Input<'a>], factors: &Factors, plan: Plan) -> Result<Self, AnalysisError> {
        let samples = plan.samples as u64;
        let varying: Vec<usize> = (0..inputs.len()).filter(|input| !factors.fixed.contains(input)).collect();
        let design = Design::new(plan.sampling, plan.seed, 2 * varying.len(), samples)?;
        let marginals = inputs.iter().map(|input| Marginal::new(input.quantity, 2 * samples)).collect();
        Ok(Self { design, marginals, varying })
    }

    /// Evaluates every variant of the rows from `start` on.
    fn evaluate<M: Model + ?Sized>(
        &self,
        model: &M,
        factors: &Factors,
        start: usize,
        slots: &mut [&mut [f64]],
    ) -> Result<(), AnalysisError> {
        let rows = slots.first().map_or(0, |slot| slot.len());
        let (a, b) = (self.sample(0, start, rows), self.sample(self.varying.len(), start, rows));
        let (a, b) = (views(&a), views(&b));
        let mut variants = slots.chunks_mut(model.outcomes());
        let mut run = |columns: &[&[f64]]| match variants.next() {
            Some(outcomes) => evaluate_block(model, columns, outcomes),
            None => Ok(()),
        };
        run(&a)?;
        run(&b)?;
        // Without second order the runs end after the first round.
        for (base, other) in [(&a, &b), (&b, &a)] {
            for factor in &factors.varying {
                let mut mixed = base.clone();
                for input in &factor.inputs {
                    mixed[*input] = other[*input];
                }
                run(&mixed)?;
            }
        }
        Ok(())
    }

    /// The inputs' values in the rows from `start` on, from the design's dimensions `first` on.
    fn sample(&self, first: usize, start: usize, rows: usize) -> Vec<Vec<f64>> {
        let mut columns = vec![vec![0.5; rows]; self.marginals.len()];
        for (dimension, input) in (first..).zip(&self.varying) {
            self.design.fill(dimension, (start / BLOCK) as u64, &mut columns[*input]);
        }
        for (marginal, column) in self.marginals.iter().zip(&mut columns) {
            marginal.apply(column);
        }
        columns
    }
}

fn views(columns: &[Vec<f64>]) -> Vec<&[f64]> {
    columns.iter().map(Vec::as_slice).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::FnModel;
    use crate::analysis::factors::factors;
    use crate::quantity::Quantity;

    #[test]
    fn each_variant_takes_its_factor_from_the_other_sample() {
        let quantities = [
            Quantity::uniform(0.0, 1.0),
            Quantity::exact(9.0),
            Quantity::uniform(5.0, 6.0),
            Quantity::uniform(7.0, 8.0),
        ];
        let inputs: Vec<Input<'_>> = quantities
            .iter()
            .zip(["a", "b", "c", "d"])
            .map(|(quantity, name)| Input { name, quantity })
            .collect();
        // Every outcome is one input, so that the runs show where their values came from.
        let model = FnModel::new(4, 4, |columns: &[&[f64]], outcomes: &mut [&mut [f64]]| {
            for (outcome, column) in outcomes.iter_mut().zip(columns) {
                outcome.copy_from_slice(column);
            }
        });
        let factors = factors(&inputs, 4, &[]).unwrap();
        let plan =
            Plan { samples: 1_500, sampling: Sampling::Sobol, second_order: true, seed: 3, threads: 2 };
        let found = runs(&inputs, &model, &factors, plan).unwrap();
        for (input, runs) in found.iter().enumerate() {
            assert_eq!((runs.ab.len(), runs.ba.len(), runs.a.len()), (3, 3, 1_500));
            for (number, factor) in factors.varying.iter().enumerate() {
                let taken = factor.inputs.contains(&input);
                assert_eq!(runs.ab[number], if taken { runs.b.clone() } else { runs.a.clone() });
                assert_eq!(runs.ba[number], if taken { runs.a.clone() } else { runs.b.clone() });
            }
        }
        assert!(found[1].a.iter().all(|x| *x == 9.0));
        assert_ne!(found[0].a, found[0].b);
        assert!(found[2].b.iter().all(|x| (5.0..=6.0).contains(x)));
    }
}
