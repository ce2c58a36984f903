//! All parts on one page of the desk, to see that they belong together.

use maud::{Markup, html};
use waybill_domain::condition::{Condition, Detail, TrackingStatus};
use waybill_domain::language::Language;
use waybill_pages::icon::{Icon, icon};
use waybill_pages::parts::{Field, Tone, badge, empty, mark, notice, number};
use waybill_pages::shell::{Rail, RailLink, Shell};
use waybill_pages::words::Words;

const WORDS: [(&str, &str, Icon); 5] = [
    ("/desk/orders", "Orders", Icon::Orders),
    ("/desk/tracking", "Tracking", Icon::Van),
    ("/desk/monitoring", "Monitoring", Icon::Bars),
    ("/desk/messages", "Messages", Icon::Mail),
    ("/desk/settings", "Settings", Icon::Sliders),
];

/// The page.
pub fn sheet() -> Markup {
    let words = Words::in_language(Language::En);
    let rail = WORDS.map(|(path, label, icon)| RailLink { path, label, icon, current: path == "/desk/tracking" });
    let shell = Shell {
        words,
        title: "Parts",
        brand: "Norrsken Ceramics",
        languages: None,
        rail: Some(Rail { links: &rail, account: &html! {} }),
        shows_map: false,
    };
    let collect = Condition::new(TrackingStatus::PickUp, None, Some(Detail::AtPickupPoint)).ok();
    let conditions = || TrackingStatus::ALL.into_iter().map(Condition::of).chain(collect);
    shell.around(&html! {
        main.page #main {
            h1 { "Tracking" }
            nav.tabs { a href="#" aria-current="page" { "All" } a href="#" { "Requires attention" } a href="#" { "Delivered" } }
            (notice(Tone::Info, "Six orders were fulfilled.", &""))
            (notice(Tone::Bad, "Two orders were not fulfilled.", &html! { "They are on hold: release them first." }))
            section.card {
                div.card-head { h2 { "Orders" } span.muted.small { "The last 30 days" } }
                div.scroll {
                    table.table {
                        thead { tr { th { "Order" } th { "Customer" } th { "Number" } th { "Status" } th.end { "Total" } } }
                        tbody {
                            @for (place, condition) in conditions().enumerate() {
                                tr {
                                    td { a href="#" { "#" (1001 + place) } }
                                    td { "Ada Lovelace" }
                                    td { (number(words, "RR123456785SE")) }
                                    td { (badge(words, condition)) }
                                    td.end { "SEK 1,234.00" }
                                }
                            }
                        }
                    }
                }
            }
            section.card {
                h2 { "Hold fulfilment" }
                form.form {
                    (Field { name: "note", label: "Note", kind: "text", hint: Some("Only staff see it."), ..Field::default() })
                    (Field { name: "by", label: "Fulfil by", kind: "date", problem: Some("Must be a day to come"), ..Field::default() })
                    div.buttons {
                        button.button { "Hold fulfilment" }
                        button.button data-kind="second" { (icon(Icon::Print)) "Packing slip" }
                        button.button data-kind="danger" { "Cancel fulfilment of 3 items" }
                        button.button data-kind="quiet" { "Never mind" }
                    }
                }
                p { (mark(Icon::Pause, TrackingStatus::Undelivered, "On hold")) }
            }
            section.card { (empty(Icon::Tick, "Nothing requires attention", &html! { "Orders that do will show here." })) }
        }
    })
}
