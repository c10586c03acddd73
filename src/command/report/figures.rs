//! Knows how a verb's figure stands in the page: wide and narrow, without a title where the heading gives it,
//! and whole in the file that a reader may take.

use super::super::Common;
use super::super::figure::Figure;
use crate::chart::{Drawing, Page};
use crate::report::html;

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
