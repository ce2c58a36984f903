//! Who messages come from, and which of them go which way (N2, N9).

use maud::{Markup, html};
use waybill_domain::message::{Channel, Kind};

use super::{ACTION, by_way, group};
use crate::desk::Desk;
use crate::desk::form::{Form, Input};
use crate::desk::says;

pub(super) fn card(desk: &Desk<'_>) -> Markup {
    let words = desk.words;
    let messages = &desk.settings.messages;
    let form = Form::new(desk, "settings-messages", "put_settings", ACTION);
    let sender = messages.sender.clone().map(String::from).unwrap_or_default();
    let fields = html! {
        (form.tick(Input { name: "notify_customers:bool", label: &words.notify_customers(),
            hint: &words.notify_customers_hint(), ..Input::default() }, messages.notify_customers))
        (form.line(Input { name: "sender:text", label: &words.sender(), value: &sender, hint: &words.sender_hint(), ..Input::default() }))
        (form.line(Input { name: "reply_to:text", label: &words.reply_to(), kind: "email",
            value: messages.reply_to.as_ref().map_or("", |address| address.as_str()), hint: &words.reply_to_hint(), ..Input::default() }))
        (form.line(Input { name: "sms_sender:text", label: &words.sms_sender(), most: Some(11),
            value: messages.sms_sender.as_ref().map_or("", |sender| sender.as_str()), hint: &words.sms_sender_hint(), ..Input::default() }))
        (policy(desk, &form))
    };
    group(desk, &form, ("messages", &words.messages(), &words.messages_from()), &fields)
}

/// Which kinds of message go which way.
fn policy(desk: &Desk<'_>, form: &Form<'_>) -> Markup {
    let words = desk.words;
    let table = &desk.settings.messages.policy;
    let tick = |kind: Kind, channel: Channel| {
        let name = format!("message_policy.{}.{}:bool", kind.as_str(), channel.as_str());
        let label = format!("{}, {}", says::kind(words, kind), says::channel(words, channel));
        form.tick_alone(&name, &label, table.sends(kind, channel))
    };
    html! { fieldset { legend { (words.message_policy()) } (by_way(words, tick)) } }
}
