//! States of an edition in the workflow.
use sea_orm::entity::prelude::*;

/// The state of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum EditionState {
    /// Being written (bản nháp).
    #[sea_orm(string_value = "draft")]
    Draft,
    /// Waiting for review (chờ duyệt).
    #[sea_orm(string_value = "submitted")]
    Submitted,
    /// Sent back to its author (trả lại).
    #[sea_orm(string_value = "returned")]
    Returned,
    /// Approved, not yet published (đã duyệt).
    #[sea_orm(string_value = "approved")]
    Approved,
    /// Approved, to be published at a set time (hẹn giờ đăng).
    #[sea_orm(string_value = "scheduled")]
    Scheduled,
    /// What the public reads (đang đăng).
    #[sea_orm(string_value = "live")]
    Live,
    /// Was live until a later edition replaced it (đã thay thế).
    #[sea_orm(string_value = "superseded")]
    Superseded,
    /// Was live until the content was withdrawn (đã gỡ).
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
    /// Given up without having been live (đã hủy).
    #[sea_orm(string_value = "discarded")]
    Discarded,
}
