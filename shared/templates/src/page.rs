//! What is rendered is written here: it grows to its bound, and no further.

use std::io::{self, Write};
use std::rc::Rc;

use crate::scene::{Over, Scene};

/// Text that is being rendered.
pub(crate) struct Page {
    bytes: Vec<u8>,
    most: usize,
    over: Over,
    scene: Rc<Scene>,
}

impl Page {
    /// An empty page of at most so many bytes.
    pub(crate) fn new(most: usize, over: Over, scene: Rc<Scene>) -> Self {
        Self { bytes: Vec::new(), most, over, scene }
    }

    /// What was written. Liquid writes text alone.
    pub(crate) fn into_text(self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl Write for Page {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.most {
            self.scene.end(self.over);
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
