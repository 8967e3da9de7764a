//! The rows that one kind of content has.
use entity::{
    activity, activity_communicator, article, briefing, course, course_lecture, dialogue,
    dialogue_exchange, dialogue_host, guidance, legal_question, material, plan, report,
    report_figure,
};
use sea_orm::prelude::Uuid;

use super::edition_plan::EditionPlan;
use super::legal_rows;
use crate::domain::publish::rows::Rows;
use crate::exchange::Details;
use crate::exchange::content::ContentRecord;
use crate::exchange::details::{
    ActivityRecord, CourseRecord, DialogueRecord, MaterialRecord, ReportRecord,
};

/// Adds the details of an edition.
pub(super) fn add(rows: &mut Rows, record: &ContentRecord, edition: &EditionPlan) {
    let edition_id = edition.id;
    match &record.details {
        Details::LegalDocument(document) => {
            legal_rows::document(rows, &record.title, document, edition);
        }
        Details::Briefing(record) => {
            rows.add::<briefing::Entity>(briefing::Model {
                edition_id,
                form: record.form.into(),
            });
            legal_rows::about(rows, &record.about, edition);
        }
        Details::Guidance(record) => rows.add::<guidance::Entity>(guidance::Model {
            edition_id,
            number: record.number.clone(),
            issued_on: record.issued_on,
            sector: record.sector.clone(),
        }),
        Details::Activity(record) => add_activity(rows, edition_id, record),
        Details::LegalQuestion(record) => {
            rows.add::<legal_question::Entity>(legal_question::Model {
                edition_id,
                question: record.question.clone(),
                asked_on: record.asked_on,
                answered_on: record.answered_on,
                law_as_of: record.law_as_of,
            });
        }
        Details::Dialogue(record) => add_dialogue(rows, edition, record),
        Details::Material(record) => rows.add::<material::Entity>(material(edition_id, record)),
        Details::Report(record) => add_report(rows, edition_id, record),
        Details::Plan(record) => rows.add::<plan::Entity>(plan::Model {
            edition_id,
            number: record.number.clone(),
            issuer: record.issuer.clone(),
            issued_on: record.issued_on,
            period_from: record.period_from,
            period_to: record.period_to,
        }),
        Details::Article(record) => rows.add::<article::Entity>(article::Model {
            edition_id,
            event_starts_at: record.event_starts_at,
            event_ends_at: record.event_ends_at,
            event_place: record.event_place.clone(),
        }),
        Details::Course(record) => add_course(rows, edition_id, record),
    }
}

fn add_activity(rows: &mut Rows, edition_id: Uuid, record: &ActivityRecord) {
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
    rows.add::<activity::Entity>(row);
    let speakers =
        (0..)
            .zip(&record.communicators)
            .map(|(position, id)| activity_communicator::Model {
                edition_id,
                position,
                communicator_id: *id,
            });
    rows.extend::<activity_communicator::Entity>(speakers);
}

fn add_dialogue(rows: &mut Rows, edition: &EditionPlan, record: &DialogueRecord) {
    let edition_id = edition.id;
    let row = dialogue::Model {
        edition_id,
        form: record.form.into(),
        opens_at: record.opens_at,
        closes_at: record.closes_at,
        draft_title: record.draft_title.clone(),
        outcome: record.outcome.clone(),
    };
    rows.add::<dialogue::Entity>(row);
    let hosts = (0..)
        .zip(&edition.hosts)
        .map(|(position, host)| dialogue_host::Model {
            edition_id,
            position,
            agency_id: *host,
        });
    rows.extend::<dialogue_host::Entity>(hosts);
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
    rows.extend::<dialogue_exchange::Entity>(exchanges);
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

fn add_report(rows: &mut Rows, edition_id: Uuid, record: &ReportRecord) {
    let row = report::Model {
        edition_id,
        number: record.number.clone(),
        form: record.form.clone(),
        period_from: record.period_from,
        period_to: record.period_to,
    };
    rows.add::<report::Entity>(row);
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
    rows.extend::<report_figure::Entity>(figures);
}

fn add_course(rows: &mut Rows, edition_id: Uuid, record: &CourseRecord) {
    let row = course::Model {
        edition_id,
        starts_on: record.starts_on,
        ends_on: record.ends_on,
        place: record.place.clone(),
        seats: record.seats,
        trainees: record.trainees,
    };
    rows.add::<course::Entity>(row);
    let lectures = (0..)
        .zip(&record.lectures)
        .map(|(position, lecture)| course_lecture::Model {
            edition_id,
            position,
            title: lecture.title.clone(),
            lecturer: lecture.lecturer.clone(),
            minutes: lecture.minutes,
        });
    rows.extend::<course_lecture::Entity>(lectures);
}
