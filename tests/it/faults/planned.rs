//! What was planned happens once, whichever of the servers over a database is killed meanwhile.

use std::time::Duration;

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use entity::value::AccountRole::{BoardMember, Contributor};
use nguonluat::domain::clock::Clock;
use sea_orm::DbBackend;
use serde_json::{Value, json};

use super::kills::{cursor, heard, server_at_free_port};
use crate::desk::story::moment;
use crate::support::database::TestDatabase;
use crate::support::drafts::{confirmed, ready};
use crate::support::http::keep_secret;
use crate::support::province::Province;
use crate::support::records::agencies;
use crate::support::socket::Socket;

/// How many appear before the one server is killed, then before the other is, and then.
const PART: usize = 6;

/// How many appear in a second.
const AT_ONCE: usize = 4;

/// What appears `number`th.
fn title(number: usize) -> String {
    format!("Tin {number:02}")
}

/// Plans items, each for its second from soon on.
async fn plan(db: &TestDatabase, number: usize) -> DateTime<Utc> {
    let province = Province::over(db.url.clone());
    province.advance(Clock::system().now() - province.clock().now());
    let hoa = province
        .colleague("Hoa", &[(Contributor, "so-tu-phap")])
        .await;
    let lan = province
        .colleague("Lan", &[(BoardMember, "so-tu-phap")])
        .await;
    let mut approved = Vec::new();
    for number in 0..number {
        let written = ready(&hoa, &title(number), "so-tu-phap").await;
        let submitted = hoa.does("contentSubmit", &written, confirmed()).await;
        approved.push(lan.does("contentApprove", &submitted, json!({})).await);
    }
    let begin = Clock::system().now().trunc_subsecs(0) + TimeDelta::seconds(6);
    for (number, item) in approved.iter().enumerate() {
        let second = TimeDelta::seconds(i64::try_from(number / AT_ONCE).expect("few"));
        let planned = json!({ "publishAt": moment(begin + second) });
        lan.does("contentSchedule", item, planned).await;
    }
    province.leave().await;
    begin
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_planned_happens_once_while_one_server_and_then_the_other_is_killed() {
    let db = TestDatabase::new(DbBackend::Postgres).await;
    db.take(agencies()).await;
    keep_secret(db.folder());
    let (one, other) = (server_at_free_port(&db), server_at_free_port(&db));
    let begin = cursor(one.address).await;
    let planned = plan(&db, 3 * PART).await;
    assert!(
        Clock::system().now() < planned,
        "all was planned before the first appeared"
    );

    let (mut titles, reached) = heard(one.address, &begin, PART).await;
    drop(one);
    let (more, reached) = heard(other.address, &reached, PART).await;
    titles.extend(more);
    let one = server_at_free_port(&db);
    drop(other);
    let (rest, reached) = heard(one.address, &reached, PART).await;
    titles.extend(rest);

    titles.sort();
    let all: Vec<String> = (0..3 * PART).map(title).collect();
    assert_eq!(titles, all, "each is told of once");
    let mut listener = Socket::begin(one.address, Value::Null).await;
    let query = format!("subscription {{ contentChanged(after: \"{reached}\") {{ path }} }}");
    listener.subscribe("1", &query).await;
    assert!(listener.is_silent(Duration::from_secs(1)).await);

    let total = i64::try_from(all.len()).expect("few");
    for (what, sql) in [
        ("live", "SELECT count(*) FROM edition WHERE state = 'live'"),
        (
            "done",
            "SELECT count(*) FROM schedule WHERE done_at IS NOT NULL",
        ),
        (
            "acts",
            "SELECT count(*) FROM audit WHERE action = 'content.publish'",
        ),
        (
            "editions that appeared when it was planned",
            "SELECT count(*) FROM edition JOIN schedule ON edition.id = schedule.edition_id \
             WHERE edition.published_at = schedule.at",
        ),
    ] {
        assert_eq!(db.number(sql).await, total, "{what}");
    }
    crate::desk::audit::is_whole(&db).await;
    drop(one);
    db.drop_it().await;
}
