//! Access tokens of a provider (RFC 9068), held against what the province wrote down of it and against our own clock.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, Validation};
use serde_json::{Map, Value};

use super::discovery::ProviderKey;
use super::provider::Provider;

/// Bytes of a token at most.
const LONGEST: usize = 16 * 1024;
/// Bytes of a subject at most.
const SUBJECT: usize = 255;
/// How far the clocks of two machines may differ.
const LEEWAY: TimeDelta = TimeDelta::seconds(60);
/// What a header may not have: a token brings no key of its own, says not where to fetch one, and asks for nothing that
/// is not understood here.
const REFUSED: [&str; 5] = ["jwk", "jku", "x5c", "x5u", "crit"];

/// What the claims of a token are.
pub(super) type Claims = Map<String, Value>;

/// A token that is not one of the provider's for us, or not good now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Refused;

/// A header that a token of the provider may have.
pub(super) struct Header {
    algorithm: Algorithm,
    pub(super) kid: String,
}

/// Who a token says that it is from, before anything of it is believed.
pub(super) fn issuer(token: &str) -> Option<String> {
    let mut parts = token.split('.').skip(1);
    let claims = parts.next().filter(|_| token.len() <= LONGEST)?;
    let claims: Claims = object(claims)?;
    claims.get("iss")?.as_str().map(str::to_owned)
}

/// The header, where it is one that the provider's tokens may have.
pub(super) fn header(token: &str, provider: &Provider) -> Result<Header, Refused> {
    let header = token.split('.').next().and_then(object).ok_or(Refused)?;
    let text = |name: &str| header.get(name).and_then(Value::as_str);
    if REFUSED.iter().any(|name| header.contains_key(*name)) {
        return Err(Refused);
    }
    let named: Algorithm = text("alg")
        .and_then(|name| name.parse().ok())
        .ok_or(Refused)?;
    let typed = text("typ").ok_or(Refused)?.to_ascii_lowercase();
    let typed = typed.strip_prefix("application/").unwrap_or(&typed);
    if !provider.algorithms.contains(&named) || typed != provider.token_type.to_ascii_lowercase() {
        return Err(Refused);
    }
    Ok(Header {
        algorithm: named,
        kid: text("kid").ok_or(Refused)?.to_owned(),
    })
}

/// The claims, where the token is signed with the key, from the provider, for us, and good now.
pub(super) fn verify(
    token: &str,
    header: &Header,
    key: &ProviderKey,
    provider: &Provider,
    now: DateTime<Utc>,
) -> Result<Claims, Refused> {
    let named = format!("{:?}", header.algorithm);
    if key.algorithm.as_ref().is_some_and(|only| *only != named) {
        return Err(Refused);
    }
    let mut validation = Validation::new(header.algorithm);
    // Checked below, against our own clock.
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let read = jsonwebtoken::decode::<Claims>(token, &key.verifies, &validation);
    let claims = read.map_err(|_| Refused)?.claims;
    if is_good(&claims, provider, now) {
        Ok(claims)
    } else {
        Err(Refused)
    }
}

fn is_good(claims: &Claims, provider: &Provider, now: DateTime<Utc>) -> bool {
    let seconds = |name: &str| claims.get(name).map(|value| value.as_f64());
    let soon = seconds_of(now + LEEWAY);
    let has_begun = |name: &str| match seconds(name) {
        None => true,
        Some(from) => from.is_some_and(|from| from <= soon),
    };
    let is_over = seconds("exp")
        .flatten()
        .is_none_or(|end| end <= seconds_of(now));
    let is_from = claims.get("iss").and_then(Value::as_str) == Some(&provider.issuer);
    let subject = claims.get("sub").and_then(Value::as_str);
    is_from
        && holds(claims.get("aud"), &provider.audience)
        && subject.is_some_and(|subject| (1..=SUBJECT).contains(&subject.len()))
        && has_begun("nbf")
        && has_begun("iat")
        && !is_over
}

/// Whether a claim is a text, or a list that holds it.
pub(super) fn holds(claim: Option<&Value>, text: &str) -> bool {
    match claim {
        Some(Value::String(only)) => only == text,
        Some(Value::Array(many)) => many.iter().any(|one| one.as_str() == Some(text)),
        _ => false,
    }
}

#[expect(
    clippy::cast_precision_loss,
    reason = "seconds of any year that anybody lives in are exact"
)]
fn seconds_of(time: DateTime<Utc>) -> f64 {
    time.timestamp() as f64
}

fn object(part: &str) -> Option<Claims> {
    let bytes = URL_SAFE_NO_PAD.decode(part).ok()?;
    serde_json::from_slice(&bytes).ok()
}
