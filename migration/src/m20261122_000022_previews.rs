//! Previews: links that show one working copy as the public would read it, and where its rows stand.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["preview", "edition_rehearsal"];

const UP: &str = r"
CREATE TABLE preview (
    id $uuid NOT NULL PRIMARY KEY,
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    created_by $uuid NOT NULL REFERENCES account (id),
    created_at $time NOT NULL,
    expires_at $time NOT NULL CHECK (expires_at > created_at),
    revoked_by $uuid REFERENCES account (id),
    revoked_at $time,
    CHECK ((revoked_by IS NULL) = (revoked_at IS NULL))
) $end;
CREATE INDEX preview_edition ON preview (edition_id, expires_at);
CREATE INDEX preview_created ON preview (created_by);

CREATE TABLE edition_rehearsal (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    path $key NOT NULL CHECK (path <> ''),
    record_digest $key NOT NULL CHECK (length(record_digest) = 64)
) $end;
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
