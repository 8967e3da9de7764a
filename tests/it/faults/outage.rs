//! `PostgreSQL` goes away and comes back while it is served from.

use std::time::{Duration, Instant};

use futures_util::future::join_all;
use serde_json::{Value, json};
use tokio::time::timeout;

use crate::support::client::{Connection, Reply, Request};
use crate::support::cluster::Cluster;
use crate::support::command::{Serving, nguonluat_at};
use crate::support::http::TestServer;

/// Everything here happens sooner; a test that waits so long has failed.
const LONG: Duration = Duration::from_secs(30);

/// More requests than there are reading connections.
const CROWD: usize = 24;

async fn get(server: &Serving, path: &str) -> Reply {
    let mut connection = Connection::open(server.address).await;
    let request = Request::get(path);
    let reply = connection.exchange(&request);
    timeout(LONG, reply)
        .await
        .expect("soon")
        .expect("an answer")
}

async fn ask(server: &Serving) -> Reply {
    let request = Request::graphql(&json!({ "query": "{ sections { code } }" }))
        .header("accept", "application/graphql-response+json");
    let mut connection = Connection::open(server.address).await;
    let reply = connection.exchange(&request);
    timeout(LONG, reply)
        .await
        .expect("soon")
        .expect("an answer")
}

async fn a_crowd(server: &Serving) -> Vec<Reply> {
    join_all((0..CROWD).map(|_| ask(server))).await
}

async fn is_ready_soon(server: &Serving) {
    let patience = Instant::now() + LONG;
    while get(server, "/readyz").await.status != 200 {
        assert!(Instant::now() < patience, "it is not ready");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

async fn serves_a_crowd(server: &Serving) {
    for reply in a_crowd(server).await {
        assert_eq!(reply.status, 200, "{}", reply.text());
        assert_eq!(reply.json().get("errors"), None, "{}", reply.text());
    }
}

fn says_so(reply: &Reply, message: &str) {
    assert_eq!(
        (
            reply.status,
            reply.code().as_str(),
            reply.message().as_str()
        ),
        (503, "SERVICE_UNAVAILABLE", message)
    );
    assert_eq!(reply.header("retry-after").as_deref(), Some("5"));
    assert!(reply.json().get("data").is_none_or(Value::is_null));
}

#[tokio::test]
async fn the_server_starts_without_it_and_outlives_its_restarts() {
    let cluster = Cluster::new();
    let folder = tempfile::tempdir().expect("a folder");
    let arguments = ["serve", "--listen", "127.0.0.1:0"];
    let server = Serving::start(nguonluat_at(&cluster.url(), folder.path(), &arguments));
    assert_eq!(get(&server, "/healthz").await.status, 200);
    assert_eq!(get(&server, "/readyz").await.status, 503);
    says_so(
        &ask(&server).await,
        "The database is not ready yet; try again in a few seconds.",
    );

    cluster.start();
    is_ready_soon(&server).await;
    serves_a_crowd(&server).await;

    cluster.stop("fast");
    let down = "the database does not answer at the moment; try again in a few seconds";
    says_so(&ask(&server).await, down);
    for reply in a_crowd(&server).await {
        says_so(&reply, down);
    }
    let reply = get(&server, "/readyz").await;
    assert_eq!(
        (reply.status, reply.json()["status"].as_str()),
        (503, Some("unavailable"))
    );
    assert_eq!(get(&server, "/healthz").await.status, 200);
    assert_eq!(get(&server, "/").await.status, 200);
    let file = format!("/media/{}/a.pdf", "0".repeat(64));
    assert_eq!(get(&server, &file).await.status, 503);

    cluster.start();
    is_ready_soon(&server).await;
    serves_a_crowd(&server).await;

    // Nobody asks in between: all connections lie idle and are dead.
    cluster.stop("immediate");
    cluster.start();
    assert_eq!(get(&server, "/readyz").await.status, 200);
    serves_a_crowd(&server).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_request_that_is_being_answered_is_told() {
    let cluster = Cluster::new();
    let url = cluster.url();
    for mode in ["fast", "immediate"] {
        cluster.start();
        let server = TestServer::with(&["--database-url", &url, "--time-limit", "60"]);
        assert_eq!(server.query("{ sql }").await.status, 200);
        let stopped = async {
            while server.executed() < 2 {
                tokio::task::yield_now().await;
            }
            tokio::task::block_in_place(|| cluster.stop(mode));
        };
        let (reply, ()) = timeout(
            LONG,
            futures_util::future::join(server.query("{ slowSql }"), stopped),
        )
        .await
        .expect("soon");
        assert_eq!(
            (reply.status, reply.code().as_str()),
            (503, "SERVICE_UNAVAILABLE")
        );
        cluster.start();
        assert_eq!(server.query("{ sql }").await.status, 200);
        cluster.stop("fast");
        server.stop().await;
    }
}
