//! How every act on an item begins and ends.
use std::ops::ControlFlow;

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
use crate::domain::journal::idempotency::{self, Begun as Known, Fresh};
use crate::domain::journal::{self, Act, Event};
use crate::domain::policy::{Action, Resource, authorize};
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

/// An act on an item that has begun, or what was done already.
pub(super) type Begun = ControlFlow<Done, (Writing, Item)>;

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
            Known::Fresh(fresh) => Begin::Fresh(Box::new(Writing {
                tx,
                author: actor.author(self.caller),
                actor,
                now: self.clock.now(),
                fresh,
            })),
            Known::Repeated(outcome) => Begin::Repeated(
                serde_json::from_value(outcome)
                    .map_err(|error| DbErr::Json(format!("a kept outcome: {error}")))?,
            ),
            Known::Reused => return Err(Error::Refused(Refusal::KeyReused)),
        })
    }
}

impl Acting<'_> {
    /// Begins an act on the edition of an item that is worked on, else on what the public reads; breaks off with what
    /// was done already.
    ///
    /// # Errors
    /// As [`Self::begin`]; [`Error::NotFound`], [`Error::Forbidden`], [`Error::WrongState`] and
    /// [`Refusal::SamePerson`] as the policy says; [`Error::Conflict`] when somebody else was first.
    pub(super) async fn on(
        &self,
        mutation: &'static str,
        target: Target,
        action: Action,
        input: &impl Serialize,
    ) -> Result<Begun> {
        self.begin_on(mutation, target, input, action, Item::resource)
            .await
    }

    /// The same on what the public reads, or read last.
    ///
    /// # Errors
    /// As [`Self::on`].
    pub(super) async fn on_public(
        &self,
        mutation: &'static str,
        target: Target,
        action: Action,
        input: &impl Serialize,
    ) -> Result<Begun> {
        self.begin_on(mutation, target, input, action, Item::public_resource)
            .await
    }

    /// The same on what the act says that it is about.
    ///
    /// # Errors
    /// As [`Self::on`].
    pub(super) async fn begin_on(
        &self,
        mutation: &'static str,
        target: Target,
        input: &impl Serialize,
        action: Action,
        resource: impl FnOnce(&Item) -> Resource,
    ) -> Result<Begun> {
        let writing = match self.begin(mutation, &json!([target, input])).await? {
            Begin::Fresh(writing) => *writing,
            Begin::Repeated(done) => return Ok(ControlFlow::Break(done)),
        };
        let item = load(&writing.tx, target.content).await?;
        authorize(Some(&writing.actor), action, &resource(&item))?;
        item.expect(target.version)?;
        Ok(ControlFlow::Continue((writing, item)))
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
        raise(&self.tx, &item.content).await
    }

    /// Ends the act: tells the desk of it, writes it down and commits.
    pub(super) async fn end(self, trace: Trace) -> Result<Done> {
        self.end_telling(trace, Vec::new()).await
    }

    /// Ends the act: tells the public and the desk of it, writes it down and commits.
    pub(super) async fn end_telling(self, trace: Trace, events: Vec<Event>) -> Result<Done> {
        let done = Done {
            content: trace.content,
            version: trace.version,
        };
        self.fresh.keep(&self.tx, json!(done), self.now).await?;
        tell(&self.tx, self.author, trace, events, self.now).await?;
        self.tx.commit().await?;
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

/// Raises the version of a content, if it is the one that was read; gives the new one.
pub(super) async fn raise(db: &impl ConnectionTrait, content: &content::Model) -> Result<i32> {
    let version = content.lock_version;
    let raised = content::ActiveModel {
        lock_version: Set(version + 1),
        ..Default::default()
    };
    let done = content::Entity::update_many()
        .set(raised)
        .filter(content::Column::Id.eq(content.id))
        .filter(content::Column::LockVersion.eq(version))
        .exec(db)
        .await?;
    if done.rows_affected == 1 {
        Ok(version + 1)
    } else {
        Err(Error::Conflict { current: None })
    }
}

/// Tells the public and the desk of what was done to an item, and writes down who did it: the last statements of a
/// transaction.
pub(super) async fn tell(
    tx: &DatabaseTransaction,
    author: journal::Author,
    trace: Trace,
    mut events: Vec<Event>,
    now: DateTime<Utc>,
) -> Result<()> {
    events.push(Event {
        change: Change::Desk,
        action: Some(trace.action.name()),
        content: Some(trace.content),
        edition: Some(trace.edition),
        agency: Some(trace.custody),
        path: None,
        before: Vec::new(),
        after: Vec::new(),
    });
    let act = Act {
        subject_id: Some(trace.content.to_string()),
        content: Some(trace.content),
        edition: Some(trace.edition),
        agency: Some(trace.custody),
        version: Some(trace.version),
        detail: trace.detail,
        ..Act::new(author, trace.action.name(), "content")
    };
    journal::close(tx, events, vec![act], now).await?;
    Ok(())
}
