//! `break` and `continue`.

use std::io::Write;

use liquid_core::runtime::{Interrupt, InterruptRegister};
use liquid_core::{Language, ParseTag, Renderable, Result, Runtime, TagReflection, TagTokenIter};

/// Leaves the loop, or this round of it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Leave {
    name: &'static str,
    interrupt: Interrupt,
}

impl Leave {
    pub(super) fn loop_() -> Self {
        Self { name: "break", interrupt: Interrupt::Break }
    }

    pub(super) fn round() -> Self {
        Self { name: "continue", interrupt: Interrupt::Continue }
    }
}

impl TagReflection for Leave {
    fn tag(&self) -> &'static str {
        self.name
    }

    fn description(&self) -> &'static str {
        ""
    }
}

impl ParseTag for Leave {
    fn parse(&self, _: TagTokenIter<'_>, _: &Language) -> Result<Box<dyn Renderable>> {
        Ok(Box::new(*self))
    }

    fn reflection(&self) -> &dyn TagReflection {
        self
    }
}

impl Renderable for Leave {
    fn render_to(&self, _: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        runtime.registers().get_mut::<InterruptRegister>().set(self.interrupt);
        Ok(())
    }
}
