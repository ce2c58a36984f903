//! What an SMS costs.

use waybill_domain::message::Kind;
use waybill_templates::{Encoding, Segments, Sms, SmsTemplate, check_sms};

#[test]
fn segments_are_counted_as_networks_count_them() {
    for (text, encoding, count, characters, left) in [
        (String::new(), Encoding::Gsm7, 0, 0, 160),
        ("a".repeat(160), Encoding::Gsm7, 1, 160, 0),
        ("a".repeat(161), Encoding::Gsm7, 2, 161, 145),
        ("a".repeat(306), Encoding::Gsm7, 2, 306, 0),
        ("a".repeat(307), Encoding::Gsm7, 3, 307, 152),
        ("åäöÅÄÖæøÆØ@£$é".to_owned(), Encoding::Gsm7, 1, 14, 146),
        ("€".repeat(80), Encoding::Gsm7, 1, 160, 0),
        ("€".repeat(81), Encoding::Gsm7, 2, 162, 143),
        // An escape is not parted from what it escapes: 152 septets, then 2.
        (format!("{}€{}", "a".repeat(152), "a".repeat(152)), Encoding::Gsm7, 3, 306, 152),
        ("đ".repeat(70), Encoding::Ucs2, 1, 70, 0),
        ("đ".repeat(71), Encoding::Ucs2, 2, 71, 63),
        ("ก".repeat(135), Encoding::Ucs2, 3, 135, 66),
        ("🧶".repeat(35), Encoding::Ucs2, 1, 70, 0),
        // A pair of 16 bits stays whole: 33 of them in 67 units.
        ("🧶".repeat(36), Encoding::Ucs2, 2, 72, 61),
        ("🧶".repeat(67), Encoding::Ucs2, 3, 134, 65),
    ] {
        let expected = Segments { encoding, count, characters, left };
        assert_eq!(Segments::of(&text), expected, "{} of {:?}", text.chars().count(), text.chars().next());
    }
}

#[test]
fn typography_alone_makes_no_text_dearer() {
    assert_eq!(Sms::new(" It’s “here” – 99\u{A0}kr… \r\n").text, "It's \"here\" - 99 kr...");
    assert_eq!(Sms::new("Đơn hàng – “mới”").text, "Đơn hàng – “mới”");
}

#[test]
fn a_text_of_more_than_ten_segments_is_refused() {
    let check = |text: String| check_sms(&SmsTemplate { text }, Kind::OrderConfirmation);
    assert_eq!(check("a".repeat(1_530)).and(check("đ".repeat(670))), Ok(()));
    for text in ["a".repeat(1_531), "đ".repeat(671), "€".repeat(770)] {
        let broken = check(text).expect_err("too long");
        assert_eq!(broken.reason, "the message takes more than 10 SMS");
    }
}
