//! The outbox: what a transaction changed, numbered in commit order.
use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use entity::value::{Change, OutboxAudience, StringList};
use entity::{outbox, outbox_head};
use sea_orm::prelude::*;
use sea_orm::{FromQueryResult as _, Statement};

use super::Outcome;
use super::entry::Entry;
use super::rows::insert_all;
use crate::domain::listing::Scope;

/// A change that others learn of.
pub(super) struct Event {
    pub(super) change: Change,
    pub(super) content: Option<Uuid>,
    pub(super) path: Option<String>,
    pub(super) before: Vec<String>,
    pub(super) after: Vec<String>,
}

/// A change of the directory or a vocabulary.
pub(super) fn directory_event(entry: &Entry, outcome: Outcome) -> Event {
    let scope = vec![entry.scope()];
    let before = if outcome == Outcome::Changed {
        scope.clone()
    } else {
        Vec::new()
    };
    Event {
        change: Change::Directory,
        content: None,
        path: None,
        before,
        after: scope,
    }
}

/// A change of a path.
pub(super) fn path_event(
    change: Change,
    content: Option<Uuid>,
    path: &str,
    before: &BTreeSet<Scope>,
) -> Event {
    Event {
        change,
        content,
        path: Some(path.to_owned()),
        before: names(before),
        after: Vec::new(),
    }
}

/// Scopes as the outbox keeps them.
pub(super) fn names(scopes: &BTreeSet<Scope>) -> Vec<String> {
    scopes.iter().map(Scope::to_string).collect()
}

/// Appends events as the last statements of a transaction; gives the last number.
///
/// The numbers are taken under the lock of one row that is held until the commit, so that they follow the
/// order of commits and have no gaps.
pub(super) async fn append(
    db: &impl ConnectionTrait,
    events: Vec<Event>,
    now: DateTime<Utc>,
) -> Result<i64, DbErr> {
    let count = i64::try_from(events.len()).unwrap_or(i64::MAX);
    if count == 0 {
        return head(db).await;
    }
    let take = "UPDATE outbox_head SET seq = seq + $1 WHERE id = 1 RETURNING id, seq, audit_seq, audit_hash";
    let statement = Statement::from_sql_and_values(db.get_database_backend(), take, [count.into()]);
    let row = db.query_one_raw(statement).await?;
    let row = row.ok_or_else(|| DbErr::RecordNotFound("the head of the outbox".to_owned()))?;
    let last = outbox_head::Model::from_query_result(&row, "")?.seq;
    let rows = (last - count + 1..)
        .zip(events)
        .map(|(seq, event)| outbox::Model {
            seq,
            at: now,
            audience: OutboxAudience::Public,
            change: event.change,
            action: None,
            content_id: event.content,
            edition_id: None,
            agency_id: None,
            path: event.path,
            scopes_before: StringList(event.before),
            scopes_after: StringList(event.after),
        });
    insert_all::<outbox::Entity>(db, rows.collect()).await?;
    Ok(last)
}

/// The last number given.
pub(super) async fn head(db: &impl ConnectionTrait) -> Result<i64, DbErr> {
    let head = outbox_head::Entity::find_by_id(1).one(db).await?;
    Ok(head.map_or(0, |head| head.seq))
}
