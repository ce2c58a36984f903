//! Reads a template before liquid does: finds its tags, forgives what Shopify forgives, and says in which line something
//! is wrong.
//!
//! Liquid is handed a template of which every tag and output has been read by itself, every block is closed, nothing
//! is nested too deeply, and the author's markup is marked ([`crate::markup`]). Lines stay where they are.

use liquid_core::Language;

use crate::bounds;
use crate::broken::Flaw;
use crate::expression::{self, Mode};
use crate::markup::{NOTHING, data, mark};
use crate::tags::{block_named, is_tag};

/// A template as liquid reads it.
pub(crate) fn read(template: &str, language: &Language) -> Result<String, Flaw> {
    if template.len() > bounds::TEMPLATE_BYTES {
        let most = bounds::TEMPLATE_BYTES / 1024;
        return Err(Flaw::new(1, format!("the template is longer than {most} KB")));
    }
    let template = data(template);
    let mut reader = Reader { language, rest: &template, line: 1, liquid: String::new(), open: Vec::new() };
    while !reader.rest.is_empty() {
        reader.step()?;
    }
    match reader.open.pop() {
        None => Ok(reader.liquid),
        Some((name, line)) => {
            Err(Flaw::new(line, format!("`{{% {name} %}}` is never closed: `{{% end{name} %}}` is missing")))
        }
    }
}

struct Reader<'a> {
    language: &'a Language,
    rest: &'a str,
    line: u32,
    liquid: String,
    open: Vec<(&'static str, u32)>,
}

/// A tag or an output, without its braces.
struct Inner<'a> {
    text: &'a str,
    trim_before: bool,
    trim_after: bool,
}

impl<'a> Reader<'a> {
    /// Text up to the next tag or output; or that.
    fn step(&mut self) -> Result<(), Flaw> {
        let next = ["{{", "{%"].into_iter().filter_map(|start| self.rest.find(start)).min().unwrap_or(self.rest.len());
        if next > 0 {
            let text = self.take(next);
            self.write_text(text);
            return Ok(());
        }
        if self.rest.starts_with("{{") {
            let line = self.line;
            let inner = self.inner("{{", "}}")?;
            return self.output(&inner, line);
        }
        let line = self.line;
        let inner = self.inner("{%", "%}")?;
        let tag = inner.text.trim_start();
        let line = line + lines(&inner.text[..inner.text.len() - tag.len()]);
        let end = tag.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(tag.len());
        let (name, said) = tag.split_at(end);
        match name {
            "comment" | "doc" => self.comment(name, &inner, line),
            "raw" => self.raw(line),
            "liquid" => self.lines_of_tags(said, line),
            "" if tag.starts_with('#') => {
                self.write_tag("echo", "", &"\n".repeat(lines(inner.text) as usize), &inner, line);
                Ok(())
            }
            _ => self.tag(name, said, &inner, line),
        }
    }

    fn take(&mut self, bytes: usize) -> &'a str {
        let (taken, rest) = self.rest.split_at(bytes);
        self.rest = rest;
        self.line += lines(taken);
        taken
    }

    /// What stands between a start and the next end.
    fn inner(&mut self, start: &str, end: &str) -> Result<Inner<'a>, Flaw> {
        let line = self.line;
        let unclosed = || Flaw::new(line, format!("`{start}` is not closed: `{end}` is missing"));
        let length = self.rest.find(end).ok_or_else(unclosed)?;
        let whole = self.take(length + end.len());
        let text = whole.get(start.len()..length).unwrap_or_default();
        if text.contains("{{") || text.contains("{%") {
            return Err(unclosed());
        }
        let (trim_before, text) = text.strip_prefix('-').map_or((false, text), |text| (true, text));
        let (trim_after, text) = text.strip_suffix('-').map_or((false, text), |text| (true, text));
        Ok(Inner { text, trim_before, trim_after })
    }

    /// The author's own text: all of it is markup, and none of it is Liquid.
    fn write_text(&mut self, text: &str) {
        let mut blanks = 0;
        for c in mark(text).chars() {
            blanks = if c.is_whitespace() { blanks + 1 } else { 0 };
            if blanks == bounds::BLANKS {
                self.liquid.push(NOTHING);
                blanks = 0;
            }
            self.liquid.push(c);
        }
    }

    fn output(&mut self, inner: &Inner<'_>, line: u32) -> Result<(), Flaw> {
        let said = expression::rewrite(inner.text, Mode::Output, line, self.language)?;
        let said = if said.trim().is_empty() { format!("nil{said}") } else { said };
        let output = format!(
            "{{{{{} {said} {}}}}}",
            if inner.trim_before { "-" } else { "" },
            if inner.trim_after { "-" } else { "" }
        );
        self.check(&output, inner.text, line)?;
        self.liquid.push_str(&output);
        Ok(())
    }

    fn tag(&mut self, name: &str, said: &str, inner: &Inner<'_>, line: u32) -> Result<(), Flaw> {
        let mode = match name {
            "if" | "unless" | "elsif" | "case" | "when" => Mode::Condition,
            "for" | "tablerow" => Mode::Loop,
            _ => Mode::Output,
        };
        let blank = "\n".repeat(lines(said) as usize);
        if let Some(known) = block_named(name) {
            let said = expression::rewrite(said, mode, line, self.language)?;
            self.check(&format!("{{% {name} {said} 0 %}}{{% end{name} %}}"), inner.text, line)?;
            self.open(known, line)?;
            self.write_tag(name, &said, "", inner, line);
        } else if let Some(ends) = name.strip_prefix("end").and_then(block_named) {
            self.close(ends, line)?;
            self.write_bare(name, &blank, inner);
        } else if is_tag(name) {
            let said = match name {
                "break" | "continue" => blank,
                _ => expression::rewrite(said, mode, line, self.language)?,
            };
            self.check(&format!("{{% {name} {said} 0 %}}"), inner.text, line)?;
            self.write_tag(name, &said, "", inner, line);
        } else {
            let (within, example): (&[&str], _) = match name {
                "else" => (&["if", "unless", "case", "for"], "if"),
                "elsif" => (&["if", "unless"], "if"),
                "when" => (&["case"], "case"),
                _ => return Err(unknown(name, line)),
            };
            if !self.open.last().is_some_and(|(open, _)| within.contains(open)) {
                return Err(Flaw::new(line, format!("`{name}` stands outside of `{{% {example} %}}`")));
            }
            if name == "else" {
                self.write_bare(name, &blank, inner);
                return Ok(());
            }
            let said = expression::rewrite(said, mode, line, self.language)?;
            let check = if name == "when" { "case nil 0" } else { "if nil 0" };
            let end = if name == "when" { "endcase" } else { "endif" };
            self.check(&format!("{{% {check} %}}{{% {name} {said} 0 %}}{{% {end} %}}"), inner.text, line)?;
            self.write_tag(name, &said, "", inner, line);
        }
        Ok(())
    }

    fn open(&mut self, name: &'static str, line: u32) -> Result<(), Flaw> {
        self.open.push((name, line));
        if self.open.len() > bounds::NESTING {
            return Err(Flaw::new(line, format!("more than {} blocks stand within each other", bounds::NESTING)));
        }
        Ok(())
    }

    fn close(&mut self, name: &str, line: u32) -> Result<(), Flaw> {
        match self.open.pop() {
            Some((open, _)) if open == name => Ok(()),
            Some((open, opened)) => Err(Flaw::new(
                line,
                format!("`{{% end{name} %}}` closes nothing: `{{% {open} %}}` of line {opened} is open"),
            )),
            None => Err(Flaw::new(line, format!("`{{% end{name} %}}` closes nothing"))),
        }
    }

    /// A comment goes up to its own end, whatever is in it.
    fn comment(&mut self, name: &str, inner: &Inner<'_>, line: u32) -> Result<(), Flaw> {
        let (content, end) = self.up_to(name, line)?;
        let blank = "\n".repeat((lines(inner.text) + lines(content) + lines(end.text)) as usize);
        let whole = Inner { text: "", trim_before: inner.trim_before, trim_after: end.trim_after };
        self.write_tag("echo", "", &blank, &whole, line);
        Ok(())
    }

    /// What is raw is text.
    fn raw(&mut self, line: u32) -> Result<(), Flaw> {
        let (content, _) = self.up_to("raw", line)?;
        self.write_text(content);
        Ok(())
    }

    /// What stands before the end of a block that holds no Liquid, and that end.
    fn up_to(&mut self, name: &str, line: u32) -> Result<(&'a str, Inner<'a>), Flaw> {
        let end = format!("end{name}");
        let mut from = 0;
        while let Some(found) = self.rest.get(from..).and_then(|rest| rest.find("{%")) {
            let start = from + found;
            let tag = self.rest.get(start + 2..).unwrap_or_default();
            let tag = tag.strip_prefix('-').unwrap_or(tag).trim_start();
            if tag.strip_prefix(end.as_str()).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric())) {
                let content = self.take(start);
                return Ok((content, self.inner("{%", "%}")?));
            }
            from = start + 2;
        }
        Err(Flaw::new(line, format!("`{{% {name} %}}` is never closed: `{{% {end} %}}` is missing")))
    }

    /// `{% liquid %}`: a tag in every line.
    fn lines_of_tags(&mut self, said: &str, line: u32) -> Result<(), Flaw> {
        let mut commented = false;
        for (number, tag) in (line..).zip(said.split('\n')) {
            let newline = if number == line { "" } else { "\n" };
            let text = tag.trim();
            let end = text.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(text.len());
            let (name, said) = text.split_at(end);
            let inner = Inner { text, trim_before: false, trim_after: false };
            match name {
                "comment" => commented = true,
                "endcomment" => commented = false,
                "" => {}
                _ if !commented => {
                    self.tag(name, said, &inner, number)?;
                    self.write_tag("echo", "", newline, &inner, number);
                    continue;
                }
                _ => {}
            }
            self.write_tag("echo", "", newline, &inner, number);
        }
        Ok(())
    }

    /// A tag with the line in which it stands.
    fn write_tag(&mut self, name: &str, said: &str, blank: &str, inner: &Inner<'_>, line: u32) {
        let said = if name == "echo" && said.trim().is_empty() { "nil" } else { said };
        self.write_bare(name, &format!("{said} {line}{blank}"), inner);
    }

    fn write_bare(&mut self, name: &str, said: &str, inner: &Inner<'_>) {
        let start = if inner.trim_before { "{%-" } else { "{%" };
        let end = if inner.trim_after { "-%}" } else { "%}" };
        for part in [start, " ", name, " ", said, " ", end] {
            self.liquid.push_str(part);
        }
    }

    /// Whether liquid can read this by itself.
    fn check(&self, liquid: &str, shown: &str, line: u32) -> Result<(), Flaw> {
        let Err(error) = liquid_core::parser::parse(liquid, self.language) else { return Ok(()) };
        let shown: String = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        let shown: String = shown.chars().take(80).collect();
        let reason = match expression::reason_of(&error.to_string()) {
            Some(reason) => format!("`{shown}`: {reason}"),
            None => format!("`{shown}` cannot be read"),
        };
        Err(Flaw::new(line, reason))
    }
}

fn unknown(name: &str, line: u32) -> Flaw {
    Flaw::new(
        line,
        match name {
            "" => "a tag has no name".to_owned(),
            "include" | "render" | "section" | "sections" | "layout" => {
                format!("`{name}` takes in another template, and there is none: put its text here")
            }
            "endcomment" | "endraw" | "enddoc" => format!("`{{% {name} %}}` closes nothing"),
            "elseif" | "elif" => format!("there is no tag `{name}`; it is called `elsif`"),
            name => format!("there is no tag `{name}`"),
        },
    )
}

fn lines(text: &str) -> u32 {
    u32::try_from(text.bytes().filter(|byte| *byte == b'\n').count()).unwrap_or(u32::MAX)
}
