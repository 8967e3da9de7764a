//! The read model of lists: one row a live content and scope.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["listing_scope", "listing"];

const UP: &str = r"
CREATE TABLE listing_scope (
    id $rowid,
    kind text NOT NULL,
    ref $key NOT NULL,
    total $long NOT NULL CHECK (total >= 0),
    UNIQUE (kind, ref)
) $end;

CREATE TABLE listing (
    scope_id $long NOT NULL REFERENCES listing_scope (id),
    content_id $uuid NOT NULL REFERENCES content (id),
    published_key $long NOT NULL,
    updated_key $long NOT NULL,
    date_key $long NOT NULL,
    title_key $key NOT NULL,
    PRIMARY KEY (scope_id, content_id)
) $end;
CREATE INDEX listing_published ON listing (scope_id, published_key, content_id);
CREATE INDEX listing_updated ON listing (scope_id, updated_key, content_id);
CREATE INDEX listing_date ON listing (scope_id, date_key, content_id);
CREATE INDEX listing_title ON listing (scope_id, title_key, content_id);
CREATE INDEX listing_content ON listing (content_id);
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
