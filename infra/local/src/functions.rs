//! The functions by name: the very handlers that run in production, called in-process.

use std::future::Future;
use std::pin::Pin;
use std::slice;

use waybill_carriers::Carriers;
use waybill_lambda::{
    Answer, App, BatchAnswer, Endpoint, FeedbackFailed, Invocation, Report, Request, RunFailed, StreamEvent,
    TopicEvent, invoke,
};
use waybill_notify::Post;

/// What a function may be given: the table and the clock, and the ways to tracking services and to customers. Cheap to clone.
#[derive(Clone)]
pub struct Rooms {
    /// The table, the clock, the vault and the address.
    pub app: App,
    /// The way to the tracking services.
    pub carriers: Carriers,
    /// The way to SES and SNS.
    pub post: Post,
}

impl Rooms {
    /// Calls a function that has a route, and says what is to be logged of it.
    pub async fn invoke(&self, name: &'static str, handler: HttpHandler, request: Request) -> (Answer, Invocation) {
        let within = |app, request| handler(Self { app, ..self.clone() }, request);
        invoke(name, &self.app, request, within).await
    }
}

/// The handler of a function that has a route.
pub type HttpHandler = fn(Rooms, Request) -> Boxed<Answer>;

/// The handler of a function that reads the table's stream.
pub type StreamHandler = fn(Rooms, StreamEvent) -> Boxed<BatchAnswer>;

/// The handler of a function that a topic calls.
pub type TopicHandler = fn(Rooms, TopicEvent) -> Boxed<Result<Report, FeedbackFailed>>;

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A function that can be called here.
#[derive(Clone, Copy)]
pub enum Handler {
    /// It has a route.
    Http(HttpHandler),
    /// It has a route, and needs nothing but the request.
    Static(fn(&Request) -> Answer),
    /// A schedule starts it.
    Schedule(fn(Rooms) -> Boxed<Result<Report, RunFailed>>),
    /// It reads the table's stream.
    Stream(StreamHandler),
    /// A topic calls it.
    Topic(TopicHandler),
    /// The operator invokes it.
    Operator,
}

/// A function, and what its crate says of its routes.
#[derive(Clone, Copy)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Its handler.
    pub handler: Handler,
    /// Its routes: most have one, what nobody calls by HTTP has none, and the desk has one for each of its pages.
    pub endpoints: &'static [Endpoint],
}

macro_rules! http {
    ($($name:ident),+ $(,)?) => {
        [$(Function {
            name: stringify!($name),
            handler: Handler::Http(|rooms, request| Box::pin($name::handler(rooms.app, request))),
            endpoints: slice::from_ref(&$name::ENDPOINT),
        }),+]
    };
}

/// The same, for functions that speak to tracking services.
macro_rules! http_to_carriers {
    ($($name:ident),+ $(,)?) => {
        [$(Function {
            name: stringify!($name),
            handler: Handler::Http(|rooms, request| Box::pin($name::handler(rooms.app, rooms.carriers, request))),
            endpoints: slice::from_ref(&$name::ENDPOINT),
        }),+]
    };
}

/// Every function of the system.
#[must_use]
pub fn all() -> Vec<Function> {
    let mut all = Vec::from(http![
        place_order,
        get_order,
        list_orders,
        amend_order,
        get_timeline,
        complete,
        set_payment,
        cancel_order,
        archive,
        unarchive,
        redact,
        fulfil,
        bulk_fulfil,
        cancel,
        add_tracking,
        replace_tracking,
        record_label,
        void_label,
        hold,
        release,
        move_fulfilment_order,
        list_tracking,
        get_parcel,
        set_status,
        undo_status,
        detect_carrier,
        get_monitoring,
        get_settings,
        put_settings,
        preview_template,
        get_notifications,
        list_notifications,
        request_notification,
        lift_suppression,
        sign_in,
        sign_out,
        order_status,
        log_in_to_status,
        set_updates,
        show_claim,
        claim,
        show_unsubscribe,
        unsubscribe,
    ]);
    all.extend(http_to_carriers![retrack, carrier_webhook]);
    all.extend([
        Function {
            name: openapi::ENDPOINT.name,
            handler: Handler::Static(openapi::handler),
            endpoints: slice::from_ref(&openapi::ENDPOINT),
        },
        Function {
            name: assets::ENDPOINT.name,
            handler: Handler::Static(assets::handler),
            endpoints: slice::from_ref(&assets::ENDPOINT),
        },
        Function {
            name: "desk",
            handler: Handler::Http(|rooms, request| Box::pin(desk::handler(rooms.app, request))),
            endpoints: desk::ENDPOINTS,
        },
    ]);
    all.extend(without_a_route());
    all
}

/// What schedules, the stream, the topic and the operator start, and what takes a request that no other function does.
fn without_a_route() -> Vec<Function> {
    vec![
        Function { name: not_found::NAME, handler: Handler::Static(not_found::handler), endpoints: &[] },
        Function {
            name: expire_pending::NAME,
            handler: Handler::Schedule(|rooms| Box::pin(expire_pending::handler(rooms.app))),
            endpoints: &[],
        },
        Function {
            name: retrack_sweep::NAME,
            handler: Handler::Schedule(|rooms| Box::pin(retrack_sweep::handler(rooms.app, rooms.carriers))),
            endpoints: &[],
        },
        Function {
            name: tally::NAME,
            handler: Handler::Stream(|rooms, event| Box::pin(tally::handler(rooms.app, event))),
            endpoints: &[],
        },
        Function {
            name: redrive_tally::NAME,
            handler: Handler::Schedule(|rooms| Box::pin(redrive_tally::handler(rooms.app))),
            endpoints: &[],
        },
        Function {
            name: rebuild_tallies::NAME,
            handler: Handler::Schedule(|rooms| Box::pin(rebuild_tallies::handler(rooms.app))),
            endpoints: &[],
        },
        Function {
            name: notify::NAME,
            handler: Handler::Stream(|rooms, event| Box::pin(notify::handler(rooms.app, rooms.post, event))),
            endpoints: &[],
        },
        Function {
            name: redrive_notify::NAME,
            handler: Handler::Schedule(|rooms| Box::pin(redrive_notify::handler(rooms.app))),
            endpoints: &[],
        },
        Function {
            name: take_feedback::NAME,
            handler: Handler::Topic(|rooms, event| Box::pin(take_feedback::handler(rooms.app, event))),
            endpoints: &[],
        },
        Function { name: open_store::NAME, handler: Handler::Operator, endpoints: &[] },
    ]
}

/// The function of a name.
///
/// # Errors
/// [`LocalError::Template`](crate::LocalError::Template) when the template names one that is not there.
pub fn named(name: &str) -> Result<Function, crate::LocalError> {
    let found = all().into_iter().find(|function| function.name == name);
    found.ok_or_else(|| crate::LocalError::Template(format!("there is no function {name}")))
}
