//! `break` and `continue`.

use std::io::Write;

use liquid_core::runtime::{Interrupt, InterruptRegister};
use liquid_core::{Language, Renderable, Result, Runtime};

use super::{Read, Said};

/// Leaves the loop, or this round of it.
#[derive(Clone, Debug)]
struct Leave(Interrupt);

pub(super) fn read_break(said: Said<'_>, _: &Language) -> Read {
    leave(said, Interrupt::Break)
}

pub(super) fn read_continue(said: Said<'_>, _: &Language) -> Read {
    leave(said, Interrupt::Continue)
}

fn leave(mut said: Said<'_>, interrupt: Interrupt) -> Read {
    said.nothing_more()?;
    Ok(Box::new(Leave(interrupt)))
}

impl Renderable for Leave {
    fn render_to(&self, _: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        runtime.registers().get_mut::<InterruptRegister>().set(self.0);
        Ok(())
    }
}
