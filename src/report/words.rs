//! Words made safe to show and broken into lines.

use std::borrow::Cow;
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// The columns that a text takes on a terminal; an ideograph takes two.
pub(super) fn columns(text: &str) -> usize {
    text.width()
}

/// The text on one line, with control characters shown as pictures.
///
/// A name from a file could otherwise move the cursor, change colours or turn the reading direction.
pub fn clean(text: &str) -> Cow<'_, str> {
    if text.chars().any(is_unsafe) {
        Cow::Owned(text.chars().map(harmless).collect())
    } else {
        Cow::Borrowed(text)
    }
}

fn is_unsafe(c: char) -> bool {
    harmless(c) != c
}

fn harmless(c: char) -> char {
    match c {
        '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}' => ' ',
        '\0'..='\x1f' => char::from_u32(0x2400 + u32::from(c)).unwrap_or('\u{fffd}'),
        '\x7f' => '\u{2421}',
        '\u{80}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => '\u{fffd}',
        _ => c,
    }
}

/// The text's lines, each wrapped to a width in columns.
///
/// Lines break at spaces only (never at a no-break space, or inside "15-20" or an address); a longer
/// word keeps its own line, except that ideographs, written without spaces, may part anywhere.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    text.lines().flat_map(|line| wrap_line(&clean(line), width)).collect()
}

fn wrap_line(line: &str, width: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut used = 0;
    for word in line.split(' ').filter(|word| !word.is_empty()).flat_map(|word| pieces(word, width)) {
        let wide = columns(word);
        let fits = used + usize::from(used > 0) + wide <= width;
        match lines.last_mut() {
            Some(last) if fits || used == 0 => {
                if used > 0 {
                    last.push(' ');
                    used += 1;
                }
                last.push_str(word);
                used += wide;
            }
            _ => {
                lines.push(word.to_owned());
                used = wide;
            }
        }
    }
    lines
}

/// The word whole, or in parts that fit where it is too wide and holds ideographs.
fn pieces(word: &str, width: usize) -> Vec<&str> {
    let has_ideographs = word.chars().any(|c| c.width() == Some(2));
    if !has_ideographs || columns(word) <= width {
        return vec![word];
    }
    let (mut parts, mut start, mut used) = (Vec::new(), 0, 0);
    for (at, c) in word.char_indices() {
        let wide = c.width().unwrap_or(0);
        if used + wide > width && used > 0 {
            parts.push(&word[start..at]);
            (start, used) = (at, 0);
        }
        used += wide;
    }
    parts.push(&word[start..]);
    parts
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn lines_break_at_spaces_only() {
        assert_eq!(wrap("takes 15-20 officers", 11), ["takes 15-20", "officers"]);
        assert_eq!(wrap("takes 11\u{202f}000 officers", 8), ["takes", "11\u{202f}000", "officers"]);
        assert_eq!(
            wrap("see https://example.org/a-long-address now", 10),
            ["see", "https://example.org/a-long-address", "now"]
        );
        assert_eq!(wrap("one\ntwo  three", 80), ["one", "two three"]);
        assert!(wrap("", 80).is_empty());
    }

    #[test]
    fn ideographs_take_two_columns_and_may_part() {
        assert_eq!(columns("監視"), 4);
        assert_eq!(wrap("監視対象者", 6), ["監視対", "象者"]);
    }

    #[test]
    fn control_characters_are_shown_not_obeyed() {
        assert_eq!(clean("a\u{1b}[31mb"), "a␛[31mb");
        assert_eq!(clean("a\nb\tc\0"), "a b c␀");
        assert_eq!(clean("x\u{202e}y\u{9b}z\u{7f}"), "x\u{fffd}y\u{fffd}z␡");
        assert!(matches!(clean("forêt 監視"), Cow::Borrowed(_)));
    }

    proptest! {
        #[test]
        fn wrapping_loses_no_word_and_no_line_is_too_wide(text in "[a-z0-9 -]{0,200}", width in 1_usize..60) {
            let lines = wrap(&text, width);
            let words: Vec<&str> = text.split_whitespace().collect();
            let joined = lines.join(" ");
            prop_assert_eq!(joined.split_whitespace().collect::<Vec<_>>(), words);
            for line in lines {
                prop_assert!(columns(&line) <= width || !line.contains(' '), "{}", line);
            }
        }
    }
}
