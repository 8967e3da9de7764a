//! Taking back what others decided, and what comes with an item.

use chrono::TimeDelta;
use entity::value::AccountRole::{BoardHead, BoardMember, Contributor};
use serde_json::json;

use super::reach::{HERE, people};
use super::story::{fire, moment};
use crate::support::drafts::{published, ready, submitted};
use crate::support::files::photograph;
use crate::support::province::for_both;

#[tokio::test]
async fn whoever_may_not_let_it_appear_does_not_stop_it_either() {
    for_both(async |province| {
        let (hoa, minh, lan) = people(province, BoardMember).await;
        let other = province.agency("so-tu-phap").await;
        let item = ready(&hoa, "Tin của Sở Tư pháp", HERE).await;
        let sent = submitted(&hoa, &hoa.save(&item, json!({ "agency": other })).await).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        let remarks = json!({ "remarks": [{ "text": "Không." }] });
        let refused = minh
            .may_not("contentReturn", &approved, remarks.clone())
            .await;
        assert_eq!(refused, ["FORBIDDEN"]);
        let soon = json!({ "publishAt": moment(province.clock().now() + TimeDelta::hours(1)) });
        let planned = lan.does("contentSchedule", &approved, soon).await;
        let refused = minh.may_not("contentUnschedule", &planned, json!({})).await;
        assert_eq!(refused, ["FORBIDDEN"]);
        lan.does("contentReturn", &planned, remarks).await;
    })
    .await;
}

#[tokio::test]
async fn a_planned_withdrawal_stops_the_correction_too() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardMember).await;
        let live = published(&hoa, &lan, &ready(&hoa, "Bản một", HERE).await).await;
        let revised = hoa.does("contentRevise", &live, json!({})).await;
        let changes = json!({ "title": "Bản hai", "changeNote": "Sửa." });
        let sent = submitted(&hoa, &hoa.save(&revised, changes).await).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        let at = |hours| moment(province.clock().now() + TimeDelta::hours(hours));
        let planned = lan
            .does("contentSchedule", &approved, json!({ "publishAt": at(2) }))
            .await;
        let end = json!({ "withdrawAt": at(1), "withdrawReason": "Sai sự thật." });
        let planned = lan.does("contentSchedule", &planned, end).await;
        province.advance(TimeDelta::hours(3));
        assert_eq!(fire(province).await, 1);
        let lan = lan.renewed().await;
        let item = lan.item(&planned.id).await;
        assert_eq!(item["working"]["state"], "APPROVED");
    })
    .await;
}

#[tokio::test]
async fn a_withdrawal_leaves_the_boards_plan_in_another_section_alone() {
    for_both(async |province| {
        let (hoa, minh, lan) = people(province, BoardMember).await;
        let live = published(&hoa, &lan, &ready(&hoa, "Tin", HERE).await).await;
        let revised = hoa.does("contentRevise", &live, json!({})).await;
        let changes = json!({ "section": "thong-bao-giay-moi", "changeNote": "Chuyển." });
        let sent = submitted(&hoa, &hoa.save(&revised, changes).await).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        let soon = json!({ "publishAt": moment(province.clock().now() + TimeDelta::hours(1)) });
        let planned = lan.does("contentSchedule", &approved, soon).await;
        let reason = json!({ "reason": "Sai." });
        let refused = minh
            .may_not("contentWithdraw", &planned, reason.clone())
            .await;
        assert_eq!(refused, ["FORBIDDEN"]);
        lan.does("contentWithdraw", &planned, reason).await;
    })
    .await;
}

#[tokio::test]
async fn what_a_plan_lacks_is_named() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardMember).await;
        let sent = submitted(&hoa, &ready(&hoa, "Tin", HERE).await).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        let at = |hours| moment(province.clock().now() + TimeDelta::hours(hours));
        for (plan, path) in [
            (
                json!({ "withdrawAt": at(1), "withdrawReason": "Hết hạn." }),
                "publishAt",
            ),
            (
                json!({ "publishAt": at(1), "withdrawReason": "Hết hạn." }),
                "withdrawAt",
            ),
            (
                json!({ "publishAt": at(1), "withdrawAt": at(2), "withdrawReason": " " }),
                "withdrawReason",
            ),
        ] {
            let mut input = plan;
            input["id"] = json!(approved.id);
            input["expectedVersion"] = json!(approved.version);
            let refused = lan.attempt("contentSchedule", input).await;
            assert_eq!(refused["errors"][0]["code"], "MISSING", "{refused}");
            assert_eq!(refused["errors"][0]["path"], json!([path]));
        }
    })
    .await;
}

#[tokio::test]
async fn only_whoever_may_say_gone_leads_on_from_there() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardMember).await;
        let head = province
            .colleague("Dũng", &[(BoardHead, "so-tu-phap")])
            .await;
        let live = published(&hoa, &lan, &ready(&hoa, "Tin", HERE).await).await;
        let gone = head.does("contentGone", &live, json!({})).await;
        let to = json!({ "to": { "path": "/chuyen-muc/tin-tuc" } });
        assert_eq!(
            lan.may_not("contentRedirect", &gone, to.clone()).await,
            ["FORBIDDEN"]
        );
        head.does("contentRedirect", &gone, to).await;
    })
    .await;
}

#[tokio::test]
async fn an_items_files_come_with_it() {
    for_both(async |province| {
        let (hoa, _, _) = people(province, BoardMember).await;
        let head = province
            .colleague("Dũng", &[(BoardHead, "so-tu-phap")])
            .await;
        let tam = province
            .colleague("Tâm", &[(Contributor, "so-noi-vu")])
            .await;
        let file = hoa.keeps("anh.jpg", &photograph(320, 240)).await;
        let item = ready(&hoa, "Tin có ảnh", HERE).await;
        let cover = json!({ "sha256": file["sha256"], "alt": "Ảnh" });
        let item = hoa.save(&item, json!({ "cover": cover })).await;
        let other = province.agency("so-noi-vu").await;
        head.does("contentTransfer", &item, json!({ "agency": other }))
            .await;
        let query = "query ($hash: String!) { desk { file(sha256: $hash) { name } } }";
        let found = tam.ask_with(query, json!({ "hash": file["sha256"] })).await;
        assert_eq!(found["desk"]["file"]["name"], "anh.webp", "{found}");
    })
    .await;
}
