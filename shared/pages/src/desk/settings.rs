//! The settings: each group a form of its own, in effect when it is saved (N5).

mod messages;
mod service;

use maud::{Markup, html};
use waybill_domain::message::{Channel, Kind};
use waybill_domain::settings::{FulfilmentMode, Plan};
use waybill_domain::text::Name;

use super::form::{Choice, Form, Input, submit};
use super::frame::Frame;
use super::{Desk, Section, says};
use crate::parts::{Tone, notice};
use crate::words::Words;

/// Where all of them are saved.
const ACTION: &str = "/settings";

/// What a browser suggests for the time zone.
const ZONES: [&str; 24] = [
    "Europe/Stockholm",
    "Europe/Oslo",
    "Europe/Copenhagen",
    "Europe/Helsinki",
    "Europe/London",
    "Europe/Berlin",
    "Europe/Paris",
    "Europe/Madrid",
    "Europe/Warsaw",
    "Europe/Kyiv",
    "Asia/Bangkok",
    "Asia/Ho_Chi_Minh",
    "Asia/Singapore",
    "Asia/Hong_Kong",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Asia/Dubai",
    "Australia/Sydney",
    "Pacific/Auckland",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "UTC",
];

/// The settings' page.
#[derive(Clone, Copy, Debug)]
pub struct SettingsPage<'a> {
    /// Which messages have a template of the store's own.
    pub own_templates: &'a [(Kind, Channel)],
    /// Where the tracking service is to push to, if there is one.
    pub webhook_url: Option<&'a str>,
}

impl SettingsPage<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let title = words.settings();
        let main = html! {
            h1 { (title) }
            @if !desk.writes { (notice(Tone::Info, &words.read_only(), &words.read_only_next())) }
            div.sections {
                nav.tabs aria-label=(title) {
                    a href="#store" { (words.store()) }
                    a href="#fulfilment" { (words.fulfilment()) }
                    a href="#service" { (words.tracking()) }
                    a href="#messages" { (words.messages()) }
                    a href="#templates" { (words.templates()) }
                    a href="#status-page" { (words.customers_page()) }
                }
                fieldset.settings disabled[!desk.writes] {
                    (store(desk))
                    (fulfilment(desk))
                    (service::cards(desk, self.webhook_url))
                    (messages::card(desk))
                    (self.templates(desk))
                    (status_page(desk))
                }
            }
        };
        Frame { desk, section: Section::Settings, title: &title, shows_map: false }.around(&main)
    }

    fn templates(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let template = |kind: Kind, channel: Channel| {
            let own = self.own_templates.contains(&(kind, channel));
            let state = if own { words.own_template() } else { words.default_template() };
            html! {
                a href={ "/desk/settings/templates/" (kind.as_str()) "/" (channel.as_str()) }
                    aria-label=(format!("{}, {}: {state}", says::kind(words, kind), says::channel(words, channel))) { (state) }
            }
        };
        section("templates", &words.templates(), &words.templates_what(), &by_way(words, template))
    }
}

/// A part of the settings: what it is about, and beside it, where there is room, what is set.
fn section(id: &str, title: &str, about: &str, inside: &Markup) -> Markup {
    html! {
        section.card.setting id=(id) {
            div.tight { h2 { (title) } p.muted.small { (about) } }
            div.stack { (inside) }
        }
    }
}

/// A section that is one form.
fn group(desk: &Desk<'_>, form: &Form<'_>, (id, title, about): (&str, &str, &str), fields: &Markup) -> Markup {
    let inside = html! { (fields) @if desk.writes { (submit(&desk.words.save())) } };
    section(id, title, about, &form.around("form", &inside))
}

/// A table with something for each kind of message and each way that it may go: updates never go by SMS.
fn by_way(words: Words, cell: impl Fn(Kind, Channel) -> Markup) -> Markup {
    html! {
        table.table.by-way {
            thead { tr { th { (words.message()) } @for channel in Channel::ALL { th { (says::channel(words, channel)) } } } }
            tbody {
                @for kind in Kind::ALL {
                    tr {
                        th scope="row" { (says::kind(words, kind)) }
                        @for channel in Channel::ALL {
                            td { @if kind.goes_by(channel) { (cell(kind, channel)) } @else { span.muted { "–" } } }
                        }
                    }
                }
            }
        }
    }
}

fn store(desk: &Desk<'_>) -> Markup {
    let (words, settings) = (desk.words, desk.settings);
    let form = Form::new(desk, "settings-store", "put_settings", ACTION);
    let plan = match settings.plan {
        Plan::Boss => words.plan_boss(),
        Plan::Basic => words.plan_basic(),
    };
    let fields = html! {
        (form.line(Input { name: "name", label: &words.store_name(), value: settings.name.as_str(),
            hint: &words.store_name_hint(), required: true, most: Some(500), ..Input::default() }))
        (form.line(Input { name: "time_zone", label: &words.time_zone(), value: settings.time_zone.name(),
            hint: &words.time_zone_hint(), list: "zones", required: true, ..Input::default() }))
        datalist #zones { @for zone in ZONES { option value=(zone) {} } }
        dl.facts { div { dt { (words.plan()) } dd { (plan) } } }
    };
    group(desk, &form, ("store", &words.store(), &words.store_what()), &fields)
}

/// The modes, as a choice (F1–F3).
fn modes(desk: &Desk<'_>) -> [Choice<'static>; 3] {
    let words = desk.words;
    [
        ("manual", words.mode_manual()),
        ("automatic", words.mode_automatic()),
        ("automatic_digital", words.mode_digital()),
    ]
}

fn fulfilment(desk: &Desk<'_>) -> Markup {
    let (words, settings) = (desk.words, desk.settings);
    let form = Form::new(desk, "settings-fulfilment", "put_settings", ACTION);
    let mode = match settings.fulfilment_mode {
        FulfilmentMode::Manual => "manual",
        FulfilmentMode::Automatic => "automatic",
        FulfilmentMode::AutomaticDigital => "automatic_digital",
    };
    let locations = settings.locations.iter().map(Name::as_str).collect::<Vec<_>>().join("\n");
    let fields = html! {
        (form.select(Input { name: "fulfilment_mode", label: &words.fulfilment_mode(), value: mode,
            hint: &words.fulfilment_mode_hint(), ..Input::default() }, &modes(desk)))
        (form.text(Input { name: "locations:lines", label: &words.locations(), value: &locations,
            hint: &words.locations_hint(), ..Input::default() }, 4))
    };
    group(desk, &form, ("fulfilment", &words.fulfilment(), &words.fulfilment_what()), &fields)
}

/// What the customer's page says of the store's own (O6), and what customers may choose there (N10).
fn status_page(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    let messages = &desk.settings.messages;
    let form = Form::new(desk, "settings-status-page", "put_settings", ACTION);
    let fields = html! {
        (form.text(Input { name: "status_page_notes:text", label: &words.status_page_notes(),
            value: messages.status_page_notes.as_ref().map_or("", |note| note.as_str()),
            hint: &words.status_page_notes_hint(), most: Some(5_000), ..Input::default() }, 4))
        (form.tick(Input { name: "email_opt_in:bool", label: &words.email_opt_in(), hint: &words.email_opt_in_hint(),
            ..Input::default() }, messages.email_opt_in))
    };
    group(desk, &form, ("status-page", &words.customers_page(), &words.status_page_where()), &fields)
}
