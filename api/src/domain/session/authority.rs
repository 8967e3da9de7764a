//! Whoever lets people in: what it takes to tell whether they are who they say they are, and to give them tokens.
use std::io;
use std::sync::Arc;

use entity::value::AccountRole;
use uuid::Uuid;

use super::keys::Keys;
use super::token::{Access, AccessToken, Issuer};
use crate::domain::Result;
use crate::domain::account::{Hasher, machine_key};
use crate::domain::actor::{Actor, Caller, Credential, Restriction};
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::media::Pass;
use crate::domain::oidc::Providers;
use crate::domain::preview;
use crate::domain::secret::Secret;

/// Lets people in.
pub struct Authority {
    pub(in crate::domain) database: Database,
    pub(in crate::domain) clock: Clock,
    pub(in crate::domain) secret: Secret,
    pub(in crate::domain) hasher: Hasher,
    pub(in crate::domain) rules: Arc<Rules>,
    usage: machine_key::Usage,
    origins: machine_key::Origins,
    keys: Keys,
    providers: Providers,
}

/// What the province asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rules {
    /// Roles that sign in with one-time passwords too.
    pub totp_roles: Vec<AccountRole>,
    /// Whether accounts may approve what they wrote themselves.
    pub may_approve_own: bool,
    /// Whether codes are sent by mail.
    pub by_mail: bool,
}

/// What somebody who comes in is given, once.
pub struct Admission {
    /// The account.
    pub account: Uuid,
    /// What has to be done before anything else.
    pub restriction: Option<Restriction>,
    /// Shown with every request, for fifteen minutes.
    pub access: AccessToken,
    /// Changed for new tokens, once.
    pub refresh: String,
}

/// A session that goes on, before it has an access token.
pub(super) struct Admitted {
    pub(super) access: Access,
    pub(super) restriction: Option<Restriction>,
    pub(super) refresh: String,
}

impl Authority {
    /// One for a database. It starts the threads that hash passwords.
    ///
    /// # Errors
    /// When they cannot be started.
    pub fn new(database: Database, clock: Clock, secret: Secret, rules: Rules) -> io::Result<Self> {
        Ok(Self {
            hasher: Hasher::start()?,
            usage: machine_key::Usage::default(),
            origins: machine_key::Origins::default(),
            providers: Providers::default(),
            keys: Keys::new(database.clone(), secret.clone(), clock.clone()),
            database,
            clock,
            secret,
            rules: Arc::new(rules),
        })
    }

    /// The same, which takes the tokens of these providers as well.
    #[must_use]
    pub fn trusting(self, providers: Providers) -> Self {
        Self { providers, ..self }
    }

    /// What a bearer token says of who shows it: one of ours, or of a provider that is trusted. Whether they may still
    /// come in is not known yet.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`](crate::domain::Error::Unauthenticated) for anything else; otherwise when the keys cannot be read.
    pub async fn identify(&self, token: &str, issuer: &Issuer) -> Result<Credential> {
        match self.providers.identify(token, &self.clock).await? {
            Some(subject) => Ok(Credential::Subject(subject)),
            None => Ok(Credential::Session(self.keys.verify(token, issuer).await?)),
        }
    }

    /// The providers that are trusted.
    pub(super) fn providers(&self) -> &Providers {
        &self.providers
    }

    /// The preview that a token opens, where it is one of ours and has not ended. Whether it was taken back is not known
    /// yet.
    ///
    /// # Errors
    /// [`Error::NoPreview`](crate::domain::Error::NoPreview) for anything else.
    pub fn preview(&self, token: &str) -> Result<preview::PreviewToken> {
        preview::PreviewToken::of(token, &self.secret, self.clock.now())
    }

    /// What the province asks for.
    #[must_use]
    pub fn rules(&self) -> &Arc<Rules> {
        &self.rules
    }

    /// Opens a file for some minutes, for who may read it.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn pass_to(&self, sha256: &str) -> Result<Pass> {
        Pass::to(&self.secret, sha256, self.clock.now())
    }

    /// Whether something that was shown opens a file now.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn passes(&self, pass: &Pass, sha256: &str) -> Result<bool> {
        pass.opens(&self.secret, sha256, self.clock.now())
    }

    /// The keys that sign and verify.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
    }

    /// Notes that somebody came, as far as that is written down.
    pub fn note(&self, actor: &Actor, caller: &Caller) {
        let now = self.clock.now();
        self.usage.note(&self.database, actor, caller.address, now);
    }

    /// The origins whose pages may use some machine key, as they are known here.
    #[must_use]
    pub fn origins(&self) -> &machine_key::Origins {
        &self.origins
    }

    /// Sees to it that they are known.
    pub async fn learn_origins(&self) {
        let session = self.database.session();
        self.origins.learn(&session, self.clock.now()).await;
    }

    /// Gives a session its access token. If it cannot be signed, whoever came in tries again.
    pub(super) async fn admit(&self, admitted: Admitted, issuer: &Issuer) -> Result<Admission> {
        Ok(Admission {
            account: admitted.access.account,
            restriction: admitted.restriction,
            access: self.keys.sign(admitted.access, issuer).await?,
            refresh: admitted.refresh,
        })
    }
}
