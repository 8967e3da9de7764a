//! Signing in with a password.

use entity::value::AccountRole;
use entity::{account, audit, session};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};

use crate::support::client::Request;
use crate::support::person::{PASSWORD, Tokens, codes};
use crate::support::province::{Province, for_both};

#[tokio::test]
async fn whoever_knows_the_password_is_let_in_whatever_the_spelling_of_the_name() {
    for_both(async |province| {
        let roles = [(AccountRole::Contributor, "so-tu-phap")];
        let hoa = province.person("Hòa", &roles).await;
        let composed = hoa.login.replace('ò', "o\u{300}");
        assert_ne!(composed, hoa.login);
        for login in [
            &hoa.login,
            &hoa.login.to_uppercase(),
            &composed,
            &format!(" {} ", hoa.email),
        ] {
            let payload = province.sign_in_as(login, PASSWORD).await;
            let tokens = Tokens::of(&payload);
            assert!(tokens.refresh.starts_with("nlr_") && tokens.refresh.len() == 47);
            assert_eq!(payload["account"]["name"], "Hòa");
            assert_eq!(payload["restriction"], Value::Null);
            let me = "{ desk { me { login memberships { role } } } }";
            let reply = province.send_as(&tokens.access, me).await.json();
            let me = &reply["data"]["desk"]["me"];
            assert_eq!(me["login"], hoa.login.as_str());
            assert_eq!(me["memberships"], json!([{ "role": "CONTRIBUTOR" }]));
        }
        let db = province.database().writer();
        let rows = audit::Entity::find()
            .filter(audit::Column::AccountId.eq(hoa.id))
            .order_by_asc(audit::Column::Seq)
            .all(db)
            .await
            .expect("rows");
        assert_eq!(rows.len(), 4);
        assert!(
            rows.iter()
                .all(|row| row.action == "session.sign_in" && row.subject == "session")
        );
        assert_eq!(rows[0].address.as_deref(), Some("127.0.0.1"));
        let begun = session::Entity::find_by_id(rows[0].credential_id.expect("a session"))
            .one(db)
            .await;
        let begun = begun.expect("an answer").expect("a session");
        assert_eq!(begun.agent.as_deref(), Some("a back office"));
        assert_eq!(begun.account_id, hoa.id);
    })
    .await;
}

#[tokio::test]
async fn whoever_is_not_let_in_does_not_learn_why() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let gone = province.person("Lan", &[]).await;
        set_inactive(province, gone.id).await;
        let keyless = province.colleague("An", &[]).await.access.account;
        let keyless = account::Entity::find_by_id(keyless).one(province.database().writer()).await;
        let keyless = keyless.expect("an answer").expect("an account").login.expect("a login");
        let mut answers = Vec::new();
        for (login, password) in [
            (hoa.login.as_str(), "sai mật khẩu rồi nhé"),
            (&hoa.login, ""),
            (&hoa.login, &PASSWORD.to_uppercase()),
            (&gone.login, PASSWORD),
            (&gone.login, "sai mật khẩu rồi nhé"),
            (&keyless, PASSWORD),
            ("không-có-ai", PASSWORD),
            ("nobody@tinh.example", PASSWORD),
            ("", ""),
            ("' OR 1=1 --", "' OR 1=1 --"),
        ] {
            let reply = province.try_sign_in(login, password).await;
            assert_eq!(reply.status, 200);
            answers.push(reply.body);
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "{answers:?}");
        let payload: Value = serde_json::from_slice(&answers[0]).expect("JSON");
        let payload = &payload["data"]["sessionSignIn"];
        assert_eq!(
            payload["errors"],
            json!([{ "code": "CREDENTIALS_INVALID", "message": "Tên đăng nhập hoặc mật khẩu không đúng.",
                "path": [], "__typename": "Refusal" }])
        );
        assert_eq!(payload["accessToken"], Value::Null);
        let db = province.database().writer();
        let sessions = session::Entity::find().filter(session::Column::AccountId.eq(hoa.id)).all(db).await;
        assert_eq!(sessions.expect("rows").len(), 1, "the one that made the account");
    })
    .await;
}

async fn set_inactive(province: &Province, account: uuid::Uuid) {
    let row = account::ActiveModel {
        active: sea_orm::Set(false),
        ..Default::default()
    };
    let done = account::Entity::update_many()
        .set(row)
        .filter(account::Column::Id.eq(account))
        .exec(province.database().writer())
        .await;
    done.expect("disabled");
}

#[tokio::test]
async fn a_password_that_is_too_long_is_not_even_looked_at() {
    for_both(async |province| {
        let hoa = province.person("Hoa", &[]).await;
        let long = "a".repeat(1_000_000);
        let (reply, statements) = province
            .statements_of(province.try_sign_in(&hoa.login, &long))
            .await;
        assert_eq!(reply.status, 413, "{}", reply.text());
        assert!(statements.is_empty());
        let (payload, statements) = province
            .statements_of(province.sign_in_as(&hoa.login, &"a".repeat(1_025)))
            .await;
        assert_eq!(codes(&payload), ["CREDENTIALS_INVALID"]);
        assert!(statements.is_empty(), "{statements:?}");
    })
    .await;
}

#[tokio::test]
async fn where_the_public_may_not_read_one_may_still_come_in() {
    for_both(async |province| {
        let closed = province.beside(&["--public-access", "off"]);
        let hoa = closed.person("Hoa", &[]).await;
        let tokens = closed.tokens_of(&hoa).await;
        assert!(closed.opens(&tokens.access).await);
        let next = Tokens::of(&closed.refresh(&tokens.refresh).await);
        assert!(closed.opens(&next.access).await);
        for query in [
            "mutation { sessionSignOut { endedSessions } }",
            "mutation { ...F } fragment F on Mutation { sessionSignOut { endedSessions } }",
            "mutation { sessionRefresh(input: { refreshToken: \"x\" }) { errors { code } } sessionSignOut { endedSessions } }",
            "query { sessionSignIn: site { name } }",
            "mutation {",
        ] {
            let reply = closed.send(Request::graphql(&json!({ "query": query }))).await;
            assert_eq!((reply.status, reply.code().as_str()), (401, "UNAUTHENTICATED"), "{query}");
        }
        closed.leave().await;
    })
    .await;
}
