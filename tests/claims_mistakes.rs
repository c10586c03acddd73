//! Every mistake in a document's files, with its exact place and words.

// A test that cannot read what it wrote has failed.
#![allow(clippy::unwrap_used)]

use proptest::prelude::*;
use stakeout::claims::{Document, File, Verdict};
use stakeout::input::Diagnostic;
use stakeout::quantity::Qualifier;
use stakeout::sheet::Stated;

const FACTS: &str =
    "id,value,unit,stated\nlisted,11000,subjects,about\nratio,15-20,officers per subject,at least\n";
const CLAIMS: &str = "id,claim,formula,stated,unit,precision,qualifier,expected,note\n";

fn file(name: &str, text: impl AsRef<[u8]>) -> File {
    File { name: name.to_owned(), bytes: text.as_ref().to_vec() }
}

fn mistakes(facts: &str, claims: &str) -> Vec<Diagnostic> {
    let files = vec![file("facts.csv", facts), file("claims.csv", claims)];
    Document::read("document", files).unwrap_err().list
}

/// The one mistake of a row of claims.
fn in_claim(row: &str) -> Diagnostic {
    one(mistakes(FACTS, &format!("{CLAIMS}{row}\n")))
}

/// The one mistake of a row of facts.
fn in_fact(row: &str) -> Diagnostic {
    one(mistakes(
        &format!("{FACTS}{row}\n"),
        &format!("{CLAIMS}total,all,listed * ratio,165000-220000,officers,1,,,\n"),
    ))
}

fn one(mut list: Vec<Diagnostic>) -> Diagnostic {
    assert_eq!(list.len(), 1, "{list:#?}");
    list.remove(0)
}

/// Code, `file:line:column cell`, message, why, suggestion.
fn told(mistake: &Diagnostic) -> [String; 5] {
    let Diagnostic { code, file, line, column, cell, message, why, suggestion, .. } = mistake;
    let place = format!("{file}:{line}:{column} {cell}");
    [(*code).to_owned(), place, message.clone(), why.clone(), suggestion.clone().unwrap_or_default()]
}

#[track_caller]
fn assert_told(mistake: &Diagnostic, expected: [&str; 5]) {
    assert_eq!(told(mistake), expected.map(str::to_owned));
}

#[test]
fn an_unknown_fact() {
    assert_told(
        &in_claim("total,all,2 * (lsted + 1) * ratio,5,officers,1,,,"),
        [
            "unknown-fact",
            "claims.csv:2:16 C2",
            "there is no fact `lsted`",
            "a formula is over the ids of the document's facts",
            "total,all,2 * (listed + 1) * ratio,5,officers,1,,,",
        ],
    );
    let mistake = in_claim("total,all,nothing * 2,5,officers,1,,,");
    assert_eq!((mistake.suggestion, &mistake.source_line[mistake.span]), (None, "nothing"));
}

#[test]
fn units_that_clash() {
    assert_told(
        &in_claim("total,all,listed * ratio,5,subjects,1,,,"),
        [
            "unit-clash",
            "claims.csv:2:11 C2",
            "`total`: the formula gives officers, not subjects",
            "the formula or the unit of the claim is wrong: change one of them",
            "",
        ],
    );
    assert_told(
        &in_claim("total,all,listed + ratio,5,subjects,1,,,"),
        [
            "unit-clash",
            "claims.csv:2:11 C2",
            "`total`: cannot add subjects and officers per subject, because they measure different things",
            "units are checked in every formula, so that people are not added to officers",
            "",
        ],
    );
}

#[test]
fn a_formula_that_is_none() {
    assert_told(
        &in_claim("total,all,listed * (ratio,5,officers,1,,,"),
        [
            "formula",
            "claims.csv:2:26 C2",
            "the formula ends where `)` was expected",
            "a formula has the names of facts, numbers, + - * /, parentheses and sum, min, max, pow, sqrt",
            "",
        ],
    );
    assert_told(
        &in_claim("total,all,\"listed * uniform(15, 20)\",5,subjects,1,,,"),
        [
            "range-in-formula",
            "claims.csv:2:21 C2",
            "`uniform(15, 20)` stands in a formula",
            "a range needs a unit and a source: make it a fact, as in 15-20, and use its id",
            "",
        ],
    );
    assert_told(
        &in_claim("total,all,\"sqrt(3 - listed / 1 subjects)\",5,number,1,,,"),
        [
            "domain",
            "claims.csv:2:12 C2",
            "`total`: the inputs allow the root or a broken power of a negative number, which does not exist",
            "no figure can be compared with it: change the fact or the formula",
            "",
        ],
    );
}

#[test]
fn words_that_are_no_verdict_and_no_qualifier() {
    assert_told(
        &in_claim("total,all,listed,11000,subjects,1,exact,reproduce,"),
        [
            "verdict",
            "claims.csv:2:41 H2",
            "`reproduce` under `expected` is not a verdict",
            "a verdict is one of: reproduced, rounds to it, high end only, low end only, consistent, inside the range, differs",
            "total,all,listed,11000,subjects,1,exact,reproduced,",
        ],
    );
    assert_told(
        &in_claim("total,all,listed,11000,subjects,1,at lest,,"),
        [
            "qualifier",
            "claims.csv:2:35 G2",
            "`at lest` under `qualifier` does not say how firmly the figure is stated",
            "it is exact, about, at least or at most",
            "total,all,listed,11000,subjects,1,at least,,",
        ],
    );
    assert_eq!(told(&in_fact("other,5,subjects,roughly"))[..2], ["qualifier", "facts.csv:4:18 D4"]);
}

#[test]
fn figures_that_are_none() {
    assert_told(
        &in_claim("total,all,listed,,subjects,1,,,"),
        [
            "blank-cell",
            "claims.csv:2:18 D2",
            "the cell under `stated` is blank",
            "what is unknown is not 0: fill it in, or leave the row out",
            "",
        ],
    );
    assert_told(
        &in_claim("total,all,listed,11000,subjects,whole,,,"),
        [
            "precision",
            "claims.csv:2:33 F2",
            "`whole` is not a precision",
            "it is the step the figure was rounded to: 1 for whole numbers, 0.1 for one decimal, 1000 for thousands",
            "",
        ],
    );
    for step in ["0", "-1", "NaN", "inf", ""] {
        assert_eq!(in_claim(&format!("total,all,listed,11000,subjects,{step},,,")).code, "precision");
    }
    assert_told(
        &in_claim("total,all,listed,\"normal(11000, 5)\",subjects,1,,,"),
        [
            "no-ends",
            "claims.csv:2:19 D2",
            "`normal(11000, 5)` has no ends",
            "a stated figure is one number or a range, as in 15-20",
            "",
        ],
    );
    assert_told(
        &in_fact("other,15%,officers,"),
        [
            "percent",
            "facts.csv:4:9 B4",
            "a percentage is no number of officers; write the number, or use the unit `percent`",
            "",
            "",
        ],
    );
    assert_eq!(told(&in_fact("other,20-15,officers,"))[..2], ["backwards-range", "facts.csv:4:7 B4"]);
    assert_eq!(told(&in_fact("other,2015-02-30,date,"))[0], "no-date");
    assert_eq!(told(&in_fact("other,3,month,"))[0], "no-date");
    assert_told(
        &in_fact("other,5,12,"),
        [
            "unit",
            "facts.csv:4:9 C4",
            "`12` is not a unit: write a word, as in `officers`, or `officers per subject`",
            "units are checked in every formula, so that people are not added to officers",
            "",
        ],
    );
}

#[test]
fn names_that_are_taken_or_none() {
    assert_told(
        &in_fact("listed,5,subjects,"),
        [
            "id-twice",
            "facts.csv:4:1 A4",
            "the fact `listed` is already on line 2",
            "which of them is meant would be a guess: rename or remove one",
            "",
        ],
    );
    assert_told(
        &in_fact("foreign fighters,5,subjects,"),
        [
            "fact-name",
            "facts.csv:4:1 A4",
            "`foreign fighters` cannot be the name of a fact",
            "formulas use it: it starts with a letter and has only letters, digits and _",
            "foreign_fighters,5,subjects,",
        ],
    );
    assert_told(
        &in_claim(",all,listed,11000,subjects,1,,,"),
        [
            "claim-name",
            "claims.csv:2:1 A2",
            "this claim has no id",
            "results name a claim by it: give it a short name",
            "",
        ],
    );
    let row = "total,all,listed,11000,subjects,1,,,\n";
    assert_eq!(
        one(mistakes(FACTS, &format!("{CLAIMS}{row}{row}"))).message,
        "the claim `total` is already on line 2"
    );
}

#[test]
fn headers_that_are_missing_or_strange() {
    assert_told(
        &one(mistakes(FACTS, "id,claim,formula,stated,unit\ntotal,all,listed,11000,subjects\n")),
        [
            "missing-column",
            "claims.csv:1:1 A1",
            "there is no column `precision`",
            "the other columns say nothing without it: a row needs id, claim, formula, stated, unit, precision",
            "",
        ],
    );
    assert_told(
        &one(mistakes(FACTS, "id,claim,formula,stated,unit,precison\ntotal,all,listed,11000,subjects,1\n")),
        [
            "unknown-column",
            "claims.csv:1:30 F1",
            "the column `precison` is not known",
            "it is almost `precision`, and would be ignored under this name",
            "id,claim,formula,stated,unit,precision",
        ],
    );
    let claims = "id,claim,formula,stated,unit,precision,qualifer\ntotal,all,listed,11000,subjects,1,about\n";
    assert_told(
        &one(mistakes(FACTS, claims)),
        [
            "unknown-column",
            "claims.csv:1:40 G1",
            "the column `qualifer` is not known",
            "it is almost `qualifier`, and would be ignored under this name",
            "id,claim,formula,stated,unit,precision,qualifier",
        ],
    );
    let claims = "id,claim,formula,stated,unit,precision,unit\ntotal,all,listed,11000,subjects,1,subjects\n";
    assert_told(
        &one(mistakes(FACTS, claims)),
        [
            "column-twice",
            "claims.csv:1:40 G1",
            "the column `unit` is there twice",
            "only one of them can be meant: remove the other",
            "",
        ],
    );
}

#[test]
fn rows_that_do_not_fit() {
    assert_told(
        &in_claim("total,all, of them,listed,11000,subjects,1,,,"),
        [
            "ragged-row",
            "claims.csv:2:1 A2",
            "this row has 10 cells, the headers have 9",
            "cells could stand under the wrong header: put text with separators between quotes",
            "",
        ],
    );
    assert_told(
        &one(mistakes(FACTS, CLAIMS)),
        [
            "no-rows",
            "claims.csv:1:1 A1",
            "there are no rows below the headers",
            "nothing can be calculated from them",
            "",
        ],
    );
}

#[test]
fn files_that_are_no_tables() {
    let row = format!("{CLAIMS}total,all,2 + 2,4,number,1,,,\n");
    let odd = |text: &[u8]| {
        let files = vec![file("claims.csv", &row), file("other.csv", text)];
        one(Document::read("document", files).unwrap_err().list)
    };
    assert_told(
        &odd(b""),
        [
            "empty-file",
            "other.csv:0:0 ",
            "this file is empty",
            "a document needs its facts and its claims",
            "remove it, or start with the line\nid,value,unit",
        ],
    );
    assert_told(
        &odd(b"tier,subjects\nlisted,11000\n"),
        [
            "unknown-table",
            "other.csv:1:1 A1",
            "this is no table of a document: its headers are `tier, subjects`",
            "facts have id, value and unit; claims have id, claim, formula, stated, unit and precision",
            "",
        ],
    );
    assert_eq!(odd(b"PK\x03\x04...").code, "not-csv");
    assert_told(
        &one(Document::read("document", vec![file("facts.csv", FACTS)]).unwrap_err().list),
        [
            "no-claims",
            "document:0:0 ",
            "this document has no claims",
            "a table of claims has the columns id, claim, formula, stated, unit and precision",
            "",
        ],
    );
}

#[test]
fn all_mistakes_are_told_in_one_run_and_each_once() {
    let facts = "id,value,unit\nlisted,many,subjects\nratio,15-20,officers per subject\n";
    let claims =
        format!("{CLAIMS}total,all,listed * ratio,x,officers,0,,,\nother,all,listd,5,officers,1,,,\n");
    let codes: Vec<&str> = mistakes(facts, &claims).iter().map(|mistake| mistake.code).collect();
    // `listed` could not be read: a claim on it is no second mistake; `listd` is a mistake of its own.
    assert_eq!(codes.len(), 4, "{codes:?}");
    assert_eq!(codes[2..], ["precision", "unknown-fact"]);
}

#[test]
fn spreadsheets_of_other_countries_are_read() {
    let facts = FACTS.replace(',', ";");
    let claims =
        "id;claim;formula;stated;unit;precision\r\ntotal;all;listed * ratio;165000-220000;officers;1\r\n";
    let files = vec![file("faits.csv", [b"\xEF\xBB\xBF", facts.as_bytes()].concat()), file("x.csv", claims)];
    let document = Document::read("document", files).unwrap();
    let judgement = &document.judge()[0];
    assert_eq!((judgement.verdict, judgement.holds), (Verdict::Reproduced, true));
}

#[test]
fn a_claim_without_a_mark_only_has_to_agree() {
    let holds = |stated: &str| {
        let claims = format!("{CLAIMS}total,all,listed,{stated},subjects,1,,,\n");
        let document = Document::read("document", vec![file("f", FACTS), file("c", claims)]).unwrap();
        document.judge()[0].holds
    };
    assert_eq!((holds("11000"), holds("10999")), (true, false));
}

#[test]
fn how_firmly_comes_from_the_facts() {
    let claims = format!(
        "{CLAIMS}total,all,listed * ratio,165000-220000,officers,1,,,\nfew,each,1 / ratio,0.05-0.07,subjects per officer,0.01,,,\n"
    );
    let document = Document::read("document", vec![file("f", FACTS), file("c", claims)]).unwrap();
    let directions: Vec<Stated> = document.judge().iter().map(|judgement| judgement.direction).collect();
    assert_eq!(directions, [Stated::As(Qualifier::AtLeast), Stated::As(Qualifier::AtMost)]);
}

#[test]
fn a_minimum_cannot_show_a_maximum() {
    let opposed = |qualifier: &str, formula: &str| {
        let claims =
            format!("{CLAIMS}few,each,{formula},0.05-0.07,subjects per officer,0.01,{qualifier},,\n");
        let document = Document::read("document", vec![file("f", FACTS), file("c", claims)]).unwrap();
        document.judge()[0].is_opposed()
    };
    // At least 15 to 20 officers each is at most so many subjects per officer.
    let words = ["at least", "at most", "about", "exact"];
    assert_eq!(words.map(|word| opposed(word, "1 / ratio")), [true, false, false, false]);
    // Used for and against itself, a minimum shows neither.
    assert_eq!(words.map(|word| opposed(word, "ratio / ratio / ratio")), [true, true, false, false]);
}

proptest! {
    #[test]
    fn any_files_are_read_or_refused(facts in "\\PC{0,80}", row in "[a-z0-9 ,.*+()%-]{0,60}", cells in "(\\PC{0,8},){8}") {
        let claims = format!("{CLAIMS}{row}\n{cells}\ntotal,all,{row},5,officers,1,,,\n");
        for facts in [facts.clone(), format!("{FACTS}{facts}\n")] {
            if let Ok(document) = Document::read("document", vec![file("f", facts), file("c", &claims)]) {
                prop_assert_eq!(document.judge().len(), document.claims.len());
            }
        }
    }
}
