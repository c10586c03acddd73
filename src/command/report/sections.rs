//! The parts of the page, in the order in which a reader asks: the answer, how it comes about, what moves it,
//! how sure it is, what would change it, how the inputs were read, and how to get the page again.

use super::super::figure::Figure;
use super::super::model::Varied;
use super::super::question::{Question, Whom};
use super::super::seed::Seed;
use super::super::threads::Threads;
use super::super::uncertain::sentence_case;
use super::super::{
    Choices, Common, FigureOptions, allocate, check, compare, cover, explain, project, simulate, sobol,
    tornado,
};
use super::figures::Drawn;
use super::part::{Chapter, Part, READ_AS};
use super::{Digests, example};
use crate::chart::font_rules;
use crate::input::Reading;
use crate::report::html::{Page, Section};
use crate::report::{Answer, Block, Grid};
use crate::study::{About, Measure, Study};
use crate::unit::{NumberStyle, Unit};

/// Shares of the uncertainty are worked out for so many inputs; the work grows with their number.
const MOST_SHARED: usize = 40;

/// What inputs move, alone and together, is worked out for so many.
const MOST_MOVED: usize = 1_000;

/// What was asked, and what was read.
pub(super) struct Report {
    pub reading: Reading,
    pub digests: Digests,
    pub is_example: bool,
    pub choices: Choices,
    pub seed: Seed,
    pub threads: Threads,
    pub common: Common,
    pub command: String,
}

impl Report {
    /// The page, and the notes that go beside it.
    pub fn page(&self) -> anyhow::Result<(Page, Vec<String>)> {
        let mut question = self.question(&self.choices)?;
        let whole = self.question(&Choices { outcome: None, ..self.choices.clone() })?;
        let told = whole.caveats(whole.scenario());
        let notes = question.notes.clone();
        let mut chapters = self.answer_and_coverage(&whole, &told)?;
        chapters.push(self.arithmetic(&whole, &told)?);
        chapters.push(self.movers(&question, &told)?);
        chapters.extend(self.shares(&question, &told)?);
        chapters.extend(self.uncertainty(&question, &told)?);
        chapters.extend(self.scenarios(&mut question, &told)?);
        chapters.extend(self.allocation(&told)?);
        chapters.extend(self.years(&told)?);
        chapters.push(self.readings(&whole, &told)?);
        chapters.push(Chapter { section: self.again(whole.style), ..Chapter::default() });
        Ok((self.bound(chapters), notes))
    }

    /// The chapters under the study's title, with the letters of all drawings.
    fn bound(&self, chapters: Vec<Chapter>) -> Page {
        let Study { about, name, .. } = &self.reading.study;
        Page {
            title: about.title.clone().unwrap_or_else(|| name.clone()),
            subtitle: about.subtitle.clone().unwrap_or_default(),
            font_rules: font_rules(chapters.iter().flat_map(|chapter| &chapter.drawings)),
            sections: chapters.into_iter().map(|chapter| chapter.section).collect(),
            kind: format!("report on {name}"),
            foot: format!("Made by stakeout {}. Counts only, never people.", env!("CARGO_PKG_VERSION")),
        }
    }

    fn question(&self, choices: &Choices) -> anyhow::Result<Question> {
        let Reading { study, notices, .. } = &self.reading;
        Question::new(study.clone(), choices, &self.common, notices.clone())
    }

    fn part(&self, answer: &Answer<'_>) -> anyhow::Result<Part> {
        let part = Part::of(answer, &self.common.file())?;
        Ok(part.without_repetition(self.reading.study.about.title.as_deref()))
    }

    fn part_drawn(&self, answer: &Answer<'_>, figure: &Figure, name: &str) -> anyhow::Result<Part> {
        Ok(Part { drawn: vec![self.drawn(figure, name)], ..self.part(answer)? })
    }

    fn drawn(&self, figure: &Figure, name: &str) -> Drawn {
        Drawn::new(figure, format!("{}-{name}.svg", self.reading.study.name), &self.common)
    }

    fn file_name(&self, name: &str) -> String {
        format!("{}-{name}.csv", self.reading.study.name)
    }

    /// The sentences of `cover` with all caveats, then its figures and tables.
    fn answer_and_coverage(&self, question: &Question, told: &[String]) -> anyhow::Result<Vec<Chapter>> {
        let bounds = question.bounds()?;
        let cover = cover::answer(question, &bounds, self.command.clone());
        let mut part = self.part(&cover)?;
        let words = part.blocks.iter().take_while(|block| matches!(block, Block::Paragraph(_))).count();
        let mut blocks: Vec<Block> = part.blocks.drain(..words).collect();
        blocks.push(Block::List { heading: "Caveats".to_owned(), items: told.to_vec() });
        blocks.push(about(&self.reading.study.about));
        let section = Section { heading: "The answer".to_owned(), blocks, ..Section::default() };
        let options = FigureOptions::default();
        let coverage = cover::coverage(question, &bounds, &cover, &options);
        part.drawn.push(self.drawn(&coverage, "coverage"));
        if question.measure(question.scenario(), Whom::Total, Measure::OfficersAvailable).is_some() {
            let staffing = cover::staffing(question, &bounds, &cover, &options);
            part.drawn.push(self.drawn(&staffing, "staffing"));
        }
        let answer = Chapter { section, ..Chapter::default() };
        Ok(vec![answer, part.chapter("Coverage", self.file_name("coverage"), told)])
    }

    fn arithmetic(&self, question: &Question, told: &[String]) -> anyhow::Result<Chapter> {
        let mut part = explain::plain(question, &self.command, |answer| self.part(answer))??;
        if let Some(words) = explain::total_of_many(question, &question.bounds()?) {
            part.blocks.insert(0, Block::Paragraph(sentence_case(&words) + "."));
        }
        Ok(part.chapter("The arithmetic, with sources", self.file_name("arithmetic"), told))
    }

    /// One input at a time.
    fn movers(&self, question: &Question, told: &[String]) -> anyhow::Result<Chapter> {
        let varying = varying(question)?;
        if varying > MOST_MOVED {
            let part = by_tier(varying, "what each of them moves alone", question.style);
            return Ok(part.chapter("What moves the answer", self.file_name("tornado"), told));
        }
        let part = tornado::plain(question, &self.command, |answer, figure| match varying {
            0 => self.part(answer),
            _ => self.part_drawn(answer, &figure(), "tornado"),
        });
        let part = part.unwrap_or_else(|refused| Ok(left_out(&refused)))?;
        Ok(part.chapter("What moves the answer", self.file_name("tornado"), told))
    }

    /// All inputs at once: what of the uncertainty comes from which. One alone has all of it.
    fn shares(&self, question: &Question, told: &[String]) -> anyhow::Result<Option<Chapter>> {
        let part = match varying(question)? {
            0 | 1 => return Ok(None),
            varying if varying > MOST_SHARED => Ok(too_many(varying)),
            _ => sobol::plain(question, &self.command, self.seed, self.threads, |answer, figure| {
                self.part_drawn(answer, &figure(), "sobol")
            })
            .unwrap_or_else(|refused| Ok(left_out(&refused))),
        };
        Ok(Some(part?.chapter("Where the uncertainty comes from", self.file_name("sobol"), told)))
    }

    /// Left out where nothing varies: the part before says so.
    fn uncertainty(&self, question: &Question, told: &[String]) -> anyhow::Result<Option<Chapter>> {
        let varying = varying(question)?;
        if varying == 0 {
            return Ok(None);
        }
        if varying > MOST_MOVED {
            let part = by_tier(varying, "what they do to the answer together", question.style);
            return Ok(Some(part.chapter("The uncertainty", self.file_name("simulation"), told)));
        }
        let options = simulate::Plain { seed: self.seed, threads: self.threads, common: &self.common };
        let part = simulate::plain(question, &self.command, options, |answer, figure| {
            self.part_drawn(answer, &figure(), "simulation")
        });
        let part = part.unwrap_or_else(|refused| Ok(left_out(&refused)))?;
        Ok(Some(part.chapter("The uncertainty", self.file_name("simulation"), told)))
    }

    fn scenarios(&self, question: &mut Question, told: &[String]) -> anyhow::Result<Option<Chapter>> {
        if question.compiled.scenarios.len() < 2 {
            return Ok(None);
        }
        let part = compare::plain(question, &self.command, &FigureOptions::default(), |answer, figure| {
            self.part_drawn(answer, &figure(), "scenarios")
        })??;
        Ok(Some(part.chapter("Scenarios", self.file_name("scenarios"), told)))
    }

    /// Who is watched, where the study says anything of who comes first.
    fn allocation(&self, told: &[String]) -> anyhow::Result<Option<Chapter>> {
        let Reading { study, notices, .. } = &self.reading;
        if !study.ranks_tiers() {
            return Ok(None);
        }
        let choices = Choices { outcome: None, ..self.choices.clone() };
        let question = Question::allocated(study.clone(), &choices, &self.common, notices.clone(), None);
        let part = question.and_then(|question| {
            allocate::plain(&question, &self.command, |answer, figure| {
                self.part_drawn(answer, &figure(), "allocation")
            })
        });
        let part = part.unwrap_or_else(|refused| Ok(left_out(&refused)))?;
        Ok(Some(part.chapter("Who is watched where officers are scarce", self.file_name("allocation"), told)))
    }

    /// The years ahead, where the study says what changes with them.
    fn years(&self, told: &[String]) -> anyhow::Result<Option<Chapter>> {
        if !self.reading.study.has_years() {
            return Ok(None);
        }
        let choices = Choices { outcome: None, ..self.choices.clone() };
        let asked = (&choices, &self.common);
        let chance = (self.seed, self.threads);
        let part = project::plain(&self.reading, asked, &self.command, chance, |answer, figures| {
            let drawn = figures.iter().map(|(name, figure)| self.drawn(figure, name)).collect();
            self.part(answer).map(|part| Part { drawn, ..part })
        });
        let part = part.unwrap_or_else(|refused| Ok(left_out(&refused)))?;
        Ok(Some(part.chapter("The years ahead", self.file_name("years"), told)))
    }

    fn readings(&self, question: &Question, told: &[String]) -> anyhow::Result<Chapter> {
        let answer = check::answer(question, &self.reading.cells, self.command.clone())?;
        let mut part = self.part(&answer)?;
        let list = |heading: &str, items| Block::List { heading: heading.to_owned(), items };
        part.blocks.insert(1.min(part.blocks.len()), list(READ_AS, question.readings()));
        part.blocks.push(list("Notes", question.notes.clone()));
        Ok(part.chapter("How each input was read", self.file_name("readings"), told))
    }

    /// Version, seed, hash of the inputs, command.
    fn again(&self, style: NumberStyle) -> Section {
        let carried = format!("The study is the example that the program carries, data/{}.", example::NAME);
        let words = if self.is_example { carried } else { String::new() };
        let seed = self.seed.number();
        let version = env!("CARGO_PKG_VERSION");
        let all = &self.digests.all;
        let facts = vec![
            format!("Program: stakeout {version}"),
            format!("Seed of everything drawn at random: {seed}; the number of threads changes nothing"),
            format!("Inputs, SHA-256 of all files (sha256sum *.csv | sha256sum): {all}"),
        ];
        let heading = "The same page again".to_owned();
        let blocks = vec![
            Block::Paragraph(
                "The same program, inputs and command give the same page, byte for byte.".to_owned(),
            ),
            Block::Verbatim(self.command.clone()),
            Block::Paragraph(words),
            Block::List { heading: String::new(), items: facts },
            Block::Grid(self.files(style)),
        ];
        Section { heading, blocks, ..Section::default() }
    }

    fn files(&self, style: NumberStyle) -> Grid {
        let bytes = |number: usize| Unit::number().show(number as f64, style);
        let files = self.digests.files.iter();
        Grid {
            title: "Files".to_owned(),
            headings: ["file", "bytes", "SHA-256"].map(str::to_owned).to_vec(),
            numeric: vec![false, true, false],
            rows: files.map(|file| vec![file.name.clone(), bytes(file.bytes), file.sha256.clone()]).collect(),
        }
    }
}

/// How many inputs behind the outcome have more than one value.
fn varying(question: &Question) -> anyhow::Result<usize> {
    let model = question.model(question.outcomes()?, Varied::Ranged);
    Ok(model.varying())
}

/// Where the study's numbers are from, in the analyst's words.
fn about(about: &About) -> Block {
    let source = about.source.iter().map(|source| format!("Source: {source}"));
    let as_of = about.as_of.iter().map(|as_of| format!("As of {as_of}"));
    let items = source.chain(as_of).chain(about.notes.iter().cloned()).collect();
    Block::List { heading: "About the numbers".to_owned(), items }
}

/// An analysis that refuses this study says why; the rest of the page stands.
fn left_out(refused: &anyhow::Error) -> Part {
    let words = format!("Left out: {refused}.");
    Part { blocks: vec![Block::Paragraph(words)], ..Part::default() }
}

/// What takes minutes for the total of very many tiers takes none for one of them.
fn by_tier(varying: usize, what: &str, style: NumberStyle) -> Part {
    let varying = Unit::number().show(varying as f64, style);
    let words = format!(
        "{varying} inputs vary: {what} takes long to work out and is left out here; `stakeout report` with --tier NAME \
         works it out for one tier."
    );
    Part { blocks: vec![Block::Paragraph(words)], ..Part::default() }
}

fn too_many(varying: usize) -> Part {
    let words = format!(
        "{varying} inputs vary: their shares of the uncertainty take long to work out and are left out here; \
         `stakeout sobol` gives them."
    );
    Part { blocks: vec![Block::Paragraph(words)], ..Part::default() }
}
