//! Asking for a code.
use entity::mail;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::place;
use crate::domain::account::{Guess, Identifier};
use crate::domain::actor::Caller;
use crate::domain::policy::{self, Action, Resource};
use crate::domain::session::Authority;
use crate::domain::{Refusal, Result};

/// Bytes of a user name or an e-mail address at most; a longer text is none.
const LONGEST: usize = 320;

/// Asks for a code by mail, for whoever is called so.
///
/// # Errors
/// [`Refusal::NoMail`] where none is sent; [`Error::TooSoon`](crate::domain::Error::TooSoon) after too many; otherwise
/// when the database fails. Whether there is such an account makes no difference.
pub async fn ask(authority: &Authority, caller: &Caller, login: &str) -> Result<()> {
    policy::authorize(None, Action::PasswordAsk, &Resource::default())?;
    if !authority.rules.by_mail {
        return Err(Refusal::NoMail.into());
    }
    let whom = Identifier::typed(login);
    let now = authority.clock.now();
    let guess = Guess::at(&authority.secret, &whom, caller.address)?;
    guess.count(&authority.database, now).await?;
    if whom.key().len() > LONGEST {
        return Ok(());
    }
    let id = Uuid::new_v4();
    let row = mail::Model {
        id,
        sealed: authority.secret.seal(&place(id), whom.key().as_bytes())?,
        created_at: now,
        next_try_at: now,
        tries: 0,
    };
    let tx = authority.database.begin_writing().await?;
    row.into_active_model().insert(&tx).await?;
    tx.commit().await?;
    Ok(())
}
