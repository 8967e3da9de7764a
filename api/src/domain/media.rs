//! Files as the public may fetch them: only those that something published uses.
use entity::value::EditionState;
use entity::{attachment, edition, edition_cover, file};
use object_store::path::Path;
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Condition, Iden, QueryOrder, QuerySelect, Select};

use super::Result;
use super::database::{Database, Session};

/// A file that something published uses.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MediaFile {
    /// Its media type, such as `application/pdf`.
    pub media_type: String,
    /// The name it is saved under.
    pub name: String,
    /// Its length in bytes.
    pub size: u64,
}

/// The file with the given SHA-256, where something published uses it.
///
/// # Errors
/// Where the database does not answer.
pub async fn find(database: &Database, sha256: &str) -> Result<Option<MediaFile>> {
    let session = database.session();
    let found = used()
        .filter(file::Column::Sha256.eq(sha256))
        .one(session.read().await?)
        .await?;
    Ok(found.map(|file| MediaFile {
        media_type: file.media_type,
        name: file.name,
        size: u64::try_from(file.size).unwrap_or_default(),
    }))
}

/// The next `limit` files that something published uses, by SHA-256.
///
/// # Errors
/// Where the database does not answer.
pub async fn page(session: &Session, after: Option<&str>, limit: u64) -> Result<Vec<file::Model>> {
    let mut next = used().order_by_asc(file::Column::Sha256).limit(limit);
    if let Some(after) = after {
        next = next.filter(file::Column::Sha256.gt(after));
    }
    Ok(next.all(session.read().await?).await?)
}

/// How many files something published uses.
///
/// # Errors
/// Where the database does not answer.
pub async fn count(session: &Session) -> Result<u64> {
    Ok(used().count(session.read().await?).await?)
}

/// The files that something published uses.
fn used() -> Select<file::Entity> {
    file::Entity::find().filter(
        Condition::any()
            .add(Expr::exists(live_use(
                edition_cover::Entity,
                edition_cover::Column::EditionId,
                edition_cover::Column::FileSha256,
            )))
            .add(Expr::exists(live_use(
                attachment::Entity,
                attachment::Column::EditionId,
                attachment::Column::FileSha256,
            ))),
    )
}

/// Where a file lies in the object store.
#[must_use]
pub fn location(sha256: &str) -> Path {
    Path::from_iter([sha256.get(..2).unwrap_or_default(), sha256])
}

/// The rows of `table` in live editions that use the file at hand.
fn live_use<T: EntityTrait + Iden, C: ColumnTrait>(
    table: T,
    edition: C,
    sha256: C,
) -> SelectStatement {
    Query::select()
        .expr(Expr::val(1))
        .from(table)
        .inner_join(
            edition::Entity,
            Expr::col((edition::Entity, edition::Column::Id)).equals(edition.as_column_ref()),
        )
        .and_where(Expr::col(sha256.as_column_ref()).equals((file::Entity, file::Column::Sha256)))
        .and_where(edition::Column::State.eq(EditionState::Live))
        .take()
}
