//! Who may come in: accounts, what they prove themselves with, and what they are members of.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &[
    "account",
    "account_secret",
    "account_code",
    "account_identity",
    "membership",
    "membership_section",
];

const UP: &str = r"
CREATE TABLE account (
    id $uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('person', 'machine')),
    name text NOT NULL CHECK (name <> ''),
    login text,
    login_key $key CHECK (login_key <> '' AND login_key NOT LIKE '%@%'),
    email text,
    email_key $key CHECK (email_key LIKE '%_@_%'),
    active $bool NOT NULL,
    must_change_password $bool NOT NULL,
    language_code $key NOT NULL REFERENCES language (code),
    lock_version $int NOT NULL CHECK (lock_version > 0),
    created_at $time NOT NULL,
    erased_at $time,
    CHECK (erased_at IS NULL OR (login IS NULL AND email IS NULL AND NOT active)),
    CHECK ((login IS NULL) = (login_key IS NULL) AND (email IS NULL) = (email_key IS NULL))
) $end;
CREATE UNIQUE INDEX account_login ON account (login_key);
CREATE UNIQUE INDEX account_email ON account (email_key);
CREATE INDEX account_name ON account (name, id);

CREATE TABLE account_secret (
    account_id $uuid NOT NULL PRIMARY KEY REFERENCES account (id),
    password_hash text,
    password_changed_at $time,
    totp_sealed $bytes,
    totp_confirmed_at $time,
    totp_last_step $long NOT NULL,
    CHECK (totp_confirmed_at IS NULL OR totp_sealed IS NOT NULL)
) $end;

CREATE TABLE account_code (
    id $uuid NOT NULL PRIMARY KEY,
    account_id $uuid NOT NULL REFERENCES account (id),
    purpose text NOT NULL CHECK (purpose IN ('password', 'totp')),
    hash $key NOT NULL UNIQUE CHECK (length(hash) = 64),
    issued_by $uuid REFERENCES account (id),
    created_at $time NOT NULL,
    expires_at $time NOT NULL CHECK (expires_at > created_at),
    used_at $time
) $end;
CREATE UNIQUE INDEX account_code_open ON account_code (account_id, purpose) WHERE used_at IS NULL;

CREATE TABLE account_identity (
    issuer $key NOT NULL,
    subject $key NOT NULL CHECK (subject <> ''),
    account_id $uuid NOT NULL REFERENCES account (id),
    linked_at $time NOT NULL,
    PRIMARY KEY (issuer, subject)
) $end;
CREATE INDEX account_identity_account ON account_identity (account_id);

CREATE TABLE membership (
    id $uuid NOT NULL PRIMARY KEY,
    account_id $uuid NOT NULL REFERENCES account (id),
    agency_id $uuid NOT NULL REFERENCES agency (id),
    role text NOT NULL CHECK (role IN ('contributor', 'agency_reviewer', 'publisher', 'board_member', 'board_head',
        'administrator', 'technical_support', 'auditor')),
    covers_subtree $bool NOT NULL,
    all_sections $bool NOT NULL,
    valid_from $date NOT NULL,
    valid_to $date CHECK (valid_to > valid_from),
    granted_by $uuid REFERENCES account (id),
    created_at $time NOT NULL,
    CHECK (role <> 'publisher' OR NOT all_sections)
) $end;
CREATE UNIQUE INDEX membership_open ON membership (account_id, agency_id, role) WHERE valid_to IS NULL;
CREATE INDEX membership_agency ON membership (agency_id);

CREATE TABLE membership_section (
    membership_id $uuid NOT NULL REFERENCES membership (id) ON DELETE CASCADE,
    section_code $key NOT NULL REFERENCES section (code),
    PRIMARY KEY (membership_id, section_code)
) $end;
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
