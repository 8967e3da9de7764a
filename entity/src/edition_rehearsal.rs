//! Editions whose rows are written although the public does not read them: for previews.
use sea_orm::entity::prelude::*;

/// Of which working copy the rows are, and where it would live.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_rehearsal")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Where it would live.
    pub path: String,
    /// SHA-256 of the working copy that the rows say.
    pub record_digest: String,
}

impl ActiveModelBehavior for ActiveModel {}
