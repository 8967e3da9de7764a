//! What the public may see: live editions, and nothing of any other; and the one more that a preview's token opens.
//!
//! Every read of a public content starts here. [`LiveContent`] cannot be made anywhere else, and what hangs
//! from an edition is read only through one. Through a [`Lens`] a content that is asked for by its id or its path is the
//! edition that a preview shows; whatever leads to contents otherwise knows no lens.
use std::sync::Arc;

use chrono::{DateTime, Utc};
use entity::value::{ContentKind, EditionState, PathOutcome, ScheduledAct};
use entity::{account, content, edition, edition_desk, edition_rehearsal, path, preview, schedule};
use sea_orm::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QueryOrder, QuerySelect, Select};

use super::actor;
use super::clock::local_day;
use super::database::Session;
use super::desk::{self, is_worked_on};
use super::policy::{Action, authorize};
use super::preview::PreviewToken;
use super::{Error, Result, paths};

/// A published content: its identity, its live edition and its path. Of a content that is previewed: what they would be.
#[derive(Clone, Debug, FromQueryResult)]
pub struct LiveContent {
    #[sea_orm(nested)]
    edition: edition::Model,
    kind: ContentKind,
    work_id: Uuid,
    language_code: String,
    path: String,
}

impl LiveContent {
    /// Identity of the content.
    #[must_use]
    #[expect(
        clippy::misnamed_getters,
        reason = "the content's id, not the edition's"
    )]
    pub fn id(&self) -> Uuid {
        self.edition.content_id
    }

    /// The live edition.
    #[must_use]
    pub fn edition(&self) -> &edition::Model {
        &self.edition
    }

    /// Kind of content.
    #[must_use]
    pub fn kind(&self) -> ContentKind {
        self.kind
    }

    /// The work whose language this content is.
    #[must_use]
    pub fn work(&self) -> Uuid {
        self.work_id
    }

    /// BCP 47 tag.
    #[must_use]
    pub fn language(&self) -> &str {
        &self.language_code
    }

    /// Path from `/`.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// When the content first appeared.
    #[must_use]
    pub fn first_published_at(&self) -> DateTimeUtc {
        self.edition
            .first_published_at
            .unwrap_or(self.edition.updated_at)
    }

    /// When the live edition appeared.
    #[must_use]
    pub fn published_at(&self) -> DateTimeUtc {
        self.edition.published_at.unwrap_or(self.edition.updated_at)
    }
}

/// The live editions, with what [`LiveContent`] needs.
pub(in crate::domain) fn live() -> Select<edition::Entity> {
    edition::Entity::find()
        .join(
            JoinType::InnerJoin,
            edition::Entity::belongs_to(content::Entity)
                .from(edition::Column::ContentId)
                .to(content::Column::Id)
                .into(),
        )
        .join(
            JoinType::InnerJoin,
            edition::Entity::belongs_to(path::Entity)
                .from(edition::Column::ContentId)
                .to(path::Column::ContentId)
                .into(),
        )
        .filter(edition::Column::State.eq(EditionState::Live))
        .filter(path::Column::Outcome.eq(PathOutcome::Content))
        .column_as(content::Column::Kind, "kind")
        .column_as(content::Column::WorkId, "work_id")
        .column_as(content::Column::LanguageCode, "language_code")
        .column_as(path::Column::Path, "path")
}

/// The published contents among `ids`.
///
/// # Errors
/// When the database fails.
pub async fn by_ids(session: &Session, ids: &[Uuid]) -> Result<Vec<LiveContent>> {
    let ids = ids.iter().copied();
    all(
        session,
        live().filter(edition::Column::ContentId.is_in(ids)),
    )
    .await
}

/// The published contents of `works`, one a language.
///
/// # Errors
/// When the database fails.
pub async fn by_works(session: &Session, works: &[Uuid]) -> Result<Vec<LiveContent>> {
    let works = works.iter().copied();
    all(session, live().filter(content::Column::WorkId.is_in(works))).await
}

/// The next `limit` published contents by identity.
///
/// # Errors
/// When the database fails.
pub async fn page(session: &Session, after: Option<Uuid>, limit: u64) -> Result<Vec<LiveContent>> {
    let mut next = live().order_by_asc(edition::Column::ContentId).limit(limit);
    if let Some(after) = after {
        next = next.filter(edition::Column::ContentId.gt(after));
    }
    all(session, next).await
}

/// How many contents are published.
///
/// # Errors
/// When the database fails.
pub async fn count(session: &Session) -> Result<u64> {
    let ids = live().select_only().column(edition::Column::ContentId);
    Ok(ids.count(session.read().await?).await?)
}

/// Ids of the live contents that the rows of `editions` belong to.
///
/// # Errors
/// When the database fails.
pub async fn contents_of(session: &Session, editions: &[Uuid]) -> Result<Vec<LiveContent>> {
    let editions = editions.iter().copied();
    all(session, live().filter(edition::Column::Id.is_in(editions))).await
}

async fn all(session: &Session, select: Select<edition::Entity>) -> Result<Vec<LiveContent>> {
    Ok(select
        .into_model::<LiveContent>()
        .all(session.read().await?)
        .await?)
}

/// What somebody with a preview's token sees beside what is published.
#[derive(Clone, Debug)]
pub struct Lens {
    content: Uuid,
    shown: Option<Arc<LiveContent>>,
}

impl Lens {
    /// The content of which another edition is seen than the public's.
    #[must_use]
    pub fn content(&self) -> Uuid {
        self.content
    }

    /// That edition, as it would be published; nothing while it does not pass the check before review.
    #[must_use]
    pub fn shown(&self) -> Option<&Arc<LiveContent>> {
        self.shown.as_ref()
    }

    /// That edition, where it would live at this path.
    #[must_use]
    pub fn at(&self, path: &str) -> Option<&Arc<LiveContent>> {
        let path = paths::canonical(path);
        self.shown.as_ref().filter(|shown| shown.path == path)
    }
}

/// An edition that is worked on, with what a preview needs of it.
#[derive(FromQueryResult)]
struct Rehearsed {
    #[sea_orm(nested)]
    edition: edition::Model,
    kind: ContentKind,
    work_id: Uuid,
    language_code: String,
    record_digest: String,
    path: Option<String>,
    digest_of_rows: Option<String>,
    created_by: Uuid,
}

/// What the bearer of a token sees at a moment.
///
/// # Errors
/// [`Error::NoPreview`] when the preview has ended: it expired or was taken back, its edition is not worked on any more, or
/// whoever made it may not sign in or read the item any more. Otherwise when the database fails.
pub async fn lens(session: &Session, token: PreviewToken, now: DateTime<Utc>) -> Result<Lens> {
    let db = session.read().await?;
    let found = rehearsed(token, now).one(db).await?;
    let Rehearsed {
        edition,
        kind,
        work_id,
        language_code,
        record_digest,
        path,
        digest_of_rows,
        created_by,
    } = found
        .filter(|found| is_worked_on(found.edition.state))
        .ok_or(Error::NoPreview)?;
    let content = edition.content_id;
    may_show(db, content, created_by, now).await?;
    let is_of_now = digest_of_rows == Some(record_digest);
    let Some(path) = path.filter(|_| is_of_now) else {
        return Ok(Lens {
            content,
            shown: None,
        });
    };
    let at = planned(db, edition.id).await?.unwrap_or(now);
    let first = first_published(db, content).await?.unwrap_or(at);
    let edition = edition::Model {
        first_published_at: Some(first),
        published_at: Some(at),
        updated_at: at,
        ..edition
    };
    let shown = LiveContent {
        edition,
        kind,
        work_id,
        language_code,
        path,
    };
    Ok(Lens {
        content,
        shown: Some(Arc::new(shown)),
    })
}

fn rehearsed(
    token: PreviewToken,
    now: DateTime<Utc>,
) -> sea_orm::Selector<sea_orm::SelectModel<Rehearsed>> {
    let of_preview = preview::Entity::belongs_to(edition::Entity)
        .from(preview::Column::EditionId)
        .to(edition::Column::Id);
    let by = preview::Entity::belongs_to(account::Entity)
        .from(preview::Column::CreatedBy)
        .to(account::Column::Id);
    let of_content = edition::Entity::belongs_to(content::Entity)
        .from(edition::Column::ContentId)
        .to(content::Column::Id);
    let sheet = edition::Entity::belongs_to(edition_desk::Entity)
        .from(edition::Column::Id)
        .to(edition_desk::Column::EditionId);
    let rows = edition::Entity::belongs_to(edition_rehearsal::Entity)
        .from(edition::Column::Id)
        .to(edition_rehearsal::Column::EditionId);
    edition::Entity::find()
        .join_rev(JoinType::InnerJoin, of_preview.into())
        .join(JoinType::InnerJoin, by.into())
        .join(JoinType::InnerJoin, of_content.into())
        .join(JoinType::InnerJoin, sheet.into())
        .join(JoinType::LeftJoin, rows.into())
        .filter(preview::Column::Id.eq(token.id))
        .filter(preview::Column::RevokedAt.is_null())
        .filter(preview::Column::ExpiresAt.gt(now))
        .filter(account::Column::Active.eq(true))
        .column_as(content::Column::Kind, "kind")
        .column_as(content::Column::WorkId, "work_id")
        .column_as(content::Column::LanguageCode, "language_code")
        .column_as(edition_desk::Column::RecordDigest, "record_digest")
        .column_as(preview::Column::CreatedBy, "created_by")
        .column_as(edition_rehearsal::Column::Path, "path")
        .column_as(edition_rehearsal::Column::RecordDigest, "digest_of_rows")
        .into_model::<Rehearsed>()
}

/// Whether whoever made a preview may still read what it shows.
async fn may_show(
    db: &impl ConnectionTrait,
    content: Uuid,
    account: Uuid,
    now: DateTime<Utc>,
) -> Result<()> {
    let maker = match actor::of_account(db, account, local_day(now)).await {
        Err(Error::Unauthenticated) => return Err(Error::NoPreview),
        maker => maker?,
    };
    let item = desk::items(db, &[content]).await?.pop();
    let resource = item.ok_or(Error::NoPreview)?.resource();
    authorize(Some(&maker), Action::ContentRead, &resource).map_err(|_| Error::NoPreview)
}

/// When an edition is to appear.
async fn planned(db: &impl ConnectionTrait, edition: Uuid) -> Result<Option<DateTime<Utc>>> {
    let plan = schedule::Entity::find()
        .filter(schedule::Column::EditionId.eq(edition))
        .filter(schedule::Column::Act.eq(ScheduledAct::Publish))
        .filter(schedule::Column::DoneAt.is_null())
        .filter(schedule::Column::CancelledAt.is_null())
        .one(db)
        .await?;
    Ok(plan.map(|plan| plan.at))
}

/// When a content first appeared, if it did.
///
/// # Errors
/// When the database fails.
pub(in crate::domain) async fn first_published(
    db: &impl ConnectionTrait,
    content: Uuid,
) -> Result<Option<DateTime<Utc>>> {
    let first: Option<Option<DateTime<Utc>>> = edition::Entity::find()
        .select_only()
        .column(edition::Column::FirstPublishedAt)
        .filter(edition::Column::ContentId.eq(content))
        .filter(edition::Column::FirstPublishedAt.is_not_null())
        .order_by_asc(edition::Column::FirstPublishedAt)
        .into_tuple()
        .one(db)
        .await?;
    Ok(first.flatten())
}
