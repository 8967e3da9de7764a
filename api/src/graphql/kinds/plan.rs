//! Plans, programmes and schemes.
use std::sync::Arc;

use async_graphql::{Context, Object};
use entity::plan;

use super::details;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::KindFields;
use crate::graphql::error::Result;
use crate::graphql::scalars::Date;

/// The fields of a plan.
pub struct PlanFields(Arc<LiveContent>);

impl KindFields for PlanFields {
    const DESCRIPTION: &str = "A plan, programme or scheme (kế hoạch, chương trình, đề án). / Kế hoạch, chương trình, đề án.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl PlanFields {
    /// Number of the document. / Số ký hiệu.
    async fn document_number(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<plan::Entity>(ctx, &self.0).await?.number)
    }

    /// Name of the issuer. / Cơ quan ban hành.
    async fn issuer_name(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(details::<plan::Entity>(ctx, &self.0).await?.issuer)
    }

    /// Day of issue. / Ngày ban hành.
    async fn issued_on(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(details::<plan::Entity>(ctx, &self.0)
            .await?
            .issued_on
            .map(Date::from))
    }

    /// First day of the period. / Ngày đầu của giai đoạn.
    async fn period_from(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(details::<plan::Entity>(ctx, &self.0)
            .await?
            .period_from
            .map(Date::from))
    }

    /// Last day of the period. / Ngày cuối của giai đoạn.
    async fn period_to(&self, ctx: &Context<'_>) -> Result<Option<Date>> {
        Ok(details::<plan::Entity>(ctx, &self.0)
            .await?
            .period_to
            .map(Date::from))
    }
}
