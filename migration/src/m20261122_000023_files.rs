//! What agencies uploaded: who has a file, what it was made of, its smaller versions, and bytes without a row.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["file_source", "file_variant", "file_custody", "loose_bytes"];

const UP: &str = r"
CREATE TABLE file_source (
    sha256 $key NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    file_sha256 $key NOT NULL REFERENCES file (sha256) ON DELETE CASCADE
) $end;
CREATE INDEX file_source_file ON file_source (file_sha256);

CREATE TABLE file_variant (
    file_sha256 $key NOT NULL REFERENCES file (sha256) ON DELETE CASCADE,
    width $int NOT NULL CHECK (width > 0),
    height $int NOT NULL CHECK (height > 0),
    sha256 $key NOT NULL CHECK (length(sha256) = 64),
    size $long NOT NULL CHECK (size > 0),
    PRIMARY KEY (file_sha256, width)
) $end;
CREATE INDEX file_variant_sha256 ON file_variant (sha256);

CREATE TABLE file_custody (
    id $uuid NOT NULL PRIMARY KEY,
    file_sha256 $key NOT NULL REFERENCES file (sha256) ON DELETE CASCADE,
    agency_id $uuid NOT NULL REFERENCES agency (id),
    name text NOT NULL CHECK (name <> ''),
    uploaded_by $uuid REFERENCES account (id),
    uploaded_at $time NOT NULL,
    UNIQUE (file_sha256, agency_id)
) $end;
CREATE INDEX file_custody_agency ON file_custody (agency_id, uploaded_at, id);

CREATE TABLE loose_bytes (
    sha256 $key NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    deleting $bool NOT NULL,
    since $time NOT NULL
) $end;
CREATE INDEX loose_bytes_since ON loose_bytes (since);
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
