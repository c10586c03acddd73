//! `man`: the manual pages.

use super::deliver::print;
use super::{Reply, help};
use anyhow::bail;
use clap::Command;
use clap_mangen::Man;
use std::io::{self, Write};

/// Print the manual, or one verb's page, as roff
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// The verb whose page to print [default: the main page and every verb's]
    verb: Option<String>,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout man | man -l -", "read the whole manual"),
        ("stakeout man cover > stakeout-cover.1", "one page, for a folder of $MANPATH"),
    ])
}

pub(super) fn run(args: &Args) -> anyhow::Result<Reply> {
    let pages = pages(args.verb.as_deref())?;
    print(|out| pages.into_iter().try_for_each(|page| write_page(page, out)))?;
    Ok(Reply::Answered)
}

fn write_page(page: Command, out: &mut dyn Write) -> io::Result<()> {
    Man::new(page).source(concat!("stakeout ", env!("CARGO_PKG_VERSION"))).render(out)?;
    writeln!(out)
}

/// The command and its verbs, or one verb; building names each as its page is: `stakeout-cover`.
fn pages(verb: Option<&str>) -> anyhow::Result<Vec<Command>> {
    let mut main = super::definition().disable_help_subcommand(true);
    main.build();
    let verbs: Vec<Command> = main.get_subcommands().cloned().collect();
    let Some(name) = verb else {
        return Ok([main].into_iter().chain(verbs).collect());
    };
    if let Some(page) = verbs.iter().find(|page| page.get_name() == name) {
        return Ok(vec![page.clone()]);
    }
    let names: Vec<&str> = verbs.iter().map(Command::get_name).collect();
    bail!("there is no verb {name:?}: the verbs are {}", names.join(", "))
}
