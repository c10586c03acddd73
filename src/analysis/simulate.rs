//! Monte Carlo: what the uncertainty of the inputs does to the outcomes.
//!
//! The first 65,536 draws are looked at whole: they give the drivers, and say where the quantiles lie. All
//! further draws are only added up, counted, and kept where they are near a quantile, so that every answer
//! is exact for the draws that were made.

use super::correlation::Copula;
use super::design::{BLOCK, Design, Sampling};
use super::drivers::{Among, DRIVER_DRAWS, Driver, drivers, ranks};
use super::histogram::Histogram;
use super::interval::wilson;
use super::marginal::Marginal;
use super::moments::Moments;
use super::options::{Hooks, Options, Precision, Statistic, Stop};
use super::order::{Brackets, Tally, select};
use super::run::{Draws, Output, Part, Total, Wanted, Worker, check_size};
use super::summary::{Estimate, Quantile, Ranks, Simulation, Summary, mean, sd};
use super::threads;
use super::{AnalysisError, Input, Model};
use std::ops::Range;

/// Blocks of one job: what a thread does at a time, and what is added up at a time.
const JOB: u64 = 2;
/// Blocks of the first draws, that are looked at whole.
const FIRST: u64 = DRIVER_DRAWS / BLOCK as u64;
/// How much further each round of a long run goes before the brackets are narrowed.
const ROUND: u64 = 16;
/// How many standard errors the brackets reach: a quantile outside is as good as never seen. The others are
/// for when it is.
const REACHES: [f64; 3] = [7.0, 50.0, f64::INFINITY];

/// What the draws say of every outcome of `model` when its inputs vary as stated.
///
/// # Errors
/// An [`AnalysisError`] for each thing that cannot be done, and [`AnalysisError::NotFinite`] at the first draw
/// with an outcome that is no finite number.
///
/// ```
/// use stakeout::analysis::{Input, Options, scalar, simulate};
/// use stakeout::quantity::Quantity;
///
/// let (subjects, ratio) = (Quantity::exact(11_000.0), Quantity::uniform(15.0, 20.0));
/// let inputs = [Input { name: "subjects", quantity: &subjects }, Input { name: "ratio", quantity: &ratio }];
/// let required = scalar(2, |x| x[0] * x[1]);
///
/// let result = simulate(&inputs, &required, &Options::default())?;
/// assert!(result.outcomes[0].mean.interval.holds(192_500.0));
/// assert!(result.outcomes[0].max < 220_000.0);
/// # Ok::<(), stakeout::analysis::AnalysisError>(())
/// ```
pub fn simulate(inputs: &[Input], model: &dyn Model, options: &Options) -> Result<Simulation, AnalysisError> {
    simulate_with(inputs, model, options, Hooks::default())
}

/// As [`simulate`], with something done on the way.
///
/// # Errors
/// Those of [`simulate`], and [`AnalysisError::Stopped`] where a hook breaks off.
pub fn simulate_with(
    inputs: &[Input],
    model: &dyn Model,
    options: &Options,
    hooks: Hooks,
) -> Result<Simulation, AnalysisError> {
    options.check(model.outcomes())?;
    let draws = prepare(inputs, model, options)?;
    let threads = if hooks.each_block.is_some() { 1 } else { threads::count(options.threads) };
    let mut output = Output::new(hooks, options.stop.most_draws());
    let mut answer = None;
    for reach in REACHES {
        let run = Run { draws: &draws, options, threads, output: &output, reach };
        answer = run.answer()?;
        if answer.is_some() {
            break;
        }
        // Only what is seen of the draws starts again; they have been given out already.
        output = Output::new(Hooks::default(), options.stop.most_draws());
    }
    answer.ok_or(AnalysisError::Stopped)
}

/// The draws that were asked for.
fn prepare<'a>(
    inputs: &[Input<'a>],
    model: &'a dyn Model,
    options: &Options,
) -> Result<Draws<'a>, AnalysisError> {
    if inputs.len() != model.inputs() {
        return Err(AnalysisError::InputCount { given: inputs.len(), taken: model.inputs() });
    }
    let names: Vec<&str> = inputs.iter().map(|input| input.name).collect();
    let most = options.stop.most_draws();
    Ok(Draws {
        design: Design::new(options.sampling, options.seed, inputs.len(), most)?,
        marginals: inputs.iter().map(|input| Marginal::new(input.quantity, most)).collect(),
        copula: Copula::new(&options.correlations, &names)?,
        model,
    })
}

/// A simulation on its way.
struct Run<'a, 'h> {
    draws: &'a Draws<'a>,
    options: &'a Options,
    threads: usize,
    output: &'a Output<'h>,
    reach: f64,
}

/// What is known so far.
struct Known {
    blocks: u64,
    draws: u64,
    total: Total,
    brackets: Vec<Brackets>,
    tallies: Vec<Tally>,
    drivers: Vec<Vec<Driver>>,
    histograms: Vec<Option<Histogram>>,
    driver_draws: u64,
}

impl Run<'_, '_> {
    /// The answer; `None` where a quantile was not where the first draws said.
    fn answer(&self) -> Result<Option<Simulation>, AnalysisError> {
        let mut known = self.first()?;
        let mut reached = self.reached(&mut known);
        while known.blocks < self.draws.design.blocks() && reached != Some(true) {
            let until = self.next_stop(&mut known);
            self.go_on(&mut known, until)?;
            reached = self.reached(&mut known);
        }
        check_size(&known.total.moments())?;
        Ok(self.finish(known, reached))
    }

    /// The first draws: drivers and brackets.
    fn first(&self) -> Result<Known, AnalysisError> {
        let blocks = FIRST.min(self.draws.design.blocks());
        let none = vec![Brackets::default(); self.outcomes()];
        let wanted = Wanted {
            targets: &self.options.targets,
            keep: true,
            keep_inputs: self.options.drivers,
            brackets: &none,
        };
        let (_, mut parts) = self.work(0..blocks, &wanted)?;
        let inputs = columns(&mut parts, self.draws.marginals.len(), Part::take_input);
        let mut total = Total::new(self.outcomes(), self.options.targets.len());
        total.add(parts);
        let columns: Vec<Vec<f64>> = total.outcomes.iter().map(|outcome| outcome.kept.concat()).collect();
        let (brackets, tallies) = self.brackets(&columns)?;
        let drivers = self.drivers(&inputs, &columns)?;
        let histograms = columns.iter().map(|column| self.histogram(column)).collect();
        if !self.options.keep_draws {
            total.outcomes.iter_mut().for_each(|outcome| outcome.kept.clear());
        }
        let draws = columns.first().map_or(0, Vec::len) as u64;
        Ok(Known { blocks, draws, total, brackets, tallies, drivers, histograms, driver_draws: draws })
    }

    /// Brackets around the quantiles of the first draws, and these draws counted in.
    fn brackets(&self, columns: &[Vec<f64>]) -> Result<(Vec<Brackets>, Vec<Tally>), AnalysisError> {
        let shares = self.shares();
        let of = |column: &Vec<f64>| {
            let mut sorted = column.clone();
            sorted.sort_unstable_by(f64::total_cmp);
            let brackets = Brackets::around(&sorted, &shares, self.reach);
            let mut tally = brackets.tally();
            tally.add(&brackets, column);
            (brackets, tally)
        };
        let (_, both) = self.share(0..columns.len() as u64, |at| Ok(of(&columns[at as usize])))?;
        Ok(both.into_iter().unzip())
    }

    fn drivers(&self, inputs: &[Vec<f64>], columns: &[Vec<f64>]) -> Result<Vec<Vec<Driver>>, AnalysisError> {
        if !self.options.drivers {
            return Ok(vec![Vec::new(); columns.len()]);
        }
        let all: Vec<&Vec<f64>> = inputs.iter().chain(columns).collect();
        let (_, mut ranked) = self.share(0..all.len() as u64, |at| Ok(ranks(all[at as usize])))?;
        let outcomes = ranked.split_off(inputs.len());
        let among = Among::new(&ranked);
        Ok(outcomes.iter().map(|outcome| drivers(&ranked, outcome, &among)).collect())
    }

    fn histogram(&self, column: &[f64]) -> Option<Histogram> {
        let ends = column.iter().fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (low.min(*value), high.max(*value))
        });
        let bins = self.options.bins;
        (bins > 0).then(|| Histogram::of(column.iter().copied(), ends.0, ends.1, bins))
    }

    /// Does the blocks from where it stands to `until`.
    fn go_on(&self, known: &mut Known, until: u64) -> Result<(), AnalysisError> {
        self.narrow(known);
        let wanted = Wanted {
            targets: &self.options.targets,
            keep: self.options.keep_draws,
            keep_inputs: false,
            brackets: &known.brackets,
        };
        let (workers, parts) = self.work(known.blocks..until, &wanted)?;
        for worker in workers {
            known.tallies.iter_mut().zip(worker.tallies).for_each(|(sum, tally)| sum.merge(tally));
        }
        known.total.add(parts);
        known.blocks = until;
        known.draws = (until * BLOCK as u64).min(self.draws.design.points());
        Ok(())
    }

    /// Narrows the brackets to what so many draws need.
    fn narrow(&self, known: &mut Known) {
        let shares = self.shares();
        let both = std::mem::take(&mut known.brackets).into_iter().zip(std::mem::take(&mut known.tallies));
        let narrower =
            both.map(|(brackets, tally)| brackets.narrowed(tally, known.draws, &shares, self.reach));
        (known.brackets, known.tallies) = narrower.unzip();
    }

    fn work(&self, blocks: Range<u64>, wanted: &Wanted) -> Result<(Vec<Worker>, Vec<Part>), AnalysisError> {
        let jobs = blocks.start / JOB..blocks.end.div_ceil(JOB);
        let of_job = |job: u64| job * JOB..(job * JOB + JOB).min(blocks.end);
        threads::share(
            self.threads,
            jobs,
            || Worker::new(self.draws, wanted),
            |worker, job| worker.work(self.draws, wanted, of_job(job), self.output),
        )
    }

    /// Small independent things, shared among the threads.
    fn share<T: Send>(
        &self,
        jobs: Range<u64>,
        work: impl Fn(u64) -> Result<T, AnalysisError> + Sync,
    ) -> Result<(Vec<()>, Vec<T>), AnalysisError> {
        threads::share(self.threads, jobs, || (), |(), job| work(job))
    }

    /// The block to go on to: of a fixed number of draws the next at which narrower brackets pay; of a
    /// precision what it seems to take.
    fn next_stop(&self, known: &mut Known) -> u64 {
        let factor = match &self.options.stop {
            Stop::Draws(_) => ROUND as f64,
            Stop::Precision(precision) => {
                let short = self.half_width(precision, known).map_or(2.0, |half| half / precision.relative);
                (1.1 * short * short).clamp(2.0, ROUND as f64)
            }
        };
        let blocks = (known.blocks as f64 * factor) as u64;
        (blocks.div_ceil(JOB) * JOB).min(self.draws.design.blocks())
    }

    /// Whether the precision is reached; `None` where none is asked for.
    fn reached(&self, known: &mut Known) -> Option<bool> {
        let Stop::Precision(precision) = &self.options.stop else { return None };
        Some(self.half_width(precision, known).is_some_and(|half| half <= precision.relative))
    }

    /// Half the width of the interval, as a share of the statistic.
    fn half_width(&self, precision: &Precision, known: &mut Known) -> Option<f64> {
        let estimate = match precision.of {
            Statistic::Mean => self.mean(&known.total.outcomes[precision.outcome].moments),
            Statistic::Quantile(share) => {
                let quantiles = self.quantiles(known, precision.outcome, &[share])?;
                quantiles.first()?.estimate
            }
        };
        let width = estimate.interval.width()?;
        // A constant is known exactly, even where it is 0.
        Some(if width == 0.0 { 0.0 } else { width / 2.0 / estimate.value.abs() })
    }

    fn finish(&self, mut known: Known, precision_reached: Option<bool>) -> Option<Simulation> {
        let mut outcomes = Vec::new();
        for at in 0..self.outcomes() {
            outcomes.push(self.summary(&mut known, at)?);
        }
        let confidence = self.options.confidence;
        let target = |hits: &u64| Estimate {
            value: *hits as f64 / known.draws as f64,
            interval: wilson(*hits, known.draws, confidence),
        };
        Some(Simulation {
            draws: known.draws,
            seed: self.options.seed,
            sampling: self.options.sampling,
            confidence,
            conservative: self.options.sampling != Sampling::Random,
            outcomes,
            targets: known.total.hits.iter().map(target).collect(),
            driver_draws: known.driver_draws,
            precision_reached,
        })
    }

    fn summary(&self, known: &mut Known, at: usize) -> Option<Summary> {
        let quantiles = self.quantiles(known, at, &self.options.quantiles)?;
        let gathered = std::mem::take(&mut known.total.outcomes[at]);
        let total = Moments::total(&gathered.moments);
        Some(Summary {
            mean: self.mean(&gathered.moments),
            sd: sd(&total, self.options.confidence),
            min: total.min(),
            max: total.max(),
            quantiles,
            drivers: std::mem::take(&mut known.drivers[at]),
            histogram: known.histograms[at].take(),
            kept: gathered.kept,
        })
    }

    fn mean(&self, parts: &[Moments]) -> Estimate {
        mean(parts, self.options.sampling, self.options.confidence)
    }

    fn quantiles(&self, known: &mut Known, at: usize, shares: &[f64]) -> Option<Vec<Quantile>> {
        let confidence = self.options.confidence;
        let wanted: Vec<Ranks> =
            shares.iter().map(|share| Ranks::new(known.draws, *share, confidence)).collect();
        let mut ranks: Vec<u64> = wanted.iter().flat_map(Ranks::all).collect();
        ranks.sort_unstable();
        ranks.dedup();
        let values = known.tallies[at].select(&known.brackets[at], &ranks);
        let values = values.or_else(|| from_kept(&known.total.outcomes[at].kept, &ranks))?;
        let value = |rank: u64| ranks.binary_search(&rank).ok().and_then(|at| values.get(at).copied());
        Some(wanted.iter().map(|ranks| ranks.quantile(|rank| value(rank).unwrap_or(0.0))).collect())
    }

    /// Every share of the draws below which a value is wanted.
    fn shares(&self) -> Vec<f64> {
        let mut shares = self.options.quantiles.clone();
        if let Stop::Precision(Precision { of: Statistic::Quantile(share), .. }) = self.options.stop {
            shares.push(share);
        }
        shares
    }

    fn outcomes(&self) -> usize {
        self.draws.model.outcomes()
    }
}

/// The values at ranks of draws that were kept.
fn from_kept(kept: &[Box<[f64]>], ranks: &[u64]) -> Option<Vec<f64>> {
    let ranks: Vec<usize> = ranks.iter().map(|rank| *rank as usize).collect();
    (!kept.is_empty()).then(|| select(&mut kept.concat(), &ranks))
}

/// Columns put together from what each part has of them.
fn columns(parts: &mut [Part], count: usize, take: impl Fn(&mut Part, usize) -> Vec<f64>) -> Vec<Vec<f64>> {
    (0..count).map(|at| parts.iter_mut().flat_map(|part| take(part, at)).collect()).collect()
}

#[cfg(test)]
mod tests;
