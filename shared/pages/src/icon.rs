//! The drawn signs: each stands once in a page, as a symbol, and is used wherever it is needed.

use maud::{Markup, PreEscaped, html};
use waybill_domain::condition::{Condition, Detail, TrackingStatus};
use waybill_domain::line_item::Kind;

/// Defines the signs: a word for each, and what is drawn on 24 by 24 with a line of 2.
macro_rules! icons {
    ($($(#[$doc:meta])* $name:ident, $id:literal, $drawn:literal;)*) => {
        /// A drawn sign.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Icon {
            $($(#[$doc])* $name,)*
        }

        impl Icon {
            const ALL: &[(&str, &str)] = &[$(($id, $drawn)),*];

            fn id(self) -> &'static str {
                match self {
                    $(Self::$name => $id,)*
                }
            }
        }
    };
}

icons! {
    /// Pending.
    Dot, "i-dot", r#"<circle cx="12" cy="12" r="6"/>"#;
    /// In transit.
    Arrow, "i-arrow", r#"<path d="M4 12h15M13 6l6 6-6 6"/>"#;
    /// At a pickup point.
    Pin, "i-pin", r#"<path d="M12 21s-7-6.2-7-11.5a7 7 0 0 1 14 0C19 14.8 12 21 12 21z"/><circle cx="12" cy="9.5" r="2"/>"#;
    /// Out for delivery.
    Van, "i-van", r#"<path d="M2 6h12v10H2zM14 9.5h4l4 3.8V16h-8"/><circle cx="7" cy="17.5" r="2"/><circle cx="17.5" cy="17.5" r="2"/>"#;
    /// Delivered.
    Tick, "i-tick", r#"<path d="M4.5 12.5l5 5 10-11"/>"#;
    /// Undelivered.
    TurnBack, "i-turn", r#"<path d="M8 20V9.5a5 5 0 0 1 10 0V15M4 16l4 4 4-4"/>"#;
    /// Alert.
    Exclamation, "i-alert", r#"<path d="M12 4v10M12 19v.5"/>"#;
    /// Expired.
    Hourglass, "i-hourglass", r#"<path d="M6 3h12M6 21h12M7.5 3c0 5.5 9 7 9 18M16.5 3c0 5.5-9 7-9 18"/>"#;
    /// Unrecognized.
    Question, "i-question", r#"<path d="M8 8.5a4 4 0 1 1 6 3.5c-1.5.9-2 1.6-2 3M12 19.5v.5"/>"#;
    /// Returned.
    Back, "i-back", r#"<path d="M20 12H5M11 6l-6 6 6 6"/>"#;
    /// Goods.
    Parcel, "i-parcel", r#"<path d="M4 8l8-4.5L20 8v8.5l-8 4.5-8-4.5zM4 8l8 4.5L20 8M12 12.5V21M8 5.8l8 4.5"/>"#;
    /// A download.
    Download, "i-download", r#"<path d="M12 4v11M7 10.5l5 5 5-5M5 20h14"/>"#;
    /// A gift card.
    Gift, "i-gift", r#"<path d="M4 11h16v9H4zM3 7.5h18V11H3zM12 7.5V20M12 7.5C8 7.5 7 3 9.5 3S12 7.5 12 7.5 12 3 14.5 3 16 7.5 12 7.5z"/>"#;
    /// Work.
    Service, "i-service", r#"<path d="M14.5 6.5a4 4 0 0 0-5 5L4 17l3 3 5.5-5.5a4 4 0 0 0 5-5L15 12l-3-3z"/>"#;
    /// Copy.
    Copy, "i-copy", r#"<path d="M9 9h11v11H9zM15 9V4H4v11h5"/>"#;
    /// Another site.
    Elsewhere, "i-elsewhere", r#"<path d="M8 16L18 6M10 6h8v8"/>"#;
    /// Languages.
    Globe, "i-globe", r#"<circle cx="12" cy="12" r="9"/><path d="M3 12h18M12 3c5 5.5 5 12.5 0 18M12 3c-5 5.5-5 12.5 0 18"/>"#;
    /// More below.
    Chevron, "i-chevron", r#"<path d="M6 9.5l6 6 6-6"/>"#;
    /// Private.
    Lock, "i-lock", r#"<path d="M5 11h14v9H5zM8 11V8a4 4 0 0 1 8 0v3"/>"#;
    /// Who has signed in.
    Person, "i-person", r#"<circle cx="12" cy="8" r="4"/><path d="M4.5 20.5a7.5 7.5 0 0 1 15 0"/>"#;
    /// A letter.
    Mail, "i-mail", r#"<path d="M3 6h18v13H3zM3 7l9 7 9-7"/>"#;
    /// A telephone.
    Phone, "i-phone", r#"<path d="M8 2.5h8a1.5 1.5 0 0 1 1.5 1.5v16a1.5 1.5 0 0 1-1.5 1.5H8A1.5 1.5 0 0 1 6.5 20V4A1.5 1.5 0 0 1 8 2.5zM11 18.5h2"/>"#;
    /// An SMS.
    Speech, "i-speech", r#"<path d="M4 5h16v11H11l-4.5 4V16H4z"/>"#;
    /// Something to know.
    Info, "i-info", r#"<circle cx="12" cy="12" r="9"/><path d="M12 11v5.5M12 7.5V8"/>"#;
    /// Only for the merchant.
    Eye, "i-eye", r#"<path d="M2.5 12S6 5.5 12 5.5 21.5 12 21.5 12 18 18.5 12 18.5 2.5 12 2.5 12z"/><circle cx="12" cy="12" r="2.5"/>"#;
    /// A day.
    Calendar, "i-calendar", r#"<path d="M4 6h16v14H4zM4 10.5h16M8.5 3.5v4M15.5 3.5v4"/>"#;
    /// Cancelled.
    Cross, "i-cross", r#"<path d="M6 6l12 12M18 6L6 18"/>"#;
    /// Held.
    Pause, "i-pause", r#"<path d="M9 5v14M15 5v14"/>"#;
    /// The desk: orders.
    Orders, "i-orders", r#"<path d="M5 3h14v18l-3.5-2-3.5 2-3.5-2L5 21zM9 8h6M9 12h6"/>"#;
    /// The desk: monitoring.
    Bars, "i-bars", r#"<path d="M5 20v-7M12 20V4M19 20v-11"/>"#;
    /// The desk: settings.
    Sliders, "i-sliders", r#"<path d="M4 7h9M19 7h1M4 17h1M11 17h9"/><circle cx="16" cy="7" r="2.5"/><circle cx="8" cy="17" r="2.5"/>"#;
    /// Search.
    Search, "i-search", r#"<circle cx="10.5" cy="10.5" r="6.5"/><path d="M15.5 15.5L21 21"/>"#;
    /// Partly.
    Half, "i-half", r#"<circle cx="12" cy="12" r="7"/><path d="M12 5a7 7 0 0 1 0 14z" fill="currentColor"/>"#;
    /// Ask the carrier again.
    Retrack, "i-retrack", r#"<path d="M20 5v5h-5M4 19v-5h5M5.5 9.5a7 7 0 0 1 12-2.5L20 10M18.5 14.5a7 7 0 0 1-12 2.5L4 14"/>"#;
    /// Out of the lists.
    Archive, "i-archive", r#"<path d="M4 8v12h16V8M3 4h18v4H3zM10 12h4"/>"#;
    /// Print.
    Print, "i-print", r#"<path d="M7 8V3h10v5M7 17H3V8h18v9h-4M7 14h10v7H7z"/>"#;
}

impl Icon {
    /// The mark of a parcel's condition: never its colour alone.
    #[must_use]
    pub fn of(condition: Condition) -> Self {
        match condition.status() {
            TrackingStatus::PickUp if condition.detail() == Some(Detail::AtPickupPoint) => Self::Pin,
            TrackingStatus::PickUp => Self::Van,
            TrackingStatus::Alert if condition.is_return() => Self::Back,
            TrackingStatus::Pending => Self::Dot,
            TrackingStatus::InTransit => Self::Arrow,
            TrackingStatus::Delivered => Self::Tick,
            TrackingStatus::Undelivered => Self::TurnBack,
            TrackingStatus::Alert => Self::Exclamation,
            TrackingStatus::Expired => Self::Hourglass,
            TrackingStatus::Unrecognized => Self::Question,
            TrackingStatus::Returned => Self::Back,
        }
    }

    /// What stands for an item instead of its picture, which is on another host.
    #[must_use]
    pub fn of_item(kind: Kind) -> Self {
        match kind {
            Kind::Physical => Self::Parcel,
            Kind::Digital => Self::Download,
            Kind::GiftCard => Self::Gift,
            Kind::Service => Self::Service,
        }
    }
}

/// A sign that words beside it say again.
#[must_use]
pub fn icon(icon: Icon) -> Markup {
    html! { svg.icon viewBox="0 0 24 24" aria-hidden="true" { use href={ "#" (icon.id()) } {} } }
}

/// All of them, once in a page.
pub(crate) fn symbols() -> Markup {
    html! {
        svg.symbols width="0" height="0" aria-hidden="true" {
            @for (id, drawn) in Icon::ALL {
                symbol id=(id) viewBox="0 0 24 24" { (PreEscaped(drawn)) }
            }
        }
    }
}
