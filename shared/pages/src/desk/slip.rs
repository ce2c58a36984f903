//! The packing slip of a fulfilment: one sheet of paper, to lie in the parcel. No prices: it may be a present.

use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::order::Fulfilment;

use super::codes::order_address;
use super::frame::{Frame, up};
use super::order::customer::lines;
use super::{Desk, Section};
use crate::date;
use crate::icon::{Icon, icon};

/// A fulfilment, as its packing slip.
#[derive(Clone, Copy, Debug)]
pub struct SlipPage<'a> {
    /// The order.
    pub order: &'a Order,
    /// What of it is sent.
    pub fulfilment: &'a Fulfilment,
}

impl SlipPage<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let order = self.order;
        let title = format!("{} {}", words.packing_slip(), order.name());
        let main = html! {
            div.page-head data-screen {
                (up(&order_address(order.id()), &words.order_number(order.name())))
                button.button.by-script type="button" data-print { (icon(Icon::Print)) (words.print()) }
            }
            section.card.slip {
                div.slip-head {
                    div.tight {
                        p.strong dir="auto" { (desk.settings.name.as_str()) }
                        p.muted { (words.packing_slip()) }
                    }
                    h1 dir="auto" { (order.name()) }
                }
                div.slip-facts {
                    @if let Some(address) = &order.contact().shipping_address {
                        div.private.slip-to { p.muted.small { (words.delivered_to()) } (lines(words, address)) }
                    }
                    dl.facts {
                        div { dt { (words.placed()) } dd { (date::day(words, desk.clock(order.placed_at()).date_naive())) } }
                        div { dt { (words.sent()) } dd { (date::day(words, desk.clock(self.fulfilment.created_at()).date_naive())) } }
                        @for parcel in order.parcels_of(self.fulfilment.id()) {
                            @if let Some(tracking) = &parcel.tracking {
                                div { dt { (words.tracking_number()) } dd { code { (tracking.number.as_str()) } } }
                            }
                        }
                    }
                }
                table.table {
                    thead { tr { th.end { (words.how_many()) } th { (words.item()) } th { (words.article()) } th.packed { (words.packed()) } } }
                    tbody {
                        @for (id, quantity) in self.fulfilment.lines() {
                            @if let Some(item) = order.line_item(*id) {
                                tr {
                                    td.end.strong { (quantity) }
                                    td dir="auto" {
                                        span.strong { (item.title.as_str()) }
                                        @if let Some(variant) = &item.variant_title { " " span.muted { (variant.as_str()) } }
                                    }
                                    td { @if let Some(sku) = &item.sku { code { (sku.as_str()) } } }
                                    td.packed { span.tick-box {} }
                                }
                            }
                        }
                    }
                }
                @let rest = order.at(desk.now).quantities();
                @if rest.open + rest.held > 0 { p.muted { (words.more_to_come(rest.open + rest.held)) } }
            }
        };
        Frame { desk, section: Section::Orders, title: &title, shows_map: false }.around(&main)
    }
}
