//! `POST /settings/templates/preview`: a message as it would be sent, on a sample or on a named order (N4, N7).
//!
//! A broken template is refused with its line and the reason, as when it is saved (N5).

use waybill_lambda::{Answer, App, Endpoint, Method, PreviewTemplate, RenderingView, Request, preview};

/// The route.
pub const ENDPOINT: Endpoint = Endpoint::new(
    "preview_template",
    Method::Post,
    "/settings/templates/preview",
    "Show a message as it would be sent",
)
.answers::<RenderingView>()
.takes::<PreviewTemplate>();

/// Answers it.
pub async fn handler(app: App, request: Request) -> Answer {
    preview(app, request, &ENDPOINT).await
}
