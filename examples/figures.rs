//! Draws one of each figure, with invented numbers, into a folder: `cargo run --example figures -- FOLDER`.

use std::path::PathBuf;

use stakeout::chart::{
    Axis, BarRow, Bars, Drawing, Estimate, Fan, FanBand, Lines, Page, Reference, Series, Spider, Staffing,
    StaffingGroup, Theme, Tornado, TornadoRow, Words,
};
use stakeout::unit::{Locale, Unit, first_of_month};

type Draw = fn(&Page) -> Drawing;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = PathBuf::from(arguments.next().unwrap_or_else(|| "figures".into()));
    let only = arguments.next().and_then(|name| name.into_string().ok());
    std::fs::create_dir_all(&folder)?;
    let figures: [(&str, Draw); 7] = [
        ("bars", bars),
        ("compare", compare),
        ("staffing", staffing),
        ("tornado", tornado),
        ("spider", spider),
        ("sweep", sweep),
        ("fan", fan),
    ];
    let french = Page { locale: Locale::French, theme: Theme::Print, ..Page::page() };
    let dark = Page { theme: Theme::Dark, ..Page::slide() };
    for (name, draw) in figures {
        if only.as_ref().is_some_and(|only| only != name) {
            continue;
        }
        for (suffix, page) in [("", Page::page()), ("-column", Page::column()), ("-print", french), ("-dark", dark)] {
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
        alt: format!("{title}. {subtitle}."),
    }
}

fn all_watched() -> Option<Reference> {
    Some(Reference { value: 1.0, name: "100%: every subject watched".into() })
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
        reference: all_watched(),
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
        words: words("Even doubling staff leaves 96% of the list unwatched", "Coverage by scenario, and change against the base in points"),
        rows: vec![
            row("base", 0.015, 0.017, 0.020, None),
            row("hire the 8,500 announced", 0.053, 0.061, 0.071, Some(4.4)),
            row("double the staff", 0.030, 0.034, 0.040, Some(1.7)),
            row("watch only in working hours", 0.064, 0.075, 0.088, Some(5.8)),
        ],
        unit: Unit::share(),
        change_unit: Unit::of("points"),
        reference: all_watched(),
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
        words: words("The list and the ratio move the answer most", "Officers required as each input goes through its range"),
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
        words: words("Coverage passes 100% only below nine officers per subject", "Coverage of 1,200 foreign fighters by officers per subject"),
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
        reference: all_watched(),
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
    let demand = |i: i32| 3300.0 + if i < 30 { 155.0 * f64::from(i) } else { 4650.0 + 14.0 * f64::from(i - 30) };
    Fan {
        words: words("Demand outruns officers in almost every simulated path to 2020", "Officers available (simulated) and officers required, monthly, 2015–2020"),
        x: Axis::new("", Unit::date()),
        y: Axis::new("Officers", Unit::officers()),
        bands: vec![
            band("5th percentile", "95th percentile", |i| 3300.0 - 5.0 * f64::from(i), |i| 3300.0 + 40.0 * f64::from(i) + 0.5 * f64::from(i * i)),
            band("25th", "75th", |i| 3300.0 + 10.0 * f64::from(i), |i| 3300.0 + 30.0 * f64::from(i) + 0.16 * f64::from(i * i)),
        ],
        median: (0..72).map(|i| (month(i), path(20.0, 0.06)(i))).collect(),
        against: Some(Series::new("Demand", (0..72).map(|i| (month(i), demand(i))).collect())),
    }
    .draw(page)
}
