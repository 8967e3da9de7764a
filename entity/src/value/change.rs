//! Kinds of change in the outbox.
use sea_orm::entity::prelude::*;

/// A kind of change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum Change {
    /// An edition went live, the first one or a later one.
    #[sea_orm(string_value = "published")]
    Published,
    /// A content was withdrawn: a tombstone for those who keep a copy.
    #[sea_orm(string_value = "withdrawn")]
    Withdrawn,
    /// A path leads elsewhere.
    #[sea_orm(string_value = "redirected")]
    Redirected,
    /// The site, a vocabulary, an agency, an area or a communicator changed.
    #[sea_orm(string_value = "directory")]
    Directory,
    /// Something happened at the desk; the row's action says what.
    #[sea_orm(string_value = "desk")]
    Desk,
}
