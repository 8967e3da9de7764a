//! Reorganisations: agencies that merge, split, are renamed, move or end; planned, done, given up.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["reorganisation"];

const UP: &str = r"
CREATE TABLE reorganisation (
    id $uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('merge', 'split', 'rename', 'move', 'abolish')),
    on_date $date NOT NULL,
    plan $json NOT NULL,
    report $json NOT NULL,
    report_digest $key NOT NULL CHECK (length(report_digest) = 64),
    state text NOT NULL CHECK (state IN ('planned', 'applied', 'cancelled', 'failed')),
    decided_by $uuid NOT NULL REFERENCES account (id),
    decided_at $time NOT NULL,
    applied_at $time,
    failure text,
    CHECK ((state = 'applied') = (applied_at IS NOT NULL)),
    CHECK ((state = 'failed') = (failure IS NOT NULL))
) $end;
CREATE INDEX reorganisation_due ON reorganisation (on_date, id) WHERE state = 'planned';
CREATE INDEX reorganisation_decided ON reorganisation (decided_at, id);
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
