//! Areas that editions are about.
use sea_orm::entity::prelude::*;

/// An area that an edition is about.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_area")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// The area.
    #[sea_orm(primary_key, auto_increment = false)]
    pub area_id: Uuid,
}

impl ActiveModelBehavior for ActiveModel {}
