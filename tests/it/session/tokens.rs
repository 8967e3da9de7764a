//! Forged access tokens, built by hand: refused as such, never taken for nobody.

use aws_lc_rs::hmac;
use aws_lc_rs::signature::{Ed25519KeyPair, KeyPair};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use entity::signing_key;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::support::client::Request;
use crate::support::desk::{Colleague, as_bearer};
use crate::support::http::secret;
use crate::support::province::{Province, for_both};

/// The name of a key of which the test has both halves.
const KID: &str = "of-the-test";

fn part(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value.to_string())
}

fn token(header: &Value, claims: &Value, sign: impl Fn(&[u8]) -> Vec<u8>) -> String {
    let message = format!("{}.{}", part(header), part(claims));
    let signature = URL_SAFE_NO_PAD.encode(sign(message.as_bytes()));
    format!("{message}.{signature}")
}

/// Lets the server have another key, which signs as its own do.
async fn plant(province: &Province) -> Ed25519KeyPair {
    let pair = Ed25519KeyPair::generate().expect("a key");
    let private = pair.to_pkcs8v1().expect("its form");
    let sealed = secret().seal(&format!("signing_key/{KID}"), private.as_ref());
    let now = province.clock().now();
    let row = signing_key::Model {
        kid: KID.to_owned(),
        public_key: pair.public_key().as_ref().to_vec(),
        sealed_key: sealed.expect("sealed"),
        created_at: now,
        signs_from: now,
        retired_at: None,
    };
    let row = row.into_active_model().insert(province.database().writer());
    row.await.expect("a key");
    pair
}

/// Header and claims as ours are.
fn good(colleague: &Colleague<'_>, province: &Province) -> (Value, Value) {
    let issuer = province.public_url().trim_end_matches('/');
    let now = province.clock().now().timestamp();
    let header = json!({ "alg": "EdDSA", "typ": "at+jwt", "kid": KID });
    let claims = json!({
        "iss": issuer, "aud": format!("{issuer}/graphql"), "sub": colleague.access.account,
        "sid": colleague.access.session, "iat": now, "exp": now + 900,
    });
    (header, claims)
}

/// A value with another field, or without it.
fn with(value: &Value, field: &str, other: Value) -> Value {
    let mut value = value.clone();
    let fields = value.as_object_mut().expect("an object");
    if other.is_null() {
        fields.remove(field);
    } else {
        fields.insert(field.to_owned(), other);
    }
    value
}

#[tokio::test]
async fn a_forged_token_is_refused() {
    for_both(async |province| {
        let an = province.colleague("An", &[]).await;
        let pair = plant(province).await;
        let signed = |header: &Value, claims: &Value| {
            token(header, claims, |message| {
                pair.sign(message).as_ref().to_vec()
            })
        };
        let (header, claims) = good(&an, province);
        assert!(
            opens(province, &signed(&header, &claims)).await,
            "the test forges nothing"
        );

        let mut forged = Vec::new();
        forged.extend(other_algorithms(&pair, &header, &claims));
        for (field, value) in other_headers(&pair) {
            let name = format!("header {field} = {value}");
            forged.push((name, signed(&with(&header, field, value), &claims)));
        }
        for (field, value) in other_claims(province, &claims) {
            let name = format!("claim {field} = {value}");
            forged.push((name, signed(&header, &with(&claims, field, value))));
        }
        forged.extend(tampered(&signed(&header, &claims), &claims));
        let stranger = Ed25519KeyPair::generate().expect("a key");
        forged.push((
            "signed by a stranger".to_owned(),
            token(&header, &claims, |message| {
                stranger.sign(message).as_ref().to_vec()
            }),
        ));
        assert!(forged.len() > 50, "{}", forged.len());
        for (name, token) in forged {
            refused(province, &name, &token).await;
        }
    })
    .await;
}

/// No algorithm, and the public key taken for a shared secret.
fn other_algorithms(
    pair: &Ed25519KeyPair,
    header: &Value,
    claims: &Value,
) -> Vec<(String, String)> {
    let public = pair.public_key().as_ref();
    let mut forged = Vec::new();
    for name in ["none", "None", "NONE", "", "eddsa", "ES256", "Ed25519"] {
        let header = with(header, "alg", json!(name));
        let sign = |message: &[u8]| pair.sign(message).as_ref().to_vec();
        forged.push((
            format!("alg {name:?}, signed"),
            token(&header, claims, sign),
        ));
        let unsigned = token(&header, claims, |_| Vec::new());
        forged.push((format!("alg {name:?}, unsigned"), unsigned));
    }
    let pem = format!(
        "-----BEGIN PUBLIC KEY-----\n{}\n-----END PUBLIC KEY-----\n",
        STANDARD.encode([b"\x30\x2a\x30\x05\x06\x03\x2b\x65\x70\x03\x21\x00", public].concat())
    );
    let keys: [(&str, Vec<u8>); 3] = [
        ("raw", public.to_vec()),
        ("base64", URL_SAFE_NO_PAD.encode(public).into_bytes()),
        ("PEM", pem.into_bytes()),
    ];
    for (form, key) in keys {
        let key = hmac::Key::new(hmac::HMAC_SHA256, &key);
        for alg in ["HS256", "EdDSA"] {
            let header = with(header, "alg", json!(alg));
            let sign = |message: &[u8]| hmac::sign(&key, message).as_ref().to_vec();
            let name = format!("{alg}, HMAC with the public key, {form}");
            forged.push((name, token(&header, claims, sign)));
        }
    }
    forged
}

fn other_headers(pair: &Ed25519KeyPair) -> Vec<(&'static str, Value)> {
    let own = json!({ "kty": "OKP", "crv": "Ed25519", "x": URL_SAFE_NO_PAD.encode(pair.public_key().as_ref()) });
    vec![
        ("kid", json!("unknown")),
        ("kid", json!("")),
        ("kid", json!("../../../../dev/null")),
        ("kid", json!("/etc/passwd")),
        ("kid", json!("' OR '1'='1")),
        ("kid", json!([KID])),
        ("kid", Value::Null),
        ("typ", json!("JWT")),
        ("typ", json!("id+jwt")),
        ("typ", json!("AT+JWT")),
        ("typ", Value::Null),
        ("alg", Value::Null),
        ("jwk", own),
        ("jku", json!("https://evil.example/jwks.json")),
        ("x5u", json!("https://evil.example/cert.pem")),
        ("x5c", json!(["MIIB"])),
        ("x5t", json!("abc")),
        ("crit", json!(["exp"])),
        ("b64", json!(false)),
        ("cty", json!("JWT")),
        ("zip", json!("DEF")),
    ]
}

fn other_claims(province: &Province, claims: &Value) -> Vec<(&'static str, Value)> {
    let now = province.clock().now().timestamp();
    let issuer = claims["iss"].as_str().expect("an issuer");
    vec![
        ("iss", json!("https://evil.example")),
        ("iss", json!(format!("{issuer}/"))),
        ("iss", Value::Null),
        ("aud", json!("https://evil.example/graphql")),
        ("aud", json!(issuer)),
        ("aud", json!([claims["aud"], "https://evil.example"])),
        ("aud", Value::Null),
        ("exp", Value::Null),
        ("exp", json!(now)),
        ("exp", json!(now - 1)),
        ("exp", json!(0)),
        ("exp", json!(-1)),
        ("exp", json!("9999999999")),
        ("exp", json!(1e300)),
        ("nbf", json!(now + 3_600)),
        ("iat", json!(now + 3_600)),
        ("iat", Value::Null),
        ("sub", json!(Uuid::new_v4())),
        ("sub", json!("admin")),
        ("sub", Value::Null),
        ("sid", json!(Uuid::new_v4())),
        ("sid", Value::Null),
    ]
}

/// A good token, changed afterwards.
fn tampered(token: &str, claims: &Value) -> Vec<(String, String)> {
    let parts: Vec<&str> = token.split('.').collect();
    let (header, body, signature) = (parts[0], parts[1], parts[2]);
    let later = with(claims, "exp", json!(9_999_999_999_i64));
    let flipped = if signature.starts_with('A') { "B" } else { "A" };
    let all = [
        (
            "other claims",
            format!("{header}.{}.{signature}", part(&later)),
        ),
        (
            "another signature",
            format!("{header}.{body}.{flipped}{}", &signature[1..]),
        ),
        ("no signature", format!("{header}.{body}.")),
        ("two parts", format!("{header}.{body}")),
        ("four parts", format!("{token}.{signature}")),
        ("padded", format!("{header}.{body}.{signature}==")),
        ("cut", token[..token.len() - 4].to_owned()),
        ("nothing", String::new()),
        ("dots", "..".to_owned()),
        (
            "no JSON",
            format!("{}.{body}.{signature}", URL_SAFE_NO_PAD.encode("[]")),
        ),
        ("long", "a".repeat(6_000)),
    ];
    all.map(|(name, token)| (name.to_owned(), token)).to_vec()
}

async fn opens(province: &Province, token: &str) -> bool {
    let reply = province.send_as(token, "{ desk { me { id } } }").await;
    reply.status == 200 && reply.json()["data"]["desk"]["me"]["id"].is_string()
}

/// By either method and media type, even where anybody may read.
async fn refused(province: &Province, name: &str, token: &str) {
    let query = json!({ "query": "{ __typename }" });
    for request in [
        as_bearer(Request::graphql(&query), token),
        as_bearer(Request::get("/graphql?query=%7B__typename%7D"), token),
        Request::graphql(&query)
            .header("accept", "application/json")
            .header("authorization", &format!("Bearer {token}")),
    ] {
        let reply = province.send(request).await;
        assert_eq!(
            reply.status,
            401,
            "{:?} {name}: {}",
            province.backend,
            reply.text()
        );
        assert_eq!(reply.code(), "UNAUTHENTICATED", "{name}");
        assert_eq!(reply.json().get("data"), None, "{name}");
        let challenge = reply.header("www-authenticate").expect("a challenge");
        assert_eq!(
            challenge, "Bearer realm=\"nguonluat\", error=\"invalid_token\"",
            "{name}"
        );
        assert_eq!(
            reply.header("cache-control").as_deref(),
            Some("no-store"),
            "{name}"
        );
    }
}
