//! What mutations with a key came to, for those who ask again.
use sea_orm::entity::prelude::*;

/// The outcome of a mutation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    /// Who asked.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// The key.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// The mutation.
    pub mutation: String,
    /// SHA-256 of its input, in hexadecimal.
    pub input_hash: String,
    /// What it came to: ids and versions, no secrets, no texts.
    pub outcome: Json,
    /// When.
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
