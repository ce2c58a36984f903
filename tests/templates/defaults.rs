//! The default templates, in every language.

use serde_json::json;
use waybill_domain::Moment;
use waybill_domain::Outcome;
use waybill_domain::fulfil::fulfil;
use waybill_domain::id::FulfilmentId;
use waybill_domain::language::Language;
use waybill_domain::message::{Channel, Kind};
use waybill_templates::sample::Sample;
use waybill_templates::{Encoding, check_mail, check_sms, default_mail, default_sms, render_sms};

use crate::given::{default, ordered};

fn every(mut told: impl FnMut(Kind, Language)) {
    for language in Language::ALL {
        for kind in Kind::ALL {
            told(kind, language);
        }
    }
}

#[test]
fn every_default_is_a_template_that_may_be_saved() {
    every(|kind, language| {
        check_mail(&default_mail(kind, language), kind)
            .unwrap_or_else(|broken| panic!("{kind:?} {language:?}: {broken}"));
        check_sms(&default_sms(kind, language), kind)
            .unwrap_or_else(|broken| panic!("{kind:?} {language:?}: {broken}"));
    });
}

#[test]
fn every_mail_names_the_order_and_links_to_its_page() {
    every(|kind, language| {
        let sample = Sample::new(language);
        let facts = sample.facts(kind);
        let mail = default(&facts);
        let page = facts.links.status_page.as_str();
        assert!(mail.subject.contains("#1001"), "{kind:?} {language:?}: {}", mail.subject);
        assert!(mail.html.contains(&format!("href=\"{page}\"")), "{kind:?} {language:?}");
        assert!(mail.text.contains("#1001") && mail.text.contains(page), "{kind:?} {language:?}: {}", mail.text);
        assert!(mail.html.contains(&format!("<html lang=\"{}\">", language.as_str())));
        assert!(!mail.html.contains("[[") && !mail.html.contains("{{") && !mail.html.contains("{%"));
        assert!(mail.html.contains("prefers-color-scheme: dark"));
    });
}

#[test]
fn updates_can_be_opted_out_of_and_confirmations_cannot() {
    every(|kind, language| {
        let html = default(&Sample::new(language).facts(kind)).html;
        assert_eq!(html.contains("https://orders.example.com/unsubscribe/"), kind.is_update(), "{kind:?}");
    });
}

#[test]
fn a_parcels_number_is_text_and_a_link() {
    let sample = Sample::new(Language::En);
    let mail = default(&sample.facts(Kind::ShippingConfirmation));
    assert!(mail.html.contains(">RR123456785SE</a>"), "{}", mail.html);
    assert!(mail.text.contains("RR123456785SE: https://"), "{}", mail.text);
}

#[test]
fn a_digital_delivery_has_the_links_of_its_items() {
    let sample = Sample::new(Language::En);
    let mail = default(&sample.facts(Kind::DigitalDelivery));
    assert!(mail.html.contains("href=\"https://downloads.example.com/mug-cosy.pdf\""));
    assert!(mail.text.contains("Download: https://downloads.example.com/mug-cosy.pdf"), "{}", mail.text);
}

/// The subjects and first lines of the confirmations for three mugs sent in parcels of so many.
fn sent_in(parts: &[u32], language: Language) -> Vec<(String, String)> {
    let mut sample =
        ordered(json!({"name": "#7", "line_items": [{"title": "Mug", "quantity": parts.iter().sum::<u32>().max(1)}]}));
    sample.language = language;
    let mut told = Vec::new();
    for (index, quantity) in parts.iter().enumerate() {
        let line = waybill_domain::id::LineItemId::at(0).text(sample.order.id());
        let input = serde_json::from_value(json!({"line_items": [{"line_item_id": line, "quantity": quantity}]}));
        let moment = Moment { now: sample.now, actor: "test", settings: &sample.settings };
        let Ok(Outcome::Changed(change)) = fulfil(&sample.order, input.expect("input"), &moment) else {
            panic!("{quantity} are open")
        };
        sample.order = change.order;
        let mut facts = sample.facts(Kind::ShippingConfirmation);
        facts.fulfilment = Some(FulfilmentId::at(index));
        let mail = default(&facts);
        let lead = mail.text.lines().find(|line| line.contains("#7") && line.len() > 20).unwrap_or_default().to_owned();
        told.push((mail.subject, lead));
    }
    told
}

#[test]
fn a_shipping_confirmation_says_whether_all_some_or_the_last_items_are_on_their_way() {
    let leads = |parts: &[u32]| sent_in(parts, Language::En).into_iter().map(|(_, lead)| lead).collect::<Vec<_>>();
    assert_eq!(leads(&[1]), ["The item in order #7 is on its way."]);
    assert_eq!(leads(&[3]), ["All items in order #7 are on their way."]);
    assert_eq!(
        leads(&[1, 2, 2]),
        [
            "One item in order #7 is on its way. The rest follows separately.",
            "2 items in order #7 are on their way. The rest follows separately.",
            "The last items in order #7 are on their way.",
        ]
    );
    assert_eq!(leads(&[2, 1]).last().map(String::as_str), Some("The last item in order #7 is on its way."));
}

#[test]
fn each_language_tells_the_parts_apart() {
    for language in Language::ALL {
        let told = sent_in(&[1, 2, 1], language);
        let whole = sent_in(&[4], language);
        let mut subjects: Vec<_> = told.into_iter().chain(whole).map(|(subject, _)| subject).collect();
        subjects.dedup();
        assert!(subjects.len() >= 3, "{language:?}: {subjects:?}");
    }
}

#[test]
fn an_sms_takes_one_segment() {
    every(|kind, language| {
        if !kind.goes_by(Channel::Sms) {
            return;
        }
        let sample = Sample::new(language);
        let mut facts = sample.facts(kind);
        let link = facts.links.status_page.clone();
        facts.links.status_page = format!("{link}{}", "x".repeat(96 - link.len()));
        let sms = render_sms(None, &facts).expect("an SMS");
        let segments = sms.segments();
        let (encoding, count) = if language == Language::Th { (Encoding::Ucs2, 2) } else { (Encoding::Gsm7, 1) };
        assert_eq!((segments.encoding, segments.count), (encoding, count), "{kind:?} {language:?}: {}", sms.text);
        assert!(sms.text.contains(&facts.links.status_page) && sms.text.contains("#1001"));
    });
}

#[test]
fn an_order_that_says_little_makes_no_empty_promises() {
    let sample = ordered(json!({"name": "#8", "line_items": [{"title": "Mug", "quantity": 1}]}));
    for kind in Kind::ALL {
        let mut facts = sample.facts(kind);
        facts.sender_email = None;
        let mail = default(&facts);
        assert!(!mail.text.contains("Total") && !mail.text.contains("Delivery address"), "{}", mail.text);
        assert!(!mail.html.contains("href=\"\""), "{kind:?}");
    }
}

#[test]
fn the_longest_order_stays_within_the_bounds() {
    let kronor = json!({"amount": "12.00", "currency": "SEK"});
    let line = json!({"title": "Mug".repeat(70), "variant_title": "Blue".repeat(40), "quantity": 3, "unit_price": kronor,
        "image_url": format!("https://images.example.com/{}", "x".repeat(50))});
    let mut sample = ordered(json!({"name": "#9", "line_items": vec![line; 250], "totals": {"total": kronor}}));
    let moment = Moment { now: sample.now, actor: "test", settings: &sample.settings };
    let all = serde_json::from_value(json!({})).expect("input");
    if let Ok(Outcome::Changed(change)) = fulfil(&sample.order, all, &moment) {
        sample.order = change.order;
    }
    for kind in Kind::ALL {
        let mut facts = sample.facts(kind);
        facts.fulfilment = facts.fulfilment.map(|_| FulfilmentId::at(0));
        let mail = default(&facts);
        assert_eq!(mail.html.matches("× Mug").count(), 250, "{kind:?}");
        assert!(mail.html.ends_with("</html>"));
    }
}

/// Written for whoever wants to look at them: `MAILS=/some/folder cargo test -p waybill-templates`.
#[test]
fn every_default_can_be_looked_at() {
    let Some(folder) = std::env::var_os("MAILS").map(std::path::PathBuf::from) else { return };
    every(|kind, language| {
        let mail = default(&Sample::new(language).facts(kind));
        let path = folder.join(format!("{}_{}", kind.as_str(), language.as_str()));
        std::fs::write(path.with_extension("html"), mail.html).expect("written");
        std::fs::write(path.with_extension("txt"), format!("{}\n\n{}", mail.subject, mail.text)).expect("written");
    });
}
