//! `sobol`: how much of the outcome's uncertainty comes from each input.

mod page;

use super::approx::Approx;
use super::deliver::deliver_drawn;
use super::figure::{self, Figure};
use super::group::Groups;
use super::model::StudyModel;
use super::question::Question;
use super::sampling::Sampling;
use super::seed::Seed;
use super::sentences::SEED_AND_SAMPLES;
use super::threads::Threads;
use super::uncertain::must_vary;
use super::wording::{label, label_with};
use super::{Choices, Common, FigureOptions, Reply, Typed, amount, help, tell};
use crate::analysis::sobol::{OutcomeShares, Sharing, Sobol, SobolError, sobol};
use crate::analysis::terms::Order;
use crate::chart::{Estimate, IndexRow, Indices};
use crate::report::{Answer, RowSink, Table, Value};
use anyhow::anyhow;
use serde_json::{Value as Json, json};
use std::path::PathBuf;

/// Base samples unless told: enough for two digits of a share.
const SAMPLES: usize = 16_384;

/// Share out the outcome's uncertainty among the inputs (Sobol indices)
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    #[command(flatten)]
    choices: Choices,
    /// How many base samples: the model runs twice as often for each input, and twice more
    #[arg(long, value_name = "N", value_parser = amount::size, default_value_t = SAMPLES)]
    #[arg(help_heading = "Question")]
    samples: usize,
    /// Intervals by so many bootstrap resamples [default: by the influence function]
    #[arg(long, value_name = "N", value_parser = amount::size, help_heading = "Question")]
    resamples: Option<usize>,
    /// How the samples are spread: sobol (the whole space evenly), random or latin
    #[arg(long, value_enum, default_value_t = Sampling::Sobol, value_name = "WAY", hide_possible_values = true)]
    #[arg(help_heading = "Question")]
    sampling: Sampling,
    #[command(flatten)]
    groups: Groups,
    /// Leave out what two inputs do together: half the runs
    #[arg(long, help_heading = "Question")]
    no_second_order: bool,
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
        ("stakeout sobol study.csv", "which input the uncertainty in coverage comes from"),
        (
            "stakeout sobol study/ --outcome officers_required --group lists=A.subjects,B.subjects",
            "two lists counted as one input",
        ),
        (
            "stakeout sobol study.csv --samples 65,536 --resamples 1,000",
            "more samples, intervals by the bootstrap",
        ),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args {
        study,
        choices,
        samples,
        resamples,
        sampling,
        groups,
        no_second_order,
        approx,
        seed,
        threads,
        drawn,
        common,
    } = args;
    common.destinations()?;
    let question = Question::of_file(&study, &choices, &common)?;
    let model = question.model_approx(question.outcomes()?, approx);
    must_vary(&model)?;
    question.must_have_limits(&model)?;
    let sharing = Sharing {
        samples,
        sampling: sampling.design(),
        second_order: !no_second_order,
        groups: groups.read(&question, &model)?,
        resamples,
        seed: seed.number(),
        threads: threads.count(),
        ..Sharing::default()
    };
    let found = found(&model, &sharing)?;
    let shared = Shared { question: &question, model: &model, found, sharing, sampling };
    let answer = shared.answer(typed.command_line(), approx, seed);
    deliver_drawn(&answer, &common, &drawn, &|| shared.figure(&answer, &drawn))?;
    Ok(Reply::Answered)
}

/// The answer without any option, for a page that holds more.
pub(super) fn plain<T>(
    question: &Question,
    command: &str,
    seed: Seed,
    threads: Threads,
    take: impl FnOnce(&Answer<'_>, &dyn Fn() -> Figure) -> T,
) -> anyhow::Result<T> {
    let (approx, sampling) = (Approx::default(), Sampling::Sobol);
    let model = question.model_approx(question.outcomes()?, approx);
    must_vary(&model)?;
    let sharing = Sharing {
        samples: SAMPLES,
        sampling: sampling.design(),
        second_order: true,
        seed: seed.number(),
        threads: threads.count(),
        ..Sharing::default()
    };
    let found = found(&model, &sharing)?;
    let shared = Shared { question, model: &model, found, sharing, sampling };
    let answer = shared.answer(command.to_owned(), approx, seed);
    Ok(take(&answer, &|| shared.figure(&answer, &FigureOptions::default())))
}

fn found(model: &StudyModel, sharing: &Sharing) -> anyhow::Result<Sobol> {
    sobol(&model.analysis_inputs(), model, sharing).map_err(|error| match &error {
        SobolError::Model(error) => model.told(error),
        other => anyhow!("{other}"),
    })
}

struct Shared<'q> {
    question: &'q Question,
    model: &'q StudyModel,
    found: Sobol,
    sharing: Sharing,
    sampling: Sampling,
}

impl Shared<'_> {
    /// First and total share of each input, with their intervals.
    fn figure(&self, answer: &Answer<'_>, options: &FigureOptions) -> Figure {
        let locale = self.question.style.locale();
        let outcome = self.question.outcome_in_title(&self.model.outcomes[0]);
        let shares = self.shares().map(|outcome| outcome.shares.as_slice()).unwrap_or_default();
        let found = |order: Order| {
            let share = shares.iter().find(|share| share.order == order);
            share.map_or(Estimate::exact(f64::NAN), |share| {
                let end = |end: Option<f64>| end.unwrap_or(share.value);
                Estimate::new(end(share.interval.low), share.value, end(share.interval.high))
            })
        };
        let rows = (0..self.found.factors.varying.len()).map(|input| IndexRow {
            label: super::uncertain::sentence_case(&label(&self.model.words_of(self.name(input)), locale)),
            first: found(Order::First(input)),
            total: found(Order::Total(input)),
        });
        let subtitle = label_with("Shares of the uncertainty in {}, with 95% intervals", &outcome, locale);
        let subtitle = super::uncertain::sentence_case(&subtitle);
        let mut words = figure::words(answer, self.question, options, self.figure_title(), subtitle);
        let samples = crate::unit::Unit::number().show(self.sharing.samples as f64, self.question.style);
        words.note = SEED_AND_SAMPLES.with(&[self.sharing.seed.to_string(), samples], locale);
        Figure::Indices(Indices { words, rows: rows.collect() })
    }

    fn answer(&self, command: String, approx: Approx, seed: Seed) -> Answer<'_> {
        let constant = self.shares().is_some_and(|shares| shares.constant);
        let words = self.question.outcome_words(&self.model.outcomes[0]);
        let note = constant.then(|| format!("{words} does not vary: every share of its uncertainty is 0"));
        Answer {
            command,
            study: self.question.study.name.clone(),
            settings: self.question.settings_with_seed(seed),
            table: self.table(),
            blocks: self.blocks(seed),
            caveats: self.caveats(approx),
            notes: self.question.notes.iter().cloned().chain(note).collect(),
            extra: self.extra(),
        }
    }

    fn caveats(&self, approx: Approx) -> Vec<String> {
        let together = self.question.taken_as_independent(self.model);
        self.question.caveats_of(self.model, approx).into_iter().chain(together).collect()
    }

    /// The shares of the one outcome that is asked for.
    fn shares(&self) -> Option<&OutcomeShares> {
        self.found.outcomes.first()
    }

    /// The full name of an input or a group.
    fn name(&self, factor: usize) -> &str {
        self.found.factors.varying.get(factor).map_or("", |factor| factor.name.as_str())
    }

    fn table(&self) -> Table<'_> {
        let columns = vec!["input", "with", "order", "index", "low", "high"];
        let rows = move |sink: &mut RowSink<'_>| {
            for share in self.shares().into_iter().flat_map(|outcome| &outcome.shares) {
                let (input, with, order) = match share.order {
                    Order::First(input) => (input, None, "first"),
                    Order::Total(input) => (input, None, "total"),
                    Order::Second(input, with) => (input, Some(with), "second"),
                };
                let end = |end: Option<f64>| end.map_or(Value::Null, tell::number);
                sink(&[
                    Value::Text(self.name(input)),
                    with.map_or(Value::Null, |with| Value::Text(self.name(with))),
                    Value::Text(order),
                    tell::number(share.value),
                    end(share.interval.low),
                    end(share.interval.high),
                ])?;
            }
            Ok(())
        };
        Table { columns, rows: Box::new(rows) }
    }

    fn extra(&self) -> Vec<(&'static str, Json)> {
        let outcome = &self.model.outcomes[0];
        let shares = self.shares();
        vec![
            ("reading", json!(self.question.readings())),
            ("assumed", json!(self.model.assumed())),
            ("samples", json!(self.sharing.samples)),
            ("resamples", json!(self.sharing.resamples)),
            ("sampling", json!(self.sampling.key())),
            ("runs", json!(self.found.runs)),
            ("confidence", json!(self.sharing.confidence)),
            ("conservative", json!(self.found.conservative)),
            ("answers_for", json!(outcome.key)),
            ("unit", json!(outcome.unit.label())),
            ("mean", json!(shares.map(|shares| shares.mean))),
            ("sd", json!(shares.map(|shares| shares.deviation))),
        ]
    }
}
