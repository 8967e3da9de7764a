//! The one portal that the installation serves.
use sea_orm::entity::prelude::*;

/// The portal.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// Name of the portal.
    pub name: String,
    /// Name of the province.
    pub province: String,
    /// The province's area.
    pub area_id: Uuid,
    /// Default language.
    pub language_code: String,
    /// What the portal is, a sentence or two.
    pub description: Option<String>,
    /// The editorial board's office (Ban Biên tập).
    pub editorial_agency_id: Option<Uuid>,
    /// Contact e-mail address of that office.
    pub email: Option<String>,
    /// Contact telephone number of that office.
    pub phone: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
