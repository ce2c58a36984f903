//! Every language says everything, with the same variables, and nothing that is never said.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use waybill_domain::language::Language;
use waybill_pages::words::{MESSAGES, Words, source};

type Variables = BTreeSet<String>;

/// The messages of a language's file, and their variables.
fn messages(language: Language) -> BTreeMap<String, Variables> {
    let resource = parser::parse(source(language)).unwrap_or_else(|(_, wrong)| panic!("{language:?}: {wrong:?}"));
    let mut messages = BTreeMap::new();
    for entry in resource.body {
        let Entry::Message(message) = entry else { continue };
        let mut variables = Variables::new();
        collect(&message.value.expect("a message says something"), &mut variables);
        assert!(message.attributes.is_empty(), "{language:?} {}", message.id.name);
        let twice = messages.insert(message.id.name.to_owned(), variables);
        assert!(twice.is_none(), "{language:?} says {} twice", message.id.name);
    }
    messages
}

fn collect(pattern: &Pattern<&str>, variables: &mut Variables) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            match expression {
                Expression::Inline(inline) => inside(inline, variables),
                Expression::Select { selector, variants } => {
                    inside(selector, variables);
                    for variant in variants {
                        collect(&variant.value, variables);
                    }
                }
            }
        }
    }
}

fn inside(expression: &InlineExpression<&str>, variables: &mut Variables) {
    match expression {
        InlineExpression::VariableReference { id } => {
            variables.insert(id.name.to_owned());
        }
        InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        other => panic!("what the test does not know: {other:?}"),
    }
}

#[test]
fn every_language_has_every_message_with_the_same_variables() {
    let listed: BTreeMap<_, Variables> = MESSAGES
        .into_iter()
        .flatten()
        .map(|(key, variables)| ((*key).to_owned(), variables.iter().map(|name| (*name).to_owned()).collect()))
        .collect();
    assert_eq!(listed.len(), MESSAGES.into_iter().flatten().count(), "a message is listed twice");
    for language in Language::ALL {
        let file = messages(language);
        let keys = |of: &BTreeMap<String, Variables>| of.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&file), keys(&listed), "{language:?}");
        for (key, variables) in &listed {
            assert_eq!(&file[key], variables, "{language:?} {key}");
        }
    }
}

#[test]
fn no_language_is_another_one_by_mistake() {
    let english = messages_of(Language::En);
    for language in Language::ALL.into_iter().filter(|language| *language != Language::En) {
        let same = messages_of(language).into_iter().filter(|(key, text)| english.get(key) == Some(text)).count();
        assert!(same < 24, "{language:?} says {same} things as English does");
    }
}

/// The files' lines, by their message's name.
fn messages_of(language: Language) -> BTreeMap<&'static str, &'static str> {
    source(language).lines().filter_map(|line| line.split_once(" = ")).collect()
}

#[test]
fn nothing_is_written_that_is_never_said() {
    let mut code = String::new();
    read_all(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
    let said = |key: &str| code.contains(&format!(".{key}(")) || code.contains(&format!("Words::{key})"));
    let unused: Vec<_> = MESSAGES.into_iter().flatten().filter(|(key, _)| !said(key)).collect();
    assert!(unused.is_empty(), "{unused:?}");
}

fn read_all(folder: &Path, code: &mut String) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read_all(&path, code);
        } else {
            // A call may begin on a line of its own.
            code.push_str(&std::fs::read_to_string(&path).expect("a file").replace('\n', " "));
        }
    }
}

#[test]
fn a_count_is_said_as_the_language_counts() {
    let said = |language| Words::in_language(language).scans_earlier(1_200);
    assert_eq!(said(Language::En), "1,200 earlier scans");
    assert_eq!(said(Language::Sv), "1\u{202f}200 tidigare skanningar");
    assert_eq!(said(Language::Vi), "1.200 lần quét trước đó");
    assert_eq!(Words::in_language(Language::En).scans_earlier(1), "1 earlier scan");
    assert_eq!(Words::in_language(Language::Nb).scans_earlier(1), "1 tidligere skanning");
}
