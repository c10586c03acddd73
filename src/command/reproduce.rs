//! `reproduce`: the documents' own calculations, recomputed.

use super::{Common, Reply, Typed, help};
use anyhow::bail;
use std::path::PathBuf;

/// Recompute the documents' own calculations
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A folder of facts and claims [default: the ones inside the program]
    folder: Option<PathBuf>,
    /// Only claims that were published
    #[arg(long)]
    published: bool,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout reproduce", "every claim the program carries"),
        ("stakeout reproduce --published", "only what the documents state themselves"),
        ("stakeout reproduce my-claims/", "your own folder of facts and claims"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { folder, published, common } = args;
    common.destinations()?;
    let _ = (&folder, &published, typed.command_line());
    bail!("`stakeout reproduce` is not written yet")
}
