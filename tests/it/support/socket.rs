//! A WebSocket client that sends exactly what it is told: no library's codec, so that it judges the server's.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use super::client::{Connection, Reply, Request};

/// Everything that is waited for comes sooner.
const LONG: Duration = Duration::from_secs(20);

/// The subprotocol.
pub const PROTOCOL: &str = "graphql-transport-ws";

/// An open WebSocket.
pub struct Socket(Connection);

/// What comes over a socket.
#[derive(Debug, PartialEq, Eq)]
pub enum Frame {
    Text(Value),
    Ping,
    Pong(Vec<u8>),
    Close(u16, String),
    /// The connection ended without a word.
    End,
}

/// A request for a WebSocket.
pub fn handshake() -> Request {
    Request::get("/graphql")
        .header("connection", "Upgrade")
        .header("upgrade", "websocket")
        .header("sec-websocket-version", "13")
        .header("sec-websocket-key", "dGhlIHNhbXBsZSBub25jZQ==")
}

impl Socket {
    /// Opens one with a request; otherwise the answer.
    pub async fn request(address: SocketAddr, request: Request) -> Result<Self, Reply> {
        let mut connection = Connection::open(address).await;
        connection.send(&request.bytes()).await.expect("sent");
        let mut head = timeout(LONG, connection.head())
            .await
            .expect("soon")
            .expect("a head");
        if head.status == 101 {
            let accepted = head.header("sec-websocket-accept");
            assert_eq!(accepted.as_deref(), Some("s3pPLMBiTxaQ9kYGzzhZRbK+xOo="));
            return Ok(Self(connection));
        }
        let length = head.header("content-length");
        let length = length.and_then(|length| length.parse().ok()).unwrap_or(0);
        head.body = connection.exactly(length).await.expect("a body");
        Err(head)
    }

    /// Opens one that speaks the protocol.
    pub async fn open(address: SocketAddr) -> Self {
        let request = handshake().header("sec-websocket-protocol", PROTOCOL);
        Self::request(address, request).await.expect("a socket")
    }

    /// Opens one and begins the connection.
    pub async fn begin(address: SocketAddr, payload: Value) -> Self {
        let mut socket = Self::open(address).await;
        socket
            .say(json!({ "type": "connection_init", "payload": payload }))
            .await;
        assert_eq!(socket.message().await, json!({ "type": "connection_ack" }));
        socket
    }

    /// Sends a message.
    pub async fn say(&mut self, message: Value) {
        self.frame(1, message.to_string().as_bytes()).await;
    }

    /// Sends an operation.
    pub async fn subscribe(&mut self, id: &str, query: &str) {
        let payload = json!({ "query": query });
        self.say(json!({ "type": "subscribe", "id": id, "payload": payload }))
            .await;
    }

    /// Sends a masked frame that is whole.
    pub async fn frame(&mut self, opcode: u8, payload: &[u8]) {
        let mut bytes = vec![0x80 | opcode];
        match u16::try_from(payload.len()) {
            Ok(length @ ..126) => bytes.push(0x80 | u8::try_from(length).expect("few")),
            Ok(length) => {
                bytes.push(0x80 | 0x7e);
                bytes.extend(length.to_be_bytes());
            }
            Err(_) => {
                bytes.push(0x80 | 0x7f);
                bytes.extend((payload.len() as u64).to_be_bytes());
            }
        }
        let mask = [1, 2, 3, 4];
        bytes.extend(mask);
        let masked = payload.iter().zip(mask.iter().cycle());
        bytes.extend(masked.map(|(byte, mask)| byte ^ mask));
        self.bytes(&bytes).await;
    }

    /// Sends bytes, whatever they are; the server may have closed already.
    pub async fn bytes(&mut self, bytes: &[u8]) {
        let _ = self.0.send(bytes).await;
    }

    /// The next frame, within reason.
    pub async fn next(&mut self) -> Frame {
        timeout(LONG, self.read()).await.expect("soon")
    }

    async fn read(&mut self) -> Frame {
        let Ok(head) = self.0.exactly(2).await else {
            return Frame::End;
        };
        assert_eq!(head[0] & 0xf0, 0x80, "whole, without extensions");
        assert_eq!(head[1] & 0x80, 0, "a server masks nothing");
        let length = match head[1] {
            126 => self.0.exactly(2).await,
            127 => self.0.exactly(8).await,
            length => Ok(vec![length]),
        };
        let length = length.expect("a length");
        let length = length
            .iter()
            .fold(0, |length, byte| length << 8 | usize::from(*byte));
        let payload = self.0.exactly(length).await.expect("a payload");
        match head[0] & 0x0f {
            1 => Frame::Text(serde_json::from_slice(&payload).expect("JSON")),
            8 => {
                let (code, reason) = payload.split_at(2);
                let reason = String::from_utf8(reason.to_vec()).expect("UTF-8");
                Frame::Close(u16::from_be_bytes([code[0], code[1]]), reason)
            }
            9 => Frame::Ping,
            10 => Frame::Pong(payload),
            opcode => panic!("opcode {opcode}"),
        }
    }

    /// The next message; pings of the server are answered.
    pub async fn message(&mut self) -> Value {
        loop {
            match self.next().await {
                Frame::Text(message) => return message,
                Frame::Ping => self.frame(10, b"").await,
                frame => panic!("{frame:?}"),
            }
        }
    }

    /// The data that an operation gives next.
    pub async fn data(&mut self, id: &str) -> Value {
        let mut message = self.message().await;
        assert!(
            message["type"] == "next"
                && message["id"] == id
                && message["payload"]["errors"].is_null(),
            "{message}"
        );
        message["payload"]["data"].take()
    }

    /// The code with which the server closes; what it says before is not looked at.
    pub async fn closed(&mut self) -> u16 {
        loop {
            match self.next().await {
                Frame::Close(code, reason) => {
                    assert!(!reason.is_empty(), "{code}");
                    return code;
                }
                Frame::End => panic!("it ended without a word"),
                Frame::Text(_) | Frame::Ping | Frame::Pong(_) => {}
            }
        }
    }

    /// Whether nothing comes for a while.
    pub async fn is_silent(&mut self, time: Duration) -> bool {
        match timeout(time, self.read()).await {
            Err(_) => true,
            Ok(frame) => panic!("{frame:?}"),
        }
    }
}
