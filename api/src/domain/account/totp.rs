//! One-time passwords (RFC 6238), which an account shows beside its password: set up, confirmed, asked for, taken away.
//!
//! A code is taken once: a step that was taken, and those before it, are taken no more.
use chrono::{DateTime, Utc};
use entity::value::{CodePurpose, SessionEnd};
use entity::{account, account_secret, membership, session};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, Condition, DatabaseTransaction, IntoActiveModel};
use totp_rs::{Builder, Totp};

use super::identifier::Identifier;
use super::myself::Myself;
use super::{code, proof};
use crate::domain::actor::{Actor, Caller};
use crate::domain::clock::local_day;
use crate::domain::journal::{self, Act};
use crate::domain::policy::{self, Action, Resource};
use crate::domain::secret::{self, Secret, SecretError};
use crate::domain::session::{Authority, end_where};
use crate::domain::{Error, Refusal, Result};

/// Bytes of a seed (RFC 4226 §4: 160 bits).
const SEED: usize = 20;

/// What a person's app is given, once.
pub struct Enrolment {
    /// The seed in base 32, to be typed.
    pub secret: String,
    /// The same as an address that apps read from a picture.
    pub url: String,
}

/// What signing in comes to as far as the second factor goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::domain) enum SecondFactor {
    /// It was shown.
    Shown,
    /// There is none, and none is needed.
    NotNeeded,
    /// There is none, but one is needed.
    MustEnrol,
}

/// Makes a new seed for whoever is signed in; it counts once a code of it was shown (see [`confirm_totp`]).
///
/// # Errors
/// [`Refusal::Taken`] where one counts already; [`Refusal::CredentialsInvalid`] for a wrong password;
/// [`Error::TooSoon`], [`Error::Busy`], [`Error::Unauthenticated`]; otherwise when the database fails.
pub async fn enrol_totp(
    authority: &Authority,
    issuer: &str,
    caller: &Caller,
    password: &str,
) -> Result<Enrolment> {
    let me = Myself::find(authority, caller, Action::TotpEnrol).await?;
    let whom = me.whom()?;
    let proof = proof::prove(authority, caller, whom, password).await?;
    let seed = secret::random::<SEED>()?;
    let tx = authority.database.begin_writing().await?;
    let now = authority.clock.now();
    let actor = Myself::acting(&tx, authority, caller, Action::TotpEnrol).await?;
    let account = proof.accept(&tx).await?;
    let kept = kept(&tx, account.id).await?;
    if kept.totp_confirmed_at.is_some() {
        return Err(Refusal::Taken("totp").into());
    }
    let mut kept = kept.into_active_model();
    kept.totp_sealed = Set(Some(authority.secret.seal(&place(account.id), &seed)?));
    kept.update(&tx).await?;
    done(tx, &actor, caller, Action::TotpEnrol, now).await?;
    let totp = totp(&seed, issuer, whom.key())?;
    Ok(Enrolment {
        secret: totp.secret().to_base32(),
        url: totp.to_url().map_err(|_| SecretError::Failed)?,
    })
}

/// Lets the seed count from now on, since a code of it is shown. The session has shown its second factor with that.
///
/// # Errors
/// [`Refusal::CodeInvalid`]; otherwise as [`enrol_totp`].
pub async fn confirm_totp(authority: &Authority, caller: &Caller, typed: &str) -> Result<Uuid> {
    let me = Myself::find(authority, caller, Action::TotpConfirm).await?;
    let guess = me.guess(authority, caller)?;
    let now = authority.clock.now();
    guess.count(&authority.database, now).await?;
    let tx = authority.database.begin_writing().await?;
    let actor = Myself::acting(&tx, authority, caller, Action::TotpConfirm).await?;
    let mut kept = kept(&tx, actor.account).await?;
    if kept.totp_confirmed_at.is_some() {
        return Err(Refusal::Taken("totp").into());
    }
    let step = step(&authority.secret, &kept, typed, now)?;
    kept.totp_last_step = step;
    let mut kept = kept.into_active_model();
    kept.totp_last_step = Set(step);
    kept.totp_confirmed_at = Set(Some(now));
    kept.update(&tx).await?;
    guess.give_back(&tx).await?;
    if let Some(session) = actor.session() {
        shown(&tx, session).await?;
    }
    let account = actor.account;
    done(tx, &actor, caller, Action::TotpConfirm, now).await?;
    Ok(account)
}

/// Takes the own one-time passwords away, unless a role needs them.
///
/// # Errors
/// [`Refusal::SecondFactorNeeded`] where a role needs them; [`Refusal::CodeInvalid`]; otherwise as [`enrol_totp`].
pub async fn remove_totp(
    authority: &Authority,
    caller: &Caller,
    password: &str,
    typed: &str,
) -> Result<Uuid> {
    let me = Myself::find(authority, caller, Action::TotpRemove).await?;
    let whom = me.whom()?;
    let proof = proof::prove(authority, caller, whom, password).await?;
    let tx = authority.database.begin_writing().await?;
    let now = authority.clock.now();
    let actor = Myself::acting(&tx, authority, caller, Action::TotpRemove).await?;
    let account = proof.accept(&tx).await?;
    if needs_second_factor(&tx, authority, account.id, now).await? {
        return Err(Refusal::SecondFactorNeeded.into());
    }
    take(&tx, &authority.secret, account.id, typed, now).await?;
    clear(&tx, account.id).await?;
    done(tx, &actor, caller, Action::TotpRemove, now).await?;
    Ok(account.id)
}

/// Takes the one-time passwords of an account away, for who knows its password and has an administrator's code: the
/// device is lost. The account's sessions end.
///
/// # Errors
/// [`Refusal::CredentialsInvalid`], [`Refusal::CodeInvalid`], [`Error::TooSoon`], [`Error::Busy`]; otherwise when the
/// database fails.
pub async fn recover_totp(
    authority: &Authority,
    caller: &Caller,
    login: &str,
    password: &str,
    typed: &str,
) -> Result<()> {
    policy::authorize(None, Action::TotpRecover, &Resource::default())?;
    let whom = Identifier::typed(login);
    let proof = proof::prove(authority, caller, &whom, password).await?;
    let tx = authority.database.begin_writing().await?;
    let now = authority.clock.now();
    let account = proof.accept(&tx).await?;
    code::redeem(&tx, account.id, CodePurpose::Totp, typed, now).await?;
    clear(&tx, account.id).await?;
    let which = session::Column::AccountId.eq(account.id);
    let ended = end_where(&tx, which, SessionEnd::Password, now).await?;
    code::redeemed(tx, caller, account.id, Action::TotpRecover, ended, now).await
}

/// Takes a code of somebody who signs in, where the account has one-time passwords.
///
/// # Errors
/// [`Refusal::SecondFactorNeeded`] when there are and none was typed, [`Refusal::CodeInvalid`] when it is wrong or was
/// taken; otherwise when the database fails.
pub(in crate::domain) async fn second_factor(
    tx: &impl ConnectionTrait,
    authority: &Authority,
    account: &account::Model,
    typed: Option<&str>,
    now: DateTime<Utc>,
) -> Result<SecondFactor> {
    let kept = kept(tx, account.id).await?;
    if kept.totp_confirmed_at.is_none() {
        let needed = needs_second_factor(tx, authority, account.id, now).await?;
        return Ok(if needed {
            SecondFactor::MustEnrol
        } else {
            SecondFactor::NotNeeded
        });
    }
    let typed = typed.ok_or(Refusal::SecondFactorNeeded)?;
    take(tx, &authority.secret, account.id, typed, now).await?;
    Ok(SecondFactor::Shown)
}

/// Takes a code, and those before it, out of use.
async fn take(
    tx: &impl ConnectionTrait,
    secret: &Secret,
    account: Uuid,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let kept = kept(tx, account).await?;
    let step = step(secret, &kept, typed, now)?;
    let mut kept = kept.into_active_model();
    kept.totp_last_step = Set(step);
    kept.update(tx).await?;
    Ok(())
}

/// The step of a code that is good now and was not taken.
fn step(
    secret: &Secret,
    kept: &account_secret::Model,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<i64> {
    let invalid = || Error::from(Refusal::CodeInvalid);
    let sealed = kept.totp_sealed.as_ref().ok_or_else(invalid)?;
    let seed = secret.open(&place(kept.account_id), sealed)?;
    let typed: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .collect();
    let time = u64::try_from(now.timestamp()).map_err(|_| invalid())?;
    let step = totp(&seed, "", "")?
        .check(&typed, time)
        .ok_or_else(invalid)?;
    let step = i64::try_from(step).map_err(|_| invalid())?;
    if step > kept.totp_last_step {
        Ok(step)
    } else {
        Err(invalid())
    }
}

/// Whether a role that the account has, or is to have, needs a second factor.
pub(in crate::domain) async fn needs_second_factor(
    tx: &impl ConnectionTrait,
    authority: &Authority,
    account: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let goes_on = Condition::any()
        .add(membership::Column::ValidTo.is_null())
        .add(membership::Column::ValidTo.gt(local_day(now)));
    let some = membership::Entity::find()
        .filter(membership::Column::AccountId.eq(account))
        .filter(membership::Column::Role.is_in(authority.rules.totp_roles.iter().copied()))
        .filter(goes_on)
        .one(tx)
        .await?;
    Ok(some.is_some())
}

async fn shown(tx: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    let shown = session::ActiveModel {
        second_factor: Set(true),
        must_enrol: Set(false),
        ..Default::default()
    };
    session::Entity::update_many()
        .set(shown)
        .filter(session::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Forgets an account's seed; steps that were taken stay so.
async fn clear(tx: &impl ConnectionTrait, account: Uuid) -> Result<()> {
    let cleared = account_secret::ActiveModel {
        totp_confirmed_at: Set(None),
        totp_sealed: Set(None),
        ..Default::default()
    };
    account_secret::Entity::update_many()
        .set(cleared)
        .filter(account_secret::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(())
}

async fn kept(tx: &impl ConnectionTrait, account: Uuid) -> Result<account_secret::Model> {
    let kept = account_secret::Entity::find_by_id(account).one(tx).await?;
    kept.ok_or(Error::NotFound)
}

async fn done(
    tx: DatabaseTransaction,
    actor: &Actor,
    caller: &Caller,
    action: Action,
    now: DateTime<Utc>,
) -> Result<()> {
    let act = Act {
        subject_id: Some(actor.account.to_string()),
        ..Act::new(actor.author(caller), action.name(), "account")
    };
    journal::close(&tx, Vec::new(), vec![act], now).await?;
    tx.commit().await?;
    Ok(())
}

fn totp(seed: &[u8], issuer: &str, account: &str) -> Result<Totp, SecretError> {
    let issuer = Some(issuer).filter(|issuer| !issuer.is_empty());
    let builder = Builder::new()
        .with_secret(seed.to_vec())
        .with_account_name(account)
        .with_issuer(issuer);
    builder.build().map_err(|_| SecretError::Failed)
}

fn place(account: Uuid) -> String {
    format!("account_secret/{account}")
}
