//! Codes that were asked for by mail, until they are sent.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["mail"];

const UP: &str = r"
CREATE TABLE mail (
    id $uuid NOT NULL PRIMARY KEY,
    sealed $bytes NOT NULL,
    created_at $time NOT NULL,
    next_try_at $time NOT NULL,
    tries $int NOT NULL CHECK (tries >= 0)
) $end;
CREATE INDEX mail_due ON mail (next_try_at);
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
