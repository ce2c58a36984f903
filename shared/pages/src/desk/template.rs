//! A message's template (N4, N7): edited, and looked at as a customer would get it, on a sample or on an order.
//!
//! What is looked at is a stranger's HTML: it stands in a frame without an origin, a script or a network.

use maud::{Markup, html};
use waybill_domain::message::{Channel, Kind};
use waybill_domain::template::{TEMPLATE_BYTES, Template};

use super::address::Address;
use super::form::{Form, Input, folded};
use super::frame::{Frame, up};
use super::{Desk, Section, says};
use crate::icon::{Icon, icon};
use crate::parts::{Tone, notice};

/// A template, and how what is written from it looks.
#[derive(Clone, Copy, Debug)]
pub struct TemplatePage<'a> {
    /// What the message is about.
    pub kind: Kind,
    /// How it goes.
    pub channel: Channel,
    /// What is in the editor: the store's own, or the default one, or what was typed.
    pub template: &'a Template,
    /// Whether the store has one of its own.
    pub own: bool,
    /// The message, or why there is none: in the API's words.
    pub rendering: Result<&'a Rendering, &'a str>,
    /// The order on which it is looked at, and its name; a sample, if there is none.
    pub order: Option<(&'a str, &'a str)>,
}

/// A message as a customer would get it.
#[derive(Clone, Debug, Default)]
pub struct Rendering {
    /// A mail's subject.
    pub subject: Option<String>,
    /// A mail's HTML.
    pub html: Option<String>,
    /// A mail's text, or an SMS.
    pub text: String,
    /// How many SMS it takes.
    pub segments: Option<u32>,
}

impl TemplatePage<'_> {
    /// The page.
    #[must_use]
    pub fn render(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let title = says::kind(words, self.kind);
        let main = html! {
            (up(&Address::of("/desk/settings"), &words.settings()))
            div.tight {
                h1 { (title) }
                p.muted {
                    (says::channel(words, self.channel)) " · "
                    @if self.own { (words.own_template()) } @else { (words.default_template()) }
                }
            }
            div.editor {
                @if desk.writes { (self.edit(desk)) }
                (self.look(desk))
            }
        };
        Frame { desk, section: Section::Settings, title: &title, shows_map: false }.around(&main)
    }

    /// The field of a part, where the settings take it.
    fn part(&self, part: &str) -> String {
        format!("templates.{}.{}.{part}", self.kind.as_str(), self.channel.as_str())
    }

    fn edit(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let form = Form::new(desk, "template", "put_settings", "/settings");
        let most = u32::try_from(TEMPLATE_BYTES).ok();
        let own_path = format!("/desk/settings/templates/{}/{}", self.kind.as_str(), self.channel.as_str());
        let reset = Form::new(desk, "template-default", "put_settings", "/settings");
        html! {
            section.card {
                h2 { (words.template()) }
                (form.around("form wide-form", &html! {
                    @match self.template {
                        Template::Email { subject, html } => {
                            (form.line(Input { name: &self.part("subject"), label: &words.subject(), value: subject, required: true, most, ..Input::default() }))
                            (form.text(Input { name: &self.part("html"), label: &words.body(), value: html, hint: &words.liquid_hint(), required: true, most, ..Input::default() }, 20))
                        }
                        Template::Sms { text } => {
                            (form.text(Input { name: &self.part("text"), label: &words.body(), value: text, hint: &words.liquid_hint(), required: true, most, ..Input::default() }, 8))
                        }
                    }
                    div.buttons {
                        button.button type="submit" { (words.save()) }
                        button.button data-kind="second" type="submit" formaction=(own_path) data-preview
                            data-kind-of=(self.kind.as_str()) data-channel=(self.channel.as_str()) data-order=[self.order.map(|(id, _)| id)]
                            data-busy=(words.rendering()) { (icon(Icon::Eye)) (words.preview()) }
                    }
                }))
                @if self.own {
                    (folded("fold-default", &words.back_to_default(), reset.stands(), &reset.around("form", &html! {
                        input type="hidden" name={ "templates." (self.kind.as_str()) "." (self.channel.as_str()) ":text" } value="";
                        p.muted { (words.back_to_default_what()) }
                        div.buttons { button.button data-kind="second" type="submit" { (words.back_to_default()) } }
                    })))
                }
            }
        }
    }

    fn look(&self, desk: &Desk<'_>) -> Markup {
        let words = desk.words;
        let of = match self.order {
            Some((_, name)) => words.preview_of_order(name),
            None => words.preview_of_sample(),
        };
        html! {
            section.card.look #look data-said=(words.preview_shown()) data-cannot=(words.cannot_be_rendered()) {
                div.card-head { h2 { (words.preview()) } span.muted.small { (of) } }
                div data-wrong { @if let Err(wrong) = self.rendering { (notice(Tone::Bad, &words.cannot_be_rendered(), &html! { span lang="en" dir="auto" { (wrong) } })) } }
                @let shown = self.rendering.ok();
                @match self.channel {
                    Channel::Email => {
                        p.strong dir="auto" data-subject { (shown.and_then(|it| it.subject.as_deref()).unwrap_or_default()) }
                        iframe.letter sandbox="" title=(words.preview()) srcdoc=(shown.and_then(|it| it.html.as_deref()).unwrap_or_default()) {}
                        details.fold {
                            summary { (words.as_text()) (icon(Icon::Chevron)) }
                            pre.fold-in dir="auto" data-text { (shown.map_or("", |it| it.text.as_str())) }
                        }
                    }
                    Channel::Sms => {
                        div.bubble dir="auto" data-text { (shown.map_or("", |it| it.text.as_str())) }
                        p.muted.small data-segments=(words.sms_segments()) {
                            (words.sms_segments()) " " span { (shown.and_then(|it| it.segments).unwrap_or_default()) }
                        }
                    }
                }
            }
        }
    }
}
