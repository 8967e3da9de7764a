//! Paths: one row a path for ever, with its outcome (đường dẫn).
use sea_orm::entity::prelude::*;

use crate::value::PathOutcome;

/// A path of the site.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "path")]
pub struct Model {
    /// The path, from `/`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub path: String,
    /// What a reader meets there.
    pub outcome: PathOutcome,
    /// The content that lives there, or that a redirect follows.
    pub content_id: Option<Uuid>,
    /// Where to go instead, for a redirect that follows no content.
    pub target: Option<String>,
    /// Title that the withdrawn item had.
    pub title: Option<String>,
    /// Why the item was withdrawn.
    pub reason: Option<String>,
    /// When the outcome came to be.
    pub at: DateTimeUtc,
    /// The content.
    #[sea_orm(belongs_to, from = "content_id", to = "id")]
    pub content: BelongsTo<Option<super::content::Entity>>,
}

impl ActiveModelBehavior for ActiveModel {}
