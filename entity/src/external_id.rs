//! Identifiers of contents in other systems.
use sea_orm::entity::prelude::*;

/// An identifier in another system.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "external_id")]
pub struct Model {
    /// The system, such as `gazette`, `vbpl` or `codification`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub system: String,
    /// The identifier there.
    #[sea_orm(primary_key, auto_increment = false)]
    pub value: String,
    /// The content.
    pub content_id: Uuid,
    /// The content.
    #[sea_orm(belongs_to, from = "content_id", to = "id")]
    pub content: BelongsTo<super::content::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
