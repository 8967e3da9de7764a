//! Details of introductions, news and notices (bài viết, tin, thông báo).
use sea_orm::entity::prelude::*;

/// The details of an article.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "article")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// When the announced event begins.
    pub event_starts_at: Option<DateTimeUtc>,
    /// When it ends.
    pub event_ends_at: Option<DateTimeUtc>,
    /// Where it is held.
    pub event_place: Option<String>,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
