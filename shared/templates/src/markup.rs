//! Which characters are markup, and which are only data: every `<` of a message is followed from where it came.
//!
//! What the template's author wrote is markup. What came from an order is not, wherever filters and captures have
//! taken it. So the author's five characters that mean something in HTML are marked before anything is rendered:
//! they are replaced by characters that Unicode keeps for use inside a program (U+FDD0 and on), and no value from
//! outside can bring any. At the end what is unmarked is escaped and what is marked becomes itself. Nothing is
//! escaped twice, nothing slips through, and a comparison in the template sees values as they are.

/// What means something in HTML, and `{`, which means something in Liquid, each with its marked form.
const MARKED: [(char, char); 6] =
    [('<', '\u{FDD0}'), ('>', '\u{FDD1}'), ('&', '\u{FDD2}'), ('"', '\u{FDD3}'), ('\'', '\u{FDD4}'), ('{', '\u{FDD5}')];

/// Says nothing: it parts what liquid is not to read as one.
pub(crate) const NOTHING: char = '\u{FDD6}';

/// All characters that Unicode keeps for use inside a program.
const RESERVED: std::ops::RangeInclusive<char> = '\u{FDD0}'..='\u{FDEF}';

/// The author's text: its characters are markup.
pub(crate) fn mark(text: &str) -> String {
    text.chars().map(|c| MARKED.iter().find(|(plain, _)| *plain == c).map_or(c, |(_, marked)| *marked)).collect()
}

/// Text as it reads, marks or not. It is data from then on.
pub(crate) fn plain(text: &str) -> String {
    text.chars().filter(|c| *c != NOTHING).map(unmarked).collect()
}

/// Text from outside, without any mark of ours.
pub(crate) fn data(text: &str) -> String {
    text.chars().map(|c| if RESERVED.contains(&c) { char::REPLACEMENT_CHARACTER } else { c }).collect()
}

/// What was rendered, as HTML: data is escaped, markup is not.
pub(crate) fn html(rendered: &str) -> String {
    let mut html = String::with_capacity(rendered.len());
    for c in rendered.chars() {
        match c {
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '&' => html.push_str("&amp;"),
            '"' => html.push_str("&quot;"),
            '\'' => html.push_str("&#39;"),
            NOTHING => {}
            c => html.push(unmarked(c)),
        }
    }
    html
}

fn unmarked(c: char) -> char {
    MARKED.iter().find(|(_, marked)| *marked == c).map_or(c, |(plain, _)| *plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_is_escaped_and_markup_is_not() {
        let page = format!("{}{}", mark("<a title=\"&amp;\">"), "<script>'\"&amp;");
        assert_eq!(html(&page), "<a title=\"&amp;\">&lt;script&gt;&#39;&quot;&amp;amp;");
    }

    #[test]
    fn data_cannot_bring_a_mark() {
        let forged = data(&mark("<script>"));
        assert_eq!(html(&forged), "\u{FFFD}script\u{FFFD}");
    }

    #[test]
    fn marked_text_reads_as_it_was_written() {
        assert_eq!(plain(&mark("{ a < b & 'c' \"d\" }")), "{ a < b & 'c' \"d\" }");
    }
}
