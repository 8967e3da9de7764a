//! How a preview ends: by its second, by hand, with its edition, with the account that made it.

use std::sync::atomic::AtomicU64;

use chrono::{SubsecRound, TimeDelta};
use entity::value::AccountRole::{BoardMember, Contributor};
use nguonluat::domain::journal;
use serde_json::{Value, json};

use super::{HERE, after, attempt, look, preview, public_id, see};
use crate::support::drafts::{Seen, confirmed, ready};
use crate::support::province::{Province, for_both};

const NODE: &str = "query ($id: ID!) { node(id: $id) { ... on Content { title } } }";

/// That a token opens nothing, and is not taken for none.
async fn is_refused(province: &Province, token: &str, id: &str) {
    let reply = look(province, token, NODE, json!({ "id": id })).await;
    assert_eq!(
        (reply.status, reply.code().as_str()),
        (401, "PREVIEW_INVALID"),
        "{token}"
    );
    assert!(reply.json().get("data").is_none(), "{}", reply.text());
    let message = reply.message();
    assert!(
        message.contains("đã hết hạn") && message.contains("taken back"),
        "{message}"
    );
    assert_eq!(reply.header("cache-control").as_deref(), Some("no-store"));
    assert_eq!(
        reply.header("www-authenticate").as_deref(),
        Some("Preview realm=\"nguonluat\"")
    );
    assert!(
        token.len() < 20 || !reply.text().contains(token),
        "{}",
        reply.text()
    );
}

/// Rows of bodies of editions that nobody reads.
async fn rehearsed(province: &Province) -> i64 {
    let sql = "SELECT (SELECT count(*) FROM edition_rehearsal) + (SELECT count(*) FROM edition_body \
        JOIN edition ON edition.id = edition_id WHERE state IN ('draft', 'discarded'))";
    province.number(sql).await
}

#[tokio::test]
async fn a_preview_ends_at_its_second() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let item = ready(&hoa, "Tin", HERE).await;
        let id = public_id(&item.id);
        let end = province.clock().now().trunc_subsecs(0) + TimeDelta::minutes(5);
        let until = json!({ "expiresAt": (end + TimeDelta::milliseconds(700)).to_rfc3339() });
        let made = preview(&hoa, &item, until).await;
        let item = after(&item, &made);
        let usual = preview(&hoa, &item, json!({})).await;
        let left = end - province.clock().now();
        province.advance(left - TimeDelta::microseconds(1));
        see(province, &made.token, NODE, json!({ "id": id })).await;
        province.advance(TimeDelta::microseconds(1));
        is_refused(province, &made.token, &id).await;
        see(province, &usual.token, NODE, json!({ "id": id })).await;
        province.advance(TimeDelta::hours(24));
        is_refused(province, &usual.token, &id).await;

        let hoa = hoa.renewed().await;
        for (days, seconds) in [(0, 0), (-1, 0), (7, 2)] {
            let end = province.clock().now() + TimeDelta::days(days) + TimeDelta::seconds(seconds);
            let item = Seen {
                version: usual.version,
                ..item.clone()
            };
            let payload = attempt(&hoa, &item, json!({ "expiresAt": end.to_rfc3339() })).await;
            assert_eq!(
                payload["errors"],
                json!([{ "code": "INVALID", "path": ["expiresAt"] }])
            );
            assert_eq!(
                (&payload["token"], &payload["preview"]),
                (&Value::Null, &Value::Null)
            );
        }
    })
    .await;
}

#[tokio::test]
async fn nothing_else_is_taken_for_a_token() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let item = ready(&hoa, "Tin", HERE).await;
        let id = public_id(&item.id);
        let made = preview(&hoa, &item, json!({})).await;
        let mut wrong = made.token.clone();
        let other = if &wrong[40..41] == "A" { "E" } else { "A" };
        wrong.replace_range(40..41, other);
        for token in [
            wrong.as_str(),
            "",
            "x",
            "nlp_",
            &made.token[4..],
            &made.token[..60],
            &hoa.token,
            "nlp_ậ",
        ] {
            is_refused(province, token, &id).await;
        }
        let twice = super::request(NODE, &json!({ "id": id }), &made.token);
        let twice = twice.header("x-nguonluat-preview", &made.token);
        assert_eq!(province.send(twice).await.status, 401);
        see(province, &made.token, NODE, json!({ "id": id })).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_taken_back_is_dead_with_the_next_request() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let an = province.colleague("An", &[(Contributor, HERE)]).await;
        let lan = province.colleague("Lan", &[(BoardMember, "so-tu-phap")]).await;
        let item = ready(&hoa, "Tin", HERE).await;
        let id = public_id(&item.id);
        let one = preview(&hoa, &item, json!({})).await;
        let item = after(&item, &one);
        let two = preview(&hoa, &item, json!({})).await;
        let item = after(&item, &two);
        let revoke = |made: &super::Made| json!({ "preview": made.id });
        assert_eq!(an.may_not("previewRevoke", &item, revoke(&one)).await, ["FORBIDDEN"]);
        let stale = Seen { version: 1, ..item.clone() };
        assert_eq!(hoa.may_not("previewRevoke", &stale, revoke(&one)).await, ["VERSION_CONFLICT"]);
        let item = hoa.does("previewRevoke", &item, revoke(&one)).await;
        is_refused(province, &one.token, &id).await;
        see(province, &two.token, NODE, json!({ "id": id })).await;
        assert_eq!(hoa.may_not("previewRevoke", &item, revoke(&one)).await, ["FORBIDDEN"]);
        assert_eq!(lan.may_not("previewRevoke", &item, revoke(&one)).await, ["NOT_FOUND"]);

        let query = "query ($id: ID!) { desk { item(id: $id) { working { previews { id createdBy { name }
            createdAt expiresAt revokedBy { name } revokedAt isOpen } } history(first: 3) { nodes { action } } } } }";
        let seen = lan.ask_with(query, json!({ "id": item.id })).await;
        let seen = &seen["desk"]["item"];
        let previews = seen["working"]["previews"].as_array().expect("previews");
        let told: Vec<Value> = previews.iter().map(|it| json!([it["id"], it["createdBy"]["name"], it["revokedBy"]["name"], it["isOpen"]])).collect();
        assert_eq!(told, [json!([two.id, "Hoa", null, true]), json!([one.id, "Hoa", "Hoa", false])]);
        let actions: Vec<&Value> = seen["history"]["nodes"].as_array().expect("deeds").iter().map(|it| &it["action"]).collect();
        assert_eq!(actions.len(), 3, "{seen}");
        assert!(!seen.to_string().contains("nlp_"));

        assert!(rehearsed(province).await > 0);
        lan.does("previewRevoke", &item, revoke(&two)).await;
        is_refused(province, &two.token, &id).await;
        assert_eq!(rehearsed(province).await, 0, "nothing is kept for nobody");
        let kept = "SELECT count(*) FROM audit WHERE action LIKE 'preview.%'";
        assert_eq!(province.number(kept).await, 4);
        let tokens = "SELECT count(*) FROM audit WHERE CAST(detail AS text) LIKE '%nlp_%'";
        assert_eq!(province.number(tokens).await, 0);
        let flaw = journal::verify(&province.database().session(), None, &AtomicU64::new(0)).await;
        assert_eq!(flaw.expect("verified"), None);
    })
    .await;
}

#[tokio::test]
async fn a_preview_ends_with_its_edition_and_with_the_account_that_made_it() {
    for_both(async |province| {
        let hoa = province.colleague("Hoa", &[(Contributor, HERE)]).await;
        let lan = province
            .colleague("Lan", &[(BoardMember, "so-tu-phap")])
            .await;
        let given_up = ready(&hoa, "Bỏ", HERE).await;
        let made = preview(&hoa, &given_up, json!({})).await;
        hoa.does("contentDiscard", &after(&given_up, &made), json!({}))
            .await;
        is_refused(province, &made.token, &public_id(&given_up.id)).await;
        assert_eq!(rehearsed(province).await, 0);

        let item = ready(&hoa, "Đăng", HERE).await;
        let id = public_id(&item.id);
        let made = preview(&hoa, &item, json!({})).await;
        let sent = hoa
            .does("contentSubmit", &after(&item, &made), confirmed())
            .await;
        see(province, &made.token, NODE, json!({ "id": id })).await;
        let approved = lan.does("contentApprove", &sent, json!({})).await;
        let theirs = preview(&lan, &approved, json!({})).await;
        lan.does("contentPublish", &after(&approved, &theirs), json!({}))
            .await;
        is_refused(province, &made.token, &id).await;
        is_refused(province, &theirs.token, &id).await;
        assert_eq!(
            province.ask_with(NODE, json!({ "id": id })).await["node"]["title"],
            "Đăng"
        );

        let item = ready(&hoa, "Người đi", HERE).await;
        let made = preview(&hoa, &item, json!({})).await;
        province
            .write("UPDATE account SET active = NOT active WHERE name = 'Hoa'")
            .await;
        is_refused(province, &made.token, &public_id(&item.id)).await;
    })
    .await;
}
