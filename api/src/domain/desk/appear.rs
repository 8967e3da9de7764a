//! Publication: an edition that was approved becomes what the public reads.
use std::ops::ControlFlow::{Break, Continue};

use chrono::{DateTime, Utc};
use entity::edition;
use sea_orm::DatabaseTransaction;
use sea_orm::prelude::*;
use serde_json::json;

use super::acting::{Acting, Done, Target};
use super::decide::may_appear;
use super::item::Item;
use super::name::note_ended;
use super::review::over_newer;
use super::said::said_by;
use super::{assignment, schedule};
use crate::domain::clock::local_day;
use crate::domain::draft::{Draft, Faults, Whole};
use crate::domain::files;
use crate::domain::journal::Event;
use crate::domain::policy::Action;
use crate::domain::publish::{Appeared, Catalogue, Outcome, Standing, publish_content};
use crate::domain::visibility::first_published;
use crate::domain::workflow::{self, Act};
use crate::domain::{Error, Result};
use crate::exchange::content::ContentRecord;

/// Publishes the edition that was approved, at once. What was planned for it is given up.
///
/// # Errors
/// As every act on an item; [`Refusal::BaseChanged`](crate::domain::Refusal::BaseChanged) when the public reads
/// something newer than what it was begun from, unless that is meant; [`Error::Faults`] when something that it names is
/// not there any more.
pub async fn publish(acting: &Acting<'_>, target: Target, over: bool) -> Result<Done> {
    let action = Action::ContentPublish;
    let (writing, item) = match acting.on("contentPublish", target, action, &over).await? {
        Continue(begun) => begun,
        Break(done) => return Ok(done),
    };
    may_appear(&writing, &item, action).await?;
    over_newer(&item, over)?;
    let edition = &item.working()?.edition;
    let to = workflow::apply(edition.state, Act::Publish).map_err(Error::WrongState)?;
    schedule::cancel(&writing.tx, edition.id, schedule::PUBLISH, writing.now).await?;
    let events = appear(&writing.tx, &item, writing.now, writing.now).await?;
    let version = item.content.lock_version + 1;
    let told = (version, json!({}), events);
    writing.end_public(&item, action, edition, to, told).await
}

/// Lets the working copy of an item appear: it takes the place of what the public reads, and the item's version rises.
/// Gives what the public is to learn.
pub(super) async fn appear(
    tx: &DatabaseTransaction,
    item: &Item,
    at: DateTime<Utc>,
    now: DateTime<Utc>,
) -> Result<Vec<Event>> {
    let edition = &item.working()?.edition;
    let standing = standing(edition);
    let draft = what_it_says(tx, edition.id).await?;
    let appeared = appear_as(tx, item, draft, Some(standing), (at, now)).await?;
    if appeared.outcome == Outcome::Unchanged {
        let message = (
            "was withdrawn after the moment of publication; publish it anew",
            "bài đã bị gỡ sau thời điểm đăng này; hãy đăng lại",
        );
        return Err(Error::invalid("publishAt", message));
    }
    if let Some(live) = &item.live {
        schedule::hand_on(tx, live.id, edition.id, now).await?;
    }
    assignment::end_open(tx, &[edition.id], now).await?;
    Ok(appeared.events)
}

/// The edition, which takes the place of a new one.
pub(super) fn standing(edition: &edition::Model) -> Standing {
    Standing {
        edition: edition.id,
        number: edition.number,
    }
}

/// What an edition says.
pub(super) async fn what_it_says(tx: &DatabaseTransaction, edition: Uuid) -> Result<Draft> {
    let said = said_by(tx, &[edition]).await?.remove(&edition);
    said.ok_or(Error::NotFound)
}

/// Publishes what an item is to say from a moment on: as the edition that stands, else as a new one.
pub(super) async fn appear_as(
    tx: &DatabaseTransaction,
    item: &Item,
    draft: Draft,
    standing: Option<Standing>,
    (at, now): (DateTime<Utc>, DateTime<Utc>),
) -> Result<Appeared> {
    files::make_public(tx, item.content.custody_agency_id, &draft.files()).await?;
    let catalogue = Catalogue::load(tx).await?;
    let record = whole(tx, item, &draft, &catalogue, at).await?;
    publish_content(tx, catalogue, record, standing, now).await
}

/// The record of what an item is to say from a moment on.
///
/// # Errors
/// [`Error::Faults`] with what is missing; otherwise when the database fails.
pub(super) async fn whole(
    tx: &DatabaseTransaction,
    item: &Item,
    draft: &Draft,
    catalogue: &Catalogue,
    at: DateTime<Utc>,
) -> Result<ContentRecord> {
    let first = first_published(tx, item.content.id).await?;
    let whole = Whole {
        content: item.content.id,
        work: item.content.work_id,
        language: item.content.language_code.clone(),
        first_published_at: first.unwrap_or(at),
        published_at: at,
    };
    let mut faults = Faults::default();
    let record = draft.complete(&whole, catalogue, &mut faults);
    note_ended(draft, catalogue, local_day(at), &mut faults);
    let faults = faults.by_field();
    if faults.is_empty() {
        Ok(record)
    } else {
        Err(Error::Faults(faults))
    }
}
