//! Files by the hash of their bytes; the bytes lie in the object store.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["file"];

const UP: &str = r"
CREATE TABLE file (
    sha256 $key NOT NULL PRIMARY KEY CHECK (length(sha256) = 64),
    name text NOT NULL,
    media_type text NOT NULL,
    size $long NOT NULL CHECK (size >= 0),
    width $int CHECK (width > 0),
    height $int CHECK (height > 0),
    duration $int CHECK (duration >= 0),
    created_at $time NOT NULL
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
