//! Figures of the years ahead: what they say of their numbers, and how they show what lies far above.

#![allow(clippy::unwrap_used)] // helpers stand outside the tests

use proptest::prelude::*;
use stakeout::chart::{Axis, Drawing, Fan, FanBand, Page, Series, StageKind, StageLayer, Stages, Words};
use stakeout::unit::{Locale, Unit};

fn layer(name: &str, kind: StageKind, points: &[(f64, f64)]) -> StageLayer {
    StageLayer { name: name.into(), points: points.to_vec(), kind }
}

/// Those of today, the hires announced, and the officers required at the end of 2014 and 2020.
fn staff(required: f64) -> Stages {
    Stages {
        words: Words { alt: "The finding.".into(), ..Words::default() },
        x: Axis::years(""),
        y: Axis::new("Officers", Unit::officers()),
        layers: vec![
            layer("Still there", StageKind::Solid, &[(2015.0, 3300.0), (2021.0, 2400.0)]),
            layer("Recruits", StageKind::Solid, &[(2015.0, 0.0), (2021.0, 500.0)]),
            layer("In training", StageKind::Pale, &[(2015.0, 0.0), (2018.0, 3000.0), (2021.0, 400.0)]),
            layer("Announced", StageKind::Hatched, &[(2015.0, 0.0), (2021.0, 0.0)]),
        ],
        against: Some(Series::new("Officers required", vec![(2015.0, required), (2021.0, required)])),
    }
}

fn texts(drawing: &Drawing) -> Vec<String> {
    let svg = drawing.svg_without_font();
    let text =
        |element: &str| element.split_once('>')?.1.split_once("</text>").map(|(said, _)| said.to_owned());
    svg.split("<text").skip(1).filter_map(text).collect()
}

fn alt(drawing: &Drawing) -> String {
    let svg = drawing.svg_without_font();
    let said = svg.split_once("<desc>").and_then(|(_, rest)| rest.split_once("</desc>"));
    said.map(|(alt, _)| alt.to_owned()).unwrap_or_default()
}

fn noted(drawing: &Drawing) -> String {
    texts(drawing).join(" ").split_once("Note: ").map(|(_, note)| note.to_owned()).unwrap_or_default()
}

#[test]
fn what_is_required_far_above_is_told_and_does_not_squeeze_what_there_is() {
    let said = texts(&staff(192_500.0).draw(&Page::page()));
    assert!(said.contains(&"Officers required 192,500".to_owned()), "{said:?}");
    assert!(said.contains(&"58 times all stages, above this axis".to_owned()), "{said:?}");
    assert!(said.contains(&"4,000".to_owned()) && !said.contains(&"10,000".to_owned()), "{said:?}");
}

#[test]
fn a_range_far_above_is_told_by_both_ends() {
    let mut figure = staff(192_500.0);
    figure.against.as_mut().unwrap().range = vec![(165_000.0, 220_000.0); 2];
    let said = texts(&figure.draw(&Page::page()));
    assert!(said.contains(&"Officers required 165,000–220,000".to_owned()), "{said:?}");
    assert!(said.contains(&"50–67 times all stages, above this axis".to_owned()), "{said:?}");
    let french = texts(&figure.draw(&Page { locale: Locale::French, ..Page::page() }));
    assert!(french.contains(&"50–67 fois l’ensemble, au-dessus de cet axe".to_owned()), "{french:?}");
}

#[test]
fn within_three_times_the_stack_the_line_is_drawn() {
    // The stack is 6,100 at its highest, in 2018.
    let arrow = |required| texts(&staff(required).draw(&Page::page())).join(" ").contains("above this axis");
    assert!(!arrow(18_300.0) && arrow(18_310.0));
    let near = staff(18_300.0).draw(&Page::page());
    assert!(texts(&near).contains(&"Officers required 18,300".to_owned()));
    assert!(near.svg_without_font().contains("stroke-dasharray=\"7 3.5\""));
}

#[test]
fn a_range_within_reach_is_named_by_both_ends() {
    let mut figure = staff(4000.0);
    figure.against.as_mut().unwrap().range = vec![(3500.0, 4500.0); 2];
    let near = figure.draw(&Page::page());
    assert!(texts(&near).join(" ").contains("Officers required 3,500–4,500"), "{:?}", texts(&near));
    assert!(
        alt(&near).ends_with("Officers required 3,500–4,500, 1.1–1.4 times all stages."),
        "{}",
        alt(&near)
    );
}

#[test]
fn values_at_the_ends_of_lines_are_never_cut() {
    let mut figure = staff(4000.0);
    figure.layers[0].name = "Officers of all services who are there and were there from the start".into();
    let said = texts(&figure.draw(&Page::column()));
    assert!(said.iter().any(|text| text.ends_with("2,400")), "{said:?}");
    let figure = fan(true, 0, 8000.0);
    let long = Series::new(
        "A plan whose name has no room beside its line, not at all",
        vec![(2015.0, 1.0), (2021.0, 4321.0)],
    );
    let said = texts(&Fan { others: vec![long], ..figure }.draw(&Page::column()));
    assert!(said.iter().any(|text| text.ends_with("4,321")), "{said:?}");
}

#[test]
fn a_part_of_a_year_is_named_as_the_year() {
    let mut figure = fan(true, 0, 8000.0);
    figure.bands.clear();
    figure.median = vec![(2015.0, 3300.0), (2015.5, 3200.0)];
    figure.against = None;
    let years =
        |figure: &Fan| texts(&figure.draw(&Page::page())).into_iter().filter(|text| text.starts_with("20"));
    assert_eq!(years(&figure).collect::<Vec<_>>(), ["2015"]);
    // The end of 2014 is the start of the axis, and the day after the end of 2016 has no room for a name.
    figure.median[1].0 = 2017.003;
    assert_eq!(years(&figure).collect::<Vec<_>>(), ["2015", "2016"]);
}

#[test]
fn every_layer_is_named_with_its_last_value_and_all_together() {
    let figure = staff(4000.0).draw(&Page::page());
    let said = texts(&figure);
    for name in ["Still there 2,400", "Recruits 500", "In training 400", "All stages 3,300", "0", "2015"] {
        assert!(said.contains(&name.to_owned()), "{name} in {said:?}");
    }
    assert_eq!(noted(&figure), "0 throughout: Announced.");
}

#[test]
fn the_numbers_are_told_to_those_who_do_not_see_them() {
    assert_eq!(
        alt(&staff(192_500.0).draw(&Page::page())),
        "The finding. Officers: 3,300 at the end of 2014, at most 6,100 at the end of 2017, 3,300 at the end of \
         2020. Of these in the end: Still there 2,400, Recruits 500, In training 400, Announced 0. Officers \
         required 192,500, 58 times all stages, above this axis."
    );
    assert!(
        alt(&staff(6600.0).draw(&Page::page())).ends_with("Officers required 6,600, 2 times all stages.")
    );
}

#[test]
fn what_cannot_be_drawn_is_said() {
    let mut figure = staff(4000.0);
    figure.layers[3].points =
        vec![(2015.0, -5.0), (2016.0, f64::NAN), (2017.0, f64::INFINITY), (2021.0, 10.0), (f64::NAN, 3.0)];
    assert_eq!(
        noted(&figure.draw(&Page::page())),
        "Dates left out because a number is missing: 2. Values below 0 are drawn as 0: 1."
    );
    figure.layers.clear();
    assert_eq!(texts(&figure.draw(&Page::page())), ["Nothing to show: there are no numbers."]);
}

#[test]
fn a_stack_on_dates_names_years_alone() {
    let mut figure = staff(4000.0);
    figure.x = Axis::new("", Unit::date());
    for point in figure.layers.iter_mut().flat_map(|layer| &mut layer.points) {
        point.0 = 16_436.0 + (point.0 - 2015.0) * 200.0;
    }
    figure.against = None;
    let said = texts(&figure.draw(&Page::page()));
    for year in ["2015", "2016", "2017", "2018"] {
        assert!(said.contains(&year.to_owned()), "{said:?}");
    }
    assert!(!said.iter().any(|text| text.contains("Jul")), "{said:?}");
}

fn fan(bands: bool, others: usize, required: f64) -> Fan {
    let path = |height: f64| vec![(2015.0, 3300.0), (2021.0, height)];
    let band = FanBand {
        low_name: "5th percentile".into(),
        high_name: "95th percentile".into(),
        points: vec![(2015.0, 3300.0, 3300.0), (2021.0, 4000.0, 6000.0)],
    };
    Fan {
        x: Axis::years(""),
        y: Axis::new("Officers", Unit::officers()),
        bands: if bands { vec![band] } else { Vec::new() },
        median: path(5000.0),
        others: (0..others)
            .map(|i| Series::new(format!("Other {i}"), path(4000.0 + 100.0 * i as f64)))
            .collect(),
        against: Some(Series::new("Demand", path(required))),
        ..Fan::default()
    }
}

#[test]
fn a_fan_names_other_lines_and_stays_no_forecast() {
    let figure = fan(true, 5, 8000.0).draw(&Page::page());
    let said = texts(&figure);
    for name in ["Median 5,000", "Other 0 4,000", "Other 1 4,100", "Other 2 4,200", "Demand 8,000"] {
        assert!(said.contains(&name.to_owned()), "{name} in {said:?}");
    }
    assert_eq!(noted(&figure), "Not a forecast. Grey, unnamed lines: 2.");
}

#[test]
fn a_fan_without_bands_has_no_median() {
    let said = texts(&fan(false, 0, 8000.0).draw(&Page::page()));
    assert!(said.contains(&"Base 5,000".to_owned()) && !said.join(" ").contains("Median"), "{said:?}");
    assert!(said.contains(&"Note: Not a forecast.".to_owned()), "{said:?}");
    let named = Fan { median_name: "Available".into(), ..fan(false, 0, 8000.0) };
    assert!(texts(&named.draw(&Page::page())).contains(&"Available 5,000".to_owned()));
}

#[test]
fn a_fan_is_not_squeezed_by_what_lies_far_above() {
    let said = texts(&fan(true, 1, 195_000.0).draw(&Page::page()));
    assert!(said.contains(&"39 times the median, above this axis".to_owned()), "{said:?}");
    assert!(said.contains(&"6,000".to_owned()) && !said.contains(&"20,000".to_owned()), "{said:?}");
    // The line begins where the fan does: that part is drawn, and it is said that the rest is cut.
    assert!(said.contains(&"Note: Not a forecast. Values outside the axes are cut at the frame.".to_owned()));
    assert_eq!(
        alt(&fan(false, 1, 195_000.0).draw(&Page::page())),
        "Officers: 3,300 at the end of 2014, 5,000 at the end of 2020. Other 0 4,000. Demand 195,000, 39 times \
         as high, above this axis."
    );
}

#[test]
fn nothing_but_zeros_hides_no_line() {
    let mut figure = staff(500.0);
    for point in figure.layers.iter_mut().flat_map(|layer| &mut layer.points) {
        point.1 = 0.0;
    }
    let said = texts(&figure.draw(&Page::page()));
    assert!(said.contains(&"Officers required 500".to_owned()) && said.contains(&"All stages 0".to_owned()));
}

#[test]
fn a_requirement_without_limit_is_told() {
    let said = texts(&staff(f64::INFINITY).draw(&Page::page()));
    assert!(said.contains(&"Officers required no limit".to_owned()), "{said:?}");
    assert!(said.contains(&"above this axis".to_owned()), "{said:?}");
}

/// Every kind of number but those below the smallest normal one, which have no digits to be shown by.
fn number() -> impl Strategy<Value = f64> {
    use prop::num::f64::{INFINITE, NEGATIVE, NORMAL, POSITIVE, QUIET_NAN, ZERO};
    NORMAL | POSITIVE | NEGATIVE | ZERO | INFINITE | QUIET_NAN
}

fn points() -> impl Strategy<Value = Vec<(f64, f64)>> {
    prop::collection::vec((prop_oneof![2000.0..2040.0, number()], number()), 0..6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_numbers_are_drawn(layers in prop::collection::vec(points(), 0..4), required in points()) {
        let against = Some(Series::new("Required", required));
        let kinds = [StageKind::Solid, StageKind::Pale, StageKind::Hatched];
        let stages = Stages {
            layers: layers.iter().zip(kinds).map(|(points, kind)| layer("Stage", kind, points)).collect(),
            against: against.clone(),
            ..staff(0.0)
        };
        let others = layers.iter().map(|points| Series::new("Other", points.clone())).collect();
        let fan = Fan { median: layers.concat(), others, against, ..fan(true, 0, 0.0) };
        for page in [Page::column(), Page { height_mm: Some(40.0), ..Page::page() }] {
            for drawing in [stages.draw(&page), fan.draw(&page)] {
                let svg = drawing.svg_without_font();
                prop_assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
            }
        }
    }
}
