//! How every act on an item begins and ends.
use chrono::{DateTime, Utc};
use entity::content;
use entity::value::Change;
use sea_orm::ActiveValue::Set;
use sea_orm::DatabaseTransaction;
use sea_orm::prelude::*;
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::item::{Item, load};
use crate::domain::actor::{self, Actor, Caller};
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::journal::idempotency::{self, Begun, Fresh};
use crate::domain::journal::{self, Act, Event};
use crate::domain::policy::{Action, authorize};
use crate::domain::{Error, Refusal, Result};

/// Where something is written, when, and for whom.
#[derive(Clone, Copy)]
pub struct Acting<'a> {
    /// The database.
    pub database: &'a Database,
    /// The clock.
    pub clock: &'a Clock,
    /// Who asks.
    pub caller: &'a Caller,
    /// The key under which it is done once.
    pub key: Option<&'a str>,
}

/// Which state of which content an act is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Target {
    /// The content.
    pub content: Uuid,
    /// Its version, as whoever acts saw it.
    pub version: i32,
}

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Done {
    /// The content.
    pub content: Uuid,
    /// Its version afterwards.
    pub version: i32,
}

/// An act that has begun.
pub(super) enum Begin {
    /// It is to be done.
    Fresh(Box<Writing>),
    /// It was done already.
    Repeated(Done),
}

/// A transaction in which somebody acts.
pub(super) struct Writing {
    pub tx: DatabaseTransaction,
    pub actor: Actor,
    pub now: DateTime<Utc>,
    author: journal::Author,
    fresh: Fresh,
}

/// What an act leaves behind.
pub(super) struct Trace {
    pub action: Action,
    pub content: Uuid,
    pub edition: Uuid,
    pub custody: Uuid,
    pub version: i32,
    pub detail: serde_json::Value,
}

impl Acting<'_> {
    /// Begins to write.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] when nobody is signed in, [`Refusal::KeyReused`] when the key stands for another
    /// request.
    pub(super) async fn begin(
        &self,
        mutation: &'static str,
        input: &impl Serialize,
    ) -> Result<Begin> {
        let tx = self.database.begin_writing().await?;
        let actor = actor::load(&tx, self.caller, self.clock).await?;
        let actor = actor.ok_or(Error::Unauthenticated)?;
        let begun = idempotency::begin(&tx, actor.account, self.key, mutation, input).await?;
        Ok(match begun {
            Begun::Fresh(fresh) => Begin::Fresh(Box::new(Writing {
                tx,
                author: actor.author(self.caller),
                actor,
                now: self.clock.now(),
                fresh,
            })),
            Begun::Repeated(outcome) => Begin::Repeated(
                serde_json::from_value(outcome)
                    .map_err(|error| DbErr::Json(format!("a kept outcome: {error}")))?,
            ),
            Begun::Reused => return Err(Error::Refused(Refusal::KeyReused)),
        })
    }
}

impl Writing {
    /// The item that an act is about. Whether it is there, whether the actor may, the state and the version are looked
    /// at in this order, so that what is out of reach answers as what is not there.
    pub(super) async fn item(&self, target: Target, action: Action) -> Result<Item> {
        let item = load(&self.tx, target.content).await?;
        authorize(Some(&self.actor), action, &item.resource())?;
        item.expect(target.version)?;
        Ok(item)
    }

    /// Raises the version of an item; gives the new one.
    pub(super) async fn raise(&self, item: &Item) -> Result<i32> {
        let version = item.content.lock_version;
        let raised = content::ActiveModel {
            lock_version: Set(version + 1),
            ..Default::default()
        };
        let done = content::Entity::update_many()
            .set(raised)
            .filter(content::Column::Id.eq(item.content.id))
            .filter(content::Column::LockVersion.eq(version))
            .exec(&self.tx)
            .await?;
        if done.rows_affected == 1 {
            Ok(version + 1)
        } else {
            Err(Error::Conflict { current: None })
        }
    }

    /// Ends the act: tells of it, writes it down and commits.
    pub(super) async fn end(self, trace: Trace) -> Result<Done> {
        let Self {
            tx,
            now,
            author,
            fresh,
            ..
        } = self;
        let done = Done {
            content: trace.content,
            version: trace.version,
        };
        let event = Event {
            change: Change::Desk,
            action: Some(trace.action.name()),
            content: Some(trace.content),
            edition: Some(trace.edition),
            agency: Some(trace.custody),
            path: None,
            before: Vec::new(),
            after: Vec::new(),
        };
        let act = Act {
            subject_id: Some(trace.content.to_string()),
            content: Some(trace.content),
            edition: Some(trace.edition),
            agency: Some(trace.custody),
            version: Some(trace.version),
            detail: trace.detail,
            ..Act::new(author, trace.action.name(), "content")
        };
        fresh.keep(&tx, json!(done), now).await?;
        journal::close(&tx, vec![event], vec![act], now).await?;
        tx.commit().await?;
        Ok(done)
    }

    /// Ends an act that came to nothing, because everything was so already.
    pub(super) async fn end_unchanged(self, item: &Item) -> Result<Done> {
        let done = Done {
            content: item.content.id,
            version: item.content.lock_version,
        };
        self.fresh.keep(&self.tx, json!(done), self.now).await?;
        self.tx.commit().await?;
        Ok(done)
    }
}
