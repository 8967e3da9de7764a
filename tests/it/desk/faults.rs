//! What keeps a working copy from being reviewed: all of it at once, each with its field and the rule that asks for it.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use entity::value::AccountRole::Contributor;
use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::desk::{Colleague, as_bearer};
use crate::support::drafts::Seen;
use crate::support::province::{Province, for_both};

/// Code, path and legal basis of every fault, in order.
async fn faults(colleague: &Colleague<'_>, seen: &Seen) -> Vec<[String; 3]> {
    let query = "query ($id: ID!) { desk { item(id: $id) { working { faults { code path legalBasis message } } } } }";
    let data = colleague.ask_with(query, json!({ "id": seen.id })).await;
    let faults = &data["desk"]["item"]["working"]["faults"];
    let mut found: Vec<[String; 3]> = faults
        .as_array()
        .expect("faults")
        .iter()
        .map(|fault| {
            let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
            assert!(
                fault["message"]
                    .as_str()
                    .is_some_and(|message| !message.is_empty())
            );
            [
                text(&fault["code"]),
                dotted(&fault["path"]),
                text(&fault["legalBasis"]),
            ]
        })
        .collect();
    found.sort();
    found
}

/// A path in one word.
fn dotted(path: &Value) -> String {
    let path = path.as_array().expect("a path").iter();
    let path: Vec<&str> = path.filter_map(Value::as_str).collect();
    path.join(".")
}

fn sorted(expected: &[(&str, &str, &str)]) -> Vec<[String; 3]> {
    let mut found: Vec<[String; 3]> = expected
        .iter()
        .map(|(code, path, basis)| [code.to_string(), path.to_string(), basis.to_string()])
        .collect();
    found.sort();
    found
}

const SIX: &str = "Thông tư số 24/2011/TT-BTTTT";

#[tokio::test]
async fn all_that_is_to_be_mended_is_told_at_once() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let begun = hoa.begin("ACTIVITY", "Phiên tòa giả định", "so-tu-phap").await;
        let found = faults(&hoa, &begun).await;
        let expected = [
            ("MISSING", "author", SIX),
            ("MISSING", "summary", SIX),
            ("MISSING", "details.form", ""),
            ("MISSING", "details.startsAt", ""),
        ];
        assert_eq!(found, sorted(&expected));
        let taken = province.ask("{ contents(first: 1) { nodes { path } } }").await;
        let taken = taken["contents"]["nodes"][0]["path"].clone();
        let unknown = "a".repeat(64);
        let saved = hoa
            .save(&begun, json!({
                "summary": "đ".repeat(5_001), "author": "Hoa", "topics": ["khong-co"], "path": taken,
                "body": { "html": "<p>Ảnh: <img src=\"/media/a\"></p>" },
                "cover": { "sha256": unknown, "alt": "IMG_0012.JPG" },
                "attachments": [
                    { "sha256": unknown, "title": " ", "role": "VIDEO" },
                    { "sha256": "x", "title": "Ghi âm", "role": "AUDIO", "language": "xx" },
                ],
                "details": { "activity": { "form": "khong-co", "startsAt": "2026-05-02T00:00:00Z",
                    "endsAt": "2026-05-01T00:00:00Z", "attendance": -1 } },
            }))
            .await;
        let expected = [
            ("INVALID", "summary", ""),
            ("INVALID", "path", ""),
            ("INVALID", "body", "WCAG 2.2, 1.1.1"),
            ("INVALID", "cover.alt", "WCAG 2.2, 1.1.1"),
            ("INVALID", "attachments", "WCAG 2.2, 1.2.2"),
            ("INVALID", "attachments.0.title", ""),
            ("INVALID", "attachments.1.sha256", ""),
            ("INVALID", "details.endsAt", ""),
            ("INVALID", "details.attendance", ""),
            ("UNKNOWN_CODE", "attachments.0.sha256", ""),
            ("UNKNOWN_CODE", "attachments.1.language", ""),
            ("UNKNOWN_CODE", "cover.sha256", ""),
            ("UNKNOWN_CODE", "details.form", ""),
            ("UNKNOWN_CODE", "topics.0", ""),
        ];
        assert_eq!(faults(&hoa, &saved).await, sorted(&expected));
        let form = province.ask("{ activityForms { code } }").await["activityForms"][0]["code"].clone();
        let mended = hoa
            .save(&saved, json!({
                "summary": "Tóm tắt", "topics": ["dat-dai"], "path": null, "cover": null, "attachments": null,
                "body": { "html": "<p>Ảnh: <img src=\"/media/a\" alt=\"Phiên tòa\"></p>" },
                "details": { "activity": { "form": form, "endsAt": null, "attendance": 40 } },
            }))
            .await;
        assert_eq!(faults(&hoa, &mended).await, sorted(&[]));
    })
    .await;
}

#[tokio::test]
async fn an_article_says_something_at_an_address_that_can_be_asked_for() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let begun = hoa
            .begin("ARTICLE", " Chợ\u{7}\u{202e} \n phiên\u{3164} ", "so-tu-phap")
            .await;
        assert_eq!(begun.item["working"]["draft"]["title"], "Chợ phiên");
        let mut seen = hoa
            .save(&begun, json!({ "summary": "Tóm tắt.", "author": "Hoa" }))
            .await;
        assert_eq!(faults(&hoa, &seen).await, sorted(&[("MISSING", "body", "")]));
        for empty in ["<p> </p>", "<p>\u{200b}</p>", ""] {
            seen = hoa.save(&seen, json!({ "body": { "html": empty } })).await;
            assert_eq!(faults(&hoa, &seen).await, sorted(&[("MISSING", "body", "")]), "{empty:?}");
        }
        seen = hoa.save(&seen, json!({ "body": { "text": "Phiên chợ." } })).await;
        assert_eq!(faults(&hoa, &seen).await, sorted(&[]));
        for path in ["/", "/a?b=1", "/%2e%2e/x", "/tin/\u{202e}x", "/tin/\u{200b}", "/tin/../x", "//x", "x"] {
            seen = hoa.save(&seen, json!({ "path": path })).await;
            assert_eq!(faults(&hoa, &seen).await, sorted(&[("INVALID", "path", "")]), "{path:?}");
        }
        seen = hoa.save(&seen, json!({ "path": "/tin-tức/chợ-phiên" })).await;
        assert_eq!(faults(&hoa, &seen).await, sorted(&[]));
        for title in ["", " ", "\u{200b}\u{3164}", "\u{2800}"] {
            let input = json!({ "id": seen.id, "expectedVersion": seen.version, "changes": { "title": title } });
            let payload = hoa.attempt("contentSave", input).await;
            assert_eq!(payload["errors"][0]["code"], "MISSING", "{title:?}");
        }
        let input = json!({ "kind": "ARTICLE", "title": "Chợ phiên", "section": "tin-tuc", "agency": "so-tu-phap" });
        let payload = hoa.attempt("contentCreate", input).await;
        let error = &payload["errors"][0];
        assert_eq!((&error["code"], &error["path"]), (&json!("INVALID"), &json!(["agency"])));
    })
    .await;
}

#[tokio::test]
async fn sections_ask_for_what_their_rules_say_while_they_are_in_force() {
    for_both(async |province| {
        let hoa = province
            .colleague("Hoa", &[(Contributor, "so-tu-phap")])
            .await;
        let shelf = bookshelf(province).await;
        let begun = hoa.begin("MATERIAL", "Sổ tay", "so-tu-phap").await;
        let saved = hoa
            .save(
                &begun,
                json!({ "section": shelf, "details": { "material": { "form": "HANDBOOK" } } }),
            )
            .await;
        let found = faults(&hoa, &saved).await;
        let of_four: Vec<&[String; 3]> = found
            .iter()
            .filter(|fault| fault[2].contains("14/2019/QĐ-TTg"))
            .collect();
        let paths: Vec<&str> = of_four.iter().map(|fault| fault[1].as_str()).collect();
        assert_eq!(
            paths,
            ["details.compiler", "details.purpose", "details.releasedOn"],
            "{found:?}"
        );
        province
            .write("UPDATE section_duty SET valid_to = '2026-01-01' WHERE kind = 'required_fields'")
            .await;
        assert_eq!(
            faults(&hoa, &saved).await,
            sorted(&[]),
            "no rule is in force"
        );
    })
    .await;
}

/// What is answered in a language.
async fn said_in(
    colleague: &Colleague<'_>,
    language: &str,
    query: &str,
    variables: Value,
) -> Value {
    let request = Request::graphql(&json!({ "query": query, "variables": variables }));
    let request = as_bearer(request, &colleague.token).header("accept-language", language);
    colleague.province().send(request).await.json()["data"].clone()
}

#[tokio::test]
async fn reasons_are_given_in_the_language_of_who_asks() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let begun = hoa.begin("ACTIVITY", "Phiên tòa giả định", "so-tu-phap").await;
        let form = province.ask("{ activityForms { code } }").await["activityForms"][0]["code"].clone();
        let saved = hoa
            .save(&begun, json!({
                "summary": "đ".repeat(5_001), "author": "Hoa", "body": { "html": "<p><img src=\"/media/a\"><img src=\"/media/b\"></p>" },
                "details": { "activity": { "form": form, "startsAt": "2026-05-02T00:00:00Z",
                    "endsAt": "2026-05-01T00:00:00Z", "attendance": -1 } },
            }))
            .await;
        let faults = "query ($id: ID!) { desk { item(id: $id) { working { faults { path message } } } } }";
        let save = "mutation ($input: ContentSaveInput!) { contentSave(input: $input) { errors { path message } } }";
        let too_long = json!({ "input": { "id": saved.id, "expectedVersion": saved.version,
            "changes": { "title": "a".repeat(1_001) } } });
        for (language, sentence, reasons) in [
            ("", "Không thể sử dụng giá trị này.", [
                ("summary", "dài 5001 ký tự; chỉ được dài tối đa 5000 ký tự"),
                ("details.endsAt", "sớm hơn thời điểm bắt đầu; hãy sửa một trong hai"),
                ("details.attendance", "là số âm; hãy ghi từ 0 trở lên hoặc để trống"),
                ("body", "có 2 ảnh chưa có alt; ảnh chỉ để trang trí thì ghi alt=\"\""),
                ("title", "dài 1001 ký tự; chỉ được dài tối đa 1000 ký tự"),
            ]),
            ("en-GB, vi;q=0.5", "This value cannot be used here.", [
                ("summary", "is 5001 characters long; at most 5000 are kept"),
                ("details.endsAt", "is before starts_at; correct one of the two"),
                ("details.attendance", "is negative; write 0 or more, or leave it out"),
                ("body", "has 2 images without alt; write alt=\"\" for decoration"),
                ("title", "is 1001 characters long; at most 1000 are kept"),
            ]),
        ] {
            let shown = said_in(&hoa, language, faults, json!({ "id": saved.id })).await;
            let refused = said_in(&hoa, language, save, too_long.clone()).await;
            let said = [&shown["desk"]["item"]["working"]["faults"], &refused["contentSave"]["errors"]];
            let said: BTreeMap<String, &str> = said
                .into_iter()
                .flat_map(|faults| faults.as_array().expect("faults"))
                .map(|fault| (dotted(&fault["path"]), fault["message"].as_str().expect("a message")))
                .collect();
            let expected: BTreeMap<String, String> = reasons
                .into_iter()
                .map(|(path, reason)| (path.to_owned(), format!("{sentence} ({reason})")))
                .collect();
            assert_eq!(json!(said), json!(expected), "{language}");
        }
    })
    .await;
}

/// The section under the rule of Decision 14/2019/QĐ-TTg.
async fn bookshelf(province: &Province) -> String {
    let data = province
        .ask(
            "{ sections { code duties { kind legalBasis requiredFields } children { code
            duties { kind legalBasis requiredFields } } } }",
        )
        .await;
    let sections = data["sections"].as_array().expect("sections").iter();
    let all = sections.flat_map(|section| {
        let children = section["children"].as_array().expect("children").clone();
        children.into_iter().chain([section.clone()])
    });
    let found = all
        .into_iter()
        .find(|section| section["duties"].to_string().contains("compiler"));
    found.expect("a bookshelf")["code"]
        .as_str()
        .expect("a code")
        .to_owned()
}

#[tokio::test]
async fn a_revision_says_what_it_changes() {
    for_both(async |province| {
        let hoa = province
            .colleague(
                "Hoa",
                &[(entity::value::AccountRole::BoardHead, "so-tu-phap")],
            )
            .await;
        let data = province
            .ask("{ contents(first: 1, filter: { kinds: [ARTICLE] }) { nodes { id } } }")
            .await;
        let id = &data["contents"]["nodes"][0]["id"];
        let revised = hoa
            .done("contentRevise", json!({ "id": id, "expectedVersion": 1 }))
            .await;
        let found = faults(&hoa, &revised).await;
        assert!(
            found.contains(&["MISSING", "changeNote", ""].map(str::to_owned)),
            "{found:?}"
        );
        let saved = hoa
            .save(&revised, json!({ "changeNote": "Sửa lỗi chính tả" }))
            .await;
        let found = faults(&hoa, &saved).await;
        assert!(
            found.iter().all(|fault| fault[1] != "changeNote"),
            "{found:?}"
        );
    })
    .await;
}

#[tokio::test]
async fn deadlines_count_working_days_and_pass() {
    for_both(async |province| {
        // The story plays on Saturday 2026-11-21; 24 November is a holiday of no rule here.
        province
            .write(
                "UPDATE section_duty SET valid_to = NULL WHERE kind = 'deadline' AND section_code = 'tin-tuc-su-kien'",
            )
            .await;
        let hoa = province.colleague("Hoa", &[(Contributor, "so-tu-phap")]).await;
        let begun = hoa.begin("ARTICLE", "Tin", "so-tu-phap").await;
        let due = begun.item["dueOn"].as_str().expect("a day").to_owned();
        assert!(due.as_str() > "2026-12-04" && due.as_str() < "2026-12-20", "{due}");
        assert_eq!(begun.item["overdue"], false);
        let earlier = hoa
            .save(&begun, json!({ "details": { "article": { "eventStartsAt": "2026-11-02T02:00:00Z" } } }))
            .await;
        assert!(earlier.item["dueOn"].as_str().expect("a day") < due.as_str());
        let elsewhere = hoa.save(&earlier, json!({ "section": "gioi-thieu" })).await;
        assert_eq!(elsewhere.item["dueOn"], Value::Null, "no rule there");
        let back = hoa.save(&elsewhere, json!({ "section": "tin-tuc-su-kien" })).await;
        let list = "{ desk { overdue { totalCount nodes { id overdue } } } }";
        let none = hoa.ask(list).await;
        assert_eq!(none["desk"]["overdue"]["totalCount"], 0);
        province.advance(TimeDelta::days(40));
        let hoa = province.sign_in(hoa.access.account).await;
        let late = hoa.ask(list).await;
        assert_eq!(
            late["desk"]["overdue"],
            json!({ "totalCount": 1, "nodes": [{ "id": back.id, "overdue": true }] })
        );
    })
    .await;
}
