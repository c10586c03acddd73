//! Figures of one row each: labels beside or above their marks, as many rows as there is room for.

use super::canvas::Anchor;
use super::font;
use super::frame::Frame;
use super::layout::wrap;
use super::phrase;

/// Lines a label may take.
const MOST_LINES: usize = 3;

/// The widest column of labels, as a part of the figure's width.
const WIDEST_COLUMN: f64 = 0.36;

/// A figure narrower than this, in text sizes, has its labels above the marks.
const NARROW: f64 = 36.0;

/// What is written beside a row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct RowText {
    pub label: String,
    /// A second, paler line of its own.
    pub beneath: String,
    /// A heading over this row and those that follow.
    pub heading: String,
}

impl RowText {
    pub fn new(label: &str) -> Self {
        Self { label: label.to_owned(), ..Self::default() }
    }
}

/// Heights of a mark, of what stands over the rows and of what stands under them.
#[derive(Debug, Clone, Copy)]
pub(super) struct Heights {
    pub marks: f64,
    pub head: f64,
    pub foot: f64,
}

/// How many rows there are, shown or not, and whether the first are the largest.
#[derive(Debug, Clone, Copy)]
pub(super) enum Whole {
    InOrder(usize),
    Sorted(usize),
}

#[derive(Debug)]
struct Row {
    lines: Vec<String>,
    beneath: Vec<String>,
    heading: Vec<String>,
    top: f64,
    height: f64,
}

/// Rows in their places.
#[derive(Debug)]
pub(super) struct Rows {
    placed: Vec<Row>,
    above: bool,
    marks: f64,
    line: f64,
    gap: f64,
    /// Left edge of the marks.
    pub left: f64,
    /// First and last edge of all rows.
    pub top: f64,
    pub bottom: f64,
}

impl Rows {
    /// Places rows under `head` user units of header, leaving `foot` below; each mark is `marks` high.
    ///
    /// Rows that have no room are left out, and the note says how many of `whole` are shown.
    pub fn plan(frame: &mut Frame<'_>, texts: &[RowText], heights: Heights, whole: Whole) -> Self {
        let Heights { marks, head, foot } = heights;
        let room = frame.room() - head - foot;
        let most = (room / marks.max(frame.sizes.small)).ceil().max(1.0);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let candidates = texts.get(..most as usize).unwrap_or(texts);
        let mut rows = Self::set(frame, candidates, marks);
        rows.top = frame.top + head;
        rows.stack(frame, room);
        let (shown, locale) = (rows.len(), frame.page.locale);
        match whole {
            Whole::InOrder(of) if of > shown => frame.notice(phrase::rows_shown(shown, of, locale)),
            Whole::Sorted(of) if of > shown => frame.notice(phrase::largest_shown(shown, of, locale)),
            _ => {}
        }
        rows
    }

    fn set(frame: &Frame<'_>, texts: &[RowText], marks: f64) -> Self {
        let width = frame.right - frame.left;
        let above = width < NARROW * frame.sizes.text;
        let column = if above { width - frame.sizes.text * 0.4 } else { width * WIDEST_COLUMN };
        let (plain, muted, strong) = (frame.text(), frame.muted(), frame.strong());
        let set = |text: &RowText| Row {
            lines: wrap(&text.label, column, MOST_LINES, &plain),
            beneath: wrap(&text.beneath, column, MOST_LINES, &muted),
            heading: wrap(&text.heading, width, 2, &strong),
            top: 0.0,
            height: 0.0,
        };
        let rows: Vec<Row> = texts.iter().map(set).collect();
        let widest = rows.iter().flat_map(|row| row.lines.iter().chain(&row.beneath));
        let widest = widest.map(|line| plain.width(line)).fold(0.0, f64::max);
        let left =
            if above || widest == 0.0 { frame.left } else { frame.left + widest + frame.sizes.text * 0.9 };
        Self { placed: rows, above, marks, line: frame.line(), gap: 0.0, left, top: 0.0, bottom: 0.0 }
    }

    /// Gives rows their height: loose where there is room, dense where there is not, and only those
    /// that fit.
    fn stack(&mut self, frame: &Frame<'_>, room: f64) {
        let contents: f64 = self.placed.iter().map(|row| self.content(row)).sum();
        let count = self.placed.len().max(1) as f64;
        let (dense, loose) =
            (frame.sizes.text * 0.35, frame.sizes.text * if self.above { 0.75 } else { 1.05 });
        let spare = (room - contents) / count;
        let most = if frame.has_fixed_height() { loose * 3.0 } else { loose };
        self.gap = spare.clamp(dense, most);
        let mut y = self.top;
        let mut fitting = 0;
        for index in 0..self.placed.len() {
            let height = self.placed.get(index).map_or(0.0, |row| self.content(row)) + self.gap;
            if index > 0 && y + height > self.top + room + 0.5 {
                break;
            }
            if let Some(row) = self.placed.get_mut(index) {
                (row.top, row.height) = (y, height);
            }
            y += height;
            fitting += 1;
        }
        self.placed.truncate(fitting);
        self.bottom = y;
    }

    fn content(&self, row: &Row) -> f64 {
        let heading = self.heading_height(row);
        let label = (row.lines.len() + row.beneath.len()) as f64 * self.line;
        heading + if self.above { label + self.marks } else { label.max(self.marks) }
    }

    fn heading_height(&self, row: &Row) -> f64 {
        if row.heading.is_empty() { 0.0 } else { (row.heading.len() as f64 + 0.35) * self.line }
    }

    /// Rows shown.
    pub fn len(&self) -> usize {
        self.placed.len()
    }

    /// Half the thickness of a row's bar: where labels stand beside, bars are thicker than their gaps.
    pub fn bar_half(&self, index: usize) -> f64 {
        let least = self.marks * 0.42;
        let Some(row) = self.placed.get(index) else { return least };
        if self.above {
            least
        } else {
            ((row.height - self.heading_height(row)) * 0.29).clamp(least, self.marks * 1.2)
        }
    }

    /// Height of a mark.
    pub fn mark_height(&self) -> f64 {
        self.marks
    }

    /// Height at which the marks of a row are centred.
    pub fn middle(&self, index: usize) -> f64 {
        let Some(row) = self.placed.get(index) else { return self.bottom };
        let heading = self.heading_height(row);
        if self.above {
            let labels = (row.lines.len() + row.beneath.len()) as f64 * self.line;
            return row.top + self.gap / 2.0 + heading + labels + self.marks / 2.0;
        }
        row.top + heading + (row.height - heading) / 2.0
    }

    /// Writes the labels and headings.
    pub fn write(&self, frame: &mut Frame<'_>) {
        for row in &self.placed {
            self.write_heading(frame, row);
            self.write_label(frame, row);
        }
    }

    fn write_heading(&self, frame: &mut Frame<'_>, row: &Row) {
        let style = frame.strong().over(frame.palette.paper);
        for (index, line) in row.heading.iter().enumerate() {
            let baseline = row.top + self.gap / 2.0 + (index as f64 + 0.72) * self.line;
            frame.canvas.text(line, frame.left, baseline, &style);
        }
    }

    fn write_label(&self, frame: &mut Frame<'_>, row: &Row) {
        let (plain, muted) = (frame.text(), frame.muted());
        let heading = self.heading_height(row);
        let lines = (row.lines.len() + row.beneath.len()) as f64;
        let (x, anchor, mut middle) = if self.above {
            let inset = frame.left + frame.sizes.text * 0.4;
            (inset, Anchor::Start, row.top + self.gap / 2.0 + heading + self.line * 0.42)
        } else {
            let centre = row.top + heading + (row.height - heading) / 2.0;
            (self.left - frame.sizes.text * 0.9, Anchor::End, centre - (lines - 1.0) / 2.0 * self.line)
        };
        let paper = frame.palette.paper;
        let styled = row.lines.iter().map(|l| (l, &plain)).chain(row.beneath.iter().map(|l| (l, &muted)));
        for (line, style) in styled {
            let style = if self.above { style.over(paper) } else { *style };
            frame.canvas.text(line, x, middle + style.size * font::CAP / 2.0, &style.anchored(anchor));
            middle += self.line;
        }
    }
}
