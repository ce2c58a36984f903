//! One HTTP call, over the AWS SDK's own client: no second HTTP stack is built, and none starts.
//!
//! A call is bounded in time and size, follows no redirect, and never shows what it was sent with.

use std::time::Duration;

use aws_smithy_async::rt::sleep::TokioSleep;
use aws_smithy_http_client::Connector;
use aws_smithy_http_client::tls::Provider;
use aws_smithy_http_client::tls::rustls_provider::CryptoMode;
use aws_smithy_runtime_api::client::http::{HttpConnector as _, HttpConnectorSettings, SharedHttpConnector};
use aws_smithy_runtime_api::client::orchestrator::HttpRequest;
use aws_smithy_types::body::SdkBody;
use http_body_util::{BodyExt as _, Limited};

use crate::tracker::CarrierError;

/// To reach a service: one that does not even answer the door in this time will not do so in ten.
const CONNECT: Duration = Duration::from_secs(2);

/// For a whole call, whatever the caller would wait: 40 numbers take 17TRACK about a second, and an answer that takes
/// longer than this keeps a Lambda waiting that other stores need.
pub const CALL: Duration = Duration::from_secs(10);

/// Of an answer: 40 parcels of 17TRACK with all their scans are some 2 MB.
const ANSWER_BYTES: usize = 8 << 20;

/// The longest time that a service's `Retry-After` is believed.
const RETRY_AFTER: Duration = Duration::from_hours(1);

/// A connection to anywhere; clones share it.
#[derive(Clone, Debug)]
pub(crate) struct Http(SharedHttpConnector);

/// What came back, whatever it says.
#[derive(Debug)]
pub(crate) struct Raw {
    pub status: u16,
    /// When the service says to come back.
    pub retry_after: Option<Duration>,
    pub body: Vec<u8>,
}

impl Http {
    pub(crate) fn new() -> Self {
        let settings = HttpConnectorSettings::builder().connect_timeout(CONNECT).build();
        let connector = Connector::builder().connector_settings(settings).sleep_impl(TokioSleep::new());
        Self(SharedHttpConnector::new(connector.tls_provider(Provider::Rustls(CryptoMode::AwsLc)).build()))
    }

    /// Sends a request and reads the answer, within a time that is never longer than [`CALL`].
    pub(crate) async fn send(&self, request: http::Request<SdkBody>, within: Duration) -> Result<Raw, CarrierError> {
        let exchange = tokio::time::timeout(within.min(CALL), self.exchange(request));
        exchange.await.unwrap_or_else(|_| Err(unavailable("it took too long")))
    }

    async fn exchange(&self, request: http::Request<SdkBody>) -> Result<Raw, CarrierError> {
        let request = HttpRequest::try_from(request).map_err(|_| unavailable("its address is none"))?;
        let answer = self.0.call(request).await.map_err(|error| {
            unavailable(if error.is_timeout() { "it was not reached in time" } else { "it was not reached" })
        })?;
        let retry_after = answer.headers().get("retry-after").and_then(|after| after.parse().ok());
        Ok(Raw {
            status: answer.status().as_u16(),
            retry_after: retry_after.map(Duration::from_secs).map(|after| after.min(RETRY_AFTER)),
            body: bounded(answer.into_body()).await?,
        })
    }
}

async fn bounded(body: SdkBody) -> Result<Vec<u8>, CarrierError> {
    match Limited::new(body, ANSWER_BYTES).collect().await {
        Ok(body) => Ok(body.to_bytes().to_vec()),
        Err(error) if error.is::<http_body_util::LengthLimitError>() => {
            Err(CarrierError::Unreadable(format!("it is longer than {ANSWER_BYTES} bytes")))
        }
        Err(_) => Err(unavailable("its answer broke off")),
    }
}

fn unavailable(why: &str) -> CarrierError {
    CarrierError::Unavailable(why.to_owned())
}
