//! A client of Server-Sent Events.

use std::net::SocketAddr;
use std::time::Duration;

use serde_json::{Value, json};
use tokio::time::timeout;

use super::client::{Connection, Reply, Request};

/// Everything that is waited for comes sooner.
const LONG: Duration = Duration::from_secs(20);

/// An open stream.
pub struct Events {
    connection: Connection,
    /// The head of the answer.
    pub head: Reply,
    text: String,
}

/// An event.
#[derive(Debug, PartialEq, Eq)]
pub struct Event {
    pub name: String,
    pub id: Option<String>,
    pub data: Value,
}

impl Events {
    /// Sends an operation and accepts events.
    pub async fn of(address: SocketAddr, query: &str) -> Self {
        let request = Request::graphql(&json!({ "query": query }));
        Self::request(address, request).await
    }

    /// Sends a request and accepts events.
    pub async fn request(address: SocketAddr, request: Request) -> Self {
        let request = request.header("accept", "text/event-stream");
        let mut connection = Connection::open(address).await;
        connection.send(&request.bytes()).await.expect("sent");
        let mut head = timeout(LONG, connection.head())
            .await
            .expect("soon")
            .expect("a head");
        if let Some(length) = head.header("content-length") {
            let length = length.parse().expect("a length");
            head.body = connection.exactly(length).await.expect("a body");
        }
        Self {
            connection,
            head,
            text: String::new(),
        }
    }

    /// The next event; nothing when the stream has ended. Comments, and ids alone, are passed over.
    pub async fn next(&mut self) -> Option<Event> {
        loop {
            let block = self.block().await?;
            if block.contains("event:") {
                return Some(parse(&block));
            }
        }
    }

    /// The next block, which may be a comment.
    pub async fn block(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.text.find("\n\n") {
                let block = self.text[..end].to_owned();
                self.text.drain(..end + 2);
                return Some(block);
            }
            let chunk = timeout(LONG, self.connection.chunk()).await.expect("soon");
            let chunk = chunk.ok()??;
            self.text += std::str::from_utf8(&chunk).expect("UTF-8");
        }
    }

    /// The data that the operation gives next, with its id.
    pub async fn data(&mut self) -> (Value, Option<String>) {
        let mut event = self.next().await.expect("an event");
        assert!(
            event.name == "next" && event.data["errors"].is_null(),
            "{event:?}"
        );
        (event.data["data"].take(), event.id)
    }
}

fn parse(block: &str) -> Event {
    let mut event = Event {
        name: String::new(),
        id: None,
        data: Value::Null,
    };
    for line in block.lines() {
        let (field, value) = line.split_once(':').expect("a field");
        let value = value.trim_start();
        match field {
            "event" => value.clone_into(&mut event.name),
            "id" => event.id = Some(value.to_owned()),
            "data" if value.is_empty() => {}
            "data" => event.data = serde_json::from_str(value).expect("JSON"),
            field => panic!("{field}"),
        }
    }
    event
}
