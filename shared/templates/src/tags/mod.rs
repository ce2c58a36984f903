//! The tags and blocks of Liquid that a message may use. Each counts what it does.

mod assign;
mod case;
mod condition;
mod cycle;
mod interrupt;
mod repeat;

use liquid_core::parser::TagToken;
use liquid_core::{BlockReflection, Error, Expression, Language, ParseBlock, ParseTag, Renderable, Result};
use liquid_core::{TagBlock, TagReflection, TagTokenIter};

/// The blocks, which have an end.
const BLOCKS: [Block; 6] = [
    Block { name: "if", end: "endif", read: condition::read_if },
    Block { name: "unless", end: "endunless", read: condition::read_unless },
    Block { name: "case", end: "endcase", read: case::read },
    Block { name: "for", end: "endfor", read: repeat::read_for },
    Block { name: "tablerow", end: "endtablerow", read: repeat::read_table_row },
    Block { name: "capture", end: "endcapture", read: assign::read_capture },
];

/// The tags, which stand alone.
const TAGS: [Tag; 7] = [
    Tag { name: "assign", read: assign::read_assign },
    Tag { name: "echo", read: assign::read_echo },
    Tag { name: "cycle", read: cycle::read_cycle },
    Tag { name: "increment", read: cycle::read_increment },
    Tag { name: "decrement", read: cycle::read_decrement },
    Tag { name: "break", read: interrupt::read_break },
    Tag { name: "continue", read: interrupt::read_continue },
];

/// What was read of a tag or a block.
type Read = Result<Box<dyn Renderable>>;

/// A block, and how what it says and holds is read.
#[derive(Clone, Copy)]
struct Block {
    name: &'static str,
    end: &'static str,
    read: fn(Said<'_>, TagBlock<'_, '_>, &Language) -> Read,
}

/// A tag, and how what it says is read.
#[derive(Clone, Copy)]
struct Tag {
    name: &'static str,
    read: fn(Said<'_>, &Language) -> Read,
}

/// Teaches a language all of them.
pub(crate) fn teach(language: &mut Language) {
    for block in BLOCKS {
        language.blocks.register(block.name.to_owned(), block.into());
    }
    for tag in TAGS {
        language.tags.register(tag.name.to_owned(), tag.into());
    }
}

/// The block of this name, if there is one.
pub(crate) fn block_named(name: &str) -> Option<&'static str> {
    BLOCKS.iter().map(|block| block.name).find(|known| *known == name)
}

/// Whether there is a tag of this name.
pub(crate) fn is_tag(name: &str) -> bool {
    TAGS.iter().any(|tag| tag.name == name)
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

impl ParseBlock for Block {
    fn parse(&self, arguments: TagTokenIter<'_>, block: TagBlock<'_, '_>, options: &Language) -> Read {
        (self.read)(Said::of(arguments), block, options)
    }

    fn reflection(&self) -> &dyn BlockReflection {
        self
    }
}

impl BlockReflection for Block {
    fn start_tag(&self) -> &str {
        self.name
    }

    fn end_tag(&self) -> &str {
        self.end
    }

    fn description(&self) -> &'static str {
        ""
    }
}

impl ParseTag for Tag {
    fn parse(&self, arguments: TagTokenIter<'_>, options: &Language) -> Read {
        (self.read)(Said::of(arguments), options)
    }

    fn reflection(&self) -> &dyn TagReflection {
        self
    }
}

impl TagReflection for Tag {
    fn tag(&self) -> &str {
        self.name
    }

    fn description(&self) -> &'static str {
        ""
    }
}
