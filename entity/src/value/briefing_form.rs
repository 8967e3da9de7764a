//! Forms of introduction of a legal document.
use sea_orm::entity::prelude::*;

/// A form of introduction of a legal document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum BriefingForm {
    /// Material of a press conference (họp báo).
    #[sea_orm(string_value = "press_conference")]
    PressConference,
    /// Press release (thông cáo báo chí).
    #[sea_orm(string_value = "press_release")]
    PressRelease,
    /// Basic content of a document (nội dung cơ bản).
    #[sea_orm(string_value = "basic_content")]
    BasicContent,
    /// In-depth material for officials (tập huấn chuyên sâu cho công chức).
    #[sea_orm(string_value = "training_for_officials")]
    TrainingForOfficials,
    /// Material for the people (tập huấn cho Nhân dân).
    #[sea_orm(string_value = "training_for_people")]
    TrainingForPeople,
    /// Law that bears on the document (pháp luật có liên quan).
    #[sea_orm(string_value = "related_law")]
    RelatedLaw,
    /// Outline of a People's Council resolution or People's Committee decision (đề cương).
    #[sea_orm(string_value = "outline")]
    Outline,
}
