//! Liquid, as messages use it: read a template, and render it within its bounds.

use std::rc::Rc;
use std::sync::LazyLock;

use liquid_core::model::ObjectView;
use liquid_core::runtime::RuntimeBuilder;
use liquid_core::{Language, Renderable, Runtime};

use crate::body::Body;
use crate::broken::Flaw;
use crate::forgiving::Forgiving;
use crate::page::Page;
use crate::scene::{Manner, Over, Scene};
use crate::{bounds, filters, source, tags};

/// The language, made once.
static LANGUAGE: LazyLock<Language> = LazyLock::new(|| {
    let mut language = Language::empty();
    tags::teach(&mut language);
    filters::teach(&mut language);
    language
});

/// A template that has been read.
#[derive(Debug)]
pub(crate) struct Template(Body);

impl Template {
    /// Reads a template.
    pub(crate) fn read(text: &str) -> Result<Self, Flaw> {
        let liquid = source::read(text, &LANGUAGE)?;
        let elements = liquid_core::parser::parse(&liquid, &LANGUAGE);
        // Every piece was read by itself before: this fails for none of them.
        elements.map(|elements| Self(Body(elements))).map_err(|_| Flaw::new(1, "the template cannot be read"))
    }

    /// What it says of these values: text in which the author's markup is still marked ([`crate::markup`]).
    pub(crate) fn render(&self, values: &dyn ObjectView, manner: Manner) -> Result<String, Flaw> {
        let runtime = Forgiving(RuntimeBuilder::new().set_globals(values).build());
        let scene = Rc::new(Scene::new(manner));
        *runtime.registers().get_mut::<Rc<Scene>>() = Rc::clone(&scene);
        let mut page = Page::new(bounds::HTML_BYTES, Over::Output, Rc::clone(&scene));
        // What cannot be rendered is empty; what is too much is the scene's to tell.
        let _ = self.0.render_to(&mut page, &runtime);
        scene.flaw().map_or_else(|| Ok(page.into_text()), Err)
    }
}
