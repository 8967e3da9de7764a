//! The audit log: a chain of rows, each with the hash of the one before.
//!
//! What is hashed is the row as a JSON array, columns in the order of the table, the hash of the row before as the
//! last: UTF-8, no white space, keys of objects in bytewise order, moments as microseconds since 1970, ids in lower
//! case with hyphens. A column that is added one day is to be appended there only where it is not null, so that old
//! rows keep their hashes.
use chrono::{DateTime, Utc};
use entity::{audit, outbox_head};
use sea_orm::ActiveEnum;
use sea_orm::prelude::*;
use sea_orm::sea_query::Expr;
use serde_json::json;
use sha2::{Digest, Sha256};

use super::Act;
use crate::domain::publish::insert_all;

/// Appends acts after the number `last`, whose row has the hash `hash`.
pub(super) async fn append(
    tx: &impl ConnectionTrait,
    acts: Vec<Act>,
    last: i64,
    mut hash: String,
    now: DateTime<Utc>,
) -> Result<(), DbErr> {
    if acts.is_empty() {
        return Ok(());
    }
    let mut rows = Vec::with_capacity(acts.len());
    for (seq, act) in (last + 1..).zip(acts) {
        let mut row = row(act, seq, now, std::mem::take(&mut hash));
        row.hash = hash_of(&row);
        hash.clone_from(&row.hash);
        rows.push(row);
    }
    insert_all::<audit::Entity>(tx, rows).await?;
    outbox_head::Entity::update_many()
        .col_expr(outbox_head::Column::AuditHash, Expr::value(hash))
        .exec(tx)
        .await?;
    Ok(())
}

fn row(act: Act, seq: i64, now: DateTime<Utc>, previous_hash: String) -> audit::Model {
    audit::Model {
        seq,
        at: now,
        account_id: act.author.account,
        via: act.author.via,
        credential_id: act.author.credential,
        address: act.author.address,
        request_id: act.author.request,
        act_id: act.act,
        action: act.action.to_owned(),
        subject: act.subject.to_owned(),
        subject_id: act.subject_id,
        content_id: act.content,
        edition_id: act.edition,
        agency_id: act.agency,
        version: act.version,
        detail: act.detail,
        previous_hash,
        hash: String::new(),
    }
}

/// The hash that a row is to have: SHA-256 in hexadecimal.
pub(super) fn hash_of(row: &audit::Model) -> String {
    format!("{:x}", Sha256::digest(canonical(row)))
}

/// The bytes that are hashed.
fn canonical(row: &audit::Model) -> String {
    let mut columns = json!([
        row.seq,
        row.at.timestamp_micros(),
        row.account_id,
        row.via.to_value(),
        row.credential_id,
        row.address,
        row.request_id,
        row.act_id,
        row.action,
        row.subject,
        row.subject_id,
        row.content_id,
        row.edition_id,
        row.agency_id,
        row.version,
        row.detail,
        row.previous_hash,
    ]);
    columns.sort_all_objects();
    columns.to_string()
}

#[cfg(test)]
mod tests {
    use entity::value::Via;

    use super::*;

    fn row() -> audit::Model {
        audit::Model {
            seq: 7,
            at: DateTime::from_timestamp_micros(1_795_230_000_000_001).expect("a moment"),
            account_id: Some(Uuid::from_u128(1)),
            via: Via::Session,
            credential_id: None,
            address: Some("192.0.2.1".to_owned()),
            request_id: None,
            act_id: Uuid::from_u128(2),
            action: "content.submit".to_owned(),
            subject: "content".to_owned(),
            subject_id: None,
            content_id: Some(Uuid::from_u128(3)),
            edition_id: None,
            agency_id: None,
            version: Some(4),
            detail: json!({"to": "submitted", "from": "draft", "sections": [{"b": 1, "a": 2}]}),
            previous_hash: "ab".to_owned(),
            hash: String::new(),
        }
    }

    #[test]
    fn a_row_has_one_spelling() {
        assert_eq!(
            canonical(&row()),
            r#"[7,1795230000000001,"00000000-0000-0000-0000-000000000001","session",null,"192.0.2.1",null,"00000000-0000-0000-0000-000000000002","content.submit","content",null,"00000000-0000-0000-0000-000000000003",null,null,4,{"from":"draft","sections":[{"a":2,"b":1}],"to":"submitted"},"ab"]"#
        );
    }

    #[test]
    fn every_column_counts() {
        let edits: [fn(&mut audit::Model); 17] = [
            |row| row.seq = 8,
            |row| row.at += chrono::TimeDelta::microseconds(1),
            |row| row.account_id = Some(Uuid::nil()),
            |row| row.via = Via::Oidc,
            |row| row.credential_id = Some(Uuid::nil()),
            |row| row.address = Some("x".to_owned()),
            |row| row.request_id = Some("x".to_owned()),
            |row| row.act_id = Uuid::nil(),
            |row| row.action.push('x'),
            |row| row.subject.push('x'),
            |row| row.subject_id = Some("x".to_owned()),
            |row| row.content_id = Some(Uuid::nil()),
            |row| row.edition_id = Some(Uuid::nil()),
            |row| row.agency_id = Some(Uuid::nil()),
            |row| row.version = None,
            |row| row.detail = json!({}),
            |row| row.previous_hash.push('c'),
        ];
        let mut hashes = vec![hash_of(&row())];
        for edit in edits {
            let mut edited = row();
            edit(&mut edited);
            let hash = hash_of(&edited);
            assert!(!hashes.contains(&hash), "{edited:?}");
            hashes.push(hash);
        }
    }
}
