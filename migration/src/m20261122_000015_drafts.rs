//! Working copies: what the desk knows of an edition, who wrote it, and which files it names.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["edition_desk", "edition_author", "edition_file"];

const UP: &str = r"
CREATE TABLE edition_desk (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    content_id $uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    base_id $uuid REFERENCES edition (id),
    record $json NOT NULL,
    record_digest $key NOT NULL CHECK (length(record_digest) = 64),
    approved_digest $key,
    planned_path $key,
    created_by $uuid REFERENCES account (id),
    saved_by $uuid REFERENCES account (id),
    saved_at $time NOT NULL,
    submitted_by $uuid REFERENCES account (id),
    submitted_at $time,
    endorsed_by $uuid REFERENCES account (id),
    endorsed_at $time,
    decided_by $uuid REFERENCES account (id),
    decided_at $time,
    due_on $date,
    CHECK (decided_at IS NULL OR (approved_digest IS NOT NULL AND approved_digest = record_digest))
) $end;
CREATE INDEX edition_desk_content ON edition_desk (content_id);
CREATE INDEX edition_desk_base ON edition_desk (base_id);
CREATE INDEX edition_desk_saved ON edition_desk (saved_at, edition_id);
CREATE INDEX edition_desk_due ON edition_desk (due_on, edition_id);
CREATE INDEX edition_working_state ON edition (state, id)
    WHERE state NOT IN ('live', 'superseded', 'withdrawn', 'discarded');

CREATE TABLE edition_author (
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    account_id $uuid NOT NULL REFERENCES account (id),
    first_at $time NOT NULL,
    PRIMARY KEY (edition_id, account_id)
) $end;
CREATE INDEX edition_author_account ON edition_author (account_id);

CREATE TABLE edition_file (
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    file_sha256 $key NOT NULL REFERENCES file (sha256),
    PRIMARY KEY (edition_id, file_sha256)
) $end;
CREATE INDEX edition_file_file ON edition_file (file_sha256);
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
        let index = "DROP INDEX edition_working_state";
        manager.get_connection().execute_unprepared(index).await?;
        dialect::drop(manager, TABLES).await
    }
}
