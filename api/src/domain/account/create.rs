//! New accounts.
use chrono::{DateTime, Utc};
use entity::value::{AccountKind, Hidden};
use entity::{account, account_secret, language};
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use unicode_normalization::UnicodeNormalization;

use super::identifier::{email_key, login_key};
use crate::domain::publish::one_line;
use crate::domain::{Error, Refusal, Result};

/// Characters of a name at most.
const NAME: usize = 200;

/// An account that is to be made.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Of a person, or of a machine.
    pub kind: AccountKind,
    /// Name, as others at the desk see it.
    pub name: String,
    /// User name.
    pub login: Option<String>,
    /// E-mail address.
    pub email: Option<String>,
    /// The language in which it is spoken to.
    pub language: String,
}

/// Makes an account; with a password it may come in at once.
///
/// # Errors
/// [`Refusal::Taken`] when another one is called so, [`Error::Invalid`] when none can be; otherwise when the
/// database fails.
pub(super) async fn insert(
    tx: &impl ConnectionTrait,
    new: NewAccount,
    password: Option<Hidden>,
    now: DateTime<Utc>,
) -> Result<account::Model> {
    let login_key = new.login.as_deref().map(login_key).transpose()?;
    let email_key = new.email.as_deref().map(email_key).transpose()?;
    is_free(tx, None, login_key.as_deref(), email_key.as_deref()).await?;
    is_spoken(tx, &new.language).await?;
    let row = account::Model {
        id: Uuid::new_v4(),
        kind: new.kind,
        name: name(&new.name)?,
        login: new.login.map(|login| composed(&login)),
        login_key,
        email: new.email.map(|email| composed(&email)),
        email_key,
        active: true,
        must_change_password: false,
        language_code: new.language,
        lock_version: 1,
        created_at: now,
        erased_at: None,
    };
    let is_person = row.kind == AccountKind::Person;
    let secret = account_secret::Model {
        account_id: row.id,
        password_changed_at: password.is_some().then_some(now),
        password_hash: password,
        totp_sealed: None,
        totp_confirmed_at: None,
        totp_last_step: 0,
    };
    let row = row.into_active_model().insert(tx).await?;
    if is_person {
        secret.into_active_model().insert(tx).await?;
    }
    Ok(row)
}

/// That no other account is called so.
pub(super) async fn is_free(
    tx: &impl ConnectionTrait,
    except: Option<Uuid>,
    login_key: Option<&str>,
    email_key: Option<&str>,
) -> Result<()> {
    let wanted = [
        ("login", account::Column::LoginKey, login_key),
        ("email", account::Column::EmailKey, email_key),
    ];
    for (field, column, key) in wanted {
        let Some(key) = key else { continue };
        let holder = account::Entity::find()
            .filter(column.eq(key))
            .one(tx)
            .await?;
        if holder.is_some_and(|holder| Some(holder.id) != except) {
            return Err(Refusal::Taken(field).into());
        }
    }
    Ok(())
}

/// That a language is one of the province's.
pub(super) async fn is_spoken(tx: &impl ConnectionTrait, code: &str) -> Result<()> {
    let known = language::Entity::find_by_id(code).one(tx).await?;
    let unknown = (
        "is no language of the province; see languages",
        "không phải là ngôn ngữ của tỉnh; xem languages",
    );
    known
        .map(drop)
        .ok_or_else(|| Error::invalid("language", unknown))
}

/// A name that can be shown.
pub(super) fn name(name: &str) -> Result<String> {
    let is_plain = !name.trim().contains(char::is_control);
    let name = one_line(name);
    let usable = is_plain && (1..=NAME).contains(&name.chars().count());
    let reason = (
        format!("must have 1 to {NAME} visible characters"),
        format!("phải gồm 1 đến {NAME} ký tự nhìn thấy được"),
    );
    usable
        .then_some(name)
        .ok_or_else(|| Error::invalid("name", reason))
}

pub(super) fn composed(text: &str) -> String {
    text.trim().nfc().collect()
}
