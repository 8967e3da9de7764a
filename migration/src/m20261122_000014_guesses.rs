//! Limits of guesses: how often somebody may try to come in.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["guess"];

const UP: &str = r"
CREATE TABLE guess (
    bucket $key NOT NULL PRIMARY KEY CHECK (length(bucket) = 64),
    ready_at $long NOT NULL
) $end;
CREATE INDEX guess_ready ON guess (ready_at);
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
