//! Types of agency (loại cơ quan).
use sea_orm::entity::prelude::*;

/// A type of agency.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agency_type")]
pub struct Model {
    /// Stable code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Code of the wider type.
    pub parent_code: Option<String>,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// The law that names the type.
    pub legal_basis: Option<String>,
    /// Place among its siblings.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
