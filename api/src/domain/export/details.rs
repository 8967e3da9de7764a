//! What each kind adds, as records.
use std::collections::HashMap;

use entity::value::ContentKind;
use entity::{
    activity, activity_communicator, article, course, course_lecture, dialogue, dialogue_exchange,
    dialogue_host, guidance, legal_question, material, plan, report, report_figure,
};
use sea_orm::Iterable;
use sea_orm::prelude::Uuid;

use super::directory::code_of;
use super::legal;
use super::rows::Rows;
use crate::domain::Result;
use crate::domain::database::Session;
use crate::domain::publish::Catalogue;
use crate::domain::visibility::LiveContent;
use crate::exchange::Details;
use crate::exchange::details::{
    ActivityRecord, ArticleRecord, CourseRecord, DialogueExchangeRecord, DialogueRecord,
    FigureRecord, GuidanceRecord, LectureRecord, LegalQuestionRecord, MaterialRecord, PlanRecord,
    ReportRecord,
};

/// Details by content.
pub(super) type DetailsOf = HashMap<Uuid, Details>;

/// The details of a batch of contents; only the tables of kinds that are in it are read.
pub(super) async fn read(
    session: &Session,
    catalogue: &Catalogue,
    batch: &[LiveContent],
) -> Result<DetailsOf> {
    let mut found = DetailsOf::new();
    for kind in ContentKind::iter() {
        let of_kind: Vec<&LiveContent> = batch.iter().filter(|live| live.kind() == kind).collect();
        if of_kind.is_empty() {
            continue;
        }
        let details = match kind {
            ContentKind::LegalDocument => legal::documents(session, &of_kind).await?,
            ContentKind::Briefing => legal::briefings(session, &of_kind).await?,
            ContentKind::Guidance => guidance(session, &of_kind).await?,
            ContentKind::Activity => activities(session, &of_kind).await?,
            ContentKind::LegalQuestion => questions(session, &of_kind).await?,
            ContentKind::Dialogue => dialogues(session, catalogue, &of_kind).await?,
            ContentKind::Material => materials(session, &of_kind).await?,
            ContentKind::Report => reports(session, &of_kind).await?,
            ContentKind::Plan => plans(session, &of_kind).await?,
            ContentKind::Article => articles(session, &of_kind).await?,
            ContentKind::Course => courses(session, &of_kind).await?,
        };
        found.extend(of_kind.iter().map(|live| live.id()).zip(details));
    }
    Ok(found)
}

async fn guidance(session: &Session, contents: &[&LiveContent]) -> Result<Vec<Details>> {
    let mut rows = Rows::<guidance::Entity>::read(session, contents).await?;
    let record = |live: &&LiveContent| {
        let row = rows.one(live)?;
        Ok(Details::Guidance(GuidanceRecord {
            number: row.number,
            issued_on: row.issued_on,
            sector: row.sector,
        }))
    };
    contents.iter().map(record).collect()
}

async fn activities(session: &Session, contents: &[&LiveContent]) -> Result<Vec<Details>> {
    let mut rows = Rows::<activity::Entity>::read(session, contents).await?;
    let mut speakers = Rows::<activity_communicator::Entity>::read(session, contents).await?;
    let record = |live: &&LiveContent| {
        let row = rows.one(live)?;
        let speakers = speakers.of(live).into_iter();
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

async fn questions(session: &Session, contents: &[&LiveContent]) -> Result<Vec<Details>> {
    let mut rows = Rows::<legal_question::Entity>::read(session, contents).await?;
    let record = |live: &&LiveContent| {
        let row = rows.one(live)?;
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
    session: &Session,
    catalogue: &Catalogue,
    contents: &[&LiveContent],
) -> Result<Vec<Details>> {
    let mut rows = Rows::<dialogue::Entity>::read(session, contents).await?;
    let mut hosts = Rows::<dialogue_host::Entity>::read(session, contents).await?;
    let mut exchanges = Rows::<dialogue_exchange::Entity>::read(session, contents).await?;
    let exchange = |row: dialogue_exchange::Model| DialogueExchangeRecord {
        question: row.question,
        response: row.response,
        responder: row.responder,
    };
    let record = |live: &&LiveContent| {
        let row = rows.one(live)?;
        let hosts = hosts.of(live).into_iter();
        let hosts = hosts.map(|host| code_of(&catalogue.agencies, host.agency_id));
        Ok(Details::Dialogue(DialogueRecord {
            form: row.form.into(),
            hosts: hosts.collect::<Result<_>>()?,
            opens_at: row.opens_at,
            closes_at: row.closes_at,
            draft_title: row.draft_title,
            outcome: row.outcome,
            exchanges: exchanges.of(live).into_iter().map(exchange).collect(),
        }))
    };
    contents.iter().map(record).collect()
}

async fn materials(session: &Session, contents: &[&LiveContent]) -> Result<Vec<Details>> {
    let mut rows = Rows::<material::Entity>::read(session, contents).await?;
    let record = |live: &&LiveContent| {
        let row = rows.one(live)?;
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

async fn reports(session: &Session, contents: &[&LiveContent]) -> Result<Vec<Details>> {
    let mut rows = Rows::<report::Entity>::read(session, contents).await?;
    let mut figures = Rows::<report_figure::Entity>::read(session, contents).await?;
    let figure = |row: report_figure::Model| FigureRecord {
        indicator: row.indicator,
        name: row.name,
        unit: row.unit,
        value: row.value,
    };
    let record = |live: &&LiveContent| {
        let row = rows.one(live)?;
        Ok(Details::Report(ReportRecord {
            number: row.number,
            form: row.form,
            period_from: row.period_from,
            period_to: row.period_to,
            figures: figures.of(live).into_iter().map(figure).collect(),
        }))
    };
    contents.iter().map(record).collect()
}

async fn plans(session: &Session, contents: &[&LiveContent]) -> Result<Vec<Details>> {
    let mut rows = Rows::<plan::Entity>::read(session, contents).await?;
    let record = |live: &&LiveContent| {
        let row = rows.one(live)?;
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

async fn articles(session: &Session, contents: &[&LiveContent]) -> Result<Vec<Details>> {
    let mut rows = Rows::<article::Entity>::read(session, contents).await?;
    let record = |live: &&LiveContent| {
        let row = rows.one(live)?;
        Ok(Details::Article(ArticleRecord {
            event_starts_at: row.event_starts_at,
            event_ends_at: row.event_ends_at,
            event_place: row.event_place,
        }))
    };
    contents.iter().map(record).collect()
}

async fn courses(session: &Session, contents: &[&LiveContent]) -> Result<Vec<Details>> {
    let mut rows = Rows::<course::Entity>::read(session, contents).await?;
    let mut lectures = Rows::<course_lecture::Entity>::read(session, contents).await?;
    let lecture = |row: course_lecture::Model| LectureRecord {
        title: row.title,
        lecturer: row.lecturer,
        minutes: row.minutes,
    };
    let record = |live: &&LiveContent| {
        let row = rows.one(live)?;
        Ok(Details::Course(CourseRecord {
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            place: row.place,
            seats: row.seats,
            trainees: row.trainees,
            lectures: lectures.of(live).into_iter().map(lecture).collect(),
        }))
    };
    contents.iter().map(record).collect()
}
