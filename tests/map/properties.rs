//! What holds for every journey, also for one that nobody makes.

use proptest::prelude::*;
use waybill_domain::scan::Coordinates;
use waybill_map::{Journey, Stop};

use crate::drawing::{Drawing, Name, Point};

/// The largest map, in bytes: a third of it comes over the wire.
const LARGEST: usize = 60_000;

fn anywhere() -> impl Strategy<Value = Coordinates> + Clone {
    let edge = prop_oneof![Just(180.0), Just(-180.0), Just(179.99), Just(0.0)];
    let pole = prop_oneof![Just(90.0), Just(-90.0), Just(84.9), Just(0.0)];
    let latitude = prop_oneof![6 => -90.0..=90.0_f64, 2 => 45.0..=55.0_f64, 1 => pole];
    let longitude = prop_oneof![6 => -180.0..=180.0_f64, 2 => 5.0..=15.0_f64, 1 => edge];
    (latitude, longitude).prop_filter_map("a place", |(latitude, longitude)| Coordinates::new(latitude, longitude))
}

fn journeys() -> impl Strategy<Value = (Vec<(String, Coordinates)>, Option<Coordinates>, bool)> {
    let stop = ("\\PC{0,40}|[A-Z]{3,12}", anywhere());
    let stops = prop_oneof![9 => prop::collection::vec(stop.clone(), 1..12), 1 => prop::collection::vec(stop, 500)];
    (stops, prop::option::of(anywhere()), any::<bool>())
}

fn within((x, y): Point, by: f64) -> bool {
    (by..=640.0 - by).contains(&x) && (by..=400.0 - by).contains(&y)
}

/// About where a name is on a phone, where text is largest.
fn area(name: &Name) -> (f64, f64, f64, f64) {
    let wide = f64::from(u32::try_from(name.text.chars().count()).expect("a short name")) * 13.0;
    let west = match name.anchor.as_str() {
        "start" => name.at.0,
        "end" => name.at.0 - wide,
        _ => name.at.0 - wide / 2.0,
    };
    (west, west + wide, name.at.1 - 10.0, name.at.1 + 10.0)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_map_holds_the_journey_and_nothing_outside_of_it((stops, destination, arrived) in journeys()) {
        let stops: Vec<Stop<'_>> = stops.iter().map(|(label, at)| Stop { label, at: *at }).collect();
        let destination = destination.map(|at| Stop { label: "destination", at });
        let journey = Journey { stops: &stops, destination, arrived };
        prop_assert!(journey.places().len() <= 64);
        prop_assert_eq!(journey.places().last().copied(), stops.last().copied());

        let drawing = Drawing::read(journey.map("caption").expect("a map").into_string());
        prop_assert!(drawing.svg.len() < LARGEST, "{} bytes", drawing.svg.len());
        for class in ["map-pin", "map-place", "map-destination"] {
            for dot in drawing.dots(class) {
                prop_assert!(within(dot, 50.0), "{class} at {dot:?}");
            }
        }
        for class in drawing.paths() {
            for point in drawing.lines(class).into_iter().flatten() {
                prop_assert!(within(point, -3.0), "{class} at {point:?}");
            }
        }
    }

    #[test]
    fn names_keep_off_each_other_and_in_the_picture(places in prop::collection::vec(("[A-Za-z ]{1,30}", anywhere()), 1..12)) {
        let stops: Vec<Stop<'_>> = places.iter().map(|(label, at)| Stop { label, at: *at }).collect();
        let journey = Journey { stops: &stops, destination: None, arrived: false };
        let names = Drawing::read(journey.map("caption").expect("a map").into_string()).names();
        prop_assert!(stops.last().is_some_and(|it| it.label.trim().is_empty()) || !names.is_empty());
        let areas: Vec<_> = names.iter().map(area).collect();
        for (index, (west, east, north, south)) in areas.iter().enumerate() {
            prop_assert!(*west >= 0.0 && *east <= 640.0 && *north >= 0.0 && *south <= 400.0, "{names:?}");
            for other in &areas[..index] {
                let apart = west >= &other.1 || east <= &other.0 || north >= &other.3 || south <= &other.2;
                prop_assert!(apart, "{names:?}");
            }
        }
    }
}
