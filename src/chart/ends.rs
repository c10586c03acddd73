//! Names at the right ends of lines: no legend, no collisions.

use super::canvas::{Stroke, Style};
use super::frame::Frame;
use super::layout::{spread, wrap};
use super::phrase;
use super::plot::Plot;
use super::texture::Texture;
use super::theme::Colour;

/// What stands at the right end of a line.
pub(super) struct EndLabel {
    pub y: f64,
    pub lines: Vec<String>,
    pub colour: Colour,
    pub bold: bool,
    /// A sample of the area it names.
    pub swatch: Option<Texture>,
}

/// Room that a sample takes before a name.
pub(super) fn swatch_room(frame: &Frame<'_>) -> f64 {
    frame.sizes.text * 0.7 + frame.word_gap()
}

/// The height at which a line ends, held within the frame.
pub(super) fn end_height(plot: &Plot, value: f64) -> f64 {
    plot.down(value).clamp(plot.frame.top, plot.frame.bottom)
}

/// Room at the right for the names at the ends of lines.
pub(super) fn end_room<'n>(frame: &Frame<'_>, names: impl Iterator<Item = (&'n str, &'n str)>) -> f64 {
    let style = frame.strong();
    let most = (frame.right - frame.left) * 0.27;
    let lines = names.flat_map(|(name, value)| named_value(name, value, most, 3, &style));
    let widest = lines.map(|line| style.width(&line)).fold(0.0, f64::max);
    if widest > 0.0 { widest + frame.sizes.text * 1.6 } else { frame.sizes.text * 0.5 }
}

/// A name and the value it ends with, in at most `most` lines: the name may be cut short, the value may not.
pub(super) fn named_value(name: &str, value: &str, room: f64, most: usize, style: &Style) -> Vec<String> {
    let lines = wrap(format!("{name} {value}").trim(), room, most, style);
    if lines.last().is_some_and(|line| line.ends_with(value)) {
        return lines;
    }
    let mut lines = wrap(name, room, most.saturating_sub(1), style);
    lines.push(value.to_owned());
    lines
}

/// Writes the names at the ends, apart from each other, with leaders where they had to move. What has no
/// room is left out, plain names before bold ones, and the note says so.
pub(super) fn write_ends(frame: &mut Frame<'_>, plot: &Plot, mut labels: Vec<EndLabel>) {
    labels.sort_by(|a, b| a.y.total_cmp(&b.y));
    let line = frame.line();
    let height =
        |label: &EndLabel| line * label.lines.len() as f64 + if label.lines.len() > 1 { 3.0 } else { 0.5 };
    let (low, high) = (plot.frame.top - line / 2.0, plot.frame.bottom + line * 0.2);
    let all = labels.len();
    while labels.len() > 1 && labels.iter().map(height).sum::<f64>() > high - low {
        let plain = labels.iter().rposition(|label| !label.bold);
        labels.remove(plain.unwrap_or(labels.len() - 1));
    }
    if labels.len() < all {
        let locale = frame.page.locale;
        frame.notice(phrase::names_left_out(all - labels.len(), locale));
    }
    let wanted: Vec<(f64, f64)> = labels.iter().map(|label| (label.y, height(label))).collect();
    for (label, place) in labels.iter().zip(spread(&wanted, low, high)) {
        write_end(frame, plot, label, place);
    }
}

fn write_end(frame: &mut Frame<'_>, plot: &Plot, label: &EndLabel, place: f64) {
    let (from, to) = (plot.frame.right + 1.5, plot.frame.right + frame.sizes.text * 0.9);
    frame.canvas.line((from, label.y), (to, place), Stroke::new(label.colour, 1.0));
    let style = Style::new(frame.sizes.text, label.colour);
    let style = if label.bold { style.bold() } else { style };
    let mut y = place - (label.lines.len() as f64 - 1.0) / 2.0 * frame.line();
    let mut x = to + frame.sizes.text * 0.25;
    if let Some(texture) = label.swatch {
        let (half, right) = (frame.sizes.text * 0.35, x + frame.sizes.text * 0.7);
        texture.fill(&mut frame.canvas, &[(x, y - half, y + half), (right, y - half, y + half)]);
        x += swatch_room(frame);
    }
    for line in &label.lines {
        frame.canvas.text_at_middle(line, x, y, &style);
        y += frame.line();
    }
}
