//! Paths: one row a path for ever, with its outcome.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["path"];

const UP: &str = r"
CREATE TABLE path (
    path $key NOT NULL PRIMARY KEY CHECK (path LIKE '/%' AND length(path) <= 500),
    outcome text NOT NULL CHECK (outcome IN ('content', 'redirect', 'withdrawn', 'gone')),
    content_id $uuid REFERENCES content (id),
    target $key,
    title text,
    reason text,
    at $time NOT NULL,
    CHECK (outcome <> 'content' OR content_id IS NOT NULL),
    CHECK (outcome <> 'redirect' OR content_id IS NOT NULL OR target IS NOT NULL),
    CHECK (outcome <> 'withdrawn' OR reason IS NOT NULL)
) $end;
CREATE UNIQUE INDEX path_one_a_content ON path (content_id) WHERE outcome = 'content';
CREATE INDEX path_content ON path (content_id);
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
