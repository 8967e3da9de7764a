//! A mutation that is asked for again with its key is not done again.

use chrono::TimeDelta;
use nguonluat::domain::journal::idempotency::{Begun, begin};
use sea_orm::DatabaseTransaction;
use serde_json::{Value, json};
use std::time::Duration;
use uuid::Uuid;

use crate::support::database::{TestDatabase, for_both};
use crate::support::templates::now;

/// An account that the story knows by a number.
async fn account(db: &TestDatabase, number: u128) -> Uuid {
    let id = Uuid::from_u128(number);
    let statement = match db.database.backend() {
        sea_orm::DbBackend::Sqlite => format!("X'{}'", id.simple()),
        _ => format!("'{id}'"),
    };
    db.execute(&format!(
        "INSERT INTO account (id, kind, name, active, must_change_password, language_code, lock_version, created_at) \
         VALUES ({statement}, 'machine', 'Trang tin', TRUE, FALSE, 'vi', 1, '2026-11-21 03:00:00+00:00')"
    ))
    .await
    .expect("an account");
    id
}

async fn writing(db: &TestDatabase) -> DatabaseTransaction {
    db.database.begin_writing().await.expect("begun")
}

async fn begun(tx: &DatabaseTransaction, account: Uuid, key: &str, input: &Value) -> Begun {
    begin(tx, account, Some(key), "contentSave", input)
        .await
        .expect("an answer")
}

/// Does what is asked for if it is new, and commits; gives what was known of it.
async fn ask(db: &TestDatabase, account: Uuid, key: &str, input: Value, outcome: Value) -> Begun {
    let tx = writing(db).await;
    let known = begun(&tx, account, key, &input).await;
    if let Begun::Fresh(fresh) = begun(&tx, account, key, &input).await {
        fresh.keep(&tx, outcome, now()).await.expect("kept");
    }
    tx.commit().await.expect("committed");
    known
}

#[tokio::test]
async fn the_same_again_gives_what_it_came_to() {
    for_both(async |db| {
        let (hoa, other) = (account(db, 1).await, account(db, 2).await);
        let (title, done) = (
            json!({"title": "Tin"}),
            json!({"content": "c1", "version": 2}),
        );
        let fresh = |begun: &Begun| matches!(begun, Begun::Fresh(_));
        assert!(fresh(&ask(db, hoa, "k", title.clone(), done.clone()).await));
        let again = ask(db, hoa, "k", title.clone(), json!("never kept")).await;
        assert_eq!(again, Begun::Repeated(done.clone()));
        let tx = writing(db).await;
        assert_eq!(
            begun(&tx, hoa, "k", &json!({"title": "Tin khác"})).await,
            Begun::Reused
        );
        let publish = begin(&tx, hoa, Some("k"), "contentPublish", &title).await;
        assert_eq!(publish.expect("an answer"), Begun::Reused);
        assert!(fresh(&begun(&tx, hoa, "K", &title).await));
        assert!(fresh(&begun(&tx, other, "k", &title).await));
        for key in [String::new(), "ă".repeat(101)] {
            let refused = begin(&tx, hoa, Some(&key), "contentSave", &title).await;
            let refused = refused.expect_err("no key").to_string();
            assert_eq!(refused, "idempotencyKey: must have 1 to 100 characters");
        }
        tx.rollback().await.expect("ended");
        assert!(fresh(&ask(db, hoa, &"ă".repeat(100), title, done).await));
        assert_eq!(db.number("SELECT count(*) FROM idempotency").await, 2);
    })
    .await;
}

#[tokio::test]
async fn what_failed_or_has_no_key_is_not_kept() {
    for_both(async |db| {
        let hoa = account(db, 1).await;
        for key in [None, Some("k")] {
            let tx = writing(db).await;
            let known = begin(&tx, hoa, key, "contentSave", &json!({})).await;
            let Begun::Fresh(fresh) = known.expect("an answer") else {
                panic!("it is new");
            };
            fresh.keep(&tx, json!({}), now()).await.expect("kept");
            if key.is_some() {
                tx.rollback().await.expect("failed");
            } else {
                tx.commit().await.expect("committed");
            }
        }
        assert_eq!(db.number("SELECT count(*) FROM idempotency").await, 0);
    })
    .await;
}

#[tokio::test]
async fn of_two_at_once_the_second_waits_for_the_first() {
    for_both(async |db| {
        let hoa = account(db, 1).await;
        let (input, done) = (json!({"title": "Tin"}), json!({"version": 2}));
        let first = writing(db).await;
        let Begun::Fresh(fresh) = begun(&first, hoa, "k", &input).await else {
            panic!("it is new");
        };
        let mut second = std::pin::pin!(ask(db, hoa, "k", input.clone(), json!("never kept")));
        let waits = tokio::time::timeout(Duration::from_millis(300), &mut second).await;
        assert!(waits.is_err(), "it waits: {waits:?}");
        fresh.keep(&first, done.clone(), now()).await.expect("kept");
        let (committed, known) = tokio::join!(first.commit(), second);
        committed.expect("committed");
        assert_eq!(known, Begun::Repeated(done));
    })
    .await;
}

#[tokio::test]
async fn outcomes_are_kept_for_seven_days() {
    for_both(async |db| {
        let hoa = account(db, 1).await;
        for (key, days) in [("a", 0), ("b", 7), ("c", 8)] {
            let tx = writing(db).await;
            let Begun::Fresh(fresh) = begun(&tx, hoa, key, &json!({})).await else {
                panic!("it is new");
            };
            let later = now() + TimeDelta::days(days);
            fresh.keep(&tx, json!({}), later).await.expect("kept");
            tx.commit().await.expect("committed");
            let expected = if days == 8 {
                vec!["b", "c"]
            } else {
                vec!["a", "b"][..=usize::from(days > 0)].to_vec()
            };
            let keys: Vec<String> = db.column("SELECT key FROM idempotency ORDER BY key").await;
            assert_eq!(keys, expected, "after {days} days");
        }
    })
    .await;
}
