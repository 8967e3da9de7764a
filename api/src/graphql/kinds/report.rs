//! Reports and statistics for state management.
use std::sync::Arc;

use async_graphql::{Context, Object, SimpleObject};
use entity::{report, report_figure};

use super::details;
use crate::domain::visibility::LiveContent;
use crate::graphql::content::KindFields;
use crate::graphql::context::ContextExt;
use crate::graphql::error::Result;
use crate::graphql::loader::RowsOf;
use crate::graphql::scalars::{Date, Long};

/// The fields of a report.
pub struct ReportFields(Arc<LiveContent>);

impl KindFields for ReportFields {
    const DESCRIPTION: &str = "A report or statistics for state management (báo cáo, số liệu). / Báo cáo, số liệu thống kê.";

    fn of(live: Arc<LiveContent>) -> Self {
        Self(live)
    }
}

#[Object]
impl ReportFields {
    /// Number of the document. / Số ký hiệu.
    async fn document_number(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<report::Entity>(ctx, &self.0).await?.number)
    }

    /// Code of the reporting form. / Mã biểu mẫu.
    async fn form_code(&self, ctx: &Context<'_>) -> Result<Option<String>> {
        Ok(details::<report::Entity>(ctx, &self.0).await?.form)
    }

    /// First day of the period. / Ngày đầu kỳ báo cáo.
    async fn period_from(&self, ctx: &Context<'_>) -> Result<Date> {
        Ok(details::<report::Entity>(ctx, &self.0)
            .await?
            .period_from
            .into())
    }

    /// Last day of the period. / Ngày cuối kỳ báo cáo.
    async fn period_to(&self, ctx: &Context<'_>) -> Result<Date> {
        Ok(details::<report::Entity>(ctx, &self.0)
            .await?
            .period_to
            .into())
    }

    /// Figures, in order. / Số liệu.
    async fn figures(&self, ctx: &Context<'_>) -> Result<Vec<Figure>> {
        let rows = ctx
            .reader()
            .load_one(RowsOf::<report_figure::Entity>::of(&self.0))
            .await?;
        Ok(rows
            .unwrap_or_default()
            .iter()
            .cloned()
            .map(Figure::from)
            .collect())
    }
}

/// A figure of a report (chỉ tiêu). / Một chỉ tiêu của báo cáo.
#[derive(SimpleObject)]
pub struct Figure {
    /// Code of the indicator. / Mã chỉ tiêu.
    indicator: String,
    /// Name of the indicator. / Tên chỉ tiêu.
    name: String,
    /// Unit of measure. / Đơn vị tính.
    unit: String,
    /// Value in whole units. / Giá trị.
    value: Long,
}

impl From<report_figure::Model> for Figure {
    fn from(row: report_figure::Model) -> Self {
        Self {
            indicator: row.indicator,
            name: row.name,
            unit: row.unit,
            value: Long(row.value),
        }
    }
}
