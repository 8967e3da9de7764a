//! Briefings: introductions of legal documents.
use std::sync::Arc;

use async_graphql::{Context, Enum, Object};
use entity::{briefing, briefing_about};
use serde::Serialize;

use super::details;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::KindFields;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::legal::DocumentReference;
use crate::graphql::loader::RowsOf;

/// The fields of a briefing.
pub struct BriefingFields(Arc<LiveContent>);

impl KindFields for BriefingFields {
    const DESCRIPTION: &str = "An introduction of legal documents (tài liệu giới thiệu văn bản). / Tài liệu giới thiệu văn bản pháp luật.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl BriefingFields {
    /// Its form. / Hình thức.
    async fn form(&self, ctx: &Context<'_>) -> Result<BriefingForm> {
        Ok(details::<briefing::Entity>(ctx, &self.0).await?.form.into())
    }

    /// The documents it is about. / Các văn bản được giới thiệu.
    async fn about(&self, ctx: &Context<'_>) -> Result<Vec<DocumentReference>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<briefing_about::Entity>::of(&self.0))
            .await?
            .unwrap_or_default();
        Ok(rows.iter().cloned().map(DocumentReference::from).collect())
    }
}

/// Forms of introduction. / Hình thức giới thiệu văn bản.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[graphql(remote = "entity::value::BriefingForm")]
#[serde(rename_all = "snake_case")]
pub enum BriefingForm {
    /// Press conference. / Tài liệu họp báo.
    PressConference,
    /// Press release. / Thông cáo báo chí.
    PressRelease,
    /// Basic content of a document. / Giới thiệu nội dung cơ bản.
    BasicContent,
    /// In-depth material for officials. / Tập huấn chuyên sâu cho công chức.
    TrainingForOfficials,
    /// Material for the people. / Tài liệu cho Nhân dân.
    TrainingForPeople,
    /// Law that bears on the document. / Pháp luật có liên quan.
    RelatedLaw,
    /// Outline of a People's Council resolution or People's Committee decision. / Đề cương giới thiệu nghị quyết
    /// của Hội đồng nhân dân, quyết định của Ủy ban nhân dân.
    Outline,
}
