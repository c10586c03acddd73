//! `allocate`: scarce officers over tiers.

mod figure;
mod page;
mod rows;
mod worked;

use super::deliver::deliver_drawn;
use super::figure::Figure;
use super::question::{self, Question};
use super::{Choices, Common, FigureOptions, Reply, Typed, help};
use crate::input;
use crate::report::Answer;
use crate::sheet::Bounds;
use crate::study::Rule;
use anyhow::bail;
use std::path::PathBuf;
use worked::Worked;

/// Put scarce officers to tiers: who is watched, how, and what one more officer buys
///
/// Officers go to one tier and way of watching after the other. Least shares (`minimum_share`) come first; then the
/// rule decides. A tier's own regime is its best; when it has reached its limit (`most_subjects`), those left over
/// are watched in the next of its `fallback_regimes`, as far as officers last, and only then the next tier. People
/// on a list within a list are counted once, with the inner list.
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    /// Who comes first: priority (the first tier in full before the second), proportional or value [default: priority]
    #[arg(long, value_enum, value_name = "RULE", hide_possible_values = true)]
    #[arg(
        help = "Who comes first: priority, proportional or value [default: the study's rule, else priority]"
    )]
    rule: Option<RuleName>,
    /// Only whole subjects by whole teams. Officers who make no team for the tier whose turn it is are left over; by
    /// value, what comes next takes them where its teams are smaller
    #[arg(long)]
    whole_teams: bool,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    drawn: FigureOptions,
    #[command(flatten)]
    common: Common,
}

/// How officers are put to tiers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
enum RuleName {
    /// The first tier in full before the second.
    Priority,
    /// In proportion to what each tier requires.
    Proportional,
    /// Most value per officer first.
    Value,
}

impl From<RuleName> for Rule {
    fn from(name: RuleName) -> Self {
        match name {
            RuleName::Priority => Self::Priority,
            RuleName::Proportional => Self::Proportional,
            RuleName::Value => Self::Value,
        }
    }
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout allocate study/", "by rank: the first tier in full before the second"),
        ("stakeout allocate study/ --rule proportional", "in proportion to what each tier requires"),
        (
            "stakeout allocate study/ --rule value --whole-teams",
            "most value per officer first, in whole teams",
        ),
        (
            "stakeout allocate study/ --set '[round the clock].most_subjects=40' -o officers.svg",
            "what if no more than 40 may be watched round the clock, with a figure",
        ),
        ("stakeout allocate study/ --format csv -o officers.csv", "a table for a spreadsheet"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, rule, whole_teams, choices, drawn, common } = args;
    common.destinations()?;
    if let Some(outcome) = &choices.outcome {
        bail!(
            "--outcome {outcome}: allocate always answers who is watched; for one quantity try \
             `stakeout explain STUDY --outcome subjects_watched`"
        );
    }
    let reading = input::read(vec![question::source(&study)?])?;
    let rule = rule.map(Rule::from);
    let question = Question::allocated(reading.study, &choices, &common, reading.notices, rule)?;
    let bounds = question.bounds()?;
    let worked = Worked::new(&question, &bounds, whole_teams)?;
    let answer = answer(&question, &bounds, &worked, typed.command_line())?;
    deliver_drawn(&answer, &common, &drawn, &|| figure::figure(&question, &worked, &answer, &drawn))?;
    Ok(Reply::Answered)
}

/// The answer without choices, for a page that has it beside others.
pub(super) fn plain<T>(
    question: &Question,
    command: &str,
    take: impl FnOnce(&Answer<'_>, &dyn Fn() -> Figure) -> T,
) -> anyhow::Result<T> {
    let bounds = question.bounds()?;
    let worked = Worked::new(question, &bounds, false)?;
    let answer = answer(question, &bounds, &worked, command.to_owned())?;
    let options = FigureOptions::default();
    Ok(take(&answer, &|| figure::figure(question, &worked, &answer, &options)))
}

fn answer<'q>(
    question: &'q Question,
    bounds: &'q Bounds<'q>,
    worked: &'q Worked,
    command: String,
) -> anyhow::Result<Answer<'q>> {
    let mut settings = question.settings();
    settings.push(("rule", worked.rule.word().into()));
    settings.push(("whole_teams", worked.whole.into()));
    let caveats = page::warnings(question, worked)
        .into_iter()
        .chain(question.caveats(question.scenario()))
        .chain(page::enclosed(worked));
    let notes = question.notes.iter().cloned().chain(page::notes(question, bounds, worked)?);
    Ok(Answer {
        command,
        study: question.study.name.clone(),
        settings,
        table: rows::table(question, worked),
        blocks: page::blocks(question, worked),
        caveats: caveats.collect(),
        notes: notes.collect(),
        extra: rows::extra(question, worked),
    })
}
