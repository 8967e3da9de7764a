//! Taking back what the public reads: with a notice, with another place to go, or for good.
use std::ops::ControlFlow::{Break, Continue};

use chrono::{DateTime, Utc};
use entity::value::{EditionState, PathOutcome as Kept};
use entity::{content, edition, path};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{Condition, DatabaseTransaction};
use serde::Serialize;
use serde_json::{Value, json};

use super::acting::{Acting, Done, Target, Writing};
use super::decide::may_end;
use super::item::{Item, load};
use super::lead::set_state;
use super::lead_back::refuse_leading_back;
use super::schedule;
use crate::domain::draft::{Fault, Problem};
use crate::domain::journal::Event;
use crate::domain::policy::{Action, authorize};
use crate::domain::publish::{clean_path, publish_path, redirected};
use crate::domain::workflow::{self, Act};
use crate::domain::{Error, Reason, Result, paths};
use crate::exchange::record::{PathOutcome, PathRecord};
use crate::text::normalize::normalize;

/// The longest reason, in characters.
const REASON: usize = 2_000;

/// Where readers are led.
#[derive(Clone, Debug, Serialize)]
pub enum Destination {
    /// To a published content.
    Content(Uuid),
    /// To a path of the portal.
    Path(String),
}

/// Withdraws what the public reads; a notice with the reason takes its place.
///
/// # Errors
/// As every act on an item; [`Error::Invalid`] without a reason.
pub async fn withdraw(acting: &Acting<'_>, target: Target, reason: String) -> Result<Done> {
    let action = Action::ContentWithdraw;
    let begun = acting.on_public("contentWithdraw", target, action, &reason);
    let (writing, item) = match begun.await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    may_end(&writing, &item, action).await?;
    let reason = tidied("reason", &reason);
    let reason = reason.map_err(|fault| Error::Faults(vec![fault]))?;
    let detail = take_plan_back(&writing, &item).await?;
    let events = end(&writing.tx, &item, &reason, writing.now).await?;
    close(writing, &item, action, Act::Withdraw, (detail, events)).await
}

/// Leads readers of what was published elsewhere.
///
/// # Errors
/// As every act on an item; [`Error::Faults`] for a place that is not there, or is this one.
pub async fn redirect(acting: &Acting<'_>, target: Target, to: Destination) -> Result<Done> {
    let action = Action::ContentRedirect;
    let begun = acting.on_public("contentRedirect", target, action, &to);
    let (writing, item) = match begun.await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    may_end(&writing, &item, action).await?;
    if place(&writing.tx, item.content.id).await?.outcome == Kept::Gone {
        // Whoever may say that something is gone for good may say otherwise.
        authorize(
            Some(&writing.actor),
            Action::ContentGone,
            &item.public_resource(),
        )?;
    }
    let destination = destination(&writing, &item, to).await?;
    let detail = take_plan_back(&writing, &item).await?;
    let mut events = Vec::new();
    if item.live.is_some() {
        let reason = "Chuyển hướng. / Redirected.";
        events = end(&writing.tx, &item, reason, writing.now).await?;
    }
    let path = lead_elsewhere(&writing, &item, destination).await?;
    events.push(redirected(item.content.id, &path));
    close(writing, &item, action, Act::Redirect, (detail, events)).await
}

/// Says that what was published is gone for good.
///
/// # Errors
/// As every act on an item.
pub async fn gone(acting: &Acting<'_>, target: Target) -> Result<Done> {
    let action = Action::ContentGone;
    let begun = acting.on_public("contentGone", target, action, &());
    let (writing, item) = match begun.await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    may_end(&writing, &item, action).await?;
    let detail = take_plan_back(&writing, &item).await?;
    let (tx, now) = (&writing.tx, writing.now);
    let events = take_away(tx, &item, (PathOutcome::Gone, None), now).await?;
    close(writing, &item, action, Act::Gone, (detail, events)).await
}

/// Withdraws what the public reads; the item's version rises. Gives what the public is to learn.
pub(super) async fn end(
    tx: &DatabaseTransaction,
    item: &Item,
    reason: &str,
    now: DateTime<Utc>,
) -> Result<Vec<Event>> {
    item.live.as_ref().ok_or(Error::NotFound)?;
    take_away(tx, item, (PathOutcome::Withdrawn, Some(reason)), now).await
}

/// Puts a notice in the place of an item, or of the notice there. Gives what the public is to learn.
async fn take_away(
    tx: &DatabaseTransaction,
    item: &Item,
    (outcome, reason): (PathOutcome, Option<&str>),
    now: DateTime<Utc>,
) -> Result<Vec<Event>> {
    let live = item.live.as_ref();
    // Another server's clock may be ahead.
    let at = live
        .and_then(|live| live.published_at)
        .map_or(now, |published| published.max(now));
    let record = PathRecord {
        path: place(tx, item.content.id).await?.path,
        outcome,
        target: None,
        title: None,
        reason: reason.map(str::to_owned),
        at,
    };
    if let Some(live) = live {
        schedule::give_up(tx, live.id, now).await?;
    }
    let done = publish_path(tx, record, at).await?;
    let ended = load(tx, item.content.id).await?;
    if live.is_some() && ended.live.is_some() {
        let message = (
            "is still there: nothing was taken away; try again",
            "vẫn còn đăng: chưa gỡ được; hãy thử lại",
        );
        return Err(Error::invalid("id", message));
    }
    Ok(done.events)
}

/// Stops the working copy that would follow, where the actor may: its plan was somebody's decision too.
async fn take_plan_back(writing: &Writing, item: &Item) -> Result<Value> {
    if planned(item).is_some() {
        let action = Action::ContentUnschedule;
        let may = authorize(Some(&writing.actor), action, &item.resource());
        may.map_err(|_| Error::Forbidden(action))?;
    }
    stop_successor(&writing.tx, item, writing.now).await
}

/// Gives up the plan by which the working copy would appear: what is taken back does not come back by itself. Gives what
/// the audit log is to tell of it.
pub(super) async fn stop_successor(
    tx: &DatabaseTransaction,
    item: &Item,
    now: DateTime<Utc>,
) -> Result<Value> {
    let Some(edition) = planned(item) else {
        return Ok(json!({}));
    };
    let to = workflow::apply(edition.state, Act::Unschedule).map_err(Error::WrongState)?;
    schedule::give_up(tx, edition.id, now).await?;
    set_state(tx, edition.id, to).await?;
    Ok(json!({ "unscheduled": edition.number }))
}

/// The working copy, where it is to appear by itself.
fn planned(item: &Item) -> Option<&edition::Model> {
    let edition = item.working.as_ref().map(|working| &working.edition);
    edition.filter(|edition| edition.state == EditionState::Scheduled)
}

/// A reason as it is kept.
///
/// # Errors
/// What is wrong with the field when it says nothing or is too long.
pub(super) fn tidied(field: &str, reason: &str) -> Result<String, Fault> {
    let normal = normalize(reason);
    let reason = normal.trim();
    match reason.chars().count() {
        0 => Err(Fault::new(field, Problem::Missing)),
        1..=REASON => Ok(reason.to_owned()),
        length => {
            let reason = Reason::too_long(length, REASON);
            Err(Fault::new(field, Problem::Invalid(reason)))
        }
    }
}

/// Ends the act. What lived nowhere any more did not rise with the path.
async fn close(
    writing: Writing,
    item: &Item,
    action: Action,
    act: Act,
    (detail, events): (Value, Vec<Event>),
) -> Result<Done> {
    let public = item.public().ok_or(Error::NotFound)?;
    let to = workflow::apply(public.state, act).map_err(Error::WrongState)?;
    let version = match &item.live {
        Some(_) => item.content.lock_version + 1,
        None => writing.raise(item).await?,
    };
    debug_assert_eq!(to, EditionState::Withdrawn);
    let told = (version, detail, events);
    writing.end_public(item, action, public, to, told).await
}

/// Where a content lives, or lived last.
pub(super) async fn place(db: &impl ConnectionTrait, content: Uuid) -> Result<path::Model> {
    let leads_nowhere_else = Condition::any()
        .add(path::Column::Outcome.ne(Kept::Redirect))
        .add(path::Column::Target.is_not_null());
    let rows = path::Entity::find()
        .filter(path::Column::ContentId.eq(content))
        .filter(leads_nowhere_else)
        .all(db)
        .await?;
    let place = rows
        .into_iter()
        .max_by_key(|row| (row.outcome == Kept::Content, row.at));
    place.ok_or(Error::NotFound)
}

/// Lets the place of an item lead elsewhere, and with it the earlier ones that led there; gives the place. They stay the
/// item's, so that it can come back.
async fn lead_elsewhere(writing: &Writing, item: &Item, destination: String) -> Result<String> {
    let place = place(&writing.tx, item.content.id).await?.path;
    let earlier = path::ActiveModel {
        target: Set(Some(destination.clone())),
        ..Default::default()
    };
    path::Entity::update_many()
        .set(earlier)
        .filter(path::Column::ContentId.eq(item.content.id))
        .filter(path::Column::Outcome.eq(Kept::Redirect))
        .exec(&writing.tx)
        .await?;
    let row = path::ActiveModel {
        outcome: Set(Kept::Redirect),
        target: Set(Some(destination)),
        title: Set(None),
        reason: Set(None),
        at: Set(writing.now),
        ..Default::default()
    };
    path::Entity::update_many()
        .set(row)
        .filter(path::Column::Path.eq(&place))
        .exec(&writing.tx)
        .await?;
    Ok(place)
}

async fn destination(writing: &Writing, item: &Item, to: Destination) -> Result<String> {
    let unknown = |path: &str| Error::Faults(vec![Fault::new(path, Problem::Unknown)]);
    let db = &writing.tx;
    match to {
        Destination::Content(id) if id == item.content.id => Err(Error::invalid(
            "to.content",
            (
                "is the item itself; name another one",
                "chính là bài này; hãy chọn bài khác",
            ),
        )),
        Destination::Content(id) => {
            let there = content::Entity::find_by_id(id).one(db).await?;
            there.ok_or_else(|| unknown("to.content"))?;
            let place = place(db, id).await.map_err(|_| unknown("to.content"))?;
            if place.outcome == Kept::Content {
                Ok(place.path)
            } else {
                Err(unknown("to.content"))
            }
        }
        Destination::Path(mut path) => {
            clean_path("to.path", &mut path)?;
            let path = paths::canonical(&path);
            refuse_leading_back(db, item.content.id, &path).await?;
            Ok(path)
        }
    }
}
