//! What a rendering has at hand, and what it has used up. One is made for each rendering, and everything in it shares it.

use std::cell::Cell;
use std::rc::Rc;

use chrono::{DateTime, Utc};
use liquid_core::{Runtime, Value, ValueView};
use waybill_domain::language::Language;
use waybill_domain::text::TimeZone;

use crate::bounds;
use crate::broken::Flaw;

/// How things are said: the language, the money and the clock.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Manner {
    pub(crate) language: Language,
    /// The order's currency, if it has one.
    pub(crate) currency: Option<&'static str>,
    pub(crate) zone: TimeZone,
    pub(crate) now: DateTime<Utc>,
}

/// What a rendering ran out of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Over {
    Steps,
    Output,
    Value,
    Kept,
}

/// One rendering's account.
#[derive(Debug, Default)]
pub(crate) struct Scene {
    pub(crate) manner: Manner,
    steps: Cell<u64>,
    kept: Cell<usize>,
    line: Cell<u32>,
    over: Cell<Option<Over>>,
}

impl Scene {
    pub(crate) fn new(manner: Manner) -> Self {
        Self { manner, ..Self::default() }
    }

    /// The rendering that is going on.
    pub(crate) fn of(runtime: &dyn Runtime) -> Rc<Self> {
        Rc::clone(&runtime.registers().get_mut::<Rc<Self>>())
    }

    /// Does so much; whether it may.
    pub(crate) fn spend(&self, steps: u64) -> bool {
        self.steps.set(self.steps.get().saturating_add(steps));
        if self.steps.get() > bounds::STEPS {
            self.end(Over::Steps);
        }
        self.goes_on()
    }

    /// Looks at a whole value; whether it may.
    pub(crate) fn handle(&self, value: &dyn ValueView) -> bool {
        self.spend(1 + weight(value) / 16)
    }

    /// Reads so many bytes of the template's own; whether it may.
    pub(crate) fn read(&self, bytes: usize) -> bool {
        self.spend(1 + u64::try_from(bytes).unwrap_or(u64::MAX) / 16)
    }

    /// Keeps a value under a name; whether it may.
    pub(crate) fn keep(&self, value: &Value) -> bool {
        let bytes = usize::try_from(weight(value)).unwrap_or(usize::MAX);
        self.kept.set(self.kept.get().saturating_add(bytes));
        if self.kept.get() > bounds::KEPT_BYTES {
            self.end(Over::Kept);
        }
        self.goes_on()
    }

    /// Keeps a value no longer.
    pub(crate) fn forget(&self, value: &Value) {
        let bytes = usize::try_from(weight(value)).unwrap_or(usize::MAX);
        self.kept.set(self.kept.get().saturating_sub(bytes));
    }

    pub(crate) fn end(&self, over: Over) {
        if self.goes_on() {
            self.over.set(Some(over));
        }
    }

    pub(crate) fn goes_on(&self) -> bool {
        self.over.get().is_none()
    }

    /// Where in the template we are.
    pub(crate) fn at(&self, line: u32) {
        if self.goes_on() {
            self.line.set(line);
        }
    }

    /// Why the rendering ended before its end, if it did.
    pub(crate) fn flaw(&self) -> Option<Flaw> {
        let reason = match self.over.get()? {
            Over::Steps => "this takes too long to render: loop over less".to_owned(),
            Over::Output => format!("the message becomes longer than {} KB", bounds::HTML_BYTES / 1024),
            Over::Value => format!("a value becomes longer than {} KB", bounds::VALUE_BYTES / 1024),
            Over::Kept => format!("the values kept become more than {} KB", bounds::KEPT_BYTES / 1024),
        };
        Some(Flaw::new(self.line.get(), reason))
    }
}

/// How many bytes a value is about.
pub(crate) fn weight(value: &dyn ValueView) -> u64 {
    if let Some(array) = value.as_array() {
        return array.values().map(|value| 16 + weight(value)).sum();
    }
    if let Some(object) = value.as_object() {
        return object.values().map(|value| 16 + weight(value)).sum();
    }
    value.as_scalar().map_or(0, |scalar| u64::try_from(scalar.to_kstr().len()).unwrap_or(u64::MAX))
}
