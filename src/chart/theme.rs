//! Colours, and fills that can be told apart without them.

use super::page::Theme;

/// An opaque colour, red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Colour(pub u8, pub u8, pub u8);

impl Colour {
    /// As SVG writes it: `#12436d`.
    pub fn hex(self) -> String {
        format!("#{:02x}{:02x}{:02x}", self.0, self.1, self.2)
    }

    /// This colour with the share `part` of `other` mixed in.
    ///
    /// Tints are mixed here, opaque: transparency makes a PDF group of every gridline.
    pub fn mix(self, other: Self, part: f64) -> Self {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let mixed = |a: u8, b: u8| (f64::from(a) + (f64::from(b) - f64::from(a)) * part).round() as u8;
        Self(mixed(self.0, other.0), mixed(self.1, other.1), mixed(self.2, other.2))
    }

    /// Relative luminance, 0 (black) to 1 (white) (WCAG 2.2).
    fn luminance(self) -> f64 {
        let linear = |channel: u8| {
            let c = f64::from(channel) / 255.0;
            if c <= 0.040_45 { c / 12.92 } else { libm::pow((c + 0.055) / 1.055, 2.4) }
        };
        0.2126 * linear(self.0) + 0.7152 * linear(self.1) + 0.0722 * linear(self.2)
    }

    /// Contrast ratio against `other`, 1 to 21 (WCAG 2.2).
    pub fn contrast(self, other: Self) -> f64 {
        let (a, b) = (self.luminance(), other.luminance());
        (a.max(b) + 0.05) / (a.min(b) + 0.05)
    }
}

/// How a shape is filled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fill {
    /// One opaque colour.
    Solid(Colour),
    /// Slanting lines of a colour, with an outline: an uncertain part, or a series in grey.
    Hatched(Colour),
}

impl Fill {
    /// The colour that carries the shape.
    pub fn colour(self) -> Colour {
        match self {
            Self::Solid(colour) | Self::Hatched(colour) => colour,
        }
    }
}

/// The colours of one theme.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Palette {
    pub theme: Theme,
    pub paper: Colour,
    pub ink: Colour,
    pub muted: Colour,
    pub grid: Colour,
    pub axis: Colour,
    /// Marks of the first to fourth series; 3:1 against the paper.
    pub series: [Colour; 4],
    /// The line a figure is read against (100%).
    pub reference: Colour,
    /// Ends of the heatmap below and above the middle, and the middle itself.
    pub heat: [Colour; 5],
}

const BLACK: Colour = Colour(0, 0, 0);
const WHITE: Colour = Colour(255, 255, 255);

impl Palette {
    /// The colours of `theme`. Light: the UK Analysis Function's four, safe for colour blindness.
    pub fn of(theme: Theme) -> Self {
        match theme {
            Theme::Light => Self::light(),
            Theme::Dark => Self::dark(),
            Theme::Print => Self::print(),
        }
    }

    fn light() -> Self {
        Self {
            theme: Theme::Light,
            paper: WHITE,
            ink: Colour(0x1d, 0x22, 0x27),
            muted: Colour(0x4d, 0x56, 0x5c),
            grid: Colour(0xe1, 0xe4, 0xe6),
            axis: Colour(0x4d, 0x56, 0x5c),
            series: [
                Colour(0x12, 0x43, 0x6d),
                Colour(0x28, 0xa1, 0x97),
                Colour(0x80, 0x16, 0x50),
                Colour(0xf4, 0x6a, 0x25),
            ],
            reference: Colour(0x80, 0x16, 0x50),
            heat: [
                Colour(0x7a, 0x2d, 0x05),
                Colour(0xf4, 0x6a, 0x25),
                Colour(0xf7, 0xf5, 0xf2),
                Colour(0x6f, 0xa3, 0xcf),
                Colour(0x12, 0x43, 0x6d),
            ],
        }
    }

    fn dark() -> Self {
        Self {
            theme: Theme::Dark,
            paper: Colour(0x14, 0x18, 0x1d),
            ink: Colour(0xf0, 0xf2, 0xf4),
            muted: Colour(0xb4, 0xbc, 0xc4),
            grid: Colour(0x30, 0x36, 0x3d),
            axis: Colour(0x9a, 0xa3, 0xac),
            series: [
                Colour(0x6b, 0xac, 0xe6),
                Colour(0x28, 0xa1, 0x97),
                Colour(0xe0, 0x8a, 0xbc),
                Colour(0xf4, 0x6a, 0x25),
            ],
            reference: Colour(0xe0, 0x8a, 0xbc),
            heat: [
                Colour(0xff, 0xa0, 0x6b),
                Colour(0xb3, 0x4a, 0x14),
                Colour(0x23, 0x28, 0x2e),
                Colour(0x2b, 0x63, 0x97),
                Colour(0x9c, 0xcb, 0xf2),
            ],
        }
    }

    fn print() -> Self {
        Self {
            theme: Theme::Print,
            paper: WHITE,
            ink: BLACK,
            muted: Colour(0x40, 0x40, 0x40),
            grid: Colour(0xe2, 0xe2, 0xe2),
            axis: Colour(0x40, 0x40, 0x40),
            series: [
                Colour(0x3a, 0x3a, 0x3a),
                Colour(0x85, 0x85, 0x85),
                Colour(0x1a, 0x1a, 0x1a),
                Colour(0x66, 0x66, 0x66),
            ],
            reference: BLACK,
            heat: [
                Colour(0x5a, 0x5a, 0x5a),
                Colour(0x8a, 0x8a, 0x8a),
                Colour(0xc0, 0xc0, 0xc0),
                Colour(0xe0, 0xe0, 0xe0),
                Colour(0xfa, 0xfa, 0xfa),
            ],
        }
    }

    /// The fill of a series, counted from 0: in print every other one is hatched.
    pub fn fill(&self, series: usize) -> Fill {
        let colour = self.colour(series);
        if self.theme == Theme::Print && series % 4 >= 2 {
            Fill::Hatched(colour)
        } else {
            Fill::Solid(colour)
        }
    }

    /// The colour of a series, counted from 0.
    pub fn colour(&self, series: usize) -> Colour {
        let [first, second, third, fourth] = self.series;
        match series % 4 {
            0 => first,
            1 => second,
            2 => third,
            _ => fourth,
        }
    }

    /// A pale tint of a colour, for bands; its outline carries the contrast.
    pub fn tint(&self, colour: Colour, strength: f64) -> Colour {
        self.paper.mix(colour, strength)
    }

    /// The heatmap colour of a place from -1 (far below the middle) to 1 (far above).
    pub fn heat(&self, place: f64) -> Colour {
        let [far_below, below, middle, above, far_above] = self.heat;
        let place = if place.is_finite() { place.clamp(-1.0, 1.0) } else { 0.0 };
        match place {
            p if p < -0.5 => below.mix(far_below, -2.0 * p - 1.0),
            p if p < 0.0 => middle.mix(below, -2.0 * p),
            p if p < 0.5 => middle.mix(above, 2.0 * p),
            p => above.mix(far_above, 2.0 * p - 1.0),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn contrast_is_that_of_wcag() {
        assert!((BLACK.contrast(WHITE) - 21.0).abs() < 1e-9);
        assert!((Colour(0x76, 0x76, 0x76).contrast(WHITE) - 4.54).abs() < 0.01);
    }

    #[test]
    fn every_theme_can_be_read() {
        for theme in [Theme::Light, Theme::Dark, Theme::Print] {
            let palette = Palette::of(theme);
            for text in [palette.ink, palette.muted] {
                assert!(text.contrast(palette.paper) >= 4.5, "{theme:?} text {}", text.hex());
            }
            for mark in palette.series.into_iter().chain([palette.reference, palette.axis]) {
                assert!(mark.contrast(palette.paper) >= 3.0, "{theme:?} mark {}", mark.hex());
            }
        }
    }

    #[test]
    fn the_heatmap_changes_side_at_its_middle() {
        let palette = Palette::of(Theme::Light);
        assert_eq!(palette.heat(0.0), palette.heat[2]);
        assert_eq!(palette.heat(-1.0), palette.heat[0]);
        assert_eq!(palette.heat(2.0), palette.heat[4]);
        assert_eq!(palette.heat(f64::NAN), palette.heat[2]);
    }
}
