//! Communicators who spoke at activities.
use sea_orm::entity::prelude::*;

/// A communicator of an activity.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_communicator")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the activity's communicators.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The communicator.
    pub communicator_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
