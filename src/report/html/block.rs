//! Paragraphs, lists, tables and calculations as HTML.

use super::super::{Block, Grid};
use super::escape::{linked, text};
use std::io::{self, Write};

/// Writes a block; `level` is that of a list's heading.
pub(super) fn write(block: &Block, level: usize, out: &mut impl Write) -> io::Result<()> {
    match block {
        Block::Paragraph(words) => writeln!(out, "<p>{}</p>", paragraph(words)),
        Block::List { heading, items } => list(heading, items, level, out),
        Block::Grid(grid) => write_grid(grid, out),
        Block::Verbatim(lines) => verbatim(lines, out),
        Block::Formula { plain, heading, .. } => formula(plain, heading, out),
    }
}

fn paragraph(words: &str) -> String {
    let lines: Vec<String> = words.lines().map(linked).collect();
    lines.join("<br />\n")
}

fn list(heading: &str, items: &[String], level: usize, out: &mut impl Write) -> io::Result<()> {
    if !heading.is_empty() {
        writeln!(out, "<h{level}>{}</h{level}>", text(heading))?;
    }
    out.write_all(b"<ul>\n")?;
    items.iter().try_for_each(|item| writeln!(out, "<li>{}</li>", linked(item)))?;
    out.write_all(b"</ul>\n")
}

fn verbatim(lines: &str, out: &mut impl Write) -> io::Result<()> {
    let lines: Vec<String> = lines.lines().map(|line| text(line).trim_end().to_owned()).collect();
    writeln!(out, "<pre>{}</pre>", lines.join("\n"))
}

/// A calculation: what is calculated, then a line for each step, so that long ones wrap under themselves.
fn formula(plain: &str, heading: &str, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "<div class=\"steps\">\n<p><strong>{}</strong></p>", text(heading))?;
    let steps = plain.lines().enumerate().filter(|(at, line)| *at > 0 || *line != heading);
    for (_, step) in steps {
        writeln!(out, "<p>{}</p>", text(step.trim()))?;
    }
    out.write_all(b"</div>\n")
}

/// A table of so few rows is not broken over two pages of paper.
const SHORT: usize = 12;

/// A wide table scrolls inside its own box, which the keyboard reaches; the page itself never does.
fn write_grid(grid: &Grid, out: &mut impl Write) -> io::Result<()> {
    let columns = grid.width();
    if columns == 0 {
        return writeln!(out, "<p><strong>{}</strong></p>", text(&grid.title));
    }
    let name = if grid.title.is_empty() { "Table".to_owned() } else { text(&grid.title) };
    let class = if grid.rows.len() > SHORT { "scroll" } else { "scroll short" };
    writeln!(out, "<div class=\"{class}\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\">\n<table>")?;
    if !grid.title.is_empty() {
        writeln!(out, "<caption><span>{name}</span></caption>")?;
    }
    if grid.has_headings() {
        let cells = row(grid, &grid.headings, columns, Row::Headings);
        writeln!(out, "<thead>\n<tr>{cells}</tr>\n</thead>")?;
    }
    out.write_all(b"<tbody>\n")?;
    for line in &grid.rows {
        writeln!(out, "<tr>{}</tr>", row(grid, line, columns, Row::Values))?;
    }
    out.write_all(b"</tbody>\n</table>\n</div>\n")
}

#[derive(Clone, Copy, PartialEq)]
enum Row {
    Headings,
    Values,
}

fn row(grid: &Grid, cells: &[String], columns: usize, row: Row) -> String {
    (0..columns).map(|column| cell(grid, Grid::text(cells, column), column, row)).collect()
}

/// A heading names its column, and a row's first words name the row; an empty one names nothing.
fn cell(grid: &Grid, words: &str, column: usize, row: Row) -> String {
    let number = if grid.is_numeric(column) { " class=\"n\"" } else { "" };
    let shown = linked(words);
    match row {
        Row::Headings if !words.trim().is_empty() => format!("<th scope=\"col\"{number}>{shown}</th>"),
        Row::Values if column == 0 && number.is_empty() && !words.trim().is_empty() => {
            format!("<th scope=\"row\">{shown}</th>")
        }
        _ => format!("<td{number}>{shown}</td>"),
    }
}
