//! `cover`: coverage and shortfall of every tier.

use super::{Choices, Common, Reply, Typed, help};
use anyhow::bail;
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
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, choices, common } = args;
    common.destinations()?;
    let _ = (&study, &choices, typed.command_line());
    bail!("`stakeout cover` is not written yet")
}
