//! Contents, which never version, and their editions, which do.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &[
    "content",
    "external_id",
    "edition",
    "edition_body",
    "edition_cover",
    "attachment",
    "edition_topic",
    "edition_audience",
    "edition_area",
    "edition_related",
    "citation",
];

const UP: &str = r"
CREATE TABLE content (
    id $uuid NOT NULL PRIMARY KEY,
    kind text NOT NULL CHECK (kind IN ('legal_document', 'briefing', 'guidance', 'activity', 'legal_question',
        'dialogue', 'material', 'report', 'plan', 'article', 'course')),
    work_id $uuid NOT NULL,
    language_code $key NOT NULL REFERENCES language (code),
    custody_agency_id $uuid NOT NULL REFERENCES agency (id),
    lock_version $int NOT NULL CHECK (lock_version > 0),
    created_at $time NOT NULL,
    UNIQUE (work_id, language_code)
) $end;
CREATE INDEX content_language ON content (language_code);
CREATE INDEX content_custody ON content (custody_agency_id);

CREATE TABLE external_id (
    system $key NOT NULL CHECK (system <> ''),
    value $key NOT NULL CHECK (value <> ''),
    content_id $uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    PRIMARY KEY (system, value)
) $end;
CREATE INDEX external_id_content ON external_id (content_id);

CREATE TABLE edition (
    id $uuid NOT NULL PRIMARY KEY,
    content_id $uuid NOT NULL REFERENCES content (id) ON DELETE CASCADE,
    number $int NOT NULL CHECK (number > 0),
    state text NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'scheduled',
        'live', 'superseded', 'withdrawn', 'discarded')),
    title text NOT NULL CHECK (title <> ''),
    title_key $key NOT NULL,
    summary text,
    section_code $key NOT NULL REFERENCES section (code),
    agency_id $uuid NOT NULL REFERENCES agency (id),
    author text,
    source_name text,
    source_url text,
    slug $key NOT NULL,
    change_note text,
    own_date $date,
    digest $key NOT NULL,
    first_published_at $time,
    published_at $time,
    updated_at $time NOT NULL,
    created_at $time NOT NULL,
    UNIQUE (content_id, number),
    CHECK (state NOT IN ('live', 'superseded', 'withdrawn')
        OR (first_published_at IS NOT NULL AND published_at IS NOT NULL))
) $end;
CREATE UNIQUE INDEX edition_one_live ON edition (content_id) WHERE state = 'live';
CREATE UNIQUE INDEX edition_one_working ON edition (content_id)
    WHERE state NOT IN ('live', 'superseded', 'withdrawn', 'discarded');
CREATE INDEX edition_section ON edition (section_code);
CREATE INDEX edition_agency ON edition (agency_id);

CREATE TABLE edition_body (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    html text NOT NULL
) $end;

CREATE TABLE edition_cover (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    file_sha256 $key NOT NULL REFERENCES file (sha256),
    alt text NOT NULL CHECK (alt <> ''),
    caption text,
    credit text
) $end;
CREATE INDEX edition_cover_file ON edition_cover (file_sha256);

CREATE TABLE attachment (
    id $uuid NOT NULL PRIMARY KEY,
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    position $int NOT NULL,
    file_sha256 $key NOT NULL REFERENCES file (sha256),
    title text NOT NULL,
    role text NOT NULL CHECK (role IN ('document', 'original', 'image', 'video', 'audio', 'captions', 'other')),
    language_code $key REFERENCES language (code),
    UNIQUE (edition_id, position)
) $end;
CREATE INDEX attachment_file ON attachment (file_sha256);

CREATE TABLE edition_topic (
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    topic_code $key NOT NULL REFERENCES topic (code),
    PRIMARY KEY (edition_id, topic_code)
) $end;
CREATE INDEX edition_topic_topic ON edition_topic (topic_code);

CREATE TABLE edition_audience (
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    audience_code $key NOT NULL REFERENCES audience (code),
    PRIMARY KEY (edition_id, audience_code)
) $end;
CREATE INDEX edition_audience_audience ON edition_audience (audience_code);

CREATE TABLE edition_area (
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    area_id $uuid NOT NULL REFERENCES area (id),
    PRIMARY KEY (edition_id, area_id)
) $end;
CREATE INDEX edition_area_area ON edition_area (area_id);

CREATE TABLE edition_related (
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    position $int NOT NULL,
    target_key $key NOT NULL,
    target_number text,
    target_title text,
    target_issuer_code $key,
    target_issued_on $date,
    target_id $uuid REFERENCES content (id),
    PRIMARY KEY (edition_id, position)
) $end;
CREATE INDEX edition_related_target ON edition_related (target_id);
CREATE INDEX edition_related_pending ON edition_related (target_key) WHERE target_id IS NULL;

CREATE TABLE citation (
    edition_id $uuid NOT NULL REFERENCES edition (id) ON DELETE CASCADE,
    position $int NOT NULL,
    part text NOT NULL CHECK (part IN ('body', 'question')),
    starts $int NOT NULL CHECK (starts >= 0),
    ends $int NOT NULL CHECK (ends > starts),
    text text NOT NULL,
    provision $key,
    document text,
    number_key $key,
    target_id $uuid REFERENCES content (id),
    PRIMARY KEY (edition_id, position)
) $end;
CREATE INDEX citation_target ON citation (target_id);
CREATE INDEX citation_pending ON citation (number_key) WHERE target_id IS NULL;
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
