//! One self-contained web page: nothing is fetched, nothing runs, and the same answer gives the same bytes.
//!
//! | file | knows |
//! |---|---|
//! | `escape` | how a text becomes harmless, and which words are links |
//! | `block` | how paragraphs, lists, tables and calculations look in HTML |
//! | `figure` | how a drawing stands in the page, and how files are carried inside it |
//! | `style` | colours and layout: desk, telephone, paper, dark |
//!
//! The page is written so that an XML parser reads it too.

mod block;
mod escape;
mod figure;
mod style;

pub use figure::{Download, Figure};

use super::{Answer, Block};
use escape::text;
use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

/// The language of every answer's words; `--lang` changes numbers only.
const LANGUAGE: &str = "en";

/// Who made a page, before the version.
const GENERATOR: &str = "stakeout ";

/// A page: a heading, and parts in order.
#[derive(Debug, Clone, Default)]
pub struct Page {
    /// The heading, and the title of the browser's tab.
    pub title: String,
    /// A line below the heading; empty for none.
    pub subtitle: String,
    /// The parts, in order.
    pub sections: Vec<Section>,
    /// The last line: the command, the program.
    pub foot: String,
    /// What the page is, beside its maker: `report on france-2015`; empty for none.
    pub kind: String,
    /// CSS `@font-face` rules for the figures, with the letters inside; empty for none.
    pub font_rules: String,
}

/// A part of a page.
#[derive(Debug, Clone, Default)]
pub struct Section {
    /// Its heading; empty where the page is one part only.
    pub heading: String,
    /// What it says, in order.
    pub blocks: Vec<Block>,
    /// What it shows, between its first words and the rest.
    pub figures: Vec<Figure>,
    /// Files that a reader may take from it.
    pub downloads: Vec<Download>,
}

/// Writes an answer as a page of one part, the caveats last.
pub(super) fn write(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let caveats = Block::List { heading: "Caveats".to_owned(), items: answer.caveats.clone() };
    let blocks = answer.blocks.iter().cloned().chain([caveats]).collect();
    let page = Page {
        title: if answer.study.is_empty() { "stakeout".to_owned() } else { answer.study.clone() },
        sections: vec![Section { blocks, ..Section::default() }],
        foot: format!("{} (stakeout {})", answer.command, env!("CARGO_PKG_VERSION")),
        ..Page::default()
    };
    page.write(out)
}

impl Page {
    /// Writes the page as HTML.
    ///
    /// # Errors
    /// Only what `out` reports.
    pub fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut out = BufWriter::new(out);
        let anchors = self.anchors();
        self.head(&mut out)?;
        self.banner(&anchors, &mut out)?;
        out.write_all(b"<main id=\"content\">\n")?;
        let mut count = figure::Count::default();
        for (section, anchor) in self.sections.iter().zip(&anchors) {
            section.write(anchor, &mut count, &mut out)?;
        }
        writeln!(out, "</main>\n<footer>\n<p>{}</p>\n</footer>\n</body>\n</html>", text(&self.foot))?;
        out.flush()
    }

    /// Nothing may be fetched or run, wherever the page is opened. What names hold is escaped besides.
    fn policy(&self) -> String {
        let fonts = if self.font_rules.is_empty() { "" } else { " font-src data:;" };
        format!(
            "default-src 'none'; style-src 'unsafe-inline'; img-src data:;{fonts} base-uri 'none'; form-action 'none'"
        )
    }

    fn head(&self, out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "<!DOCTYPE html>\n<html lang=\"{LANGUAGE}\">\n<head>\n<meta charset=\"utf-8\" />")?;
        writeln!(out, "<meta http-equiv=\"Content-Security-Policy\" content=\"{}\" />", self.policy())?;
        for (name, content) in [
            ("viewport", "width=device-width, initial-scale=1"),
            ("color-scheme", "light dark"),
            ("referrer", "no-referrer"),
        ] {
            writeln!(out, "<meta name=\"{name}\" content=\"{content}\" />")?;
        }
        writeln!(out, "<meta name=\"generator\" content=\"{GENERATOR}{}\" />", self.made())?;
        writeln!(out, "<title>{}</title>", text(&self.title))?;
        writeln!(out, "<style>\n{}{}</style>\n</head>\n<body>", style::css(), self.font_rules)
    }

    /// The program's version, and what it made.
    fn made(&self) -> String {
        let version = env!("CARGO_PKG_VERSION");
        if self.kind.is_empty() { version.to_owned() } else { format!("{version}, {}", text(&self.kind)) }
    }

    /// Whether a file is a page of this kind, made by this program in any version.
    ///
    /// Looks at its first 4 KiB only.
    pub fn is_earlier(&self, file: &Path) -> bool {
        let mut head = Vec::new();
        let read = File::open(file).and_then(|file| file.take(4096).read_to_end(&mut head));
        let head = String::from_utf8_lossy(&head);
        let made =
            head.split_once(&format!("content=\"{GENERATOR}")).and_then(|(_, rest)| rest.split_once('"'));
        let kind = made.and_then(|(made, _)| made.split_once(", ")).map(|(_, kind)| kind);
        read.is_ok() && kind == Some(&*text(&self.kind))
    }

    fn banner(&self, anchors: &[String], out: &mut impl Write) -> io::Result<()> {
        writeln!(out, "<header>\n<h1>{}</h1>", text(&self.title))?;
        if !self.subtitle.is_empty() {
            writeln!(out, "<p>{}</p>", text(&self.subtitle))?;
        }
        out.write_all(b"</header>\n")?;
        if self.sections.len() < 2 {
            return Ok(());
        }
        out.write_all(b"<nav aria-label=\"Contents\">\n<ul>\n")?;
        let named = self.sections.iter().zip(anchors).filter(|(section, _)| !section.heading.is_empty());
        for (section, anchor) in named {
            writeln!(out, "<li><a href=\"#{anchor}\">{}</a></li>", text(&section.heading))?;
        }
        out.write_all(b"</ul>\n</nav>\n")
    }

    /// A name for each part, from its heading, each once.
    fn anchors(&self) -> Vec<String> {
        let mut anchors: Vec<String> = Vec::new();
        for (at, section) in self.sections.iter().enumerate() {
            let slug = slug(&section.heading);
            let taken = slug.is_empty() || slug == "content" || anchors.contains(&slug);
            anchors.push(if taken { format!("{slug}-{}", at + 1) } else { slug });
        }
        anchors
    }
}

/// `What moves the answer` as `what-moves-the-answer`.
fn slug(heading: &str) -> String {
    let words = heading.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

impl Section {
    fn write(&self, anchor: &str, count: &mut figure::Count, out: &mut impl Write) -> io::Result<()> {
        let level = if self.heading.is_empty() { 2 } else { 3 };
        match &*self.heading {
            "" => out.write_all(b"<section>\n")?,
            heading => {
                writeln!(out, "<section aria-labelledby=\"{anchor}\">")?;
                writeln!(out, "<h2 id=\"{anchor}\">{}</h2>", text(heading))?;
            }
        }
        let mut blocks = self.blocks.iter().filter(|block| !block.is_empty()).peekable();
        while let Some(words) = blocks.next_if(|block| matches!(block, Block::Paragraph(_))) {
            block::write(words, level, out)?;
        }
        self.figures.iter().try_for_each(|figure| figure.write(count, out))?;
        blocks.try_for_each(|block| block::write(block, level, out))?;
        figure::write_downloads(&self.downloads, out)?;
        out.write_all(b"</section>\n")
    }
}

#[cfg(test)]
mod tests;
