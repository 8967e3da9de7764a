//! What every act on accounts by somebody who is signed in begins and ends with.
use chrono::{DateTime, Utc};
use sea_orm::DatabaseTransaction;
use sea_orm::prelude::*;
use serde_json::json;

use crate::domain::actor::{self, Actor, Caller};
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::journal::idempotency::{self, Begun, Fresh};
use crate::domain::journal::{self, Act};
use crate::domain::policy::{self, Action, Resource};
use crate::domain::{Error, Refusal, Result};

/// Where acts are done, and by whom.
#[derive(Clone, Copy)]
pub struct Office<'a> {
    /// The database.
    pub database: &'a Database,
    /// The clock.
    pub clock: &'a Clock,
    /// Who asks.
    pub caller: &'a Caller,
}

/// What is asked for, so that it is known again.
pub(super) struct Asked<'a> {
    pub(super) action: Action,
    /// The name of the mutation.
    pub(super) mutation: &'static str,
    pub(super) key: Option<&'a str>,
    /// Everything but the key and what is secret.
    pub(super) input: Json,
}

/// An act that is allowed, within its transaction.
pub(super) struct Work<'a> {
    pub(super) tx: DatabaseTransaction,
    pub(super) actor: Actor,
    pub(super) now: DateTime<Utc>,
    office: Office<'a>,
    action: Action,
    fresh: Fresh,
}

/// What becomes of what is asked for.
pub(super) enum Started<'a> {
    /// It is to be done.
    Fresh(Box<Work<'a>>),
    /// It was done already, to this.
    Repeated(Uuid),
}

impl<'a> Office<'a> {
    /// Begins an act on the accounts of the installation.
    pub(super) async fn start(self, asked: Asked<'_>) -> Result<Started<'a>> {
        let tx = self.database.begin_writing().await?;
        let actor = actor::load(&tx, self.caller, self.clock).await?;
        policy::authorize(actor.as_ref(), asked.action, &Resource::default())?;
        let actor = actor.ok_or(Error::Unauthenticated)?;
        let Asked {
            action,
            mutation,
            key,
            input,
        } = asked;
        match idempotency::begin(&tx, actor.account, key, mutation, &input).await? {
            Begun::Reused => Err(Refusal::KeyReused.into()),
            Begun::Repeated(outcome) => {
                let id = outcome["id"].as_str().and_then(|id| id.parse().ok());
                id.map(Started::Repeated).ok_or(Error::NotFound)
            }
            Begun::Fresh(fresh) => Ok(Started::Fresh(Box::new(Work {
                tx,
                actor,
                now: self.clock.now(),
                office: self,
                action,
                fresh,
            }))),
        }
    }
}

impl Work<'_> {
    /// Ends the act: writes down what was done, and commits.
    pub(super) async fn done(
        self,
        subject: &'static str,
        id: Uuid,
        version: Option<i32>,
        detail: Json,
    ) -> Result<Uuid> {
        self.fresh
            .keep(&self.tx, json!({ "id": id }), self.now)
            .await?;
        let act = Act {
            subject_id: Some(id.to_string()),
            version,
            detail,
            ..Act::new(
                self.actor.author(self.office.caller),
                self.action.name(),
                subject,
            )
        };
        journal::close(&self.tx, Vec::new(), vec![act], self.now).await?;
        self.tx.commit().await?;
        Ok(id)
    }
}
