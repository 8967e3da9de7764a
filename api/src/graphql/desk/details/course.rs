//! A training course: what it adds to a working copy.
use async_graphql::{InputObject, MaybeUndefined, SimpleObject};
use serde::Serialize;

use crate::domain::draft::CourseDraft as Course;
use crate::exchange::details::LectureRecord;
use crate::graphql::scalars::Date;

/// A training course, as far as it is written. / Khóa tập huấn đang soạn.
#[derive(SimpleObject)]
pub struct CourseDraft {
    /// First day. / Ngày bắt đầu.
    starts_on: Option<Date>,
    /// Last day. / Ngày kết thúc.
    ends_on: Option<Date>,
    /// Place. / Địa điểm.
    place: Option<String>,
    /// Seats. / Số chỗ.
    seats: Option<i32>,
    /// People who were trained. / Số học viên.
    trainees: Option<i32>,
    /// Lectures, in order. / Các chuyên đề.
    lectures: Vec<DraftLecture>,
}

impl From<&Course> for CourseDraft {
    fn from(course: &Course) -> Self {
        Self {
            starts_on: course.starts_on.map(Date::from),
            ends_on: course.ends_on.map(Date::from),
            place: course.place.clone(),
            seats: course.seats,
            trainees: course.trainees,
            lectures: course.lectures.iter().map(DraftLecture::from).collect(),
        }
    }
}

/// A training course: what is to change. / Những thay đổi của khóa tập huấn.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct CourseInput {
    /// First day. / Ngày bắt đầu.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    starts_on: MaybeUndefined<Date>,
    /// Last day. / Ngày kết thúc.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    ends_on: MaybeUndefined<Date>,
    /// Place. / Địa điểm.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    place: MaybeUndefined<String>,
    /// Seats. / Số chỗ.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    seats: MaybeUndefined<i32>,
    /// People who were trained. / Số học viên.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    trainees: MaybeUndefined<i32>,
    /// Lectures, in order. / Các chuyên đề.
    #[serde(skip_serializing_if = "MaybeUndefined::is_undefined")]
    lectures: MaybeUndefined<Vec<LectureInput>>,
}

/// A lecture of a course. / Một chuyên đề của khóa tập huấn.
#[derive(SimpleObject)]
pub struct DraftLecture {
    /// Title. / Tên chuyên đề.
    title: String,
    /// Name and office of the lecturer. / Họ tên, chức vụ giảng viên.
    lecturer: Option<String>,
    /// Length in minutes. / Thời lượng, phút.
    minutes: Option<i32>,
}

impl From<&LectureRecord> for DraftLecture {
    fn from(given: &LectureRecord) -> Self {
        Self {
            title: given.title.clone(),
            lecturer: given.lecturer.clone(),
            minutes: given.minutes,
        }
    }
}

/// A lecture of a course. / Một chuyên đề của khóa tập huấn.
#[derive(Clone, Debug, InputObject, Serialize)]
pub struct LectureInput {
    /// Title. / Tên chuyên đề.
    title: String,
    /// Name and office of the lecturer. / Họ tên, chức vụ giảng viên.
    lecturer: Option<String>,
    /// Length in minutes. / Thời lượng, phút.
    minutes: Option<i32>,
}
