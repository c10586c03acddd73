//! The answer as Markdown, with the tables that GitHub and Pandoc know.

use super::words::{clean, columns};
use super::{Answer, Block, Grid};
use std::io::{self, BufWriter, Write};

/// Writes the blocks in order and the caveats last, each after a blank line.
pub(super) fn write(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut out = BufWriter::new(out);
    let mut between = "";
    for block in answer.shown() {
        out.write_all(between.as_bytes())?;
        write_block(block, &mut out)?;
        between = "\n";
    }
    if !answer.caveats.is_empty() {
        out.write_all(between.as_bytes())?;
        list("Caveats", &answer.caveats, &mut out)?;
    }
    out.flush()
}

fn write_block(block: &Block, out: &mut impl Write) -> io::Result<()> {
    match block {
        Block::Paragraph(text) => writeln!(out, "{}", paragraph(text)),
        Block::List { heading, items } => list(heading, items, out),
        Block::Grid(grid) => write_grid(grid, out),
        Block::Verbatim(text) | Block::Formula { plain: text, .. } => verbatim(text, out),
    }
}

/// Lines end in a backslash where the next one must not join them.
fn paragraph(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escaped_line).collect();
    lines.join("\\\n")
}

fn list(heading: &str, items: &[String], out: &mut impl Write) -> io::Result<()> {
    if !heading.is_empty() {
        writeln!(out, "**{}**\n", escaped(heading))?;
    }
    items.iter().try_for_each(|item| writeln!(out, "- {}", escaped_line(item)))
}

/// A code block whose fence is longer than any run of backticks in it.
fn verbatim(text: &str, out: &mut impl Write) -> io::Result<()> {
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest.max(2) + 1);
    writeln!(out, "{fence}text")?;
    text.lines().try_for_each(|line| writeln!(out, "{}", clean(line).trim_end()))?;
    writeln!(out, "{fence}")
}

fn write_grid(grid: &Grid, out: &mut impl Write) -> io::Result<()> {
    if !grid.title.is_empty() {
        writeln!(out, "**{}**\n", escaped(&grid.title))?;
    }
    let columns = grid.width();
    if columns == 0 {
        return Ok(());
    }
    let cells = |row: &[String]| (0..columns).map(|column| escaped(Grid::text(row, column))).collect();
    let headings: Vec<String> = cells(&grid.headings);
    let rows: Vec<Vec<String>> = grid.rows.iter().map(|row| cells(row)).collect();
    let widths = widths(&headings, &rows);
    writeln!(out, "{}", line(grid, &headings, &widths))?;
    writeln!(out, "{}", rule(grid, &widths))?;
    rows.iter().try_for_each(|row| writeln!(out, "{}", line(grid, row, &widths)))
}

/// Three at least: a rule is no shorter.
fn widths(headings: &[String], rows: &[Vec<String>]) -> Vec<usize> {
    let mut widths: Vec<usize> = headings.iter().map(|heading| columns(heading).max(3)).collect();
    for row in rows {
        for (width, cell) in widths.iter_mut().zip(row) {
            *width = columns(cell).max(*width);
        }
    }
    widths
}

fn line(grid: &Grid, row: &[String], widths: &[usize]) -> String {
    let mut line = String::from("|");
    for (column, (cell, width)) in row.iter().zip(widths).enumerate() {
        let free = " ".repeat(width.saturating_sub(columns(cell)));
        let (before, after) = if grid.is_numeric(column) { (&*free, "") } else { ("", &*free) };
        line.extend([" ", before, cell, after, " |"]);
    }
    line
}

fn rule(grid: &Grid, widths: &[usize]) -> String {
    let mut line = String::from("|");
    for (column, width) in widths.iter().enumerate() {
        let dashes = "-".repeat(width - 1);
        let (before, after) = if grid.is_numeric(column) { (" ", ": |") } else { (" :", " |") };
        line.extend([before, &dashes, after]);
    }
    line
}

/// Text that shows as it is, on one line. Addresses stay as they are, so that they stay links.
fn escaped(text: &str) -> String {
    let words: Vec<String> = clean(text).split(' ').map(escaped_word).collect();
    words.join(" ")
}

/// As [`escaped`], where the text begins a line and could begin a heading, a list or a quotation.
fn escaped_line(text: &str) -> String {
    let text = escaped(text.trim_start());
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[digits..];
    let numbers_a_list = digits > 0 && (rest.starts_with('.') || rest.starts_with(')'));
    if numbers_a_list && matches!(rest.as_bytes().get(1), None | Some(b' ')) {
        return format!("{}\\{rest}", &text[..digits]);
    }
    if text.starts_with(['#', '+', '-', '=']) { format!("\\{text}") } else { text }
}

fn escaped_word(word: &str) -> String {
    if is_plain_address(word) {
        return word.to_owned();
    }
    let mut text = String::with_capacity(word.len() + 2);
    let mut before = None;
    let mut rest = word.chars().peekable();
    while let Some(c) = rest.next() {
        if is_markup(c, before, rest.peek().copied()) {
            text.push('\\');
        }
        text.push(c);
        before = Some(c);
    }
    text
}

/// An underscore inside a name and an ampersand by itself are no markup.
fn is_markup(c: char, before: Option<char>, after: Option<char>) -> bool {
    let is_inside = |side: Option<char>| side.is_some_and(char::is_alphanumeric);
    match c {
        '_' => !(is_inside(before) && is_inside(after)),
        '&' => after.is_some_and(|c| c.is_alphanumeric() || c == '#'),
        _ => matches!(c, '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '|' | '~' | '$'),
    }
}

fn is_plain_address(word: &str) -> bool {
    let is_address = word.starts_with("https://") || word.starts_with("http://");
    is_address && word.chars().all(|c| c.is_ascii_alphanumeric() || "-./:?=&%#,+;".contains(c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_shown_not_obeyed() {
        assert_eq!(escaped("a|b *c* [d](e) <b> `f` \\"), r"a\|b \*c\* \[d\](e) \<b\> \`f\` \\");
        assert_eq!(escaped("officers_required _x_ R&D &amp;"), r"officers_required \_x\_ R\&D \&amp;");
        assert_eq!(escaped("~1,200 for $5"), r"\~1,200 for \$5");
        assert_eq!(escaped("https://example.org/a-b?c=1&d=2#e"), "https://example.org/a-b?c=1&d=2#e");
        assert_eq!(escaped("a\nb\u{1b}"), "a b␛");
    }

    #[test]
    fn a_line_cannot_begin_a_heading_or_a_list() {
        assert_eq!(escaped_line("# title"), r"\# title");
        assert_eq!(escaped_line("- item"), r"\- item");
        assert_eq!(escaped_line("1. first"), r"1\. first");
        assert_eq!(escaped_line("1.5 times"), "1.5 times");
        assert_eq!(escaped_line("    code"), "code");
        assert_eq!(paragraph("one\ntwo"), "one\\\ntwo");
    }

    #[test]
    fn a_fence_is_longer_than_what_it_holds() {
        let mut out = Vec::new();
        verbatim("a ```` b", &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "`````text\na ```` b\n`````\n");
    }
}
