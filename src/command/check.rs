//! `check`: how each cell was read.

use super::question::Question;
use super::{Choices, Common, Reply, Typed, deliver, help};
use crate::input::{CellReading, Cells, HeaderReading};
use crate::report::{Answer, Block, Grid, RowSink, Table, Value};
use crate::study::{Study, column};
use crate::unit::{NumberStyle, Unit};
use std::path::PathBuf;

/// Show how each cell was read, and every mistake
#[derive(Debug, clap::Args)]
#[command(after_help = examples())]
pub(super) struct Args {
    /// A CSV file or a folder of them; `-` reads standard input
    study: PathBuf,
    #[command(flatten)]
    choices: Choices,
    #[command(flatten)]
    common: Common,
}

fn examples() -> clap::builder::StyledStr {
    help::examples(&[
        ("stakeout check study.csv", "every cell, and what it was read as"),
        ("stakeout check study/ --diagnostic-format json", "mistakes for another program"),
    ])
}

pub(super) fn run(args: Args, typed: &Typed) -> anyhow::Result<Reply> {
    let Args { study, choices, common } = args;
    common.destinations()?;
    let question = Question::of_file(&study, &choices, &common)?;
    let none = Cells::default();
    let cells = question.cells.as_ref().unwrap_or(&none);
    deliver(&answer(&question, cells, typed.command_line())?, &common)?;
    Ok(Reply::Answered)
}

pub(super) fn answer<'q>(
    question: &'q Question,
    cells: &'q Cells,
    command: String,
) -> anyhow::Result<Answer<'q>> {
    Ok(Answer {
        command,
        study: question.study.name.clone(),
        settings: question.settings(),
        table: table(question, cells),
        blocks: blocks(question, cells)?,
        caveats: question.caveats(question.scenario()),
        notes: question.notes.clone(),
        extra: Vec::new(),
    })
}

fn header_reading(header: &HeaderReading<'_>) -> String {
    format!("column {} of the table {}", header.column, header.table)
}

fn cell_reading(cell: &CellReading<'_>, style: NumberStyle) -> String {
    let unit: Unit = column(cell.counts).map(crate::study::InputColumn::unit).unwrap_or_default();
    match (&cell.quantity, cell.date) {
        (Some(quantity), _) => quantity.reading(&unit, style),
        (None, Some(date)) => date.to_string(),
        (None, None) => "words".to_owned(),
    }
}

fn table<'q>(question: &'q Question, cells: &'q Cells) -> Table<'q> {
    let columns = vec!["file", "line", "column", "text", "reading"];
    let rows = move |sink: &mut RowSink<'_>| {
        for header in cells.headers() {
            let place = header.place;
            sink(&[
                Value::Text(header.file),
                Value::Number(f64::from(place.line())),
                Value::Number(f64::from(place.column())),
                Value::Text(&header.text),
                Value::Text(&header_reading(&header)),
            ])?;
        }
        for cell in cells.cells(&question.study) {
            let place = cell.place;
            sink(&[
                Value::Text(cell.file),
                Value::Number(f64::from(place.line())),
                Value::Number(f64::from(place.column())),
                Value::Text(&cell.text),
                Value::Text(&cell_reading(&cell, question.style)),
            ])?;
        }
        Ok(())
    };
    Table { columns, rows: Box::new(rows) }
}

/// Cells listed on a page; more are counted.
const LISTED: usize = 200;

fn blocks(question: &Question, cells: &Cells) -> anyhow::Result<Vec<Block>> {
    let mut blocks = vec![Block::Paragraph(summary(&question.study))];
    blocks.push(Block::List { heading: "Files".to_owned(), items: files(cells) });
    blocks.push(Block::Grid(numbers(question, cells)));
    let on_duty = implied_on_duty(question)?;
    if !on_duty.is_empty() {
        let heading = "Officers per post, and what the ratios imply".to_owned();
        blocks.push(Block::List { heading, items: on_duty });
    }
    Ok(blocks)
}

/// `No mistakes in 5 files: 3 tiers, 1 regime, 4 pools, 3 scenarios.`
fn summary(study: &Study) -> String {
    let count = |number: usize, one: &str| match number {
        1 => format!("1 {one}"),
        number => format!("{number} {one}s"),
    };
    let parts = [
        (study.tiers.len(), "tier"),
        (study.regimes.len(), "regime"),
        (study.pools.len(), "pool"),
        (study.hires.len(), "intake"),
        (study.scenarios.len(), "scenario"),
        (study.series.len(), "dated value"),
        (study.channels.len(), "channel"),
        (study.outcomes.len(), "outcome"),
    ];
    let parts: Vec<String> =
        parts.iter().filter(|(number, _)| *number > 0).map(|(n, one)| count(*n, one)).collect();
    format!("No mistakes in {}: {}.", count(study.files.len(), "file"), parts.join(", "))
}

/// What each file was taken for; headers in other words are named with the column they were taken for.
fn files(cells: &Cells) -> Vec<String> {
    let mut files: Vec<(String, Vec<String>)> = Vec::new();
    for header in cells.headers() {
        let words = match &*header.text {
            text if text == header.column => text.to_owned(),
            text => format!("\"{text}\" as {}", header.column),
        };
        let file = format!("{}, read as the table {}", header.file, header.table);
        match files.last_mut() {
            Some((last, headers)) if *last == file => headers.push(words),
            _ => files.push((file, vec![words])),
        }
    }
    files.into_iter().map(|(file, headers)| format!("{file}: {}", headers.join(", "))).collect()
}

fn numbers(question: &Question, cells: &Cells) -> Grid {
    let row = |cell: CellReading<'_>| {
        let place = format!("{}:{}:{}", cell.file, cell.place.line(), cell.place.column());
        vec![place, cell.column.to_owned(), cell.text.to_string(), cell_reading(&cell, question.style)]
    };
    let mut numbers =
        cells.cells(&question.study).filter(|cell| cell.quantity.is_some() || cell.date.is_some());
    let mut rows: Vec<Vec<String>> = numbers.by_ref().take(LISTED).map(row).collect();
    let more = numbers.count();
    if more > 0 {
        rows.push(vec![
            format!("... {more} more: --format csv"),
            String::new(),
            String::new(),
            String::new(),
        ]);
    }
    Grid {
        title: "Numbers".to_owned(),
        headings: ["file:line:column", "column", "written", "read as"].map(str::to_owned).to_vec(),
        numeric: vec![false; 4],
        rows,
    }
}

/// Officers per post, and how many are on watch at once at each ratio, where one officer's hours are known.
fn implied_on_duty(question: &Question) -> anyhow::Result<Vec<String>> {
    let mut compiled = question.compiled.clone();
    let implied = compiled.add_implied_on_duty(&question.study)?;
    let bounds = compiled.sheet.bounds()?;
    let told = |(name, cell): &(String, crate::sheet::CellId)| {
        let bound = bounds.of(*cell, 0);
        let unit = &compiled.sheet.cell(*cell).unit;
        format!("{name}: {}", unit.show_range_with_name(bound.low, bound.high, question.style))
    };
    Ok(implied.iter().map(told).collect())
}
