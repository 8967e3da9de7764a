//! The details of a generated content: those of its mould, moved in time, with other numbers.
use chrono::{Datelike, NaiveDate, TimeDelta};
use fastrand::Rng;

use super::text;
use crate::exchange::Details;
use crate::exchange::content::DocumentRef;
use crate::exchange::details::{LegalDocumentRecord, RelationRecord};

/// How a content differs from its mould.
pub(super) struct Change {
    /// What numbers are made from.
    pub number: u64,
    /// How much later it appeared.
    pub later: TimeDelta,
    /// A document to refer to.
    pub document: Option<DocumentRef>,
}

/// How others refer to a document; none when these are not the details of one.
pub(super) fn reference(mould: &Details, number: u64, later: TimeDelta) -> Option<DocumentRef> {
    let Details::LegalDocument(mould) = mould else {
        return None;
    };
    let issued_on = mould.issued_on + later;
    Some(DocumentRef {
        number: renumbered(mould.number.as_deref()?, number, issued_on.year()),
        title: None,
        issuer: mould.issuers.first().and_then(|issuer| issuer.code.clone()),
        issued_on: Some(issued_on),
    })
}

/// The details of a content that differs from its mould.
pub(super) fn varied(mould: &Details, change: &Change, random: &mut Rng) -> Details {
    let mut details = mould.clone();
    let later = change.later;
    let move_day = |day: &mut NaiveDate| *day += later;
    match &mut details {
        Details::LegalDocument(document) => vary_document(document, change),
        Details::Briefing(briefing) => {
            briefing.about = change.document.clone().into_iter().collect();
        }
        Details::Guidance(guidance) => {
            guidance.number = Some(format!("{}/HD-STP", change.number));
            guidance.issued_on.iter_mut().for_each(move_day);
        }
        Details::Activity(activity) => {
            activity.starts_at += later;
            activity.ends_at.iter_mut().for_each(|end| *end += later);
            activity.attendance = Some(random.i32(20..900));
            activity.materials_handed_out = Some(random.i32(0..2_000));
            activity.communicators.clear();
        }
        Details::LegalQuestion(question) => {
            question.asked_on.iter_mut().for_each(move_day);
            question.answered_on.iter_mut().for_each(move_day);
            move_day(&mut question.law_as_of);
        }
        Details::Dialogue(dialogue) => {
            dialogue.hosts.clear();
            dialogue.opens_at += later;
            dialogue.closes_at += later;
        }
        Details::Material(material) => {
            material.released_on.iter_mut().for_each(move_day);
            material.valid_until.iter_mut().for_each(move_day);
        }
        Details::Report(report) => {
            move_day(&mut report.period_from);
            move_day(&mut report.period_to);
            for figure in &mut report.figures {
                figure.value = random.i64(0..10_000);
            }
        }
        Details::Plan(plan) => {
            plan.number = Some(format!("{}/KH-UBND", change.number));
            plan.issued_on.iter_mut().for_each(move_day);
            plan.period_from.iter_mut().for_each(move_day);
            plan.period_to.iter_mut().for_each(move_day);
        }
        Details::Article(article) => {
            let times = [&mut article.event_starts_at, &mut article.event_ends_at];
            times.into_iter().flatten().for_each(|time| *time += later);
        }
        Details::Course(course) => {
            move_day(&mut course.starts_on);
            course.ends_on.iter_mut().for_each(move_day);
            course.trainees = Some(random.i32(10..200));
        }
    }
    details
}

fn vary_document(document: &mut LegalDocumentRecord, change: &Change) {
    let (old_day, later) = (document.issued_on, change.later);
    let day = old_day + later;
    document.issued_on = day;
    let days = [
        &mut document.effective_on,
        &mut document.expires_on,
        &mut document.gazette_date,
    ];
    days.into_iter().flatten().for_each(|day| *day += later);
    if let Some(old) = document.number.clone() {
        let number = renumbered(&old, change.number, day.year());
        document.text = document
            .text
            .as_ref()
            .map(|text| text::legal_text(text, (&old, &number), (old_day, day)));
        document.number = Some(number);
    }
    for event in &mut document.events {
        event.date += later;
        event.by.clone_from(&change.document);
    }
    let others = change.document.clone().into_iter();
    document.relations = others
        .zip(document.relations.first().cloned())
        .map(|(target, relation)| RelationRecord {
            target,
            target_provision: None,
            ..relation
        })
        .collect();
}

/// A document's number, and its year where it has one, put in the place of another's.
fn renumbered(mould: &str, number: u64, year: i32) -> String {
    let mut parts = mould.split('/').skip(1).peekable();
    let has_year = parts
        .next_if(|part| part.len() == 4 && part.bytes().all(|byte| byte.is_ascii_digit()))
        .is_some();
    let rest: Vec<&str> = parts.collect();
    let year = if has_year {
        format!("{year}/")
    } else {
        String::new()
    };
    format!("{}/{year}{}", number, rest.join("/"))
}
