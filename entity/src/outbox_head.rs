//! The heads of the outbox and of the audit log: one row, locked by who appends to either.
use sea_orm::entity::prelude::*;

/// The heads of the outbox and of the audit log.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "outbox_head")]
pub struct Model {
    /// Always 1.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: i32,
    /// The last number that the outbox gave; 0 before the first.
    pub seq: i64,
    /// The number of the last row of the audit log; 0 before the first.
    pub audit_seq: i64,
    /// The hash of the last row of the audit log; empty before the first.
    pub audit_hash: String,
}

impl ActiveModelBehavior for ActiveModel {}
