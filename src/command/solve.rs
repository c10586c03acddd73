//! `solve`: the value of one input at which an outcome reaches a target.

mod search;
mod target;
mod words;

use super::named::{NamedInput, question_with};
use super::question::Question;
use super::{Choices, Common, Reply, Typed, deliver, help};
use crate::report::{Answer, Block, Grid, RowSink, Table, Value};
use anyhow::bail;
use search::{Found, Solved};
use serde_json::{Value as Json, json};
use std::path::PathBuf;
use target::Target;

/// Find the value of an input at which an outcome reaches a target
///
/// The value is answered with the other inputs at their base, low and high with the others anywhere within
/// their ranges.
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    /// The input that may change, such as DGSI.officers
    #[arg(long = "for", value_name = "INPUT")]
    input: String,
    /// The outcome and the value it is to reach, such as coverage=50%
    #[arg(long, value_name = "OUTCOME=VALUE")]
    target: String,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        (
            "stakeout solve study.csv --for officers --target coverage=100%",
            "how many officers it takes to watch everybody",
        ),
        (
            "stakeout solve study/ --for '[round the clock].officers_per_subject' --target coverage=100%",
            "how many officers each subject can have",
        ),
        (
            "stakeout solve study/ --for DGSI.deployable --target subjects_coverable=30 --tier radicalised",
            "which share of the staff must be on watching to follow 30",
        ),
        (
            "stakeout solve study/ --for DGSI.announced --target coverage@2020=10%",
            "how many posts it takes to watch a tenth by the end of 2020",
        ),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, input, target, choices, common } = args;
    common.destinations()?;
    let (outcome, value) = target::split(&target, &choices)?;
    let choices = Choices { outcome: Some(outcome), ..choices };
    let mut question = question_with(&study, &choices, &common, &[&input])?;
    let input = question.named(&input)?;
    let target = Target::new(&question, &target, &value)?;
    let solved = search::solve(&question, &input, &target)?;
    question.notes.extend(search::refusal(&question, &input, &solved));
    let asked = Asked { question: &question, input: &input, target: &target, solved: &solved };
    deliver(&asked.answer(typed.command_line()), &common)?;
    Ok(if solved.found.is_empty() { Reply::No } else { Reply::Answered })
}

/// The question, and what was found.
struct Asked<'q> {
    question: &'q Question,
    input: &'q NamedInput,
    target: &'q Target,
    solved: &'q Solved,
}

impl<'q> Asked<'q> {
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
            extra: vec![("target", self.target_facts()), ("solution", self.facts())],
        }
    }

    fn table(&self) -> Table<'q> {
        let (input, solved) = (self.input, self.solved);
        let rows = move |sink: &mut RowSink<'_>| {
            let unit = input.unit.label();
            for Found { value, low, high } in solved.rows() {
                let [value, low, high] = [value, low, high].map(|end| end.map_or(Value::Null, Value::Number));
                sink(&[Value::Text(&input.name), Value::Text(&unit), value, low, high])?;
            }
            Ok(())
        };
        Table { columns: vec!["input", "unit", "value", "low", "high"], rows: Box::new(rows) }
    }

    fn blocks(&self) -> Vec<Block> {
        let title = self.question.study.about.title.clone().map(Block::Paragraph);
        let sentence = Block::Paragraph(self.sentence());
        let grid = (!self.solved.found.is_empty()).then(|| Block::Grid(self.grid()));
        title.into_iter().chain([sentence]).chain(grid).collect()
    }

    fn grid(&self) -> Grid {
        let input = self.input;
        let row = |found: Found| {
            let [low, value, high] = self.three(&found);
            vec![input.name.clone(), input.unit.label(), low, value, high, self.stated()]
        };
        Grid {
            title: String::new(),
            headings: ["input", "unit", "low", "value", "high", "now"].map(str::to_owned).to_vec(),
            numeric: vec![false, false, true, true, true, true],
            rows: self.solved.rows().map(row).collect(),
        }
    }

    fn caveats(&self) -> Vec<String> {
        let mut caveats = self.question.caveats(self.question.scenario());
        if self.solved.others > 0 && self.solved.rows().any(|found| found.low.or(found.high).is_some()) {
            let values = if self.solved.all_have_ends { "their ends" } else { words::NO_ENDS };
            caveats.push(format!(
                "value: the other inputs at their base; low and high: the others moved to {values}, which are \
                 limits and not confidence limits"
            ));
        }
        caveats.push(self.solved.held_fixed.clone());
        caveats
    }

    fn target_facts(&self) -> Json {
        let answered = &self.target.answered;
        json!({ "outcome": answered.key, "unit": answered.unit.label(), "value": self.target.value })
    }

    fn facts(&self) -> Json {
        let solved = self.solved;
        let (low, high, _) = self.input.quantity.range_ends();
        json!({
            "reached": !solved.found.is_empty(),
            "why_not": solved.why_not.as_ref().map(|why| self.why_not(why)),
            "nearest": solved.why_not.as_ref().and_then(search::WhyNot::facts),
            "possible": [Some(self.input.possible.0), Some(self.input.possible.1).filter(|end| end.is_finite())],
            "stated": { "low": low, "base": self.input.quantity.base(), "high": high },
        })
    }
}

/// Refuses what the flags say twice.
fn no_outcome_flag(choices: &Choices) -> anyhow::Result<()> {
    if let Some(outcome) = &choices.outcome {
        bail!("--outcome {outcome}: `solve` takes the outcome from --target; write --target {outcome}=VALUE");
    }
    Ok(())
}
