//! Liquid as Shopify's templates write it.

use crate::given::{html, refused, text};

#[test]
fn what_nobody_knows_is_empty() {
    for template in [
        "{{ nothing }}",
        "{{ nothing.at.all }}",
        "{{ nothing[0].title }}",
        "{{ line_items[99].title }}",
        "{{ line_items[nothing].title }}",
        "{{ nothing[nothing] }}",
        "{{ nothing | upcase | money | date: '%Y' | img_url: 'small' }}",
        "{% for x in nothing %}x{% endfor %}",
        "{% if nothing %}x{% endif %}{% if nothing.at.all == 'x' %}x{% endif %}{% if nothing contains 'x' %}x{% endif %}",
        "{% if nothing > 5 %}x{% endif %}{% if nothing != nil %}x{% endif %}",
        "{{ }}",
    ] {
        assert_eq!(html(template), "", "{template}");
    }
    assert_eq!(html("{{ nothing | default: 'x' }}{% if nothing == blank %}y{% endif %}"), "xy");
}

#[test]
fn what_liquid_says_is_done() {
    for (template, said) in [
        ("{% if 1 == 2 %}a{% elsif 2 == 2 %}b{% else %}c{% endif %}", "b"),
        ("{% unless 1 == 2 %}a{% else %}b{% endunless %}", "a"),
        ("{% if true or false and false %}a{% endif %}", "a"),
        ("{% case 'x' %} {% when 'a', 'x' %}one{% when 'y' or 'z' %}two{% else %}three{% endcase %}", "one"),
        ("{% for i in (1..3) %}{{ i }}{% if forloop.last %}.{% else %},{% endif %}{% endfor %}", "1,2,3."),
        ("{% for i in (1..9) limit: 2 offset: 3 reversed %}{{ i }}{% endfor %}", "54"),
        (
            "{% for i in (1..9) %}{% if i == 3 %}{% break %}{% endif %}{% if i == 1 %}{% continue %}{% endif %}{{ i }}{% endfor %}",
            "2",
        ),
        ("{% for i in nothing %}x{% else %}none{% endfor %}", "none"),
        ("{% for i in (1..4) %}{% cycle 'a', 'b' %}{% endfor %}", "abab"),
        (
            "{% tablerow i in (1..3) cols: 2 %}{{ i }}{% endtablerow %}",
            "<tr class=\"row1\"><td class=\"col1\">1</td><td class=\"col2\">2</td></tr><tr class=\"row2\"><td class=\"col1\">3</td></tr>",
        ),
        ("a {%- comment %} {{ broken | nothing {% endif %} {% endcomment -%} b", "ab"),
        ("{% # only a note %}x", "x"),
        ("{% liquid\n  assign x = 5\n  if x > 3\n    echo x\n  endif\n%}", "5"),
        ("{% assign x = 'a' %}{% capture x %}{{ x }}b{% endcapture %}{{ x }}", "ab"),
        ("{% increment n %}{% increment n %}{% decrement m %}", "01-1"),
        ("  {{- 'x' -}}  ", "x"),
        ("{{ 'a b' | upcase | replace: 'A', 'c' | append: '!' }}", "cB!".replace("cB", "c B").as_str()),
        ("{{ 'a,b,c' | split: ',' | last }}{{ 'a,b' | split: ',' | size }}{{ line_items.first.quantity }}", "c22"),
        (
            "{{ 7 | divided_by: 2 }} {{ 7 | divided_by: 2.0 }} {{ 7 | modulo: 2 }} {{ 1.005 | times: 2 }}",
            "3 3.5 1 2.01",
        ),
        ("{{ shop.name.size }}{% if shop.name.size > 8 %} long{% endif %}{{ nothing.size }}", "9 long"),
        ("{{ 1 | pluralize: 'item', 'items' }} {{ 2 | pluralize: 'item', 'items' }}", "item items"),
        ("{{ 'Blue Mug, 35 cl' | handleize }}", "blue-mug-35-cl"),
        (
            "{{ 'one two three' | truncatewords: 2 }} {{ 'abcdef' | truncate: 5 }} {{ 'abc' | slice: -2, 2 }}",
            "one two... ab... bc",
        ),
        ("{{ line_items | map: 'quantity' | join: '+' }}={{ line_items | sum: 'quantity' }}", "2+1+1=4"),
        ("{{ line_items | where: 'requires_shipping' | size }}", "2"),
        ("{{ '<STYLE>p {}</style>a<!-- b -->c<br>d<script>e()</script>f < g' | strip_html }}", "acdf &lt; g"),
        (
            "{{ 'a & b &amp; c &#39; &nosuchlongname; &' | escape_once }}",
            "a &amp; b &amp; c &#39; &amp;nosuchlongname; &amp;",
        ),
    ] {
        assert_eq!(html(template), said, "{template}");
    }
}

#[test]
fn money_and_dates_are_said_as_people_do() {
    assert_eq!(text("{{ total_price | money }} / {{ total_price | money_with_currency }}"), "781.00 kr / 781.00 SEK");
    assert_eq!(
        text("{{ shipping_price | money_without_trailing_zeros }} {{ tax_price | money_without_currency }}"),
        "49 kr 156.20"
    );
    assert_eq!(text("{{ date | date: '%B %-d, %Y %H:%M' }}"), "November 1, 2026 13:00");
    assert_eq!(
        text("{{ created_at | date: format: 'date' }} {{ created_at | date: '%A' }}"),
        "November 1, 2026 Sunday"
    );
    assert_eq!(text("{{ '2026-03-04' | date: '%d/%m' }} {{ 'now' | date: '%Y-%m-%d' }}"), "04/03 2026-11-02");
}

#[test]
fn what_shopify_forgives_is_forgiven() {
    for (template, said) in [
        ("{% if order_name %%}x{% endif %}", "x"),
        ("{{ shop.name) }}", "Umeå Mugs"),
        ("{% if (order_name == '#1001') and (1 == 1) %}x{% endif %}", "x"),
        ("{{ shop.name | }}{{ shop.name | upcase: }}", "Umeå MugsUMEÅ MUGS"),
        ("{{\tshop.name\u{A0}|\tupcase }}", "UMEÅ MUGS"),
        ("{% if requires_shipping? %}x{% endif %}", "x"),
        ("{% if fulfillment.requires_shipping? and has_high_risks? == false %}x{% endif %}", "x"),
        ("{% if true %}x{% else if false %}y{% endif if %}", "x"),
        ("{% for line in line_items %}{% endfor line %}x", "x"),
    ] {
        assert_eq!(html(template), said, "{template}");
    }
}

#[test]
fn what_is_broken_is_refused_with_its_line_and_a_reason() {
    for (template, line, reason) in [
        ("a\n{{ x | sparkle }}", 2, "there is no filter `sparkle`"),
        ("{% if x | sparkle %}{% endif %}", 1, "there is no filter `sparkle`"),
        ("\n\n{% sparkle %}", 3, "there is no tag `sparkle`"),
        ("\n{% include 'x' %}", 2, "`include` takes in another template, and there is none: put its text here"),
        ("{% if x %}\n{% for y in x %}\n{% endif %}", 3, "`{% endif %}` closes nothing: `{% for %}` of line 2 is open"),
        ("\n{% if x %}\n\n", 2, "`{% if %}` is never closed: `{% endif %}` is missing"),
        ("x\n{% endfor %}", 2, "`{% endfor %}` closes nothing"),
        ("x\n{{ y", 2, "`{{` is not closed: `}}` is missing"),
        ("x\n{{ y\n<b>{{ z }}", 2, "`{{` is not closed: `}}` is missing"),
        ("\n{% else %}", 2, "`else` stands outside of `{% if %}`"),
        ("\n{{ 'x }}", 2, "a quote is not closed: ' is missing"),
        ("\n{{ a b c }}", 2, "`a b c` cannot be read"),
        ("\n{% assign x %}", 2, "`assign x` cannot be read"),
        ("\n{% if a = b %}{% endif %}", 2, "`if a = b` cannot be read"),
        ("\n\n{{ 'a' | append }}", 3, "`'a' | append`: `append` needs an argument"),
        ("{% comment %}", 1, "`{% comment %}` is never closed: `{% endcomment %}` is missing"),
        ("{% liquid\n assign x = 1\n sparkle\n%}", 3, "there is no tag `sparkle`"),
        ("{%\n if\n x = y %}{% endif %}", 2, "`if x = y` cannot be read"),
        ("{% elseif x %}", 1, "there is no tag `elseif`; it is called `elsif`"),
    ] {
        assert_eq!(refused(template), (line, reason.to_owned()), "{template}");
    }
}
