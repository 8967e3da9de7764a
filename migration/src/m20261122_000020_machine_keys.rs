//! Keys of sites, apps and importers.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["machine_key"];

const UP: &str = r"
CREATE TABLE machine_key (
    id $uuid NOT NULL PRIMARY KEY,
    account_id $uuid NOT NULL REFERENCES account (id),
    name text NOT NULL CHECK (name <> ''),
    hash $key NOT NULL UNIQUE CHECK (length(hash) = 64),
    shown $key NOT NULL CHECK (length(shown) = 8),
    actions $json NOT NULL,
    origins $json NOT NULL,
    created_by $uuid REFERENCES account (id),
    created_at $time NOT NULL,
    expires_at $time NOT NULL CHECK (expires_at > created_at),
    revoked_at $time,
    last_used_at $time,
    last_used_from text
) $end;
CREATE INDEX machine_key_account ON machine_key (account_id);
CREATE INDEX machine_key_name ON machine_key (name, id);
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
