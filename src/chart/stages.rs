//! Staff by stage over time: who is still there, who is trained, who is only announced, on top of each other.

use super::against::Held;
use super::axes::{self, Axis};
use super::canvas::Stroke;
use super::ends::{EndLabel, end_height, end_room, named_value, swatch_room, write_ends};
use super::export::Drawing;
use super::frame::Frame;
use super::line::{Series, draw_line};
use super::page::{Page, Theme, Words};
use super::phrase::{self, Phrase, say};
use super::plot::Plot;
use super::scale::extent;
use super::stack::Stack;
use super::texture::{Slant, Strip, Texture};
use super::theme::{Colour, Palette};
use super::told;

/// A name and the value as it is shown.
type Named = (String, String);

/// Layers over time, from zero, on top of each other.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Stages {
    /// The texts around the figure. What its numbers say is added to `alt`.
    pub words: Words,
    /// Time: dates, or years ([`Axis::years`]).
    pub x: Axis,
    /// What is counted.
    pub y: Axis,
    /// Layers from the lowest to the highest.
    pub layers: Vec<StageLayer>,
    /// A line to hold them against (officers required). Where it lies above three times the layers, an arrow
    /// says how far.
    pub against: Option<Series>,
}

/// One layer of a stack.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StageLayer {
    /// The name at its right end.
    pub name: String,
    /// Place and height, not counted from 0 but from the layer below. Straight between the points, 0 before
    /// the first and after the last; below 0 it is drawn as 0, and a place without a number is left out.
    pub points: Vec<(f64, f64)>,
    /// Whether it is there.
    pub kind: StageKind,
}

/// How much of a layer is there.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StageKind {
    /// There: solid, each such layer in a colour of its own.
    #[default]
    Solid,
    /// On its way (in training): pale, outlined in the colour of the solid layer under it.
    Pale,
    /// Announced only: hatched on paper.
    Hatched,
}

impl Stages {
    /// The figure.
    pub fn draw(&self, page: &Page) -> Drawing {
        let stack = Stack::of(&self.layers);
        let held = self.held(&stack, page);
        let words = told::with_alt(&self.words, told::stages(self, &stack, &held, page.locale));
        let mut frame = Frame::open(page, &words);
        let across = extent(stack.places.iter().copied().chain(held.places()));
        let (Some(across), false) = (across, stack.places.is_empty()) else {
            return frame.close_empty();
        };
        self.notices(&mut frame, &stack);
        let names = self.names(&stack, page).into_iter().flatten();
        let names: Vec<Named> = names.chain(held.end_name(&self.y.unit, page.locale)).collect();
        let room = end_room(&frame, names.iter().map(|(name, value)| (name.as_str(), value.as_str())));
        let right = room + swatch_room(&frame);
        let plot = held.panel(&mut frame, &self.x, &self.y, across, right);
        self.draw_layers(&mut frame, &plot, &stack);
        axes::base_line(&mut frame, &plot);
        held.draw(&mut frame, &plot, &self.y, right);
        let mut labels = self.labels(&frame, &plot, &stack);
        labels.extend(held.end(&frame, &plot, &self.y.unit, label_width(&frame, &plot)));
        write_ends(&mut frame, &plot, labels);
        let bottom = frame.top;
        frame.close(bottom)
    }

    fn held(&self, stack: &Stack, page: &Page) -> Held<'_> {
        let totals = stack.totals();
        let last = totals.last().map(|(_, total)| (*total, say(Phrase::AllStages, page.locale)));
        Held::new(self.against.as_ref(), totals.into_iter().map(|(_, total)| total), last)
    }

    fn notices(&self, frame: &mut Frame<'_>, stack: &Stack) {
        let locale = frame.page.locale;
        if stack.left_out > 0 {
            frame.notice(phrase::dates_left_out(stack.left_out, locale));
        }
        if stack.negative > 0 {
            frame.notice(phrase::negative_as_zero(stack.negative, locale));
        }
        let unseen =
            self.layers.iter().enumerate().filter(|(index, layer)| {
                stack.last_and_most(*index).1 <= 0.0 && !layer.name.trim().is_empty()
            });
        let unseen: Vec<&str> = unseen.map(|(_, layer)| layer.name.as_str()).collect();
        if !unseen.is_empty() {
            frame.notice(phrase::never_above_zero(&unseen.join(", "), locale));
        }
    }

    fn draw_layers(&self, frame: &mut Frame<'_>, plot: &Plot, stack: &Stack) {
        let textures = self.textures(&frame.palette);
        let strips: Vec<Strip> = (0..self.layers.len()).map(|layer| strip(plot, stack, layer)).collect();
        for (texture, strip) in textures.iter().zip(&strips) {
            texture.fill(&mut frame.canvas, strip);
        }
        // Solid neighbours may differ in hue only: the paper shows between them.
        for (_, strip) in textures.iter().zip(&strips).filter(|(texture, _)| texture.edge.is_none()) {
            let top: Vec<(f64, f64)> = strip.iter().map(|(x, top, _)| (*x, *top)).collect();
            frame.canvas.polyline(&top, Stroke::new(frame.palette.paper, 1.2));
        }
        for (texture, strip) in textures.iter().zip(&strips).filter(|(_, strip)| thin(strip)) {
            texture.fill(&mut frame.canvas, strip);
        }
        let totals = stack.totals();
        if totals.len() > 1 {
            draw_line(frame, plot, &totals, Stroke::new(frame.palette.ink, 1.6));
        }
    }

    /// How each layer is filled.
    pub(super) fn textures(&self, palette: &Palette) -> Vec<Texture> {
        let mut solid = 0;
        let texture = |layer: &StageLayer| match layer.kind {
            StageKind::Solid => {
                solid += 1;
                solid_texture(palette, solid - 1)
            }
            StageKind::Pale => {
                let colour = solid_colour(palette, solid.saturating_sub(1));
                Texture { fill: palette.tint(colour, 0.25), edge: Some(colour), hatch: None }
            }
            StageKind::Hatched => {
                Texture { fill: palette.paper, edge: Some(palette.axis), hatch: Some(Slant::Rising) }
            }
        };
        self.layers.iter().map(texture).collect()
    }

    /// For each layer its name with its last value; last of all the total.
    fn names(&self, stack: &Stack, page: &Page) -> Vec<Option<Named>> {
        let show = |value: f64| self.y.unit.show_short(value, crate::unit::NumberStyle::new(page.locale));
        let name = |(index, layer): (usize, &StageLayer)| {
            let (last, most) = stack.last_and_most(index);
            (most > 0.0 && !layer.name.trim().is_empty()).then(|| (layer.name.clone(), show(last)))
        };
        let mut names: Vec<Option<Named>> = self.layers.iter().enumerate().map(name).collect();
        let total = stack.totals().last().map(|(_, total)| *total).unwrap_or_default();
        let several = names.iter().flatten().count() != 1;
        names.push(several.then(|| (capital(say(Phrase::AllStages, page.locale)), show(total))));
        names
    }

    fn labels(&self, frame: &Frame<'_>, plot: &Plot, stack: &Stack) -> Vec<EndLabel> {
        let last = stack.places.len().saturating_sub(1);
        let textures = self.textures(&frame.palette);
        let width = label_width(frame, plot);
        let label = |(index, name): (usize, Option<Named>)| {
            let texture = textures.get(index).copied();
            let height = stack.last_and_most(index).0;
            let colour = texture.map_or(frame.palette.ink, |texture| frame.readable(texture.mark()));
            let middle = stack.under(index, last) + height / 2.0;
            let (name, value) = name?;
            let lines = named_value(&name, &value, width, 3, &frame.strong());
            Some(EndLabel {
                y: end_height(plot, middle),
                lines,
                colour,
                bold: texture.is_none(),
                swatch: texture,
            })
        };
        // The highest first: labels of one height keep the order of their layers.
        self.names(stack, &frame.page).into_iter().enumerate().rev().filter_map(label).collect()
    }
}

/// Solid layers that differ; more begin again.
const SOLIDS: usize = 4;

/// The colour of a solid layer: never that of the line the layers are held against.
fn solid_colour(palette: &Palette, nth: usize) -> Colour {
    match nth % SOLIDS {
        2 => palette.colour(3),
        3 => palette.axis,
        nth => palette.colour(nth),
    }
}

fn solid_texture(palette: &Palette, nth: usize) -> Texture {
    let colour = solid_colour(palette, nth);
    match (palette.theme, nth % SOLIDS) {
        (Theme::Print, 2) => Texture { fill: palette.paper, edge: Some(colour), hatch: Some(Slant::Level) },
        (Theme::Print, 3) => Texture { fill: palette.paper, edge: Some(colour), hatch: Some(Slant::Falling) },
        _ => Texture::plain(colour),
    }
}

fn label_width(frame: &Frame<'_>, plot: &Plot) -> f64 {
    frame.right - plot.frame.right - frame.sizes.text * 1.4 - swatch_room(frame)
}

/// The edges of a layer on the page; a single date is as wide as a bar.
fn strip(plot: &Plot, stack: &Stack, layer: usize) -> Strip {
    let at = |index: usize, x: f64| {
        let (under, height) = (stack.under(layer, index), stack.under(layer + 1, index));
        (plot.across(x), plot.down(height), plot.down(under))
    };
    let strip: Strip = stack.places.iter().enumerate().map(|(index, x)| at(index, *x)).collect();
    match strip.as_slice() {
        [(x, top, bottom)] => {
            let half = plot.frame.width() * 0.08;
            vec![(x - half, *top, *bottom), (x + half, *top, *bottom)]
        }
        _ => strip,
    }
}

/// Whether a layer is so low everywhere that the paper between layers would hide it.
fn thin(strip: &Strip) -> bool {
    strip.iter().all(|(_, top, bottom)| bottom - top < 3.0)
}

pub(super) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn textures(theme: Theme) -> Vec<Texture> {
        let kinds = [[StageKind::Solid; 4].as_slice(), &[StageKind::Pale, StageKind::Hatched]].concat();
        let layer = |kind| StageLayer { kind, ..StageLayer::default() };
        let layers = kinds.into_iter().map(layer).collect();
        Stages { layers, ..Stages::default() }.textures(&Palette::of(theme))
    }

    #[test]
    fn every_layer_can_be_seen_and_none_looks_like_another() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            let (textures, palette) = (textures(theme), Palette::of(theme));
            for (index, texture) in textures.iter().enumerate() {
                assert!(texture.mark().contrast(palette.paper) >= 3.0, "{theme:?} {index}");
                assert!(!textures[..index].contains(texture), "{theme:?} {index}");
                assert_ne!(texture.mark(), palette.reference, "{theme:?} {index}");
            }
        }
    }

    #[test]
    fn layers_in_print_differ_in_grey() {
        let textures = textures(Theme::Print);
        for (index, texture) in textures.iter().enumerate() {
            for other in &textures[..index] {
                let by_grey = texture.fill.contrast(other.fill) >= 1.25;
                assert!(by_grey || texture.hatch != other.hatch, "{texture:?} {other:?}");
            }
        }
    }

    #[test]
    fn what_is_on_its_way_has_the_colour_of_what_it_becomes() {
        let kinds = [StageKind::Solid, StageKind::Solid, StageKind::Pale];
        let layers = kinds.map(|kind| StageLayer { kind, ..StageLayer::default() }).to_vec();
        let textures = Stages { layers, ..Stages::default() }.textures(&Palette::of(Theme::Light));
        assert_eq!(textures[2].mark(), textures[1].mark());
        assert_ne!(textures[2].mark(), textures[0].mark());
    }
}
