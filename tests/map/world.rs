//! The land lies where it lies on earth, in every view.

use crate::{drawn, stop};

const LAND: [(&str, f64, f64); 16] = [
    ("Alice Springs", -23.7, 133.9),
    ("Brasília", -15.8, -47.9),
    ("Chukotka, east of the date line", 66.5, -178.0),
    ("Chukotka, west of it", 66.5, 178.0),
    ("Denver", 39.7, -105.0),
    ("Greenland", 72.0, -40.0),
    ("Hainan", 19.2, 109.8),
    ("Johannesburg", -26.2, 28.0),
    ("Kunming", 25.0, 102.7),
    ("Madrid", 40.4, -3.7),
    ("Moscow", 55.8, 37.6),
    ("New Zealand", -43.8, 171.0),
    ("Novosibirsk", 55.0, 82.9),
    ("The South Pole", -90.0, 0.0),
    ("Umeå", 64.2, 19.6),
    ("Winnipeg", 49.9, -97.1),
];

const WATER: [(&str, f64, f64); 10] = [
    ("The Atlantic", 30.0, -40.0),
    ("The Baltic", 58.3, 20.0),
    ("The Black Sea", 43.3, 34.0),
    ("The Caspian Sea", 42.0, 50.5),
    ("The date line", 0.5, 180.0),
    ("The date line, from the west", 0.5, -180.0),
    ("Lake Michigan", 43.5, -87.0),
    ("Lake Victoria", -1.0, 33.0),
    ("The Mediterranean", 34.0, 20.0),
    ("The North Pole", 90.0, 0.0),
];

/// Ends of ways that lead to views of every kind, also over the date line.
const FAR: [(f64, f64); 5] = [(22.5, 114.1), (34.0, -118.2), (-33.9, 151.2), (59.3, 18.1), (64.1, -21.9)];

#[track_caller]
fn looks_right(places: &[(&str, f64, f64)], land: bool) {
    for (name, latitude, longitude) in places {
        let place = stop(name, *latitude, *longitude);
        let drawing = drawn(&[place], None);
        assert_eq!(drawing.is_land(drawing.pin()), land, "{name}, from near");
        for (latitude, longitude) in FAR {
            let drawing = drawn(&[stop("far", latitude, longitude), place], None);
            assert_eq!(drawing.is_land(drawing.pin()), land, "{name}, from {latitude}, {longitude}");
        }
    }
}

#[test]
fn what_is_land_is_drawn_as_land() {
    looks_right(&LAND, true);
}

#[test]
fn what_is_water_is_drawn_as_water_lakes_too() {
    looks_right(&WATER, false);
}

#[test]
fn countries_have_borders_and_large_ones_states_where_they_can_be_told_apart() {
    let germany = drawn(&[stop("Hamburg", 53.55, 9.99)], Some(stop("München", 48.14, 11.58)));
    assert!(germany.lines("map-border").len() > 5);
    let america = drawn(&[stop("Chicago", 41.85, -87.65)], Some(stop("Los Angeles", 34.05, -118.24)));
    assert!(america.lines("map-state").len() > 20);
    let ocean = drawn(&[stop("Shenzhen", 22.55, 114.07)], Some(stop("Los Angeles", 34.05, -118.24)));
    assert!(ocean.lines("map-state").is_empty());
}
