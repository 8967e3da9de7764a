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
    /// Number of the other item, when it is named as a legal document.
    pub target_number: Option<String>,
    /// Name of that document.
    pub target_title: Option<String>,
    /// Issuer of that document.
    pub target_issuer_code: Option<String>,
    /// Day of issue of that document.
    pub target_issued_on: Option<Date>,
    /// The other content, once it is known.
    pub target_id: Option<Uuid>,
}

impl ActiveModelBehavior for ActiveModel {}
