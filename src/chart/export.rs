//! A finished drawing as SVG, PNG and PDF: the same drawing three times.

use std::fmt::{self, Write as _};

use krilla::configure::Configuration;
use krilla::geom::Size;
use krilla::metadata::Metadata;
use krilla::page::PageSettings;
use krilla::tagging::{ContentTag, Node, Tag, TagGroup, TagTree};
use krilla_svg::{SurfaceExt as _, SvgSettings};
use resvg::{tiny_skia, usvg};

use super::canvas::{Canvas, at, escape, printable};
use super::embed;
use super::font::{self, FAMILIES, Weight};
use super::page::{PX_PER_MM, Page, Words};
use super::theme::{Colour, Palette};
use crate::unit::Locale;

/// A PNG with more dots than this is refused: it would not fit in memory.
const MOST_DOTS: f64 = 2e8;

/// Why a drawing could not be written in a format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportError {
    /// The SVG could not be read back.
    Svg(String),
    /// The image would be too large.
    TooManyDots {
        /// Dots across and down.
        width: u32,
        /// Dots down.
        height: u32,
    },
    /// The image could not be encoded.
    Png(String),
    /// The document could not be written.
    Pdf(String),
}

impl fmt::Display for ExportError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Svg(why) => write!(
                formatter,
                "the figure cannot be drawn as an image because its SVG cannot be read back ({why}): write it as .svg instead"
            ),
            Self::TooManyDots { width, height } => write!(
                formatter,
                "an image of {width} by {height} dots is too large: ask for fewer dots per inch, or write .svg or .pdf, which have none"
            ),
            Self::Png(why) => write!(
                formatter,
                "the figure cannot be written as PNG ({why}): write it as .svg or .pdf instead"
            ),
            Self::Pdf(why) => write!(
                formatter,
                "the figure cannot be written as PDF ({why}): write it as .svg or .png instead"
            ),
        }
    }
}

impl std::error::Error for ExportError {}

/// A finished figure.
#[derive(Debug, Clone)]
pub struct Drawing {
    canvas: Canvas,
    width: f64,
    height: f64,
    dots_per_px: f64,
    paper: Colour,
    locale: Locale,
    title: String,
    alt: String,
}

impl Drawing {
    pub(super) fn new(page: &Page, canvas: Canvas, height: f64, words: &Words) -> Self {
        let told = if words.alt.trim().is_empty() { &words.subtitle } else { &words.alt };
        Self {
            canvas,
            width: page.width(),
            height,
            dots_per_px: page.dots_per_px(),
            paper: Palette::of(page.theme).paper,
            locale: page.locale,
            title: printable(&words.title),
            alt: printable(told),
        }
    }

    /// The drawing as a self-contained SVG file: the letters it uses are inside.
    pub fn svg(&self) -> String {
        let rules =
            embed::rules(self.canvas.characters(Weight::Regular), self.canvas.characters(Weight::Bold));
        self.svg_with(&format!("<style>{rules}</style>\n"))
    }

    /// The drawing as an SVG element without its letters, for a page that carries [`font_rules`].
    pub fn svg_without_font(&self) -> String {
        self.svg_with("")
    }

    /// Width and height on paper, in millimetres.
    pub fn size_mm(&self) -> (f64, f64) {
        (self.width / PX_PER_MM, self.height / PX_PER_MM)
    }

    /// Dots per inch of its PNG.
    pub fn dots_per_inch(&self) -> f64 {
        self.dots_per_px * 96.0
    }

    /// The characters that the font lacks, in order: they are drawn as boxes in PNG and PDF, and in a
    /// browser in whatever font it has.
    pub fn missing_glyphs(&self) -> Vec<char> {
        let used = self.canvas.characters(Weight::Regular).union(self.canvas.characters(Weight::Bold));
        used.copied().filter(|c| !font::draws(*c)).collect()
    }

    fn language(&self) -> &'static str {
        match self.locale {
            Locale::English => "en",
            Locale::French => "fr",
        }
    }

    fn svg_with(&self, style: &str) -> String {
        let (width, height) = (at(self.width), at(self.height));
        let (width_mm, height_mm) = (at(self.width / PX_PER_MM), at(self.height / PX_PER_MM));
        let mut svg = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width_mm}mm\" height=\"{height_mm}mm\" \
             viewBox=\"0 0 {width} {height}\" role=\"img\" lang=\"{}\" font-family=\"{FAMILIES}\">\n",
            self.language()
        );
        for (element, text) in [("title", &self.title), ("desc", &self.alt)] {
            if !text.is_empty() {
                let _ = writeln!(svg, "<{element}>{}</{element}>", escape(text));
            }
        }
        svg.push_str(style);
        let _ = writeln!(svg, "<path d=\"M0 0H{width}V{height}H0Z\" fill=\"{}\"/>", self.paper.hex());
        svg.push_str(self.canvas.body());
        svg.push_str("</svg>\n");
        svg
    }

    fn tree(&self) -> Result<usvg::Tree, ExportError> {
        let options = usvg::Options {
            fontdb: font::database(),
            font_family: "Noto Sans".to_owned(),
            ..usvg::Options::default()
        };
        let svg = self.svg_without_font();
        usvg::Tree::from_str(&svg, &options).map_err(|error| ExportError::Svg(error.to_string()))
    }

    /// The drawing as a PNG file of the page's dots per inch, which the file states.
    ///
    /// # Errors
    /// Where the image would be too large, or cannot be encoded.
    pub fn png(&self) -> Result<Vec<u8>, ExportError> {
        let dots = |length: f64| {
            #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
            let dots = (length * self.dots_per_px).round().max(1.0) as u32;
            dots
        };
        let (width, height) = (dots(self.width), dots(self.height));
        let refused = ExportError::TooManyDots { width, height };
        if f64::from(width) * f64::from(height) > MOST_DOTS {
            return Err(refused);
        }
        let mut image = tiny_skia::Pixmap::new(width, height).ok_or(refused)?;
        // The drawing may end within the last row or column of dots: paper is under all of them.
        let Colour(red, green, blue) = self.paper;
        image.fill(tiny_skia::Color::from_rgba8(red, green, blue, 255));
        #[allow(clippy::cast_possible_truncation)]
        let scale = self.dots_per_px as f32;
        resvg::render(&self.tree()?, tiny_skia::Transform::from_scale(scale, scale), &mut image.as_mut());
        self.encode(&image).map_err(|error| ExportError::Png(error.to_string()))
    }

    fn encode(&self, image: &tiny_skia::Pixmap) -> Result<Vec<u8>, png::EncodingError> {
        let opaque: Vec<u8> =
            image.data().chunks_exact(4).flat_map(|dot| dot.iter().take(3)).copied().collect();
        let mut file = Vec::new();
        let mut encoder = png::Encoder::new(&mut file, image.width(), image.height());
        encoder.set_color(png::ColorType::Rgb);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::Fast);
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let per_metre = (self.dots_per_px * PX_PER_MM * 1000.0).round() as u32;
        let unit = png::Unit::Meter;
        encoder.set_pixel_dims(Some(png::PixelDimensions { xppu: per_metre, yppu: per_metre, unit }));
        let mut writer = encoder.write_header()?;
        writer.write_image_data(&opaque)?;
        writer.finish()?;
        Ok(file)
    }

    /// The drawing as a PDF file of one page: vectors, embedded fonts, title, language and alternative
    /// text.
    ///
    /// # Errors
    /// Where the document cannot be written.
    pub fn pdf(&self) -> Result<Vec<u8>, ExportError> {
        let failed = |why: &str| ExportError::Pdf(why.to_owned());
        let tree = self.tree()?;
        #[allow(clippy::cast_possible_truncation)]
        let points = |length: f64| (length * 0.75) as f32;
        let size = Size::from_wh(points(self.width), points(self.height)).ok_or_else(|| failed("no size"))?;
        let settings = krilla::SerializeSettings {
            configuration: Configuration::default(),
            enable_tagging: true,
            ..krilla::SerializeSettings::default()
        };
        let mut document = krilla::Document::new_with(settings);
        let mut page = document.start_page_with(PageSettings::new(size));
        let mut surface = page.surface();
        let content = surface.start_tagged(ContentTag::Other);
        let drawn = surface.draw_svg(&tree, size, SvgSettings::default());
        surface.end_tagged();
        surface.finish();
        page.finish();
        drawn.ok_or_else(|| failed("it has no size"))?;
        document.set_tag_tree(self.tags(content));
        document.set_metadata(self.metadata());
        document.finish().map_err(|error| failed(&format!("{error:?}")))
    }

    fn tags(&self, content: krilla::tagging::Identifier) -> TagTree {
        let alt = if self.alt.is_empty() { self.title.clone() } else { self.alt.clone() };
        let mut figure = TagGroup::new(Tag::Figure(Some(alt)));
        figure.push(Node::Leaf(content));
        let mut tree = TagTree::new().with_lang(Some(self.language().to_owned()));
        tree.push(Node::Group(figure));
        tree
    }

    fn metadata(&self) -> Metadata {
        let metadata = Metadata::new().language(self.language().to_owned());
        let metadata = if self.title.is_empty() { metadata } else { metadata.title(self.title.clone()) };
        if self.alt.is_empty() { metadata } else { metadata.description(self.alt.clone()) }
    }
}

/// CSS rules with every letter of these drawings, for a page that holds them all.
pub fn font_rules<'d>(drawings: impl IntoIterator<Item = &'d Drawing>) -> String {
    let (mut regular, mut bold) = (std::collections::BTreeSet::new(), std::collections::BTreeSet::new());
    for drawing in drawings {
        regular.extend(drawing.canvas.characters(Weight::Regular));
        bold.extend(drawing.canvas.characters(Weight::Bold));
    }
    embed::rules(&regular, &bold)
}
