//! What each kind adds to a working copy, as it is read and as it is changed.
mod activity;
mod article;
mod briefing;
mod course;
mod dialogue;
mod guidance;
mod legal_document;
mod legal_question;
mod material;
mod plan;
mod provisions;
mod report;

pub use activity::{ActivityDraft, ActivityInput};
pub use article::{ArticleDraft, ArticleInput};
pub use briefing::{BriefingDraft, BriefingInput};
pub use course::{CourseDraft, CourseInput};
pub use dialogue::{DialogueDraft, DialogueInput};
pub use guidance::{GuidanceDraft, GuidanceInput};
pub use legal_document::{LegalDocumentDraft, LegalDocumentInput};
pub use legal_question::{LegalQuestionDraft, LegalQuestionInput};
pub use material::{MaterialDraft, MaterialInput};
pub use plan::{PlanDraft, PlanInput};
pub use provisions::ProvisionChangeInput;
pub use report::{ReportDraft, ReportInput};

use async_graphql::{OneofObject, Union};
use serde::Serialize;

use crate::domain::draft::DetailsDraft;

/// What a kind adds to a working copy. / Phần riêng của loại nội dung trong bản đang soạn.
#[derive(Union)]
pub enum DraftDetails {
    Activity(ActivityDraft),
    Article(ArticleDraft),
    Briefing(BriefingDraft),
    Course(CourseDraft),
    Dialogue(DialogueDraft),
    Guidance(GuidanceDraft),
    LegalDocument(LegalDocumentDraft),
    LegalQuestion(LegalQuestionDraft),
    Material(MaterialDraft),
    Plan(PlanDraft),
    Report(ReportDraft),
}

impl From<&DetailsDraft> for DraftDetails {
    fn from(details: &DetailsDraft) -> Self {
        match details {
            DetailsDraft::Activity(activity) => Self::Activity(activity.into()),
            DetailsDraft::Article(article) => Self::Article(article.into()),
            DetailsDraft::Briefing(briefing) => Self::Briefing(briefing.into()),
            DetailsDraft::Course(course) => Self::Course(course.into()),
            DetailsDraft::Dialogue(dialogue) => Self::Dialogue(dialogue.into()),
            DetailsDraft::Guidance(guidance) => Self::Guidance(guidance.into()),
            DetailsDraft::LegalDocument(document) => Self::LegalDocument((&**document).into()),
            DetailsDraft::LegalQuestion(question) => Self::LegalQuestion(question.into()),
            DetailsDraft::Material(material) => Self::Material(material.into()),
            DetailsDraft::Plan(plan) => Self::Plan(plan.into()),
            DetailsDraft::Report(report) => Self::Report(report.into()),
        }
    }
}

/// What a kind adds: one of these, that of the content's kind. / Phần riêng của loại nội dung: đúng một trường, theo loại
/// của nội dung.
#[derive(Clone, Debug, OneofObject, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DetailsInput {
    /// Of an activity. / Của hoạt động.
    Activity(ActivityInput),
    /// Of an article. / Của bài viết.
    Article(ArticleInput),
    /// Of an introduction of legal documents. / Của tài liệu giới thiệu văn bản.
    Briefing(BriefingInput),
    /// Of a training course. / Của khóa tập huấn.
    Course(CourseInput),
    /// Of a dialogue. / Của đối thoại.
    Dialogue(DialogueInput),
    /// Of a direction. / Của văn bản hướng dẫn.
    Guidance(GuidanceInput),
    /// Of a legal document. / Của văn bản pháp luật.
    LegalDocument(LegalDocumentInput),
    /// Of a question with its answer. / Của hỏi đáp pháp luật.
    LegalQuestion(LegalQuestionInput),
    /// Of a learning material. / Của tài liệu.
    Material(MaterialInput),
    /// Of a plan. / Của kế hoạch.
    Plan(PlanInput),
    /// Of a report. / Của báo cáo.
    Report(ReportInput),
}
