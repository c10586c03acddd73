//! Knows how problems are drawn for people and written for programs.

use super::diagnostic::{Diagnostic, Diagnostics, Severity};
use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use std::ops::Range;

impl Diagnostics {
    /// The problems as people read them: each with its line, a caret, why, and a line to paste; then how many.
    pub fn render_human(&self, color: bool) -> String {
        let renderer = if color { Renderer::styled() } else { Renderer::plain() };
        let mut drawn: Vec<String> = self.list.iter().map(|problem| draw(problem, &renderer)).collect();
        drawn.push(self.count());
        drawn.join("\n\n") + "\n"
    }

    /// The problems as JSON Lines: one object for each, with the keys code, severity, file, line, column, cell,
    /// message, why, suggestion (null where there is none), `source_line`, span (bytes of `source_line`); then one
    /// object with the key `omitted` where problems were left out.
    pub fn render_json(&self) -> String {
        let mut lines: Vec<String> = self.list.iter().map(|problem| json(problem).to_string()).collect();
        if self.omitted > 0 {
            lines.push(serde_json::json!({ "omitted": self.omitted }).to_string());
        }
        lines.join("\n") + "\n"
    }

    /// `3 problems in 2 files: nothing was calculated.`
    fn count(&self) -> String {
        let mut files: Vec<&str> = self.list.iter().map(|problem| problem.file.as_str()).collect();
        files.sort_unstable();
        files.dedup();
        let problems = plural(self.list.len() + self.omitted, "problem");
        let shown =
            if self.omitted > 0 { format!(" ({} are shown)", self.list.len()) } else { String::new() };
        format!("{problems} in {}{shown}: nothing was calculated.", plural(files.len(), "file"))
    }
}

fn plural(count: usize, word: &str) -> String {
    if count == 1 { format!("1 {word}") } else { format!("{count} {word}s") }
}

fn draw(problem: &Diagnostic, renderer: &Renderer) -> String {
    let Severity::Error = problem.severity;
    let title = Level::ERROR.primary_title(safe(&problem.message)).id(problem.code);
    let path = safe(&problem.file);
    let mut group = Group::with_title(title);
    if problem.line == 0 {
        group = group.element(Origin::path(path));
    } else {
        let (line, span) = drawable(&problem.source_line, &problem.span);
        let before = line[..span.start].rsplit('\n').next().unwrap_or_default();
        let is_part = before.chars().count() + 1 != problem.column as usize;
        let first_line = problem.line as usize - line[..span.start].matches('\n').count();
        let label = format!("cell {}", problem.cell);
        let caret = AnnotationKind::Primary.span(span).label(label);
        let snippet = Snippet::source(line).line_start(first_line).annotation(caret);
        group = if is_part {
            // The columns of a part of a line are not those of the line.
            let origin = Origin::path(path).line(problem.line as usize).char_column(problem.column as usize);
            group.element(origin).element(snippet)
        } else {
            group.element(snippet.path(path))
        };
    }
    if !problem.why.is_empty() {
        group = group.element(Level::NOTE.message(safe(&problem.why)));
    }
    let help = problem.suggestion.as_deref().map(|suggestion| suggestion_lines(problem, suggestion));
    if let Some(help) = help {
        group = group.element(Level::HELP.message(help));
    }
    renderer.render(&[group])
}

/// The suggestion under its heading: a line to paste stands alone, so that it can be copied whole.
fn suggestion_lines(problem: &Diagnostic, suggestion: &str) -> String {
    if problem.line == 0 && !suggestion.contains('\n') {
        return safe(suggestion);
    }
    let lines: Vec<String> = suggestion.lines().map(safe).collect();
    format!("write instead:\n{}", lines.join("\n"))
}

/// A text without control characters: none may reach a terminal.
fn safe(text: &str) -> String {
    text.chars().map(|c| if c.is_control() && c != '\t' { ' ' } else { c }).collect()
}

/// A record that can be drawn: control characters but line feeds replaced by as many bytes, and a span within it.
fn drawable(line: &str, span: &Range<usize>) -> (String, Range<usize>) {
    let mut drawn = String::with_capacity(line.len());
    for c in line.chars() {
        match c {
            '\n' | '\t' => drawn.push(c),
            c if c.is_control() => drawn.extend(std::iter::repeat_n(' ', c.len_utf8())),
            c => drawn.push(c),
        }
    }
    let start = span.start.min(drawn.len());
    let end = span.end.clamp(start, drawn.len());
    (drawn, start..end)
}

fn json(problem: &Diagnostic) -> serde_json::Value {
    serde_json::json!({
        "code": problem.code,
        "severity": problem.severity.word(),
        "file": problem.file,
        "line": problem.line,
        "column": problem.column,
        "cell": problem.cell,
        "message": problem.message,
        "why": problem.why,
        "suggestion": problem.suggestion,
        "source_line": problem.source_line,
        "span": [problem.span.start, problem.span.end],
    })
}
