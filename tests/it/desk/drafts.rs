//! Writing an item: its working copy stays one edition, and the public learns nothing of it.

use entity::value::AccountRole::{BoardMember, Contributor};
use serde_json::{Value, json};

use crate::support::desk::SECTION;
use crate::support::province::{Province, for_both};

/// The numbers of the rows that the desk's acts leave behind.
async fn counts(province: &Province) -> [i64; 3] {
    let mut found = [0; 3];
    for (count, table) in found.iter_mut().zip(["edition", "audit", "outbox"]) {
        *count = province
            .number(&format!("SELECT count(*) FROM {table}"))
            .await;
    }
    found
}

#[tokio::test]
async fn an_item_is_begun_and_saved_and_stays_one_edition() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let [editions, audit, outbox] = counts(province).await;
        let begun = hoa.begin("MATERIAL", " Tờ  gấp Luật Đất đai ", "so-tu-phap").await;
        assert_eq!(begun.version, 1);
        let area = province.ask("{ areas(first: 1) { nodes { id code } } }").await;
        let area = &area["areas"]["nodes"][0];
        let first = hoa
            .save(&begun, json!({
                "summary": "Tóm tắt", "body": { "markdown": "**Đất** đai" }, "author": "Hoa",
                "source": { "name": "Báo Cao Bằng", "url": "https://baocaobang.vn/1" },
                "topics": ["dat-dai"], "areas": [area["id"]], "path": "/to-gap/dat-dai", "changeNote": "Mới",
                "details": { "material": { "form": "LEAFLET", "releasedOn": "2026-05-01", "duration": 60 } },
            }))
            .await;
        let second = hoa
            .save(&first, json!({ "author": null, "details": { "material": { "duration": null, "compiler": "Sở" } } }))
            .await;
        assert_eq!((first.version, second.version), (2, 3));
        let same = hoa.save(&second, json!({ "summary": "Tóm tắt" })).await;
        assert_eq!(same.version, 3, "the same again is no change");
        let draft = &second.item["working"]["draft"];
        assert_eq!(
            *draft,
            json!({
                "title": "Tờ gấp Luật Đất đai", "summary": "Tóm tắt", "path": "/to-gap/dat-dai", "changeNote": "Mới",
                "author": null, "section": { "code": SECTION }, "agency": { "code": "so-tu-phap" },
                "topics": [{ "code": "dat-dai" }], "audiences": [], "areas": [{ "code": area["code"] }],
                "body": { "html": null, "markdown": "**Đất** đai", "text": null },
                "source": { "name": "Báo Cao Bằng", "url": "https://baocaobang.vn/1" },
                "cover": null, "attachments": [], "related": [],
                "details": { "__typename": "MaterialDraft", "form": "LEAFLET", "compiler": "Sở",
                    "releasedOn": "2026-05-01", "validUntil": null, "purpose": null, "duration": null,
                    "transcript": null },
            })
        );
        assert_eq!(second.item["working"]["authors"], json!([{ "name": "Hoa" }]));
        assert_eq!(second.item["live"], Value::Null);
        assert_eq!(counts(province).await, [editions + 1, audit + 3, outbox + 3]);
    })
    .await;
}

#[tokio::test]
async fn a_draft_is_given_up_and_stays_in_the_history() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let begun = hoa.begin("ARTICLE", "Tin", "so-tu-phap").await;
        let input = json!({ "id": begun.id, "expectedVersion": 1 });
        let ended = hoa.done("contentDiscard", input.clone()).await;
        assert_eq!((ended.version, &ended.item["working"]), (2, &Value::Null));
        assert_eq!(
            hoa.item(&begun.id).await["editions"],
            json!({ "totalCount": 1, "nodes": [{ "number": 1, "state": "DISCARDED" }] })
        );
        let refused = hoa
            .attempt(
                "contentDiscard",
                json!({ "id": begun.id, "expectedVersion": 2 }),
            )
            .await;
        assert_eq!(refused["errors"][0]["code"], "WRONG_STATE");
        assert_eq!(
            refused["errors"][0]["allowed"],
            json!(["DRAFT", "RETURNED"])
        );
    })
    .await;
}

#[tokio::test]
async fn nobody_saves_over_what_somebody_else_saved() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let lan = province
            .colleague("Lan", &[(BoardMember, "so-tu-phap")])
            .await;
        let begun = hoa.begin("ARTICLE", "Tin", "so-tu-phap").await;
        let saved = lan.save(&begun, json!({ "title": "Tin của Lan" })).await;
        assert_eq!(
            saved.item["working"]["authors"],
            json!([{ "name": "Hoa" }, { "name": "Lan" }])
        );
        let input =
            json!({ "id": begun.id, "expectedVersion": 1, "changes": { "title": "Tin của Hoa" } });
        let refused = hoa.attempt("contentSave", input).await;
        assert_eq!(refused["item"], Value::Null);
        let error = &refused["errors"][0];
        assert_eq!(
            (
                &error["__typename"],
                &error["code"],
                &error["currentVersion"]
            ),
            (
                &json!("VersionConflict"),
                &json!("VERSION_CONFLICT"),
                &json!(2)
            )
        );
        assert_eq!(
            hoa.item(&begun.id).await["working"]["draft"]["title"],
            "Tin của Lan"
        );
    })
    .await;
}

#[tokio::test]
async fn what_is_sent_twice_with_its_key_is_done_once() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let agency = province.agency("so-tu-phap").await;
        let create = |title: &str| {
            json!({ "kind": "ARTICLE", "title": title, "section": SECTION, "agency": agency, "idempotencyKey": "k" })
        };
        let first = hoa.done("contentCreate", create("Tin")).await;
        let again = hoa.done("contentCreate", create("Tin")).await;
        assert_eq!((&first.id, again.version), (&again.id, 1));
        let other = hoa.attempt("contentCreate", create("Khác")).await;
        assert_eq!(other["errors"][0]["code"], "IDEMPOTENCY_KEY_REUSED");
        let save = json!({ "id": first.id, "expectedVersion": 1, "changes": { "title": "Sửa" }, "idempotencyKey": "s" });
        let saved = hoa.done("contentSave", save.clone()).await;
        let before = counts(province).await;
        let again = hoa.done("contentSave", save).await;
        assert_eq!((saved.version, again.version), (2, 2));
        assert_eq!(counts(province).await, before);
    })
    .await;
}

#[tokio::test]
async fn what_cannot_be_kept_is_told_with_its_field() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let agency = province.agency("so-tu-phap").await;
        let ended = province
            .ask(
                "{ agencies(filter: { on: \"2025-06-30\" }, first: 100) { nodes { id validTo } } }",
            )
            .await;
        let ended = ended["agencies"]["nodes"].as_array().expect("agencies");
        let ended = ended.iter().find(|agency| agency["validTo"].is_string());
        let ended = ended.expect("one that ended")["id"].clone();
        let new = |changes: Value| {
            let mut input =
                json!({ "kind": "ARTICLE", "title": "Tin", "section": SECTION, "agency": agency });
            for (name, value) in changes.as_object().expect("fields") {
                input[name] = value.clone();
            }
            input
        };
        for (input, code, path) in [
            (new(json!({ "title": "  " })), "MISSING", json!(["title"])),
            (
                new(json!({ "title": "đ".repeat(1_001) })),
                "INVALID",
                json!(["title"]),
            ),
            (
                new(json!({ "section": "khong-co" })),
                "UNKNOWN_CODE",
                json!(["section"]),
            ),
            (
                new(json!({ "language": "xx" })),
                "UNKNOWN_CODE",
                json!(["language"]),
            ),
            (
                new(json!({ "changes": { "agency": ended } })),
                "UNKNOWN_CODE",
                json!(["agency"]),
            ),
            (
                new(json!({ "changes": { "agency": "xyz" } })),
                "INVALID",
                json!(["changes", "agency"]),
            ),
            (
                new(json!({ "changes": { "areas": ["cao-bang"] } })),
                "INVALID",
                json!(["changes", "areas", "0"]),
            ),
            (
                new(json!({ "changes": { "details": { "material": { "form": "BOOK" } } } })),
                "INVALID",
                json!(["changes", "details"]),
            ),
            (new(json!({ "agency": ended })), "NOT_FOUND", json!([])),
            (
                new(json!({ "idempotencyKey": "" })),
                "INVALID",
                json!(["idempotencyKey"]),
            ),
        ] {
            let payload = hoa.attempt("contentCreate", input.clone()).await;
            let error = &payload["errors"][0];
            assert_eq!(
                (&error["code"], &error["path"]),
                (&json!(code), &path),
                "{input}: {error}"
            );
        }
        let none = province.number("SELECT count(*) FROM edition_desk").await;
        assert_eq!(none, 0, "nothing was left behind");
    })
    .await;
}

#[tokio::test]
async fn a_translation_belongs_to_the_work_once() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let first = hoa.begin("ARTICLE", "Tin", "so-tu-phap").await;
        let agency = province.agency("so-tu-phap").await;
        let english = |kind: &str, of: &str| {
            json!({ "kind": kind, "title": "News", "section": SECTION, "agency": agency, "language": "en",
                "translationOf": of })
        };
        let other = hoa.attempt("contentCreate", english("MATERIAL", &first.id)).await;
        assert_eq!(other["errors"][0]["path"], json!(["kind"]));
        let second = hoa.done("contentCreate", english("ARTICLE", &first.id)).await;
        assert_eq!(second.item["language"]["code"], "en");
        let works = province.number("SELECT count(DISTINCT work_id) FROM content WHERE id IN \
            (SELECT content_id FROM edition_desk)").await;
        assert_eq!(works, 1);
        let twice = hoa.attempt("contentCreate", english("ARTICLE", &first.id)).await;
        assert_eq!(twice["errors"][0]["path"], json!(["language"]));
        let theirs = province.colleague("Mai", &[(Contributor, "so-noi-vu")]).await;
        let mut foreign = english("ARTICLE", &first.id);
        foreign["agency"] = json!(province.agency("so-noi-vu").await);
        foreign["language"] = json!("tyz");
        let payload = theirs.attempt("contentCreate", foreign).await;
        assert_eq!(payload["errors"][0]["code"], "NOT_FOUND", "a draft of others: {payload}");
    })
    .await;
}
