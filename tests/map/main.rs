//! What the map of a journey promises, read from the picture itself.
//!
//! `drawing` reads a picture; `properties` holds the promises over random journeys; `world` looks at the land, and
//! `journeys` at what is drawn of the way.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "in a test, what does not fit the expectation is to end the test"
)]

mod drawing;

mod journeys;
mod properties;
mod world;

use waybill_domain::scan::Coordinates;
use waybill_map::{Journey, Stop};

use crate::drawing::Drawing;

/// A stop, named.
fn stop(label: &str, latitude: f64, longitude: f64) -> Stop<'_> {
    Stop { label, at: Coordinates::new(latitude, longitude).expect("a point on earth") }
}

/// What is drawn of stops, and of a way ahead.
#[track_caller]
fn drawn(stops: &[Stop<'_>], destination: Option<Stop<'_>>) -> Drawing {
    let map = Journey { stops, destination, arrived: false }.map("caption").expect("a map");
    Drawing::read(map.into_string())
}
