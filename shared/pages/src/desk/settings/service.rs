//! Who follows the store's parcels, and where its customers follow them (N3). Keys are taken and never shown.

use maud::{Markup, html};
use waybill_domain::service::Service;

use super::{ACTION, group, section};
use crate::desk::Desk;
use crate::desk::form::{Form, Input, folded, submit_danger};
use crate::parts::number;

/// What the settings suggest as a tracking site.
const SUGGESTED: &str = "https://t.17track.net/en#nums=";

pub(super) fn cards(desk: &Desk<'_>, webhook_url: Option<&str>) -> Markup {
    let words = desk.words;
    let inside = html! {
        (service(desk))
        @if let Some(url) = webhook_url {
            dl.facts { div { dt { (words.webhook_url()) } dd { (number(words, url)) } dd.field-hint { (words.webhook_url_hint()) } } }
        }
        @if desk.writes && desk.settings.tracking_service.is_some() { (none(desk)) }
    };
    html! {
        (section("service", &words.tracking_service(), &words.tracking_service_what(), &inside))
        (site(desk))
    }
}

fn site(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    let form = Form::new(desk, "settings-tracking", "put_settings", ACTION);
    let site = desk.settings.custom_tracking_url.as_ref().map_or("", |url| url.as_str());
    let fields = form.line(Input {
        name: "custom_tracking_url:text",
        label: &words.custom_tracking_url(),
        value: site,
        hint: &words.custom_tracking_url_hint(SUGGESTED),
        kind: "url",
        ..Input::default()
    });
    group(desk, &form, ("tracking", &words.tracking_site(), &words.tracking_site_what()), &fields)
}

fn service(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    let known = desk.settings.tracking_service.as_ref();
    let form = Form::new(desk, "settings-service", "put_settings", ACTION);
    let services = Service::ALL.map(|service| (service.as_str(), name(service).to_owned()));
    let kept = if known.is_some() { words.key_kept() } else { words.key_needed() };
    let url = known.and_then(|known| known.url.as_ref()).map_or("", |url| url.as_str());
    let secret = if known.is_some_and(|known| known.webhook_secret.is_some()) {
        words.webhook_secret_kept()
    } else {
        words.webhook_secret_hint()
    };
    form.around("form", &html! {
        (form.select(Input { name: "tracking_service.service", label: &words.tracking_service(),
            value: known.map_or("17track", |known| known.service.as_str()), ..Input::default() }, &services))
        (form.line(Input { name: "tracking_service.key", label: &words.service_key(), kind: "password",
            hint: &kept, required: known.is_none(), ..Input::default() }))
        (form.line(Input { name: "tracking_service.webhook_secret", label: &words.webhook_secret(), kind: "password",
            hint: &secret, ..Input::default() }))
        (form.line(Input { name: "tracking_service.url:text", label: &words.service_url(), kind: "url", value: url,
            hint: &words.service_url_hint(), ..Input::default() }))
        @if desk.writes { (crate::desk::form::submit(&words.save())) }
    })
}

fn none(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    let form = Form::new(desk, "settings-no-service", "put_settings", ACTION);
    folded(
        "fold-no-service",
        &words.no_service(),
        form.stands(),
        &form.around(
            "form",
            &html! {
                input type="hidden" name="tracking_service:text" value="";
                p.muted { (words.no_service_what()) }
                (submit_danger(&words.no_service()))
            },
        ),
    )
}

/// What a service calls itself.
fn name(service: Service) -> &'static str {
    match service {
        Service::SeventeenTrack => "17TRACK",
        Service::AfterShip => "AfterShip",
        Service::EasyPost => "EasyPost",
        Service::Karrio => "Karrio",
        Service::Shippo => "Shippo",
    }
}
