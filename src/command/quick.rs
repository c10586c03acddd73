//! `quick`: the three numbers, without a file.

use super::asked::parse_cell;
use super::question::Question;
use super::{Choices, Common, FigureOptions, Reply, Typed, cover, help};
use crate::sheet::RowName;
use crate::study::{self, Entry, Pool, Study, Tier, TierRatio};
use anyhow::anyhow;
use std::rc::Rc;

/// Answer from three numbers, without a file
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// How many people are to be watched, such as 11000 or "about 1,200"
    subjects: String,
    /// Officers it takes to watch one, such as 15-20
    ratio: String,
    /// How many officers there are
    officers: String,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    which: cover::Which,
    #[command(flatten)]
    drawn: FigureOptions,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout quick 11000 15-20 3300", "11,000 subjects, 15 to 20 officers each, 3,300 officers"),
        (
            "stakeout quick '~1,200' '15 to 20 (best 18)' 3300 --format json",
            "a number known only about, a range with a best guess, as JSON",
        ),
        ("stakeout quick 11000 15-20 3300 -o coverage.csv --excel", "also as a file for Excel"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { subjects, ratio, officers, choices, which, drawn, common } = args;
    common.destinations()?;
    let study = three_numbers(&subjects, &ratio, &officers)?;
    let question = Question::new(study, &choices, &common, Vec::new())?;
    let bounds = question.bounds()?;
    let drawn = cover::Drawn { which, options: &drawn };
    cover::answer_drawn(&question, &bounds, typed.command_line(), drawn, &common)?;
    Ok(Reply::Answered)
}

/// The smallest study: one list, one ratio, one staff.
fn three_numbers(subjects: &str, ratio: &str, officers: &str) -> anyhow::Result<Study> {
    let tier = Tier::new(
        RowName::default(),
        entry("subjects", subjects)?,
        TierRatio::Own(entry("officers_per_subject", ratio)?),
    );
    let pool = Pool {
        name: "".into(),
        scenario: None,
        officers: entry("officers", officers)?,
        deployable: None,
        vacancy: None,
        attrition_per_year: None,
        replacement_months: None,
        counts: None,
        scope: None,
        provenance: None,
    };
    Ok(Study { name: "quick".to_owned(), tiers: vec![tier], pools: vec![pool], ..Study::default() })
}

fn entry(column: &'static str, text: &str) -> anyhow::Result<Entry> {
    let column = study::column(column).ok_or_else(|| anyhow!("no column `{column}`"))?;
    let quantity = parse_cell(text, column.kind)
        .map_err(|reason| anyhow!("{} `{text}`: {reason}", column.key.replace('_', " ")))?;
    let plain = text.trim().bytes().all(|byte| byte.is_ascii_digit());
    Ok(Entry { quantity, place: None, written: (!plain).then(|| Rc::new(text.trim().to_owned())) })
}
