//! Administrative units, valid in time.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["area", "area_succession"];

const UP: &str = r"
CREATE TABLE area (
    id $uuid NOT NULL PRIMARY KEY,
    code $key NOT NULL CHECK (code <> ''),
    name text NOT NULL,
    name_key $key NOT NULL,
    tier text NOT NULL CHECK (tier IN ('province', 'district', 'commune')),
    parent_id $uuid REFERENCES area (id) CHECK (parent_id <> id),
    valid_from $date NOT NULL,
    valid_to $date CHECK (valid_to > valid_from),
    UNIQUE (code, valid_from)
) $end;
CREATE UNIQUE INDEX area_current_code ON area (code) WHERE valid_to IS NULL;
CREATE INDEX area_name ON area (name_key, id);
CREATE INDEX area_tier_name ON area (tier, name_key, id);
CREATE INDEX area_parent_name ON area (parent_id, name_key, id);

CREATE TABLE area_succession (
    predecessor_id $uuid NOT NULL REFERENCES area (id),
    successor_id $uuid NOT NULL REFERENCES area (id) CHECK (successor_id <> predecessor_id),
    on_date $date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('merge', 'split', 'rename', 'move', 'abolish')),
    legal_basis text,
    PRIMARY KEY (predecessor_id, successor_id, on_date)
) $end;
CREATE INDEX area_succession_successor ON area_succession (successor_id);
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
