//! Identifiers of contents in other systems.
use entity::external_id;
use sea_orm::prelude::*;
use sea_orm::{Order, QueryOrder};

use crate::domain::Result;
use crate::domain::database::Session;

/// The identifiers of these contents, by system.
///
/// # Errors
/// When the database fails.
pub async fn external_ids(session: &Session, contents: &[Uuid]) -> Result<Vec<external_id::Model>> {
    let rows = external_id::Entity::find()
        .filter(external_id::Column::ContentId.is_in(contents.iter().copied()))
        .order_by(external_id::Column::System, Order::Asc)
        .order_by(external_id::Column::Value, Order::Asc)
        .all(session.read().await?)
        .await?;
    Ok(rows)
}
