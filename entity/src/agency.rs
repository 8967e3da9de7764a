//! Agencies, valid in time (cơ quan, đơn vị).
use sea_orm::entity::prelude::*;

/// An agency while it had one code, name and parent.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "agency")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code in the portal, such as `so-tu-phap`; may be reused in time.
    pub code: String,
    /// Identifier under Decision 20/2020/QĐ-TTg, such as `H14.10`.
    pub identifier: Option<String>,
    /// Type of agency.
    pub type_code: String,
    /// Full name.
    pub name: String,
    /// Sort key of the name, in Vietnamese order.
    pub name_key: String,
    /// English name.
    pub name_en: Option<String>,
    /// Short name.
    pub short_name: Option<String>,
    /// The agency above.
    pub parent_id: Option<Uuid>,
    /// The area it serves.
    pub area_id: Option<Uuid>,
    /// Postal address.
    pub address: Option<String>,
    /// Public telephone number.
    pub phone: Option<String>,
    /// Public e-mail address.
    pub email: Option<String>,
    /// Web site.
    pub website: Option<String>,
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer was.
    pub valid_to: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
