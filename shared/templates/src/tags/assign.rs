//! `assign`, `capture` and `echo`.

use std::io::Write;

use liquid_core::parser::FilterChain;
use liquid_core::{Language, Renderable, Result, Runtime, TagBlock, Value};

use super::{Read, Said};
use crate::body::Body;
use crate::bounds;
use crate::page::Page;
use crate::scene::{Over, Scene};

#[derive(Debug)]
struct Assigned {
    line: u32,
    name: String,
    value: FilterChain,
}

#[derive(Debug)]
struct Captured {
    line: u32,
    name: String,
    body: Body,
}

/// `{% assign name = value %}`.
pub(super) fn read_assign(mut said: Said<'_>, options: &Language) -> Read {
    let name = said.name()?;
    said.word("=")?;
    let value = said.token()?.expect_filter_chain(options).into_result()?;
    said.nothing_more()?;
    Ok(Box::new(Assigned { line: said.line, name, value }))
}

/// `{% echo value %}`.
pub(super) fn read_echo(mut said: Said<'_>, options: &Language) -> Read {
    let value = said.token()?.expect_filter_chain(options).into_result()?;
    said.nothing_more()?;
    Ok(Box::new(value))
}

/// `{% capture name %}…{% endcapture %}`.
pub(super) fn read_capture(mut said: Said<'_>, mut block: TagBlock<'_, '_>, options: &Language) -> Read {
    let name = said.name()?;
    said.nothing_more()?;
    let body = Body::rest_of(&mut block, options)?;
    Ok(Box::new(Captured { line: said.line, name, body }))
}

impl Renderable for Assigned {
    fn render_to(&self, _: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        Scene::of(runtime).at(self.line);
        let value = self.value.evaluate(runtime)?.into_owned();
        set(runtime, &self.name, value);
        Ok(())
    }
}

impl Renderable for Captured {
    fn render_to(&self, _: &mut dyn Write, runtime: &dyn Runtime) -> Result<()> {
        let scene = Scene::of(runtime);
        scene.at(self.line);
        let mut page = Page::new(bounds::VALUE_BYTES, Over::Value, scene);
        self.body.render_to(&mut page, runtime)?;
        set(runtime, &self.name, Value::scalar(page.into_text()));
        Ok(())
    }
}

fn set(runtime: &dyn Runtime, name: &str, value: Value) {
    let scene = Scene::of(runtime);
    if scene.handle(&value) && scene.keep(&value) {
        // What is forgotten makes room.
        if let Some(before) = runtime.set_global(name.to_owned().into(), value) {
            scene.forget(&before);
        }
    }
}
