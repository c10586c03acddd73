//! `cover`: coverage and shortfall of every tier.

mod figure;
mod rows;

pub(super) use figure::{Drawn, Which, coverage, estimate, full_line, staffing, whom_to_watch};

use super::deliver::deliver_drawn;
use super::question::{Answered, Question, Whom};
use super::{Choices, Common, FigureOptions, Reply, Typed, help, tell};
use crate::report::{Answer, Block, Grid};
use crate::sheet::{Bound, Bounds};
use crate::study::{Effect, Measure, ScenarioCells};
use std::path::PathBuf;

/// Answer coverage, shortfall and staff needed for every tier
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    which: Which,
    #[command(flatten)]
    drawn: FigureOptions,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout cover study.csv", "every tier, and the total"),
        (
            "stakeout cover study/ --tier radicalised --outcome coverage",
            "one tier of a folder of tables, one quantity",
        ),
        ("stakeout cover study.csv --set officers+=8500", "what if there were 8,500 more"),
        ("stakeout cover - --format csv", "from standard input, as CSV"),
        (
            "stakeout cover study.csv --figure staffing -o staffing.pdf",
            "draw the officers there are beside those required",
        ),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, choices, which, drawn, common } = args;
    common.destinations()?;
    let question = Question::of_file(&study, &choices, &common)?;
    let bounds = question.bounds()?;
    answer_drawn(&question, &bounds, typed.command_line(), Drawn { which, options: &drawn }, &common)?;
    Ok(Reply::Answered)
}

/// Delivers the answer, with its figure where one is asked for.
pub(super) fn answer_drawn(
    question: &Question,
    bounds: &Bounds<'_>,
    command: String,
    drawn: Drawn<'_>,
    common: &Common,
) -> anyhow::Result<()> {
    let answer = if common.asks_for_words() || drawn.options.caption {
        answer(question, bounds, command)
    } else {
        rows_only(question, bounds, command)
    };
    drawn.check(question, common.draws() || drawn.options.caption)?;
    deliver_drawn(&answer, common, drawn.options, &|| drawn.figure(question, bounds, &answer))
}

/// The answer to a question: rows for every scenario and tier, and a page for people.
pub(super) fn answer<'q>(question: &'q Question, bounds: &'q Bounds<'q>, command: String) -> Answer<'q> {
    let page = Page { question, bounds, scenario: question.scenario() };
    Answer { blocks: page.blocks(), ..rows_only(question, bounds, command) }
}

/// The answer without its page: the words about a total of many tiers take their time.
fn rows_only<'q>(question: &'q Question, bounds: &'q Bounds<'q>, command: String) -> Answer<'q> {
    Answer {
        command,
        study: question.study.name.clone(),
        settings: question.settings(),
        table: rows::table(question, bounds),
        blocks: Vec::new(),
        caveats: question.caveats(question.scenario()),
        notes: question.notes.clone(),
        extra: vec![("reading", serde_json::json!(question.readings()))],
    }
}

/// What people read: sentences, the headline's quantities, every tier, every scenario, how it was read.
struct Page<'q> {
    question: &'q Question,
    bounds: &'q Bounds<'q>,
    scenario: &'q ScenarioCells,
}

/// Tiers listed on a page; more are counted.
const LISTED: usize = 30;

impl Page<'_> {
    fn blocks(&self) -> Vec<Block> {
        let whom = self.question.headline(self.scenario);
        let mut blocks = Vec::new();
        blocks.extend(self.question.study.about.title.clone().map(Block::Paragraph));
        if self.question.outcome().is_none() {
            blocks.push(Block::Paragraph(self.sentences(whom)));
        }
        blocks.push(Block::Grid(self.quantities(whom)));
        if whom != Whom::Total {
            blocks.extend(self.over_all().into_iter().map(Block::Grid));
        }
        let everyone = self.question.everyone(self.scenario);
        if everyone.len() > 2 && self.question.outcome().is_none() {
            blocks.push(Block::Grid(self.tiers(&everyone)));
        }
        let scenarios = self.question.scenarios();
        if scenarios.len() > 1 && self.question.outcome().is_none() {
            blocks.push(Block::Grid(self.scenarios(&scenarios)));
        }
        let readings = self.question.readings();
        if !readings.is_empty() {
            blocks.push(Block::List { heading: "Read as".to_owned(), items: readings });
        }
        blocks
    }

    fn bound(&self, scenario: &ScenarioCells, whom: Whom, measure: Measure) -> Option<Bound> {
        let answered = self.question.measure(scenario, whom, measure)?;
        Some(self.bounds.of(answered.cell, answered.member))
    }

    /// A quantity as `at least 165,000 to 220,000 officers`.
    fn told(&self, scenario: &ScenarioCells, whom: Whom, measure: Measure, named: bool) -> Option<String> {
        let bound = self.bound(scenario, whom, measure)?;
        let (sheet, unit, style) = (&self.question.compiled.sheet, measure.unit(), self.question.style);
        Some(if named {
            tell::range_with_name(&bound, sheet, &unit, style)
        } else {
            tell::range(&bound, sheet, &unit, style)
        })
    }

    fn subjects(&self, scenario: &ScenarioCells, whom: Whom, named: bool) -> String {
        let source = self.question.subjects(scenario, whom);
        let bound = self.bounds.of(source.cell, source.member.unwrap_or(0));
        let (sheet, unit) = (&self.question.compiled.sheet, crate::unit::Unit::subjects());
        if named {
            tell::range_with_name(&bound, sheet, &unit, self.question.style)
        } else {
            tell::range(&bound, sheet, &unit, self.question.style)
        }
    }

    /// The answer in words; every number in it is one of the rows.
    fn sentences(&self, whom: Whom) -> String {
        let scenario = self.scenario;
        let told = |measure, named| self.told(scenario, whom, measure, named);
        let subjects = match self.question.to_watch(scenario, whom) {
            Some(source) => {
                let bound = self.bounds.of(source.cell, source.member.unwrap_or(0));
                let (sheet, unit) = (&self.question.compiled.sheet, crate::unit::Unit::subjects());
                let watched = tell::range(&bound, sheet, &unit, self.question.style);
                format!("{watched} of {}", self.subjects(scenario, whom, true))
            }
            None => self.subjects(scenario, whom, true),
        };
        let tier = match whom {
            Whom::Tier(_) => format!(" ({})", self.question.name_of(scenario, whom)),
            Whom::Total => String::new(),
        };
        let required = told(Measure::OfficersRequired, true).unwrap_or_default();
        let mut text = format!("To watch {subjects}{tier} takes {required}");
        let (Some(multiple), Some(available)) =
            (told(Measure::StaffMultiple, false), told(Measure::OfficersAvailable, false))
        else {
            return text + ". No officers are given, so coverage is not answered.";
        };
        if self.bound(scenario, whom, Measure::OfficersRequired).is_some_and(|bound| bound.high == 0.0) {
            return format!("{text}: none are needed, so coverage has no limit.{}", self.balance(whom));
        }
        let coverage = told(Measure::Coverage, false).unwrap_or_default();
        let watched = match told(Measure::SubjectsCoverable, true) {
            Some(coverable) => format!("Those can watch {coverable}: coverage is {coverage}."),
            None => format!("Coverage is {coverage}."),
        };
        let nobody =
            self.bound(scenario, whom, Measure::OfficersAvailable).is_some_and(|bound| bound.high == 0.0);
        text = if nobody {
            format!("{text}; there are none.\n{watched}")
        } else {
            format!("{text}, {multiple} times the {available} there are.\n{watched}")
        };
        text + &self.balance(whom)
    }

    /// What is missing, or what is to spare.
    fn balance(&self, whom: Whom) -> String {
        let Some(shortfall) = self.bound(self.scenario, whom, Measure::OfficerShortfall) else {
            return String::new();
        };
        let told = |measure| self.told(self.scenario, whom, measure, true).unwrap_or_default();
        let spare = self.spare(whom);
        match (shortfall.low > 0.0, shortfall.high > 0.0) {
            (true, _) => format!(" Short by {}.", told(Measure::OfficerShortfall)),
            (false, true) => format!(" At best {spare} to spare, at worst {} short.", self.worst(&shortfall)),
            (false, false) => format!(" Enough: up to {spare} to spare."),
        }
    }

    fn worst(&self, shortfall: &Bound) -> String {
        Measure::OfficerShortfall.unit().show_with_name(shortfall.high, self.question.style)
    }

    /// Officers above what is required, at the ends.
    fn spare(&self, whom: Whom) -> String {
        let bound = |measure| self.bound(self.scenario, whom, measure);
        let (Some(available), Some(required)) =
            (bound(Measure::OfficersAvailable), bound(Measure::OfficersRequired))
        else {
            return String::new();
        };
        let most = (available.high - required.low).max(0.0);
        Measure::OfficersAvailable.unit().show_with_name(most, self.question.style)
    }

    fn quantities(&self, whom: Whom) -> Grid {
        let name = self.question.name_of(self.scenario, whom).to_owned();
        let several = self.question.everyone(self.scenario).len() > 1;
        let answered = self.question.answered(self.scenario, whom);
        Grid { title: if several { name } else { String::new() }, ..self.three_columns(answered) }
    }

    /// What is about the whole study, where the page is about one tier: what watching is worth, and the analyst's own
    /// outcomes.
    fn over_all(&self) -> Vec<Grid> {
        let mut answered = self.question.answered(self.scenario, Whom::Total);
        answered.retain(|answered| Measure::named(&answered.key).is_none());
        let (effects, own): (Vec<Answered>, Vec<Answered>) =
            answered.into_iter().partition(|answered| Effect::of_key(&answered.key).is_some());
        let titled = [
            ("What watching part of the lists is worth (over the whole study)", effects),
            ("Outcomes (formulas over the whole study)", own),
        ];
        let grids = titled.into_iter().filter(|(_, answered)| !answered.is_empty());
        grids
            .map(|(title, answered)| Grid { title: title.to_owned(), ..self.three_columns(answered) })
            .collect()
    }

    fn three_columns(&self, answered: Vec<Answered>) -> Grid {
        let rows = answered.into_iter().map(|answered| {
            let bound = self.bounds.of(answered.cell, answered.member);
            let [low, base, high] = tell::three(&bound, &answered.unit, self.question.style);
            vec![
                answered.words,
                low,
                base,
                high,
                tell::qualifier(bound.stated(&self.question.compiled.sheet)).to_owned(),
            ]
        });
        Grid {
            title: String::new(),
            headings: ["", "low", "base", "high", ""].map(str::to_owned).to_vec(),
            numeric: vec![false, true, true, true, false],
            rows: rows.collect(),
        }
    }

    fn tiers(&self, everyone: &[Whom]) -> Grid {
        let scenario = self.scenario;
        let row = |whom: Whom| {
            let told = |measure| self.told(scenario, whom, measure, false).unwrap_or_default();
            vec![
                self.question.name_of(scenario, whom).to_owned(),
                self.subjects(scenario, whom, false),
                told(Measure::OfficersRequired),
                told(Measure::Coverage),
                told(Measure::OfficerShortfall),
            ]
        };
        let shown = everyone.len().min(LISTED);
        let mut rows: Vec<Vec<String>> = everyone[..shown].iter().map(|whom| row(*whom)).collect();
        if everyone.len() > shown {
            let more = format!("... {} more: --tier NAME, or --format csv", everyone.len() - shown);
            rows.push(vec![more, String::new(), String::new(), String::new(), String::new()]);
            rows.push(row(Whom::Total));
        }
        Grid {
            title: "Each tier alone, and everybody counted once".to_owned(),
            headings: ["", "subjects", "officers required", "coverage", "officer shortfall"]
                .map(str::to_owned)
                .to_vec(),
            numeric: vec![false, true, true, true, true],
            rows,
        }
    }

    fn scenarios(&self, scenarios: &[&ScenarioCells]) -> Grid {
        let row = |scenario: &&ScenarioCells| {
            let whom = self.question.headline(scenario);
            let told = |measure| self.told(scenario, whom, measure, false).unwrap_or_default();
            vec![
                scenario.name.to_string(),
                told(Measure::OfficersAvailable),
                told(Measure::Coverage),
                told(Measure::OfficerShortfall),
            ]
        };
        let whom = self.question.name_of(self.scenario, self.question.headline(self.scenario));
        Grid {
            title: format!("Scenarios, {whom}"),
            headings: ["", "officers available", "coverage", "officer shortfall"].map(str::to_owned).to_vec(),
            numeric: vec![false, true, true, true],
            rows: scenarios.iter().map(row).collect(),
        }
    }
}
