//! The messages of the protocol.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::super::graphql::{Answer, Fields};

/// The longest id of an operation, in bytes: clients make up UUIDs.
const ID: usize = 256;

/// What a client says.
#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Heard {
    /// It begins the connection.
    ConnectionInit {
        /// What it says of itself.
        payload: Option<Map<String, Value>>,
    },
    /// It wants to know whether somebody is there.
    Ping {
        /// To be said again.
        payload: Option<Map<String, Value>>,
    },
    /// It is there.
    Pong {},
    /// It sends an operation.
    Subscribe {
        /// The operation's name on this connection.
        id: String,
        /// The operation.
        payload: Box<Fields>,
    },
    /// It wants to hear no more of an operation.
    Complete {
        /// The operation's name on this connection.
        id: String,
    },
}

impl Heard {
    /// Reads a message; `None` where it is none of the protocol.
    pub fn read(text: &str) -> Option<Self> {
        let heard = serde_json::from_str(text).ok()?;
        match &heard {
            Self::Subscribe { id, .. } | Self::Complete { id } => {
                (1..=ID).contains(&id.len()).then_some(heard)
            }
            _ => Some(heard),
        }
    }
}

/// What the server says.
pub enum Said<'a> {
    /// The connection is begun.
    ConnectionAck,
    /// The server is there.
    Pong(Option<Map<String, Value>>),
    /// An operation says something.
    Next(&'a str, &'a Answer),
    /// An operation is not executed.
    Error(&'a str, &'a Answer),
    /// An operation has said everything.
    Complete(&'a str),
}

#[derive(Serialize)]
struct Message<'a, P: Serialize> {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<&'a str>,
    r#type: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    payload: Option<P>,
}

impl Said<'_> {
    /// The message's text.
    pub fn text(self) -> Result<String, serde_json::Error> {
        match self {
            Self::ConnectionAck => write(None, "connection_ack", None::<()>),
            Self::Pong(payload) => write(None, "pong", payload),
            Self::Next(id, answer) => write(Some(id), "next", Some(answer.body())),
            Self::Error(id, answer) => write(Some(id), "error", Some(answer.errors())),
            Self::Complete(id) => write(Some(id), "complete", None::<()>),
        }
    }
}

fn write(
    id: Option<&str>,
    r#type: &'static str,
    payload: Option<impl Serialize>,
) -> Result<String, serde_json::Error> {
    serde_json::to_string(&Message {
        id,
        r#type,
        payload,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_message_of_the_protocol_is_not_read() {
        for text in [
            "",
            "null",
            "[]",
            "{}",
            r#""connection_init""#,
            r#"{"type":"start","id":"1"}"#,
            r#"{"type":"connection_ack"}"#,
            r#"{"type":"connection_init","payload":"a"}"#,
            r#"{"type":"connection_init","payload":[]}"#,
            r#"{"type":"ping","payload":1}"#,
            r#"{"type":"subscribe","payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":1,"payload":{"query":"{ a }"}}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":1}}"#,
            r#"{"type":"subscribe","id":"1","payload":{"query":"{ a }","variables":[]}}"#,
            r#"{"type":"complete"}"#,
            &format!(r#"{{"type":"complete","id":"{}"}}"#, "a".repeat(257)),
        ] {
            assert!(Heard::read(text).is_none(), "{text}");
        }
    }

    #[test]
    fn what_is_one_is() {
        for text in [
            r#"{"type":"connection_init"}"#,
            r#"{"type":"connection_init","payload":null}"#,
            r#"{"type":"connection_init","payload":{"authorization":"Bearer a"},"more":1}"#,
            r#"{"type":"ping"}"#,
            r#"{"type":"pong","payload":{"a":1}}"#,
            r#"{"id":"1","type":"subscribe","payload":{"query":"{ a }","variables":null,"operationName":null}}"#,
            r#"{"id":"1","type":"complete"}"#,
        ] {
            assert!(Heard::read(text).is_some(), "{text}");
        }
    }
}
