//! Days that are not worked, and weekend days that are (ngày nghỉ lễ, ngày làm bù).
use sea_orm::entity::prelude::*;

/// A day that departs from the working week.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "holiday")]
pub struct Model {
    /// The day.
    #[sea_orm(primary_key, auto_increment = false)]
    pub date: Date,
    /// Its name.
    pub name: String,
    /// Whether it is a weekend day worked instead of another (làm bù).
    pub working: bool,
    /// The law or announcement that grants it.
    pub legal_basis: String,
}

impl ActiveModelBehavior for ActiveModel {}
