//! Fields of law of editions.
use sea_orm::entity::prelude::*;

/// A field of law of an edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_topic")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// The field of law.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_code: String,
}

impl ActiveModelBehavior for ActiveModel {}
