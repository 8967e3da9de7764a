//! Refresh tokens: each is used once, for an access token and the next refresh token of its session.
//!
//! One that is used again is in two hands, and nobody knows in whose: the session ends. That holds for a client too
//! that lost the answer; it signs in again.
use chrono::{DateTime, TimeDelta, Utc};
use entity::value::SessionEnd;
use entity::{account as accounts, refresh_token, session};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};
use serde_json::json;

use super::authority::{Admission, Admitted, Authority};
use super::end_where;
use super::token::{Access, Issuer};
use crate::domain::account::{self, Guess};
use crate::domain::actor::{Caller, Restriction};
use crate::domain::journal::{self, Act};
use crate::domain::policy::{self, Action, Resource};
use crate::domain::secret;
use crate::domain::{Error, Refusal, Result};

/// How long a session lasts at most.
pub(super) const LONGEST: TimeDelta = TimeDelta::days(30);
/// How long a session may do nothing.
const IDLE: TimeDelta = TimeDelta::days(14);
/// What a refresh token begins with.
const KIND: &str = "nlr_";
/// Bytes of a refresh token at most; a longer text is none.
const BYTES: usize = 64;

/// Changes a refresh token for new tokens of its session.
///
/// # Errors
/// [`Refusal::TokenInvalid`] for one that is unknown, used, or of a session that is over; [`Error::TooSoon`] after too
/// many of them; otherwise when the database fails.
pub async fn refresh(
    authority: &Authority,
    issuer: &Issuer,
    caller: &Caller,
    token: &str,
) -> Result<Admission> {
    policy::authorize(None, Action::SessionRefresh, &Resource::default())?;
    if token.len() > BYTES {
        return Err(Refusal::TokenInvalid.into());
    }
    let now = authority.clock.now();
    let tx = authority.database.begin_writing().await?;
    let found = refresh_token::Entity::find_by_id(secret::digest(token))
        .one(&tx)
        .await?;
    // What is refused leaves something behind as well.
    let admitted = if let Some(token) = found {
        rotate(&tx, token, authority, caller, now).await
    } else {
        let guess = Guess::from(&authority.secret, caller.address)?;
        let drawn = guess.draw(&tx, now).await;
        drawn.and(Err(Refusal::TokenInvalid.into()))
    };
    match admitted {
        Ok(_) | Err(Error::Refused(_) | Error::TooSoon { .. }) => tx.commit().await?,
        Err(error) => return Err(error),
    }
    authority.admit(admitted?, issuer).await
}

async fn rotate(
    tx: &impl ConnectionTrait,
    token: refresh_token::Model,
    authority: &Authority,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Admitted> {
    let over = || Err(Refusal::TokenInvalid.into());
    let session = session::Entity::find_by_id(token.session_id)
        .one(tx)
        .await?;
    let Some(session) = session.filter(|session| session.ended_at.is_none()) else {
        return over();
    };
    if token.used_at.is_some() {
        end(tx, &session, SessionEnd::Reuse, caller, now).await?;
        return over();
    }
    if session.expires_at <= now || session.last_seen_at + IDLE <= now {
        end(tx, &session, SessionEnd::Expired, caller, now).await?;
        return over();
    }
    let account = accounts::Entity::find_by_id(session.account_id)
        .one(tx)
        .await?;
    let Some(account) = account.filter(|account| account.active) else {
        return over();
    };
    use_up(tx, &token, now).await?;
    // Roles that need a second factor may have become more since the session began.
    let must_enrol = session.must_enrol
        || !session.second_factor
            && account::needs_second_factor(tx, authority, account.id, now).await?;
    let mut seen = session.clone().into_active_model();
    seen.last_seen_at = Set(now);
    seen.must_enrol = Set(must_enrol);
    seen.update(tx).await?;
    Ok(Admitted {
        access: Access {
            account: account.id,
            session: session.id,
        },
        restriction: Restriction::of(account.must_change_password, must_enrol),
        refresh: give(tx, session.id, token.generation + 1, now).await?,
    })
}

/// A new refresh token of a session.
pub(super) async fn give(
    tx: &impl ConnectionTrait,
    session: Uuid,
    generation: i32,
    now: DateTime<Utc>,
) -> Result<String> {
    let token = secret::token(KIND)?;
    let row = refresh_token::Model {
        hash: secret::digest(&token),
        session_id: session,
        generation,
        created_at: now,
        used_at: None,
    };
    row.into_active_model().insert(tx).await?;
    Ok(token)
}

async fn use_up(
    tx: &impl ConnectionTrait,
    token: &refresh_token::Model,
    now: DateTime<Utc>,
) -> Result<()> {
    let mut used = token.clone().into_active_model();
    used.used_at = Set(Some(now));
    used.update(tx).await?;
    Ok(())
}

async fn end(
    tx: &impl ConnectionTrait,
    session: &session::Model,
    because: SessionEnd,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<()> {
    end_where(tx, session::Column::Id.eq(session.id), because, now).await?;
    let act = Act {
        subject_id: Some(session.id.to_string()),
        detail: json!({ "account": session.account_id, "because": because.to_value() }),
        ..Act::new(caller.author(), Action::SessionRefresh.name(), "session")
    };
    journal::close(tx, Vec::new(), vec![act], now).await?;
    Ok(())
}
