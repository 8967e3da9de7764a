//! Limits of guesses: how full the bucket of an account or an address is.
use sea_orm::entity::prelude::*;

/// A bucket.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "guess")]
pub struct Model {
    /// What it stands for, as a keyed hash in hexadecimal.
    #[sea_orm(primary_key, auto_increment = false)]
    pub bucket: String,
    /// When it is empty again, in microseconds since 1970.
    pub ready_at: i64,
}

impl ActiveModelBehavior for ActiveModel {}
