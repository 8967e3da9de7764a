//! What can happen to the force of a legal document.
use sea_orm::entity::prelude::*;

/// An event's effect on the force of a legal document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum EffectKind {
    /// Came into force (có hiệu lực).
    #[sea_orm(string_value = "in_force")]
    InForce,
    /// Was amended (được sửa đổi, bổ sung).
    #[sea_orm(string_value = "amended")]
    Amended,
    /// Lost its force (hết hiệu lực, bị bãi bỏ, bị thay thế).
    #[sea_orm(string_value = "expired")]
    Expired,
    /// Was suspended (ngưng hiệu lực, đình chỉ).
    #[sea_orm(string_value = "suspended")]
    Suspended,
    /// Came back after a suspension (tiếp tục có hiệu lực).
    #[sea_orm(string_value = "resumed")]
    Resumed,
    /// Was corrected (đính chính): the force does not change.
    #[sea_orm(string_value = "corrected")]
    Corrected,
}
