//! One-time codes: what an administrator gives to who cannot come in.
use chrono::{DateTime, TimeDelta, Utc};
use entity::account_code;
use entity::value::{CodePurpose, Hidden};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel};
use serde_json::json;

use crate::domain::actor::Caller;
use crate::domain::journal::{self, Act, Author};
use crate::domain::policy::Action;
use crate::domain::secret;
use crate::domain::{Refusal, Result};

/// How long a code is good for.
const LIFETIME: TimeDelta = TimeDelta::hours(24);
/// Random bytes of a code.
const BYTES: usize = 10;
/// What codes are written in: nothing that is read for something else (Crockford's base 32).
const LETTERS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// A code that was just issued, shown this once.
#[derive(Clone)]
pub struct IssuedCode {
    /// The code.
    pub text: String,
    /// Until when it is good.
    pub expires_at: DateTime<Utc>,
}

/// Writes down what the owner of a code did with it, and how many sessions ended with that; commits.
pub(super) async fn redeemed(
    tx: DatabaseTransaction,
    caller: &Caller,
    account: Uuid,
    action: Action,
    ended_sessions: u64,
    now: DateTime<Utc>,
) -> Result<()> {
    let author = Author {
        account: Some(account),
        ..caller.author()
    };
    let act = Act {
        subject_id: Some(account.to_string()),
        detail: json!({ "ended_sessions": ended_sessions }),
        ..Act::new(author, action.name(), "account")
    };
    journal::close(&tx, Vec::new(), vec![act], now).await?;
    tx.commit().await?;
    Ok(())
}

/// Issues a code; one that was issued before for the same is good no more.
pub(super) async fn issue(
    tx: &impl ConnectionTrait,
    account: Uuid,
    purpose: CodePurpose,
    issued_by: Option<Uuid>,
    now: DateTime<Utc>,
) -> Result<IssuedCode> {
    end(tx, account, Some(purpose), now).await?;
    let text = written(&secret::random::<BYTES>()?);
    let row = account_code::Model {
        id: Uuid::new_v4(),
        account_id: account,
        purpose,
        hash: Hidden(digest(&text)),
        issued_by,
        created_at: now,
        expires_at: now + LIFETIME,
        used_at: None,
    };
    let expires_at = row.expires_at;
    row.into_active_model().insert(tx).await?;
    Ok(IssuedCode { text, expires_at })
}

/// Uses up a code that somebody typed.
///
/// # Errors
/// [`Refusal::CodeInvalid`] when it is not this account's, or good no more.
pub(super) async fn redeem(
    tx: &impl ConnectionTrait,
    account: Uuid,
    purpose: CodePurpose,
    typed: &str,
    now: DateTime<Utc>,
) -> Result<()> {
    let used = account_code::ActiveModel {
        used_at: Set(Some(now)),
        ..Default::default()
    };
    let done = account_code::Entity::update_many()
        .set(used)
        .filter(account_code::Column::AccountId.eq(account))
        .filter(account_code::Column::Purpose.eq(purpose))
        .filter(account_code::Column::Hash.eq(Hidden(digest(typed))))
        .filter(account_code::Column::UsedAt.is_null())
        .filter(account_code::Column::ExpiresAt.gt(now))
        .exec(tx)
        .await?;
    if done.rows_affected == 1 {
        Ok(())
    } else {
        Err(Refusal::CodeInvalid.into())
    }
}

/// Lets an account's open codes be good no more.
pub(super) async fn end(
    tx: &impl ConnectionTrait,
    account: Uuid,
    purpose: Option<CodePurpose>,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let used = account_code::ActiveModel {
        used_at: Set(Some(now)),
        ..Default::default()
    };
    let mut open = account_code::Entity::update_many()
        .set(used)
        .filter(account_code::Column::AccountId.eq(account))
        .filter(account_code::Column::UsedAt.is_null());
    if let Some(purpose) = purpose {
        open = open.filter(account_code::Column::Purpose.eq(purpose));
    }
    open.exec(tx).await?;
    Ok(())
}

/// In four groups of four letters, five bits each.
fn written(bytes: &[u8; BYTES]) -> String {
    let whole = bytes
        .iter()
        .fold(0_u128, |whole, byte| whole << 8 | u128::from(*byte));
    let letter = |place: usize| {
        let bits = usize::try_from(whole >> (5 * (15 - place)) & 31).unwrap_or_default();
        char::from(LETTERS[bits])
    };
    let mut text = String::new();
    for place in 0..16 {
        if place > 0 && place % 4 == 0 {
            text.push('-');
        }
        text.push(letter(place));
    }
    text
}

/// What is kept of a code, however it was typed: without regard to case, spaces and hyphens.
fn digest(typed: &str) -> String {
    let letters = typed.chars().filter(|letter| letter.is_alphanumeric());
    let alike = letters.map(|letter| match letter.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    });
    secret::digest(&alike.collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_code_is_read_as_it_is_typed() {
        assert_eq!(written(&[0; BYTES]), "0000-0000-0000-0000");
        assert_eq!(written(&[255; BYTES]), "ZZZZ-ZZZZ-ZZZZ-ZZZZ");
        let mut one = [0; BYTES];
        one[BYTES - 1] = 1;
        let code = written(&one);
        assert_eq!(code, "0000-0000-0000-0001");
        for typed in [
            "0000000000000001",
            " oooo-0000 0000-000l",
            "0000-0000-0000-000I",
        ] {
            assert_eq!(digest(typed), digest(&code), "{typed}");
        }
        assert_ne!(digest("0000-0000-0000-0002"), digest(&code));
    }
}
