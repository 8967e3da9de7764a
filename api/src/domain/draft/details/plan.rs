//! A plan, programme or scheme, as far as it is written.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::draft::Faults;
use crate::exchange::details::PlanRecord;

/// A plan, programme or scheme.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PlanDraft {
    /// Number of the document.
    pub number: Option<String>,
    /// Issuer name.
    pub issuer: Option<String>,
    /// Day of issue.
    pub issued_on: Option<NaiveDate>,
    /// First day of the period.
    pub period_from: Option<NaiveDate>,
    /// Last day of the period.
    pub period_to: Option<NaiveDate>,
}

impl PlanDraft {
    /// The record, where nothing that it needs is missing.
    pub(super) fn complete(self, faults: &mut Faults) -> Option<PlanRecord> {
        let issuer = faults.needed("details.issuer", self.issuer);
        Some(PlanRecord {
            issuer: issuer?,
            number: self.number,
            issued_on: self.issued_on,
            period_from: self.period_from,
            period_to: self.period_to,
        })
    }
}

impl From<PlanRecord> for PlanDraft {
    fn from(plan: PlanRecord) -> Self {
        Self {
            issuer: Some(plan.issuer),
            number: plan.number,
            issued_on: plan.issued_on,
            period_from: plan.period_from,
            period_to: plan.period_to,
        }
    }
}
