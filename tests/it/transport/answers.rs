//! What an answer may come to, where no estimate can know it.

use std::time::{Duration, Instant};

use serde_json::json;

use crate::support::http::TestServer;

/// Eight million items, in eleven hundred by estimate.
const CROWDS: &str = "{ items(first: 1) { nodes { crowd { crowd { crowd { id } } } } } }";
/// Far from any limit of time, far below what the whole answer would take.
const SOON: Duration = Duration::from_secs(8);

#[tokio::test]
async fn an_answer_of_too_many_values_is_given_up() {
    let server = TestServer::start();
    let reply = server.query(CROWDS).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (400, "QUERY_TOO_COSTLY"),
        "{}",
        reply.text()
    );
    let limit = &reply.json()["errors"][0]["extensions"]["limit"];
    assert_eq!(
        (&limit["name"], &limit["max"]),
        (&json!("answerValues"), &json!(300_000))
    );
    assert_eq!(reply.json().get("data"), None);
}

#[tokio::test]
async fn an_answer_of_too_many_bytes_is_given_up() {
    let server = TestServer::start();
    let longs = |items: u32| format!("{{ items(first: {items}) {{ nodes {{ long }} }} }}");
    assert_eq!(server.query(&longs(15)).await.status, 200);
    let reply = server.query(&longs(17)).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (400, "QUERY_TOO_COSTLY")
    );
    let limit = &reply.json()["errors"][0]["extensions"]["limit"];
    assert_eq!(
        (&limit["name"], &limit["max"]),
        (&json!("answerBytes"), &json!(16_000_000))
    );
}

#[tokio::test]
async fn what_never_waits_ends_at_the_time_limit_too() {
    let unlimited = [
        "--max-answer-values",
        "1000000000",
        "--max-answer-bytes",
        "1000000000000",
    ];
    let server = TestServer::with(&[&unlimited[..], &["--time-limit", "1"]].concat());
    let start = Instant::now();
    let reply = server.query(CROWDS).await;
    assert_eq!(reply.code(), "TIMEOUT", "{}", reply.message());
    assert!(start.elapsed() < SOON, "{:?}", start.elapsed());
}
