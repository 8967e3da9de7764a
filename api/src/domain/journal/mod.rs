//! The journal: what every transaction tells others of (the outbox) and keeps of who did it (the audit log), and
//! what it came to for those who ask again.
//!
//! The heads of the outbox and of the audit log are one row, which the last statements of a transaction lock until
//! the commit: both are numbered in the order of commits, without gaps.
mod audit;
pub mod idempotency;
mod log;
mod outbox;
mod verify;

use chrono::{DateTime, Utc};
use entity::outbox_head;
use entity::value::{Change, Via};
use sea_orm::prelude::*;
use sea_orm::{FromQueryResult as _, Statement};

use super::listing::Scope;

pub use log::{LogFilter, count_log, page_log};
pub use verify::{Flaw, Head, heads, verify};

/// A change that others learn of.
#[derive(Clone, Debug)]
pub struct Event {
    /// What changed; the desk's changes are for the desk, all others for everybody.
    pub change: Change,
    /// What was done, of the desk's changes.
    pub action: Option<&'static str>,
    /// The content.
    pub content: Option<Uuid>,
    /// The edition, of the desk's changes.
    pub edition: Option<Uuid>,
    /// The agency in whose custody it is, of the desk's changes.
    pub agency: Option<Uuid>,
    /// The path.
    pub path: Option<String>,
    /// Scopes that held the content before.
    pub before: Vec<String>,
    /// Scopes that hold it since.
    pub after: Vec<String>,
}

impl Event {
    /// Any list may hold others now: who keeps what lists hold makes it anew.
    #[must_use]
    pub fn relisted() -> Self {
        let everything = vec![Scope::all().to_string()];
        Self {
            change: Change::Directory,
            action: None,
            content: None,
            edition: None,
            agency: None,
            path: None,
            before: everything.clone(),
            after: everything,
        }
    }
}

/// Who acts, and by what way.
#[derive(Clone, Debug)]
pub struct Author {
    /// The way.
    pub via: Via,
    /// The account; of the command line, the schedule and the unknown there may be none.
    pub account: Option<Uuid>,
    /// The session or the key.
    pub credential: Option<Uuid>,
    /// The client's address.
    pub address: Option<String>,
    /// The request.
    pub request: Option<String>,
}

impl Author {
    /// The command line, given by whoever runs the machine.
    #[must_use]
    pub fn command() -> Self {
        Self {
            via: Via::Command,
            account: None,
            credential: None,
            address: None,
            request: None,
        }
    }
}

/// Something that was done: ids, codes and counts, no names and no texts.
#[derive(Clone, Debug)]
pub struct Act {
    /// Who did it.
    pub author: Author,
    /// Joins the rows of one act, as of one import.
    pub act: Uuid,
    /// What was done, such as `content.submit`.
    pub action: &'static str,
    /// What it was done to, such as `content`.
    pub subject: &'static str,
    /// Its id or code.
    pub subject_id: Option<String>,
    /// The content.
    pub content: Option<Uuid>,
    /// The edition.
    pub edition: Option<Uuid>,
    /// The agency in whose custody it was.
    pub agency: Option<Uuid>,
    /// The subject's lock version afterwards.
    pub version: Option<i32>,
    /// What else is to be known.
    pub detail: Json,
}

impl Act {
    /// An act of its own, on something that is no content.
    #[must_use]
    pub fn new(author: Author, action: &'static str, subject: &'static str) -> Self {
        Self {
            author,
            act: Uuid::new_v4(),
            action,
            subject,
            subject_id: None,
            content: None,
            edition: None,
            agency: None,
            version: None,
            detail: Json::Object(serde_json::Map::new()),
        }
    }
}

/// Closes a transaction: writes its events and its acts with the last statements before the commit. Gives the number
/// of the last event ever.
///
/// # Errors
/// When the database fails.
pub async fn close(
    tx: &impl ConnectionTrait,
    events: Vec<Event>,
    acts: Vec<Act>,
    now: DateTime<Utc>,
) -> Result<i64, DbErr> {
    let (told, done) = (count(&events), count(&acts));
    if told == 0 && done == 0 {
        return outbox_seq(tx).await;
    }
    let take = "UPDATE outbox_head SET seq = seq + $1, audit_seq = audit_seq + $2 WHERE id = 1 \
                RETURNING id, seq, audit_seq, audit_hash";
    let values = [told.into(), done.into()];
    let take = Statement::from_sql_and_values(tx.get_database_backend(), take, values);
    let row = tx.query_one_raw(take).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("the head of the outbox".to_owned()))?;
    let head = outbox_head::Model::from_query_result(&row, "")?;
    outbox::append(tx, events, head.seq - told, now).await?;
    audit::append(tx, acts, head.audit_seq - done, head.audit_hash, now).await?;
    Ok(head.seq)
}

/// The number of the last event ever; 0 before the first.
pub(in crate::domain) async fn outbox_seq(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let head = outbox_head::Entity::find_by_id(1).one(db).await?;
    Ok(head.map_or(0, |head| head.seq))
}

fn count<T>(some: &[T]) -> i64 {
    i64::try_from(some.len()).unwrap_or(i64::MAX)
}
