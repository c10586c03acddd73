//! `explain`: every step with its numbers, reading and source.

use super::question::{Answered, Question, Whom};
use super::uncertain::listed;
use super::{Choices, Common, Reply, Typed, deliver, help, tell};
use crate::report::{Answer, Block, RowSink, Table, Value};
use crate::sheet::{Bounds, CellId, Notation, input_name};
use crate::study::{Change, Cited, Measure, Operation, ScenarioCells, TOTAL};
use crate::unit::Unit;
use std::collections::{HashMap, HashSet};
use std::path::PathBuf;

/// Show every step, with its numbers and their sources
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout explain study.csv", "every step"),
        ("stakeout explain study.csv --tier radicalised -o steps.md", "one tier, also as Markdown"),
        ("stakeout explain study.csv --format latex", "for a paper"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, choices, common } = args;
    common.destinations()?;
    let question = Question::of_file(&study, &choices, &common)?;
    plain(&question, &typed.command_line(), |answer| deliver(answer, &common))??;
    Ok(Reply::Answered)
}

/// The answer to a question, for a page that holds more.
pub(super) fn plain<T>(
    question: &Question,
    command: &str,
    take: impl FnOnce(&Answer<'_>) -> T,
) -> anyhow::Result<T> {
    let bounds = question.bounds()?;
    let steps = Explainer::new(question, &bounds).steps();
    let mut answer = answer(question, &steps, command.to_owned());
    answer.notes.extend(total_of_many(question, &bounds));
    Ok(take(&answer))
}

/// A total of more tiers than this comes with names to ask for.
const MANY_TIERS: usize = 1_000;

/// How to see the steps of single tiers, where the total of very many is explained.
pub(super) fn total_of_many(question: &Question, bounds: &Bounds<'_>) -> Option<String> {
    let scenario = question.scenario();
    let tiers = scenario.tiers.rows.len();
    if question.headline(scenario) != Whom::Total || tiers <= MANY_TIERS {
        return None;
    }
    let largest: Vec<String> =
        largest_tiers(question, bounds).iter().map(|name| format!("`{name}`")).collect();
    let tiers = Unit::number().show(tiers as f64, question.style);
    Some(format!(
        "the total adds up {tiers} tiers, which are not explained one by one here: ask for one with --tier NAME; those \
         that take most officers are {}",
        listed(&largest)
    ))
}

/// The three tiers that take most officers, the largest first.
fn largest_tiers<'q>(question: &'q Question, bounds: &Bounds<'_>) -> Vec<&'q str> {
    let scenario = question.scenario();
    let required = |whom: &Whom| {
        let answered = question.measure(scenario, *whom, Measure::OfficersRequired);
        answered.map_or(0.0, |answered| bounds.base(answered.cell, answered.member))
    };
    let tiers = (0..).take(scenario.tiers.rows.len()).map(Whom::Tier);
    let mut tiers: Vec<(f64, Whom)> = tiers.map(|whom| (required(&whom), whom)).collect();
    tiers.sort_by(|a, b| b.0.total_cmp(&a.0));
    tiers.iter().take(3).map(|(_, whom)| question.name_of(scenario, *whom)).collect()
}

/// One cell of the explanation.
struct Step {
    name: String,
    unit: String,
    /// In words, with numbers, and as LaTeX; `None` for an input.
    formula: Option<[String; 4]>,
    low: f64,
    base: f64,
    high: f64,
    /// `at least 165,000 to 220,000 officers`.
    result: String,
    source: String,
}

struct Explainer<'q> {
    question: &'q Question,
    bounds: &'q Bounds<'q>,
    scenario: &'q ScenarioCells,
    /// Every number that was given, by its full name.
    cited: HashMap<String, Cited<'q>>,
}

impl<'q> Explainer<'q> {
    fn new(question: &'q Question, bounds: &'q Bounds<'q>) -> Self {
        // Named once for all inputs; of two rows of one name the first counts.
        let mut cited = HashMap::new();
        for number in question.study.cited() {
            cited.entry(number.name()).or_insert(number);
        }
        Self { question, bounds, scenario: question.scenario(), cited }
    }

    /// The cells behind the answer, each after those it is made of.
    fn steps(&self) -> Vec<Step> {
        let whom = self.question.headline(self.scenario);
        let mut order = Vec::new();
        let mut seen = HashSet::new();
        for answered in self.answered(whom) {
            let family = self.question.compiled.sheet.cell(answered.cell).axis.is_some();
            if let Some(decides) = answered.decided_by {
                self.visit((decides, 0), &mut seen, &mut order);
            }
            self.visit((answered.cell, if family { answered.member } else { 0 }), &mut seen, &mut order);
        }
        order.into_iter().map(|(cell, member)| self.step(cell, member, whom)).collect()
    }

    /// What is asked for; what watching is worth is about no tier alone, and comes with each.
    fn answered(&self, whom: Whom) -> Vec<Answered> {
        let mut answered = self.question.answered(self.scenario, whom);
        if whom != Whom::Total && self.question.outcome().is_none() {
            answered.extend(self.scenario.effects.iter().map(|own| self.question.effect(own)));
        }
        answered
    }

    fn visit(&self, at: (CellId, u32), seen: &mut HashSet<(CellId, u32)>, order: &mut Vec<(CellId, u32)>) {
        if !seen.insert(at) {
            return;
        }
        for inner in self.question.compiled.sheet.made_of(at.0, at.1) {
            self.visit(inner, seen, order);
        }
        order.push(at);
    }

    fn step(&self, cell: CellId, member: u32, whom: Whom) -> Step {
        let sheet = &self.question.compiled.sheet;
        let bound = self.bounds.of(cell, member);
        let unit = &sheet.cell(cell).unit;
        let style = self.question.style;
        let formula = self.bounds.describe(cell, member, Notation::Plain, style).map(|plain| {
            let latex = self.bounds.describe(cell, member, Notation::Latex, style);
            let latex = latex.map(|step| (step.formula, step.with_numbers)).unwrap_or_default();
            [plain.formula, plain.with_numbers, latex.0, latex.1]
        });
        let is_input = formula.is_none();
        Step {
            name: self.name(cell, member, whom, is_input),
            unit: unit.label(),
            low: bound.low,
            base: bound.base,
            high: bound.high,
            result: tell::range_with_name(&bound, sheet, unit, style),
            source: if is_input { self.source(cell, member) } else { String::new() },
            formula,
        }
    }

    /// `officers required [radicalised]`; the total's own cells are marked where tiers have theirs too.
    fn name(&self, cell: CellId, member: u32, whom: Whom, is_input: bool) -> String {
        let sheet = &self.question.compiled.sheet;
        if is_input {
            let input = sheet.input_of(cell, member).map(|input| sheet.input_name(input)).unwrap_or_default();
            return input;
        }
        let label = &sheet.cell(cell).label;
        let key = &sheet.cell(cell).key;
        let row = sheet.row_of(cell);
        match (sheet.member_name(cell, member), row) {
            (Some(name), Some(row)) if !name.is_empty() && !row.is_empty() => {
                format!("{label} [{row}, {name}]")
            }
            (Some(name), _) if !name.is_empty() => format!("{label} [{name}]"),
            (None, Some(row)) => format!("{label} [{row}]"),
            (None, None) if whom == Whom::Total && self.is_for_each_tier_too(key) => {
                format!("{label} [{TOTAL}]")
            }
            _ => label.to_string(),
        }
    }

    fn is_for_each_tier_too(&self, key: &str) -> bool {
        self.question.compiled.sheet.cells().any(|(_, cell)| *cell.key == *key && cell.axis.is_some())
    }

    /// What the number counts and where it is from, with its reading.
    fn source(&self, cell: CellId, member: u32) -> String {
        let sheet = &self.question.compiled.sheet;
        let Some(input) = sheet.input_of(cell, member) else { return String::new() };
        let name = sheet.input_name(input);
        let is_set = |(set, change): &(String, Change)| match change.operation {
            Operation::Set => *set == name,
            _ => input_name("set", set) == name,
        };
        if self.question.set.iter().any(is_set) {
            return "given by --set".to_owned();
        }
        self.cited.get(&name).map_or_else(|| "not given: the default".to_owned(), source_of)
    }
}

/// `radicalised individuals (about), Camilli 2015, 2015-11`.
fn source_of(cited: &Cited<'_>) -> String {
    let mut words: Vec<String> = Vec::new();
    if let Some(provenance) = cited.provenance {
        let parts = [&provenance.note, &provenance.source, &provenance.url, &provenance.as_of];
        words.extend(parts.into_iter().flatten().cloned());
    }
    if words.is_empty() { "given, without a source".to_owned() } else { words.join("; ") }
}

fn answer<'q>(question: &'q Question, steps: &'q [Step], command: String) -> Answer<'q> {
    let scenario = question.scenario();
    let columns =
        vec!["scenario", "cell", "unit", "formula", "with_numbers", "low", "base", "high", "source"];
    let rows = move |sink: &mut RowSink<'_>| {
        for step in steps {
            let [formula, with_numbers, ..] = step.formula.clone().unwrap_or_default();
            sink(&[
                Value::Text(&scenario.name),
                Value::Text(&step.name),
                Value::Text(&step.unit),
                Value::Text(&formula),
                Value::Text(&with_numbers),
                tell::number(step.low),
                tell::number(step.base),
                tell::number(step.high),
                Value::Text(&step.source),
            ])?;
        }
        Ok(())
    };
    Answer {
        command,
        study: question.study.name.clone(),
        settings: question.settings(),
        table: Table { columns, rows: Box::new(rows) },
        blocks: blocks(question, steps),
        caveats: question.caveats(scenario),
        notes: question.notes.clone(),
        extra: vec![("reading", serde_json::json!(question.readings()))],
    }
}

fn blocks(question: &Question, steps: &[Step]) -> Vec<Block> {
    let mut blocks: Vec<Block> =
        question.study.about.title.clone().map(Block::Paragraph).into_iter().collect();
    if question.compiled.scenarios.len() > 1 {
        blocks.push(Block::Paragraph(format!("Scenario: {}", question.scenario().name)));
    }
    blocks.extend(steps.iter().filter_map(calculation));
    let inputs = steps.iter().filter(|step| step.formula.is_none());
    let sources = inputs.map(|step| format!("{} = {}: {}", step.name, step.result, step.source));
    blocks.push(Block::List {
        heading: "The numbers and where they are from".to_owned(),
        items: sources.collect(),
    });
    let readings = question.readings();
    if !readings.is_empty() {
        blocks.push(Block::List { heading: "Read as".to_owned(), items: readings });
    }
    blocks
}

/// A cell's formula in words, with numbers, and its result.
fn calculation(step: &Step) -> Option<Block> {
    let [words, numbers, latex_words, latex_numbers] = step.formula.clone()?;
    let mut lines = vec![step.name.clone(), format!("  = {words}"), format!("  = {numbers}")];
    lines.dedup();
    lines.push(format!("  = {}", step.result));
    let mut latex = vec![latex_words, latex_numbers];
    latex.dedup();
    latex.push(format!("\\text{{{}}}", step.result.replace('%', "\\%")));
    Some(Block::Formula { plain: lines.join("\n"), heading: step.name.clone(), latex })
}
