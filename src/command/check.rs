//! `check`: how each cell was read.

use super::{Choices, Common, Reply, Typed, help};
use anyhow::bail;
use std::path::PathBuf;

/// Show how each cell was read, and every mistake
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
        ("stakeout check study.csv", "every cell, and what it was read as"),
        ("stakeout check study/ --diagnostic-format json", "mistakes for another program"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, choices, common } = args;
    common.destinations()?;
    let _ = (&study, &choices, typed.command_line());
    bail!("`stakeout check` is not written yet")
}
