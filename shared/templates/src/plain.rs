//! The text part of a mail, made from its HTML: what is read, in the order in which it is read, with its links.
//!
//! The HTML is a merchant's, and may be anything. It is read tag by tag and never becomes a tree, so that it costs what
//! it is long.

use std::mem;

use html5gum::{Token, Tokenizer};

use crate::bounds;

/// Elements of which nothing is read.
const UNREAD: [&str; 5] = ["head", "script", "style", "title", "template"];

/// Elements that begin and end a line.
const LINES: [&str; 21] = [
    "address",
    "blockquote",
    "body",
    "center",
    "div",
    "dd",
    "dl",
    "dt",
    "footer",
    "form",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "ol",
    "pre",
    "section",
    "tbody",
    "tr",
    "ul",
];

/// Elements that stand apart: an empty line is before and after them.
const APART: [&str; 8] = ["table", "p", "h1", "h2", "h3", "h4", "h5", "h6"];

/// HTML as text.
pub(crate) fn of_html(html: &str) -> String {
    let mut reader = Reader::default();
    for Ok(token) in Tokenizer::new(html) {
        match token {
            Token::StartTag(tag) => {
                let name = text_of(&tag.name);
                let attribute = |name: &str| tag.attributes.iter().find(|(known, _)| text_of(known) == name);
                let hidden = attribute("style").is_some_and(|(_, style)| hides(&text_of(style)));
                reader.start(&name, hidden && !tag.self_closing);
                match name.as_str() {
                    "a" => reader.link = attribute("href").map(|(_, href)| text_of(href)),
                    "img" => reader.say(&attribute("alt").map_or_else(String::new, |(_, alt)| text_of(alt))),
                    _ => {}
                }
            }
            Token::EndTag(tag) => reader.end(&text_of(&tag.name)),
            Token::String(text) => reader.say(&text_of(&text)),
            _ => {}
        }
        if reader.text.len() > bounds::VALUE_BYTES {
            break;
        }
    }
    reader.finish()
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// What is not shown is not read: mails hide their first line's repetition so.
fn hides(style: &str) -> bool {
    let style: String = style.chars().filter(|c| !c.is_whitespace()).collect();
    style.to_lowercase().contains("display:none")
}

#[derive(Default)]
struct Reader {
    text: String,
    line: String,
    /// Where the link that is being read goes to, and where in the line its words begin.
    link: Option<String>,
    words: String,
    /// The element of which nothing is read, and how many of it are open.
    unread: Option<(String, usize)>,
    blank: bool,
}

impl Reader {
    fn start(&mut self, name: &str, hidden: bool) {
        match &mut self.unread {
            Some((unread, depth)) => *depth += usize::from(unread == name),
            None if (UNREAD.contains(&name) || hidden) && !matches!(name, "img" | "br" | "hr" | "input" | "meta") => {
                self.unread = Some((name.to_owned(), 1));
            }
            None => self.lay(name, true),
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((unread, depth)) = &mut self.unread {
            *depth -= usize::from(unread == name);
            if *depth == 0 {
                self.unread = None;
            }
            return;
        }
        if name == "a" {
            self.end_link();
        }
        self.lay(name, false);
    }

    fn lay(&mut self, name: &str, starts: bool) {
        match name {
            "br" => {
                self.blank |= self.line.trim().is_empty();
                self.end_line();
            }
            "td" | "th" => self.push(' '),
            "li" if starts => {
                self.end_line();
                self.line.push_str("- ");
            }
            name if APART.contains(&name) => {
                self.end_line();
                self.blank = true;
            }
            name if LINES.contains(&name) => self.end_line(),
            _ => {}
        }
    }

    fn say(&mut self, text: &str) {
        if self.unread.is_some() {
            return;
        }
        for c in text.chars() {
            // What only fills an inbox's preview says nothing here.
            if !matches!(c, '\u{200B}'..='\u{200F}' | '\u{FEFF}' | '\u{34F}' | '\u{AD}') {
                self.push(c);
            }
        }
    }

    fn push(&mut self, c: char) {
        let blank = c.is_whitespace();
        if !blank || !(self.line.is_empty() || self.line.ends_with(' ')) {
            self.line.push(if blank { ' ' } else { c });
        }
        if self.link.is_some() {
            self.words.push(if blank { ' ' } else { c });
        }
    }

    /// `words: address`, unless the words are the address.
    fn end_link(&mut self) {
        let words = mem::take(&mut self.words);
        let Some(link) = self.link.take() else { return };
        let shown = link.strip_prefix("mailto:").unwrap_or(&link);
        let followed = ["http", "mailto:", "tel:"].iter().any(|scheme| link.starts_with(scheme));
        if !followed || words.trim().is_empty() || words.trim() == shown {
            return;
        }
        let end = self.line.trim_end().trim_end_matches(':').len();
        self.line.truncate(end);
        self.line.push_str(": ");
        self.line.push_str(shown);
        self.line.push(' ');
    }

    fn end_line(&mut self) {
        let line = mem::take(&mut self.line);
        let line = line.trim();
        if line.is_empty() {
            return;
        }
        if mem::take(&mut self.blank) && !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text.push_str(line);
        self.text.push('\n');
    }

    fn finish(mut self) -> String {
        self.end_line();
        self.text
    }
}
