//! In whose name something speaks, once that agency has been renamed or has ended.

use chrono::TimeDelta;
use entity::value::AccountRole::{Administrator, BoardHead, Contributor, Publisher};
use serde_json::{Value, json};

use super::{agency_on, count, decided};
use crate::desk::story::{fire, moment};
use crate::support::desk::Colleague;
use crate::support::drafts::{Seen, published, ready, submitted};
use crate::support::province::{Province, for_both};

const TODAY: &str = "2026-11-21";
const EVE: &str = "2026-11-20";
const HERE: &str = "so-y-te";

/// Renames an agency today; gives the report.
async fn renamed(province: &Province, code: &str) -> Value {
    let quan = [(Administrator, "ubnd-tinh")];
    let quan = province.colleague("Quân", &quan).await;
    let input = json!({ "kind": "RENAME", "on": TODAY, "legalBasis": "Quyết định số 15/2026/QĐ-UBND",
        "agencies": [agency_on(province, code, EVE).await], "memberships": "FOLLOW",
        "rename": { "name": format!("{code} mới"), "shortName": "Sở mới" } });
    decided(&quan, &input).await
}

/// The item at the version that it has now.
async fn now(who: &Colleague<'_>, seen: &Seen) -> Seen {
    let item = who.item(&seen.id).await;
    Seen {
        version: item["version"].as_i64().expect("a version"),
        item,
        ..seen.clone()
    }
}

/// The name of the agency that a published item names.
async fn speaks(who: &Colleague<'_>, seen: &Seen) -> Value {
    let query = "query ($id: ID!) { desk { item(id: $id) { live { agency { name } } } } }";
    let mut data = who.ask_with(query, json!({ "id": seen.id })).await;
    data["desk"]["item"]["live"]["agency"]["name"].take()
}

#[tokio::test]
async fn who_follows_a_renamed_agency_answers_for_what_it_published() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let minh = province.colleague("Minh", &[(Publisher, HERE)]).await;
        let one = published(&hoa, &minh, &ready(&hoa, "Một", HERE).await).await;
        let two = published(&hoa, &minh, &ready(&hoa, "Hai", HERE).await).await;
        let later = moment(province.clock().now() + TimeDelta::days(2));
        let plan = json!({ "withdrawAt": later, "withdrawReason": "Hết hạn." });
        let one = minh.does("contentSchedule", &one, plan).await;
        renamed(province, HERE).await;
        let one = minh
            .does("contentUnschedule", &now(&minh, &one).await, json!({}))
            .await;
        minh.does("contentWithdraw", &one, json!({ "reason": "Sai." }))
            .await;
        let revised = hoa
            .does("contentRevise", &now(&hoa, &two).await, json!({}))
            .await;
        let query = "query ($id: ID!) { desk { item(id: $id) { working { agency { name } } } } }";
        let shown = hoa.ask_with(query, json!({ "id": revised.id })).await;
        assert_eq!(
            shown["desk"]["item"]["working"]["agency"]["name"],
            "so-y-te mới"
        );
        let changes = json!({ "title": "Hai, đã sửa", "changeNote": "Sửa." });
        let live = published(&hoa, &minh, &hoa.save(&revised, changes).await).await;
        assert_eq!(speaks(&minh, &live).await, "so-y-te mới");
    })
    .await;
}

#[tokio::test]
async fn what_others_write_in_the_name_of_an_agency_that_ends_follows_it() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let lan = province
            .colleague("Lan", &[(BoardHead, "so-tu-phap")])
            .await;
        let other = province.agency("so-noi-vu").await;
        let item = ready(&hoa, "Tin chung", HERE).await;
        let item = hoa.save(&item, json!({ "agency": other })).await;
        let sent = submitted(&hoa, &item).await;
        let shown = lan
            .act(
                "previewCreate",
                json!({ "id": sent.id, "expectedVersion": sent.version }),
                "token",
            )
            .await;
        assert!(shown["token"].is_string(), "{shown}");
        let approved = lan
            .does("contentApprove", &now(&lan, &sent).await, json!({}))
            .await;
        let soon = json!({ "publishAt": moment(province.clock().now() + TimeDelta::minutes(1)) });
        let planned = lan.does("contentSchedule", &approved, soon).await;
        let done = renamed(province, "so-noi-vu").await;
        assert_eq!(count(&done["report"], "WORKING_COPIES"), 1);
        province.advance(TimeDelta::minutes(2));
        assert_eq!(fire(province).await, 1);
        assert_eq!(speaks(&lan, &planned).await, "so-noi-vu mới");
    })
    .await;
}

#[tokio::test]
async fn nothing_appears_in_the_name_of_an_agency_that_has_ended() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let lan = province.colleague("Lan", &[(BoardHead, "so-tu-phap")]).await;
        let host = province.agency("so-noi-vu").await;
        let item = hoa.begin("DIALOGUE", "Đối thoại", HERE).await;
        let item = hoa.save(&item, json!({ "section": "doi-thoai-chinh-sach" })).await;
        let details = json!({ "dialogue": { "form": "POLICY_DIALOGUE", "hosts": [host], "opensAt": "2026-12-01T00:00:00Z" } });
        let item = hoa.save(&item, json!({ "details": details })).await;
        renamed(province, "so-noi-vu").await;
        let faults = "query ($id: ID!) { desk { item(id: $id) { working { faults { path } } } } }";
        let data = lan.ask_with(faults, json!({ "id": item.id })).await;
        let faults = data["desk"]["item"]["working"]["faults"].as_array().expect("faults");
        let host = json!({ "path": ["details", "hosts", "0"] });
        assert!(faults.contains(&host), "{faults:?}");
    })
    .await;
}

#[tokio::test]
async fn a_correction_stays_where_a_reorganisation_moved_the_item() {
    for_both(async |province| {
        let quan = [(Administrator, "ubnd-tinh")];
        let quan = province.colleague("Quân", &quan).await;
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let lan = province.colleague("Lan", &[(BoardHead, "so-tu-phap")]).await;
        let item = ready(&hoa, "Tin", HERE).await;
        let item = hoa.save(&item, json!({ "path": "/so-cu/tin" })).await;
        let live = published(&hoa, &lan, &item).await;
        let input = json!({ "kind": "RENAME", "on": TODAY, "legalBasis": "Quyết định số 15/2026/QĐ-UBND",
            "agencies": [agency_on(province, HERE, EVE).await], "memberships": "FOLLOW",
            "rename": { "name": "Sở mới", "shortName": "Sở mới" },
            "pathMoves": [{ "from": "/so-cu", "to": "/so-moi" }] });
        decided(&quan, &input).await;
        let revised = hoa.does("contentRevise", &now(&hoa, &live).await, json!({})).await;
        let changes = json!({ "title": "Tin, đã sửa", "changeNote": "Sửa." });
        published(&hoa, &lan, &hoa.save(&revised, changes).await).await;
        let found = province.ask("{ resource(path: \"/so-moi/tin\") { ... on Content { title } } }").await;
        assert_eq!(found["resource"]["title"], "Tin, đã sửa");
    })
    .await;
}
