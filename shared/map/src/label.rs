//! Which of the journey's places are named, and where their names stand: beside their dots, over nothing else.

use unicode_width::UnicodeWidthChar as _;

use crate::mercator::Point;
use crate::view::{HEIGHT, WIDTH};

/// The most names on a map; the others are in the list of scans.
const MOST: usize = 6;

/// The widest name, in units: wherever its dot is, it has room on one side. And the most characters that are read: marks
/// upon a letter have no width of their own.
const WIDEST: f64 = 340.0;
const LONGEST: usize = 60;

/// The largest text that the style sheet sets, in units.
const TEXT: f64 = 26.0;

/// What a dot takes, in units from its middle, and how far from there its name begins: of the first, which has a halo,
/// further.
const DOT: f64 = 8.0;
const AWAY: f64 = 15.0;
const AWAY_OF_FIRST: f64 = 20.0;

/// The sides of a dot, the best first: how far east and south, and which end of the name is there.
const SIDES: [(f64, f64, &str); 8] = [
    (1.0, 0.0, "start"),
    (-1.0, 0.0, "end"),
    (0.0, -1.0, "middle"),
    (0.0, 1.0, "middle"),
    (1.0, -1.0, "start"),
    (1.0, 1.0, "start"),
    (-1.0, -1.0, "end"),
    (-1.0, 1.0, "end"),
];

/// What stays free between a name and the picture's edge.
const EDGE: f64 = 4.0;

/// A place that may be named.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'a> {
    pub name: &'a str,
    pub at: Point,
}

/// A name where it stands.
#[derive(Debug)]
pub(crate) struct Label {
    pub text: String,
    /// Which of the places it names.
    pub place: usize,
    pub at: Point,
    /// Which end of the text is there: SVG's `text-anchor`.
    pub anchor: &'static str,
}

/// Names for the places, which are in the order of their importance, off the way, the dots and each other. Of several
/// places so close that their dots are one, or with one name, the first is named; and the first of all is named even over
/// a dot.
pub(crate) fn placed(places: &[Place<'_>], way: &[Point]) -> Vec<Label> {
    let mut labels: Vec<Label> = Vec::new();
    let mut taken: Vec<Area> = Vec::new();
    for (index, place) in places.iter().enumerate() {
        let text = shown(place.name);
        let named = |label: &Label| {
            let near = places.get(label.place).is_some_and(|other| other.at.distance(place.at) < 2.0 * DOT);
            near || label.text == text
        };
        if text.is_empty() || labels.len() == MOST || labels.iter().any(named) {
            continue;
        }
        let dots = |area: &Area| places.iter().filter(|dot| area.meets(&Area::around(dot.at, DOT, DOT))).count();
        let crossed = |area: &Area| way.iter().filter(|at| area.meets(&Area::around(**at, 2.0, 2.0))).count();
        let free = sides(place.at, if index == 0 { AWAY_OF_FIRST } else { AWAY }, &text)
            .filter(|(area, ..)| area.is_inside() && !taken.iter().any(|other| other.meets(area)))
            .filter(|(area, ..)| index == 0 || dots(area) == 0);
        if let Some((area, at, anchor)) = free.min_by_key(|(area, ..)| (dots(area), crossed(area))) {
            labels.push(Label { text, place: index, at, anchor });
            taken.push(area);
        }
    }
    labels
}

/// Where a name may stand, the best first: its area, the point that is given, and its end there.
fn sides(dot: Point, away: f64, text: &str) -> impl Iterator<Item = (Area, Point, &'static str)> {
    let half = width(text) / 2.0;
    SIDES.into_iter().map(move |(east, south, anchor)| {
        let down = if anchor == "middle" { away + TEXT / 2.0 } else { away };
        let at = Point::new(dot.x + east * away, dot.y + south * down);
        (Area::around(Point::new(at.x + east * half, at.y), half, TEXT / 2.0), at, anchor)
    })
}

/// A name as it is shown: without what turns the direction of a text or breaks its line, and not too long.
fn shown(name: &str) -> String {
    let turns =
        |c: &char| matches!(c, '\u{61C}' | '\u{200E}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let read = name.chars().filter(|c| !turns(c)).take(LONGEST);
    let words: String = read.map(|c| if c.is_control() { ' ' } else { c }).collect();
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    if width(&words) <= WIDEST {
        return words;
    }
    let mut room = WIDEST - wide('…');
    let kept = words.chars().take_while(|c| {
        room -= wide(*c);
        room >= 0.0
    });
    format!("{}…", kept.collect::<String>().trim_end())
}

/// How wide a name is where text is largest, in units: rather too wide than cut at the edge.
fn width(text: &str) -> f64 {
    text.chars().map(wide).sum()
}

/// How wide a letter of a bold sans-serif is.
fn wide(letter: char) -> f64 {
    let ems = match (letter.width(), letter) {
        (Some(0) | None, _) => 0.0,
        (Some(1), ' ' | '.' | ',' | '\'' | '’' | 'i' | 'j' | 'l' | 'I') => 0.36,
        (Some(1), 'm' | 'w' | 'M' | 'W' | '…') => 0.98,
        (Some(1), _) if letter.is_uppercase() => 0.76,
        (Some(1), _) => 0.64,
        (Some(_), _) => 1.04,
    };
    ems * TEXT
}

/// An upright rectangle.
#[derive(Clone, Copy, Debug)]
struct Area {
    low: Point,
    high: Point,
}

impl Area {
    fn around(middle: Point, wide: f64, tall: f64) -> Self {
        let Point { x, y } = middle;
        Self { low: Point::new(x - wide, y - tall), high: Point::new(x + wide, y + tall) }
    }

    fn meets(&self, other: &Self) -> bool {
        let across = self.low.x < other.high.x && other.low.x < self.high.x;
        across && self.low.y < other.high.y && other.low.y < self.high.y
    }

    fn is_inside(&self) -> bool {
        let across = self.low.x >= EDGE && self.high.x <= WIDTH - EDGE;
        across && self.low.y >= EDGE && self.high.y <= HEIGHT - EDGE
    }
}
