//! Identifiers of contents in other systems.
use entity::external_id;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QueryTrait};

use crate::domain::Result;
use crate::domain::database::rows_by_key;

/// The identifiers of these contents, by system.
///
/// # Errors
/// When the database fails.
pub async fn external_ids(
    db: &impl ConnectionTrait,
    contents: &[Uuid],
) -> Result<Vec<external_id::Model>> {
    use external_id::Column::ContentId;
    let rows = external_id::Entity::find().order_by_asc(ContentId);
    let mut rows: Vec<external_id::Model> =
        rows_by_key(db, rows.into_query(), ContentId, contents).await?;
    rows.sort_by(|one, other| (&one.system, &one.value).cmp(&(&other.system, &other.value)));
    Ok(rows)
}
