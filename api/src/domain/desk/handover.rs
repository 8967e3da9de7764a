//! Items that an agency hands over when it is reorganised: custody, what is being written, and where it lives.
use std::collections::{BTreeMap, HashMap};

use chrono::{DateTime, Utc};
use entity::value::{Change, PathOutcome};
use entity::{content, edition, edition_area, edition_desk, path, schedule};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel, QueryOrder, QuerySelect};
use serde_json::json;

use super::item::{Item, WORKING, load, load_all};
use super::said::said_by;
use super::{assignment, copy, preview};
use crate::domain::draft::Draft;
use crate::domain::journal::{Act, Author, Event};
use crate::domain::policy::Action;
use crate::domain::publish::redirected;
use crate::domain::{Error, Result};

/// Items that are read or written at a time.
const SOME: usize = 500;

/// An item as the agency has it that hands it over.
#[derive(Clone, Debug)]
pub(in crate::domain) struct Held {
    /// The content.
    pub content: content::Model,
    /// The edition that it is about.
    pub edition: Uuid,
    /// Title.
    pub title: String,
    /// Its section and those above it.
    pub section: Vec<String>,
    /// Its areas.
    pub areas: Vec<Uuid>,
    /// The agency that its working copy names.
    pub shows: Option<Uuid>,
    /// Where it lives.
    pub path: Option<String>,
    /// Where its working copy is to live.
    pub planned_path: Option<String>,
    /// What is planned for it.
    pub plans: Vec<schedule::Model>,
}

/// What becomes of an item.
#[derive(Clone, Debug)]
pub(in crate::domain) struct Handover {
    /// The item.
    pub held: Held,
    /// Who has it from now on.
    pub to: Uuid,
    /// The agency that its working copy is to name instead.
    pub shows: Option<Uuid>,
    /// Where it is to live instead.
    pub path: Option<String>,
    /// Where its working copy is to live instead.
    pub planned_path: Option<String>,
}

impl Handover {
    /// Whether somebody else has it then; what is merely written in the name of an agency stays where it is.
    pub(in crate::domain) fn changes_hands(&self) -> bool {
        self.held.content.custody_agency_id != self.to
    }
}

/// All that agencies have, and what others write in their names, by id.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn held_by(
    db: &impl ConnectionTrait,
    agencies: &[Uuid],
) -> Result<Vec<Held>> {
    let mut ids: Vec<Uuid> = content::Entity::find()
        .select_only()
        .column(content::Column::Id)
        .filter(content::Column::CustodyAgencyId.is_in(agencies.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let written: Vec<Uuid> = edition::Entity::find()
        .select_only()
        .column(edition::Column::ContentId)
        .filter(edition::Column::AgencyId.is_in(agencies.iter().copied()))
        .filter(edition::Column::State.is_in(WORKING))
        .into_tuple()
        .all(db)
        .await?;
    ids.extend(written);
    ids.sort_unstable();
    ids.dedup();
    let mut held = Vec::with_capacity(ids.len());
    for some in ids.chunks(SOME) {
        held.extend(held_of(db, some).await?);
    }
    held.sort_by_key(|held| held.content.id);
    Ok(held)
}

async fn held_of(db: &impl ConnectionTrait, contents: &[Uuid]) -> Result<Vec<Held>> {
    let items = load_all(db, contents).await?;
    let working: Vec<Uuid> = items
        .iter()
        .filter_map(|item| Some(item.working.as_ref()?.edition.id))
        .collect();
    let mut drafts = said_by(db, &working).await?;
    let others = items.iter().filter_map(Item::edition);
    let mut areas = areas_of(db, others.map(|edition| edition.id).collect()).await?;
    let mut paths = paths_of(db, contents).await?;
    let mut plans = plans_for(db, &items).await?;
    let held = items.into_iter().filter_map(|item| {
        let edition = item.edition()?.clone();
        let draft = drafts.remove(&edition.id);
        let areas = areas.remove(&edition.id).unwrap_or_default();
        Some(Held {
            edition: edition.id,
            title: edition.title,
            section: item.resource().section,
            areas: draft.as_ref().map_or(areas, |draft| draft.areas.clone()),
            shows: draft.as_ref().map(|draft| draft.agency),
            path: paths.remove(&item.content.id),
            planned_path: draft.and_then(|draft| draft.path),
            plans: plans.remove(&item.content.id).unwrap_or_default(),
            content: item.content,
        })
    });
    Ok(held.collect())
}

async fn areas_of(
    db: &impl ConnectionTrait,
    editions: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let rows = edition_area::Entity::find()
        .filter(edition_area::Column::EditionId.is_in(editions))
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for row in rows {
        found.entry(row.edition_id).or_default().push(row.area_id);
    }
    Ok(found)
}

async fn paths_of(db: &impl ConnectionTrait, contents: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows = path::Entity::find()
        .filter(path::Column::ContentId.is_in(contents.iter().copied()))
        .filter(path::Column::Outcome.eq(PathOutcome::Content))
        .all(db)
        .await?;
    let lives = rows.into_iter();
    Ok(lives
        .filter_map(|row| Some((row.content_id?, row.path)))
        .collect())
}

/// By content.
async fn plans_for(
    db: &impl ConnectionTrait,
    items: &[Item],
) -> Result<HashMap<Uuid, Vec<schedule::Model>>> {
    let working = items
        .iter()
        .filter_map(|item| Some(&item.working.as_ref()?.edition));
    let present = working.chain(items.iter().filter_map(|item| item.live.as_ref()));
    let contents: HashMap<Uuid, Uuid> = present
        .map(|edition| (edition.id, edition.content_id))
        .collect();
    let rows = schedule::Entity::find()
        .filter(schedule::Column::EditionId.is_in(contents.keys().copied()))
        .filter(schedule::Column::DoneAt.is_null())
        .filter(schedule::Column::CancelledAt.is_null())
        .order_by_asc(schedule::Column::At)
        .all(db)
        .await?;
    let mut found: HashMap<Uuid, Vec<schedule::Model>> = HashMap::new();
    for row in rows {
        if let Some(content) = contents.get(&row.edition_id) {
            found.entry(*content).or_default().push(row);
        }
    }
    Ok(found)
}

/// Which of these paths were ever used, and for what.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn paths_at(
    db: &impl ConnectionTrait,
    asked: &[String],
) -> Result<HashMap<String, path::Model>> {
    let mut found = HashMap::new();
    for some in asked.chunks(SOME) {
        let rows = path::Entity::find()
            .filter(path::Column::Path.is_in(some))
            .all(db)
            .await?;
        found.extend(rows.into_iter().map(|row| (row.path.clone(), row)));
    }
    Ok(found)
}

/// Hands items over. Gives what others are to learn of, and what is to be written down of each, as parts of the act
/// `act`.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn hand_over(
    tx: &DatabaseTransaction,
    handovers: &[Handover],
    (author, act): (&Author, Uuid),
    now: DateTime<Utc>,
) -> Result<(Vec<Event>, Vec<Act>)> {
    let mut by_heir: BTreeMap<Uuid, Vec<&Handover>> = BTreeMap::new();
    for handover in handovers {
        by_heir.entry(handover.to).or_default().push(handover);
    }
    for (heir, handed) in by_heir {
        for some in handed.chunks(SOME) {
            let contents = some.iter().map(|one| one.held.content.id);
            give(tx, heir, contents.collect()).await?;
            let leaving = some.iter().filter(|one| one.changes_hands());
            let editions: Vec<Uuid> = leaving.map(|one| one.held.edition).collect();
            assignment::end_open(tx, &editions, now).await?;
        }
    }
    let (mut events, mut acts) = (Vec::new(), Vec::new());
    for handover in handovers {
        if handover.shows.is_some() || handover.planned_path.is_some() {
            rewrite(tx, handover).await?;
            let item = load(tx, handover.held.content.id).await?;
            preview::follow(tx, &item, now).await?;
        }
        if let (Some(from), Some(to)) = (&handover.held.path, &handover.path) {
            move_path(tx, handover.held.content.id, (from, to), now).await?;
            events.push(redirected(handover.held.content.id, from));
        }
        events.push(told(handover));
        acts.push(written_down(handover, author, act));
    }
    Ok((events, acts))
}

/// Gives contents into the custody of an agency; their versions rise.
async fn give(tx: &DatabaseTransaction, heir: Uuid, contents: Vec<Uuid>) -> Result<()> {
    content::Entity::update_many()
        .col_expr(content::Column::CustodyAgencyId, Expr::value(heir))
        .col_expr(
            content::Column::LockVersion,
            Expr::col(content::Column::LockVersion).add(1),
        )
        .filter(content::Column::Id.is_in(contents))
        .exec(tx)
        .await?;
    Ok(())
}

/// Lets the working copy follow. Nobody wrote anything: its authors, and who saved, confirmed and approved it, stay.
async fn rewrite(tx: &DatabaseTransaction, handover: &Handover) -> Result<()> {
    let id = handover.held.edition;
    let row = edition_desk::Entity::find_by_id(id).one(tx).await?;
    let row = row.ok_or(Error::NotFound)?;
    let before: Draft = crate::domain::draft::read(row.record)?;
    let draft = Draft {
        agency: handover.shows.unwrap_or(before.agency),
        path: handover.planned_path.clone().or(before.path.clone()),
        ..before
    };
    let kept = draft.kept()?;
    let approved = row.approved_digest.map(|_| kept.digest.clone());
    let head = edition::ActiveModel {
        agency_id: Set(draft.agency),
        digest: Set(kept.digest.clone()),
        ..Default::default()
    };
    let sheet = edition_desk::ActiveModel {
        record: Set(kept.record),
        record_digest: Set(kept.digest),
        approved_digest: Set(approved),
        planned_path: Set(draft.path),
        ..Default::default()
    };
    copy::update(tx, id, head, sheet).await
}

/// Lets a content live elsewhere; where it lived leads there.
async fn move_path(
    tx: &DatabaseTransaction,
    content: Uuid,
    (from, to): (&str, &str),
    now: DateTime<Utc>,
) -> Result<()> {
    let left = path::ActiveModel {
        outcome: Set(PathOutcome::Redirect),
        at: Set(now),
        ..Default::default()
    };
    path::Entity::update_many()
        .set(left)
        .filter(path::Column::Path.eq(from))
        .exec(tx)
        .await?;
    // What is there can only be a redirect that follows this content.
    path::Entity::delete_by_id(to).exec(tx).await?;
    let row = path::Model {
        path: to.to_owned(),
        outcome: PathOutcome::Content,
        content_id: Some(content),
        target: None,
        title: None,
        reason: None,
        at: now,
    };
    row.into_active_model().insert(tx).await?;
    Ok(())
}

fn told(handover: &Handover) -> Event {
    Event {
        change: Change::Desk,
        action: Some(Action::ContentTransfer.name()),
        content: Some(handover.held.content.id),
        edition: Some(handover.held.edition),
        agency: Some(handover.to),
        path: None,
        before: Vec::new(),
        after: Vec::new(),
    }
}

fn written_down(handover: &Handover, author: &Author, act: Uuid) -> Act {
    let content = &handover.held.content;
    let mut detail = json!({ "from": content.custody_agency_id, "to": handover.to });
    if let Some(path) = &handover.path {
        detail["path"] = json!({ "from": handover.held.path, "to": path });
    }
    if let Some(shows) = handover.shows {
        detail["agency"] = json!({ "from": handover.held.shows, "to": shows });
    }
    let action = Action::ContentTransfer.name();
    Act {
        act,
        subject_id: Some(content.id.to_string()),
        content: Some(content.id),
        edition: Some(handover.held.edition),
        agency: Some(handover.to),
        version: Some(content.lock_version + 1),
        detail,
        ..Act::new(author.clone(), action, "content")
    }
}
