//! Previews: links to what an edition that is worked on would look like, for those who have no account.
//!
//! What a preview shows is rows, which the code that publishes writes without letting the edition appear. They are
//! written when the first preview of an edition is made and again whenever it is saved while one is open, as long as it
//! passes the check before review; of which working copy they are is noted with them, so that no other is ever shown.
use std::collections::HashMap;
use std::ops::ControlFlow::{Break, Continue};

use chrono::{DateTime, SubsecRound, Utc};
use entity::{edition_desk, edition_rehearsal, preview};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, IntoActiveModel, QueryOrder, QuerySelect};
use serde_json::json;

use super::acting::{Acting, Begin, Done, Target};
use super::appear::{standing, what_it_says, whole};
use super::check::check;
use super::item::{Item, load};
use crate::domain::database::Session;
use crate::domain::draft::{Fault, Problem};
use crate::domain::policy::{Action, Resource, authorize};
use crate::domain::preview::{LONGEST, PreviewToken, USUAL};
use crate::domain::publish::{Catalogue, clear, rehearse_content};
use crate::domain::session::Authority;
use crate::domain::{Error, Result};

/// The most previews of an edition that have not expired.
const MOST: u64 = 50;

/// A preview that was made, with the token that opens it.
pub struct Opened {
    /// The preview.
    pub id: Uuid,
    /// Its token, which is never shown again.
    pub token: String,
    /// Where the edition would live.
    pub path: String,
}

/// Makes a preview of the edition that is worked on, if nothing is to be mended in it. A request that is repeated is not
/// given the token again.
///
/// # Errors
/// As every act on an item; [`Error::Faults`] with all that is to be mended, or for an end that cannot be.
pub async fn create(
    acting: &Acting<'_>,
    authority: &Authority,
    target: Target,
    expires_at: Option<DateTime<Utc>>,
) -> Result<(Done, Option<Opened>)> {
    let action = Action::PreviewCreate;
    let begun = acting.on("previewCreate", target, action, &expires_at);
    let (writing, item) = match begun.await? {
        Continue(begun) => begun,
        Break(done) => return Ok((done, None)),
    };
    let expires_at = end(expires_at, writing.now)?;
    let edition = item.working()?.edition.id;
    let there = unexpired(edition, writing.now);
    if there.count(&writing.tx).await? >= MOST {
        let message = (
            format!("would be that of one of more than {MOST} previews of this edition"),
            format!("bản này đã có {MOST} liên kết xem trước; hãy thu hồi bớt"),
        );
        return Err(Error::invalid("expires_at", message));
    }
    let path = rehearse(&writing.tx, &item, writing.now).await?;
    let row = preview::Model {
        id: Uuid::new_v4(),
        edition_id: edition,
        created_by: writing.actor.account,
        created_at: writing.now,
        expires_at,
        revoked_by: None,
        revoked_at: None,
    };
    let token = PreviewToken {
        id: row.id,
        expires_at,
    };
    let opened = Opened {
        id: row.id,
        token: token.text(&authority.secret)?,
        path,
    };
    row.into_active_model().insert(&writing.tx).await?;
    let detail = json!({ "preview": opened.id, "expires_at": expires_at });
    let done = writing.note(&item, action, edition, detail).await?;
    Ok((done, Some(opened)))
}

/// When a preview ends: to the second.
fn end(asked: Option<DateTime<Utc>>, now: DateTime<Utc>) -> Result<DateTime<Utc>> {
    let end = asked.unwrap_or(now + USUAL).trunc_subsecs(0);
    let problem = if end <= now {
        let now = now.format("%FT%TZ");
        (
            format!("must be later than {now}"),
            format!("phải sau thời điểm {now}"),
        )
    } else if end > now + LONGEST {
        let days = LONGEST.num_days();
        (
            format!("is more than {days} days ahead"),
            format!("cách hiện tại quá {days} ngày"),
        )
    } else {
        return Ok(end);
    };
    let fault = Fault::new("expires_at", Problem::invalid(problem));
    Err(Error::Faults(vec![fault]))
}

/// Takes a preview back: from the next request on it shows nothing.
///
/// # Errors
/// As every act on an item; [`Error::NotFound`] for a preview that is not there, or was taken back already.
pub async fn revoke(acting: &Acting<'_>, target: Target, preview: Uuid) -> Result<Done> {
    let action = Action::PreviewRevoke;
    let input = json!([target, preview]);
    let writing = match acting.begin("previewRevoke", &input).await? {
        Begin::Fresh(writing) => *writing,
        Begin::Repeated(done) => return Ok(done),
    };
    let item = load(&writing.tx, target.content).await?;
    let edition = item.edition().ok_or(Error::NotFound)?.id;
    let row = preview::Entity::find_by_id(preview)
        .filter(preview::Column::EditionId.eq(edition))
        .filter(preview::Column::RevokedAt.is_null())
        .one(&writing.tx)
        .await?;
    // Who made it is to a preview what who wrote it is to an edition.
    let resource = Resource {
        authors: row.iter().map(|row| row.created_by).collect(),
        ..item.resource()
    };
    authorize(Some(&writing.actor), action, &resource)?;
    item.expect(target.version)?;
    row.ok_or(Error::NotFound)?;
    let revoked = preview::ActiveModel {
        revoked_by: Set(Some(writing.actor.account)),
        revoked_at: Set(Some(writing.now)),
        ..Default::default()
    };
    preview::Entity::update_many()
        .set(revoked)
        .filter(preview::Column::Id.eq(preview))
        .exec(&writing.tx)
        .await?;
    if !is_previewed(&writing.tx, edition, writing.now).await? {
        clear(&writing.tx, edition).await?;
    }
    let detail = json!({ "preview": preview });
    writing.note(&item, action, edition, detail).await
}

/// Lets open previews follow what was just saved: they show it where it passes the check, else nothing.
pub(super) async fn follow(
    tx: &DatabaseTransaction,
    item: &Item,
    now: DateTime<Utc>,
) -> Result<()> {
    let edition = item.working()?.edition.id;
    if !is_previewed(tx, edition, now).await? {
        return Ok(());
    }
    match rehearse(tx, item, now).await {
        Err(Error::Faults(_) | Error::Invalid { .. }) => Ok(clear(tx, edition).await?),
        done => done.map(drop),
    }
}

/// Writes the rows of what the working copy of an item would say; gives where it would live.
///
/// # Errors
/// [`Error::Faults`] and [`Error::Invalid`] with what is to be mended; otherwise when the database fails.
async fn rehearse(tx: &DatabaseTransaction, item: &Item, now: DateTime<Utc>) -> Result<String> {
    let edition = &item.working()?.edition;
    let faults = check(tx, item, now).await?;
    if !faults.is_empty() {
        return Err(Error::Faults(faults));
    }
    let draft = what_it_says(tx, edition.id).await?;
    let catalogue = Catalogue::load(tx).await?;
    let record = whole(tx, item, &draft, &catalogue, now).await?;
    let path = rehearse_content(tx, &catalogue, record, standing(edition)).await?;
    let digest: Option<String> = edition_desk::Entity::find_by_id(edition.id)
        .select_only()
        .column(edition_desk::Column::RecordDigest)
        .into_tuple()
        .one(tx)
        .await?;
    let row = edition_rehearsal::Model {
        edition_id: edition.id,
        path: path.clone(),
        record_digest: digest.ok_or(Error::NotFound)?,
    };
    row.into_active_model().insert(tx).await?;
    Ok(path)
}

/// Whether somebody may see what an edition would look like.
async fn is_previewed(
    db: &impl ConnectionTrait,
    edition: Uuid,
    now: DateTime<Utc>,
) -> Result<bool> {
    let open = unexpired(edition, now).filter(preview::Column::RevokedAt.is_null());
    Ok(open.count(db).await? > 0)
}

fn unexpired(edition: Uuid, now: DateTime<Utc>) -> sea_orm::Select<preview::Entity> {
    preview::Entity::find()
        .filter(preview::Column::EditionId.eq(edition))
        .filter(preview::Column::ExpiresAt.gt(now))
}

/// The previews of editions that have not expired, taken back or not, the last first.
///
/// # Errors
/// When the database fails.
pub async fn previews_of(
    session: &Session,
    editions: &[Uuid],
    now: DateTime<Utc>,
) -> Result<HashMap<Uuid, Vec<preview::Model>>> {
    let rows = preview::Entity::find()
        .filter(preview::Column::EditionId.is_in(editions.iter().copied()))
        .filter(preview::Column::ExpiresAt.gt(now))
        .order_by_desc(preview::Column::CreatedAt)
        .order_by_desc(preview::Column::Id)
        .all(session.read().await?)
        .await?;
    let mut found: HashMap<Uuid, Vec<preview::Model>> = HashMap::new();
    for row in rows {
        found.entry(row.edition_id).or_default().push(row);
    }
    Ok(found)
}
