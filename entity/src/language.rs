//! Languages of the content (ngôn ngữ).
use sea_orm::entity::prelude::*;

/// A language.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "language")]
pub struct Model {
    /// BCP 47 tag, such as `vi` or `tyz`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// The language's name for itself.
    pub native_name: String,
    /// Place in lists.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
