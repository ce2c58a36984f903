//! `break` and `continue`.

use std::io::Write;

use liquid_core::runtime::{Interrupt, InterruptRegister};
use liquid_core::{Language, Renderable, Result, Runtime};

use super::{Read, Said};

/// Leaves the loop, or this round of it.
#[derive(Clone, Debug)]
struct Leave(Interrupt);

pub(super) fn read_break(_: Said<'_>, _: &Language) -> Read {
    Ok(Box::new(Leave(Interrupt::Break)))
}

pub(super) fn read_continue(_: Said<'_>, _: &Language) -> Read {
    Ok(Box::new(Leave(Interrupt::Continue)))
}

impl Renderable for Leave {
    fn render_to(&self, _: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        runtime.registers().get_mut::<InterruptRegister>().set(self.0.clone());
        Ok(())
    }
}
