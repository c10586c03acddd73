//! What is followed over the dates of a projection: stages of staff, and the answers at each date.

use super::super::question::{Question, Whom};
use crate::quantity::Moment;
use crate::sheet::CellId;
use crate::study::{Measure, ScenarioCells, ScenarioYears, Stage, TierCells};
use crate::unit::Unit;

/// A quantity with its cell at each date asked for.
pub(super) struct Followed {
    pub key: &'static str,
    pub words: &'static str,
    pub unit: Unit,
    /// Cell and member, in the order of the dates.
    pub cells: Vec<(CellId, u32)>,
}

/// The quantities that are followed unless one is asked for.
const FOLLOWED: [Measure; 4] =
    [Measure::OfficersAvailable, Measure::OfficersRequired, Measure::Coverage, Measure::OfficerShortfall];

/// What is asked of a study's years.
#[derive(Clone, Copy)]
pub(super) struct Asked<'q> {
    pub question: &'q Question,
    /// The dates asked for.
    pub dates: &'q [Moment],
    /// The quantity asked for.
    pub wanted: Option<&'q str>,
}

impl Asked<'_> {
    /// The quantity that is drawn and held against another scenario: the one asked for, else officers available.
    pub fn headline(&self, scenario: &ScenarioCells) -> Option<Followed> {
        let key = self.wanted.unwrap_or(Measure::OfficersAvailable.key());
        self.all_followed(scenario).into_iter().find(|quantity| quantity.key == key)
    }

    /// What is followed in a scenario, or the one quantity asked for.
    pub fn followed(&self, scenario: &ScenarioCells) -> Vec<Followed> {
        let mut followed = self.all_followed(scenario);
        followed.retain(|quantity| self.wanted.is_none_or(|wanted| wanted == quantity.key));
        followed
    }

    /// What is followed in a scenario: stages first, then answers.
    pub fn all_followed(&self, scenario: &ScenarioCells) -> Vec<Followed> {
        let Some(years) = &scenario.years else { return Vec::new() };
        let stages = years.staff.iter().flat_map(|staff| &staff.stages);
        // The sum of two other columns is one only where it is asked for.
        let is_asked = |stage: Stage| stage != Stage::OnStaff || self.wanted == Some(stage.key());
        let stages = stages.filter(|(stage, _)| is_asked(*stage));
        let stages = stages.map(|(stage, cell)| self.stage(*stage, *cell));
        let wanted = self.wanted.and_then(Measure::named);
        let measures = FOLLOWED.into_iter().filter(|measure| Some(*measure) != wanted).chain(wanted);
        let measures = measures.filter_map(|measure| self.measure(scenario, years, measure));
        stages.chain(measures).collect()
    }

    /// Officers in a cell over the dates.
    pub fn officers(&self, cell: CellId) -> Followed {
        let places = self.places().into_iter().filter_map(|place| u32::try_from(place).ok());
        let cells = places.map(|place| (cell, place)).collect();
        Followed { key: "", words: "", unit: Unit::officers(), cells }
    }

    fn stage(&self, stage: Stage, cell: CellId) -> Followed {
        Followed { key: stage.key(), words: stage.words(), ..self.officers(cell) }
    }

    /// A quantity of the tier asked about, or of everybody.
    pub fn measure(
        &self,
        scenario: &ScenarioCells,
        years: &ScenarioYears,
        measure: Measure,
    ) -> Option<Followed> {
        let headline = self.question.headline(scenario);
        let of = |tiers: &TierCells| match headline {
            Whom::Tier(member) => {
                let found = tiers.alone.iter().find(|(known, _)| *known == measure);
                found.map(|(_, cell)| (*cell, member))
            }
            Whom::Total => {
                let found = tiers.total.iter().find(|(known, _)| *known == measure);
                found.map(|(_, source)| (source.cell, source.member.unwrap_or(0)))
            }
        };
        let cells: Option<Vec<_>> = self.places().into_iter().map(|place| of(&years.dates[place])).collect();
        Some(Followed { key: measure.key(), words: measure.words(), unit: measure.unit(), cells: cells? })
    }

    /// Where the dates asked for stand among those answered.
    fn places(&self) -> Vec<usize> {
        let years = self.question.compiled.years.iter();
        years.flat_map(|years| self.dates.iter().filter_map(|date| years.place(*date))).collect()
    }
}
