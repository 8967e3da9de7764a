//! New passwords: set by who knows the old one, or by who has a one-time code.
use chrono::{DateTime, Utc};
use entity::value::{CodePurpose, Hidden, SessionEnd};
use entity::{account, account_secret, session};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;

use super::guess::Guess;
use super::identifier::Identifier;
use super::myself::Myself;
use super::password::Password;
use super::{code, proof};
use crate::domain::actor::Caller;
use crate::domain::journal::{self, Act};
use crate::domain::policy::{self, Action, Resource};
use crate::domain::session::{Authority, end_where};
use crate::domain::{Refusal, Result};

/// Changes the own password. The account's other sessions end. Gives the account.
///
/// # Errors
/// [`Refusal::PasswordWeak`], also for the password as it is; [`Refusal::CredentialsInvalid`] when that is another;
/// [`Error::TooSoon`](crate::domain::Error::TooSoon), [`Error::Busy`](crate::domain::Error::Busy),
/// [`Error::Unauthenticated`](crate::domain::Error::Unauthenticated); otherwise when the database fails.
pub async fn change_password(
    authority: &Authority,
    caller: &Caller,
    present: &str,
    new: &str,
) -> Result<Uuid> {
    let me = Myself::find(authority, caller, Action::PasswordChange).await?;
    let new = Password::chosen(new, &me.called.iter().collect::<Vec<_>>())?;
    if Password::typed(present).is_some_and(|present| present == new) {
        return Err(Refusal::PasswordWeak.into());
    }
    let proof = proof::prove(authority, caller, me.whom()?, present).await?;
    let hash = authority.hasher.hash(new).await?;
    let tx = authority.database.begin_writing().await?;
    let now = authority.clock.now();
    let actor = Myself::acting(&tx, authority, caller, Action::PasswordChange).await?;
    let account = proof.accept(&tx).await?;
    let ended = set(&tx, &account, hash, actor.session(), now).await?;
    let act = Act {
        subject_id: Some(account.id.to_string()),
        detail: json!({ "ended_sessions": ended }),
        ..Act::new(
            actor.author(caller),
            Action::PasswordChange.name(),
            "account",
        )
    };
    journal::close(&tx, Vec::new(), vec![act], now).await?;
    tx.commit().await?;
    Ok(account.id)
}

/// Sets a password with a one-time code. The account's sessions end.
///
/// # Errors
/// [`Refusal::PasswordWeak`]; [`Refusal::CodeInvalid`], also where there is no such account;
/// [`Error::TooSoon`](crate::domain::Error::TooSoon), [`Error::Busy`](crate::domain::Error::Busy); otherwise when the
/// database fails.
pub async fn redeem_password(
    authority: &Authority,
    caller: &Caller,
    login: &str,
    typed: &str,
    new: &str,
) -> Result<()> {
    policy::authorize(None, Action::PasswordRedeem, &Resource::default())?;
    let whom = Identifier::typed(login);
    let new = Password::chosen(new, &[&whom])?;
    let guess = Guess::at(&authority.secret, &whom, caller.address)?;
    guess
        .count(&authority.database, authority.clock.now())
        .await?;
    let hash = authority.hasher.hash(new).await?;
    let tx = authority.database.begin_writing().await?;
    let now = authority.clock.now();
    let account = account::Entity::find()
        .filter(whom.is_of())
        .one(&tx)
        .await?;
    let account = account.filter(|account| account.active);
    // For nobody as much is done as for somebody.
    let id = account.as_ref().map_or(Uuid::nil(), |account| account.id);
    code::redeem(&tx, id, CodePurpose::Password, typed, now).await?;
    let account = account.ok_or(Refusal::CodeInvalid)?;
    guess.give_back(&tx).await?;
    let ended = set(&tx, &account, hash, None, now).await?;
    code::redeemed(tx, caller, account.id, Action::PasswordRedeem, ended, now).await
}

/// Sets a password; sessions but one end. Gives how many did.
async fn set(
    tx: &impl ConnectionTrait,
    account: &account::Model,
    hash: Hidden,
    but: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<u64> {
    let secret = account_secret::ActiveModel {
        password_hash: Set(Some(hash)),
        password_changed_at: Set(Some(now)),
        ..Default::default()
    };
    account_secret::Entity::update_many()
        .set(secret)
        .filter(account_secret::Column::AccountId.eq(account.id))
        .exec(tx)
        .await?;
    if account.must_change_password {
        let mut free = account.clone().into_active_model();
        free.must_change_password = Set(false);
        free.update(tx).await?;
    }
    code::end(tx, account.id, Some(CodePurpose::Password), now).await?;
    let mut which = session::Column::AccountId.eq(account.id);
    if let Some(kept) = but {
        which = which.and(session::Column::Id.ne(kept));
    }
    end_where(tx, which, SessionEnd::Password, now).await
}
