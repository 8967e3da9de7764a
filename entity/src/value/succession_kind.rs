//! How one area or agency followed another.
use sea_orm::entity::prelude::*;

/// How one area or agency followed another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum SuccessionKind {
    /// Several became one (sáp nhập, hợp nhất).
    #[sea_orm(string_value = "merge")]
    Merge,
    /// One became several (chia, tách).
    #[sea_orm(string_value = "split")]
    Split,
    /// Only the name changed (đổi tên).
    #[sea_orm(string_value = "rename")]
    Rename,
    /// Moved under another parent (chuyển trực thuộc).
    #[sea_orm(string_value = "move")]
    Move,
    /// Ended; its duties passed on (giải thể, kết thúc hoạt động).
    #[sea_orm(string_value = "abolish")]
    Abolish,
}
