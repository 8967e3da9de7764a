//! Accounts as other providers know them (`OpenID` Connect).
use sea_orm::entity::prelude::*;

/// An identity at a provider.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "account_identity")]
pub struct Model {
    /// The provider.
    #[sea_orm(primary_key, auto_increment = false)]
    pub issuer: String,
    /// The subject there.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// The account.
    pub account_id: Uuid,
    /// When they were linked.
    pub linked_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
