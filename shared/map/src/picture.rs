//! What is drawn, from the ground up: land, borders, the way, the way ahead, places, the parcel, names.

use maud::{Markup, html};
use waybill_domain::scan::Coordinates;

use crate::label::{self, Label, Place};
use crate::land::World;
use crate::mercator::Point;
use crate::view::View;
use crate::way::{self, Leg};
use crate::{Journey, Stop, outline};

/// How far from each other two dots are at least, in units.
const APART: f64 = 9.0;

/// A map, drawn but not written.
#[derive(Debug)]
pub(crate) struct Picture {
    view: View,
    travelled: Vec<Leg>,
    ahead: Option<Leg>,
    /// Where it was.
    places: Vec<Point>,
    /// Where it is.
    present: Point,
    labels: Vec<Label>,
    arrived: bool,
}

impl Picture {
    /// The picture of a journey, fitted to it; `None` for one without a stop.
    pub fn of(journey: &Journey<'_>) -> Option<Self> {
        let mut stops = way::stays(journey.stops);
        let latest = stops.len().checked_sub(1)?;
        let destination =
            journey.destination.filter(|to| !journey.arrived && Some(to.at) != stops.last().map(|it| it.at));
        stops.extend(destination);

        let at: Vec<Coordinates> = stops.iter().map(|stop| stop.at).collect();
        let points: Vec<(Point, Coordinates)> = way::unrolled(&at).into_iter().zip(at).collect();
        let legs = points.iter().zip(points.iter().skip(1)).map(|(from, to)| Leg::between(*from, *to));
        let legs: Vec<Leg> = legs.collect();
        let view =
            View::fitted(points.iter().map(|(at, _)| *at).chain(legs.iter().copied().flat_map(|leg| leg.points(8))))?;

        let mut travelled: Vec<Leg> = legs.into_iter().map(|leg| leg.map(|at| view.place(at))).collect();
        let mut places: Vec<Point> = points.iter().map(|(at, _)| view.place(*at)).collect();
        let labels = named(&stops, &places, latest, &travelled);
        let ahead = destination.and_then(|_| travelled.pop());
        let present = places.get(latest).copied()?;
        places.truncate(latest);
        let places = apart(places, present);
        Some(Self { view, travelled, ahead, places, present, labels, arrived: journey.arrived })
    }

    /// The picture as an element, which is named by another.
    pub fn drawn(&self, labelled_by: &str) -> Markup {
        html! {
            div .map .map-arrived[self.arrived] {
                svg viewBox="0 0 640 400" role="img" aria-labelledby=(labelled_by) {
                    g aria-hidden="true" direction="ltr" {
                        g transform=(outline::TRANSFORM) {
                            (self.ground())
                            (self.journey())
                        }
                        (self.names())
                    }
                }
            }
        }
    }

    fn ground(&self) -> Markup {
        let World { shores, borders, states } = World::read();
        html! {
            path .map-land d=(outline::land(&self.view, &shores)) {}
            @if self.view.is_close() {
                path .map-state d=(outline::borders(&self.view, &states)) {}
            }
            path .map-border d=(outline::borders(&self.view, &borders)) {}
        }
    }

    fn journey(&self) -> Markup {
        let (places, pin) = (outline::dots(&self.places), outline::dots(&[self.present]));
        html! {
            @if !self.travelled.is_empty() {
                path .map-way d=(outline::way(&self.travelled)) {}
            }
            @if let Some(ahead) = self.ahead {
                path .map-ahead d=(outline::way(&[ahead])) {}
                path .map-destination d=(outline::dots(&[ahead.to])) {}
                path .map-inner d=(outline::dots(&[ahead.to])) {}
            }
            @if !places.is_empty() {
                path .map-place d=(places) {}
                path .map-inner d=(places) {}
            }
            path .map-halo d=(pin) {}
            path .map-rim d=(pin) {}
            path .map-pin d=(pin) {}
            @if self.arrived {
                path .map-tick d=(outline::tick(self.present)) {}
            }
        }
    }

    fn names(&self) -> Markup {
        html! {
            @for Label { text, place, at, anchor } in &self.labels {
                @let (x, y) = (format!("{:.0}", at.x), format!("{:.0}", at.y));
                text .map-label .map-present[*place == 0] x=(x) y=(y) text-anchor=(anchor) { (text) }
            }
        }
    }
}

/// The names of the places: where it is, where it goes, where it began, and then the latest.
fn named(stops: &[Stop<'_>], places: &[Point], latest: usize, legs: &[Leg]) -> Vec<Label> {
    let place = |index: usize| Some(Place { name: stops.get(index)?.label, at: *places.get(index)? });
    let between = (1..latest).rev();
    let by_importance: Vec<_> = [latest, latest + 1, 0].into_iter().chain(between).filter_map(place).collect();
    let way: Vec<Point> = legs.iter().copied().flat_map(|leg| leg.points(32)).collect();
    label::placed(&by_importance, &way)
}

/// The dots that are not over another, nor under the pin.
fn apart(places: Vec<Point>, present: Point) -> Vec<Point> {
    let mut apart = vec![present];
    for place in places {
        if apart.iter().all(|other| other.distance(place) > APART) {
            apart.push(place);
        }
    }
    apart.split_off(1)
}
