//! What was decided of agencies, the last first.
use chrono::{DateTime, Utc};
use entity::reorganisation;
use sea_orm::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect};

use crate::domain::Result;
use crate::domain::database::Session;

/// One by its id.
///
/// # Errors
/// When the database fails.
pub async fn by_id(session: &Session, id: Uuid) -> Result<Option<reorganisation::Model>> {
    Ok(reorganisation::Entity::find_by_id(id)
        .one(session.read().await?)
        .await?)
}

/// The next `limit` after one that was decided at a moment, the last first.
///
/// # Errors
/// When the database fails.
pub async fn page(
    session: &Session,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: u64,
) -> Result<Vec<reorganisation::Model>> {
    let mut next = reorganisation::Entity::find()
        .order_by_desc(reorganisation::Column::DecidedAt)
        .order_by_desc(reorganisation::Column::Id)
        .limit(limit);
    if let Some((at, id)) = after {
        let same = Condition::all()
            .add(reorganisation::Column::DecidedAt.eq(at))
            .add(reorganisation::Column::Id.lt(id));
        let earlier = Condition::any()
            .add(reorganisation::Column::DecidedAt.lt(at))
            .add(same);
        next = next.filter(earlier);
    }
    Ok(next.all(session.read().await?).await?)
}

/// How many there are.
///
/// # Errors
/// When the database fails.
pub async fn count(session: &Session) -> Result<u64> {
    Ok(reorganisation::Entity::find()
        .count(session.read().await?)
        .await?)
}
