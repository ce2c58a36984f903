//! SMS, and what they cost: how many segments a text takes.

use serde::Serialize;

/// A text as it is sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sms {
    /// Without blanks around it.
    pub text: String,
}

/// How a text is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// The alphabet of GSM 03.38, in septets.
    Gsm7,
    /// Everything else, in 16 bits.
    Ucs2,
}

/// What a text takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Segments {
    /// How it is sent.
    pub encoding: Encoding,
    /// How many segments it takes; none, if there is no text.
    pub count: u32,
    /// How many units of the encoding it takes: septets, or 16 bits each.
    pub characters: u32,
    /// How many units are left in the last segment.
    pub left: u32,
}

impl Encoding {
    /// The units that fit into a text of one segment, and into each segment of several.
    fn limits(self) -> (u32, u32) {
        match self {
            Self::Gsm7 => (160, 153),
            Self::Ucs2 => (70, 67),
        }
    }

    /// The units that one character takes; it stays whole within a segment.
    fn units(self, c: char) -> u32 {
        match self {
            Self::Gsm7 if EXTENSION.contains(c) => 2,
            Self::Gsm7 => 1,
            Self::Ucs2 => u32::from(c.len_utf16() == 2) + 1,
        }
    }
}

/// GSM 03.38, its basic table.
const BASIC: &str = "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?\
                     ¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà";

/// GSM 03.38, its extension: two septets each.
const EXTENSION: &str = "\u{C}^{}\\[~]|€";

/// What typographers prefer, and what the alphabet has.
const TYPED: [(char, &str); 9] = [
    ('’', "'"),
    ('‘', "'"),
    ('“', "\""),
    ('”', "\""),
    ('–', "-"),
    ('—', "-"),
    ('…', "..."),
    ('\u{A0}', " "),
    ('\u{202F}', " "),
];

impl Sms {
    /// A text to be sent. Where quotes and dashes alone would make it dearer, they become plain ones.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let lines: Vec<_> = text.lines().map(str::trim).collect();
        let text = lines.join("\n");
        let text = text.trim();
        let typed = text.chars().fold(String::new(), |mut typed, c| {
            match TYPED.iter().find(|(preferred, _)| *preferred == c) {
                Some((_, plain)) => typed.push_str(plain),
                None => typed.push(c),
            }
            typed
        });
        let text = if encoding(&typed) == Encoding::Gsm7 { typed } else { text.to_owned() };
        Self { text }
    }

    /// How many segments it takes.
    #[must_use]
    pub fn segments(&self) -> Segments {
        Segments::of(&self.text)
    }
}

impl Segments {
    /// How many segments a text takes.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let encoding = encoding(text);
        let (alone, each) = encoding.limits();
        let characters = text.chars().map(|c| encoding.units(c)).sum();
        if characters <= alone {
            let count = u32::from(characters > 0);
            return Self { encoding, count, characters, left: alone - characters };
        }
        let (mut count, mut used) = (1, 0);
        for units in text.chars().map(|c| encoding.units(c)) {
            if used + units > each {
                (count, used) = (count + 1, 0);
            }
            used += units;
        }
        Self { encoding, count, characters, left: each - used }
    }
}

fn encoding(text: &str) -> Encoding {
    let known = text.chars().all(|c| BASIC.contains(c) || EXTENSION.contains(c));
    if known { Encoding::Gsm7 } else { Encoding::Ucs2 }
}
