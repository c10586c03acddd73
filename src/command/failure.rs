//! What is said when something is wrong, and the exit code.

use super::voice::Voice;
use super::{Color, DiagnosticFormat, Reply, Typed};
use crate::input::Diagnostics;
use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::process::ExitCode;

const NO: u8 = 1;
const BAD: u8 = 2;

/// Where a failed write was going.
#[derive(Debug)]
pub(super) struct StandardOutput;

impl fmt::Display for StandardOutput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer could not be written in full to standard output")
    }
}

/// The exit code of an answer; an error is said first.
pub(super) fn exit_code(reply: anyhow::Result<Reply>, typed: &Typed) -> ExitCode {
    match reply {
        Ok(Reply::Answered) => ExitCode::SUCCESS,
        Ok(Reply::No) => ExitCode::from(NO),
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            if let Some(diagnostics) = error.downcast_ref::<Diagnostics>() {
                voice(typed).tell(diagnostics);
                return ExitCode::from(BAD);
            }
            let causes: Vec<String> = error.chain().skip(1).map(in_words).collect();
            let message = error.chain().next().map(in_words).unwrap_or_default();
            voice(typed).say("error", &message, &causes);
            ExitCode::from(BAD)
        }
    }
}

fn voice(typed: &Typed) -> Voice<Box<dyn Write>> {
    Voice::standard_error(Color::typed(typed), DiagnosticFormat::typed(typed))
}

/// Help on standard output; a mistake in the command line on standard error.
pub(super) fn usage(error: &clap::Error, typed: &Typed) -> ExitCode {
    if error.use_stderr() && DiagnosticFormat::typed(typed) == DiagnosticFormat::Json {
        let plain = error.render().to_string();
        let message = plain.strip_prefix("error: ").unwrap_or(&plain).trim_end();
        voice(typed).say("error", message, &[]);
        return ExitCode::from(BAD);
    }
    let printed = error.print().and_then(|()| io::stdout().flush());
    if error.use_stderr() {
        return ExitCode::from(BAD);
    }
    let printed = printed.map_err(|error| anyhow::Error::new(error).context(StandardOutput));
    exit_code(printed.map(|()| Reply::Answered), typed)
}

/// Whoever read the answer has seen enough.
fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let causes = error.chain().filter_map(|cause| cause.downcast_ref::<io::Error>());
    causes.map(io::Error::kind).any(|kind| kind == ErrorKind::BrokenPipe)
}

/// The system's own words are for programmers.
fn in_words(error: &(dyn std::error::Error + 'static)) -> String {
    match error.downcast_ref::<io::Error>().map(io::Error::kind) {
        Some(ErrorKind::StorageFull) => {
            "no space is left on the device: free some, or write elsewhere".to_owned()
        }
        _ => error.to_string(),
    }
}
