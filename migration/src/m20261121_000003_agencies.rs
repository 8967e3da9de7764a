//! Agencies valid in time, issuers, communicators, and the site they serve.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &[
    "agency",
    "agency_succession",
    "issuer",
    "communicator",
    "communicator_topic",
    "site",
];

const UP: &str = r"
CREATE TABLE agency (
    id $uuid NOT NULL PRIMARY KEY,
    code $key NOT NULL CHECK (code <> ''),
    identifier $key CHECK (length(identifier) <= 35),
    type_code $key NOT NULL REFERENCES agency_type (code),
    name text NOT NULL,
    name_key $key NOT NULL,
    name_en text,
    short_name text,
    parent_id $uuid REFERENCES agency (id) CHECK (parent_id <> id),
    area_id $uuid REFERENCES area (id),
    address text,
    phone text,
    email text,
    website text,
    valid_from $date NOT NULL,
    valid_to $date CHECK (valid_to > valid_from),
    UNIQUE (code, valid_from)
) $end;
CREATE UNIQUE INDEX agency_current_code ON agency (code) WHERE valid_to IS NULL;
CREATE UNIQUE INDEX agency_current_identifier ON agency (identifier) WHERE valid_to IS NULL;
CREATE INDEX agency_name ON agency (name_key, id);
CREATE INDEX agency_type_name ON agency (type_code, name_key, id);
CREATE INDEX agency_parent_name ON agency (parent_id, name_key, id);
CREATE INDEX agency_area_name ON agency (area_id, name_key, id);

CREATE TABLE agency_succession (
    predecessor_id $uuid NOT NULL REFERENCES agency (id),
    successor_id $uuid NOT NULL REFERENCES agency (id) CHECK (successor_id <> predecessor_id),
    on_date $date NOT NULL,
    kind text NOT NULL CHECK (kind IN ('merge', 'split', 'rename', 'move', 'abolish')),
    legal_basis text,
    PRIMARY KEY (predecessor_id, successor_id, on_date)
) $end;
CREATE INDEX agency_succession_successor ON agency_succession (successor_id);

CREATE TABLE issuer (
    code $key NOT NULL PRIMARY KEY CHECK (code <> ''),
    name text NOT NULL,
    name_key $key NOT NULL,
    tier text NOT NULL CHECK (tier IN ('central', 'province', 'district', 'commune')),
    agency_id $uuid REFERENCES agency (id)
) $end;
CREATE INDEX issuer_name ON issuer (name_key, code);
CREATE INDEX issuer_agency ON issuer (agency_id);

CREATE TABLE communicator (
    id $uuid NOT NULL PRIMARY KEY,
    role text NOT NULL CHECK (role IN ('rapporteur', 'propagandist')),
    tier text NOT NULL CHECK (tier IN ('central', 'province', 'district', 'commune')),
    name text NOT NULL,
    name_key $key NOT NULL,
    position text,
    agency_id $uuid NOT NULL REFERENCES agency (id),
    area_id $uuid REFERENCES area (id),
    decision_number text NOT NULL,
    recognised_on $date NOT NULL,
    removal_decision_number text,
    removed_on $date CHECK (removed_on >= recognised_on)
) $end;
CREATE INDEX communicator_name ON communicator (name_key, id);
CREATE INDEX communicator_role_name ON communicator (role, name_key, id);
CREATE INDEX communicator_tier_name ON communicator (tier, name_key, id);
CREATE INDEX communicator_agency_name ON communicator (agency_id, name_key, id);
CREATE INDEX communicator_area_name ON communicator (area_id, name_key, id);

CREATE TABLE communicator_topic (
    communicator_id $uuid NOT NULL REFERENCES communicator (id) ON DELETE CASCADE,
    topic_code $key NOT NULL REFERENCES topic (code),
    PRIMARY KEY (communicator_id, topic_code)
) $end;
CREATE INDEX communicator_topic_topic ON communicator_topic (topic_code, communicator_id);

CREATE TABLE site (
    id $int NOT NULL PRIMARY KEY CHECK (id = 1),
    name text NOT NULL,
    province text NOT NULL,
    area_id $uuid NOT NULL REFERENCES area (id),
    language_code $key NOT NULL REFERENCES language (code),
    description text,
    editorial_agency_id $uuid REFERENCES agency (id),
    email text,
    phone text
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
