//! `kill -9` while many write: what was answered is there, and what was not is there whole or not at all.
mod writer;

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use futures_util::future::join_all;
use serde_json::{Value, json};
use uuid::Uuid;

use self::writer::Writer;
use crate::support::client::Request;
use crate::support::command::{Serving, nguonluat, run};
use crate::support::database::{TestDatabase, for_both};
use crate::support::events::Events;
use crate::support::person::PASSWORD;
use crate::support::records::agencies;

/// How often the server is killed where `NGUONLUAT_KILLS` does not say; on each database.
const KILLS: usize = 6;
const WRITERS: usize = 4;

/// What must be true of the database whenever nobody writes to it: rows that say otherwise are counted.
const HALF: [(&str, &str); 4] = [
    (
        "a version without its act, or an act without its version",
        "SELECT count(*) FROM content c WHERE EXISTS (SELECT 1 FROM audit a WHERE a.content_id = c.id) AND \
         c.lock_version <> (SELECT count(*) FROM audit a WHERE a.content_id = c.id)",
    ),
    (
        "a gap among the events",
        "SELECT coalesce(max(seq) - min(seq) + 1 - count(*), 0) FROM outbox",
    ),
    (
        "a gap in the audit log",
        "SELECT coalesce(max(seq) - min(seq) + 1 - count(*), 0) FROM audit",
    ),
    (
        "a live edition in no list, or a list's entry without its edition",
        "SELECT (SELECT count(*) FROM edition WHERE state = 'live') - \
         (SELECT count(DISTINCT content_id) FROM listing)",
    ),
];

/// Always at the same port: tokens are for whom they name.
fn server(db: &TestDatabase, port: u16) -> Serving {
    let listen = format!("127.0.0.1:{port}");
    Serving::start(nguonluat(
        db,
        &["serve", "--listen", &listen, "--workers", "2"],
    ))
}

/// One at a port that nobody else uses.
pub(super) fn server_at_free_port(db: &TestDatabase) -> Serving {
    server(db, free_port())
}

fn free_port() -> u16 {
    let held = TcpListener::bind("127.0.0.1:0").expect("a port");
    held.local_addr().expect("an address").port()
}

/// Sends an operation to a server that is well.
pub(super) async fn ask(
    address: SocketAddr,
    token: Option<&str>,
    query: &str,
    variables: Value,
) -> Value {
    let mut request = Request::graphql(&json!({ "query": query, "variables": variables }));
    if let Some(token) = token {
        request = request.header("authorization", &format!("Bearer {token}"));
    }
    let mut answer = request.send_to(address).await.json();
    assert!(answer.get("errors").is_none(), "{query}: {answer}");
    answer["data"].take()
}

/// Makes an account by the command and signs it in.
pub(super) async fn token(
    db: &TestDatabase,
    address: SocketAddr,
    login: &str,
    role: &str,
) -> String {
    let file = db.folder().join("password");
    std::fs::write(&file, PASSWORD).expect("a file");
    let mut command = nguonluat(
        db,
        &[
            "account",
            "create",
            "--login",
            login,
            "--name",
            login,
            "--role",
            role,
            "--agency",
            "so-tu-phap",
        ],
    );
    command.stdin(std::fs::File::open(&file).expect("the file"));
    let (status, _, said) = run(command);
    assert_eq!(status, Some(0), "{said}");
    let query = "mutation ($input: SignInInput!) { sessionSignIn(input: $input) { accessToken errors { code } } }";
    let shown = json!({ "input": { "login": login, "password": PASSWORD } });
    let data = ask(address, None, query, shown).await;
    let token = data["sessionSignIn"]["accessToken"].as_str();
    token.unwrap_or_else(|| panic!("{data}")).to_owned()
}

/// The cursor of all that is published.
pub(super) async fn cursor(address: SocketAddr) -> String {
    let data = ask(address, None, "{ changeCursor }", json!({})).await;
    data["changeCursor"].as_str().expect("a cursor").to_owned()
}

/// The titles that a listener hears of who was away since a cursor, as many as were published; gives its next cursor.
pub(super) async fn heard(
    address: SocketAddr,
    cursor: &str,
    number: usize,
) -> (Vec<String>, String) {
    let query = format!(
        "subscription {{ contentChanged(after: \"{cursor}\") {{ cursor change content {{ title }} }} }}"
    );
    let mut events = Events::of(address, &query).await;
    let (mut titles, mut last) = (Vec::new(), cursor.to_owned());
    for _ in 0..number {
        let (data, _) = events.data().await;
        let change = &data["contentChanged"];
        change["cursor"]
            .as_str()
            .expect("a cursor")
            .clone_into(&mut last);
        titles.push(
            change["content"]["title"]
                .as_str()
                .expect("a title")
                .to_owned(),
        );
    }
    (titles, last)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_answered_outlives_the_process_and_nothing_is_done_by_halves() {
    let kills =
        std::env::var("NGUONLUAT_KILLS").map_or(KILLS, |number| number.parse().expect("a number"));
    for_both(async |db| {
        db.take(agencies()).await;
        let port = free_port();
        let mut serving = server(db, port);
        let mut cursor = cursor(serving.address).await;
        let author = token(db, serving.address, "nong.hoa", "contributor").await;
        let board = token(db, serving.address, "luc.lan", "board_member").await;
        let query = "{ agency(code: \"so-tu-phap\") { id } }";
        let agency = ask(serving.address, None, query, json!({})).await["agency"]["id"].clone();
        let mut writers: Vec<Writer> = (0..WRITERS)
            .map(|number| Writer::new(number, &author, &board, &agency))
            .collect();

        for kill in 0..kills {
            let moment = Duration::from_millis(30 + u64::from(Uuid::new_v4().as_bytes()[0]) * 2);
            let address = serving.address;
            let killed = async {
                tokio::time::sleep(moment).await;
                drop(serving);
            };
            tokio::join!(
                join_all(
                    writers
                        .iter_mut()
                        .map(|writer| writer.write_until_it_is_gone(address))
                ),
                killed
            );

            for (what, statement) in HALF {
                assert_eq!(
                    db.number(statement).await,
                    0,
                    "{what}, after kill {kill} at {moment:?}"
                );
            }
            let (status, _, said) = run(nguonluat(db, &["audit", "verify"]));
            assert_eq!(status, Some(0), "{said}");

            serving = server(db, port);
            // What was under way is sent again, with its key: it was done, or is done now, and once.
            for writer in &mut writers {
                writer.repeat(serving.address).await;
            }
            let mut published: Vec<String> = writers
                .iter_mut()
                .flat_map(Writer::take_published)
                .collect();
            let (mut titles, last) = heard(serving.address, &cursor, published.len()).await;
            published.sort_unstable();
            titles.sort_unstable();
            assert_eq!(titles, published, "every event, once");
            cursor = last;
        }
        let acts: usize = writers.iter().map(Writer::acknowledged).sum();
        let by_hand = "SELECT count(*) FROM audit WHERE content_id IS NOT NULL";
        assert_eq!(
            db.number(by_hand).await,
            i64::try_from(acts).expect("a number"),
            "as many acts as answers"
        );
        assert!(acts > kills, "{acts} acts were answered");
        drop(serving);
    })
    .await;
}
