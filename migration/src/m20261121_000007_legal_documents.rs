//! Legal documents: metadata, structure, force and relations.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &[
    "legal_document",
    "legal_document_issuer",
    "legal_document_field",
    "provision",
    "effect_event",
    "legal_relation",
    "briefing",
    "briefing_about",
];

const UP: &str = r"
CREATE TABLE legal_document (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    number text,
    number_key $key,
    type_code $key NOT NULL REFERENCES document_type (code),
    issued_on $date NOT NULL,
    effective_on $date,
    expires_on $date CHECK (expires_on >= effective_on),
    source_status text,
    gazette_number text,
    gazette_date $date
) $end;
CREATE INDEX legal_document_number ON legal_document (number_key, issued_on);
CREATE INDEX legal_document_type ON legal_document (type_code);

CREATE TABLE legal_document_issuer (
    edition_id $uuid NOT NULL REFERENCES legal_document (edition_id) ON DELETE CASCADE,
    position $int NOT NULL,
    issuer_code $key NOT NULL REFERENCES issuer (code),
    signer text,
    signer_title text,
    PRIMARY KEY (edition_id, position)
) $end;
CREATE INDEX legal_document_issuer_issuer ON legal_document_issuer (issuer_code);

CREATE TABLE legal_document_field (
    edition_id $uuid NOT NULL REFERENCES legal_document (edition_id) ON DELETE CASCADE,
    position $int NOT NULL,
    name text NOT NULL,
    PRIMARY KEY (edition_id, position)
) $end;

CREATE TABLE provision (
    edition_id $uuid NOT NULL REFERENCES legal_document (edition_id) ON DELETE CASCADE,
    path $key NOT NULL CHECK (path <> ''),
    parent_path $key,
    kind text NOT NULL CHECK (kind IN ('preamble', 'part', 'chapter', 'section', 'subsection', 'article', 'clause',
        'point', 'appendix', 'closing', 'footnote')),
    number text,
    label text,
    heading text,
    text text NOT NULL,
    sort_key $key NOT NULL,
    PRIMARY KEY (edition_id, path),
    UNIQUE (edition_id, sort_key),
    FOREIGN KEY (edition_id, parent_path) REFERENCES provision (edition_id, path)
        DEFERRABLE INITIALLY DEFERRED
) $end;
CREATE INDEX provision_parent ON provision (edition_id, parent_path, sort_key);

CREATE TABLE effect_event (
    edition_id $uuid NOT NULL REFERENCES legal_document (edition_id) ON DELETE CASCADE,
    position $int NOT NULL,
    date $date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('in_force', 'amended', 'expired', 'suspended', 'resumed', 'corrected')),
    provision $key,
    note text,
    target_number text,
    target_number_key $key,
    target_title text,
    target_issuer_code $key,
    target_issued_on $date,
    target_id $uuid REFERENCES content (id),
    PRIMARY KEY (edition_id, position)
) $end;
CREATE INDEX effect_event_target ON effect_event (target_id);
CREATE INDEX effect_event_pending ON effect_event (target_number_key) WHERE target_id IS NULL;

CREATE TABLE legal_relation (
    edition_id $uuid NOT NULL REFERENCES legal_document (edition_id) ON DELETE CASCADE,
    position $int NOT NULL,
    type_code $key NOT NULL REFERENCES relation_type (code),
    provision $key,
    target_provision $key,
    target_number text NOT NULL,
    target_number_key $key NOT NULL,
    target_title text,
    target_issuer_code $key,
    target_issued_on $date,
    target_id $uuid REFERENCES content (id),
    PRIMARY KEY (edition_id, position)
) $end;
CREATE INDEX legal_relation_target ON legal_relation (target_id, edition_id, position);
CREATE INDEX legal_relation_type ON legal_relation (type_code);
CREATE INDEX legal_relation_pending ON legal_relation (target_number_key) WHERE target_id IS NULL;

CREATE TABLE briefing (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    form text NOT NULL CHECK (form IN ('press_conference', 'press_release', 'basic_content',
        'training_for_officials', 'training_for_people', 'related_law', 'outline'))
) $end;

CREATE TABLE briefing_about (
    edition_id $uuid NOT NULL REFERENCES briefing (edition_id) ON DELETE CASCADE,
    position $int NOT NULL,
    target_number text NOT NULL,
    target_number_key $key NOT NULL,
    target_title text,
    target_issuer_code $key,
    target_issued_on $date,
    target_id $uuid REFERENCES content (id),
    PRIMARY KEY (edition_id, position)
) $end;
CREATE INDEX briefing_about_target ON briefing_about (target_id);
CREATE INDEX briefing_about_pending ON briefing_about (target_number_key) WHERE target_id IS NULL;
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
