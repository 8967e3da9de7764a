//! Tokens of a provider, access tokens (RFC 9068) and ID tokens (`OpenID` Connect Core §2), held against what the province wrote down of it and against our own clock.
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

/// What a token is shown for: none is taken for the other.
#[derive(Clone, Copy)]
pub(super) enum Shown<'a> {
    /// To ask for something with it.
    ForAccess,
    /// To come in, by the client of this name, who asked for a token with this nonce.
    ToSignIn { client: &'a str, nonce: &'a str },
}

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
pub(super) fn header(
    token: &str,
    provider: &Provider,
    shown: Shown<'_>,
) -> Result<Header, Refused> {
    let header = token.split('.').next().and_then(object).ok_or(Refused)?;
    let text = |name: &str| header.get(name).and_then(Value::as_str);
    if REFUSED.iter().any(|name| header.contains_key(*name)) {
        return Err(Refused);
    }
    let named: Algorithm = text("alg")
        .and_then(|name| name.parse().ok())
        .ok_or(Refused)?;
    let typed = text("typ").map(str::to_ascii_lowercase);
    let typed = typed.as_deref();
    let typed = typed.map(|typed| typed.strip_prefix("application/").unwrap_or(typed));
    let is_typed = match shown {
        Shown::ForAccess => typed == Some(&provider.token_type.to_ascii_lowercase()),
        Shown::ToSignIn { .. } => typed.is_none_or(|typed| typed == "jwt"),
    };
    if !provider.algorithms.contains(&named) || !is_typed {
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
    shown: Shown<'_>,
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
    if is_good(&claims, provider, now) && is_meant(&claims, provider, shown) {
        Ok(claims)
    } else {
        Err(Refused)
    }
}

fn is_good(claims: &Claims, provider: &Provider, now: DateTime<Utc>) -> bool {
    let seconds = |name: &str| claims.get(name).map(Value::as_f64);
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
        && subject.is_some_and(|subject| (1..=SUBJECT).contains(&subject.len()))
        && has_begun("nbf")
        && has_begun("iat")
        && !is_over
}

/// Whether it was made for us, and for this.
fn is_meant(claims: &Claims, provider: &Provider, shown: Shown<'_>) -> bool {
    let audience = claims.get("aud");
    match shown {
        Shown::ForAccess => holds(audience, &provider.audience),
        Shown::ToSignIn { client, nonce } => {
            let is =
                |name: &str, text: &str| claims.get(name).and_then(Value::as_str) == Some(text);
            let among_others = audience
                .and_then(Value::as_array)
                .is_some_and(|all| all.len() > 1);
            let needs_party = among_others || claims.contains_key("azp");
            holds(audience, client) && is("nonce", nonce) && (!needs_party || is("azp", client))
        }
    }
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
