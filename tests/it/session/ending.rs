//! Sessions that end, and accounts that may not go on.

use chrono::TimeDelta;
use entity::audit;
use entity::value::AccountRole;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::desk::as_bearer;
use crate::support::province::{Province, for_both};

const SIGN_OUT: &str =
    "mutation { sessionSignOut { endedSessions errors { code message path __typename } } }";
const EVERYWHERE: &str = "mutation { sessionSignOutEverywhere { endedSessions errors { code } } }";

async fn set(province: &Province, table: &str, change: &str, id: uuid::Uuid) {
    let id = match province.backend {
        sea_orm::DbBackend::Sqlite => format!("x'{}'", id.simple()),
        _ => format!("'{id}'"),
    };
    let statement = format!("UPDATE {table} SET {change} WHERE id = {id}");
    province.write(&statement).await;
}

#[tokio::test]
async fn whoever_is_signed_in_finds_themselves_at_the_desk() {
    for_both(async |province| {
        let roles = [(AccountRole::Contributor, "so-tu-phap")];
        let an = province.colleague("Nông Thị An", &roles).await;
        let data = an
            .ask(
                "{ desk { me { id name login email
                    memberships { agency { code } role coversSubtree sections { code } validFrom validTo } } } }",
            )
            .await;
        let me = &data["desk"]["me"];
        assert_eq!(me["name"], "Nông Thị An");
        assert!(me["login"].as_str().expect("a login").starts_with("Nông Thị An-"));
        assert!(me["email"].as_str().expect("an address").ends_with("@tinh.example"));
        assert_eq!(
            me["memberships"],
            json!([{ "agency": { "code": "so-tu-phap" }, "role": "CONTRIBUTOR", "coversSubtree": false,
                "sections": null, "validFrom": "2026-10-22", "validTo": null }])
        );
        let by_id = "query ($id: ID!) { node(id: $id) { id } }";
        let found = province.ask_with(by_id, json!({ "id": me["id"] })).await;
        assert_eq!(found["node"], Value::Null, "an account is no node");
        assert_eq!(province.ask("{ desk { me { name } } }").await, json!({ "desk": null }));
    })
    .await;
}

#[tokio::test]
async fn signing_out_kills_the_token_at_once() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        let elsewhere = province.sign_in(an.access.account).await;
        assert!(an.is_in().await && elsewhere.is_in().await);

        let data = an.ask(SIGN_OUT).await;
        assert_eq!(
            data["sessionSignOut"],
            json!({ "endedSessions": 1, "errors": [] })
        );
        assert!(!an.is_in().await, "the token is dead");
        assert!(elsewhere.is_in().await, "the other session goes on");
        let again = an.send(SIGN_OUT).await;
        assert_eq!(
            (again.status, again.code()),
            (401, "UNAUTHENTICATED".to_owned())
        );
    })
    .await;
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_session_of_the_account_and_no_other() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        let elsewhere = province.sign_in(an.access.account).await;
        let binh = province.colleague("Bình", &[]).await;
        let data = an.ask(EVERYWHERE).await;
        assert_eq!(
            data["sessionSignOutEverywhere"],
            json!({ "endedSessions": 2, "errors": [] })
        );
        assert!(!an.is_in().await && !elsewhere.is_in().await);
        assert!(binh.is_in().await);

        let db = province.database().writer();
        let of_an = audit::Column::AccountId.eq(an.access.account);
        let rows = audit::Entity::find().filter(of_an).all(db).await;
        let [row] = rows.expect("rows").try_into().expect("one act");
        let audit::Model {
            action,
            subject,
            subject_id,
            credential_id,
            address,
            request_id,
            detail,
            ..
        } = row;
        assert_eq!(
            (action.as_str(), subject.as_str()),
            ("session.sign_out_everywhere", "account")
        );
        assert_eq!(subject_id, Some(an.access.account.to_string()));
        assert_eq!(credential_id, Some(an.access.session));
        assert_eq!(address.as_deref(), Some("127.0.0.1"));
        assert_eq!(request_id.map(|id| id.len()), Some(32));
        assert_eq!(detail, json!({ "ended_sessions": 2 }));
    })
    .await;
}

#[tokio::test]
async fn of_two_in_one_operation_the_second_finds_nobody() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        let data = an
            .ask(
                "mutation { first: sessionSignOut { endedSessions errors { code } }
                    second: sessionSignOutEverywhere { endedSessions errors { code } } }",
            )
            .await;
        assert_eq!(data["first"], json!({ "endedSessions": 1, "errors": [] }));
        assert_eq!(
            data["second"],
            json!({ "endedSessions": null, "errors": [{ "code": "UNAUTHENTICATED" }] })
        );
    })
    .await;
}

#[tokio::test]
async fn what_waits_too_long_for_another_writer_is_not_done() {
    for_both(async |province| {
        let hasty = province.beside(&["--time-limit", "1"]);
        let an = hasty.colleague("An", &[]).await;
        let holder = province.database().begin_writing().await.expect("begun");
        let reply = an.send(SIGN_OUT).await;
        assert_eq!((reply.status, reply.code()), (503, "TIMEOUT".to_owned()));
        holder.rollback().await.expect("free");
        assert!(an.is_in().await, "nothing was done");
        let data = an.ask(SIGN_OUT).await;
        assert_eq!(data["sessionSignOut"]["endedSessions"], 1);
        hasty.leave().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_is_told_so_in_their_language() {
    for_both(async |province| {
        for (language, message) in [
            ("", "Bạn chưa đăng nhập, hoặc phiên làm việc đã kết thúc."),
            ("en-GB, vi;q=0.5", "You are not signed in, or the session has ended."),
        ] {
            let request = Request::graphql(&json!({ "query": SIGN_OUT }));
            let reply = province
                .send(request.header("accept-language", language))
                .await;
            assert_eq!(
                reply.json()["data"]["sessionSignOut"],
                json!({ "endedSessions": null, "errors": [{ "code": "UNAUTHENTICATED", "message": message,
                    "path": [], "__typename": "Refusal" }] })
            );
        }
    })
    .await;
}

#[tokio::test]
async fn a_session_ends_and_an_account_is_disabled_with_the_next_request() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        let account = an.access.account;
        set(province, "account", "active = false", account).await;
        assert!(!an.is_in().await, "disabled");
        set(province, "account", "active = true", account).await;
        assert!(an.is_in().await);

        let expired = "expires_at = '2026-11-20T00:00:00+00:00'";
        set(province, "session", expired, an.access.session).await;
        assert!(!an.is_in().await, "the session has expired");
    })
    .await;
}

#[tokio::test]
async fn a_role_counts_from_its_first_day_to_the_day_before_its_end() {
    for_both(async |province| {
        let roles = [(AccountRole::Contributor, "so-tu-phap")];
        let an = province.colleague("An", &roles).await;
        let caller = nguonluat::domain::actor::Caller {
            credential: Some(nguonluat::domain::actor::Credential::Session(an.access)),
            ..Default::default()
        };
        let grants = async || {
            let db = province.database().writer();
            let actor = nguonluat::domain::actor::load(db, &caller, &province.clock()).await;
            actor.expect("loaded").expect("somebody").grants.len()
        };
        assert_eq!(grants().await, 1);
        province
            .write("UPDATE membership SET valid_from = '2026-11-22'")
            .await;
        assert_eq!(grants().await, 0, "it is the 21st");
        province
            .write("UPDATE membership SET valid_from = '2026-11-21', valid_to = '2026-11-22'")
            .await;
        assert_eq!(grants().await, 1);
        // Seventeen hours after ten in the morning it is the 22nd in Cao Bằng.
        province.advance(TimeDelta::hours(17));
        assert_eq!(grants().await, 0);
    })
    .await;
}

#[tokio::test]
async fn a_token_in_the_wrong_place_is_nobody_or_refused() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        let query = json!({ "query": "{ desk { me { id } } }" });
        let in_url = format!(
            "/graphql?query=%7Bdesk%7Bme%7Bid%7D%7D%7D&access_token={}",
            an.token
        );
        let reply = province.send(Request::get(&in_url)).await;
        assert_eq!(
            reply.json()["data"]["desk"],
            Value::Null,
            "never from the URL"
        );
        let cookie = Request::graphql(&query).header("cookie", &format!("token={}", an.token));
        let reply = province.send(cookie).await;
        assert_eq!(
            reply.json()["data"]["desk"],
            Value::Null,
            "never from a cookie"
        );
        let twice = as_bearer(as_bearer(Request::graphql(&query), &an.token), &an.token);
        assert_eq!(province.send(twice).await.status, 401);
    })
    .await;
}
