//! Cleaning what each kind adds, and what lists need of it.
use chrono::{DateTime, NaiveDate, Utc};

use super::legal;
use crate::domain::clock;
use crate::domain::publish::clean;
use crate::domain::{Error, Result};
use crate::exchange::Details;
use crate::exchange::details::{
    ActivityRecord, ArticleRecord, CourseRecord, DialogueRecord, GuidanceRecord,
    LegalQuestionRecord, MaterialRecord, PlanRecord, ReportRecord,
};

/// Cleans and checks the fields of a kind.
pub(super) fn tidy(details: &mut Details) -> Result<()> {
    match details {
        Details::LegalDocument(document) => legal::tidy(document),
        Details::Briefing(briefing) => legal::tidy_references(&mut briefing.about, "about"),
        Details::Guidance(guidance) => tidy_guidance(guidance),
        Details::Activity(activity) => tidy_activity(activity),
        Details::LegalQuestion(question) => tidy_question(question),
        Details::Dialogue(dialogue) => tidy_dialogue(dialogue),
        Details::Material(material) => tidy_material(material),
        Details::Report(report) => tidy_report(report),
        Details::Plan(plan) => tidy_plan(plan),
        Details::Article(article) => tidy_article(article),
        Details::Course(course) => tidy_course(course),
    }
}

/// The date by which the kind sorts, where it has one.
pub(super) fn own_date(details: &Details) -> Option<NaiveDate> {
    let local = |time: DateTime<Utc>| clock::local_day(time);
    match details {
        Details::LegalDocument(document) => Some(document.issued_on),
        Details::Briefing(_) => None,
        Details::Guidance(guidance) => guidance.issued_on,
        Details::Activity(activity) => Some(local(activity.starts_at)),
        Details::LegalQuestion(question) => question.asked_on,
        Details::Dialogue(dialogue) => Some(local(dialogue.opens_at)),
        Details::Material(material) => material.released_on,
        Details::Report(report) => Some(report.period_to),
        Details::Plan(plan) => plan.issued_on,
        Details::Article(article) => article.event_starts_at.map(local),
        Details::Course(course) => Some(course.starts_on),
    }
}

fn tidy_guidance(guidance: &mut GuidanceRecord) -> Result<()> {
    clean::optional_line("number", &mut guidance.number)?;
    clean::optional_day("issued_on", guidance.issued_on)?;
    clean::optional_line("sector", &mut guidance.sector)
}

fn tidy_activity(activity: &mut ActivityRecord) -> Result<()> {
    clean::moment("starts_at", &mut activity.starts_at)?;
    clean::optional_moment("ends_at", &mut activity.ends_at)?;
    clean::in_order(
        "ends_at",
        Some(activity.starts_at),
        activity.ends_at,
        "starts_at",
    )?;
    clean::optional_line("place", &mut activity.place)?;
    clean::count("attendance", activity.attendance)?;
    clean::count("materials_handed_out", activity.materials_handed_out)?;
    clean::count("budget", activity.budget)
}

fn tidy_question(question: &mut LegalQuestionRecord) -> Result<()> {
    clean::long_text("question", &mut question.question)?;
    if question.question.is_empty() {
        return Err(Error::invalid("question", "is empty; write what was asked"));
    }
    clean::optional_day("asked_on", question.asked_on)?;
    clean::optional_day("answered_on", question.answered_on)?;
    clean::in_order(
        "answered_on",
        question.asked_on,
        question.answered_on,
        "asked_on",
    )?;
    clean::day("law_as_of", question.law_as_of)
}

fn tidy_dialogue(dialogue: &mut DialogueRecord) -> Result<()> {
    clean::moment("opens_at", &mut dialogue.opens_at)?;
    clean::moment("closes_at", &mut dialogue.closes_at)?;
    if dialogue.closes_at <= dialogue.opens_at {
        return Err(Error::invalid(
            "closes_at",
            "is not after opens_at; correct one of the two",
        ));
    }
    clean::optional_line("draft_title", &mut dialogue.draft_title)?;
    clean::optional_paragraphs("outcome", &mut dialogue.outcome, clean::LONG_TEXT)?;
    for (index, exchange) in dialogue.exchanges.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("exchanges[{index}]"));
        clean::long_text("question", &mut exchange.question).map_err(within)?;
        if exchange.question.is_empty() {
            return Err(within(Error::invalid(
                "question",
                "is empty; write it or leave the exchange out",
            )));
        }
        clean::optional_paragraphs("response", &mut exchange.response, clean::LONG_TEXT)
            .map_err(within)?;
        clean::optional_line("responder", &mut exchange.responder).map_err(within)?;
    }
    Ok(())
}

fn tidy_material(material: &mut MaterialRecord) -> Result<()> {
    clean::optional_line("compiler", &mut material.compiler)?;
    clean::optional_day("released_on", material.released_on)?;
    clean::optional_day("valid_until", material.valid_until)?;
    clean::in_order(
        "valid_until",
        material.released_on,
        material.valid_until,
        "released_on",
    )?;
    clean::optional_paragraphs("purpose", &mut material.purpose, clean::PARAGRAPHS)?;
    clean::count("duration", material.duration)?;
    clean::optional_paragraphs("transcript", &mut material.transcript, clean::LONG_TEXT)
}

fn tidy_report(report: &mut ReportRecord) -> Result<()> {
    clean::optional_line("number", &mut report.number)?;
    clean::optional_line("form", &mut report.form)?;
    clean::day("period_from", report.period_from)?;
    clean::day("period_to", report.period_to)?;
    clean::in_order(
        "period_to",
        Some(report.period_from),
        Some(report.period_to),
        "period_from",
    )?;
    let mut indicators = std::collections::HashSet::new();
    for (index, figure) in report.figures.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("figures[{index}]"));
        clean::token("indicator", &figure.indicator).map_err(within)?;
        clean::line("name", &mut figure.name).map_err(within)?;
        clean::line("unit", &mut figure.unit).map_err(within)?;
        if !indicators.insert(figure.indicator.as_str()) {
            let message = format!(
                "{:?} stands twice; give each indicator once",
                figure.indicator
            );
            return Err(within(Error::invalid("indicator", message)));
        }
    }
    Ok(())
}

fn tidy_plan(plan: &mut PlanRecord) -> Result<()> {
    clean::optional_line("number", &mut plan.number)?;
    clean::line("issuer", &mut plan.issuer)?;
    clean::optional_day("issued_on", plan.issued_on)?;
    clean::optional_day("period_from", plan.period_from)?;
    clean::optional_day("period_to", plan.period_to)?;
    clean::in_order("period_to", plan.period_from, plan.period_to, "period_from")
}

fn tidy_article(article: &mut ArticleRecord) -> Result<()> {
    clean::optional_moment("event_starts_at", &mut article.event_starts_at)?;
    clean::optional_moment("event_ends_at", &mut article.event_ends_at)?;
    clean::in_order(
        "event_ends_at",
        article.event_starts_at,
        article.event_ends_at,
        "event_starts_at",
    )?;
    clean::optional_line("event_place", &mut article.event_place)
}

fn tidy_course(course: &mut CourseRecord) -> Result<()> {
    clean::day("starts_on", course.starts_on)?;
    clean::optional_day("ends_on", course.ends_on)?;
    clean::in_order(
        "ends_on",
        Some(course.starts_on),
        course.ends_on,
        "starts_on",
    )?;
    clean::optional_line("place", &mut course.place)?;
    clean::count("seats", course.seats)?;
    clean::count("trainees", course.trainees)?;
    for (index, lecture) in course.lectures.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("lectures[{index}]"));
        clean::line("title", &mut lecture.title).map_err(within)?;
        clean::optional_line("lecturer", &mut lecture.lecturer).map_err(within)?;
        if lecture.minutes.is_some_and(|minutes| minutes < 1) {
            return Err(within(Error::invalid("minutes", "must be 1 or more")));
        }
    }
    Ok(())
}
