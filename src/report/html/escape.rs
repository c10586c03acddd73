//! Texts made harmless: markup is shown, not obeyed; control characters are pictures; addresses are links.

use super::super::words::clean;

/// The text as it shows, on one line; fit for content and for a quoted attribute.
pub(super) fn text(raw: &str) -> String {
    let mut html = String::with_capacity(raw.len() + 8);
    for c in clean(raw).chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            _ if is_noncharacter(c) => html.push('\u{fffd}'),
            _ => html.push(c),
        }
    }
    html
}

/// Code points that no text may hold (HTML standard, "noncharacter").
fn is_noncharacter(c: char) -> bool {
    let code = u32::from(c);
    (0xfdd0..=0xfdef).contains(&code) || code & 0xfffe == 0xfffe
}

/// As [`text`], with web addresses as links.
pub(super) fn linked(raw: &str) -> String {
    let shown = clean(raw);
    let words: Vec<String> = shown.split(' ').map(word).collect();
    words.join(" ")
}

fn word(word: &str) -> String {
    let (address, after) = without_punctuation(word);
    if is_address(address) {
        let address = text(address);
        return format!("<a href=\"{address}\" rel=\"noopener noreferrer\">{address}</a>{}", text(after));
    }
    text(word)
}

/// The word, and the marks after it that end a sentence or a part of it.
fn without_punctuation(word: &str) -> (&str, &str) {
    let end = word.trim_end_matches([',', ';', '.', ':', '!', '?', ')', ']', '"', '\'']).len();
    word.split_at(end)
}

/// Whether a word is a web address in plain letters: what else there may be (`javascript:`) is no link.
fn is_address(word: &str) -> bool {
    let host = word.strip_prefix("https://").or_else(|| word.strip_prefix("http://"));
    let is_plain = |c: char| c.is_ascii_graphic() && !"\"<>\\^`{|}".contains(c);
    host.is_some_and(|host| {
        host.starts_with(|c: char| c.is_ascii_alphanumeric()) && host.chars().all(is_plain)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_and_control_characters_are_shown() {
        assert_eq!(
            text("<script>\"x\" & 'y'</script>"),
            "&lt;script&gt;&quot;x&quot; &amp; &#39;y&#39;&lt;/script&gt;"
        );
        assert_eq!(text("a\u{1b}b\0c\nd\u{202e}e\u{ffff}f\u{9f}"), "a␛b␀c d\u{fffd}e\u{fffd}f\u{fffd}");
        assert_eq!(text("forêt 監視 ±\u{202f}−"), "forêt 監視 ±\u{202f}−");
    }

    #[test]
    fn only_plain_web_addresses_are_links() {
        assert_eq!(
            linked("see https://a.org/x?y=1&z='2'; then"),
            "see <a href=\"https://a.org/x?y=1&amp;z=&#39;2\" rel=\"noopener noreferrer\">\
             https://a.org/x?y=1&amp;z=&#39;2</a>&#39;; then"
        );
        for raw in [
            "javascript:alert(1)",
            "data:text/html,x",
            "https://",
            "https:///a",
            "//a.org",
            "HTTPS://a.org",
            "ftp://a.org",
            "https://a.org/<script>",
            "https://a.org/\"onclick=",
            "https://a.org/\u{202e}",
            "https://аррӏе.com",
        ] {
            assert_eq!(linked(raw), text(raw));
        }
    }
}
