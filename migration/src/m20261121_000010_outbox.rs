//! The outbox: every change in commit order, without gaps.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["outbox_head", "outbox"];

const UP: &str = r"
CREATE TABLE outbox_head (
    id $int NOT NULL PRIMARY KEY CHECK (id = 1),
    seq $long NOT NULL CHECK (seq >= 0)
) $end;
INSERT INTO outbox_head (id, seq) VALUES (1, 0);

CREATE TABLE outbox (
    seq $long NOT NULL PRIMARY KEY,
    at $time NOT NULL,
    change text NOT NULL CHECK (change IN ('published', 'withdrawn', 'redirected', 'directory')),
    content_id $uuid REFERENCES content (id),
    path $key,
    scopes_before $json NOT NULL,
    scopes_after $json NOT NULL
) $end;
CREATE INDEX outbox_content ON outbox (content_id);
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
