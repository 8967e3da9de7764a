//! The outbox: what a transaction changed, numbered in commit order.
use chrono::{DateTime, Utc};
use entity::outbox;
use entity::value::{Change, OutboxAudience, StringList};
use sea_orm::prelude::*;

use super::Event;
use crate::domain::publish::insert_all;

/// Appends events after the number `last`.
pub(super) async fn append(
    tx: &impl ConnectionTrait,
    events: Vec<Event>,
    last: i64,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    let rows = (last + 1..).zip(events).map(|(seq, event)| outbox::Model {
        seq,
        at: now,
        audience: match event.change {
            Change::Desk => OutboxAudience::Desk,
            _ => OutboxAudience::Public,
        },
        change: event.change,
        action: event.action.map(str::to_owned),
        content_id: event.content,
        edition_id: event.edition,
        agency_id: event.agency,
        path: event.path,
        scopes_before: StringList(event.before),
        scopes_after: StringList(event.after),
    });
    insert_all::<outbox::Entity>(tx, rows.collect()).await
}
