//! The tags and blocks of Liquid that a message may use. Each counts what it does.

mod assign;
mod case;
mod condition;
mod cycle;
mod interrupt;
mod repeat;

use liquid_core::parser::TagToken;
use liquid_core::{Error, Expression, Language, Result, TagTokenIter};

/// The blocks, which have an end.
pub(crate) const BLOCKS: [&str; 6] = ["if", "unless", "case", "for", "tablerow", "capture"];

/// The tags, which stand alone.
pub(crate) const TAGS: [&str; 7] = ["assign", "echo", "cycle", "increment", "decrement", "break", "continue"];

/// Teaches a language all of them.
pub(crate) fn teach(language: &mut Language) {
    for (name, unless) in [("if", false), ("unless", true)] {
        language.blocks.register(name.to_owned(), condition::If { unless }.into());
    }
    language.blocks.register("case".to_owned(), case::Case.into());
    language.blocks.register("for".to_owned(), repeat::For.into());
    language.blocks.register("tablerow".to_owned(), repeat::TableRow.into());
    language.blocks.register("capture".to_owned(), assign::Capture.into());
    language.tags.register("assign".to_owned(), assign::Assign.into());
    language.tags.register("echo".to_owned(), assign::Echo.into());
    language.tags.register("cycle".to_owned(), cycle::Cycle.into());
    language.tags.register("increment".to_owned(), cycle::Count::up().into());
    language.tags.register("decrement".to_owned(), cycle::Count::down().into());
    language.tags.register("break".to_owned(), interrupt::Leave::loop_().into());
    language.tags.register("continue".to_owned(), interrupt::Leave::round().into());
}

/// What a tag says, and the line in which it stands: `source.rs` writes the line behind each.
struct Said<'a> {
    tokens: std::vec::IntoIter<TagToken<'a>>,
    line: u32,
}

impl<'a> Said<'a> {
    fn of(arguments: TagTokenIter<'a>) -> Self {
        let mut tokens: Vec<_> = arguments.collect();
        let line = tokens.pop().and_then(|token| token.as_str().parse().ok()).unwrap_or(1);
        Self { tokens: tokens.into_iter(), line }
    }

    fn next(&mut self) -> Option<TagToken<'a>> {
        self.tokens.next()
    }

    fn token(&mut self) -> Result<TagToken<'a>> {
        self.next().ok_or_else(|| Error::with_msg("something is missing"))
    }

    fn value(&mut self) -> Result<Expression> {
        self.token()?.expect_value().into_result()
    }

    fn name(&mut self) -> Result<String> {
        self.token()?.expect_identifier().into_result().map(str::to_owned)
    }

    /// The next one, which must be this.
    fn word(&mut self, word: &str) -> Result<()> {
        self.token()?.expect_str(word).into_result()
    }

    fn nothing_more(&mut self) -> Result<()> {
        self.next().map_or(Ok(()), |token| Err(token.raise_error()))
    }
}

/// A block's names, for liquid.
macro_rules! block {
    ($block:ty, $start:literal, $end:literal) => {
        impl liquid_core::BlockReflection for $block {
            fn start_tag(&self) -> &'static str {
                $start
            }

            fn end_tag(&self) -> &'static str {
                $end
            }

            fn description(&self) -> &'static str {
                ""
            }
        }
    };
}

/// A tag's name, for liquid.
macro_rules! tag {
    ($tag:ty, $name:literal) => {
        impl liquid_core::TagReflection for $tag {
            fn tag(&self) -> &'static str {
                $name
            }

            fn description(&self) -> &'static str {
                ""
            }
        }
    };
}

use {block, tag};
