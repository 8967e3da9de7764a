//! The keys of a provider: when they are asked for, and what happens when it is down, slow or lying.

use std::time::{Duration, Instant};

use chrono::TimeDelta;
use serde_json::json;

use super::{link, now, status, trusting};
use crate::support::issuer::{Issuer, Mood};
use crate::support::province::{for_both, for_sqlite};

#[tokio::test]
async fn nobody_makes_the_provider_be_asked_all_the_time() {
    for_sqlite(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &json!({}));
        let lan = province.colleague("Lan", &[]).await;
        link(province, &issuer, "lan", lan.access.account).await;
        let named = |kid: &str| {
            let mut header = Issuer::header();
            header["kid"] = json!(kid);
            issuer.signed(&header, &issuer.claims("lan", now(&here)))
        };
        assert_eq!(issuer.asked(), 0, "nobody asked before somebody came");
        for _ in 0..5 {
            assert_eq!(status(&here, &named("a")).await, 200);
        }
        assert_eq!(issuer.asked(), 2, "its document and its keys");
        for attempt in 0..20 {
            assert_eq!(status(&here, &named(&format!("x{attempt}"))).await, 401);
        }
        assert_eq!(issuer.asked(), 2, "it was asked lately");
        here.advance(TimeDelta::seconds(10));
        for attempt in 0..20 {
            assert_eq!(status(&here, &named(&format!("x{attempt}"))).await, 401);
        }
        assert_eq!(issuer.asked(), 4, "once more");

        issuer.publish(&["a", "b"]);
        assert_eq!(status(&here, &named("b")).await, 401);
        here.advance(TimeDelta::seconds(10));
        assert_eq!(status(&here, &named("b")).await, 200, "a new key is found");
        issuer.publish(&["b"]);
        assert_eq!(
            status(&here, &named("a")).await,
            200,
            "until it is asked again"
        );
        here.advance(TimeDelta::minutes(10));
        assert_eq!(
            status(&here, &named("a")).await,
            200,
            "nobody waits for that"
        );
        let mut found = 200;
        for _ in 0..100 {
            found = status(&here, &named("a")).await;
            if found == 401 {
                break;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        assert_eq!(found, 401, "an old key is forgotten");
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn a_provider_that_fails_takes_nothing_else_down() {
    for_both(async |province| {
        let issuer = Issuer::start().await;
        let lan = province.colleague("Lan", &[]).await;
        link(province, &issuer, "lan", lan.access.account).await;
        let elsewhere = "http://169.254.169.254/latest/meta-data".to_owned();
        for mood in [
            Mood::Down,
            Mood::Lying,
            Mood::Babbling,
            Mood::Endless,
            Mood::Redirecting(format!("{}/keys", issuer.name())),
            Mood::Redirecting(elsewhere.clone()),
            Mood::Elsewhere(elsewhere),
            Mood::Elsewhere("file:///etc/passwd".to_owned()),
        ] {
            let here = trusting(province, &issuer, &json!({}));
            issuer.be(mood.clone());
            let token = issuer.token_for("lan", now(&here), &json!({}));
            let reply = here.send_as(&token, "{ desk { me { id } } }").await;
            assert_eq!(reply.status, 503, "{mood:?}: {}", reply.text());
            assert_eq!(reply.code(), "SERVICE_UNAVAILABLE");
            assert_eq!(
                reply.header("retry-after").as_deref(),
                Some("5"),
                "{mood:?}"
            );
            assert!(here.ask("{ site { name } }").await["site"]["name"].is_string());
            assert_eq!(
                status(&here, &lan.renewed().await.token).await,
                401,
                "of another server"
            );
            issuer.be(Mood::Honest);
            here.advance(TimeDelta::seconds(10));
            assert_eq!(
                status(&here, &token).await,
                200,
                "it is asked again after {mood:?}"
            );
            here.leave().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_provider_that_hangs_is_not_waited_for() {
    for_sqlite(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &json!({}));
        let lan = province.colleague("Lan", &[]).await;
        link(province, &issuer, "lan", lan.access.account).await;
        issuer.be(Mood::Hanging);
        let begun = Instant::now();
        let token = issuer.token_for("lan", now(&here), &json!({}));
        let asking = status(&here, &token);
        let reading = async {
            for _ in 0..20 {
                here.ask("{ site { name } }").await;
            }
            begun.elapsed()
        };
        let (refused, read) = tokio::join!(asking, reading);
        assert_eq!(refused, 503);
        assert!(
            read < Duration::from_secs(4),
            "readers wait for nobody: {read:?}"
        );
        assert!(
            begun.elapsed() < Duration::from_secs(9),
            "{:?}",
            begun.elapsed()
        );
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn keys_are_used_on_for_a_day() {
    for_sqlite(async |province| {
        let issuer = Issuer::start().await;
        let here = trusting(province, &issuer, &json!({}));
        let lan = province.colleague("Lan", &[]).await;
        link(province, &issuer, "lan", lan.access.account).await;
        let token = || issuer.token_for("lan", now(&here), &json!({}));
        assert_eq!(status(&here, &token()).await, 200);
        issuer.be(Mood::Down);
        here.advance(TimeDelta::hours(23));
        assert_eq!(status(&here, &token()).await, 200);
        here.advance(TimeDelta::hours(1));
        assert_eq!(status(&here, &token()).await, 503);
        here.leave().await;
    })
    .await;
}

#[tokio::test]
async fn a_key_is_for_what_it_says() {
    for_sqlite(async |province| {
        let issuer = Issuer::start().await;
        let lan = province.colleague("Lan", &[]).await;
        link(province, &issuer, "lan", lan.access.account).await;
        let x = token_key(&issuer);
        let key = |further: serde_json::Value| {
            let mut key = json!({ "kty": "OKP", "crv": "Ed25519", "kid": "a", "x": x });
            for (name, value) in further.as_object().into_iter().flatten() {
                key[name] = value.clone();
            }
            key
        };
        for (served, expected) in [
            (key(json!({})), 200),
            (
                key(json!({ "alg": "EdDSA", "use": "sig", "key_ops": ["verify"] })),
                200,
            ),
            (key(json!({ "use": "enc" })), 401),
            (key(json!({ "key_ops": ["encrypt"] })), 401),
            (key(json!({ "alg": "ES256" })), 401),
            (json!({ "kty": "oct", "kid": "a", "k": x }), 401),
        ] {
            let here = trusting(province, &issuer, &json!({}));
            // One that nobody knows spoils no other.
            let other = json!({ "kty": "OKP", "crv": "Ed25519", "kid": "z", "x": x });
            issuer.serve(vec![json!({ "kty": "new" }), served.clone(), other]);
            let token = issuer.token_for("lan", now(&here), &json!({}));
            assert_eq!(status(&here, &token).await, expected, "{served}");
            here.leave().await;
        }
    })
    .await;
}

fn token_key(issuer: &Issuer) -> String {
    use base64::Engine;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(issuer.public_key())
}
