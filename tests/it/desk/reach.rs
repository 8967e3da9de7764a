//! How far a decision reaches: what appears with it needs a right of its own.

use chrono::TimeDelta;
use entity::value::AccountRole::{self, BoardHead, BoardMember, Contributor, Publisher};
use nguonluat::domain::desk::fire_due;
use serde_json::{Value, json};

use super::lists::titles;
use super::story::moment;
use crate::support::client::Request;
use crate::support::desk::Colleague;
use crate::support::drafts::{published, ready, submitted};
use crate::support::province::{Province, for_both};

/// Where a delegated publisher publishes news.
pub const HERE: &str = "so-y-te";

/// A contributor and a publisher there, and somebody of the board.
pub async fn people(
    province: &Province,
    board: AccountRole,
) -> (Colleague<'_>, Colleague<'_>, Colleague<'_>) {
    (
        province.colleague("Hoa", &[(Contributor, HERE)]).await,
        province.colleague("Minh", &[(Publisher, HERE)]).await,
        province.colleague("Lan", &[(board, "so-tu-phap")]).await,
    )
}

#[tokio::test]
async fn who_publishes_news_of_an_agency_signs_for_no_other_and_says_no_law() {
    for_both(async |province| {
        let (hoa, minh, lan) = people(province, BoardMember).await;
        let other = province.agency("so-tu-phap").await;
        let signed = ready(&hoa, "Tin ký tên khác", HERE).await;
        let signed = hoa.save(&signed, json!({ "agency": other })).await;
        let sent = submitted(&hoa, &signed).await;
        assert_eq!(minh.may_not("contentApprove", &sent, json!({})).await, ["FORBIDDEN"]);
        lan.does("contentApprove", &sent, json!({})).await;

        let law = hoa.begin("LEGAL_DOCUMENT", "Nghị định giả", HERE).await;
        let details = json!({ "legalDocument": { "number": "1/2026/NĐ-CP", "documentType": "nghi-dinh",
            "issuers": [{ "code": "chinh-phu" }], "issuedOn": "2026-01-02", "text": "Điều 1. Bãi bỏ" } });
        let changes = json!({ "summary": "Tóm tắt.", "author": "Hoa", "details": details });
        let sent = submitted(&hoa, &hoa.save(&law, changes).await).await;
        assert_eq!(minh.may_not("contentApprove", &sent, json!({})).await, ["FORBIDDEN"]);
        lan.does("contentApprove", &sent, json!({})).await;

        let own = submitted(&hoa, &ready(&hoa, "Tin của mình", HERE).await).await;
        let approved = minh.does("contentApprove", &own, json!({})).await;
        minh.does("contentPublish", &approved, json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn what_the_board_let_appear_elsewhere_is_not_replaced_without_it() {
    for_both(async |province| {
        let (hoa, minh, lan) = people(province, BoardMember).await;
        let notice = ready(&hoa, "Thông báo", HERE).await;
        let notice = hoa
            .save(&notice, json!({ "section": "thong-bao-giay-moi" }))
            .await;
        let live = published(&hoa, &lan, &notice).await;
        let revised = hoa.does("contentRevise", &live, json!({})).await;
        let changes =
            json!({ "section": "tin-tuc-su-kien", "title": "Khác", "changeNote": "Sửa." });
        let sent = submitted(&hoa, &hoa.save(&revised, changes).await).await;
        assert_eq!(
            minh.may_not("contentApprove", &sent, json!({})).await,
            ["FORBIDDEN"]
        );
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        let soon = json!({ "publishAt": moment(province.clock().now() + TimeDelta::hours(1)) });
        assert_eq!(
            minh.may_not("contentSchedule", &approved, soon).await,
            ["FORBIDDEN"]
        );
        assert_eq!(
            minh.may_not("contentPublish", &approved, json!({})).await,
            ["FORBIDDEN"]
        );
        lan.does("contentPublish", &approved, json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn a_translation_that_nobody_read_gives_its_language_back_and_the_original_has_a_say() {
    for_both(async |province| {
        let (hoa, minh, lan) = people(province, BoardMember).await;
        let original = ready(&lan, "Bản gốc", "so-tu-phap").await;
        let head = province.colleague("Dũng", &[(BoardHead, "so-tu-phap")]).await;
        let live = published(&lan, &head, &original).await;
        let agency = province.agency(HERE).await;
        let input = json!({ "kind": "ARTICLE", "title": "Bản dịch", "section": "tin-tuc-su-kien", "agency": agency,
            "language": "en", "translationOf": live.item["id"] });
        let begun = hoa.done("contentCreate", input.clone()).await;
        let taken = hoa.attempt("contentCreate", input.clone()).await;
        assert_eq!(taken["errors"][0]["path"], json!(["language"]));
        hoa.does("contentDiscard", &begun, json!({})).await;
        let again = hoa.done("contentCreate", input).await;
        let changes = json!({ "summary": "Summary.", "author": "Hoa", "body": { "text": "Text." } });
        let sent = submitted(&hoa, &hoa.save(&again, changes).await).await;
        assert_eq!(minh.may_not("contentApprove", &sent, json!({})).await, ["FORBIDDEN"]);
        lan.does("contentApprove", &sent, json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn another_section_is_no_way_round_its_rules() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardMember).await;
        let live = published(&hoa, &lan, &ready(&hoa, "Tin", HERE).await).await;
        let books = json!({ "section": "tu-sach-phap-luat" });
        assert_eq!(
            lan.may_not("contentChangeSection", &live, books).await,
            ["NOT_ENDORSED"]
        );
    })
    .await;
}

#[tokio::test]
async fn a_plan_takes_the_place_of_the_one_before_and_none_is_for_another_age() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardMember).await;
        let sent = submitted(&hoa, &ready(&hoa, "Tin hẹn giờ", HERE).await).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        for far in ["9999-12-31T23:59:59Z", "2037-01-01T00:00:00Z"] {
            let plan = json!({ "publishAt": far });
            assert_eq!(lan.may_not("contentSchedule", &approved, plan).await, ["INVALID"], "{far}");
        }
        let at = |hours| moment(province.clock().now() + TimeDelta::hours(hours));
        let both = json!({ "publishAt": at(1), "withdrawAt": at(2), "withdrawReason": "Hết hạn." });
        let planned = lan.does("contentSchedule", &approved, both).await;
        let later = lan.does("contentSchedule", &planned, json!({ "publishAt": at(3) })).await;
        let plans = later.item["working"]["schedule"].as_array().expect("plans");
        assert_eq!(plans.iter().map(|plan| &plan["kind"]).collect::<Vec<_>>(), ["PUBLISH"]);
        province.advance(TimeDelta::hours(4));
        let fired = fire_due(province.database(), &province.clock()).await;
        assert_eq!(fired.expect("the schedule"), 1);
        for moment in ["2027-01-01T00:00:60Z", "9999-12-31T23:59:59-12:00"] {
            let query = "query ($at: DateTime!) { contents(filter: { publishedFrom: $at }) { totalCount } }";
            let body = json!({ "query": query, "variables": { "at": moment } });
            let accept = "application/graphql-response+json";
            let request = Request::graphql(&body).header("accept", accept);
            let reply = province.send(request).await;
            assert!(reply.json()["errors"].is_array(), "{moment}: {}", reply.text());
        }
    })
    .await;
}

#[tokio::test]
async fn what_was_moved_and_withdrawn_is_taken_up_again_and_leads_only_to_paths() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardMember).await;
        let live = published(&hoa, &lan, &ready(&hoa, "Tin chuyển", HERE).await).await;
        let revised = hoa.does("contentRevise", &live, json!({})).await;
        let moved = lan
            .does(
                "contentChangeSection",
                &revised,
                json!({ "section": "hoat-dong" }),
            )
            .await;
        let saved = hoa
            .save(
                &moved,
                json!({ "title": "Tin đã chuyển", "changeNote": "Sửa." }),
            )
            .await;
        let live = published(&hoa, &lan, &saved).await;
        let withdrawn = lan
            .does("contentWithdraw", &live, json!({ "reason": "Sai." }))
            .await;
        for path in [
            "//evil.example/x",
            "/\\evil.example",
            "/a\r\nSet-Cookie: x",
            &format!("/{}", "a".repeat(9000)),
        ] {
            let to = json!({ "to": { "path": path } });
            assert_eq!(
                lan.may_not("contentRedirect", &withdrawn, to).await,
                ["INVALID"],
                "{path}"
            );
        }
        let again = hoa.does("contentRevise", &withdrawn, json!({})).await;
        assert_eq!(again.item["working"]["draft"]["title"], "Tin đã chuyển");
    })
    .await;
}

#[tokio::test]
async fn a_preview_ends_with_the_role_of_whoever_made_it() {
    for_both(async |province| {
        let (hoa, _, _) = people(province, BoardMember).await;
        let draft = ready(&hoa, "Tin mật", HERE).await;
        let draft = hoa.save(&draft, json!({ "path": "/tin/mat" })).await;
        let input = json!({ "id": draft.id, "expectedVersion": draft.version });
        let made = hoa.act("previewCreate", input, "token").await;
        let token = made["token"].as_str().expect("a token").to_owned();
        let look = async || {
            let body = json!({ "query": "{ resource(path: \"/tin/mat\") { __typename } }" });
            let request = Request::graphql(&body).header("x-nguonluat-preview", &token);
            province.send(request).await
        };
        assert_eq!(
            look().await.json()["data"]["resource"]["__typename"],
            "Article"
        );
        province
            .write("UPDATE membership SET valid_to = '2026-11-01', valid_from = '2026-10-01'")
            .await;
        let shown = look().await;
        assert_eq!(shown.status, 401, "{}", shown.text());
        assert_ne!(shown.json()["errors"], Value::Null);
    })
    .await;
}

#[tokio::test]
async fn nobody_is_offered_what_they_may_not_decide_nor_takes_away_what_another_began() {
    for_both(async |province| {
        let (hoa, minh, lan) = people(province, BoardMember).await;
        let law = hoa.begin("LEGAL_DOCUMENT", "Nghị định", HERE).await;
        let details = json!({ "legalDocument": { "number": "2/2026/NĐ-CP", "documentType": "nghi-dinh",
            "issuers": [{ "code": "chinh-phu" }], "issuedOn": "2026-01-02", "text": "Điều 1. Bãi bỏ" } });
        let changes = json!({ "summary": "Tóm tắt.", "author": "Hoa", "details": details });
        let law = submitted(&hoa, &hoa.save(&law, changes).await).await;
        submitted(&hoa, &ready(&hoa, "Tin của Hoa", HERE).await).await;
        for (who, offered) in [(&minh, vec!["Tin của Hoa"]), (&lan, vec!["Tin của Hoa", "Nghị định"])] {
            let mut board = titles(who, "board").await.0;
            board.sort_by(|one, other| other.cmp(one));
            assert_eq!(board, offered);
            assert_eq!(titles(who, "queue").await.0, offered);
            let query = "query ($id: ID!) { desk { item(id: $id) { actions } } }";
            let seen = who.ask_with(query, json!({ "id": law.id })).await;
            let actions = seen["desk"]["item"]["actions"].as_array().expect("actions");
            assert_eq!(actions.contains(&json!("content.approve")), offered.len() == 2);
        }

        let colleague = province.colleague("Tú", &[(Contributor, HERE)]).await;
        let draft = ready(&hoa, "Bài của Hoa", HERE).await;
        let draft = colleague.save(&draft, json!({ "summary": "Tú viết thêm." })).await;
        let refused = colleague.may_not("contentDiscard", &draft, json!({})).await;
        assert_eq!(refused, ["FORBIDDEN"]);
        hoa.does("contentDiscard", &draft, json!({})).await;
    })
    .await;
}

#[tokio::test]
async fn nothing_is_planned_for_a_path_that_another_content_has_taken_since() {
    for_both(async |province| {
        let (hoa, _, lan) = people(province, BoardMember).await;
        let path = json!({ "path": "/tin/chung" });
        let late = hoa
            .save(&ready(&hoa, "Tin sau", HERE).await, path.clone())
            .await;
        let late = lan
            .does("contentApprove", &submitted(&hoa, &late).await, json!({}))
            .await;
        let first = hoa.save(&ready(&hoa, "Tin trước", HERE).await, path).await;
        published(&hoa, &lan, &first).await;
        let soon = json!({ "publishAt": moment(province.clock().now() + TimeDelta::hours(1)) });
        assert_eq!(
            lan.may_not("contentSchedule", &late, soon).await,
            ["INVALID"]
        );
    })
    .await;
}
