//! The store.

use liquid_core::model::{Object, Value};

use super::{currency, object, text};
use crate::facts::Facts;

pub(super) fn of(facts: &Facts<'_>) -> Object {
    let name = facts.settings.name.as_str();
    let shop = object([
        ("name", text(name)),
        ("email", text(facts.sender_email)),
        ("customer_email", text(facts.sender_email)),
        ("currency", text(currency(facts.order))),
        ("locale", text(facts.language.as_str())),
        ("email_logo_url", Value::Nil),
        ("email_logo_width", Value::Nil),
        ("email_accent_color", text("#0B5FAE")),
    ]);
    object([("shop", Value::Object(shop)), ("shop_name", text(name)), ("shop_email", text(facts.sender_email))])
}
