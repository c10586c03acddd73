//! A question as an analysis sees it: named quantities, and a function from columns of points to outcomes.

use super::question::{Answered, Question, Whom};
use crate::analysis::{Input, Model};
use crate::quantity::Quantity;
use crate::sheet::{Graph, InputId, Program};
use crate::study::{Measure, ScenarioCells};
use crate::unit::Unit;
use anyhow::{anyhow, bail};
use std::collections::HashSet;

/// The inputs that vary, the outcomes asked for, and the steps between them.
pub(super) struct StudyModel {
    pub inputs: Vec<StudyInput>,
    pub outcomes: Vec<Answered>,
    program: Program,
    /// How many inputs the outcomes depend on, ranged or not.
    pub behind: usize,
}

/// One input of a study, as analyses and their tables name it.
#[derive(Debug, Clone)]
pub(super) struct StudyInput {
    pub id: InputId,
    pub name: String,
    pub unit: Unit,
    pub quantity: Quantity,
    /// Given as one number; it varies because the question asks for it.
    pub is_exact: bool,
}

impl Model for StudyModel {
    fn inputs(&self) -> usize {
        self.inputs.len()
    }

    fn outcomes(&self) -> usize {
        self.outcomes.len()
    }

    fn evaluate(&self, columns: &[&[f64]], outcomes: &mut [&mut [f64]]) {
        self.program.run(columns, outcomes);
    }
}

/// Which inputs vary besides those with a range.
#[derive(Debug, Clone, Copy)]
pub(super) enum Varied<'v> {
    /// None.
    Ranged,
    /// These.
    And(&'v [InputId]),
}

impl StudyModel {
    /// The inputs as analyses take them.
    pub fn analysis_inputs(&self) -> Vec<Input<'_>> {
        self.inputs.iter().map(|input| Input { name: &input.name, quantity: &input.quantity }).collect()
    }

    /// The base value of every input.
    pub fn base(&self) -> Vec<f64> {
        self.inputs.iter().map(|input| input.quantity.base()).collect()
    }

    /// The place of an input among those that vary.
    pub fn position(&self, id: InputId) -> Option<usize> {
        self.inputs.iter().position(|input| input.id == id)
    }

    /// `1 of 3 inputs has a range, the others are held fixed`.
    pub fn held_fixed(&self) -> String {
        let ranged = self.inputs.iter().filter(|input| !input.is_exact).count();
        let behind = self.behind;
        match (ranged, behind) {
            (0, _) => {
                format!("none of the {behind} inputs has a range: nothing is uncertain as the study stands")
            }
            (ranged, behind) if ranged == behind => format!("all {behind} inputs have a range"),
            (1, _) => format!("1 of {behind} inputs has a range, the others are held fixed"),
            _ => format!("{ranged} of {behind} inputs have a range, the others are held fixed"),
        }
    }
}

impl Question {
    /// The model behind outcomes of the scenario asked for; without outcomes asked for by name, coverage, or
    /// officers required where the study has no officers.
    pub fn outcomes(&self) -> anyhow::Result<Vec<Answered>> {
        let scenario = self.scenario();
        let whom = self.headline(scenario);
        let chosen = match self.outcome() {
            Some(_) => self.answered_anywhere(scenario, whom),
            None => [Measure::Coverage, Measure::OfficersRequired]
                .into_iter()
                .find_map(|measure| self.measure(scenario, whom, measure))
                .into_iter()
                .collect(),
        };
        if chosen.is_empty() {
            bail!(
                "`{}` is not answered for `{}` here: it needs officers, or one ratio for all tiers",
                self.outcome().unwrap_or_default(),
                self.name_of(scenario, whom)
            );
        }
        Ok(chosen)
    }

    /// The quantity asked for, of a tier; the analyst's own outcomes stand with the total.
    fn answered_anywhere(&self, scenario: &ScenarioCells, whom: Whom) -> Vec<Answered> {
        let found = self.answered(scenario, whom);
        if found.is_empty() { self.answered(scenario, Whom::Total) } else { found }
    }

    /// The model from the inputs that vary to these outcomes.
    pub fn model(&self, outcomes: Vec<Answered>, varied: Varied<'_>) -> StudyModel {
        let sheet = &self.compiled.sheet;
        let is_free = |id: InputId, quantity: &Quantity| match varied {
            _ if !quantity.is_exact() => true,
            Varied::Ranged => false,
            Varied::And(ids) => ids.contains(&id),
        };
        let fixed =
            |id: InputId| sheet.quantity(id).filter(|quantity| !is_free(id, quantity)).map(Quantity::base);
        let mut graph = Graph::new(sheet, &fixed);
        let cells: Vec<_> = outcomes.iter().map(|answered| (answered.cell, answered.member)).collect();
        graph.prepare(&cells);
        let inputs: Vec<StudyInput> =
            graph.variables().into_iter().filter_map(|id| self.study_input(id)).collect();
        let ids: Vec<InputId> = inputs.iter().map(|input| input.id).collect();
        let program = Program::new(&mut graph, &cells, &ids);
        let behind = self.inputs_behind(&cells);
        StudyModel { inputs, outcomes, program, behind }
    }

    fn inputs_behind(&self, cells: &[(crate::sheet::CellId, u32)]) -> usize {
        let none = |_: InputId| None;
        let mut graph = Graph::new(&self.compiled.sheet, &none);
        graph.prepare(cells);
        let defaults = self.default_inputs();
        graph.variables().into_iter().filter(|id| !defaults.contains(id)).count()
    }

    /// Inputs that nobody gave: the defaults of blank cells.
    pub(super) fn default_inputs(&self) -> HashSet<InputId> {
        let sheet = &self.compiled.sheet;
        if sheet.input_count() > 10_000 {
            return HashSet::new();
        }
        let given: HashSet<String> = self.study.cited().map(|cited| cited.name()).collect();
        let is_default = |id: &InputId| !given.contains(&sheet.input_name(*id));
        sheet.inputs().map(|(id, _)| id).filter(is_default).collect()
    }

    fn study_input(&self, id: InputId) -> Option<StudyInput> {
        let sheet = &self.compiled.sheet;
        let quantity = sheet.quantity(id)?.clone();
        let unit = sheet.input_cell(id).map(|(cell, _)| sheet.cell(cell).unit.clone())?;
        Some(StudyInput { id, name: sheet.input_name(id), unit, is_exact: quantity.is_exact(), quantity })
    }

    /// The input of this name.
    pub fn input(&self, name: &str) -> anyhow::Result<InputId> {
        self.compiled
            .find_input(name)
            .map(|slot| slot.input)
            .map_err(|error| anyhow!("{}", self.study.explain(error)))
    }
}
