//! `report`: everything about a study, in one self-contained web page.

mod example;
mod figures;
mod part;
mod place;
mod sections;

use super::failure::StandardOutput;
use super::question;
use super::seed::Seed;
use super::threads::Threads;
use super::voice::{Voice, standard_output};
use super::{Choices, Common, Reply, Typed, help};
use crate::input::{self, Digests, StudySource};
use crate::report::html::Page;
use crate::report::{Answer, Block, Format, Staged, Table, clean};
use anyhow::{Context as _, bail};
use sections::Report;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// Write everything about a study as one web page that needs no network
///
/// Without a study: the example that the program carries, France in November 2015. Without -o: report.html in
/// the current folder, which replaces an earlier report on the same study and no other file.
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
        ("stakeout report", "the example that the program carries, in report.html"),
        ("stakeout report study.csv -o study.html", "a study of your own"),
        (
            "stakeout report study/ --tier radicalised --set officers+=8500 -o more.html --force",
            "one tier, with 8,500 officers more, over a file that exists",
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
    let common = place::chosen(&report.common, &page, to_standard_output)?;
    write(&page, &common, to_standard_output)?;
    if !common.quiet {
        say(&page, &notes, &common, to_standard_output)?;
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

/// The answer and where the page is; beside a page on standard output, only where its files are.
fn say(page: &Page, notes: &[String], common: &Common, to_standard_output: bool) -> anyhow::Result<()> {
    let mut voice = Voice::standard_error(common.color, common.diagnostic_format);
    for note in notes {
        voice.say("note", &clean(note), &[]);
    }
    let files: Vec<_> =
        common.output.iter().map(|path| clean(&path.to_string_lossy()).into_owned()).collect();
    if to_standard_output {
        for file in &files {
            voice.say("note", &place(file), &[]);
        }
        return Ok(());
    }
    let style = common.page();
    let mut out = standard_output(style.color);
    let told = told(page, &files);
    told.write(Format::Text, &style, &mut out).and_then(|()| out.flush()).context(StandardOutput)
}

/// The page's title, its first words with their caveats, and where it is.
fn told(page: &Page, files: &[String]) -> Answer<'static> {
    let blocks = page.sections.first().map(|answer| answer.blocks.as_slice()).unwrap_or_default();
    let caveats = blocks.iter().position(|block| matches!(block, Block::List { .. })).map_or(0, |at| at + 1);
    let answer = blocks.iter().take(caveats).cloned();
    let places = files.iter().map(|file| Block::Paragraph(place(file)));
    Answer {
        command: String::new(),
        study: String::new(),
        settings: Vec::new(),
        table: Table { columns: Vec::new(), rows: Box::new(|_| Ok(())) },
        blocks: std::iter::once(Block::Paragraph(page.title.clone())).chain(answer).chain(places).collect(),
        caveats: Vec::new(),
        notes: Vec::new(),
        extra: Vec::new(),
    }
}

fn place(file: &str) -> String {
    format!("The report is in {file}: open it in a browser.")
}
