//! graphql-transport-ws, message by message.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{EVERYTHING, after, article, now, publish, refusal, title};
use crate::support::province::{for_both, for_sqlite};
use crate::support::socket::{Frame, PROTOCOL, Socket, handshake};

#[tokio::test]
async fn another_protocol_is_closed_with_4406() {
    for_sqlite(async |province| {
        for protocol in [None, Some("graphql-ws"), Some("chat, mqtt")] {
            let mut request = handshake();
            if let Some(protocol) = protocol {
                request = request.header("sec-websocket-protocol", protocol);
            }
            let socket = Socket::request(province.address(), request).await;
            assert_eq!(
                socket.expect("a socket").closed().await,
                4406,
                "{protocol:?}"
            );
        }
        let among = format!("chat, {PROTOCOL}");
        let request = handshake().header("sec-websocket-protocol", &among);
        let socket = Socket::request(province.address(), request).await;
        let mut socket = socket.expect("a socket");
        socket.say(json!({ "type": "connection_init" })).await;
        assert_eq!(socket.message().await["type"], "connection_ack");
    })
    .await;
}

#[tokio::test]
async fn who_does_not_begin_is_closed_with_4408_within_five_seconds() {
    for_sqlite(async |province| {
        let since = Instant::now();
        let mut socket = Socket::open(province.address()).await;
        socket.say(json!({ "type": "ping" })).await;
        assert_eq!(socket.closed().await, 4408);
        assert!(since.elapsed() > Duration::from_secs(4));
        assert!(since.elapsed() < Duration::from_secs(8));
    })
    .await;
}

#[tokio::test]
async fn who_begins_twice_is_closed_with_4429() {
    for_sqlite(async |province| {
        let mut socket = Socket::begin(province.address(), Value::Null).await;
        socket.say(json!({ "type": "connection_init" })).await;
        assert_eq!(socket.closed().await, 4429);
    })
    .await;
}

#[tokio::test]
async fn an_operation_before_the_beginning_is_closed_with_4401() {
    for_sqlite(async |province| {
        let mut socket = Socket::open(province.address()).await;
        socket.subscribe("1", EVERYTHING).await;
        assert_eq!(socket.closed().await, 4401);
    })
    .await;
}

#[tokio::test]
async fn what_is_no_message_is_closed_with_4400() {
    for_sqlite(async |province| {
        for text in [
            "not JSON",
            "{}",
            "[]",
            r#"{"type":"start","id":"1","payload":{"query":"{ site { name } }"}}"#,
            r#"{"type":"subscribe","payload":{"query":"{ site { name } }"}}"#,
            r#"{"type":"subscribe","id":"","payload":{"query":"{ site { name } }"}}"#,
            r#"{"type":"subscribe","id":"1"}"#,
            r#"{"type":"subscribe","id":"1","payload":{}}"#,
        ] {
            let mut socket = Socket::begin(province.address(), Value::Null).await;
            socket.frame(1, text.as_bytes()).await;
            assert_eq!(socket.closed().await, 4400, "{text}");
        }
        let mut socket = Socket::begin(province.address(), Value::Null).await;
        socket.frame(2, br#"{"type":"ping"}"#).await;
        assert_eq!(socket.closed().await, 4400, "binary");
    })
    .await;
}

#[tokio::test]
async fn an_id_in_use_is_closed_with_4409_and_free_again_afterwards() {
    for_sqlite(async |province| {
        let mut socket = Socket::begin(province.address(), Value::Null).await;
        for _ in 0..2 {
            socket.subscribe("1", "{ site { name } }").await;
            assert!(socket.data("1").await["site"]["name"].is_string());
            let complete = json!({ "id": "1", "type": "complete" });
            assert_eq!(socket.message().await, complete);
        }
        socket.subscribe("1", EVERYTHING).await;
        socket.say(json!({ "type": "complete", "id": "1" })).await;
        socket.subscribe("1", EVERYTHING).await;
        socket.subscribe("1", EVERYTHING).await;
        assert_eq!(socket.closed().await, 4409);
    })
    .await;
}

#[tokio::test]
async fn pings_are_answered_and_pongs_need_not_be_asked_for() {
    for_sqlite(async |province| {
        let mut socket = Socket::begin(province.address(), Value::Null).await;
        socket.say(json!({ "type": "pong" })).await;
        socket
            .say(json!({ "type": "pong", "payload": { "a": 1 } }))
            .await;
        socket.say(json!({ "type": "ping" })).await;
        assert_eq!(socket.message().await, json!({ "type": "pong" }));
        let payload = json!({ "a": [1, "ă"] });
        socket
            .say(json!({ "type": "ping", "payload": payload }))
            .await;
        let pong = json!({ "type": "pong", "payload": payload });
        assert_eq!(socket.message().await, pong);
        socket.frame(9, b"here?").await;
        assert_eq!(socket.next().await, Frame::Pong(b"here?".to_vec()));
        socket.frame(8, &[3, 232]).await;
        assert_eq!(socket.next().await, Frame::Close(1000, String::new()));
    })
    .await;
}

#[tokio::test]
async fn an_operation_that_is_refused_is_told_so_and_the_socket_stays() {
    for_sqlite(async |province| {
        let mut socket = Socket::begin(province.address(), Value::Null).await;
        for (query, code) in [
            ("subscription {", "GRAPHQL_PARSE_FAILED"),
            ("subscription { nothing }", "GRAPHQL_VALIDATION_FAILED"),
            ("subscription { __typename }", "GRAPHQL_VALIDATION_FAILED"),
            (
                "subscription { a: contentChanged { at } b: contentChanged { at } }",
                "GRAPHQL_VALIDATION_FAILED",
            ),
            (
                "subscription { contentChanged(after: \"x\") { at } }",
                "BAD_USER_INPUT",
            ),
            (
                "subscription { contentChanged(filter: { kinds: [NONE] }) { at } }",
                "BAD_USER_INPUT",
            ),
            (
                "mutation { sessionSignOut { endedSessions } }",
                "METHOD_NOT_ALLOWED",
            ),
            ("{ nothing }", "GRAPHQL_VALIDATION_FAILED"),
            (
                "subscription { contentChanged { content { related(first: 100) { related(first: 100) { related(first: 100) { title } } } } } }",
                "QUERY_TOO_COSTLY",
            ),
        ] {
            socket.subscribe("7", query).await;
            let refused = refusal(&socket.message().await);
            assert_eq!(refused, ("7".to_owned(), code.to_owned()), "{query}");
        }
        socket.subscribe("7", "{ site { name } }").await;
        assert!(socket.data("7").await["site"]["name"].is_string());
    })
    .await;
}

#[tokio::test]
async fn after_complete_the_client_hears_no_more_of_it() {
    for_both(async |province| {
        let mut socket = Socket::begin(province.address(), Value::Null).await;
        let everything = after(&now(province).await);
        socket.subscribe("1", &everything).await;
        socket.subscribe("2", &everything).await;
        socket.say(json!({ "type": "complete", "id": "1" })).await;
        socket.say(json!({ "type": "ping" })).await;
        assert_eq!(socket.message().await["type"], "pong");
        publish(province, [article("một", json!({}))]).await;
        assert_eq!(title(&socket.data("2").await), "Tin một");
        assert!(socket.is_silent(Duration::from_secs(1)).await);
    })
    .await;
}

#[tokio::test]
async fn a_wrong_token_is_closed_with_4403_and_never_taken_for_none() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        let good = format!("Bearer {}", an.token);
        let forged = format!("{}x", &good[..good.len() - 1]);
        for shown in [
            json!("Bearer a.b.c"),
            json!(forged),
            json!(an.token),
            json!(""),
            json!("Basic YTpi"),
            json!(1),
            Value::Null,
        ] {
            let mut socket = Socket::open(province.address()).await;
            let payload = json!({ "authorization": shown });
            socket
                .say(json!({ "type": "connection_init", "payload": payload }))
                .await;
            socket.subscribe("1", "{ site { name } }").await;
            assert!(
                matches!(socket.next().await, Frame::Close(4403, _)),
                "{shown}"
            );
        }
        for shown in ["Bearer a.b.c", "Basic YTpi", forged.as_str()] {
            let request = handshake()
                .header("sec-websocket-protocol", PROTOCOL)
                .header("authorization", shown);
            let refused = Socket::request(province.address(), request).await;
            let Err(refused) = refused else {
                panic!("{shown}");
            };
            assert_eq!(
                (refused.status, refused.code()),
                (401, "UNAUTHENTICATED".to_owned())
            );
        }

        let payload = json!({ "Authorization": good });
        let mut socket = Socket::begin(province.address(), payload).await;
        socket.subscribe("1", "{ desk { me { name } } }").await;
        assert_eq!(socket.data("1").await["desk"]["me"]["name"], "An");
        let request = handshake()
            .header("sec-websocket-protocol", PROTOCOL)
            .header("authorization", &good);
        let mut socket = Socket::request(province.address(), request)
            .await
            .expect("a socket");
        socket.say(json!({ "type": "connection_init" })).await;
        assert_eq!(socket.message().await["type"], "connection_ack");
        socket.subscribe("1", "{ desk { me { name } } }").await;
        assert_eq!(socket.data("1").await["desk"]["me"]["name"], "An");
    })
    .await;
}

#[tokio::test]
async fn why_it_is_closed_is_said_in_the_clients_language() {
    for_sqlite(async |province| {
        for (language, sentence) in [
            ("vi", "Thông điệp không đúng giao thức."),
            ("en-GB", "This is no message of the protocol."),
        ] {
            let request = handshake()
                .header("sec-websocket-protocol", PROTOCOL)
                .header("accept-language", language);
            let socket = Socket::request(province.address(), request).await;
            let mut socket = socket.expect("a socket");
            socket.frame(1, b"?").await;
            assert_eq!(socket.next().await, Frame::Close(4400, sentence.to_owned()));
        }
    })
    .await;
}
