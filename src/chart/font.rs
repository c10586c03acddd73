//! The embedded font: Noto Sans, regular and bold, and how wide a text is in it.

use std::sync::{Arc, LazyLock};

use resvg::usvg::fontdb;
use rustybuzz::{Face, UnicodeBuffer};

/// Regular or bold; a figure uses no other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) enum Weight {
    #[default]
    Regular,
    Bold,
}

/// The family, as SVG names it. The others stand in where an editor ignores embedded fonts.
pub(super) const FAMILIES: &str = "Noto Sans, Open Sans, Arial, sans-serif";

/// Height of a capital, as a part of the text size (Noto Sans).
pub(super) const CAP: f64 = 0.714;

// Their licence must go with them: NOTO-SANS-LICENSE.txt beside this file.
static REGULAR: &[u8] = notosans::REGULAR_TTF;
static BOLD: &[u8] = notosans::BOLD_TTF;
static REGULAR_FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::from_slice(REGULAR, 0));
static BOLD_FACE: LazyLock<Option<Face<'static>>> = LazyLock::new(|| Face::from_slice(BOLD, 0));

impl Weight {
    /// The font file.
    pub fn bytes(self) -> &'static [u8] {
        match self {
            Self::Regular => REGULAR,
            Self::Bold => BOLD,
        }
    }

    /// The parsed font.
    pub fn face(self) -> Option<&'static Face<'static>> {
        match self {
            Self::Regular => REGULAR_FACE.as_ref(),
            Self::Bold => BOLD_FACE.as_ref(),
        }
    }

    /// As CSS counts it.
    pub fn number(self) -> u16 {
        match self {
            Self::Regular => 400,
            Self::Bold => 700,
        }
    }
}

/// Width of a text in user units, kerning included, at `size`.
///
/// A character the font lacks counts as one em, as wide as the Chinese letter that will stand there.
pub(super) fn width(text: &str, size: f64, weight: Weight) -> f64 {
    let Some(face) = weight.face() else {
        return size * 0.6 * text.chars().count() as f64;
    };
    let mut buffer = UnicodeBuffer::new();
    buffer.push_str(text);
    let glyphs = rustybuzz::shape(face, &[], buffer);
    let em = face.units_per_em();
    let advance = |(info, place): (&rustybuzz::GlyphInfo, &rustybuzz::GlyphPosition)| {
        i64::from(if info.glyph_id == 0 { em } else { place.x_advance })
    };
    let units: i64 = glyphs.glyph_infos().iter().zip(glyphs.glyph_positions()).map(advance).sum();
    units as f64 * size / f64::from(em)
}

/// Whether the font can draw the character.
pub(super) fn draws(character: char) -> bool {
    Weight::Regular.face().is_none_or(|face| face.glyph_index(character).is_some())
}

/// The two faces and nothing of the system, so that every machine draws the same.
pub(super) fn database() -> Arc<fontdb::Database> {
    static DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
        let mut database = fontdb::Database::new();
        for weight in [Weight::Regular, Weight::Bold] {
            database.load_font_source(fontdb::Source::Binary(Arc::new(weight.bytes())));
        }
        database.set_sans_serif_family("Noto Sans");
        Arc::new(database)
    });
    Arc::clone(&DATABASE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_tabular_and_bold_is_wider() {
        assert!((width("111", 10.0, Weight::Regular) - width("888", 10.0, Weight::Regular)).abs() < 1e-9);
        assert!(width("officers", 10.0, Weight::Bold) > width("officers", 10.0, Weight::Regular));
        assert!((width("0", 1000.0, Weight::Regular) - 572.0).abs() < 1.0);
    }

    #[test]
    fn the_characters_of_numbers_are_there() {
        for character in
            "0123456789\u{2212}\u{2013}\u{202f}\u{a0}%\u{d7}\u{3bc}\u{3c3}’…€£éèçÉ\u{fffd}".chars()
        {
            assert!(draws(character), "{character:?}");
        }
        assert!(!draws('监') && !draws('ع'));
    }

    #[test]
    fn a_missing_character_is_one_em() {
        assert!((width("监", 10.0, Weight::Regular) - 10.0).abs() < 1e-9);
    }
}
