//! When streams end: with the rights of whoever listens, and with the server.

use std::time::Duration;

use chrono::TimeDelta;
use entity::value::AccountRole;
use serde_json::{Value, json};
use tokio::time::{Instant, timeout};

use super::{EVERYTHING, after, article, now, publish, title};
use crate::support::client::Request;
use crate::support::desk::Colleague;
use crate::support::events::Events;
use crate::support::province::{Province, for_both, for_sqlite};
use crate::support::socket::{Frame, Socket};

/// A signed-in socket and a signed-in stream that listen.
async fn listening(province: &Province, who: &Colleague<'_>) -> (Socket, Events) {
    let bearer = format!("Bearer {}", who.token);
    let everything = after(&now(province).await);
    let payload = json!({ "authorization": bearer });
    let mut socket = Socket::begin(province.address(), payload).await;
    socket.subscribe("1", &everything).await;
    let request = Request::graphql(&json!({ "query": everything }));
    let request = request.header("authorization", &bearer);
    let events = Events::request(province.address(), request).await;
    assert_eq!(
        events.head.header("cache-control").as_deref(),
        Some("private, no-store")
    );
    (socket, events)
}

/// Both end, and say nothing before that.
async fn end((mut socket, mut events): (Socket, Events), why: &str) {
    loop {
        match socket.next().await {
            Frame::Close(code, _) => {
                assert_eq!(code, 4403, "{why}");
                break;
            }
            Frame::Ping => socket.frame(10, b"").await,
            frame => panic!("{why}: {frame:?}"),
        }
    }
    let event = events.next().await.expect("an event");
    let code = &event.data["errors"][0]["extensions"]["code"];
    assert_eq!(code, "UNAUTHENTICATED", "{why}: {event:?}");
    assert_eq!(event.data.get("data"), None);
    assert_eq!(
        events.next().await.expect("an event").name,
        "complete",
        "{why}"
    );
    assert!(events.next().await.is_none());
}

/// What takes somebody's rights away, by name.
async fn take_away(province: &Province, an: &Colleague<'_>, what: &str) {
    let (account, session) = (an.access.account, an.access.session);
    let hex = |id: uuid::Uuid| match province.backend {
        sea_orm::DbBackend::Sqlite => format!("x'{}'", id.simple()),
        _ => format!("'{id}'"),
    };
    let (account, session) = (hex(account), hex(session));
    let statement = match what {
        "account" => format!("UPDATE account SET active = false WHERE id = {account}"),
        "session" => format!(
            "UPDATE session SET ended_at = created_at, ended_because = 'sign_out' WHERE id = {session}"
        ),
        "role" => {
            format!("UPDATE membership SET valid_to = '2026-11-01' WHERE account_id = {account}")
        }
        other => panic!("{other}"),
    };
    province.write(&statement).await;
}

#[tokio::test]
async fn whose_rights_are_gone_hears_not_even_the_next_change() {
    for_both(async |province| {
        let roles = [(AccountRole::Contributor, "so-tu-phap")];
        for what in ["account", "session", "role"] {
            let an = province.colleague("An", &roles).await;
            let (mut socket, mut events) = listening(province, &an).await;
            publish(province, [article(what, json!({ "title": what }))]).await;
            assert_eq!(title(&socket.data("1").await), what);
            assert_eq!(title(&events.data().await.0), what);
            take_away(province, &an, what).await;
            publish(province, [article(what, json!({ "title": "Sau đó" }))]).await;
            end((socket, events), what).await;
        }
        let an = province.colleague("An", &roles).await;
        let listening = listening(province, &an).await;
        province.advance(TimeDelta::minutes(16));
        publish(province, [article("token", json!({}))]).await;
        end(listening, "the token has expired").await;
    })
    .await;
}

#[tokio::test]
async fn a_silent_stream_ends_within_a_minute_too() {
    for_both(async |province| {
        let roles = [(AccountRole::Contributor, "so-tu-phap")];
        let mut all = Vec::new();
        for what in ["account", "session", "role"] {
            let an = province.colleague("An", &roles).await;
            let listening = listening(province, &an).await;
            take_away(province, &an, what).await;
            all.push((what, listening));
        }
        let others = province.colleague("Bình", &roles).await;
        let (mut socket, _events) = listening(province, &others).await;
        let since = Instant::now();
        // What is waited for inside has a shorter patience.
        tokio::time::sleep(Duration::from_secs(22)).await;
        for (what, listening) in all {
            end(listening, what).await;
        }
        assert!(
            since.elapsed() < Duration::from_secs(45),
            "{:?}",
            since.elapsed()
        );
        publish(province, [article("1", json!({}))]).await;
        assert_eq!(title(&socket.data("1").await), "Tin 1", "others hear on");
    })
    .await;
}

#[tokio::test]
async fn a_session_that_has_ended_opens_nothing() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        take_away(province, &an, "session").await;
        let bearer = format!("Bearer {}", an.token);
        let mut socket = Socket::open(province.address()).await;
        let payload = json!({ "authorization": bearer });
        socket
            .say(json!({ "type": "connection_init", "payload": payload }))
            .await;
        assert!(matches!(socket.next().await, Frame::Close(4403, _)));
        let request = Request::graphql(&json!({ "query": EVERYTHING }));
        let request = request.header("authorization", &bearer);
        let refused = Events::request(province.address(), request).await.head;
        assert_eq!(
            (refused.status, refused.code().as_str()),
            (401, "UNAUTHENTICATED")
        );
    })
    .await;
}

#[tokio::test]
async fn streams_end_when_the_server_stops_and_no_place_is_kept() {
    for_sqlite(async |province| {
        let beside = province.beside(&["--drain", "0"]);
        let mut socket = Socket::begin(beside.address(), Value::Null).await;
        socket.subscribe("1", EVERYTHING).await;
        let mut events = Events::of(beside.address(), EVERYTHING).await;
        assert_eq!(events.block().await.as_deref(), Some(":"));
        let stopping = async {
            let since = Instant::now();
            beside.leave().await;
            since.elapsed()
        };
        let heard = async {
            assert_eq!(socket.closed().await, 1001);
            // Without a word, so that the client comes again.
            assert_eq!(events.next().await, None);
        };
        let (took, ()) = timeout(Duration::from_secs(10), async {
            tokio::join!(stopping, heard)
        })
        .await
        .expect("soon");
        assert!(took < Duration::from_secs(6), "{took:?}");
    })
    .await;
}

#[tokio::test]
async fn a_client_that_is_gone_leaves_nothing_behind() {
    for_sqlite(async |province| {
        for _ in 0..20 {
            let mut socket = Socket::begin(province.address(), Value::Null).await;
            socket.subscribe("1", EVERYTHING).await;
            Events::of(province.address(), EVERYTHING).await;
        }
        let deadline = Instant::now() + Duration::from_secs(10);
        loop {
            let page = province.send(Request::get("/metrics")).await;
            if page.text().contains("\nnguonluat_http_streams 0\n") {
                break;
            }
            assert!(Instant::now() < deadline, "{}", page.text());
        }
    })
    .await;
}
