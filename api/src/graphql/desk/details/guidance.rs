//! A direction of the work of legal education: what it adds to a working copy.
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use serde::Serialize;

use crate::exchange::details::GuidanceRecord;
use crate::graphql::scalars::Date;

/// A direction of the work of legal education, as far as it is written. / Văn bản hướng dẫn, chỉ đạo đang soạn.
#[derive(SimpleObject)]
pub struct GuidanceDraft {
    /// Number of the document. / Số ký hiệu.
    number: Option<String>,
    /// Day of issue. / Ngày ban hành.
    issued_on: Option<Date>,
    /// Sector it directs. / Ngành, lĩnh vực được hướng dẫn.
    sector: Option<String>,
}

impl From<&GuidanceRecord> for GuidanceDraft {
    fn from(guidance: &GuidanceRecord) -> Self {
        Self {
            number: guidance.number.clone(),
            issued_on: guidance.issued_on.map(Date::from),
            sector: guidance.sector.clone(),
        }
    }
}

/// A direction of the work of legal education: what is to change. / Những thay đổi của văn bản hướng dẫn, chỉ đạo.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct GuidanceInput {
    /// Number of the document. / Số ký hiệu.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    number: MaybeUndefined<String>,
    /// Day of issue. / Ngày ban hành.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    issued_on: MaybeUndefined<Date>,
    /// Sector it directs. / Ngành, lĩnh vực được hướng dẫn.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    sector: MaybeUndefined<String>,
}
