//! Cleaning what each kind adds, and what lists need of it.
use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::legal;
use crate::domain::clock;
use crate::domain::draft::Faults;
use crate::domain::publish::clean;
use crate::domain::{Error, Reason, Result};
use crate::exchange::Details;
use crate::exchange::details::{
    ActivityRecord, ArticleRecord, CourseRecord, DialogueExchangeRecord, DialogueRecord,
    FigureRecord, GuidanceRecord, LectureRecord, LegalQuestionRecord, MaterialRecord, PlanRecord,
    ReportRecord,
};

/// Cleans and checks the fields of a kind.
pub(super) fn tidy(details: &mut Details, faults: &mut Faults) {
    match details {
        Details::LegalDocument(document) => legal::tidy(document, faults),
        Details::Briefing(briefing) => {
            legal::tidy_references(&mut briefing.about, "about", faults);
        }
        Details::Guidance(guidance) => tidy_guidance(guidance, faults),
        Details::Activity(activity) => tidy_activity(activity, faults),
        Details::LegalQuestion(question) => tidy_question(question, faults),
        Details::Dialogue(dialogue) => tidy_dialogue(dialogue, faults),
        Details::Material(material) => tidy_material(material, faults),
        Details::Report(report) => tidy_report(report, faults),
        Details::Plan(plan) => tidy_plan(plan, faults),
        Details::Article(article) => tidy_article(article, faults),
        Details::Course(course) => tidy_course(course, faults),
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

fn tidy_guidance(guidance: &mut GuidanceRecord, faults: &mut Faults) {
    faults.take(clean::optional_line("number", &mut guidance.number));
    faults.take(clean::optional_day("issued_on", guidance.issued_on));
    faults.take(clean::optional_line("sector", &mut guidance.sector));
}

fn tidy_activity(activity: &mut ActivityRecord, faults: &mut Faults) {
    faults.take(clean::moment("starts_at", &mut activity.starts_at));
    faults.take(clean::optional_moment("ends_at", &mut activity.ends_at));
    faults.take(clean::in_order(
        "ends_at",
        Some(activity.starts_at),
        activity.ends_at,
        ("starts_at", "thời điểm bắt đầu"),
    ));
    faults.take(clean::optional_line("place", &mut activity.place));
    faults.take(clean::count("attendance", activity.attendance));
    faults.take(clean::count(
        "materials_handed_out",
        activity.materials_handed_out,
    ));
    faults.take(clean::count("budget", activity.budget));
}

fn tidy_question(question: &mut LegalQuestionRecord, faults: &mut Faults) {
    faults.take(clean::long_text("question", &mut question.question));
    if question.question.is_empty() {
        let message = (
            "is empty; write what was asked",
            "còn trống; hãy ghi nội dung câu hỏi",
        );
        faults.take(Err(Error::invalid("question", message)));
    }
    faults.take(clean::optional_day("asked_on", question.asked_on));
    faults.take(clean::optional_day("answered_on", question.answered_on));
    faults.take(clean::in_order(
        "answered_on",
        question.asked_on,
        question.answered_on,
        ("asked_on", "ngày hỏi"),
    ));
    faults.take(clean::day("law_as_of", question.law_as_of));
}

fn tidy_dialogue(dialogue: &mut DialogueRecord, faults: &mut Faults) {
    faults.take(clean::moment("opens_at", &mut dialogue.opens_at));
    faults.take(clean::moment("closes_at", &mut dialogue.closes_at));
    if dialogue.closes_at <= dialogue.opens_at {
        let message = (
            "is not after opens_at; correct one of the two",
            "phải sau thời điểm mở; hãy sửa một trong hai",
        );
        faults.take(Err(Error::invalid("closes_at", message)));
    }
    faults.take(clean::optional_line(
        "draft_title",
        &mut dialogue.draft_title,
    ));
    faults.take(clean::optional_paragraphs(
        "outcome",
        &mut dialogue.outcome,
        clean::LONG_TEXT,
    ));
    for (index, exchange) in dialogue.exchanges.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("exchanges[{index}]"));
        faults.take(tidy_exchange(exchange).map_err(within));
    }
}

fn tidy_exchange(exchange: &mut DialogueExchangeRecord) -> Result<()> {
    clean::long_text("question", &mut exchange.question)?;
    if exchange.question.is_empty() {
        let message = (
            "is empty; write it or leave the exchange out",
            "còn trống; hãy ghi nội dung hoặc bỏ mục này",
        );
        return Err(Error::invalid("question", message));
    }
    clean::optional_paragraphs("response", &mut exchange.response, clean::LONG_TEXT)?;
    clean::optional_line("responder", &mut exchange.responder)
}

fn tidy_material(material: &mut MaterialRecord, faults: &mut Faults) {
    faults.take(clean::optional_line("compiler", &mut material.compiler));
    faults.take(clean::optional_day("released_on", material.released_on));
    faults.take(clean::optional_day("valid_until", material.valid_until));
    faults.take(clean::in_order(
        "valid_until",
        material.released_on,
        material.valid_until,
        ("released_on", "ngày phát hành"),
    ));
    faults.take(clean::optional_paragraphs(
        "purpose",
        &mut material.purpose,
        clean::PARAGRAPHS,
    ));
    faults.take(clean::count("duration", material.duration));
    faults.take(clean::optional_paragraphs(
        "transcript",
        &mut material.transcript,
        clean::LONG_TEXT,
    ));
}

fn tidy_report(report: &mut ReportRecord, faults: &mut Faults) {
    faults.take(clean::optional_line("number", &mut report.number));
    faults.take(clean::optional_line("form", &mut report.form));
    faults.take(clean::day("period_from", report.period_from));
    faults.take(clean::day("period_to", report.period_to));
    faults.take(clean::in_order(
        "period_to",
        Some(report.period_from),
        Some(report.period_to),
        ("period_from", "ngày bắt đầu kỳ"),
    ));
    let mut indicators = HashSet::new();
    for (index, figure) in report.figures.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("figures[{index}]"));
        faults.take(tidy_figure(figure).map_err(within));
        if !indicators.insert(figure.indicator.as_str()) {
            let indicator = &figure.indicator;
            let message = (
                format!("{indicator:?} stands twice; give each indicator once"),
                format!("{indicator:?} xuất hiện hai lần; mỗi chỉ tiêu chỉ ghi một lần"),
            );
            faults.take(Err(within(Error::invalid("indicator", message))));
        }
    }
}

fn tidy_figure(figure: &mut FigureRecord) -> Result<()> {
    clean::token("indicator", &figure.indicator)?;
    clean::line("name", &mut figure.name)?;
    clean::line("unit", &mut figure.unit)
}

fn tidy_plan(plan: &mut PlanRecord, faults: &mut Faults) {
    faults.take(clean::optional_line("number", &mut plan.number));
    faults.take(clean::line("issuer", &mut plan.issuer));
    faults.take(clean::optional_day("issued_on", plan.issued_on));
    faults.take(clean::optional_day("period_from", plan.period_from));
    faults.take(clean::optional_day("period_to", plan.period_to));
    faults.take(clean::in_order(
        "period_to",
        plan.period_from,
        plan.period_to,
        ("period_from", "ngày bắt đầu kỳ"),
    ));
}

fn tidy_article(article: &mut ArticleRecord, faults: &mut Faults) {
    faults.take(clean::optional_moment(
        "event_starts_at",
        &mut article.event_starts_at,
    ));
    faults.take(clean::optional_moment(
        "event_ends_at",
        &mut article.event_ends_at,
    ));
    faults.take(clean::in_order(
        "event_ends_at",
        article.event_starts_at,
        article.event_ends_at,
        ("event_starts_at", "thời điểm bắt đầu sự kiện"),
    ));
    faults.take(clean::optional_line(
        "event_place",
        &mut article.event_place,
    ));
}

fn tidy_course(course: &mut CourseRecord, faults: &mut Faults) {
    faults.take(clean::day("starts_on", course.starts_on));
    faults.take(clean::optional_day("ends_on", course.ends_on));
    faults.take(clean::in_order(
        "ends_on",
        Some(course.starts_on),
        course.ends_on,
        ("starts_on", "ngày bắt đầu"),
    ));
    faults.take(clean::optional_line("place", &mut course.place));
    faults.take(clean::count("seats", course.seats));
    faults.take(clean::count("trainees", course.trainees));
    for (index, lecture) in course.lectures.iter_mut().enumerate() {
        let within = |error: Error| error.within(&format!("lectures[{index}]"));
        faults.take(tidy_lecture(lecture).map_err(within));
    }
}

fn tidy_lecture(lecture: &mut LectureRecord) -> Result<()> {
    clean::line("title", &mut lecture.title)?;
    clean::optional_line("lecturer", &mut lecture.lecturer)?;
    if lecture.minutes.is_some_and(|minutes| minutes < 1) {
        return Err(Error::invalid("minutes", Reason::not_positive()));
    }
    Ok(())
}
