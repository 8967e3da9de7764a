//! What is taken back: by whom, from where, and what becomes of what was planned.

use chrono::TimeDelta;
use entity::value::AccountRole::{BoardHead, Contributor};
use serde_json::{Value, json};

use super::reach::{HERE, people};
use super::story::{at, fire, moment};
use crate::support::desk::Colleague;
use crate::support::drafts::{Seen, published, ready, submitted};
use crate::support::province::for_both;

/// Where the public finds it.
pub async fn path_of(reader: &Colleague<'_>, seen: &Seen) -> String {
    let query = "query ($id: ID!) { desk { item(id: $id) { contentId } } }";
    let data = reader.ask_with(query, json!({ "id": seen.id })).await;
    let id = &data["desk"]["item"]["contentId"];
    let query = "query ($id: ID!) { node(id: $id) { ... on Content { path } } }";
    let data = reader.ask_with(query, json!({ "id": id })).await;
    data["node"]["path"].as_str().expect("a path").to_owned()
}

/// The item revised with another title, and published.
pub async fn renamed(
    (hoa, lan): (&Colleague<'_>, &Colleague<'_>),
    seen: &Seen,
    title: &str,
) -> Seen {
    let revised = hoa.does("contentRevise", seen, json!({})).await;
    let changes = json!({ "title": title, "changeNote": "Sửa.", "path": null });
    published(hoa, lan, &hoa.save(&revised, changes).await).await
}

#[tokio::test]
async fn what_comes_back_elsewhere_is_taken_back_again_and_old_addresses_lead_there() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardHead).await;
        let live = published(&hoa, &lan, &ready(&hoa, "Một", HERE).await).await;
        let first = path_of(&lan, &live).await;
        let reason = json!({ "reason": "Sai." });
        let withdrawn = lan.does("contentWithdraw", &live, reason.clone()).await;
        assert_eq!(at(province, &first).await["__typename"], "Withdrawn");
        let live = renamed((&hoa, &lan), &withdrawn, "Hai").await;
        let led = at(province, &first).await;
        assert_eq!(led["__typename"], "Redirect", "{led}");
        let second = led["target"].as_str().expect("a target").to_owned();
        assert_eq!(at(province, &second).await["title"], "Hai");
        let gone = lan.does("contentGone", &live, json!({})).await;
        assert_eq!(gone.item["live"], Value::Null);
        assert_eq!(at(province, &second).await["__typename"], "Gone");
        let live = renamed((&hoa, &lan), &gone, "Ba").await;
        assert_eq!(at(province, &second).await["__typename"], "Redirect");
        let other = published(&hoa, &lan, &ready(&hoa, "Khác", HERE).await).await;
        let to = json!({ "to": { "content": other.id } });
        let led = lan.does("contentRedirect", &live, to).await;
        assert_eq!(led.item["live"], Value::Null);
        let live = renamed((&hoa, &lan), &led, "Bốn").await;
        let last = lan.does("contentWithdraw", &live, reason).await;
        assert_eq!(last.item["live"], Value::Null);
        let led = at(province, &first).await;
        let notice = led["target"].as_str().expect("a target");
        assert_eq!(at(province, notice).await["title"], "Bốn");
        let listed = lan
            .ask("{ desk { withdrawn { totalCount nodes { id } } } }")
            .await;
        assert_eq!(
            listed["desk"]["withdrawn"]["nodes"],
            json!([{ "id": last.id }])
        );
        hoa.does("contentRevise", &last, json!({})).await;
        let listed = lan.ask("{ desk { withdrawn { totalCount } } }").await;
        assert_eq!(listed["desk"]["withdrawn"]["totalCount"], 0);
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_does_not_come_back_by_its_plan() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardHead).await;
        for (title, act, with) in [
            (
                "Một",
                "contentWithdraw",
                json!({ "reason": "Lộ danh tính." }),
            ),
            ("Hai", "contentGone", json!({})),
        ] {
            let (hoa, lan) = (hoa.renewed().await, lan.renewed().await);
            let live = published(&hoa, &lan, &ready(&hoa, title, HERE).await).await;
            let revised = hoa.does("contentRevise", &live, json!({})).await;
            let changes = json!({ "summary": "Khác.", "changeNote": "Sửa." });
            let sent = submitted(&hoa, &hoa.save(&revised, changes).await).await;
            let approved = lan.does("contentApprove", &sent, json!({})).await;
            let soon = json!({ "publishAt": moment(province.clock().now() + TimeDelta::hours(1)) });
            let planned = lan.does("contentSchedule", &approved, soon).await;
            let ended = lan.does(act, &planned, with).await;
            let working = &ended.item["working"];
            assert_eq!(
                (&working["state"], &working["schedule"]),
                (&json!("APPROVED"), &json!([])),
                "{act}"
            );
            province.advance(TimeDelta::hours(2));
            assert_eq!(fire(province).await, 0);
            let codes = lan
                .renewed()
                .await
                .may_not("contentPublish", &ended, json!({}))
                .await;
            assert_eq!(codes, ["BASE_CHANGED"], "unless somebody means it");
        }
    })
    .await;
}

#[tokio::test]
async fn a_planned_withdrawal_goes_over_to_what_takes_the_place() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardHead).await;
        let live = published(&hoa, &lan, &ready(&hoa, "Giấy mời", HERE).await).await;
        let end = moment(province.clock().now() + TimeDelta::hours(5));
        let plan = json!({ "withdrawAt": end, "withdrawReason": "Đã họp." });
        let planned = lan.does("contentSchedule", &live, plan).await;
        let corrected = renamed((&hoa, &lan), &planned, "Giấy mời họp").await;
        let expected = json!([{ "kind": "WITHDRAW", "at": end }]);
        assert_eq!(corrected.item["schedule"], expected);
        let elsewhere = json!({ "section": "thong-bao-giay-moi" });
        let moved = lan
            .does("contentChangeSection", &corrected, elsewhere)
            .await;
        assert_eq!(moved.item["schedule"], expected);
        province.advance(TimeDelta::hours(6));
        assert_eq!(fire(province).await, 1);
        let lan = lan.renewed().await;
        assert_eq!(lan.item(&moved.id).await["working"], Value::Null);
        let history = "query ($id: ID!) { desk { item(id: $id) { live { title }
            history(first: 1) { nodes { action via number from to account { name } } } } } }";
        let data = lan.ask_with(history, json!({ "id": moved.id })).await;
        let item = &data["desk"]["item"];
        assert_eq!(item["live"], Value::Null);
        assert_eq!(
            item["history"]["nodes"],
            json!([{ "action": "content.withdraw", "via": "SCHEDULE", "number": 3, "from": "LIVE",
                "to": "WITHDRAWN", "account": { "name": "Lan" } }])
        );
    })
    .await;
}

#[tokio::test]
async fn who_may_not_let_it_appear_does_not_take_it_away() {
    for_both(async |province| {
        let (hoa, minh, lan) = people(province, BoardHead).await;
        let law = hoa.begin("LEGAL_DOCUMENT", "Nghị định", HERE).await;
        let details = json!({ "legalDocument": { "number": "7/2026/NĐ-CP", "documentType": "nghi-dinh",
            "issuers": [{ "code": "chinh-phu" }], "issuedOn": "2026-01-02", "text": "Điều 1. Bãi bỏ" } });
        let changes = json!({ "summary": "Tóm tắt.", "author": "Hoa", "details": details });
        let law = published(&hoa, &lan, &hoa.save(&law, changes).await).await;
        let other = province.agency("so-tu-phap").await;
        let signed = ready(&hoa, "Tin ký tên khác", HERE).await;
        let signed = hoa.save(&signed, json!({ "agency": other })).await;
        let signed = published(&hoa, &lan, &signed).await;
        let later = moment(province.clock().now() + TimeDelta::hours(1));
        for live in [&law, &signed] {
            for (act, with) in [
                ("contentWithdraw", json!({ "reason": "Sai." })),
                ("contentRedirect", json!({ "to": { "path": "/khac" } })),
                ("contentGone", json!({})),
                ("contentSchedule", json!({ "withdrawAt": later, "withdrawReason": "Sai." })),
                ("contentUnschedule", json!({})),
                ("contentChangeSection", json!({ "section": "hoat-dong" })),
            ] {
                let codes = minh.may_not(act, live, with).await;
                assert_eq!(codes, ["FORBIDDEN"], "{act}");
            }
        }
        // Nor does it give what was published in another name its own.
        let agency = province.agency(HERE).await;
        let revised = hoa.does("contentRevise", &signed, json!({})).await;
        let changes = json!({ "agency": agency, "changeNote": "Sửa." });
        let sent = submitted(&hoa, &hoa.save(&revised, changes).await).await;
        assert_eq!(minh.may_not("contentApprove", &sent, json!({})).await, ["FORBIDDEN"]);
        lan.does("contentWithdraw", &law, json!({ "reason": "Sai." })).await;
    })
    .await;
}

#[tokio::test]
async fn drafts_of_translations_have_no_say_and_a_discarded_original_frees_its_language() {
    for_both(async |province| {
        let (hoa, minh, lan) = people(province, BoardHead).await;
        let elsewhere = province.colleague("Sen", &[(Contributor, "so-noi-vu")]).await;
        let live = published(&hoa, &lan, &ready(&hoa, "Gốc", HERE).await).await;
        let agency = province.agency("so-noi-vu").await;
        let translation = |of: &Value, title: &str, language: &str| {
            json!({ "kind": "ARTICLE", "title": title, "section": "tin-tuc-su-kien", "agency": agency,
                "language": language, "translationOf": of })
        };
        let input = translation(&live.item["id"], "Original", "en");
        elsewhere.done("contentCreate", input).await;
        let revised = hoa.does("contentRevise", &live, json!({})).await;
        let changes = json!({ "summary": "Khác.", "changeNote": "Sửa." });
        let sent = submitted(&hoa, &hoa.save(&revised, changes).await).await;
        minh.does("contentApprove", &sent, json!({})).await;

        let original = ready(&elsewhere, "Bản gốc bỏ đi", "so-noi-vu").await;
        let english = translation(&original.item["id"], "English", "en");
        let english = elsewhere.done("contentCreate", english).await;
        elsewhere.does("contentDiscard", &original, json!({})).await;
        let again = translation(&english.item["id"], "Bản mới", "vi");
        elsewhere.done("contentCreate", again).await;
    })
    .await;
}
