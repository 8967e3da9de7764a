//! Fields (ngành, lĩnh vực) of legal documents in their source's own words.
use sea_orm::entity::prelude::*;

/// A field of a legal document.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "legal_document_field")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the document's fields.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// Name, as the source gives it.
    pub name: String,
}

impl ActiveModelBehavior for ActiveModel {}
