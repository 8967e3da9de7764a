//! Whether the audit log is the one that was written, and the outbox without gaps: in one snapshot, page by page.
//!
//! A chain of hashes shows every change but one: whoever may write everything can compute the whole chain anew.
//! Against that helps a hash that was noted down elsewhere.
use std::sync::atomic::{AtomicU64, Ordering};

use entity::{audit, outbox, outbox_head};
use sea_orm::prelude::*;
use sea_orm::{QueryOrder, QuerySelect};

use super::audit::hash_of;
use crate::domain::Result;
use crate::domain::database::Session;

/// Rows of the audit log a page.
const ROWS: u64 = 1_000;

/// Numbers of the outbox a page.
const NUMBERS: u64 = 10_000;

/// A place in the audit log: the number of a row, and its hash.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The number; 0 before the first row.
    pub seq: i64,
    /// The hash; empty before the first row.
    pub hash: String,
}

/// What shows that somebody was at work past this program.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Flaw {
    /// A row says something else than what was hashed.
    #[error("row {0} of the audit log was changed: its hash is not that of what it says")]
    Changed(i64),
    /// A row was chained to another than the one before it.
    #[error(
        "row {0} of the audit log does not follow from the row before it: one of the two was put there later"
    )]
    Unchained(i64),
    /// A number is left out.
    #[error("row {0} of the audit log is missing")]
    Missing(i64),
    /// There are rows after the last one.
    #[error("row {0} of the audit log was added: it lies beyond the log's head")]
    Added(i64),
    /// The last row is not the one that was written last.
    #[error(
        "row {0} of the audit log is not the last one that was written: the log's head has another hash"
    )]
    OtherHead(i64),
    /// A row has another hash than somebody noted down.
    #[error("row {0} of the audit log is not the one whose hash was noted down")]
    Unexpected(i64),
    /// A change is left out of the outbox.
    #[error("change {0} of the outbox is missing")]
    Gap(i64),
    /// There are changes after the last one.
    #[error("change {0} of the outbox was added: it lies beyond the outbox's head")]
    Beyond(i64),
}

/// The number of the last change, and the head of the audit log.
///
/// # Errors
/// When the database fails.
pub async fn heads(session: &Session) -> Result<(i64, Head)> {
    let heads = outbox_head::Entity::find_by_id(1)
        .one(session.read().await?)
        .await?;
    Ok(heads.map_or((0, empty()), |heads| {
        let (seq, hash) = (heads.audit_seq, heads.audit_hash);
        (heads.seq, Head { seq, hash })
    }))
}

/// Looks at every row of the audit log and every number of the outbox, and holds one row against what was noted down
/// of it; gives the first flaw. `seen` counts what was looked at.
///
/// # Errors
/// When the database fails.
pub async fn verify(
    session: &Session,
    noted: Option<&Head>,
    seen: &AtomicU64,
) -> Result<Option<Flaw>> {
    let (last_change, head) = heads(session).await?;
    if let Some(flaw) = audit_flaw(session, &head, noted, seen).await? {
        return Ok(Some(flaw));
    }
    outbox_flaw(session, last_change, seen).await
}

async fn audit_flaw(
    session: &Session,
    head: &Head,
    noted: Option<&Head>,
    seen: &AtomicU64,
) -> Result<Option<Flaw>> {
    let mut last = empty();
    loop {
        let page = audit::Entity::find()
            .filter(audit::Column::Seq.gt(last.seq))
            .order_by_asc(audit::Column::Seq)
            .limit(ROWS)
            .all(session.read().await?)
            .await?;
        if page.is_empty() {
            break;
        }
        for row in page {
            if let Some(flaw) = flaw_of(&row, &last, head, noted) {
                return Ok(Some(flaw));
            }
            seen.fetch_add(1, Ordering::Relaxed);
            (last.seq, last.hash) = (row.seq, row.hash);
        }
    }
    Ok(flaw_of_end(&last, head, noted))
}

/// What is wrong with a row that comes after `last`.
fn flaw_of(row: &audit::Model, last: &Head, head: &Head, noted: Option<&Head>) -> Option<Flaw> {
    let is_noted_otherwise =
        || noted.is_some_and(|noted| noted.seq == row.seq && noted.hash != row.hash);
    if row.seq > head.seq && last.seq == head.seq {
        Some(Flaw::Added(row.seq))
    } else if row.seq != last.seq + 1 {
        Some(Flaw::Missing(last.seq + 1))
    } else if row.hash != hash_of(row) {
        Some(Flaw::Changed(row.seq))
    } else if row.previous_hash != last.hash {
        Some(Flaw::Unchained(row.seq))
    } else {
        is_noted_otherwise().then_some(Flaw::Unexpected(row.seq))
    }
}

/// What is wrong when no row comes after `last`.
fn flaw_of_end(last: &Head, head: &Head, noted: Option<&Head>) -> Option<Flaw> {
    let is_noted = noted.is_some_and(|noted| noted.seq > last.seq);
    if last.seq != head.seq || is_noted {
        Some(Flaw::Missing(last.seq + 1))
    } else {
        (last.hash != head.hash).then_some(Flaw::OtherHead(last.seq))
    }
}

async fn outbox_flaw(session: &Session, head: i64, seen: &AtomicU64) -> Result<Option<Flaw>> {
    let mut last = 0;
    loop {
        let page: Vec<i64> = outbox::Entity::find()
            .select_only()
            .column(outbox::Column::Seq)
            .filter(outbox::Column::Seq.gt(last))
            .order_by_asc(outbox::Column::Seq)
            .limit(NUMBERS)
            .into_tuple()
            .all(session.read().await?)
            .await?;
        if page.is_empty() {
            return Ok((last != head).then_some(Flaw::Gap(last + 1)));
        }
        for seq in page {
            if seq > head && last == head {
                return Ok(Some(Flaw::Beyond(seq)));
            } else if seq != last + 1 {
                return Ok(Some(Flaw::Gap(last + 1)));
            }
            last = seq;
            seen.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn empty() -> Head {
    Head {
        seq: 0,
        hash: String::new(),
    }
}
