//! Identifiers of contents in other systems.
use entity::external_id;
use sea_orm::prelude::*;

use crate::domain::Result;
use crate::domain::database::Session;

/// The identifiers of these contents, by system.
///
/// # Errors
/// When the database fails.
pub async fn external_ids(session: &Session, contents: &[Uuid]) -> Result<Vec<external_id::Model>> {
    let mut rows = external_id::Entity::find()
        .filter(external_id::Column::ContentId.is_in(contents.iter().copied()))
        .all(session.read().await?)
        .await?;
    rows.sort_by(|one, other| (&one.system, &one.value).cmp(&(&other.system, &other.value)));
    Ok(rows)
}
