//! A report or statistics: what it adds to a working copy.
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use serde::Serialize;

use crate::domain::draft::ReportDraft as Report;
use crate::exchange::details::FigureRecord;
use crate::graphql::scalars::{Date, Long};

/// A report or statistics, as far as it is written. / Báo cáo, số liệu đang soạn.
#[derive(SimpleObject)]
pub struct ReportDraft {
    /// Number of the document. / Số ký hiệu.
    number: Option<String>,
    /// Code of the reporting form. / Mã biểu mẫu báo cáo.
    form: Option<String>,
    /// First day of the period. / Ngày đầu kỳ báo cáo.
    period_from: Option<Date>,
    /// Last day of the period. / Ngày cuối kỳ báo cáo.
    period_to: Option<Date>,
    /// Figures, in order. / Các chỉ tiêu.
    figures: Vec<DraftFigure>,
}

impl From<&Report> for ReportDraft {
    fn from(report: &Report) -> Self {
        Self {
            number: report.number.clone(),
            form: report.form.clone(),
            period_from: report.period_from.map(Date::from),
            period_to: report.period_to.map(Date::from),
            figures: report.figures.iter().map(DraftFigure::from).collect(),
        }
    }
}

/// A report or statistics: what is to change. / Những thay đổi của báo cáo, số liệu.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct ReportInput {
    /// Number of the document. / Số ký hiệu.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    number: MaybeUndefined<String>,
    /// Code of the reporting form. / Mã biểu mẫu báo cáo.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    form: MaybeUndefined<String>,
    /// First day of the period. / Ngày đầu kỳ báo cáo.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    period_from: MaybeUndefined<Date>,
    /// Last day of the period. / Ngày cuối kỳ báo cáo.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    period_to: MaybeUndefined<Date>,
    /// Figures, in order. / Các chỉ tiêu.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    figures: MaybeUndefined<Vec<FigureInput>>,
}

/// A figure of a report. / Một chỉ tiêu của báo cáo.
#[derive(SimpleObject)]
pub struct DraftFigure {
    /// Code of the indicator. / Mã chỉ tiêu.
    indicator: String,
    /// Name of the indicator. / Tên chỉ tiêu.
    name: String,
    /// Unit of measure. / Đơn vị tính.
    unit: String,
    /// Value, in whole units. / Giá trị.
    value: Long,
}

impl From<&FigureRecord> for DraftFigure {
    fn from(given: &FigureRecord) -> Self {
        Self {
            indicator: given.indicator.clone(),
            name: given.name.clone(),
            unit: given.unit.clone(),
            value: Long(given.value),
        }
    }
}

/// A figure of a report. / Một chỉ tiêu của báo cáo.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct FigureInput {
    /// Code of the indicator. / Mã chỉ tiêu.
    indicator: String,
    /// Name of the indicator. / Tên chỉ tiêu.
    name: String,
    /// Unit of measure. / Đơn vị tính.
    unit: String,
    /// Value, in whole units. / Giá trị.
    value: Long,
}
