//! Fields of law (lĩnh vực).
use sea_orm::entity::prelude::*;

/// A field of law.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "topic")]
pub struct Model {
    /// Stable code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Code of the wider field.
    pub parent_code: Option<String>,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// The law that names the field.
    pub legal_basis: Option<String>,
    /// Place among its siblings.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
