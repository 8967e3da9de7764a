//! Links that show one working copy as the public would read it.
use sea_orm::entity::prelude::*;

/// A link; what opens it is signed and never kept.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "preview")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// The edition that it shows.
    pub edition_id: Uuid,
    /// Who made it.
    pub created_by: Uuid,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// When it ends, to the second.
    pub expires_at: DateTimeUtc,
    /// Who took it back.
    pub revoked_by: Option<Uuid>,
    /// When it was taken back.
    pub revoked_at: Option<DateTimeUtc>,
}

impl ActiveModelBehavior for ActiveModel {}
