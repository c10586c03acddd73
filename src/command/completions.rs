//! `completions`: what a shell needs to complete command lines.

use super::deliver::print;
use super::{Reply, help};
use clap_complete::Shell;

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// The shell
    shell: Shell,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout completions bash", "for ~/.local/share/bash-completion/completions/stakeout"),
        ("stakeout completions zsh", "for a folder of $fpath, as _stakeout"),
        ("stakeout completions fish", "for ~/.config/fish/completions/stakeout.fish"),
    ])
}

pub(super) fn run(args: &Args) -> anyhow::Result<Reply> {
    // Into memory first: the generator ends the program where it cannot write.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut super::definition(), "stakeout", &mut script);
    print(|out| out.write_all(&script))?;
    Ok(Reply::Answered)
}
