//! Agencies that host dialogues.
use sea_orm::entity::prelude::*;

/// A host of a dialogue.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "dialogue_host")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the hosts.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The agency.
    pub agency_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
