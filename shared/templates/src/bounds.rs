//! How large a template and what is made of it may be. A template is a merchant's program, which runs where other
//! stores' messages are made: none of it may cost more than a moment.

/// A template's bytes. Shopify's own notifications have up to 40,000, and those that are sold for it about 100,000.
pub const TEMPLATE_BYTES: usize = 131_072;

/// Blocks within blocks. Reading and rendering go as deep on the stack as the template does.
pub const NESTING: usize = 32;

/// Brackets within brackets, as in `a[b[c]]`.
pub const BRACKETS: usize = 8;

/// Digits of a number: more do not fit into what Liquid counts with.
pub const DIGITS: usize = 15;

/// What one rendering may do: elements rendered, values looked up, bytes handled in sixteens. An order of 250
/// lines stays far below it in every default template, and all of it takes about a second.
pub const STEPS: u64 = 2_000_000;

/// The bytes of an HTML body before it is escaped: the longest order that the domain takes, in the default template.
/// Some mail programs show no more than 100 KB at once.
pub const HTML_BYTES: usize = 524_288;

/// The bytes of one value that a template makes, and of a whole message in text.
pub const VALUE_BYTES: usize = 65_536;

/// The bytes of all values that a template keeps under names of its own: the longest order's lines, kept once more.
pub const KEPT_BYTES: usize = 4_194_304;

/// The items of a list that a template makes.
pub const ITEMS: usize = 2_000;

/// The characters of a subject: no mail program shows more.
pub const SUBJECT_CHARACTERS: usize = 200;

/// The segments of an SMS: none of them is free, and SNS takes no more than 1,600 characters.
pub const SMS_SEGMENTS: u32 = 10;

/// Whitespace that liquid's grammar may look through at once: it begins anew at each character.
pub const BLANKS: usize = 16;
