//! The journal: an outbox for the desk too, the append-only audit log, and answers to repeated mutations.
//!
//! `SQLite` cannot change a check, so the outbox is made anew around its rows; nothing refers to it.
use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &["audit", "idempotency"];

const UP: &str = r"
CREATE TABLE outbox_new (
    seq $long NOT NULL PRIMARY KEY,
    at $time NOT NULL,
    audience text NOT NULL CHECK (audience IN ('public', 'desk')),
    change text NOT NULL CHECK (change IN ('published', 'withdrawn', 'redirected', 'directory', 'desk')),
    action $key,
    content_id $uuid REFERENCES content (id),
    edition_id $uuid REFERENCES edition (id),
    agency_id $uuid REFERENCES agency (id),
    path $key,
    scopes_before $json NOT NULL,
    scopes_after $json NOT NULL,
    CHECK ((audience = 'desk') = (change = 'desk')),
    CHECK (change <> 'desk' OR action IS NOT NULL)
) $end;
INSERT INTO outbox_new (seq, at, audience, change, content_id, path, scopes_before, scopes_after)
    SELECT seq, at, 'public', change, content_id, path, scopes_before, scopes_after FROM outbox;
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_content ON outbox (content_id);
CREATE INDEX outbox_public ON outbox (seq) WHERE audience = 'public';

ALTER TABLE outbox_head ADD COLUMN audit_seq $long NOT NULL DEFAULT 0 CHECK (audit_seq >= 0);
ALTER TABLE outbox_head ADD COLUMN audit_hash $key NOT NULL DEFAULT '';

CREATE TABLE audit (
    seq $long NOT NULL PRIMARY KEY CHECK (seq > 0),
    at $time NOT NULL,
    account_id $uuid,
    via text NOT NULL CHECK (via IN ('session', 'oidc', 'machine_key', 'command', 'schedule', 'anonymous')),
    credential_id $uuid,
    address text,
    request_id $key,
    act_id $uuid NOT NULL,
    action $key NOT NULL CHECK (action <> ''),
    subject text NOT NULL CHECK (subject <> ''),
    subject_id $key,
    content_id $uuid,
    edition_id $uuid,
    agency_id $uuid,
    version $int,
    detail $json NOT NULL,
    previous_hash $key NOT NULL UNIQUE CHECK (length(previous_hash) = 64 OR (seq = 1 AND previous_hash = '')),
    hash $key NOT NULL UNIQUE CHECK (length(hash) = 64),
    CHECK (account_id IS NOT NULL OR via IN ('command', 'schedule', 'anonymous'))
) $end;
CREATE INDEX audit_content ON audit (content_id, seq);
CREATE INDEX audit_account ON audit (account_id, seq);
CREATE INDEX audit_agency ON audit (agency_id, seq);
CREATE UNIQUE INDEX audit_version ON audit (content_id, version) WHERE version IS NOT NULL;

CREATE TABLE idempotency (
    account_id $uuid NOT NULL REFERENCES account (id),
    key $key NOT NULL CHECK (length(key) BETWEEN 1 AND 100),
    mutation $key NOT NULL,
    input_hash $key NOT NULL CHECK (length(input_hash) = 64),
    outcome $json NOT NULL,
    at $time NOT NULL,
    PRIMARY KEY (account_id, key)
) $end;
CREATE INDEX idempotency_at ON idempotency (at);
";

/// A primary key keeps its name when its table gets another.
const NAME_KEY: &str = "ALTER INDEX outbox_new_pkey RENAME TO outbox_pkey";

/// `INSERT OR REPLACE` deletes what stands in its way without a word to a trigger on deleting.
const APPEND_ONLY_ON_SQLITE: &str = r"
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_replace BEFORE INSERT ON audit
WHEN EXISTS (SELECT 1 FROM audit WHERE seq = NEW.seq OR hash = NEW.hash OR previous_hash = NEW.previous_hash
    OR (version IS NOT NULL AND content_id = NEW.content_id AND version = NEW.version))
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
";

const APPEND_ONLY_ON_POSTGRES: &str = r"
CREATE FUNCTION audit_is_append_only() RETURNS trigger LANGUAGE plpgsql AS
    'BEGIN RAISE EXCEPTION ''the audit log is append-only''; END';
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON audit
    FOR EACH ROW EXECUTE FUNCTION audit_is_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON audit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_is_append_only();
";

/// What the desk alone was told does not fit the outbox of before, and leaves gaps there.
const DOWN: &str = r"
ALTER TABLE outbox_head DROP COLUMN audit_hash;
ALTER TABLE outbox_head DROP COLUMN audit_seq;

CREATE TABLE outbox_new (
    seq $long NOT NULL PRIMARY KEY,
    at $time NOT NULL,
    change text NOT NULL CHECK (change IN ('published', 'withdrawn', 'redirected', 'directory')),
    content_id $uuid REFERENCES content (id),
    path $key,
    scopes_before $json NOT NULL,
    scopes_after $json NOT NULL
) $end;
INSERT INTO outbox_new (seq, at, change, content_id, path, scopes_before, scopes_after)
    SELECT seq, at, change, content_id, path, scopes_before, scopes_after FROM outbox WHERE audience = 'public';
DROP TABLE outbox;
ALTER TABLE outbox_new RENAME TO outbox;
CREATE INDEX outbox_content ON outbox (content_id);
";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::run(manager, UP).await?;
        dialect::run_on(manager, DbBackend::Postgres, NAME_KEY).await?;
        dialect::run_on(manager, DbBackend::Sqlite, APPEND_ONLY_ON_SQLITE).await?;
        dialect::run_on(manager, DbBackend::Postgres, APPEND_ONLY_ON_POSTGRES).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        dialect::drop(manager, TABLES).await?;
        let function = "DROP FUNCTION audit_is_append_only()";
        dialect::run_on(manager, DbBackend::Postgres, function).await?;
        dialect::run(manager, DOWN).await?;
        dialect::run_on(manager, DbBackend::Postgres, NAME_KEY).await
    }
}
