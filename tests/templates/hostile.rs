//! What customers and merchants may try.

use serde_json::json;
use waybill_domain::message::Kind;
use waybill_templates::{check_mail, render_mail};

use crate::given::{html, mail, ordered, refused, try_html};

const HOSTILE: &str = "<script>alert('1')</script>\"&{{ shop.name }}{% if";

fn of_a_hostile_customer(template: &str) -> String {
    let sample = ordered(json!({
        "name": "#1", "note": HOSTILE,
        "customer": {"first_name": HOSTILE, "last_name": "\u{FDD0}b\u{FDD1}"},
        "shipping_address": {"name": HOSTILE, "address1": "1 < 2 & 3", "city": "\u{FDD0}i\u{FDD1}"},
        "line_items": [{"title": HOSTILE, "quantity": 1}],
    }));
    let mail = render_mail(Some(&mail(template)), &sample.facts(Kind::OrderConfirmation));
    mail.expect("a template that renders").html
}

const ESCAPED: &str = "&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&quot;&amp;{{ shop.name }}{% if";

#[test]
fn values_are_escaped_once_whatever_they_go_through() {
    for template in [
        "{{ customer.first_name }}",
        "{{ customer.first_name | escape }}",
        "{{ customer.first_name | h | escape_once | escape }}",
        "{{ customer.first_name | append: '' | prepend: '' | strip }}",
        "{% assign x = customer.first_name %}{{ x }}",
        "{% capture x %}{{ customer.first_name }}{% endcapture %}{{ x }}",
        "{% capture x %}{{ customer.first_name }}{% endcapture %}{% capture y %}{{ x | escape }}{% endcapture %}{{ y }}",
        "{{ customer.first_name | url_encode | url_decode }}",
        "{{ 'x' | replace: 'x', customer.first_name }}",
        "{% capture x %}NAME{% endcapture %}{{ x | replace: 'NAME', customer.first_name }}",
        "{{ line_items | map: 'title' | join: '' }}",
        "{% for line in line_items %}{{ line.title }}{% endfor %}",
        "{{ customer.first_name | split: '' | join: '' }}",
        "{{ note | default: 'none' | truncate: 1000 }}",
        "{% liquid\n assign x = note\n echo x %}",
        "{% cycle note, 'x' %}",
        "{{ note | highlight: 'nothing' }}",
        "{{ note | newline_to_br }}",
    ] {
        assert_eq!(of_a_hostile_customer(template), ESCAPED, "{template}");
    }
}

#[test]
fn nothing_of_a_customer_becomes_markup() {
    for template in [
        "{{ shipping_address | format_address }}",
        "{{ shipping_address }}",
        "{{ customer.last_name }}",
        "{{ customer.last_name | url_encode | url_decode }}",
        "{{ '%EF%B7%90script%EF%B7%91' | url_decode }}",
        "{{ order | json }}",
        "{{ line_items }}",
        "{{ note | link_to: note, note }}",
        "{{ note | img_tag: note }}",
        "{{ note | highlight: '<script>' }}",
        "{{ note | strip_html }}",
        "{{ note | upcase }}{{ note | capitalize }}{{ note | camelcase }}",
        "<a title=\"{{ note }}\">",
    ] {
        let html = of_a_hostile_customer(template).to_lowercase();
        assert!(!html.contains("<script") && !html.contains("<b>") && !html.contains("<i>"), "{template}: {html}");
        let inside = html.replace("<a title=\"", "").replace("\">", "");
        assert!(!template.starts_with("<a") || !inside.contains('"'), "{html}");
    }
}

#[test]
fn what_the_author_writes_is_markup() {
    assert_eq!(
        html("<p class=\"a\">{{ '<b>' }}&amp;{{ 'x' | append: '<br>' }}</p>"),
        "<p class=\"a\"><b>&amp;x<br></p>"
    );
    assert_eq!(html("{% capture x %}<b>{{ 'A & B' | escape }}</b>{% endcapture %}{{ x }}"), "<b>A &amp; B</b>");
    assert_eq!(html("{{ 'a,b' | split: ',' | join: '<br/>' }}"), "a<br/>b");
    assert_eq!(html("{% raw %}{{ <b> }}{% endraw %}"), "{{ <b> }}");
    assert_eq!(html("{% assign x = '<i>' %}{{ x }}{{ x | size }}"), "<i>3");
    assert!(html("{{ shipping_address | format_address }}").contains("Ada Lindqvist<br/>Storgatan 14<br/>"));
}

#[test]
fn comparisons_see_values_as_they_are() {
    for (condition, holds) in [
        ("\"A & B\" == 'A & B'", true),
        ("x == 'A & <B>'", true),
        ("x contains '<B>'", true),
        ("x contains '&lt;'", false),
        ("y == 'A & <B>'", true),
    ] {
        let template = format!(
            "{{% assign x = 'A & <B>' %}}{{% capture y %}}A & <B>{{% endcapture %}}{{% if {condition} %}}yes{{% endif %}}"
        );
        assert_eq!(html(&template), if holds { "yes" } else { "" }, "{condition}");
    }
}

#[test]
fn links_do_not_run() {
    for template in
        ["{{ 'Click' | link_to: 'javascript:alert(1)' }}", "{{ 'Click' | link_to: ' JaVaScRiPt:alert(1)' }}"]
    {
        assert_eq!(html(template), "<a href=\"#\">Click</a>");
    }
}

#[test]
fn a_subject_is_one_line() {
    let sample = ordered(
        json!({"name": "#1", "note": "a\nBcc: all@example.com", "line_items": [{"title": "x", "quantity": 1}]}),
    );
    let template = waybill_templates::MailTemplate {
        subject: "{{ note }}\r\n\t{{ shop.name }} & co {{ '\n' }}".to_owned(),
        html: String::new(),
    };
    let mail = render_mail(Some(&template), &sample.facts(Kind::OrderConfirmation)).expect("a mail");
    assert_eq!(mail.subject, "a Bcc: all@example.com Umeå Mugs & co");
}

#[test]
fn what_would_never_end_is_refused_with_its_line() {
    let long_group = &format!("{{% for i in (1..99999) %}}{{% cycle '{}': '' %}}{{% endfor %}}", "g".repeat(60_000));
    let doubling = "{% assign a = 'aaaaaaaa' %}\n{% for i in (1..60) %}{% assign a = a | append: a %}{% endfor %}";
    for (template, line) in [
        ("\n{% for i in (1..100000000) %}x{% endfor %}", 2),
        ("{% for i in (1..9999) %}\n{% for j in (1..9999) %}{{ j }}{% endfor %}{% endfor %}", 2),
        ("{% for i in (1..999999) limit: 99999999 %}{% for j in (1..999999) %}{% endfor %}{% endfor %}", 1),
        ("\n\n{% tablerow i in (1..100000000) %}{% endtablerow %}", 3),
        (doubling, 2),
        ("{% assign a = 'x' | split: '' %}\n{% for i in (1..40) %}{% assign a = a | concat: a %}{% endfor %}", 2),
        ("{% assign a = 'xx' %}\n{% for i in (1..40) %}{% capture a %}{{ a }}{{ a }}{% endcapture %}{% endfor %}", 2),
        ("{% assign a = 'xx' %}{% for i in (1..40) %}\n{% assign a = a | replace: 'x', a %}{% endfor %}", 2),
        ("{% for i in (1..300000) %}{% assign a = 'a,b,c' | split: ',' | sort | uniq | join: 'x' %}{% endfor %}", 1),
        ("{% for i in (1..9999) %}{{ order | json }}{% endfor %}", 1),
        (long_group, 1),
        ("{% for i in (1..99999) %}{% if order == order %}{% endif %}{% endfor %}", 1),
        ("{% for i in (1..200000) %}some of the same{% endfor %}", 1),
    ] {
        let (found, reason) = refused(template);
        assert_eq!(found, line, "{template}: {reason}");
        assert!(reason.contains("KB") || reason.contains("too long"), "{reason}");
    }
}

#[test]
fn what_is_not_gone_through_costs_nothing() {
    for (template, said) in [
        ("{% for i in (1..999999999999) %}{{ i }}{% break %}{% endfor %}", "1"),
        ("{% for i in (1..999999999999) limit: 2 reversed %}{{ i }}{% endfor %}", "21"),
        ("{% for i in (1..999999999999) offset: 999999999998 %}{{ i }}{% endfor %}", "999999999999"),
        ("{% for i in (1..3) offset: 9 %}{{ i }}{% else %}none{% endfor %}", "none"),
        ("{% for i in (3..1) %}{{ i }}{% else %}none{% endfor %}", "none"),
    ] {
        assert_eq!(html(template), said, "{template}");
    }
}

/// Where each beginning looks for its end anew, these take as long as their length's square.
#[test]
fn what_begins_often_and_never_ends_is_read_fast() {
    for (piece, filter) in
        [("&", "escape_once"), ("<", "strip_html"), ("<!--", "strip_html"), ("<script", "strip_html")]
    {
        let doubled =
            "{% for i in (1..16) %}{% if a.size < 16384 %}{% assign a = a | append: a %}{% endif %}{% endfor %}";
        let often = format!("{{% for i in (1..60) %}}{{% assign b = a | {filter} %}}{{% endfor %}}{{{{ b.size }}}}");
        let template = format!("{{% assign a = '{piece}' %}}{doubled}{often}");
        assert!(html(&template).parse::<usize>().is_ok_and(|size| size >= 16_384), "{filter} of {piece}");
    }
}

#[test]
fn what_is_nested_too_deeply_is_refused() {
    let blocks = |name: &str, said: &str| {
        format!("{}{}", format!("{{% {name} {said} %}}").repeat(1_000), format!("{{% end{name} %}}").repeat(1_000))
    };
    for template in [
        blocks("if", "x"),
        blocks("for", "x in y"),
        blocks("unless", "x"),
        blocks("capture", "x"),
        "{% if x %}".repeat(5_000),
        format!("{{{{ {}1{} }}}}", "a[".repeat(5_000), "]".repeat(5_000)),
        format!("{{{{ {} }}}}", "[".repeat(20_000)),
        format!("{{% if {} %}}{{% endif %}}", "(".repeat(20_000)),
    ] {
        assert!(check_mail(&mail(&template), Kind::ShippingConfirmation).is_err());
    }
    assert!(refused(&blocks("if", "x")).1.contains("within each other"));
}

#[test]
fn what_is_long_is_read_fast_or_refused() {
    let most = waybill_templates::bounds::TEMPLATE_BYTES;
    for piece in [
        " ",
        "\n",
        "{",
        "{{",
        "{%",
        "{{ a ",
        "{% a ",
        "{{a|",
        "'",
        "{{'",
        "\u{FDD0}",
        "<b x=1>",
        "{%-",
        "{{ a }}",
        "{% if a %}{% endif %}",
        "[",
        "{% comment %}",
    ] {
        let template = piece.repeat(most / piece.len());
        let _ = check_mail(&mail(&template), Kind::ShippingConfirmation);
    }
    for (start, piece) in [
        ("{{ a ", "| upcase "),
        ("{{ a", ".b"),
        ("{% if a ", "and a "),
        ("{% case a %}{% when a ", ", a "),
        ("{{ a | append: a", ", a"),
    ] {
        let template = format!("{start}{} }}}}", piece.repeat(most / piece.len() - 20));
        let _ = check_mail(&mail(&template), Kind::ShippingConfirmation);
    }
    assert!(refused(&"x".repeat(most + 1)).1.contains("128 KB"));
}

#[test]
fn numbers_beyond_counting_are_refused_or_harmless() {
    assert!(refused("{{ 99999999999999999999 }}").1.contains("digits"));
    assert!(refused("a\n{% for i in (1..99999999999999999999) %}{% endfor %}").0 == 2);
    for template in [
        "{{ 999999999999999 | times: 999999999999999 | times: 999999999999999 }}",
        "{{ 5 | divided_by: 0 }}{{ 5 | modulo: 0 }}{{ 'x' | plus: nil | abs | round: 999 }}",
        "{{ 'abc' | slice: -99, 999999999999999 }}{{ 'abc' | truncate: -5 }}{{ 'abc' | slice: 999999999999999, 5 }}",
        "{{ total_price | times: 999999999999999 | times: 999999999999999 | money }}",
        "{{ 'now' | date: '%Q %!' }}{{ 'x' | date: '%Y' }}{{ '999999999999999' | date: '%Y' }}",
        "{% tablerow i in (1..3) cols: 0 %}{{ i }}{% endtablerow %}",
    ] {
        assert!(try_html(template).is_ok(), "{template}");
    }
}
