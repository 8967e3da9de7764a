//! What was confirmed of an edition when it was handed over for review.
use sea_orm::entity::prelude::*;

/// A confirmation.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "confirmation")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The edition.
    pub edition_id: Uuid,
    /// SHA-256 of the working copy as it was then.
    pub record_digest: String,
    /// Who confirmed it.
    pub account_id: Uuid,
    /// The sentence that was confirmed, as it was shown.
    pub wording: String,
    /// When.
    pub at: DateTimeUtc,
}

impl ActiveModelBehavior for ActiveModel {}
