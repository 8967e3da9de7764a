//! The whole way of an item: from a district's desk to the public, and back.

use std::time::Duration;

use chrono::{DateTime, SecondsFormat, TimeDelta, Utc};
use entity::value::AccountRole::{AgencyReviewer, BoardHead, BoardMember, Contributor};
use nguonluat::domain::desk::fire_due;
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::desk::desk_id;
use crate::support::drafts::{Seen, confirmed, ready};
use crate::support::province::{Province, for_both};
use crate::support::socket::Socket;

const HERE: &str = "ubnd-xa-bao-lam";
const DISTRICT: &str = "ubnd-huyen-bao-lam";

/// From the stories' day to one when there were districts still: the 18th of June 2025.
const BACK: TimeDelta = TimeDelta::days(-521);

/// What a listener of the section hears next.
async fn hears(listener: &mut Socket, change: &str, title: &Value) {
    let data = listener.data("1").await;
    let told = &data["contentChanged"];
    assert_eq!(
        (&told["change"], &told["content"]["title"]),
        (&json!(change), title),
        "{told}"
    );
}

async fn hears_nothing(listener: &mut Socket) {
    assert!(listener.is_silent(Duration::from_millis(600)).await);
}

/// What the public sees of the items with a title.
async fn listed(province: &Province, title: &str) -> Vec<Value> {
    let query = "{ contents(first: 100, filter: { sections: [\"tin-tuc-su-kien\", \"thong-bao-giay-moi\"] }) { nodes { id title path publishedAt } } }";
    let data = province.ask(query).await;
    let nodes = data["contents"]["nodes"].as_array().expect("nodes").iter();
    nodes
        .filter(|node| node["title"] == title)
        .cloned()
        .collect()
}

async fn total(province: &Province) -> Value {
    province.ask("{ contents { totalCount } }").await["contents"]["totalCount"].take()
}

/// What a reader meets at a path.
pub async fn at(province: &Province, path: &str) -> Value {
    let query = "query ($path: String!) { resource(path: $path) { __typename ... on Content { title } \
        ... on Withdrawn { title reason } ... on Redirect { target } } }";
    province.ask_with(query, json!({ "path": path })).await["resource"].take()
}

/// A moment as inputs take it.
pub fn moment(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Secs, true)
}

/// Does what is due; gives how much was done.
pub async fn fire(province: &Province) -> usize {
    let fired = fire_due(province.database(), &province.clock()).await;
    fired.expect("the schedule")
}

#[tokio::test]
async fn a_district_drafts_the_board_returns_approves_and_schedules_and_the_public_reads_it_at_that_second()
 {
    for_both(async |province| {
        province.advance(BACK);
        let hoa = province.colleague("Hoa", &[(Contributor, DISTRICT)]).await;
        let minh = province.colleague("Minh", &[(AgencyReviewer, DISTRICT)]).await;
        let lan = province.colleague("Lan", &[(BoardMember, "so-tu-phap")]).await;
        let before = total(province).await;
        let mut listener = Socket::begin(province.address(), Value::Null).await;
        let query = "subscription { contentChanged(filter: { sections: [\"tin-tuc-su-kien\"] }) \
            { change path content { title } } }";
        listener.subscribe("1", query).await;
        let title = "Bảo Lâm tuyên truyền pháp luật";

        let begun = hoa.begin("ARTICLE", title, DISTRICT).await;
        let unsure = json!({ "confirmations": { "noStateSecret": true, "noPrivateLife": true, "noIdentifiableChild": false } });
        assert_eq!(hoa.may_not("contentSubmit", &begun, unsure).await, ["NOT_CONFIRMED"]);
        let faults = hoa.may_not("contentSubmit", &begun, confirmed()).await;
        assert_eq!(faults, ["MISSING", "MISSING", "MISSING"], "the author, the summary and the body");
        let changes = json!({ "summary": "Tóm tắt.", "author": "Nông Thị Hoa", "body": { "text": "Nội dung." } });
        let saved = hoa.save(&begun, changes).await;
        let sent = hoa.does("contentSubmit", &saved, confirmed()).await;
        let working = &sent.item["working"];
        assert_eq!(working["state"], "SUBMITTED");
        assert_eq!(working["confirmations"][0]["by"]["name"], "Hoa");
        assert_eq!(hoa.may_not("contentSave", &sent, json!({ "changes": { "title": "Khác" } })).await, ["WRONG_STATE"]);
        assert_eq!(minh.may_not("contentApprove", &sent, json!({})).await, ["FORBIDDEN"]);

        assert_eq!(lan.may_not("contentReturn", &sent, json!({ "remarks": [] })).await, ["MISSING"]);
        let remark = json!({ "remarks": [{ "text": "Thêm địa điểm.", "place": "summary" }] });
        let returned = lan.does("contentReturn", &sent, remark).await;
        let working = &returned.item["working"];
        assert_eq!(working["state"], "RETURNED");
        let remarks = json!([{ "id": working["remarks"][0]["id"], "kind": "RETURN", "text": "Thêm địa điểm.",
            "place": "summary", "author": { "name": "Lan" }, "resolvedBy": null }]);
        assert_eq!(working["remarks"], remarks);

        let saved = hoa.save(&returned, json!({ "summary": "Tại xã Bảo Lâm." })).await;
        let resolved = hoa.does("remarkResolve", &saved, json!({ "remark": remarks[0]["id"] })).await;
        assert_eq!(resolved.item["working"]["remarks"][0]["resolvedBy"]["name"], "Hoa");
        assert_eq!(hoa.may_not("remarkResolve", &resolved, json!({ "remark": remarks[0]["id"] })).await, ["NOT_FOUND"]);
        let sent = hoa.does("contentSubmit", &resolved, confirmed()).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        assert_eq!(approved.item["working"]["decidedBy"]["name"], "Lan");

        let planned = province.clock().now() + TimeDelta::hours(1);
        let past = json!({ "publishAt": moment(province.clock().now() - TimeDelta::seconds(1)) });
        assert_eq!(lan.may_not("contentSchedule", &approved, past).await, ["INVALID"]);
        let scheduled = lan.does("contentSchedule", &approved, json!({ "publishAt": moment(planned) })).await;
        assert_eq!(scheduled.item["working"]["state"], "SCHEDULED");
        assert_eq!(scheduled.item["working"]["schedule"], json!([{ "kind": "PUBLISH", "at": moment(planned), "reason": null, "failure": null }]));

        let to_second = planned - province.clock().now();
        province.advance(to_second - TimeDelta::seconds(2));
        assert_eq!(fire(province).await, 0);
        assert!(listed(province, title).await.is_empty());
        assert_eq!(total(province).await, before);
        hears_nothing(&mut listener).await;
        province.advance(TimeDelta::seconds(2));
        assert_eq!(fire(province).await, 1);
        assert_eq!(fire(province).await, 0, "once");
        hears(&mut listener, "PUBLISHED", &json!(title)).await;
        let nodes = listed(province, title).await;
        assert_eq!(nodes.len(), 1);
        assert_eq!(nodes[0]["publishedAt"], moment(planned));
        assert_eq!(total(province).await, json!(before.as_i64().expect("a count") + 1));
        let path = nodes[0]["path"].as_str().expect("a path").to_owned();
        assert_eq!(at(province, &path).await, json!({ "__typename": "Article", "title": title }));

        let lan = lan.renewed().await;
        let hoa = hoa.renewed().await;
        let live = lan.item(scheduled.id.as_str()).await;
        let seen = Seen { id: scheduled.id.clone(), version: live["version"].as_i64().expect("a version"), item: live };
        let revised = hoa.does("contentRevise", &seen, json!({})).await;
        let better = "Bảo Lâm tuyên truyền pháp luật (đã sửa)";
        let saved = hoa.save(&revised, json!({ "title": better })).await;
        assert_eq!(hoa.may_not("contentSubmit", &saved, confirmed()).await, ["MISSING"], "what changed");
        let saved = hoa.save(&saved, json!({ "changeNote": "Sửa tiêu đề." })).await;
        let sent = hoa.does("contentSubmit", &saved, confirmed()).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        assert_eq!(at(province, &path).await["title"], title, "until it appears");
        hears_nothing(&mut listener).await;
        let published = lan.does("contentPublish", &approved, json!({})).await;
        assert_eq!(published.item["live"]["title"], better);
        assert_eq!(published.item["working"], Value::Null);
        assert_eq!(at(province, &path).await["title"], better);
        assert!(listed(province, title).await.is_empty());
        hears(&mut listener, "PUBLISHED", &json!(better)).await;

        let withdrawn = lan.does("contentWithdraw", &published, json!({ "reason": "Nội dung chưa chính xác." })).await;
        assert_eq!(withdrawn.item["live"], Value::Null);
        let notice = json!({ "__typename": "Withdrawn", "title": better, "reason": "Nội dung chưa chính xác." });
        assert_eq!(at(province, &path).await, notice);
        assert_eq!(total(province).await, before);
        hears(&mut listener, "WITHDRAWN", &Value::Null).await;

        let editions = lan.item(&withdrawn.id).await["editions"].clone();
        assert_eq!(editions, json!({ "totalCount": 2, "nodes": [
            { "number": 2, "state": "WITHDRAWN" }, { "number": 1, "state": "SUPERSEDED" }] }));
        let acts = province.number("SELECT count(*) FROM audit WHERE version IS NOT NULL AND action LIKE 'content.%'").await;
        assert_eq!(acts, withdrawn.version, "an act a version");
    })
    .await;
}

#[tokio::test]
async fn what_was_withdrawn_comes_back_leads_elsewhere_or_is_gone() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let head = province
            .colleague("Dũng", &[(BoardHead, "so-tu-phap")])
            .await;
        let publish = async |title: &str| {
            let sent = hoa
                .does(
                    "contentSubmit",
                    &ready(&hoa, title, HERE).await,
                    confirmed(),
                )
                .await;
            let approved = head.does("contentApprove", &sent, json!({})).await;
            head.does("contentPublish", &approved, json!({})).await
        };
        let one = publish("Tin một").await;
        let two = publish("Tin hai").await;
        let path = async |title: &str| {
            let nodes = listed(province, title).await;
            nodes[0]["path"].as_str().expect("a path").to_owned()
        };
        let (here, there) = (path("Tin một").await, path("Tin hai").await);
        let itself = json!({ "to": { "content": one.id } });
        assert_eq!(
            head.may_not("contentRedirect", &one, itself).await,
            ["INVALID"]
        );
        let led = head
            .does(
                "contentRedirect",
                &one,
                json!({ "to": { "content": two.id } }),
            )
            .await;
        assert_eq!(
            at(province, &here).await,
            json!({ "__typename": "Redirect", "target": there })
        );
        assert!(listed(province, "Tin một").await.is_empty());
        let led = head
            .does(
                "contentRedirect",
                &led,
                json!({ "to": { "path": "/gioi-thieu" } }),
            )
            .await;
        assert_eq!(
            at(province, &here).await,
            json!({ "__typename": "Redirect", "target": "/gioi-thieu" })
        );

        let revised = hoa.does("contentRevise", &led, json!({})).await;
        let saved = hoa
            .save(&revised, json!({ "changeNote": "Đăng lại.", "path": here }))
            .await;
        let sent = hoa.does("contentSubmit", &saved, confirmed()).await;
        let approved = head.does("contentApprove", &sent, json!({})).await;
        let back = head.does("contentPublish", &approved, json!({})).await;
        assert_eq!(at(province, &here).await["title"], "Tin một");
        head.does("contentGone", &back, json!({})).await;
        assert_eq!(at(province, &here).await["__typename"], "Gone");
    })
    .await;
}

#[tokio::test]
async fn what_is_planned_is_given_up_changed_and_fails_with_a_word() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let lan = province.colleague("Lan", &[(BoardMember, "so-tu-phap")]).await;
        let sent = hoa.does("contentSubmit", &ready(&hoa, "Tin hẹn giờ", HERE).await, confirmed()).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        let in_minutes = |minutes| moment(province.clock().now() + TimeDelta::minutes(minutes));
        let plan = json!({ "publishAt": in_minutes(5), "withdrawAt": in_minutes(9) });
        assert_eq!(lan.may_not("contentSchedule", &approved, plan).await, ["MISSING"], "a reason");
        let plan = json!({ "publishAt": in_minutes(5), "withdrawAt": in_minutes(9), "withdrawReason": "Hết hạn." });
        let planned = lan.does("contentSchedule", &approved, plan).await;
        assert_eq!(planned.item["working"]["schedule"].as_array().map(Vec::len), Some(2));
        let given_up = lan.does("contentUnschedule", &planned, json!({})).await;
        assert_eq!(given_up.item["working"]["state"], "APPROVED");
        assert_eq!(given_up.item["working"]["schedule"], json!([]));
        province.advance(TimeDelta::minutes(6));
        assert_eq!(fire(province).await, 0);

        let in_minutes = |minutes| moment(province.clock().now() + TimeDelta::minutes(minutes));
        let plan = json!({ "publishAt": in_minutes(5), "withdrawAt": in_minutes(9), "withdrawReason": "Hết hạn." });
        lan.does("contentSchedule", &given_up, plan).await;
        province.advance(TimeDelta::minutes(20));
        assert_eq!(fire(province).await, 2, "late, both in their order");
        assert!(listed(province, "Tin hẹn giờ").await.is_empty());
        let notices = province.number("SELECT count(*) FROM path WHERE outcome = 'withdrawn' AND reason = 'Hết hạn.'").await;
        assert_eq!(notices, 1);
    })
    .await;
}

#[tokio::test]
async fn what_is_assigned_waits_for_its_assignee_until_it_appears() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let ba = province.colleague("Ba", &[(Contributor, HERE)]).await;
        let lan = province.colleague("Lan", &[(BoardMember, "so-tu-phap")]).await;
        let waits = async || {
            let data = ba.ask("{ desk { queue { totalCount nodes { id } } } }").await;
            data["desk"]["queue"]["totalCount"].clone()
        };
        let nobody = json!({ "assignee": desk_id('A', Uuid::new_v4()) });
        let begun = ready(&hoa, "Tin được giao", HERE).await;
        assert_eq!(lan.may_not("contentAssign", &begun, nobody).await, ["INVALID"]);
        let to_ba = json!({ "assignee": desk_id('A', ba.access.account), "dueOn": "2026-11-30", "note": "Viết tiếp." });
        let assigned = lan.does("contentAssign", &begun, to_ba.clone()).await;
        let assignment = json!({ "assignee": { "name": "Ba" }, "dueOn": "2026-11-30", "note": "Viết tiếp." });
        assert_eq!(assigned.item["working"]["assignment"], assignment);
        assert_eq!(waits().await, 1);
        let taken = lan.does("contentAssign", &assigned, json!({})).await;
        assert_eq!(taken.item["working"]["assignment"], Value::Null);
        assert_eq!(waits().await, 0);
        let assigned = lan.does("contentAssign", &taken, to_ba).await;
        let sent = ba.does("contentSubmit", &assigned, confirmed()).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        lan.does("contentPublish", &approved, json!({})).await;
        assert_eq!(waits().await, 0);
    })
    .await;
}

#[tokio::test]
async fn who_wrote_it_does_not_approve_it_and_the_bookshelf_asks_for_the_head_of_the_agency() {
    for_both(async |province| {
        let head = province
            .colleague("Dũng", &[(BoardHead, "so-tu-phap")])
            .await;
        let lan = province
            .colleague("Lan", &[(BoardMember, "so-tu-phap")])
            .await;
        let minh = province.colleague("Minh", &[(AgencyReviewer, HERE)]).await;
        let own = head
            .does(
                "contentSubmit",
                &ready(&head, "Tin của trưởng ban", HERE).await,
                confirmed(),
            )
            .await;
        assert_eq!(
            head.may_not("contentApprove", &own, json!({})).await,
            ["SAME_PERSON"]
        );
        lan.does("contentApprove", &own, json!({})).await;

        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let begun = ready(&hoa, "Sách pháp luật", HERE).await;
        let moved = hoa
            .save(&begun, json!({ "section": "tu-sach-phap-luat" }))
            .await;
        let sent = hoa.does("contentSubmit", &moved, confirmed()).await;
        assert_eq!(
            lan.may_not("contentApprove", &sent, json!({})).await,
            ["NOT_ENDORSED"]
        );
        let endorsed = minh.does("contentEndorse", &sent, json!({})).await;
        assert_eq!(endorsed.item["working"]["endorsedBy"]["name"], "Minh");
        let recalled = hoa.does("contentRecall", &endorsed, json!({})).await;
        assert_eq!(recalled.item["working"]["endorsedBy"], Value::Null);
        let sent = hoa.does("contentSubmit", &recalled, confirmed()).await;
        let endorsed = minh.does("contentEndorse", &sent, json!({})).await;
        lan.does("contentApprove", &endorsed, json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn a_section_and_a_desk_are_changed_without_a_new_path() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let head = province.colleague("Dũng", &[(BoardHead, "so-tu-phap")]).await;
        let sent = hoa.does("contentSubmit", &ready(&hoa, "Tin chuyển mục", HERE).await, confirmed()).await;
        let approved = head.does("contentApprove", &sent, json!({})).await;
        let live = head.does("contentPublish", &approved, json!({})).await;
        let before = listed(province, "Tin chuyển mục").await;
        let live = head.does("contentChangeSection", &live, json!({ "section": "hoat-dong" })).await;
        let revised = hoa.does("contentRevise", &live, json!({})).await;
        let moved = head.does("contentChangeSection", &revised, json!({ "section": "thong-bao-giay-moi" })).await;
        assert_eq!(moved.item["working"]["draft"]["section"]["code"], "thong-bao-giay-moi");
        assert_eq!(moved.item["working"]["draft"]["body"]["text"], "Nội dung.", "as it was typed");
        assert_eq!(moved.item["baseChanged"], false);
        let after = listed(province, "Tin chuyển mục").await;
        assert_eq!(after[0]["path"], before[0]["path"]);
        let query = "{ contents(filter: { sections: [\"thong-bao-giay-moi\"] }, first: 100) { nodes { title } } }";
        let nodes = province.ask(query).await["contents"]["nodes"].take();
        assert!(nodes.as_array().expect("nodes").contains(&json!({ "title": "Tin chuyển mục" })));

        let agency = province.agency("so-noi-vu").await;
        let given = head.does("contentTransfer", &moved, json!({ "agency": agency })).await;
        assert_eq!(given.item["custody"]["code"], "so-noi-vu");
        assert_eq!(hoa.may_not("contentSave", &given, json!({ "changes": { "title": "Khác" } })).await, ["NOT_FOUND"]);
    })
    .await;
}
