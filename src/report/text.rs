//! The answer as a page for a terminal.

use super::words::{clean, columns, wrap};
use super::{Answer, Block, Grid, Style};
use std::io::{self, BufWriter, Write};

const BOLD: &str = "\x1b[1m";
const DIM: &str = "\x1b[2m";
const RESET: &str = "\x1b[0m";

/// What grids and lists stand in from the margin.
const INDENT: &str = "  ";

/// What stands between two columns of a grid.
const GAP: usize = 2;

/// Writes the blocks in order and the caveats last.
pub(super) fn write(answer: &Answer<'_>, style: &Style, out: &mut dyn Write) -> io::Result<()> {
    let mut page = Page { out: BufWriter::new(out), style, last: None };
    for block in answer.shown() {
        page.block(block)?;
    }
    page.caveats(&answer.caveats)?;
    page.out.flush()
}

/// What a blank line may stand between.
#[derive(PartialEq)]
enum Part {
    Words,
    Figures,
}

struct Page<'o> {
    out: BufWriter<&'o mut dyn Write>,
    style: &'o Style,
    last: Option<Part>,
}

impl Page<'_> {
    fn block(&mut self, block: &Block) -> io::Result<()> {
        match block {
            Block::Paragraph(text) => self.paragraph(text),
            Block::List { heading, items } => self.list(heading, items),
            Block::Grid(grid) => self.grid(grid),
            Block::Verbatim(text) | Block::Formula { plain: text, .. } => self.verbatim(text),
        }
    }

    /// A blank line before everything but the first part; paragraphs follow each other closely.
    fn begin(&mut self, part: Part) -> io::Result<()> {
        let close = self.last.is_none() || (part == Part::Words && self.last == Some(Part::Words));
        self.last = Some(part);
        if close { Ok(()) } else { writeln!(self.out) }
    }

    fn paragraph(&mut self, text: &str) -> io::Result<()> {
        self.begin(Part::Words)?;
        for line in wrap(text, self.style.width) {
            writeln!(self.out, "{line}")?;
        }
        Ok(())
    }

    fn list(&mut self, heading: &str, items: &[String]) -> io::Result<()> {
        self.begin(Part::Figures)?;
        if !heading.is_empty() {
            let heading = self.painted(BOLD, &format!("{}:", clean(heading)));
            writeln!(self.out, "{heading}")?;
        }
        items.iter().try_for_each(|item| self.item(item))
    }

    fn item(&mut self, item: &str) -> io::Result<()> {
        let mut bullet = "- ";
        for line in wrap(item, self.style.width.saturating_sub(INDENT.len() + bullet.len())) {
            writeln!(self.out, "{INDENT}{bullet}{line}")?;
            bullet = "  ";
        }
        Ok(())
    }

    fn verbatim(&mut self, text: &str) -> io::Result<()> {
        self.begin(Part::Figures)?;
        text.lines().try_for_each(|line| writeln!(self.out, "{}", clean(line).trim_end()))
    }

    /// One caveat is a sentence, several are a list.
    fn caveats(&mut self, caveats: &[String]) -> io::Result<()> {
        match caveats {
            [] => Ok(()),
            [one] => self.paragraph(&format!("Caveat: {one}")),
            several => self.list("Caveats", several),
        }
    }

    fn grid(&mut self, grid: &Grid) -> io::Result<()> {
        self.begin(Part::Figures)?;
        if !grid.title.is_empty() {
            let title = self.painted(BOLD, &clean(&grid.title));
            writeln!(self.out, "{title}")?;
        }
        let widths = fitted(widths(grid), grid, self.style.width.saturating_sub(INDENT.len()));
        if grid.has_headings() {
            for line in lines(grid, &grid.headings, &widths) {
                writeln!(self.out, "{INDENT}{}", self.painted(DIM, &line))?;
            }
        }
        let mut lines = grid.rows.iter().flat_map(|row| lines(grid, row, &widths));
        lines.try_for_each(|line| writeln!(self.out, "{INDENT}{line}"))
    }

    fn painted(&self, paint: &str, text: &str) -> String {
        if self.style.color { format!("{paint}{text}{RESET}") } else { text.to_owned() }
    }
}

fn widths(grid: &Grid) -> Vec<usize> {
    let widest = |column| {
        let rows = grid.rows.iter().chain([&grid.headings]);
        rows.map(|row| columns(&clean(Grid::text(row, column)))).max().unwrap_or(0)
    };
    (0..grid.width()).map(widest).collect()
}

/// A column of words narrower than this is harder to read than a line too long.
const NARROWEST: usize = 12;

/// Widths that fit the page: the widest column of words gives way first, and its cells are wrapped.
fn fitted(mut widths: Vec<usize>, grid: &Grid, page: usize) -> Vec<usize> {
    let gaps = GAP * widths.len().saturating_sub(1);
    while widths.iter().sum::<usize>() + gaps > page {
        let words = (0..widths.len()).filter(|column| !grid.is_numeric(*column));
        // Of equal ones the first: `max_by_key` gives the last.
        let widest = words.rev().max_by_key(|column| widths[*column]);
        match widest.filter(|column| widths[*column] > NARROWEST) {
            Some(column) => widths[column] -= 1,
            None => break,
        }
    }
    widths
}

/// What a cell goes on after, so that the start of a row is seen.
const HANGING: &str = "  ";

/// One row as lines: cells that are too wide for their column go on below.
fn lines(grid: &Grid, row: &[String], widths: &[usize]) -> Vec<String> {
    let cell = |(column, width): (usize, &usize)| cell(&clean(Grid::text(row, column)), *width);
    let cells: Vec<Vec<String>> = widths.iter().enumerate().map(cell).collect();
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let part = |at| cells.iter().map(|cell| cell.get(at).cloned().unwrap_or_default()).collect::<Vec<_>>();
    (0..height).map(|at| line(grid, &part(at), widths)).collect()
}

fn cell(text: &str, width: usize) -> Vec<String> {
    if columns(text) <= width {
        return vec![text.to_owned()];
    }
    let mut lines = wrap(text, width.saturating_sub(HANGING.len()));
    lines.iter_mut().skip(1).for_each(|line| line.insert_str(0, HANGING));
    lines
}

/// One line of a row, numbers to the right, words to the left, without trailing spaces.
fn line(grid: &Grid, row: &[String], widths: &[usize]) -> String {
    let mut line = String::new();
    let mut owed = 0;
    for (column, width) in widths.iter().enumerate() {
        let text = clean(Grid::text(row, column));
        let free = width.saturating_sub(columns(&text));
        let (before, after) = if grid.is_numeric(column) { (free, 0) } else { (0, free) };
        if text.is_empty() {
            owed += free + GAP;
            continue;
        }
        line.extend(std::iter::repeat_n(' ', owed + before));
        line.push_str(&text);
        owed = after + GAP;
    }
    line
}
