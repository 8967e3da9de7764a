//! Policy dialogues and consultations on drafts.
use std::sync::Arc;

use async_graphql::{Context, Enum, Object, SimpleObject};
use entity::{dialogue, dialogue_exchange, dialogue_host};
use serde::Serialize;

use super::details;
use crate::domain::visibility::LiveContent;
use crate::graphql::agency::Agency;
use crate::graphql::content::KindFields;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{AgencyById, RowsOf};
use crate::graphql::scalars::DateTime;

/// The fields of a dialogue.
pub struct DialogueFields(Arc<LiveContent>);

impl KindFields for DialogueFields {
    const DESCRIPTION: &str = "A policy dialogue or the consultation on a draft (đối thoại chính sách, lấy ý kiến dự thảo). / Đối thoại chính sách, pháp luật hoặc lấy ý kiến dự thảo.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl DialogueFields {
    /// Dialogue or consultation. / Hình thức.
    async fn form(&self, ctx: &Context<'_>) -> Result<DialogueForm> {
        Ok(details::<dialogue::Entity>(ctx, &self.0).await?.form.into())
    }

    /// The agencies that host it. / Cơ quan chủ trì.
    async fn hosts(&self, ctx: &Context<'_>) -> Result<Vec<Agency>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<dialogue_host::Entity>::of(&self.0))
            .await?
            .unwrap_or_default();
        let ids: Vec<AgencyById> = rows.iter().map(|row| AgencyById(row.agency_id)).collect();
        let agencies = ctx.reader().load_many(ids.iter().copied()).await?;
        Ok(ids
            .iter()
            .filter_map(|id| agencies.get(id).cloned())
            .map(Agency)
            .collect())
    }

    /// When it opens. / Thời điểm bắt đầu.
    async fn opens_at(&self, ctx: &Context<'_>) -> Result<DateTime> {
        Ok(details::<dialogue::Entity>(ctx, &self.0)
            .await?
            .opens_at
            .into())
    }

    /// When it closes. / Thời điểm kết thúc.
    async fn closes_at(&self, ctx: &Context<'_>) -> Result<DateTime> {
        Ok(details::<dialogue::Entity>(ctx, &self.0)
            .await?
            .closes_at
            .into())
    }

    /// Where it stands now, by the clock. / Trạng thái tại thời điểm hiện tại.
    async fn state(&self, ctx: &Context<'_>) -> Result<DialogueState> {
        let dialogue = details::<dialogue::Entity>(ctx, &self.0).await?;
        let now = ctx.clock().now();
        Ok(if now < dialogue.opens_at {
            DialogueState::Announced
        } else if now < dialogue.closes_at {
            DialogueState::Open
        } else {
            DialogueState::Closed
        })
    }

    /// Title of the draft. / Tên dự thảo.
    async fn draft_title(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<dialogue::Entity>(ctx, &self.0).await?.draft_title)
    }

    /// What came of it. / Kết quả.
    async fn outcome(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<dialogue::Entity>(ctx, &self.0).await?.outcome)
    }

    /// Published questions with the hosts' responses. / Câu hỏi, ý kiến và phản hồi đã công bố.
    async fn exchanges(&self, ctx: &Context<'_>) -> Result<Vec<DialogueExchange>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<dialogue_exchange::Entity>::of(&self.0))
            .await?;
        Ok(rows
            .unwrap_or_default()
            .iter()
            .cloned()
            .map(DialogueExchange::from)
            .collect())
    }
}

/// Forms of dialogue. / Hình thức đối thoại.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum, Serialize)]
#[graphql(remote = "entity::value::DialogueForm")]
#[serde(rename_all = "snake_case")]
pub enum DialogueForm {
    /// Policy dialogue. / Đối thoại chính sách, pháp luật.
    PolicyDialogue,
    /// Consultation on a draft. / Lấy ý kiến dự thảo văn bản.
    DraftConsultation,
}

/// Where a dialogue stands. / Trạng thái của đối thoại.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Enum)]
pub enum DialogueState {
    /// Not yet open. / Sắp mở.
    Announced,
    /// Open. / Đang mở.
    Open,
    /// Over. / Đã kết thúc.
    Closed,
}

/// A published question with the host's response. / Câu hỏi, ý kiến và phản hồi.
#[derive(SimpleObject)]
pub struct DialogueExchange {
    /// The question or opinion, made anonymous. / Câu hỏi, ý kiến, đã ẩn danh.
    question: String,
    /// The response. / Phản hồi.
    response: Option<String>,
    /// The office that responded. / Bộ phận phản hồi.
    responder: Option<String>,
}

impl From<dialogue_exchange::Model> for DialogueExchange {
    fn from(row: dialogue_exchange::Model) -> Self {
        Self {
            question: row.question,
            response: row.response,
            responder: row.responder,
        }
    }
}
