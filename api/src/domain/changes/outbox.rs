//! Reads the outbox.
use entity::outbox;
use entity::value::OutboxAudience;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use crate::domain::Result;
use crate::domain::database::Session;

/// The number of the newest change that an audience learns of; 0 before the first.
///
/// # Errors
/// When the database fails.
pub async fn newest(session: &Session, audience: OutboxAudience) -> Result<i64> {
    let seq = outbox::Entity::find()
        .select_only()
        .column(outbox::Column::Seq)
        .filter(outbox::Column::Audience.eq(audience))
        .order_by_desc(outbox::Column::Seq)
        .limit(1)
        .into_tuple()
        .one(session.read().await?)
        .await?;
    Ok(seq.unwrap_or_default())
}

/// At most `limit` changes after a number, in order: those that an audience learns of, or all.
pub(super) async fn after(
    session: &Session,
    audience: Option<OutboxAudience>,
    seq: i64,
    limit: u64,
) -> Result<Vec<outbox::Model>> {
    let mut next = outbox::Entity::find()
        .filter(outbox::Column::Seq.gt(seq))
        .order_by_asc(outbox::Column::Seq)
        .limit(limit);
    if let Some(audience) = audience {
        next = next.filter(outbox::Column::Audience.eq(audience));
    }
    Ok(next.all(session.read().await?).await?)
}
