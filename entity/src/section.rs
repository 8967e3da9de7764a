//! Sections of the portal: a tree (chuyên mục).
use sea_orm::entity::prelude::*;

/// A section.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "section")]
pub struct Model {
    /// Stable code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Code of the section above.
    pub parent_code: Option<String>,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// What belongs here.
    pub description: Option<String>,
    /// Place among its siblings.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
