//! Bodies, apart from their editions so that lists never read them.
use sea_orm::entity::prelude::*;

/// The body of an edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_body")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Sanitised HTML.
    pub html: String,
    /// The edition.
    #[sea_orm(belongs_to, from = "edition_id", to = "id")]
    pub edition: BelongsTo<super::edition::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
