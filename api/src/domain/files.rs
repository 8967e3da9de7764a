//! Files: metadata of the bytes in the store.
use entity::file;
use sea_orm::prelude::*;

use super::Result;
use super::database::Session;

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
