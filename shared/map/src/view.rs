//! The part of the plane that a map shows.

use crate::mercator::{self, Point, WORLD};

/// The picture's size, in units. 8 : 5 leaves a journey through Sweden room, and one round the world.
pub(crate) const WIDTH: f64 = 640.0;
pub(crate) const HEIGHT: f64 = 400.0;

/// What is left free around the journey, in units: for pins, and for labels beside them.
const ROOM: f64 = 56.0;

/// How much of the world is shown at least, in kilometres from side to side. Around a single place it is so much that
/// the shape of the land says where that is.
const LEAST_KM: f64 = 600.0;
const AROUND_KM: f64 = 900.0;

/// The widest view that shows states, in degrees: one of the United States.
const CLOSE: f64 = 90.0;

/// Beyond these nothing is shown, unless the journey leads there.
const NORTH: f64 = 80.0;
const SOUTH: f64 = -58.0;

/// A rectangle of the plane, as large as the picture.
#[derive(Clone, Copy, Debug)]
pub(crate) struct View {
    west: f64,
    north: f64,
    /// How many cells a unit is.
    pub scale: f64,
}

impl View {
    /// The view that holds all of these points, with room. `None` without points.
    pub fn fitted(points: impl Iterator<Item = Point>) -> Option<Self> {
        let (low, high) = points.fold(None, |bounds: Option<(Point, Point)>, at| {
            let (low, high) = bounds.unwrap_or((at, at));
            Some((Point::new(low.x.min(at.x), low.y.min(at.y)), Point::new(high.x.max(at.x), high.y.max(at.y))))
        })?;
        let middle = low.towards(high, 0.5);
        let least = if low == high { AROUND_KM } else { LEAST_KM };
        let least = least * mercator::cells_per_km(middle.y) / WIDTH;
        let wide = (high.x - low.x) / (WIDTH - 2.0 * ROOM);
        let tall = (high.y - low.y) / (HEIGHT - 2.0 * ROOM);
        let scale = least.max(wide).max(tall);
        let shown = scale * HEIGHT;
        let inhabited = within(middle.y - shown / 2.0, mercator::parallel(NORTH), mercator::parallel(SOUTH) - shown);
        let north = within(inhabited, high.y + scale * ROOM - shown, low.y - scale * ROOM);
        Some(Self { west: middle.x - scale * WIDTH / 2.0, north, scale })
    }

    /// Where a point is in the picture, in units.
    pub fn place(&self, at: Point) -> Point {
        Point::new((at.x - self.west) / self.scale, (at.y - self.north) / self.scale)
    }

    /// Whether it is a country that is shown, rather than a continent.
    pub fn is_close(&self) -> bool {
        self.scale * WIDTH < CLOSE / 360.0 * WORLD
    }

    /// Where the worlds begin that the view may show, in cells: one after the other, as the plane goes on.
    pub fn turns(&self) -> impl Iterator<Item = f64> {
        let (west, east) = (self.west, self.west + self.scale * WIDTH);
        // A line may lead from the world in which it begins on into the next.
        (-3..=3_i8).map(|turn| f64::from(turn) * WORLD).filter(move |x| x + 2.0 * WORLD > west && *x < east)
    }

    /// Whether anything in a square of the plane, from its middle so far in each direction, is in the view.
    pub fn meets(&self, middle: Point, reach: f64) -> bool {
        let Point { x, y } = self.place(middle);
        let reach = reach / self.scale;
        x + reach > 0.0 && x - reach < WIDTH && y + reach > 0.0 && y - reach < HEIGHT
    }
}

/// A value within bounds; in their middle, if there is no room between them.
fn within(value: f64, low: f64, high: f64) -> f64 {
    if low < high { value.clamp(low, high) } else { f64::midpoint(low, high) }
}
