//! Knows how facts and claims become a sheet, and what becomes of each claim.

use super::claim::{self, Claim};
use super::fact::{self, Fact};
use super::table::{File, Kind, Row, Table};
use super::verdict::{Ends, Verdict, judge};
use crate::input::{Diagnostics, Problems, Words, nearest, shown};
use crate::quantity::Qualifier;
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
    /// What had to be assumed to read it, a sentence each.
    pub notices: Vec<String>,
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
    pub fn read(name: &str, files: Vec<File>) -> Result<Self, Diagnostics> {
        let mut problems = Problems::default();
        match Self::read_into(name, 0, files, &mut problems) {
            Some(document) if problems.is_empty() => Ok(document),
            _ => Err(problems.into_diagnostics()),
        }
    }

    /// Reads a document whose files are numbered on from `first`; its mistakes go to `problems`.
    pub(super) fn read_into(
        name: &str,
        first: u32,
        files: Vec<File>,
        problems: &mut Problems,
    ) -> Option<Self> {
        let mut notices = Vec::new();
        let read = |(number, file)| Table::read(number, file, problems, &mut notices);
        let tables: Vec<Table> = (first..).zip(files).filter_map(read).collect();
        if !tables.iter().any(|table| table.kind == Kind::Claims) {
            problems.add_file(first, name, "no-claims", no_claims());
        }
        let facts = Facts::read(&tables, problems);
        let drafts = read_drafts(&tables, problems);
        let (sheet, cells) = facts.compile(&drafts, problems)?;
        let about =
            rows(&tables, Kind::About).map(|row| ["key", "value"].map(|key| row.text(key).into_owned()));
        let about = about.map(|[key, value]| (key, value)).collect();
        let claims = drafts.into_iter().map(|draft| draft.claim).collect();
        Some(Self { name: name.to_owned(), about, facts: facts.list, claims, notices, sheet, cells })
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

    /// Whether the claim says at least where the facts say at most, the reverse, or nothing certain.
    ///
    /// A number that is itself a minimum cannot show that something is at most so much.
    pub fn is_opposed(&self) -> bool {
        match (self.claim.figure.qualifier, self.direction) {
            (Qualifier::AtLeast, direction) => {
                matches!(direction, Stated::As(Qualifier::AtMost) | Stated::DirectionUnknown)
            }
            (Qualifier::AtMost, direction) => {
                matches!(direction, Stated::As(Qualifier::AtLeast) | Stated::DirectionUnknown)
            }
            (Qualifier::Exact | Qualifier::About, _) => false,
        }
    }
}

fn no_claims() -> Words {
    let why = "a table of claims has the columns id, claim, formula, stated, unit and precision";
    Words::new("this document has no claims", why)
}

fn rows(tables: &[Table], kind: Kind) -> impl Iterator<Item = Row<'_>> {
    tables.iter().filter(move |table| table.kind == kind && table.is_whole()).flat_map(Table::rows)
}

fn read_drafts<'t>(tables: &'t [Table], problems: &mut Problems) -> Vec<Draft<'t>> {
    let mut seen = Seen::default();
    let draft = |row| {
        let is_first = seen.is_first(row, "claim", problems);
        let (claim, syntax) = claim::read(row, problems).filter(|_| is_first)?;
        Some(Draft { claim, syntax, row })
    };
    rows(tables, Kind::Claims).filter_map(draft).collect()
}

/// The names used so far, and the line of each.
#[derive(Default)]
struct Seen(BTreeMap<String, u32>);

impl Seen {
    fn is_first(&mut self, row: Row<'_>, what: &str, problems: &mut Problems) -> bool {
        let id = row.text("id");
        let Some(line) = self.0.get(&*id).filter(|_| !id.is_empty()) else {
            self.0.insert(id.into_owned(), row.line());
            return true;
        };
        let message = format!("the {what} `{}` is already on line {line}", shown(&id));
        let words = Words::new(message, "which of them is meant would be a guess: rename or remove one");
        row.report(problems, "id", "id-twice", words);
        false
    }
}

/// The figures of a document, on their way into a sheet.
#[derive(Default)]
struct Facts {
    list: Vec<Fact>,
    /// Those that could not be read: a claim on one of these is no second mistake.
    unread: BTreeSet<String>,
}

/// Why a name or a function in a formula stands for no fact.
enum Fault {
    Unknown(String),
    Unread,
    Distribution(String),
}

impl Facts {
    fn read(tables: &[Table], problems: &mut Problems) -> Self {
        let mut facts = Self::default();
        let mut seen = Seen::default();
        for row in rows(tables, Kind::Facts) {
            let is_first = seen.is_first(row, "fact", problems);
            match fact::read(row, problems) {
                Some(fact) if is_first => facts.list.push(fact),
                _ => _ = facts.unread.insert(row.text("id").into_owned()),
            }
        }
        facts
    }

    /// The sheet and the claims' cells, or nothing where the claims have mistakes: these go to `problems`.
    fn compile(&self, drafts: &[Draft<'_>], problems: &mut Problems) -> Option<(Sheet, Vec<CellId>)> {
        let (inputs, names) = self.inputs();
        let mut sheet = inputs.clone();
        let mut formulas = Vec::with_capacity(drafts.len());
        for draft in drafts {
            match self.lower(&draft.syntax, &names) {
                Ok(formula) => formulas.extend(draft.add_to(&mut sheet, formula, problems)),
                Err((span, fault)) => self.report(draft, span, &fault, problems),
            }
        }
        if formulas.len() < drafts.len() {
            return None;
        }
        let (cells, formulas): (Vec<_>, Vec<_>) = formulas.into_iter().unzip();
        if sheet.bounds().is_err() {
            report_domains(&inputs, drafts, formulas, problems);
            return None;
        }
        Some((sheet, cells))
    }

    /// A sheet of the facts, and the cell of each.
    fn inputs<'s>(&'s self) -> (Sheet, BTreeMap<&'s str, CellId>) {
        let mut sheet = Sheet::new();
        let add = |fact: &'s Fact| {
            let Fact { id, unit, quantity, .. } = fact;
            (id.as_str(), sheet.add_input(id, unit.clone(), quantity.clone()))
        };
        let names = self.list.iter().map(add).collect();
        (sheet, names)
    }

    fn lower(&self, syntax: &Syntax, names: &BTreeMap<&str, CellId>) -> Result<Expr, (Range<usize>, Fault)> {
        let mut name = |name: &Name| {
            let id = name.text.trim();
            match names.get(id) {
                Some(cell) => Ok(Expr::Cell(*cell)),
                None if self.unread.contains(id) => Err(Fault::Unread),
                None => Err(Fault::Unknown(id.to_owned())),
            }
        };
        syntax.lower(&mut name, &mut |text| Err(Fault::Distribution(text.to_owned())))
    }

    fn report(&self, draft: &Draft<'_>, span: Range<usize>, fault: &Fault, problems: &mut Problems) {
        let (code, words) = match fault {
            // Said where the fact stands.
            Fault::Unread => return,
            Fault::Unknown(name) => ("unknown-fact", self.unknown(draft, &span, name)),
            Fault::Distribution(text) => ("range-in-formula", distribution(text)),
        };
        // A name's span may take in the blanks after it.
        let meant = draft.claim.formula.get(span.clone()).map_or(0, |text| text.trim_end().len());
        let span = Some(span.start..span.start + meant);
        draft.row.report(problems, "formula", code, Words { span, ..words });
    }

    fn unknown(&self, draft: &Draft<'_>, span: &Range<usize>, name: &str) -> Words {
        let meant = nearest(name, self.list.iter().map(|fact| fact.id.as_str()));
        let formula = &draft.claim.formula;
        let start = formula.get(..span.start).unwrap_or_default();
        let rest = formula.get(span.start + name.len()..).unwrap_or_default();
        let why = "a formula is over the ids of the document's facts";
        Words::new(format!("there is no fact `{}`", shown(name)), why)
            .cell_if(meant.map(|meant| format!("{start}{meant}{rest}")))
    }
}

impl Draft<'_> {
    /// Adds the claim's cell to a sheet, where its units allow it.
    fn add_to(&self, sheet: &mut Sheet, formula: Expr, problems: &mut Problems) -> Option<(CellId, Expr)> {
        match sheet.add_formula(&self.claim.id, Some(&self.claim.unit), formula.clone()) {
            Ok(cell) => Some((cell, formula)),
            Err(error) => {
                self.row.report(problems, "formula", "unit-clash", clash(&error));
                None
            }
        }
    }
}

/// Tries each claim alone: a sheet tells only the first cell that leaves its domain.
fn report_domains(inputs: &Sheet, drafts: &[Draft<'_>], formulas: Vec<Expr>, problems: &mut Problems) {
    for (draft, formula) in drafts.iter().zip(formulas) {
        let mut alone = inputs.clone();
        let added = alone.add_formula(&draft.claim.id, Some(&draft.claim.unit), formula);
        if let (Ok(_), Err(error)) = (added, alone.bounds()) {
            draft.row.report(problems, "formula", "domain", outside(&error));
        }
    }
}

fn distribution(text: &str) -> Words {
    let why = "a range needs a unit and a source: make it a fact, as in 15-20, and use its id";
    Words::new(format!("`{}` stands in a formula", shown(text)), why)
}

fn clash(error: &FormulaError) -> Words {
    let why = match error {
        FormulaError::Declared { .. } => "the formula or the unit of the claim is wrong: change one of them",
        _ => "units are checked in every formula, so that people are not added to officers",
    };
    Words::new(error.to_string(), why)
}

fn outside(error: &DomainError) -> Words {
    Words::new(error.to_string(), "no figure can be compared with it: change the fact or the formula")
}
