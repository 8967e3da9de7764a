//! Details of the other kinds: one table a kind, keyed by the edition.
use sea_orm_migration::prelude::*;

use crate::dialect;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const TABLES: &[&str] = &[
    "guidance",
    "plan",
    "article",
    "activity",
    "activity_communicator",
    "legal_question",
    "dialogue",
    "dialogue_host",
    "dialogue_exchange",
    "material",
    "course",
    "course_lecture",
    "report",
    "report_figure",
];

const UP: &str = r"
CREATE TABLE guidance (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    number text,
    issued_on $date,
    sector text
) $end;

CREATE TABLE plan (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    number text,
    issuer text NOT NULL,
    issued_on $date,
    period_from $date,
    period_to $date CHECK (period_to >= period_from)
) $end;

CREATE TABLE article (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    event_starts_at $time,
    event_ends_at $time CHECK (event_ends_at >= event_starts_at),
    event_place text
) $end;

CREATE TABLE activity (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    form_code $key NOT NULL REFERENCES activity_form (code),
    starts_at $time NOT NULL,
    ends_at $time CHECK (ends_at >= starts_at),
    place text,
    attendance $int CHECK (attendance >= 0),
    materials_handed_out $int CHECK (materials_handed_out >= 0),
    budget $long CHECK (budget >= 0)
) $end;
CREATE INDEX activity_form_code ON activity (form_code);

CREATE TABLE activity_communicator (
    edition_id $uuid NOT NULL REFERENCES activity (edition_id) ON DELETE CASCADE,
    position $int NOT NULL,
    communicator_id $uuid NOT NULL REFERENCES communicator (id),
    PRIMARY KEY (edition_id, position)
) $end;
CREATE INDEX activity_communicator_communicator ON activity_communicator (communicator_id);

CREATE TABLE legal_question (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    question text NOT NULL CHECK (question <> ''),
    asked_on $date,
    answered_on $date CHECK (answered_on >= asked_on),
    law_as_of $date NOT NULL
) $end;

CREATE TABLE dialogue (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    form text NOT NULL CHECK (form IN ('policy_dialogue', 'draft_consultation')),
    opens_at $time NOT NULL,
    closes_at $time NOT NULL CHECK (closes_at > opens_at),
    draft_title text,
    outcome text
) $end;

CREATE TABLE dialogue_host (
    edition_id $uuid NOT NULL REFERENCES dialogue (edition_id) ON DELETE CASCADE,
    position $int NOT NULL,
    agency_id $uuid NOT NULL REFERENCES agency (id),
    PRIMARY KEY (edition_id, position)
) $end;
CREATE INDEX dialogue_host_agency ON dialogue_host (agency_id);

CREATE TABLE dialogue_exchange (
    edition_id $uuid NOT NULL REFERENCES dialogue (edition_id) ON DELETE CASCADE,
    position $int NOT NULL,
    question text NOT NULL CHECK (question <> ''),
    response text,
    responder text,
    PRIMARY KEY (edition_id, position)
) $end;

CREATE TABLE material (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    form text NOT NULL CHECK (form IN ('outline', 'book', 'handbook', 'leaflet', 'story', 'skit', 'situation',
        'commentary', 'video', 'audio', 'radio_script', 'e_lecture', 'infographic', 'poster', 'slides',
        'professional_guide', 'other')),
    compiler text,
    released_on $date,
    valid_until $date CHECK (valid_until >= released_on),
    purpose text,
    duration $int CHECK (duration >= 0),
    transcript text
) $end;

CREATE TABLE course (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    starts_on $date NOT NULL,
    ends_on $date CHECK (ends_on >= starts_on),
    place text,
    seats $int CHECK (seats >= 0),
    trainees $int CHECK (trainees >= 0)
) $end;

CREATE TABLE course_lecture (
    edition_id $uuid NOT NULL REFERENCES course (edition_id) ON DELETE CASCADE,
    position $int NOT NULL,
    title text NOT NULL CHECK (title <> ''),
    lecturer text,
    minutes $int CHECK (minutes > 0),
    PRIMARY KEY (edition_id, position)
) $end;

CREATE TABLE report (
    edition_id $uuid NOT NULL PRIMARY KEY REFERENCES edition (id) ON DELETE CASCADE,
    number text,
    form text,
    period_from $date NOT NULL,
    period_to $date NOT NULL CHECK (period_to >= period_from)
) $end;

CREATE TABLE report_figure (
    edition_id $uuid NOT NULL REFERENCES report (edition_id) ON DELETE CASCADE,
    position $int NOT NULL,
    indicator $key NOT NULL CHECK (indicator <> ''),
    name text NOT NULL,
    unit text NOT NULL,
    value $long NOT NULL,
    PRIMARY KEY (edition_id, position),
    UNIQUE (edition_id, indicator)
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
