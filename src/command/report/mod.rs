//! `report`: everything about a study, in one self-contained web page.

mod example;
mod figures;
mod part;
mod sections;

use super::failure::StandardOutput;
use super::question;
use super::seed::Seed;
use super::threads::Threads;
use super::voice::{Voice, standard_output};
use super::{Choices, Common, Reply, Typed, help};
use crate::input::{self, Digests, StudySource};
use crate::report::html::Page;
use crate::report::{Format, Staged, clean};
use anyhow::{Context as _, bail};
use sections::Report;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Write everything about a study as one web page that needs no network
///
/// Without a study: the example that the program carries, France in November 2015.
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input [default: the example]
    study: Option<PathBuf>,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    seed: Seed,
    #[command(flatten)]
    threads: Threads,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout report -o report.html", "the example that the program carries"),
        ("stakeout report study.csv -o report.html", "a study of your own"),
        (
            "stakeout report study/ --tier radicalised --set officers+=8500 -o report.html --force",
            "one tier, with 8,500 officers more, over a report that exists",
        ),
        ("stakeout report study/ --format html > report.html", "to standard output"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, choices, seed, threads, common } = args;
    let to_standard_output = typed.value("--format").is_some();
    check_formats(&common, to_standard_output)?;
    common.destinations()?;
    let (reading, digests) = input::read_with_digests(vec![source(study.as_deref())?])?;
    let is_example = study.is_none();
    let command = typed.command_line();
    let report = Report { reading, digests, is_example, choices, seed, threads, common, command };
    let (page, notes) = report.page()?;
    write(&page, &report.common, to_standard_output)?;
    if !report.common.quiet {
        say_beside(&notes, &report.common);
    }
    Ok(Reply::Answered)
}

fn source(study: Option<&Path>) -> anyhow::Result<StudySource> {
    study.map_or_else(|| Ok(example::study()), question::source)
}

/// A report is a page in a file, or on standard output where that is asked for.
fn check_formats(common: &Common, to_standard_output: bool) -> anyhow::Result<()> {
    let is_page = |path: &&PathBuf| matches!(Format::of_path(path), Ok(Format::Html));
    if let Some(path) = common.output.iter().find(|path| !is_page(path)) {
        bail!(
            "a report is a web page, which {} is not: end it in .html (its tables and figures are inside, as CSV and SVG)",
            clean(&path.to_string_lossy())
        );
    }
    if to_standard_output && common.format != Format::Html {
        bail!("a report is a web page: write --format html, or ask another verb, such as cover");
    }
    if !to_standard_output && common.output.is_empty() {
        bail!("a report is a file to open in a browser: name it, as in -o report.html");
    }
    Ok(())
}

/// Files first and all at once, then standard output.
fn write(page: &Page, common: &Common, to_standard_output: bool) -> anyhow::Result<()> {
    let mut staged = Vec::new();
    for (_, destination) in common.destinations()? {
        staged.push(destination.stage(|out| page.write(out))?);
    }
    staged.into_iter().try_for_each(Staged::persist)?;
    if to_standard_output {
        let mut out = standard_output(false);
        page.write(&mut out).and_then(|()| out.flush()).context(StandardOutput)?;
    }
    Ok(())
}

fn say_beside(notes: &[String], common: &Common) {
    let mut voice = Voice::standard_error(common.color, common.diagnostic_format);
    for note in notes {
        voice.say("note", &clean(note), &[]);
    }
    for path in &common.output {
        let path = path.to_string_lossy();
        voice.say("note", &format!("the report is in {}: open it in a browser", clean(&path)), &[]);
    }
}
