//! The rows that one kind of content has.
use entity::{
    activity, activity_communicator, article, briefing, course, course_lecture, dialogue,
    dialogue_exchange, dialogue_host, guidance, legal_question, material, plan, report,
    report_figure,
};
use sea_orm::prelude::*;
use sea_orm::{ActiveModelTrait, IntoActiveModel};

use super::edition_plan::EditionPlan;
use super::legal_rows;
use crate::domain::publish::rows::insert_all;
use crate::exchange::Details;
use crate::exchange::details::{
    ActivityRecord, CourseRecord, DialogueRecord, MaterialRecord, ReportRecord,
};

/// Inserts the details of an edition.
pub(super) async fn insert(
    db: &impl ConnectionTrait,
    details: &Details,
    edition: &EditionPlan,
) -> Result<(), DbErr> {
    let edition_id = edition.id;
    match details {
        Details::LegalDocument(document) => legal_rows::document(db, document, edition).await,
        Details::Briefing(record) => {
            one(
                db,
                briefing::Model {
                    edition_id,
                    form: record.form.into(),
                },
            )
            .await?;
            legal_rows::about(db, &record.about, edition).await
        }
        Details::Guidance(record) => {
            let record = record.clone();
            let (number, issued_on, sector) = (record.number, record.issued_on, record.sector);
            one(
                db,
                guidance::Model {
                    edition_id,
                    number,
                    issued_on,
                    sector,
                },
            )
            .await
        }
        Details::Activity(record) => insert_activity(db, edition_id, record).await,
        Details::LegalQuestion(record) => {
            let row = legal_question::Model {
                edition_id,
                question: record.question.clone(),
                asked_on: record.asked_on,
                answered_on: record.answered_on,
                law_as_of: record.law_as_of,
            };
            one(db, row).await
        }
        Details::Dialogue(record) => insert_dialogue(db, edition, record).await,
        Details::Material(record) => one(db, material(edition_id, record)).await,
        Details::Report(record) => insert_report(db, edition_id, record).await,
        Details::Plan(record) => {
            let row = plan::Model {
                edition_id,
                number: record.number.clone(),
                issuer: record.issuer.clone(),
                issued_on: record.issued_on,
                period_from: record.period_from,
                period_to: record.period_to,
            };
            one(db, row).await
        }
        Details::Article(record) => {
            let row = article::Model {
                edition_id,
                event_starts_at: record.event_starts_at,
                event_ends_at: record.event_ends_at,
                event_place: record.event_place.clone(),
            };
            one(db, row).await
        }
        Details::Course(record) => insert_course(db, edition_id, record).await,
    }
}

/// Inserts one row.
pub(super) async fn one<M, A>(db: &impl ConnectionTrait, row: M) -> Result<(), DbErr>
where
    M: IntoActiveModel<A>,
    A: ActiveModelTrait,
{
    <A::Entity as EntityTrait>::insert(row.into_active_model())
        .exec_without_returning(db)
        .await
        .map(drop)
}

async fn insert_activity(
    db: &impl ConnectionTrait,
    edition_id: Uuid,
    record: &ActivityRecord,
) -> Result<(), DbErr> {
    let row = activity::Model {
        edition_id,
        form_code: record.form.clone(),
        starts_at: record.starts_at,
        ends_at: record.ends_at,
        place: record.place.clone(),
        attendance: record.attendance,
        materials_handed_out: record.materials_handed_out,
        budget: record.budget,
    };
    one(db, row).await?;
    let speakers =
        (0..)
            .zip(&record.communicators)
            .map(|(position, id)| activity_communicator::Model {
                edition_id,
                position,
                communicator_id: *id,
            });
    insert_all::<activity_communicator::Entity>(db, speakers.collect()).await
}

async fn insert_dialogue(
    db: &impl ConnectionTrait,
    edition: &EditionPlan,
    record: &DialogueRecord,
) -> Result<(), DbErr> {
    let edition_id = edition.id;
    let row = dialogue::Model {
        edition_id,
        form: record.form.into(),
        opens_at: record.opens_at,
        closes_at: record.closes_at,
        draft_title: record.draft_title.clone(),
        outcome: record.outcome.clone(),
    };
    one(db, row).await?;
    let hosts = (0..)
        .zip(&edition.hosts)
        .map(|(position, host)| dialogue_host::Model {
            edition_id,
            position,
            agency_id: *host,
        });
    insert_all::<dialogue_host::Entity>(db, hosts.collect()).await?;
    let exchanges =
        (0..)
            .zip(&record.exchanges)
            .map(|(position, exchange)| dialogue_exchange::Model {
                edition_id,
                position,
                question: exchange.question.clone(),
                response: exchange.response.clone(),
                responder: exchange.responder.clone(),
            });
    insert_all::<dialogue_exchange::Entity>(db, exchanges.collect()).await
}

fn material(edition_id: Uuid, record: &MaterialRecord) -> material::Model {
    material::Model {
        edition_id,
        form: record.form.into(),
        compiler: record.compiler.clone(),
        released_on: record.released_on,
        valid_until: record.valid_until,
        purpose: record.purpose.clone(),
        duration: record.duration,
        transcript: record.transcript.clone(),
    }
}

async fn insert_report(
    db: &impl ConnectionTrait,
    edition_id: Uuid,
    record: &ReportRecord,
) -> Result<(), DbErr> {
    let row = report::Model {
        edition_id,
        number: record.number.clone(),
        form: record.form.clone(),
        period_from: record.period_from,
        period_to: record.period_to,
    };
    one(db, row).await?;
    let figures = (0..)
        .zip(&record.figures)
        .map(|(position, figure)| report_figure::Model {
            edition_id,
            position,
            indicator: figure.indicator.clone(),
            name: figure.name.clone(),
            unit: figure.unit.clone(),
            value: figure.value,
        });
    insert_all::<report_figure::Entity>(db, figures.collect()).await
}

async fn insert_course(
    db: &impl ConnectionTrait,
    edition_id: Uuid,
    record: &CourseRecord,
) -> Result<(), DbErr> {
    let row = course::Model {
        edition_id,
        starts_on: record.starts_on,
        ends_on: record.ends_on,
        place: record.place.clone(),
        seats: record.seats,
        trainees: record.trainees,
    };
    one(db, row).await?;
    let lectures = (0..)
        .zip(&record.lectures)
        .map(|(position, lecture)| course_lecture::Model {
            edition_id,
            position,
            title: lecture.title.clone(),
            lecturer: lecture.lecturer.clone(),
            minutes: lecture.minutes,
        });
    insert_all::<course_lecture::Entity>(db, lectures.collect()).await
}
