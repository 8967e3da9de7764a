//! Articles: introductions, news, notices and everything else.
use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::article;

use super::details;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::KindFields;
use crate::graphql::error::Result;
use crate::graphql::scalars::DateTime;

/// The fields of an article.
pub struct ArticleFields(Arc<LiveContent>);

impl KindFields for ArticleFields {
    const DESCRIPTION: &str = "An introduction, news item, notice or anything else (bài viết). / Bài giới thiệu, tin tức, thông báo, bài khác.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl ArticleFields {
    /// When the announced event begins. / Thời điểm bắt đầu sự kiện được thông báo.
    async fn event_starts_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        Ok(details::<article::Entity>(ctx, &self.0)
            .await?
            .event_starts_at
            .map(DateTime))
    }

    /// When it ends. / Thời điểm kết thúc sự kiện.
    async fn event_ends_at(&self, ctx: &Context<'_>) -> Result<Option<DateTime>> {
        Ok(details::<article::Entity>(ctx, &self.0)
            .await?
            .event_ends_at
            .map(DateTime))
    }

    /// Where it is held. / Địa điểm tổ chức.
    async fn event_place(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<article::Entity>(ctx, &self.0).await?.event_place)
    }
}
