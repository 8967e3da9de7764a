//! Legal documents: structure, body, issuers, force, citations.

use nguonluat::domain::body::plain;
use nguonluat::domain::publish::Outcome::{Changed, Unchanged};
use serde_json::json;

use crate::support::database::for_both;
use crate::support::records::{agencies, article, content, decree, with};

#[tokio::test]
async fn a_text_becomes_provisions_and_a_body_with_anchors() {
    for_both(async |db| {
        db.take(agencies()).await;
        db.take([decree("1", "01/2025/NĐ-CP")]).await;
        let paths: Vec<String> = db
            .column("SELECT path FROM provision ORDER BY sort_key")
            .await;
        assert_eq!(
            paths,
            [
                "mo-dau",
                "dieu-1",
                "dieu-1/khoan-1",
                "dieu-1/khoan-1/diem-a",
                "dieu-1/khoan-1/diem-b",
                "dieu-1/khoan-2",
                "dieu-2"
            ]
        );
        let html = db
            .column::<String>("SELECT html FROM edition_body")
            .await
            .remove(0);
        assert!(
            html.contains("<section id=\"dieu-1\">\n<h4>Điều 1. Phạm vi</h4>"),
            "{html}"
        );
        assert!(
            html.contains("<section id=\"dieu-1/khoan-1/diem-a\">\n<p>a) chợ đêm;</p>"),
            "{html}"
        );
        let path = db.column::<String>("SELECT path FROM path").await.remove(0);
        assert!(path.starts_with("/van-ban/01-2025-nd-cp-"), "{path}");
        assert_eq!(
            db.column::<String>("SELECT number_key FROM legal_document")
                .await,
            ["01/2025/ND-CP"]
        );
        assert_eq!(db.take([decree("1", "01/2025/NĐ-CP")]).await, [Unchanged]);
    })
    .await;
}

#[tokio::test]
async fn a_body_beside_the_text_is_refused() {
    for_both(async |db| {
        db.take(agencies()).await;
        let refusal = db
            .refusal(with(
                decree("1", "01/2025/NĐ-CP"),
                json!({"body": {"text": "Khác"}}),
            ))
            .await;
        assert!(
            refusal.contains("provisions of a legal document"),
            "{refusal}"
        );
    })
    .await;
}

#[tokio::test]
async fn a_document_without_text_has_the_body_that_is_given() {
    for_both(async |db| {
        db.take(agencies()).await;
        let mut record = with(
            decree("1", "01/2025/NĐ-CP"),
            json!({"body": {"text": "Bản chụp."}}),
        );
        record["details"]["text"] = json!(null);
        db.take([record]).await;
        assert_eq!(
            db.column::<String>("SELECT html FROM edition_body").await,
            ["<p>Bản chụp.</p>\n"]
        );
        assert_eq!(db.number("SELECT count(*) FROM provision").await, 0);
    })
    .await;
}

#[tokio::test]
async fn issuers_that_are_new_are_made_from_their_names() {
    for_both(async |db| {
        db.take(agencies()).await;
        let mut record = decree("1", "01/2025/NĐ-CP");
        record["details"]["issuers"] = json!([{"name": "Ủy ban nhân dân xã Chợ Mới"}, {"name": "Bộ Chợ"}, {"name": "Chính phủ"}]);
        db.take([record]).await;
        let new = "SELECT code || ' ' || tier FROM issuer WHERE code IN ('bo-cho', 'uy-ban-nhan-dan-xa-cho-moi') ORDER BY 1";
        assert_eq!(db.column::<String>(new).await, ["bo-cho central", "uy-ban-nhan-dan-xa-cho-moi commune"]);
        assert_eq!(db.number("SELECT count(*) FROM legal_document_issuer").await, 3);
        let mut unnamed = decree("2", "02/2025/NĐ-CP");
        unnamed["details"]["issuers"] = json!([{"code": "bo-khac"}]);
        assert!(db.refusal(unnamed).await.contains("no issuer \"bo-khac\""));
    })
    .await;
}

#[tokio::test]
async fn the_end_comes_from_the_events_where_the_record_gives_none() {
    for_both(async |db| {
        db.take(agencies()).await;
        let mut record = decree("1", "01/2025/NĐ-CP");
        record["details"]["events"] = json!([
            {"date": "2026-01-01", "kind": "expired", "provision": "dieu-1"},
            {"date": "2028-01-01", "kind": "expired", "by": {"number": "05/2027/NĐ-CP"}},
            {"date": "2027-01-01", "kind": "expired"},
        ]);
        db.take([record.clone()]).await;
        let ends = "SELECT expires_on FROM legal_document JOIN edition ON id = edition_id WHERE state = 'live'";
        let day = |text: &str| text.parse::<chrono::NaiveDate>().expect("a day");
        assert_eq!(db.column::<chrono::NaiveDate>(ends).await, [day("2027-01-01")]);
        record["details"]["expires_on"] = json!("2026-06-01");
        assert_eq!(db.take([record]).await, [Changed]);
        assert_eq!(db.column::<chrono::NaiveDate>(ends).await, [day("2026-06-01")]);
    })
    .await;
}

#[tokio::test]
async fn citations_stand_where_they_were_found() {
    for_both(async |db| {
        db.take(agencies()).await;
        let html = "<h2>Hỏi</h2><p>Theo <b>điểm a, đ khoản 2 Điều 8</b> Nghị định số 28/2013/NĐ-CP, người dân được hỗ trợ.</p>";
        let details = json!({"kind": "legal_question", "question": "Theo Điều 3 Luật Trẻ em thì sao?", "law_as_of": "2026-01-01"});
        db.take([with(content("1", details), json!({"body": {"html": html}}))]).await;
        let rows: Vec<String> = db
            .column("SELECT part || ' ' || starts || ' ' || ends || ' ' || provision || ' ' || coalesce(document_key, '-') FROM citation ORDER BY position")
            .await;
        assert_eq!(
            rows,
            [
                "body 9 60 dieu-8/khoan-2/diem-a 28/2013/ND-CP",
                "body 9 60 dieu-8/khoan-2/diem-dd 28/2013/ND-CP",
                "question 5 23 dieu-3 name:luật trẻ em",
            ]
        );
        let text: String = plain(html).chars().skip(9).take(51).collect();
        assert_eq!(text, "điểm a, đ khoản 2 Điều 8 Nghị định số 28/2013/NĐ-CP");
    })
    .await;
}

#[tokio::test]
async fn a_document_cites_itself_by_this() {
    for_both(async |db| {
        db.take(agencies()).await;
        let mut record = decree("1", "01/2025/NĐ-CP");
        record["details"]["text"] = json!("Điều 1. Phạm vi\n1. Chợ.\n2. Trừ trường hợp tại khoản 1 Điều này và Điều 2 Nghị định này.\nĐiều 2. Hiệu lực\nTừ nay.");
        db.take([record, article("2")]).await;
        let rows = "SELECT provision FROM citation WHERE target_id = (SELECT content_id FROM path WHERE path LIKE '/van-ban/%') ORDER BY position";
        assert_eq!(db.column::<String>(rows).await, ["dieu-1/khoan-1", "dieu-2"]);
    })
    .await;
}
