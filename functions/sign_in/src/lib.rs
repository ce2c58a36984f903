//! `POST /desk/sign-in`: signs in to the desk with an API key.

use waybill_lambda::{Answer, App, Endpoint, Method, Request, sign_in};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new("sign_in", Method::Post, "/desk/sign-in", "Sign in to the desk").open();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    sign_in(app, request).await
}
