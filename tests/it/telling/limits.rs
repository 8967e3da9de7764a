//! What a socket may not: where it comes from, what it sends, and how much it may have.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{EVERYTHING, refusal};
use crate::support::client::Request;
use crate::support::province::for_sqlite;
use crate::support::socket::{Frame, PROTOCOL, Socket, handshake};

#[tokio::test]
async fn pages_of_other_origins_may_not_connect() {
    for_sqlite(async |province| {
        let listed = province.beside(&["--cors-origins", "https://portal.example"]);
        let origin = async |origin: &str, host: &str| {
            let request = handshake()
                .header("host", host)
                .header("sec-websocket-protocol", PROTOCOL)
                .header("origin", origin);
            match Socket::request(listed.address(), request).await {
                Ok(_) => 101,
                Err(refused) => {
                    assert!(
                        refused
                            .text()
                            .contains("Pages of this origin may not connect")
                    );
                    refused.status
                }
            }
        };
        let own = listed.public_url().trim_end_matches('/').to_owned();
        let host = listed.address().to_string();
        assert_eq!(origin("https://evil.example", &host).await, 403);
        assert_eq!(origin("null", &host).await, 403);
        assert_eq!(
            origin("https://portal.example.evil.example", &host).await,
            403
        );
        assert_eq!(origin(&format!("{own}0"), &host).await, 403);
        assert_eq!(origin("https://portal.example", &host).await, 101);
        assert_eq!(origin(&own, "proxied").await, 101);
        assert_eq!(origin("http://localhost:1234", "localhost:1234").await, 101);
        assert_eq!(
            origin("https://phapluat.example", "phapluat.example").await,
            101
        );
        listed.leave().await;
    })
    .await;
}

/// A ping of 126 bytes.
const LONG_PING: [u8; 134] = {
    let mut ping = [0; 134];
    (ping[0], ping[1], ping[3]) = (0x89, 0xfe, 126);
    ping
};

#[tokio::test]
async fn a_thousand_malformed_frames_leave_the_server_alive() {
    for_sqlite(async |province| {
        let broken: [&[u8]; 10] = [
            // Not masked; a reserved bit; an unknown opcode; a continuation of nothing; a ping in parts.
            b"\x81\x05hello",
            b"\xf1\x85\x01\x02\x03\x04aaaaa",
            b"\x83\x80\x01\x02\x03\x04",
            b"\x80\x81\x01\x02\x03\x04a",
            b"\x09\x80\x01\x02\x03\x04",
            // A length with its highest bit set; a long ping; a part of a text in the midst of another.
            b"\x81\xff\x80\x00\x00\x00\x00\x00\x00\x01\x01\x02\x03\x04",
            &LONG_PING,
            b"\x01\x81\x00\x00\x00\x00a\x01\x81\x00\x00\x00\x00a",
            // No UTF-8; a close of one byte.
            b"\x81\x82\x00\x00\x00\x00\xff\xfe",
            b"\x88\x81\x00\x00\x00\x00a",
        ];
        for round in 0..100_u8 {
            for bytes in broken {
                let mut socket = if round % 2 == 0 {
                    Socket::open(province.address()).await
                } else {
                    Socket::begin(province.address(), Value::Null).await
                };
                socket.bytes(bytes).await;
                match socket.next().await {
                    Frame::Close(1002 | 1007 | 1009, _) | Frame::End => {}
                    frame => panic!("{bytes:?}: {frame:?}"),
                }
            }
        }
        let mut socket = Socket::begin(province.address(), Value::Null).await;
        socket.frame(1, &vec![b'a'; 1_000_001]).await;
        assert_eq!(socket.closed().await, 1009);
        // A frame of a terabyte is not kept until it is whole.
        let mut socket = Socket::begin(province.address(), Value::Null).await;
        socket
            .bytes(b"\x81\xff\x00\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00")
            .await;
        socket.bytes(&vec![b'a'; 2_000_000]).await;
        assert_eq!(socket.closed().await, 1009);
        assert_eq!(province.send(Request::get("/readyz")).await.status, 200);
    })
    .await;
}

#[tokio::test]
async fn a_connection_has_twenty_operations_and_an_address_so_many_connections() {
    for_sqlite(async |province| {
        let few = province.beside(&["--max-streams-per-address", "2"]);
        let mut socket = Socket::begin(few.address(), Value::Null).await;
        for id in 0..20 {
            socket.subscribe(&id.to_string(), EVERYTHING).await;
        }
        socket.subscribe("one more", EVERYTHING).await;
        let refused = refusal(&socket.message().await);
        assert_eq!(
            refused,
            ("one more".to_owned(), "TOO_MANY_REQUESTS".to_owned())
        );
        socket.say(json!({ "type": "complete", "id": "0" })).await;
        socket.subscribe("one more", "{ site { name } }").await;
        assert!(socket.data("one more").await["site"]["name"].is_string());

        let second = Socket::open(few.address()).await;
        let request = || handshake().header("sec-websocket-protocol", PROTOCOL);
        let third = Socket::request(few.address(), request()).await;
        let Err(third) = third else { panic!("a third") };
        assert_eq!(
            (third.status, third.code()),
            (429, "TOO_MANY_REQUESTS".to_owned())
        );
        assert_eq!(third.header("retry-after").as_deref(), Some("5"));
        drop(second);
        let deadline = Instant::now() + Duration::from_secs(10);
        while Socket::request(few.address(), request()).await.is_err() {
            assert!(Instant::now() < deadline, "the place is free again");
        }
        few.leave().await;
    })
    .await;
}

#[tokio::test]
async fn without_public_access_a_socket_has_to_be_somebodys() {
    for_sqlite(async |province| {
        let closed = province.beside(&["--public-access", "off"]);
        let mut socket = Socket::open(closed.address()).await;
        socket.say(json!({ "type": "connection_init" })).await;
        socket.subscribe("1", "{ site { name } }").await;
        assert!(matches!(socket.next().await, Frame::Close(4403, _)));
        let an = closed.colleague("An", &[]).await;
        let payload = json!({ "authorization": format!("Bearer {}", an.token) });
        let mut socket = Socket::begin(closed.address(), payload).await;
        socket.subscribe("1", "{ site { name } }").await;
        assert!(socket.data("1").await["site"]["name"].is_string());
        closed.leave().await;
    })
    .await;
}
