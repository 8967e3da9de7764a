//! Learning material, as far as it is written.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::draft::Faults;
use crate::exchange::details::{MaterialForm, MaterialRecord};

/// Learning material.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct MaterialDraft {
    /// Its form.
    pub form: Option<MaterialForm>,
    /// Body that compiled it.
    pub compiler: Option<String>,
    /// Day of release.
    pub released_on: Option<NaiveDate>,
    /// Last day on which its content holds.
    pub valid_until: Option<NaiveDate>,
    /// Purpose and main content.
    pub purpose: Option<String>,
    /// Running time in seconds.
    pub duration: Option<i32>,
    /// What is said, for audio and video.
    pub transcript: Option<String>,
}

impl MaterialDraft {
    /// The record, where nothing that it needs is missing.
    pub(super) fn complete(self, faults: &mut Faults) -> Option<MaterialRecord> {
        let form = faults.needed("details.form", self.form);
        Some(MaterialRecord {
            form: form?,
            compiler: self.compiler,
            released_on: self.released_on,
            valid_until: self.valid_until,
            purpose: self.purpose,
            duration: self.duration,
            transcript: self.transcript,
        })
    }
}

impl From<MaterialRecord> for MaterialDraft {
    fn from(material: MaterialRecord) -> Self {
        Self {
            form: Some(material.form),
            compiler: material.compiler,
            released_on: material.released_on,
            valid_until: material.valid_until,
            purpose: material.purpose,
            duration: material.duration,
            transcript: material.transcript,
        }
    }
}
