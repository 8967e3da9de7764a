//! What each kind adds, as records.
use std::collections::HashMap;

use entity::value::ContentKind;
use entity::{
    activity, activity_communicator, article, course, course_lecture, dialogue, dialogue_exchange,
    dialogue_host, guidance, legal_question, material, plan, report, report_figure,
};
use sea_orm::prelude::Uuid;
use sea_orm::{ConnectionTrait, Iterable};

use super::rows::Rows;
use super::{Told, code_of, legal};
use crate::domain::Result;
use crate::domain::publish::Catalogue;
use crate::exchange::Details;
use crate::exchange::details::{
    ActivityRecord, ArticleRecord, CourseRecord, DialogueExchangeRecord, DialogueRecord,
    FigureRecord, GuidanceRecord, LectureRecord, LegalQuestionRecord, MaterialRecord, PlanRecord,
    ReportRecord,
};

/// Details by edition: a batch may have several of a content.
pub(super) type DetailsOf = HashMap<Uuid, Details>;

/// The details of a batch of contents; only the tables of kinds that are in it are read.
pub(super) async fn read(
    db: &impl ConnectionTrait,
    catalogue: &Catalogue,
    batch: &[Told],
) -> Result<DetailsOf> {
    let mut found = DetailsOf::new();
    for kind in ContentKind::iter() {
        let of_kind: Vec<&Told> = batch.iter().filter(|told| told.kind == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let details = match kind {
            ContentKind::LegalDocument => legal::documents(db, &of_kind).await?,
            ContentKind::Briefing => legal::briefings(db, &of_kind).await?,
            ContentKind::Guidance => guidance(db, &of_kind).await?,
            ContentKind::Activity => activities(db, &of_kind).await?,
            ContentKind::LegalQuestion => questions(db, &of_kind).await?,
            ContentKind::Dialogue => dialogues(db, catalogue, &of_kind).await?,
            ContentKind::Material => materials(db, &of_kind).await?,
            ContentKind::Report => reports(db, &of_kind).await?,
            ContentKind::Plan => plans(db, &of_kind).await?,
            ContentKind::Article => articles(db, &of_kind).await?,
            ContentKind::Course => courses(db, &of_kind).await?,
        };
        found.extend(of_kind.iter().map(|told| told.edition.id).zip(details));
    }
    Ok(found)
}

async fn guidance(db: &impl ConnectionTrait, contents: &[&Told]) -> Result<Vec<Details>> {
    let mut rows = Rows::<guidance::Entity>::read(db, contents).await?;
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        Ok(Details::Guidance(GuidanceRecord {
            number: row.number,
            issued_on: row.issued_on,
            sector: row.sector,
        }))
    };
    contents.iter().map(record).collect()
}

async fn activities(db: &impl ConnectionTrait, contents: &[&Told]) -> Result<Vec<Details>> {
    let mut rows = Rows::<activity::Entity>::read(db, contents).await?;
    let mut speakers = Rows::<activity_communicator::Entity>::read(db, contents).await?;
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        let speakers = speakers.of(told).into_iter();
        Ok(Details::Activity(ActivityRecord {
            form: row.form_code,
            starts_at: row.starts_at,
            ends_at: row.ends_at,
            place: row.place,
            attendance: row.attendance,
            materials_handed_out: row.materials_handed_out,
            budget: row.budget,
            communicators: speakers.map(|row| row.communicator_id).collect(),
        }))
    };
    contents.iter().map(record).collect()
}

async fn questions(db: &impl ConnectionTrait, contents: &[&Told]) -> Result<Vec<Details>> {
    let mut rows = Rows::<legal_question::Entity>::read(db, contents).await?;
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        Ok(Details::LegalQuestion(LegalQuestionRecord {
            question: row.question,
            asked_on: row.asked_on,
            answered_on: row.answered_on,
            law_as_of: row.law_as_of,
        }))
    };
    contents.iter().map(record).collect()
}

async fn dialogues(
    db: &impl ConnectionTrait,
    catalogue: &Catalogue,
    contents: &[&Told],
) -> Result<Vec<Details>> {
    let mut rows = Rows::<dialogue::Entity>::read(db, contents).await?;
    let mut hosts = Rows::<dialogue_host::Entity>::read(db, contents).await?;
    let mut exchanges = Rows::<dialogue_exchange::Entity>::read(db, contents).await?;
    let exchange = |row: dialogue_exchange::Model| DialogueExchangeRecord {
        question: row.question,
        response: row.response,
        responder: row.responder,
    };
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        let hosts = hosts.of(told).into_iter();
        let hosts = hosts.map(|host| code_of(&catalogue.agencies, host.agency_id));
        Ok(Details::Dialogue(DialogueRecord {
            form: row.form.into(),
            hosts: hosts.collect::<Result<_>>()?,
            opens_at: row.opens_at,
            closes_at: row.closes_at,
            draft_title: row.draft_title,
            outcome: row.outcome,
            exchanges: exchanges.of(told).into_iter().map(exchange).collect(),
        }))
    };
    contents.iter().map(record).collect()
}

async fn materials(db: &impl ConnectionTrait, contents: &[&Told]) -> Result<Vec<Details>> {
    let mut rows = Rows::<material::Entity>::read(db, contents).await?;
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        Ok(Details::Material(MaterialRecord {
            form: row.form.into(),
            compiler: row.compiler,
            released_on: row.released_on,
            valid_until: row.valid_until,
            purpose: row.purpose,
            duration: row.duration,
            transcript: row.transcript,
        }))
    };
    contents.iter().map(record).collect()
}

async fn reports(db: &impl ConnectionTrait, contents: &[&Told]) -> Result<Vec<Details>> {
    let mut rows = Rows::<report::Entity>::read(db, contents).await?;
    let mut figures = Rows::<report_figure::Entity>::read(db, contents).await?;
    let figure = |row: report_figure::Model| FigureRecord {
        indicator: row.indicator,
        name: row.name,
        unit: row.unit,
        value: row.value,
    };
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        Ok(Details::Report(ReportRecord {
            number: row.number,
            form: row.form,
            period_from: row.period_from,
            period_to: row.period_to,
            figures: figures.of(told).into_iter().map(figure).collect(),
        }))
    };
    contents.iter().map(record).collect()
}

async fn plans(db: &impl ConnectionTrait, contents: &[&Told]) -> Result<Vec<Details>> {
    let mut rows = Rows::<plan::Entity>::read(db, contents).await?;
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        Ok(Details::Plan(PlanRecord {
            number: row.number,
            issuer: row.issuer,
            issued_on: row.issued_on,
            period_from: row.period_from,
            period_to: row.period_to,
        }))
    };
    contents.iter().map(record).collect()
}

async fn articles(db: &impl ConnectionTrait, contents: &[&Told]) -> Result<Vec<Details>> {
    let mut rows = Rows::<article::Entity>::read(db, contents).await?;
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        Ok(Details::Article(ArticleRecord {
            event_starts_at: row.event_starts_at,
            event_ends_at: row.event_ends_at,
            event_place: row.event_place,
        }))
    };
    contents.iter().map(record).collect()
}

async fn courses(db: &impl ConnectionTrait, contents: &[&Told]) -> Result<Vec<Details>> {
    let mut rows = Rows::<course::Entity>::read(db, contents).await?;
    let mut lectures = Rows::<course_lecture::Entity>::read(db, contents).await?;
    let lecture = |row: course_lecture::Model| LectureRecord {
        title: row.title,
        lecturer: row.lecturer,
        minutes: row.minutes,
    };
    let record = |told: &&Told| {
        let row = rows.one(told)?;
        Ok(Details::Course(CourseRecord {
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            place: row.place,
            seats: row.seats,
            trainees: row.trainees,
            lectures: lectures.of(told).into_iter().map(lecture).collect(),
        }))
    };
    contents.iter().map(record).collect()
}
