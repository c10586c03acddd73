//! The program's two streams: the answer's, and what is said beside it.

use super::{Color, DiagnosticFormat};
use crate::input::Diagnostics;
use anstream::AutoStream;
use std::io::{self, Write};

/// Standard output; a page in colour also asks an old Windows console for them.
pub(super) fn standard_output(color: bool) -> Box<dyn Write> {
    let out = io::stdout().lock();
    if color { Box::new(AutoStream::always(out)) } else { Box::new(out) }
}

/// Says things beside the answer: errors, caveats, notes.
pub(super) struct Voice<W> {
    out: W,
    color: bool,
    format: DiagnosticFormat,
}

impl Voice<Box<dyn Write>> {
    /// On standard error.
    pub(super) fn standard_error(color: Color, format: DiagnosticFormat) -> Self {
        // Not locked: a worker's progress may be said while an answer is on its way.
        let (out, color) = (io::stderr(), color.on(&io::stderr()));
        Self { out: if color { Box::new(AutoStream::always(out)) } else { Box::new(out) }, color, format }
    }
}

impl<W: Write> Voice<W> {
    #[cfg(test)]
    pub(super) fn new(out: W, format: DiagnosticFormat) -> Self {
        Self { out, color: false, format }
    }

    /// Says one thing, `error: ...`. There is nowhere to report that it could not be said.
    pub(super) fn say(&mut self, kind: &str, message: &str, causes: &[String]) {
        let _ = match self.format {
            DiagnosticFormat::Json => self.say_object(kind, message, causes),
            DiagnosticFormat::Human => self.say_lines(kind, message, causes),
        };
    }

    /// Tells the problems of a study's files.
    pub(super) fn tell(&mut self, diagnostics: &Diagnostics) {
        let told = match self.format {
            DiagnosticFormat::Json => diagnostics.render_json(),
            DiagnosticFormat::Human => diagnostics.render_human(self.color),
        };
        let _ = self.out.write_all(told.as_bytes());
    }

    fn say_object(&mut self, kind: &str, message: &str, causes: &[String]) -> io::Result<()> {
        let object = serde_json::json!({ "severity": kind, "message": message, "causes": causes });
        self.out.write_all(format!("{object}\n").as_bytes())
    }

    fn say_lines(&mut self, kind: &str, message: &str, causes: &[String]) -> io::Result<()> {
        let (paint, reset) = match kind {
            _ if !self.color => ("", ""),
            "error" => ("\x1b[1;91m", "\x1b[0m"),
            _ => ("\x1b[1m", "\x1b[0m"),
        };
        let because: String = causes.iter().flat_map(|cause| ["\n  because ", cause]).collect();
        self.out.write_all(format!("{paint}{kind}:{reset} {message}{because}\n").as_bytes())
    }
}
