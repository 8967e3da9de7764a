//! Vocabularies: what the law can change is data.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &[
    "language",
    "topic",
    "audience",
    "activity_form",
    "agency_type",
    "document_type",
    "relation_type",
    "holiday",
    "section",
    "section_duty",
];

const UP: &str = r"
CREATE TABLE language (
    code $key NOT NULL PRIMARY KEY CHECK (code <> ''),
    name text NOT NULL,
    name_en text NOT NULL,
    native_name text NOT NULL,
    position $int NOT NULL
) $end;

CREATE TABLE topic (
    code $key NOT NULL PRIMARY KEY CHECK (code <> ''),
    parent_code $key REFERENCES topic (code),
    name text NOT NULL,
    name_en text NOT NULL,
    legal_basis text,
    position $int NOT NULL
) $end;
CREATE INDEX topic_parent ON topic (parent_code);

CREATE TABLE audience (
    code $key NOT NULL PRIMARY KEY CHECK (code <> ''),
    parent_code $key REFERENCES audience (code),
    name text NOT NULL,
    name_en text NOT NULL,
    legal_basis text,
    position $int NOT NULL
) $end;
CREATE INDEX audience_parent ON audience (parent_code);

CREATE TABLE activity_form (
    code $key NOT NULL PRIMARY KEY CHECK (code <> ''),
    parent_code $key REFERENCES activity_form (code),
    name text NOT NULL,
    name_en text NOT NULL,
    legal_basis text,
    position $int NOT NULL
) $end;
CREATE INDEX activity_form_parent ON activity_form (parent_code);

CREATE TABLE agency_type (
    code $key NOT NULL PRIMARY KEY CHECK (code <> ''),
    parent_code $key REFERENCES agency_type (code),
    name text NOT NULL,
    name_en text NOT NULL,
    legal_basis text,
    position $int NOT NULL
) $end;
CREATE INDEX agency_type_parent ON agency_type (parent_code);

CREATE TABLE document_type (
    code $key NOT NULL PRIMARY KEY CHECK (code <> ''),
    name text NOT NULL,
    name_en text NOT NULL,
    abbreviation text,
    normative $bool NOT NULL,
    tier text NOT NULL CHECK (tier IN ('central', 'province', 'district', 'commune')),
    rank $int NOT NULL,
    legal_basis text,
    position $int NOT NULL
) $end;

CREATE TABLE relation_type (
    code $key NOT NULL PRIMARY KEY CHECK (code <> ''),
    number $int NOT NULL UNIQUE CHECK (number BETWEEN 1 AND 15),
    name text NOT NULL,
    name_en text NOT NULL,
    inverse_name text NOT NULL,
    inverse_name_en text NOT NULL
) $end;

CREATE TABLE holiday (
    date $date NOT NULL PRIMARY KEY,
    name text NOT NULL,
    working $bool NOT NULL,
    legal_basis text NOT NULL
) $end;

CREATE TABLE section (
    code $key NOT NULL PRIMARY KEY CHECK (code <> ''),
    parent_code $key REFERENCES section (code) CHECK (parent_code <> code),
    name text NOT NULL,
    name_en text NOT NULL,
    description text,
    position $int NOT NULL
) $end;
CREATE INDEX section_parent ON section (parent_code, position);

CREATE TABLE section_duty (
    id $uuid NOT NULL PRIMARY KEY,
    section_code $key NOT NULL REFERENCES section (code),
    kind text NOT NULL CHECK (kind IN ('mandate', 'deadline', 'required_fields', 'approval')),
    legal_basis text NOT NULL,
    working_days $int CHECK (working_days > 0),
    required_fields $json NOT NULL,
    note text,
    valid_from $date NOT NULL,
    valid_to $date CHECK (valid_to > valid_from),
    CHECK (kind <> 'deadline' OR working_days IS NOT NULL)
) $end;
CREATE INDEX section_duty_section ON section_duty (section_code, valid_from);
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
