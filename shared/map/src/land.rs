//! The world's shores and borders, from `land/land.bin`, whose README says how it is written.
//!
//! It is read where it lies: a map passes over what is out of its view, and of the rest over the points that its pixels
//! cannot show.

use crate::mercator::Point;

static LAND: &[u8] = include_bytes!("../land/land.bin");

/// The level of what is always shown.
const HIGHEST: u8 = 15;

/// A shore, which is closed, or a border.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line {
    /// Its first point.
    pub start: Point,
    /// How far it is from there at most, in each direction.
    pub reach: f64,
    steps: Bytes,
    levels: Bytes,
}

impl Line {
    /// Its points that count at a level: those without which it would be another by 2^level cells, or more.
    pub fn points(self, level: u8) -> impl Iterator<Item = Point> {
        let Self { start, mut steps, levels, .. } = self;
        let mut at = start;
        let steps = std::iter::from_fn(move || {
            at = Point::new(at.x + f64::from(steps.step()?), at.y + f64::from(steps.step()?));
            Some(at)
        });
        let levels = levels.0.iter().flat_map(|byte| [byte & 0xF, byte >> 4]);
        let counted = steps.zip(levels).filter(move |(_, its)| *its >= level.min(HIGHEST)).map(|(at, _)| at);
        std::iter::once(start).chain(counted)
    }
}

/// What is drawn of the world.
#[derive(Debug)]
pub(crate) struct World {
    /// Where land and water meet: a point is on land that an odd number of shores goes around.
    pub shores: Vec<Line>,
    /// Where countries meet.
    pub borders: Vec<Line>,
    /// Where the states of the largest countries meet.
    pub states: Vec<Line>,
}

impl World {
    /// The world, of which nothing but the lines' heads has been read.
    pub fn read() -> Self {
        let mut bytes = Bytes(LAND);
        Self { shores: bytes.lines(), borders: bytes.lines(), states: bytes.lines() }
    }
}

/// What is still to be read.
#[derive(Clone, Copy, Debug)]
struct Bytes(&'static [u8]);

impl Bytes {
    fn take(&mut self, many: usize) -> Option<Self> {
        let (taken, left) = self.0.split_at_checked(many)?;
        self.0 = left;
        Some(Self(taken))
    }

    fn byte(&mut self) -> Option<u8> {
        let (first, left) = self.0.split_first()?;
        self.0 = left;
        Some(*first)
    }

    fn number(&mut self) -> Option<u16> {
        Some(u16::from_le_bytes([self.byte()?, self.byte()?]))
    }

    /// A step of a line, in cells: seven bits in a byte, the lowest first, and the sign lowest of all.
    fn step(&mut self) -> Option<i32> {
        let mut zigzag = 0_u32;
        for place in [0, 7, 14] {
            let byte = self.byte()?;
            zigzag |= u32::from(byte & 0x7F) << place;
            if byte < 0x80 {
                break;
            }
        }
        Some((zigzag >> 1).cast_signed() ^ -(zigzag & 1).cast_signed())
    }

    fn lines(&mut self) -> Vec<Line> {
        let many = self.number().unwrap_or(0);
        (0..many).map_while(|_| self.line()).collect()
    }

    fn line(&mut self) -> Option<Line> {
        let start = Point::new(f64::from(self.number()?), f64::from(self.number()?));
        let (length, points) = (self.number()?, usize::from(self.number()?));
        let reach = f64::from(1_u32.checked_shl(self.byte()?.into())?);
        let steps = self.take(length.into())?;
        Some(Line { start, reach, steps, levels: self.take(points.div_ceil(2))? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_of_the_data_is_read() {
        let mut bytes = Bytes(LAND);
        for least in [2_000, 300, 50] {
            let lines = bytes.lines();
            assert!(lines.len() > least, "{}", lines.len());
            for line in lines {
                let points: Vec<_> = line.points(0).collect();
                assert_eq!(points.len() / 2, line.levels.0.len(), "{line:?}");
                assert!(points.iter().all(|at| (at.x - line.start.x).abs() <= line.reach));
                assert!(points.iter().all(|at| (at.y - line.start.y).abs() <= line.reach));
            }
        }
        assert!(bytes.0.is_empty());
    }
}
