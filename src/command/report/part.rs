//! What a verb answers, as a part of the page: its blocks, what its answer leaves out, its figures, its rows.

use super::figures::Drawn;
use crate::chart::Drawing;
use crate::report::html::{Download, Section};
use crate::report::{Answer, Block, Format, Style};
use std::io;

/// The rows of longer answers are not carried inside the page.
const LONGEST_CSV: usize = 1 << 20;

/// A verb's answer, taken for the page.
#[derive(Debug, Default)]
pub(super) struct Part {
    pub blocks: Vec<Block>,
    pub caveats: Vec<String>,
    /// The rows, unless they are too many.
    pub csv: Option<Vec<u8>>,
    pub drawn: Vec<Drawn>,
}

/// A part under its heading, and the drawings in it.
#[derive(Debug, Default)]
pub(super) struct Chapter {
    pub section: Section,
    pub drawings: Vec<Drawing>,
}

impl Part {
    pub fn of(answer: &Answer<'_>, style: &Style) -> anyhow::Result<Self> {
        let (blocks, caveats) = (answer.blocks.clone(), answer.caveats.clone());
        Ok(Self { blocks, caveats, csv: csv(answer, style)?, drawn: Vec::new() })
    }

    /// Without what the page says elsewhere: its title, and how inputs were read.
    pub fn without_repetition(self, title: Option<&str>) -> Self {
        let is_title = |block: &Block| matches!((block, title), (Block::Paragraph(words), Some(title)) if words == title);
        let is_reading = |block: &Block| matches!(block, Block::List { heading, .. } if heading == READ_AS);
        let blocks = self.blocks.into_iter().filter(|block| !is_title(block) && !is_reading(block));
        Self { blocks: blocks.collect(), ..self }
    }

    /// The part under a heading, with those of its caveats that the page has not told.
    pub fn chapter(self, heading: &str, file_name: String, told: &[String]) -> Chapter {
        let own: Vec<String> = self.caveats.into_iter().filter(|caveat| !told.contains(caveat)).collect();
        let caveats = Block::List { heading: "Caveats".to_owned(), items: own };
        let (figures, drawings): (Vec<_>, Vec<_>) =
            self.drawn.into_iter().map(|drawn| (drawn.figure, drawn.drawings)).unzip();
        let section = Section {
            heading: heading.to_owned(),
            blocks: self.blocks.into_iter().chain([caveats]).collect(),
            figures,
            downloads: self.csv.map(|bytes| download(file_name, bytes)).into_iter().collect(),
        };
        Chapter { section, drawings: drawings.into_iter().flatten().collect() }
    }
}

/// The heading under which verbs list their readings.
pub(super) const READ_AS: &str = "Read as";

fn download(file_name: String, bytes: Vec<u8>) -> Download {
    let words = "These numbers as CSV, not rounded".to_owned();
    Download { words, file_name, media_type: "text/csv;charset=utf-8", bytes }
}

fn csv(answer: &Answer<'_>, style: &Style) -> anyhow::Result<Option<Vec<u8>>> {
    let mut file = UpTo { bytes: Vec::new(), is_full: false };
    match answer.write(Format::Csv, style, &mut file) {
        Ok(()) => Ok(Some(file.bytes)),
        Err(_) if file.is_full => Ok(None),
        Err(error) => Err(error.into()),
    }
}

/// Takes bytes until there are too many.
struct UpTo {
    bytes: Vec<u8>,
    is_full: bool,
}

impl io::Write for UpTo {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > LONGEST_CSV {
            self.is_full = true;
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
