//! What was planned happens: exactly once, whichever of several servers comes first.
use chrono::{DateTime, TimeDelta, Utc};
use entity::value::{EditionState, ScheduledAct, Via};
use entity::{edition, schedule};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{DatabaseTransaction, QueryOrder, QuerySelect};
use serde_json::{Value, json};

use super::acting::{Trace, raise, tell};
use super::appear::appear;
use super::failure;
use super::item::{Item, load};
use super::lead::way;
use super::withdraw::{end, place, stop_successor};
use crate::domain::clock::Clock;
use crate::domain::database::Database;
use crate::domain::journal::{Author, Event};
use crate::domain::policy::Action;
use crate::domain::{Error, Result};

/// How long after a failure it is tried again.
const AGAIN_AFTER: TimeDelta = TimeDelta::minutes(1);

/// Does all that is due, the earliest first; gives how many acts were done.
///
/// # Errors
/// When the database fails; what cannot be done is noted with its plan, and tried again a minute later.
pub async fn fire_due(database: &Database, clock: &Clock) -> Result<usize> {
    let mut done = 0;
    while let Some(due) = next_due(database)
        .await?
        .filter(|due| due.at <= clock.now())
    {
        if fire(database, clock, due.id).await? {
            done += 1;
        }
    }
    Ok(done)
}

/// What is to happen next.
#[derive(Clone, Copy, Debug)]
pub struct Due {
    id: Uuid,
    /// When it is tried.
    pub at: DateTime<Utc>,
}

/// What is to happen next, if anything is planned.
///
/// # Errors
/// When the database fails.
pub async fn next_due(database: &Database) -> Result<Option<Due>> {
    let session = database.session();
    let next: Option<(Uuid, DateTime<Utc>)> = schedule::Entity::find()
        .select_only()
        .columns([schedule::Column::Id, schedule::Column::NextTryAt])
        .filter(schedule::Column::DoneAt.is_null())
        .filter(schedule::Column::CancelledAt.is_null())
        .order_by_asc(schedule::Column::NextTryAt)
        .order_by_asc(schedule::Column::Id)
        .limit(1)
        .into_tuple()
        .one(session.read().await?)
        .await?;
    Ok(next.map(|(id, at)| Due { id, at }))
}

/// Does what is planned, if nobody did; true when this one did it.
async fn fire(database: &Database, clock: &Clock, id: Uuid) -> Result<bool> {
    let now = clock.now();
    let tx = database.begin_writing().await?;
    let Some((plan, item)) = open(&tx, id, now).await? else {
        return Ok(false);
    };
    match act(&tx, &plan, &item, now).await {
        Ok(()) => {
            tx.commit().await?;
            Ok(true)
        }
        Err(error) if is_final(&error) => {
            tx.rollback().await?;
            note_failure(database, clock, id, &error).await?;
            Ok(false)
        }
        Err(error) => Err(error),
    }
}

/// Whether trying again at once would end alike.
fn is_final(error: &Error) -> bool {
    !matches!(
        error,
        Error::Unavailable(_) | Error::Busy | Error::Cancelled | Error::Database(_)
    )
}

/// A plan that is still open and due, with its item.
async fn open(
    tx: &DatabaseTransaction,
    id: Uuid,
    now: DateTime<Utc>,
) -> Result<Option<(schedule::Model, Item)>> {
    let plan = schedule::Entity::find_by_id(id).one(tx).await?;
    let is_open = |plan: &schedule::Model| {
        plan.done_at.is_none() && plan.cancelled_at.is_none() && plan.next_try_at <= now
    };
    let Some(plan) = plan.filter(is_open) else {
        return Ok(None);
    };
    let edition = edition::Entity::find_by_id(plan.edition_id).one(tx).await?;
    let content = edition.ok_or(Error::NotFound)?.content_id;
    Ok(Some((plan, load(tx, content).await?)))
}

async fn act(
    tx: &DatabaseTransaction,
    plan: &schedule::Model,
    item: &Item,
    now: DateTime<Utc>,
) -> Result<()> {
    let done = schedule::ActiveModel {
        done_at: Set(Some(now)),
        failed_at: Set(None),
        failure: Set(None),
        ..Default::default()
    };
    note(tx, plan.id, done).await?;
    let (action, stopped, events) = match plan.act {
        ScheduledAct::Publish => {
            let events = publish(tx, plan, item, now).await?;
            (Action::ContentPublish, json!({}), events)
        }
        ScheduledAct::Withdraw => {
            let (stopped, events) = withdraw(tx, plan, item, now).await?;
            (Action::ContentWithdraw, stopped, events)
        }
    };
    let (edition, to) = match plan.act {
        ScheduledAct::Publish => (&item.working()?.edition, EditionState::Live),
        ScheduledAct::Withdraw => (
            item.live.as_ref().ok_or(Error::NotFound)?,
            EditionState::Withdrawn,
        ),
    };
    let mut detail = json!({ "planned": plan.at, "plan": plan.id });
    if let Some(number) = stopped.get("unscheduled") {
        detail["unscheduled"] = number.clone();
    }
    let trace = Trace::of(
        &item.content,
        action,
        plan.edition_id,
        item.content.lock_version + 1,
        way(edition, to, detail),
    );
    tell(tx, planner(plan), trace, events, now).await
}

/// The edition appears with the moment for which it was planned, also when the server was down then; unless it was
/// withdrawn after that moment.
async fn publish(
    tx: &DatabaseTransaction,
    plan: &schedule::Model,
    item: &Item,
    now: DateTime<Utc>,
) -> Result<Vec<Event>> {
    if item.working()?.edition.id != plan.edition_id {
        return Err(Error::NotFound);
    }
    let at = match place(tx, item.content.id).await {
        Ok(place) if place.at >= plan.at => now,
        _ => plan.at,
    };
    appear(tx, item, at, now).await
}

/// What is taken back does not come back by itself: the correction that was to follow is not planned any more.
async fn withdraw(
    tx: &DatabaseTransaction,
    plan: &schedule::Model,
    item: &Item,
    now: DateTime<Utc>,
) -> Result<(Value, Vec<Event>)> {
    let is_live = item.live.as_ref().map(|live| live.id) == Some(plan.edition_id);
    if !is_live {
        return Err(Error::NotFound);
    }
    let reason = plan.reason.as_deref().unwrap_or_default();
    let stopped = stop_successor(tx, item, now).await?;
    Ok((stopped, end(tx, item, reason, now).await?))
}

/// Notes why a planned act could not be done; the desk learns of it.
async fn note_failure(database: &Database, clock: &Clock, id: Uuid, error: &Error) -> Result<()> {
    let now = clock.now();
    let tx = database.begin_writing().await?;
    let Some((plan, item)) = open(&tx, id, now).await? else {
        return Ok(());
    };
    tracing::warn!(plan = %id, %error, "what was planned could not be done; it is tried again in a minute");
    let failed = schedule::ActiveModel {
        failed_at: Set(Some(now)),
        failure: Set(Some(failure::kept(error))),
        next_try_at: Set(now + AGAIN_AFTER),
        ..Default::default()
    };
    note(&tx, id, failed).await?;
    if plan.failed_at.is_none() {
        let version = raise(&tx, &item.content).await?;
        let trace = Trace::of(
            &item.content,
            Action::ContentSchedule,
            plan.edition_id,
            version,
            json!({ "plan": plan.id, "failed": true }),
        );
        tell(&tx, planner(&plan), trace, Vec::new(), now).await?;
    }
    tx.commit().await?;
    Ok(())
}

async fn note(db: &impl ConnectionTrait, plan: Uuid, row: schedule::ActiveModel) -> Result<()> {
    schedule::Entity::update_many()
        .set(row)
        .filter(schedule::Column::Id.eq(plan))
        .exec(db)
        .await?;
    Ok(())
}

/// The schedule, for whoever planned it.
fn planner(plan: &schedule::Model) -> Author {
    Author {
        via: Via::Schedule,
        account: Some(plan.set_by),
        credential: None,
        address: None,
        request: None,
    }
}
