//! What every figure has around it: title and subtitle above, notes and sources below.

use super::canvas::{Anchor, Canvas, Style};
use super::export::Drawing;
use super::font::{self, Weight};
use super::layout::paragraph;
use super::page::{Page, Sizes, Theme, Words};
use super::phrase::{self, Phrase, say};
use super::theme::{Colour, Palette};
use crate::unit::NumberStyle;

/// Line height as a part of the text size.
const LEADING: f64 = 1.32;

/// Lines of a note; caveats that have no room in them are counted.
const NOTE_LINES: usize = 4;
/// The part of a prescribed height that a note may take.
const NOTE_PART: f64 = 0.15;
/// Lines of one text under a figure, at most.
const FOOT_LINES: usize = 24;

/// A figure being drawn.
pub(super) struct Frame<'w> {
    pub page: Page,
    pub palette: Palette,
    pub sizes: Sizes,
    pub canvas: Canvas,
    /// Inner edges of the paper.
    pub left: f64,
    pub right: f64,
    /// Where the next thing may begin.
    pub top: f64,
    words: &'w Words,
    notices: Vec<String>,
}

impl<'w> Frame<'w> {
    /// Begins a figure with its title and subtitle.
    pub fn open(page: &Page, words: &'w Words) -> Self {
        let sizes = page.sizes();
        let margin = sizes.text;
        let mut frame = Self {
            page: *page,
            palette: Palette::of(page.theme),
            sizes,
            canvas: Canvas::default(),
            left: margin,
            right: page.width() - margin,
            top: margin,
            words,
            notices: Vec::new(),
        };
        if page.show_title {
            let title = Style::new(sizes.title, frame.palette.ink).bold();
            frame.head(&words.title, &title, 0.0);
            let subtitle = frame.muted();
            frame.head(&words.subtitle, &subtitle, sizes.text * 0.15);
        }
        if frame.top > margin {
            frame.top += sizes.text * 0.9;
        }
        frame
    }

    fn head(&mut self, text: &str, style: &Style, gap: f64) {
        let lines = paragraph(text, self.right - self.left, 4, style);
        if !lines.is_empty() && self.top > self.left {
            self.top += gap;
        }
        for line in lines {
            self.canvas.text(&line, self.left, self.top + style.size, style);
            self.top += style.size * LEADING;
        }
    }

    /// Text of the figure.
    pub fn text(&self) -> Style {
        Style::new(self.sizes.text, self.palette.ink)
    }

    /// Text of the figure that stands back: axes, names of measures.
    pub fn muted(&self) -> Style {
        Style::new(self.sizes.text, self.palette.muted)
    }

    /// Text that carries a number or a name.
    pub fn strong(&self) -> Style {
        self.text().bold()
    }

    /// The colour for text that belongs to a mark of this colour: the mark's own where it can be read.
    pub fn readable(&self, colour: Colour) -> Colour {
        if colour.contrast(self.palette.paper) >= 4.5 { colour } else { self.palette.ink }
    }

    /// Height of a line of text.
    pub fn line(&self) -> f64 {
        self.sizes.text * LEADING
    }

    /// Numbers by the conventions of the page.
    pub fn numbers(&self) -> NumberStyle {
        NumberStyle::new(self.page.locale)
    }

    /// A phrase in the language of the page.
    pub fn say(&self, phrase: Phrase) -> &'static str {
        say(phrase, self.page.locale)
    }

    /// Adds a sentence to the note.
    pub fn notice(&mut self, sentence: impl Into<String>) {
        let sentence = sentence.into();
        if !sentence.is_empty() && !self.notices.contains(&sentence) {
            self.notices.push(sentence);
        }
    }

    /// Whether the page prescribes a height.
    pub fn has_fixed_height(&self) -> bool {
        self.page.height().is_some()
    }

    /// Height left for the figure between head and foot.
    pub fn room(&self) -> f64 {
        let whole = self.page.tallest();
        let foot = self.foot().len().max(1) as f64 * self.small_line() + 1.5 * self.small_line();
        (whole - self.top - foot - self.sizes.text * 1.8).max(self.sizes.text * 4.0)
    }

    /// Height for a figure that suits the width: all the room of a fixed height.
    pub fn suitable_height(&self, part_of_width: f64) -> f64 {
        let narrow = self.page.width() < 36.0 * self.sizes.text;
        let part = if narrow { part_of_width * 1.5 } else { part_of_width };
        if self.has_fixed_height() { self.room() } else { self.page.width() * part }
    }

    fn small_line(&self) -> f64 {
        self.sizes.small * LEADING
    }

    fn foot(&self) -> Vec<String> {
        let mut lines = self.note();
        lines.extend(self.below(Phrase::Source, &self.words.source));
        lines
    }

    /// A text under the figure in lines, after the word that says what it is.
    fn below(&self, phrase: Phrase, text: &str) -> Vec<String> {
        if text.trim().is_empty() {
            return Vec::new();
        }
        let style = Style::new(self.sizes.small, self.palette.muted);
        paragraph(&format!("{}{text}", self.say(phrase)), self.right - self.left, FOOT_LINES, &style)
    }

    /// What the figure itself has to say, then the caveats: all that have room, and how many more there are. The first
    /// is never left out.
    fn note(&self) -> Vec<String> {
        let own = std::iter::once(&self.words.note).chain(&self.notices);
        let own: Vec<&str> = own.map(String::as_str).filter(|text| !text.trim().is_empty()).collect();
        let caveats = &self.words.caveats;
        let with = |kept: usize| {
            let more = caveats.len() - kept;
            let more = (more > 0).then(|| phrase::more_caveats(more, self.page.locale));
            let first = caveats.iter().take(kept).map(String::as_str);
            let parts = own.iter().copied().chain(first).chain(more.as_deref());
            self.below(Phrase::Note, &parts.collect::<Vec<_>>().join(" "))
        };
        let lines = self.note_lines();
        // A caveat takes a few words at least: this many have no room.
        let most = caveats.len().min(NOTE_LINES * 6);
        let fitting = (2..=most).rev().map(with).find(|note| note.len() <= lines);
        fitting.unwrap_or_else(|| with(most.min(1)))
    }

    fn note_lines(&self) -> usize {
        let fitting = self.page.height().map(|height| height * NOTE_PART / self.small_line());
        (1..=NOTE_LINES).rev().find(|lines| fitting.is_none_or(|most| *lines as f64 <= most)).unwrap_or(1)
    }

    /// Ends the figure with notes and sources under `bottom`, the lower edge of what was drawn.
    pub fn close(mut self, bottom: f64) -> Drawing {
        let style = Style::new(self.sizes.small, self.palette.muted);
        let lines = self.foot();
        let height = lines.len() as f64 * self.small_line();
        let gap = if lines.is_empty() { 0.0 } else { self.sizes.text * 0.8 };
        let margin = self.sizes.text * 0.8;
        let end = self.page.height().unwrap_or(0.0).max(bottom + gap + height + margin);
        let mut baseline = end - margin - height + self.sizes.small * font::CAP + self.sizes.small * 0.3;
        for line in lines {
            self.canvas.text(&line, self.left, baseline, &style);
            baseline += self.small_line();
        }
        Drawing::new(&self.page, self.canvas, end, self.words)
    }

    /// The figure of no numbers: a sentence that says so.
    pub fn close_empty(mut self) -> Drawing {
        let style = self.muted();
        let sentence = self.say(Phrase::NothingToShow);
        let mut baseline = self.top + self.line();
        for line in paragraph(sentence, self.right - self.left, 3, &style) {
            self.canvas.text(&line, self.left, baseline, &style);
            baseline += self.line();
        }
        self.close(baseline)
    }

    /// A bold number and, after it, a plain explanation; returns the width.
    pub fn number_with(&mut self, number: &str, rest: &str, x: f64, middle: f64) -> f64 {
        let (strong, plain) = (self.strong().over(self.palette.paper), self.text().over(self.palette.paper));
        let width = self.canvas.text_at_middle(number, x, middle, &strong);
        if rest.is_empty() {
            return width;
        }
        let gap = if number.is_empty() { 0.0 } else { self.word_gap() };
        width + gap + self.canvas.text_at_middle(rest, x + width + gap, middle, &plain)
    }

    /// Width of what [`Frame::number_with`] writes.
    pub fn width_with(&self, number: &str, rest: &str) -> f64 {
        let gap = if rest.is_empty() || number.is_empty() { 0.0 } else { self.word_gap() };
        self.strong().width(number) + gap + self.text().width(rest)
    }

    /// Room between two texts in a line that are drawn apart.
    pub fn word_gap(&self) -> f64 {
        (self.sizes.text * 0.36).max(4.5)
    }

    /// Marks differ by hatching, not by colour, in print.
    pub fn in_grey(&self) -> bool {
        self.palette.theme == Theme::Print
    }

    /// Text centred at a place but never over the edge of the paper.
    pub fn centred(&mut self, text: &str, x: f64, baseline: f64, style: &Style) -> (f64, f64) {
        let width = font::width(text, style.size, style.weight);
        let start = (x - width / 2.0).min(self.right - width).max(self.left);
        self.canvas.text(text, start, baseline, &style.anchored(Anchor::Start));
        (start, start + width)
    }

    /// Width of plain text of the figure.
    pub fn width(&self, text: &str) -> f64 {
        font::width(text, self.sizes.text, Weight::Regular)
    }
}
