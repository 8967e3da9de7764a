//! What was done to an item, and by whom: its rows of the audit log, the last first.
use chrono::{DateTime, Utc};
use entity::audit;
use entity::value::Via;
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::policy::Action;

/// Rows read at a time.
const ROWS: u64 = 500;

/// Something that was done. Saving again and again, with nothing and nobody between, is one thing.
#[derive(Clone, Debug, PartialEq)]
pub struct Deed {
    /// The number of its first row, by which pages go.
    pub seq: i64,
    /// What was done, by the names of the policy.
    pub action: String,
    /// By what way.
    pub via: Via,
    /// Who did it, or planned it; nobody of what the command line did.
    pub account: Option<Uuid>,
    /// The edition that it was done to.
    pub edition: Option<Uuid>,
    /// When it was done first.
    pub since: DateTime<Utc>,
    /// When it was done last.
    pub at: DateTime<Utc>,
    /// How often.
    pub times: i32,
    /// The version afterwards.
    pub version: Option<i32>,
    /// States, numbers and the like.
    pub detail: Json,
}

/// Up to `limit` deeds before a row of the log, the last first.
///
/// # Errors
/// When the database fails.
pub async fn history(
    session: &Session,
    content: Uuid,
    before: Option<i64>,
    limit: usize,
) -> Result<Vec<Deed>> {
    let db = session.read().await?;
    let mut deeds: Vec<Deed> = Vec::new();
    let mut before = before;
    loop {
        let mut rows = audit::Entity::find()
            .filter(audit::Column::ContentId.eq(content))
            .order_by_desc(audit::Column::Seq)
            .limit(ROWS);
        if let Some(before) = before {
            rows = rows.filter(audit::Column::Seq.lt(before));
        }
        let rows = rows.all(db).await?;
        let is_last = (rows.len() as u64) < ROWS;
        before = rows.last().map(|row| row.seq);
        for row in rows {
            let is_full = deeds.len() == limit;
            match deeds.last_mut() {
                Some(later) if is_the_same(later, &row) => later.begin_with(&row),
                _ if is_full => return Ok(deeds),
                _ => deeds.push(Deed::from(row)),
            }
        }
        if is_last {
            return Ok(deeds);
        }
    }
}

/// How many deeds there are.
///
/// # Errors
/// When the database fails.
pub async fn count_deeds(session: &Session, content: Uuid) -> Result<u64> {
    let mut rows: Vec<(String, Option<Uuid>, Option<Uuid>)> = audit::Entity::find()
        .select_only()
        .columns([
            audit::Column::Action,
            audit::Column::AccountId,
            audit::Column::EditionId,
        ])
        .filter(audit::Column::ContentId.eq(content))
        .order_by_asc(audit::Column::Seq)
        .into_tuple()
        .all(session.read().await?)
        .await?;
    rows.dedup_by(|later, row| row.0 == Action::ContentSave.name() && later == row);
    Ok(rows.len() as u64)
}

fn is_the_same(later: &Deed, row: &audit::Model) -> bool {
    row.action == Action::ContentSave.name()
        && later.action == row.action
        && later.account == row.account_id
        && later.edition == row.edition_id
}

impl Deed {
    fn begin_with(&mut self, row: &audit::Model) {
        self.seq = row.seq;
        self.since = row.at;
        self.times += 1;
    }
}

impl From<audit::Model> for Deed {
    fn from(row: audit::Model) -> Self {
        Self {
            seq: row.seq,
            action: row.action,
            via: row.via,
            account: row.account_id,
            edition: row.edition_id,
            since: row.at,
            at: row.at,
            times: 1,
            version: row.version,
            detail: row.detail,
        }
    }
}
