//! Fans: bands of simulated paths around a median, held against a line.

use super::against::Held;
use super::axes::{self, Axis};
use super::canvas::Stroke;
use super::ends::{EndLabel, end_height, end_room, named_value, write_ends};
use super::export::Drawing;
use super::frame::Frame;
use super::line::{Series, draw_line};
use super::page::{Page, Words};
use super::phrase::{self, Phrase, say};
use super::plot::Plot;
use super::scale::extent;
use super::stages::capital;
use super::theme::Colour;
use super::told;

/// Paths into the years ahead: bands around a median, and what they are held against.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fan {
    /// The texts around the figure. What its numbers say is added to `alt`.
    pub words: Words,
    /// Time: dates, or years ([`Axis::years`]).
    pub x: Axis,
    /// What is followed.
    pub y: Axis,
    /// Bands from the widest to the narrowest; two or three, none where nothing has a range.
    pub bands: Vec<FanBand>,
    /// The middle path.
    pub median: Vec<(f64, f64)>,
    /// The name of the middle path; where it is empty, "median", or "base" where there are no bands.
    pub median_name: String,
    /// Other lines (another scenario), drawn as points on a thin line; up to three are named.
    pub others: Vec<Series>,
    /// A line to hold them against (demand). Where it lies above three times the rest, an arrow says how
    /// far.
    pub against: Option<Series>,
}

/// One band of a fan.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FanBand {
    /// The name of its lower edge: `5th percentile`.
    pub low_name: String,
    /// The name of its upper edge: `95th percentile`.
    pub high_name: String,
    /// Place, lower edge, upper edge.
    pub points: Vec<(f64, f64, f64)>,
}

/// Other lines that are named; more are grey.
const MOST_OTHERS: usize = 3;

/// Points of a line are at least this many text sizes apart, so that they stay points.
const POINTS_APART: f64 = 1.1;

/// A name and the value as it is shown.
type Named = (String, String);

/// What stands at a right end: its text, its value, the colour, whether it is bold.
type End = (Named, f64, Colour, bool);

impl Fan {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let held = self.held(page);
        let words = told::with_alt(&self.words, told::fan(self, &held, page.locale));
        let mut frame = Frame::open(page, &words);
        let finite = |(x, y): &(f64, f64)| y.is_finite().then_some(*x);
        let across = extent(self.points().iter().filter_map(finite).chain(held.places()));
        let Some(across) = across else { return frame.close_empty() };
        let sentence = capital(frame.say(Phrase::NotAForecast));
        frame.notice(format!("{sentence}."));
        if self.others.len() > MOST_OTHERS {
            frame.notice(phrase::lines_unnamed(self.others.len() - MOST_OTHERS, page.locale));
        }
        let names = self.ends(&frame).into_iter().map(|(name, ..)| name);
        let names: Vec<Named> = names.chain(held.end_name(&self.y.unit, page.locale)).collect();
        let right = end_room(&frame, names.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let plot = held.panel(&mut frame, &self.x, &self.y, across, right);
        self.draw_paths(&mut frame, &plot);
        axes::base_line(&mut frame, &plot);
        held.draw(&mut frame, &plot, &self.y, right);
        let width = frame.right - plot.frame.right - frame.sizes.text * 1.4;
        let mut labels = self.labels(&frame, &plot, width);
        labels.extend(held.end(&frame, &plot, &self.y.unit, width));
        write_ends(&mut frame, &plot, labels);
        // After the names: a point stands on the line that leads to its name.
        for (index, other) in self.others.iter().take(MOST_OTHERS).enumerate() {
            draw_points(&mut frame, &plot, &other.line(), index);
        }
        let bottom = frame.top;
        frame.close(bottom)
    }

    /// Every point of the figure but those of the line it is held against.
    fn points(&self) -> Vec<(f64, f64)> {
        let bands = self.bands.iter().flat_map(|band| band.points.iter());
        let edges = bands.flat_map(|(x, low, high)| [(*x, *low), (*x, *high)]);
        let others = self.others.iter().flat_map(|other| other.points.iter().copied());
        edges.chain(self.median.iter().copied()).chain(others).collect()
    }

    fn held(&self, page: &Page) -> Held<'_> {
        let middle = if self.bands.is_empty() { Phrase::AsHigh } else { Phrase::TheMedian };
        let last = self.median.iter().rfind(|(_, value)| value.is_finite());
        let base = last.map(|(_, value)| (*value, say(middle, page.locale)));
        Held::new(self.against.as_ref(), self.points().into_iter().map(|(_, value)| value), base)
    }

    fn draw_paths(&self, frame: &mut Frame<'_>, plot: &Plot) {
        let colour = frame.palette.colour(0);
        for (depth, band) in self.bands.iter().enumerate() {
            let edge = frame.palette.tint(colour, 0.72);
            if let [(x, low, high)] = band.points.as_slice() {
                let (x, ends) = (plot.across(*x), (end_height(plot, *low), end_height(plot, *high)));
                let width = 2.0 + 2.5 * depth.min(3) as f64;
                frame.canvas.line((x, ends.0), (x, ends.1), Stroke::new(edge, width));
                continue;
            }
            let strength = 0.18 + 0.18 * depth.min(3) as f64;
            let tint = frame.palette.tint(colour, strength);
            let (edge, paper) = (Stroke::new(edge, 0.75), frame.palette.paper);
            frame.canvas.group("band", |canvas| plot.edged_band(canvas, &band.points, tint, (edge, paper)));
        }
        for other in self.others.iter().skip(MOST_OTHERS).take(200) {
            let stroke = Stroke::new(frame.palette.paper.mix(frame.palette.muted, 0.75), 0.8);
            plot.cased_line(&mut frame.canvas, &other.line(), stroke, frame.palette.paper);
        }
        draw_line(frame, plot, &self.median, Stroke::new(colour, 2.2));
    }

    fn ends(&self, frame: &Frame<'_>) -> Vec<End> {
        let show = |value: f64| self.y.unit.show_short(value, frame.numbers());
        let blue = frame.readable(frame.palette.colour(0));
        let mut ends = Vec::new();
        for band in &self.bands {
            if let Some((_, low, high)) = band.points.last() {
                ends.push(((band.low_name.clone(), show(*low)), *low, blue, false));
                ends.push(((band.high_name.clone(), show(*high)), *high, blue, false));
            }
        }
        if let Some((_, median)) = self.median.last() {
            ends.push(((self.middle(frame), show(*median)), *median, blue, true));
        }
        for (index, other) in self.others.iter().take(MOST_OTHERS).enumerate() {
            if let Some((_, last)) = other.line().into_iter().rfind(|(_, value)| value.is_finite()) {
                let colour = frame.readable(other_colour(frame, index));
                ends.push(((other.name.clone(), show(last)), last, colour, true));
            }
        }
        ends.retain(|(_, value, ..)| value.is_finite());
        ends
    }

    fn middle(&self, frame: &Frame<'_>) -> String {
        match (self.median_name.trim(), self.bands.is_empty()) {
            ("", true) => capital(frame.say(Phrase::Base)),
            ("", false) => frame.say(Phrase::Median).to_owned(),
            (name, _) => name.to_owned(),
        }
    }

    fn labels(&self, frame: &Frame<'_>, plot: &Plot, width: f64) -> Vec<EndLabel> {
        let label = |((name, shown), value, colour, bold): End| EndLabel {
            y: end_height(plot, value),
            lines: named_value(&name, &shown, width, 3, &frame.strong()),
            colour,
            bold,
            swatch: None,
        };
        self.ends(frame).into_iter().map(label).collect()
    }
}

/// Neither the colour of the bands nor that of the line they are held against.
fn other_colour(frame: &Frame<'_>, index: usize) -> Colour {
    match index {
        0 => frame.palette.colour(1),
        1 => frame.palette.colour(3),
        _ => frame.palette.axis,
    }
}

/// Points on a thin line: full, ringed, and full with a ring around, so that they differ without colour.
fn draw_points(frame: &mut Frame<'_>, plot: &Plot, line: &[(f64, f64)], index: usize) {
    let colour = other_colour(frame, index);
    if line.len() > 1 {
        draw_line(frame, plot, line, Stroke::new(colour, 1.1));
    }
    let held = |point: &&(f64, f64)| plot.x.holds(point.0) && plot.y.holds(point.1) && point.1.is_finite();
    let mut next = f64::NEG_INFINITY;
    for (x, y) in line.iter().filter(held).map(|point| (plot.across(point.0), plot.down(point.1))) {
        if x < next {
            continue;
        }
        next = x + frame.sizes.text * POINTS_APART;
        let paper = Stroke::new(frame.palette.paper, 1.0);
        match index {
            0 => frame.canvas.circle((x, y), 3.4, colour, Some(paper)),
            1 => frame.canvas.circle((x, y), 3.0, frame.palette.paper, Some(Stroke::new(colour, 1.6))),
            _ => {
                frame.canvas.circle((x, y), 3.8, frame.palette.paper, Some(Stroke::new(colour, 1.2)));
                frame.canvas.circle((x, y), 1.7, colour, None);
            }
        }
    }
}
