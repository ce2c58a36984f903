//! What stands inside a block, or is the whole template: elements, rendered one after the other and counted.

use std::io::Write;

use liquid_core::parser::TagBlock;
use liquid_core::runtime::InterruptRegister;
use liquid_core::{Language, Renderable, Result, Runtime};

use crate::scene::Scene;

/// Elements in their order.
#[derive(Debug, Default)]
pub(crate) struct Body(pub(crate) Vec<Box<dyn Renderable>>);

impl Body {
    /// All that is left of a block.
    pub(crate) fn rest_of(block: &mut TagBlock<'_, '_>, options: &Language) -> Result<Self> {
        block.parse_all(options).map(Self)
    }
}

impl Renderable for Body {
    fn render_to(&self, writer: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let scene = Scene::of(runtime);
        for element in &self.0 {
            if !scene.spend(1) {
                break;
            }
            // An element that cannot be rendered is empty: one odd value does not cost the customer the message.
            let _ = element.render_to(writer, runtime);
            if runtime.registers().get_mut::<InterruptRegister>().interrupted() {
                break;
            }
        }
        Ok(())
    }
}
