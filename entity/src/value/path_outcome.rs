//! What a reader meets at a path.
use sea_orm::entity::prelude::*;

/// What a reader meets at a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum PathOutcome {
    /// The content that lives there.
    #[sea_orm(string_value = "content")]
    Content,
    /// Another path.
    #[sea_orm(string_value = "redirect")]
    Redirect,
    /// A notice that the item was withdrawn, with reason and date.
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
    /// Nothing any more.
    #[sea_orm(string_value = "gone")]
    Gone,
}
