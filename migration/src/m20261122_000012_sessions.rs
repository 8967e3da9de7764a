//! Keys that sign access tokens, and sessions with their refresh tokens.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["signing_key", "session", "refresh_token"];

const UP: &str = r"
CREATE TABLE signing_key (
    kid $key NOT NULL PRIMARY KEY CHECK (kid <> ''),
    public_key $bytes NOT NULL,
    sealed_key $bytes NOT NULL,
    created_at $time NOT NULL,
    signs_from $time NOT NULL,
    retired_at $time
) $end;

CREATE TABLE session (
    id $uuid NOT NULL PRIMARY KEY,
    account_id $uuid NOT NULL REFERENCES account (id),
    method text NOT NULL CHECK (method IN ('password', 'oidc')),
    second_factor $bool NOT NULL,
    created_at $time NOT NULL,
    last_seen_at $time NOT NULL,
    expires_at $time NOT NULL,
    ended_at $time,
    ended_because text CHECK (ended_because IN ('sign_out', 'everywhere', 'reuse', 'disabled', 'password', 'roles',
        'administrator', 'expired')),
    address text,
    agent text,
    CHECK ((ended_at IS NULL) = (ended_because IS NULL))
) $end;
CREATE INDEX session_account ON session (account_id) WHERE ended_at IS NULL;

CREATE TABLE refresh_token (
    hash $key NOT NULL PRIMARY KEY CHECK (length(hash) = 64),
    session_id $uuid NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    generation $int NOT NULL CHECK (generation > 0),
    created_at $time NOT NULL,
    used_at $time,
    UNIQUE (session_id, generation)
) $end;
CREATE UNIQUE INDEX refresh_token_unused ON refresh_token (session_id) WHERE used_at IS NULL;
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
