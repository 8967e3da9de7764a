//! Planning: when an edition is to appear, and when it is to be withdrawn.
use std::collections::HashMap;
use std::ops::ControlFlow::{Break, Continue};

use chrono::{DateTime, SubsecRound, TimeDelta, Utc};
use entity::schedule;
use entity::value::{EditionState, ScheduledAct};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, Condition, IntoActiveModel, QueryOrder};
use serde::Serialize;
use serde_json::json;

use super::acting::{Acting, Begun, Done, Target, Writing};
use super::check::taken;
use super::decide::{may_appear, may_end};
use super::item::Item;
use super::lead::Step;
use super::review::over_newer;
use super::withdraw::tidied;
use crate::domain::database::Session;
use crate::domain::draft::{Fault, Problem};
use crate::domain::policy::Action;
use crate::domain::workflow::{self, Act};
use crate::domain::{Error, Result};

pub(super) const PUBLISH: &[ScheduledAct] = &[ScheduledAct::Publish];
const WITHDRAW: &[ScheduledAct] = &[ScheduledAct::Withdraw];
const BOTH: &[ScheduledAct] = &[ScheduledAct::Publish, ScheduledAct::Withdraw];

/// How far ahead is planned: ten years.
const FURTHEST: TimeDelta = TimeDelta::days(3653);

/// What is to happen, and when; to the second.
#[derive(Clone, Debug, Serialize)]
pub struct Plan {
    /// When the edition that was approved is to appear.
    pub publish_at: Option<DateTime<Utc>>,
    /// When it, or what the public reads, is to be withdrawn.
    pub withdraw_at: Option<DateTime<Utc>>,
    /// Why it is to be withdrawn.
    pub withdraw_reason: Option<String>,
    /// That it is to take the place of something newer than what it was begun from.
    pub over_newer: bool,
}

/// Plans the publication of what was approved, its withdrawal, or both; in the place of what was planned before.
///
/// # Errors
/// As every act on an item; [`Error::Faults`] for moments that are not to come, a withdrawal without a reason, or a path
/// that another content has taken since.
pub async fn plan(acting: &Acting<'_>, target: Target, given: Plan) -> Result<Done> {
    let action = Action::ContentSchedule;
    let begun: Begun = if given.publish_at.is_some() {
        acting.on("contentSchedule", target, action, &given).await?
    } else {
        let begun = acting.on_public("contentSchedule", target, action, &given);
        begun.await?
    };
    let (writing, item) = match begun {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    let given = given.checked(writing.now)?;
    let detail = json!({ "publish_at": given.publish_at, "withdraw_at": given.withdraw_at });
    let Some(at) = given.publish_at else {
        may_end(&writing, &item, action).await?;
        let fault = || Fault::new("publish_at", Problem::Missing);
        let live = item.live.as_ref();
        let live = live.ok_or_else(|| Error::Faults(vec![fault()]))?;
        set_withdrawal(&writing, live.id, &given).await?;
        return writing.note(&item, action, live.id, detail).await;
    };
    let draft = may_appear(&writing, &item, action).await?;
    over_newer(&item, given.over_newer)?;
    let edition = item.working()?.edition.id;
    if let Some(path) = draft.path
        && let Some(fault) = taken(&writing.tx, item.content.id, &path).await?
    {
        return Err(Error::Faults(vec![fault]));
    }
    set(&writing, edition, ScheduledAct::Publish, (at, None)).await?;
    set_withdrawal(&writing, edition, &given).await?;
    let step = Step {
        action,
        act: Act::Schedule,
        sheet: None,
        detail,
    };
    writing.take(&item, step).await
}

/// Gives up what was planned: the edition that was to appear is an approved one again. Where nothing was, nothing
/// happens.
///
/// # Errors
/// As every act on an item.
pub async fn unplan(acting: &Acting<'_>, target: Target) -> Result<Done> {
    let action = Action::ContentUnschedule;
    let resource = |item: &Item| {
        if waits(item) {
            item.resource()
        } else {
            item.public_resource()
        }
    };
    let begun = acting.begin_on("contentUnschedule", target, &(), action, resource);
    let (writing, item) = match begun.await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    let is_waiting = waits(&item);
    let edition = if is_waiting {
        item.edition()
    } else {
        item.public()
    };
    let edition = edition.ok_or(Error::NotFound)?;
    if is_waiting {
        may_appear(&writing, &item, action).await?;
    } else {
        may_end(&writing, &item, action).await?;
    }
    let given_up = cancel(&writing.tx, edition.id, BOTH, writing.now).await?;
    if is_waiting {
        let step = Step {
            action,
            act: Act::Unschedule,
            sheet: None,
            detail: json!({}),
        };
        return writing.take(&item, step).await;
    }
    if given_up == 0 {
        return writing.end_unchanged(&item).await;
    }
    let state = workflow::apply(edition.state, Act::Unschedule).map_err(Error::WrongState)?;
    let version = writing.raise(&item).await?;
    let told = (version, json!({}), Vec::new());
    writing
        .end_public(&item, action, edition, state, told)
        .await
}

/// Whether the working copy waits for its moment.
fn waits(item: &Item) -> bool {
    let working = item.working.as_ref();
    working.is_some_and(|working| working.edition.state == EditionState::Scheduled)
}

impl Plan {
    /// The plan to the second, if it can be.
    fn checked(self, now: DateTime<Utc>) -> Result<Self> {
        let to_second = |at: DateTime<Utc>| at.trunc_subsecs(0);
        let (publish_at, withdraw_at) = (
            self.publish_at.map(to_second),
            self.withdraw_at.map(to_second),
        );
        let mut faults = Vec::new();
        let mut past = |path: &str, at: Option<DateTime<Utc>>, after: DateTime<Utc>| {
            if at.is_some_and(|at| at <= after) {
                let after = after.format("%FT%TZ");
                let message = (
                    format!("must be later than {after}"),
                    format!("phải sau thời điểm {after}"),
                );
                faults.push(Fault::new(path, Problem::invalid(message)));
            }
        };
        past("publish_at", publish_at, now);
        past("withdraw_at", withdraw_at, publish_at.unwrap_or(now));
        for (path, at) in [("publish_at", publish_at), ("withdraw_at", withdraw_at)] {
            if at.is_some_and(|at| at > now + FURTHEST) {
                let message = (
                    "is more than ten years ahead",
                    "chỉ được hẹn trước tối đa mười năm",
                );
                faults.push(Fault::new(path, Problem::invalid(message)));
            }
        }
        if publish_at.is_none() && withdraw_at.is_none() {
            faults.push(Fault::new("publish_at", Problem::Missing));
        }
        let withdraw_reason = match (withdraw_at, &self.withdraw_reason) {
            (Some(_), None) => {
                faults.push(Fault::new("withdraw_reason", Problem::Missing));
                None
            }
            (Some(_), Some(reason)) => match tidied("withdraw_reason", reason) {
                Ok(reason) => Some(reason),
                Err(fault) => {
                    faults.push(fault);
                    None
                }
            },
            (None, Some(_)) => {
                faults.push(Fault::new("withdraw_at", Problem::Missing));
                None
            }
            (None, None) => None,
        };
        if faults.is_empty() {
            Ok(Self {
                publish_at,
                withdraw_at,
                withdraw_reason,
                ..self
            })
        } else {
            Err(Error::Faults(faults))
        }
    }
}

/// Plans the withdrawal in the place of the one that was planned, or none.
async fn set_withdrawal(writing: &Writing, edition: Uuid, given: &Plan) -> Result<()> {
    let (Some(at), Some(reason)) = (given.withdraw_at, &given.withdraw_reason) else {
        cancel(&writing.tx, edition, WITHDRAW, writing.now).await?;
        return Ok(());
    };
    let what = (at, Some(reason.clone()));
    set(writing, edition, ScheduledAct::Withdraw, what).await
}

/// Plans an act in the place of the one that was planned.
async fn set(
    writing: &Writing,
    edition: Uuid,
    act: ScheduledAct,
    (at, reason): (DateTime<Utc>, Option<String>),
) -> Result<()> {
    cancel(&writing.tx, edition, &[act], writing.now).await?;
    let row = schedule::Model {
        id: Uuid::new_v4(),
        edition_id: edition,
        act,
        at,
        reason,
        set_by: writing.actor.account,
        set_at: writing.now,
        next_try_at: at,
        done_at: None,
        cancelled_at: None,
        failed_at: None,
        failure: None,
    };
    row.into_active_model().insert(&writing.tx).await?;
    Ok(())
}

/// Gives up all that is planned for an edition.
pub(super) async fn give_up(
    db: &impl ConnectionTrait,
    edition: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    cancel(db, edition, BOTH, now).await.map(drop)
}

/// Lets the withdrawal that is planned for an edition go over to the one that takes its place, unless one is planned for
/// that; everything else that was planned is given up.
pub(super) async fn hand_on(
    db: &impl ConnectionTrait,
    from: Uuid,
    to: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    let own = schedule::Entity::find().filter(open(to, WITHDRAW));
    let own = own.one(db).await?;
    if own.is_none() {
        let moved = schedule::ActiveModel {
            edition_id: Set(to),
            ..Default::default()
        };
        schedule::Entity::update_many()
            .set(moved)
            .filter(open(from, WITHDRAW))
            .exec(db)
            .await?;
    }
    give_up(db, from, now).await
}

/// Gives up acts that are planned for an edition; gives how many were.
pub(super) async fn cancel(
    db: &impl ConnectionTrait,
    edition: Uuid,
    acts: &[ScheduledAct],
    now: DateTime<Utc>,
) -> Result<u64> {
    let cancelled = schedule::ActiveModel {
        cancelled_at: Set(Some(now)),
        ..Default::default()
    };
    let done = schedule::Entity::update_many()
        .set(cancelled)
        .filter(open(edition, acts))
        .exec(db)
        .await?;
    Ok(done.rows_affected)
}

/// Acts that are planned for an edition, and still to come.
fn open(edition: Uuid, acts: &[ScheduledAct]) -> Condition {
    Condition::all()
        .add(schedule::Column::EditionId.eq(edition))
        .add(schedule::Column::Act.is_in(acts.iter().copied()))
        .add(schedule::Column::DoneAt.is_null())
        .add(schedule::Column::CancelledAt.is_null())
}

/// What is planned for editions, the next first.
///
/// # Errors
/// When the database fails.
pub async fn plans_of(
    session: &Session,
    editions: &[Uuid],
) -> Result<HashMap<Uuid, Vec<schedule::Model>>> {
    let rows = schedule::Entity::find()
        .filter(schedule::Column::EditionId.is_in(editions.iter().copied()))
        .filter(schedule::Column::DoneAt.is_null())
        .filter(schedule::Column::CancelledAt.is_null())
        .order_by_asc(schedule::Column::At)
        .all(session.read().await?)
        .await?;
    let mut found: HashMap<Uuid, Vec<schedule::Model>> = HashMap::new();
    for row in rows {
        found.entry(row.edition_id).or_default().push(row);
    }
    Ok(found)
}
