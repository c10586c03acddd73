//! `reproduce`: the documents' own calculations, recomputed.

use super::deliver::deliver_drawn;
use super::figure::Figure;
use super::published;
use super::sentences::{ALL_COME_OUT, COME_OUT, DOCUMENTS_NAMED, NO_PLAIN_MATCH};
use super::voice::Voice;
use super::wording::label;
use super::{Common, FigureOptions, Reply, Typed, help, tell};
use crate::chart::{ClaimRow, Claims, Words};
use crate::claims::{Document, Judgement, Verdict, embedded, folder};
use crate::input::{self, Diagnostics, StudySource};
use crate::report::clean;
use crate::report::{Answer, Block, Grid, RowSink, Table, Value};
use crate::sheet::Stated;
use crate::unit::{Locale, NumberStyle};
use anyhow::anyhow;
use serde_json::{Value as Json, json};
use std::path::{Path, PathBuf};

/// Recompute the documents' own calculations
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A document's folder, or a folder of such folders [default: all documents inside the program]
    folder: Option<PathBuf>,
    /// Only the published figures of other countries
    #[arg(long, conflicts_with = "folder")]
    published: bool,
    #[command(flatten)]
    drawn: FigureOptions,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout reproduce", "every claim the program carries"),
        ("stakeout reproduce --published", "the published figures of other countries alone"),
        ("stakeout reproduce my-documents/", "your own: each folder with facts.csv and claims.csv"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { folder, published, drawn, common } = args;
    common.destinations()?;
    let (study, documents) = documents(folder.as_deref(), published)?;
    let judged = Judged::all(&documents);
    let style = NumberStyle::new(common.lang.into());
    let told = answer(&judged, study, typed.command_line(), style);
    deliver_drawn(&told, &common, &drawn, &|| {
        if published {
            published::figure(&documents, &drawn, style.locale())
        } else {
            figure(&judged, &told, &drawn, style.locale())
        }
    })?;
    // Said even when quiet: it is the reason for the exit code.
    let mut voice = Voice::standard_error(common.color, common.diagnostic_format);
    let wrong: Vec<String> =
        not_as_marked(&judged).map(|(judged, judgement)| judged.in_words(judgement)).collect();
    for words in &wrong {
        voice.say("error", words, &[]);
    }
    Ok(if wrong.is_empty() { Reply::Answered } else { Reply::No })
}

/// Each stated figure against what it comes to. Claims that come out are many: those that a reader must see (one
/// end only, inside a range, differing) are drawn, and the others only where there are no such.
fn figure(judged: &[Judged<'_>], answer: &Answer<'_>, options: &FigureOptions, locale: Locale) -> Figure {
    let is_telling = |(_, judgement): &(&Judged<'_>, &Judgement<'_>)| {
        !matches!(judgement.verdict, Verdict::Reproduced | Verdict::RoundsToIt)
    };
    let row = |(document, judgement)| claim_row(document, judgement, locale);
    let mut rows: Vec<ClaimRow> = each(judged).filter(is_telling).map(row).collect();
    let total = each(judged).count();
    let come_out = total - count(judged, Verdict::Differs);
    let note = match rows.len() {
        0 => ALL_COME_OUT.with(&[total.to_string()], locale),
        telling => NO_PLAIN_MATCH.with(&[total.to_string(), telling.to_string()], locale),
    };
    if rows.is_empty() {
        rows = each(judged).map(row).collect();
    }
    let finding = answer.blocks.iter().find_map(|block| match block {
        Block::Paragraph(text) => Some(text.clone()),
        _ => None,
    });
    let title = options
        .title
        .clone()
        .unwrap_or_else(|| COME_OUT.with(&[come_out.to_string(), total.to_string()], locale));
    let words = Words {
        title,
        subtitle: label(
            "Stated figure (100%) against the range that the documents' own numbers give",
            locale,
        ),
        source: DOCUMENTS_NAMED.with::<&str>(&[], locale),
        note,
        caveats: Vec::new(),
        alt: finding.unwrap_or_default(),
    };
    Figure::Claims(Claims { words, rows })
}

fn claim_row(document: &Judged<'_>, judgement: &Judgement<'_>, locale: Locale) -> ClaimRow {
    let claim = judgement.claim;
    ClaimRow {
        document: document.document.name.clone(),
        label: claim.words.clone(),
        unit: claim.unit.clone(),
        stated: (claim.figure.ends.low, claim.figure.ends.high),
        low: judgement.found.low,
        high: judgement.found.high,
        verdict: label(judgement.verdict.word(), locale),
        holds: judgement.holds,
    }
}

/// The documents asked for, and what they are together.
fn documents(folder: Option<&Path>, published: bool) -> anyhow::Result<(String, Vec<Document>)> {
    if let Some(path) = folder {
        let whole = path.canonicalize().unwrap_or_else(|_| path.to_owned());
        let name = whole.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
        let documents = folder::read(path).map_err(|mistakes| not_a_study(path, mistakes))?;
        return Ok((name, documents));
    }
    let mut documents = if published { Vec::new() } else { embedded::seeds()? };
    documents.push(embedded::published()?);
    Ok((if published { "published" } else { "seeds and published" }.to_owned(), documents))
}

/// The mistakes; one sentence instead where the folder is no document at all but a study.
fn not_a_study(path: &Path, mistakes: Diagnostics) -> anyhow::Error {
    if input::read(vec![StudySource::Path(path.to_owned())]).is_err() {
        return mistakes.into();
    }
    let shown = clean(&path.to_string_lossy()).into_owned();
    anyhow!(
        "{shown} is a study, which makes no claims to recompute: ask `stakeout cover {shown}`, or name a folder with facts.csv and claims.csv"
    )
}

/// A document with what became of its claims.
struct Judged<'d> {
    document: &'d Document,
    judgements: Vec<Judgement<'d>>,
}

impl<'d> Judged<'d> {
    fn all(documents: &'d [Document]) -> Vec<Self> {
        documents.iter().map(|document| Self { document, judgements: document.judge() }).collect()
    }

    fn name(&self, judgement: &Judgement<'_>) -> String {
        format!("{}/{}", self.document.name, judgement.claim.id)
    }

    fn in_words(&self, judgement: &Judgement<'_>) -> String {
        let expected = judgement.claim.expected.map_or("any agreement", Verdict::word);
        format!("{}: expected `{expected}`, found `{}`", self.name(judgement), judgement.verdict)
    }
}

/// The claims whose verdict is not the one they are marked with.
fn not_as_marked<'j>(judged: &'j [Judged<'j>]) -> impl Iterator<Item = (&'j Judged<'j>, &'j Judgement<'j>)> {
    each(judged).filter(|(_, judgement)| !judgement.holds)
}

fn each<'j>(judged: &'j [Judged<'j>]) -> impl Iterator<Item = (&'j Judged<'j>, &'j Judgement<'j>)> {
    judged.iter().flat_map(|judged| judged.judgements.iter().map(move |judgement| (judged, judgement)))
}

fn answer<'j>(judged: &'j [Judged<'j>], study: String, command: String, style: NumberStyle) -> Answer<'j> {
    let notices = judged.iter().flat_map(|judged| judged.document.notices.iter().cloned());
    Answer {
        command,
        study,
        settings: Vec::new(),
        table: table(judged),
        blocks: blocks(judged, style),
        caveats: caveats(judged),
        notes: notices.collect(),
        extra: vec![("verdicts", counts_object(judged)), ("not_as_marked", marked_object(judged))],
    }
}

fn table<'j>(judged: &'j [Judged<'j>]) -> Table<'j> {
    let rows = move |sink: &mut RowSink<'_>| {
        each(judged).try_for_each(|(judged, Judgement { claim, found, verdict, .. })| {
            sink(&[
                Value::Text(&judged.document.name),
                Value::Text(&claim.id),
                Value::Text(&claim.stated),
                tell::number(found.low),
                tell::number(found.high),
                Value::Text(&claim.unit.label()),
                Value::Text(verdict.word()),
                Value::Text(&claim.note),
            ])
        })
    };
    let columns = vec!["document", "claim", "stated", "low", "high", "unit", "verdict", "note"];
    Table { columns, rows: Box::new(rows) }
}

/// Claims that come out consistent from figures that could not have shown otherwise.
fn caveats(judged: &[Judged<'_>]) -> Vec<String> {
    let opposed =
        |judgement: &Judgement<'_>| judgement.verdict == Verdict::Consistent && judgement.is_opposed();
    let found = each(judged).filter(|(_, judgement)| opposed(judgement));
    let caveat = |(judged, judgement): (&Judged<'_>, &Judgement<'_>)| {
        let (claimed, found) = (Stated::As(judgement.claim.figure.qualifier), judgement.direction);
        format!(
            "{}: claimed {}, but its figures make it {}: consistent is no proof.",
            judged.name(judgement),
            tell::qualifier(claimed),
            tell::qualifier(found),
        )
    };
    found.map(caveat).collect()
}

fn counts_object(judged: &[Judged<'_>]) -> Json {
    let counts = Verdict::ALL.map(|verdict| (verdict.word().to_owned(), json!(count(judged, verdict))));
    Json::Object(counts.into_iter().collect())
}

fn marked_object(judged: &[Judged<'_>]) -> Json {
    let objects = not_as_marked(judged).map(|(judged, judgement)| {
        json!({
            "document": judged.document.name,
            "claim": judgement.claim.id,
            "expected": judgement.claim.expected.map(Verdict::word),
            "found": judgement.verdict.word(),
        })
    });
    Json::Array(objects.collect())
}

fn count(judged: &[Judged<'_>], verdict: Verdict) -> usize {
    each(judged).filter(|(_, judgement)| judgement.verdict == verdict).count()
}

/// A sentence, a grid for each document, and the reasons of the claims that differ.
fn blocks(judged: &[Judged<'_>], style: NumberStyle) -> Vec<Block> {
    let mut blocks = vec![Block::Paragraph(summary(judged))];
    blocks.extend(judged.iter().map(|judged| Block::Grid(grid(judged, style))));
    let differing = each(judged).filter(|(_, judgement)| judgement.verdict == Verdict::Differs);
    let items = differing.map(|(judged, judgement)| reason(judged, judgement)).collect();
    blocks.push(Block::List { heading: "Why claims differ".to_owned(), items });
    let items = not_as_marked(judged).map(|(judged, judgement)| judged.in_words(judgement)).collect();
    blocks.push(Block::List { heading: "Not as marked".to_owned(), items });
    blocks
}

/// `192 claims: 97 reproduced, 74 round to it, 7 differ, each says why.`
fn summary(judged: &[Judged<'_>]) -> String {
    let total = each(judged).count();
    let counted = Verdict::ALL.map(|verdict| (count(judged, verdict), verdict));
    let said = counted.iter().filter(|(count, _)| *count > 0);
    let parts: Vec<String> =
        said.map(|(count, verdict)| format!("{count} {}", in_plural(*verdict, *count))).collect();
    let mut differing = each(judged).filter(|(_, judgement)| judgement.verdict == Verdict::Differs);
    let explained = differing.by_ref().all(|(_, judgement)| !judgement.claim.note.is_empty());
    let why = match count(judged, Verdict::Differs) {
        1 if explained => ", and says why",
        2.. if explained => ", each says why",
        _ => "",
    };
    let claims = if total == 1 { "claim" } else { "claims" };
    format!("{total} {claims}: {}{why}.{}", parts.join(", "), marks(judged))
}

/// A second sentence, where verdicts are not as marked.
fn marks(judged: &[Judged<'_>]) -> String {
    match not_as_marked(judged).count() {
        0 => String::new(),
        1 => " One is not as marked.".to_owned(),
        wrong => format!(" {wrong} are not as marked."),
    }
}

fn in_plural(verdict: Verdict, count: usize) -> &'static str {
    match verdict {
        Verdict::RoundsToIt if count > 1 => "round to it",
        Verdict::Differs if count > 1 => "differ",
        _ => verdict.word(),
    }
}

fn grid(judged: &Judged<'_>, style: NumberStyle) -> Grid {
    let document = judged.document;
    let title = match document.title() {
        title if title == document.name => title.to_owned(),
        title => format!("{}: {title}", document.name),
    };
    Grid {
        title,
        headings: ["claim", "stated", "recomputed", "verdict"].map(str::to_owned).to_vec(),
        numeric: vec![false; 4],
        rows: judged.judgements.iter().map(|judgement| row(judgement, style)).collect(),
    }
}

fn row(Judgement { claim, found, verdict, holds, .. }: &Judgement<'_>, style: NumberStyle) -> Vec<String> {
    let figure = &claim.figure;
    let firmly = tell::qualifier(Stated::As(figure.qualifier));
    let stated = claim.unit.show_stated(figure.ends.low, figure.ends.high, figure.precision, style);
    let style = style.to_step(&claim.unit, figure.precision);
    let mark = if *holds { "" } else { ", not as marked" };
    vec![
        claim.words.clone(),
        format!("{firmly} {stated}").trim_start().to_owned(),
        claim.unit.show_range_with_name(found.low, found.high, style),
        format!("{verdict}{mark}"),
    ]
}

fn reason(judged: &Judged<'_>, judgement: &Judgement<'_>) -> String {
    let name = judged.name(judgement);
    match judgement.claim.note.as_str() {
        "" => format!("{name}: no reason is given"),
        note => format!("{name}: {note}"),
    }
}
