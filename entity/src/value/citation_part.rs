//! The texts of an edition in which citations are found.
use sea_orm::entity::prelude::*;

/// A text of an edition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum CitationPart {
    /// The body, as plain text.
    #[sea_orm(string_value = "body")]
    Body,
    /// The question of a legal question.
    #[sea_orm(string_value = "question")]
    Question,
}
