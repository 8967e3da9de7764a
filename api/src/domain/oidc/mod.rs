//! `OpenID` Connect: tokens of the providers that the province trusts, such as its own sign-on.
mod code_flow;
mod discovery;
mod provider;
mod token;

pub use code_flow::{Attempted, Returned};
pub use provider::{Claims, Provider, Provision, SignIn, read};

use std::collections::HashMap;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::value::AccountRole;
use serde_json::Value;

use self::discovery::ProviderKeys;
use self::token::Shown;
use crate::domain::clock::Clock;
use crate::domain::outbound::Outbound;
use crate::domain::{Error, Result};

/// What a token says of a second factor (RFC 8176).
const SECOND_FACTORS: [&str; 5] = ["mfa", "otp", "hwk", "swk", "sc"];

/// The providers whose tokens are taken.
#[derive(Default)]
pub struct Providers(HashMap<String, (Provider, Arc<ProviderKeys>)>);

/// Whom a provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// The provider.
    pub issuer: String,
    /// What it knows them by.
    pub subject: String,
    /// Whether they showed a second factor there.
    pub second_factor: bool,
    /// What they are given when they first come.
    pub newcomer: Option<Newcomer>,
}

/// An account that is to be made of a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Newcomer {
    /// Name.
    pub name: String,
    /// E-mail address, where the provider has verified it.
    pub email: Option<String>,
    /// The role.
    pub role: AccountRole,
    /// Code of the agency.
    pub agency: String,
    /// Codes of the sections that the role is limited to; none when it is not.
    pub sections: Vec<String>,
}

impl Providers {
    /// These providers, called by `outbound`.
    #[must_use]
    pub fn new(providers: Vec<Provider>, outbound: &Outbound) -> Self {
        let with_keys = |provider: Provider| {
            let keys = ProviderKeys::new(provider.issuer.clone(), outbound.clone());
            (provider.issuer.clone(), (provider, Arc::new(keys)))
        };
        Self(providers.into_iter().map(with_keys).collect())
    }

    /// Whom a token is for, where it says that it is from one of them; `None` where it says something else.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] for a token that is not from them, not for us, or not good now;
    /// [`Error::ProviderDown`] where that cannot be told.
    pub async fn identify(&self, token: &str, clock: &Clock) -> Result<Option<Subject>> {
        let named = token::issuer(token).filter(|_| !self.0.is_empty());
        let Some((provider, keys)) = named.and_then(|issuer| self.0.get(&issuer)) else {
            return Ok(None);
        };
        let verified = verify(provider, keys, token, Shown::ForAccess, clock.now()).await?;
        Ok(Some(verified.ok_or(Error::Unauthenticated)?))
    }
}

/// Whom a token of the provider is for; `None` where it is not good, or not for that.
async fn verify(
    provider: &Provider,
    keys: &Arc<ProviderKeys>,
    token: &str,
    shown: Shown<'_>,
    now: DateTime<Utc>,
) -> Result<Option<Subject>> {
    let Ok(header) = token::header(token, provider, shown) else {
        return Ok(None);
    };
    let Some(key) = keys.key(&header.kid, now).await? else {
        return Ok(None);
    };
    let claims = token::verify(token, &header, &key, provider, shown, now);
    Ok(claims.ok().map(|claims| subject(provider, &claims)))
}

/// What a good token says.
fn subject(provider: &Provider, claims: &token::Claims) -> Subject {
    let text = |name: &str| claims.get(name).and_then(Value::as_str);
    let subject = text("sub").unwrap_or_default().to_owned();
    let amr = claims.get("amr");
    let showed_it = SECOND_FACTORS
        .iter()
        .any(|factor| token::holds(amr, factor));
    let is_verified = claims.get("email_verified") == Some(&Value::Bool(true));
    let fits = |rule: &&Provision| token::holds(claims.get(&rule.claim), &rule.value);
    let newcomer = provider.provision.iter().find(fits).map(|rule| Newcomer {
        name: text(&provider.claims.name).unwrap_or(&subject).to_owned(),
        email: text(&provider.claims.email)
            .filter(|_| is_verified)
            .map(str::to_owned),
        role: rule.role,
        agency: rule.agency.clone(),
        sections: rule.sections.clone(),
    });
    Subject {
        issuer: provider.issuer.clone(),
        second_factor: provider.second_factor || showed_it,
        newcomer,
        subject,
    }
}
