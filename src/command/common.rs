//! The options that verbs share.

use super::Typed;
use crate::report::{Destination, Format, Style};
use crate::unit::Locale;
use anstream::AutoStream;
use std::io;
use std::path::PathBuf;

/// What to ask of a study: for every verb that answers one.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Question")]
pub struct Choices {
    /// Change an input: NAME=CELL, NAME+=CELL or NAME*=CELL; may be repeated
    #[arg(long, value_name = "NAME=CELL")]
    pub set: Vec<String>,
    /// Answer for this scenario [default: base, or all where scenarios are compared]
    #[arg(long, value_name = "NAME")]
    pub scenario: Option<String>,
    /// Answer for this tier [default: the study's headline tier, else total]
    #[arg(long, value_name = "NAME")]
    pub tier: Option<String>,
    /// Answer for this quantity only
    #[arg(long, value_name = "NAME")]
    pub outcome: Option<String>,
}

/// Where the answer goes and how it looks: for every verb.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Output")]
pub struct Common {
    /// The form of the answer on standard output
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", hide_possible_values = true)]
    #[arg(help = "The form of the answer on standard output: text, csv, json, markdown, latex or html")]
    pub format: Format,
    /// Also write the answer to a file (.csv .json .md .txt .tex .html) or draw it (.svg .png .pdf); may be repeated
    #[arg(short, long = "output", value_name = "FILE")]
    pub output: Vec<PathBuf>,
    /// Overwrite files that exist
    #[arg(long)]
    pub force: bool,
    /// Write CSV for a double click in Excel, with the separators of --lang and the caveats below
    #[arg(long)]
    pub excel: bool,
    /// Whose conventions: en (1.5%) or fr (1,5 %): numbers everywhere, labels in figures; sentences stay English
    #[arg(long, value_enum, default_value_t, value_name = "LANG", hide_possible_values = true)]
    pub lang: Lang,
    /// Colours: auto, always or never
    #[arg(long, value_enum, default_value_t, value_name = "WHEN", hide_possible_values = true)]
    pub color: Color,
    /// No notes on standard error; with -o, nothing on standard output either
    #[arg(short, long)]
    pub quiet: bool,
    /// The form of error messages: human, or json (one object a line)
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", hide_possible_values = true)]
    pub diagnostic_format: DiagnosticFormat,
}

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// The answer.
    Answer(Format),
    /// Its figure.
    Figure(Image),
}

/// How a figure is stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Image {
    /// Lines and letters, for the web and for editing.
    Svg,
    /// Dots.
    Png,
    /// Lines and letters, for print.
    Pdf,
}

impl Common {
    /// Whether a figure is asked for.
    pub(super) fn draws(&self) -> bool {
        let mut kinds = self.output.iter().filter_map(|path| FileKind::of_path(path).ok());
        kinds.any(|kind| matches!(kind, FileKind::Figure(_)))
    }
}

impl FileKind {
    /// What the file's extension asks for.
    ///
    /// # Errors
    /// An extension that is missing or unknown.
    pub fn of_path(path: &std::path::Path) -> Result<Self, crate::report::OutputError> {
        let extension = path.extension().map(|extension| extension.to_string_lossy().to_ascii_lowercase());
        match extension.as_deref() {
            Some("svg") => Ok(Self::Figure(Image::Svg)),
            Some("png") => Ok(Self::Figure(Image::Png)),
            Some("pdf") => Ok(Self::Figure(Image::Pdf)),
            _ => Format::of_path(path).map(Self::Answer),
        }
    }
}

/// Whose conventions numbers follow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Lang {
    /// 11,000 and 1.5%
    #[default]
    En,
    /// 11 000 and 1,5 %
    Fr,
}

impl From<Lang> for Locale {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::En => Self::English,
            Lang::Fr => Self::French,
        }
    }
}

/// When to use colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Color {
    /// On a terminal; `NO_COLOR`, `CLICOLOR_FORCE` and `CLICOLOR` decide otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// How errors are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum DiagnosticFormat {
    /// For people.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
}

impl Color {
    /// What was typed, read before the rest: it also holds for mistakes in the rest.
    pub(super) fn typed(typed: &Typed) -> Self {
        match typed.value("--color").as_deref() {
            Some("always") => Self::Always,
            Some("never") => Self::Never,
            _ => Self::Auto,
        }
    }

    pub(super) fn for_clap(self) -> clap::ColorChoice {
        match self {
            Self::Auto => clap::ColorChoice::Auto,
            Self::Always => clap::ColorChoice::Always,
            Self::Never => clap::ColorChoice::Never,
        }
    }

    /// Whether a stream gets colours.
    pub(super) fn on<S: anstream::stream::RawStream>(self, stream: &S) -> bool {
        match self {
            Self::Auto => AutoStream::choice(stream) != anstream::ColorChoice::Never,
            Self::Always => true,
            Self::Never => false,
        }
    }
}

impl DiagnosticFormat {
    /// What was typed, read before the rest.
    pub(super) fn typed(typed: &Typed) -> Self {
        match typed.value("--diagnostic-format").as_deref() {
            Some("json") => Self::Json,
            _ => Self::Human,
        }
    }
}

impl Common {
    /// The files to write, each with its format; call it before long work, so that a mistake is told at once.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn destinations(&self) -> anyhow::Result<Vec<(FileKind, Destination)>> {
        let formats: Result<Vec<_>, _> = self.output.iter().map(|path| FileKind::of_path(path)).collect();
        Ok(formats?.into_iter().zip(Destination::all(&self.output, self.force)?).collect())
    }

    /// Whether more than rows is asked for: a page for people, or a figure, whose words are from the page.
    pub(super) fn asks_for_words(&self) -> bool {
        let kinds = self.output.iter().filter_map(|path| FileKind::of_path(path).ok());
        let mut kinds = kinds.chain([FileKind::Answer(self.format)]);
        kinds.any(|kind| !matches!(kind, FileKind::Answer(Format::Csv | Format::Json)))
    }

    /// How standard output should look.
    pub(super) fn page(&self) -> Style {
        let width = terminal_size::terminal_size_of(io::stdout()).map(|(width, _)| usize::from(width.0));
        Style { width: page_width(width), color: self.color.on(&io::stdout()), ..self.file() }
    }

    /// How a file should look.
    pub(super) fn file(&self) -> Style {
        Style { excel: self.excel, locale: self.lang.into(), ..Style::default() }
    }
}

/// The terminal's width, as far as lines can be read with ease.
fn page_width(terminal: Option<usize>) -> usize {
    let most = Style::default().width;
    terminal.map_or(most, |width| width.clamp(20, most))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_as_wide_as_the_terminal_within_reason() {
        assert_eq!([None, Some(0), Some(80), Some(300)].map(page_width), [100, 20, 80, 100]);
    }
}
