//! Signing in at a provider with a browser: the authorization code flow with PKCE (RFC 6749 §4.1, RFC 7636, RFC 9207,
//! `OpenID` Connect Core §3.1).
//!
//! Nothing is kept here of who begins: what belongs together is sealed and given to the page that begins, apart from what
//! the browser carries there and back. Whoever sees only the address that the provider sends back to can do nothing with it.
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use url::Url;

use super::provider::SignIn;
use super::token::Shown;
use super::{Providers, Subject, verify};
use crate::domain::outbound::OutboundError;
use crate::domain::secret::{self, Secret};
use crate::domain::{Error, Refusal, Result};

/// Whoever begins comes back within this time.
const PATIENCE: TimeDelta = TimeDelta::minutes(10);
/// What an attempt is sealed for.
const PLACE: &str = "oidc/attempt";

/// Somebody is to be sent to the provider.
pub struct Attempted {
    /// Where the browser goes.
    pub authorization_url: Url,
    /// What the page keeps, and shows when the browser is back.
    pub attempt: String,
    /// Until when.
    pub expires_at: DateTime<Utc>,
}

/// What a page has when the browser is back.
pub struct Returned {
    /// What it kept.
    pub attempt: String,
    /// What the provider sent back with the code.
    pub state: String,
    /// The code.
    pub code: String,
    /// The issuer that the provider sent back, where it does (RFC 9207).
    pub issuer: Option<String>,
}

/// What belongs together.
#[derive(Serialize, Deserialize)]
struct Attempt {
    issuer: String,
    redirect_uri: String,
    state: String,
    nonce: String,
    verifier: String,
    expires_at: DateTime<Utc>,
}

/// What the provider gives for a code, as far as it is read.
#[derive(Deserialize)]
struct Tokens {
    id_token: String,
}

impl Providers {
    /// Begins at a provider, for a page of these.
    ///
    /// # Errors
    /// [`Error::Invalid`] for a provider where nobody signs in so, and for a page that is not written down;
    /// [`Error::ProviderDown`].
    pub async fn begin(
        &self,
        secret: &Secret,
        issuer: &str,
        redirect_uri: &str,
        now: DateTime<Utc>,
    ) -> Result<Attempted> {
        let known = self.0.get(issuer);
        let (sign_in, keys) = known
            .and_then(|(provider, keys)| Some((provider.sign_in.as_ref()?, keys)))
            .ok_or_else(no_sign_in)?;
        let pages = &sign_in.redirect_uris;
        let page = pages.iter().find(|page| *page == redirect_uri);
        let attempt = Attempt {
            issuer: issuer.to_owned(),
            redirect_uri: page.ok_or_else(unknown_page)?.clone(),
            state: secret::token("")?,
            nonce: secret::token("")?,
            verifier: secret::token("")?,
            expires_at: now + PATIENCE,
        };
        let endpoint = keys.endpoints(now).await?.authorization;
        Ok(Attempted {
            authorization_url: attempt.authorization_url(endpoint, sign_in),
            expires_at: attempt.expires_at,
            attempt: attempt.sealed(secret)?,
        })
    }

    /// Whom the provider vouches for, who is back from it.
    ///
    /// # Errors
    /// [`Refusal::TokenInvalid`] for another attempt, one of long ago, and an answer to another;
    /// [`Refusal::CodeInvalid`] where the provider does not take the code, or gives for it what is not for this attempt;
    /// [`Error::ProviderDown`].
    pub async fn complete(
        &self,
        secret: &Secret,
        returned: &Returned,
        now: DateTime<Utc>,
    ) -> Result<Subject> {
        let attempt = Attempt::open(secret, &returned.attempt);
        let attempt = attempt.filter(|attempt| attempt.is_answered_by(returned, now));
        let attempt = attempt.ok_or(Refusal::TokenInvalid)?;
        let known = self.0.get(&attempt.issuer);
        let (provider, keys) = known.ok_or(Refusal::TokenInvalid)?;
        let sign_in = provider.sign_in.as_ref().ok_or(Refusal::TokenInvalid)?;
        let endpoint = keys.endpoints(now).await?.token;
        let secret = sign_in.client_secret.as_ref();
        let form = [
            ("grant_type", "authorization_code"),
            ("code", &returned.code),
            ("redirect_uri", &attempt.redirect_uri),
            ("client_id", &sign_in.client_id),
            ("code_verifier", &attempt.verifier),
        ];
        let client = secret.map(|secret| (sign_in.client_id.as_str(), secret.0.as_str()));
        let answer = keys.outbound().post(&endpoint, client, &form).await;
        let answer = answer.map_err(|error| refusal(&attempt.issuer, &error))?;
        let Ok(Tokens { id_token }) = serde_json::from_slice(&answer) else {
            tracing::warn!(attempt.issuer, "the provider gives no ID token for a code");
            return Err(Error::ProviderDown);
        };
        let shown = Shown::ToSignIn {
            client: &sign_in.client_id,
            nonce: &attempt.nonce,
        };
        let subject = verify(provider, keys, &id_token, shown, now).await?;
        Ok(subject.ok_or(Refusal::CodeInvalid)?)
    }
}

impl Attempt {
    fn authorization_url(&self, mut endpoint: Url, sign_in: &SignIn) -> Url {
        let challenge = URL_SAFE_NO_PAD.encode(Sha256::digest(&self.verifier));
        endpoint.query_pairs_mut().extend_pairs([
            ("response_type", "code"),
            ("client_id", &sign_in.client_id),
            ("redirect_uri", &self.redirect_uri),
            ("scope", &sign_in.scopes.join(" ")),
            ("state", &self.state),
            ("nonce", &self.nonce),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ]);
        endpoint
    }

    fn sealed(&self, secret: &Secret) -> Result<String> {
        let written = serde_json::to_vec(self).map_err(|_| secret::SecretError::Failed)?;
        Ok(URL_SAFE_NO_PAD.encode(secret.seal(PLACE, &written)?))
    }

    fn open(secret: &Secret, attempt: &str) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(attempt).ok()?;
        let written = secret.open(PLACE, &sealed).ok()?;
        serde_json::from_slice(&written).ok()
    }

    fn is_answered_by(&self, returned: &Returned, now: DateTime<Utc>) -> bool {
        let is_from = |issuer: &String| *issuer == self.issuer;
        now < self.expires_at
            && self.state == returned.state
            && returned.issuer.as_ref().is_none_or(is_from)
    }
}

/// A provider that does not take a code answers with 400 (RFC 6749 §5.2).
fn refusal(issuer: &str, error: &OutboundError) -> Error {
    if matches!(error, OutboundError::Status { status: 400, .. }) {
        return Refusal::CodeInvalid.into();
    }
    let error: &dyn std::error::Error = error;
    tracing::warn!(issuer, error, "a code cannot be changed for tokens");
    Error::ProviderDown
}

fn no_sign_in() -> Error {
    let reason = (
        "is no provider at which people sign in here; who runs the server names them",
        "không phải là nơi đăng nhập được dùng ở đây; hãy hỏi người vận hành máy chủ",
    );
    Error::invalid("issuer", reason)
}

fn unknown_page() -> Error {
    let reason = (
        "is not written down for the provider; it is set where the server is configured",
        "chưa được khai báo cho nơi đăng nhập này; hãy khai báo trong cấu hình máy chủ",
    );
    Error::invalid("redirectUri", reason)
}
