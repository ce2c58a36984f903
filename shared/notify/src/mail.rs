//! How a mail's own headers are written.

use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use waybill_domain::sender::Sender;

/// Bytes of one encoded word: with its frame it stays under the 75 characters that RFC 2047 allows.
const WORD_BYTES: usize = 42;

/// Who a mail is from, as SES takes it: a name beyond ASCII in encoded words (RFC 2047).
pub(crate) fn from(sender: &Sender, store: &str) -> String {
    let name = sender.name.as_deref().unwrap_or(store);
    if name.is_ascii() { sender.mailbox(store) } else { format!("{} <{}>", encoded(name), sender.address.as_str()) }
}

fn encoded(name: &str) -> String {
    let (mut words, mut word) = (String::new(), String::new());
    for character in name.chars().filter(|character| !character.is_control()) {
        if word.len() + character.len_utf8() > WORD_BYTES {
            add_word(&mut words, &word);
            word.clear();
        }
        word.push(character);
    }
    add_word(&mut words, &word);
    words
}

fn add_word(words: &mut String, word: &str) {
    let between = if words.is_empty() { "" } else { " " };
    let _ = write!(words, "{between}=?UTF-8?B?{}?=", STANDARD.encode(word));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_beyond_ascii_is_encoded_in_words_that_are_short_enough() {
        let sender = Sender::try_from("orders@example.com".to_owned()).expect("a sender");
        assert_eq!(from(&sender, "Ada's Shop"), "\"Ada's Shop\" <orders@example.com>");
        assert_eq!(from(&sender, "Åsa"), "=?UTF-8?B?w4VzYQ==?= <orders@example.com>");
        let long = from(&sender, &"ร้านของแอดา".repeat(8));
        assert!(long.split(' ').all(|word| word.len() <= 75), "{long}");
    }
}
