//! The functions by name: the very handlers that run in production, called in-process.

use std::future::Future;
use std::pin::Pin;

use waybill_lambda::{Answer, App, Endpoint, Report, Request, RunFailed};

type Boxed<T> = Pin<Box<dyn Future<Output = T> + Send>>;

/// A function that can be called here.
#[derive(Clone, Copy)]
pub enum Handler {
    /// It has a route.
    Http(fn(App, Request) -> Boxed<Answer>),
    /// It has a route, and needs nothing but the request.
    Static(fn(&Request) -> Answer),
    /// A schedule starts it.
    Schedule(fn(App) -> Boxed<Result<Report, RunFailed>>),
    /// The operator invokes it.
    Operator,
}

/// A function, and what its crate says of its route.
#[derive(Clone, Copy)]
pub struct Function {
    /// Its name.
    pub name: &'static str,
    /// Its handler.
    pub handler: Handler,
    /// Its route, if it has one of its own.
    pub endpoint: Option<&'static Endpoint>,
}

macro_rules! http {
    ($($name:ident),+ $(,)?) => {
        [$(Function {
            name: stringify!($name),
            handler: Handler::Http(|app, request| Box::pin($name::handler(app, request))),
            endpoint: Some(&$name::ENDPOINT),
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
        get_settings,
        put_settings,
    ]);
    all.extend([
        Function {
            name: openapi::ENDPOINT.name,
            handler: Handler::Static(openapi::handler),
            endpoint: Some(&openapi::ENDPOINT),
        },
        Function { name: not_found::NAME, handler: Handler::Static(not_found::handler), endpoint: None },
        Function {
            name: expire_pending::NAME,
            handler: Handler::Schedule(|app| Box::pin(expire_pending::handler(app))),
            endpoint: None,
        },
        Function { name: open_store::NAME, handler: Handler::Operator, endpoint: None },
    ]);
    all
}

/// The function of a name.
///
/// # Errors
/// [`LocalError::Template`](crate::LocalError::Template) when the template names one that is not there.
pub fn named(name: &str) -> Result<Function, crate::LocalError> {
    let found = all().into_iter().find(|function| function.name == name);
    found.ok_or_else(|| crate::LocalError::Template(format!("there is no function {name}")))
}
