//! Connections that are slow, gone or too many; a database that is down; stopping.

use std::{net::SocketAddr, time::Duration};

use serde_json::json;
use tokio::{task::JoinSet, time::timeout};

use crate::support::{
    client::{Connection, Request},
    http::TestServer,
};

/// Everything here happens sooner; a test that waits so long has failed.
const LONG: Duration = Duration::from_secs(10);

fn query(query: &str) -> Request {
    Request::graphql(&json!({ "query": query }))
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused_before_it_is_sent() {
    let server = TestServer::with(&["--max-body", "1000"]);
    let mut connection = Connection::open(server.address()).await;
    let head = "POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 1001\r\n\r\n";
    connection.send(head.as_bytes()).await.expect("sent");
    let reply = timeout(LONG, connection.reply(false))
        .await
        .expect("soon")
        .expect("an answer");
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (413, "PAYLOAD_TOO_LARGE")
    );
    timeout(LONG, connection.closed()).await.expect("closed");
}

#[tokio::test]
async fn a_body_without_a_length_is_refused_where_it_passes_the_limit() {
    let server = TestServer::with(&["--max-body", "1000"]);
    let mut connection = Connection::open(server.address()).await;
    let head = "POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n";
    connection.send(head.as_bytes()).await.expect("sent");
    let chunk = format!("258\r\n{}\r\n", " ".repeat(600));
    connection
        .send(chunk.repeat(2).as_bytes())
        .await
        .expect("sent");
    let reply = timeout(LONG, connection.reply(false))
        .await
        .expect("soon")
        .expect("an answer");
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (413, "PAYLOAD_TOO_LARGE")
    );
}

#[tokio::test]
async fn a_slow_head_is_closed() {
    let server = TestServer::with(&["--request-timeout", "0.3"]);
    let mut silent = Connection::open(server.address()).await;
    let mut slow = Connection::open(server.address()).await;
    slow.send(b"GET /healthz HTTP/1.1\r\nhost: a\r\nx-")
        .await
        .expect("sent");
    timeout(LONG, silent.closed()).await.expect("closed");
    let said = timeout(LONG, slow.closed()).await.expect("closed");
    assert!(
        said.starts_with(b"HTTP/1.1 408 "),
        "{}",
        String::from_utf8_lossy(&said)
    );
}

#[tokio::test]
async fn a_slow_head_is_closed_also_after_a_good_request() {
    let server = TestServer::with(&["--request-timeout", "0.3"]);
    let mut connection = Connection::open(server.address()).await;
    let reply = connection
        .exchange(&Request::get("/healthz"))
        .await
        .expect("an answer");
    assert_eq!(reply.status, 200);
    connection
        .send(b"GET /healthz HTTP/1.1\r\nhost: a\r\nx-")
        .await
        .expect("sent");
    let said = timeout(LONG, connection.closed()).await.expect("closed");
    assert_eq!(String::from_utf8_lossy(&said), "");
}

#[tokio::test]
async fn a_slow_body_is_closed() {
    let server = TestServer::with(&["--request-timeout", "0.3"]);
    let mut connection = Connection::open(server.address()).await;
    let head = "POST /graphql HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{";
    connection.send(head.as_bytes()).await.expect("sent");
    let reply = timeout(LONG, connection.reply(false))
        .await
        .expect("soon")
        .expect("an answer");
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (408, "REQUEST_TIMEOUT")
    );
    timeout(LONG, connection.closed()).await.expect("closed");
}

#[tokio::test]
async fn idle_connections_of_one_address_leave_the_others_unharmed() {
    let server = TestServer::with(&["--max-connections-per-address", "100"]);
    let mut idle = Vec::new();
    for _ in 0..1_000 {
        idle.push(Connection::from_address([127, 0, 0, 2], server.address()).await);
    }
    let reply = timeout(LONG, server.get("/healthz")).await.expect("soon");
    assert_eq!(reply.status, 200);
    timeout(LONG, async { while connections(&server).await > 101 {} })
        .await
        .expect("soon");
    // The address itself is served too: its longest idle connection gives way.
    let mut late = Connection::from_address([127, 0, 0, 2], server.address()).await;
    let reply = late
        .exchange(&Request::get("/healthz"))
        .await
        .expect("an answer");
    assert_eq!(reply.status, 200);
    timeout(LONG, idle[0].closed()).await.expect("closed");
}

/// How many connections the server counts as open.
async fn connections(server: &TestServer) -> u32 {
    let page = server.get("/metrics").await;
    let mut lines = page.text().lines();
    let count = lines.find_map(|line| line.strip_prefix("nguonluat_http_connections "));
    count
        .and_then(|count| count.parse().ok())
        .expect("the gauge")
}

#[tokio::test]
async fn when_the_client_is_gone_the_sql_is_cancelled() {
    let server = TestServer::start();
    let mut cancelled = server.cancelled();
    let mut connection = Connection::open(server.address()).await;
    connection
        .send(&query("{ sleep(ms: 9000) }").bytes())
        .await
        .expect("sent");
    let request = query("{ __typename }");
    assert_eq!(server.send(request).await.status, 200);
    assert_eq!(*cancelled.borrow_and_update(), 0);
    drop(connection);
    timeout(Duration::from_secs(1), cancelled.changed())
        .await
        .expect("soon")
        .expect("a change");
    assert_eq!(*cancelled.borrow(), 1);
}

#[tokio::test]
async fn at_the_time_limit_the_sql_is_cancelled_and_the_client_told() {
    let server = TestServer::with(&["--time-limit", "0.2"]);
    let cancelled = server.cancelled();
    let reply = timeout(LONG, server.query("{ sleep(ms: 9000) }"))
        .await
        .expect("soon");
    assert_eq!((reply.status, reply.code().as_str()), (503, "TIMEOUT"));
    assert_eq!(
        reply.message(),
        "The operation took longer than 0.2 seconds and was stopped."
    );
    assert_eq!(*cancelled.borrow(), 1);
    let reply = server.query("{ sleep(ms: 1) }").await;
    assert_eq!(reply.json(), json!({ "data": { "sleep": 1 } }));
    assert_eq!(*cancelled.borrow(), 1);
}

#[tokio::test]
async fn with_the_database_down_it_starts_and_says_so_until_it_is_back() {
    let server = TestServer::start();
    server.database_up(false);
    let reply = server.get("/readyz").await;
    assert_eq!(reply.status, 503);
    assert_eq!(
        reply.json(),
        json!({ "status": "unavailable", "reason": "The database does not answer." })
    );
    assert_eq!(server.get("/healthz").await.status, 200);
    assert_eq!(server.get("/").await.status, 200);
    server.database_up(true);
    let reply = server.get("/readyz").await;
    assert_eq!(
        (reply.status, reply.json()),
        (200, json!({ "status": "ok" }))
    );
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_says_so_first_and_finishes_what_is_in_hand() {
    let server = TestServer::with(&["--drain", "0.5"]);
    let address = server.address();
    let mut long = Connection::open(address).await;
    long.send(&query("{ sleep(ms: 1500) }").bytes())
        .await
        .expect("sent");
    let mut kept = Connection::open(address).await;
    assert_eq!(
        kept.exchange(&Request::get("/readyz"))
            .await
            .expect("an answer")
            .status,
        200
    );

    let stopping = tokio::spawn(server.stop());
    let reply = loop {
        let reply = kept
            .exchange(&Request::get("/readyz"))
            .await
            .expect("an answer");
        if reply.status == 503 {
            break reply;
        }
        if reply.header("connection").is_some() {
            kept = Connection::open(address).await;
        }
    };
    assert_eq!(reply.json(), json!({ "status": "stopping" }));
    assert_eq!(reply.header("connection").as_deref(), Some("close"));
    let late = Connection::open(address)
        .await
        .exchange(&Request::get("/healthz"))
        .await;
    assert_eq!(late.expect("still served").status, 200);
    let reply = timeout(LONG, long.reply(false))
        .await
        .expect("soon")
        .expect("an answer");
    assert_eq!(reply.json(), json!({ "data": { "sleep": 1500 } }));
    timeout(LONG, stopping)
        .await
        .expect("soon")
        .expect("stopped");
    assert!(Connection::try_open(address).await.is_err());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn stopping_under_load_fails_no_request() {
    let server = TestServer::start();
    let address = server.address();
    let mut clients = JoinSet::new();
    for _ in 0..32 {
        clients.spawn(work(address));
    }
    let mut warm = 0;
    while warm < 20 {
        assert_eq!(server.get("/healthz").await.status, 200);
        warm += 1;
    }
    timeout(LONG, server.stop()).await.expect("stopped");
    let mut served = 0;
    while let Some(done) = clients.join_next().await {
        served += done.expect("a client");
    }
    assert!(served > 100, "{served}");
}

/// Asks without pause until the server takes no more connections; every answer must be whole.
async fn work(address: SocketAddr) -> usize {
    let request = query("{ sleep(ms: 5) items(first: 50) { nodes { id title } } }");
    let mut served = 0;
    while let Ok(mut connection) = Connection::try_open(address).await {
        loop {
            let reply = match connection.exchange(&request).await {
                Ok(reply) => reply,
                Err(error) => panic!("a request failed after {served}: {error}"),
            };
            assert_eq!(reply.status, 200);
            served += 1;
            if reply.header("connection").as_deref() == Some("close") {
                break;
            }
        }
    }
    served
}
