//! What publishing leaves in the audit log: a row a batch that changed something, chained to the one before.

use std::sync::Arc;
use std::sync::atomic::AtomicU64;

use nguonluat::domain::journal;
use nguonluat::domain::publish::{FileSource, demo, prepare};
use serde_json::{Value, json};

use crate::support::command::{nguonluat, run};
use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article, decree, with};
use crate::support::templates::clock;

const ROWS: &str = "SELECT count(*) FROM audit";

/// The details of the rows after a number.
async fn details(db: &TestDatabase, after: i64) -> Vec<Value> {
    let details =
        format!("SELECT CAST(detail AS text) FROM audit WHERE seq > {after} ORDER BY seq");
    let details: Vec<String> = db.column(&details).await;
    let read = |text: &String| serde_json::from_str(text).expect("JSON");
    details.iter().map(read).collect()
}

/// The log is whole, and its head is its last row.
pub async fn is_whole(db: &TestDatabase) {
    let flaw = journal::verify(&db.database.session(), None, &AtomicU64::new(0)).await;
    assert_eq!(flaw.expect("verified"), None);
    let head = "SELECT audit_seq FROM outbox_head";
    assert_eq!(db.number(head).await, db.number(ROWS).await);
}

#[tokio::test]
async fn a_batch_is_a_row_of_counts() {
    for_both(async |db| {
        let seeded = db.number(ROWS).await;
        assert!(seeded > 0, "the seeds were planted");
        db.take(agencies()).await;
        let before = db.number(ROWS).await;
        assert_eq!(before, seeded + 1);
        let outbox = db.number("SELECT seq FROM outbox_head").await;
        let broken = with(article("9"), json!({"section": "khong-co"}));
        let gone = json!({"record": "path", "path": "/x", "outcome": "gone", "at": "2026-05-01T00:00:00Z"});
        let topic = json!({"record": "topic", "code": "moi", "name": "Chủ đề mới", "name_en": "New topic", "position": 900});
        let records = [topic, article("1"), article("2"), decree("3", "01/2025/NĐ-CP"), broken, gone];
        db.publish(records.clone()).await;
        db.publish(records.clone()).await;
        db.publish([with(article("1"), json!({"title": "Tin khác"})), article("2")]).await;
        assert_eq!(
            details(db, before).await,
            [
                json!({
                    "added": {"topic": 1, "article": 2, "legal_document": 1, "path": 1},
                    "refused": {"article": 1},
                    "outbox": {"after": outbox, "changes": 5},
                }),
                json!({
                    "changed": {"article": 1},
                    "unchanged": {"article": 1},
                    "outbox": {"after": outbox + 5, "changes": 1},
                }),
            ]
        );
        let others = "SELECT count(*) FROM audit WHERE via <> 'command' OR action <> 'import.batch' \
                      OR subject <> 'import' OR account_id IS NOT NULL";
        assert_eq!(db.number(others).await, 0);
        is_whole(db).await;
    })
    .await;
}

#[tokio::test]
async fn the_batches_of_a_run_are_one_act() {
    for_both(async |db| {
        let seeded = db.number("SELECT count(DISTINCT act_id) FROM audit").await;
        assert_eq!(seeded, 1, "the seeds are one run");
        let mut publisher = db.publisher().await;
        let files = Arc::new(FileSource::None);
        let rows = db.number(ROWS).await;
        for records in [agencies().to_vec(), vec![article("1")], vec![article("2")]] {
            let ready = records.into_iter().map(|record| {
                prepare(serde_json::from_value(record).expect("a record"), &files).expect("ready")
            });
            publisher.publish(ready.collect()).await.expect("a batch");
        }
        assert_eq!(db.number(ROWS).await, rows + 3);
        assert_eq!(
            db.number("SELECT count(DISTINCT act_id) FROM audit").await,
            2
        );
        is_whole(db).await;
    })
    .await;
}

#[tokio::test]
async fn a_rehearsal_and_a_repetition_leave_no_row() {
    for_both(async |db| {
        let file = db.folder().join("tin.jsonl");
        let mut lines: Vec<String> = agencies().iter().map(Value::to_string).collect();
        lines.push(article("1").to_string());
        std::fs::write(&file, lines.join("\n")).expect("a file");
        let import = |more: &[&str]| {
            let mut arguments = vec!["import", file.to_str().expect("a path")];
            arguments.extend(more);
            let (status, out, err) = run(nguonluat(db, &arguments));
            assert_eq!((status, err.as_str()), (Some(0), ""), "{out}");
        };
        let kept = db.contents_of_tables().await;
        import(&["--dry-run"]);
        assert_eq!(db.contents_of_tables().await, kept);
        let rows = db.number(ROWS).await;
        import(&[]);
        assert_eq!(db.number(ROWS).await, rows + 1);
        import(&[]);
        assert_eq!(db.number(ROWS).await, rows + 1);
        is_whole(db).await;
    })
    .await;
}

#[tokio::test]
async fn a_batch_that_is_written_again_is_told_of_once() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.refuse_title("Tin 2").await;
        let rows = db.number(ROWS).await;
        db.publish(["1", "2", "3"].map(article)).await;
        let told = details(db, rows).await;
        assert_eq!(told.len(), 1);
        assert_eq!(told[0]["added"], json!({"article": 2}));
        assert_eq!(told[0]["refused"], json!({"article": 1}));
        is_whole(db).await;
    })
    .await;
}

#[tokio::test]
async fn the_demo_province_is_told_of_too() {
    for_both(async |db| {
        let rows = db.number(ROWS).await;
        let clock = clock();
        let publish = || demo::publish(&db.database, Arc::clone(&db.media), &clock);
        publish().await.expect("published");
        let told = db.number(ROWS).await;
        assert!(told > rows);
        publish().await.expect("published");
        assert_eq!(db.number(ROWS).await, told);
        let added = |told: &Value| -> u64 {
            let kinds = told["added"].as_object().expect("counts");
            kinds.values().filter_map(Value::as_u64).sum()
        };
        let added: u64 = details(db, rows).await.iter().map(added).sum();
        assert_eq!(
            usize::try_from(added).expect("a count"),
            demo::records().expect("records").len()
        );
        is_whole(db).await;
    })
    .await;
}

#[tokio::test]
async fn nothing_of_an_item_is_said_in_it() {
    for_both(async |db| {
        db.take(agencies()).await;
        let rows = db.number(ROWS).await;
        let words = json!({"title": "Chuyện riêng", "summary": "Chuyện riêng", "body": {"text": "Chuyện riêng"}});
        db.take([with(article("1"), words)]).await;
        let told = serde_json::to_string(&details(db, rows).await).expect("JSON");
        assert!(!told.contains("riêng") && told.contains("article"), "{told}");
    })
    .await;
}
