//! `POST /desk/sign-out`: signs out of the desk.

use waybill_lambda::{Answer, App, Endpoint, Method, Request, sign_out};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new("sign_out", Method::Post, "/desk/sign-out", "Sign out of the desk").open();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    sign_out(app, request).await
}
