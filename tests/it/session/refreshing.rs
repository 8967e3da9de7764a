//! Refresh tokens: each is good once, and one that is used again ends its session.

use chrono::TimeDelta;
use entity::{audit, session};
use futures_util::future::join_all;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;

use crate::support::person::{PASSWORD, Tokens, codes};
use crate::support::province::{Province, for_both};

/// Why sessions of an account ended, the oldest first, and how many go on.
async fn endings(province: &Province, account: uuid::Uuid) -> Vec<String> {
    let rows = session::Entity::find()
        .filter(session::Column::AccountId.eq(account))
        .order_by_asc(session::Column::CreatedAt)
        .all(province.database().writer())
        .await
        .expect("rows");
    let because = |row: session::Model| row.ended_because.map(|because| format!("{because:?}"));
    rows.into_iter().filter_map(because).collect()
}

#[tokio::test]
async fn a_session_goes_on_with_new_tokens() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let mut tokens = province.tokens_of(&hoa).await;
        let first = tokens.clone();
        for _ in 0..5 {
            province.advance(TimeDelta::minutes(14));
            let next = Tokens::of(&province.refresh(&tokens.refresh).await);
            assert!(next.refresh != tokens.refresh && next.access != tokens.access);
            assert!(province.opens(&next.access).await);
            tokens = next;
        }
        assert!(!province.opens(&first.access).await, "it has expired");
        assert_eq!(endings(province, hoa.id).await, [""; 0]);
    })
    .await;
}

#[tokio::test]
async fn a_token_that_is_used_again_takes_its_session_with_it() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let elsewhere = province.tokens_of(&hoa).await;
        let stolen = province.tokens_of(&hoa).await;
        let thiefs = Tokens::of(&province.refresh(&stolen.refresh).await);
        assert!(province.opens(&thiefs.access).await);

        let payload = province.refresh(&stolen.refresh).await;
        assert_eq!(codes(&payload), ["TOKEN_INVALID"]);
        assert!(!province.opens(&thiefs.access).await && !province.opens(&stolen.access).await);
        let payload = province.refresh(&thiefs.refresh).await;
        assert_eq!(
            codes(&payload),
            ["TOKEN_INVALID"],
            "the whole family is dead"
        );
        assert!(
            province.opens(&elsewhere.access).await,
            "the other one lives"
        );
        assert_eq!(endings(province, hoa.id).await, ["Reuse"]);

        let row = audit::Entity::find()
            .order_by_desc(audit::Column::Seq)
            .one(province.database().writer())
            .await;
        let row = row.expect("an answer").expect("an act");
        assert_eq!(row.action, "session.refresh");
        assert_eq!(row.detail, json!({ "account": hoa.id, "because": "reuse" }));
        assert_eq!(row.account_id, None, "nobody knows who it was");
    })
    .await;
}

#[tokio::test]
async fn of_many_that_use_a_token_at_once_one_goes_on_and_the_session_ends() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let tokens = province.tokens_of(&hoa).await;
        let payloads = join_all((0..8).map(|_| province.refresh(&tokens.refresh))).await;
        let admitted = payloads.iter().filter(|payload| codes(payload).is_empty());
        assert_eq!(admitted.count(), 1);
        let refused = payloads
            .iter()
            .filter(|payload| codes(payload) == ["TOKEN_INVALID"]);
        assert_eq!(refused.count(), 7);
        assert_eq!(endings(province, hoa.id).await, ["Reuse"]);
    })
    .await;
}

#[tokio::test]
async fn what_ended_does_not_go_on() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let out = province.tokens_of(&hoa).await;
        province
            .send_as(&out.access, "mutation { sessionSignOut { endedSessions } }")
            .await;
        assert_eq!(
            codes(&province.refresh(&out.refresh).await),
            ["TOKEN_INVALID"]
        );

        let idle = province.tokens_of(&hoa).await;
        province.advance(TimeDelta::days(14));
        assert_eq!(
            codes(&province.refresh(&idle.refresh).await),
            ["TOKEN_INVALID"]
        );

        let mut tokens = province.tokens_of(&hoa).await;
        for _ in 0..3 {
            province.advance(TimeDelta::days(9));
            tokens = Tokens::of(&province.refresh(&tokens.refresh).await);
        }
        province.advance(TimeDelta::days(3));
        assert_eq!(
            codes(&province.refresh(&tokens.refresh).await),
            ["TOKEN_INVALID"]
        );
        assert_eq!(
            endings(province, hoa.id).await,
            ["SignOut", "Expired", "Expired"]
        );

        for wrong in [
            "",
            "nlr_",
            "nlr_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
            &out.access,
            &"x".repeat(9_000),
        ] {
            assert_eq!(
                codes(&province.refresh(wrong).await),
                ["TOKEN_INVALID"],
                "{wrong}"
            );
        }
        let signed_in = province.sign_in_as(&hoa.login, PASSWORD).await;
        assert_eq!(codes(&signed_in), [""; 0]);
    })
    .await;
}
