//! Types of relation between legal documents (loại quan hệ văn bản).
use sea_orm::entity::prelude::*;

/// A type of relation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "relation_type")]
pub struct Model {
    /// Stable code, such as `thay-the`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Number in the national database's list, 1 to 15.
    pub number: i32,
    /// Vietnamese name read from the acting document, such as "thay thế".
    pub name: String,
    /// English name read from the acting document.
    pub name_en: String,
    /// Vietnamese name read from the other end, such as "bị thay thế bởi".
    pub inverse_name: String,
    /// English name read from the other end.
    pub inverse_name_en: String,
}

impl ActiveModelBehavior for ActiveModel {}
