//! One connection: what its client says, and what its operations say.

use std::collections::HashMap;
use std::future::Future;
use std::io;
use std::pin::Pin;
use std::rc::Rc;
use std::time::Duration;

use actix_ws::{AggregatedMessage, AggregatedMessageStream, Closed, ProtocolError, Session};
use futures_util::stream::{AbortHandle, SelectAll, Stream, StreamExt, abortable};
use serde_json::{Map, Value};
use tokio::time::{self, Instant, MissedTickBehavior};

use super::super::{
    auth,
    graphql::{Answer, Event, Fields, Hearer, Problem, Way, events},
    public_access,
};
use super::bounded::Unread;
use super::close::Close;
use super::message::{Heard, Said};
use crate::domain::Error;
use crate::graphql::error_code::ErrorCode;

/// What a client gets to begin the connection.
const BEGINS_WITHIN: Duration = Duration::from_secs(5);
/// How often the server asks whether the client is there.
const PING: Duration = Duration::from_secs(12);
/// A client that says nothing for so long is gone; it answers pings.
const SILENCE: Duration = Duration::from_secs(40);
/// A client that takes nothing for so long is cut off; it goes on by its last cursor.
const STUCK: Duration = Duration::from_secs(20);
/// What a client gets to close after the server did.
const FAREWELL: Duration = Duration::from_secs(2);
/// Operations at one time.
const OPERATIONS: usize = 20;

/// What the operations of a connection say, each with its id.
type Operations = SelectAll<Pin<Box<dyn Stream<Item = (Rc<str>, Event)>>>>;

/// How a connection goes on.
type Going<T = ()> = Result<T, Ended>;

/// Why a connection ends.
enum Ended {
    /// The server closes it.
    By(Close),
    /// The client is gone.
    Gone,
}

impl From<Closed> for Ended {
    fn from(_: Closed) -> Self {
        Self::Gone
    }
}

/// A connection.
pub struct Connection {
    hearer: Hearer,
    session: Session,
    unread: Unread,
    /// What the request itself showed.
    token: Option<String>,
    begun: bool,
    operations: Operations,
    running: HashMap<Rc<str>, AbortHandle>,
}

impl Connection {
    /// A connection that `hearer` opened.
    pub fn new(hearer: Hearer, session: Session, unread: Unread, token: Option<String>) -> Self {
        Self {
            hearer,
            session,
            unread,
            token,
            begun: false,
            operations: SelectAll::new(),
            running: HashMap::new(),
        }
    }

    /// Serves it until it ends; where the client does not speak the protocol, that is at once.
    pub async fn serve(mut self, mut messages: AggregatedMessageStream, speaks: bool) {
        let ended = if speaks {
            self.converse(&mut messages).await
        } else {
            Err(Ended::By(Close::OtherProtocol))
        };
        drop(self.operations);
        if let Err(Ended::By(close)) = ended {
            let said = self
                .session
                .close(Some(close.reason(self.hearer.asker.language)));
            let farewell = async {
                said.await.ok()?;
                // Until the client has read it, so that nothing cuts it off.
                while let Some(Ok(message)) = messages.recv().await {
                    if matches!(message, AggregatedMessage::Close(_)) {
                        break;
                    }
                }
                Some(())
            };
            // Whether the client heard it is its own concern.
            let _ = time::timeout(FAREWELL, farewell).await;
        }
    }

    async fn converse(&mut self, messages: &mut AggregatedMessageStream) -> Going {
        let mut closing = self.hearer.app.connections.closing();
        let mut ping = time::interval(PING);
        ping.set_missed_tick_behavior(MissedTickBehavior::Delay);
        ping.reset();
        let begins_until = Instant::now() + BEGINS_WITHIN;
        let mut heard_at = Instant::now();
        loop {
            tokio::select! {
                message = messages.recv() => {
                    heard_at = Instant::now();
                    self.unread.read();
                    self.hear(message).await?;
                }
                Some((id, event)) = self.operations.next() => self.tell(&id, event).await?,
                _ = ping.tick() => {
                    if heard_at.elapsed() > SILENCE {
                        return Err(Ended::Gone);
                    }
                    let mut session = self.session.clone();
                    patiently(session.ping(b"")).await?;
                }
                () = time::sleep_until(begins_until), if !self.begun => {
                    return Err(Ended::By(Close::BeginsTooLate));
                }
                _ = closing.wait_for(Option::is_some) => return Err(Ended::By(Close::Stopping)),
            }
        }
    }

    async fn hear(&mut self, message: Option<Result<AggregatedMessage, ProtocolError>>) -> Going {
        let text = match message {
            None => return Err(Ended::Gone),
            Some(Err(error)) => return Err(broken(&error)),
            Some(Ok(AggregatedMessage::Close(reason))) => {
                // RFC 6455, 5.5.1: it is answered with the same.
                let answered = self.session.clone().close(reason);
                let _ = time::timeout(FAREWELL, answered).await;
                return Err(Ended::Gone);
            }
            Some(Ok(AggregatedMessage::Ping(bytes))) => {
                return patiently(self.session.pong(&bytes)).await;
            }
            Some(Ok(AggregatedMessage::Pong(_))) => return Ok(()),
            Some(Ok(AggregatedMessage::Binary(_))) => return Err(Ended::By(Close::BadMessage)),
            Some(Ok(AggregatedMessage::Text(text))) => text,
        };
        match Heard::read(&text).ok_or(Ended::By(Close::BadMessage))? {
            Heard::ConnectionInit { .. } if self.begun => Err(Ended::By(Close::BegunTwice)),
            Heard::ConnectionInit { payload } => self.begin(payload).await,
            Heard::Ping { payload } => self.say(Said::Pong(payload)).await,
            Heard::Pong {} => Ok(()),
            Heard::Subscribe { .. } if !self.begun => Err(Ended::By(Close::NotBegun)),
            Heard::Subscribe { id, payload } => self.operate(id.into(), *payload).await,
            Heard::Complete { id } => {
                if let Some(operation) = self.running.remove(id.as_str()) {
                    operation.abort();
                }
                Ok(())
            }
        }
    }

    /// Begins the connection: from here on it is known who asks.
    async fn begin(&mut self, payload: Option<Map<String, Value>>) -> Going {
        self.begun = true;
        if let Some(shown) = payload.as_ref().and_then(authorization) {
            let token = shown.as_str().and_then(auth::token_of);
            let token = token.ok_or(Ended::By(Close::SignedOut))?;
            let credential = auth::credential(&self.hearer.app, token).await;
            self.hearer.asker.caller.credential =
                Some(credential.map_err(|error| unknown(&error))?);
            self.token = Some(token.to_owned());
        }
        if let Some(token) = &self.token {
            let stood = self.hearer.asker.stand(&self.hearer.app, token).await;
            stood.map_err(|error| unknown(&error))?;
        } else if !public_access::is_public(&self.hearer.app) {
            return Err(Ended::By(Close::SignedOut));
        }
        self.say(Said::ConnectionAck).await
    }

    /// Begins an operation.
    async fn operate(&mut self, id: Rc<str>, fields: Fields) -> Going {
        if self.running.contains_key(&id) {
            return Err(Ended::By(Close::IdInUse));
        }
        let Ok(parameters) = fields.checked() else {
            return Err(Ended::By(Close::BadMessage));
        };
        if self.running.len() >= OPERATIONS {
            let message = format!("A connection has at most {OPERATIONS} operations at one time.");
            let problem = Problem::new(ErrorCode::TooManyRequests, message);
            let refused = Answer::refused(&problem);
            return self.tell(&id, Event::Refused(refused)).await;
        }
        let way = Way {
            mutations: false,
            subscriptions: true,
        };
        let said = events(self.hearer.clone(), parameters, way, None);
        let (said, running) = abortable(said);
        self.running.insert(Rc::clone(&id), running);
        let named = said.map(move |event| (Rc::clone(&id), event));
        self.operations.push(Box::pin(named));
        Ok(())
    }

    /// Tells the client what an operation says.
    async fn tell(&mut self, id: &Rc<str>, event: Event) -> Going {
        if !matches!(event, Event::Begun(_) | Event::Next(..)) {
            self.running.remove(id);
        }
        match event {
            Event::Next(answer, _) => {
                self.hearer.app.metrics.graphql_errors(&answer);
                self.say(Said::Next(id, &answer)).await
            }
            Event::Refused(answer) => {
                self.hearer.app.metrics.graphql_errors(&answer);
                self.say(Said::Error(id, &answer)).await
            }
            Event::Begun(_) => Ok(()),
            Event::SignedOut(_) => Err(Ended::By(Close::SignedOut)),
            Event::Complete => self.say(Said::Complete(id)).await,
        }
    }

    async fn say(&mut self, said: Said<'_>) -> Going {
        let text = said.text().map_err(|error| {
            tracing::error!(%error, "a message cannot be written");
            Ended::Gone
        })?;
        patiently(self.session.text(text)).await
    }
}

/// Waits for the client to take something, but not for ever.
async fn patiently(sent: impl Future<Output = Result<(), Closed>>) -> Going {
    let sent = time::timeout(STUCK, sent).await.map_err(|_| Ended::Gone)?;
    Ok(sent?)
}

/// What a client shows in the message that begins the connection, in the place of a header.
fn authorization(payload: &Map<String, Value>) -> Option<&Value> {
    let mut shown = payload.iter();
    shown
        .find(|(name, _)| name.eq_ignore_ascii_case("authorization"))
        .map(|(_, shown)| shown)
}

fn unknown(error: &Error) -> Ended {
    match error {
        Error::Unauthenticated => Ended::By(Close::SignedOut),
        error => {
            tracing::warn!(%error, "it cannot be looked up who connects");
            Ended::By(Close::TryAgain)
        }
    }
}

fn broken(error: &ProtocolError) -> Ended {
    match error {
        ProtocolError::Io(error) if error.kind() == io::ErrorKind::InvalidData => {
            Ended::By(Close::BrokenText)
        }
        ProtocolError::Overflow | ProtocolError::Io(_) => Ended::By(Close::TooLarge),
        _ => Ended::By(Close::BrokenFrame),
    }
}
