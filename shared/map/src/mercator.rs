//! The plane on which maps are drawn.
//!
//! Mercator's: shapes are right wherever a view is, north is up, a view is a rectangle of it, and it goes on past the
//! 180th meridian as if nothing were there. That it enlarges the far north is known from every map on the web.
//!
//! It is measured in *cells*, of which the equator has 65,536, from the date line eastwards and from the northern end
//! southwards. `land.bin` is written in them.

use std::f64::consts::{PI, TAU};

use waybill_domain::scan::Coordinates;

/// How many cells go round the world.
pub(crate) const WORLD: f64 = 65_536.0;

/// Where the plane ends: nothing is sent to the poles themselves.
const NORTHMOST: f64 = 85.0;

const EQUATOR_KM: f64 = 40_075.0;

/// A point of the plane, or of a picture.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Point {
    pub x: f64,
    pub y: f64,
}

impl Point {
    pub fn new(x: f64, y: f64) -> Self {
        Self { x, y }
    }

    /// The point so much of the way to another.
    pub fn towards(self, other: Self, share: f64) -> Self {
        Self::new(self.x + (other.x - self.x) * share, self.y + (other.y - self.y) * share)
    }

    /// The same place, so many times round the world that it is the nearest to `x`.
    pub fn near(self, x: f64) -> Self {
        Self::new(self.x + WORLD * ((x - self.x) / WORLD).round(), self.y)
    }

    pub fn distance(self, other: Self) -> f64 {
        (self.x - other.x).hypot(self.y - other.y)
    }
}

/// Where a place is on the plane.
pub(crate) fn project(at: Coordinates) -> Point {
    on_plane(at.latitude(), at.longitude())
}

fn on_plane(latitude: f64, longitude: f64) -> Point {
    let latitude = latitude.clamp(-NORTHMOST, NORTHMOST).to_radians();
    let northing = (PI / 4.0 + latitude / 2.0).tan().ln();
    Point::new((longitude / 360.0 + 0.5).rem_euclid(1.0) * WORLD, (0.5 - northing / TAU) * WORLD)
}

/// The parallel of a latitude, in cells from the northern end.
pub(crate) fn parallel(latitude: f64) -> f64 {
    on_plane(latitude, 0.0).y
}

/// How many cells a kilometre is at a height of the plane.
pub(crate) fn cells_per_km(y: f64) -> f64 {
    let northing = (0.5 - y / WORLD) * TAU;
    WORLD / EQUATOR_KM * northing.cosh()
}

/// The middle of the shortest way between two places; `None` where every way is as short.
pub(crate) fn halfway(from: Coordinates, to: Coordinates) -> Option<Point> {
    let ((ax, ay, az), (bx, by, bz)) = (on_globe(from), on_globe(to));
    let (x, y, z) = (ax + bx, ay + by, az + bz);
    let long_enough = x.hypot(y).hypot(z) > 0.01;
    long_enough.then(|| on_plane(z.atan2(x.hypot(y)).to_degrees(), y.atan2(x).to_degrees()))
}

fn on_globe(at: Coordinates) -> (f64, f64, f64) {
    let (latitude, longitude) = (at.latitude().to_radians(), at.longitude().to_radians());
    (latitude.cos() * longitude.cos(), latitude.cos() * longitude.sin(), latitude.sin())
}
