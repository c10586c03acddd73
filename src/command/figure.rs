//! Figures: which options size and word them, and how an answer's own words stand around them.

use super::question::Question;
use crate::chart::{
    Bars, Claims, Drawing, Fan, Flow, Heat, Histogram, Indices, Lines, Page, Published, Scatter, Spider,
    Staffing, Stages, Theme, Tornado, Words,
};
use crate::report::{Answer, Block};
use crate::unit::Locale;
use anyhow::{anyhow, bail};

/// How a figure looks: for every verb that draws one.
#[derive(Debug, Clone, Default, clap::Args)]
#[command(next_help_heading = "Figure (with -o NAME.svg, .png or .pdf)")]
pub struct FigureOptions {
    /// The size: column (85 mm wide), page (170 mm) or slide
    #[arg(long, value_enum, default_value_t, value_name = "SIZE", hide_possible_values = true)]
    pub size: Size,
    /// The width, 50mm to 1000mm: 120mm or 800px, instead of --size
    #[arg(long, value_name = "LENGTH")]
    pub width: Option<String>,
    /// The height, 30mm to 1000mm; more where the texts take more [default: as the rows need, up to 1 metre]
    #[arg(long, value_name = "LENGTH")]
    pub height: Option<String>,
    /// Dots per inch of a PNG, 72 to 1200; more until it is 1,200 dots wide [default: 300]
    #[arg(long, value_name = "DPI")]
    pub dpi: Option<f64>,
    /// The colours: light, dark or print (readable in grey)
    #[arg(long, value_enum, default_value_t, value_name = "THEME", hide_possible_values = true)]
    pub theme: Colours,
    /// The title, instead of the finding
    #[arg(long, value_name = "WORDS")]
    pub title: Option<String>,
    /// No title in the figure: journals set their own
    #[arg(long)]
    pub no_title: bool,
    /// Print a caption with sources, for the text, on standard error
    #[arg(long)]
    pub caption: bool,
}

/// Sizes that fit a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Size {
    /// One column of a journal.
    Column,
    /// The text width of a page.
    #[default]
    Page,
    /// A slide.
    Slide,
}

/// Colours that fit a use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, clap::ValueEnum)]
pub enum Colours {
    /// Dark on white.
    #[default]
    Light,
    /// Light on dark.
    Dark,
    /// Greys and hatches.
    Print,
}

/// Without --height a figure grows with its rows up to this.
const TALLEST_MM: f64 = 1000.0;

/// Narrower and lower ones cannot be read.
const NARROWEST_MM: f64 = 50.0;
const LOWEST_MM: f64 = 30.0;

/// A height or a density that differs by less is the one asked for.
const ALIKE: f64 = 0.5;

/// Millimetres of a CSS pixel.
const MM_PER_PX: f64 = 25.4 / 96.0;

impl FigureOptions {
    /// The page to draw on.
    ///
    /// # Errors
    /// A length that is none, or that no figure fits.
    pub fn page(&self, locale: Locale) -> anyhow::Result<Page> {
        let size = match self.size {
            Size::Column => Page::column(),
            Size::Page => Page::page(),
            Size::Slide => Page::slide(),
        };
        let width = self.width.as_deref().map(|text| length("--width", text, NARROWEST_MM)).transpose()?;
        let height = self.height.as_deref().map(|text| length("--height", text, LOWEST_MM)).transpose()?;
        let theme = match self.theme {
            Colours::Light => Theme::Light,
            Colours::Dark => Theme::Dark,
            Colours::Print => Theme::Print,
        };
        let dpi = self.dpi.unwrap_or(size.dpi);
        if !(72.0..=1200.0).contains(&dpi) {
            bail!("--dpi {dpi}: write 72 to 1200 dots per inch");
        }
        Ok(Page {
            width_mm: width.unwrap_or(size.width_mm),
            height_mm: height.or(size.height_mm.filter(|_| width.is_none())),
            tallest_mm: TALLEST_MM,
            dpi,
            theme,
            locale,
            show_title: !self.no_title,
        })
    }

    /// What of the size asked for could not be had, and why.
    pub(super) fn not_had(&self, page: &Page, drawing: &Drawing, is_png: bool) -> Option<String> {
        let (_, height) = drawing.size_mm();
        let higher = page.height_mm.filter(|asked| height > asked + ALIKE);
        let higher =
            higher.map(|_| format!("the figure is {height:.0} mm high: what stands in it takes as much"));
        let dots = drawing.dots_per_inch();
        let finer = self.dpi.filter(|asked| is_png && dots > asked + ALIKE);
        let finer = finer.map(|_| {
            format!("the image has {dots:.0} dots per inch: with fewer it is less than 1,200 dots wide, too coarse to print")
        });
        let told: Vec<String> = higher.into_iter().chain(finer).collect();
        (!told.is_empty()).then(|| told.join("; "))
    }
}

/// `120mm`, `12cm` or `800px` in millimetres.
fn length(option: &str, text: &str, least: f64) -> anyhow::Result<f64> {
    let text = text.trim();
    let digits = text.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let scale = match text[digits.len()..].to_ascii_lowercase().as_str() {
        "mm" => 1.0,
        "cm" => 10.0,
        "px" => MM_PER_PX,
        _ => bail!("{option} {text}: write a length in mm or px, as in 120mm or 800px"),
    };
    let number: f64 =
        digits.trim().parse().map_err(|_| anyhow!("{option} {text}: write a length as in 120mm"))?;
    let length = number * scale;
    if (least..=TALLEST_MM).contains(&length) {
        Ok(length)
    } else {
        bail!("{option} {text}: write {least}mm to {TALLEST_MM}mm")
    }
}

/// A figure of any kind.
#[derive(Clone)]
pub(super) enum Figure {
    Bars(Bars),
    Staffing(Staffing),
    Tornado(Tornado),
    Spider(Spider),
    Lines(Lines),
    Heat(Heat),
    Histogram(Histogram),
    Indices(Indices),
    Scatter(Scatter),
    Claims(Claims),
    Published(Published),
    Fan(Fan),
    Stages(Stages),
    Flow(Flow),
}

impl Figure {
    /// The figure on a page.
    pub fn draw(&self, page: &Page) -> Drawing {
        match self {
            Self::Bars(figure) => figure.draw(page),
            Self::Staffing(figure) => figure.draw(page),
            Self::Tornado(figure) => figure.draw(page),
            Self::Spider(figure) => figure.draw(page),
            Self::Lines(figure) => figure.draw(page),
            Self::Heat(figure) => figure.draw(page),
            Self::Histogram(figure) => figure.draw(page),
            Self::Indices(figure) => figure.draw(page),
            Self::Scatter(figure) => figure.draw(page),
            Self::Claims(figure) => figure.draw(page),
            Self::Published(figure) => figure.draw(page),
            Self::Fan(figure) => figure.draw(page),
            Self::Stages(figure) => figure.draw(page),
            Self::Flow(figure) => figure.draw(page),
        }
    }

    /// The texts around it.
    pub fn words(&self) -> &Words {
        match self {
            Self::Bars(figure) => &figure.words,
            Self::Staffing(figure) => &figure.words,
            Self::Tornado(figure) => &figure.words,
            Self::Spider(figure) => &figure.words,
            Self::Lines(figure) => &figure.words,
            Self::Heat(figure) => &figure.words,
            Self::Histogram(figure) => &figure.words,
            Self::Indices(figure) => &figure.words,
            Self::Scatter(figure) => &figure.words,
            Self::Claims(figure) => &figure.words,
            Self::Published(figure) => &figure.words,
            Self::Fan(figure) => &figure.words,
            Self::Stages(figure) => &figure.words,
            Self::Flow(figure) => &figure.words,
        }
    }

    /// A caption for the text around the figure.
    pub fn caption(&self) -> String {
        let Words { title, subtitle, source, note, caveats, .. } = self.words();
        let source = if source.is_empty() { String::new() } else { format!("Source: {source}") };
        let caveats = caveats.join(" ");
        let parts = [title, subtitle, note, &caveats, &source]
            .map(|part| part.trim().trim_end_matches('.').to_owned());
        parts.into_iter().filter(|part| !part.is_empty()).map(|part| part + ".").collect::<Vec<_>>().join(" ")
    }
}

/// A title longer than this is cut where a clause ends.
const LONGEST_TITLE: usize = 15;

/// The texts around an answer's figure: its finding as the title, the study's source, the caveats.
pub(super) fn words(
    answer: &Answer<'_>,
    question: &Question,
    options: &FigureOptions,
    title: Option<String>,
    subtitle: String,
) -> Words {
    let about = &question.study.about;
    let finding = finding(answer, about.title.as_deref());
    let title = options.title.clone().or(title).unwrap_or_else(|| headline(&finding));
    let caveats = answer.caveats.iter().map(|caveat| sentence(caveat)).collect();
    let place = about.subtitle.as_ref().or(about.title.as_ref());
    let subtitle = match place {
        Some(place) => format!("{subtitle}. {place}"),
        None => subtitle,
    };
    let as_of = about.as_of.as_ref().map(|date| format!(" ({date})")).unwrap_or_default();
    let source = about.source.as_ref().map(|source| format!("{source}{as_of}")).unwrap_or_default();
    Words { title, subtitle, source, note: String::new(), caveats, alt: finding }
}

/// The answer's first words that are not the study's title.
fn finding(answer: &Answer<'_>, title: Option<&str>) -> String {
    let found = answer.blocks.iter().find_map(|block| match block {
        Block::Paragraph(text) if Some(text.as_str()) != title => Some(text.replace('\n', " ")),
        _ => None,
    });
    found.unwrap_or_default()
}

/// The first sentence, without its full stop; its first clause where it is long, and of a long clause the first words.
fn headline(finding: &str) -> String {
    let first = finding.split_inclusive(". ").next().unwrap_or_default().trim().trim_end_matches('.');
    let ends = first.match_indices([';', ':']).chain(first.match_indices(", ")).map(|(at, _)| at);
    let clauses = std::iter::once(first.len()).chain(ends).filter_map(|at| first.get(..at));
    if let Some(clause) = clauses.into_iter().find(|clause| is_short(clause) && is_whole(clause)) {
        return clause.to_owned();
    }
    first.split_whitespace().take(LONGEST_TITLE).collect::<Vec<_>>().join(" ") + "…"
}

fn is_short(clause: &str) -> bool {
    clause.split_whitespace().count() <= LONGEST_TITLE
}

/// Not cut within brackets, as names with commas in them are.
fn is_whole(clause: &str) -> bool {
    clause.matches('(').count() == clause.matches(')').count()
}

/// With a capital and a full stop.
fn sentence(text: &str) -> String {
    super::uncertain::sentence_case(text.trim_end_matches('.')) + "."
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_have_units() {
        assert_eq!(length("--width", "120mm", 50.0).unwrap(), 120.0);
        assert_eq!(length("--width", "960px", 50.0).unwrap(), 254.0);
        assert_eq!(length("--height", "12 cm", 30.0).unwrap(), 120.0);
    }

    #[test]
    fn lengths_without_units_are_refused() {
        let told = |text: &str| length("--width", text, 50.0).unwrap_err().to_string();
        assert_eq!(told("120"), "--width 120: write a length in mm or px, as in 120mm or 800px");
        assert_eq!(told("2mm"), "--width 2mm: write 50mm to 1000mm");
        assert_eq!(told("40mm"), "--width 40mm: write 50mm to 1000mm");
    }

    #[test]
    fn sizes_that_cannot_be_had_are_told_once() {
        let told = |options: &FigureOptions, is_png| {
            let page = options.page(Locale::English).unwrap();
            let words = Words { title: "Watching them takes many".to_owned(), ..Words::default() };
            let drawing = Bars { words, ..Bars::default() }.draw(&page);
            options.not_had(&page, &drawing, is_png)
        };
        let some = |text: &str| Some(text.to_owned());
        let options = FigureOptions { dpi: Some(72.0), ..FigureOptions::default() };
        let dots = "the image has 179 dots per inch: with fewer it is less than 1,200 dots wide, too coarse to print";
        assert_eq!((told(&options, true), told(&options, false)), (some(dots), None));
        let roomy = FigureOptions { height: some("120mm"), dpi: Some(300.0), ..FigureOptions::default() };
        assert_eq!(told(&roomy, true), None);
    }

    #[test]
    fn titles_are_short_findings() {
        assert_eq!(headline("To watch them takes many. Those are few."), "To watch them takes many");
        let long = "One two three four five six seven eight nine ten, eleven twelve thirteen fourteen fifteen sixteen.";
        assert_eq!(headline(long), "One two three four five six seven eight nine ten");
        let named =
            "Coverage (one two three four, five six seven eight nine ten eleven) goes up by twelve thirteen.";
        let cut = "Coverage (one two three four, five six seven eight nine ten eleven) goes up by…";
        assert_eq!(headline(named), cut);
    }
}
