//! An introduction of legal documents, as far as it is written.
use serde::{Deserialize, Serialize};

use crate::domain::draft::Faults;
use crate::exchange::content::DocumentRef;
use crate::exchange::details::{BriefingForm, BriefingRecord};

/// An introduction of legal documents.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct BriefingDraft {
    /// Its form.
    pub form: Option<BriefingForm>,
    /// The documents it is about.
    pub about: Vec<DocumentRef>,
}

impl BriefingDraft {
    /// The record, where nothing that it needs is missing.
    pub(super) fn complete(self, faults: &mut Faults) -> Option<BriefingRecord> {
        let form = faults.needed("details.form", self.form);
        Some(BriefingRecord {
            form: form?,
            about: self.about,
        })
    }
}

impl From<BriefingRecord> for BriefingDraft {
    fn from(briefing: BriefingRecord) -> Self {
        Self {
            form: Some(briefing.form),
            about: briefing.about,
        }
    }
}
