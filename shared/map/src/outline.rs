//! Lines as the data of an SVG path, as short as they can be: whole halves of a unit, each relative to the one before.

use std::fmt::Write as _;

use crate::clip;
use crate::land::Line;
use crate::mercator::Point;
use crate::view::View;
use crate::way::Leg;

/// How many steps a unit has: on a screen of the highest resolution, no step is seen.
const STEPS: f64 = 2.0;

/// What turns an outline's steps into units.
pub(crate) const TRANSFORM: &str = "scale(.5)";

/// The least triangle that is drawn, in square units: of a line one unit thick nobody would miss it.
const LEAST: f64 = 0.7;

/// The land of a view.
pub(crate) fn land(view: &View, shores: &[Line]) -> String {
    let mut path = Outline::default();
    for points in seen(view, shores) {
        path.line(&clip::closed(points), true);
    }
    path.written
}

/// The borders of a view.
pub(crate) fn borders(view: &View, borders: &[Line]) -> String {
    let mut path = Outline::default();
    for points in seen(view, borders) {
        for part in clip::open(&points) {
            path.line(&part, false);
        }
    }
    path.written
}

/// Legs, one after the other.
pub(crate) fn way(legs: &[Leg]) -> String {
    let mut path = Outline::default();
    for leg in legs {
        path.leg(*leg);
    }
    path.written
}

/// Points, each so short a line that its round end is all that is seen: a dot, as large on a phone as on a desk.
pub(crate) fn dots(points: &[Point]) -> String {
    let mut path = Outline::default();
    for at in points {
        path.begin(steps(*at));
        path.written.push_str("h.01");
    }
    path.written
}

/// A tick within a pin.
pub(crate) fn tick(pin: Point) -> String {
    let mut path = Outline::default();
    path.begin(steps(Point::new(pin.x - 3.5, pin.y)));
    path.written.push_str("l5 5 9-10");
    path.written
}

/// The lines that a view meets, in units.
fn seen(view: &View, lines: &[Line]) -> impl Iterator<Item = Vec<Point>> {
    let level = level(view);
    lines.iter().flat_map(move |line| {
        view.turns().filter_map(move |turn| {
            let here = |at: Point| Point::new(at.x + turn, at.y);
            let met = view.meets(here(line.start), line.reach);
            met.then(|| line.points(level).map(|at| view.place(here(at))).collect())
        })
    })
}

/// The level of the points that count in a view.
fn level(view: &View) -> u8 {
    let least = LEAST * view.scale * view.scale;
    (0..15).find(|level| f64::from(1_u16 << level) >= least).unwrap_or(15)
}

/// A path, and where its pen is.
#[derive(Debug, Default)]
struct Outline {
    written: String,
    at: (i32, i32),
}

impl Outline {
    fn line(&mut self, points: &[Point], closed: bool) {
        let mut points: Vec<_> = points.iter().map(|at| steps(*at)).collect();
        points.dedup();
        if closed && points.first() == points.last() {
            points.pop();
        }
        let Some((first, others)) = points.split_first() else { return };
        if others.len() < if closed { 2 } else { 1 } {
            return;
        }
        self.begin(*first);
        self.written.push('l');
        for (place, at) in others.iter().enumerate() {
            if place > 0 && at.0 >= self.at.0 {
                self.written.push(' ');
            }
            self.on(*at);
            self.at = *at;
        }
        if closed {
            self.written.push('z');
            self.at = *first;
        }
    }

    fn leg(&mut self, leg: Leg) {
        let (from, bend, to) = (steps(leg.from), steps(leg.bend), steps(leg.to));
        if self.at != from || self.written.is_empty() {
            self.begin(from);
        }
        self.written.push('q');
        self.on(bend);
        if to.0 >= self.at.0 {
            self.written.push(' ');
        }
        self.on(to);
        self.at = to;
    }

    fn begin(&mut self, at: (i32, i32)) {
        let sign = if at.1 < 0 { "" } else { " " };
        // Writing to a string does not fail.
        let _ = write!(self.written, "M{}{sign}{}", at.0, at.1);
        self.at = at;
    }

    /// How far a point is from the pen.
    fn on(&mut self, to: (i32, i32)) {
        let (x, y) = (to.0 - self.at.0, to.1 - self.at.1);
        let sign = if y < 0 { "" } else { " " };
        let _ = write!(self.written, "{x}{sign}{y}");
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a picture has some hundreds of units; what is more would saturate"
)]
fn steps(at: Point) -> (i32, i32) {
    ((at.x * STEPS).round() as i32, (at.y * STEPS).round() as i32)
}
