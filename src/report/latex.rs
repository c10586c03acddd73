//! The answer as LaTeX to `\input` into a paper: plain `tabular`, no package needed.

use super::words::clean;
use super::{Answer, Block, Grid};
use std::io::{self, BufWriter, Write};

/// Writes the blocks in order and the caveats last.
pub(super) fn write(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    writeln!(out, "% {}", clean(&answer.command))?;
    for block in answer.shown() {
        writeln!(out)?;
        write_block(block, &mut out)?;
    }
    if !answer.caveats.is_empty() {
        writeln!(out)?;
        list("Caveats", &answer.caveats, &mut out)?;
    }
    out.flush()
}

fn write_block(block: &Block, out: &mut impl Write) -> io::Result<()> {
    match block {
        Block::Paragraph(text) => {
            let lines: Vec<String> = text.lines().map(escaped).collect();
            writeln!(out, "{}", lines.join(" \\\\\n"))
        }
        Block::List { heading, items } => list(heading, items, out),
        Block::Grid(grid) => write_grid(grid, out),
        Block::Verbatim(text) => verbatim(text, out),
        Block::Formula { heading, latex, .. } => formula(heading, latex, out),
    }
}

/// The lines come as LaTeX from the sheet; aligned in an array, which needs no package.
fn formula(heading: &str, lines: &[String], out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\\noindent {}", escaped(heading))?;
    writeln!(out, "\\[\n\\renewcommand{{\\arraystretch}}{{1.4}}\n\\begin{{array}}{{rl}}")?;
    lines.iter().try_for_each(|line| writeln!(out, "  = & \\displaystyle {line} \\\\"))?;
    writeln!(out, "\\end{{array}}\n\\]")
}

fn list(heading: &str, items: &[String], out: &mut impl Write) -> io::Result<()> {
    if !heading.is_empty() {
        writeln!(out, "\\paragraph{{{}}}", escaped(heading))?;
    }
    writeln!(out, "\\begin{{itemize}}")?;
    items.iter().try_for_each(|item| writeln!(out, "  \\item {}", escaped(item)))?;
    writeln!(out, "\\end{{itemize}}")
}

/// Nothing in the text may end the environment early: what followed would be obeyed.
fn verbatim(text: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "\\begin{{verbatim}}")?;
    for line in text.lines() {
        writeln!(out, "{}", clean(line).replace("\\end{verbatim}", "\\end {verbatim}").trim_end())?;
    }
    writeln!(out, "\\end{{verbatim}}")
}

fn write_grid(grid: &Grid, out: &mut impl Write) -> io::Result<()> {
    if !grid.title.is_empty() {
        writeln!(out, "\\paragraph{{{}}}", escaped(&grid.title))?;
    }
    let columns = grid.width();
    if columns == 0 {
        return Ok(());
    }
    let alignment: String =
        (0..columns).map(|column| if grid.is_numeric(column) { 'r' } else { 'l' }).collect();
    writeln!(out, "\\begin{{tabular}}{{{alignment}}}\n\\hline")?;
    if grid.has_headings() {
        writeln!(out, "{}\n\\hline", line(&grid.headings, columns))?;
    }
    grid.rows.iter().try_for_each(|row| writeln!(out, "{}", line(row, columns)))?;
    writeln!(out, "\\hline\n\\end{{tabular}}")
}

fn line(row: &[String], columns: usize) -> String {
    let cells: Vec<String> = (0..columns).map(|column| escaped(Grid::text(row, column))).collect();
    cells.join(" & ") + " \\\\"
}

/// Text that prints as it is, on one line.
fn escaped(text: &str) -> String {
    let mut latex = String::with_capacity(text.len() + 8);
    let mut before = ' ';
    for c in clean(text).chars() {
        match c {
            '"' if before == ' ' || before == '(' || before == '[' => latex.push_str("``"),
            '"' => latex.push_str("''"),
            // Two hyphens in a row would print as one dash.
            '-' if before == '-' => latex.push_str("{}-"),
            _ => push_escaped(c, &mut latex),
        }
        before = c;
    }
    latex
}

/// Brackets and stars are braced: `\\[` and `\\*` after a row have a meaning.
fn push_escaped(c: char, latex: &mut String) {
    let written = match c {
        '\\' => r"\textbackslash{}",
        '~' => r"\textasciitilde{}",
        '^' => r"\textasciicircum{}",
        '`' => r"\textasciigrave{}",
        '<' => r"\textless{}",
        '>' => r"\textgreater{}",
        '|' => r"\textbar{}",
        '\u{a0}' => "~",
        '\u{202f}' => r"\,",
        '\u{2212}' => "$-$",
        '±' => r"$\pm$",
        '×' => r"$\times$",
        '÷' => r"$\div$",
        '≤' => r"$\le$",
        '≥' => r"$\ge$",
        '–' => "--",
        '—' => "---",
        _ => return push_character(c, latex),
    };
    latex.push_str(written);
}

fn push_character(c: char, latex: &mut String) {
    match c {
        '#' | '$' | '%' | '&' | '_' | '{' | '}' => latex.extend(['\\', c]),
        '[' | ']' | '*' => latex.extend(['{', c, '}']),
        // Pictures of control characters, which no text font holds.
        '\u{2400}'..='\u{2421}' | '\u{fffd}' => latex.push('?'),
        _ => latex.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn specials_print_as_they_are() {
        assert_eq!(escaped(r"50% & #1 $5 a_b {c} \d"), r"50\% \& \#1 \$5 a\_b \{c\} \textbackslash{}d");
        assert_eq!(
            escaped("~1,200 ^ < > |"),
            r"\textasciitilde{}1,200 \textasciicircum{} \textless{} \textgreater{} \textbar{}"
        );
        assert_eq!(escaped(r#"basis of "15-20" --set [x]"#), "basis of ``15-20'' -{}-set {[}x{]}");
        assert_eq!(escaped("−1,5\u{202f}% × 3–4"), r"$-$1,5\,\% $\times$ 3--4");
        assert_eq!(escaped("a\u{1b}b\nc"), "a?b c");
    }

    #[test]
    fn verbatim_text_cannot_end_its_environment() {
        let mut out = Vec::new();
        verbatim("x \\end{verbatim} \\input{y}", &mut out).unwrap();
        let out = String::from_utf8(out).unwrap();
        assert_eq!(out, "\\begin{verbatim}\nx \\end {verbatim} \\input{y}\n\\end{verbatim}\n");
    }
}
