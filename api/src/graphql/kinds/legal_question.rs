//! Legal questions with their published answers; nothing of the asker's person.
use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::legal_question;

use super::details;
use crate::domain::questions;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::{BodyFormat, KindFields, body_of};
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::EventsTouching;
use crate::graphql::scalars::Date;

/// The fields of a legal question.
pub struct LegalQuestionFields(Arc<LiveContent>);

impl KindFields for LegalQuestionFields {
    const DESCRIPTION: &str = "A question with its published answer (hỏi đáp pháp luật). / Câu hỏi kèm câu trả lời đã công bố.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl LegalQuestionFields {
    /// The question, made anonymous. / Câu hỏi, đã ẩn danh.
    async fn question(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(details::<legal_question::Entity>(ctx, &self.0)
            .await?
            .question)
    }

    /// The answer: the content's body. / Câu trả lời, là nội dung của mục.
    async fn answer(
        &self,
        ctx: &Context<'_>,
        #[graphql(
            desc = "HTML (sanitised) or TEXT. / HTML đã làm sạch hoặc văn bản thuần.",
            default
        )]
        format: BodyFormat,
    ) -> Result<Option<String>> {
        body_of(ctx, &self.0, format).await
    }

    /// When it was received. / Ngày tiếp nhận.
    async fn asked_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(details::<legal_question::Entity>(ctx, &self.0)
            .await?
            .asked_on
            .map(Date::from))
    }

    /// When it was answered. / Ngày trả lời.
    async fn answered_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(details::<legal_question::Entity>(ctx, &self.0)
            .await?
            .answered_on
            .map(Date::from))
    }

    /// The day whose law the answer gives. / Ngày mà pháp luật được áp dụng để trả lời.
    async fn law_as_of(&self, ctx: &Context<'_>) -> Result<Date> {
        Ok(details::<legal_question::Entity>(ctx, &self.0)
            .await?
            .law_as_of
            .into())
    }

    /// Whether a cited document or provision changed after `lawAsOf`. / Quy định được viện dẫn đã thay đổi sau
    /// ngày đó hay chưa.
    async fn may_be_outdated(&self, ctx: &Context<'_>) -> Result<bool> {
        let details = details::<legal_question::Entity>(ctx, &self.0).await?;
        let events = ctx
            .reader()
            .load_one(EventsTouching::cited_by(&self.0))
            .await?
            .unwrap_or_default();
        Ok(questions::outdated(details.law_as_of, &events, ctx.today()))
    }

    /// What every answer must say. / Lưu ý kèm theo câu trả lời.
    async fn disclaimer(&self) -> &'static str {
        questions::DISCLAIMER
    }
}
