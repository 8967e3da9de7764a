//! References that wait for what they refer to.

use nguonluat::domain::listing::rebuild;
use serde_json::{Value, json};

use crate::support::database::{TestDatabase, for_both};
use crate::support::records::{agencies, article, content, decree, with};

/// The `about` lists: the number of the document and how many contents are about it.
async fn about(db: &TestDatabase) -> Vec<String> {
    let lists = "SELECT ref FROM listing_scope WHERE kind = 'about' AND total > 0";
    let mut found = Vec::new();
    for id in db.column::<String>(lists).await {
        let total = db
            .number(&format!(
                "SELECT total FROM listing_scope WHERE kind = 'about' AND ref = '{id}'"
            ))
            .await;
        let id = match db.database.backend() {
            sea_orm::DbBackend::Sqlite => format!("x'{}'", id.replace('-', "")),
            _ => format!("'{id}'"),
        };
        let number = format!(
            "SELECT legal_document.number FROM legal_document JOIN edition ON id = edition_id WHERE state = 'live' AND content_id = {id}"
        );
        found.push(format!(
            "{}: {total}",
            db.column::<String>(&number).await.join(" ")
        ));
    }
    found.sort();
    assert_eq!(
        rebuild::differences(&db.database).await.expect("compared"),
        [""; 0]
    );
    found
}

fn briefing(id: &str, about: &Value) -> Value {
    content(
        id,
        json!({"kind": "briefing", "form": "basic_content", "about": [about]}),
    )
}

fn citing(id: &str) -> Value {
    with(
        article(id),
        json!({"body": {"text": "Theo khoản 1 Điều 1 Nghị định số 01/2025/NĐ-CP."}}),
    )
}

#[tokio::test]
async fn what_waits_is_joined_when_the_document_appears() {
    for_both(async |db| {
        db.take(agencies()).await;
        let mut acting = decree("9", "09/2025/NĐ-CP");
        acting["details"]["relations"] =
            json!([{"type": "thay-the", "target": {"number": "1/2025/NĐ-CP"}}]);
        acting["details"]["events"] =
            json!([{"date": "2026-01-01", "kind": "amended", "by": {"number": "01/2025/NĐ-CP"}}]);
        let related = with(
            article("3"),
            json!({"related": [{"document": {"number": "01/2025/NĐ-CP"}}]}),
        );
        db.take([
            citing("1"),
            briefing("2", &json!({"number": "01/2025/NĐ-CP"})),
            related,
            acting,
        ])
        .await;
        assert_eq!(about(db).await, [""; 0]);
        db.take([decree("5", "01/2025/NĐ-CP")]).await;
        assert_eq!(about(db).await, ["01/2025/NĐ-CP: 2"]);
        for table in ["legal_relation", "effect_event", "edition_related"] {
            assert_eq!(
                db.number(&format!(
                    "SELECT count(*) FROM {table} WHERE target_id IS NULL"
                ))
                .await,
                0,
                "{table}"
            );
        }
    })
    .await;
}

#[tokio::test]
async fn what_is_there_is_joined_at_once() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([
            decree("5", "01/2025/NĐ-CP"),
            citing("1"),
            briefing("2", &json!({"number": "1/2025/ND-CP"})),
        ])
        .await;
        assert_eq!(about(db).await, ["01/2025/NĐ-CP: 2"]);
    })
    .await;
}

#[tokio::test]
async fn a_number_that_two_have_joins_nothing() {
    for_both(async |db| {
        db.take(agencies()).await;
        let mut other = decree("6", "01/2025/NĐ-CP");
        other["details"]["issued_on"] = json!("2025-01-31");
        let dated = json!({"number": "01/2025/NĐ-CP", "issued_on": "2025-01-31"});
        db.take([decree("5", "01/2025/NĐ-CP"), citing("1"), briefing("2", &dated)]).await;
        assert_eq!(about(db).await, ["01/2025/NĐ-CP: 1"]);
        db.take([other.clone()]).await;
        let targets = "SELECT count(*) FROM citation WHERE target_id IS NOT NULL AND part = 'body' AND edition_id IN (SELECT id FROM edition WHERE title = 'Tin 1')";
        assert_eq!(db.number(targets).await, 0, "the citation fits both");
        assert_eq!(about(db).await, ["01/2025/NĐ-CP: 1"], "the briefing names the day");
        // The second gets its true number: the first is the only one again.
        other["details"]["number"] = json!("02/2025/NĐ-CP");
        db.take([other]).await;
        assert_eq!(db.number(targets).await, 1);
        assert_eq!(about(db).await, ["01/2025/NĐ-CP: 1"]);
    })
    .await;
}

#[tokio::test]
async fn a_document_that_is_withdrawn_is_let_go() {
    for_both(async |db| {
        db.take(agencies()).await;
        let document = with(decree("5", "01/2025/NĐ-CP"), json!({"path": "/van-ban/mot"}));
        db.take([document, citing("1")]).await;
        let withdrawn = json!({"record": "path", "path": "/van-ban/mot", "outcome": "withdrawn", "reason": "Nhầm.", "at": "2026-03-01T00:00:00Z"});
        db.take([withdrawn]).await;
        assert_eq!(db.number("SELECT count(*) FROM citation WHERE target_id IS NOT NULL").await, 0);
        assert_eq!(about(db).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn related_items_are_found_by_identity_and_by_any_of_their_paths() {
    for_both(async |db| {
        db.take(agencies()).await;
        let id = "0e9a1c36-21d4-4c0f-8f19-d2bf7c84e0a1";
        let related =
            json!([{"id": id}, {"path": "/tin/cu"}, {"path": "/tin/moi"}, {"path": "/tin/khac"}]);
        db.take([with(article("1"), json!({"related": related}))])
            .await;
        assert_eq!(
            db.number("SELECT count(*) FROM edition_related WHERE target_id IS NOT NULL")
                .await,
            0
        );
        let other = with(
            article("2"),
            json!({"id": id, "path": "/tin/moi", "redirects": ["/tin/cu"]}),
        );
        db.take([
            other,
            with(article("3"), json!({"related": [{"path": "/tin/cu"}]})),
        ])
        .await;
        assert_eq!(
            db.number("SELECT count(*) FROM edition_related WHERE target_id IS NOT NULL")
                .await,
            4
        );
    })
    .await;
}
