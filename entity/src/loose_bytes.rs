//! Bytes in the store that no row names, not yet or no longer: what an upload is about to keep, and what was removed.
use sea_orm::entity::prelude::*;

/// Bytes that no row names.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "loose_bytes")]
pub struct Model {
    /// SHA-256 of the bytes.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// Whether they are being deleted: nobody may count on them any more.
    pub deleting: bool,
    /// Since when.
    pub since: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
