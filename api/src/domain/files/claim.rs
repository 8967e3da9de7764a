//! Files that come with an item, and that no agency has.
use std::collections::HashSet;

use chrono::{DateTime, Utc};
use entity::{file, file_custody};
use sea_orm::QuerySelect;
use sea_orm::prelude::*;

use crate::domain::Result;
use crate::domain::publish::insert_all;

/// Gives those of the files to an agency that no agency has yet.
pub(in crate::domain) async fn claim(
    db: &impl ConnectionTrait,
    agency: Uuid,
    account: Uuid,
    hashes: &[String],
    now: DateTime<Utc>,
) -> Result<()> {
    if hashes.is_empty() {
        return Ok(());
    }
    let had: HashSet<String> = file_custody::Entity::find()
        .select_only()
        .column(file_custody::Column::FileSha256)
        .filter(file_custody::Column::FileSha256.is_in(hashes))
        .into_tuple::<String>()
        .all(db)
        .await?
        .into_iter()
        .collect();
    let files = file::Entity::find()
        .filter(file::Column::Sha256.is_in(hashes))
        .all(db)
        .await?;
    let rows: Vec<file_custody::Model> = files
        .into_iter()
        .filter(|file| !had.contains(&file.sha256))
        .map(|file| file_custody::Model {
            id: Uuid::new_v4(),
            name: file.name,
            file_sha256: file.sha256,
            agency_id: agency,
            uploaded_by: Some(account),
            uploaded_at: now,
        })
        .collect();
    if rows.is_empty() {
        return Ok(());
    }
    Ok(insert_all::<file_custody::Entity>(db, rows).await?)
}
