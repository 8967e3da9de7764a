//! Changing the own password, and having to.

use chrono::TimeDelta;
use entity::account;
use entity::value::AccountRole;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::desk::as_bearer;
use crate::support::person::{PASSWORD, Tokens, codes};
use crate::support::province::{Province, for_both};

const NEW_PASSWORD: &str = "mười hai con giáp quanh năm";

async fn change(province: &Province, token: &str, present: &str, new: &str) -> Value {
    let query = "mutation ($input: PasswordChangeInput!) {
        passwordChange(input: $input) { account { login } errors { code } } }";
    let input = json!({ "password": present, "newPassword": new });
    let body = json!({ "query": query, "variables": { "input": input } });
    let reply = province
        .send(as_bearer(Request::graphql(&body), token))
        .await;
    assert_eq!(reply.status, 200, "{}", reply.text());
    reply.json()["data"]["passwordChange"].clone()
}

#[tokio::test]
async fn a_changed_password_ends_the_sessions_elsewhere() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let here = province.tokens_of(&hoa).await;
        let there = province.tokens_of(&hoa).await;
        for (present, new, code) in [
            (PASSWORD, "ngắn", "PASSWORD_WEAK"),
            (PASSWORD, PASSWORD, "PASSWORD_WEAK"),
            (PASSWORD, &format!("{}!", hoa.login), "PASSWORD_WEAK"),
            ("sai mật khẩu rồi nhé", NEW_PASSWORD, "CREDENTIALS_INVALID"),
        ] {
            let refused = change(province, &here.access, present, new).await;
            assert_eq!(codes(&refused), [code]);
        }
        let done = change(province, &here.access, PASSWORD, NEW_PASSWORD).await;
        assert_eq!(done["account"]["login"], hoa.login.as_str());
        assert!(province.opens(&here.access).await && !province.opens(&there.access).await);
        assert_eq!(
            codes(&province.refresh(&there.refresh).await),
            ["TOKEN_INVALID"]
        );
        assert_eq!(codes(&province.refresh(&here.refresh).await), [""; 0]);
        assert_eq!(
            codes(&province.sign_in_as(&hoa.login, PASSWORD).await),
            ["CREDENTIALS_INVALID"]
        );
        assert_eq!(
            codes(&province.sign_in_as(&hoa.login, NEW_PASSWORD).await),
            [""; 0]
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_has_stolen_a_session_does_not_guess_the_password_either() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let tokens = province.tokens_of(&hoa).await;
        for _ in 0..3 {
            let refused = change(province, &tokens.access, "đoán mò", NEW_PASSWORD).await;
            assert_eq!(codes(&refused), ["CREDENTIALS_INVALID"]);
        }
        let refused = change(province, &tokens.access, "đoán mò", NEW_PASSWORD).await;
        assert_eq!(codes(&refused), ["TOO_MANY_ATTEMPTS"]);
        let refused = province.sign_in_as(&hoa.login, PASSWORD).await;
        assert_eq!(
            codes(&refused),
            ["TOO_MANY_ATTEMPTS"],
            "it is the same limit"
        );
        assert!(
            province.opens(&tokens.access).await,
            "who is signed in works on"
        );
    })
    .await;
}

#[tokio::test]
async fn whoever_has_to_change_the_password_does_nothing_else_first() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[(AccountRole::Administrator, "so-tu-phap")]).await;
        let must = account::ActiveModel {
            must_change_password: sea_orm::Set(true),
            ..Default::default()
        };
        let done = account::Entity::update_many()
            .set(must)
            .filter(account::Column::Id.eq(hoa.id))
            .exec(province.database().writer())
            .await;
        done.expect("changed");
        let payload = province.sign_in_as(&hoa.login, PASSWORD).await;
        assert_eq!(payload["restriction"], "PASSWORD_MUST_CHANGE");
        let tokens = Tokens::of(&payload);
        let reply = province.send_as(&tokens.access, "{ desk { me { id } } }").await;
        assert_eq!(reply.code(), "FORBIDDEN");
        let create = "mutation { accountCreate(input: { name: \"Lan\", login: \"lan\" }) { errors { code } } }";
        let reply = province.send_as(&tokens.access, create).await.json();
        assert_eq!(codes(&reply["data"]["accountCreate"]), ["PASSWORD_MUST_CHANGE"]);
        let payload = province.refresh(&tokens.refresh).await;
        assert_eq!(payload["restriction"], "PASSWORD_MUST_CHANGE");

        province.advance(TimeDelta::minutes(1));
        let done = change(province, &tokens.access, PASSWORD, NEW_PASSWORD).await;
        assert_eq!(codes(&done), [""; 0]);
        assert!(province.opens(&tokens.access).await);
    })
    .await;
}
