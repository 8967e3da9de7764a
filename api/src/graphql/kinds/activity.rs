//! Activities of agencies, the Coordination Council and communicators.
use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::{activity, activity_communicator, activity_form};

use super::details;
use crate::domain::visibility::LiveContent;
use crate::graphql::communicator::Communicator;
use crate::graphql::content::KindFields;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::{ByCode, CommunicatorById, RowsOf};
use crate::graphql::scalars::{DateTime, Long};
use crate::graphql::vocabulary::ActivityForm;

/// The fields of an activity.
pub struct ActivityFields(Arc<LiveContent>);

impl KindFields for ActivityFields {
    const DESCRIPTION: &str =
        "An activity of legal education (hoạt động). / Hoạt động phổ biến, giáo dục pháp luật.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl ActivityFields {
    /// Form (Law 14/2012/QH13 art. 11). / Hình thức, Điều 11 Luật PBGDPL.
    async fn form(&self, ctx: &Context<'_>) -> Result<Option<ActivityForm>> {
        let code = details::<activity::Entity>(ctx, &self.0).await?.form_code;
        let form = ctx
            .reader()
            .load_one(ByCode::<activity_form::Entity>::new(code))
            .await?;
        Ok(form.map(ActivityForm::from))
    }

    /// Beginning. / Thời điểm bắt đầu.
    async fn starts_at(&self, ctx: &Context<'_>) -> Result<DateTime> {
        Ok(details::<activity::Entity>(ctx, &self.0)
            .await?
            .starts_at
            .into())
    }

    /// End. / Thời điểm kết thúc.
    async fn ends_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        Ok(details::<activity::Entity>(ctx, &self.0)
            .await?
            .ends_at
            .map(DateTime))
    }

    /// Place. / Địa điểm.
    async fn place(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<activity::Entity>(ctx, &self.0).await?.place)
    }

    /// People who took part. / Số lượt người tham dự.
    async fn attendance(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(details::<activity::Entity>(ctx, &self.0).await?.attendance)
    }

    /// Copies of materials handed out. / Số tài liệu đã phát, bản.
    async fn materials_handed_out(&self, ctx: &Context<'_>) -> Result<Option<i32>> {
        Ok(details::<activity::Entity>(ctx, &self.0)
            .await?
            .materials_handed_out)
    }

    /// Cost in đồng. / Kinh phí, đồng.
    async fn budget(&self, ctx: &Context<'_>) -> Result<Option<Long>> {
        Ok(details::<activity::Entity>(ctx, &self.0)
            .await?
            .budget
            .map(Long))
    }

    /// Communicators who spoke. / Báo cáo viên, tuyên truyền viên tham gia.
    async fn communicators(&self, ctx: &Context<'_>) -> Result<Vec<Communicator>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<activity_communicator::Entity>::of(&self.0))
            .await?;
        let rows = rows.unwrap_or_default();
        let ids: Vec<CommunicatorById> = rows
            .iter()
            .map(|row| CommunicatorById(row.communicator_id))
            .collect();
        let people = ctx.reader().load_many(ids.iter().copied()).await?;
        Ok(ids
            .iter()
            .filter_map(|id| people.get(id).cloned())
            .map(Communicator)
            .collect())
    }
}
