//! Where an answer goes: files, standard output, and notes beside it.

use super::failure::StandardOutput;
use super::figure::Figure;
use super::voice::{Voice, standard_output};
use super::{Common, FigureOptions, FileKind, Image};
use crate::chart::Drawing;
use crate::report::{Answer, Format, Staged, Style, clean};
use anyhow::Context as _;
use std::io::{self, Write};

/// Writes the answer to every file asked for and to standard output, and its notes to standard error.
///
/// Files come first and all at once: if one cannot be written, none is. With files and `--quiet` standard
/// output stays empty. Notes are left to JSON itself; CSV holds the rows alone, so its caveats are said too.
///
/// # Errors
/// A file or standard output that cannot be written, and what the rows report; a figure asked for, because
/// this answer has none.
pub fn deliver(answer: &Answer<'_>, common: &Common) -> anyhow::Result<()> {
    let style = common.page();
    let mut voice = Voice::standard_error(common.color, common.diagnostic_format);
    deliver_to(answer, common, None, &style, &mut standard_output(style.color), &mut voice)
}

/// The same for an answer that has a figure, which is made only if it is asked for.
///
/// # Errors
/// As [`deliver`], and lengths that fit no figure.
pub(super) fn deliver_drawn(
    answer: &Answer<'_>,
    common: &Common,
    options: &FigureOptions,
    figure: &dyn Fn() -> Figure,
) -> anyhow::Result<()> {
    let style = common.page();
    let mut voice = Voice::standard_error(common.color, common.diagnostic_format);
    let kinds: Vec<FileKind> = common.destinations()?.iter().map(|(kind, _)| *kind).collect();
    let wanted = kinds.iter().any(|kind| matches!(kind, FileKind::Figure(_)));
    let page = options.page(common.lang.into())?;
    let drawn = (wanted || options.caption).then(figure);
    let drawing = drawn.as_ref().filter(|_| wanted).map(|figure| figure.draw(&page));
    deliver_to(answer, common, drawing.as_ref(), &style, &mut standard_output(style.color), &mut voice)?;
    let is_png = kinds.contains(&FileKind::Figure(Image::Png));
    let loud = drawing.as_ref().filter(|_| !common.quiet);
    if let Some(told) = loud.and_then(|drawing| options.not_had(&page, drawing, is_png)) {
        voice.say("note", &told, &[]);
    }
    for missing in drawing.iter().flat_map(Drawing::missing_glyphs).take(1) {
        voice.say(
            "note",
            &format!("the figure's font lacks some letters, such as `{missing}`: they are drawn as boxes"),
            &[],
        );
    }
    if let Some(figure) = drawn.filter(|_| options.caption) {
        voice.say("caption", &figure.caption(), &[]);
    }
    Ok(())
}

fn deliver_to<W: Write>(
    answer: &Answer<'_>,
    common: &Common,
    drawing: Option<&Drawing>,
    style: &Style,
    out: &mut dyn Write,
    voice: &mut Voice<W>,
) -> anyhow::Result<()> {
    write_files(answer, common, drawing)?;
    if common.output.is_empty() || !common.quiet {
        answer.write(common.format, style, out).and_then(|()| out.flush()).context(StandardOutput)?;
    }
    if !common.quiet {
        say_beside(answer, common, voice);
    }
    Ok(())
}

fn write_files(answer: &Answer<'_>, common: &Common, drawing: Option<&Drawing>) -> anyhow::Result<()> {
    let mut staged = Vec::new();
    for (kind, destination) in common.destinations()? {
        staged.push(match kind {
            FileKind::Answer(format) => destination.stage(|out| answer.write(format, &common.file(), out))?,
            FileKind::Figure(image) => {
                let drawing = drawing.context(
                    "this answer has no figure: cover, compare, allocate, tornado, sweep, simulate, sobol, morris and reproduce \
                     are drawn; write .csv, .json, .md, .txt, .tex or .html here",
                )?;
                let bytes = drawn(drawing, image)?;
                destination.stage(|out| out.write_all(&bytes))?
            }
        });
    }
    staged.into_iter().try_for_each(Staged::persist)?;
    Ok(())
}

fn drawn(drawing: &Drawing, image: Image) -> anyhow::Result<Vec<u8>> {
    Ok(match image {
        Image::Svg => drawing.svg().into_bytes(),
        Image::Png => drawing.png()?,
        Image::Pdf => drawing.pdf()?,
    })
}

fn say_beside<W: Write>(answer: &Answer<'_>, common: &Common, voice: &mut Voice<W>) {
    if common.format == Format::Csv && !common.excel {
        answer.caveats.iter().for_each(|caveat| voice.say("caveat", &clean(caveat), &[]));
    }
    if common.format != Format::Json {
        answer.notes.iter().for_each(|note| voice.say("note", &clean(note), &[]));
    }
    if common.excel && !writes_csv(common) {
        voice.say("note", "--excel changes CSV only: add -o NAME.csv or --format csv", &[]);
    }
}

fn writes_csv(common: &Common) -> bool {
    let mut kinds = common.output.iter().filter_map(|path| FileKind::of_path(path).ok());
    common.format == Format::Csv || kinds.any(|kind| kind == FileKind::Answer(Format::Csv))
}

/// Writes what is no answer (a manual, a script) to standard output.
pub(super) fn print(fill: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> anyhow::Result<()> {
    let mut out = standard_output(false);
    fill(&mut out).and_then(|()| out.flush()).context(StandardOutput)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::command::DiagnosticFormat;
    use crate::report::{Block, Table, Value};
    use std::fs;
    use std::path::Path;

    fn answer() -> Answer<'static> {
        Answer {
            command: "stakeout quick 1 2 3".to_owned(),
            study: "quick".to_owned(),
            settings: Vec::new(),
            table: Table { columns: vec!["low"], rows: Box::new(|sink| sink(&[Value::Number(1.5)])) },
            blocks: vec![Block::Paragraph("Words.".to_owned())],
            caveats: vec!["a ceiling.".to_owned()],
            notes: vec!["read\u{1b} so.".to_owned()],
            extra: Vec::new(),
        }
    }

    /// What goes to standard output and to standard error.
    fn delivered(common: &Common) -> anyhow::Result<(String, String)> {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut voice = Voice::new(&mut err, DiagnosticFormat::Human);
        deliver_to(&answer(), common, None, &common.file(), &mut out, &mut voice)?;
        Ok((String::from_utf8(out)?, String::from_utf8(err)?))
    }

    fn texts(out: &str, err: &str) -> (String, String) {
        (out.to_owned(), err.to_owned())
    }

    #[test]
    fn standard_output_carries_the_answer_and_notes_go_beside_it() {
        let text = texts("Words.\nCaveat: a ceiling.\n", "note: read␛ so.\n");
        assert_eq!(delivered(&Common::default()).unwrap(), text);
        let csv = Common { format: Format::Csv, ..Common::default() };
        assert_eq!(delivered(&csv).unwrap(), texts("low\n1.5\n", "caveat: a ceiling.\nnote: read␛ so.\n"));
        let quiet = Common { quiet: true, ..csv };
        assert_eq!(delivered(&quiet).unwrap(), texts("low\n1.5\n", ""));
        let json = Common { format: Format::Json, ..Common::default() };
        assert_eq!(delivered(&json).unwrap().1, "");
    }

    #[test]
    fn excel_without_csv_is_told() {
        let (_, err) = delivered(&Common { excel: true, ..Common::default() }).unwrap();
        let told = "note: read␛ so.\nnote: --excel changes CSV only: add -o NAME.csv or --format csv\n";
        assert_eq!(err, told);
        let csv = Common { excel: true, format: Format::Csv, ..Common::default() };
        assert_eq!(
            delivered(&csv).unwrap(),
            texts("\u{feff}low\r\n1.5\r\n\"\"\r\na ceiling.\r\n", "note: read␛ so.\n")
        );
    }

    #[test]
    fn files_are_written_by_extension_and_quiet_leaves_only_them() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        let common = Common { output: vec![at("a.csv"), at("a.txt")], quiet: true, ..Common::default() };
        assert_eq!(delivered(&common).unwrap(), texts("", ""));
        assert_eq!(fs::read_to_string(at("a.csv")).unwrap(), "low\n1.5\n");
        assert_eq!(fs::read_to_string(at("a.txt")).unwrap(), "Words.\nCaveat: a ceiling.\n");
        let loud = Common { force: true, quiet: false, ..common };
        assert_eq!(delivered(&loud).unwrap(), texts("Words.\nCaveat: a ceiling.\n", "note: read␛ so.\n"));
    }

    #[test]
    fn if_one_file_cannot_be_written_none_is() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("b.md"), "old").unwrap();
        let common = Common { output: vec![at("a.csv"), at("b.md")], ..Common::default() };
        let failed = delivered(&common).unwrap_err();
        assert_eq!(
            failed.to_string(),
            format!("{} exists: add --force to overwrite it", at("b.md").display())
        );
        let names: Vec<_> = fs::read_dir(folder.path()).unwrap().map(|file| file.unwrap().path()).collect();
        assert_eq!(names.iter().map(|path| &**path).collect::<Vec<&Path>>(), [at("b.md")]);
    }
}
