//! Sessions: who is signed in, by which token, signed with which key.
mod authority;
pub mod keys;
mod list;
mod refresh;
mod sign_in;
mod sign_on;
pub mod token;

pub use authority::{Admission, Authority, Rules};
pub use list::{last_begun, open_of};
pub use refresh::refresh;
pub use sign_in::{Credentials, sign_in};
pub use sign_on::{sign_on_complete, sign_on_start};

use chrono::{DateTime, Utc};
use entity::session;
use entity::value::SessionEnd;
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::SimpleExpr;
use serde_json::json;

use super::actor::{self, Caller};
use super::clock::Clock;
use super::database::Database;
use super::journal::{self, Act};
use super::policy::{self, Action, Resource};
use super::{Error, Result};

/// Ends the session of the caller. Its tokens are dead at once.
///
/// # Errors
/// [`Error::Unauthenticated`] when nobody is signed in; otherwise when the database fails.
pub async fn sign_out(database: &Database, clock: &Clock, caller: &Caller) -> Result<u64> {
    end(database, clock, caller, Ending::This).await
}

/// Ends every session of the caller's account. Gives how many there were.
///
/// # Errors
/// As [`sign_out`].
pub async fn sign_out_everywhere(
    database: &Database,
    clock: &Clock,
    caller: &Caller,
) -> Result<u64> {
    end(database, clock, caller, Ending::Everywhere).await
}

#[derive(Clone, Copy)]
enum Ending {
    This,
    Everywhere,
}

async fn end(database: &Database, clock: &Clock, caller: &Caller, ending: Ending) -> Result<u64> {
    let transaction = database.begin_writing().await?;
    let actor = actor::load(&transaction, caller, clock).await?;
    let action = match ending {
        Ending::This => Action::SessionSignOut,
        Ending::Everywhere => Action::SessionSignOutEverywhere,
    };
    policy::authorize(actor.as_ref(), action, &Resource::default())?;
    let actor = actor.ok_or(Error::Unauthenticated)?;
    let (which, because, subject, id) = match ending {
        Ending::This => {
            let session = actor.session().ok_or(Error::Forbidden(action))?;
            let which = session::Column::Id.eq(session);
            (which, SessionEnd::SignOut, "session", session)
        }
        Ending::Everywhere => (
            session::Column::AccountId.eq(actor.account),
            SessionEnd::Everywhere,
            "account",
            actor.account,
        ),
    };
    let now = clock.now();
    let ended = end_where(&transaction, which, because, now).await?;
    let act = Act {
        subject_id: Some(id.to_string()),
        detail: json!({ "ended_sessions": ended }),
        ..Act::new(actor.author(caller), action.name(), subject)
    };
    journal::close(&transaction, Vec::new(), vec![act], now).await?;
    transaction.commit().await?;
    Ok(ended)
}

pub(in crate::domain) async fn end_where(
    db: &impl ConnectionTrait,
    which: SimpleExpr,
    because: SessionEnd,
    now: DateTime<Utc>,
) -> Result<u64> {
    let ended = session::ActiveModel {
        ended_at: Set(Some(now)),
        ended_because: Set(Some(because)),
        ..Default::default()
    };
    let done = session::Entity::update_many()
        .set(ended)
        .filter(which)
        .filter(session::Column::EndedAt.is_null())
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}
