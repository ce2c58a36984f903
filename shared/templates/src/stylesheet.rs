//! The style sheet of Shopify's notifications: they link to it, and Shopify puts it in when it sends them. Ours has its
//! names, and looks as our own mails do.

const SHEET: &str = include_str!("shopify.css");

/// Where Shopify's templates say it is.
const PLACE: &str = "/assets/notifications/styles.css";

/// Puts the style sheet where a mail links to it.
pub(crate) fn put_in(html: &str) -> String {
    let (mut dressed, mut rest) = (String::with_capacity(html.len()), html);
    while let Some((before, from)) = rest.find("<link").map(|start| rest.split_at(start)) {
        let (link, after) = from.split_at(from.find('>').map_or(from.len(), |end| end + 1));
        dressed.push_str(before);
        if link.contains(PLACE) {
            dressed.extend(["<style>\n", SHEET, "</style>"]);
        } else {
            dressed.push_str(link);
        }
        rest = after;
    }
    dressed + rest
}
