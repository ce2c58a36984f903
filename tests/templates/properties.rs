//! Whatever a template is, it is refused or it renders.

use proptest::prelude::*;
use waybill_domain::language::Language;
use waybill_domain::message::Kind;
use waybill_templates::sample::Sample;
use waybill_templates::{check_mail, check_sms, render_mail};

use crate::given::{mail, sms};

/// Pieces of templates, well and badly put together.
fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "{{",
        "}}",
        "{%",
        "%}",
        "-",
        "if",
        "endif",
        "for",
        "in",
        "endfor",
        "case",
        "when",
        "endcase",
        "else",
        "elsif",
        "assign",
        "x",
        "=",
        "==",
        "'a'",
        "\"b\"",
        "|",
        "append:",
        "upcase",
        "money",
        "date:",
        "format:",
        ",",
        "(1..3)",
        "[",
        "]",
        ".",
        "line_items",
        "order",
        "comment",
        "endcomment",
        "raw",
        "endraw",
        "liquid",
        "\n",
        " ",
        "<b>",
        "&",
        "capture",
        "endcapture",
        "tablerow",
        "endtablerow",
        "cycle",
        "and",
        "contains",
        "?",
        "%",
        ")",
        "1",
        "99999999999999999999",
        "\u{FDD0}",
        "é",
        "🧶",
        "\t",
        "#",
        "{{ x }}",
        "{% if x %}",
        "{% endif %}",
        "{% raw %}",
    ]);
    prop::collection::vec(words, 0..24).prop_map(|words| words.join(" "))
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn a_template_of_pieces_is_refused_or_renders(template in piece()) {
        refused_or_rendered(&template);
    }

    #[test]
    fn any_text_is_refused_or_renders(template in "\\PC{0,200}") {
        refused_or_rendered(&template);
    }

    #[test]
    fn any_expression_is_refused_or_renders(said in "[a-z0-9 .|:,'\"()\\[\\]<>=?%{}-]{0,40}") {
        refused_or_rendered(&format!("{{{{ {said} }}}}"));
        refused_or_rendered(&format!("{{% if {said} %}}x{{% endif %}}"));
        refused_or_rendered(&format!("{{% for x in {said} %}}x{{% endfor %}}"));
        refused_or_rendered(&format!("{{% assign x = {said} %}}{{{{ x }}}}"));
        refused_or_rendered(&format!("{{% case {said} %}}{{% when {said} %}}{{% endcase %}}"));
    }

    #[test]
    fn no_value_becomes_markup(name in "\\PC{1,40}", filter in prop::sample::select(vec![
        "upcase", "escape", "strip_html", "newline_to_br", "capitalize", "truncate: 9", "split: '' | join: '-'",
        "replace: 'a', '<b>' | escape", "url_decode", "append: name", "json", "highlight: 'a'", "link_to: name",
    ])) {
        let order = serde_json::json!({"name": "#1", "customer": {"first_name": format!("{name}<i>")},
            "line_items": [{"title": "x", "quantity": 1}]});
        prop_assume!(serde_json::from_value::<waybill_domain::place::PlaceOrder>(order.clone()).is_ok());
        let sample = crate::given::ordered(order);
        let template = mail(&format!("{{{{ customer.first_name | {filter} }}}}"));
        let html = render_mail(Some(&template), &sample.facts(Kind::OrderConfirmation)).expect("rendered").html;
        prop_assert!(!html.to_lowercase().contains("<i>"), "{}", html);
    }
}

fn refused_or_rendered(template: &str) {
    let whole = mail(template);
    if check_mail(&whole, Kind::Delivered).is_ok() {
        for language in [Language::Sv, Language::Th] {
            render_mail(Some(&whole), &Sample::new(language).facts(Kind::Delivered)).expect(template);
        }
    }
    let _ = check_sms(&sms(template), Kind::ShippingConfirmation);
}
