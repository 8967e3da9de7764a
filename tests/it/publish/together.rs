//! New contents are written together; where the database refuses one, the others do not suffer.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use nguonluat::domain::clock::Clock;
use nguonluat::domain::database::{Database, Options};
use nguonluat::domain::listing::rebuild;
use nguonluat::domain::publish::{FileSource, Outcome, Prepared, Publisher, prepare};
use serde_json::{Value, json};

use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article, decree, with};
use crate::support::templates::now;

fn prepared(records: impl IntoIterator<Item = Value>) -> Vec<Prepared> {
    let files = Arc::new(FileSource::Folder("nowhere".into()));
    let ready = |record| {
        let record = serde_json::from_value(record).expect("a record");
        prepare(record, &files).expect("a record that can be taken")
    };
    records.into_iter().map(ready).collect()
}

/// What became of each record of a batch, refusals in words.
async fn publish(
    publisher: &mut Publisher,
    records: impl IntoIterator<Item = Value>,
) -> Vec<Result<Outcome, String>> {
    let outcomes = publisher.publish(prepared(records)).await.expect("a batch");
    let said = |refusal: nguonluat::domain::Error| refusal.to_string();
    outcomes
        .into_iter()
        .map(|outcome| outcome.map_err(said))
        .collect()
}

async fn is_consistent(db: &TestDatabase) {
    let head = db.number("SELECT seq FROM outbox_head").await;
    assert_eq!(db.number("SELECT count(*) FROM outbox").await, head);
    assert_eq!(db.number("SELECT max(seq) FROM outbox").await, head);
    assert_eq!(
        rebuild::differences(&db.database).await.expect("compared"),
        [""; 0]
    );
}

#[tokio::test]
async fn one_that_the_database_refuses_is_refused_alone() {
    for_both(async |db| {
        let again = |record| with(record, json!({"title": "Tin khác"}));
        let related = json!({"related": [{"path": "/tin-1"}], "topics": ["moi"]});
        let refused = json!({"title": "Tin không nhận", "topics": ["moi"]});
        db.take(agencies()).await;
        db.take([with(article("0"), json!({"path": "/tin-0"}))]).await;
        db.refuse_title("Tin không nhận").await;
        let before = db.number("SELECT count(*) FROM content").await;
        let mut publisher = db.publisher().await;

        let outcomes = publish(
            &mut publisher,
            [
                json!({"record": "topic", "code": "moi", "name": "Chủ đề mới", "name_en": "New topic", "position": 900}),
                with(article("1"), json!({"path": "/tin-1"})),
                decree("2", "02/2025/NĐ-CP"),
                with(article("3"), refused.clone()),
                with(article("4"), related),
                with(article("1"), json!({"path": "/tin-1", "title": "Lại tin 1"})),
                again(with(article("0"), json!({"path": "/tin-0"}))),
                json!({"record": "path", "path": "/cu", "outcome": "redirect", "target": "/tin-1", "at": "2026-05-01T00:00:00Z"}),
                with(article("5"), json!({"body": {"html": "<p>Theo Nghị định số 02/2025/NĐ-CP.</p>"}})),
            ],
        )
        .await;
        let (added, changed) = (Ok(Outcome::Added), Ok(Outcome::Changed));
        for (index, expected) in [(0, &added), (1, &added), (2, &added), (4, &added), (6, &changed), (7, &added), (8, &added)] {
            assert_eq!(&outcomes[index], expected, "{index}");
        }
        let refusal = |index: usize| outcomes[index].as_ref().expect_err("refused").as_str();
        assert_eq!(refusal(3), "record: the database refuses it: not this one");
        assert!(refusal(5).contains("was given already in this run"), "{}", refusal(5));
        assert_eq!(db.number("SELECT count(*) FROM content").await, before + 4);
        assert_eq!(db.number("SELECT count(*) FROM edition_related WHERE target_id IS NOT NULL").await, 1);
        let cited: Vec<String> = db.column("SELECT text FROM citation WHERE target_id IS NOT NULL").await;
        assert_eq!(cited, ["Nghị định này", "Nghị định số 02/2025/NĐ-CP"]);
        is_consistent(db).await;

        // What was refused was not given; what was taken was, and the catalogue knows the new topic.
        let outcomes = publish(
            &mut publisher,
            [again(with(article("3"), json!({"topics": ["moi"]}))), again(article("5"))],
        )
        .await;
        assert_eq!(outcomes[0], added);
        assert!(outcomes[1].is_err(), "{outcomes:?}");
        is_consistent(db).await;
    })
    .await;
}

#[tokio::test]
async fn a_rehearsal_finds_the_one_that_the_database_refuses() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.refuse_title("Tin 2").await;
        let kept = db.contents_of_tables().await;
        let (database, media) = (db.database.clone(), Arc::clone(&db.media));
        let mut publisher = Publisher::rehearsing(database, media, Clock::fixed(now()))
            .await
            .expect("a publisher");
        let outcomes = publish(&mut publisher, ["1", "2", "3"].map(article)).await;
        assert_eq!(outcomes[0], Ok(Outcome::Added));
        assert!(outcomes[1].is_err(), "{outcomes:?}");
        assert_eq!(outcomes[2], Ok(Outcome::Added));
        // The next batch stands on this one.
        let outcomes = publish(&mut publisher, ["3", "4"].map(article)).await;
        assert_eq!(outcomes, [Ok(Outcome::Unchanged), Ok(Outcome::Added)]);
        drop(publisher);
        assert_eq!(db.contents_of_tables().await, kept);
    })
    .await;
}

#[tokio::test]
async fn thirty_two_new_articles_cost_as_many_statements_as_sixteen() {
    for_both(async |db| {
        db.take(agencies()).await;
        let counted = Arc::new(AtomicUsize::new(0));
        let count = Arc::clone(&counted);
        let database = Database::connect(&Options {
            observer: Some(Arc::new(move |_| {
                count.fetch_add(1, Ordering::Relaxed);
            })),
            ..Options::new(db.url.clone())
        })
        .expect("an address");
        let media = Arc::clone(&db.media);
        let mut publisher = Publisher::new(database.clone(), media, Clock::fixed(now()))
            .await
            .expect("a publisher");
        let mut statements = Vec::new();
        for numbers in [0..1, 1..17, 17..49] {
            counted.store(0, Ordering::Relaxed);
            let articles = numbers.clone().map(|number| article(&number.to_string()));
            let outcomes = publish(&mut publisher, articles).await;
            assert!(
                outcomes
                    .iter()
                    .all(|outcome| *outcome == Ok(Outcome::Added))
            );
            statements.push(counted.load(Ordering::Relaxed));
        }
        // The first batch reads the catalogue besides.
        assert_eq!(statements[1], statements[2]);
        assert!(statements[2] < 64, "{statements:?}");
        database.close().await.expect("closed");
    })
    .await;
}
