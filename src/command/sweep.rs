//! `sweep`: what-if over the values of one input, or of two.

mod figure;
mod grid;
mod page;
mod vary;

use super::deliver::deliver_drawn;
use super::named::question_with;
use super::question::{Answered, Question};
use super::threads::Threads;
use super::{Choices, Common, FigureOptions, Reply, Typed, help, tell};
use crate::report::{Answer, RowSink, Table, Value};
use grid::{Swept, Three};
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use vary::Vary;

/// Answer for a series of values of one input, or of two
///
/// Every outcome is answered for each value, and where coverage passes 100% is said. Low and high are those
/// of the other inputs' ranges, for up to 200 combinations.
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    /// An input and its values: A..B in 11 equal steps, A..B:N, log:A..B:N, or a list; once or twice
    #[arg(long, value_name = "INPUT=VALUES", required = true)]
    vary: Vec<String>,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    drawn: FigureOptions,
    #[command(flatten)]
    common: Common,
    #[command(flatten)]
    threads: Threads,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout sweep study.csv --vary officers=0..20000", "11 staff sizes, 2,000 apart"),
        (
            "stakeout sweep study.csv --vary officers=log:1000..1000000:13",
            "equal ratios instead of equal steps",
        ),
        ("stakeout sweep study.csv --vary 'officers=3,300; 11,800; 220,000'", "these values"),
        (
            "stakeout sweep study/ --vary radicalised.subjects=1000..11000 --vary DGSI.deployable=10%,20%,100% \
             --outcome coverage",
            "coverage for every combination",
        ),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, vary, choices, drawn, common, threads } = args;
    common.destinations()?;
    let written = vary::split(&vary)?;
    let names: Vec<&str> = written.iter().map(|(name, _)| name.as_str()).collect();
    let mut question = question_with(&study, &choices, &common, &names)?;
    let varied: Vec<Vary> =
        written.iter().map(|(name, values)| Vary::new(&question, name, values)).collect::<Result<_, _>>()?;
    vary::different(&varied)?;
    vary::possible(&question, &varied)?;
    let swept = Swept::new(&question, &varied, threads.count())?;
    question.notes.extend(swept.notes());
    let answer = Sweeping { question: &question, varied: &varied, swept: &swept };
    let told = answer.answer(typed.command_line());
    deliver_drawn(&told, &common, &drawn, &|| answer.figure(&told, &drawn))?;
    Ok(Reply::Answered)
}

/// The outcomes to answer: the one asked for, else all of the headline tier and the analyst's own.
fn outcomes(question: &Question) -> anyhow::Result<Vec<Answered>> {
    if question.outcome().is_some() {
        return question.outcomes();
    }
    let scenario = question.scenario();
    let whom = question.headline(scenario);
    let mut all = question.answered(scenario, whom);
    if whom != super::question::Whom::Total {
        let own = question.answered(scenario, super::question::Whom::Total);
        all.extend(own.into_iter().filter(|answered| crate::study::Measure::named(&answered.key).is_none()));
    }
    Ok(all)
}

/// The question, and what was found.
struct Sweeping<'q> {
    question: &'q Question,
    varied: &'q [Vary],
    swept: &'q Swept,
}

impl<'q> Sweeping<'q> {
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
            extra: vec![("varied", self.varied_facts()), ("crossings", self.crossings())],
        }
    }

    fn table(&self) -> Table<'q> {
        let (varied, swept) = (self.varied, self.swept);
        let names = varied.iter().map(|vary| vary.input.name.as_str());
        let columns = names.chain(["outcome", "unit", "low", "base", "high"]).collect();
        let rows = move |sink: &mut RowSink<'_>| {
            let units: Vec<String> = swept.outcomes.iter().map(|answered| answered.unit.label()).collect();
            for at in 0..swept.points() {
                let place = swept.place(at);
                for (outcome, answered) in swept.outcomes.iter().enumerate() {
                    let Three { low, base, high } = swept.three(outcome, at);
                    let mut row: Vec<Value<'_>> = place.iter().map(|value| Value::Number(*value)).collect();
                    row.extend([Value::Text(&answered.key), Value::Text(&units[outcome])]);
                    row.extend([low.map_or(Value::Null, tell::number), tell::number(base)]);
                    row.push(high.map_or(Value::Null, tell::number));
                    sink(&row)?;
                }
            }
            Ok(())
        };
        Table { columns, rows: Box::new(rows) }
    }

    fn caveats(&self) -> Vec<String> {
        let mut caveats = self.question.caveats(self.question.scenario());
        if self.swept.others > 0 {
            caveats.push(
                "base: the other inputs at their base; low and high: the others anywhere within their ranges, \
                 which are limits and not confidence limits"
                    .to_owned(),
            );
        }
        caveats
    }

    fn varied_facts(&self) -> Json {
        let facts = |vary: &Vary| {
            json!({
                "input": vary.input.name,
                "unit": vary.input.unit.label(),
                "base": vary.input.quantity.base(),
                "values": vary.values.len(),
            })
        };
        self.varied.iter().map(facts).collect()
    }

    /// Where coverage passes 100%, with the other inputs at their base.
    fn crossings(&self) -> Json {
        let last = self.varied.last().map(|vary| vary.input.name.clone());
        let facts = |crossing: &crate::analysis::crossing::Crossing| {
            let mut facts = json!({
                "outcome": "coverage",
                "level": grid::FULL,
                "input": last,
                "value": crossing.at,
                "rising": crossing.rising,
            });
            if let (Some(row), [first, _]) = (crossing.row, self.varied) {
                facts["with"] = json!({ "input": first.input.name, "value": row });
            }
            facts
        };
        self.swept.crossings.iter().map(facts).collect()
    }
}
