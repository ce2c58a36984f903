//! A runtime in which nothing is missing: what no one knows is nil, however it is asked for.

use std::collections::BTreeSet;

use liquid_core::Result;
use liquid_core::model::{KString, KStringCow, KStringRef, ScalarCow};
use liquid_core::runtime::{PartialStore, Registers};
use liquid_core::{Runtime, Value, ValueCow, ValueView};

use crate::markup::plain;
use crate::scene::Scene;

/// Another runtime, asked kindly. What it looks up is counted.
pub(crate) struct Forgiving<R>(pub(crate) R);

impl<R: Runtime> Forgiving<R> {
    /// How many characters a text has, as in `note.size`: liquid counts its bytes.
    fn size(&self, path: &[ScalarCow<'_>]) -> Option<ValueCow<'static>> {
        let (_, of) = path.split_last().filter(|(asked, of)| !of.is_empty() && asked.to_kstr() == "size")?;
        let text = self.0.try_get(of).filter(|value| value.is_scalar())?;
        let size = plain(text.to_kstr().as_str()).chars().count();
        i64::try_from(size).ok().map(|size| ValueCow::Owned(Value::scalar(size)))
    }
}

impl<R: Runtime> Runtime for Forgiving<R> {
    fn get(&self, path: &[ScalarCow<'_>]) -> Result<ValueCow<'_>> {
        Ok(self.try_get(path).unwrap_or(ValueCow::Owned(Value::Nil)))
    }

    fn try_get(&self, path: &[ScalarCow<'_>]) -> Option<ValueCow<'_>> {
        let found = self.size(path).or_else(|| self.0.try_get(path));
        let scene = Scene::of(&self.0);
        let may = match &found {
            // What a template keeps is copied whenever it is looked at.
            Some(ValueCow::Owned(value)) => scene.handle(value),
            _ => scene.spend(1),
        };
        found.filter(|_| may)
    }

    fn partials(&self) -> &dyn PartialStore {
        self.0.partials()
    }

    fn name(&self) -> Option<KStringRef<'_>> {
        self.0.name()
    }

    fn roots(&self) -> BTreeSet<KStringCow<'_>> {
        self.0.roots()
    }

    fn set_global(&self, name: KString, value: Value) -> Option<Value> {
        self.0.set_global(name, value)
    }

    fn set_index(&self, name: KString, value: Value) -> Option<Value> {
        self.0.set_index(name, value)
    }

    fn get_index<'a>(&'a self, name: &str) -> Option<ValueCow<'a>> {
        self.0.get_index(name)
    }

    fn registers(&self) -> &Registers {
        self.0.registers()
    }
}
