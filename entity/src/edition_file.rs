//! Files that a working copy names: in use, although no row of an edition refers to them yet.
use sea_orm::entity::prelude::*;

/// A file that a working copy names.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_file")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_sha256: String,
}

impl ActiveModelBehavior for ActiveModel {}
