//! Guidance: direction of the work of legal education.
use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::guidance;

use super::details;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::KindFields;
use crate::graphql::error::Result;
use crate::graphql::scalars::Date;

/// The fields of guidance.
pub struct GuidanceFields(Arc<LiveContent>);

impl KindFields for GuidanceFields {
    const DESCRIPTION: &str = "Direction of the work of legal education (hướng dẫn, chỉ đạo). / Văn bản hướng dẫn, chỉ đạo.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl GuidanceFields {
    /// Number of the document. / Số ký hiệu.
    async fn document_number(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<guidance::Entity>(ctx, &self.0).await?.number)
    }

    /// Day of issue. / Ngày ban hành.
    async fn issued_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(details::<guidance::Entity>(ctx, &self.0)
            .await?
            .issued_on
            .map(Date::from))
    }

    /// Sector that it directs. / Ngành, lĩnh vực.
    async fn sector(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<guidance::Entity>(ctx, &self.0).await?.sector)
    }
}
