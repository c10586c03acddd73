//! What a figure is drawn on and what is written around it.

use crate::unit::Locale;

/// The texts around a figure. Empty texts take no room.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Words {
    /// The finding, in 15 words or fewer.
    pub title: String,
    /// What is plotted, its unit, place and period.
    pub subtitle: String,
    /// Where the numbers are from, without the word "Source".
    pub source: String,
    /// What a reader must know beside: draws, seed, assumptions.
    pub note: String,
    /// What the numbers leave out, each a sentence: as many stand in the note as have room.
    pub caveats: Vec<String>,
    /// The figure told in words, for those who do not see it.
    pub alt: String,
}

/// Which colours a figure is drawn in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Theme {
    /// Dark on white.
    #[default]
    Light,
    /// Light on near-black, for screens.
    Dark,
    /// Black, greys and hatches, for printing without colour.
    Print,
}

/// The size, the colours and the conventions a figure is drawn with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Page {
    /// Width on paper, in millimetres (50 to 1,000; others are brought to the nearer end).
    pub width_mm: f64,
    /// Height on paper, in millimetres; as the content needs where none is given.
    pub height_mm: Option<f64>,
    /// Without a height: a figure of rows that has more than fit in this shows the first, and says so.
    pub tallest_mm: f64,
    /// Dots per inch of a PNG (72 to 1,200); raised until the image is 1,200 dots wide.
    pub dpi: f64,
    /// Colours.
    pub theme: Theme,
    /// Conventions for numbers, and the language of the figure's own words.
    pub locale: Locale,
    /// Whether the title and subtitle are drawn; journals set their own.
    pub show_title: bool,
}

/// Text sizes, in user units (CSS pixels, 1/96 inch).
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Sizes {
    pub title: f64,
    pub text: f64,
    pub small: f64,
}

/// User units in a millimetre.
pub(super) const PX_PER_MM: f64 = 96.0 / 25.4;
/// User units in a point.
pub(super) const PX_PER_PT: f64 = 96.0 / 72.0;
/// A figure of this height fits on a page with its caption.
const TALLEST_MM: f64 = 225.0;
/// A PNG narrower than this is too coarse to print.
const LEAST_DOTS: f64 = 1200.0;

impl Page {
    /// One column of a journal: 85 mm wide.
    pub fn column() -> Self {
        Self { width_mm: 85.0, ..Self::page() }
    }

    /// The text width of a page: 170 mm.
    #[allow(clippy::self_named_constructors)] // the preset is called `page` on the command line too
    pub fn page() -> Self {
        Self {
            width_mm: 170.0,
            height_mm: None,
            tallest_mm: TALLEST_MM,
            dpi: 300.0,
            theme: Theme::Light,
            locale: Locale::English,
            show_title: true,
        }
    }

    /// A wide slide: 254 by 142.9 mm.
    pub fn slide() -> Self {
        Self { width_mm: 254.0, height_mm: Some(142.875), dpi: 192.0, ..Self::page() }
    }

    /// Width in user units.
    pub(super) fn width(&self) -> f64 {
        within(self.width_mm, 50.0, 1000.0, 170.0) * PX_PER_MM
    }

    /// Height in user units, where one is asked for.
    pub(super) fn height(&self) -> Option<f64> {
        self.height_mm.map(|height| within(height, 30.0, 2000.0, 100.0) * PX_PER_MM)
    }

    /// The height that rows may fill, in user units.
    pub(super) fn tallest(&self) -> f64 {
        self.height().unwrap_or_else(|| within(self.tallest_mm, 30.0, 2000.0, TALLEST_MM) * PX_PER_MM)
    }

    /// Dots in a user unit of a PNG.
    pub(super) fn dots_per_px(&self) -> f64 {
        (within(self.dpi, 72.0, 1200.0, 300.0) / 96.0).max(LEAST_DOTS / self.width())
    }

    /// Text is 9 pt on a page, 8 pt in a column, larger where the figure is seen from afar.
    pub(super) fn sizes(&self) -> Sizes {
        let width_mm = self.width() / PX_PER_MM;
        let (title, text, small) = match width_mm {
            w if w < 120.0 => (10.0, 8.0, 7.2),
            w if w <= 200.0 => (12.5, 9.0, 7.8),
            w => (w * 0.074, w * 0.053, w * 0.046),
        };
        Sizes { title: title * PX_PER_PT, text: text * PX_PER_PT, small: small * PX_PER_PT }
    }
}

fn within(value: f64, least: f64, most: f64, otherwise: f64) -> f64 {
    if value.is_finite() { value.clamp(least, most) } else { otherwise }
}
