//! `tornado`: one input at a time, from low to high, the widest first.

mod moves;
mod page;

use super::deliver::deliver_drawn;
use super::figure::{self, Figure};
use super::model::StudyModel;
use super::question::{Answered, Question};
use super::sentences::{GO_FROM, MOST_ARE, MOST_IS, NONE_MOVES};
use super::wording::{label, label_with};
use super::{Choices, Common, FigureOptions, Reply, Typed, help};
use crate::analysis::interaction::{Pair, interactions};
use crate::analysis::range::RangeError;
use crate::analysis::spider::{Line, elasticities, spider};
use crate::analysis::tornado::{Bar, tornado};
use crate::chart::{Axis, Reference, Spider, Tornado, TornadoRow};
use crate::report::{Answer, RowSink, Table, Value};
use anyhow::anyhow;
use moves::Swinging;
use serde_json::{Value as Json, json};
use std::path::PathBuf;

/// Move each uncertain input from low to high alone, the one that matters most first
///
/// Inputs given exactly stay as they are unless --swing moves them.
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    /// Also move inputs given exactly, up and down by this share of their value, such as 10%
    #[arg(long, value_name = "SHARE")]
    swing: Option<String>,
    /// Move ranges between two points of their distribution instead of their ends, such as p10,p90
    #[arg(long, value_name = "LOW,HIGH")]
    at: Option<String>,
    /// Show each input in several steps instead of its ends alone
    #[arg(long)]
    spider: bool,
    /// How many steps --spider shows
    #[arg(long, value_name = "N", default_value_t = 5, requires = "spider")]
    #[arg(value_parser = clap::value_parser!(u16).range(2..=1_000))]
    steps: u16,
    /// List each pair of inputs that together move the outcome by more or less than apart
    #[arg(long)]
    interactions: bool,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    drawn: FigureOptions,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout tornado study.csv", "which range matters most for coverage"),
        ("stakeout tornado study.csv --swing 10%", "inputs given exactly move by 10% too: an assumption"),
        (
            "stakeout tornado study/ --at p10,p90 --outcome officers_required",
            "from each 10% to each 90% point",
        ),
        ("stakeout tornado study/ --spider --steps 9 --format csv", "nine steps of each input"),
        ("stakeout tornado study/ --interactions", "and which inputs move it together"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, swing, at, spider, steps, interactions, choices, drawn, common } = args;
    common.destinations()?;
    let moves = moves::read(swing.as_deref(), at.as_deref())?;
    let mut question = Question::of_file(&study, &choices, &common)?;
    let swinging = Swinging::new(&question, moves)?;
    let found = Found::new(&question, &swinging, spider.then_some(usize::from(steps)))?;
    question.notes.extend(moves::refused(&question, &swinging));
    question.notes.extend(found.note());
    let answer = Moved { question: &question, swinging: &swinging, found: &found, list_pairs: interactions };
    let told = answer.answer(typed.command_line());
    deliver_drawn(&told, &common, &drawn, &|| answer.figure(&told, &drawn))?;
    Ok(Reply::Answered)
}

/// The answer without any option, for a page that holds more.
pub(super) fn plain<T>(
    question: &Question,
    command: &str,
    take: impl FnOnce(&Answer<'_>, &dyn Fn() -> Figure) -> T,
) -> anyhow::Result<T> {
    let swinging = Swinging::new(question, moves::read(None, None)?)?;
    let found = Found::new(question, &swinging, None)?;
    let moved = Moved { question, swinging: &swinging, found: &found, list_pairs: false };
    let answer = moved.answer(command.to_owned());
    Ok(take(&answer, &|| moved.figure(&answer, &FigureOptions::default())))
}

/// More bars than this are not looked at in pairs.
const PAIRED: usize = 12;

/// What the inputs do to the outcome.
struct Found {
    base: f64,
    bars: Vec<Bar>,
    /// Each input in steps, where that was asked for.
    lines: Option<Vec<Line>>,
    /// The same in steps so small that a drawn curve has no corners.
    curves: Option<Vec<Line>>,
    pairs: Vec<Pair>,
    /// By how many percent the outcome moves for one percent of an input, by its name.
    elasticities: Vec<(String, Option<f64>)>,
}

/// Steps of a curve that is drawn.
const CURVED: usize = 41;

impl Found {
    fn new(question: &Question, swinging: &Swinging, steps: Option<usize>) -> anyhow::Result<Self> {
        let Swinging { model, moves } = swinging;
        let inputs = model.analysis_inputs();
        let told = |error| told(model, error);
        let mut answer = tornado(&inputs, model, *moves).map_err(told)?;
        let bars = answer.bars.drain(..).next().unwrap_or_default();
        let lines = |steps| spider(&inputs, model, *moves, steps);
        let curves = steps.map(|steps| lines(steps.max(CURVED))).transpose().map_err(told)?;
        let lines = steps.map(lines).transpose().map_err(told)?;
        let widest: Vec<usize> = bars.iter().take(PAIRED).map(|bar| bar.input).collect();
        let pairs = interactions(&inputs, model, *moves, 0, &widest).map_err(told)?;
        let base = answer.base.first().copied().unwrap_or(f64::NAN);
        Ok(Self { base, bars, lines, curves, pairs, elasticities: of_percent(question, model)? })
    }

    /// Pairs among the widest bars only, where there are more.
    fn note(&self) -> Option<String> {
        (self.bars.len() > PAIRED)
            .then(|| format!("pairs of inputs are looked at among the {PAIRED} widest bars"))
    }
}

/// The elasticity of the outcome to every number that the study gives for it.
fn of_percent(question: &Question, model: &StudyModel) -> anyhow::Result<Vec<(String, Option<f64>)>> {
    let all = moves::with_exact(question, model.outcomes.clone());
    let found = elasticities(&all.analysis_inputs(), &all).map_err(|error| told(&all, error))?;
    let names = all.inputs.iter().map(|input| input.name.clone());
    Ok(names.zip(found.into_iter().next().unwrap_or_default()).collect())
}

fn told(model: &StudyModel, error: RangeError) -> anyhow::Error {
    match error {
        RangeError::Model(error) => model.told(&error),
        other => anyhow!("{other}"),
    }
}

/// The question, and what was found.
struct Moved<'q> {
    question: &'q Question,
    swinging: &'q Swinging,
    found: &'q Found,
    list_pairs: bool,
}

impl<'q> Moved<'q> {
    /// Each input from its low to its high end, the widest on top; or each in steps.
    fn figure(&self, answer: &Answer<'_>, options: &FigureOptions) -> Figure {
        let model = &self.swinging.model;
        let outcome = &model.outcomes[0];
        let base = self.found.base;
        let locale = self.question.style.locale();
        let named = super::uncertain::sentence_case(&self.question.outcome_name(outcome));
        let subtitle = label_with("{} as each input moves alone, the others at their base", &named, locale);
        let words = figure::words(answer, self.question, options, self.figure_title(), subtitle);
        if let Some(lines) = &self.found.curves {
            let line = |line: &Line| {
                let steps = line.outcomes.first().map(Vec::as_slice).unwrap_or_default();
                let last = (steps.len().max(2) - 1) as f64;
                let points = steps.iter().enumerate().map(|(at, value)| (at as f64 / last, *value));
                (label(&model.words(line.input), locale), points.collect())
            };
            return Figure::Spider(Spider {
                words,
                lines: lines.iter().map(line).collect(),
                across: label("Each input from its low end to its high end", locale),
                outcome: Axis::new(named, outcome.unit.clone()),
                base: Some(Reference { value: base, name: label("all inputs at their base", locale) }),
            });
        }
        let row = |bar: &Bar| TornadoRow {
            label: super::uncertain::sentence_case(&label(&model.words(bar.input), locale)),
            unit: model.inputs[bar.input].unit.clone(),
            low: bar.range.low,
            high: bar.range.high,
            outcome_low: bar.outcome_low,
            outcome_high: bar.outcome_high,
        };
        Figure::Tornado(Tornado {
            words,
            rows: self.found.bars.iter().map(row).collect(),
            unit: outcome.unit.clone(),
            base,
        })
    }

    /// `What moves coverage most is officers per subject`.
    fn figure_title(&self) -> Option<String> {
        let (question, bars) = (self.question, &self.found.bars);
        let locale = question.style.locale();
        let outcome = question.outcome_in_title(self.outcome()?);
        let input = |bar: &Bar| label(&self.swinging.model.words(bar.input), locale);
        let moving: Vec<&Bar> = bars.iter().filter(|bar| bar.swing > 0.0).collect();
        let title = match moving.as_slice() {
            [] => NONE_MOVES.with(&[outcome], locale),
            [first] if bars.len() == 1 => self.title_of_one(first, &outcome, &input(first)),
            [first, second, ..] if page::equally_far(first, second) => {
                MOST_ARE.with(&[input(first), input(second), outcome], locale)
            }
            [first, ..] => MOST_IS.with(&[input(first), outcome], locale),
        };
        Some(super::uncertain::sentence_case(&title))
    }

    /// `Coverage goes from 2.0% to 1.5% as officers per subject go from 15 to 20`.
    fn title_of_one(&self, bar: &Bar, outcome: &str, input: &str) -> String {
        let style = self.question.style;
        let Some(answered) = self.outcome() else { return String::new() };
        let show = |unit: &crate::unit::Unit, ends: [f64; 2]| {
            ends.map(|end| unit.show(end, style.for_group(unit, &ends)))
        };
        let [from, to] = show(&answered.unit, [bar.outcome_low, bar.outcome_high]);
        let [low, high] = show(&self.swinging.model.inputs[bar.input].unit, [bar.range.low, bar.range.high]);
        GO_FROM.with(&[outcome, &from, &to, input, &low, &high], style.locale())
    }

    fn answer(&self, command: String) -> Answer<'q> {
        let question = self.question;
        Answer {
            command,
            study: question.study.name.clone(),
            settings: question.settings(),
            table: self.table(),
            blocks: self.blocks(),
            caveats: self.caveats(),
            notes: question.notes.clone(),
            extra: vec![
                ("moved", self.outcome_facts()),
                ("elasticities", self.elasticity_facts()),
                ("interactions", self.pair_facts()),
            ],
        }
    }

    /// The quantity moved.
    fn outcome(&self) -> Option<&'q Answered> {
        self.swinging.model.outcomes.first()
    }

    fn table(&self) -> Table<'q> {
        let (model, found) = (&self.swinging.model, self.found);
        if let Some(lines) = &found.lines {
            let rows =
                move |sink: &mut RowSink<'_>| lines.iter().try_for_each(|line| steps(line, model, sink));
            return Table { columns: vec!["input", "unit", "value", "outcome"], rows: Box::new(rows) };
        }
        let columns = vec!["input", "unit", "low", "base", "high", "outcome_low", "outcome_high", "swing"];
        let rows = move |sink: &mut RowSink<'_>| {
            found.bars.iter().try_for_each(|bar| {
                let input = &model.inputs[bar.input];
                let Bar { range, outcome_low, outcome_high, swing, .. } = *bar;
                let numbers = [range.low, range.base, range.high, outcome_low, outcome_high, swing];
                let unit = input.unit.label();
                let mut row = vec![Value::Text(&input.name), Value::Text(&unit)];
                row.extend(numbers.map(Value::Number));
                sink(&row)
            })
        };
        Table { columns, rows: Box::new(rows) }
    }

    fn outcome_facts(&self) -> Json {
        let model = &self.swinging.model;
        let assumed: Vec<&str> = self
            .found
            .bars
            .iter()
            .map(|bar| &model.inputs[bar.input])
            .filter(|input| input.is_exact)
            .map(|input| input.name.as_str())
            .collect();
        json!({
            "outcome": self.outcome().map(|answered| &answered.key),
            "unit": self.outcome().map(|answered| answered.unit.label()),
            "base": self.found.base,
            "swing": self.swinging.moves.swing_exact,
            "at": self.swinging.quantiles(),
            "assumed": assumed,
        })
    }

    fn elasticity_facts(&self) -> Json {
        let facts = |(input, value): &(String, Option<f64>)| json!({ "input": input, "elasticity": value });
        self.found.elasticities.iter().map(facts).collect()
    }

    fn pair_facts(&self) -> Json {
        let name = |at: usize| &self.swinging.model.inputs[at].name;
        let facts = |pair: &Pair| {
            json!({
                "input": name(pair.first.0),
                "at": pair.first.1,
                "with": name(pair.second.0),
                "with_at": pair.second.1,
                "together": pair.together,
                "apart": pair.apart,
            })
        };
        self.found.pairs.iter().filter(|pair| self.list_pairs || self.is_material(pair)).map(facts).collect()
    }

    /// Whether a pair is worth a sentence.
    fn is_material(&self, pair: &Pair) -> bool {
        /// What both together add or take, as a part of the widest swing.
        const MATERIAL: f64 = 0.05;
        let widest = self.found.bars.first().map_or(0.0, |bar| bar.swing);
        pair.excess().abs() >= MATERIAL * widest && pair.excess() != 0.0
    }
}

/// The rows of one input's steps.
fn steps(line: &Line, model: &StudyModel, sink: &mut RowSink<'_>) -> std::io::Result<()> {
    let input = &model.inputs[line.input];
    let unit = input.unit.label();
    let outcomes = line.outcomes.first().map_or(&[][..], Vec::as_slice);
    line.values.iter().zip(outcomes).try_for_each(|(value, outcome)| {
        sink(&[Value::Text(&input.name), Value::Text(&unit), Value::Number(*value), Value::Number(*outcome)])
    })
}
