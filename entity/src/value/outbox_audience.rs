//! Who learns of a change.
use sea_orm::entity::prelude::*;

/// Who learns of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum OutboxAudience {
    /// Everybody.
    #[sea_orm(string_value = "public")]
    Public,
    /// Signed-in users within whose reach it lies.
    #[sea_orm(string_value = "desk")]
    Desk,
}
