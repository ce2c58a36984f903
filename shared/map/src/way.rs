//! The way of a parcel on the plane: its places, and the legs between them, each the shortest way.

use waybill_domain::scan::Coordinates;

use crate::Stop;
use crate::mercator::{self, Point, WORLD};

/// The most places that are drawn: more than a parcel sees, and no map shows them apart.
const MOST_STAYS: usize = 64;

/// How far from its beginning a way may lead, in worlds: once around, and home.
const MOST_TURNS: f64 = 1.25;

/// How far a leg bends aside at most, in its length: the shortest way to another continent leads over the pole, off any
/// map.
const MOST_BEND: f64 = 0.2;

/// The stops, each once for a stay: the oldest, and the latest.
pub(crate) fn stays<'a>(stops: &[Stop<'a>]) -> Vec<Stop<'a>> {
    let mut stays = stops.to_vec();
    stays.dedup_by(|next, stay| next.at == stay.at);
    if let Some(too_many @ 1..) = stays.len().checked_sub(MOST_STAYS) {
        stays.drain(1..=too_many);
    }
    stays
}

/// The places on the plane, each where it is nearest to the one before: the way leads on over the Pacific.
pub(crate) fn unrolled(places: &[Coordinates]) -> Vec<Point> {
    let mut unrolled: Vec<Point> = Vec::with_capacity(places.len());
    for place in places.iter().map(|at| mercator::project(*at)) {
        let first = unrolled.first().map_or(place.x, |first| first.x);
        let before = unrolled.last().map_or(place.x, |last| last.x);
        let next = place.near(before);
        unrolled.push(if (next.x - first).abs() < MOST_TURNS * WORLD { next } else { place.near(first) });
    }
    unrolled
}

/// A curve from one place to the next.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Leg {
    pub from: Point,
    /// Where the tangents of both ends meet.
    pub bend: Point,
    pub to: Point,
}

impl Leg {
    /// The shortest way, as one curve: it is where the great circle is in its middle, as far as [`MOST_BEND`] lets it.
    pub fn between((from, from_at): (Point, Coordinates), (to, to_at): (Point, Coordinates)) -> Self {
        let middle = from.towards(to, 0.5);
        let straight = Self { from, bend: middle, to };
        let length = from.distance(to);
        let Some(halfway) = mercator::halfway(from_at, to_at).filter(|_| 0.0 < length && length < WORLD / 2.0) else {
            return straight;
        };
        let halfway = halfway.near(middle.x);
        let aside = Point::new((from.y - to.y) / length, (to.x - from.x) / length);
        let bend = (halfway.x - middle.x) * aside.x + (halfway.y - middle.y) * aside.y;
        let bend = 2.0 * bend.clamp(-MOST_BEND * length, MOST_BEND * length);
        Self { bend: Point::new(middle.x + aside.x * bend, middle.y + aside.y * bend), ..straight }
    }

    /// The point so much of the way along.
    pub fn at(self, share: f64) -> Point {
        self.from.towards(self.bend, share).towards(self.bend.towards(self.to, share), share)
    }

    /// Points along it, so many after the first.
    pub fn points(self, many: u8) -> impl Iterator<Item = Point> {
        (0..=many).map(move |point| self.at(f64::from(point) / f64::from(many)))
    }

    pub fn map(self, onto: impl Fn(Point) -> Point) -> Self {
        Self { from: onto(self.from), bend: onto(self.bend), to: onto(self.to) }
    }
}
