//! Reading the audit log: who did what, the last first.
use entity::audit;
use sea_orm::prelude::*;
use sea_orm::{Condition, QueryOrder, QuerySelect, Select};

use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::listing::query::{COUNT_LIMIT, Total};

/// Which acts. An index stands behind each field.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LogFilter {
    /// Done by this account.
    pub account: Option<Uuid>,
    /// Done in this agency's custody.
    pub agency: Option<Uuid>,
    /// Done to this content.
    pub content: Option<Uuid>,
}

/// Up to `limit` acts before one of the log, the last first.
///
/// # Errors
/// When the database fails.
pub async fn page_log(
    session: &Session,
    filter: &LogFilter,
    before: Option<i64>,
    limit: u64,
) -> Result<Vec<audit::Model>> {
    let before = before.map(|before| audit::Column::Seq.lt(before));
    Ok(acts(filter)
        .filter(Condition::all().add_option(before))
        .order_by_desc(audit::Column::Seq)
        .limit(limit)
        .all(session.read().await?)
        .await?)
}

/// The number of acts, as far as anybody counts.
///
/// # Errors
/// When the database fails.
pub async fn count_log(session: &Session, filter: &LogFilter) -> Result<Total> {
    let counted = acts(filter)
        .limit(COUNT_LIMIT + 1)
        .count(session.read().await?)
        .await?;
    Ok(Total::of(counted))
}

fn acts(filter: &LogFilter) -> Select<audit::Entity> {
    let is = |column: audit::Column, id: Option<Uuid>| id.map(|id| column.eq(id));
    audit::Entity::find().filter(
        Condition::all()
            .add_option(is(audit::Column::AccountId, filter.account))
            .add_option(is(audit::Column::AgencyId, filter.agency))
            .add_option(is(audit::Column::ContentId, filter.content)),
    )
}
