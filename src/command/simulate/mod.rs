//! `simulate`: what the uncertainty of the inputs does to the outcome, drawn at random.

pub(super) mod correlate;
mod draws_out;
mod page;
mod rows;
mod target;

use super::approx::Approx;
use super::deliver::deliver_drawn;
use super::figure::{self, Figure};
use super::model::StudyModel;
use super::progress::Progress;
use super::question::{Answered, Question};
use super::sampling::Sampling;
use super::seed::Seed;
use super::sentences::{NINE_IN_TEN, NINE_IN_TEN_ALIKE, SEED};
use super::threads::Threads;
use super::wording::{label, label_with};
use super::{Choices, Common, FigureOptions, Reply, Typed, amount, help};
use crate::analysis::correlation::Correlation;
use crate::analysis::{AnalysisError, Hooks, Options, Precision, Simulation, Statistic, Stop, simulate_with};
use crate::chart::{Axis, Histogram};
use crate::report::{Answer, Destination};
use anyhow::anyhow;
use std::path::PathBuf;
use target::Wanted;

/// Draw the inputs at random and see what it does to the outcome (Monte Carlo)
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    #[command(flatten)]
    choices: Choices,
    /// How many draws to make [default: 65,536]
    #[arg(long, value_name = "N", value_parser = amount::count, conflicts_with = "precision")]
    #[arg(help_heading = "Question")]
    draws: Option<u64>,
    /// Draw until the interval of the mean, or of a statistic (p95=1%), is this narrow
    #[arg(long, value_name = "SHARE", value_parser = precision, help_heading = "Question")]
    precision: Option<(Statistic, f64)>,
    /// How the draws are spread: random, latin (every input's range evenly) or sobol (the whole space evenly)
    #[arg(long, value_enum, default_value_t = Sampling::Random, value_name = "WAY", hide_possible_values = true)]
    #[arg(help_heading = "Question")]
    sampling: Sampling,
    /// Two inputs that go together, as a rank correlation from -1 to 1; may be repeated
    #[arg(long, value_name = "A~B=R", help_heading = "Question")]
    correlate: Vec<String>,
    /// How probable is this: coverage=50%, or with >= or <=; may be repeated
    #[arg(long, value_name = "OUTCOME=VALUE", help_heading = "Question")]
    target: Vec<String>,
    /// Also write the inputs and outcomes of every draw to this CSV file
    #[arg(long, value_name = "FILE.csv", help_heading = "Output")]
    draws_out: Option<PathBuf>,
    #[command(flatten)]
    approx: Approx,
    #[command(flatten)]
    seed: Seed,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    drawn: FigureOptions,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout simulate study.csv", "where coverage lies 9 times in 10"),
        ("stakeout simulate study/ --target coverage=50%", "how probable it is that half can be watched"),
        (
            "stakeout simulate study/ --correlate A.subjects~B.subjects=0.5 --precision 1%",
            "lists that grow together, as many draws as it takes",
        ),
        (
            "stakeout simulate study/ --draws 1e6 --draws-out draws.csv",
            "a million draws, all of them for a spreadsheet",
        ),
    ])
}

/// Draws without anything said.
const DRAWS: u64 = 65_536;
/// With fewer the 5% and 95% points are made of a handful of draws.
const FEW_DRAWS: u64 = 1000;
/// A precision is given up after so many.
const MOST_DRAWS: u64 = 1 << 28;
/// With more inputs than this, which of them go with the outcome is not asked: it takes minutes.
const MOST_DRIVERS: usize = 200;
/// Bins of the histogram in JSON.
const BINS: usize = 40;

/// `1%` of the mean, or `p95=1%`.
fn precision(text: &str) -> Result<(Statistic, f64), String> {
    let (of, share) = text.split_once('=').unwrap_or(("mean", text));
    let share = amount::share(share)?;
    let of = of.trim();
    if of == "mean" {
        return Ok((Statistic::Mean, share));
    }
    let digits = of.strip_prefix('p').filter(|digits| digits.len() == 2);
    let percent = digits.and_then(|digits| digits.parse::<u8>().ok()).filter(|percent| *percent > 0);
    match percent {
        Some(percent) => Ok((Statistic::Quantile(f64::from(percent) / 100.0), share)),
        None => Err(format!("`{of}` is no statistic; write mean, or p05, p50, p95 and so on")),
    }
}

/// A simulation that was asked for, and what it is about.
struct Simulated<'q> {
    question: &'q Question,
    model: &'q StudyModel,
    result: Simulation,
    targets: Vec<Wanted>,
    correlated: Vec<Correlation>,
    sampling: Sampling,
    approx: Approx,
    seed: Seed,
    notes: Vec<String>,
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args {
        study,
        choices,
        draws,
        precision,
        sampling,
        correlate,
        target,
        draws_out,
        approx,
        seed,
        threads,
        drawn,
        common,
    } = args;
    let destinations = common.destinations()?;
    let draws_out =
        draws_out.map(|path| draws_out::destination(&path, &destinations, common.force)).transpose()?;
    let question = target::question(&study, &choices, &common, &target)?;
    let mut outcomes = question.outcomes()?;
    let targets = target::read(&target, &question, &mut outcomes)?;
    let model = question.model_approx(outcomes, approx);
    let mut notes = question.notes.clone();
    let correlated = correlate::read(&correlate, &question, &model, &mut notes)?;
    notes.extend(left_out(&model));
    notes.extend(
        question.without_limit(&model).map(|words| format!("{words}: its mean and spread may not exist")),
    );
    let options = Options {
        stop: stop(draws, precision),
        seed: seed.number(),
        sampling: sampling.design(),
        threads: threads.count(),
        targets: targets.iter().map(|wanted| wanted.target).collect(),
        correlations: correlated.clone(),
        bins: BINS,
        drivers: left_out(&model).is_none(),
        keep_draws: false,
        ..Options::default()
    };
    let (result, written) = simulated(&model, &options, &common, draws_out)?;
    let simulated = Simulated {
        question: &question,
        model: &model,
        result,
        targets,
        correlated,
        sampling,
        approx,
        seed,
        notes,
    };
    written.map(crate::report::Staged::persist).transpose()?;
    let answer = simulated.answer(typed.command_line());
    deliver_drawn(&answer, &common, &drawn, &|| simulated.figure(&answer, &drawn))?;
    Ok(Reply::Answered)
}

/// What a simulation without further options still needs.
pub(super) struct Plain<'p> {
    pub seed: Seed,
    pub threads: Threads,
    pub common: &'p Common,
}

/// The answer without any option, for a page that holds more.
pub(super) fn plain<T>(
    question: &Question,
    command: &str,
    Plain { seed, threads, common }: Plain<'_>,
    take: impl FnOnce(&Answer<'_>, &dyn Fn() -> Figure) -> T,
) -> anyhow::Result<T> {
    let (approx, sampling) = (Approx::default(), Sampling::Random);
    let model = question.model_approx(question.outcomes()?, approx);
    let mut notes = question.notes.clone();
    let correlated = correlate::read(&[], question, &model, &mut notes)?;
    notes.extend(left_out(&model));
    let options = Options {
        drivers: left_out(&model).is_none(),
        stop: stop(None, None),
        seed: seed.number(),
        sampling: sampling.design(),
        threads: threads.count(),
        correlations: correlated.clone(),
        bins: BINS,
        keep_draws: false,
        ..Options::default()
    };
    let (result, _) = simulated(&model, &options, common, None)?;
    let targets = Vec::new();
    let simulated =
        Simulated { question, model: &model, result, targets, correlated, sampling, approx, seed, notes };
    let answer = simulated.answer(command.to_owned());
    Ok(take(&answer, &|| simulated.figure(&answer, &FigureOptions::default())))
}

/// With very many inputs it is not asked which go with the outcome.
fn left_out(model: &StudyModel) -> Option<String> {
    (model.inputs.len() > MOST_DRIVERS)
        .then(|| format!("which inputs go with the outcome is left out: more than {MOST_DRIVERS} vary"))
}

fn stop(draws: Option<u64>, precision: Option<(Statistic, f64)>) -> Stop {
    match precision {
        None => Stop::Draws(draws.unwrap_or(DRAWS)),
        Some((of, relative)) => Stop::Precision(Precision { outcome: 0, of, relative, at_most: MOST_DRAWS }),
    }
}

/// The simulation, and the file of its draws where one is asked for.
fn simulated(
    model: &StudyModel,
    options: &Options,
    common: &Common,
    draws_out: Option<Destination>,
) -> anyhow::Result<(Simulation, Option<crate::report::Staged>)> {
    let progress = Progress::new(common);
    let tell = |done, planned| progress.tell(done, planned);
    let inputs = model.analysis_inputs();
    let Some(destination) = draws_out else {
        let hooks = Hooks { progress: Some(&tell), each_block: None };
        let result = simulate_with(&inputs, model, options, hooks).map_err(|error| failed(model, &error))?;
        return Ok((result, None));
    };
    draws_out::write(destination, model, |each_block| {
        let hooks = Hooks { progress: Some(&tell), each_block: Some(each_block) };
        simulate_with(&inputs, model, options, hooks)
    })
}

fn failed(model: &StudyModel, error: &AnalysisError) -> anyhow::Error {
    match error {
        AnalysisError::Stopped => anyhow!("stopped before the last draw, as asked: nothing was written"),
        AnalysisError::TooManyDimensions { .. } => anyhow!("--sampling sobol: {error}"),
        other => model.told(other),
    }
}

impl<'q> Simulated<'q> {
    fn outcome(&self, at: usize) -> &'q Answered {
        &self.model.outcomes[at]
    }

    /// `Coverage: 9 times in 10 between 1.4% and 2.0%`.
    fn figure_title(&self, (low, high): (f64, f64)) -> String {
        let (outcome, style) = (self.outcome(0), self.question.style);
        let shown = outcome.unit.show_range(low, high, style);
        let (sentence, and) = match style.locale() {
            _ if !shown.contains(" to ") => (NINE_IN_TEN_ALIKE, ""),
            crate::unit::Locale::English => (NINE_IN_TEN, " and "),
            crate::unit::Locale::French => (NINE_IN_TEN, " et "),
        };
        let name = super::uncertain::sentence_case(&self.question.outcome_in_title(outcome));
        sentence.with(&[name, shown.replace(" to ", and)], style.locale())
    }

    /// The outcome's draws as bins over their cumulative curve, with the quantiles named.
    fn figure(&self, answer: &Answer<'_>, options: &FigureOptions) -> Figure {
        let outcome = self.outcome(0);
        let summary = &self.result.outcomes[0];
        let locale = self.question.style.locale();
        let named_outcome = super::uncertain::sentence_case(&self.question.outcome_name(outcome));
        let draws = self.result.draws;
        let bins = summary.histogram.iter().flat_map(|histogram| {
            let edges = histogram.edges();
            let pairs: Vec<(f64, f64)> = edges.windows(2).map(|pair| (pair[0], pair[1])).collect();
            pairs
                .into_iter()
                .zip(&histogram.counts)
                .map(|((low, high), count)| (low, high, *count as f64 / draws as f64))
        });
        let quantiles =
            summary.quantiles.iter().filter(|quantile| [0.05, 0.5, 0.95].contains(&quantile.share));
        let named = quantiles.map(|quantile| {
            let name = if quantile.share == 0.5 {
                label("median", locale)
            } else {
                crate::unit::Unit::share().show(quantile.share, self.question.style)
            };
            (name, quantile.estimate.value)
        });
        let subtitle = label_with(
            "{}: how often each value comes out, and how often one as small",
            &named_outcome,
            locale,
        );
        let at = |share: f64| summary.quantiles.iter().find(|quantile| quantile.share == share);
        let ends = at(0.05).zip(at(0.95)).map(|(low, high)| (low.estimate.value, high.estimate.value));
        let title = ends.map(|ends| self.figure_title(ends));
        let mut texts = figure::words(answer, self.question, options, title, subtitle);
        texts.note = SEED.with(&[self.result.seed.to_string()], locale);
        Figure::Histogram(Histogram {
            words: texts,
            x: Axis::new(named_outcome, outcome.unit.clone()),
            bins: bins.collect(),
            quantiles: named.collect(),
            draws,
        })
    }

    fn caveats(&self) -> Vec<String> {
        let draws = self.result.draws;
        let few = (draws < FEW_DRAWS).then(|| {
            let (one, shown) = (if draws == 1 { "draw" } else { "draws" }, self.question.style);
            let number = |number: u64| crate::unit::Unit::number().show(number as f64, shown);
            format!(
                "only {} {one}: percentiles are rough; ask for --draws {} or more",
                number(draws),
                number(FEW_DRAWS)
            )
        });
        few.into_iter().chain(self.question.caveats_of(self.model, self.approx)).collect()
    }

    fn answer(&self, command: String) -> Answer<'_> {
        Answer {
            command,
            study: self.question.study.name.clone(),
            settings: self.question.settings_with_seed(self.seed),
            table: self.table(),
            blocks: self.blocks(),
            caveats: self.caveats(),
            notes: self.notes.clone(),
            extra: self.extra(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_precision_is_of_the_mean_unless_another_statistic_is_named() {
        assert_eq!(precision("1%"), Ok((Statistic::Mean, 0.01)));
        assert_eq!(precision("p95=0.5%"), Ok((Statistic::Quantile(0.95), 0.005)));
        let told = "`p5` is no statistic; write mean, or p05, p50, p95 and so on";
        assert_eq!(precision("p5=1%"), Err(told.to_owned()));
    }
}
