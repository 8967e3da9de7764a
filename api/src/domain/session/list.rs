//! Sessions as others read them.
use chrono::{DateTime, Utc};
use entity::session;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use crate::domain::Result;
use crate::domain::database::Session;

/// The sessions of these accounts that have not ended, the newest first; some may have expired.
///
/// # Errors
/// When the database fails.
pub async fn open_of(session: &Session, accounts: &[Uuid]) -> Result<Vec<session::Model>> {
    Ok(session::Entity::find()
        .filter(session::Column::AccountId.is_in(accounts.iter().copied()))
        .filter(session::Column::EndedAt.is_null())
        .order_by_desc(session::Column::CreatedAt)
        .order_by_asc(session::Column::Id)
        .all(session.read().await?)
        .await?)
}

/// When each of these accounts last signed in.
///
/// # Errors
/// When the database fails.
pub async fn last_begun(
    session: &Session,
    accounts: &[Uuid],
) -> Result<Vec<(Uuid, DateTime<Utc>)>> {
    Ok(session::Entity::find()
        .select_only()
        .column(session::Column::AccountId)
        .column_as(session::Column::CreatedAt.max(), "last")
        .filter(session::Column::AccountId.is_in(accounts.iter().copied()))
        .group_by(session::Column::AccountId)
        .into_tuple()
        .all(session.read().await?)
        .await?)
}
