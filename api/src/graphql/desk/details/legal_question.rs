//! A question with its answer, which is the body: what it adds to a working copy.
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use serde::Serialize;

use crate::domain::draft::LegalQuestionDraft as Question;
use crate::graphql::scalars::Date;

/// A question with its answer, which is the body, as far as it is written. / Hỏi đáp pháp luật đang soạn.
#[derive(SimpleObject)]
pub struct LegalQuestionDraft {
    /// The question, made anonymous: plain text. / Câu hỏi, đã ẩn danh: văn bản thuần.
    question: Option<String>,
    /// When it was received. / Ngày tiếp nhận.
    asked_on: Option<Date>,
    /// When it was answered. / Ngày trả lời.
    answered_on: Option<Date>,
    /// The day whose law the answer gives. / Câu trả lời theo pháp luật tại ngày này.
    law_as_of: Option<Date>,
}

impl From<&Question> for LegalQuestionDraft {
    fn from(question: &Question) -> Self {
        Self {
            question: question.question.clone(),
            asked_on: question.asked_on.map(Date::from),
            answered_on: question.answered_on.map(Date::from),
            law_as_of: question.law_as_of.map(Date::from),
        }
    }
}

/// A question with its answer, which is the body: what is to change. / Những thay đổi của hỏi đáp pháp luật.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct LegalQuestionInput {
    /// The question, made anonymous: plain text. / Câu hỏi, đã ẩn danh: văn bản thuần.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    question: MaybeUndefined<String>,
    /// When it was received. / Ngày tiếp nhận.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    asked_on: MaybeUndefined<Date>,
    /// When it was answered. / Ngày trả lời.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    answered_on: MaybeUndefined<Date>,
    /// The day whose law the answer gives. / Câu trả lời theo pháp luật tại ngày này.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    law_as_of: MaybeUndefined<Date>,
}
