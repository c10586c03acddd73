//! `morris`: which inputs move the outcome at all, for studies with many of them.

use super::approx::Approx;
use super::deliver::deliver_drawn;
use super::figure::{self, Figure};
use super::group::Groups;
use super::model::StudyModel;
use super::question::Question;
use super::seed::Seed;
use super::sentences::{MOST_IS, NONE_MOVES, WALKS};
use super::threads::Threads;
use super::uncertain::{in_points, listed, must_vary};
use super::wording::{label, label_with};
use super::{Choices, Common, FigureOptions, Reply, Typed, amount, help, tell};
use crate::analysis::morris::{Effect, Morris, MorrisError, Screening, morris};
use crate::chart::{Axis, Scatter, ScatterPoint};
use crate::report::{Answer, Block, Grid, RowSink, Table, Value};
use crate::unit::Unit;
use anyhow::anyhow;
use serde_json::json;
use std::path::PathBuf;

/// Screen the inputs: how far each moves the outcome, and how evenly (Morris)
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    #[command(flatten)]
    choices: Choices,
    /// How many walks through the inputs' ranges, each of one run more than there are inputs
    #[arg(long, value_name = "N", value_parser = amount::size, default_value = "1000")]
    #[arg(help_heading = "Question")]
    trajectories: usize,
    /// How many values of each input are tried: an even number
    #[arg(long, value_name = "P", value_parser = amount::size, default_value = "4")]
    #[arg(help_heading = "Question")]
    levels: usize,
    #[command(flatten)]
    groups: Groups,
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
        ("stakeout morris study.csv", "which inputs matter to coverage, and which do not"),
        (
            "stakeout morris study/ --outcome officers_required --group lists=A.subjects,B.subjects",
            "two lists counted as one input",
        ),
        (
            "stakeout morris study.csv --approx 10%",
            "numbers given exactly vary by 10% too, as our assumption",
        ),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, choices, trajectories, levels, groups, approx, seed, threads, drawn, common } = args;
    common.destinations()?;
    let question = Question::of_file(&study, &choices, &common)?;
    let model = question.model_approx(question.outcomes()?, approx);
    must_vary(&model)?;
    let screening = Screening {
        trajectories,
        levels,
        groups: groups.read(&question, &model)?,
        seed: seed.number(),
        threads: threads.count(),
        ..Screening::default()
    };
    let found = morris(&model.analysis_inputs(), &model, &screening).map_err(|error| match &error {
        MorrisError::Model(error) => model.told(error),
        other => anyhow!("{other}"),
    })?;
    let screened = Screened { question: &question, model: &model, found, trajectories, levels };
    let answer = screened.answer(typed.command_line(), approx, seed);
    deliver_drawn(&answer, &common, &drawn, &|| screened.figure(&answer, &drawn))?;
    Ok(Reply::Answered)
}

struct Screened<'q> {
    question: &'q Question,
    model: &'q StudyModel,
    found: Morris,
    trajectories: usize,
    levels: usize,
}

/// Inputs spoken of, and inputs listed, at most.
const SPOKEN: usize = 3;
const LISTED: usize = 30;
/// An input that moves the outcome by less than this part of what the first one does hardly matters.
const HARDLY: f64 = 0.01;

impl Screened<'_> {
    /// `What moves coverage most is officers per subject`.
    fn figure_title(&self) -> Option<String> {
        let effects = self.found.effects.first()?.iter().zip(&self.found.factors.varying);
        let (_, most) = effects.max_by(|a, b| a.0.mu_star.total_cmp(&b.0.mu_star))?;
        let locale = self.question.style.locale();
        let outcome = self.question.outcome_in_title(&self.model.outcomes[0]);
        let title = if self.found.effects.first()?.iter().all(|effect| effect.mu_star == 0.0) {
            NONE_MOVES.with(&[outcome], locale)
        } else {
            MOST_IS.with(&[label(&self.model.words_of(&most.name), locale), outcome], locale)
        };
        Some(super::uncertain::sentence_case(&title))
    }

    /// Mean size of each input's effect against how much the effect varies.
    fn figure(&self, answer: &Answer<'_>, options: &FigureOptions) -> Figure {
        let outcome = &self.model.outcomes[0];
        let locale = self.question.style.locale();
        let (scale, unit) = in_points(&outcome.unit);
        let effects = self.found.effects.first().map(Vec::as_slice).unwrap_or_default();
        let points = effects.iter().zip(&self.found.factors.varying).filter_map(|(effect, factor)| {
            let end = |end: Option<f64>| end.unwrap_or(effect.mu_star) * scale;
            Some(ScatterPoint {
                label: super::uncertain::sentence_case(&label(&self.model.words_of(&factor.name), locale)),
                x: effect.mu_star * scale,
                x_low: end(effect.interval.low),
                x_high: end(effect.interval.high),
                y: effect.sigma? * scale,
            })
        });
        let words = self.question.outcome_in_title(outcome);
        let subtitle = label_with(
            "Effect of each input on {} over its range: mean size (\u{3bc}*) and spread (\u{3c3})",
            &words,
            locale,
        );
        let subtitle = super::uncertain::sentence_case(&subtitle);
        let mut texts = figure::words(answer, self.question, options, self.figure_title(), subtitle);
        let axis = |words: &str| {
            let unit = label(&unit.to_string(), locale);
            label_with(words, &unit, locale)
        };
        let trajectories = Unit::number().show(self.trajectories as f64, self.question.style);
        texts.note = WALKS.with(&[trajectories, self.levels.to_string()], locale);
        Figure::Scatter(Scatter {
            words: texts,
            x: Axis::new(axis("Mean size of the effect (\u{3bc}*, {})"), unit.clone()),
            y: Axis::new(axis("Spread of the effect (\u{3c3}, {})"), unit.clone()),
            points: points.collect(),
            diagonal: true,
        })
    }

    fn answer(&self, command: String, approx: Approx, seed: Seed) -> Answer<'_> {
        Answer {
            command,
            study: self.question.study.name.clone(),
            settings: self.question.settings_with_seed(seed),
            table: self.table(),
            blocks: self.blocks(seed),
            caveats: self.caveats(approx),
            notes: self.question.notes.iter().cloned().chain(self.without_ends()).collect(),
            extra: vec![
                ("reading", json!(self.question.readings())),
                ("assumed", json!(self.model.assumed())),
                ("trajectories", json!(self.trajectories)),
                ("levels", json!(self.levels)),
                ("runs", json!(self.found.runs)),
                ("answers_for", json!(self.model.outcomes[0].key)),
                ("unit", json!(self.model.outcomes[0].unit.label())),
            ],
        }
    }

    fn caveats(&self, approx: Approx) -> Vec<String> {
        let together = self.question.taken_as_independent(self.model);
        self.question.caveats_of(self.model, approx).into_iter().chain(together).collect()
    }

    /// Inputs whose range has no end are moved between their 5% and 95% points.
    fn without_ends(&self) -> Option<String> {
        let names: Vec<String> = self.found.without_ends.iter().map(|at| self.model.words(*at)).collect();
        (!names.is_empty())
            .then(|| format!("{}: no ends are given, moved between the 5% and 95% points", listed(&names)))
    }

    /// Name and effect of every input or group, in the order of the inputs.
    fn effects(&self) -> impl Iterator<Item = (&str, &Effect)> {
        let names = self.found.factors.varying.iter().map(|factor| factor.name.as_str());
        names.zip(self.found.effects.first().into_iter().flatten())
    }

    fn table(&self) -> Table<'_> {
        let columns = vec!["input", "mu", "mu_star", "mu_star_low", "mu_star_high", "sigma"];
        let rows = move |sink: &mut RowSink<'_>| {
            let number = |value: Option<f64>| value.map_or(Value::Null, tell::number);
            for (name, effect) in self.effects() {
                sink(&[
                    Value::Text(name),
                    number(effect.mu),
                    tell::number(effect.mu_star),
                    number(effect.interval.low),
                    number(effect.interval.high),
                    number(effect.sigma),
                ])?;
            }
            Ok(())
        };
        Table { columns, rows: Box::new(rows) }
    }

    fn blocks(&self, seed: Seed) -> Vec<Block> {
        let style = self.question.style;
        let mut effects: Vec<(&str, &Effect)> = self.effects().collect();
        effects.sort_by(|a, b| b.1.mu_star.total_cmp(&a.1.mu_star));
        let mut blocks: Vec<Block> =
            self.question.study.about.title.clone().map(Block::Paragraph).into_iter().collect();
        blocks.push(Block::Paragraph(self.sentences(&effects)));
        blocks.push(Block::Grid(self.grid(&effects)));
        let items = self.question.readings();
        blocks.push(Block::List { heading: "Read as".to_owned(), items });
        let count = |number: usize| Unit::number().show(number as f64, style);
        blocks.push(Block::Paragraph(format!(
            "Seed {}, {} trajectories on {} levels, {} runs.",
            seed.number(),
            count(self.trajectories),
            count(self.levels),
            count(self.found.runs)
        )));
        blocks
    }

    /// What moves the outcome most, and what hardly moves it.
    fn sentences(&self, effects: &[(&str, &Effect)]) -> String {
        let words = self.question.outcome_words(&self.model.outcomes[0]);
        let most = effects.first().map_or(0.0, |(_, effect)| effect.mu_star);
        if most == 0.0 {
            return format!("No input moves {words}.");
        }
        let spoken = effects.iter().take(SPOKEN).filter(|(_, effect)| effect.mu_star > HARDLY * most);
        let spoken: Vec<(String, String)> =
            spoken.map(|(name, effect)| (self.model.words_of(name), self.moved(effect.mu_star))).collect();
        let hardly: Vec<String> = effects
            .iter()
            .filter(|(_, effect)| effect.mu_star <= HARDLY * most)
            .map(|(name, _)| self.model.words_of(name))
            .collect();
        let rest = match hardly.as_slice() {
            [] => String::new(),
            names if names.len() <= LISTED => format!("\nHardly moved by: {}.", listed(names)),
            names => format!("\n{} more inputs hardly move it.", names.len()),
        };
        format!("Over its range, {} (mean size of the effect).{rest}", self.moves(&words, &spoken))
    }

    fn moves(&self, words: &str, spoken: &[(String, String)]) -> String {
        let Some(((name, by), rest)) = spoken.split_first() else { return String::new() };
        if self.model.varying() == 1 {
            return format!("{name}, the only input that varies here, moves {words} by {by}");
        }
        let rest: Vec<String> = rest.iter().map(|(name, by)| format!("{name} by {by}")).collect();
        let then = if rest.is_empty() { String::new() } else { format!(", then {}", listed(&rest)) };
        format!("{name} moves {words} most, by {by}{then}")
    }

    /// A change: `1.2 points` of a share, `50,000 officers`.
    fn moved(&self, change: f64) -> String {
        let (scale, unit) = in_points(&self.model.outcomes[0].unit);
        unit.show_with_name(change * scale, self.question.style)
    }

    fn grid(&self, effects: &[(&str, &Effect)]) -> Grid {
        let outcome = &self.model.outcomes[0];
        let style = self.question.style;
        let all: Vec<f64> = effects.iter().map(|(_, effect)| effect.mu_star).collect();
        let (scale, unit) = in_points(&outcome.unit);
        let scaled: Vec<f64> = all.iter().map(|value| value * scale).collect();
        let group = style.for_group(&unit, &scaled);
        let show =
            |value: Option<f64>| value.map(|value| unit.show(value * scale, group)).unwrap_or_default();
        let rows = effects.iter().take(LISTED).map(|(name, effect)| {
            let interval = match (effect.interval.low, effect.interval.high) {
                (Some(low), Some(high)) => format!("{} to {}", show(Some(low)), show(Some(high))),
                _ => String::new(),
            };
            let mu_star = show(Some(effect.mu_star));
            vec![self.model.words_of(name), mu_star, interval, show(effect.mu), show(effect.sigma)]
        });
        let headings = ["", "mu*", "95% interval", "mu", "sigma"].map(str::to_owned).to_vec();
        let title = format!("Effects on {} ({})", self.question.outcome_words(outcome), unit.label());
        let rows = rows.collect();
        Grid { title, headings, numeric: vec![false, true, true, true, true], rows }
    }
}
