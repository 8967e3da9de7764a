//! Forms of dissemination (hình thức phổ biến, Law 14/2012/QH13 art. 11).
use sea_orm::entity::prelude::*;

/// A form of dissemination.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "activity_form")]
pub struct Model {
    /// Stable code.
    #[sea_orm(primary_key, auto_increment = false)]
    pub code: String,
    /// Code of the wider form.
    pub parent_code: Option<String>,
    /// Vietnamese name.
    pub name: String,
    /// English name.
    pub name_en: String,
    /// The law that names the form.
    pub legal_basis: Option<String>,
    /// Place among its siblings.
    pub position: i32,
}

impl ActiveModelBehavior for ActiveModel {}
