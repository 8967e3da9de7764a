//! How what is published is read: from one snapshot, with a constant number of statements, and nothing else.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use nguonluat::domain::database::{Database, Options};
use nguonluat::domain::export::Published;
use nguonluat::domain::publish::{FileSource, prepare};
use nguonluat::exchange::Record;
use serde_json::json;

use super::{hostile, import, lines, rest, write};
use crate::support::database::for_both;
use crate::support::records::{agencies, article, decree, with};

#[tokio::test]
async fn an_export_is_one_state_whatever_is_published_meanwhile() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([article("1"), article("2")]).await;
        let before = lines(&db.database).await;
        let published = Published::open(&db.database).await.expect("opened");
        let changed = with(article("1"), json!({"title": "Khác"}));
        db.take([changed, article("3"), decree("4", "1/2025/NĐ-CP")])
            .await;
        assert_eq!(rest(published).await, before);
        assert_eq!(lines(&db.database).await.len(), before.len() + 2);
    })
    .await;
}

#[tokio::test]
async fn the_number_of_statements_does_not_depend_on_the_rows() {
    for_both(async |db| {
        hostile::lay_file(db.folder());
        import(db, &write(db.folder(), "a.jsonl", &hostile::records()));
        let statements = Arc::new(AtomicUsize::new(0));
        let seen = Arc::clone(&statements);
        let options = Options {
            observer: Some(Arc::new(move |_| {
                seen.fetch_add(1, Ordering::Relaxed);
            })),
            ..Options::new(db.url.clone())
        };
        let counted = Database::connect(&options).expect("an address");
        let count = async || {
            statements.store(0, Ordering::Relaxed);
            let lines = lines(&counted).await.len();
            (lines, statements.load(Ordering::Relaxed))
        };
        let (few, statements_of_few) = count().await;
        let more = |number: u32| {
            let mut record = hostile::records()
                .into_iter()
                .find(|record| record["details"]["kind"] == "report")
                .expect("a report");
            record["id"] = json!(format!("10000000-0000-4000-8000-{number:012}"));
            record["path"] = json!(format!("/nhiều/{number}"));
            record["redirects"] = json!([format!("/nhiều-cũ/{number}")]);
            record["external_ids"] = json!([{"system": "n", "value": number.to_string()}]);
            record
        };
        db.take((0..200).map(more)).await;
        let (many, statements_of_many) = count().await;
        assert_eq!(many, few + 200);
        assert_eq!(statements_of_many, statements_of_few);
        assert!(
            statements_of_few > 50 && statements_of_few < 90,
            "{statements_of_few}"
        );
    })
    .await;
}

#[test]
fn a_content_that_no_line_could_hold_is_refused() {
    let refusal = |record| {
        let record: Record = serde_json::from_value(record).expect("a record");
        let refused = prepare(record, &Arc::new(FileSource::None)).err();
        refused.expect("refused").to_string()
    };
    let paragraphs = "a\n".repeat(1_000_000);
    let said = refusal(with(article("1"), json!({"body": {"text": paragraphs}})));
    assert!(
        said.starts_with("body: is ") && said.contains("at most 5 MB are kept"),
        "{said}"
    );
    let heading = "đề mục ".repeat(700);
    let provision = |number: i32| json!({"path": number.to_string(), "kind": "article", "heading": heading, "sort_key": number.to_string()});
    let mut wide = decree("2", "1/2025/NĐ-CP");
    wide["details"]["provisions"] = (0..3_000).map(provision).collect();
    let said = refusal(wide);
    assert!(
        said.starts_with("record: takes ") && said.contains("at most 15 MB are kept"),
        "{said}"
    );
}
