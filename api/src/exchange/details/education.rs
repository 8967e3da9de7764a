//! Details of news, activities, materials, courses and reports.
use chrono::{DateTime, NaiveDate, Utc};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An introduction, news item, notice or anything else.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ArticleRecord {
    /// When the announced event begins, for a notice or an invitation.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_starts_at: Option<DateTime<Utc>>,
    /// When it ends.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_ends_at: Option<DateTime<Utc>>,
    /// Where it is held.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event_place: Option<String>,
}

/// An activity of an agency, the Coordination Council or communicators.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ActivityRecord {
    /// Activity form code (Law 14/2012/QH13 art. 11).
    pub form: String,
    /// Beginning.
    pub starts_at: DateTime<Utc>,
    /// End.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_at: Option<DateTime<Utc>>,
    /// Place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// People who took part (lượt người).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attendance: Option<i32>,
    /// Copies of materials handed out (bản).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub materials_handed_out: Option<i32>,
    /// Cost in đồng.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub budget: Option<i64>,
    /// Communicators who spoke.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub communicators: Vec<Uuid>,
}

/// Learning material: the e-bookshelf's fields are those of Decision 14/2019/QĐ-TTg.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MaterialRecord {
    /// Its form.
    pub form: MaterialForm,
    /// Body that compiled it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub compiler: Option<String>,
    /// Day of release.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub released_on: Option<NaiveDate>,
    /// Last day on which its content holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<NaiveDate>,
    /// Purpose and main content.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub purpose: Option<String>,
    /// Running time in seconds, for audio and video.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub duration: Option<i32>,
    /// What is said, for audio and video (WCAG 1.2).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub transcript: Option<String>,
}

/// Forms of material.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MaterialForm {
    /// Đề cương.
    Outline,
    /// Sách.
    Book,
    /// Sổ tay, cẩm nang.
    Handbook,
    /// Tờ gấp.
    Leaflet,
    /// Câu chuyện pháp luật.
    Story,
    /// Tiểu phẩm.
    Skit,
    /// Tình huống pháp luật.
    Situation,
    /// Hỏi đáp, bình luận.
    Commentary,
    /// Video.
    Video,
    /// Âm thanh.
    Audio,
    /// Kịch bản phát thanh.
    RadioScript,
    /// Bài giảng điện tử.
    ELecture,
    /// Đồ họa thông tin.
    Infographic,
    /// Áp phích, pa nô.
    Poster,
    /// Bài trình chiếu.
    Slides,
    /// Tài liệu nghiệp vụ.
    ProfessionalGuide,
    /// Loại khác.
    Other,
}

/// A training course.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CourseRecord {
    /// First day.
    pub starts_on: NaiveDate,
    /// Last day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// Place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Seats.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seats: Option<i32>,
    /// People who were trained.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trainees: Option<i32>,
    /// Lectures, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lectures: Vec<LectureRecord>,
}

/// A lecture of a course.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LectureRecord {
    /// Title.
    pub title: String,
    /// Name and office of the lecturer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lecturer: Option<String>,
    /// Length in minutes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub minutes: Option<i32>,
}

/// A report or statistics for state management.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReportRecord {
    /// Number of the document.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<String>,
    /// Code of the reporting form.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub form: Option<String>,
    /// First day of the period.
    pub period_from: NaiveDate,
    /// Last day of the period.
    pub period_to: NaiveDate,
    /// Figures, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FigureRecord>,
}

/// A figure of a report.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FigureRecord {
    /// Code of the indicator.
    pub indicator: String,
    /// Name of the indicator.
    pub name: String,
    /// Unit of measure, such as "lượt người".
    pub unit: String,
    /// Value, in whole units.
    pub value: i64,
}
