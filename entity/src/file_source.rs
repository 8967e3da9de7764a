//! What files were made of: uploaded bytes, which are not kept themselves where they were images.
use sea_orm::entity::prelude::*;

/// Bytes that were uploaded, and what is kept of them.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file_source")]
pub struct Model {
    /// SHA-256 of the uploaded bytes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// What is kept.
    pub file_sha256: String,
}

impl ActiveModelBehavior for ActiveModel {}
