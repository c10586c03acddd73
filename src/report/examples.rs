//! One answer in every form, to the byte.

use super::{Answer, Block, Format, Grid, Style, Table, Value};
use crate::unit::Locale;
use serde_json::json;

fn strings(texts: &[&str]) -> Vec<String> {
    texts.iter().map(|text| (*text).to_owned()).collect()
}

fn grid() -> Grid {
    Grid {
        title: String::new(),
        headings: strings(&["", "low", "high", "read as"]),
        numeric: vec![false, true, true, false],
        rows: vec![
            strings(&["officers required", "165,000", "220,000", "a range"]),
            strings(&["coverage", "1.5%", "2.0%", ""]),
        ],
    }
}

fn table() -> Table<'static> {
    Table {
        columns: vec!["tier", "low", "high", "qualifier"],
        rows: Box::new(|sink| {
            sink(&[Value::Text("on \"list\", A|B"), Value::Number(165_000.0), Value::Null, Value::Text("")])?;
            sink(&[
                Value::Text("=1+1"),
                Value::Number(0.015),
                Value::Number(f64::INFINITY),
                Value::Text("a\u{1b}\nb"),
            ])
        }),
    }
}

fn answer() -> Answer<'static> {
    Answer {
        command: "stakeout quick 11000 15-20 3300".to_owned(),
        study: "quick".to_owned(),
        settings: vec![("seed", json!(1)), ("share", json!(2.0))],
        table: table(),
        blocks: vec![
            Block::Paragraph("Coverage is 1.5% to 2.0%.".to_owned()),
            Block::Paragraph("Short by 161,700 to 216,700 officers.".to_owned()),
            Block::Grid(grid()),
            Block::List { heading: "Read as".to_owned(), items: strings(&["15-20 = 15 to 20", "~5 = 5"]) },
            Block::Verbatim("officers\n  = 11,000 x 15\n".to_owned()),
        ],
        caveats: strings(&["a ceiling: everyone watches.", "basis of \"15-20\" not stated."]),
        notes: strings(&["read as 15 to 20"]),
        extra: vec![("sum", json!([1.0, 0.1])), ("nothing", json!(f64::NAN))],
    }
}

fn written(answer: &Answer<'_>, format: Format, style: &Style) -> String {
    let mut out = Vec::new();
    answer.write(format, style, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn plain(answer: &Answer<'_>, format: Format) -> String {
    written(answer, format, &Style::default())
}

#[test]
fn text() {
    let expected = "\
Coverage is 1.5% to 2.0%.
Short by 161,700 to 216,700 officers.

                         low     high  read as
  officers required  165,000  220,000  a range
  coverage              1.5%     2.0%

Read as:
  - 15-20 = 15 to 20
  - ~5 = 5

officers
  = 11,000 x 15

Caveats:
  - a ceiling: everyone watches.
  - basis of \"15-20\" not stated.
";
    assert_eq!(plain(&answer(), Format::Text), expected);
}

#[test]
fn one_caveat_is_a_sentence_after_the_words() {
    let answer = Answer {
        blocks: vec![Block::Paragraph("Coverage is 2%.".to_owned())],
        caveats: strings(&["a ceiling."]),
        ..answer()
    };
    assert_eq!(plain(&answer, Format::Text), "Coverage is 2%.\nCaveat: a ceiling.\n");
}

#[test]
fn text_is_wrapped_to_the_width_and_items_hang() {
    let answer = Answer {
        blocks: vec![Block::List { heading: String::new(), items: strings(&["one two three four"]) }],
        caveats: Vec::new(),
        ..answer()
    };
    let style = Style { width: 14, ..Style::default() };
    assert_eq!(written(&answer, Format::Text, &style), "  - one two\n    three four\n");
}

#[test]
fn a_grid_is_wrapped_to_the_width_where_its_words_are_widest() {
    let rows = vec![
        strings(&["officers to watch everybody on the lists", "400,000", "at least"]),
        strings(&["coverage", "1.5%", "a ceiling: every officer is counted"]),
    ];
    let headings = strings(&["claim", "recomputed", "note"]);
    let grid = Grid { title: String::new(), headings, numeric: vec![false, true, false], rows };
    let answer = Answer { blocks: vec![Block::Grid(grid)], caveats: Vec::new(), ..answer() };
    let expected = "\x20\x20\
claim                recomputed  note
  officers to watch       400,000  at least
    everybody on the
    lists
  coverage                   1.5%  a ceiling: every
                                     officer is counted
";
    let style = Style { width: 55, ..Style::default() };
    assert_eq!(written(&answer, Format::Text, &style), expected.trim_start_matches('\n'));
}

#[test]
fn text_in_color_is_bold_and_dim_and_no_more() {
    let grid = Grid { title: "By tier".to_owned(), ..grid() };
    let answer = Answer { blocks: vec![Block::Grid(grid)], ..answer() };
    let style = Style { color: true, ..Style::default() };
    let expected = "\
\u{1b}[1mBy tier\u{1b}[0m
  \u{1b}[2m                       low     high  read as\u{1b}[0m
  officers required  165,000  220,000  a range
  coverage              1.5%     2.0%

\u{1b}[1mCaveats:\u{1b}[0m
  - a ceiling: everyone watches.
  - basis of \"15-20\" not stated.
";
    assert_eq!(written(&answer, Format::Text, &style), expected);
}

#[test]
fn columns_line_up_under_ideographs_and_control_characters() {
    let grid = Grid {
        headings: strings(&["tier", "n"]),
        numeric: vec![false, true],
        rows: vec![strings(&["監視", "1"]), strings(&["a\u{1b}[2J", "10"]), strings(&["x"])],
        ..Grid::default()
    };
    let answer = Answer { blocks: vec![Block::Grid(grid)], caveats: Vec::new(), ..answer() };
    let expected = "  tier    n\n  監視    1\n  a␛[2J  10\n  x\n";
    assert_eq!(plain(&answer, Format::Text), expected);
}

#[test]
fn empty_grids_write_their_headings_or_nothing() {
    let empty = Answer {
        blocks: vec![Block::Grid(Grid::default()), Block::Paragraph("Words.".to_owned())],
        caveats: Vec::new(),
        ..answer()
    };
    assert_eq!(plain(&empty, Format::Text), "Words.\n");
    assert_eq!(plain(&empty, Format::Markdown), "Words.\n");
    assert!(!plain(&empty, Format::Latex).contains("tabular"));
    let headings = Grid { headings: strings(&["tier", "low"]), ..Grid::default() };
    let answer = Answer { blocks: vec![Block::Grid(headings)], ..empty };
    assert_eq!(plain(&answer, Format::Text), "  tier  low\n");
    assert_eq!(plain(&answer, Format::Markdown), "| tier | low |\n| :--- | :-- |\n");
}

#[test]
fn markdown() {
    let expected = "\
Coverage is 1.5% to 2.0%.

Short by 161,700 to 216,700 officers.

|                   |     low |    high | read as |
| :---------------- | ------: | ------: | :------ |
| officers required | 165,000 | 220,000 | a range |
| coverage          |    1.5% |    2.0% |         |

**Read as**

- 15-20 = 15 to 20
- \\~5 = 5

```text
officers
  = 11,000 x 15
```

**Caveats**

- a ceiling: everyone watches.
- basis of \"15-20\" not stated.
";
    assert_eq!(plain(&answer(), Format::Markdown), expected);
}

#[test]
fn latex() {
    let expected = r"% stakeout quick 11000 15-20 3300

Coverage is 1.5\% to 2.0\%.

Short by 161,700 to 216,700 officers.

\begin{tabular}{lrrl}
\hline
 & low & high & read as \\
\hline
officers required & 165,000 & 220,000 & a range \\
coverage & 1.5\% & 2.0\% &  \\
\hline
\end{tabular}

\paragraph{Read as}
\begin{itemize}
  \item 15-20 = 15 to 20
  \item \textasciitilde{}5 = 5
\end{itemize}

\begin{verbatim}
officers
  = 11,000 x 15
\end{verbatim}

\paragraph{Caveats}
\begin{itemize}
  \item a ceiling: everyone watches.
  \item basis of ``15-20'' not stated.
\end{itemize}
";
    assert_eq!(plain(&answer(), Format::Latex), expected);
}

#[test]
fn csv() {
    let expected = "\
tier,low,high,qualifier
\"on \"\"list\"\", A|B\",165000,,
'=1+1,0.015,,\"a\u{1b}\nb\"
";
    assert_eq!(plain(&answer(), Format::Csv), expected);
}

#[test]
fn csv_for_excel_carries_its_caveats() {
    let style = Style { excel: true, ..Style::default() };
    let expected = "\u{feff}tier,low,high,qualifier\r
\"on \"\"list\"\", A|B\",165000,,\r
'=1+1,0.015,,\"a\u{1b}\nb\"\r
,,,\r
a ceiling: everyone watches.,,,\r
\"basis of \"\"15-20\"\" not stated.\",,,\r
";
    assert_eq!(written(&answer(), Format::Csv, &style), expected);
}

#[test]
fn csv_for_a_french_excel_has_decimal_commas() {
    let style = Style { excel: true, locale: Locale::French, ..Style::default() };
    let answer = Answer { caveats: Vec::new(), ..answer() };
    let expected = "\u{feff}tier;low;high;qualifier\r
\"on \"\"list\"\", A|B\";165000;;\r
'=1+1;0,015;;\"a\u{1b}\nb\"\r
";
    assert_eq!(written(&answer, Format::Csv, &style), expected);
}

#[test]
fn texts_a_spreadsheet_would_run_are_defused_and_numbers_are_not() {
    for text in ["=1", "+1", "-1", "@a", "\ta", "\ra", "\na", "＝1"] {
        let table = Table { columns: vec!["t"], rows: Box::new(move |sink| sink(&[Value::Text(text)])) };
        let written = plain(&Answer { table, ..answer() }, Format::Csv);
        assert!(written.trim_start_matches("t\n").trim_start_matches('"').starts_with('\''), "{written}");
    }
    let table = Table { columns: vec!["n"], rows: Box::new(|sink| sink(&[Value::Number(-1.0)])) };
    assert_eq!(plain(&Answer { table, ..answer() }, Format::Csv), "n\n-1\n");
}

#[test]
fn json() {
    let version = env!("CARGO_PKG_VERSION");
    let expected = format!(
        r#"{{
  "command": "stakeout quick 11000 15-20 3300",
  "version": "{version}",
  "study": "quick",
  "seed": 1,
  "share": 2,
  "rows": [
    {{"tier":"on \"list\", A|B","low":165000,"high":null,"qualifier":""}},
    {{"tier":"=1+1","low":0.015,"high":null,"qualifier":"a\u001b\nb"}}
  ],
  "caveats": [
    "a ceiling: everyone watches.",
    "basis of \"15-20\" not stated."
  ],
  "notes": [
    "read as 15 to 20"
  ],
  "sum": [1,0.1],
  "nothing": null
}}
"#
    );
    assert_eq!(plain(&answer(), Format::Json), expected);
}

#[test]
fn no_rows_leave_the_header_and_an_empty_list() {
    let table = Table { columns: vec!["tier", "low"], rows: Box::new(|_| Ok(())) };
    let answer = Answer { table, ..answer() };
    assert_eq!(plain(&answer, Format::Csv), "tier,low\n");
    assert!(plain(&answer, Format::Json).contains("\"rows\": [],\n"));
}

#[test]
fn a_row_that_does_not_fit_the_columns_is_an_error() {
    for format in [Format::Csv, Format::Json] {
        let table = Table { columns: vec!["tier", "low"], rows: Box::new(|sink| sink(&[Value::Null])) };
        let failed = Answer { table, ..answer() }.write(format, &Style::default(), &mut Vec::new());
        assert_eq!(failed.unwrap_err().to_string(), "a row of 1 values was given for 2 columns");
    }
}

/// A device that takes some bytes and then fails.
struct Failing(usize, std::io::ErrorKind);

impl std::io::Write for Failing {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let taken = bytes.len().min(self.0);
        self.0 -= taken;
        if taken == 0 { Err(self.1.into()) } else { Ok(taken) }
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[test]
fn every_form_reports_the_failure_itself_wherever_it_comes() {
    for format in [Format::Text, Format::Csv, Format::Json, Format::Markdown, Format::Latex] {
        let length = plain(&answer(), format).len();
        for taken in [0, 1, length / 2, length - 1] {
            let mut device = Failing(taken, std::io::ErrorKind::BrokenPipe);
            let failed = answer().write(format, &Style::default(), &mut device);
            assert_eq!(failed.unwrap_err().kind(), std::io::ErrorKind::BrokenPipe, "{format:?} at {taken}");
        }
    }
}
