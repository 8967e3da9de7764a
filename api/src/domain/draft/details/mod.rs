//! What each kind adds to a working copy. Kinds of which no field has to be filled in are written as their records.
mod activity;
mod briefing;
mod course;
mod dialogue;
mod legal_document;
mod legal_question;
mod material;
mod plan;
mod report;

pub use activity::ActivityDraft;
pub use briefing::BriefingDraft;
pub use course::CourseDraft;
pub use dialogue::DialogueDraft;
pub use legal_document::{LegalDocumentDraft, refuse_too_many};
pub use legal_question::LegalQuestionDraft;
pub use material::MaterialDraft;
pub use plan::PlanDraft;
pub use report::ReportDraft;

use chrono::NaiveDate;
use entity::value::ContentKind;
use serde::{Deserialize, Serialize};

use super::{Faults, Names};
use crate::domain::clock::local_day;
use crate::exchange::Details;
use crate::exchange::details::{ArticleRecord, GuidanceRecord};

/// The fields of a kind, as far as they are written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[expect(missing_docs, reason = "each is named as its kind")]
pub enum DetailsDraft {
    LegalDocument(Box<LegalDocumentDraft>),
    Briefing(BriefingDraft),
    Guidance(GuidanceRecord),
    Activity(ActivityDraft),
    LegalQuestion(LegalQuestionDraft),
    Dialogue(DialogueDraft),
    Material(MaterialDraft),
    Report(ReportDraft),
    Plan(PlanDraft),
    Article(ArticleRecord),
    Course(CourseDraft),
}

impl DetailsDraft {
    /// Nothing written yet.
    #[must_use]
    pub fn new(kind: ContentKind) -> Self {
        match kind {
            ContentKind::LegalDocument => Self::LegalDocument(Box::default()),
            ContentKind::Briefing => Self::Briefing(BriefingDraft::default()),
            ContentKind::Guidance => Self::Guidance(GuidanceRecord::default()),
            ContentKind::Activity => Self::Activity(ActivityDraft::default()),
            ContentKind::LegalQuestion => Self::LegalQuestion(LegalQuestionDraft::default()),
            ContentKind::Dialogue => Self::Dialogue(DialogueDraft::default()),
            ContentKind::Material => Self::Material(MaterialDraft::default()),
            ContentKind::Report => Self::Report(ReportDraft::default()),
            ContentKind::Plan => Self::Plan(PlanDraft::default()),
            ContentKind::Article => Self::Article(ArticleRecord::default()),
            ContentKind::Course => Self::Course(CourseDraft::default()),
        }
    }

    /// The kind.
    #[must_use]
    pub fn kind(&self) -> ContentKind {
        match self {
            Self::LegalDocument(_) => ContentKind::LegalDocument,
            Self::Briefing(_) => ContentKind::Briefing,
            Self::Guidance(_) => ContentKind::Guidance,
            Self::Activity(_) => ContentKind::Activity,
            Self::LegalQuestion(_) => ContentKind::LegalQuestion,
            Self::Dialogue(_) => ContentKind::Dialogue,
            Self::Material(_) => ContentKind::Material,
            Self::Report(_) => ContentKind::Report,
            Self::Plan(_) => ContentKind::Plan,
            Self::Article(_) => ContentKind::Article,
            Self::Course(_) => ContentKind::Course,
        }
    }

    /// The day that the kind sorts by, where it is written already.
    #[must_use]
    pub fn own_date(&self) -> Option<NaiveDate> {
        match self {
            Self::LegalDocument(document) => document.issued_on,
            Self::Briefing(_) => None,
            Self::Guidance(guidance) => guidance.issued_on,
            Self::Activity(activity) => activity.starts_at.map(local_day),
            Self::LegalQuestion(question) => question.asked_on,
            Self::Dialogue(dialogue) => dialogue.opens_at.map(local_day),
            Self::Material(material) => material.released_on,
            Self::Report(report) => report.period_to,
            Self::Plan(plan) => plan.issued_on,
            Self::Article(article) => article.event_starts_at.map(local_day),
            Self::Course(course) => course.starts_on,
        }
    }

    /// The record, where nothing that it needs is missing.
    pub(super) fn complete(self, names: &Names<'_>, faults: &mut Faults) -> Option<Details> {
        Some(match self {
            Self::LegalDocument(document) => {
                Details::LegalDocument(Box::new(document.complete(faults)?))
            }
            Self::Briefing(briefing) => Details::Briefing(briefing.complete(faults)?),
            Self::Guidance(guidance) => Details::Guidance(guidance),
            Self::Activity(activity) => Details::Activity(activity.complete(faults)?),
            Self::LegalQuestion(question) => Details::LegalQuestion(question.complete(faults)?),
            Self::Dialogue(dialogue) => Details::Dialogue(dialogue.complete(names, faults)?),
            Self::Material(material) => Details::Material(material.complete(faults)?),
            Self::Report(report) => Details::Report(report.complete(faults)?),
            Self::Plan(plan) => Details::Plan(plan.complete(faults)?),
            Self::Article(article) => Details::Article(article),
            Self::Course(course) => Details::Course(course.complete(faults)?),
        })
    }

    /// What a record says.
    pub(super) fn of(details: Details, names: &Names<'_>) -> Self {
        match details {
            Details::LegalDocument(document) => Self::LegalDocument(Box::new((*document).into())),
            Details::Briefing(briefing) => Self::Briefing(briefing.into()),
            Details::Guidance(guidance) => Self::Guidance(guidance),
            Details::Activity(activity) => Self::Activity(activity.into()),
            Details::LegalQuestion(question) => Self::LegalQuestion(question.into()),
            Details::Dialogue(dialogue) => Self::Dialogue(DialogueDraft::of(dialogue, names)),
            Details::Material(material) => Self::Material(material.into()),
            Details::Report(report) => Self::Report(report.into()),
            Details::Plan(plan) => Self::Plan(plan.into()),
            Details::Article(article) => Self::Article(article),
            Details::Course(course) => Self::Course(course.into()),
        }
    }
}
