//! Signing in at a provider with a browser.

use std::collections::HashMap;

use chrono::TimeDelta;
use entity::value::{AccountRole, SessionMethod};
use entity::{account, session};
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};
use serde_json::{Value, json};

use super::{link, now, trusting, trusting_with};
use crate::support::client::Request;
use crate::support::desk::desk_id;
use crate::support::issuer::{Issuer, Mood};
use crate::support::person::codes;
use crate::support::province::{Province, for_both, for_sqlite};

const PAGE: &str = "https://desk.tinh.example/back?from=sso";

/// What is written down of it.
fn written() -> Value {
    json!({ "signIn": { "clientId": "desk", "clientSecret": "hush+hush", "redirectUris": [PAGE] } })
}

async fn begin(here: &Province, issuer: &str, page: &str) -> Value {
    let query = "mutation ($issuer: String!, $page: String!) { m: sessionSignOnStart(input: { issuer: $issuer, \
        redirectUri: $page }) { authorizationUrl attempt expiresAt errors { code path } } }";
    let reply = here
        .send(Request::graphql(
            &json!({ "query": query, "variables": { "issuer": issuer, "page": page } }),
        ))
        .await;
    assert_eq!(reply.header("cache-control").as_deref(), Some("no-store"));
    reply.json()["data"]["m"].take()
}

/// What comes of it, for a page that shows this attempt and what the browser brought back.
async fn complete(here: &Province, attempt: &Value, back: &HashMap<String, String>) -> Value {
    let query = "mutation ($input: SignOnCompleteInput!) { m: sessionSignOnComplete(input: $input) { accessToken \
        refreshToken restriction account { id } errors { code } } }";
    let input = json!({ "attempt": attempt, "state": back["state"], "code": back["code"], "issuer": back.get("iss") });
    let reply = here
        .send(Request::graphql(
            &json!({ "query": query, "variables": { "input": input } }),
        ))
        .await;
    let mut answer = reply.json();
    assert!(!reply.text().contains("hush"), "{}", reply.text());
    match answer["data"]["m"].take() {
        Value::Null => answer,
        done => done,
    }
}

#[tokio::test]
async fn a_browser_goes_there_and_back_and_a_session_begins() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &written());
        let roles = [(AccountRole::Contributor, "so-tu-phap")];
        let lan = province.colleague("Lan", &roles).await;
        link(province, &issuer, "lan", lan.access.account).await;

        let begun = begin(&here, &issuer.name(), PAGE).await;
        assert_eq!(begun["errors"], json!([]));
        let sent = begun["authorizationUrl"].as_str().expect("an address");
        assert!(sent.starts_with(&format!("{}/auth?tenant=1&response_type=code&", issuer.name())), "{sent}");
        let attempt = begun["attempt"].as_str().expect("an attempt");
        assert!(!sent.contains(attempt));
        let back = issuer.let_in(sent, "lan", now(&here), &json!({ "amr": ["pwd"] }));
        let done = complete(&here, &begun["attempt"], &back).await;
        assert_eq!(done["errors"], json!([]), "{done}");
        assert_eq!(done["account"]["id"], desk_id('A', lan.access.account));
        assert_eq!(done["restriction"], Value::Null);
        let token = done["accessToken"].as_str().expect("a token");
        let me = here.send_as(token, "{ desk { me { id } } }").await;
        assert_eq!(me.json()["data"]["desk"]["me"]["id"], desk_id('A', lan.access.account), "{}", me.text());
        let sessions = session::Entity::find().all(province.database().writer()).await.expect("an answer");
        let by_sign_on = sessions.iter().filter(|one| one.method == SessionMethod::Oidc).count();
        assert_eq!(by_sign_on, 1, "and it is written down how they came");

        // A code is good once; a session goes on as any other, also where the provider is not trusted.
        assert_eq!(codes(&complete(&here, &begun["attempt"], &back).await), ["CODE_INVALID"]);
        let refreshed = json!({ "query": "mutation ($t: String!) { m: sessionRefresh(input: { refreshToken: $t }) \
            { accessToken errors { code } } }", "variables": { "t": done["refreshToken"] } });
        let refreshed = province.send(Request::graphql(&refreshed)).await.json();
        assert!(refreshed["data"]["m"]["accessToken"].is_string(), "{refreshed}");
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn who_is_no_longer_known_by_a_provider_is_out() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &written());
        let admin = [(AccountRole::Administrator, "so-tu-phap")];
        let admin = province.colleague("Quản trị", &admin).await;
        let lan = province.person("Lan", &[]).await;
        link(province, &issuer, "lan", lan.id).await;
        let begun = begin(&here, &issuer.name(), PAGE).await;
        let sent = begun["authorizationUrl"].as_str().expect("an address");
        let back = issuer.let_in(sent, "lan", now(&here), &json!({ "amr": ["pwd"] }));
        let done = complete(&here, &begun["attempt"], &back).await;
        let token = done["accessToken"].as_str().expect("a token");
        let by_password = province.tokens_of(&lan).await;
        assert!(here.opens(token).await && province.opens(&by_password.access).await);

        let input = json!({ "id": desk_id('A', lan.id), "expectedVersion": 1, "changes": { "identities": null } });
        let payload = admin.act("accountUpdate", input, "account { identities { subject } }").await;
        assert_eq!(payload["account"]["identities"], json!([]), "{payload}");
        assert!(!here.opens(token).await && province.opens(&by_password.access).await);
        let refresh = done["refreshToken"].as_str().expect("a token");
        assert_eq!(codes(&province.refresh(refresh).await), ["TOKEN_INVALID"]);
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn nobody_is_sent_to_strangers_nor_comes_back_to_their_pages() {
    for_sqlite(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &written());
        for (at, page, path) in [
            ("https://sso.example", PAGE, "issuer"),
            (
                &issuer.name(),
                "https://desk.tinh.example/back",
                "redirectUri",
            ),
            (
                &issuer.name(),
                "https://evil.example/back?from=sso",
                "redirectUri",
            ),
        ] {
            let begun = begin(&here, at, page).await;
            let error = &begun["errors"][0];
            assert_eq!(
                (&error["code"], &error["path"]),
                (&json!("INVALID"), &json!([path]))
            );
        }
        here.leave().await;
    })
    .await;
}

/// What the page shows other than what belongs to its attempt.
fn others(theirs: &Value, code: &str) -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("state", json!("x"), "TOKEN_INVALID"),
        ("iss", json!("https://sso.example"), "TOKEN_INVALID"),
        ("attempt", theirs["attempt"].clone(), "TOKEN_INVALID"),
        ("attempt", json!("bm90aGluZw"), "TOKEN_INVALID"),
        ("code", json!("x"), "CODE_INVALID"),
        // Of an attempt with another verifier.
        ("code", json!(code), "CODE_INVALID"),
    ]
}

/// What the ID token says other than what it should.
fn claims(time: i64, nonce: &str) -> Vec<(&'static str, Value, &'static str)> {
    vec![
        ("nonce", json!(nonce), "CODE_INVALID"),
        ("nonce", json!(null), "CODE_INVALID"),
        ("iss", json!("https://sso.example"), "CODE_INVALID"),
        ("aud", json!("portal"), "CODE_INVALID"),
        ("aud", json!(["desk", "portal"]), "CODE_INVALID"),
        ("azp", json!("portal"), "CODE_INVALID"),
        ("exp", json!(time - 1), "CODE_INVALID"),
        ("sub", json!("mai"), "NO_ACCOUNT"),
    ]
}

#[tokio::test]
async fn what_does_not_belong_together_lets_nobody_in() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &written());
        let roles = [(AccountRole::Contributor, "so-tu-phap")];
        let lan = province.colleague("Lan", &roles).await;
        link(province, &issuer, "lan", lan.access.account).await;
        let time = now(&here);
        let mine = begin(&here, &issuer.name(), PAGE).await;
        let theirs = begin(&here, &issuer.name(), PAGE).await;
        let sent = |begun: &Value| {
            begun["authorizationUrl"]
                .as_str()
                .expect("an address")
                .to_owned()
        };
        let back = |further: Value| issuer.let_in(&sent(&mine), "lan", time, &further);

        let code = issuer.let_in(&sent(&theirs), "lan", time, &json!({}))["code"].clone();
        for (field, value, refusal) in others(&theirs, &code) {
            let (mut attempt, mut back) = (mine["attempt"].clone(), back(json!({})));
            match value.as_str().filter(|_| field != "attempt") {
                Some(text) => drop(back.insert(field.to_owned(), text.to_owned())),
                None => attempt = value.clone(),
            }
            let done = complete(&here, &attempt, &back).await;
            assert_eq!(codes(&done), [refusal], "{field} {value}: {done}");
            // Who guesses is slowed down; the test goes on.
            here.advance(TimeDelta::seconds(2));
        }
        let url = url::Url::parse(&sent(&theirs)).expect("an address");
        let nonce = url
            .query_pairs()
            .find(|(name, _)| name == "nonce")
            .expect("a nonce")
            .1;
        for (claim, value, refusal) in claims(time, &nonce) {
            let done = complete(&here, &mine["attempt"], &back(json!({ claim: value }))).await;
            assert_eq!(codes(&done), [refusal], "{claim} {value}: {done}");
            assert_eq!(done["accessToken"], Value::Null, "{claim} {value}");
            here.advance(TimeDelta::seconds(2));
        }

        let lan = account::ActiveModel {
            id: Set(lan.access.account),
            active: Set(false),
            ..Default::default()
        };
        lan.update(province.database().writer())
            .await
            .expect("disabled");
        let disabled = complete(&here, &mine["attempt"], &back(json!({}))).await;
        assert_eq!(codes(&disabled), ["NO_ACCOUNT"], "{disabled}");
        here.advance(TimeDelta::minutes(10));
        let late = complete(&here, &mine["attempt"], &back(json!({}))).await;
        assert_eq!(
            codes(&late),
            ["TOKEN_INVALID"],
            "ten minutes are over: {late}"
        );
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn a_newcomer_has_an_account_and_who_needs_more_is_told() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let mut rules = written();
        rules["provision"] = json!([{ "claim": "groups", "value": "pbgdpl", "role": "contributor", "agency": "so-tu-phap" }]);
        let flags = ["--outbound-allow=127.0.0.0/8", "--totp-roles=contributor"];
        let here = trusting_with(province, &issuer, &rules, &flags);
        province.colleague("Ai đó, để có khóa ký", &[]).await;
        for (amr, restriction) in [("pwd", json!("TOTP_MUST_ENROL")), ("mfa", Value::Null)] {
            let begun = begin(&here, &issuer.name(), PAGE).await;
            let sent = begun["authorizationUrl"].as_str().expect("an address");
            let claims = json!({ "groups": ["pbgdpl"], "name": "Lục Thị Mai", "amr": [amr] });
            let back = issuer.let_in(sent, "mai", now(&here), &claims);
            let done = complete(&here, &begun["attempt"], &back).await;
            assert_eq!(done["errors"], json!([]), "{done}");
            assert_eq!(done["restriction"], restriction, "{done}");
            let token = done["accessToken"].as_str().expect("a token");
            let query = "{ desk { me { name memberships { role } } items { nodes { id } } } }";
            let seen = here.send_as(token, query).await.json();
            let me = json!({ "name": "Lục Thị Mai", "memberships": [{ "role": "CONTRIBUTOR" }] });
            let expected = if restriction.is_null() { me } else { Value::Null };
            assert_eq!(seen["data"]["desk"]["me"], expected, "{seen}");
        }
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn a_provider_that_is_down_is_said_to_be_and_the_attempt_is_still_good() {
    for_sqlite(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &written());
        let lan = province
            .colleague("Lan", &[(AccountRole::Contributor, "so-tu-phap")])
            .await;
        link(province, &issuer, "lan", lan.access.account).await;
        let begun = begin(&here, &issuer.name(), PAGE).await;
        let sent = begun["authorizationUrl"].as_str().expect("an address");
        let back = issuer.let_in(sent, "lan", now(&here), &json!({}));
        for mood in [
            Mood::Down,
            Mood::Babbling,
            Mood::Endless,
            Mood::Redirecting("http://127.0.0.1:9/".to_owned()),
        ] {
            issuer.be(mood.clone());
            let answer = complete(&here, &begun["attempt"], &back).await;
            assert_eq!(
                answer["errors"][0]["extensions"]["code"], "SERVICE_UNAVAILABLE",
                "{mood:?}: {answer}"
            );
        }
        issuer.be(Mood::Honest);
        let done = complete(&here, &begun["attempt"], &back).await;
        assert_eq!(done["errors"], json!([]), "{done}");
        here.leave().await;
    })
    .await;
}
