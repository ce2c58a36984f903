//! What the pages say, in five languages (Project Fluent): for each a file in `l10n/`, and one in `l10n/desk`, compiled in.
//!
//! Every message is a method of [`Words`], named as in the files and with the same variables; `tests/pages/words.rs`
//! holds methods and files together. What a language lacks is said in English. Fluent's isolation marks are off: all
//! five languages are written from left to right, and what people wrote stands in elements of its own with
//! `dir="auto"`.

use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;
use waybill_domain::language::Language;

use crate::number;

/// Defines the methods of some messages, and the list of them.
macro_rules! messages {
    ($($key:ident($($variable:ident: $kind:ty),*);)*) => {
        impl Words {
            $(
                #[doc = concat!("What `", stringify!($key), "` says.")]
                #[must_use]
                pub fn $key(self $(, $variable: $kind)*) -> String {
                    self.say(stringify!($key), &[$((stringify!($variable), $variable.into())),*])
                }
            )*
        }

        /// The name of each, and its variables.
        pub(super) const MESSAGES: &[(&str, &[&str])] = &[$((stringify!($key), &[$(stringify!($variable)),*])),*];
    };
}

#[path = "messages.rs"]
mod messages;
#[path = "messages_of_acts.rs"]
mod messages_of_acts;
#[path = "messages_of_desk.rs"]
mod messages_of_desk;

/// The name of every message there is, and its variables: what customers read, and what merchants do.
pub const MESSAGES: [&[(&str, &[&str])]; 3] =
    [messages::MESSAGES, messages_of_desk::MESSAGES, messages_of_acts::MESSAGES];

/// All that is said in one language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    language: Language,
}

impl Words {
    /// What is said in a language.
    #[must_use]
    pub fn in_language(language: Language) -> Self {
        Self { language }
    }

    /// The language.
    #[must_use]
    pub fn language(self) -> Language {
        self.language
    }

    fn say(self, key: &'static str, variables: &[(&'static str, FluentValue<'_>)]) -> String {
        let arguments: FluentArgs<'_> = variables.iter().cloned().collect();
        let spoken = |language| formatted(bundle(language), key, &arguments);
        // A message that no language has cannot be: a test holds the English file to the list.
        spoken(self.language).or_else(|| spoken(Language::En)).unwrap_or_else(|| key.to_owned())
    }
}

/// The text of a language's files: customers', then merchants'.
#[must_use]
pub fn source(language: Language) -> &'static str {
    match language {
        Language::En => concat!(include_str!("../l10n/en.ftl"), include_str!("../l10n/desk/en.ftl")),
        Language::Sv => concat!(include_str!("../l10n/sv.ftl"), include_str!("../l10n/desk/sv.ftl")),
        Language::Nb => concat!(include_str!("../l10n/nb.ftl"), include_str!("../l10n/desk/nb.ftl")),
        Language::Vi => concat!(include_str!("../l10n/vi.ftl"), include_str!("../l10n/desk/vi.ftl")),
        Language::Th => concat!(include_str!("../l10n/th.ftl"), include_str!("../l10n/desk/th.ftl")),
    }
}

type Bundle = FluentBundle<FluentResource>;

fn formatted(bundle: &Bundle, key: &str, arguments: &FluentArgs<'_>) -> Option<String> {
    let pattern = bundle.get_message(key)?.value()?;
    let mut wrong = Vec::new();
    let text = bundle.format_pattern(pattern, Some(arguments), &mut wrong).into_owned();
    wrong.is_empty().then_some(text)
}

/// Read when the first page of a language is made: a page needs one, or two.
fn bundle(language: Language) -> &'static Bundle {
    static EN: LazyLock<Bundle> = LazyLock::new(|| read(Language::En));
    static SV: LazyLock<Bundle> = LazyLock::new(|| read(Language::Sv));
    static NB: LazyLock<Bundle> = LazyLock::new(|| read(Language::Nb));
    static VI: LazyLock<Bundle> = LazyLock::new(|| read(Language::Vi));
    static TH: LazyLock<Bundle> = LazyLock::new(|| read(Language::Th));
    match language {
        Language::En => &EN,
        Language::Sv => &SV,
        Language::Nb => &NB,
        Language::Vi => &VI,
        Language::Th => &TH,
    }
}

fn read(language: Language) -> Bundle {
    // What is well-formed of a broken file is kept; a test holds all of them to be whole.
    let resource = FluentResource::try_new(source(language).to_owned()).unwrap_or_else(|(well_formed, _)| well_formed);
    let locale: LanguageIdentifier = language.as_str().parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![locale]);
    bundle.set_use_isolating(false);
    bundle.set_formatter(Some(match language {
        Language::En => |value, _| grouped(Language::En, value),
        Language::Sv => |value, _| grouped(Language::Sv, value),
        Language::Nb => |value, _| grouped(Language::Nb, value),
        Language::Vi => |value, _| grouped(Language::Vi, value),
        Language::Th => |value, _| grouped(Language::Th, value),
    }));
    bundle.add_resource_overriding(resource);
    bundle
}

/// A count as the language writes it.
fn grouped(language: Language, value: &FluentValue<'_>) -> Option<String> {
    match value {
        FluentValue::Number(count) => Some(number::digits(language, &count.as_string())),
        _ => None,
    }
}
