//! `quick`: the three numbers, without a file.

use super::{Choices, Common, Reply, Typed, help};
use anyhow::bail;

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
    let Args { subjects, ratio, officers, choices, common } = args;
    common.destinations()?;
    let _ = (&subjects, &ratio, &officers, &choices, typed.command_line());
    bail!("`stakeout quick` is not written yet")
}
