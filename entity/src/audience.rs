//! Groups of people that content is meant for (đối tượng).
use sea_orm::entity::prelude::*;

/// A group of people.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "audience")]
pub struct Model {
    /// Stable code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Code of the wider group.
    pub parent_code: Option<String>,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// The law that names the group.
    pub legal_basis: Option<String>,
    /// Place among its siblings.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
