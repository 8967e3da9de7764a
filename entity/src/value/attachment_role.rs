//! What a file is to its item.
use sea_orm::entity::prelude::*;

/// What a file is to its item.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
#[sea_orm(rs_type = "String", db_type = "Text")]
pub enum AttachmentRole {
    /// A document to read or download.
    #[sea_orm(string_value = "document")]
    Document,
    /// The signed original (bản gốc).
    #[sea_orm(string_value = "original")]
    Original,
    /// An image.
    #[sea_orm(string_value = "image")]
    Image,
    /// A video.
    #[sea_orm(string_value = "video")]
    Video,
    /// A sound recording.
    #[sea_orm(string_value = "audio")]
    Audio,
    /// Captions (`WebVTT`, phụ đề).
    #[sea_orm(string_value = "captions")]
    Captions,
    /// Anything else.
    #[sea_orm(string_value = "other")]
    Other,
}
