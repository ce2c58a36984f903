//! What is drawn of a journey, and what is not.

use waybill_map::{Journey, STYLE, Stop};

use crate::drawing::Drawing;
use crate::{drawn, stop};

fn shenzhen() -> Stop<'static> {
    stop("Shenzhen", 22.55, 114.07)
}

fn leipzig() -> Stop<'static> {
    stop("Leipzig", 51.34, 12.37)
}

fn umea() -> Stop<'static> {
    stop("Umeå", 63.83, 20.26)
}

fn los_angeles() -> Stop<'static> {
    stop("Los Angeles", 34.05, -118.24)
}

#[test]
fn who_was_seen_nowhere_has_no_map() {
    for destination in [None, Some(umea())] {
        assert!(Journey { stops: &[], destination, arrived: false }.map("caption").is_none());
    }
}

#[test]
fn the_way_is_from_the_first_place_to_the_pin_and_the_way_ahead_from_there() {
    let drawing = drawn(&[shenzhen(), leipzig()], Some(umea()));
    let (way, ahead) = (&drawing.lines("map-way")[0], &drawing.lines("map-ahead")[0]);
    assert_eq!(Some(&drawing.dots("map-place")[0]), way.first());
    assert_eq!((way.last(), ahead.first()), (Some(&drawing.pin()), Some(&drawing.pin())));
    assert_eq!(Some(&drawing.dots("map-destination")[0]), ahead.last());
    assert_eq!(drawing.dots("map-halo"), [drawing.pin()]);
    let names: Vec<_> = drawing.names().into_iter().map(|name| name.text).collect();
    assert_eq!(names, ["Leipzig", "Umeå", "Shenzhen"]);
}

#[test]
fn what_has_arrived_has_no_way_ahead() {
    let journey = Journey { stops: &[shenzhen(), leipzig()], destination: Some(umea()), arrived: true };
    let drawing = Drawing::read(journey.map("caption").expect("a map").into_string());
    assert_eq!(drawing.lines("map-tick").len(), 1);
    assert!(drawing.lines("map-ahead").is_empty() && !drawing.svg.contains("Umeå"));
    assert!(drawn(&[umea()], Some(umea())).lines("map-ahead").is_empty(), "it is there");
}

#[test]
fn a_stay_is_one_place_however_often_it_was_scanned() {
    let stops = [shenzhen(), shenzhen(), leipzig(), leipzig(), leipzig(), shenzhen()];
    let journey = Journey { stops: &stops, destination: None, arrived: false };
    assert_eq!(journey.places(), [shenzhen(), leipzig(), shenzhen()]);
    let alone = drawn(&[umea(), umea(), umea()], None);
    assert!(alone.lines("map-way").is_empty() && alone.dots("map-place").is_empty());
    assert_eq!((alone.pin(), alone.names().len()), ((320.0, 200.0), 1));
}

#[test]
fn the_way_over_the_pacific_goes_over_the_pacific() {
    for (from, to) in [(shenzhen(), los_angeles()), (stop("Auckland", -36.8, 174.8), stop("Suva", -18.1, -178.4))] {
        let drawing = drawn(&[from], Some(to));
        assert!(drawing.pin().0 < drawing.dots("map-destination")[0].0, "{to:?} is east of {from:?}");
        let back = drawn(&[to], Some(from));
        assert!(back.pin().0 > back.dots("map-destination")[0].0, "{from:?} is west of {to:?}");
    }
}

#[test]
fn who_goes_round_the_world_comes_home_from_the_other_side() {
    let new_york = stop("New York", 40.71, -74.01);
    let drawing = drawn(&[leipzig(), shenzhen(), los_angeles(), new_york, leipzig()], None);
    let mut east = drawing.dots("map-place");
    east.push(drawing.pin());
    assert!(east.iter().map(|at| at.0).is_sorted(), "{east:?}");
}

#[test]
fn a_journey_within_a_city_shows_the_country_around_it() {
    let drawing = drawn(&[stop("Malmö", 55.6, 13.0)], Some(stop("Lund", 55.7, 13.19)));
    let (pin, to) = (drawing.pin(), drawing.dots("map-destination")[0]);
    assert!((pin.0 - to.0).abs() < 30.0, "{pin:?} {to:?}");
    assert!(drawing.lines("map-land").len() > 3, "islands, and the other side of the sound");
}

#[test]
fn a_name_is_text_and_nothing_else() {
    let hostile = [
        "</text><script>alert(1)</script>",
        "\" onload=\"alert(1)",
        "&lt;b&gt; ' <!-- ]]>",
        "\u{202E}gnp.exe\u{2066}",
        "two\nlines\tand\u{0}more",
    ];
    for label in hostile {
        let svg = drawn(&[stop(label, 55.6, 13.0)], Some(stop(label, 63.8, 20.3))).svg;
        for tag in svg.split('<').skip(1) {
            let tag = tag.split([' ', '>']).next().expect("a tag");
            assert!(["div", "svg", "g", "path", "text"].contains(&tag.trim_start_matches('/')), "{tag}");
        }
        assert!(!svg.contains(" onload=\""), "{svg}");
        assert!(!svg.contains(['\n', '\t', '\0', '\u{202E}', '\u{2066}']), "{svg}");
    }
    let named = Journey { stops: &[umea()], destination: None, arrived: false }.map("\"><script>").expect("a map");
    assert!(!named.into_string().contains("<script"));
}

#[test]
fn a_long_name_is_cut_and_a_missing_one_is_left_out() {
    let names = drawn(&[stop("Llanfairpwllgwyngyllgogerychwyrndrobwll", 53.2, -4.2)], None).names();
    assert!(names[0].text.starts_with("Llanfairpwllgwyng") && names[0].text.ends_with('…'), "{}", names[0].text);
    let names = drawn(&[stop("北京市朝阳区建国门外大街一号国际贸易中心", 39.9, 116.4)], None).names();
    assert_eq!(names[0].text, "北京市朝阳区建国门外大…");
    let marks = format!("Z{}", "\u{301}".repeat(10_000));
    assert!(drawn(&[stop(&marks, 39.9, 116.4)], None).names()[0].text.chars().count() <= 60);
    assert!(drawn(&[stop(" \u{200F} ", 39.9, 116.4)], None).names().is_empty());
}

#[test]
fn everything_is_styled_by_class_alone() {
    let stops = [shenzhen(), leipzig(), umea()];
    let arrived =
        Journey { stops: &stops, destination: None, arrived: true }.map("caption").expect("a map").into_string();
    let america = drawn(&[stop("Chicago", 41.85, -87.65)], Some(los_angeles())).svg;
    for svg in [arrived, america] {
        assert!(!svg.contains("style=") && !svg.contains("url(") && !svg.contains("href"), "{svg}");
        let classes = svg.split("class=\"").skip(1).flat_map(|it| it.split('"').next().unwrap_or_default().split(' '));
        for class in classes {
            assert!(STYLE.contains(&format!(".{class} ")), "{class} has no style");
        }
    }
}

#[test]
fn a_screen_reader_is_told_the_caption() {
    let svg = drawn(&[umea()], None).svg;
    assert!(svg.contains(r#"role="img" aria-labelledby="caption"><g aria-hidden="true""#), "{svg}");
    assert!(!svg.contains(" id="), "a page may hold many maps");
}
