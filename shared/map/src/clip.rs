//! Cutting lines at the picture's edge, and a little outside of it: what runs along the edge is not seen.

use crate::mercator::Point;
use crate::view::{HEIGHT, WIDTH};

/// How far outside is cut, in units.
const OUTSIDE: f64 = 2.0;

/// What is inside one of the four edges: how far a point is, and nothing less than nothing.
type Edge = fn(Point) -> f64;

const EDGES: [Edge; 4] =
    [|at| at.x + OUTSIDE, |at| WIDTH + OUTSIDE - at.x, |at| at.y + OUTSIDE, |at| HEIGHT + OUTSIDE - at.y];

/// What is left of a closed line, as Sutherland and Hodgman cut it: edge by edge. Its parts stay one line, joined along
/// the edge.
pub(crate) fn closed(mut ring: Vec<Point>) -> Vec<Point> {
    for edge in EDGES {
        if ring.iter().all(|at| edge(*at) >= 0.0) {
            continue;
        }
        let ends = ring.iter().cycle().skip(1);
        let cut = ring.iter().zip(ends).flat_map(|(from, to)| {
            let (kept, crossing) = (edge(*from) >= 0.0, crossing(edge, *from, *to));
            [kept.then_some(*from), crossing].into_iter().flatten()
        });
        ring = cut.collect();
    }
    ring
}

/// What is left of an open line: its parts.
pub(crate) fn open(line: &[Point]) -> Vec<Vec<Point>> {
    let mut parts: Vec<Vec<Point>> = Vec::new();
    for (from, to) in line.iter().zip(line.iter().skip(1)) {
        let Some((from, to)) = segment(*from, *to) else { continue };
        match parts.last_mut() {
            Some(part) if part.last() == Some(&from) => part.push(to),
            _ => parts.push(vec![from, to]),
        }
    }
    parts
}

fn segment(mut from: Point, mut to: Point) -> Option<(Point, Point)> {
    for edge in EDGES {
        match (edge(from) >= 0.0, edge(to) >= 0.0) {
            (true, true) => {}
            (false, false) => return None,
            (true, false) => to = crossing(edge, from, to)?,
            (false, true) => from = crossing(edge, from, to)?,
        }
    }
    Some((from, to))
}

/// Where a straight line crosses an edge, if it does.
fn crossing(edge: Edge, from: Point, to: Point) -> Option<Point> {
    let (before, after) = (edge(from), edge(to));
    ((before >= 0.0) != (after >= 0.0)).then(|| from.towards(to, before / (before - after)))
}
