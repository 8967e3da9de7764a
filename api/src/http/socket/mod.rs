//! GraphQL over a WebSocket: <https://github.com/graphql/graphql-over-http/blob/main/rfcs/GraphQLOverWebSocket.md>
//! (graphql-transport-ws).
//!
//! async-graphql has the protocol too, but knows only some of its closing codes, executes all events in one snapshot and
//! runs mutations.

mod bounded;
mod close;
mod connection;
mod message;

use actix_web::{
    HttpRequest, HttpResponse,
    guard::GuardContext,
    http::header::{self, HeaderMap},
    rt,
    web::{Data, Payload},
};
use url::Url;

use self::connection::Connection;
use super::{
    App, auth,
    graphql::{Answer, Asker, Format, Hearer, Problem, respond},
};
use crate::graphql::error_code::ErrorCode;

/// The protocol's name.
const PROTOCOL: &str = "graphql-transport-ws";

/// Whether a request asks for a WebSocket.
pub fn is_wanted(request: &GuardContext<'_>) -> bool {
    let upgrade = request.head().headers().get(header::UPGRADE);
    upgrade.is_some_and(|upgrade| upgrade.as_bytes().eq_ignore_ascii_case(b"websocket"))
}

/// `GET /graphql` with `Upgrade: websocket`.
pub async fn open(request: HttpRequest, payload: Payload, app: Data<App>) -> HttpResponse {
    match begin(&request, payload, &app).await {
        Ok(response) => response,
        Err(problem) => respond(
            &app,
            &Answer::refused(&problem),
            Format::GraphqlResponse,
            request.method(),
        ),
    }
}

async fn begin(
    request: &HttpRequest,
    payload: Payload,
    app: &Data<App>,
) -> Result<HttpResponse, Problem> {
    if !is_known(request.headers(), app) {
        return Ok(HttpResponse::Forbidden()
            .content_type("text/plain; charset=utf-8")
            .body("Trang ở địa chỉ này không được phép kết nối. / Pages of this origin may not connect.\n"));
    }
    if app.is_stopping() || !app.is_prepared() {
        let message = "Connect again in a few seconds.";
        return Err(Problem::new(ErrorCode::ServiceUnavailable, message));
    }
    let asker = Asker::maybe_anonymous(app, request).await?;
    let token = auth::bearer(request.headers()).ok().flatten();
    let place = app.streams.open(asker.caller.address).ok_or_else(|| {
        let message = "This address has as many streams open as it may have; close some.";
        Problem::new(ErrorCode::TooManyRequests, message)
    })?;
    let most = app.requests.max_body;
    let opened = async {
        let (payload, unread) = bounded::bounded(request, payload, most).await?;
        let opened = actix_ws::handle_with_protocols(request, payload, &[PROTOCOL])?;
        Ok::<_, actix_web::Error>((opened, unread))
    };
    let ((response, session, messages), unread) = match opened.await {
        Ok(opened) => opened,
        Err(refused) => return Ok(refused.error_response()),
    };
    let speaks = response
        .headers()
        .contains_key(header::SEC_WEBSOCKET_PROTOCOL);
    let messages = messages
        .max_frame_size(most)
        .aggregate_continuations()
        .max_continuation_size(most);
    let token = token.map(str::to_owned);
    let hearer = Hearer {
        app: app.clone(),
        asker,
        place,
    };
    let connection = Connection::new(hearer, session, unread, token);
    rt::spawn(connection.serve(messages, speaks));
    Ok(response)
}

/// Whether a browser's page may connect: one of our own or of the origins that may read; other clients say nothing.
fn is_known(headers: &HeaderMap, app: &App) -> bool {
    let mut origins = headers.get_all(header::ORIGIN);
    let Some(origin) = origins.next() else {
        return true;
    };
    let (Ok(origin), None) = (origin.to_str(), origins.next()) else {
        return false;
    };
    let listed = &app.network.cors_origins;
    listed.iter().any(|known| known == "*" || known == origin)
        || app.public_url.origin().ascii_serialization() == origin
        || app.authority.origins().allow(origin)
        || is_same(origin, headers)
}

/// Whether a page comes from where it now connects to, by whatever name it was reached.
fn is_same(origin: &str, headers: &HeaderMap) -> bool {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    let (Some(host), Ok(origin)) = (host, Url::parse(origin)) else {
        return false;
    };
    let Ok(here) = Url::parse(&format!("{}://{host}/", origin.scheme())) else {
        return false;
    };
    matches!(origin.scheme(), "http" | "https") && here.origin() == origin.origin()
}
