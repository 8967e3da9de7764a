//! Reviews: who confirmed what, remarks on editions, and who is to see to them.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["confirmation", "remark", "assignment"];

const UP: &str = r"
CREATE TABLE confirmation (
    id $uuid NOT NULL PRIMARY KEY,
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    record_digest $key NOT NULL,
    account_id $uuid NOT NULL REFERENCES account (id),
    wording text NOT NULL CHECK (wording <> ''),
    at $time NOT NULL
) $end;
CREATE INDEX confirmation_edition ON confirmation (edition_id, at);
CREATE INDEX confirmation_account ON confirmation (account_id);

CREATE TABLE remark (
    id $uuid NOT NULL PRIMARY KEY,
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    author_id $uuid NOT NULL REFERENCES account (id),
    kind text NOT NULL CHECK (kind IN ('note', 'return')),
    place $key CHECK (place <> ''),
    text text NOT NULL CHECK (text <> ''),
    at $time NOT NULL,
    resolved_by $uuid REFERENCES account (id),
    resolved_at $time,
    CHECK ((resolved_by IS NULL) = (resolved_at IS NULL))
) $end;
CREATE INDEX remark_edition ON remark (edition_id, at, id);
CREATE INDEX remark_author ON remark (author_id);

CREATE TABLE assignment (
    id $uuid NOT NULL PRIMARY KEY,
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    assignee_id $uuid NOT NULL REFERENCES account (id),
    assigned_by $uuid NOT NULL REFERENCES account (id),
    due_on $date,
    note text,
    at $time NOT NULL,
    ended_at $time
) $end;
CREATE UNIQUE INDEX assignment_open ON assignment (edition_id) WHERE ended_at IS NULL;
CREATE INDEX assignment_edition ON assignment (edition_id);
CREATE INDEX assignment_assignee ON assignment (assignee_id, edition_id) WHERE ended_at IS NULL;
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, TABLES).await
    }
}
