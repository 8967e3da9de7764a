//! Server-Sent Events, as graphql-sse's "distinct connections" have them.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{EVERYTHING, after, article, now, publish, title};
use crate::support::client::Request;
use crate::support::events::{Event, Events};
use crate::support::province::{for_both, for_sqlite};

#[tokio::test]
async fn changes_are_told_with_ids_to_go_on_from() {
    for_both(async |province| {
        let mut events = Events::of(province.address(), &after(&now(province).await)).await;
        assert_eq!(events.head.status, 200);
        for (name, value) in [
            ("content-type", "text/event-stream; charset=utf-8"),
            ("cache-control", "no-store"),
            ("content-encoding", "identity"),
            ("x-accel-buffering", "no"),
        ] {
            assert_eq!(events.head.header(name).as_deref(), Some(value), "{name}");
        }
        publish(province, [article("1", json!({}))]).await;
        let (data, id) = events.data().await;
        assert_eq!(title(&data), "Tin 1");
        assert_eq!(data["contentChanged"]["cursor"].as_str(), id.as_deref());
        drop(events);

        publish(province, [article("2", json!({}))]).await;
        // A browser repeats its request, and says what it heard last.
        let body = json!({ "query": after("cAAAAAAAAAAA") });
        let request = Request::graphql(&body).header("last-event-id", &id.expect("an id"));
        let mut events = Events::request(province.address(), request).await;
        let (data, _) = events.data().await;
        assert_eq!(title(&data), "Tin 2");
        publish(province, [article("3", json!({}))]).await;
        let (data, _) = events.data().await;
        assert_eq!(title(&data), "Tin 3");
    })
    .await;
}

#[tokio::test]
async fn a_browsers_event_source_listens_by_get() {
    for_sqlite(async |province| {
        let begin = now(province).await;
        let query =
            format!("subscription{{contentChanged(after:\"{begin}\"){{content{{title}}}}}}");
        let query: String = url::form_urlencoded::byte_serialize(query.as_bytes()).collect();
        let request = Request::get(&format!("/graphql?query={query}"));
        let mut events = Events::request(province.address(), request).await;
        publish(province, [article("1", json!({}))]).await;
        assert_eq!(title(&events.data().await.0), "Tin 1");
    })
    .await;
}

#[tokio::test]
async fn queries_and_mutations_say_one_thing_and_complete() {
    for_sqlite(async |province| {
        let mut events = Events::of(province.address(), "{ site { name } }").await;
        assert!(events.data().await.0["site"]["name"].is_string());
        let complete = |event: Option<Event>| {
            let event = event.expect("an event");
            assert_eq!((event.name.as_str(), event.data), ("complete", Value::Null));
        };
        complete(events.next().await);
        assert!(events.next().await.is_none());

        let sign_out = "mutation { sessionSignOut { errors { code } } }";
        let mut events = Events::of(province.address(), sign_out).await;
        let (data, _) = events.data().await;
        assert_eq!(
            data["sessionSignOut"]["errors"][0]["code"],
            "UNAUTHENTICATED"
        );
        complete(events.next().await);

        let by_get =
            Request::get("/graphql?query=mutation%7BsessionSignOut%7Berrors%7Bcode%7D%7D%7D");
        for (request, code) in [
            (by_get, "METHOD_NOT_ALLOWED"),
            (
                Request::graphql(&json!({ "query": "{ nothing }" })),
                "GRAPHQL_VALIDATION_FAILED",
            ),
            (
                Request::graphql(&json!({ "query": "{" })),
                "GRAPHQL_PARSE_FAILED",
            ),
            (
                Request::graphql(&json!({ "query": after("x") })),
                "BAD_USER_INPUT",
            ),
        ] {
            let mut events = Events::request(province.address(), request).await;
            assert_eq!(events.head.status, 200, "{code}");
            let event = events.next().await.expect("an event");
            assert_eq!(event.data["errors"][0]["extensions"]["code"], code);
            assert!(event.data.get("data").is_none());
            complete(events.next().await);
            assert!(events.next().await.is_none());
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_no_request_is_refused_with_a_status() {
    for_sqlite(async |province| {
        for (request, status, code) in [
            (Request::graphql(&json!({})), 400, "BAD_REQUEST"),
            (
                Request::post("text/plain", "{}"),
                415,
                "UNSUPPORTED_MEDIA_TYPE",
            ),
            (
                Request::graphql(&json!({ "query": EVERYTHING }))
                    .header("authorization", "Bearer a.b.c"),
                401,
                "UNAUTHENTICATED",
            ),
        ] {
            let refused = Events::request(province.address(), request).await.head;
            assert_eq!((refused.status, refused.code().as_str()), (status, code));
        }
        let reply = province.execute(EVERYTHING, json!({})).await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "BAD_REQUEST"));
        assert!(
            reply.message().contains("text/event-stream"),
            "{}",
            reply.message()
        );
        let head = Request::new("HEAD", "/graphql?query=%7Bsite%7Bname%7D%7D");
        let head = head.header("accept", "text/event-stream");
        let mut connection = crate::support::client::Connection::open(province.address()).await;
        assert_eq!(
            connection.exchange(&head).await.expect("an answer").status,
            406
        );
    })
    .await;
}

#[tokio::test]
async fn an_address_has_so_many_streams() {
    for_sqlite(async |province| {
        let few = province.beside(&["--max-streams-per-address", "2"]);
        let first = Events::of(few.address(), EVERYTHING).await;
        let _second = Events::of(few.address(), EVERYTHING).await;
        let third = Events::of(few.address(), EVERYTHING).await.head;
        assert_eq!(
            (third.status, third.code().as_str()),
            (429, "TOO_MANY_REQUESTS")
        );
        drop(first);
        let deadline = Instant::now() + Duration::from_secs(10);
        while Events::of(few.address(), "{ site { name } }")
            .await
            .head
            .status
            == 429
        {
            assert!(Instant::now() < deadline, "the place is free again");
        }
        few.leave().await;
    })
    .await;
}

#[tokio::test]
async fn a_silent_stream_is_kept_alive() {
    for_sqlite(async |province| {
        let mut events = Events::of(province.address(), EVERYTHING).await;
        assert_eq!(events.block().await.as_deref(), Some(":"));
        // Where a browser goes on that is interrupted before the first change.
        let begun = format!("id: {}", now(province).await);
        assert_eq!(events.block().await, Some(begun));
        let since = Instant::now();
        assert_eq!(events.block().await.as_deref(), Some(":"));
        assert!(since.elapsed() > Duration::from_secs(8));
        assert!(since.elapsed() < Duration::from_secs(18));
    })
    .await;
}
