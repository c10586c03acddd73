//! Knows how a verb's figure stands in the page: wide and narrow, without a title where the heading gives it,
//! and whole in the file that a reader may take.

use super::super::cover;
use super::super::figure::{self, Figure};
use super::super::question::{Question, Whom};
use super::super::{Common, FigureOptions};
use crate::chart::{Drawing, Page, Staffing, StaffingGroup};
use crate::report::Answer;
use crate::report::html;
use crate::sheet::Bounds;
use crate::study::Measure;
use crate::unit::Unit;

/// A figure for the page, and the drawings whose letters the page must carry.
#[derive(Debug)]
pub(super) struct Drawn {
    pub figure: html::Figure,
    pub drawings: [Drawing; 2],
}

impl Drawn {
    pub fn new(figure: &Figure, file_name: String, common: &Common) -> Self {
        let locale = common.lang.into();
        let page = Page { locale, ..Page::page() };
        let wide = figure.draw(&Page { show_title: false, ..page });
        let narrow = figure.draw(&Page { show_title: false, locale, ..Page::column() });
        let figure = html::Figure {
            svg: wide.svg_without_font(),
            narrow_svg: narrow.svg_without_font(),
            file: figure.draw(&page).svg(),
            caption: format!("{}.", figure.words().subtitle.trim_end_matches('.')),
            file_name,
        };
        Self { figure, drawings: [wide, narrow] }
    }
}

/// What there is beside what is required, for every tier; none where a study has no officers.
pub(super) fn staffing(question: &Question, bounds: &Bounds<'_>, answer: &Answer<'_>) -> Option<Figure> {
    let scenario = question.scenario();
    let group = |whom: Whom| {
        let bound = |measure| {
            let answered = question.measure(scenario, whom, measure)?;
            Some(bounds.of(answered.cell, answered.member))
        };
        let required = bound(Measure::OfficersRequired)?;
        Some(StaffingGroup {
            label: cover::bar_label(question, bounds, scenario, whom),
            there_are: bound(Measure::OfficersAvailable)?.base,
            announced: 0.0,
            required_low: required.low,
            required_high: required.high,
        })
    };
    let groups: Vec<StaffingGroup> = question.everyone(scenario).into_iter().filter_map(group).collect();
    let subtitle = "Officers there are, and officers required at the low and the high end".to_owned();
    let words = figure::words(answer, question, &FigureOptions::default(), None, subtitle);
    (!groups.is_empty()).then(|| Figure::Staffing(Staffing { words, groups, unit: Unit::officers() }))
}
