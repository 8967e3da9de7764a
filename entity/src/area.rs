//! Administrative units, valid in time (đơn vị hành chính).
use sea_orm::entity::prelude::*;

use crate::value::Tier;

/// An administrative unit while it had one code, name and parent.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "area")]
pub struct Model {
    /// Identity.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Code of the General Statistics Office; reused in time.
    pub code: String,
    /// Full name, such as "Phường Thục Phán".
    pub name: String,
    /// Sort key of the name, in Vietnamese order.
    pub name_key: String,
    /// Tier: never central.
    pub tier: Tier,
    /// The unit above.
    pub parent_id: Option<Uuid>,
    /// First day.
    pub valid_from: Date,
    /// First day on which it no longer was.
    pub valid_to: Option<Date>,
}

impl ActiveModelBehavior for ActiveModel {}
