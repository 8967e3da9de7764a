//! Cover images.
use sea_orm::entity::prelude::*;

/// The cover image of an edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_cover")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// The image.
    pub file_sha256: String,
    /// Alternative text (WCAG 1.1.1).
    pub alt: String,
    /// Caption.
    pub caption: Option<String>,
    /// Who made it.
    pub credit: Option<String>,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
    /// The image.
    #[sea_orm(belongs_to, from = "file_sha256", to = "sha256")]
    pub file: BelongsTo<super::file::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
