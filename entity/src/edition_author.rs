//! Who wrote an edition: who drafts does not approve.
use sea_orm::entity::prelude::*;

/// An account that changed an edition.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "edition_author")]
pub struct Model {
    /// The edition.
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition_id: Uuid,
    /// The account.
    #[sea_orm(primary_key, auto_increment = false)]
    pub account_id: Uuid,
    /// When it did so first.
    pub first_at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
