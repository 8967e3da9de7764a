//! Groups of people that editions are meant for.
use sea_orm::entity::prelude::*;

/// A group that an edition is meant for.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_audience")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// The group.
    #[sea_orm(primary_key, auto_increment = false)]
    pub audience_code: String,
}

impl ActiveModelBehavior for ActiveModel {}
