//! Several processes over one `PostgreSQL`: what is published through one is heard at the others.

use std::net::SocketAddr;
use std::time::{Duration, Instant};

use sea_orm::DbBackend;
use serde_json::{Value, json};

use super::{EVERYTHING, after, title};
use crate::support::client::Request;
use crate::support::command::{Serving, nguonluat, run};
use crate::support::database::TestDatabase;
use crate::support::events::Events;
use crate::support::records::{agencies, article, with};
use crate::support::socket::Socket;

/// From the end of the command that published to the subscriber: a second, and what a busy machine needs.
const HEARD_WITHIN: Duration = Duration::from_secs(1);

fn server(db: &TestDatabase) -> Serving {
    Serving::start(nguonluat(
        db,
        &["serve", "--listen", "127.0.0.1:0", "--workers", "1"],
    ))
}

/// Publishes articles in a process of its own, each in a transaction of its own.
fn publish(db: &TestDatabase, numbers: std::ops::Range<u32>) {
    let file = db.folder().join(format!("{}.jsonl", numbers.start));
    let lines: Vec<String> = numbers
        .map(|number| {
            let title = json!({ "title": format!("Tin {number:03}") });
            with(article(&number.to_string()), title).to_string()
        })
        .collect();
    std::fs::write(&file, lines.join("\n")).expect("a file");
    let file = file.to_str().expect("a path");
    let (status, _, said) = run(nguonluat(db, &["import", file]));
    assert_eq!(status, Some(0), "{said}");
}

async fn cursor(address: SocketAddr) -> String {
    let body = json!({ "query": "{ changeCursor }" });
    let reply = Request::graphql(&body).send_to(address).await;
    let cursor = &reply.json()["data"]["changeCursor"];
    cursor
        .as_str()
        .unwrap_or_else(|| panic!("{}", reply.text()))
        .to_owned()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_published_through_one_is_heard_at_the_others_and_survives_a_kill() {
    let db = TestDatabase::new(DbBackend::Postgres).await;
    db.take(agencies()).await;
    let (one, other) = (server(&db), server(&db));
    let begin = cursor(one.address).await;
    let mut at_one = Socket::begin(one.address, Value::Null).await;
    at_one.subscribe("1", &after(&begin)).await;
    let mut at_other = Events::of(other.address, &after(&begin)).await;

    publish(&db, 0..1);
    let published = Instant::now();
    assert_eq!(title(&at_other.data().await.0), "Tin 000");
    let data = at_one.data("1").await;
    let took = published.elapsed();
    assert_eq!(title(&data), "Tin 000");
    assert!(took < HEARD_WITHIN, "{took:?}");

    publish(&db, 1..20);
    let mut heard = Vec::new();
    let mut last = String::new();
    for _ in 0..7 {
        let data = at_one.data("1").await;
        data["contentChanged"]["cursor"]
            .as_str()
            .expect("a cursor")
            .clone_into(&mut last);
        heard.push(title(&data).to_owned());
    }
    // `kill -9`, in the middle of what it tells.
    drop(one);
    publish(&db, 20..40);
    let mut again = Socket::begin(other.address, Value::Null).await;
    again.subscribe("1", &after(&last)).await;
    while heard.len() < 39 {
        heard.push(title(&again.data("1").await).to_owned());
    }
    let all: Vec<String> = (1..40).map(|number| format!("Tin {number:03}")).collect();
    assert_eq!(heard, all, "nothing is missing, nothing comes twice");

    let mut at_other_heard = Vec::new();
    for _ in 1..40 {
        at_other_heard.push(title(&at_other.data().await.0).to_owned());
    }
    assert_eq!(
        at_other_heard, all,
        "whoever was connected elsewhere hears the same"
    );
    assert!(again.is_silent(Duration::from_secs(1)).await);
    drop(other);
    db.drop_it().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whoever_writes_to_a_file_beside_its_server_is_heard() {
    let db = TestDatabase::new(DbBackend::Sqlite).await;
    db.take(agencies()).await;
    let server = server(&db);
    let mut events = Events::of(server.address, EVERYTHING).await;
    assert_eq!(events.block().await.as_deref(), Some(":"));
    let mut socket = Socket::begin(server.address, Value::Null).await;
    socket
        .subscribe("1", &after(&cursor(server.address).await))
        .await;
    publish(&db, 0..3);
    for number in 0..3 {
        let data = socket.data("1").await;
        assert_eq!(title(&data), format!("Tin {number:03}"));
    }
    drop(server);
    db.drop_it().await;
}
