//! That somebody is who they say they are, by a password.
//!
//! An unknown account, one without a password and a wrong password are answered alike and after the same work, so that
//! nobody learns who has an account.
use entity::value::Hidden;
use entity::{account, account_secret};
use sea_orm::prelude::*;
use sea_orm::{ActiveValue::Set, JoinType, QuerySelect};

use super::guess::Guess;
use super::identifier::Identifier;
use super::password::{Password, Verified};
use crate::domain::actor::Caller;
use crate::domain::session::Authority;
use crate::domain::{Error, Refusal, Result};

/// Somebody who knows an account's password.
pub(in crate::domain) struct Proof {
    account: Uuid,
    hash: Hidden,
    /// The same password, hashed as it is done today.
    better: Option<Hidden>,
    /// The guess, which was right.
    guess: Guess,
}

/// That somebody knows an account's password.
///
/// # Errors
/// [`Refusal::CredentialsInvalid`], [`Error::TooSoon`] after too many guesses, [`Error::Busy`] when too many sign in;
/// otherwise when the database fails.
pub(in crate::domain) async fn prove(
    authority: &Authority,
    caller: &Caller,
    whom: &Identifier,
    password: &str,
) -> Result<Proof> {
    let invalid = || Error::from(Refusal::CredentialsInvalid);
    let password = Password::typed(password).ok_or_else(invalid)?;
    let guess = Guess::at(&authority.secret, whom, caller.address)?;
    guess
        .count(&authority.database, authority.clock.now())
        .await?;
    let found = find(authority, whom).await?;
    let hash = found.as_ref().map(|(_, hash)| hash.clone());
    let verified = authority.hasher.verify(password.clone(), hash).await?;
    let Some((account, hash)) = found.filter(|_| verified != Verified::No) else {
        tracing::info!(
            address = ?caller.address,
            request = caller.request_id,
            "a password was wrong, or nobody's"
        );
        return Err(invalid());
    };
    let better = match verified {
        Verified::Outdated => Some(authority.hasher.hash(password).await?),
        Verified::No | Verified::Yes => None,
    };
    Ok(Proof {
        account,
        hash,
        better,
        guess,
    })
}

impl Proof {
    /// The account as it is in a transaction that writes: active, and with the same password still. Gives the guess
    /// back.
    ///
    /// # Errors
    /// [`Refusal::CredentialsInvalid`] when it is not; otherwise when the database fails.
    pub(in crate::domain) async fn accept(
        self,
        tx: &impl ConnectionTrait,
    ) -> Result<account::Model> {
        let account = account::Entity::find_by_id(self.account).one(tx).await?;
        let account = account.filter(|account| account.active);
        let secret = account_secret::Entity::find_by_id(self.account)
            .one(tx)
            .await?;
        let hash = secret.and_then(|secret| secret.password_hash);
        let account = account.filter(|_| hash.as_ref() == Some(&self.hash));
        let account = account.ok_or(Refusal::CredentialsInvalid)?;
        self.guess.give_back(tx).await?;
        if let Some(better) = self.better {
            keep(tx, account.id, better).await?;
        }
        Ok(account)
    }
}

/// The account that is called so and the hash of its password; nothing is held for reading afterwards.
async fn find(authority: &Authority, whom: &Identifier) -> Result<Option<(Uuid, Hidden)>> {
    let to_secret: RelationDef = account::Entity::belongs_to(account_secret::Entity)
        .from(account::Column::Id)
        .to(account_secret::Column::AccountId)
        .into();
    let session = authority.database.session();
    let found = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .column(account_secret::Column::PasswordHash)
        .join(JoinType::InnerJoin, to_secret)
        .filter(whom.is_of())
        .into_tuple::<(Uuid, Option<Hidden>)>()
        .one(session.read().await?)
        .await?;
    Ok(found.and_then(|(account, hash)| Some((account, hash?))))
}

/// Keeps the hash of a password.
pub(super) async fn keep(tx: &impl ConnectionTrait, account: Uuid, hash: Hidden) -> Result<()> {
    let secret = account_secret::ActiveModel {
        password_hash: Set(Some(hash)),
        ..Default::default()
    };
    account_secret::Entity::update_many()
        .set(secret)
        .filter(account_secret::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(())
}
