//! What the public may see: live editions, and nothing of any other.
//!
//! Every read of a public content starts here. [`LiveContent`] cannot be made anywhere else, and what hangs
//! from an edition is read only through one.
use entity::value::{ContentKind, EditionState, PathOutcome};
use entity::{content, edition, path};
use sea_orm::prelude::*;
use sea_orm::{FromQueryResult, JoinType, QueryOrder, QuerySelect, Select};

use super::Result;
use super::database::Session;

/// A published content: its identity, its live edition and its path.
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
