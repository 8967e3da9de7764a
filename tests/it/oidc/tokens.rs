//! Which tokens of a provider are taken.

use aws_lc_rs::hmac;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use entity::account;
use entity::value::AccountRole;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;
use serde_json::{Value, json};

use super::{link, now, status, trusting, trusting_with};
use crate::support::desk::desk_id;
use crate::support::issuer::{AUDIENCE, Issuer, token};
use crate::support::person::codes;
use crate::support::province::{Province, for_both};

#[tokio::test]
async fn whoever_the_provider_vouches_for_is_who_they_are_linked_to() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &json!({}));
        let roles = [(AccountRole::Auditor, "so-tu-phap")];
        let lan = province.colleague("Lan", &roles).await;
        link(province, &issuer, "lan", lan.access.account).await;
        let token = issuer.token_for("lan", now(&here), &json!({}));
        let reply = here
            .send_as(
                &token,
                "{ desk { me { id name } accounts { nodes { id } } } }",
            )
            .await;
        let answer = reply.json();
        assert_eq!(
            answer["data"]["desk"]["me"]["id"],
            desk_id('A', lan.access.account),
            "{}",
            reply.text()
        );
        assert!(
            answer.get("errors").is_none(),
            "its roles: {}",
            reply.text()
        );
        assert_eq!(
            reply.header("cache-control").as_deref(),
            Some("private, no-store")
        );
        assert_eq!(
            status(province, &token).await,
            401,
            "who does not trust it takes none"
        );

        let out = here
            .send_as(&token, "mutation { sessionSignOut { errors { code } } }")
            .await;
        assert_eq!(
            codes(&out.json()["data"]["sessionSignOut"]),
            ["FORBIDDEN"],
            "it has no session"
        );
        let stranger = issuer.token_for("ai-do", now(&here), &json!({}));
        assert_eq!(status(&here, &stranger).await, 401, "nobody is linked");
        assert_eq!(
            status(&here, &issuer.token_for("LAN", now(&here), &json!({}))).await,
            401
        );

        let locked_out = account::ActiveModel {
            id: Set(lan.access.account),
            active: Set(false),
            ..Default::default()
        };
        locked_out
            .update(province.database().writer())
            .await
            .expect("an account");
        assert_eq!(status(&here, &token).await, 401, "with the next request");
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn an_administrator_links_an_account() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &json!({}));
        let roles = [(AccountRole::Administrator, "so-tu-phap")];
        let admin = province.colleague("Quản trị", &roles).await;
        let lan = province.colleague("Lan", &[]).await.access.account;
        let mai = province.colleague("Mai", &[]).await.access.account;
        let link = async |account, version: i32, subjects: &[&str]| {
            let identities = subjects.iter().map(|subject| json!({ "issuer": issuer.name(), "subject": subject }));
            let input = json!({ "id": desk_id('A', account), "expectedVersion": version,
                "changes": { "identities": identities.collect::<Vec<_>>() } });
            admin.act("accountUpdate", input, "account { version identities { issuer subject } }").await
        };
        let done = link(lan, 1, &["lan", "lan-cu"]).await;
        let listed = json!([{ "issuer": issuer.name(), "subject": "lan" }, { "issuer": issuer.name(), "subject": "lan-cu" }]);
        assert_eq!(done["account"], json!({ "version": 2, "identities": listed }));
        let token = |subject: &str| issuer.token_for(subject, now(&here), &json!({}));
        assert_eq!(status(&here, &token("lan")).await, 200);
        let refused = link(mai, 1, &["lan"]).await;
        assert_eq!(refused["errors"], json!([{ "code": "TAKEN", "path": ["identities"] }]));
        assert_eq!(codes(&link(mai, 1, &[""]).await), ["INVALID"]);
        assert_eq!(codes(&link(lan, 2, &["lan-cu"]).await), [""; 0]);
        assert_eq!((status(&here, &token("lan")).await, status(&here, &token("lan-cu")).await), (401, 200));
        here.leave().await;
    })
    .await;
}

/// A token with another field of its header or claims.
fn with(value: &Value, field: &str, other: Value) -> Value {
    let mut value = value.clone();
    value[field] = other;
    value
}

/// Headers that no token may have.
fn headers(issuer: &Issuer) -> Vec<(&'static str, Value)> {
    let x = URL_SAFE_NO_PAD.encode(issuer.public_key());
    vec![
        ("alg", json!("none")),
        ("alg", json!("HS256")),
        ("alg", json!("ES256")),
        ("alg", json!("EdDSA ")),
        ("alg", json!(null)),
        ("typ", json!("JWT")),
        ("typ", json!("")),
        ("typ", json!(null)),
        ("typ", json!(1)),
        ("kid", json!("../a")),
        ("kid", json!("b")),
        ("kid", json!(null)),
        ("kid", json!(["a"])),
        ("jwk", json!({ "kty": "OKP", "crv": "Ed25519", "x": x })),
        ("jku", json!(format!("{}/keys", issuer.name()))),
        ("x5u", json!("https://a.example")),
        ("x5c", json!([])),
        ("crit", json!(["exp"])),
    ]
}

/// Claims that no token may have.
fn claims(issuer: &Issuer, at: i64) -> Vec<(&'static str, Value)> {
    vec![
        ("iss", json!("https://sso.example")),
        ("iss", json!(format!("{}/", issuer.name()))),
        ("iss", json!([issuer.name()])),
        ("aud", json!("https://other.example/graphql")),
        ("aud", json!(["a", "b"])),
        ("aud", json!(null)),
        ("aud", json!("")),
        ("exp", json!(at)),
        ("exp", json!(at - 1)),
        ("exp", json!(null)),
        ("exp", json!("9999999999")),
        ("nbf", json!(at + 120)),
        ("iat", json!(at + 120)),
        ("nbf", json!("0")),
        ("sub", json!("")),
        ("sub", json!(null)),
        ("sub", json!(["lan"])),
        ("sub", json!("x".repeat(256))),
    ]
}

/// Tokens that somebody else signed, or nobody.
async fn signatures(issuer: &Issuer, header: &Value, claims: &Value) -> Vec<(String, String)> {
    let shared = |message: &[u8]| {
        let key = hmac::Key::new(hmac::HMAC_SHA256, issuer.public_key());
        hmac::sign(&key, message).as_ref().to_vec()
    };
    let nothing = |_: &[u8]| Vec::new();
    let unsigned = with(header, "alg", json!("none"));
    let stranger = Issuer::start().await.signed(header, claims);
    let good = issuer.signed(header, claims);
    let end = good.rfind('.').expect("parts");
    [
        (
            "shared",
            token(&with(header, "alg", json!("HS256")), claims, shared),
        ),
        ("unsigned", token(&unsigned, claims, nothing)),
        ("nothing signed", token(header, claims, nothing)),
        ("a stranger", stranger.clone()),
        ("cut", good[..good.len() - 3].to_owned()),
        ("a part more", format!("{good}.x")),
        (
            "of another",
            format!("{}{}", &good[..end], &stranger[end..]),
        ),
    ]
    .map(|(what, token)| (what.to_owned(), token))
    .into()
}

#[tokio::test]
async fn a_forged_token_of_a_provider_is_refused() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &json!({}));
        let lan = province.colleague("Lan", &[]).await;
        link(province, &issuer, "lan", lan.access.account).await;
        let (header, claims) = (Issuer::header(), issuer.claims("lan", now(&here)));
        assert_eq!(
            status(&here, &issuer.signed(&header, &claims)).await,
            200,
            "the test forges nothing"
        );

        let good = issuer.signed(&header, &claims);
        let mut forged = signatures(&issuer, &header, &claims).await;
        for (field, value) in headers(&issuer) {
            let what = format!("{field} {value}");
            forged.push((what, issuer.signed(&with(&header, field, value), &claims)));
        }
        for (field, value) in self::claims(&issuer, now(&here)) {
            let what = format!("{field} {value}");
            forged.push((what, issuer.signed(&header, &with(&claims, field, value))));
        }
        for (what, token) in forged {
            let reply = here.send_as(&token, "{ desk { me { id } } }").await;
            assert_eq!(reply.status, 401, "{what}: {}", reply.text());
            assert!(
                reply
                    .header("www-authenticate")
                    .expect("a challenge")
                    .contains("invalid_token")
            );
        }
        // An ID token: for the client and with a nonce, signed with the same key.
        let id_token = with(
            &with(&claims, "aud", json!("back-office")),
            "nonce",
            json!("x"),
        );
        let typed = with(&header, "typ", json!("JWT"));
        for (header, claims) in [(&typed, &id_token), (&typed, &claims), (&header, &id_token)] {
            assert_eq!(status(&here, &issuer.signed(header, claims)).await, 401);
        }
        let both = with(&claims, "aud", json!(["back-office", AUDIENCE]));
        assert_eq!(status(&here, &issuer.signed(&header, &both)).await, 200);
        let typed = with(&header, "typ", json!("application/AT+JWT"));
        assert_eq!(status(&here, &issuer.signed(&typed, &claims)).await, 200);
        here.advance(TimeDelta::seconds(299));
        assert_eq!(status(&here, &good).await, 200);
        here.advance(TimeDelta::seconds(1));
        assert_eq!(status(&here, &good).await, 401, "its time is over");
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn who_needs_a_second_factor_shows_it_there() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let roles = [(AccountRole::Administrator, "so-tu-phap")];
        let admin = province.colleague("Quản trị", &roles).await;
        let writer = province
            .colleague("An", &[(AccountRole::Contributor, "so-tu-phap")])
            .await;
        link(province, &issuer, "admin", admin.access.account).await;
        link(province, &issuer, "an", writer.access.account).await;
        let file = trusting(province, &issuer, &json!({}));
        let strict = trusting_with(
            province,
            &issuer,
            &json!({}),
            &["--outbound-allow=127.0.0.0/8", "--totp-roles=administrator"],
        );
        let refusal = async |server: &Province, subject: &str, further: Value| {
            let token = issuer.token_for(subject, now(server), &further);
            let reply = server
                .send_as(&token, "{ desk { accounts { nodes { id } } } }")
                .await;
            let answer = reply.json();
            answer
                .pointer("/errors/0/extensions/code")
                .cloned()
                .unwrap_or_default()
        };
        assert_eq!(refusal(&strict, "admin", json!({})).await, "FORBIDDEN");
        assert_eq!(
            refusal(&strict, "admin", json!({ "amr": ["pwd"] })).await,
            "FORBIDDEN"
        );
        assert_eq!(
            refusal(&strict, "admin", json!({ "amr": ["pwd", "otp"] })).await,
            Value::Null
        );
        assert_eq!(
            refusal(&file, "admin", json!({})).await,
            Value::Null,
            "where no role needs one"
        );
        assert_eq!(
            status(&strict, &issuer.token_for("an", now(&strict), &json!({}))).await,
            200
        );
        strict.leave().await;
        file.leave().await;
    })
    .await;
}
