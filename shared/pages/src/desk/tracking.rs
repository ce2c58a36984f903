//! The tracking page (P1–P5): the parcels of all orders, and which of them require attention.

use maud::{Markup, html};
use waybill_domain::attention::{Rule, attention};
use waybill_domain::condition::{Condition, TrackingStatus};
use waybill_domain::summary::Summary;

use super::codes::{codes, order_address, retrack_form};
use super::frame::Frame;
use super::orders::{day_field, pages, wrong};
use super::says::{attention_lines, fulfilment_badge, rule};
use super::{Desk, Section};
use crate::date;
use crate::icon::{Icon, icon};
use crate::parts::{Tone, empty, notice, status_word};

/// The statuses in the order of a parcel's way.
pub(super) const WAY: [TrackingStatus; 9] = [
    TrackingStatus::Pending,
    TrackingStatus::InTransit,
    TrackingStatus::PickUp,
    TrackingStatus::Delivered,
    TrackingStatus::Undelivered,
    TrackingStatus::Alert,
    TrackingStatus::Expired,
    TrackingStatus::Unrecognized,
    TrackingStatus::Returned,
];

/// A page of the tracking page's rows.
#[derive(Clone, Copy, Debug)]
pub struct TrackingPage<'a> {
    /// The orders.
    pub orders: &'a [Summary],
    /// The cursor of the next page, if there may be one.
    pub next: Option<&'a str>,
    /// What is wrong with what was asked for.
    pub problem: Option<&'a str>,
}

impl TrackingPage<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let title = words.tracking();
        let main = html! {
            h1 { (title) }
            @if desk.tracks() {
                (tabs(desk))
                (filters(desk))
                (retrack_form(desk))
                @if let Some(problem) = self.problem {
                    (wrong(words, problem))
                } @else {
                    section.card.list {
                        @if self.orders.is_empty() { (nothing(desk)) } @else { (self.table(desk)) }
                    }
                }
                (pages(desk, self.next))
            } @else {
                (no_plan(desk))
            }
        };
        Frame { desk, section: Section::Tracking, title: &title, shows_map: false }.around(&main)
    }

    fn table(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        html! {
            table.table.stacked {
                caption.unseen { (words.tracking()) }
                thead {
                    tr {
                        th { (words.order()) }
                        th { (words.customer()) }
                        th { (words.placed()) }
                        th { (words.fulfilment()) }
                        th { (words.tracking_number()) }
                        th { (words.attention()) }
                    }
                }
                tbody {
                    @for order in self.orders {
                        tr {
                            td.first { a.strong href=(order_address(&order.id)) { (order.name) } }
                            td.who data-label=(words.customer()) {
                                span dir="auto" { (order.customer.as_deref().unwrap_or("–")) }
                            }
                            td data-label=(words.placed()) { (date::listed(words, desk.clock(order.placed_at))) }
                            td.state data-label=(words.fulfilment()) {
                                (fulfilment_badge(words, order.at(desk.now).fulfilment_status))
                            }
                            td.wide.none[order.parcels.is_empty()] data-label=(words.tracking_number()) { (codes(desk, &order.id, &order.parcels)) }
                            td.wide data-label=(words.attention()) {
                                (attention_lines(words, &attention(order, desk.now)))
                            }
                        }
                    }
                }
            }
        }
    }
}

/// All orders, or those that require attention, by any rule or by one (P5).
fn tabs(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    let asked = desk.address.get("attention");
    let plain = desk.address.without(&["attention", "cursor"]);
    html! {
        nav.tabs aria-label=(words.attention()) {
            a href=(plain) aria-current=[asked.is_none().then_some("page")] { (words.all_orders()) }
            a href=(plain.with("attention", "true")) aria-current=[(asked == Some("true")).then_some("page")] {
                (icon(Icon::Exclamation)) (words.requires_attention())
            }
            @for (known, id) in [(Rule::P7, "P7"), (Rule::P6, "P6"), (Rule::P8, "P8")] {
                a href=(plain.with("attention", id)) aria-current=[(asked == Some(id)).then_some("page")] {
                    (rule(words, known))
                }
            }
        }
    }
}

fn filters(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    let address = desk.address;
    html! {
        form.filter.filters method="get" action="/desk/tracking" {
            @if let Some(asked) = address.get("attention") { input type="hidden" name="attention" value=(asked); }
            fieldset.statuses {
                legend { (words.tracking_status()) }
                div.pills {
                    @for status in WAY {
                        label.pill {
                            input type="checkbox" name="tracking_status" value=(status.as_str())
                                checked[address.all("tracking_status").any(|asked| asked == status.as_str())];
                            span data-status=(status.as_str()) {
                                (icon(Icon::of(Condition::of(status))))
                                (status_word(words, status))
                            }
                        }
                    }
                }
            }
            div.filter-row {
                (day_field(desk, "placed_from", &words.placed_from()))
                (day_field(desk, "placed_to", &words.placed_to()))
                button.button data-kind="second" type="submit" { (words.apply()) }
                @if !address.query().is_empty() { a.plain href=(address.path()) { (words.show_all()) } }
            }
            @if address.get("attention").is_none() && address.get("placed_from").is_none() {
                p.field-hint { (words.last_thirty_days()) }
            }
        }
    }
}

fn nothing(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    if desk.address.get("attention").is_some() {
        empty(Icon::Tick, &words.nothing_requires_attention(), &words.nothing_requires_attention_next())
    } else if desk.address.query().is_empty() {
        empty(Icon::Van, &words.nothing_tracked(), &words.nothing_tracked_next())
    } else {
        empty(Icon::Search, &words.nothing_found(), &words.nothing_found_next())
    }
}

/// What stands where the plan does not include a page (T11, M4).
pub(super) fn no_plan(desk: &Desk<'_>) -> Markup {
    notice(Tone::Info, &desk.words.problem_plan(), &desk.words.plan_next())
}
