//! `assign`, `capture` and `echo`.

use std::io::Write;

use liquid_core::parser::FilterChain;
use liquid_core::{BlockReflection, Language, ParseBlock, ParseTag, Renderable, Result, Runtime};
use liquid_core::{TagBlock, TagReflection, TagTokenIter, Value};

use super::{Said, block, tag};
use crate::body::Body;
use crate::bounds;
use crate::page::Page;
use crate::scene::{Over, Scene};

/// `{% assign name = value %}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Assign;

/// `{% echo value %}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Echo;

/// `{% capture name %}…{% endcapture %}`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Capture;

tag!(Assign, "assign");
tag!(Echo, "echo");
block!(Capture, "capture", "endcapture");

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

impl ParseTag for Assign {
    fn parse(&self, arguments: TagTokenIter<'_>, options: &Language) -> Result<Box<dyn Renderable>> {
        let mut said = Said::of(arguments);
        let name = said.name()?;
        said.word("=")?;
        let value = said.token()?.expect_filter_chain(options).into_result()?;
        said.nothing_more()?;
        Ok(Box::new(Assigned { line: said.line, name, value }))
    }

    fn reflection(&self) -> &dyn TagReflection {
        self
    }
}

impl ParseTag for Echo {
    fn parse(&self, arguments: TagTokenIter<'_>, options: &Language) -> Result<Box<dyn Renderable>> {
        let mut said = Said::of(arguments);
        let value = said.token()?.expect_filter_chain(options).into_result()?;
        said.nothing_more()?;
        Ok(Box::new(value))
    }

    fn reflection(&self) -> &dyn TagReflection {
        self
    }
}

impl ParseBlock for Capture {
    fn parse(
        &self,
        arguments: TagTokenIter<'_>,
        mut block: TagBlock<'_, '_>,
        options: &Language,
    ) -> Result<Box<dyn Renderable>> {
        let mut said = Said::of(arguments);
        let name = said.name()?;
        said.nothing_more()?;
        let body = Body::rest_of(&mut block, options)?;
        Ok(Box::new(Captured { line: said.line, name, body }))
    }

    fn reflection(&self) -> &dyn BlockReflection {
        self
    }
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
