//! The read model of lists: one row a live content and scope.
use sea_orm::entity::prelude::*;

/// A live content in a scope.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "listing")]
pub struct Model {
    /// The scope.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scope_id: i64,
    /// The content.
    #[sea_orm(primary_key, auto_increment = false)]
    pub content_id: Uuid,
    /// Sort key: when the edition appeared.
    pub published_key: i64,
    /// Sort key: when the content last changed.
    pub updated_key: i64,
    /// Sort key: the content's own date.
    pub date_key: i64,
    /// Sort key of the title, in Vietnamese order.
    pub title_key: String,
    /// The scope.
    #[sea_orm(belongs_to, from = "scope_id", to = "id")]
    pub scope: BelongsTo<super::listing_scope::Entity>,
    /// The content.
    #[sea_orm(belongs_to, from = "content_id", to = "id")]
    pub content: BelongsTo<super::content::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
