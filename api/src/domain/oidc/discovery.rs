//! The keys of a provider: found by its discovery document, kept for a while, read again when a token names another.
//!
//! What strangers send makes nobody ask the provider more often than once in a while. Keys that were read are used on
//! while it is down, for a day.
use std::sync::{Arc, PoisonError, RwLock};

use chrono::{DateTime, TimeDelta, Utc};
use jsonwebtoken::DecodingKey;
use jsonwebtoken::jwk::{Jwk, KeyOperations, PublicKeyUse};
use serde::Deserialize;
use tokio::sync::Mutex;
use url::Url;

use crate::domain::outbound::{Outbound, OutboundError};
use crate::domain::{Error, Result};

/// After this long keys are read again.
const FRESH: TimeDelta = TimeDelta::minutes(10);
/// For so long they are used while the provider is down.
const STALE: TimeDelta = TimeDelta::hours(24);
/// The provider is not asked more often than this, whatever comes of it.
const PAUSE: TimeDelta = TimeDelta::seconds(10);
/// Keys of a provider at most.
const KEYS: usize = 100;

/// The keys of one provider, as this process knows them.
pub(super) struct ProviderKeys {
    issuer: String,
    outbound: Outbound,
    known: RwLock<Known>,
    reading: Mutex<()>,
}

#[derive(Clone, Default)]
struct Known {
    tried_at: Option<DateTime<Utc>>,
    read_at: Option<DateTime<Utc>>,
    keys: Arc<[ProviderKey]>,
    endpoints: Option<Endpoints>,
}

/// Where people sign in, and where codes are changed for tokens.
#[derive(Clone)]
pub(super) struct Endpoints {
    pub(super) authorization: Url,
    pub(super) token: Url,
}

/// A public key.
#[derive(Clone)]
pub(super) struct ProviderKey {
    kid: String,
    /// The algorithm that it is for, where it says so.
    pub(super) algorithm: Option<String>,
    pub(super) verifies: DecodingKey,
}

/// Why keys cannot be read.
#[derive(Debug, thiserror::Error)]
enum Unread {
    #[error(transparent)]
    Call(#[from] OutboundError),
    #[error("what it serves is not what it should be")]
    Document(#[from] serde_json::Error),
    #[error("its address cannot be read")]
    Address(#[from] url::ParseError),
    #[error("it says that it is {0}")]
    AnotherIssuer(String),
    #[error("it has too many keys, or none")]
    Number,
}

#[derive(Deserialize)]
struct Discovery {
    issuer: String,
    jwks_uri: String,
    authorization_endpoint: Option<String>,
    token_endpoint: Option<String>,
}

/// What a provider says of itself.
struct Said {
    keys: Arc<[ProviderKey]>,
    endpoints: Option<Endpoints>,
}

/// Each key is read by itself: one of a kind that is not known here spoils no other.
#[derive(Deserialize)]
struct Served {
    keys: Vec<serde_json::Value>,
}

impl ProviderKeys {
    pub(super) fn new(issuer: String, outbound: Outbound) -> Self {
        Self {
            issuer,
            outbound,
            known: RwLock::default(),
            reading: Mutex::default(),
        }
    }

    /// The key of a name; `None` where the provider has no such key.
    ///
    /// # Errors
    /// [`Error::ProviderDown`] where nobody can say.
    pub(super) async fn key(
        self: &Arc<Self>,
        kid: &str,
        now: DateTime<Utc>,
    ) -> Result<Option<ProviderKey>> {
        let known = self.known();
        if known.is_usable(now)
            && let Some(key) = known.key(kid)
        {
            if !known.is_fresh(now) && known.may_try(now) {
                let keys = Arc::clone(self);
                tokio::spawn(async move { keys.read(now).await });
            }
            return Ok(Some(key));
        }
        self.read(now).await;
        let known = self.known();
        if !known.is_usable(now) {
            return Err(Error::ProviderDown);
        }
        Ok(known.key(kid))
    }

    /// Where people sign in.
    ///
    /// # Errors
    /// [`Error::ProviderDown`] where the provider does not say.
    pub(super) async fn endpoints(&self, now: DateTime<Utc>) -> Result<Endpoints> {
        if !self.known().is_fresh(now) {
            self.read(now).await;
        }
        let known = self.known();
        let endpoints = known.endpoints.clone().filter(|_| known.is_usable(now));
        endpoints.ok_or(Error::ProviderDown)
    }

    /// Asks the provider, unless that was done lately; whoever comes meanwhile waits for it.
    async fn read(&self, now: DateTime<Utc>) {
        let _turn = self.reading.lock().await;
        if !self.known().may_try(now) {
            return;
        }
        let read = self.fetch().await;
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.tried_at = Some(now);
        match read {
            Ok(Said { keys, endpoints }) => {
                known.read_at = Some(now);
                known.keys = keys;
                known.endpoints = endpoints;
            }
            Err(error) => tracing::warn!(
                issuer = self.issuer,
                error = &error as &dyn std::error::Error,
                "the keys of a provider cannot be read"
            ),
        }
    }

    async fn fetch(&self) -> Result<Said, Unread> {
        let issuer = self.issuer.trim_end_matches('/');
        let at = Url::parse(&format!("{issuer}/.well-known/openid-configuration"))?;
        let discovery: Discovery = serde_json::from_slice(&self.outbound.get(&at).await?)?;
        if discovery.issuer != self.issuer {
            return Err(Unread::AnotherIssuer(
                discovery.issuer.chars().take(200).collect(),
            ));
        }
        let at = Url::parse(&discovery.jwks_uri)?;
        let served: Served = serde_json::from_slice(&self.outbound.get(&at).await?)?;
        if served.keys.len() > KEYS {
            return Err(Unread::Number);
        }
        let keys: Arc<[ProviderKey]> = served
            .keys
            .into_iter()
            .filter_map(ProviderKey::read)
            .collect();
        if keys.is_empty() {
            return Err(Unread::Number);
        }
        let address = |named: Option<String>| named.map(|named| Url::parse(&named)).transpose();
        let authorization = address(discovery.authorization_endpoint)?;
        let token = address(discovery.token_endpoint)?;
        let endpoints = authorization.zip(token);
        let endpoints = endpoints.map(|(authorization, token)| Endpoints {
            authorization,
            token,
        });
        Ok(Said { keys, endpoints })
    }

    pub(super) fn outbound(&self) -> &Outbound {
        &self.outbound
    }

    fn known(&self) -> Known {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        known.clone()
    }
}

impl Known {
    fn key(&self, kid: &str) -> Option<ProviderKey> {
        self.keys.iter().find(|key| key.kid == kid).cloned()
    }

    fn is_usable(&self, now: DateTime<Utc>) -> bool {
        is_within(self.read_at, STALE, now)
    }

    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        is_within(self.read_at, FRESH, now)
    }

    fn may_try(&self, now: DateTime<Utc>) -> bool {
        !is_within(self.tried_at, PAUSE, now)
    }
}

fn is_within(at: Option<DateTime<Utc>>, time: TimeDelta, now: DateTime<Utc>) -> bool {
    at.is_some_and(|at| at <= now && now < at + time)
}

impl ProviderKey {
    /// A key that verifies signatures; `None` for others, such as shared secrets.
    fn read(served: serde_json::Value) -> Option<Self> {
        let jwk: Jwk = serde_json::from_value(served).ok()?;
        let common = &jwk.common;
        let signs = common
            .public_key_use
            .as_ref()
            .is_none_or(|of| *of == PublicKeyUse::Signature);
        let verifies = common
            .key_operations
            .as_ref()
            .is_none_or(|of| of.contains(&KeyOperations::Verify));
        let is_public = !matches!(
            jwk.algorithm,
            jsonwebtoken::jwk::AlgorithmParameters::OctetKey(_)
        );
        if !(signs && verifies && is_public) {
            return None;
        }
        Some(Self {
            kid: common.key_id.clone()?,
            algorithm: common.key_algorithm.map(|algorithm| algorithm.to_string()),
            verifies: DecodingKey::from_jwk(&jwk).ok()?,
        })
    }
}
