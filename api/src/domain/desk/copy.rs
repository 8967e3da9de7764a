//! The rows of a working copy.
use chrono::{DateTime, Utc};
use entity::value::EditionState;
use entity::{edition, edition_author, edition_desk, edition_file};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel};

use super::acting::Writing;
use super::deadline::due_on;
use super::item::Item;
use super::preview;
use crate::domain::Result;
use crate::domain::actor::Actor;
use crate::domain::clock::local_day;
use crate::domain::draft::Draft;
use crate::domain::files::{self, Asking};
use crate::domain::publish::insert_all;
use crate::text::collation;
use crate::text::slug::slug;

/// Who writes, where and when.
pub(super) struct Hand<'a> {
    /// The transaction.
    pub tx: &'a DatabaseTransaction,
    /// The account, with what it may do.
    pub actor: &'a Actor,
    /// The moment.
    pub now: DateTime<Utc>,
}

impl Writing {
    /// Whoever acts, as who writes.
    pub(super) fn hand(&self) -> Hand<'_> {
        Hand {
            tx: &self.tx,
            actor: &self.actor,
            now: self.now,
        }
    }
}

/// Inserts an edition that is worked on; gives its id.
pub(super) async fn begin(
    hand: &Hand<'_>,
    content: Uuid,
    number: i32,
    base: Option<&edition::Model>,
    draft: &Draft,
) -> Result<Uuid> {
    let kept = draft.kept()?;
    let today = local_day(hand.now);
    let due_on = match base {
        Some(_) => None,
        None => due_on(hand.tx, draft, today, today).await?,
    };
    let id = Uuid::new_v4();
    let edition = edition::Model {
        id,
        content_id: content,
        number,
        state: EditionState::Draft,
        title: draft.title.clone(),
        title_key: collation::sort_key(&draft.title),
        summary: None,
        section_code: draft.section.clone(),
        agency_id: draft.agency,
        author: None,
        source_name: None,
        source_url: None,
        slug: slug(&draft.title),
        change_note: None,
        own_date: None,
        digest: kept.digest.clone(),
        first_published_at: None,
        published_at: None,
        updated_at: hand.now,
        created_at: hand.now,
    };
    edition.into_active_model().insert(hand.tx).await?;
    let sheet = edition_desk::Model {
        edition_id: id,
        content_id: content,
        base_id: base.map(|base| base.id),
        record: kept.record,
        record_digest: kept.digest,
        approved_digest: None,
        planned_path: draft.path.clone(),
        created_by: Some(hand.actor.account),
        saved_by: Some(hand.actor.account),
        saved_at: hand.now,
        submitted_by: None,
        submitted_at: None,
        endorsed_by: None,
        endorsed_at: None,
        decided_by: None,
        decided_at: None,
        due_on,
    };
    sheet.into_active_model().insert(hand.tx).await?;
    note_author(hand, id).await?;
    note_files(hand, content, id, draft).await?;
    Ok(id)
}

/// Writes the working copy of an item in the place of what was there; open previews follow, and whoever writes is one of
/// its authors.
pub(super) async fn rewrite(hand: &Hand<'_>, item: &Item, draft: &Draft) -> Result<()> {
    put(hand, item, draft).await?;
    note_author(hand, item.working()?.edition.id).await
}

/// The same of what nobody wrote, but follows from something else.
pub(super) async fn put(hand: &Hand<'_>, item: &Item, draft: &Draft) -> Result<()> {
    let kept = draft.kept()?;
    let working = item.working()?;
    let edition = &working.edition;
    let (begun, today) = (local_day(edition.created_at), local_day(hand.now));
    let due_on = match working.sheet.base_id {
        Some(_) => None,
        None => due_on(hand.tx, draft, begun, today).await?,
    };
    let head = edition::ActiveModel {
        title: Set(draft.title.clone()),
        title_key: Set(collation::sort_key(&draft.title)),
        section_code: Set(draft.section.clone()),
        agency_id: Set(draft.agency),
        slug: Set(slug(&draft.title)),
        digest: Set(kept.digest.clone()),
        updated_at: Set(hand.now),
        ..Default::default()
    };
    let sheet = edition_desk::ActiveModel {
        record: Set(kept.record),
        record_digest: Set(kept.digest),
        planned_path: Set(draft.path.clone()),
        saved_by: Set(Some(hand.actor.account)),
        saved_at: Set(hand.now),
        due_on: Set(due_on),
        ..Default::default()
    };
    update(hand.tx, edition.id, head, sheet).await?;
    note_files(hand, edition.content_id, edition.id, draft).await?;
    preview::follow(hand.tx, item, hand.now).await
}

/// Sets what is given of an edition and of its sheet.
pub(super) async fn update(
    tx: &DatabaseTransaction,
    edition: Uuid,
    head: edition::ActiveModel,
    sheet: edition_desk::ActiveModel,
) -> Result<()> {
    edition::Entity::update_many()
        .set(head)
        .filter(edition::Column::Id.eq(edition))
        .exec(tx)
        .await?;
    edition_desk::Entity::update_many()
        .set(sheet)
        .filter(edition_desk::Column::EditionId.eq(edition))
        .exec(tx)
        .await?;
    Ok(())
}

async fn note_author(hand: &Hand<'_>, edition: Uuid) -> Result<()> {
    let row = edition_author::Model {
        edition_id: edition,
        account_id: hand.actor.account,
        first_at: hand.now,
    };
    let wrote_before = OnConflict::columns([
        edition_author::Column::EditionId,
        edition_author::Column::AccountId,
    ])
    .do_nothing()
    .to_owned();
    edition_author::Entity::insert(row.into_active_model())
        .on_conflict(wrote_before)
        .exec_without_returning(hand.tx)
        .await?;
    Ok(())
}

/// Keeps which files the working copy names and may use; others are faults of the edition, not of saving it, whether
/// they are not there or not for whoever writes.
pub(super) async fn note_files(
    hand: &Hand<'_>,
    content: Uuid,
    edition: Uuid,
    draft: &Draft,
) -> Result<()> {
    let db = hand.tx;
    let named = draft.files();
    let asking = Asking::Actor(hand.actor);
    let permitted = files::permitted(db, asking, content, &named).await?;
    edition_file::Entity::delete_many()
        .filter(edition_file::Column::EditionId.eq(edition))
        .exec(db)
        .await?;
    if permitted.is_empty() {
        return Ok(());
    }
    let rows = permitted
        .into_iter()
        .map(|file_sha256| edition_file::Model {
            edition_id: edition,
            file_sha256,
        });
    insert_all::<edition_file::Entity>(db, rows.collect()).await?;
    Ok(())
}
