//! How a name is spelled in the letters that every carrier's machines have.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The form in which two spellings of a name are equal: upper case, accents folded, one space between words.
#[must_use]
pub fn folded(name: &str) -> String {
    let mut words = String::new();
    for c in name.nfkd().filter(|c| !is_combining_mark(*c)) {
        match c {
            'Æ' | 'æ' => words.push_str("AE"),
            'Ø' | 'ø' => words.push('O'),
            'Œ' | 'œ' => words.push_str("OE"),
            'ß' | 'ẞ' => words.push_str("SS"),
            'Ł' | 'ł' => words.push('L'),
            'Đ' | 'đ' | 'Ð' | 'ð' => words.push('D'),
            'Þ' | 'þ' => words.push_str("TH"),
            'ı' => words.push('I'),
            '\'' | '’' | '‘' | 'ʻ' | 'ʼ' | '`' | '´' | '.' => {}
            c if c.is_alphanumeric() => words.extend(c.to_uppercase()),
            _ => words.push(' '),
        }
    }
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The same where two letters stand for one that a machine has not: `MUELLER` for Müller.
#[must_use]
pub fn spelled_out(name: &str) -> String {
    let mut letters = String::new();
    for c in name.nfc() {
        match c {
            'Ä' | 'ä' => letters.push_str("ae"),
            'Ö' | 'ö' | 'Ø' | 'ø' => letters.push_str("oe"),
            'Ü' | 'ü' => letters.push_str("ue"),
            'Å' | 'å' => letters.push_str("aa"),
            c => letters.push(c),
        }
    }
    folded(&letters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_name_are_equal() {
        assert_eq!(folded("Umeå"), folded("UMEA"));
        assert_eq!(folded("Nguyễn Thị Ánh"), folded("NGUYEN  THI-ANH"));
        assert_eq!(folded("Côte d’Ivoire"), "COTE DIVOIRE");
        assert_eq!(spelled_out("Åsa Müller"), "AASA MUELLER");
        assert_eq!(folded("王伟"), "王伟");
    }
}
