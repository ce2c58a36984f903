//! What stands within a tag or an output, rewritten as liquid's grammar has it.
//!
//! Shopify reads these laxly. Forgiven as there: parentheses that group nothing, a stray `%` or `)`, a pipe, comma or
//! colon at the end, a question mark at the end of a name, tabs and hard spaces.

use liquid_core::Language;

use crate::bounds;
use crate::broken::Flaw;
use crate::markup::mark;

/// What an expression is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// What is written: quoted text is markup where it is written, and not where it is looked for.
    Output,
    /// What is asked.
    Condition,
    /// What is gone through: the one place for ranges.
    Loop,
}

/// Filters whose arguments are written, and from which argument on.
const WRITTEN: [(&str, usize); 7] = [
    ("append", 0),
    ("prepend", 0),
    ("join", 0),
    ("default", 0),
    ("replace", 1),
    ("replace_first", 1),
    ("replace_last", 1),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Token<'a> {
    Blank(&'a str),
    Quoted(char, &'a str),
    Word(&'a str),
    Sign(char),
}

/// The expression as liquid reads it, in as many lines.
pub(crate) fn rewrite(text: &str, mode: Mode, line: u32, language: &Language) -> Result<String, Flaw> {
    let tokens = forgive(tokens(text, line)?, mode);
    check(&tokens, line, language)?;
    let mut liquid = String::new();
    let mut filter = None;
    let mut argument = 0;
    let mut piped = false;
    for token in tokens {
        match token {
            Token::Blank(blank) => {
                liquid.extend(blank.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
                continue;
            }
            Token::Quoted(quote, quoted) => {
                let written = filter
                    .is_none_or(|name| WRITTEN.iter().any(|(written, from)| *written == name && argument >= *from));
                liquid.push(quote);
                if mode == Mode::Output && written {
                    liquid.push_str(&mark(quoted));
                } else {
                    liquid.push_str(quoted);
                }
                liquid.push(quote);
            }
            Token::Word(word) => {
                if piped {
                    (filter, argument) = (Some(word), 0);
                }
                liquid.push_str(word.trim_end_matches('?'));
            }
            Token::Sign(sign) => {
                argument += usize::from(sign == ',');
                liquid.push(sign);
            }
        }
        piped = token == Token::Sign('|');
    }
    Ok(liquid)
}

/// What liquid's own error means, where it means something to an author.
pub(crate) fn reason_of(error: &str) -> Option<String> {
    let (_, rest) = error.split_once("needs: ")?;
    rest.lines().next().map(|needs| needs.trim().to_owned())
}

fn tokens(text: &str, line: u32) -> Result<Vec<Token<'_>>, Flaw> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-' | '?');
        let blank = |c: char| c.is_whitespace() || c.is_control();
        let length = |is: &dyn Fn(char) -> bool| rest.find(|c| !is(c)).unwrap_or(rest.len());
        let taken = match first {
            '"' | '\'' => {
                let inner = rest.get(1..).unwrap_or_default();
                let Some(end) = inner.find(first) else {
                    return Err(Flaw::new(line, format!("a quote is not closed: {first} is missing")));
                };
                tokens.push(Token::Quoted(first, inner.get(..end).unwrap_or_default()));
                end + 2
            }
            c if blank(c) => {
                let end = length(&blank);
                tokens.push(Token::Blank(rest.get(..end).unwrap_or_default()));
                end
            }
            c if word(c) => {
                let end = length(&word);
                tokens.push(Token::Word(rest.get(..end).unwrap_or_default()));
                end
            }
            c => {
                tokens.push(Token::Sign(c));
                c.len_utf8()
            }
        };
        rest = rest.get(taken..).unwrap_or_default();
    }
    Ok(tokens)
}

/// Drops what Shopify does not mind.
fn forgive(tokens: Vec<Token<'_>>, mode: Mode) -> Vec<Token<'_>> {
    let parenthesis = |token: &Token<'_>| matches!(token, Token::Sign('(' | ')'));
    let mut kept: Vec<_> = match mode {
        Mode::Loop => tokens,
        Mode::Output | Mode::Condition => tokens.into_iter().filter(|token| !parenthesis(token)).collect(),
    };
    let stray = |token: &Token<'_>| match token {
        Token::Sign(sign) => matches!(sign, '|' | ',' | ':' | '%' | '}' | '{' | ';') && mode != Mode::Loop,
        _ => false,
    };
    while let Some(last) = kept.iter().rposition(|token| !matches!(token, Token::Blank(_))) {
        if !kept.get(last).is_some_and(stray) {
            break;
        }
        kept.remove(last);
    }
    kept
}

/// Whether all filters are known, no number is too long, and no bracket too deep.
fn check(tokens: &[Token<'_>], line: u32, language: &Language) -> Result<(), Flaw> {
    let mut depth = 0_usize;
    let mut said = tokens.iter().filter(|token| !matches!(token, Token::Blank(_))).peekable();
    while let Some(token) = said.next() {
        match token {
            Token::Sign('|') => match said.peek() {
                Some(Token::Word(name)) if language.filters.get(name).is_none() => {
                    return Err(Flaw::new(line, format!("there is no filter `{}`", shortened(name))));
                }
                _ => {}
            },
            Token::Sign('[') => depth += 1,
            Token::Sign(']') => depth = depth.saturating_sub(1),
            Token::Word(word) if word.split(|c: char| !c.is_ascii_digit()).any(|run| run.len() > bounds::DIGITS) => {
                return Err(Flaw::new(line, format!("a number has more than {} digits", bounds::DIGITS)));
            }
            _ => {}
        }
        if depth > bounds::BRACKETS {
            return Err(Flaw::new(line, format!("more than {} brackets stand within each other", bounds::BRACKETS)));
        }
    }
    Ok(())
}

fn shortened(name: &str) -> String {
    name.chars().take(60).collect()
}
