//! Signing in with a password.
use chrono::{DateTime, Utc};
use entity::session;
use entity::value::SessionMethod;
use sea_orm::prelude::*;
use sea_orm::{ActiveEnum, ActiveModelTrait, IntoActiveModel};
use serde_json::json;

use super::authority::{Admission, Admitted, Authority};
use super::refresh;
use super::token::{Access, Issuer};
use crate::domain::account::{self, Identifier, SecondFactor};
use crate::domain::actor::{Caller, Restriction};
use crate::domain::journal::{self, Act, Author};
use crate::domain::policy::{self, Action, Resource};
use crate::domain::{Error, Refusal, Result};

/// Bytes of the name of a client's program that are kept.
const AGENT: usize = 200;

/// What somebody shows who wants to come in.
pub struct Credentials {
    /// User name or e-mail address.
    pub login: String,
    /// Password.
    pub password: String,
    /// A one-time password, where the account has them.
    pub one_time_password: Option<String>,
}

/// Lets somebody in who knows the password.
///
/// # Errors
/// [`Refusal::CredentialsInvalid`], also for an account that is not active;
/// [`Error::TooSoon`] after too many guesses,
/// [`Error::Busy`] when too many sign in; otherwise when the database fails.
pub async fn sign_in(
    authority: &Authority,
    issuer: &Issuer,
    caller: &Caller,
    shown: Credentials,
) -> Result<Admission> {
    policy::authorize(None, Action::SessionSignIn, &Resource::default())?;
    let whom = Identifier::typed(&shown.login);
    let proof = account::prove(authority, caller, &whom, &shown.password).await?;
    let tx = authority.database.begin_writing().await?;
    let now = authority.clock.now();
    let account = proof.accept(&tx).await?;
    let typed = shown.one_time_password.as_deref();
    let second = match account::second_factor(&tx, authority, &account, typed, now).await {
        // The password was right, and that is no guess.
        Err(needed @ Error::Refused(Refusal::SecondFactorNeeded)) => {
            tx.commit().await?;
            return Err(needed);
        }
        second => second?,
    };
    let opening = Opening {
        account: account.id,
        method: SessionMethod::Password,
        second_factor: second == SecondFactor::Shown,
        must_change_password: account.must_change_password,
        must_enrol: second == SecondFactor::MustEnrol,
    };
    let admitted = begin(&tx, &opening, caller, now).await?;
    tx.commit().await?;
    authority.admit(admitted, issuer).await
}

/// What a session begins with.
pub(super) struct Opening {
    pub(super) account: Uuid,
    pub(super) method: SessionMethod,
    pub(super) second_factor: bool,
    pub(super) must_change_password: bool,
    pub(super) must_enrol: bool,
}

/// Begins a session, and says so in the journal.
pub(super) async fn begin(
    tx: &impl ConnectionTrait,
    opening: &Opening,
    caller: &Caller,
    now: DateTime<Utc>,
) -> Result<Admitted> {
    let access = Access {
        account: opening.account,
        session: Uuid::new_v4(),
    };
    let row = session::Model {
        id: access.session,
        account_id: access.account,
        method: opening.method,
        second_factor: opening.second_factor,
        must_enrol: opening.must_enrol,
        created_at: now,
        last_seen_at: now,
        expires_at: now + refresh::LONGEST,
        ended_at: None,
        ended_because: None,
        address: caller.address.map(|address| address.to_string()),
        agent: caller.agent.as_deref().map(begin_of),
    };
    row.into_active_model().insert(tx).await?;
    let act = Act {
        subject_id: Some(access.session.to_string()),
        detail: json!({
            "method": opening.method.to_value(),
            "second_factor": opening.second_factor,
        }),
        ..Act::new(
            author(caller, access),
            Action::SessionSignIn.name(),
            "session",
        )
    };
    journal::close(tx, Vec::new(), vec![act], now).await?;
    Ok(Admitted {
        access,
        restriction: Restriction::of(opening.must_change_password, opening.must_enrol),
        refresh: refresh::give(tx, access.session, 1, now).await?,
    })
}

pub(super) fn author(caller: &Caller, access: Access) -> Author {
    Author {
        account: Some(access.account),
        credential: Some(access.session),
        ..caller.author()
    }
}

fn begin_of(agent: &str) -> String {
    agent.chars().take(AGENT).collect()
}
