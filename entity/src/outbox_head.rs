//! The last number that the outbox gave: one row, locked by who appends.
use sea_orm::entity::prelude::*;

/// The head of the outbox.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_head")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The last number given; 0 before the first.
    pub seq: i64,
}

impl ActiveModelBehavior for ActiveModel {}
