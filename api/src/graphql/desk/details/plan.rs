//! A plan, programme or scheme: what it adds to a working copy.
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use serde::Serialize;

use crate::domain::draft::PlanDraft as Plan;
use crate::graphql::scalars::Date;

/// A plan, programme or scheme, as far as it is written. / Kế hoạch, chương trình, đề án đang soạn.
#[derive(SimpleObject)]
pub struct PlanDraft {
    /// Number of the document. / Số ký hiệu.
    number: Option<String>,
    /// Issuer name. / Cơ quan ban hành.
    issuer: Option<String>,
    /// Day of issue. / Ngày ban hành.
    issued_on: Option<Date>,
    /// First day of the period. / Ngày đầu của giai đoạn.
    period_from: Option<Date>,
    /// Last day of the period. / Ngày cuối của giai đoạn.
    period_to: Option<Date>,
}

impl From<&Plan> for PlanDraft {
    fn from(plan: &Plan) -> Self {
        Self {
            number: plan.number.clone(),
            issuer: plan.issuer.clone(),
            issued_on: plan.issued_on.map(Date::from),
            period_from: plan.period_from.map(Date::from),
            period_to: plan.period_to.map(Date::from),
        }
    }
}

/// A plan, programme or scheme: what is to change. / Những thay đổi của kế hoạch, chương trình, đề án.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct PlanInput {
    /// Number of the document. / Số ký hiệu.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    number: MaybeUndefined<String>,
    /// Issuer name. / Cơ quan ban hành.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    issuer: MaybeUndefined<String>,
    /// Day of issue. / Ngày ban hành.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    issued_on: MaybeUndefined<Date>,
    /// First day of the period. / Ngày đầu của giai đoạn.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    period_from: MaybeUndefined<Date>,
    /// Last day of the period. / Ngày cuối của giai đoạn.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    period_to: MaybeUndefined<Date>,
}
