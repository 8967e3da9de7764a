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

/// Addresses of both databases; the embedded one is the server's own.
fn databases() -> Vec<Vec<String>> {
    let postgres = std::env::var("TEST_POSTGRES_URL").expect("tests/run sets TEST_POSTGRES_URL");
    vec![vec![], vec!["--database-url".to_owned(), postgres]]
}

/// A server with one reading connection: while it is busy, nobody reads.
fn with_one_lane(flags: &[&str], database: &[String]) -> TestServer {
    let mut all = vec!["--read-connections", "1"];
    all.extend(flags);
    all.extend(database.iter().map(String::as_str));
    TestServer::with(&all)
}

#[tokio::test]
async fn when_the_client_is_gone_the_sql_is_cancelled() {
    for database in databases() {
        let server = with_one_lane(&["--time-limit", "60"], &database);
        assert_eq!(server.query("{ sql }").await.status, 200);
        let mut connection = Connection::open(server.address()).await;
        connection
            .send(&query("{ slowSql }").bytes())
            .await
            .expect("sent");
        while server.executed() < 2 {
            tokio::task::yield_now().await;
        }
        drop(connection);
        let reply = timeout(Duration::from_secs(1), server.query("{ sql }"))
            .await
            .expect("the lane is free again within a second");
        assert_eq!(reply.json(), json!({ "data": { "sql": true } }));
    }
}

#[tokio::test]
async fn at_the_time_limit_the_sql_is_cancelled_and_the_client_told() {
    for database in databases() {
        let server = with_one_lane(&["--time-limit", "0.2"], &database);
        let reply = timeout(LONG, server.query("{ slowSql }"))
            .await
            .expect("soon");
        assert_eq!((reply.status, reply.code().as_str()), (503, "TIMEOUT"));
        assert_eq!(
            reply.message(),
            "The operation took longer than 0.2 seconds and was stopped."
        );
        let reply = timeout(Duration::from_secs(1), server.query("{ sql }"))
            .await
            .expect("the lane is free again within a second");
        assert_eq!(reply.json(), json!({ "data": { "sql": true } }));
    }
}

#[tokio::test]
async fn with_the_database_down_it_starts_and_says_so_until_it_is_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let away = folder.path().join("away");
    let url = format!("sqlite://{}/nguonluat.sqlite", away.display());
    let server = TestServer::with(&["--database-url", &url]);
    let reply = server.get("/readyz").await;
    assert_eq!(reply.status, 503);
    assert_eq!(
        reply.json(),
        json!({ "status": "unavailable", "reason": "The database does not answer." })
    );
    assert_eq!(server.get("/healthz").await.status, 200);
    assert_eq!(server.get("/").await.status, 200);
    std::fs::create_dir(&away).expect("a folder");
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
    for _ in 0..20 {
        assert_eq!(server.get("/healthz").await.status, 200);
    }
    timeout(LONG, server.stop()).await.expect("stopped");
    let mut answers = 0;
    while let Some(done) = clients.join_next().await {
        answers += done.expect("a client");
    }
    assert!(answers > 100, "{answers}");
}

/// Asks without pause until the server takes no more connections; every answer must be whole.
async fn work(address: SocketAddr) -> usize {
    let request = query("{ sleep(ms: 5) items(first: 50) { nodes { id title } } }");
    let mut answers = 0;
    while let Ok(mut connection) = Connection::try_open(address).await {
        loop {
            let reply = match connection.exchange(&request).await {
                Ok(reply) => reply,
                Err(error) => panic!("a request failed after {answers}: {error}"),
            };
            assert_eq!(reply.status, 200);
            answers += 1;
            if reply.header("connection").as_deref() == Some("close") {
                break;
            }
        }
    }
    answers
}
