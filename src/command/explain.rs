//! `explain`: every step with its numbers, reading and source.

use super::{Choices, Common, Reply, Typed, help};
use anyhow::bail;
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
    let _ = (&study, &choices, typed.command_line());
    bail!("`stakeout explain` is not written yet")
}
