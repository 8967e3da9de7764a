//! Whoever is signed in, as far as acts on the own account go.
use entity::account;
use sea_orm::prelude::*;

use super::guess::Guess;
use super::identifier::Identifier;
use crate::domain::actor::{self, Actor, Caller};
use crate::domain::policy::{self, Action, Resource};
use crate::domain::session::Authority;
use crate::domain::{Error, Refusal, Result};

/// What whoever is signed in is called: the user name first.
pub(super) struct Myself {
    pub(super) called: Vec<Identifier>,
}

impl Myself {
    /// Reads it; nothing is held for reading afterwards.
    pub(super) async fn find(
        authority: &Authority,
        caller: &Caller,
        action: Action,
    ) -> Result<Self> {
        let session = authority.database.session();
        let db = session.read().await?;
        let actor = Self::acting(db, authority, caller, action).await?;
        let account = account::Entity::find_by_id(actor.account).one(db).await?;
        let account = account.ok_or(Error::Unauthenticated)?;
        let login = account.login_key.map(Identifier::Login);
        let email = account.email_key.map(Identifier::Email);
        Ok(Self {
            called: login.into_iter().chain(email).collect(),
        })
    }

    /// Who acts, on the connection that acts.
    pub(super) async fn acting(
        db: &impl ConnectionTrait,
        authority: &Authority,
        caller: &Caller,
        action: Action,
    ) -> Result<Actor> {
        let actor = actor::load(db, caller, &authority.clock).await?;
        policy::authorize(actor.as_ref(), action, &Resource::default())?;
        actor.ok_or(Error::Unauthenticated)
    }

    /// What guesses are counted by: the same as of who signs in.
    pub(super) fn whom(&self) -> Result<&Identifier> {
        self.called
            .first()
            .ok_or_else(|| Refusal::CredentialsInvalid.into())
    }

    /// A guess at something else that lets this account in.
    pub(super) fn guess(&self, authority: &Authority, caller: &Caller) -> Result<Guess> {
        Guess::at(&authority.secret, self.whom()?, caller.address)
    }
}
