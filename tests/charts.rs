//! Every figure read back: real text boxes from the embedded font, on hard data, all pages and themes.

#![allow(clippy::unwrap_used)] // helpers stand outside the tests

mod legible;

use legible::{faults, fonts};
use stakeout::chart::{
    Axis, BarRow, Bars, ClaimRow, Claims, Drawing, Estimate, Fan, FanBand, Flow, FlowBand, Heat, Histogram,
    IndexRow, Indices, Lines, Page, Published, PublishedRow, Reference, Scatter, ScatterPoint, Series,
    Spider, Staffing, StaffingGroup, StageKind, StageLayer, Stages, Theme, Tornado, TornadoRow, Words,
};
use stakeout::unit::{Locale, Unit};

const LONG: [&str; 6] = [
    "Individus signalés pour radicalisation à caractère terroriste, toutes catégories",
    "Personen im gewaltbereiten Bereich, einschliesslich aller zurückgekehrten Ausreisenden",
    "Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichenverordnungsüberwachungs",
    "قائمة المراقبة الوطنية",
    "监视名单上的所有人员",
    "<b>&amp;\"quoted\" 'name' \u{1} \u{202e}turned",
];

fn words() -> Words {
    Words {
        title: "The finding of this figure in no more than fifteen words, as titles ought to be".into(),
        subtitle: "Coverage (officers available / required), a place, 2015; lines show the range".into(),
        source: "invented numbers, drawn to test the figure, from several documents with long names".into(),
        note: "Every officer is counted as doing only surveillance, so this is a ceiling.".into(),
        caveats: Vec::new(),
        alt: "Bars & ranges <told> in words.".into(),
    }
}

fn label(index: usize) -> String {
    if index.is_multiple_of(3) { LONG[(index / 3) % LONG.len()].to_owned() } else { format!("tier {index}") }
}

/// The kinds of numbers that break figures.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Data {
    Ordinary,
    Zero,
    Tiny,
    Huge,
    Broken,
}

const DATA: [Data; 5] = [Data::Ordinary, Data::Zero, Data::Tiny, Data::Huge, Data::Broken];

impl Data {
    fn value(self, index: usize) -> f64 {
        let plain = 0.3 + (index * 7919 % 97) as f64 / 50.0;
        match self {
            Self::Ordinary => plain,
            Self::Zero => 0.0,
            Self::Tiny => plain * 1e-12,
            Self::Huge => plain * 1e15,
            Self::Broken => [f64::NAN, plain, f64::INFINITY, -plain, f64::NEG_INFINITY][index % 5],
        }
    }

    fn estimate(self, index: usize) -> Estimate {
        let value = self.value(index);
        let high = if self == Self::Broken && index.is_multiple_of(2) { f64::INFINITY } else { value * 1.4 };
        Estimate::new(value * 0.7, value, high)
    }
}

type Make = fn(usize, Data, &Page) -> Drawing;

const FIGURES: [(&str, Make); 19] = [
    ("bars", bars),
    ("compare", compare),
    ("staffing", staffing),
    ("tornado", tornado),
    ("spider", spider),
    ("lines", lines),
    ("fan", fan),
    ("fan_of_years", fan_of_years),
    ("fan_without_bands", fan_without_bands),
    ("stages", stages),
    ("stages_far_below", stages_far_below),
    ("stages_many", stages_many),
    ("heat", heat),
    ("histogram", histogram),
    ("indices", indices),
    ("scatter", scatter),
    ("claims", claims),
    ("published", published),
    ("flow", flow),
];

fn all_watched() -> Reference {
    Reference { value: 1.0, name: "100%: every subject on the list is watched".into() }
}

fn bars(count: usize, data: Data, page: &Page) -> Drawing {
    let rows = (0..count).map(|i| BarRow::new(label(i), data.estimate(i))).collect();
    Bars { words: words(), rows, unit: Unit::share(), reference: Some(all_watched()), ..Bars::default() }
        .draw(page)
}

fn compare(count: usize, data: Data, page: &Page) -> Drawing {
    let row = |i| BarRow { label: label(i), value: data.estimate(i), change: Some(data.value(i + 1) - 1.0) };
    let rows = (0..count).map(row).collect();
    Bars { words: words(), rows, unit: Unit::officers(), change_unit: Unit::of("points"), ..Bars::default() }
        .draw(page)
}

fn staffing(count: usize, data: Data, page: &Page) -> Drawing {
    let group = |i| StaffingGroup {
        label: label(i),
        there_are: data.value(i) * 100.0,
        announced: data.value(i + 1) * 300.0,
        required_low: data.value(i) * 5000.0,
        required_high: data.value(i) * 7000.0,
    };
    Staffing { words: words(), groups: (0..count).map(group).collect(), unit: Unit::officers() }.draw(page)
}

fn tornado(count: usize, data: Data, page: &Page) -> Drawing {
    let row = |i| TornadoRow {
        label: label(i),
        unit: Unit::officers(),
        low: data.value(i),
        high: data.value(i) * 2.0,
        outcome_low: data.value(i + 1) * 0.6,
        outcome_high: data.value(i + 2) * 1.3,
    };
    let base = if data == Data::Broken { 1.0 } else { data.value(1) };
    Tornado { words: words(), rows: (0..count).map(row).collect(), unit: Unit::officers(), base }.draw(page)
}

fn path(count: usize, data: Data, seed: usize) -> Vec<(f64, f64)> {
    (0..count).map(|i| (i as f64, data.value(i * 3 + seed))).collect()
}

fn spider(count: usize, data: Data, page: &Page) -> Drawing {
    let line = |i: usize| (label(i), path(5, data, i).into_iter().map(|(x, y)| (x / 4.0, y)).collect());
    Spider {
        words: words(),
        lines: (0..count).map(line).collect(),
        across: "Place within the range".into(),
        outcome: Axis::new("Officers required", Unit::officers()),
        base: Some(Reference { value: 1.0, name: "base".into() }),
    }
    .draw(page)
}

fn lines(count: usize, data: Data, page: &Page) -> Drawing {
    let series = |i: usize| Series {
        name: label(i),
        points: path(count, data, i),
        range: path(count, data, i).into_iter().map(|(_, y)| (y * 0.8, y * 1.3)).collect(),
    };
    Lines {
        words: words(),
        x: Axis::new("Officers per subject", "officers per subject".parse().unwrap()),
        y: Axis::new("Coverage", Unit::share()),
        series: (0..count.min(6)).map(series).collect(),
        reference: Some(all_watched()),
        marked: Some((0.2, 0.5, "published range 15–20 officers per subject".into())),
    }
    .draw(page)
}

fn fan(count: usize, data: Data, page: &Page) -> Drawing {
    let at = |(x, y): (f64, f64)| (16_436.0 + 30.4 * x, y);
    let band = |low: &str, high: &str, part: f64| FanBand {
        low_name: low.into(),
        high_name: high.into(),
        points: path(count, data, 0)
            .into_iter()
            .map(at)
            .map(|(x, y)| (x, y * (1.0 - part), y * (1.0 + part)))
            .collect(),
    };
    Fan {
        words: words(),
        x: Axis::new("", Unit::date()),
        y: Axis::new("Officers", Unit::officers()),
        bands: vec![
            band("5th percentile", "95th percentile", 0.5),
            band("25th percentile", "75th percentile", 0.01),
        ],
        median: path(count, data, 0).into_iter().map(at).collect(),
        median_name: String::new(),
        others: Vec::new(),
        against: Some(Series::new("Demand", path(count, data, 1).into_iter().map(at).collect())),
    }
    .draw(page)
}

/// Months on a line of years.
fn of_years(points: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    points.into_iter().map(|(x, y)| (2015.0 + x / 12.0, y)).collect()
}

/// Other scenarios under long names, and a requirement far above.
fn fan_of_years(count: usize, data: Data, page: &Page) -> Drawing {
    let line = |seed: usize| of_years(path(count, data, seed));
    let points = line(0).into_iter().map(|(x, y)| (x, y * 0.5, y * 1.5)).collect();
    let far = line(1).into_iter().map(|(x, y)| (x, y.abs() * 40.0)).collect();
    Fan {
        words: words(),
        x: Axis::years("Year"),
        y: Axis::new("Officers", Unit::officers()),
        bands: vec![FanBand { low_name: "5th percentile".into(), high_name: LONG[1].into(), points }],
        median: line(0),
        median_name: String::new(),
        others: (0..5).map(|i| Series::new(label(i * 3), line(i + 2))).collect(),
        against: Some(Series { name: LONG[0].into(), range: line(2), points: far }),
    }
    .draw(page)
}

fn fan_without_bands(count: usize, data: Data, page: &Page) -> Drawing {
    Fan {
        words: words(),
        x: Axis::years(""),
        y: Axis::new("Officers", Unit::officers()),
        median: of_years(path(count, data, 0)),
        median_name: LONG[2].into(),
        others: vec![Series::new("Real staff", of_years(path(count, data, 4)))],
        against: Some(Series::new("Required", of_years(path(count, data, 1)))),
        ..Fan::default()
    }
    .draw(page)
}

fn stage_layers(count: usize, data: Data, layers: usize) -> Vec<StageLayer> {
    let kinds = [StageKind::Solid, StageKind::Solid, StageKind::Pale, StageKind::Hatched];
    let layer = |i: usize| StageLayer {
        name: label(i),
        points: of_years(path(count, data, i)),
        kind: kinds[i % kinds.len()],
    };
    (0..layers).map(layer).collect()
}

fn stages(count: usize, data: Data, page: &Page) -> Drawing {
    Stages {
        words: words(),
        x: Axis::years("Year"),
        y: Axis::new("Officers", Unit::officers()),
        layers: stage_layers(count, data, 4),
        against: Some(Series::new("Officers required", of_years(path(count, data, 1)))),
    }
    .draw(page)
}

fn stages_far_below(count: usize, data: Data, page: &Page) -> Drawing {
    let required = of_years(path(count, data, 1)).into_iter().map(|(x, y)| (x, y.abs() * 60.0)).collect();
    let range = path(count, data, 1).into_iter().map(|(_, y)| (y.abs() * 50.0, y.abs() * 67.0)).collect();
    Stages {
        words: words(),
        x: Axis::years(""),
        y: Axis::new("Officers", Unit::officers()),
        layers: stage_layers(count, data, 4),
        against: Some(Series { name: LONG[0].into(), points: required, range }),
    }
    .draw(page)
}

/// More layers than have room for a name.
fn stages_many(count: usize, data: Data, page: &Page) -> Drawing {
    Stages {
        words: words(),
        x: Axis::years(""),
        y: Axis::new("Officers", Unit::officers()),
        layers: stage_layers(count, data, 30),
        against: None,
    }
    .draw(page)
}

fn heat(count: usize, data: Data, page: &Page) -> Drawing {
    let places = |scale: f64| (1..=count).map(|i| i as f64 * scale).collect::<Vec<f64>>();
    let (xs, ys) = (places(1.0), places(250.0));
    let factor = if data == Data::Zero { 0.0 } else { data.value(1) * 3.0 };
    let cell = |x: f64, y: f64| {
        if data == Data::Broken && (x * y) % 7.0 == 3.0 { f64::NAN } else { factor * 500.0 / (x * y) }
    };
    let values = ys.iter().flat_map(|y| xs.iter().map(|x| cell(*x, *y)).collect::<Vec<f64>>()).collect();
    Heat {
        words: words(),
        x: Axis::new("Officers per subject", "officers per subject".parse().unwrap()),
        y: Axis::new("Subjects", Unit::subjects()),
        xs,
        ys,
        values,
        outcome: Axis::new("Coverage", Unit::share()),
        middle: 1.0,
        marked: Some((1.5, 2.0, "published range".into())),
    }
    .draw(page)
}

fn histogram(count: usize, data: Data, page: &Page) -> Drawing {
    let scale = if data == Data::Broken { 1.0 } else { data.value(1) };
    let bin = |i: usize| (i as f64 * scale, (i + 1) as f64 * scale, data.value(i).abs() / count as f64);
    let quantile = |name: &str, part: f64| (name.to_owned(), part * count as f64 * scale);
    Histogram {
        words: words(),
        x: Axis::new("Officers required", Unit::officers()),
        bins: (0..count).map(bin).collect(),
        quantiles: vec![
            quantile("5th percentile", 0.48),
            quantile("Median", 0.5),
            quantile("95th percentile", 0.9),
        ],
        draws: 100_000,
    }
    .draw(page)
}

fn indices(count: usize, data: Data, page: &Page) -> Drawing {
    let row = |i| IndexRow { label: label(i), first: data.estimate(i), total: data.estimate(i + 1) };
    Indices { words: words(), rows: (0..count).map(row).collect() }.draw(page)
}

fn scatter(count: usize, data: Data, page: &Page) -> Drawing {
    let point = |i| ScatterPoint {
        label: label(i),
        x: data.value(i),
        x_low: data.value(i) * 0.95,
        x_high: data.value(i) * 1.05,
        y: data.value(i + 3),
    };
    Scatter {
        words: words(),
        x: Axis::new("Mean absolute effect", Unit::officers()),
        y: Axis::new("Spread of the effect", Unit::officers()),
        points: (0..count).map(point).collect(),
        diagonal: true,
    }
    .draw(page)
}

fn claims(count: usize, data: Data, page: &Page) -> Drawing {
    let row = |i: usize| ClaimRow {
        document: label(i / 4),
        label: label(i),
        unit: [Unit::officers(), Unit::share(), Unit::date()][i % 3].clone(),
        stated: (data.value(i), data.value(i) * if i.is_multiple_of(2) { 1.0 } else { 1.2 }),
        low: data.value(i) * 0.75,
        high: data.value(i),
        verdict: "high end only".into(),
        holds: !i.is_multiple_of(4),
    };
    Claims { words: words(), rows: (0..count).map(row).collect() }.draw(page)
}

fn published(count: usize, data: Data, page: &Page) -> Drawing {
    let row = |i: usize| PublishedRow {
        label: label(i),
        value: data.estimate(i),
        basis: ["Basis not stated", "Establishment", "Heads per day"][i % 3].into(),
        source: format!("Document {}", i % 7),
    };
    Published {
        words: words(),
        axis: Axis::new("Officers per subject", "officers per subject".parse().unwrap()),
        rows: (0..count).map(row).collect(),
    }
    .draw(page)
}

fn flow(count: usize, data: Data, page: &Page) -> Drawing {
    let band = |i| FlowBand {
        label: label(i),
        staff: data.value(i) * 100.0,
        reached: data.value(i) * 20.0,
        whole: data.value(i + 1) * 900.0,
        ways: if i % 4 == 2 { format!("{}: 12; visits: 3", label(i)) } else { String::new() },
        range: (i % 2 == 1).then(|| (data.value(i) * 15.0, data.value(i) * 25.0)),
    };
    Flow {
        words: words(),
        bands: (0..count).map(band).collect(),
        left_over: data.value(count),
        staff_unit: Unit::officers(),
        staff_word: None,
        whole_unit: Unit::subjects(),
    }
    .draw(page)
}

fn pages() -> Vec<Page> {
    let french = Page { locale: Locale::French, theme: Theme::Print, ..Page::page() };
    let low = Page { height_mm: Some(80.0), show_title: false, ..Page::page() };
    vec![Page::page(), Page::column(), french, Page { theme: Theme::Dark, ..Page::slide() }, low]
}

fn check(make: Make, name: &str) {
    let fonts = fonts();
    let (mut wrong, mut read) = (Vec::new(), 0);
    for (number, page) in pages().iter().enumerate() {
        let counts = [0, 1, 2, 30, 200].map(|count| (count, Data::Ordinary));
        let hard = DATA.iter().filter(|_| number < 2).flat_map(|data| [2, 30].map(|count| (count, *data)));
        for (count, data) in counts.into_iter().chain(hard) {
            let (texts, found) = faults(&make(count, data, page).svg_without_font(), &fonts);
            read += texts;
            wrong.extend(
                found.into_iter().take(3).map(|f| format!("{name} page {number} rows {count} {data:?}: {f}")),
            );
        }
    }
    assert!(wrong.is_empty(), "{} faults:\n{}", wrong.len(), wrong[..wrong.len().min(25)].join("\n"));
    assert!(read > 500, "only {read} texts were read");
}

macro_rules! figures_are_legible {
    ($($figure:ident),*) => {
        mod every {
            use super::*;
            $(
                #[test]
                fn $figure() {
                    check(super::$figure, stringify!($figure));
                }
            )*
        }
    };
}

figures_are_legible!(
    bars,
    compare,
    staffing,
    tornado,
    spider,
    lines,
    fan,
    fan_of_years,
    fan_without_bands,
    stages,
    stages_far_below,
    stages_many,
    heat,
    histogram,
    indices,
    scatter,
    claims,
    published,
    flow
);

#[test]
fn the_check_itself_finds_faults() {
    let svg = |body: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 100 50' font-family='Noto Sans'><path d='M0 0H100V50H0Z' fill='#ffffff'/>{body}</svg>"
        )
    };
    let text = |x: u32, size: u32, fill: &str, said: &str| {
        format!("<text x='{x}' y='30' font-size='{size}' fill='{fill}'>{said}</text>")
    };
    let faults = |body: String| faults(&svg(&body), &fonts()).1;
    let line = |path: &str, colour: &str| {
        format!("<path d='{path}' fill='none' stroke='{colour}' stroke-width='1'/>")
    };
    let none: [&str; 0] = [];
    let starts = |body: String, kinds: &[&str]| {
        let found = faults(body);
        let kind = |fault: &String| fault.split(':').next().unwrap().to_owned();
        assert_eq!(found.iter().map(kind).collect::<Vec<_>>(), kinds, "{found:?}");
    };
    starts(text(5, 12, "#000000", "one"), &none);
    starts(text(5, 12, "#000000", "one") + &text(20, 12, "#000000", "two"), &["overlap"]);
    starts(text(90, 12, "#000000", "off"), &["off the canvas"]);
    starts(text(5, 9, "#000000", "small"), &["too small"]);
    starts(text(5, 12, "#999999", "pale"), &["too pale"]);
    starts(line("M5 5L95 5", "#767676"), &none);
    starts(line("M5 5L95 5", "#aaaaaa"), &["mark too pale"]);
    starts(format!("<g class='grid'>{}</g>", line("M5 5L95 5", "#e1e4e6")), &none);
    starts(format!("<g class='grid'>{}</g>", line("M5 5L95 9", "#e1e4e6")), &["no gridline"]);
    starts("<path d='M5 5H95V20H5Z' fill='#dddddd'/>".to_owned(), &["mark too pale"]);
    let bar = "<path d='M5 5H95V20H5Z' fill='#12436d'/>";
    starts(bar.to_owned() + &line("M10 10L90 10", "#ffffff"), &none);
    starts(bar.to_owned() + &line("M10 10L90 10", "#1d2227"), &["mark too pale"]);
    let cased = "<path d='M10 10L90 10' fill='none' stroke='#ffffff' stroke-width='4'/>";
    starts(bar.to_owned() + cased + &line("M10 10L90 10", "#1d2227"), &none);
    let band = "<path d='M5 5H95V20H5Z' fill='#dddddd'/>";
    starts(format!("<g class='band'>{band}</g>"), &["band without an edge"]);
    starts(format!("<g class='band'>{band}{}</g>", line("M5 5L95 5", "#333333")), &none);
    starts("<circle cx='50' cy='25' r='3' fill='#eeeeee'/>".to_owned(), &["mark too pale"]);
    starts(text(5, 12, "#000000", "one") + &line("M5 26L95 26", "#000000"), &["crossed"]);
    starts(line("M5 26L95 26", "#000000") + &text(5, 12, "#000000", "one"), &["crossed"]);
    starts(text(5, 12, "#000000", "one") + "<path d='M5 5H95V40H5Z' fill='#12436d'/>", &["crossed"]);
    let haloed =
        "<text x='5' y='30' font-size='12' fill='#000000' stroke='#ffffff' stroke-width='3'>one</text>";
    starts(line("M5 26L95 26", "#000000") + haloed, &none);
}

#[test]
fn the_same_bytes_each_time_in_every_format() {
    for (name, make) in FIGURES {
        let page = Page { dpi: 72.0, ..Page::column() };
        let drawn = || make(3, Data::Ordinary, &page);
        assert_eq!(drawn().svg(), drawn().svg(), "{name}");
        if ["bars", "heat"].contains(&name) {
            assert_eq!(drawn().png().unwrap(), drawn().png().unwrap(), "{name}");
        }
        assert_eq!(drawn().pdf().unwrap(), drawn().pdf().unwrap(), "{name}");
    }
}

#[test]
fn a_hundred_thousand_rows_are_cut_and_it_is_said() {
    for (name, make) in FIGURES.into_iter().filter(|(name, _)| *name != "heat") {
        let svg = make(100_000, Data::Ordinary, &Page::page()).svg_without_font();
        assert!(svg.len() < 600_000, "{name}: {}", svg.len());
        if !["lines", "fan", "stages"].iter().any(|kind| name.starts_with(kind)) {
            assert!(
                ["100,000", "99,996", "of 200 rows", ",98"].iter().any(|told| svg.contains(told)),
                "{name}"
            );
        }
    }
    let svg = heat(400, Data::Ordinary, &Page::page()).svg_without_font();
    assert!(svg.contains("cells are drawn") && svg.len() < 2_000_000);
}

#[test]
fn a_png_states_its_dots_and_is_wide_enough_to_print() {
    for page in [Page::column(), Page::page()] {
        let file = bars(3, Data::Ordinary, &page).png().unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
        let info = reader.info();
        assert!(info.width >= 1200, "{}", info.width);
        let dots = info.pixel_dims.unwrap();
        let width_mm = f64::from(info.width) / f64::from(dots.xppu) * 1000.0;
        assert!((width_mm - page.width_mm).abs() < 0.1, "{width_mm}");
    }
}

/// Widths and heights are rarely whole dots: the last ones must not be half empty.
#[test]
fn paper_reaches_every_edge_of_a_png() {
    for theme in [Theme::Light, Theme::Dark, Theme::Print] {
        for width_mm in [85.0, 123.4, 170.0] {
            let file = bars(3, Data::Ordinary, &Page { theme, width_mm, ..Page::page() }).png().unwrap();
            let mut reader = png::Decoder::new(std::io::Cursor::new(&file)).read_info().unwrap();
            let mut dots = vec![0; reader.output_buffer_size().unwrap()];
            let info = reader.next_frame(&mut dots).unwrap();
            let (width, height) = (info.width as usize, info.height as usize);
            let dot = |x: usize, y: usize| &dots[(y * width + x) * 3..][..3];
            let across = (0..width).flat_map(|x| [dot(x, 0), dot(x, height - 1)]);
            let down = (0..height).flat_map(|y| [dot(0, y), dot(width - 1, y)]);
            let paper = dot(5, 5);
            assert!(across.chain(down).all(|edge| edge == paper), "{theme:?} {width_mm}");
        }
    }
}

#[test]
fn a_pdf_has_vectors_fonts_title_language_and_alternative_text() {
    let file = bars(3, Data::Ordinary, &Page { locale: Locale::French, ..Page::page() }).pdf().unwrap();
    let has = |needle: &[u8]| file.windows(needle.len()).any(|part| part == needle);
    assert!(file.starts_with(b"%PDF"));
    for part in [&b"/FontFile2"[..], b"/Title", b"/Lang", b"/Alt", b"/StructTreeRoot", b"/Figure"] {
        assert!(has(part), "{}", String::from_utf8_lossy(part));
    }
    for part in [&b"/Subtype/Image"[..], b"/Subtype /Image", b"/SMask", b"/CreationDate"] {
        assert!(!has(part), "{}", String::from_utf8_lossy(part));
    }
}

#[test]
fn an_svg_carries_its_letters_and_names_cannot_leave_their_element() {
    let drawing = bars(18, Data::Ordinary, &Page::page());
    let svg = drawing.svg();
    assert_eq!(svg.matches("@font-face").count(), 2);
    assert!(
        svg.contains("role=\"img\"")
            && svg.contains("<title>")
            && svg.contains("<desc>Bars &amp; ranges &lt;told&gt; in words.</desc>")
    );
    assert!(svg.contains("&lt;b&gt;") && !svg.contains("<b>"));
    assert!(svg.chars().all(|c| c == '\n' || !c.is_control()));
    assert!(!svg.contains("\u{202e}"));
    let links = svg.matches("http").count();
    assert_eq!(links, 1, "only the name of SVG itself");
}

#[test]
fn letters_the_font_lacks_are_reported() {
    let missing = bars(18, Data::Ordinary, &Page::page()).missing_glyphs();
    assert!(missing.contains(&'监') && missing.contains(&'ق'));
    assert!(bars(3, Data::Ordinary, &Page::page()).missing_glyphs().is_empty());
}

#[test]
fn a_title_can_be_left_out() {
    let page = Page { show_title: false, ..Page::page() };
    let svg = bars(3, Data::Ordinary, &page).svg_without_font();
    assert!(!svg.contains("<text") || !svg.split("</title>").nth(1).unwrap().contains("The finding"));
}

#[test]
fn numbers_follow_the_language() {
    let row = vec![BarRow::new("base", Estimate::new(0.015, 0.017, 0.02))];
    let draw = |locale| {
        let bars = Bars { rows: row.clone(), unit: Unit::share(), ..Bars::default() };
        bars.draw(&Page { locale, ..Page::page() }).svg_without_font()
    };
    assert!(draw(Locale::English).contains("(1.5–2.0%)"));
    assert!(draw(Locale::French).contains("(1,5–2,0\u{202f}%)"));
}
