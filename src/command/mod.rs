//! The command line: one file per verb, with its arguments, its table and its figure.
//!
//! What was typed is put in order ([`Typed`]), parsed by clap, and answered by a verb, which hands its
//! answer to [`deliver`]. Exit codes: 0 answered, 1 the answer is no, 2 bad usage or input.

mod allocate;
mod amount;
mod approx;
mod asked;
mod check;
mod common;
mod compare;
mod completions;
mod cover;
mod deliver;
mod explain;
mod failure;
mod fault;
mod figure;
mod group;
mod help;
mod man;
mod model;
mod morris;
mod named;
mod progress;
mod project;
mod published;
mod question;
mod quick;
mod report;
mod reproduce;
mod sampling;
mod seed;
mod sentences;
mod simulate;
mod sobol;
mod solve;
mod sweep;
mod tell;
mod threads;
mod tornado;
mod typed;
mod uncertain;
mod voice;
mod wording;

pub use common::{Choices, Color, Common, DiagnosticFormat, FileKind, Image, Lang};
pub use deliver::deliver;
pub use figure::{Colours, FigureOptions, Size};
pub use typed::Typed;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};
use std::process::ExitCode;

/// How a question was answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reply {
    /// There is an answer.
    Answered,
    /// The answer is no: a claim does not hold as marked, there is no solution.
    No,
}

/// Coverage and shortfall from watchlist sizes, staff counts and officers per subject
///
/// Works on counts only, never on people. Shows the arithmetic, the source of every number, and what
/// the comparison leaves out.
#[derive(Debug, Parser)]
#[command(name = "stakeout", version, styles = help::STYLES, subcommand_value_name = "VERB")]
#[command(subcommand_help_heading = "Verbs", arg_required_else_help = true, after_help = examples())]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Quick(quick::Args),
    Cover(cover::Args),
    Explain(explain::Args),
    Check(check::Args),
    Compare(compare::Args),
    Allocate(allocate::Args),
    Solve(solve::Args),
    Sweep(sweep::Args),
    Tornado(tornado::Args),
    Simulate(simulate::Args),
    Morris(morris::Args),
    Sobol(sobol::Args),
    Project(project::Args),
    Reproduce(reproduce::Args),
    Report(report::Args),
    Completions(completions::Args),
    Man(man::Args),
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout quick 11000 15-20 3300", "subjects, officers per subject, officers: no file needed"),
        ("stakeout cover study.csv", "the same for every tier of a study"),
        ("stakeout explain study.csv", "every step, with the source of every number"),
    ])
}

/// The command line as it is: verbs that find their outcome otherwise do not offer --outcome, and say so to those who
/// write it.
fn definition() -> clap::Command {
    Cli::command().mut_subcommands(|verb| match verb.get_name() {
        "allocate" | "solve" => verb.mut_arg("outcome", |outcome| outcome.hide(true)),
        _ => verb,
    })
}

/// Reads the command line, answers it, and gives the exit code.
pub fn run() -> ExitCode {
    let command = definition();
    let typed = Typed::new(std::env::args_os(), &command);
    let command = command.color(Color::typed(&typed).for_clap());
    let parsed = command.try_get_matches_from(typed.arranged());
    match parsed.and_then(|matches| Cli::from_arg_matches(&matches)) {
        Ok(cli) => failure::exit_code(answer(cli.verb, &typed), &typed),
        Err(error) => failure::usage(&error, &typed),
    }
}

fn answer(verb: Verb, typed: &Typed) -> anyhow::Result<Reply> {
    match verb {
        Verb::Quick(args) => quick::run(args, typed),
        Verb::Cover(args) => cover::run(args, typed),
        Verb::Explain(args) => explain::run(args, typed),
        Verb::Check(args) => check::run(args, typed),
        Verb::Compare(args) => compare::run(args, typed),
        Verb::Allocate(args) => allocate::run(args, typed),
        Verb::Solve(args) => solve::run(args, typed),
        Verb::Sweep(args) => sweep::run(args, typed),
        Verb::Tornado(args) => tornado::run(args, typed),
        Verb::Simulate(args) => simulate::run(args, typed),
        Verb::Morris(args) => morris::run(args, typed),
        Verb::Sobol(args) => sobol::run(args, typed),
        Verb::Project(args) => project::run(args, typed),
        Verb::Reproduce(args) => reproduce::run(args, typed),
        Verb::Report(args) => report::run(args, typed),
        Verb::Completions(args) => completions::run(&args),
        Verb::Man(args) => man::run(&args),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Splits as a shell does, as far as the examples need it: single quotes, up to a pipe or a redirection.
    fn words(line: &str) -> Vec<String> {
        let line = line.split(" | ").next().and_then(|line| line.split(" > ").next()).unwrap();
        let outside = |(index, text): (usize, &str)| match index % 2 {
            0 => text.split_whitespace().map(str::to_owned).collect(),
            _ => vec![text.to_owned()],
        };
        line.split('\'').enumerate().flat_map(outside).collect()
    }

    #[test]
    fn the_definition_is_sound() {
        definition().debug_assert();
    }

    #[test]
    fn every_verb_has_examples_and_every_example_is_a_command() {
        let command = definition();
        for page in command.get_subcommands().chain([&command]) {
            let help = page.get_after_help().unwrap().to_string();
            let examples: Vec<&str> = help.lines().filter(|line| line.starts_with("  stakeout ")).collect();
            assert!(examples.len() > 1, "{help}");
            for example in examples {
                let words = words(example);
                let typed = Typed::new(words.iter().map(Into::into), &Cli::command());
                let parsed = Cli::try_parse_from(typed.arranged());
                assert!(parsed.is_ok(), "{example}: {}", parsed.unwrap_err());
                let verb = page.get_name();
                assert!(verb == "stakeout" || words[1] == verb, "{example}");
            }
        }
    }
}
