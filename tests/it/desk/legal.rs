//! The structure of a legal text: read from it, corrected by hand, and still corrected when the text changes.

use entity::value::AccountRole::{BoardHead, Contributor};
use serde_json::{Value, json};

use crate::support::desk::Colleague;
use crate::support::drafts::Seen;
use crate::support::province::for_both;

const TEXT: &str = "Điều 1. Phạm vi\n1. Chợ gồm:\na) chợ đêm;\nb) chợ sáng.\n2. Hội chợ không là chợ.\nĐiều 2. Hiệu lực\nTừ nay.";

fn with_text(text: &str) -> Value {
    json!({ "details": { "legalDocument": { "text": text } } })
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "stories write the change in place"
)]
fn correction(seen: &Seen, path: &str, change: Value) -> Value {
    json!({ "id": seen.id, "expectedVersion": seen.version, "path": path, "change": change, "note": "Bản in" })
}

/// Paths of the nodes, and of the corrections whether they were made.
async fn structure(colleague: &Colleague<'_>, seen: &Seen) -> (Vec<String>, Vec<bool>) {
    let query = "query ($id: ID!) { desk { item(id: $id) { working { draft { details { ... on LegalDocumentDraft {
        outline { path parent kind number label heading text } corrections { path change note applied } } } } } } } }";
    let data = colleague.ask_with(query, json!({ "id": seen.id })).await;
    let details = &data["desk"]["item"]["working"]["draft"]["details"];
    let nodes = details["outline"].as_array().expect("nodes").iter();
    let paths = nodes.map(|node| node["path"].as_str().expect("a path").to_owned());
    let made = details["corrections"]
        .as_array()
        .expect("corrections")
        .iter();
    let made = made.map(|made| made["applied"].as_bool().expect("yes or no"));
    (paths.collect(), made.collect())
}

#[tokio::test]
async fn a_text_of_too_many_provisions_is_for_the_import() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let begun = hoa
            .begin("LEGAL_DOCUMENT", "Luật Chợ", "so-tu-phap")
            .await;
        // 500 articles of 39 clauses, and some more.
        let with_more = |more: &str| {
            let clauses: Vec<String> = (1..40).map(|it| format!("{it}. Chợ.")).collect();
            let clauses = clauses.join("\n");
            let articles: Vec<String> = (1..=500)
                .map(|it| format!("Điều {it}. Chợ\n{clauses}"))
                .collect();
            with_text(&format!("{}{more}", articles.join("\n")))
        };
        let faults = async |seen: &Seen| {
            let query =
                "query ($id: ID!) { desk { item(id: $id) { working { faults { path message } } } } }";
            let data = hoa.ask_with(query, json!({ "id": seen.id })).await;
            let faults = data["desk"]["item"]["working"]["faults"].clone();
            let of_text = faults.as_array().expect("faults").iter();
            of_text
                .filter(|fault| fault["path"] == json!(["details", "text"]))
                .cloned()
                .collect::<Vec<_>>()
        };
        let head = json!({ "number": "1/2026/QH15", "documentType": "luat", "issuedOn": "2026-01-01",
            "issuers": [{ "code": "quoc-hoi" }] });
        let begun = hoa.save(&begun, json!({ "details": { "legalDocument": head } })).await;
        let most = hoa.save(&begun, with_more("")).await;
        assert_eq!(faults(&most).await, [Value::Null; 0]);
        let more = hoa.save(&most, with_more("\n40. Chợ phiên.")).await;
        let told = faults(&more).await;
        assert!(told.len() == 1 && told[0]["message"].as_str().is_some_and(|it| it.contains("20001")), "{told:?}");
        let change = json!({ "text": "Chợ phiên." });
        let payload = hoa
            .attempt("provisionCorrect", correction(&more, "dieu-1", change))
            .await;
        let error = &payload["errors"][0];
        assert_eq!((&error["code"], &error["path"]), (&json!("INVALID"), &json!(["text"])));
    })
    .await;
}

#[tokio::test]
async fn a_correction_outlives_changes_of_the_text() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let begun = hoa.begin("LEGAL_DOCUMENT", "Luật Chợ", "so-tu-phap").await;
        let saved = hoa.save(&begun, with_text(TEXT)).await;
        let relabel = json!({ "relabel": { "number": "3", "label": "3." } });
        let once = hoa.done("provisionCorrect", correction(&saved, "dieu-1/khoan-2", relabel)).await;
        let twice = hoa
            .done("provisionCorrect", correction(&once, "dieu-2", json!({ "text": "Từ mai." })))
            .await;
        assert_eq!((once.version, twice.version), (3, 4));
        let as_corrected =
            ["dieu-1", "dieu-1/khoan-1", "dieu-1/khoan-1/diem-a", "dieu-1/khoan-1/diem-b", "dieu-1/khoan-3", "dieu-2"];
        assert_eq!(
            structure(&hoa, &twice).await,
            (as_corrected.map(str::to_owned).to_vec(), vec![true, true])
        );
        let around = TEXT.replace("Phạm vi", "Phạm vi điều chỉnh").replace("chợ đêm", "chợ đêm, chợ nổi");
        let later = hoa.save(&twice, with_text(&format!("{around}\nĐiều 3. Thi hành\nMọi người."))).await;
        let (paths, made) = structure(&hoa, &later).await;
        assert_eq!(made, [true, true]);
        assert!(paths.contains(&"dieu-1/khoan-3".to_owned()) && paths.contains(&"dieu-3".to_owned()), "{paths:?}");

        let gone = hoa.save(&later, with_text("Điều 1. Khác\nKhông có khoản.\nĐiều 2. Hiệu lực\nTừ nay.")).await;
        assert_eq!(structure(&hoa, &gone).await.1, [false, true]);
        let query = "query ($id: ID!) { desk { item(id: $id) { working { faults { code path } } } } }";
        let faults = hoa.ask_with(query, json!({ "id": gone.id })).await;
        let faults = &faults["desk"]["item"]["working"]["faults"];
        let lost = json!({ "code": "INVALID", "path": ["details", "corrections", "0"] });
        assert!(faults.as_array().expect("faults").contains(&lost), "{faults}");
        let remove = |seen: &Seen, number: i32| {
            json!({ "id": seen.id, "expectedVersion": seen.version, "correction": number })
        };
        let left = hoa.done("provisionCorrectionRemove", remove(&gone, 1)).await;
        assert_eq!(structure(&hoa, &left).await.1, [true]);
        let none = hoa.attempt("provisionCorrectionRemove", remove(&left, 2)).await;
        assert_eq!(none["errors"][0]["code"], "UNKNOWN_CODE");
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_corrected_is_told_and_changes_nothing() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let begun = hoa.begin("LEGAL_DOCUMENT", "Luật Chợ", "so-tu-phap").await;
        let saved = hoa.save(&begun, with_text(TEXT)).await;
        let split = |paragraphs: i32, number: &str| {
            json!({ "splitAt": { "paragraphs": paragraphs, "kind": "CLAUSE", "number": number } })
        };
        for (path, change, code, field) in [
            ("dieu-9", json!({ "takeOut": "REMOVE" }), "UNKNOWN_CODE", "path"),
            ("dieu-1", json!({ "relabel": { "number": "mười" } }), "INVALID", "change"),
            ("dieu-1", json!({ "takeOut": "MERGE_INTO_PREVIOUS" }), "INVALID", "change"),
            ("dieu-1", json!({ "moveUnder": { "parent": "dieu-2" } }), "INVALID", "change"),
            ("dieu-2", split(1, "1"), "INVALID", "change"),
            ("dieu-2", split(0, "1"), "INVALID", "change"),
        ] {
            let refused = hoa.attempt("provisionCorrect", correction(&saved, path, change.clone())).await;
            let error = &refused["errors"][0];
            assert_eq!((&error["code"], &error["path"]), (&json!(code), &json!([field])), "{path} {change}");
        }
        let article = hoa.begin("ARTICLE", "Tin", "so-tu-phap").await;
        let change = correction(&article, "dieu-1", json!({ "text": "x" }));
        let refused = hoa.attempt("provisionCorrect", change).await;
        assert_eq!(refused["errors"][0]["code"], "INVALID");
        assert_eq!(hoa.item(&saved.id).await["version"], saved.version);
    })
    .await;
}

#[tokio::test]
async fn a_published_law_is_corrected_without_its_text() {
    for_both(async |province| {
        let head = province.colleague("Hoa", &[(BoardHead, "so-tu-phap")]).await;
        let data = province
            .ask("{ legalDocuments(first: 1) { nodes { id provisions { path } } } }")
            .await;
        let live = &data["legalDocuments"]["nodes"][0];
        let revised = head
            .done("contentRevise", json!({ "id": live["id"], "expectedVersion": 1 }))
            .await;
        let (before, _) = structure(&head, &revised).await;
        let article = before.iter().find(|path| path.starts_with("dieu-")).expect("an article");
        let change = json!({ "relabel": { "heading": "Tên khác" } });
        let corrected = head.done("provisionCorrect", correction(&revised, article, change)).await;
        assert_eq!(structure(&head, &corrected).await, (before.clone(), vec![true]));
        let query = "query ($id: ID!) { desk { item(id: $id) { difference(from: 1, to: 2) { fields { path } } } } }";
        let data = head.ask_with(query, json!({ "id": corrected.id })).await;
        assert_eq!(
            data["desk"]["item"]["difference"]["fields"],
            json!([{ "path": ["details", "provisions", article] }])
        );
    })
    .await;
}
