//! Schedules: when an edition is to appear, and when it is to be withdrawn.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["schedule"];

const UP: &str = r"
CREATE TABLE schedule (
    id $uuid NOT NULL PRIMARY KEY,
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    act text NOT NULL CHECK (act IN ('publish', 'withdraw')),
    at $time NOT NULL,
    reason text CHECK (reason <> ''),
    set_by $uuid NOT NULL REFERENCES account (id),
    set_at $time NOT NULL,
    next_try_at $time NOT NULL,
    done_at $time,
    cancelled_at $time,
    failed_at $time,
    failure text,
    CHECK (act <> 'withdraw' OR reason IS NOT NULL),
    CHECK (done_at IS NULL OR cancelled_at IS NULL),
    CHECK ((failed_at IS NULL) = (failure IS NULL))
) $end;
CREATE UNIQUE INDEX schedule_open ON schedule (edition_id, act) WHERE done_at IS NULL AND cancelled_at IS NULL;
CREATE INDEX schedule_edition ON schedule (edition_id, set_at);
CREATE INDEX schedule_due ON schedule (next_try_at, id) WHERE done_at IS NULL AND cancelled_at IS NULL;
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
