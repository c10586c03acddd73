//! Drawings in the page, and files carried inside it: nothing is fetched.

use super::escape::text;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use std::borrow::Cow;
use std::io::{self, Write};

/// A drawing with its caption.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Figure {
    /// The SVG element as it stands in the page; it may use the page's font rules.
    pub svg: String,
    /// The same drawing for narrow screens; empty where the other is scrolled there.
    pub narrow_svg: String,
    /// The drawing as a file of its own, for the link; empty for the element itself.
    pub file: String,
    /// What it shows, with its source.
    pub caption: String,
    /// What the downloaded file is called: `coverage.svg`.
    pub file_name: String,
}

/// A file that a reader may take from the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Download {
    /// The words of the link.
    pub words: String,
    /// What the file is called.
    pub file_name: String,
    /// `text/csv;charset=utf-8`.
    pub media_type: &'static str,
    /// The file.
    pub bytes: Vec<u8>,
}

/// How many drawings the page has so far: the names inside each begin with its number.
#[derive(Debug, Default)]
pub(super) struct Count(usize);

impl Count {
    fn next(&mut self) -> String {
        self.0 += 1;
        format!("f{}-", self.0)
    }
}

impl Figure {
    pub(super) fn write(&self, count: &mut Count, out: &mut impl Write) -> io::Result<()> {
        out.write_all(b"<figure>\n")?;
        let wide = if self.narrow_svg.is_empty() { "scroll" } else { "scroll wide" };
        self.drawing(&self.svg, wide, count, out)?;
        if !self.narrow_svg.is_empty() {
            self.drawing(&self.narrow_svg, "scroll narrow", count, out)?;
        }
        // The caption must stand last in a figure, so the link to the file is within it.
        out.write_all(b"<figcaption>\n")?;
        if !self.caption.is_empty() {
            writeln!(out, "<p>{}</p>", super::escape::linked(&self.caption))?;
        }
        write_downloads(&[self.download()], out)?;
        out.write_all(b"</figcaption>\n</figure>\n")
    }

    /// The drawing in a box of its own, which scrolls where the screen is narrower.
    fn drawing(&self, svg: &str, class: &str, count: &mut Count, out: &mut impl Write) -> io::Result<()> {
        let name = if self.caption.is_empty() { "Figure".to_owned() } else { text(&self.caption) };
        writeln!(out, "<div class=\"{class}\" role=\"region\" aria-label=\"{name}\" tabindex=\"0\">")?;
        writeln!(out, "{}\n</div>", with_own_names(element(svg), &count.next()))
    }

    fn download(&self) -> Download {
        let file = if self.file.is_empty() { &self.svg } else { &self.file };
        Download {
            words: "This figure as SVG".to_owned(),
            file_name: self.file_name.clone(),
            media_type: "image/svg+xml",
            bytes: file.clone().into_bytes(),
        }
    }
}

pub(super) fn write_downloads(downloads: &[Download], out: &mut impl Write) -> io::Result<()> {
    if downloads.is_empty() {
        return Ok(());
    }
    let links: Vec<String> = downloads.iter().map(Download::link).collect();
    writeln!(out, "<p class=\"files\">{}</p>", links.join("<br />\n"))
}

impl Download {
    fn link(&self) -> String {
        format!(
            "<a download=\"{}\" href=\"data:{};base64,{}\">{}</a>",
            text(&self.file_name),
            self.media_type,
            STANDARD.encode(&self.bytes),
            text(&self.words)
        )
    }
}

/// The `svg` element without what may stand before it in a file of its own.
fn element(svg: &str) -> &str {
    svg.find("<svg").and_then(|at| svg.get(at..)).unwrap_or_default().trim_end()
}

/// Attributes that hold a name, or `#name`, or `url(#name)`.
const NAMING: [(&str, &str); 6] = [
    (" id=\"", "\""),
    (" href=\"#", "\""),
    (" xlink:href=\"#", "\""),
    (" aria-labelledby=\"", "\""),
    (" aria-describedby=\"", "\""),
    ("url(#", ")"),
];

/// The drawing with a prefix before every name in it: two drawings in one page may use the same.
///
/// Only inside tags, so that a text which looks like a name stays as it is.
fn with_own_names(svg: &str, prefix: &str) -> String {
    let mut own = String::with_capacity(svg.len() + 64);
    for part in svg.split_inclusive('>') {
        match part.rfind('<').filter(|_| part.ends_with('>')) {
            Some(at) => {
                let (words, tag) = part.split_at(at);
                own.push_str(words);
                own.push_str(&renamed(tag, prefix));
            }
            None => own.push_str(part),
        }
    }
    own
}

fn renamed<'t>(tag: &'t str, prefix: &str) -> Cow<'t, str> {
    let mut tag = Cow::Borrowed(tag);
    for (before, after) in NAMING {
        if tag.contains(before) {
            tag = Cow::Owned(prefixed(&tag, before, after, prefix));
        }
    }
    tag
}

fn prefixed(tag: &str, before: &str, after: &str, prefix: &str) -> String {
    let mut parts = tag.split(before);
    let mut own = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (names, rest) = part.split_once(after).unwrap_or((part, ""));
        let names: Vec<String> = names.split(' ').map(|name| format!("{prefix}{name}")).collect();
        own.extend([before, &names.join(" "), after, rest]);
    }
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_in_a_drawing_are_its_own() {
        let svg = "<svg aria-labelledby=\"t d\"><title id=\"t\">a id=\"t\" b &gt; url(#h)</title>\
                   <rect fill=\"url(#h)\" id=\"d\"/><use href=\"#d\"/></svg>";
        let own = "<svg aria-labelledby=\"f1-t f1-d\"><title id=\"f1-t\">a id=\"t\" b &gt; url(#h)</title>\
                   <rect fill=\"url(#f1-h)\" id=\"f1-d\"/><use href=\"#f1-d\"/></svg>";
        assert_eq!(with_own_names(svg, "f1-"), own);
        assert_eq!(with_own_names("", "f1-"), "");
        assert_eq!(with_own_names("<svg id=\"unclosed", "f1-"), "<svg id=\"unclosed");
    }

    #[test]
    fn what_stands_before_the_element_is_left_out() {
        assert_eq!(element("<?xml version=\"1.0\"?>\n<svg><path/></svg>\n"), "<svg><path/></svg>");
        assert_eq!(element("no drawing"), "");
    }
}
