//! `compare`: scenarios side by side.

use super::{Choices, Common, Reply, Typed, help};
use anyhow::bail;
use std::path::PathBuf;

/// Compare scenarios side by side
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
        ("stakeout compare study.csv", "every scenario, and its change from base"),
        ("stakeout compare study.csv --outcome coverage", "coverage alone"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, choices, common } = args;
    common.destinations()?;
    let _ = (&study, &choices, typed.command_line());
    bail!("`stakeout compare` is not written yet")
}
