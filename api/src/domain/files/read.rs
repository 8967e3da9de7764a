//! Files as they are read: by hash, and as agencies have them.
use chrono::{DateTime, Utc};
use entity::{file, file_custody, file_variant};
use sea_orm::prelude::*;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{QueryOrder, QuerySelect};

use crate::domain::actor::Actor;
use crate::domain::database::Session;
use crate::domain::desk::line_above;
use crate::domain::policy::{Action, Resource, authorize};
use crate::domain::{Error, Result};

/// After which file a page of an agency's begins.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct After {
    /// When it was uploaded.
    pub at: DateTime<Utc>,
    /// Its id.
    pub id: Uuid,
}

/// The files with these hashes.
///
/// # Errors
/// When the database fails.
pub async fn by_hashes(session: &Session, hashes: &[&str]) -> Result<Vec<file::Model>> {
    let hashes = hashes.iter().copied();
    Ok(file::Entity::find()
        .filter(file::Column::Sha256.is_in(hashes))
        .all(session.read().await?)
        .await?)
}

/// The smaller versions of these images, the narrowest first.
///
/// # Errors
/// When the database fails.
pub async fn variants_of(session: &Session, hashes: &[&str]) -> Result<Vec<file_variant::Model>> {
    let hashes = hashes.iter().copied();
    Ok(file_variant::Entity::find()
        .filter(file_variant::Column::FileSha256.is_in(hashes))
        .order_by_asc(file_variant::Column::Width)
        .all(session.read().await?)
        .await?)
}

/// Whether somebody may do this with what an agency has.
///
/// # Errors
/// As the policy says; [`Error::NotFound`] where there is no such agency.
pub async fn may(
    db: &impl ConnectionTrait,
    actor: &Actor,
    action: Action,
    agency: Uuid,
) -> Result<()> {
    let resource = Resource {
        custody: line_above(db, agency).await?,
        ..Resource::default()
    };
    authorize(Some(actor), action, &resource)?;
    if resource.custody.is_empty() {
        return Err(Error::NotFound);
    }
    Ok(())
}

/// What agencies have with these ids, as far as somebody may read it.
///
/// # Errors
/// When the database fails.
pub async fn custodies_by_ids(
    session: &Session,
    actor: &Actor,
    ids: &[Uuid],
) -> Result<Vec<file_custody::Model>> {
    let rows = file_custody::Entity::find().filter(file_custody::Column::Id.is_in(ids.to_vec()));
    readable(session, actor, rows.all(session.read().await?).await?).await
}

/// A file as somebody may read it: the first of the agencies that have it.
///
/// # Errors
/// When the database fails.
pub async fn custody_of(
    session: &Session,
    actor: &Actor,
    sha256: &str,
) -> Result<Option<file_custody::Model>> {
    let rows = file_custody::Entity::find()
        .filter(file_custody::Column::FileSha256.eq(sha256))
        .order_by_asc(file_custody::Column::UploadedAt)
        .order_by_asc(file_custody::Column::Id)
        .all(session.read().await?)
        .await?;
    let mut readable = readable(session, actor, rows).await?;
    Ok((!readable.is_empty()).then(|| readable.swap_remove(0)))
}

async fn readable(
    session: &Session,
    actor: &Actor,
    rows: Vec<file_custody::Model>,
) -> Result<Vec<file_custody::Model>> {
    let db = session.read().await?;
    let mut readable = Vec::with_capacity(rows.len());
    for row in rows {
        match may(db, actor, Action::FileRead, row.agency_id).await {
            Ok(()) => readable.push(row),
            Err(Error::NotFound | Error::Forbidden(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(readable)
}

/// Up to `limit` of an agency's files, what was uploaded last first.
///
/// # Errors
/// When the database fails.
pub async fn page(
    session: &Session,
    agency: Uuid,
    after: Option<After>,
    limit: u64,
) -> Result<Vec<file_custody::Model>> {
    let (at, id) = (file_custody::Column::UploadedAt, file_custody::Column::Id);
    let mut rows = file_custody::Entity::find().filter(file_custody::Column::AgencyId.eq(agency));
    if let Some(after) = after {
        let here = Expr::tuple([at.into_expr(), id.into_expr()]);
        rows = rows.filter(here.lt(Expr::tuple([Expr::val(after.at), Expr::val(after.id)])));
    }
    let rows = rows.order_by_desc(at).order_by_desc(id).limit(limit);
    Ok(rows.all(session.read().await?).await?)
}

/// How many files an agency has.
///
/// # Errors
/// When the database fails.
pub async fn count(session: &Session, agency: Uuid) -> Result<u64> {
    let rows = file_custody::Entity::find().filter(file_custody::Column::AgencyId.eq(agency));
    Ok(rows.count(session.read().await?).await?)
}
