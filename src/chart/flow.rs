//! Staff flowing into groups: who is there on the left, whom they reach on the right, and of how many.

use super::canvas::{Area, Stroke, Style};
use super::export::Drawing;
use super::frame::Frame;
use super::layout::wrap;
use super::page::{Page, Words};
use super::phrase::Phrase;
use super::theme::{Colour, Fill};
use crate::unit::Unit;

/// Staff, the groups they go to, and the part of each that they reach.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Flow {
    /// The texts around the figure.
    pub words: Words,
    /// Groups from top to bottom.
    pub bands: Vec<FlowBand>,
    /// Staff who go to no group.
    pub left_over: f64,
    /// How staff are shown.
    pub staff_unit: Unit,
    /// The word for staff, where it is not the unit's own.
    pub staff_word: Option<String>,
    /// How the people of the groups are shown.
    pub whole_unit: Unit,
}

/// One group.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FlowBand {
    /// The name at the right.
    pub label: String,
    /// Staff who go to it.
    pub staff: f64,
    /// The part of it that they reach.
    pub reached: f64,
    /// All of it.
    pub whole: f64,
    /// How they are reached, where in more than one way.
    pub ways: String,
    /// The smallest and the largest part that may be reached, where it is not one number.
    pub range: Option<(f64, f64)>,
}

impl FlowBand {
    /// Several groups as one.
    fn of_all(label: String, bands: &[Self]) -> Self {
        let sum = |of: fn(&Self) -> f64| bands.iter().map(of).map(positive).sum();
        let (staff, reached, whole) =
            (sum(|band| band.staff), sum(|band| band.reached), sum(|band| band.whole));
        Self { label, staff, reached, whole, ways: String::new(), range: None }
    }
}

/// How much is told of each group.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Told {
    /// In which ways it is reached, too.
    Full,
    /// What fits in a line or two.
    Short,
}

/// A group with its texts and its place.
struct Placed {
    name: Vec<String>,
    details: Vec<String>,
    top: f64,
    height: f64,
    staff: f64,
    reached: f64,
    whole: f64,
}

/// Where the parts of the figure stand across.
struct Across {
    staff: (f64, f64),
    groups: (f64, f64),
    text: f64,
}

/// Points of a band's edge.
const POINTS: u32 = 24;

fn positive(value: f64) -> f64 {
    if value.is_finite() { value.max(0.0) } else { 0.0 }
}

impl Flow {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        if self.bands.is_empty() {
            return frame.close_empty();
        }
        let across = across(&frame);
        let head = frame.top;
        frame.top += frame.line() * 1.3;
        let mut placed = self.place(&frame, &across);
        let bottom = spread(&frame, &mut placed, self.below(&frame));
        let all: f64 =
            self.bands.iter().map(|band| positive(band.staff)).sum::<f64>() + positive(self.left_over);
        let text = frame.strong();
        let shown = self.staff(&frame, all);
        let baseline = head + frame.sizes.text;
        frame.canvas.text(&shown, frame.left, baseline, &text);
        draw_bands(&mut frame, &across, &placed, (all, bottom));
        for group in &placed {
            write_group(&mut frame, &across, group);
        }
        let end = self.write_left_over(&mut frame, bottom);
        frame.close(end)
    }

    /// The groups with their texts: in full where they have room, else short, the last of them together.
    fn place(&self, frame: &Frame<'_>, across: &Across) -> Vec<Placed> {
        let room = frame.room() - self.below(frame);
        let wide = frame.right - across.text;
        for told in [Told::Full, Told::Short] {
            let placed: Vec<Placed> =
                self.bands.iter().map(|band| self.placed(frame, band, wide, told)).collect();
            if stacked(frame, &placed) <= room {
                return placed;
            }
        }
        self.pooled(frame, wide, room)
    }

    /// As many groups as have room, and one for all the others.
    fn pooled(&self, frame: &Frame<'_>, wide: f64, room: f64) -> Vec<Placed> {
        let mut placed: Vec<Placed> = Vec::new();
        let others = |from: usize| {
            let others = Unit::number().show((self.bands.len() - from) as f64, frame.numbers());
            let label = format!("{others} {}", frame.say(Phrase::Others));
            self.placed(frame, &FlowBand::of_all(label, &self.bands[from..]), wide, Told::Short)
        };
        for (at, band) in self.bands.iter().enumerate() {
            placed.push(self.placed(frame, band, wide, Told::Short));
            placed.push(others(at + 1));
            if at > 0 && stacked(frame, &placed) > room {
                placed.truncate(at);
                placed.push(others(at));
                break;
            }
            placed.pop();
        }
        placed
    }

    fn placed(&self, frame: &Frame<'_>, band: &FlowBand, wide: f64, told: Told) -> Placed {
        let name = wrap(&band.label, wide, 2, &frame.strong());
        let details = self.details(frame, band, wide, told);
        Placed {
            height: (name.len() + details.len()) as f64 * frame.line(),
            name,
            details,
            top: 0.0,
            staff: positive(band.staff),
            reached: positive(band.reached).min(positive(band.whole)),
            whole: positive(band.whole),
        }
    }

    /// Height of what stands under the staff there are.
    fn below(&self, frame: &Frame<'_>) -> f64 {
        if positive(self.left_over) > 0.0 { frame.line() * 1.3 } else { 0.0 }
    }

    /// `3,300 officers`.
    fn staff(&self, frame: &Frame<'_>, staff: f64) -> String {
        match &self.staff_word {
            Some(word) => format!("{} {word}", self.staff_unit.show(staff, frame.numbers())),
            None => self.staff_unit.show_with_name(staff, frame.numbers()),
        }
    }

    /// `189 of 1,200 watched (15.7%)`, and by whom.
    fn details(&self, frame: &Frame<'_>, band: &FlowBand, wide: f64, told: Told) -> Vec<String> {
        let numbers = frame.numbers();
        let show = |value: f64| self.whole_unit.show_short(value, numbers);
        let share = band.reached / band.whole;
        let share = if share.is_finite() {
            format!(" ({})", Unit::share().show(share, numbers))
        } else {
            String::new()
        };
        let (of, watched) = (frame.say(Phrase::OutOf), frame.say(Phrase::Watched));
        let range = band.range.filter(|(low, high)| low < high && low.is_finite() && high.is_finite());
        let range = range.map(|(low, high)| format!(" ({})", self.whole_unit.show_span(low, high, numbers)));
        let reached = format!("{}{}", show(band.reached), range.unwrap_or_default());
        let line = format!("{reached} {of} {} {watched}{share}", show(band.whole));
        let staff = self.staff(frame, band.staff);
        if told == Told::Short {
            return wrap(&format!("{line}, {staff}"), wide, 3, &frame.text());
        }
        let mut lines = wrap(&line, wide, 4, &frame.text());
        lines.extend(wrap(&band.ways, wide, 3, &frame.text()));
        lines.extend(wrap(&staff, wide, 2, &frame.text()));
        lines
    }

    /// Staff who go to no group are named under the staff there are; returns where the figure ends.
    fn write_left_over(&self, frame: &mut Frame<'_>, bottom: f64) -> f64 {
        if positive(self.left_over) <= 0.0 {
            return bottom;
        }
        let style = frame.text();
        let text = format!("{} {}", self.staff(frame, self.left_over), frame.say(Phrase::LeftOver));
        let baseline = bottom + frame.line();
        frame.canvas.text(&text, frame.left, baseline, &style);
        baseline + frame.line() * 0.3
    }
}

/// The staff, the groups, and a band from one to the other for each group.
fn draw_bands(frame: &mut Frame<'_>, across: &Across, placed: &[Placed], (all, bottom): (f64, f64)) {
    let top = frame.top;
    let per_officer = if all > 0.0 { (bottom - top) / all } else { 0.0 };
    let most = placed.iter().map(|group| group.whole).fold(0.0, f64::max);
    let tallest = placed.iter().filter(|group| group.whole > 0.0).map(|group| group.height / group.whole);
    let per_person = if most > 0.0 { tallest.fold(f64::INFINITY, f64::min) } else { 0.0 };
    let (mark, paper) = (frame.palette.colour(0), frame.palette.paper);
    let tint = mark.mix(paper, 0.72);
    let outline = Stroke::new(frame.palette.axis, 0.75);
    outlined(frame, Area::new(across.staff.0, top, across.staff.1, bottom), paper, outline);
    let mut from = top;
    for group in placed {
        let staff = group.staff * per_officer;
        let reached = group.reached * per_person;
        let whole =
            Area::new(across.groups.0, group.top, across.groups.1, group.top + group.whole * per_person);
        outlined(frame, whole, mark.mix(paper, 0.9), outline);
        if group.staff > 0.0 {
            let (left, right) = ((from, from + staff.max(0.6)), (group.top, group.top + reached.max(0.6)));
            band(frame, (across.staff.1, across.groups.0), left, right, (tint, Stroke::new(mark, 0.6)));
            let solid = Fill::Solid(mark);
            frame.canvas.rect(Area::new(across.staff.0, left.0, across.staff.1, left.1), solid);
            frame.canvas.rect(Area::new(across.groups.0, right.0, across.groups.1, right.1), solid);
        }
        from += staff;
    }
}

fn across(frame: &Frame<'_>) -> Across {
    let wide = frame.right - frame.left;
    let bar = frame.sizes.text * 1.3;
    let text = frame.left + wide * 0.58;
    let groups = text - frame.sizes.text * 0.8;
    Across { staff: (frame.left, frame.left + bar), groups: (groups - bar, groups), text }
}

fn gap(frame: &Frame<'_>) -> f64 {
    frame.line() * 0.7
}

/// The least height of groups one under the other.
fn stacked(frame: &Frame<'_>, placed: &[Placed]) -> f64 {
    placed.iter().map(|group| group.height + gap(frame)).sum()
}

/// Gives every group its place; the taller the more people it has. Returns where the last one ends.
fn spread(frame: &Frame<'_>, placed: &mut [Placed], below: f64) -> f64 {
    let least = stacked(frame, placed);
    let wanted = frame.suitable_height(0.42) - below;
    let more = (wanted - least).max(0.0);
    let height = |group: &Placed, scale: f64| group.height.max(group.whole * scale);
    let all: f64 = placed.iter().map(|group| group.whole).sum();
    let (mut low, mut high) = (0.0, if all > 0.0 { (least + more) / all } else { 0.0 });
    for _ in 0..60 {
        let middle = f64::midpoint(low, high);
        let used: f64 = placed.iter().map(|group| height(group, middle) + gap(frame)).sum();
        if used <= least + more { low = middle } else { high = middle }
    }
    let mut top = frame.top;
    for group in placed.iter_mut() {
        group.top = top;
        group.height = height(group, low);
        top += group.height + gap(frame);
    }
    top - gap(frame)
}

fn outlined(frame: &mut Frame<'_>, area: Area, fill: Colour, stroke: Stroke) {
    if area.height() <= 0.0 {
        return;
    }
    let Area { left, top, right, bottom } = area;
    frame.canvas.outline(&[(left, top), (right, top), (right, bottom), (left, bottom)], fill, stroke);
}

/// A band whose edges leave and arrive level; a tint alone would be too pale to see.
fn band(
    frame: &mut Frame<'_>,
    (left, right): (f64, f64),
    from: (f64, f64),
    to: (f64, f64),
    (fill, edge): (Colour, Stroke),
) {
    let at = |step: u32, start: f64, end: f64| {
        let part = f64::from(step) / f64::from(POINTS);
        let eased = part * part * (3.0 - 2.0 * part);
        (left + (right - left) * part, start + (end - start) * eased)
    };
    let upper = (0..=POINTS).map(|step| at(step, from.0, to.0));
    let lower = (0..=POINTS).rev().map(|step| at(step, from.1, to.1));
    let points: Vec<(f64, f64)> = upper.chain(lower).collect();
    frame.canvas.outline(&points, fill, edge);
}

fn write_group(frame: &mut Frame<'_>, across: &Across, group: &Placed) {
    let mut baseline = group.top + frame.sizes.text;
    let (strong, plain): (Style, Style) = (frame.strong(), frame.text());
    let lines =
        group.name.iter().map(|line| (line, strong)).chain(group.details.iter().map(|line| (line, plain)));
    for (line, style) in lines {
        frame.canvas.text(line, across.text, baseline, &style);
        baseline += frame.line();
    }
}
