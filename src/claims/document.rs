//! Knows how facts and claims become a sheet, and what becomes of each claim.

use super::claim::{self, Claim};
use super::diagnostic::{Diagnostics, Place, Words, nearest};
use super::fact::{self, Fact};
use super::table::{File, Kind, Row, Table};
use super::verdict::{Ends, Verdict, judge};
use crate::sheet::{CellId, DomainError, Expr, FormulaError, Name, Sheet, Stated, Syntax};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// One document: the figures it gives, and what it claims from them.
#[derive(Debug, Clone)]
pub struct Document {
    /// The name of its folder.
    pub name: String,
    /// Keys and values that describe it: title, author, published, note.
    pub about: Vec<(String, String)>,
    /// Its figures.
    pub facts: Vec<Fact>,
    /// Its claims.
    pub claims: Vec<Claim>,
    sheet: Sheet,
    /// The claims' cells, in their order.
    cells: Vec<CellId>,
}

/// What became of a claim.
#[derive(Debug, Clone)]
pub struct Judgement<'d> {
    /// The claim: what was stated, its unit, how firmly, the verdict expected, the note.
    pub claim: &'d Claim,
    /// What came out, in the claim's unit; infinite where there is no limit.
    pub found: Ends,
    /// How firmly it comes out: the facts' qualifiers, carried through the formula by direction.
    pub direction: Stated,
    /// How the two compare.
    pub verdict: Verdict,
    /// Whether the verdict is as marked; a claim without a mark only has to agree somehow.
    pub holds: bool,
}

/// A claim with its formula, and where it stands.
struct Draft<'t> {
    claim: Claim,
    syntax: Syntax,
    row: Row<'t>,
}

impl Document {
    /// Reads a document from its files: facts, claims and, if there is one, what the document is.
    ///
    /// Headers, not file names, decide what a file is.
    ///
    /// # Errors
    /// Every mistake of every file.
    pub fn read(name: &str, files: &[File]) -> Result<Self, Diagnostics> {
        let mut problems = Diagnostics::default();
        let tables: Vec<Table> = files.iter().filter_map(|file| Table::read(file, &mut problems)).collect();
        let (facts, unread) = read_facts(&tables, &mut problems);
        let drafts = read_drafts(&tables, &mut problems);
        if !tables.iter().any(|table| table.kind == Kind::Claims) {
            problems.add(Place { file: name.to_owned(), ..Place::default() }, "no-claims", no_claims());
        }
        let (sheet, cells) = Compiler { facts: &facts, unread }.compile(&drafts, &mut problems);
        if !problems.0.is_empty() {
            return Err(problems);
        }
        let about = rows(&tables, Kind::About).map(|row| (row.text("key").into(), row.text("value").into()));
        let claims = drafts.into_iter().map(|draft| draft.claim).collect();
        Ok(Self { name: name.to_owned(), about: about.collect(), facts, claims, sheet, cells })
    }

    /// The document's title, or its name where it has none.
    pub fn title(&self) -> &str {
        let title = self.about.iter().find(|(key, _)| key == "title");
        title.map_or(self.name.as_str(), |(_, value)| value)
    }

    /// What becomes of each claim, in their order.
    pub fn judge(&self) -> Vec<Judgement<'_>> {
        // A document whose formulas leave their domain was refused when it was read.
        let Ok(bounds) = self.sheet.bounds() else { return Vec::new() };
        let judgement = |(claim, cell): (_, &CellId)| {
            let bound = bounds.of(*cell, 0);
            Judgement::new(claim, Ends { low: bound.low, high: bound.high }, bound.stated(&self.sheet))
        };
        self.claims.iter().zip(&self.cells).map(judgement).collect()
    }
}

impl<'d> Judgement<'d> {
    fn new(claim: &'d Claim, found: Ends, direction: Stated) -> Self {
        let verdict = judge(found, &claim.figure);
        let holds = claim.expected.map_or(verdict != Verdict::Differs, |expected| expected == verdict);
        Self { claim, found, direction, verdict, holds }
    }
}

fn no_claims() -> Words {
    Words::new(
        "this document has no claims",
        "a table of claims has the columns id, claim, formula, stated, unit and precision",
    )
}

fn rows(tables: &[Table], kind: Kind) -> impl Iterator<Item = Row<'_>> {
    tables.iter().filter(move |table| table.kind == kind && table.is_whole()).flat_map(Table::rows)
}

/// The facts that can be read, and the names of those that cannot: a claim on one of these is no mistake.
fn read_facts(tables: &[Table], problems: &mut Diagnostics) -> (Vec<Fact>, BTreeSet<String>) {
    let mut facts = Vec::new();
    let mut unread = BTreeSet::new();
    let mut seen = Seen::default();
    for row in rows(tables, Kind::Facts) {
        let is_first = seen.is_first(row, "fact", problems);
        match fact::read(row, problems) {
            Some(fact) if is_first => facts.push(fact),
            Some(_) => {}
            None => {
                unread.insert(row.text("id").to_owned());
            }
        }
    }
    (facts, unread)
}

fn read_drafts<'t>(tables: &'t [Table], problems: &mut Diagnostics) -> Vec<Draft<'t>> {
    let mut drafts = Vec::new();
    let mut seen = Seen::default();
    for row in rows(tables, Kind::Claims) {
        let is_first = seen.is_first(row, "claim", problems);
        if let Some((claim, syntax)) = claim::read(row, problems).filter(|_| is_first) {
            drafts.push(Draft { claim, syntax, row });
        }
    }
    drafts
}

/// The names used so far, and the line of each.
#[derive(Default)]
struct Seen(BTreeMap<String, usize>);

impl Seen {
    fn is_first(&mut self, row: Row<'_>, what: &str, problems: &mut Diagnostics) -> bool {
        let id = row.text("id");
        let earlier = self.0.get(id).copied().filter(|_| !id.is_empty());
        if let Some(line) = earlier {
            let message = format!("the {what} `{id}` is already on line {line}");
            let words = Words::new(message, "which of them is meant would be a guess: rename or remove one");
            problems.add(row.place("id"), "id-twice", words);
        } else {
            self.0.insert(id.to_owned(), row.line());
        }
        earlier.is_none()
    }
}

/// Turns facts and claims into one sheet.
struct Compiler<'d> {
    facts: &'d [Fact],
    unread: BTreeSet<String>,
}

/// Why a claim is no formula over the facts.
enum Fault {
    Unknown(String),
    Unread,
    Distribution(String),
}

impl Compiler<'_> {
    /// The sheet and the claims' cells. The mistakes of all claims go to `problems`.
    fn compile(&self, drafts: &[Draft<'_>], problems: &mut Diagnostics) -> (Sheet, Vec<CellId>) {
        let (facts, inputs) = self.inputs();
        let mut sheet = facts.clone();
        let mut formulas = Vec::with_capacity(drafts.len());
        for draft in drafts {
            match self.lower(&draft.syntax, &inputs) {
                Ok(formula) => formulas.extend(add(&mut sheet, draft, formula, problems)),
                Err((span, fault)) => self.report(draft, &span, fault, problems),
            }
        }
        if sheet.bounds().is_err() {
            report_domains(&facts, drafts, &formulas, problems);
        }
        (sheet, formulas.into_iter().map(|(cell, _)| cell).collect())
    }

    /// A sheet of the facts, and the cell of each.
    fn inputs(&self) -> (Sheet, BTreeMap<&str, CellId>) {
        let mut sheet = Sheet::new();
        let mut inputs = BTreeMap::new();
        for fact in self.facts {
            let cell = sheet.add_input(&fact.id, fact.unit.clone(), fact.quantity.clone());
            inputs.insert(fact.id.as_str(), cell);
        }
        (sheet, inputs)
    }

    fn lower(&self, syntax: &Syntax, inputs: &BTreeMap<&str, CellId>) -> Result<Expr, (Range<usize>, Fault)> {
        let mut name = |name: &Name| {
            let id = name.text.trim();
            match inputs.get(id) {
                Some(cell) => Ok(Expr::Cell(*cell)),
                None if self.unread.contains(id) => Err(Fault::Unread),
                None => Err(Fault::Unknown(id.to_owned())),
            }
        };
        syntax.lower(&mut name, &mut |text| Err(Fault::Distribution(text.to_owned())))
    }

    fn report(&self, draft: &Draft<'_>, span: &Range<usize>, fault: Fault, problems: &mut Diagnostics) {
        let mut place = draft.row.place("formula");
        place.column += draft.claim.formula.get(..span.start).unwrap_or_default().chars().count();
        match fault {
            // Said where the fact stands.
            Fault::Unread => {}
            Fault::Unknown(name) => {
                let meant = nearest(&name, self.facts.iter().map(|fact| fact.id.as_str()));
                let words = Words::new(
                    format!("there is no fact `{name}`"),
                    "a formula is over the ids of the document's facts",
                );
                problems.add(place, "unknown-fact", words.instead_if(meant));
            }
            Fault::Distribution(text) => {
                let message = format!("`{text}` stands in a formula");
                let why = "a range needs a unit and a source: make it a fact, as in 15-20, and use its id";
                problems.add(place, "range-in-formula", Words::new(message, why));
            }
        }
    }
}

/// Adds a claim's cell to the sheet, where its units allow it.
fn add(
    sheet: &mut Sheet,
    draft: &Draft<'_>,
    formula: Expr,
    problems: &mut Diagnostics,
) -> Option<(CellId, Expr)> {
    let claim = &draft.claim;
    let added = sheet.add_formula(&claim.id, Some(&claim.unit), formula.clone());
    let place = draft.row.place("formula");
    let cell = added.map_err(|error| problems.add(place, "unit-clash", clash(&error))).ok()?;
    Some((cell, formula))
}

/// Tries each claim alone: a sheet tells only the first cell that leaves its domain.
fn report_domains(
    facts: &Sheet,
    drafts: &[Draft<'_>],
    formulas: &[(CellId, Expr)],
    problems: &mut Diagnostics,
) {
    // Claims with other mistakes have no cell; those are told first.
    if formulas.len() < drafts.len() {
        return;
    }
    for (draft, (_, formula)) in drafts.iter().zip(formulas) {
        let mut alone = facts.clone();
        let added = alone.add_formula(&draft.claim.id, Some(&draft.claim.unit), formula.clone());
        if let (Ok(_), Err(error)) = (added, alone.bounds()) {
            problems.add(draft.row.place("formula"), "domain", outside(&error));
        }
    }
}

fn clash(error: &FormulaError) -> Words {
    let why = "units are checked in every formula, so that people are not added to officers";
    let words = Words::new(error.to_string(), why);
    match error {
        FormulaError::Declared { found, .. } => {
            words.instead(format!("the unit `{found}`, or another formula"))
        }
        _ => words,
    }
}

fn outside(error: &DomainError) -> Words {
    Words::new(error.to_string(), "no figure can be compared with it: change the fact or the formula")
}
