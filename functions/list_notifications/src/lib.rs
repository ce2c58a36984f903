//! `GET /notifications`: what the store's customers were told, or not and why (N12), newest first.

use waybill_lambda::{Answer, App, Endpoint, Method, NotificationsView, Request, notifications};

/// The route.
pub const ENDPOINT: Endpoint =
    Endpoint::new("list_notifications", Method::Get, "/notifications", "List what customers were told")
        .answers::<NotificationsView>()
        .asks(&["limit", "cursor"]);

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    notifications(app, request, &ENDPOINT).await
}
