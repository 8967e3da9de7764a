//! The force of documents as others end it, and who issued them, over records of these stories.
use serde_json::{Value, json};

use crate::support::database::{TestDatabase, for_both};
use crate::support::province::Province;
use crate::support::records::{agencies, content, decree, with};

/// A decree with other details than the usual ones.
fn decree_with(number: &str, details: Value) -> Value {
    let mut record = decree(number, number);
    record["details"] = with(record["details"].take(), details);
    record
}

/// A decree of 2026 that acts on others.
fn acting(number: &str, details: Value) -> Value {
    let own = json!({"issued_on": "2026-01-10", "effective_on": "2026-02-15"});
    decree_with(number, with(own, details))
}

async fn ask(db: &TestDatabase, query: &str) -> Value {
    let province = Province::over(db.url.clone());
    let data = province.ask(query).await;
    province.leave().await;
    data
}

#[tokio::test]
async fn a_document_ends_with_the_first_day_of_the_one_that_replaces_it() {
    for_both(async |db| {
        let query = "{ legalDocuments(number: \"01/2025/NĐ-CP\") { nodes { expiresOn
            before: status(on: \"2026-02-14\") after: status(on: \"2026-02-15\")
            provision(path: \"dieu-1\") { before: status(on: \"2026-02-14\") after: status(on: \"2026-02-15\") }
            effectEvents { date kind provision by { number document { number } } } } }
            inForce: legalDocuments(filter: { inForceOn: \"2026-02-15\" }) { totalCount nodes { number } }
            inForceBefore: legalDocuments(filter: { inForceOn: \"2026-02-14\" }) { nodes { number } }
            questions { nodes { mayBeOutdated } } }";
        let question = json!({"kind": "legal_question", "question": "Chợ là gì?", "law_as_of": "2026-01-01"});
        let mut question = content("q", question);
        question["body"] = json!({"html": "<p>Theo Điều 1 Nghị định số 01/2025/NĐ-CP.</p>"});
        db.take(agencies()).await;
        db.take([decree("1", "01/2025/NĐ-CP"), question]).await;
        let found = ask(db, query).await;
        assert_eq!(
            found["legalDocuments"]["nodes"][0],
            json!({ "expiresOn": null, "before": "IN_FORCE", "after": "IN_FORCE", "effectEvents": [],
                "provision": { "before": "IN_FORCE", "after": "IN_FORCE" } })
        );
        assert_eq!(found["questions"]["nodes"][0]["mayBeOutdated"], false);

        let relation = |kind: &str| json!({"type": kind, "target": {"number": "01/2025/NĐ-CP"}});
        let both = json!({"relations": [relation("thay-the"), relation("bai-bo")]});
        db.take([acting("02/2026/NĐ-CP", both)]).await;
        let found = ask(db, query).await;
        assert_eq!(
            found["legalDocuments"]["nodes"][0],
            json!({ "expiresOn": "2026-02-15", "before": "IN_FORCE", "after": "EXPIRED",
                "provision": { "before": "IN_FORCE", "after": "EXPIRED" },
                "effectEvents": [{ "date": "2026-02-15", "kind": "EXPIRED", "provision": null,
                    "by": { "number": "02/2026/NĐ-CP", "document": { "number": "02/2026/NĐ-CP" } } }] })
        );
        assert_eq!(
            found["inForce"],
            json!({ "totalCount": 1, "nodes": [{ "number": "02/2026/NĐ-CP" }] })
        );
        assert_eq!(found["inForceBefore"], json!({ "nodes": [{ "number": "01/2025/NĐ-CP" }] }));
        assert_eq!(found["questions"]["nodes"][0]["mayBeOutdated"], true);
    })
    .await;
}

#[tokio::test]
async fn nothing_ends_by_a_part_an_amendment_or_a_day_that_nobody_said() {
    for_both(async |db| {
        db.take(agencies()).await;
        let target = json!({"number": "01/2025/NĐ-CP"});
        let relations = [
            json!([{"type": "bai-bo", "target": target, "target_provision": "dieu-2"}]),
            json!([{"type": "sua-doi-bo-sung", "target": target}]),
        ];
        let mut undated = acting(
            "04/2026/NĐ-CP",
            json!({"relations": [{"type": "thay-the", "target": target}]}),
        );
        undated["details"] = with(undated["details"].take(), json!({"effective_on": null}));
        let [part, amendment] = relations;
        db.take([
            decree("1", "01/2025/NĐ-CP"),
            acting("02/2026/NĐ-CP", json!({ "relations": part })),
            acting("03/2026/NĐ-CP", json!({ "relations": amendment })),
            undated,
        ])
        .await;
        let found = ask(
            db,
            "{ legalDocuments(number: \"01/2025/NĐ-CP\") { nodes { status effectEvents { date } relations(direction: INCOMING) {
                totalCount } } } }",
        )
        .await;
        assert_eq!(
            found["legalDocuments"]["nodes"][0],
            json!({ "status": "IN_FORCE", "effectEvents": [], "relations": { "totalCount": 3 } })
        );
    })
    .await;
}

#[tokio::test]
async fn an_end_that_the_record_tells_is_not_told_again() {
    for_both(async |db| {
        db.take(agencies()).await;
        let by = json!({"number": "02/2026/NĐ-CP"});
        let ended = json!({"events": [{"date": "2026-02-15", "kind": "expired", "by": by}]});
        let replaces = json!({"relations": [{"type": "thay-the", "target": {"number": "01/2025/NĐ-CP"}}]});
        db.take([
            decree_with("01/2025/NĐ-CP", ended),
            acting("02/2026/NĐ-CP", replaces),
        ])
        .await;
        let query = "{ legalDocuments(number: \"01/2025/NĐ-CP\") { nodes { expiresOn effectEvents { date } } } }";
        let found = ask(db, query).await;
        assert_eq!(
            found["legalDocuments"]["nodes"][0],
            json!({ "expiresOn": "2026-02-15", "effectEvents": [{ "date": "2026-02-15" }] })
        );
    })
    .await;
}

#[tokio::test]
async fn a_legal_document_is_published_by_the_bodies_that_issued_it() {
    for_both(async |db| {
        db.take(agencies()).await;
        let issuers = json!([{"code": "chinh-phu"}, {"code": "quoc-hoi"}, {"code": "chinh-phu"}]);
        let joint = decree_with("01/2025/NĐ-CP", json!({ "issuers": issuers }));
        let mut authored = decree("2", "02/2025/NĐ-CP");
        authored["author"] = json!("Nguyễn Văn A");
        db.take([joint, authored, content("3", json!({"kind": "article"}))]).await;
        let found = ask(
            db,
            "{ joint: legalDocuments(number: \"01/2025/NĐ-CP\") { nodes { metadata { creator publisher } } }
                authored: legalDocuments(number: \"02/2025/NĐ-CP\") { nodes { metadata { creator publisher } } }
                articles: contents(filter: { kinds: [ARTICLE] }) { nodes { metadata { creator publisher } } } }",
        )
        .await;
        let metadata = |list: &str| found[list]["nodes"][0]["metadata"].clone();
        let both = "Chính phủ;Quốc hội";
        assert_eq!(metadata("joint"), json!({ "creator": both, "publisher": both }));
        assert_eq!(
            metadata("authored"),
            json!({ "creator": "Nguyễn Văn A", "publisher": "Chính phủ" })
        );
        let department = "Phòng Phổ biến";
        assert_eq!(
            metadata("articles"),
            json!({ "creator": department, "publisher": department })
        );
    })
    .await;
}
