//! Server-Sent Events, as graphql-sse's "distinct connections" have them: each operation is a request, and its answer a
//! stream of `next` and one `complete`. `id:` is the cursor that an interrupted client goes on from.

use std::pin::Pin;
use std::time::{Duration, Instant};

use actix_web::{
    HttpRequest, HttpResponse,
    http::{
        Method,
        header::{self, HeaderName},
    },
    web::{Bytes, Data},
};
use futures_util::stream::{self, Stream, StreamExt};
use tokio::sync::watch;
use tokio::time::{self, Interval, MissedTickBehavior};

use super::super::{
    App,
    auth::{self, Challenge},
};
use super::{
    Answer, Asker, Event, Format, Hearer, Parameters, Problem, Way, answer::Body,
    events as stream_of, respond,
};
use crate::graphql::error_code::ErrorCode;

/// How often a comment says that the server is there, for proxies as well.
const KEEP_ALIVE: Duration = Duration::from_secs(12);
/// After which event a client that was interrupted goes on.
pub const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// Serves an operation, whose parameters `read` reads.
pub async fn serve(
    request: &HttpRequest,
    app: Data<App>,
    read: impl AsyncFnOnce(&Asker) -> Result<Parameters, Problem>,
) -> HttpResponse {
    match open(request, &app, read).await {
        Ok(open) => answer(open),
        Err(problem) => respond(
            &app,
            &Answer::refused(&problem),
            Format::GraphqlResponse,
            request.method(),
        ),
    }
}

/// A stream that a client is sent.
struct Open {
    app: Data<App>,
    events: Pin<Box<dyn Stream<Item = Event>>>,
    keep_alive: Interval,
    closing: watch::Receiver<Option<Instant>>,
    is_private: bool,
    begun: bool,
    ended: bool,
}

async fn open(
    request: &HttpRequest,
    app: &Data<App>,
    read: impl AsyncFnOnce(&Asker) -> Result<Parameters, Problem>,
) -> Result<Open, Problem> {
    let mut asker = Asker::of(app, request).await.map_err(Problem::closing)?;
    let place = app.streams.open(asker.caller.address).ok_or_else(|| {
        let message = "This address has as many streams open as it may have; close some.";
        Problem::new(ErrorCode::TooManyRequests, message).closing()
    })?;
    let parameters = read(&asker).await?;
    let unknown = |error| Problem::of_caller(&error, Challenge::AnotherToken, &asker.id);
    if let Some(token) = auth::bearer(request.headers()).map_err(unknown)? {
        let stood = asker.stand(app, token).await;
        stood.map_err(|error| Problem::of_caller(&error, Challenge::AnotherToken, &asker.id))?;
    }
    let resume = request.headers().get(LAST_EVENT_ID);
    let resume = resume
        .and_then(|id| id.to_str().ok())
        .filter(|id| !id.is_empty());
    let way = Way {
        mutations: request.method() == Method::POST,
        subscriptions: true,
    };
    let mut keep_alive = time::interval(KEEP_ALIVE);
    keep_alive.set_missed_tick_behavior(MissedTickBehavior::Delay);
    keep_alive.reset();
    let hearer = Hearer {
        app: app.clone(),
        asker,
        place,
    };
    Ok(Open {
        app: app.clone(),
        is_private: hearer.asker.standing.is_some(),
        closing: app.connections.closing(),
        events: Box::pin(stream_of(
            hearer,
            parameters,
            way,
            resume.map(str::to_owned),
        )),
        keep_alive,
        begun: false,
        ended: false,
    })
}

fn answer(open: Open) -> HttpResponse {
    let cache_control = if open.is_private {
        "private, no-store"
    } else {
        "no-store"
    };
    HttpResponse::Ok()
        .content_type("text/event-stream; charset=utf-8")
        .insert_header((header::CACHE_CONTROL, cache_control))
        .insert_header((header::VARY, "Accept, Authorization, X-Nguonluat-Preview"))
        // Compression would keep events back until there is enough of them, and so would a proxy.
        .insert_header((header::CONTENT_ENCODING, "identity"))
        .insert_header(("x-accel-buffering", "no"))
        .streaming(stream::unfold(open, |mut open| async {
            let bytes = open.next().await?;
            Some((Ok::<_, actix_web::Error>(bytes), open))
        }))
}

impl Open {
    /// What is sent next.
    async fn next(&mut self) -> Option<Bytes> {
        if self.ended {
            return None;
        }
        if !self.begun {
            self.begun = true;
            return Some(Bytes::from_static(b":\n\n"));
        }
        let event = tokio::select! {
            event = self.events.next() => event?,
            _ = self.keep_alive.tick() => return Some(Bytes::from_static(b":\n\n")),
            // Without "complete": the client is to come again, and meets another server then.
            _ = self.closing.wait_for(Option::is_some) => return None,
        };
        self.keep_alive.reset();
        Some(match event {
            // Without data it is no event, but a browser keeps the id.
            Event::Begun(cursor) => format!("id: {cursor}\n\n").into(),
            Event::Next(answer, cursor) => self.said(&answer, cursor.as_deref()).into(),
            Event::Complete => {
                self.ended = true;
                Bytes::from_static(COMPLETE.as_bytes())
            }
            Event::Refused(answer) | Event::SignedOut(answer) => {
                self.ended = true;
                (self.said(&answer, None) + COMPLETE).into()
            }
        })
    }

    fn said(&self, answer: &Answer, cursor: Option<&str>) -> String {
        self.app.metrics.graphql_errors(answer);
        next(answer.body(), cursor)
    }
}

/// The last event.
const COMPLETE: &str = "event: complete\ndata:\n\n";

/// An event that says something: JSON has no line breaks of its own.
fn next(body: &Body, cursor: Option<&str>) -> String {
    let id = cursor.map_or_else(String::new, |cursor| format!("id: {cursor}\n"));
    let data = serde_json::to_string(body).unwrap_or_else(|error| {
        tracing::error!(%error, "an answer cannot be written");
        "null".to_owned()
    });
    format!("event: next\n{id}data: {data}\n\n")
}
