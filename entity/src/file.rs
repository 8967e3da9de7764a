//! Files by the hash of their bytes, which lie in the object store.
use sea_orm::entity::prelude::*;

/// A file.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file")]
pub struct Model {
    /// SHA-256 of the bytes, 64 hexadecimal digits.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// Name offered for download.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// Size in bytes.
    pub size: i64,
    /// Width in pixels, for images and video.
    pub width: Option<i32>,
    /// Height in pixels, for images and video.
    pub height: Option<i32>,
    /// Running time in seconds, for audio and video.
    pub duration: Option<i32>,
    /// When it was first stored.
    pub created_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
