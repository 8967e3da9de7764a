//! What every request gets: an id, a log line, its part of the metrics, and the security headers.

use std::{
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Instant,
};

use actix_web::{
    Error, HttpMessage,
    body::{BodySize, BoxBody, MessageBody},
    dev::{ServiceRequest, ServiceResponse},
    http::{
        ConnectionType, Method, StatusCode,
        header::{self, HeaderMap, HeaderName, HeaderValue},
    },
    middleware::Next,
    web::{Bytes, Data},
};
use tracing::Instrument;
use uuid::Uuid;

use super::{App, client_address, connection::InHand};

/// The header that carries the request's id.
pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The status in logs and metrics where the client was gone before the answer.
const CLIENT_GONE: u16 = 499;

/// The id under which a request is found in the log.
#[derive(Debug, Clone)]
pub struct RequestId(Arc<str>);

impl RequestId {
    /// The id's text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The id of a request that no middleware has seen.
    pub(super) fn unknown() -> Self {
        Self("unknown".into())
    }

    /// A trusted proxy's id where it is one, else a new one.
    fn of(headers: &HeaderMap, believed: bool) -> Self {
        let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
        let given = given.filter(|id| believed && is_sane(id));
        Self(given.map_or_else(|| Uuid::new_v4().simple().to_string().into(), Into::into))
    }
}

fn is_sane(id: &str) -> bool {
    let allowed = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.');
    (8..=64).contains(&id.len()) && id.bytes().all(allowed)
}

/// Serves a request through `next` and records it. The record ends with the answer's last byte, or
/// when the client is gone.
pub async fn observe(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<impl MessageBody>, Error> {
    let Some(app) = request.app_data::<Data<App>>().cloned() else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let peer = request.peer_addr();
    let trusted = &app.network.trusted_proxies;
    let believed = peer.is_some_and(|peer| client_address::is_trusted(peer.ip(), trusted));
    let id = RequestId::of(request.headers(), believed);
    let client = client_address::client_address(peer, request.headers(), trusted);
    request.extensions_mut().insert(id.clone());
    let span = tracing::info_span!(
        "request",
        id = id.as_str(),
        client = client.map(tracing::field::display)
    );

    let mut record = Record::start(app.clone(), peer, request.method().clone(), span.clone());
    let mut response = next.call(request).instrument(span).await?;
    record.answered(&response);

    let stopping = app.is_stopping();
    let head = response.response_mut().head_mut();
    if stopping {
        head.set_connection_type(ConnectionType::Close);
    }
    secure(&mut head.headers, &id);
    Ok(response.map_body(|_, body| {
        BoxBody::new(Recorded {
            body: body.boxed(),
            record,
        })
    }))
}

/// Headers that no answer goes without; a page or file may have set stricter or wider ones.
fn secure(headers: &mut HeaderMap, id: &RequestId) {
    if let Ok(id) = HeaderValue::from_str(id.as_str()) {
        headers.insert(REQUEST_ID, id);
    }
    for (name, value) in [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "strict-origin-when-cross-origin"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; frame-ancestors 'none'",
        ),
    ] {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// One request's line in the log and part of the metrics, written when it is dropped.
struct Record {
    app: Data<App>,
    in_hand: Option<InHand>,
    method: Method,
    route: String,
    status: u16,
    start: Instant,
    span: tracing::Span,
}

impl Record {
    fn start(
        app: Data<App>,
        peer: Option<SocketAddr>,
        method: Method,
        span: tracing::Span,
    ) -> Self {
        app.metrics.request_started();
        Self {
            in_hand: peer.and_then(|peer| app.connections.request(peer)),
            app,
            method,
            route: String::new(),
            status: CLIENT_GONE,
            start: Instant::now(),
            span,
        }
    }

    fn answered<B>(&mut self, response: &ServiceResponse<B>) {
        self.status = response.status().as_u16();
        self.route = response.request().match_pattern().unwrap_or_default();
        if is_stream(response.headers(), response.status()) {
            // They last: among the others they would tell nothing of how long a request takes.
            self.route += " (stream)";
        }
    }
}

/// Whether an answer goes on until somebody ends it.
fn is_stream(headers: &HeaderMap, status: StatusCode) -> bool {
    let content_type = headers.get(header::CONTENT_TYPE);
    status == StatusCode::SWITCHING_PROTOCOLS
        || content_type.is_some_and(|of| of.as_bytes().starts_with(b"text/event-stream"))
}

impl Drop for Record {
    fn drop(&mut self) {
        let took = self.start.elapsed();
        let (route, status) = (self.route.as_str(), self.status);
        self.app
            .metrics
            .request_ended(&self.method, route, status, took);
        let ms = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        let method = self.method.as_str();
        let _entered = self.span.enter();
        if StatusCode::from_u16(status).is_ok_and(|status| status.is_server_error()) {
            tracing::warn!(method, route, status, ms, "answered");
        } else {
            tracing::info!(method, route, status, ms, "answered");
        }
    }
}

/// An answer's body that keeps its record until it is sent.
struct Recorded {
    body: BoxBody,
    record: Record,
}

impl MessageBody for Recorded {
    type Error = Box<dyn std::error::Error>;

    fn size(&self) -> BodySize {
        self.body.size()
    }

    fn poll_next(
        self: Pin<&mut Self>,
        cx: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, Self::Error>>> {
        let this = self.get_mut();
        if let Some(in_hand) = &this.record.in_hand {
            in_hand.progress();
        }
        Pin::new(&mut this.body).poll_next(cx)
    }
}
