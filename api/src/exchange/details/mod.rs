//! What each kind of content adds to the shared fields; `kind` names it.
mod education;
mod legal;
mod participation;

pub use education::*;
pub use legal::*;
pub use participation::*;

use schemars::JsonSchema;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

/// The fields of a kind of content.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Details {
    /// A legal document with its full text (văn bản pháp luật).
    LegalDocument(Box<LegalDocumentRecord>),
    /// An introduction of legal documents (tài liệu giới thiệu văn bản).
    Briefing(BriefingRecord),
    /// Direction of the work of legal education (hướng dẫn, chỉ đạo).
    Guidance(GuidanceRecord),
    /// An activity (hoạt động).
    Activity(ActivityRecord),
    /// A question with its published answer (hỏi đáp pháp luật).
    LegalQuestion(LegalQuestionRecord),
    /// A policy dialogue or the consultation on a draft (đối thoại chính sách).
    Dialogue(DialogueRecord),
    /// Learning material (tài liệu, ấn phẩm).
    Material(MaterialRecord),
    /// A report or statistics for state management (báo cáo, số liệu).
    Report(ReportRecord),
    /// A plan, programme or scheme (kế hoạch, chương trình, đề án).
    Plan(PlanRecord),
    /// An introduction, news item, notice or anything else (bài viết).
    Article(ArticleRecord),
    /// A training course (khóa tập huấn).
    Course(CourseRecord),
}

/// Reads details whose kind is a word. Where a tag lies deeper than the line, serde takes a number for it as
/// well, which would mean another kind in another version.
pub(super) fn named<'de, D: Deserializer<'de>>(source: D) -> Result<Details, D::Error> {
    let details = Value::deserialize(source)?;
    if let Some(kind @ Value::Number(_)) = details.get("kind") {
        return Err(D::Error::custom(format!(
            "invalid type: number `{kind}`, expected the name of a kind"
        )));
    }
    Details::deserialize(details).map_err(D::Error::custom)
}
