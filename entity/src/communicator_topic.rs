//! Fields of law that communicators speak on.
use sea_orm::entity::prelude::*;

/// A field of law of a communicator.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "communicator_topic")]
pub struct Model {
    /// The communicator.
    #[sea_orm(primary_key, auto_increment = false)]
    pub communicator_id: Uuid,
    /// The field of law.
    #[sea_orm(primary_key, auto_increment = false)]
    pub topic_code: String,
}

impl ActiveModelBehavior for ActiveModel {}
