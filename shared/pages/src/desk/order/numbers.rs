//! The tracking numbers of a fulfilment: given with it, added later, or corrected (F9, T2).

use maud::{Markup, html};
use waybill_domain::Order;
use waybill_domain::carrier::Carrier;
use waybill_domain::order::Fulfilment;
use waybill_domain::tracking::{Parcel, Tracking};

use crate::desk::Desk;
use crate::desk::form::{Form, Input, folded, submit};

/// The id of the list of carriers that a browser suggests.
const CARRIERS: &str = "carriers";

/// Whether to tell the customer, against the store's setting (N2).
pub(super) fn notify(desk: &Desk<'_>, form: &Form<'_>) -> Markup {
    let words = desk.words;
    let usual =
        if desk.settings.messages.notify_customers { words.notify_usual_on() } else { words.notify_usual_off() };
    let choices = [("", usual), ("true", words.notify_yes()), ("false", words.notify_no())];
    form.select(Input { name: "notify_customer:bool", label: &words.notify_customer(), ..Input::default() }, &choices)
}

/// A number, its carrier and its link, as one entry of the list `tracking`.
pub(in crate::desk) fn number_fields(
    desk: &Desk<'_>,
    form: &Form<'_>,
    index: usize,
    known: Option<&Tracking>,
) -> Markup {
    let words = desk.words;
    let name = |part: &str| format!("tracking[{index}].{part}");
    let carrier = known.and_then(|known| known.carrier.as_ref()).map_or("", |carrier| carrier.as_str());
    let url = known.and_then(|known| known.url.as_ref()).map_or("", |url| url.as_str());
    html! {
        div.number-fields {
            (form.line(Input {
                name: &name("number:choice"), label: &words.tracking_number(),
                value: known.map_or("", |known| known.number.as_str()), most: Some(64), ..Input::default()
            }))
            (form.line(Input {
                name: &name("carrier"), label: &words.carrier(), value: carrier, list: CARRIERS, most: Some(100), ..Input::default()
            }))
            @if !url.is_empty() {
                (form.line(Input { name: &name("url"), label: &words.tracking_link(), value: url, kind: "url", ..Input::default() }))
            }
        }
    }
}

/// Numbers to add to a fulfilment: two at a time.
pub(in crate::desk) fn add(desk: &Desk<'_>, order: &Order, fulfilment: &Fulfilment, has_any: bool) -> Markup {
    let words = desk.words;
    let place = fulfilment.id().index() + 1;
    let name = format!("add-{place}");
    let form = Form::new(desk, name.clone(), "add_tracking", path(order, fulfilment, "tracking"));
    let inside = form.around(
        "form",
        &html! {
            @for index in 0..2 { (number_fields(desk, &form, index, None)) }
            (notify(desk, &form))
            (submit(&words.add_numbers()))
        },
    );
    // Right after fulfilling, the number is what is missing.
    folded(&format!("fold-{name}"), &words.add_numbers(), form.stands() || !has_any, &inside)
}

/// All numbers of a fulfilment, to be corrected or emptied.
pub(in crate::desk) fn replace(desk: &Desk<'_>, order: &Order, fulfilment: &Fulfilment, parcels: &[&Parcel]) -> Markup {
    let words = desk.words;
    let name = format!("replace-{}", fulfilment.id().index() + 1);
    let form = Form::new(desk, name.clone(), "replace_tracking", path(order, fulfilment, "tracking/replace"));
    let tracked = || parcels.iter().filter_map(|parcel| Some((*parcel, parcel.tracking.as_ref()?)));
    let inside = form.around(
        "form",
        &html! {
            p.muted { (words.correct_numbers_what()) }
            @for (index, (parcel, tracking)) in tracked().enumerate() {
                input type="hidden" name={ "tracking[" (index) "].parcel_id" } value=(parcel.id.text(order.id()));
                (number_fields(desk, &form, index, Some(tracking)))
            }
            (notify(desk, &form))
            (submit(&words.correct_numbers()))
        },
    );
    html! {
        @if tracked().next().is_some() {
            (folded(&format!("fold-{name}"), &words.correct_numbers(), form.stands(), &inside))
        }
    }
}

/// The carriers that are known, for a browser to suggest: once on a page.
pub(in crate::desk) fn carriers() -> Markup {
    html! { datalist id=(CARRIERS) { @for carrier in Carrier::all() { option value=(carrier.name) {} } } }
}

/// A route of a fulfilment.
pub(super) fn path(order: &Order, fulfilment: &Fulfilment, rest: &str) -> String {
    format!("/orders/{}/fulfilments/{}/{rest}", order.id(), fulfilment.id().text(order.id()))
}
