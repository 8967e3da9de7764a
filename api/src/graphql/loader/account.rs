//! Accounts by id, their memberships and sessions; machine keys.
use std::collections::HashMap;

use async_graphql::dataloader::Loader;
use chrono::{DateTime, Utc};
use entity::{account, account_identity, machine_key, session};
use uuid::Uuid;

use super::Reader;
use crate::domain::account::{self as accounts, MembershipWithSections};
use crate::domain::session as sessions;
use crate::domain::{Error, Result};

/// An account by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct AccountById(pub Uuid);

impl Loader<AccountById> for Reader {
    type Value = account::Model;
    type Error = Error;

    async fn load(&self, keys: &[AccountById]) -> Result<HashMap<AccountById, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = accounts::by_ids(&self.session, &ids).await?;
        let found = found.into_iter();
        Ok(found.map(|row| (AccountById(row.id), row)).collect())
    }
}

/// A machine key by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MachineKeyById(pub Uuid);

impl Loader<MachineKeyById> for Reader {
    type Value = machine_key::Model;
    type Error = Error;

    async fn load(&self, keys: &[MachineKeyById]) -> Result<HashMap<MachineKeyById, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = accounts::machine_key::by_ids(&self.session, &ids).await?;
        let found = found.into_iter();
        Ok(found.map(|row| (MachineKeyById(row.id), row)).collect())
    }
}

/// The memberships of an account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct MembershipsOf(pub Uuid);

impl Loader<MembershipsOf> for Reader {
    type Value = Vec<MembershipWithSections>;
    type Error = Error;

    async fn load(&self, keys: &[MembershipsOf]) -> Result<HashMap<MembershipsOf, Self::Value>> {
        let accounts: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<MembershipsOf, Self::Value> = HashMap::new();
        for membership in accounts::memberships_of(&self.session, &accounts).await? {
            let account = MembershipsOf(membership.0.account_id);
            found.entry(account).or_default().push(membership);
        }
        Ok(found)
    }
}

/// The sessions of an account that have not ended; some may have expired.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SessionsOf(pub Uuid);

impl Loader<SessionsOf> for Reader {
    type Value = Vec<session::Model>;
    type Error = Error;

    async fn load(&self, keys: &[SessionsOf]) -> Result<HashMap<SessionsOf, Self::Value>> {
        let accounts: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<SessionsOf, Self::Value> = HashMap::new();
        for session in sessions::open_of(&self.session, &accounts).await? {
            let account = SessionsOf(session.account_id);
            found.entry(account).or_default().push(session);
        }
        Ok(found)
    }
}

/// What providers know an account by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IdentitiesOf(pub Uuid);

impl Loader<IdentitiesOf> for Reader {
    type Value = Vec<account_identity::Model>;
    type Error = Error;

    async fn load(&self, keys: &[IdentitiesOf]) -> Result<HashMap<IdentitiesOf, Self::Value>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let mut found: HashMap<IdentitiesOf, Self::Value> = HashMap::new();
        for row in accounts::identities_of(&self.session, &ids).await? {
            found
                .entry(IdentitiesOf(row.account_id))
                .or_default()
                .push(row);
        }
        Ok(found)
    }
}

/// When an account last signed in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LastSignInOf(pub Uuid);

impl Loader<LastSignInOf> for Reader {
    type Value = DateTime<Utc>;
    type Error = Error;

    async fn load(&self, keys: &[LastSignInOf]) -> Result<HashMap<LastSignInOf, Self::Value>> {
        let accounts: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let found = sessions::last_begun(&self.session, &accounts).await?;
        let found = found.into_iter();
        Ok(found
            .map(|(account, at)| (LastSignInOf(account), at))
            .collect())
    }
}
