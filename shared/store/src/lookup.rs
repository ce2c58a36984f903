//! Look-ups: what leads to an order. They are written in the order's own transaction, so that no index can
//! trail, and hashed with the store's secret, so that no key holds an e-mail address.

use std::collections::BTreeSet;

use waybill_domain::Order;
use waybill_domain::id::{OrderId, StoreId};
use waybill_domain::text::EmailAddress;
use waybill_domain::tracking::TrackingNumber;

use crate::error::StoreError;
use crate::item::{Item, get_text, keyed, text};
use crate::keys;
use crate::secret::{StoreSecret, sha256};

/// Something that leads to an order.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Lookup {
    /// What the merchant calls it. Several orders may be called so.
    Name(String),
    /// What another system calls it. One order alone.
    ExternalId(String),
    /// Whose it is.
    Email(String),
    /// The number of a parcel. One number may belong to several orders.
    Number(String),
}

impl Lookup {
    /// Everything that leads to an order.
    #[must_use]
    pub fn of(order: &Order) -> BTreeSet<Self> {
        let name = Self::name(order.name());
        let external_id = order.external_id().map(|id| Self::ExternalId(id.to_owned()));
        let email = order.contact().email.as_ref().map(Self::email);
        let numbers = order.parcels().iter().filter_map(|parcel| parcel.tracking.as_ref());
        let numbers = numbers.map(|tracking| Self::number(&tracking.number));
        [Some(name), external_id, email].into_iter().flatten().chain(numbers).collect()
    }

    /// By name.
    #[must_use]
    pub fn name(name: &str) -> Self {
        Self::Name(name.trim().to_owned())
    }

    /// By e-mail address, in any case.
    #[must_use]
    pub fn email(email: &EmailAddress) -> Self {
        Self::Email(email.folded())
    }

    /// By tracking number, in any spelling.
    #[must_use]
    pub fn number(number: &TrackingNumber) -> Self {
        Self::Number(number.folded())
    }

    pub(crate) fn pk(&self, store: &StoreId, secret: &StoreSecret) -> String {
        let (purpose, value) = match self {
            Self::Name(value) => ("lookup name", value),
            Self::ExternalId(value) => return Self::external_id_pk(store, value),
            Self::Email(value) => ("lookup email", value),
            Self::Number(value) => ("lookup number", value),
        };
        keys::lookup(store, &secret.hash(purpose, value))
    }

    /// An external id says nothing of a person: it is hashed without the secret, so that it can be read in the
    /// same batch as the settings that hold the secret.
    pub(crate) fn external_id_pk(store: &StoreId, external_id: &str) -> String {
        keys::lookup(store, &sha256(&format!("external id {external_id}")))
    }

    pub(crate) fn is_unique(&self) -> bool {
        matches!(self, Self::ExternalId(_))
    }

    pub(crate) fn sk(&self, order: &Order) -> String {
        if self.is_unique() { keys::ONLY.to_owned() } else { keys::placed(order.placed_at(), order.id()) }
    }

    pub(crate) fn item(&self, store: &StoreId, secret: &StoreSecret, order: &Order) -> Item {
        let mut item = keyed(self.pk(store, secret), self.sk(order));
        item.insert("order_id".to_owned(), text(order.id().to_string()));
        item
    }
}

/// The order that a look-up leads to.
pub(crate) fn order_id(item: &Item) -> Result<OrderId, StoreError> {
    read_order_id(get_text(item, "order_id")?)
}

pub(crate) fn read_order_id(text: &str) -> Result<OrderId, StoreError> {
    OrderId::try_from(text.to_owned()).map_err(|_| StoreError::unreadable("a look-up's order"))
}
