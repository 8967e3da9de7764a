//! Telling of changes: the protocols, what is told, across processes, and when it ends.
mod contents;
mod ending;
mod events;
mod limits;
mod outage;
mod processes;
mod protocol;

use std::sync::Arc;

use nguonluat::domain::publish::{FileSource, Publisher, prepare};
use serde_json::{Value, json};

use crate::support::province::{Province, media};
use crate::support::records;

/// Tells of every change.
const EVERYTHING: &str =
    "subscription { contentChanged { cursor change path content { title section { code } } } }";

/// The cursor of all that is published.
async fn now(province: &Province) -> String {
    let data = province.ask("{ changeCursor }").await;
    data["changeCursor"].as_str().expect("a cursor").to_owned()
}

/// Tells of every change after a cursor, and so of those that come while it begins.
fn after(cursor: &str) -> String {
    EVERYTHING.replace(
        "contentChanged",
        &format!("contentChanged(after: \"{cursor}\")"),
    )
}

/// Publishes records, as an import does.
async fn publish(province: &Province, records: impl IntoIterator<Item = Value>) {
    let files = Arc::new(FileSource::Folder("nowhere".into()));
    let prepared = records.into_iter().map(|record| {
        let record = serde_json::from_value(record).expect("a record");
        prepare(record, &files).expect("a good record")
    });
    let prepared = prepared.collect();
    let database = province.database().clone();
    let publisher = Publisher::new(database, media(), province.clock()).await;
    let mut publisher = publisher.expect("a publisher");
    for outcome in publisher.publish(prepared).await.expect("a batch") {
        outcome.expect("taken");
    }
}

/// A news item of the demo province.
fn article(id: &str, fields: Value) -> Value {
    let record = records::with(records::article(id), json!({ "agency": "so-tu-phap" }));
    records::with(record, fields)
}

/// The title of the content that an answer tells of.
fn title(data: &Value) -> &str {
    data["contentChanged"]["content"]["title"]
        .as_str()
        .unwrap_or_else(|| panic!("{data}"))
}

/// The id and the code of a message that refuses an operation.
fn refusal(message: &Value) -> (String, String) {
    assert_eq!(message["type"], "error", "{message}");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    (
        text(&message["id"]),
        text(&message["payload"][0]["extensions"]["code"]),
    )
}
