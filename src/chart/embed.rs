//! The part of the font that a figure uses, for inside its SVG.
//!
//! An SVG whose font is not installed is drawn in another one, and labels that were measured to fit
//! collide. So the letters used travel with it. `subsetter` keeps what a PDF needs; a browser also
//! wants to know which letter is which (`cmap`) and the line measures (`OS/2`), which are added here.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use base64::Engine as _;
use rustybuzz::ttf_parser::{RawFace, Tag};
use subsetter::GlyphRemapper;

use super::font::Weight;

/// CSS rules that carry the characters used, one for each weight.
pub(super) fn rules(regular: &BTreeSet<char>, bold: &BTreeSet<char>) -> String {
    let mut rules = String::new();
    for (weight, used) in [(Weight::Regular, regular), (Weight::Bold, bold)] {
        if used.is_empty() {
            continue;
        }
        if let Some(font) = subset(weight, used) {
            let data = base64::engine::general_purpose::STANDARD.encode(font);
            let _ = write!(
                rules,
                "@font-face{{font-family:\"Noto Sans\";font-weight:{};src:url(data:font/ttf;base64,{data})}}",
                weight.number()
            );
        }
    }
    rules
}

/// A font file with only these characters.
fn subset(weight: Weight, used: &BTreeSet<char>) -> Option<Vec<u8>> {
    let face = weight.face()?;
    let mut mapper = GlyphRemapper::new();
    let letters: Vec<(u32, u16)> =
        used.iter().filter_map(|c| Some((u32::from(*c), mapper.remap(face.glyph_index(*c)?.0)))).collect();
    let smaller = subsetter::subset(weight.bytes(), 0, &mapper).ok()?;
    let (small, whole) = (RawFace::parse(&smaller, 0).ok()?, RawFace::parse(weight.bytes(), 0).ok()?);
    let mut tables: Vec<(Tag, Vec<u8>)> = small
        .table_records
        .into_iter()
        .filter_map(|record| Some((record.tag, small.table(record.tag)?.to_vec())))
        .collect();
    tables.push((Tag::from_bytes(b"cmap"), character_map(&letters)));
    tables.push((Tag::from_bytes(b"OS/2"), whole.table(Tag::from_bytes(b"OS/2"))?.to_vec()));
    tables.sort_by_key(|(tag, _)| tag.0);
    Some(font_file(&mut tables))
}

/// A `cmap` table of format 12: one group for each character (OpenType 1.9.1, "cmap").
fn character_map(letters: &[(u32, u16)]) -> Vec<u8> {
    let groups = be32(letters.len());
    let mut table = vec![0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12];
    table.extend([0, 12, 0, 0]);
    table.extend(be32(16 + 12 * letters.len()));
    table.extend([0; 4]);
    table.extend(groups);
    for (letter, glyph) in letters {
        table.extend(letter.to_be_bytes());
        table.extend(letter.to_be_bytes());
        table.extend(u32::from(*glyph).to_be_bytes());
    }
    table
}

/// The tables with their directory and checksums (OpenType 1.9.1, "Organization of an OpenType font").
fn font_file(tables: &mut [(Tag, Vec<u8>)]) -> Vec<u8> {
    let count = tables.len();
    let power = count.max(1).ilog2();
    let range = (1_usize << power) * 16;
    let mut file = vec![0, 1, 0, 0];
    for number in [count, range, power as usize, count * 16 - range] {
        file.extend(be32(number).into_iter().skip(2));
    }
    let mut offset = 12 + 16 * count;
    let mut head = None;
    for (tag, data) in tables.iter_mut() {
        if *tag == Tag::from_bytes(b"head") {
            head = Some(offset + 8);
            data.iter_mut().skip(8).take(4).for_each(|byte| *byte = 0);
        }
        file.extend(tag.0.to_be_bytes());
        file.extend(checksum(data).to_be_bytes());
        file.extend(be32(offset));
        file.extend(be32(data.len()));
        data.resize(data.len().next_multiple_of(4), 0);
        offset += data.len();
    }
    for (_, data) in tables.iter() {
        file.extend(data);
    }
    let adjustment = 0xb1b0_afba_u32.wrapping_sub(checksum(&file)).to_be_bytes();
    if let Some(place) = head.and_then(|at| file.get_mut(at..at + 4)) {
        place.copy_from_slice(&adjustment);
    }
    file
}

fn checksum(data: &[u8]) -> u32 {
    data.chunks(4)
        .map(|chunk| {
            chunk.iter().chain(&[0; 4]).take(4).fold(0_u32, |word, byte| word << 8 | u32::from(*byte))
        })
        .fold(0, u32::wrapping_add)
}

fn be32(number: usize) -> [u8; 4] {
    u32::try_from(number).unwrap_or(u32::MAX).to_be_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rustybuzz::Face;

    #[test]
    fn the_part_draws_its_letters_as_wide_as_the_whole() {
        for weight in [Weight::Regular, Weight::Bold] {
            let used: BTreeSet<char> = "Coverage 1.5%é\u{202f}".chars().collect();
            let file = subset(weight, &used).unwrap();
            let (part, whole) = (Face::from_slice(&file, 0).unwrap(), weight.face().unwrap());
            for letter in used {
                let advance = |face: &Face| face.glyph_hor_advance(face.glyph_index(letter).unwrap());
                assert_eq!(advance(&part), advance(whole), "{letter}");
            }
            assert!(part.glyph_index('z').is_none());
            assert_eq!(part.units_per_em(), whole.units_per_em());
            assert!(file.len() < 30_000, "{}", file.len());
            assert_eq!(checksum(&file), 0xb1b0_afba);
        }
    }
}
