//! A training course, as far as it is written.
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::domain::draft::Faults;
use crate::exchange::details::{CourseRecord, LectureRecord};

/// A training course.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct CourseDraft {
    /// First day.
    pub starts_on: Option<NaiveDate>,
    /// Last day.
    pub ends_on: Option<NaiveDate>,
    /// Place.
    pub place: Option<String>,
    /// Seats.
    pub seats: Option<i32>,
    /// People who were trained.
    pub trainees: Option<i32>,
    /// Lectures, in order.
    pub lectures: Vec<LectureRecord>,
}

impl CourseDraft {
    /// The record, where nothing that it needs is missing.
    pub(super) fn complete(self, faults: &mut Faults) -> Option<CourseRecord> {
        let starts_on = faults.needed("details.starts_on", self.starts_on);
        Some(CourseRecord {
            starts_on: starts_on?,
            ends_on: self.ends_on,
            place: self.place,
            seats: self.seats,
            trainees: self.trainees,
            lectures: self.lectures,
        })
    }
}

impl From<CourseRecord> for CourseDraft {
    fn from(course: CourseRecord) -> Self {
        Self {
            starts_on: Some(course.starts_on),
            ends_on: course.ends_on,
            place: course.place,
            seats: course.seats,
            trainees: course.trainees,
            lectures: course.lectures,
        }
    }
}
