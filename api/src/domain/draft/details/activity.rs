//! An activity, as far as it is written.
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::domain::draft::Faults;
use crate::exchange::details::ActivityRecord;

/// An activity.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ActivityDraft {
    /// Activity form code.
    pub form: Option<String>,
    /// Beginning.
    pub starts_at: Option<DateTime<Utc>>,
    /// End.
    pub ends_at: Option<DateTime<Utc>>,
    /// Place.
    pub place: Option<String>,
    /// People who took part.
    pub attendance: Option<i32>,
    /// Copies of materials handed out.
    pub materials_handed_out: Option<i32>,
    /// Cost in đồng.
    pub budget: Option<i64>,
    /// Communicators who spoke.
    pub communicators: Vec<Uuid>,
}

impl ActivityDraft {
    /// The record, where nothing that it needs is missing.
    pub(super) fn complete(self, faults: &mut Faults) -> Option<ActivityRecord> {
        let form = faults.needed("details.form", self.form);
        let starts_at = faults.needed("details.starts_at", self.starts_at);
        Some(ActivityRecord {
            form: form?,
            starts_at: starts_at?,
            ends_at: self.ends_at,
            place: self.place,
            attendance: self.attendance,
            materials_handed_out: self.materials_handed_out,
            budget: self.budget,
            communicators: self.communicators,
        })
    }
}

impl From<ActivityRecord> for ActivityDraft {
    fn from(activity: ActivityRecord) -> Self {
        Self {
            form: Some(activity.form),
            starts_at: Some(activity.starts_at),
            ends_at: activity.ends_at,
            place: activity.place,
            attendance: activity.attendance,
            materials_handed_out: activity.materials_handed_out,
            budget: activity.budget,
            communicators: activity.communicators,
        }
    }
}
