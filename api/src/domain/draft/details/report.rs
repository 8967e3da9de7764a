//! A report or statistics, as far as it is written.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::draft::Faults;
use crate::exchange::details::{FigureRecord, ReportRecord};

/// A report or statistics.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ReportDraft {
    /// Number of the document.
    pub number: Option<String>,
    /// Code of the reporting form.
    pub form: Option<String>,
    /// First day of the period.
    pub period_from: Option<NaiveDate>,
    /// Last day of the period.
    pub period_to: Option<NaiveDate>,
    /// Figures, in order.
    pub figures: Vec<FigureRecord>,
}

impl ReportDraft {
    /// The record, where nothing that it needs is missing.
    pub(super) fn complete(self, faults: &mut Faults) -> Option<ReportRecord> {
        let period_from = faults.needed("details.period_from", self.period_from);
        let period_to = faults.needed("details.period_to", self.period_to);
        Some(ReportRecord {
            period_from: period_from?,
            period_to: period_to?,
            number: self.number,
            form: self.form,
            figures: self.figures,
        })
    }
}

impl From<ReportRecord> for ReportDraft {
    fn from(report: ReportRecord) -> Self {
        Self {
            period_from: Some(report.period_from),
            period_to: Some(report.period_to),
            number: report.number,
            form: report.form,
            figures: report.figures,
        }
    }
}
