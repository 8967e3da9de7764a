//! Smaller versions of images, in fixed widths.
use sea_orm::entity::prelude::*;

/// An image in a smaller width, as WebP.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "file_variant")]
pub struct Model {
    /// The image.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_sha256: String,
    /// Width in pixels.
    #[sea_orm(primary_key, auto_increment = false)]
    pub width: i32,
    /// Height in pixels.
    pub height: i32,
    /// SHA-256 of its bytes.
    pub sha256: String,
    /// Size in bytes.
    pub size: i64,
}

impl ActiveModelBehavior for ActiveModel {}
