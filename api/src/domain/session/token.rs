//! Access tokens: JSON web tokens of fifteen minutes (RFC 9068), signed with Ed25519.
//!
//! A token is taken only in the form in which we give it: the header has `alg`, `typ` and `kid` and nothing else, so
//! that no token brings its own key or names where to fetch one; times are held against our own clock.
use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;

/// How long a token is good for.
pub const LIFETIME: TimeDelta = TimeDelta::minutes(15);
/// How far the clocks of two machines may differ.
const LEEWAY: TimeDelta = TimeDelta::seconds(60);

const TYPE: &str = "at+jwt";

/// Who gives tokens, and for what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issuer {
    name: String,
    audience: String,
}

/// What a good token says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access {
    /// The account.
    pub account: Uuid,
    /// The session.
    pub session: Uuid,
}

/// A token that was just given.
#[derive(Clone, PartialEq, Eq)]
pub struct AccessToken {
    /// The token.
    pub text: String,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
}

/// A token that is not ours, or not good now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refused;

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: Uuid,
    sid: Uuid,
    iat: i64,
    exp: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    nbf: Option<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct OurHeader {
    alg: String,
    typ: String,
    kid: String,
}

impl Issuer {
    /// The server at this address, giving tokens for its GraphQL endpoint.
    #[must_use]
    pub fn at(url: &str) -> Self {
        let name = url.trim_end_matches('/');
        Self {
            name: name.to_owned(),
            audience: format!("{name}/graphql"),
        }
    }
}

/// The name of the key that a token says it is signed with.
///
/// # Errors
/// When the token does not have the form of ours.
pub fn kid(token: &str) -> Result<String, Refused> {
    let (header, rest) = token.split_once('.').ok_or(Refused)?;
    if rest.split('.').count() != 2 {
        return Err(Refused);
    }
    let header = URL_SAFE_NO_PAD.decode(header).map_err(|_| Refused)?;
    let header: OurHeader = serde_json::from_slice(&header).map_err(|_| Refused)?;
    if header.alg == "EdDSA" && header.typ == TYPE {
        Ok(header.kid)
    } else {
        Err(Refused)
    }
}

/// What a token says, where it is signed with the key, given by us, and good now.
///
/// # Errors
/// When it is not.
pub fn verify(
    token: &str,
    key: &DecodingKey,
    issuer: &Issuer,
    now: DateTime<Utc>,
) -> Result<Access, Refused> {
    let mut validation = Validation::new(Algorithm::EdDSA);
    // Times are checked below: the library would ask the system's clock. So are issuer and audience, beside them.
    validation.required_spec_claims.clear();
    validation.validate_exp = false;
    validation.validate_aud = false;
    let read = jsonwebtoken::decode::<Claims>(token, key, &validation).map_err(|_| Refused)?;
    let claims = read.claims;
    let (now, soon) = (now.timestamp(), (now + LEEWAY).timestamp());
    let is_ours = claims.iss == issuer.name && claims.aud == issuer.audience;
    let has_begun = claims.iat <= soon && claims.nbf.is_none_or(|from| from <= soon);
    if is_ours && has_begun && now < claims.exp {
        Ok(Access {
            account: claims.sub,
            session: claims.sid,
        })
    } else {
        Err(Refused)
    }
}

/// Gives a token.
///
/// # Errors
/// When the key cannot sign.
pub fn sign(
    access: Access,
    key: &EncodingKey,
    kid: &str,
    issuer: &Issuer,
    now: DateTime<Utc>,
) -> jsonwebtoken::errors::Result<AccessToken> {
    let expires_at = now + LIFETIME;
    let header = Header {
        typ: Some(TYPE.to_owned()),
        kid: Some(kid.to_owned()),
        ..Header::new(Algorithm::EdDSA)
    };
    let claims = Claims {
        iss: issuer.name.clone(),
        aud: issuer.audience.clone(),
        sub: access.account,
        sid: access.session,
        iat: now.timestamp(),
        exp: expires_at.timestamp(),
        nbf: None,
    };
    let text = jsonwebtoken::encode(&header, &claims, key)?;
    Ok(AccessToken { text, expires_at })
}
