//! Whoever lets people in: what it takes to tell whether they are who they say they are, and to give them tokens.
use std::io;

use entity::value::AccountRole;
use uuid::Uuid;

use super::keys::Keys;
use super::token::{Access, AccessToken, Issuer};
use crate::domain::Result;
use crate::domain::account::Hasher;
use crate::domain::actor::Restriction;
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::secret::Secret;

/// Lets people in.
pub struct Authority {
    pub(in crate::domain) database: Database,
    pub(in crate::domain) clock: Clock,
    pub(in crate::domain) secret: Secret,
    pub(in crate::domain) hasher: Hasher,
    pub(in crate::domain) rules: Rules,
    keys: Keys,
}

/// What the province asks for.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// Roles that sign in with one-time passwords too.
    pub totp_roles: Vec<AccountRole>,
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
            keys: Keys::new(database.clone(), secret.clone(), clock.clone()),
            database,
            clock,
            secret,
            rules,
        })
    }

    /// The keys that sign and verify.
    #[must_use]
    pub fn keys(&self) -> &Keys {
        &self.keys
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
