//! Files attached to editions (tệp đính kèm).
use sea_orm::entity::prelude::*;

use crate::value::AttachmentRole;

/// A file attached to an edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "attachment")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The edition.
    pub edition_id: Uuid,
    /// Place among the edition's attachments.
    pub position: i32,
    /// The file.
    pub file_sha256: String,
    /// Title shown to readers.
    pub title: String,
    /// What the file is to the item.
    pub role: AttachmentRole,
    /// Language where it differs from the content's.
    pub language_code: Option<String>,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
    /// The file.
    #[sea_orm(belongs_to, from = "file_sha256", to = "sha256")]
    pub file: BelongsTo<super::file::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
