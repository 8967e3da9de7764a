//! What a remark came with.
use sea_orm::entity::prelude::*;

/// What a remark came with.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum RemarkKind {
    /// Nothing else: it is a note.
    #[sea_orm(string_value = "note")]
    Note,
    /// The edition, when it was sent back.
    #[sea_orm(string_value = "return")]
    Return,
}
