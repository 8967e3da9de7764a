//! Which unit followed which (sáp nhập, chia, tách).
use sea_orm::entity::prelude::*;

use crate::value::SuccessionKind;

/// A unit that followed another.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "area_succession")]
pub struct Model {
    /// The unit that ended, or lost a part.
    #[sea_orm(primary_key, auto_increment = false)]
    pub predecessor_id: Uuid,
    /// The unit that follows.
    #[sea_orm(primary_key, auto_increment = false)]
    pub successor_id: Uuid,
    /// The day of the change.
    #[sea_orm(primary_key, auto_increment = false)]
    pub on_date: Date,
    /// What happened.
    pub kind: SuccessionKind,
    /// The resolution.
    pub legal_basis: Option<String>,
}

impl ActiveModelBehavior for ActiveModel {}
