//! The answer as one JSON object, row by row.

use super::{Answer, Value, number};
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, BufWriter, Write};

/// Bytes gathered before they are written.
const CHUNK: usize = 1 << 16;

/// Writes command, version, study, the settings, rows, caveats, notes and what the analysis adds.
pub(super) fn write(answer: &Answer<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut object = Object { out: BufWriter::with_capacity(CHUNK, out), separator: "{\n" };
    object.member("command", &answer.command)?;
    object.member("version", env!("CARGO_PKG_VERSION"))?;
    object.member("study", &answer.study)?;
    for (key, value) in &answer.settings {
        object.member(key, value)?;
    }
    object.rows(answer)?;
    object.list("caveats", &answer.caveats)?;
    object.list("notes", &answer.notes)?;
    for (key, value) in &answer.extra {
        object.member(key, value)?;
    }
    object.out.write_all(b"\n}\n")?;
    object.out.flush()
}

struct Object<'o> {
    out: BufWriter<&'o mut dyn Write>,
    separator: &'static str,
}

impl Object<'_> {
    fn key(&mut self, key: &str) -> io::Result<()> {
        self.out.write_all(self.separator.as_bytes())?;
        self.separator = ",\n";
        self.out.write_all(b"  ")?;
        value(key, &mut self.out)?;
        self.out.write_all(b": ")
    }

    fn member<T: Serialize + ?Sized>(&mut self, key: &str, content: &T) -> io::Result<()> {
        self.key(key)?;
        value(content, &mut self.out)
    }

    fn list(&mut self, key: &str, items: &[String]) -> io::Result<()> {
        self.key(key)?;
        let mut between = "[\n    ";
        for item in items {
            self.out.write_all(between.as_bytes())?;
            value(item, &mut self.out)?;
            between = ",\n    ";
        }
        self.out.write_all(if items.is_empty() { b"[]" } else { b"\n  ]" })
    }

    fn rows(&mut self, answer: &Answer<'_>) -> io::Result<()> {
        self.key("rows")?;
        let keys = keys(&answer.table.columns)?;
        let (out, mut line, mut none) = (&mut self.out, Vec::new(), true);
        answer.table.each(&mut |row| {
            line.clear();
            line.extend_from_slice(if none { b"[\n    " } else { b",\n    " });
            none = false;
            push_row(&keys, row, &mut line)?;
            out.write_all(&line)
        })?;
        out.write_all(if none { b"[]" } else { b"\n  ]" })
    }
}

/// What stands before each value of a row: `{"tier":`, then `,"low":` and so on.
fn keys(columns: &[&str]) -> io::Result<Vec<Vec<u8>>> {
    let mut keys = Vec::with_capacity(columns.len());
    for (index, column) in columns.iter().enumerate() {
        let mut key = vec![if index == 0 { b'{' } else { b',' }];
        value(column, &mut key)?;
        key.push(b':');
        keys.push(key);
    }
    Ok(keys)
}

fn push_row(keys: &[Vec<u8>], row: &[Value<'_>], line: &mut Vec<u8>) -> io::Result<()> {
    if keys.is_empty() {
        line.push(b'{');
    }
    for (key, content) in keys.iter().zip(row) {
        line.extend_from_slice(key);
        match *content {
            Value::Text(text) => push_text(text, line)?,
            Value::Number(number) if number.is_finite() => number::push(number, line),
            Value::Number(_) | Value::Null => line.extend_from_slice(b"null"),
        }
    }
    line.push(b'}');
    Ok(())
}

/// Most words need no escape; looking first is several times faster than escaping.
fn push_text(text: &str, line: &mut Vec<u8>) -> io::Result<()> {
    // Without stopping at the first, so that many bytes are looked at at once.
    let escaped = |byte: u8| byte < 0x20 || byte == b'"' || byte == b'\\';
    if text.bytes().fold(false, |found, byte| found | escaped(byte)) {
        return value(text, line);
    }
    line.push(b'"');
    line.extend_from_slice(text.as_bytes());
    line.push(b'"');
    Ok(())
}

fn value<T: Serialize + ?Sized>(content: &T, out: impl Write) -> io::Result<()> {
    content.serialize(&mut Serializer::with_formatter(out, PlainNumbers)).map_err(io::Error::from)
}

/// Compact JSON whose numbers are written as those of the rows.
struct PlainNumbers;

impl Formatter for PlainNumbers {
    fn write_f64<W: ?Sized + Write>(&mut self, writer: &mut W, value: f64) -> io::Result<()> {
        let mut text = Vec::with_capacity(24);
        number::push(value, &mut text);
        writer.write_all(&text)
    }
}
