//! The map of a parcel's journey: where it has been, where it is, and the way ahead, as one inline SVG.
//!
//! [`Journey::map`] is a pure function of the journey and of `land/land.bin`, the world from Natural Earth. It asks
//! nobody: no tiles, no script, no font. What it looks like is in `map.css`, by classes alone, so that it stands under a
//! strict content security policy and in the page's own colours.
//!
//! There is one format for every screen. What has a size on screen rather than on earth (lines, dots, text) is sized by
//! the style sheet, and labels are placed for the largest text it sets, a phone's.

mod clip;
mod label;
mod land;
mod mercator;
mod outline;
mod picture;
mod view;
mod way;

use maud::Markup;
use waybill_domain::scan::Coordinates;

use crate::picture::Picture;

/// The style sheet of the map, by the page's own `--line`, `--paper`, `--accent`, `--text` and `--muted`.
pub const STYLE: &str = include_str!("map.css");

/// A place where a parcel was seen, or goes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Stop<'a> {
    /// What it is called: any text, also a stranger's; a long one is cut.
    pub label: &'a str,
    /// Where it is.
    pub at: Coordinates,
}

/// Where a parcel has been, and where it goes.
#[derive(Clone, Copy, Debug)]
pub struct Journey<'a> {
    /// The places at which it was seen, the oldest first; of more than 64, the first and the latest are drawn.
    pub stops: &'a [Stop<'a>],
    /// Where it goes, for those who may know; not drawn once it has arrived.
    pub destination: Option<Stop<'a>>,
    /// Whether it has arrived at the latest of its stops.
    pub arrived: bool,
}

impl<'a> Journey<'a> {
    /// The map, as an image that is named by the element with the id `labelled_by`: its caption, which says the same in
    /// words. `None` for a parcel that was seen nowhere.
    ///
    /// The image brings no ids of its own, so that a page may hold many.
    #[must_use]
    pub fn map(&self, labelled_by: &str) -> Option<Markup> {
        Picture::of(self).map(|picture| picture.drawn(labelled_by))
    }

    /// The places that are drawn, the oldest first, each once for a stay: what a caption says.
    #[must_use]
    pub fn places(&self) -> Vec<Stop<'a>> {
        way::stays(self.stops)
    }
}
