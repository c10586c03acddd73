//! Where texts go: breaking labels into lines, keeping labels apart.

use super::canvas::{Area, Style, printable};

/// The text in lines no wider than `room`, at most `most` of them, of about equal width.
///
/// A word wider than the room is broken; what does not fit in `most` lines ends in an ellipsis.
pub(super) fn wrap(text: &str, room: f64, most: usize, style: &Style) -> Vec<String> {
    let text = printable(text);
    if text.is_empty() {
        return Vec::new();
    }
    let room = room.max(style.size);
    if style.width(&text) <= room {
        return vec![text];
    }
    let words = pieces(&text, room, style);
    let lines = fill(&words, room);
    if lines.len() > most.max(1) {
        return cut(&lines, &words, most.max(1), room, style);
    }
    read(&balanced(&words, room, lines.len()), &words)
}

/// Like [`wrap`], but every line as full as it goes, for running text.
pub(super) fn paragraph(text: &str, room: f64, most: usize, style: &Style) -> Vec<String> {
    let text = printable(text);
    if text.is_empty() {
        return Vec::new();
    }
    if style.width(&text) <= room {
        return vec![text];
    }
    let words = pieces(&text, room, style);
    let lines = fill(&words, room);
    if lines.len() > most.max(1) {
        cut(&lines, &words, most.max(1), room, style)
    } else {
        read(&lines, &words)
    }
}

/// A word, its width, and the width of the space before it.
struct Word {
    text: String,
    width: f64,
    space: f64,
}

/// Words, where a word wider than the room is several.
fn pieces(text: &str, room: f64, style: &Style) -> Vec<Word> {
    let space = style.width(" ").max(style.width("n n") - style.width("nn"));
    let mut words = Vec::new();
    for word in text.split(' ') {
        let width = style.width(word);
        if width <= room {
            words.push(Word { text: word.to_owned(), width, space });
        } else {
            broken(word, room, space, style, &mut words);
        }
    }
    words
}

fn broken(word: &str, room: f64, space: f64, style: &Style, words: &mut Vec<Word>) {
    let (mut part, mut before) = (String::new(), space);
    for character in word.chars() {
        part.push(character);
        if part.chars().count() > 1 && style.width(&part) > room {
            part.pop();
            let width = style.width(&part);
            words.push(Word { text: std::mem::take(&mut part), width, space: before });
            before = 0.0;
            part.push(character);
        }
    }
    let width = style.width(&part);
    words.push(Word { text: part, width, space: before });
}

/// Ranges of words, each line as full as it goes.
fn fill(words: &[Word], room: f64) -> Vec<std::ops::Range<usize>> {
    let (mut lines, mut start, mut width) = (Vec::new(), 0, 0.0);
    for (index, word) in words.iter().enumerate() {
        let wider = if index == start { word.width } else { width + word.space + word.width };
        if wider > room && index > start {
            lines.push(start..index);
            start = index;
            width = word.width;
        } else {
            width = wider;
        }
    }
    lines.push(start..words.len());
    lines
}

/// The narrowest filling with the same number of lines.
fn balanced(words: &[Word], room: f64, lines: usize) -> Vec<std::ops::Range<usize>> {
    let (mut narrow, mut wide) = (words.iter().map(|w| w.width).fold(0.0, f64::max).min(room), room);
    for _ in 0..12 {
        let middle = f64::midpoint(narrow, wide);
        if fill(words, middle).len() <= lines { wide = middle } else { narrow = middle }
    }
    fill(words, wide)
}

fn read(lines: &[std::ops::Range<usize>], words: &[Word]) -> Vec<String> {
    lines.iter().map(|line| join(words.get(line.clone()).unwrap_or_default())).collect()
}

fn join(words: &[Word]) -> String {
    let mut line = String::new();
    for (index, word) in words.iter().enumerate() {
        if index > 0 && word.space > 0.0 {
            line.push(' ');
        }
        line.push_str(&word.text);
    }
    line
}

/// The first lines, the last ending in an ellipsis.
fn cut(
    lines: &[std::ops::Range<usize>],
    words: &[Word],
    most: usize,
    room: f64,
    style: &Style,
) -> Vec<String> {
    let mut kept: Vec<String> = read(lines.get(..most).unwrap_or(lines), words);
    if let Some(last) = kept.last_mut() {
        while !last.is_empty() && style.width(&format!("{last}…")) > room {
            last.pop();
        }
        *last = format!("{}…", last.trim_end());
    }
    kept
}

/// Places near the wanted ones, in the same order, each its height from the next, within `low` to `high`
/// where they fit. Given are wanted middles, sorted, and heights.
///
/// Places that collide form a group around the mean of what they want (pool adjacent violators).
pub(super) fn spread(wanted: &[(f64, f64)], low: f64, high: f64) -> Vec<f64> {
    let mut above = 0.0;
    let mut offsets = Vec::with_capacity(wanted.len());
    for (_, height) in wanted {
        offsets.push(above + height / 2.0);
        above += height;
    }
    let high = high.max(low + above);
    let mut groups: Vec<(f64, usize)> = Vec::new();
    for ((want, _), offset) in wanted.iter().zip(&offsets) {
        groups.push((want - offset, 1));
        while let [.., (a, many), (b, more)] = groups.as_slice()
            && a > b
        {
            let mean = (a * *many as f64 + b * *more as f64) / (many + more) as f64;
            let count = many + more;
            groups.truncate(groups.len() - 2);
            groups.push((mean, count));
        }
    }
    let starts = groups.iter().flat_map(|(place, count)| std::iter::repeat_n(*place, *count));
    starts.zip(offsets).map(|(start, offset)| start.clamp(low, high - above) + offset).collect()
}

/// The first of the candidate places that meets nothing taken and lies within the frame.
pub(super) fn free_place(candidates: &[Area], taken: &[Area], frame: &Area, gap: f64) -> Option<usize> {
    let inside = |area: &Area| {
        area.left >= frame.left
            && area.right <= frame.right
            && area.top >= frame.top
            && area.bottom <= frame.bottom
    };
    candidates.iter().position(|area| inside(area) && !taken.iter().any(|other| area.meets(other, gap)))
}

#[cfg(test)]
mod tests {
    use super::super::theme::Colour;
    use super::*;
    use proptest::prelude::*;

    fn style() -> Style {
        Style::new(10.0, Colour(0, 0, 0))
    }

    #[test]
    fn lines_are_balanced() {
        let lines = wrap("All eleven thousand subjects, round the clock", 150.0, 3, &style());
        assert_eq!(lines.len(), 2);
        let widths: Vec<f64> = lines.iter().map(|l| style().width(l)).collect();
        assert!((widths[0] - widths[1]).abs() < 40.0, "{lines:?}");
    }

    #[test]
    fn a_word_without_spaces_is_broken_and_what_does_not_fit_ends_in_an_ellipsis() {
        let long = "x".repeat(80);
        let lines = wrap(&long, 100.0, 9, &style());
        assert!(lines.len() > 2 && lines.concat() == long);
        let cut = wrap(&long, 100.0, 2, &style());
        assert!(cut.len() == 2 && cut[1].ends_with('…'));
    }

    #[test]
    fn labels_that_collide_share_the_room() {
        assert_eq!(spread(&[(10.0, 10.0), (11.0, 10.0), (50.0, 10.0)], 0.0, 100.0), [5.5, 15.5, 50.0]);
        assert_eq!(spread(&[(98.0, 10.0), (99.0, 10.0)], 0.0, 100.0), [85.0, 95.0]);
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_the_room(text in "[a-zé ]{0,120}", room in 40.0_f64..300.0) {
            for line in wrap(&text, room, 5, &style()) {
                prop_assert!(style().width(&line) <= room + 1e-6, "{line}");
            }
        }

        #[test]
        fn spread_places_are_apart(mut wanted in prop::collection::vec(0.0_f64..100.0, 0..12)) {
            wanted.sort_by(f64::total_cmp);
            let wanted: Vec<(f64, f64)> = wanted.into_iter().map(|place| (place, 9.0)).collect();
            for pair in spread(&wanted, 0.0, 100.0).windows(2) {
                prop_assert!(pair[1] - pair[0] >= 9.0 - 1e-9);
            }
        }
    }
}
