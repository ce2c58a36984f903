//! Every page of the desk, as the shop of the tests has it.

use chrono::{Days, TimeDelta};
use serde_json::json;
use waybill_domain::Order;
use waybill_domain::attention::Rule;
use waybill_domain::condition::TrackingStatus;
use waybill_domain::id::FulfilmentId;
use waybill_domain::language::Language;
use waybill_domain::message::{Channel, Kind};
use waybill_domain::scan::Scan;
use waybill_domain::summary::Summary;
use waybill_pages::desk::Desk;
use waybill_pages::desk::address::Address;
use waybill_pages::desk::message::{Outcome as Became, Told};
use waybill_pages::desk::messages::MessagesPage;
use waybill_pages::desk::monitoring::{Day, Figure, MonitoringPage};
use waybill_pages::desk::order::OrderPage;
use waybill_pages::desk::orders::OrdersPage;
use waybill_pages::desk::parcel::ParcelPage;
use waybill_pages::desk::settings::SettingsPage;
use waybill_pages::desk::sign_in::SignInPage;
use waybill_pages::desk::slip::SlipPage;
use waybill_pages::desk::template::{Rendering, TemplatePage};
use waybill_pages::desk::tracking::TrackingPage;
use waybill_pages::words::Words;

use crate::desk_given::{Shop, morning};
use crate::given::read;

impl Shop {
    pub fn order_page(&self, desk: &Desk<'_>, name: &str) -> String {
        let order = self.order(name);
        let timeline = self.events.get(order.id()).cloned().unwrap_or_default();
        let messages = [
            told(order, Kind::OrderConfirmation, Channel::Email, Became::Sent, None),
            told(order, Kind::OrderConfirmation, Channel::Sms, Became::Suppressed, Some("marked as paid")),
        ];
        let page = OrderPage {
            order,
            timeline: &timeline,
            more_happened: false,
            messages: &messages,
            stopped: Some(("it came back for good: the address takes no mail", self.now)),
            status_page: "https://waybill.example/status/tok_1",
        };
        page.render(desk).into_string()
    }

    pub fn parcel_page(&self, desk: &Desk<'_>, name: &str) -> String {
        let order = self.order(name);
        let parcel = order.parcels().first().expect("a parcel");
        let scans = scans();
        let page = ParcelPage {
            order,
            parcel,
            followed: true,
            found_carrier: Some("China Post"),
            last_checked_at: Some(self.now - TimeDelta::hours(2)),
            next_check_at: Some(self.now + TimeDelta::hours(4)),
            estimated_delivery: Some(read(json!("2026-11-26"))),
            scans: scans.iter().collect(),
            set_aside: 2,
            past: Vec::new(),
            map: None,
        };
        page.render(desk).into_string()
    }

    /// Every page of the desk by its name, in a language.
    pub fn pages(&self, language: Language) -> Vec<(String, String)> {
        let at = |path: &str, query: &str| Address::asked(path, query);
        let summaries = self.summaries();
        let list = |address: &Address, orders: &[Summary], next| {
            OrdersPage { orders, next, problem: None }.render(&self.desk(language, address)).into_string()
        };
        let tracked = |address: &Address, orders: &[Summary]| {
            TrackingPage { orders, next: None, problem: None }.render(&self.desk(language, address)).into_string()
        };
        let troubled: Vec<_> = summaries
            .iter()
            .filter(|order| !waybill_domain::attention::attention(order, self.now).is_empty())
            .cloned()
            .collect();
        let mut pages = vec![
            ("orders", list(&at("/desk/orders", ""), &summaries, Some("c3Vyc29y"))),
            (
                "orders-filtered",
                list(
                    &at("/desk/orders", "fulfilled_from=2026-11-01T00:00:00Z&fulfilled_to=2026-11-08T00:00:00Z"),
                    &summaries[4..7],
                    None,
                ),
            ),
            ("orders-none", list(&at("/desk/orders", ""), &[], None)),
            ("orders-nothing-found", list(&at("/desk/orders", "q=%239999"), &[], None)),
            ("tracking", tracked(&at("/desk/tracking", ""), &summaries)),
            ("tracking-attention", tracked(&at("/desk/tracking", "attention=true"), &troubled)),
            ("tracking-none", tracked(&at("/desk/tracking", "attention=true"), &[])),
        ];
        for name in ["#1048", "#1046", "#1045", "#1044", "#1041", "#1036"] {
            let order = self.order(name);
            let address = Address::of(format!("/desk/orders/{}", order.id()));
            pages.push((
                Box::leak(format!("order-{}", &name[1..]).into_boxed_str()),
                self.order_page(&self.desk(language, &address), name),
            ));
        }
        let address = at("/desk/orders/ord/parcels/par", "");
        pages.push(("parcel", self.parcel_page(&self.desk(language, &address), "#1038")));
        let order = self.order("#1044");
        let slip = SlipPage { order, fulfilment: order.fulfilment(FulfilmentId::at(0)).expect("a fulfilment") };
        pages.push((
            "slip",
            slip.render(&self.desk(language, &at("/desk/orders/x/fulfilments/y/slip", ""))).into_string(),
        ));
        let address = at("/desk/monitoring", "");
        pages.push(("monitoring", monitoring(7).render(&self.desk(language, &address)).into_string()));
        pages.push(("monitoring-90", monitoring(90).render(&self.desk(language, &address)).into_string()));
        pages.push(("messages", self.messages_page(&self.desk(language, &at("/desk/messages", "")))));
        let settings = SettingsPage {
            own_templates: &[(Kind::ShippingConfirmation, Channel::Email)],
            webhook_url: Some("https://waybill.example/webhooks/17track/demo"),
        };
        pages.push(("settings", settings.render(&self.desk(language, &at("/desk/settings", ""))).into_string()));
        pages.push((
            "template",
            template_page(
                &self.desk(language, &at("/desk/settings/templates/shipping_confirmation/email", "")),
                LETTER,
            ),
        ));
        for failed in [false, true] {
            let page = SignInPage {
                words: Words::in_language(language),
                address: "/desk/sign-in",
                back: "/desk/orders",
                failed,
            };
            pages.push((if failed { "sign-in-failed" } else { "sign-in" }, page.render().into_string()));
        }
        pages.into_iter().map(|(name, html)| (name.to_owned(), html)).collect()
    }

    fn messages_page(&self, desk: &Desk<'_>) -> String {
        let order = self.order("#1044");
        let messages: Vec<_> = [
            (Kind::ShippingConfirmation, Channel::Email, Became::Sent, None),
            (Kind::OrderConfirmation, Channel::Sms, Became::Suppressed, Some("marked as paid")),
            (Kind::Delivered, Channel::Email, Became::Queued, None),
            (Kind::OrderConfirmation, Channel::Email, Became::Failed, Some("the mailbox is full")),
            (Kind::AttemptedDelivery, Channel::Email, Became::Unknown, Some("the answer never came")),
        ]
        .into_iter()
        .map(|(kind, channel, outcome, why)| (told(order, kind, channel, outcome, why), Some("#1044".to_owned())))
        .collect();
        MessagesPage { messages: &messages, next: None }.render(desk).into_string()
    }
}

pub fn monitoring(days: u64) -> MonitoringPage {
    let last = morning().date_naive();
    let first = last - Days::new(days - 1);
    let figure = |count: u64| Figure {
        count,
        more: false,
        orders: "/desk/orders?placed_from=2026-11-16T00%3A00%3A00Z".to_owned(),
    };
    let wave = |index: u64, of: u64| (index * 7919 + of * 104_729) % 23 + if index % 7 < 5 { 14 } else { 3 };
    let days: Vec<_> = first
        .iter_days()
        .take_while(|day| *day <= last)
        .zip(0_u64..)
        .map(|(date, index)| Day { date, figures: [0, 1, 2].map(|of| figure(wave(index, of))) })
        .collect();
    let sum = |of: usize| figure(days.iter().map(|day| day.figures[of].count).sum());
    MonitoringPage {
        period: (first, last),
        placed: sum(0),
        fulfilled: sum(1),
        delivered: sum(2),
        before: [90, 140, 118],
        not_delivered: Figure { more: true, ..figure(1_240) },
        by_status: TrackingStatus::ALL.into_iter().zip([3, 1, 6, 2, 1, 14, 61, 22, 47].map(figure)).collect(),
        attention: vec![(Rule::P7, figure(10)), (Rule::P6, figure(4)), (Rule::P8, figure(0))],
        days,
        rebuilding: None,
        problem: None,
    }
}

/// What a merchant's mail looks like.
pub const LETTER: &str = "<!doctype html><html><body style=\"margin:0;font-family:sans-serif;background:#fbfaf7\"><div style=\"max-width:560px;margin:32px auto;padding:32px;background:#fff\"><h1>Your order is on its way</h1><p>Two mugs have left Umeå.</p><p><a href=\"https://waybill.example/status/x\" style=\"background:#0b5fae;color:#fff;padding:12px 20px;border-radius:8px;text-decoration:none\">Follow your order</a></p></div></body></html>";

pub fn template_page(desk: &Desk<'_>, html: &str) -> String {
    let template = read(
        json!({"subject": "Order {{ name }} is on its way", "html": "<h1>Your order is on its way</h1>\n<p>{{ shop.name }} has sent it.</p>\n"}),
    );
    let rendering = Rendering {
        subject: Some("Order #1044 is on its way".to_owned()),
        html: Some(html.to_owned()),
        text: "Your order is on its way".to_owned(),
        segments: None,
    };
    let page = TemplatePage {
        kind: Kind::ShippingConfirmation,
        channel: Channel::Email,
        template: &template,
        own: true,
        rendering: Ok(&rendering),
        order: None,
    };
    page.render(desk).into_string()
}

pub fn told(order: &Order, kind: Kind, channel: Channel, outcome: Became, why: Option<&str>) -> Told {
    Told {
        order: order.id().clone(),
        kind,
        channel,
        outcome,
        why: why.map(str::to_owned),
        at: morning() - TimeDelta::hours(5),
    }
}

fn scans() -> Vec<Scan> {
    let scan = |at: &str, place: &str, words: &str| {
        read(
            json!({"at": at, "description": words, "location": place, "raw_code": "InTransit_Other", "service": "17track", "condition": {"status": "in_transit"}}),
        )
    };
    vec![
        scan("2026-11-20T14:02:00+01:00", "Arlanda, SE", "Held by customs"),
        scan("2026-11-18T09:30:00+01:00", "Arlanda, SE", "Arrived in destination country"),
        scan("2026-11-14T22:10:00+08:00", "Shenzhen, CN", "Departed from outward office of exchange"),
        scan("2026-11-12T11:00:00+08:00", "Shenzhen, CN", "Accepted by carrier"),
    ]
}
