//! Fans: bands of simulated paths around a median, held against a line.

use super::axes::{self, Axis, Panel};
use super::canvas::Stroke;
use super::ends::{EndLabel, end_height, end_room, write_ends};
use super::export::Drawing;
use super::frame::Frame;
use super::layout::wrap;
use super::line::{Series, draw_line};
use super::page::{Page, Words};
use super::phrase::Phrase;
use super::plot::Plot;
use super::scale::extent;
use super::theme::Colour;

/// Paths into the years ahead: bands around a median, and what they are held against.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Fan {
    /// The texts around the figure.
    pub words: Words,
    /// Time.
    pub x: Axis,
    /// What is followed.
    pub y: Axis,
    /// Bands from the widest to the narrowest; two or three.
    pub bands: Vec<FanBand>,
    /// The middle path.
    pub median: Vec<(f64, f64)>,
    /// A line to hold them against (demand).
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

impl Fan {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let mut frame = Frame::open(page, &self.words);
        let edges = self.bands.iter().flat_map(|band| band.points.iter());
        let against = self.against.iter().flat_map(|s| s.points.iter());
        let points: Vec<(f64, f64)> = edges
            .flat_map(|(x, low, high)| [(*x, *low), (*x, *high)])
            .chain(self.median.iter().copied())
            .chain(against.copied())
            .collect();
        let across = extent(points.iter().map(|p| p.0));
        let (Some(across), Some((low, high))) = (across, extent(points.iter().map(|p| p.1))) else {
            return frame.close_empty();
        };
        let sentence = frame.say(Phrase::NotAForecast);
        let sentence = capital(sentence);
        frame.notice(format!("{sentence}."));
        let names: Vec<String> = self.ends(&frame).into_iter().map(|(name, ..)| name).collect();
        let right = end_room(&frame, names.iter().map(String::as_str));
        let height = frame.suitable_height(0.52);
        let fit = axes::ticks_that_fit(&frame, frame.right - frame.left - right - 60.0, "0000");
        let (x_scale, y_scale) =
            (self.x.scale(across.0, across.1, fit), self.y.rounded(low.min(0.0), high, 5));
        let plot = Panel {
            x: &self.x,
            y: &self.y,
            x_scale,
            y_scale,
            right,
            height,
            grid: true,
            name_later: false,
            least_label: 0.0,
        }
        .draw(&mut frame);
        self.draw_paths(&mut frame, &plot);
        axes::base_line(&mut frame, &plot);
        let labels = self.labels(&frame, &plot);
        write_ends(&mut frame, &plot, labels);
        let bottom = frame.top;
        frame.close(bottom)
    }

    fn draw_paths(&self, frame: &mut Frame<'_>, plot: &Plot) {
        let colour = frame.palette.colour(0);
        for (depth, band) in self.bands.iter().enumerate() {
            let strength = 0.18 + 0.18 * depth.min(3) as f64;
            let tint = frame.palette.tint(colour, strength);
            let edge = Stroke::new(frame.palette.tint(colour, 0.72), 0.75);
            let paper = frame.palette.paper;
            frame.canvas.group("band", |canvas| plot.edged_band(canvas, &band.points, tint, (edge, paper)));
        }
        draw_line(frame, plot, &self.median, Stroke::new(colour, 2.2));
        if let Some(against) = &self.against {
            let stroke = Stroke::new(frame.palette.reference, 2.2).dashed(7.0, 3.5);
            draw_line(frame, plot, &against.line(), stroke);
        }
    }

    /// Name with its last value, the value, the colour, whether it is bold.
    fn ends(&self, frame: &Frame<'_>) -> Vec<(String, f64, Colour, bool)> {
        let show = |value: f64| self.y.unit.show_short(value, frame.numbers());
        let blue = frame.readable(frame.palette.colour(0));
        let mut ends = Vec::new();
        for band in &self.bands {
            if let Some((_, low, high)) = band.points.last() {
                ends.push((format!("{} {}", band.low_name, show(*low)), *low, blue, false));
                ends.push((format!("{} {}", band.high_name, show(*high)), *high, blue, false));
            }
        }
        if let Some((_, median)) = self.median.last() {
            ends.push((format!("{} {}", frame.say(Phrase::Median), show(*median)), *median, blue, true));
        }
        if let Some(against) = &self.against
            && let Some((_, last)) = against.line().last()
        {
            let colour = frame.readable(frame.palette.reference);
            ends.push((format!("{} {}", against.name, show(*last)), *last, colour, true));
        }
        ends.retain(|(_, value, ..)| value.is_finite());
        ends
    }

    fn labels(&self, frame: &Frame<'_>, plot: &Plot) -> Vec<EndLabel> {
        let width = frame.right - plot.frame.right - frame.sizes.text * 1.4;
        let label = |(name, value, colour, bold): (String, f64, Colour, bool)| EndLabel {
            y: end_height(plot, value),
            lines: wrap(&name, width, 3, &frame.strong()),
            colour,
            bold,
        };
        self.ends(frame).into_iter().map(label).collect()
    }
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
