//! Bytes that no row names: noted before they are stored, and when the last row goes, so that none is forgotten in the
//! store whoever dies in between.
use chrono::{DateTime, Utc};
use entity::loose_bytes;
use sea_orm::IntoActiveModel;
use sea_orm::prelude::*;
use sea_orm::sea_query::OnConflict;

use crate::domain::database::Database;
use crate::domain::{Error, Result};

/// Notes bytes that are about to be stored. Nobody deletes them for a day from then on.
///
/// # Errors
/// [`Error::Busy`] where they are being deleted just now; otherwise when the database fails.
pub(in crate::domain) async fn reserve(
    database: &Database,
    hashes: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    let tx = database.begin_writing().await?;
    stay(&tx, hashes).await?;
    note(&tx, hashes, now).await?;
    tx.commit().await?;
    Ok(())
}

/// Rows name these bytes now.
///
/// # Errors
/// As [`reserve`].
pub(in crate::domain) async fn name(tx: &impl ConnectionTrait, hashes: &[String]) -> Result<()> {
    stay(tx, hashes).await?;
    loose_bytes::Entity::delete_many()
        .filter(loose_bytes::Column::Sha256.is_in(hashes.iter()))
        .exec(tx)
        .await?;
    Ok(())
}

/// Notes bytes that no row names, from now on.
pub(super) async fn note(
    tx: &impl ConnectionTrait,
    hashes: &[String],
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    if hashes.is_empty() {
        return Ok(());
    }
    let rows = hashes.iter().map(|sha256| {
        loose_bytes::Model {
            sha256: sha256.clone(),
            deleting: false,
            since: now,
        }
        .into_active_model()
    });
    let again = OnConflict::column(loose_bytes::Column::Sha256)
        .update_column(loose_bytes::Column::Since)
        .to_owned();
    loose_bytes::Entity::insert_many(rows)
        .on_conflict(again)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

async fn stay(tx: &impl ConnectionTrait, hashes: &[String]) -> Result<()> {
    let going = loose_bytes::Entity::find()
        .filter(loose_bytes::Column::Sha256.is_in(hashes.iter()))
        .filter(loose_bytes::Column::Deleting.eq(true))
        .count(tx)
        .await?;
    if going == 0 { Ok(()) } else { Err(Error::Busy) }
}
