//! Draws one of each figure, with invented numbers, into a folder: `cargo run --example figures -- FOLDER`.

use std::path::PathBuf;

use stakeout::chart::{
    Axis, BarRow, Bars, ClaimRow, Claims, Drawing, Estimate, Fan, FanBand, Heat, Histogram, IndexRow,
    Indices, Lines, Page, Published, PublishedRow, Reference, Scatter, ScatterPoint, Series, Spider,
    Staffing, StaffingGroup, StageKind, StageLayer, Stages, Theme, Tornado, TornadoRow, Words,
};
use stakeout::unit::{Locale, Unit, first_of_month};

type Draw = fn(&Page) -> Drawing;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "figures".into()));
    let only = arguments.next().and_then(|name| name.into_string().ok());
    std::fs::create_dir_all(&folder)?;
    let figures: [(&str, Draw); 17] = [
        ("bars", bars),
        ("compare", compare),
        ("staffing", staffing),
        ("tornado", tornado),
        ("spider", spider),
        ("sweep", sweep),
        ("fan", fan),
        ("fan-others", fan_others),
        ("fan-bare", fan_bare),
        ("stages", stages),
        ("stages-near", stages_near),
        ("heat", heat),
        ("histogram", histogram),
        ("indices", indices),
        ("scatter", scatter),
        ("claims", claims),
        ("published", published),
    ];
    let french = Page { locale: Locale::French, theme: Theme::Print, ..Page::page() };
    let dark = Page { theme: Theme::Dark, ..Page::slide() };
    for (name, draw) in figures {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        for (suffix, page) in
            [("", Page::page()), ("-column", Page::column()), ("-print", french), ("-dark", dark)]
        {
            let drawing = draw(&page);
            std::fs::write(folder.join(format!("{name}{suffix}.svg")), drawing.svg())?;
            std::fs::write(folder.join(format!("{name}{suffix}.png")), drawing.png()?)?;
            if suffix.is_empty() {
                std::fs::write(folder.join(format!("{name}.pdf")), drawing.pdf()?)?;
            }
        }
    }
    Ok(())
}

fn words(title: &str, subtitle: &str) -> Words {
    Words {
        title: title.into(),
        subtitle: subtitle.into(),
        source: "invented numbers, drawn to try the figure.".into(),
        note: "Every officer is counted as doing only surveillance, so coverage is a ceiling.".into(),
        caveats: Vec::new(),
        alt: format!("{title}. {subtitle}."),
    }
}

fn all_watched() -> Reference {
    Reference { value: 1.0, name: "100%: every subject watched".into() }
}

fn bars(page: &Page) -> Drawing {
    let row = |label: &str, low, base, high| BarRow::new(label, Estimate::new(low, base, high));
    Bars {
        words: words(
            "Promised hires would still cover only 5% of round-the-clock demand",
            "Coverage (officers available / required), France, 2015; lines show the range for 15–25 officers per subject",
        ),
        rows: vec![
            row("All 11,000 subjects, round the clock, domestic service only", 0.010, 0.015, 0.024),
            row("All 11,000 subjects, domestic service and 8,500 promised posts", 0.036, 0.054, 0.082),
            row("1,200 foreign fighters, domestic service only", 0.092, 0.138, 0.183),
            row("1,200 foreign fighters, with promised posts", 0.33, 0.49, 0.66),
            row("By risk: 500 round the clock, 2,500 part-time, all staff", 0.82, 1.18, 1.51),
        ],
        unit: Unit::share(),
        reference: Some(all_watched()),
        ..Bars::default()
    }
    .draw(page)
}

fn compare(page: &Page) -> Drawing {
    let row = |label: &str, low, base, high, change| BarRow {
        label: label.into(),
        value: Estimate::new(low, base, high),
        change,
    };
    Bars {
        words: words(
            "Even doubling staff leaves 96% of the list unwatched",
            "Coverage by scenario, and change against the base in points",
        ),
        rows: vec![
            row("base", 0.015, 0.017, 0.020, None),
            row("hire the 8,500 announced", 0.053, 0.061, 0.071, Some(4.4)),
            row("double the staff", 0.030, 0.034, 0.040, Some(1.7)),
            row("watch only in working hours", 0.064, 0.075, 0.088, Some(5.8)),
        ],
        unit: Unit::share(),
        change_unit: Unit::of("points"),
        change_word: None,
        reference: Some(all_watched()),
    }
    .draw(page)
}

fn staffing(page: &Page) -> Drawing {
    let group = |label: &str, there_are, announced, required_low, required_high| StaffingGroup {
        label: label.into(),
        there_are,
        announced,
        required_low,
        required_high,
    };
    Staffing {
        words: words("Watching everyone takes 50 to 67 times the staff there is", "Officers, France, 2015"),
        groups: vec![
            group("radicalised", 3300.0, 8500.0, 165_000.0, 220_000.0),
            group("foreign fighters", 3300.0, 8500.0, 18_000.0, 24_000.0),
        ],
        unit: Unit::officers(),
    }
    .draw(page)
}

fn tornado(page: &Page) -> Drawing {
    let row = |label: &str, unit: Unit, low, high, outcome_low, outcome_high| TornadoRow {
        label: label.into(),
        unit,
        low,
        high,
        outcome_low,
        outcome_high,
    };
    let ratio: Unit = "officers per subject".parse().unwrap_or_default();
    Tornado {
        words: words(
            "List size and officers per subject dominate the estimate",
            "Officers required when each input moves from its low to its high end, the others at base",
        ),
        rows: vec![
            row("Weekly hours per officer", Unit::of("hours"), 35.0, 40.0, 239_000.0, 209_000.0),
            row("Subjects on the watchlist", Unit::subjects(), 8000.0, 15_000.0, 160_000.0, 300_000.0),
            row("Officers per subject, round the clock", ratio, 15.0, 25.0, 165_000.0, 275_000.0),
            row("Share needing round-the-clock watch", Unit::share(), 0.7, 1.0, 154_000.0, 220_000.0),
            row("Leave, sickness and training", Unit::share(), 0.15, 0.28, 201_000.0, 243_000.0),
            row("Vehicle team overhead", Unit::share(), 0.0, 0.1, 220_000.0, 236_000.0),
            row("Both ends above", Unit::share(), 0.05, 0.1, 226_000.0, 232_000.0),
        ],
        unit: Unit::officers(),
        base: 220_000.0,
    }
    .draw(page)
}

fn spider(page: &Page) -> Drawing {
    let line = |name: &str, from: f64, to: f64, bend: f64| {
        let at = |i: i32| {
            let x = f64::from(i) / 20.0;
            (x, 220_000.0 + (to - from) * (x - 0.5) + bend * (x - 0.5) * (x - 0.5))
        };
        (name.to_owned(), (0..=20).map(at).collect())
    };
    Spider {
        words: words(
            "The list and the ratio move the answer most",
            "Officers required as each input goes through its range",
        ),
        lines: vec![
            line("Subjects", 160_000.0, 300_000.0, 0.0),
            line("Officers per subject", 165_000.0, 275_000.0, 20_000.0),
            line("Weekly hours", 239_000.0, 209_000.0, 9000.0),
            line("Leave, sickness, training", 201_000.0, 243_000.0, 0.0),
            line("Shift length", 215_000.0, 222_000.0, 0.0),
            line("Vehicles", 218_000.0, 221_000.0, 0.0),
        ],
        across: "Place within the input's own range".into(),
        outcome: Axis::new("Officers required", Unit::officers()),
        base: Some(Reference { value: 220_000.0, name: "base 220,000".into() }),
    }
    .draw(page)
}

fn sweep(page: &Page) -> Drawing {
    let xs = (5..=30).map(f64::from);
    Lines {
        words: words(
            "Coverage passes 100% only below nine officers per subject",
            "Coverage of 1,200 foreign fighters by officers per subject",
        ),
        x: Axis::new("Officers per subject", "officers per subject".parse().unwrap_or_default()),
        y: Axis::new("Coverage", Unit::share()),
        series: vec![
            Series {
                name: "With 8,500 announced".into(),
                points: xs.clone().map(|x| (x, 10_800.0 / (1200.0 * x))).collect(),
                range: xs.clone().map(|x| (9000.0 / (1200.0 * x), 11_800.0 / (1200.0 * x))).collect(),
            },
            Series::new("Staff of today", xs.map(|x| (x, 3300.0 / (1200.0 * x))).collect()),
        ],
        reference: Some(all_watched()),
        marked: Some((15.0, 20.0, "published range 15–20".into())),
    }
    .draw(page)
}

fn fan(page: &Page) -> Drawing {
    let month = |index: i32| first_of_month(2015 * 12 + i64::from(index));
    let path = |slope: f64, bend: f64| move |i: i32| 3300.0 + slope * f64::from(i) + bend * f64::from(i * i);
    let band = |low_name: &str, high_name: &str, low: fn(i32) -> f64, high: fn(i32) -> f64| FanBand {
        low_name: low_name.into(),
        high_name: high_name.into(),
        points: (0..72).map(|i| (month(i), low(i), high(i))).collect(),
    };
    let demand =
        |i: i32| 3300.0 + if i < 30 { 155.0 * f64::from(i) } else { 4650.0 + 14.0 * f64::from(i - 30) };
    Fan {
        words: words(
            "Demand outruns officers in almost every simulated path to 2020",
            "Officers available (simulated) and officers required, monthly, 2015–2020",
        ),
        x: Axis::new("", Unit::date()),
        y: Axis::new("Officers", Unit::officers()),
        bands: vec![
            band(
                "5th percentile",
                "95th percentile",
                |i| 3300.0 - 5.0 * f64::from(i),
                |i| 3300.0 + 40.0 * f64::from(i) + 0.5 * f64::from(i * i),
            ),
            band(
                "25th",
                "75th",
                |i| 3300.0 + 10.0 * f64::from(i),
                |i| 3300.0 + 30.0 * f64::from(i) + 0.16 * f64::from(i * i),
            ),
        ],
        median: (0..72).map(|i| (month(i), path(20.0, 0.06)(i))).collect(),
        median_name: String::new(),
        others: Vec::new(),
        against: Some(Series::new("Demand", (0..72).map(|i| (month(i), demand(i))).collect())),
    }
    .draw(page)
}

/// Quarters from the start of 2015 to the end of 2020.
fn quarters() -> impl Iterator<Item = f64> {
    (0..=24).map(|quarter| 2015.0 + f64::from(quarter) / 4.0)
}

fn left(years: f64, a_year: f64) -> f64 {
    3300.0 * (1.0 - a_year).powf(years)
}

/// Those required far above the fan, and another scenario as points.
fn fan_others(page: &Page) -> Drawing {
    let there = |x: f64, part: f64| left(x - 2015.0, 0.05) + 1700.0 * (x - 2015.0).min(5.0) * part;
    let band = |low_name: &str, high_name: &str, part: f64| FanBand {
        low_name: low_name.into(),
        high_name: high_name.into(),
        points: quarters().map(|x| (x, there(x, 1.0 - part), there(x, 1.0 + part * 0.6))).collect(),
    };
    let required = Series {
        name: "Officers required".into(),
        points: quarters().map(|x| (x, 192_500.0)).collect(),
        range: quarters().map(|_| (165_000.0, 220_000.0)).collect(),
    };
    Fan {
        words: words(
            "Even with every announced post, staff stays below a tenth of what is required",
            "Officers available (simulated) and officers required, quarterly, 2015–2020",
        ),
        x: Axis::years(""),
        y: Axis::new("Officers", Unit::officers()),
        bands: vec![band("5th percentile", "95th percentile", 0.6), band("25th", "75th", 0.25)],
        median: quarters().map(|x| (x, there(x, 1.0))).collect(),
        median_name: String::new(),
        others: vec![
            Series::new("Real staff", quarters().step_by(4).map(|x| (x, there(x, 0.42))).collect()),
            Series::new("No hires", quarters().map(|x| (x, left(x - 2015.0, 0.05))).collect()),
        ],
        against: Some(required),
    }
    .draw(page)
}

/// One path without ranges.
fn fan_bare(page: &Page) -> Drawing {
    Fan {
        words: words(
            "Announced posts triple the staff by 2020",
            "Officers available and officers required, quarterly, 2015–2020",
        ),
        x: Axis::years(""),
        y: Axis::new("Officers", Unit::officers()),
        median: quarters().map(|x| (x, left(x - 2015.0, 0.05) + 1700.0 * (x - 2015.0))).collect(),
        median_name: "Available".into(),
        against: Some(Series::new(
            "Required",
            quarters().map(|x| (x, 18_000.0 + 400.0 * (x - 2015.0))).collect(),
        )),
        ..Fan::default()
    }
    .draw(page)
}

fn stage_layers() -> Vec<StageLayer> {
    let layer = |name: &str, kind, height: fn(f64) -> f64| StageLayer {
        name: name.into(),
        kind,
        points: quarters().map(|x| (x, height(x - 2015.0))).collect(),
    };
    vec![
        layer("There today", StageKind::Solid, |t| left(t, 0.05)),
        layer("Trained recruits", StageKind::Solid, |t| 1300.0 * (t - 1.5).max(0.0)),
        layer("In training", StageKind::Pale, |t| 1950.0 * (t / 1.5).min(1.0)),
        layer("Announced, not recruited", StageKind::Hatched, |t| {
            if t < 0.5 { 0.0 } else { 8500.0 - 1300.0 * t }
        }),
    ]
}

fn stages(page: &Page) -> Drawing {
    let required = Series {
        name: "Officers required".into(),
        points: quarters().map(|x| (x, 192_500.0)).collect(),
        range: quarters().map(|_| (165_000.0, 220_000.0)).collect(),
    };
    Stages {
        words: words(
            "In 2020 one in ten announced posts is still on paper",
            "Officers by stage, and officers required, quarterly, 2015–2020",
        ),
        x: Axis::years(""),
        y: Axis::new("Officers", Unit::officers()),
        layers: stage_layers(),
        against: Some(required),
    }
    .draw(page)
}

fn stages_near(page: &Page) -> Drawing {
    let day = |years: f64| 16_436.0 + 365.2425 * (years - 2015.0);
    let mut layers = stage_layers();
    for (x, _) in layers.iter_mut().flat_map(|layer| layer.points.iter_mut()) {
        *x = day(*x);
    }
    Stages {
        words: words(
            "The announced posts would do for 900 subjects, not for 1,200",
            "Officers by stage, and officers required for 1,200 subjects, quarterly, 2015–2020",
        ),
        x: Axis::new("", Unit::date()),
        y: Axis::new("Officers", Unit::officers()),
        layers,
        against: Some(Series::new(
            "Required",
            quarters().map(|x| (day(x), 7000.0 + 500.0 * (x - 2015.0))).collect(),
        )),
    }
    .draw(page)
}

fn heat(page: &Page) -> Drawing {
    let xs: Vec<f64> = (5..=30).map(f64::from).collect();
    let ys: Vec<f64> = (1..=20).map(|i| f64::from(i) * 250.0).collect();
    let values = ys.iter().flat_map(|y| xs.iter().map(move |x| 11_800.0 / (x * y))).collect();
    Heat {
        words: words(
            "With 11,800 officers, round-the-clock cover ends near 600–800 subjects",
            "Coverage by number of subjects and officers per subject; the heavy line is 100%",
        ),
        x: Axis::new("Officers per subject", "officers per subject".parse().unwrap_or_default()),
        y: Axis::new("Subjects watched round the clock", Unit::subjects()),
        xs,
        ys,
        values,
        outcome: Axis::new("Coverage", Unit::share()),
        middle: 1.0,
        marked: Some((15.0, 20.0, "published range 15–20".into())),
    }
    .draw(page)
}

fn histogram(page: &Page) -> Drawing {
    let weight = |i: i32| {
        let z = (f64::from(i) - 14.0) / if i < 14 { 5.0 } else { 9.0 };
        (-z * z / 2.0).exp()
    };
    let all: f64 = (0..42).map(weight).sum();
    let edge = |i: i32| 75_000.0 + 7500.0 * f64::from(i);
    Histogram {
        words: words(
            "Nine in ten draws need between 137,000 and 298,000 officers",
            "Officers required: share of draws in each bin, and cumulative share",
        ),
        x: Axis::new("Officers required", Unit::officers()),
        bins: (0..42).map(|i| (edge(i), edge(i + 1), weight(i) / all)).collect(),
        quantiles: vec![
            ("5th percentile".into(), 137_000.0),
            ("Median".into(), 204_000.0),
            ("95th percentile".into(), 298_000.0),
        ],
        draws: 100_000,
    }
    .draw(page)
}

fn indices(page: &Page) -> Drawing {
    let row = |label: &str, first: (f64, f64, f64), total: (f64, f64, f64)| IndexRow {
        label: label.into(),
        first: Estimate::new(first.0, first.1, first.2),
        total: Estimate::new(total.0, total.1, total.2),
    };
    Indices {
        words: words(
            "Three inputs carry nine tenths of the uncertainty",
            "Share of the variance of officers required, with 95% intervals; 2 of 6 inputs are held fixed",
        ),
        rows: vec![
            row("Leave, sickness and training", (0.02, 0.05, 0.08), (0.04, 0.07, 0.10)),
            row("Subjects on the watchlist", (0.40, 0.44, 0.48), (0.47, 0.51, 0.55)),
            row("Officers per subject, round the clock", (0.27, 0.31, 0.35), (0.33, 0.37, 0.41)),
            row("Share needing round-the-clock watch", (0.10, 0.13, 0.16), (0.13, 0.16, 0.19)),
        ],
    }
    .draw(page)
}

fn scatter(page: &Page) -> Drawing {
    let point = |label: &str, x: f64, y: f64| ScatterPoint {
        label: label.into(),
        x,
        x_low: x * 0.93,
        x_high: x * 1.07,
        y,
    };
    Scatter {
        words: words(
            "List size and ratio come first; leave and hours act unevenly",
            "Mean absolute effect on officers required against its spread, 1,000 trajectories",
        ),
        x: Axis::new("Mean absolute effect, \u{3bc}* (officers)", Unit::officers()),
        y: Axis::new("Spread of the effect, \u{3c3} (officers)", Unit::officers()),
        points: vec![
            point("Subjects on the watchlist", 140_000.0, 30_000.0),
            point("Officers per subject", 110_000.0, 26_000.0),
            point("Share to watch", 66_000.0, 21_000.0),
            point("Leave and sickness", 42_000.0, 40_000.0),
            point("Weekly hours", 30_000.0, 9000.0),
            point("Shift length", 29_000.0, 10_500.0),
            point("Vehicle team overhead", 28_500.0, 9900.0),
            point("Training days", 6000.0, 1200.0),
            point("Public holidays", 5200.0, 1000.0),
        ],
        diagonal: true,
    }
    .draw(page)
}

fn claims(page: &Page) -> Drawing {
    let row =
        |document: &str, label: &str, unit: Unit, stated: (f64, f64), low, high, verdict: &str, holds| {
            ClaimRow {
                document: document.into(),
                label: label.into(),
                unit,
                stated,
                low,
                high,
                verdict: verdict.into(),
                holds,
            }
        };
    Claims {
        words: words(
            "Four of six claims come out; one is the top of its own range",
            "Stated figures against the same recomputed from the documents' own numbers",
        ),
        rows: vec![
            row(
                "Article A, 2015",
                "officers needed",
                Unit::officers(),
                (220_000.0, 220_000.0),
                165_000.0,
                220_000.0,
                "high end only",
                true,
            ),
            row(
                "Article A, 2015",
                "times the staff",
                Unit::times(),
                (67.0, 67.0),
                50.0,
                66.7,
                "high end only",
                true,
            ),
            row(
                "Article A, 2015",
                "share watched",
                Unit::share(),
                (0.02, 0.02),
                0.015,
                0.02,
                "high end only",
                true,
            ),
            row(
                "Report B, 2019",
                "people on the list, all categories and all regions together",
                "people".parse().unwrap_or_default(),
                (20_000.0, 20_000.0),
                20_000.0,
                20_000.0,
                "reproduced",
                true,
            ),
            row(
                "Report B, 2019",
                "cost of one team",
                "EUR".parse().unwrap_or_default(),
                (1_000_000.0, 1_200_000.0),
                1_100_000.0,
                1_100_000.0,
                "inside the range",
                true,
            ),
            row(
                "Report B, 2019",
                "hours for one post",
                Unit::of("hours"),
                (9100.0, 9100.0),
                8760.0,
                8760.0,
                "differs",
                false,
            ),
        ],
    }
    .draw(page)
}

fn published(page: &Page) -> Drawing {
    let row = |label: &str, low, high, basis: &str, source: &str| PublishedRow {
        label: label.into(),
        value: Estimate::new(low, f64::midpoint(low, high), high),
        basis: basis.into(),
        source: source.into(),
    };
    Published {
        words: words(
            "Published figures differ by what they count",
            "Officers for one subject round the clock, as published",
        ),
        axis: Axis::new("Officers per subject", "officers per subject".parse().unwrap_or_default()),
        rows: vec![
            row("Country A", 15.0, 20.0, "Basis not stated", "Newspaper A 2015"),
            row("Country B", 20.0, 20.0, "Basis not stated", "Newspaper B 2016"),
            row(
                "Country C, with vehicles and technical support",
                30.0,
                60.0,
                "Establishment: leave and training included",
                "Inquiry C 2014",
            ),
            row("Country D", 24.0, 24.0, "Establishment: leave and training included", "Auditor D 2018"),
            row("Country E", 10.0, 12.0, "Heads per day", "Newspaper A 2015"),
        ],
    }
    .draw(page)
}
