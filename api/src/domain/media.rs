//! Files as they may be fetched: by the public those that something published uses, and any for some minutes by who was
//! given its address at the desk.
use aws_lc_rs::constant_time::verify_slices_are_equal;
use chrono::{DateTime, TimeDelta, Utc};
use entity::value::EditionState;
use entity::{attachment, edition, edition_cover, file, file_variant};
use object_store::path::Path;
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Condition, Iden, QueryOrder, QuerySelect, Select};

use super::Result;
use super::database::{Database, Session};
use super::secret::Secret;

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

/// How long the address of a file that is not public leads to it.
pub const OPEN_FOR: TimeDelta = TimeDelta::minutes(10);

/// What an address shows that leads to a file that is not public, for some minutes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pass {
    /// Until when, in seconds since 1970.
    pub until: i64,
    /// By which it is known that we made it.
    pub mac: String,
}

impl Pass {
    /// One for a file, by its SHA-256. It is given to those who may read the file.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn to(secret: &Secret, sha256: &str, now: DateTime<Utc>) -> Result<Self> {
        let until = (now + OPEN_FOR).timestamp();
        let mac = mac(secret, sha256, until)?;
        Ok(Self { until, mac })
    }

    /// Whether it leads to this file now.
    ///
    /// # Errors
    /// When the cryptography fails.
    pub fn opens(&self, secret: &Secret, sha256: &str, now: DateTime<Utc>) -> Result<bool> {
        if now.timestamp() > self.until {
            return Ok(false);
        }
        let ours = mac(secret, sha256, self.until)?;
        let (ours, theirs) = (ours.as_bytes(), self.mac.as_bytes());
        Ok(verify_slices_are_equal(ours, theirs).is_ok())
    }
}

fn mac(secret: &Secret, sha256: &str, until: i64) -> Result<String> {
    Ok(secret.mac("media", &format!("{sha256}\0{until}"))?)
}

/// The file, or the smaller version of one, with the given SHA-256, where something published uses it.
///
/// # Errors
/// Where the database does not answer.
pub async fn find(database: &Database, sha256: &str) -> Result<Option<MediaFile>> {
    let session = database.session();
    look(session.read().await?, sha256, used()).await
}

/// The same, whether or not something uses it: for who shows a [`Pass`].
///
/// # Errors
/// Where the database does not answer.
pub async fn find_any(database: &Database, sha256: &str) -> Result<Option<MediaFile>> {
    let session = database.session();
    look(session.read().await?, sha256, file::Entity::find()).await
}

async fn look(
    db: &impl ConnectionTrait,
    sha256: &str,
    among: Select<file::Entity>,
) -> Result<Option<MediaFile>> {
    let size = |size: i64| u64::try_from(size).unwrap_or_default();
    let whole = among.clone().filter(file::Column::Sha256.eq(sha256));
    if let Some(file) = whole.one(db).await? {
        return Ok(Some(MediaFile {
            media_type: file.media_type,
            name: file.name,
            size: size(file.size),
        }));
    }
    let variants = file_variant::Entity::find().filter(file_variant::Column::Sha256.eq(sha256));
    let variants = variants.all(db).await?;
    let Some(variant) = variants.first() else {
        return Ok(None);
    };
    let of = variants.iter().map(|variant| variant.file_sha256.as_str());
    let found = among.filter(file::Column::Sha256.is_in(of)).one(db).await?;
    Ok(found.map(|file| MediaFile {
        media_type: "image/webp".to_owned(),
        name: file.name,
        size: size(variant.size),
    }))
}

/// Which of these files something published uses.
///
/// # Errors
/// Where the database does not answer.
pub(in crate::domain) async fn public_among(
    db: &impl ConnectionTrait,
    hashes: &[String],
) -> Result<Vec<String>> {
    let found = used().filter(file::Column::Sha256.is_in(hashes.iter()));
    let hashes = found.select_only().column(file::Column::Sha256);
    Ok(hashes.into_tuple().all(db).await?)
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
