//! Related items, in the editor's order.
use sea_orm::entity::prelude::*;

/// A related item of an edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_related")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// Place among the related items.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    /// The other item as the edition names it: by id, path or number.
    pub target_key: String,
    /// The other content, once it is known.
    pub target_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
